//! `list`: the index in the terminal.

use serde_json::Value;

use crate::project::{ALPHA, Project};

/// Three plans: in progress, a draft, and a template nobody filled in.
fn three() -> Project {
    let draft = ALPHA
        .replace("Alpha search", "Beta billing")
        .replace("In Progress (since 9 November)", "Draft")
        .replace("**Author:** Dana Ruiz", "**Author:** Dana Ruiz\n**Owner:** Kim Ono")
        .replace("| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n", "");
    Project::alpha()
        .file("content/pay/beta.md", &draft)
        .file("content/pay/empty.md", crate::project::REFERENCE_TEMPLATE)
}

/// Titles of the plans that a list holds, in its order.
fn titles(arguments: &[&str]) -> Vec<String> {
    let rows = three().run(&[&["list", "--format", "json"], arguments].concat()).json();
    let rows = rows.as_array().expect("a list of rows");
    rows.iter().map(|row| row["title"].as_str().expect("a title").to_owned()).collect()
}

#[test]
fn the_table_has_a_row_a_plan_in_the_index_s_order() {
    let ran = three().run(&["list"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[3..], ["", "Templates", "empty.md  pay/empty.md"], "{}", ran.stdout);
    assert!(lines[0].starts_with("Plan "));
    for (line, words) in lines[1..3].iter().zip([
        &["Alpha search", "In Progress", "2 of 4", "blocked", "severe", "2/6", "Dana Ruiz"][..],
        &["Beta billing", "Draft", "4", "severe", "2/6", "Kim Ono"],
    ]) {
        for word in words {
            assert!(line.contains(word), "`{word}` in: {line}");
        }
    }
    let starts: Vec<Option<usize>> = lines[..3]
        .iter()
        .map(|line| line.find("2 of 4").or(line.find(" of 4")).or(line.find("Phase")))
        .collect();
    assert!(starts.iter().all(Option::is_some), "{}", ran.stdout);
}

#[test]
fn a_list_for_programs_has_a_row_a_plan() {
    let rows = three().run(&["list", "--format", "json"]).json();
    let alpha = &rows[0];
    for (key, value) in [
        ("slug", "alpha"),
        ("source", "alpha.md"),
        ("status", "in-progress"),
        ("current_phase_state", "live"),
        ("gate", "blocked"),
        ("top_risk", "severe"),
    ] {
        assert_eq!(alpha[key], value, "{key}");
    }
    assert_eq!(alpha["phases"], 4);
    assert_eq!((&alpha["done"], &alpha["total"]), (&Value::from(2), &Value::from(6)));
    assert_eq!(rows[2]["status"], Value::Null);
    assert_eq!(rows[2]["gate"], Value::Null);
}

#[test]
fn a_list_for_spreadsheets_is_the_plans_table() {
    let project = three();
    let ran = project.run(&["list", "--format", "csv"]);
    let mut listed: Vec<&str> = ran.stdout.split("\r\n").collect();
    let exported = project.run(&["export", "--format", "csv", "--table", "plans"]).stdout;
    let mut exported: Vec<&str> = exported.split("\r\n").collect();
    assert_eq!(listed[0], exported[0]);
    listed.sort_unstable();
    exported.sort_unstable();
    assert_eq!(listed, exported);
}

#[test]
fn a_list_narrows_by_status_owner_and_gate() {
    assert_eq!(titles(&[]), ["Alpha search", "Beta billing", "empty.md"]);
    assert_eq!(titles(&["--status", "draft"]), ["Beta billing"]);
    assert_eq!(titles(&["--status", "In Progress"]), ["Alpha search"]);
    // A template has no status to state.
    assert_eq!(titles(&["--status", "not-stated"]), Vec::<String>::new());
    assert_eq!(
        titles(&["--status", "draft", "--status", "in-progress"]),
        ["Alpha search", "Beta billing"]
    );
    assert_eq!(titles(&["--owner", "kim"]), ["Beta billing"]);
    assert_eq!(titles(&["--owner", "dana ruiz"]), ["Alpha search"]);
    assert_eq!(titles(&["--gate", "blocked"]), ["Alpha search"]);
    assert_eq!(titles(&["--gate", "passed"]), Vec::<String>::new());
    assert_eq!(titles(&["--gate", "blocked", "--owner", "kim"]), Vec::<String>::new());
}

#[test]
fn a_filter_that_means_nothing_is_refused_with_the_words_that_do() {
    for (flag, word) in [("--status", "in-progress"), ("--gate", "not-yet-due")] {
        super::failures::refuses(&three(), &["list", flag, "nonsense"], &[], &["nonsense", word]);
    }
}

#[test]
fn a_list_of_nothing_says_so_and_ends_well() {
    let ran = three().run(&["list", "--status", "cancelled"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "no plan matches\n"));
}
