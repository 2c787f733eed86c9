//! When the way back was rehearsed, and what that proves. Today is 22 November 2026.

use serde_json::{Value, json};

use super::plan;
use crate::project::Project;

fn text(status: &str, section: &str) -> String {
    format!(
        "# Rollout Plan: Ferries\n\n**Status:** {status}\n\n## Rollback Plan\n\n### Rollback Steps\n\n\
         1. Turn the flag off\n2. Verify: the flag is off\n\n{section}\n"
    )
}

fn with(section: &str) -> Value {
    plan(&text("In Progress", section))
}

/// Date, place, by, result and notes of each rehearsal, and the proof.
fn rehearsals(plan: &Value) -> (Vec<Value>, &str) {
    let all = plan["rollback"]["rehearsals"].as_array().expect("a list").iter();
    let all = all.map(|r| json!([r["date"], r["place"], r["by"], r["result"], r["notes"]]));
    (all.collect(), plan["rollback"]["proof"].as_str().expect("a proof"))
}

#[track_caller]
fn check(section: &str, expected: &[Value], proof: &str) {
    assert_eq!(rehearsals(&with(section)), (expected.to_vec(), proof), "{section}");
}

#[test]
fn a_line_states_a_rehearsal() {
    let told = json!(["2026-11-03", "staging", "the platform lead", "passed", null]);
    for key in ["Rehearsed", "Rollback tested", "Dry run", "Last rehearsed"] {
        let value = "2026-11-03 in staging by the platform lead: passed";
        check(&format!("**{key}:** {value}"), std::slice::from_ref(&told), "passed");
        check(&format!("{key}: {value}"), std::slice::from_ref(&told), "passed");
        check(&format!("### Proof\n\n- **{key}:** {value}"), std::slice::from_ref(&told), "passed");
    }
    check(
        "**Geprobt:** 03.11.2026 in Staging von Ana Lima: bestanden",
        &[json!(["2026-11-03", "Staging", "Ana Lima", "passed", null])],
        "passed",
    );
    check(
        "**Retour arrière testé :** 3 novembre 2026 en préproduction par Ana Lima : échec",
        &[json!(["2026-11-03", "préproduction", "Ana Lima", "failed", null])],
        "failed",
    );
    check(
        "**Ensayado:** 2026-11-03 en preproducción por Ana Lima: superado",
        &[json!(["2026-11-03", "preproducción", "Ana Lima", "passed", null])],
        "passed",
    );
}

#[test]
fn a_table_states_rehearsals() {
    let table = "### Rollback rehearsals\n\n| Date | Place | By | Result | Notes |\n|---|---|---|---|---|\n\
        | 2026-05-02 | staging | Ana Lima | failed | step 2 hung |\n| 2026-11-03 | staging | Ana Lima | ✅ | |\n| | | | | |\n";
    check(
        table,
        &[
            json!(["2026-05-02", "staging", "Ana Lima", "failed", "step 2 hung"]),
            json!(["2026-11-03", "staging", "Ana Lima", "passed", null]),
        ],
        "passed",
    );
}

#[test]
fn prose_and_template_text_state_none() {
    for section in [
        "",
        "We rehearsed the rollback on 2026-11-03 and it passed.",
        "**Rehearsed:** [date] in [environment]: [passed / failed]",
        "**Rehearsed:** not yet",
        "**Rehearsed:** TBD",
        "**Dry run:** `kubectl apply --dry-run=server`",
        "### Rollback rehearsals\n\nEach quarter, by whoever is on call.",
    ] {
        check(section, &[], "none");
    }
}

#[test]
fn an_old_or_undated_rehearsal_proves_nothing_any_more() {
    let passed = |date: &str| with(&format!("**Rehearsed:** {date}: passed"));
    assert_eq!(rehearsals(&passed("2026-08-24")).1, "passed");
    assert_eq!(rehearsals(&passed("2026-08-23")).1, "stale");
    assert_eq!(rehearsals(&with("**Rehearsed:** passed")).1, "stale");
    assert_eq!(rehearsals(&with("**Rehearsed:** 2026-11-03, passed?")).1, "none");
    let site = text("In Progress", "**Rehearsed:** 2026-11-01: passed");
    let settings = "[site]\nrehearsal_days = 10\n";
    let plans = super::plans(&[("phasebook.toml", settings), ("content/plan.md", &site)]);
    assert_eq!(rehearsals(&plans[0]).1, "stale");
}

#[test]
fn pages_say_when_and_how_it_ended_or_that_nobody_wrote_of_one() {
    let pages = |status: &str, section: &str| {
        let site = Project::empty().file("content/plan.md", &text(status, section));
        site.run(&["build"]);
        [site.page("plans/plan/rollback.html"), site.page("plans/plan/index.html")]
    };
    let words = "Rehearsed <time datetime=\"2026-11-03\">3 Nov 2026</time> in staging: passed";
    for page in pages("In Progress", "**Rehearsed:** 2026-11-03 in staging: passed") {
        assert!(page.contains(words) && page.contains("As of 22 Nov 2026"), "{page}");
    }
    for page in pages("Draft", "**Rehearsed:** 2026-05-03 in staging: passed") {
        assert!(page.contains("out of date, a rehearsal counts for 90 days"), "{page}");
    }
    let none = "No rehearsal of this rollback is written down";
    assert!(pages("Approved", "").iter().all(|page| page.contains(none)));
    for status in ["Draft", "Complete", "Rolled Back"] {
        assert!(!pages(status, "").iter().any(|page| page.contains(none)), "{status}");
    }
}
