//! Levels and statuses of risks that say two things, or hardly one.

use serde_json::{Value, json};

use super::{each, findings, plan};

/// A register with a likelihood and a status in each row.
fn register(rows: &[(&str, &str)]) -> Value {
    let row = |((level, status), n): (&(&str, &str), u32)| {
        format!("| K{n} | Risk {n} | {level} | High | {status} |")
    };
    let rows: Vec<String> = rows.iter().zip(1..).map(row).collect();
    let rows = rows.join("\n");
    plan(&format!(
        "# Rollout Plan: Lifts\n\n**Status:** Draft\n\n## Risk Register\n\n\
         | ID | Risk | Likelihood | Impact | Status |\n|---|---|---|---|---|\n{rows}"
    ))
}

#[test]
fn a_cell_that_names_two_levels_has_none() {
    let hedged = [
        "Medium-High",
        "High → Low",
        "Low, later High",
        "Medium/High",
        "mittel bis hoch",
        "Low to medium",
        "niedrig, später hoch",
        "Bajo / Alto",
        "High (was Low)",
    ];
    let plan = register(&hedged.map(|level| (level, "Open")));
    for (risk, word) in plan["risks"].as_array().expect("risks").iter().zip(hedged) {
        let found = (&risk["likelihood"], &risk["band"], &risk["likelihood_text"]);
        assert_eq!(found, (&json!("unknown"), &json!(null), &json!(word)));
        let message = format!("`{word}` names two levels");
        assert!(findings(&plan).iter().any(|f| f.ends_with(&message)), "{:#?}", findings(&plan));
    }
}

#[test]
fn a_word_that_is_made_of_a_level_is_none() {
    for word in
        ["High-ish", "Low‑ish (3)", "high(er)", "Low(ish)", "Low-hanging", "mittel-irgendwas"]
    {
        let plan = register(&[(word, "Open")]);
        let found = (&plan["risks"][0]["likelihood"], &plan["risks"][0]["likelihood_text"]);
        assert_eq!(found, (&json!("unknown"), &json!(word)));
        assert!(findings(&plan).iter().any(|f| f.contains(word)), "{:#?}", findings(&plan));
    }
}

#[test]
fn a_status_that_hardly_holds_is_none() {
    for word in [
        "Closed-ish",
        "Mitigated(ish)",
        "Kind of closed",
        "Closed, more or less",
        "sorta mitigated",
    ] {
        assert_eq!(register(&[("Low", word)])["risks"][0]["status"], "unknown", "{word}");
    }
    assert_eq!(register(&[("Low", "Closed-out")])["risks"][0]["status"], "closed");
}

#[test]
fn a_note_on_a_level_changes_nothing() {
    let check = |word: &str, kind: &str| {
        let plan = register(&[(word, "Open")]);
        assert_eq!(each(&plan["risks"], "likelihood"), [json!(kind)], "{word}");
    };
    check("Low (build-time only)", "low");
    check("~~High~~ Low", "low");
    check("🔴 High", "high");
    check("High (low traffic at night)", "high");
    check("hoch (bei geringer Besetzung)", "high");
    check("Medium (2) - twice a year", "medium");
    check("3 – High", "high");
    check("**High**", "high");
    check("Alta (solo en verano)", "high");
    check("High-impact", "high");
    check("Low- nothing depends on it", "low");
    check("Low(build-time only)", "low");
    check("Very High", "very-high");
    check("sehr hoch", "very-high");
}

#[test]
fn an_unknown_word_is_one_finding_however_often_it_stands() {
    let rows = ["Likely", "Likely", "likely", "Meduim"].map(|word| (word, "Open"));
    let plan = register(&rows);
    let unplaced = |f: &String| f.starts_with("unplaced-risk");
    let found: Vec<String> = findings(&plan).into_iter().filter(unplaced).collect();
    assert_eq!(
        found,
        [
            "unplaced-risk 9: `Likely` is not a known likelihood; it appears 3 times",
            "unplaced-risk 12: `Meduim` is not a known likelihood"
        ]
    );
}

#[test]
fn a_status_with_a_doubt_or_a_second_one_is_unknown() {
    let doubtful = [
        "Closed?",
        "Open → Closed",
        "Closed 2026-01-01, reopened 2026-02-01",
        "Open / Closed",
        "Mitigated 60 %",
        "Closed, pending review",
        "geschlossen?",
        "geschlossen, dann wieder geöffnet",
        "Cerrado → abierto",
        "Closed (reopened after the audit)",
    ];
    let plan = register(&doubtful.map(|status| ("High", status)));
    for (risk, status) in plan["risks"].as_array().expect("risks").iter().zip(doubtful) {
        let found = (&risk["status"], &risk["open"], &risk["status_text"]);
        assert_eq!(found, (&json!("unknown"), &json!(true), &json!(status)));
        let words = format!("`{status}` is not a known status of a risk");
        assert!(findings(&plan).iter().any(|f| f.ends_with(&words)), "{:#?}", findings(&plan));
    }
}

#[test]
fn a_note_on_a_status_changes_nothing() {
    let check = |status: &str, kind: &str| {
        let plan = register(&[("High", status)]);
        assert_eq!(each(&plan["risks"], "status"), [json!(kind)], "{status}");
    };
    check("Closed (May)", "closed");
    check("Closed – resolved in May", "closed");
    check("✅ Mitigated", "mitigated");
    check("Accepted by Ana until 2026-12-31: insured", "accepted");
    check("Open (being mitigated)", "open");
    check("Closed 2026-01-01", "closed");
    check("geschlossen (Mai)", "closed");
    check("Cerrado (mayo)", "closed");
    check("~~Open~~ Closed", "closed");
    check("Reopened", "open");
}
