//! The tables for spreadsheets.

use std::collections::BTreeMap;

use crate::project::{ALPHA, Project};

/// Reads RFC 4180, strictly: lines end in CR LF, quotes are balanced.
fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut chars = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' => {
                assert!(cell.is_empty(), "a quote inside a bare cell");
                is_quoted = true;
            }
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {
                assert_eq!(chars.next(), Some('\n'), "a bare CR");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => {
                assert!(is_quoted || c != '\n', "a bare LF");
                cell.push(c);
            }
        }
    }
    assert!(!is_quoted && row.is_empty() && cell.is_empty(), "the last line ends");
    rows
}

/// The rows of a table by column name.
fn table(project: &Project, name: &str) -> Vec<BTreeMap<String, String>> {
    let ran = project.run(&["export", "--format", "csv", "--table", name]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let rows = parse(&ran.stdout);
    let (head, body) = rows.split_first().expect("a header");
    body.iter()
        .map(|row| {
            assert_eq!(row.len(), head.len(), "{row:?}");
            head.iter().cloned().zip(row.iter().cloned()).collect()
        })
        .collect()
}

fn holds(row: &BTreeMap<String, String>, cells: &[(&str, &str)]) {
    for (column, value) in cells {
        assert_eq!(row.get(*column).map(String::as_str), Some(*value), "{column}");
    }
}

#[test]
fn the_plans_table_has_a_row_a_plan() {
    let rows = table(&Project::alpha(), "plans");
    assert_eq!(rows.len(), 1);
    let cells = [
        ("slug", "alpha"),
        ("source", "alpha.md"),
        ("title", "Alpha search"),
        ("status", "in-progress"),
        ("status_text", "In Progress (since 9 November)"),
        ("owner", ""),
        ("author", "Dana Ruiz"),
        ("date", "2026-11-02"),
        ("updated", ""),
        ("current_phase", "Phase 1 — Private preview"),
        ("current_phase_position", "2"),
        ("current_phase_state", "live"),
        ("phases", "4"),
        ("gate", "blocked"),
        ("approver", "Product + Search leads"),
        ("worst_open_risk", "severe"),
        ("open_risks", "2"),
        ("risks", "3"),
        ("checklist_done", "2"),
        ("checklist_total", "6"),
    ];
    holds(&rows[0], &cells);
}

#[test]
fn the_risks_table_has_a_row_a_risk() {
    let rows = table(&Project::alpha(), "risks");
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str()).collect();
    assert_eq!(ids, ["R1", "R2", "R3"]);
    let cells = [
        ("plan", "alpha"),
        ("plan_title", "Alpha search"),
        ("plan_status", "in-progress"),
        ("risk", "Queries time out under load"),
        ("category", "Technical"),
        ("likelihood", "medium"),
        ("impact", "critical"),
        ("band", "severe"),
        ("status", "open"),
        ("open", "true"),
        ("owner", "Search team"),
        ("mitigation", "Load test at 2x traffic before Phase 2"),
        ("source", "alpha.md"),
        ("line", "39"),
    ];
    holds(&rows[0], &cells);
    holds(&rows[1], &[("status", "mitigated"), ("open", "false")]);
}

#[test]
fn a_template_has_a_row_of_empty_cells() {
    let project = Project::empty().file("content/plan.md", crate::project::REFERENCE_TEMPLATE);
    let rows = table(&project, "plans");
    let empty = ["title", "status", "status_text", "owner", "author", "date", "gate", "approver"];
    holds(&rows[0], &empty.map(|column| (column, "")));
    holds(&rows[0], &[("phases", "0"), ("risks", "0"), ("checklist_total", "19")]);
    assert_eq!(table(&project, "risks").len(), 0);
}

#[test]
fn cells_with_quotes_commas_and_formulas_come_back_as_text() {
    let text = ALPHA
        .replace("Queries time out under load", "Say \"no\", twice; then stop")
        .replace("| Search team | Open |", "| =HYPERLINK(\"x\") | Open |")
        .replace("| Dana Ruiz | Mitigated |", "| +44 1632 960140 | Mitigated |")
        .replace("| Design | Accepted |", "| @design | Accepted |");
    let project = Project::empty().file("content/alpha.md", &text);
    let rows = table(&project, "risks");
    assert_eq!(rows[0]["risk"], "Say \"no\", twice; then stop");
    // A spreadsheet would run what begins so.
    let owners: Vec<&str> = rows.iter().map(|row| row["owner"].as_str()).collect();
    assert_eq!(owners, ["'=HYPERLINK(\"x\")", "'+44 1632 960140", "'@design"]);
}

#[test]
fn the_example_s_tables_parse() {
    let project = Project::example();
    let plans = project.run(&["export"]).json();
    let plans = plans["plans"].as_array().expect("plans");
    assert_eq!(table(&project, "plans").len(), plans.len());
    let risks: usize = plans.iter().map(|plan| plan["risks"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(table(&project, "risks").len(), risks);
}
