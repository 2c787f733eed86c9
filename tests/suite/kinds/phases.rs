//! Which headings, rows and lines are phases, and what they are called.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};

/// The phases of a plan: number, name and label.
fn phases(plan: &Value) -> Vec<(Value, String)> {
    let list = plan["phases"].as_array().expect("phases");
    list.iter().map(|p| (p["number"].clone(), p["name"].as_str().expect("a name").into())).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(Value, &str)]) -> Value {
    let plan = plan(text);
    let expected: Vec<_> = expected.iter().map(|(n, name)| (n.clone(), (*name).into())).collect();
    assert_eq!(phases(&plan), expected, "{text}");
    plan
}

#[test]
fn phase_headings_without_a_separator_are_read_with_their_boxes() {
    let english = check(
        "# Launch Plan: Lockers\n\n## Phase 1 Depot – first two walls\n\n- [ ] Bolts\n\n\
         ## Phase 2 Stations\n\n- [x] Keys\n\n## Phase 3: Everywhere\n",
        &[(json!(1), "Depot – first two walls"), (json!(2), "Stations"), (json!(3), "Everywhere")],
    );
    assert_eq!(each(&english["transition_criteria"], "phase"), [json!(1), json!(2)]);
    check(
        "# Plan de despliegue: Taquillas\n\n## Fase 1 Prueba\n\nTexto.\n\n## Fase 2 Sucursales\n",
        &[(json!(1), "Prueba"), (json!(2), "Sucursales")],
    );
    check(
        "# План внедрения: Почта\n\n## Этапы\n\n### Этап 1 Запуск\n\n### Этап 2 Филиалы\n",
        &[(json!(1), "Запуск"), (json!(2), "Филиалы")],
    );
    check(
        "# 上线计划：储物柜\n\n## 阶段一 试点\n\n- [ ] 钥匙\n\n## 阶段二 全量\n",
        &[(json!(1), "试点"), (json!(2), "全量")],
    );
    check(
        "# Launch Plan: Lockers\n\n## Rollout\n\n- **Phase 1 Depot** – two walls\n\
         - **Phase 2 Stations** – ten\n",
        &[(json!(1), "Depot"), (json!(2), "Stations")],
    );
}

#[test]
fn headings_that_only_speak_of_a_phase_are_none() {
    let text = "# Rollout Plan: Lockers\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n\
         | Phase 1 — Depot | 5 |\n| Phase 2 — Stations | 50 |\n\n\
         ## Phase 1 Rollback\n\n1. Lock them\n\n## Phase 1 Results\n\n## Files (Phase 1)\n\n\
         ## Success Criteria (Go to Phase 2)\n\n## Phase 3 is not planned yet\n\n\
         ## Phase 1 and Phase 2 compared\n\n## Phase 4 Sprint 1: Painting\n";
    let plan = check(text, &[(json!(1), "Depot"), (json!(2), "Stations")]);
    assert_eq!(each(&plan["rollback"]["steps"], "phase"), [json!(1)]);
    for aspects in [
        "## Phase 1 Tests\n\n## Phase 2 Tests\n",
        "## Phase 1 Checklist\n\n- [ ] a\n\n## Phase 2 Checklist\n\n- [ ] b\n",
        "## Stufe 1 Ergebnisse\n\n## Stufe 2 Ergebnisse\n",
        "## Phase 1 went well.\n\n## Phase 2 follows in May.\n",
        "## Phase 1 Shops\n\n## Phase 1 Vans\n\n## Phase 2 Shops\n\n## Phase 2 Vans\n",
    ] {
        check(&format!("# Rollout Plan: X\n\n**Status:** Draft\n\n{aspects}\n## Risks\n"), &[]);
    }
    check("# Phase 9 Sprint 1: Import Plan\n\n## Risks\n\n| Risk | Impact |\n|---|---|\n", &[]);
}

#[test]
fn letters_tell_phases_of_one_number_apart() {
    let letters = check(
        "# Launch Plan: Lockers\n\n**Current phase:** Phase 2b\n\n## Phase 1: Depot\n\n\
         ## Phase 2 — Stations\n\n- [ ] Keys\n\n## Phase 2b — Airports — **DONE**\n\n- [x] Guards\n",
        &[(json!(1), "Depot"), (json!(2), "Stations"), (json!(2), "Airports")],
    );
    assert_eq!(letters["phases"][2]["label"], "Phase 2b — Airports — DONE");
    assert_eq!(letters["phases"][2]["status"]["kind"], "complete");
    assert_eq!(letters["current_phase_position"], 3);
    assert_eq!(each(&letters["transition_criteria"], "phase_position"), [json!(2), json!(3)]);
    let said = "duplicate-phase-number 11: Phase 2 and Phase 2b have the number 2";
    assert!(findings(&letters).contains(&said.to_owned()), "{:?}", findings(&letters));

    let table = "# Einführungsplan: Fächer\n\n## Phasen\n\n| Phase | Nutzer |\n|---|---|\n\
         | 1 | 5 |\n| 2a | 50 |\n| 2b | 60 |\n\n## Go / No-Go Log\n\n\
         | Phase | Decision | By |\n|---|---|---|\n| 2b | Go | Ana |\n| 2 | Hold | Ana |\n\
         | Phase 2c | Go | Ana |\n";
    let plan = plan(table);
    assert_eq!(each(&plan["phases"], "number"), [json!(1), json!(2), json!(2)]);
    let positions = each(&plan["decisions"], "phase_position");
    assert_eq!(positions, [json!(3), json!(2), Value::Null]);
}

#[test]
fn siblings_of_one_number_and_other_names_are_two_phases() {
    let plan = check(
        "# Launch Plan: Lockers\n\n## Phase 1: North\n\n- [ ] a\n\n## Phase 1: South\n\n- [ ] b\n",
        &[(json!(1), "North"), (json!(1), "South")],
    );
    assert_eq!(each(&plan["transition_criteria"], "phase_position"), [json!(1), json!(2)]);
    assert!(codes(&plan).contains(&"duplicate-phase-number"));
    // An overview and its details are one.
    check(
        "# Launch Plan: Lockers\n\n## Overview\n\n### Phase 1: North\n\n### Phase 2: South\n\n\
         ## Details\n\n### Phase 1: North, wall by wall\n\n### Phase 2: South\n",
        &[(json!(1), "North"), (json!(2), "South")],
    );
}

#[test]
fn quarters_are_no_phase_numbers() {
    for (text, names) in [
        (
            "## Milestones\n\n### Q1: Base\n\n- [x] a\n\n### Q2: Build\n\n- [ ] b\n",
            ["Base", "Build"],
        ),
        (
            "## Meilensteine\n\n### 1. Quartal: Base\n\n- [ ] a\n\n### 2. Quartal: Build\n",
            ["Base", "Build"],
        ),
        ("## Jalons\n\n### T1 2026 : Base\n\n- [ ] a\n\n### T2 2026 : Build\n", ["Base", "Build"]),
        (
            "## Milestones\n\n| Milestone | Scope | Users |\n|---|---|---|\n| Q3 2026: Base | x | 5 |\n| Q4 2026: Build | y | 9 |\n",
            ["Base", "Build"],
        ),
    ] {
        let text = format!(
            "# Rollout Plan: Year\n\n**Status:** Draft\n\n{text}\n## Risk Register\n\n\
             | ID | Risk | Likelihood | Impact | Phase |\n|---|---|---|---|---|\n\
             | R1 | Late before Phase 1 | Low | High | Phase 1 |\n"
        );
        let plan = check(&text, &[(Value::Null, names[0]), (Value::Null, names[1])]);
        assert_eq!(plan["risks"][0]["phases"], json!([]), "{text}");
    }
    let weeks = "# Rollout Plan: Weeks\n\n## Week 1: Base\n\n## Week 2: Build\n";
    check(weeks, &[(json!(1), "Base"), (json!(2), "Build")]);
    let milestones = "# Rollout Plan: M\n\n## Milestones\n\n### M1: Base\n\n### M2: Build\n";
    check(milestones, &[(json!(1), "Base"), (json!(2), "Build")]);
}

#[test]
fn boxes_under_a_phase_without_a_number_are_conditions_of_its_gate() {
    let plan = plan(
        "# Rollout Plan: Lockers\n\n## Rollout Phases\n\n### Pilot\n\n- [ ] Bolts\n\n\
         ### Everywhere\n\n- [x] Keys\n",
    );
    assert_eq!(each(&plan["transition_criteria"], "phase_position"), [json!(1), json!(2)]);
}

#[test]
fn numbered_parts_of_a_rollout_guide_are_its_phases() {
    for (title, parts) in [
        ("Rollout guide", ["Packaging", "Integration", "All shops"]),
        ("Rollout der Kassen", ["Paket", "Anbindung", "Alle Filialen"]),
        ("Plan for the Launch of Cards", ["Print", "Hand out", "Count"]),
    ] {
        let lists: Vec<String> = parts
            .iter()
            .zip(1..)
            .map(|(part, n)| format!("{n}) {part}\n  - first this\n  - then that\n"))
            .collect();
        let plan = plan(&format!("# {title}\n\nHow it goes.\n\n{}", lists.join("\n")));
        assert_eq!(each(&plan["phases"], "number"), [json!(1), json!(2), json!(3)], "{title}");
        assert_eq!(each(&plan["phases"], "name"), parts.map(|part| json!(part)), "{title}");
    }
    // A guide to anything else is a page.
    let guide = "# Onboarding guide\n\n1) Ask\n  - a\n\n2) Wait\n  - b\n\n3) Go\n  - c\n";
    assert!(super::plans(&[("content/plan.md", guide)]).is_empty());
}

#[test]
fn a_bold_line_without_a_mark_is_a_phase_beside_marked_ones() {
    let english = check(
        "# Rollout Plan: Buoys\n\n**Phase 1 Launch:**\n\n- Two buoys\n\n**Phase 2:**\n\n- Ten buoys\n\n\
         **Phase 3: All bays**\n\n- The rest\n",
        &[(json!(1), "Launch"), (json!(2), ""), (json!(3), "All bays")],
    );
    assert_eq!(each(&english["phases"], "position"), [json!(1), json!(2), json!(3)]);
    check(
        "# Rollout-Plan: Bojen\n\n**Phase 1 Start:**\n\n- Zwei Bojen\n\n**Phase 2:**\n\n- Zehn\n",
        &[(json!(1), "Start"), (json!(2), "")],
    );
    // What is said of a phase is none, nor is a line that repeats one's number.
    check(
        "# Plan de despliegue: Boyas\n\n**Fase 1: Prueba**\n\n- Dos\n\n**Fase 1 Resultados:**\n\n- Bien\n\n\
         **Fase 2: Resto**\n\n- Todo\n",
        &[(json!(1), "Prueba"), (json!(2), "Resto")],
    );
}
