//! Bars inside code and wikilinks part no cell, and a row with more cells than columns states nothing
//! that may be another column's.

use serde_json::{Value, json};

use super::{codes, findings, plan};

fn risk(header: &str, row: &str) -> Value {
    let bars = header.matches('|').count() - 1;
    plan(&format!(
        "# Rollout Plan: Crane\n\n**Status:** Draft\n\n## Risk Register\n\n{header}\n|{}\n{row}\n",
        "---|".repeat(bars)
    ))
}

const HEADER: &str = "| ID | Risk | Likelihood | Impact | Mitigation | Owner | Status |";

#[test]
fn a_bar_inside_code_or_a_wikilink_is_part_of_its_cell() {
    for (row, mitigation, owner) in [
        (
            "| R1 | Rust | High | Low | run `ps | grep crane` | Ida | Open |",
            "run ps | grep crane",
            "Ida",
        ),
        ("| R1 | Rust | High | Low | ``a | `b` | c`` | Ida | Open |", "a | `b` | c", "Ida"),
        ("| R1 | Rust | High | Low | Oil | [[People/Ida Holm|Ida]] | Open |", "Oil", "Ida"),
        ("| R1 | Rust | High | Low | Oil | [[People/Ida\\|Ida]] | Open |", "Oil", "Ida"),
        ("| R1 | Rust | High | Low | a \\| b | [[Ida]] | Open |", "a | b", "Ida"),
        ("| R1 | Rust | High | Low | `a \\| b` | [[Crew/Ida.md]] | Open |", "a | b", "Ida"),
    ] {
        let plan = risk(HEADER, row);
        let risk = &plan["risks"][0];
        assert_eq!(risk["mitigation"], mitigation, "{row}");
        assert_eq!(risk["owner"], owner, "{row}");
        assert_eq!(risk["status"], "open", "{row}");
        let is_told = codes(&plan).contains(&"lost-table-cell");
        assert_eq!(
            is_told,
            !row.contains("\\|") && !row.contains(".md"),
            "{row}: {:?}",
            findings(&plan)
        );
    }
}

#[test]
fn phases_keep_their_columns_beside_wikilinks() {
    let plan = plan(
        "# Rollout Plan: Grue\n\n**Owner:** [[Personnes/Zoé|Zoé]]\n\n## Phases\n\n\
         | Phase | Responsable | Utilisateurs |\n|---|---|---|\n| Phase 1 — Nord | [[P/Ana|Ana]] | 50 |\n",
    );
    assert_eq!(plan["owner"], "Zoé");
    assert_eq!(plan["phases"][0]["users"], "50");
}

#[test]
fn cells_behind_a_stray_bar_are_not_stated() {
    for row in [
        "| R1 | Rust | salt | High | Low | Oil | Ida | Open |",
        "| R1 | Rust | salt | High | Low | Oil | Ida |  | Open |",
        "| R1 | Rost|Salz | High | Low | Oil | Ida | Open |",
    ] {
        let plan = risk(HEADER, row);
        let risk = &plan["risks"][0];
        assert_eq!(risk["id"], "R1", "{row}");
        for field in ["mitigation", "owner", "status", "status_text", "impact_text"] {
            assert_eq!(risk[field], json!(null), "{field} of {row}");
        }
        assert!(codes(&plan).contains(&"lost-table-cell"), "{row}: {:?}", findings(&plan));
    }
}

#[test]
fn cells_before_one_that_fits_its_column_stand() {
    let late = risk(HEADER, "| R1 | Rust | High | Low | Oil | Ida | Open | and more |");
    let risk_ = &late["risks"][0];
    assert_eq!((&risk_["likelihood"], &risk_["owner"]), (&json!("high"), &json!("Ida")));
    assert_eq!(risk_["status"], "open");
    let between = risk(HEADER, "| R1 | Rust | High | Low | Oil | daily | Ida | Open |");
    let risk_ = &between["risks"][0];
    assert_eq!((&risk_["likelihood"], &risk_["impact"]), (&json!("high"), &json!("low")));
    assert_eq!((&risk_["owner"], &risk_["status_text"]), (&json!(null), &json!(null)));
}

#[test]
fn an_empty_cell_too_many_shifts_nothing() {
    let plan = risk("| ID | Risk | Owner |", "| R1 | Rust | Ida | |");
    assert_eq!(plan["risks"][0]["owner"], "Ida");
}
