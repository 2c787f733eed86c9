//! When a plan is to be looked at again. Today is 22 November 2026.

use serde_json::{Value, json};

use super::{codes, plan};

fn with(head: &str) -> Value {
    plan(&format!(
        "{head}\n\n## Rollout Phases\n\n| Phase | Scope |\n|---|---|\n| Phase 0 | Staff |\n"
    ))
}

fn reasons(plan: &Value) -> Vec<&str> {
    let all = plan["attention"].as_array().expect("a list").iter();
    all.map(|reason| reason["kind"].as_str().expect("a kind")).collect()
}

#[test]
fn the_header_states_the_next_review() {
    for line in [
        "**Next review:** 2026-12-01",
        "**Review date:** 1 December 2026",
        "| Next review | 2026-12-01 |\n|---|---|\n| Flag | x |",
        "**N\u{e4}chste \u{dc}berpr\u{fc}fung:** 01.12.2026",
        "**Prochaine revue :** 1 d\u{e9}cembre 2026",
        "**Pr\u{f3}xima revisi\u{f3}n:** 2026-12-01",
        "**\u{6b21}\u{56de}\u{30ec}\u{30d3}\u{30e5}\u{30fc}:** 2026-12-01",
    ] {
        let plan = with(&format!("# Rollout Plan: X\n\n**Status:** In Progress\n\n{line}"));
        assert_eq!(plan["next_review"], json!("2026-12-01"), "{line}");
        assert!(!codes(&plan).contains(&"overdue-review"), "{line}");
    }
    let plan = with("---\nnext_review: 2026-12-01\n---\n# Rollout Plan: X");
    assert_eq!(plan["next_review"], json!("2026-12-01"));
    let plan = with("# Rollout Plan: X\n\n**Status:** Draft");
    assert_eq!(plan["next_review"], Value::Null);
}

#[test]
fn words_that_are_no_day_are_kept() {
    let plan = with("# Rollout Plan: X\n\n**Next review:** each quarter");
    assert_eq!(
        (&plan["next_review"], &plan["extra"]["Next review"]),
        (&Value::Null, &json!("each quarter"))
    );
    assert!(!codes(&plan).contains(&"unreadable-date"));
    let plan = with("# Rollout Plan: X\n\n**Next review:** after Phase 4");
    assert_eq!(plan["extra"]["Next review"], json!("after Phase 4"));
    assert!(!codes(&plan).contains(&"unreadable-date"));
    let plan = with("# Rollout Plan: X\n\n**Next review:** 03/05/2026");
    assert_eq!(plan["next_review"], Value::Null);
    assert!(codes(&plan).contains(&"ambiguous-date"));
}

#[test]
fn a_past_review_is_a_finding_and_asks_for_attention_last() {
    let head = |status: &str, day: &str| {
        with(&format!(
            "# Rollout Plan: X\n\n**Status:** {status}\n**Current phase:** 0\n**Last updated:** 2026-10-01\n**Next review:** {day}"
        ))
    };
    let plan = head("In Progress", "2026-11-21");
    assert!(codes(&plan).contains(&"overdue-review"));
    assert_eq!(reasons(&plan).last(), Some(&"review-overdue"));
    assert!(reasons(&plan).contains(&"stale"));
    let plan = head("In Progress", "2026-11-22");
    assert!(
        !codes(&plan).contains(&"overdue-review") && !reasons(&plan).contains(&"review-overdue")
    );
    let plan = head("Complete", "2026-11-21");
    assert!(!codes(&plan).contains(&"overdue-review") && reasons(&plan).is_empty());
}
