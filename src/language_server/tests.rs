use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};

use super::{Loaded, serve};
use crate::pipeline::{BuildConfig, Input};
use crate::settings::Settings;
use crate::text::Source;

/// An editor in the same process.
struct Editor {
    connection: Connection,
    last: i32,
    heard: Vec<(String, Value)>,
}

const PLAN: &str = "# Rollout Plan: Ferry passes\n\n**Status:** In Progres\n**Current phase:** Phase 1\n\n\
    ## Rollout Phases\n\n| Phase | Success Criteria | Go / No-Go |\n|---|---|---|\n\
    | Phase 1 — Crew | error rate < 1 % | Mara |\n| Phase 2 — All | error rate < 0.5 % | Mara |\n\n\
    ### Phase Transition Criteria\n\n- [ ] See R1 before Phase 2\n\n\
    ## Risk Register\n\n| ID | Risk | Likelihood | Impact | Owner | Status |\n|---|---|---|---|---|---|\n\
    | R1 | Gates jam | Medium | High | Joao | Open |\n";

impl Editor {
    /// One that has a folder with this plan open.
    fn new(plan: &str) -> Self {
        let (connection, own) = Connection::memory();
        let text = plan.to_owned();
        let load = move |root: Option<PathBuf>| {
            assert_eq!(root, Some(PathBuf::from("/site")));
            let today = "2026-11-22".parse().expect("a date");
            Ok(Loaded {
                content: "/site/content".into(),
                config: Arc::new(BuildConfig::new(Settings::default(), today)),
                input: Input {
                    documents: vec![Arc::new(Source::new("a.md", text.as_bytes()))],
                    ..Input::default()
                },
            })
        };
        thread::spawn(move || serve(&own, &load));
        let mut editor = Self { connection, last: 0, heard: Vec::new() };
        let told =
            editor.ask("initialize", &json!({ "rootUri": "file:///site", "capabilities": {} }));
        assert_eq!(told["capabilities"]["positionEncoding"], "utf-16");
        editor.say("initialized", &json!({}));
        editor
    }

    fn say(&self, method: &str, parameters: &Value) {
        let message = Notification::new(method.to_owned(), parameters.clone());
        self.connection.sender.send(message.into()).expect("a server");
    }

    /// The answer to a request; what is told meanwhile is kept.
    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.last += 1;
        let request = Request::new(self.last.into(), method.to_owned(), parameters.clone());
        self.connection.sender.send(request.into()).expect("a server");
        loop {
            match self.connection.receiver.recv().expect("an answer") {
                Message::Response(response) => return response.response_result.expect("no error"),
                Message::Notification(told) => self.heard.push((told.method, told.params)),
                Message::Request(_) => panic!("nothing is asked of an editor"),
            }
        }
    }

    /// The answer about a position of the plan.
    fn ask_at(&mut self, method: &str, line: u32, character: u32) -> Value {
        self.ask(
            &format!("textDocument/{method}"),
            &json!({
                "textDocument": { "uri": "file:///site/content/a.md" },
                "position": { "line": line, "character": character },
            }),
        )
    }

    /// The codes that were told last of the plan.
    fn codes(&mut self) -> Vec<String> {
        // The answer comes behind what is told of everything before.
        self.ask_at("hover", 0, 0);
        let told =
            self.heard.iter().rev().find(|(method, _)| method.ends_with("publishDiagnostics"));
        let all = told.and_then(|(_, told)| told["diagnostics"].as_array()).expect("findings");
        all.iter().map(|one| one["code"].as_str().expect("a code").to_owned()).collect()
    }

    fn change(&self, text: &str) {
        self.say(
            "textDocument/didChange",
            &json!({
                "textDocument": { "uri": "file:///site/content/a.md", "version": 2 },
                "contentChanges": [{ "text": text }],
            }),
        );
    }
}

#[test]
fn findings_follow_what_is_typed() {
    let mut editor = Editor::new(PLAN);
    assert!(editor.codes().contains(&"unknown-status".to_owned()));
    editor.change(&PLAN.replace("Progres\n", "Progress\n"));
    assert!(!editor.codes().contains(&"unknown-status".to_owned()));
    editor.say(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": "file:///site/content/a.md" } }),
    );
    assert!(editor.codes().contains(&"unknown-status".to_owned()), "the text on disk counts again");
}

#[test]
fn what_is_saved_is_the_text_on_disk() {
    let mut editor = Editor::new(PLAN);
    let of = json!({ "textDocument": { "uri": "file:///site/content/a.md" } });
    editor.change(&PLAN.replace("Progres\n", "Progress\n"));
    editor.say("textDocument/didSave", &of);
    editor.say("textDocument/didClose", &of);
    assert!(!editor.codes().contains(&"unknown-status".to_owned()));
}

#[test]
fn a_slip_has_a_quick_fix() {
    let mut editor = Editor::new(PLAN);
    let place = json!({ "line": 2, "character": 14 });
    let actions = editor.ask(
        "textDocument/codeAction",
        &json!({
            "textDocument": { "uri": "file:///site/content/a.md" },
            "range": { "start": place, "end": place },
            "context": { "diagnostics": [] },
        }),
    );
    assert_eq!(actions[0]["title"], "Write `In Progress`");
    let edit = &actions[0]["edit"]["changes"]["file:///site/content/a.md"][0];
    assert_eq!(edit["newText"], "In Progress");
    assert_eq!(edit["range"]["start"], json!({ "line": 2, "character": 12 }));
}

#[test]
fn hovering_tells_the_rule_and_what_follows() {
    let mut editor = Editor::new(PLAN);
    let text = |told: &Value| told["contents"]["value"].as_str().unwrap_or_default().to_owned();
    let status = text(&editor.ask_at("hover", 2, 14));
    assert!(status.contains("**unknown-status**"), "{status}");
    let phase = text(&editor.ask_at("hover", 9, 5));
    assert!(phase.contains("Gate: **") && phase.contains("(line "), "{phase}");
    let risk = text(&editor.ask_at("hover", 20, 8));
    assert!(risk.contains("**R1**: Major") && risk.contains("Medium × impact High"), "{risk}");
    assert_eq!(editor.ask_at("hover", 1, 0), Value::Null);
}

#[test]
fn names_lead_to_their_places_and_places_offer_names() {
    let mut editor = Editor::new(PLAN);
    let line = |told: &Value| told["range"]["start"]["line"].clone();
    assert_eq!(line(&editor.ask_at("definition", 14, 11)), 20, "R1");
    assert_eq!(line(&editor.ask_at("definition", 14, 22)), 10, "Phase 2, on the word");
    assert_eq!(line(&editor.ask_at("definition", 14, 27)), 10, "Phase 2, on the number");
    assert_eq!(editor.ask_at("definition", 14, 14), Value::Null);
    let labels = |told: &Value| -> Vec<String> {
        let items = told["items"].as_array().expect("items").iter();
        items.map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
    };
    assert!(labels(&editor.ask_at("completion", 2, 12)).contains(&"Rolled back".to_owned()));
    assert_eq!(labels(&editor.ask_at("completion", 20, 20)), ["Low", "Medium", "High"]);
    assert!(labels(&editor.ask_at("completion", 20, 36)).contains(&"Mara".to_owned()));
    assert!(labels(&editor.ask_at("completion", 14, 11)).contains(&"R1".to_owned()));
}

#[test]
fn a_plan_has_an_outline_and_folds() {
    let mut editor = Editor::new(PLAN);
    let of = json!({ "textDocument": { "uri": "file:///site/content/a.md" } });
    let symbols = editor.ask("textDocument/documentSymbol", &of);
    let names: Vec<&str> = symbols[0]["children"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| part["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names, ["Phase 1 — Crew", "Phase 2 — All", "R1: Gates jam"]);
    let folds = editor.ask("textDocument/foldingRange", &of);
    let folds: Vec<(u64, u64)> = folds
        .as_array()
        .expect("folds")
        .iter()
        .map(|fold| {
            (fold["startLine"].as_u64().expect("a line"), fold["endLine"].as_u64().expect("a line"))
        })
        .collect();
    assert_eq!(folds, [(0, 20), (5, 14), (12, 14), (16, 20)]);
}

#[test]
fn what_is_not_known_is_refused_and_strange_messages_are_passed_over() {
    let mut editor = Editor::new(PLAN);
    for strange in [
        json!(null),
        json!([]),
        json!({ "textDocument": 7 }),
        json!({ "textDocument": { "uri": "file:///etc/passwd" } }),
    ] {
        editor.say("textDocument/didOpen", &strange);
        editor.say("textDocument/didChange", &strange);
        assert_eq!(editor.ask("textDocument/hover", &strange), Value::Null);
        assert_eq!(editor.ask("textDocument/codeAction", &strange), Value::Null);
    }
    editor
        .connection
        .sender
        .send(Request::new(99.into(), "textDocument/rename".to_owned(), json!({})).into())
        .expect("a server");
    let Message::Response(refused) = editor.connection.receiver.recv().expect("an answer") else {
        panic!("an answer comes first")
    };
    assert!(refused.response_result.is_err());
    assert_eq!(editor.ask("shutdown", &json!(null)), Value::Null);
}
