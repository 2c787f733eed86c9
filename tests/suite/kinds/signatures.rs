//! Who has signed which gate, from tables and boxes under a sign-off.

use serde_json::{Value, json};

use super::plan;

/// A plan in Phase 1 of 0 to 2, whose gates Security and Ines Vogel sign.
const PLAN: &str = "# Rollout Plan: Night trains\n\n**Status:** In Progress\n\
    **Current phase:** Phase 1\n\n## Rollout Phases\n\n| Phase | Go / No-Go |\n|---|---|\n\
    | Phase 0 — Staff | Security + Ines Vogel |\n| Phase 1 — Beta | Security and Ines Vogel |\n\
    | Phase 2 — All | Security |\n\n### Phase Transition Criteria\n\n- [x] Trains run on time\n\n\
    ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Joao |\n\n";

fn with(section: &str) -> Value {
    plan(&format!("{PLAN}{section}"))
}

fn table(rows: &str) -> String {
    format!(
        "## Sign-off\n\n| Phase | Role | Name | Decision | Date | Notes |\n|---|---|---|---|---|---|\n{rows}\n"
    )
}

/// Role, name, verdict and date of each signature.
fn signatures(plan: &Value) -> Vec<Value> {
    let all = plan["signatures"].as_array().expect("a list").iter();
    all.map(|s| json!([s["role"], s["name"], s["verdict"], s["date"]])).collect()
}

/// "Security signed 2026-11-02" of each signature of a gate, by the phase's index.
fn of_gate(plan: &Value, phase: usize) -> Vec<String> {
    let all = plan["phases"][phase]["gate"]["signatures"].as_array().expect("a list").iter();
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    all.map(|s| format!("{} {} {}", word(&s["who"]), word(&s["state"]), word(&s["date"]))).collect()
}

/// Codes of findings on signatures, each once.
fn codes(plan: &Value) -> Vec<&str> {
    let known = ["unclear-signature", "go-without-signature", "unknown-phase-reference"];
    let all = super::codes(plan);
    known.into_iter().filter(|known| all.contains(known)).collect()
}

fn verdict(plan: &Value, phase: usize) -> &str {
    plan["phases"][phase]["gate"]["verdict"].as_str().expect("a verdict")
}

#[test]
fn a_plan_without_a_sign_off_states_no_signatures() {
    let plan = with("");
    assert_eq!(plan["signatures"], json!([]));
    assert_eq!(of_gate(&plan, 1), Vec::<String>::new());
    assert_eq!((verdict(&plan, 1), codes(&plan)), ("ready", vec![]));
    // Prose is no signature, and neither is a table elsewhere.
    let plan = with(
        "## Sign-off\n\nAna Lima has signed on 2026-11-02.\n\n## Team\n\n\
        | Role | Name | Status |\n|---|---|---|\n| Security | Ana Lima | Go |\n",
    );
    assert_eq!(plan["signatures"], json!([]));
}

#[test]
fn a_table_states_who_has_signed() {
    let plan = with(&table(
        "| Phase 1 | Security | Ana Lima | Go | 2026-11-02 | with new limits |\n\
         | Phase 1 | | Ines Vogel | | | |\n| Phase 1 | Legal | Bo Madsen | pending | | |",
    ));
    assert_eq!(
        signatures(&plan),
        [
            json!(["Security", "Ana Lima", "go", "2026-11-02"]),
            json!([null, "Ines Vogel", null, null]),
            json!(["Legal", "Bo Madsen", null, null]),
        ]
    );
    let first = &plan["signatures"][0];
    assert_eq!((&first["phase"], &first["phase_position"]), (&json!(1), &json!(2)));
    assert_eq!((&first["notes"], first["line"].is_u64()), (&json!("with new limits"), true));
    assert_eq!(
        of_gate(&plan, 1),
        ["Security signed 2026-11-02", "Ines Vogel open -", "Legal open -"]
    );
    // Open does not block; what other gates want is open there.
    assert_eq!(of_gate(&plan, 2), ["Security open -"]);
    assert_eq!((verdict(&plan, 1), codes(&plan)), ("ready", vec![]));
}

#[test]
fn a_refused_signature_stops_the_gate() {
    for word in ["No-Go", "Refused", "declined", "❌ Rejected", "no-go (load test failed)"] {
        let plan = with(&table(&format!("| 1 | Security | Ana Lima | {word} | 2026-11-02 | |")));
        assert_eq!(verdict(&plan, 1), "stopped", "{word}");
        assert_eq!(of_gate(&plan, 1)[0], "Security refused 2026-11-02", "{word}");
        assert!(
            plan["attention"][0]["text"]
                .as_str()
                .is_some_and(|text| { text.contains("Ana Lima refused to sign on 2 Nov 2026") })
        );
    }
    // Also by somebody whom the gate's cell does not name.
    let plan = with(&table("| 1 | Legal | Bo Madsen | No-Go | | |"));
    assert_eq!(verdict(&plan, 1), "stopped");
    // A later signature of the same signer takes it back, an earlier one does not.
    let rows = "| 1 | Security | Ana Lima | No-Go | 2026-11-02 | |\n\
                | 1 | Security | Ana Lima | Go | 2026-11-05 | |";
    assert_eq!(verdict(&with(&table(rows)), 1), "ready");
    assert_eq!(verdict(&with(&table(&rows.replace("11-05", "11-01"))), 1), "stopped");
}

#[test]
fn what_says_it_is_signed_in_other_ways() {
    for cells in [
        "Signed | 2026-11-02",
        "Signed | ✅",
        "Signature | Ana Lima",
        "Signed | yes",
        "Approved? | approved",
        "Signed on | 2 Nov 2026",
        "Status | Approved",
        "Decision | Go with conditions",
    ] {
        let (head, cell) = cells.split_once(" | ").expect("two cells");
        let plan = with(&format!(
            "## Approvals\n\n| Phase | Role | Name | {head} |\n|---|---|---|---|\n\
             | 1 | Security | Ana Lima | {cell} |\n"
        ));
        assert_eq!(plan["signatures"][0]["verdict"], "go", "{cells}");
        assert_eq!(codes(&plan), Vec::<&str>::new(), "{cells}");
    }
    // The approver's column names who signs.
    let plan =
        with("## Go / No-Go sign-off\n\n| Approver | Decision |\n|---|---|\n| Security | Go |\n");
    assert_eq!(signatures(&plan), [json!([null, "Security", "go", null])]);
}

#[test]
fn doubt_is_open_and_a_finding_and_never_go() {
    for word in ["maybe", "Go?", "Hold", "Go, or rather not", "Go → No-Go", "2026-11-02", "B. M."]
    {
        let plan = with(&table(&format!("| 1 | Security | Ana Lima | {word} | | |")));
        assert_eq!(plan["signatures"][0]["verdict"], Value::Null, "{word}");
        assert_eq!(codes(&plan), ["unclear-signature"], "{word}");
        assert_eq!(verdict(&plan, 1), "unknown", "{word}");
    }
    // A day with nothing that says whether it is signed.
    let plan = with(
        "## Sign-off\n\n| Phase | Name | Date |\n|---|---|---|\n| 1 | Ana Lima | 2026-11-02 |\n",
    );
    assert_eq!(
        (plan["signatures"][0]["verdict"].clone(), codes(&plan)),
        (Value::Null, vec!["unclear-signature"])
    );
    // Two cells that differ.
    let plan = with(
        "## Sign-off\n\n| Phase | Name | Decision | Signed |\n|---|---|---|---|\n| 1 | Ana Lima | Go | no |\n",
    );
    assert_eq!(
        (plan["signatures"][0]["verdict"].clone(), codes(&plan)),
        (Value::Null, vec!["unclear-signature"])
    );
    // A phase that the plan does not have.
    let plan = with(&table("| Phase 7 | Security | Ana Lima | Go | | |"));
    assert_eq!(
        (of_gate(&plan, 1)[0].as_str(), codes(&plan)),
        ("Security open -", vec!["unknown-phase-reference"])
    );
}

#[test]
fn boxes_are_signatures_and_stay_items() {
    let list = "## Signatures\n\n- [x] Security: Ana Lima, 2026-11-02\n- [ ] Ines Vogel\n\
        - [ ] Legal — [Name], [Date]\n- [x] Finance: Bo Madsen (approved on 3 Nov 2026)\n";
    let text = PLAN.replace("**Current phase:** Phase 1", "**Current phase:** Phase 0");
    let plan = plan(&format!("{text}{list}"));
    assert_eq!(
        signatures(&plan),
        [
            json!(["Security", "Ana Lima", "go", "2026-11-02"]),
            json!([null, "Ines Vogel", null, null]),
            json!(["Legal", null, null, null]),
            json!(["Finance", "Bo Madsen", "go", "2026-11-03"]),
        ]
    );
    assert_eq!(plan["checklists"][0]["items"].as_array().map(Vec::len), Some(4));
    // They are for the gate of now, as ticks are.
    assert_eq!(of_gate(&plan, 0)[..2], ["Security signed 2026-11-02", "Ines Vogel open -"]);
    assert_eq!((verdict(&plan, 0), codes(&plan)), ("ready", vec![]));
}

#[test]
fn a_box_that_is_something_else_is_no_signature() {
    let plan = with(
        "## Sign-off\n\n- [x] All tests pass\n- [ ] Docs reviewed\n- [ ] Code Reviewed\n\
        - [x] Load test report: see wiki\n",
    );
    assert_eq!(plan["signatures"], json!([]));
    assert_eq!(codes(&plan), Vec::<&str>::new());
    let plan = with(
        "## Sign-off\n\n- [x] Security: Ana Lima, pending\n- [ ] Legal: Bo Madsen, approved\n",
    );
    let verdicts: Vec<Value> = signatures(&plan).into_iter().map(|s| s[2].clone()).collect();
    assert_eq!(
        (verdicts, codes(&plan)),
        (vec![Value::Null, Value::Null], vec!["unclear-signature"])
    );
}

#[test]
fn one_without_a_phase_is_of_no_gate_for_sure_once_another_was_decided() {
    let log = "## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n\
        | Phase 0 | Go | Mara | 2026-11-03 |\n\n";
    let row = |date: &str| {
        format!(
            "{log}## Sign-off\n\n| Role | Name | Decision | Date |\n|---|---|---|---|\n\
            | Security | Ana Lima | Go | {date} |\n| | Ines Vogel | Go | {date} |\n"
        )
    };
    // Before the Go of Phase 0: it was for that gate.
    let plan = with(&row("2026-11-02"));
    assert_eq!(of_gate(&plan, 0), ["Security signed 2026-11-02", "Ines Vogel signed 2026-11-02"]);
    assert_eq!((of_gate(&plan, 1)[0].as_str(), codes(&plan)), ("Security open -", vec![]));
    // After it: for the next.
    let plan = with(&row("2026-11-04"));
    assert_eq!(of_gate(&plan, 1)[0], "Security signed 2026-11-04");
    assert_eq!(codes(&plan), ["go-without-signature"]);
    // Without a day nobody can tell.
    let plan = with(&row(""));
    assert_eq!(
        (of_gate(&plan, 0)[0].as_str(), of_gate(&plan, 1)[0].as_str()),
        ("Security open -", "Security open -")
    );
    assert_eq!(codes(&plan), ["unclear-signature"]);
}

#[test]
fn a_go_with_an_open_signature_is_a_finding() {
    let log = "## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n\
        | Phase 0 | Go | Mara | 2026-11-03 |\n\n";
    let rows = |second: &str| {
        format!(
            "{log}{}",
            table(&format!(
                "| 0 | Security | Ana Lima | Go | 2026-11-02 | |\n| 0 | | Ines Vogel | {second} | |"
            ))
        )
    };
    assert_eq!(codes(&with(&rows("Go | 2026-11-03"))), Vec::<&str>::new());
    assert_eq!(codes(&with(&rows(" | "))), ["go-without-signature"]);
    // A refusal is overruled by a later Go alone, and said.
    let plan = with(&rows("No-Go | 2026-11-02"));
    assert_eq!((verdict(&plan, 0), codes(&plan)), ("passed", vec!["go-without-signature"]));
    assert_eq!(verdict(&with(&rows("No-Go | 2026-11-04")), 0), "stopped");
}

#[test]
fn people_of_the_settings_are_who_signs() {
    let settings = "[people]\n\"Security\" = \"Ana Lima\"\n";
    let text = format!("{PLAN}{}", table("| 1 | Release desk | Ana Lima | Go | 2026-11-02 | |"));
    let plan = super::plans(&[("phasebook.toml", settings), ("content/plan.md", &text)]).remove(0);
    assert_eq!(of_gate(&plan, 1)[0], "Security signed 2026-11-02");
}

#[test]
fn other_languages_sign_too() {
    let check = |section: &str, expected: Value| {
        assert_eq!(signatures(&with(section)), [expected], "{section}");
    };
    check(
        "## Freigaben\n\n| Phase | Rolle | Name | Unterschrift | Datum |\n|---|---|---|---|---|\n\
         | 1 | Sicherheit | Ana Lima | ja | 2026-11-02 |\n",
        json!(["Sicherheit", "Ana Lima", "go", "2026-11-02"]),
    );
    check(
        "## Approbations\n\n| Phase | Rôle | Nom | Décision | Date |\n|---|---|---|---|---|\n\
         | 1 | Sécurité | Ana Lima | refusé | 2026-11-02 |\n",
        json!(["Sécurité", "Ana Lima", "no-go", "2026-11-02"]),
    );
    check(
        "## Firmas\n\n| Rol | Nombre | Firmado |\n|---|---|---|\n| Seguridad | Ana Lima | pendiente |\n",
        json!(["Seguridad", "Ana Lima", null, null]),
    );
    check(
        "## 署名\n\n| 役割 | 氏名 | 署名日 |\n|---|---|---|\n| セキュリティ | 田中太郎 | 2026-11-02 |\n",
        json!(["セキュリティ", "田中太郎", "go", "2026-11-02"]),
    );
    check(
        "## Подписи\n\n| Роль | Имя | Подпись |\n|---|---|---|\n| Безопасность | Анна Лима | да |\n",
        json!(["Безопасность", "Анна Лима", "go", null]),
    );
}

#[test]
fn pages_say_who_has_signed() {
    let rows = "| 1 | Security | Ana Lima | No-Go | 2026-11-02 | load test |\n| 1 | | Ines Vogel | | | |\n\
                | 1 | Legal | Bo Madsen | Go | 2026-11-01 | |";
    let site =
        crate::project::Project::empty().file("content/plan.md", &format!("{PLAN}{}", table(rows)));
    site.run(&["build"]);
    let first = site.page("plans/plan/index.html");
    for words in [
        "refused to sign on <time datetime=\"2026-11-02\">2 Nov 2026</time>",
        "<span class=\"w\">Refused</span>",
        "<span class=\"w\">Open</span>",
        "<span class=\"w\">Signed</span>",
        "load test",
    ] {
        assert!(first.contains(words), "{words} in\n{first}");
    }
    let gates = site.page("gates.html");
    assert!(gates.contains("Refused: Ana Lima. Open: Ines Vogel. Signed: Bo Madsen."), "{gates}");
    // Also that of Phase 2, for which nothing is written down.
    let owner = site.page("owner/ines-vogel.html");
    assert!(owner.contains("has 1 open signature") && owner.contains("Open signatures"), "{owner}");
    assert!(site.page("about.html").contains("a signature of the gate is refused"));
}

#[test]
fn more_signatures_than_are_told_leave_no_gate_ready() {
    let phases: Vec<String> = (0..120).map(|n| format!("| Phase {n} | Ines Vogel |")).collect();
    let row = |n: usize| format!("| All | Signer {n} | Ana Lima | Go | 2026-11-02 | |");
    let (phases, rows) = (phases.join("\n"), (0..100).map(row).collect::<Vec<_>>().join("\n"));
    let plan = plan(&format!(
        "# Rollout Plan: Trams\n\n**Status:** In Progress\n**Current phase:** Phase 0\n\n## Rollout Phases\n\n\
         | Phase | Go / No-Go |\n|---|---|\n{phases}\n\n### Phase Transition Criteria\n\n- [x] Trams run\n\n\
         ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Joao |\n\n{}",
        table(&rows)
    ));
    assert_eq!(verdict(&plan, 0), "unknown");
    assert_eq!(plan["phases"][0]["gate"]["missing"], json!(["the signatures after the first 83"]));
}
