//! Cases that the pages leave out.

use super::findings;

/// The findings of one rule on a plan: place and message.
#[track_caller]
pub(super) fn check(id: &str, plan: &str, expected: &[&str]) {
    let all = findings(plan);
    let code = format!("[{id}]");
    let found: Vec<String> = all
        .lines()
        .filter(|line| line.contains(&code))
        .filter_map(|line| {
            Some(format!("{}: {}", line.split_once(": ")?.0, line.split_once("]: ")?.1))
        })
        .collect();
    assert_eq!(found, expected, "{plan}");
}

#[test]
fn a_plan_without_rollback_owners_has_one_finding() {
    let phases = "# A\n## Phases\n|Phase|Users|\n|-|-|\n|Phase 0|1|\n|Phase 1|2|\n";
    let id = "phase-without-rollback-owner";
    let message = "no rollback owner is named for Phase 0, Phase 1";
    check(id, phases, &[&format!("2:1: {message}")]);
    check(id, &format!("{phases}## Rollback\n"), &[&format!("7:1: {message}")]);
    check(id, "# A\n## Rollback\n", &[]);
    let four = format!("{phases}|Phase 2|1|\n|Phase 3|2|\n");
    check(id, &four, &["2:1: none of the 4 phases has a rollback owner"]);
    let owners = "## Rollback Owners\n|Phase|Primary|Backup|\n|-|-|-|\n|Phase 0|Ann|Bo|\n";
    check(id, &format!("{phases}{owners}"), &["6:2: no rollback owner is named for Phase 1"]);
    let twice = format!("{phases}{owners}|0-1|Bo|Cy|\n|All|Cy|CY|\n");
    check(
        "overlapping-rollback-owners",
        &twice,
        &[
            "11:2: more than one row of rollback owners covers Phase 0",
            "12:2: more than one row of rollback owners covers Phase 0, Phase 1",
        ],
    );
    check(
        "same-primary-and-backup",
        &twice,
        &["12:9: `CY` is both the primary and the backup owner of `All`"],
    );
}

#[test]
fn a_register_without_levels_has_one_finding() {
    let id = "unplaced-risk";
    let register = |columns: &str, rows: &str| {
        let rule = "-|".repeat(columns.matches('|').count() - 1);
        format!("# A\n## Risks\n{columns}\n|{rule}\n{rows}")
    };
    let bare = "2:1: none of the 2 risks states its likelihood and impact";
    check(id, &register("|Risk|Mitigation|", "|a|b|\n|c|d|\n"), &[bare]);
    let one = "5:2: risk 1 of the register does not state its likelihood and impact";
    check(id, &register("|Risk|Mitigation|", "|a|b|\n"), &[one]);
    check(
        id,
        &register("|ID|Risk|Impact|", "|R1|a|High|\n|R2|b|Dire|\n"),
        &["2:1: none of the 2 risks states its likelihood", "6:7: `Dire` is not a known impact"],
    );
    check(
        id,
        &register("|Risk|Likelihood|Impact|", "|a|Critical|Low|\n|b|Low|Very high|\n|c|Low|L|\n"),
        &[
            "5:4: the site's risk scale has no likelihood `Critical`",
            "6:8: the site's risk scale has no impact `Very high`",
        ],
    );
}

#[test]
fn the_live_phase_is_wanted_of_live_plans_only() {
    let id = "current-phase-not-stated";
    let plan = |status: &str| format!("# A\n\n**Status:** {status}\n\n## Phases\n");
    let found = "3:13: the plan is paused, but its current phase is not stated";
    check(id, &plan("Paused"), &[found]);
    for status in ["Draft", "Approved", "Complete", "Rolled Back", "Cancelled", "Odd"] {
        check(id, &plan(status), &[]);
    }
}
