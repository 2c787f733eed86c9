use std::sync::Arc;

use serde_json::{Value, json};

use super::record::{OPENING_CHARS, OPENING_WORDS};
use super::*;
use crate::model::date;
use crate::model::header::StatusKind;
use crate::model::phase::PhaseNumber;
use crate::model::plan::Plan;
use crate::model::prose::{Block, BlockKind, Heading, Inline, InlineKind};
use crate::model::risk::{LevelKind, RiskStatusKind};
use crate::model::rollback::{RollbackOwner, Step, StepKind};
use crate::portfolio::fixture::{entry, entry_of, phase, risk, text, with_status};
use crate::portfolio::{PageEntry, fixture, gather};
use crate::settings::Settings;
use crate::text::Span;
use crate::view::{AssetNames, HeldPlans};

fn records(portfolio: &Portfolio, part: usize) -> Vec<Value> {
    let context = Context {
        settings: &Settings::default(),
        portfolio,
        today: date::parse_iso("2026-11-22").expect("a date"),
        assets: &AssetNames::default(),
        opener: &HeldPlans,
    };
    let script = String::from_utf8(search_records(&context, part)).expect("text");
    let json = script.strip_prefix("phasebookData(").and_then(|s| s.strip_suffix(");\n"));
    let value: Value = serde_json::from_str(json.expect("one call")).expect("JSON");
    let records = value["search"].as_array().expect("records");
    records.iter().filter(|record| record["kind"] != 10).cloned().collect()
}

fn of(entries: Vec<PlanEntry>, pages: Vec<PageEntry>) -> Portfolio {
    let entries = entries.into_iter().map(Arc::new).collect();
    gather(entries, pages.into_iter().map(Arc::new).collect(), Arc::default(), Vec::new())
}

fn paragraph(words: &str) -> Block {
    let inline = Inline { kind: InlineKind::Text(words.into()), span: Span::default() };
    Block { kind: BlockKind::Paragraph(vec![inline].into()), span: Span::default() }
}

fn full() -> Plan {
    let mut plan = Plan {
        phases: vec![phase(0, Some(PhaseNumber::whole(0)), "Dogfood")],
        risks: vec![
            risk("R1", LevelKind::High, LevelKind::High),
            with_status(risk("R2", LevelKind::Low, LevelKind::Unknown), RiskStatusKind::Closed),
        ],
        blocks: vec![paragraph("Read only in data."), paragraph("Why we do this.")],
        ..Plan::default()
    };
    plan.more.push(1..2);
    plan.header.owner = Some(text("Kim"));
    plan.header.flag = Some(text("new_search"));
    plan.header.tags = vec!["q3".to_owned()];
    plan.risks[0].owner = Some(text("Kim"));
    plan.phases[0].go_no_go = Some(text("Ada + Kim"));
    plan.rollback.steps.push(Step {
        text: text("Turn the flag off"),
        kind: StepKind::Act,
        blocks: Vec::new(),
        group: None,
        phases: Vec::new(),
        span: Span::default(),
    });
    plan.rollback.owners.push(RollbackOwner {
        phases_text: text("All"),
        phases: Vec::new(),
        names_phases: false,
        primary: Some(text("Lin")),
        backup: None,
        span: Span::default(),
    });
    plan
}

#[test]
fn a_record_holds_what_a_plan_is_found_by() {
    let portfolio = of(vec![entry_of("pay/refunds.md", full(), None)], Vec::new());
    let expected = json!([{
        "kind": 0, "at": "plans/pay/refunds/", "file": "index.html", "title": "refunds.md",
        "status": "not-stated", "owner": "Kim", "about": ["pay", "new_search", "q3"],
        "items": [
            [1, "phase-0-dogfood.html", "Phase 0 — Dogfood"],
            [2, "risks.html#r1", "R1: What R1 says", "severe"],
            [2, "risks.html#r2", "R2: What R2 says", null, true],
            [3, "rollback.html#step-1", "Turn the flag off"],
            [4, "index.html", "Kim", "Owner, Approver, Risk owner"],
            [4, "phase-0-dogfood.html", "Ada", "Approver"],
            [4, "rollback.html#who", "Lin", "Rollback owner"],
            [8, "source.html", "refunds.md", "read only in data"],
        ],
        "text": "Why we do this.",
    }]);
    let found = records(&portfolio, 0);
    assert_eq!(json!(found[..1]), expected);
    let owners = found[1..].iter().map(|o| json!([o["kind"], o["at"], o["title"]]));
    assert_eq!(
        owners.collect::<Vec<_>>(),
        [
            json!([4, "owner/ada.html", "Ada"]),
            json!([4, "owner/kim.html", "Kim"]),
            json!([4, "owner/lin.html", "Lin"]),
        ]
    );
}

#[test]
fn a_page_is_found_where_it_is_read() {
    let mut page = fixture::page("how.md", Some("How we work"));
    Arc::make_mut(&mut page.page).blocks = vec![paragraph("Slowly, and with care.")];
    let plan = entry("pay/a.md", "A", Some(StatusKind::Draft));
    let pages = vec![page, fixture::page("pay/README.md", Some("Payments"))];
    let found = records(&of(vec![plan], pages), 0);
    let at: Vec<&Value> = found.iter().map(|record| &record["at"]).collect();
    assert_eq!(at, ["plans/pay/a/", "pages/how.html", "programs/pay/index.html"]);
    assert_eq!(
        (&found[1]["kind"], &found[1]["text"]),
        (&json!(5), &json!("Slowly, and with care."))
    );
    assert_eq!(found[0]["about"], json!(["Payments"]));
}

#[test]
fn every_document_is_in_the_part_that_its_slug_says() {
    let many: Vec<PlanEntry> =
        (0..900).map(|n| entry(&format!("p{n}.md"), "P", Some(StatusKind::Draft))).collect();
    let mut fewer = many.clone();
    let portfolio = of(many, Vec::new());
    assert_eq!(search_parts(&portfolio), 4);
    let parts: Vec<Vec<Value>> = (0..4).map(|part| records(&portfolio, part)).collect();
    assert_eq!(parts.iter().map(Vec::len).sum::<usize>(), 900);
    assert!(parts.iter().all(|part| part.len() > 150), "they are alike in size");
    let gone = fewer.pop().expect("a plan");
    let fewer = of(fewer, Vec::new());
    let changed: Vec<usize> = (0..4).filter(|&part| records(&fewer, part) != parts[part]).collect();
    assert_eq!(changed, [part_of(gone.slug.as_str(), 4)], "one plan is in one part");
    assert!(records(&portfolio, 4).is_empty());
    assert_eq!(search_parts(&Portfolio::default()), 1);
}

#[test]
fn long_texts_keep_their_beginning() {
    assert_eq!(cut("abc", 3), "abc");
    assert_eq!(cut("äb cd", 3), "äb…");
    assert_eq!(cut("a\u{202E}b", 9), "a[U+202E]b");
    let blocks = [paragraph(&"word ".repeat(50)), paragraph(&"more ".repeat(50))];
    let opening = opening(&blocks);
    assert_eq!(opening.split(' ').count(), OPENING_WORDS);
    assert!(opening.ends_with("more"));
    let kanji = super::opening(&[paragraph(&"予約".repeat(2000))]);
    assert_eq!(kanji.chars().count(), OPENING_CHARS + 1);
}

#[test]
fn the_words_of_an_unknown_status_are_the_author_s() {
    let plan = entry("a.md", "A", Some(StatusKind::Unknown));
    let found = records(&of(vec![plan], Vec::new()), 0);
    assert_eq!((&found[0]["status"], &found[0]["written"]), (&json!("unknown"), &json!("Unknown")));
}

#[test]
fn words_of_readers_find_lists() {
    let portfolio = of(vec![entry("a.md", "A", Some(StatusKind::Paused))], Vec::new());
    let found: Vec<String> =
        lists::of(&portfolio).iter().map(|list| format!("{} {}", list.at, list.text)).collect();
    let leads = |word: &str, path: &str| {
        found.iter().any(|list| list.starts_with(path) && list.contains(word))
    };
    assert!(leads("blocked", "gates.html") && leads("stopped", "status/paused.html"), "{found:?}");
    assert!(leads("critical", "risks/severe.html") && leads("overdue", "timeline.html"));
    assert!(!found.iter().any(|list| list.starts_with("status/draft")), "no plan is a draft");
}

#[test]
fn every_word_of_a_plan_is_found_once() {
    let mut plan = full();
    let heading = |words: &str| Block {
        kind: BlockKind::Heading(Heading {
            level: 2,
            text: text(words),
            anchor: words.to_lowercase().into(),
        }),
        span: Span::default(),
    };
    let code =
        BlockKind::Code { language: "sh".to_owned(), text: "kubectl drain pool\n".to_owned() };
    plan.blocks.extend([
        heading("Cutover"),
        paragraph("Drain the pool, then drain again."),
        Block { kind: code, span: Span::default() },
    ]);
    let found = records(&of(vec![entry_of("a.md", plan, None)], Vec::new()), 0);
    let items = found[0]["items"].as_array().expect("items");
    let of_kind = |kind: u8| items.iter().filter(move |item| item[0] == kind).collect::<Vec<_>>();
    assert_eq!(of_kind(9), [&json!([9, "source.html#h-cutover", "kubectl drain pool"])]);
    assert_eq!(
        of_kind(8)[1],
        &json!([8, "source.html#h-cutover", "Cutover", "drain pool then again"])
    );
}
