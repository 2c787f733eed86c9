//! What a plan depends on: in front matter, in a header line, by links under a heading, in any language; and
//! what readers of both plans see of it.

use serde_json::{Value, json};

use crate::html::Site;
use crate::project::Project;

/// A plan whose gate is blocked.
const LEDGER: &str = "# Rollout Plan: New ledger\n\n**Status:** In Progress\n**Current phase:** Phase 0\n\n\
    ## Rollout Phases\n\n| Phase | Go / No-Go |\n|---|---|\n| Phase 0 — Staff | Ada |\n| Phase 1 — All | Ada |\n\n\
    ### Phase Transition Criteria\n\n- [ ] Books balance\n\n\
    ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Ada |\n";

/// A plan that waits for another's.
const INVOICES: &str = "# Rollout Plan: Invoices\n\n**Status:** Approved\n\n## Rollout Phases\n\n\
    | Phase | Go / No-Go |\n|---|---|\n| Phase 0 — Staff | Ada |\n\n";

fn exported(project: &Project) -> Vec<Value> {
    project.run(&["export"]).json()["plans"].as_array().expect("plans").clone()
}

fn with(invoices: &str) -> Project {
    Project::empty()
        .file("content/pay/ledger.md", LEDGER)
        .file("content/pay/invoices.md", invoices)
        .file("content/notes.md", "# Notes\n\nWords.\n")
}

#[test]
fn a_dependency_is_named_in_many_forms() {
    let front = |value: &str| format!("---\ndepends_on: {value}\n---\n{INVOICES}");
    let section = |heading: &str| {
        format!("{INVOICES}## {heading}\n\n- The [new ledger](ledger.md) has to be live.\n")
    };
    let forms = [
        front("ledger.md"),
        front("./ledger.md"),
        front("/pay/ledger.md"),
        front("pay/ledger"),
        front("[pay/ledger.md]"),
        front("\"[[Ledger]]\""),
        format!("+++\ndepends_on = [\"pay/ledger\"]\n+++\n{INVOICES}"),
        INVOICES.replace(
            "Approved",
            "Approved\n**Depends on:** [the ledger](ledger.md#rollout-phases)",
        ),
        section("Dependencies"),
        section("4.2 Dependencies:"),
        section("Depends on"),
        section("Abhängigkeiten"),
        section("Dépendances"),
        section("Dependencias"),
        section("依存関係"),
        section("Зависимости"),
        format!(
            "{INVOICES}## Dependencies\n\n### Upstream\n\n| Plan | Why |\n|---|---|\n| [[ledger]] | Books |\n"
        ),
    ];
    for invoices in forms {
        let plans = exported(&with(&invoices));
        assert_eq!(plans[0]["depends_on"], json!(["pay/ledger"]), "{invoices}");
        assert_eq!(plans[1]["depends_on"], json!([]), "{invoices}");
    }
}

#[test]
fn prose_and_links_to_what_is_no_plan_state_nothing() {
    let silent = [
        format!("{INVOICES}## Background\n\nIt needs the [new ledger](ledger.md).\n"),
        format!(
            "{INVOICES}## Dependencies\n\nThe new ledger, `ledger.md`, and [notes](../notes.md).\n"
        ),
        format!(
            "{INVOICES}## Dependencies\n\n- [A bank](https://bank.example/)\n\n## More\n\n[l](ledger.md)\n"
        ),
    ];
    for invoices in silent {
        let plans = exported(&with(&invoices));
        assert_eq!(plans[0]["depends_on"], json!([]), "{invoices}");
        assert!(!super::codes(&plans[0]).contains(&"unknown-dependency"), "{invoices}");
    }
    for value in ["ledgr", "../notes.md", "https://bank.example/x", "invoices", "../../x.md"] {
        let plans = exported(&with(&format!("---\ndepends_on: {value}\n---\n{INVOICES}")));
        assert_eq!(plans[0]["depends_on"], json!([]), "{value}");
        assert!(super::codes(&plans[0]).contains(&"unknown-dependency"), "{value}");
    }
}

#[test]
fn both_plans_tell_of_a_blocked_gate() {
    let project = with(&format!("---\ndepends_on: ledger.md\n---\n{INVOICES}"));
    project.build(1);
    let site = Site::of(&project, "public");
    let text = |path: &str| site.page(path).main_text();
    let waits = "Waits on another plan. It depends on New ledger, where the gate from Phase 0 — Staff to \
                 Phase 1 — All is blocked.";
    let invoices = text("plans/pay/invoices/index.html");
    assert!(invoices.contains(waits), "{invoices}");
    assert!(text("plans/pay/ledger/index.html").contains("Waited for by Invoices"));
    // What changes there makes these pages anew, and nothing else of this plan states more.
    project.write("content/pay/ledger.md", LEDGER.replace("[ ]", "[x]"));
    project.build(1);
    let site = Site::of(&project, "public");
    let text = |path: &str| site.page(path).main_text();
    let invoices = text("plans/pay/invoices/index.html");
    assert!(!invoices.contains("Waits on another plan"), "{invoices}");
    assert!(invoices.contains("waits for a decision"), "{invoices}");
    let incremental = project.files("public");
    let clean = project.run(&["build", "--output", "clean"]);
    assert_eq!(clean.status, 1, "{}", clean.stderr);
    assert_eq!(incremental, project.files("clean"));
}

#[test]
fn a_circle_of_plans_is_told_on_each() {
    let of = |next: &str| format!("---\ndepends_on: {next}\n---\n{INVOICES}");
    let project = Project::empty()
        .file("content/a.md", &of("b"))
        .file("content/b.md", &of("c"))
        .file("content/c.md", &of("[a, d]"))
        .file("content/d.md", INVOICES);
    let plans = exported(&project);
    let told: Vec<bool> =
        plans.iter().map(|plan| super::codes(plan).contains(&"dependency-cycle")).collect();
    assert_eq!(told, [true, true, true, false]);
    let ran = project.run(&["check", "--all"]);
    assert!(ran.stdout.contains("= note: `c.md:2` depends on `a.md`"), "{}", ran.stdout);
}
