//! What was measured, in tables and beside plans, and what follows from it. Today is 22 November 2026.

use serde_json::{Value, json};

use super::{each, plan};
use crate::project::Project;

/// A plan in Phase 1 of 1 to 2, whose gate nothing blocks.
pub(super) const PLAN: &str = "# Rollout Plan: Ferry passes\n\n**Status:** In Progress\n**Current phase:** Phase 1\n\n\
    ## Rollout Phases\n\n| Phase | Success Criteria | Go / No-Go |\n|---|---|---|\n\
    | Phase 1 — Crew | error rate < 1 %; p95 latency ≤ 300 ms; NPS ≥ 40 | Mara |\n| Phase 2 — All | error rate < 0.5 % | Mara |\n\n\
    ### Phase Transition Criteria\n\n- [x] Error rate < 1 %\n\n## Rollback Plan\n\n### Triggers\n\n\
    - error rate > 2 % for 15 minutes\n- Any pass is lost\n\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Joao |\n";

pub(super) fn with(rows: &str) -> String {
    format!(
        "{PLAN}\n## Metrics\n\n| Metric | Target | Actual | As of | Source |\n|---|---|---|---|---|\n{rows}\n"
    )
}

/// Metric, value, state and whence of each measure.
pub(super) fn measures(plan: &Value) -> Vec<Value> {
    let all = plan["measures"].as_array().expect("a list").iter();
    all.map(|m| json!([m["metric"], m["actual"]["value"], m["actual"]["unit"], m["state"]]))
        .collect()
}

fn states(rows: &str) -> Vec<Value> {
    each(&plan(&with(rows))["measures"], "state")
}

/// The states that criteria of Phase 1 and triggers take.
fn decided(plan: &Value) -> (Vec<Value>, Vec<Value>) {
    let of = |list: &Value| {
        list.as_array().expect("a list").iter().map(|c| c["measured"].clone()).collect()
    };
    (of(&plan["phases"][0]["success_criteria"]), of(&plan["rollback"]["triggers"]))
}

fn codes(plan: &Value) -> Vec<String> {
    let all = each(&plan["findings"], "code").into_iter();
    all.map(|code| code.as_str().expect("a code").to_owned())
        .filter(|code| code.contains("measure") && code != "unmeasurable-criterion")
        .collect()
}

#[test]
fn a_table_states_measures_and_each_has_its_state() {
    let rows = "| Error rate | < 1 % | 0.8 % | 2026-11-20 14:00 | Grafana |\n\
        | p95 latency | ≤ 300 ms | 0.4 s | 2026-11-21 | Grafana |\n\
        | NPS | ≥ 40 | 44 | 2026-11-02 | Survey |\n| Tickets | < 5 | — | | |\n";
    let plan = plan(&with(rows));
    assert_eq!(
        measures(&plan),
        [
            json!(["Error rate", 0.8, "%", "met"]),
            json!(["p95 latency", 0.4, "s", "not-met"]),
            json!(["NPS", 44, null, "too-old"]),
            json!(["Tickets", null, null, "unknown"]),
        ]
    );
    let first = &plan["measures"][0];
    assert_eq!(first["actual"]["as_of"], "2026-11-20T14:00");
    assert_eq!(first["target"], json!({"op": "<", "value": 1, "unit": "%", "text": "< 1 %"}));
    assert_eq!((&first["phase"], &first["actual"]["from"]), (&Value::Null, &json!("plan")));
    let (criteria, triggers) = decided(&plan);
    assert_eq!(criteria, [json!("met"), json!("not-met"), json!("too-old")]);
    assert_eq!(triggers, [json!("not-met"), Value::Null]);
    assert_eq!(plan["transition_criteria"][0]["measured"], "met");
    assert_eq!(codes(&plan), ["measure-too-old"]);
}

#[test]
fn what_is_not_surely_met_is_never_met() {
    for doubt in [
        "about 0.8 %",
        "~0.8 %",
        "0.8–1.2 %",
        "0.2 to 0.4 %",
        "see dashboard",
        "< 0.5 %",
        "0.8 % (p95)",
        "0.8 %?",
        "✅",
        "[dashboard](https://grafana.example/d/1)",
        "0.8 %, 0.9 %",
    ] {
        let plan = plan(&with(&format!("| Error rate | < 1 % | {doubt} | 2026-11-20 | |\n")));
        assert_eq!(plan["measures"][0]["state"], "unknown", "{doubt}");
        assert_eq!(decided(&plan).0[0], "unknown", "{doubt}");
        assert_eq!(codes(&plan), ["measure-not-read"], "{doubt}");
        assert_eq!(plan["phases"][0]["gate"]["verdict"], "ready", "{doubt}: doubt blocks nothing");
    }
    for absent in ["n/a", "—", "", "TBD"] {
        let plan = plan(&with(&format!("| Error rate | < 1 % | {absent} | 2026-11-20 | |\n")));
        assert_eq!(plan["measures"][0]["state"], "unknown", "{absent}");
        assert_eq!(codes(&plan), Vec::<String>::new(), "{absent}");
    }
    assert_eq!(
        states("| x | 1 % | 0.8 % | 2026-11-20 | |\n"),
        ["unknown"],
        "a target without a side"
    );
    assert_eq!(
        states("| x | < 1 % | 0.8 | 2026-11-20 | |\n"),
        ["unknown"],
        "a value without a unit"
    );
    assert_eq!(states("| x | < 1 MB | 0.8 GB | 2026-11-20 | |\n"), ["unknown"], "no unit of time");
    assert_eq!(states("| x | < 1 % | 0.8 % | 2027-11-20 | |\n"), ["unknown"], "a day to come");
    assert_eq!(states("| x | < 1 % | 0.8 % | | |\n"), ["met"], "without a day nothing is too old");
    let german = with("| Fehlerquote | < 1.200 ms | 1.180 ms | 2026-11-20 | |\n").replace(
        "- Any pass is lost",
        "- Wenn ein Ausweis verloren geht und die Prüfung der Daten nicht mit der Liste der Reederei übereinstimmt",
    );
    let german = german.replacen("# Rollout", "---\nlang: de\n---\n\n# Rollout", 1);
    assert_eq!(plan(&german)["measures"][0]["state"], "unknown");
}

#[test]
fn tables_in_other_languages_and_layouts_are_read() {
    for (header, row) in [
        (
            "| Metrik | Soll | Ist | Stand vom | Quelle |",
            "| Error rate | < 1 % | 0,8 % | 20.11.2026 | Grafana |",
        ),
        (
            "| Indicateur | Cible | Valeur actuelle | Mesuré le | Source des données |",
            "| Error rate | < 1 % | 0,8 % | 20 novembre 2026 | Grafana |",
        ),
        (
            "| Métrica | Objetivo | Valor actual | Fecha de medición | Fuente |",
            "| Error rate | < 1 % | 0,8 % | 20/11/2026 | Grafana |",
        ),
        (
            "| 指標 | 目標値 | 実績値 | 測定日 | 出典 |",
            "| Error rate | < 1 % | 0.8 % | 2026年11月20日 | Grafana |",
        ),
        (
            "| KPI | Goal | Current | Date | Data source |",
            "| Error rate | < 1 % | 0.8 % | 20 Nov 2026 | Grafana |",
        ),
        (
            "| Source | As of | Result | Target | Metric |",
            "| Grafana | 2026-11-20 | 0.8 % | < 1 % | Error rate |",
        ),
    ] {
        let rule = "|---|---|---|---|---|";
        let plan = plan(&format!("{PLAN}\n## Zahlen\n\n{header}\n{rule}\n{row}\n"));
        assert_eq!(measures(&plan), [json!(["Error rate", 0.8, "%", "met"])], "{header}");
        let actual = &plan["measures"][0]["actual"];
        assert_eq!(
            (&actual["as_of"], &actual["source"]),
            (&json!("2026-11-20"), &json!("Grafana")),
            "{header}"
        );
    }
    let unit = format!(
        "{PLAN}\n## Metrics\n\n| Metric | Unit | Target | Actual |\n|---|---|---|---|\n| Error rate | % | < 1 | 0.8 |\n"
    );
    assert_eq!(measures(&plan(&unit)), [json!(["Error rate", 0.8, "%", "met"])]);
}

#[test]
fn a_measure_is_of_the_phase_that_it_names_or_stands_under() {
    let table = "| Phase | Metric | Target | Actual |\n|---|---|---|---|\n| Phase 2 | Error rate | < 0.5 % | 3 % |\n";
    let two = plan(&format!("{PLAN}\n## Metrics\n\n{table}"));
    assert_eq!(two["measures"][0]["phase"], 2);
    assert_eq!(decided(&two).0[0], Value::Null, "of another phase");
    assert_eq!(decided(&two).1[0], Value::Null, "the trigger is of the phase that is live");
    assert_eq!(two["phases"][1]["success_criteria"][0]["measured"], "not-met");
    assert_eq!(two["phases"][0]["gate"]["verdict"], "ready");
    let unknown = plan(&format!("{PLAN}\n## Metrics\n\n{}", table.replace("Phase 2", "Phase 7")));
    assert_eq!(decided(&unknown).0[0], Value::Null);
    assert!(each(&unknown["findings"], "code").contains(&json!("unknown-phase-reference")));
    // A table in the section of phases is no table of phases.
    let inside = PLAN.replace("### Phase Transition", &format!("{table}\n### Phase Transition"));
    let inside = plan(&inside);
    assert_eq!(
        (inside["phases"].as_array().map(Vec::len), inside["measures"].as_array().map(Vec::len)),
        (Some(2), Some(1))
    );
    let headings = "# Rollout Plan: Ferry passes\n\n**Status:** In Progress\n**Current phase:** Phase 2\n\n## Phase 1: Crew\n\n\
        **Success criteria:** error rate < 1 %\n\n## Phase 2: All\n\n**Success criteria:** error rate < 1 %\n\n\
        | Metric | Target | Actual |\n|---|---|---|\n| Error rate | < 1 % | 1.5 % |\n";
    let under = plan(headings);
    assert_eq!(under["measures"][0]["phase"], 2);
    assert_eq!(under["phases"][0]["success_criteria"][0]["measured"], Value::Null);
    assert_eq!(under["phases"][1]["success_criteria"][0]["measured"], "not-met");
}

#[test]
fn tables_that_others_read_stay_theirs() {
    let triggers = PLAN.replace(
        "- error rate > 2 % for 15 minutes",
        "| Metric | Threshold | Action |\n|---|---|---|\n| Error rate | > 2 % | Call |\n",
    );
    let plan_ = plan(&triggers);
    assert_eq!(plan_["measures"], json!([]));
    assert_eq!(plan_["rollback"]["triggers"][0]["value"], 2);
    let phases = "# Rollout Plan: A\n\n## Rollout Phases\n\n| Phase | Target | Users | Duration |\n|---|---|---|---|\n\
        | Phase 1 | Crew | 20 users | 1 week |\n";
    let phases = plan(phases);
    assert_eq!(
        (phases["phases"].as_array().map(Vec::len), &phases["measures"]),
        (Some(1), &json!([]))
    );
    // Of a section of triggers, too, the table of measures is one.
    let beside = PLAN.replace(
        "- Any pass is lost",
        "- Any pass is lost\n\n| Metric | Target | Actual |\n|---|---|---|\n| Error rate | < 1 % | 0.8 % |\n",
    );
    let beside = plan(&beside);
    assert_eq!(each(&beside["rollback"]["triggers"], "text").len(), 2);
    assert_eq!(beside["measures"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_newest_of_two_rows_counts() {
    let two = |first: &str, second: &str| {
        let plan = plan(&with(&format!(
            "| Error rate | < 1 % | 0.8 % | {first} | |\n| error-rate | < 1 % | 2 % | {second} | |\n"
        )));
        (
            plan["measures"][0]["state"].clone(),
            plan["measures"].as_array().map(Vec::len),
            codes(&plan),
        )
    };
    assert_eq!(two("2026-11-20", "2026-11-18"), (json!("met"), Some(1), vec![]));
    assert_eq!(two("2026-11-18", "2026-11-20"), (json!("not-met"), Some(1), vec![]));
    let twice = vec!["duplicate-measure".to_owned()];
    assert_eq!(two("", ""), (json!("not-met"), Some(1), twice.clone()));
    assert_eq!(two("2026-11-20", "2026-11-20"), (json!("not-met"), Some(1), twice));
}

#[test]
fn a_criterion_that_is_not_met_blocks_the_gate_of_the_current_phase() {
    let text = with("| Error rate | | 1.4 % | 2026-11-20 14:00 | Grafana export |\n");
    let blocked = plan(&text);
    let gate = &blocked["phases"][0]["gate"];
    assert_eq!(gate["verdict"], "blocked");
    let words =
        "Target missed: error rate < 1 % (1.4 %, as of 20 Nov 2026 14:00, from Grafana export)";
    assert_eq!(gate["blockers"], json!([{"text": words, "line": 10}]));
    assert_eq!(blocked["transition_criteria"][0]["done"], true, "no box is unticked");
    assert_eq!(
        blocked["measures"][0]["target"]["text"],
        Value::Null,
        "the target of the criterion"
    );
    let old = plan(&text.replace("2026-11-20", "2026-11-01"));
    assert_eq!(old["phases"][0]["gate"]["verdict"], "ready", "what is too old does not block");
    let draft =
        plan(&text.replace("In Progress", "Draft").replace("**Current phase:** Phase 1\n", ""));
    assert_eq!(draft["phases"][0]["gate"]["verdict"], "not-yet-due");
    let project = Project::empty().file("content/a.md", &text);
    let ran = project.run(&["gate", "a"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains(words), "{}", ran.stdout);
    project.build(1);
    let phase = project.page("plans/a/phase-1-crew.html");
    assert!(phase.contains("1.4 %, as of 20 Nov 2026 14:00, from Grafana export"), "{phase}");
    let packet = project.page("plans/a/gate-1-packet.html");
    assert!(packet.contains("Reach the target"), "{packet}");
}

#[test]
fn a_trigger_that_is_met_comes_first() {
    let text = with("| Error rate | | 3.2 % | 2026-11-20 | Grafana |\n");
    let met = plan(&text);
    assert_eq!(decided(&met).1[0], "met");
    let words = "Rollback trigger met: “error rate > 2 % for 15 minutes” (3.2 %, as of 20 Nov 2026, from Grafana).";
    assert_eq!(met["attention"][0], json!({"kind": "trigger-met", "text": words}));
    let quiet = |text: &str| {
        let plan = plan(text);
        each(&plan["attention"], "kind").iter().all(|kind| *kind != "trigger-met")
    };
    assert!(quiet(&text.replace("2026-11-20", "2026-11-01")), "too old");
    assert!(quiet(&text.replace("3.2 %", "about 3.2 %")), "not sure");
    assert!(quiet(&text.replace("In Progress", "Rolled Back")), "rolled back already");
    let other = "# Rollout Plan: Alder\n\n**Status:** In Progress\n\n## Rollback Plan\n\n### Steps\n\n1. Stop\n";
    let project = Project::empty().file("content/zebra.md", &text).file("content/alder.md", other);
    project.build(1);
    let index = project.page("index.html");
    assert!(index.contains("Rollback trigger met"), "{index}");
    let rollbacks = project.page("rollback.html");
    let place = |title: &str| rollbacks.find(title).expect("a plan");
    assert!(place("Ferry passes") < place("Alder"), "above A to Z");
    for page in ["index", "rollback"] {
        let page = project.page(&format!("plans/zebra/{page}.html"));
        assert!(page.contains("<strong>Rollback trigger met:</strong>"), "{page}");
    }
}

#[test]
fn the_phases_of_a_measure_are_a_range_only_where_none_is_left_out() {
    let header = "# Rollout Plan: Ferry passes\n\n**Status:** In Progress\n**Current phase:** Phase 1\n\n## Rollout Phases\n\n\
        | Phase | Users |\n|---|---|\n| Phase 1 | 10 |\n| Phase 2 | 20 |\n| Phase 3 | 30 |\n| Phase 4 | 40 |\n\n## Metrics\n\n";
    let row = |phases: &str| {
        let table = format!(
            "| Phase | Metric | Target | Actual |\n|---|---|---|---|\n| {phases} | Error rate | < 1 % | 0.8 % |\n"
        );
        let project = Project::empty().file("content/a.md", &format!("{header}{table}"));
        project.build(1);
        project.page("plans/a/phases.html")
    };
    assert!(row("Phases 1–3").contains("Phase 1 to Phase 3"));
    let apart = row("Phases 1, 3");
    assert!(apart.contains("Phase 1, Phase 3") && !apart.contains("Phase 1 to"), "{apart}");
    assert!(row("Phases 1, 2, 4").contains("Phase 1, Phase 2, Phase 4"));
}
