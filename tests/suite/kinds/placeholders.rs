//! Template text that nobody filled in is no value, whatever signs enclose it.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};

fn fleet(owner: &str, users: &str, duration: &str) -> Value {
    plan(&format!(
        "# Rollout Plan: Fleet\n\n**Owner:** {owner}\n**Status:** Draft\n\n## Rollout Phases\n\n\
         | Phase | Scope | Users | Duration | Owner |\n|---|---|---|---|---|\n\
         | Phase 1 — Depot | Vans | {users} | {duration} | {owner} |\n"
    ))
}

#[test]
fn a_value_of_signs_and_units_is_not_stated_and_said() {
    for (owner, users, duration) in [
        ("@[username]", "[N] users", "<duration>"),
        ("{{ owner }}", "XX", "XX weeks"),
        ("${OWNER}", "___", "___ days"),
        ("<your name>", "~[N] drivers", "[N]–[M] weeks"),
        ("@<name>", "[X]% of traffic", "TBD"),
        ("[Name] / [Deputy]", "XX%", "{{duration}}"),
        ("[Vorname Nachname]", "[N] Benutzer", "XX Wochen"),
        ("<nom>", "XX utilisateurs", "[N] semaines"),
        ("[nombre]", "[número] usuarios", "XX días"),
    ] {
        let plan = fleet(owner, users, duration);
        assert_eq!(plan["owner"], Value::Null, "{owner}");
        assert_eq!(each(&plan["phases"], "users"), [Value::Null], "{users}");
        assert_eq!(each(&plan["phases"], "duration"), [Value::Null], "{duration}");
        let unfilled = codes(&plan).into_iter().filter(|c| *c == "unfilled-template-text").count();
        assert_eq!(unfilled, 4, "{:?}", findings(&plan));
        assert!(!codes(&plan).contains(&"raw-html"), "said once: {:?}", findings(&plan));
    }
}

#[test]
fn words_of_the_author_are_values() {
    for (owner, users, duration) in [
        ("[Ana Lima](https://example.org/ana)", "~200 users", "2 weeks"),
        ("`<name>`", "< 50", "48h"),
        ("Ana / Ben", "10-20 drivers", "Ongoing"),
        ("Ana [on call]", "XXL vans only", "until the 5XX rate falls"),
    ] {
        let plan = fleet(owner, users, duration);
        assert_ne!(plan["owner"], Value::Null, "{owner}");
        assert_ne!(each(&plan["phases"], "users"), [Value::Null], "{users}");
        assert_ne!(each(&plan["phases"], "duration"), [Value::Null], "{duration}");
    }
}

#[test]
fn a_placeholder_in_a_sentence_leaves_the_sentence() {
    for sentence in [
        "Vans of [the region] first",
        "Vans that {{ team }} drives",
        "Fahrzeuge von @[Leitung] zuerst",
    ] {
        let plan = plan(&format!(
            "# Rollout Plan: Fleet\n\n## Rollout Phases\n\n| Phase | Scope | Users |\n|---|---|---|\n\
             | Phase 1 — Depot | {sentence} | 5 |\n"
        ));
        assert_eq!(each(&plan["phases"], "scope"), [json!(sentence)]);
        assert!(codes(&plan).contains(&"unfilled-template-text"), "{:?}", findings(&plan));
    }
}

#[test]
fn all_choices_are_a_template_and_two_are_the_authors_doubt() {
    let status = |words: &str| {
        let plan = plan(&format!(
            "# Rollout Plan: Fleet\n\n**Status:** {words}\n\n## Launch Checklist\n\n- [ ] Keys\n"
        ));
        plan["status"]["kind"].clone()
    };
    assert_eq!(status("Draft / Approved / In Progress / Complete"), Value::Null);
    assert_eq!(status("Draft | In Review | Approved"), Value::Null);
    assert_eq!(status("Entwurf / Freigegeben / In Arbeit / Abgeschlossen"), Value::Null);
    assert_eq!(status("Draft / Approved"), "unknown");
    assert_eq!(status("Paused / Live"), "unknown");
}

#[test]
fn links_between_notes_and_tickets_are_no_placeholders() {
    let plan = plan(
        "# Rollout Plan: Fleet\n\n## Rollout Phases\n\n| Phase | Scope | Users |\n|---|---|---|\n\
         | Phase 1 — Depot | Vans of [[Depot plan]], [FLEET-12], conf[eu] | 5 |\n",
    );
    assert!(!codes(&plan).contains(&"unfilled-template-text"), "{:?}", findings(&plan));
}

#[test]
fn a_line_of_a_register_with_nothing_filled_in_is_no_risk() {
    for line in [
        "- **Risk 1**: [Description] – Mitigation: [Plan]",
        "- **Risk 2:** [Description]",
        "- <what may happen> -> Mitigation: TBD",
    ] {
        let plan = plan(&format!(
            "# Release Plan: Buoys\n\n## Risks & Mitigation\n\n{line}\n\n## Rollout Phases\n\n\
             | Phase | Users |\n|---|---|\n| Phase 1 — Bay | 5 |\n"
        ));
        assert_eq!(plan["risks"], json!([]), "{line}");
        let told = codes(&plan).contains(&"unfilled-template-text");
        assert!(told, "{line}: {:?}", findings(&plan));
    }
    let plan = plan(
        "# Release-Plan: Bojen\n\n## Risiken\n\n- **Risiko 1**: Die Kette rostet [seit Mai] – Maßnahme: [Plan]\n",
    );
    assert_eq!(plan["risks"][0]["text"], "Die Kette rostet [seit Mai]");
    assert_eq!(plan["risks"][0]["mitigation"], Value::Null);
}

#[test]
fn a_name_with_a_run_of_x_is_the_authors() {
    for (title, owner, phase) in [
        ("Project XX", "Team XX", "Bank XX"),
        ("Typed xxxx", "xx Platform", "Pilot xxx"),
        ("Phase XX rollout of Foo", "Ana XX", "Label XX"),
        ("Projekt XX für alle", "Gruppe XX", "Filiale XX"),
        ("Le projet XX", "Équipe XX", "Agence XX"),
        ("XX プロジェクト", "チーム XX", "支店 XX"),
    ] {
        let plan = plan(&format!(
            "# {title}\n\n**Owner:** {owner}\n\n## Rollout Phases\n\n\
             | Phase | Scope | Users |\n|---|---|---|\n| Phase 1 — {phase} | {title} | {phase} |\n"
        ));
        assert_eq!(plan["title"], title);
        assert_eq!(plan["owner"], owner);
        assert_eq!(each(&plan["phases"], "name"), [json!(phase)]);
        assert_eq!(each(&plan["phases"], "scope"), [json!(title)]);
        assert_eq!(each(&plan["phases"], "users"), [json!(phase)]);
    }
    let unfilled = plan("# Project XX\n\n## Launch Checklist\n\n- [ ] Keys\n");
    assert!(!codes(&unfilled).contains(&"unfilled-template-text"), "{:?}", findings(&unfilled));
}

#[test]
fn a_run_of_x_beside_a_number_or_unit_waits_for_a_number() {
    for (users, duration) in [
        ("XX stores", "XX weeks"),
        ("XX%", "X.X weeks"),
        ("X,XXX users", "XX–XX days"),
        ("$XXX", "Week XX"),
        ("XX Filialen", "ca. XX Tage"),
        ("XX utilisateurs", "XX jours ouvrés"),
        ("XX kunder", "XX uker"),
        ("XX 人", "XX 週間"),
    ] {
        let plan = fleet("Ana", users, duration);
        assert_eq!(each(&plan["phases"], "users"), [Value::Null], "{users}");
        assert_eq!(each(&plan["phases"], "duration"), [Value::Null], "{duration}");
        let unfilled = codes(&plan).into_iter().filter(|c| *c == "unfilled-template-text").count();
        assert_eq!(unfilled, 2, "{:?}", findings(&plan));
    }
}
