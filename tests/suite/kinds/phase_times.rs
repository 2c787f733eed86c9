//! When phases come and how long they last.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};
use crate::project::Project;

#[test]
fn an_offset_from_the_launch_is_no_duration() {
    let plan = plan(
        "# Rollout Plan: Lockers\n\n## Phase 0: Labels (T-7 days)\n\n## Phase 1: Doors (T+0 to T+1 hour)\n\n\
         ## Phase 2: Bolts (D-3)\n\n## Phase 3: Paint (Week 3)\n\n## Phase 4: Signs (by Friday)\n",
    );
    assert_eq!(each(&plan["phases"], "duration"), [const { Value::Null }; 5]);
    let when = ["T-7 days", "T+0 to T+1 hour", "D-3", "Week 3", "by Friday"];
    assert_eq!(each(&plan["phases"], "when"), when.map(|w| json!(w)));
    let names = ["Labels", "Doors", "Bolts", "Paint", "Signs"];
    assert_eq!(each(&plan["phases"], "name"), names.map(|n| json!(n)));
}

#[test]
fn an_offset_in_a_column_or_line_is_no_duration() {
    let text = "# Einführungsplan: Fächer\n\n## Phasen\n\n| Phase | Dauer | Nutzer |\n|---|---|---|\n\
         | Phase 1 — Türen | Woche 3 | 5 |\n| Phase 2 — Bolzen | 3. Woche | 9 |\n\
         | Phase 3 — Farbe | J-7 | 10 |\n| Phase 4 — Rest | 3 Wochen | 20 |\n";
    let table = plan(text);
    let duration = each(&table["phases"], "duration");
    assert_eq!(duration, [Value::Null, Value::Null, Value::Null, json!("3 Wochen")]);
    let line = plan(
        "# Rollout Plan: L\n\n## Phase 1: Doors\n\n**Duration:** T-2 weeks\n\n## Phase 2: All\n",
    );
    assert_eq!(line["phases"][0]["when"], "T-2 weeks");

    let site = Project::empty().file("content/plan.md", text);
    site.build(0);
    let page = site.read("public/plans/plan/phase-1-türen.html");
    assert!(page.contains("When") && page.contains("Woche 3"), "{page}");
}

#[test]
fn a_length_in_brackets_stays_a_duration() {
    let plan = plan(
        "# Rollout Plan: Lockers\n\n## Phase 0: Labels (2 weeks)\n\n## Phase 1: Doors (1–2 days)\n\n\
         ## Phase 2: Bolts (24h soak)\n\n## Phase 3: Paint (ongoing)\n",
    );
    let lengths = ["2 weeks", "1–2 days", "24h soak", "ongoing"];
    assert_eq!(each(&plan["phases"], "duration"), lengths.map(|l| json!(l)));
}

#[test]
fn a_phase_that_is_to_last_has_not_begun() {
    for text in [
        "## Phase 1: Doors\n\n## Phase 2: Care (ongoing)\n",
        "## Phase 1: Türen\n\n## Phase 2: Nachsorge — laufend\n",
        "## Rollout Phases\n\n| Phase | Duration |\n|---|---|\n| Phase 1 — Doors | 1 week |\n| Phase 2 — Care | Ongoing |\n",
        "## Fase 1: Puertas (1 semana)\n\n## Fase 2: Cuidado (en curso)\n",
        "## Phase 1: Doors ✅\n\n## Phase 2: Care ⏳ (100%)\n",
    ] {
        let plan = plan(&format!("# Rollout Plan: Lockers\n\n**Status:** In Progress\n\n{text}"));
        assert_eq!(each(&plan["phases"], "status"), [Value::Null, Value::Null], "{text}");
        assert_eq!(plan["current_phase_state"], "not-stated", "{text}");
    }
    let stated =
        plan("# Rollout Plan: L\n\n## Phase 1: Doors ✅ DONE\n\n## Phase 2: Care (in progress)\n");
    assert_eq!(stated["current_phase_position"], 2);
}

#[test]
fn minutes_and_times_of_day_are_read() {
    let plan = plan(
        "# Rollout Plan: Night\n\n**Status:** Draft\n\n## Rollout Phases\n\n\
         | Phase | Start | End | Duration |\n|---|---|---|---|\n\
         | Phase 0 — Freeze | 2026-10-24 22:00 | | 45 min |\n\
         | Phase 1 — Copy | 24 Oct 2026, 10:45 pm | 2026-10-25T02:00Z | |\n\
         | Phase 2 — Check | 25. Oktober 2026 um 9 Uhr | | 90 Minuten |\n",
    );
    let ends = ["2026-10-24", "2026-10-25", "2026-10-25"];
    assert_eq!(each(&plan["phases"], "end"), ends.map(|e| json!(e)));
    let times = ["22:00", "10:45 pm", "9 Uhr"];
    assert_eq!(each(&plan["phases"], "start_time"), times.map(|t| json!(t)));
    assert_eq!(each(&plan["phases"], "end_time"), [Value::Null, json!("02:00Z"), Value::Null]);
    assert!(!codes(&plan).contains(&"unreadable-duration"), "{:?}", findings(&plan));
}

#[test]
fn times_of_day_stand_beside_the_date_on_the_page() {
    let site = Project::empty().file(
        "content/plan.md",
        "# Rollout Plan: Night\n\n## Rollout Phases\n\n| Phase | Start | End |\n|---|---|---|\n\
         | Phase 0 — Freeze | 2026-10-24 22:00 | 22:45 |\n| Phase 1 — Copy | 2026-10-25 (if dry) | |\n",
    );
    site.build(0);
    let page = site.read("public/plans/plan/phase-0-freeze.html");
    assert!(page.contains("22:00") && page.contains("22:45"), "{page}");
    let page = site.read("public/plans/plan/phase-1-copy.html");
    assert!(page.contains("2026-10-25 (if dry)"), "{page}");
}

/// The findings of one rule, without their code.
fn of_rule(plan: &Value, rule: &str) -> Vec<String> {
    let code = format!("{rule} ");
    findings(plan).iter().filter_map(|f| f.strip_prefix(&code).map(str::to_owned)).collect()
}

fn dated(rows: &str) -> Value {
    plan(&format!(
        "# Rollout Plan: Bars\n\n**Status:** Draft\n\n## Rollout Phases\n\n\
         | Phase | Start | End | Duration |\n|---|---|---|---|\n{rows}"
    ))
}

#[test]
fn dates_win_over_a_duration_and_the_plan_is_told_of_both() {
    let plan = dated(
        "| Phase 0 — a | 2026-03-02 | 2026-03-31 | 3 weeks |\n\
         | Phase 1 — b | 2026-04-01 | 2026-04-03 | 10 Tage |\n\
         | Phase 2 — c | 2026-05-01 | 2026-07-15 | 2 mois |\n",
    );
    let ends = ["2026-03-31", "2026-04-03", "2026-07-15"];
    assert_eq!(each(&plan["phases"], "end"), ends.map(|e| json!(e)));
    let said = [
        "9: Phase 0 lasts `3 weeks` from 2 Mar 2026, so until 22 Mar 2026, but its stated end is 31 Mar 2026",
        "10: Phase 1 lasts `10 Tage` from 1 Apr 2026, so until 10 Apr 2026, but its stated end is 3 Apr 2026",
        "11: Phase 2 lasts `2 mois` from 1 May 2026, so until 30 Jun 2026, but its stated end is 15 Jul 2026",
    ];
    assert_eq!(of_rule(&plan, "duration-contradicts-dates"), said);
}

#[test]
fn dates_that_a_duration_allows_are_no_contradiction() {
    let plan = dated(
        "| Phase 0 — inclusive | 2026-03-02 | 2026-03-08 | 1 week |\n\
         | Phase 1 — a range | 2026-03-09 | 2026-03-25 | 2–3 weeks |\n\
         | Phase 2 — rough | 2026-04-01 | 2026-04-30 | ~4 weeks |\n\
         | Phase 3 — working weeks | 2026-05-04 | 2026-05-15 | 2 weeks |\n\
         | Phase 4 — working days | 2026-06-01 | 2026-06-12 | 10 days |\n\
         | Phase 5 — a month | 2026-07-01 | 2026-07-31 | 1 month |\n\
         | Phase 6 — over night | 2026-08-01 22:00 | 2026-08-02 03:00 | 5 h |\n\
         | Phase 7 — no length | 2026-09-01 | 2026-09-02 | as long as it takes |\n\
         | Phase 8 — for good | 2026-10-01 | 2026-10-31 | Ongoing |\n",
    );
    assert_eq!(of_rule(&plan, "duration-contradicts-dates"), [""; 0]);
}
