//! Numbers of phases that fall or leave one out.

use super::{findings, plan};

#[track_caller]
fn check(numbers: &[&str], expected: &[&str]) {
    let phases: Vec<String> =
        numbers.iter().map(|n| format!("## Phase {n}: Part {n}x\n\n")).collect();
    let phases = phases.concat();
    let plan = plan(&format!("# Rollout Plan: Order\n\n**Status:** Draft\n\n{phases}"));
    let found: Vec<String> = findings(&plan)
        .iter()
        .filter_map(|f| f.strip_prefix("unordered-phases "))
        .filter_map(|f| f.split_once(": ").map(|(_, message)| message.to_owned()))
        .collect();
    assert_eq!(found, expected, "{numbers:?}");
}

#[test]
fn a_number_that_stands_elsewhere_is_not_called_missing() {
    check(&["1", "10", "2"], &["phase 2 stands after phase 10"]);
    check(&["1", "4", "3", "2"], &["phase 3 stands after phase 4"]);
    check(&["0", "5", "1", "2", "3", "4"], &["phase 1 stands after phase 5"]);
}

#[test]
fn what_is_left_out_is_named() {
    check(&["1", "3"], &["phase 3 follows phase 1: there is no phase 2"]);
    check(&["0", "1", "5"], &["phase 5 follows phase 1: there are no phases 2 to 4"]);
    check(&["1", "2", "2b", "3"], &[]);
    check(&["0", "1", "2"], &[]);
}
