//! Cases of the rules about how a rollout goes forward.

use super::cases::check;

fn users(rows: &[&str]) -> String {
    let rows = rows.iter().enumerate().map(|(n, users)| format!("|Phase {n}|{users}|\n"));
    format!("# A\n## Phases\n|Phase|Users|\n|-|-|\n{}", rows.collect::<String>())
}

#[test]
fn audiences_shrink_only_where_figures_say_so() {
    let id = "shrinking-audience";
    let falls =
        |words: &str| vec![format!("6:10: Phase 1 reaches fewer users than Phase 0: {words}")];
    let check = |rows: &[&str], expected: &[String]| {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(id, &users(rows), &expected);
    };
    check(&["5%", "1%"], &falls("`1%` after `5%`"));
    check(&["500 users", "50 users"], &falls("`50 users` after `500 users`"));
    check(&["~500 users", "~50 users"], &falls("`~50 users` after `~500 users`"));
    check(&["~240 users", "~95 users"], &[]);
    check(&["All users", "10%"], &[]);
    check(&["500 users", "10%"], &[]);
    check(&["5%", "some more", "1%"], &[]);
}

#[test]
fn more_than_ten_times_is_a_jump() {
    let id = "exposure-jump";
    for fine in
        [["1%", "10%"], ["10%", "All users"], ["0%", "50%"], ["0.1%", "1%"], ["10", "All users"]]
    {
        check(id, &users(&fine), &[]);
    }
    check(
        id,
        &users(&["5%", "All users"]),
        &["6:10: from Phase 0 to Phase 1 the share of users grows 20 times"],
    );
}

#[test]
fn numbers_may_have_parts_ranges_and_weeks() {
    let id = "unordered-phases";
    let phases = |labels: &[&str]| {
        let rows =
            labels.iter().map(|label| ["|", label, "||\n"].concat()).collect::<Vec<_>>().concat();
        format!("# A\n## Phases\n|Phase|Scope|\n|-|-|\n{rows}")
    };
    for fine in [
        ["Phase 1", "Phase 1.1", "Phase 2"],
        ["Phase 1–2", "Phase 3", "Phase 4"],
        ["Week 1", "Week 3", "Week 5"],
        ["Phase 2", "Phase 3", "Everyone"],
        ["Phase 1", "Phase 1", "Phase 2"],
    ] {
        check(id, &phases(&fine), &[]);
    }
    check(id, &phases(&["Phase 2", "Phase 1", "Phase 4"]), &["6:2: phase 1 stands after phase 2"]);
    check(
        id,
        &phases(&["Phase 1", "Phase 5"]),
        &["6:2: phase 5 follows phase 1: there are no phases 2 to 4"],
    );
    check(
        id,
        &phases(&["Phase 1", "Phase 3"]),
        &["6:2: phase 3 follows phase 1: there is no phase 2"],
    );
}

#[test]
fn phases_may_overlap_but_not_run_backwards() {
    let id = "phase-dates-out-of-order";
    let head = "# A\n## Phases\n|Phase|Start|End|\n|-|-|-|\n";
    let fine = "|Phase 0|2026-05-01|2026-05-20|\n|Phase 1|2026-05-10|2026-05-30|\n";
    check(id, &format!("{head}{fine}"), &[]);
    let odd = "|Phase 0|2026-05-10|2026-05-09|\n|Phase 1|2026-05-01||\n";
    check(
        id,
        &format!("{head}{odd}"),
        &[
            "5:21: Phase 0 ends on 9 May 2026, before it starts",
            "6:10: Phase 1 starts on 1 May 2026, before Phase 0 which it follows",
        ],
    );
}

#[test]
fn a_risk_with_a_gate_ahead_has_time() {
    let id = "risk-due-at-passed-gate";
    let plan = |mitigation: &str, status: &str| {
        format!(
            "# A\n\n**Current phase:** Phase 1\n\n## Phases\n|Phase|Scope|\n|-|-|\n|Phase 0||\n|Phase 1||\n|Phase 2||\n\
             ## Risks\n|ID|Risk|Mitigation|Status|\n|-|-|-|-|\n|R1|a|{mitigation}|{status}|\n"
        )
    };
    check(
        id,
        &plan("b before Phase 1", "Open"),
        &["14:9: risk `R1` is still open, but the gate from Phase 0 to Phase 1 is passed"],
    );
    check(id, &plan("b before Phase 1, c before Phase 2", "Open"), &[]);
    for status in ["Mitigated", "Accepted", "Closed"] {
        check(id, &plan("b before Phase 1", status), &[]);
    }
}

#[test]
fn only_ids_of_the_register_s_form_refer_to_risks() {
    let id = "unknown-risk-reference";
    let plan = |first: &str, second: &str, prose: &str| {
        format!(
            "# A\n\n{prose}\n\n## Risks\n|ID|Risk|Owner|\n|-|-|-|\n|{first}|a|c|\n|{second}|b|c|\n"
        )
    };
    let check_prose =
        |prose: &str, expected: &[&str]| check(id, &plan("R1", "R2", prose), expected);
    check_prose(
        "See R3, R1–R2 and (R9).",
        &["3:5: `R3` is not a risk in the register", "3:20: `R9` is not a risk in the register"],
    );
    check_prose("R7 here, R7 there", &["3:1: `R7` is not a risk in the register"]);
    check_prose("See R1/R3.", &["3:8: `R3` is not a risk in the register"]);
    check_prose("`R9`, ~~R9~~, [R9](runbook.md), R9-D2, R9.1, #R9, docs/R9, BR9, R9b, R12345", &[]);
    check(
        id,
        &plan("RISK-01", "RISK-02", "RISK-1, RISK-07"),
        &["3:9: `RISK-07` is not a risk in the register"],
    );
    check(id, &plan("P1", "P2", "No P0 bug"), &[]);
    check(id, &plan("R1", "X2", "R2, X1"), &[]);
    let closed = "\n## Closed\n|ID|Why|\n|-|-|\n|R8|done|\n### R9: gone\n";
    check(id, &(plan("R1", "R2", "R8, R9") + closed), &[]);
}

#[test]
fn a_status_that_names_a_phase_is_told_once() {
    let plan = |status: &str| {
        format!(
            "# A\n\n**Status:** {status}\n\n## Phases\n|Phase|Scope|\n|-|-|\n|Phase 1: Pilot||\n|Phase 12||\n"
        )
    };
    let id = "status-names-a-phase";
    for words in ["Phase 1 - Pilot", "phase 1", "Pilot, week two", "Phase 12"] {
        check(id, &plan(words), &[&format!("3:13: the status names a phase, `{words}`")]);
        check("unknown-status", &plan(words), &[]);
    }
    check(id, &plan("Phase 1.1"), &[]);
    check("unknown-status", &plan("Phase 1.1"), &["3:13: `Phase 1.1` is not a known status"]);
}

#[test]
fn only_harm_wants_a_trigger() {
    let id = "criterion-without-trigger";
    let plan = |criteria: &str, triggers: &str| {
        format!(
            "# A\n## Phases\n|Phase|Success Criteria|\n|-|-|\n|Phase 0|{criteria}|\n\
             ## Rollback\n### Rollback Triggers\n{triggers}"
        )
    };
    let measured = "- Failed logins exceed 5%\n";
    check(
        id,
        &plan("error rate < 1%; support contacts < 20; use ≥ 40%", measured),
        &["5:10: no rollback trigger watches `error rate`"],
    );
    check(id, &plan("failed login share < 1%", measured), &[]);
    check(id, &plan("error rate < 1%", "- Anything looks wrong\n"), &[]);
}

#[test]
fn a_bar_inside_code_is_told_and_a_surplus_cell_too() {
    let id = "lost-table-cell";
    let table = |row: &str| format!("# A\n## Risks\n|ID|Risk|Owner|\n|-|-|-|\n{row}\n");
    let told = "5:7: a bare `|` inside code parts the cell in other programs";
    check(id, &table("|R1|`a|b`|"), &[told]);
    check(id, &table("|R1|`a|b`|Ann|"), &[told]);
    check(id, &table("|R1|`a`|`b`|"), &[]);
    check(id, &table("|R1|a|b|Ann|"), &["5:9: this row has 4 cells, but the table has 3 columns"]);
}

#[test]
fn a_vague_criterion_has_no_figure() {
    let id = "unmeasurable-criterion";
    let plan = |criteria: &str| {
        format!("# A\n## Phases\n|Phase|Success Criteria|\n|-|-|\n|Phase 0|{criteria}|\n")
    };
    check(
        id,
        &plan("No significant regression"),
        &["5:10: `No significant regression` does not say how much is `significant`"],
    );
    for fine in ["Stable for 7 days", "No data loss", "p95 latency ≤ 400 ms", "Legal has signed"]
    {
        check(id, &plan(fine), &[]);
    }
}

#[test]
fn a_length_is_wanted_where_a_date_would_follow() {
    let id = "unreadable-duration";
    let plan = |start: &str, end: &str, duration: &str| {
        format!(
            "# A\n## Phases\n|Phase|Start|End|Duration|\n|-|-|-|-|\n\
             |Phase 0|{start}|{end}|{duration}|\n"
        )
    };
    let found = "5:22: `until then` is not a length of time, so Phase 0 has no planned end";
    check(id, &plan("2026-05-01", "", "until then"), &[found]);
    check(id, &plan("", "", "until then"), &[]);
    check(id, &plan("2026-05-01", "2026-05-02", "until then"), &[]);
    check(id, &plan("2026-05-01", "", "Ongoing"), &[]);
    check(id, &plan("2026-05-01", "", "TBD"), &[]);
}
