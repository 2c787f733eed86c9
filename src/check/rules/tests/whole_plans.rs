//! Cases of the rules about what a whole plan has.

use super::cases::check;

const PHASES: &str = "## Phases\n|Phase|Users|\n|-|-|\n|Phase 0|1|\n|Phase 1|2|\n";

#[test]
fn closed_plans_are_not_asked_for_more() {
    let body = "## Risks\n|ID|Risk|Likelihood|Impact|\n|-|-|-|-|\n|R1|a|High|High|\n\
                ## Rollback\n- a\n## Checklist\n";
    for status in ["Rolled Back", "Cancelled"] {
        let plan = format!("# A\n\n**Status:** {status}\n\n{PHASES}{body}");
        let found = super::findings(&plan);
        assert_eq!(
            found.lines().filter(|line| !line.contains("rollback-owner")).count(),
            0,
            "{found}"
        );
    }
}

#[test]
fn what_is_missing_is_one_finding() {
    let id = "missing-section";
    check(
        id,
        "# A\n## Rollback\n",
        &["1:3: the plan has no rollout phases, risk register or launch checklist"],
    );
    check(
        id,
        "## Rollback\n",
        &["1:1: the plan has no rollout phases, risk register or launch checklist"],
    );
    check(
        id,
        "**Status:** Draft\n## Rollback\n",
        &["1:13: the plan has no rollout phases, risk register or launch checklist"],
    );
}

#[test]
fn a_section_is_empty_where_no_words_follow() {
    let id = "empty-section";
    check(
        id,
        "# A\n## Risks\n### Top risks\n## Rollback\nTurn it off.\n",
        &["2:1: `Risks` has nothing under it"],
    );
    check(id, "# A\n## Risks\nNone that we know of.\n## Decisions\n## Notes\na\n", &[]);
}

#[test]
fn a_plan_without_criteria_has_one_finding() {
    let id = "phase-without-criteria";
    check(id, &format!("# A\n{PHASES}"), &["2:1: none of the 2 phases has success criteria"]);
    let own = "### Phase 0\n- [ ] a\n### Phase 1\nb\n";
    check(id, &format!("# A\n{PHASES}{own}"), &["6:2: Phase 1 has no success criteria"]);
    check(id, "# A\n## Phases\n|Phase|Success Criteria|\n|-|-|\n|Phase 0|TBD|\n", &[]);
}

#[test]
fn approvers_are_asked_for_where_they_matter() {
    let id = "phase-without-approver";
    let plan = |status: &str| format!("# A\n\n**Status:** {status}\n\n{PHASES}");
    check(id, &plan("Draft"), &[]);
    check(id, &plan("Approved"), &[]);
    check(id, &plan("In Progress"), &["5:1: none of the 2 phases names an approver"]);
    let rows = "# A\n## Phases\n|Phase|Go / No-Go|\n|-|-|\n|Phase 0|Ann|\n|Phase 1|[name]|\n";
    check(id, rows, &[]);
    let many = format!("{rows}|Phase 2||\n|Phase 3||\n|Phase 4||\n|Phase 5||\n");
    let names = "no approver is named for Phase 2, Phase 3, Phase 4 and 1 more";
    check(id, &many, &[&format!("7:2: {names}")]);
}

#[test]
fn owners_are_asked_for_where_some_are_named_or_much_is_at_stake() {
    let id = "unowned-risk";
    let register = |columns: &str, rows: &str| {
        let rule = "-|".repeat(columns.matches('|').count() - 1);
        format!("# A\n## Risks\n{columns}\n|{rule}\n{rows}")
    };
    let bare = "|ID|Risk|Likelihood|Impact|";
    check(id, &register(bare, "|R1|a|Low|Low|\n|R2|b|Low|Medium|\n"), &[]);
    let none = "2:1: none of the 2 risks has an owner";
    check(id, &register(bare, "|R1|a|High|High|\n|R2|b|Low|Medium|\n"), &[none]);
    let one = "5:2: risk `R1` is open and has no owner";
    check(id, &register(bare, "|R1|a|High|High|\n"), &[one]);
    let owned = "|ID|Risk|Owner|Status|";
    let rows = "|R1|a|Ann|Open|\n|R2|b||Closed|\n|R3|c|TBD|Open|\n";
    check(id, &register(owned, rows), &[]);
    let many = "|R1|a|Ann||\n|R2|b|||\n|R3|c|||\n|R4|d|||\n|R5|e|||\n";
    let several = "2:1: 4 open risks have no owner: `R2`, `R3`, `R4` and 1 more";
    check(id, &register(owned, many), &[several]);
}

#[test]
fn grave_risks_want_a_mitigation_or_a_contingency() {
    let id = "severe-risk-without-mitigation";
    let head = "# A\n## Risks\n|ID|Risk|Likelihood|Impact|Contingency|Status|\n|-|-|-|-|-|-|\n";
    let rows = "|R1|a|High|High||Accepted|\n|R2|b|High|High|Call Ann||\n|R3|c|High|High|TBD||\n";
    check(id, &format!("{head}{rows}"), &[]);
    let bare = "|R1|a|High|High|||\n";
    check(id, &format!("{head}{bare}"), &["5:2: severe risk `R1` is open and has no mitigation"]);
    let four = "2:1: 4 major or severe risks have no mitigation: `R1`, `R1`, `R1` and 1 more";
    check(id, &format!("{head}{}", bare.repeat(4)), &[four]);
}

#[test]
fn steps_and_triggers_may_belong_to_phases() {
    let own = "# A\n## Phase 0: a\n### Rollback Triggers\n- a\n### Rollback Steps\n1. Verify a\n\
               ## Phase 1: b\n### Scope\nb\n";
    check("rollback-without-steps", own, &["3:1: no rollback step holds for Phase 1"]);
    check("rollback-without-triggers", own, &[]);
    let steps = "# A\n## Rollback\n### Rollback Steps\n1. Turn it off\n";
    let message = "2:1: the rollback plan has steps, but no triggers";
    check("rollback-without-triggers", steps, &[message]);
    let message = "2:1: the only rollback step does not verify anything";
    check("rollback-without-verification", steps, &[message]);
    check("rollback-without-verification", &format!("{steps}\n   Expect: off\n"), &[]);
    let template = "# A\n## Rollback\n### Rollback Steps\n1. TBD\n";
    check("rollback-without-steps", template, &[]);
    let told = "# A\n\n**Status:** In Progress\n\n## Rollback\nWe call Ann.\n";
    check("rollback-without-steps", told, &[]);
    check("status-contradicts-evidence", told, &[]);
    let message = "5:1: the triggers and steps of this section can't be told apart for sure";
    check("mixed-rollback", told, &[message]);
    let live = "# A\n\n**Status:** In Progress\n\n## Rollback\n### Rollback Steps\n";
    check("rollback-without-steps", live, &[]);
    check(
        "status-contradicts-evidence",
        live,
        &["3:13: declared In progress, but no rollback trigger, step or owner is stated"],
    );
}

#[test]
fn a_register_s_ids_are_wanted_of_all_its_risks_or_of_none() {
    let id = "risk-without-id";
    let register = |ids: &[&str]| {
        let rows: Vec<String> = ids.iter().map(|id| ["|", id, "|a|b|\n"].concat()).collect();
        format!("# A\n## Risks\n|ID|Risk|Owner|\n|-|-|-|\n{}", rows.concat())
    };
    check(id, &register(&["", ""]), &[]);
    check(
        id,
        &register(&["R1", "", "", "", ""]),
        &["6:3: risk 2, risk 3, risk 4 and 1 more of the register have no ID"],
    );
}

#[test]
fn a_live_plan_without_a_rollback_is_told_once() {
    let plan = format!("# A\n\n**Status:** In Progress\n\n{PHASES}");
    check(
        "missing-section",
        &plan,
        &["1:3: the plan has no phase transition criteria, risk register or launch checklist"],
    );
    check(
        "status-contradicts-evidence",
        &plan,
        &["3:13: declared In progress, but no rollback trigger, step or owner is stated"],
    );
}
