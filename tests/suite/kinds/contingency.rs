//! Contingency plans of single risks are these risks', and no rollback plan.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};

const REGISTER: &str = "# Rollout Plan: Ferry tickets\n\n**Status:** Draft\n\n## Risk Register\n\n\
    | ID | Risk | Likelihood | Impact | Owner |\n|---|---|---|---|---|\n\
    | R1 | Printers jam | Medium | High | Ona |\n| R2 | Scanners lose power | Low | High | Per |\n\n";

#[track_caller]
fn check(register: &str, section: &str, contingencies: &[Value]) {
    let plan = plan(&format!("{register}{section}"));
    for part in ["steps", "triggers", "owners", "unread"] {
        assert_eq!(plan["rollback"][part], json!([]), "{part} of\n{section}");
    }
    assert_eq!(each(&plan["risks"], "contingency"), contingencies, "{section}");
    let missing = findings(&plan);
    let is_told = missing.iter().any(|f| f.contains("missing-section") && f.contains("rollback"));
    assert!(is_told, "{missing:?} of\n{section}");
}

#[test]
fn contingencies_of_risks_are_no_rollback_steps() {
    let both = [json!("Sell at the counter; Hire two clerks"), json!("Punch by hand")];
    check(
        REGISTER,
        "## Contingency Plans\n\n**R1: Printers jam**\n\n- Sell at the counter\n- Hire two clerks\n\n\
         **R2**\n\n- Punch by hand\n",
        &both,
    );
    check(
        REGISTER,
        "## Contingency plan\n\n### R1 — Printers jam\n\n1. Sell at the counter\n2. Hire two clerks\n\n\
         ### R2 — Scanners\n\nPunch by hand\n",
        &both,
    );
    check(
        REGISTER,
        "## Contingencies\n\n- **R1:** Sell at the counter\n- **R2:** Punch by hand\n",
        &[json!("Sell at the counter"), json!("Punch by hand")],
    );
    check(
        REGISTER,
        "## Contingency Plans\n\n| Risk | Contingency |\n|---|---|\n| R1 | Sell at the counter |\n\
         | R2 | Punch by hand |\n",
        &[json!("Sell at the counter"), json!("Punch by hand")],
    );
    check(
        REGISTER,
        "## Contingency Plans\n\n- Printers jam:\n  - Sell at the counter\n- Scanners lose power:\n  - \
         Punch by hand\n",
        &[json!("Sell at the counter"), json!("Punch by hand")],
    );
}

#[test]
fn contingencies_in_other_languages_are_the_risks_too() {
    let german = REGISTER.replace("Risk Register", "Risiken");
    check(
        &german,
        "## Notfallpläne\n\n**R1: Drucker klemmen**\n\n- Am Schalter verkaufen\n\n**R2: Scanner**\n\n- \
         Von Hand lochen\n",
        &[json!("Am Schalter verkaufen"), json!("Von Hand lochen")],
    );
    check(
        REGISTER,
        "## Plans de contingence\n\n**R1 : imprimantes**\n\n- Vendre au guichet\n",
        &[json!("Vendre au guichet"), Value::Null],
    );
    check(
        REGISTER,
        "## Planes de contingencia\n\n### R2: lectores\n\n- Perforar a mano\n",
        &[Value::Null, json!("Perforar a mano")],
    );
}

#[test]
fn a_contingency_plan_of_the_whole_rollout_is_its_rollback() {
    let plan = plan(&format!(
        "{REGISTER}## Contingency Plan\n\n1. Switch the gates back to paper\n2. Verify: one gate opens\n"
    ));
    assert_eq!(
        each(&plan["rollback"]["steps"], "text"),
        [json!("Switch the gates back to paper"), json!("Verify: one gate opens")]
    );
    assert!(!findings(&plan).iter().any(|f| f.contains("no rollback plan")), "{:?}", codes(&plan));
}
