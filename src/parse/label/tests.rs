use super::*;
use crate::settings::Settings;

#[test]
fn labels_are_taken_apart() {
    let words = Words::new(&Settings::default());
    let check = |text: &str, number: Option<&str>, name: &str| {
        let found = label(text, &words);
        assert_eq!(found.number.map(|n| n.to_string()).as_deref(), number, "{text}");
        assert_eq!(found.name, name, "{text}");
    };
    check("Phase 0 — Internal dogfood", Some("0"), "Internal dogfood");
    check("Phase 1: Private preview", Some("1"), "Private preview");
    check("phase 2 - GA", Some("2"), "GA");
    check("Phase 3 (Launch)", Some("3"), "Launch");
    check("Phase 4.1 — Cleanup", Some("4.1"), "Cleanup");
    check("Phase II. Beta", Some("2"), "Beta");
    check("Phase 2–3: Ramp", Some("2"), "Ramp");
    check("Phase One: Pilot", Some("1"), "Pilot");
    check("Wave A (lab)", None, "lab");
    check("4. Stages", Some("4"), "Stages");
    check("First wave: Stores", Some("1"), "Stores");
    check("1. Phase: Pilot", Some("1"), "Pilot");
    check("3. Step 1: Export", Some("1"), "Export");
    check("Week 1-2: Foundation", Some("1"), "Foundation");
    check("Phase 5", Some("5"), "");
    check("1. Pilot", Some("1"), "Pilot");
    check("Pilot", None, "Pilot");
    check("2 regions", None, "2 regions");
    check("2024 cutover", None, "2024 cutover");
    check("10% rollout", None, "10% rollout");
    check("🚀 Phase 1 — Go", Some("1"), "Go");
    check("Phase 2b — Sign mail", Some("2"), "Sign mail");
    check("Phase 2B: Sign mail", Some("2"), "Sign mail");
    check("Etapa 3a", Some("3"), "");
    check("2b. Sign mail", Some("2"), "Sign mail");
    check("Phase 2a–2c: Sign mail", Some("2"), "Sign mail");
    check("Phase 1’s leftovers", Some("1"), "’s leftovers");
    check("5k users", None, "5k users");
}

#[test]
fn letters_and_quarters_are_told_from_numbers() {
    let words = Words::new(&Settings::default());
    let letter = |text: &str| label(text, &words).letter;
    assert_eq!((letter("Phase 2b — Sign mail"), letter("Phase 2 b")), (Some('b'), None));
    assert_eq!((letter("Этап 2Б: Пилот"), letter("Phase 2beta")), (Some('б'), None));
    let check = |text: &str, name: &str| {
        let found = label(text, &words);
        assert_eq!((found.is_period, found.phase_number()), (true, None), "{text}");
        assert_eq!(found.name, name, "{text}");
    };
    check("Q1: Foundation", "Foundation");
    check("Q3 2026 – Stores", "Stores");
    check("Q2/26: Stores", "Stores");
    check("H2 2026: Stores", "Stores");
    check("T1 : Fondations", "Fondations");
    check("1. Quartal: Aufbau", "Aufbau");
    check("1. Quartal 2026: Aufbau", "Aufbau");
    check("Quarter 2: Build", "Build");
    check("I квартал 2026: Основа", "Основа");
    check("第1四半期：基盤", "基盤");
    for phase in ["M1: Nairobi", "Phase 1: Q1 closing", "1. Q1 closing"] {
        assert_eq!(label(phase, &words).phase_number(), Some(PhaseNumber::whole(1)), "{phase}");
    }
}
