//! What can't be read keeps a plan in sight: live, in need of attention, on every list.

use serde_json::Value;

use super::{codes, plan, plans};
use crate::html::{Element, Site};
use crate::project::Project;

const PHASES: &str = "\n## Rollout Phases\n\n| Phase | Scope | Go / No-Go |\n|---|---|---|\n\
                      | Phase 0 — Staff | Us | Mara |\n| Phase 1 — Beta | Friends | Mara |\n";

/// A plan with these header lines and two phases.
fn with(header: &str) -> String {
    format!("# Rollout Plan: Night trains\n\n{header}\n{PHASES}")
}

fn reasons(plan: &Value) -> Vec<&str> {
    let reasons = plan["attention"].as_array().expect("reasons");
    reasons.iter().map(|reason| reason["kind"].as_str().expect("a kind")).collect()
}

#[test]
fn a_status_that_is_not_known_takes_no_plan_out_of_live() {
    for status in ["In Progres", "Ramping up", "Em andamentoo", "läuft irgendwie", "🚀"] {
        let plan = plan(&with(&format!("**Status:** {status}\n**Current phase:** Phase 1")));
        assert_eq!(plan["status"]["kind"], "unknown", "{status}");
        assert_eq!(plan["live"], true, "{status}");
        assert_eq!(reasons(&plan).first(), Some(&"unread"), "{status}");
        let text = plan["attention"][0]["text"].as_str().expect("words");
        assert!(text.starts_with(&format!("Status “{status}” is not one we recognise")), "{text}");
        assert!(codes(&plan).contains(&"unknown-status"), "{status}");
    }
}

#[test]
fn a_slip_of_the_hand_is_asked_about() {
    let slip = plan(&with("**Status:** In Progres"));
    let asked = "Status “In Progres” is not one we recognise; did you mean In Progress?";
    assert_eq!(slip["attention"][0]["text"], asked);
    let other = plan(&with("**Status:** Baking"));
    assert_eq!(other["attention"][0]["text"], "Status “Baking” is not one we recognise.");
    // Its phase is not known either: no page claims that it is live.
    assert_eq!((&slip["live"], &other["live"]), (&false.into(), &false.into()));
}

#[test]
fn a_live_phase_makes_a_plan_live_unless_a_known_status_says_otherwise() {
    let phase = "**Current phase:** Phase 1";
    for status in ["", "**Status:** Draft\n", "**Status:** Approved\n", "**Status:** In Progress\n"]
    {
        let plan = plan(&with(&format!("{status}{phase}")));
        assert_eq!(plan["live"], true, "{status}");
    }
    for status in ["Paused", "Complete", "Rolled Back", "Cancelled", "Abgeschlossen", "En pause"] {
        let plan = plan(&with(&format!("**Status:** {status}\n{phase}")));
        assert_eq!(plan["live"], false, "{status}");
    }
    for header in ["", "**Status:** Draft", "**Status:** Approved"] {
        let plan = plan(&with(header));
        assert_eq!((&plan["live"], reasons(&plan)), (&false.into(), vec![]), "{header}");
    }
}

#[test]
fn a_current_phase_that_can_t_be_read_asks_for_attention() {
    for stated in ["Phase 7", "the long one", "später"] {
        let header = format!("**Status:** In Progress\n**Current phase:** {stated}");
        let plan = plan(&with(&header));
        assert_eq!(reasons(&plan).first(), Some(&"unread"), "{stated}");
        let text = plan["attention"][0]["text"].as_str().expect("words");
        assert!(text.contains(&format!("“{stated}”")), "{text}");
    }
    let read = plan(&with("**Status:** In Progress\n**Current phase:** Phase 1"));
    assert!(!reasons(&read).contains(&"unread"));
}

#[test]
fn what_can_t_be_read_is_said_first_and_weighs_as_an_error() {
    let of =
        |title: &str, header: &str, rest: &str| with(header).replace("Night trains", title) + rest;
    let hold = "\n## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n\
                | Phase 1 | Hold | Mara | 2026-11-01 |\n";
    let files = [
        ("content/a.md", of("A", "**Status:** Baking\n**Current phase:** Phase 1", hold)),
        ("content/b.md", of("B", "**Status:** Paused\n**Current phase:** Phase 1", "")),
        ("content/c.md", of("C", "**Status:** Baking", "")),
        ("content/d.md", of("D", "**Status:** In Progress\n**Current phase:** Phase 1", "")),
        ("content/e.md", of("E", "", "")),
        ("content/f.md", of("F", "**Status:** Approved", "")),
    ];
    let site = files.iter().fold(Project::empty(), |site, (name, text)| site.file(name, text));
    let ran = site.run(&["list", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&ran.stdout).expect("JSON");
    let titles: Vec<&str> = rows.iter().map(|row| row["title"].as_str().expect("text")).collect();
    // A and B are stopped; C can't be read and D has errors; then by status.
    assert_eq!(titles, ["A", "B", "C", "D", "F", "E"]);
    let first = rows[0]["attention"][0].as_str().expect("a reason");
    assert!(first.starts_with("Status “Baking”"), "{first}");
}

#[test]
fn every_page_list_and_file_means_the_same_by_live() {
    let of = |title: &str, header: &str| with(header).replace("Night trains", title);
    let files = [
        ("content/a.md", of("A", "**Status:** Baking\n**Current phase:** Phase 1")),
        ("content/b.md", of("B", "**Current phase:** Phase 0")),
        ("content/c.md", of("C", "**Status:** In Progress")),
        ("content/d.md", of("D", "**Status:** Paused\n**Current phase:** Phase 1")),
        ("content/e.md", of("E", "**Status:** Complete")),
        ("content/f.md", of("F", "**Status:** Baking")),
    ];
    let project = files.iter().fold(Project::empty(), |site, (name, text)| site.file(name, text));
    project.run(&["build"]);
    let site = Site::of(&project, "public");
    let says = |path: &str, words: &str| {
        let text = site.page(path).main_text();
        assert!(text.contains(words), "{path}: {text}");
    };
    says("index.html", "3 rollouts are live, 1 is paused.");
    says("rollback.html", "3 rollouts are live, 1 is paused.");
    says("views/a-z.html", "3 rollouts are live, 1 is paused.");
    says("views/live.html", "3 rollouts are live.");
    let rows = |path: &str| {
        let rows = site.page(path).main().all("tbody");
        rows.iter().flat_map(|body| body.all("tr")).count()
    };
    assert_eq!((rows("views/live.html"), rows("status/paused.html")), (3, 1));
    let listed: Vec<String> = site
        .page("rollback.html")
        .main()
        .every()
        .into_iter()
        .filter(|e| e.tag == "a" && e.has_class("t"))
        .map(Element::text)
        .collect();
    assert_eq!(listed, ["A", "B", "C", "D"]);
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let live: Vec<bool> = plans(&files).iter().map(|p| p["live"] == true).collect();
    assert_eq!(live, [true, true, true, false, false, false]);
}
