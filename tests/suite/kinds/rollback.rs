//! What is a step of a rollback, a trigger or an owner, what only stands beside them, and what can't be
//! told apart.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};
use crate::project::Project;

const HEAD: &str = "# Rollout Plan: Ferry tickets\n\n**Status:** In Progress\n\n";

/// A plan with a rollback section, and what it states: steps, triggers, owners, sections as written.
#[track_caller]
fn check(section: &str, steps: &[&str], triggers: &[&str], unread: usize) -> Value {
    let plan = plan(&format!("{HEAD}{section}"));
    let rollback = &plan["rollback"];
    assert_eq!(each(&rollback["steps"], "text"), steps, "steps of\n{section}");
    assert_eq!(each(&rollback["triggers"], "text"), triggers, "triggers of\n{section}");
    assert_eq!(rollback["owners"], json!([]), "owners of\n{section}");
    let sections = rollback["unread"].as_array().expect("a list");
    assert_eq!(sections.len(), unread, "as written of\n{section}\n{sections:#?}");
    let is_told = codes(&plan).contains(&"mixed-rollback");
    assert_eq!(is_told, unread > 0, "{:?} of\n{section}", findings(&plan));
    plan
}

#[test]
fn follow_up_work_is_no_step() {
    let steps = ["Close the new gate", "Open the old gate"];
    for section in [
        "## Rollback\n\n**Go back** (within 1 hour):\n\n1. Close the new gate\n2. Open the old gate\n\n\
         **Root cause analysis** (within 24 hours):\n\n- Find the cause\n- Hold a review\n\n\
         **Communication:**\n\n- Tell the harbour\n",
        "## Rollback Plan\n\n1. Close the new gate\n2. Open the old gate\n\n### Post-mortem\n\n1. Find \
         the cause\n2. Hold a review\n\n### Communication plan\n\n- Tell the harbour\n",
        "## Rollback procedure\n\n### Rollback Steps\n\n1. Close the new gate\n2. Open the old gate\n\n\
         ### Lessons learned\n\nWithin a day:\n\n1. Find the cause\n",
        "## Rollback Plan\n\nSteps:\n\n- Close the new gate\n- Open the old gate\n\nFollow-up:\n\n- \
         Find the cause\n\nPrevention:\n\n- Write a test\n\nNo-go criteria:\n\n- No pilot on board\n",
        "## Rollback\n\n- **Steps:**\n  1. Close the new gate\n  2. Open the old gate\n- **After the \
         rollback:**\n  1. Find the cause\n",
        "## Rollback\n\n**At once:**\n\n1. Close the new gate\n2. Open the old gate\n\n**After 24 \
         hours:**\n\n- Find the cause\n",
    ] {
        check(section, &steps, &[], 0);
    }
}

#[test]
fn follow_up_work_is_known_in_other_languages() {
    for (rollback, steps, after) in [
        ("Rollback-Plan", ["Neues Tor schließen", "Altes Tor öffnen"], "Ursachenanalyse"),
        ("Plan de retour arrière", ["Fermer la porte", "Ouvrir l'ancienne"], "Analyse des causes"),
        ("Plan de reversión", ["Cerrar la puerta nueva", "Abrir la vieja"], "Comunicación"),
        ("План отката", ["Закрыть новые ворота", "Открыть старые"], "Разбор инцидента"),
        ("ロールバック計画", ["新しい門を閉じる", "古い門を開ける"], "再発防止"),
        ("回滚方案", ["关闭新闸机", "打开旧闸机"], "复盘"),
        ("Plano de rollback", ["Fechar o portão novo", "Abrir o antigo"], "Lições aprendidas"),
        ("Piano di rollback", ["Chiudere il varco", "Aprire il vecchio"], "Prevenzione"),
    ] {
        let [first, second] = steps;
        let section =
            format!("## {rollback}\n\n1. {first}\n2. {second}\n\n**{after}:**\n\n- Xyz\n- Abc\n");
        check(&section, &steps, &[], 0);
    }
}

#[test]
fn groups_by_system_hold_real_steps() {
    let plan = check(
        "## Rollback Plan\n\n**Web servers**\n\n1. Stop nginx\n2. Start the old build\n\n**Database**\n\n\
         - Restore the dump\n\n**Notification service**\n\n- Restart the workers\n",
        &["Stop nginx", "Start the old build", "Restore the dump", "Restart the workers"],
        &[],
        0,
    );
    let groups = each(&plan["rollback"]["steps"], "group");
    assert_eq!(groups[2..], [json!("Database"), json!("Notification service")]);
    check(
        "## Rollback Steps\n\n### Monitoring\n\n1. Disable the alerts\n\n### Database\n\n- Unlock the \
         tables\n",
        &["Disable the alerts", "Unlock the tables"],
        &[],
        0,
    );
}

#[test]
fn mixed_parts_stay_whole() {
    for section in [
        "## Rollback\n\n- If a gate stays shut, act at once\n- Open it by hand\n- Selling goes on\n",
        "## Rollback\n\n- Error rate > 5 %\n- Turn the flag off\n- Rollback time: 5 minutes\n",
        "## Rollback plan\n\nWe open the gates by hand, and the pilot tells the harbour.\n",
        "## Rollback\n\n```sh\nflagctl off\n```\n",
        "## Rückfallplan\n\n- Wenn ein Tor klemmt, sofort handeln\n- Von Hand öffnen\n",
        "## Plan de retour arrière\n\n- Si une porte se bloque, agir\n- Ouvrir à la main\n",
    ] {
        let plan = check(section, &[], &[], 1);
        let unread = &plan["rollback"]["unread"][0];
        assert_eq!(unread["line"], 5, "{section}");
        let words = unread["text"].as_str().expect("text");
        let last = section.trim_end().trim_end_matches("```").trim_end().lines().last();
        assert!(words.ends_with(last.expect("a line")), "{words} of\n{section}");
        let reasons = plan["attention"].to_string();
        assert!(!reasons.contains("no rollback steps are stated"), "{reasons}");
    }
}

#[test]
fn several_ways_back_are_no_sequence() {
    for section in [
        "## Rollback\n\n**Option A: flag**\n\n1. Turn it off\n\n**Option B: build**\n\n1. Deploy the old \
         one\n",
        "## Rollback\n\n### If the gates fail\n\n1. Turn it off\n\n### If the printers fail\n\n1. Deploy \
         the old one\n",
    ] {
        check(section, &["Turn it off", "Deploy the old one"], &[], 1);
    }
    // Limits of one way, and what may be steps of a group, are not passed over.
    for section in [
        "## Rollback Plan\n\n### Automatic\n\n- Error rate > 5 %\n\n### Manual\n\n1. Stop nginx\n",
        "## Rollback\n\n### Database\n\n- Dump goes back in\n\n### Web\n\n1. Stop nginx\n",
    ] {
        check(section, &["Stop nginx"], &[], 1);
    }
    check(
        "## Rollback\n\n1. **Partial rollback:** close one gate\n2. **Full rollback:** close all\n",
        &[],
        &[],
        1,
    );
}

#[test]
fn steps_that_are_titles_keep_what_stands_under_them() {
    let plan = check(
        "## Rollback procedure\n\n### Step 1: Close the gate\n\n```sh\ngate close\n```\n\n### Step 2: Call \
         the harbour\n\nThe number hangs on the wall.\n",
        &["Step 1: Close the gate", "Step 2: Call the harbour"],
        &[],
        0,
    );
    assert_eq!(plan["rollback"]["steps"][0]["commands"], json!(["gate close\n"]));
    check(
        "## Rückfallplan\n\n**Schritt 1: Tor schließen**\n\nVon Hand.\n\n**Schritt 2: Hafen anrufen**\n",
        &["Schritt 1: Tor schließen", "Schritt 2: Hafen anrufen"],
        &[],
        0,
    );
}

#[test]
fn a_command_between_two_steps_belongs_to_the_first() {
    let plan = check(
        "## Rollback Steps\n\n1. Close the gate\n\n```sh\ngate close\n```\n\n2. Call the harbour\n",
        &["Close the gate", "Call the harbour"],
        &[],
        0,
    );
    assert_eq!(plan["rollback"]["steps"][0]["commands"], json!(["gate close\n"]));
}

#[test]
fn facts_levels_and_readiness_are_neither_triggers_steps_nor_owners() {
    check(
        "## Rollback Plan\n\n1. Close the gate\n\n### Timeline\n\n- Decision: < 15 minutes\n- Execution: \
         < 30 minutes\n",
        &["Close the gate"],
        &[],
        0,
    );
    check(
        "## Launch Checklist\n\n### Rollback\n\n- [ ] Rollback procedure documented\n- [ ] Rollback \
         rehearsed\n",
        &[],
        &[],
        0,
    );
    check(
        "## Go-live\n\n### No-Go Criteria\n\n- No pilot on board\n- Gates not tested\n",
        &[],
        &[],
        0,
    );
    check("## Rollback Plan\n\n**Rollback:** not needed, nothing is written\n", &[], &[], 1);
}

#[test]
fn what_surely_is_a_part_stays_one() {
    check(
        "## Rollback\n\nDo not roll back if:\n\n- Only the lamp is dark\n\nRoll back if:\n\n- A gate stays \
         shut\n\n1. Close the gate\n2. Verify: one gate opens\n",
        &["Close the gate", "Verify: one gate opens"],
        &["A gate stays shut"],
        0,
    );
    check(
        "## Rollback Plan\n\n### Rollback Triggers\n\n**Data loss**\n\n- A ticket is sold twice\n\n### \
         Rollback Steps\n\n- Close the gate\n- The harbour closes the pier\n",
        &["Close the gate", "The harbour closes the pier"],
        &["A ticket is sold twice"],
        0,
    );
    check(
        "## Rollback\n\n- Stop nginx\n- Verify: error rate < 1 %\n",
        &["Stop nginx", "Verify: error rate < 1 %"],
        &[],
        0,
    );
    check(
        "## Rollback\n\n- Close the gate\n- Call the harbour\n",
        &["Close the gate", "Call the harbour"],
        &[],
        0,
    );
}

#[test]
fn steps_by_phase_hold_for_their_phases() {
    let plan = plan(&format!(
        "{HEAD}## Phase 1: Staff\n\nx\n\n## Phase 2: Guests\n\nx\n\n## Phase 3: All\n\nx\n\n## Rollback \
         Plan\n\n- **Phase 1–2**: close one gate\n- **Phase 3**: close all gates\n"
    ));
    let steps = &plan["rollback"]["steps"];
    assert_eq!(each(steps, "phases_positions"), [json!([1, 2]), json!([3])]);
    assert_eq!(each(steps, "phase"), [Value::Null, json!(3)]);
}

#[test]
fn commands_under_a_title_of_their_own_are_shown_as_written() {
    for (title, section) in [
        ("**Rollback command:**", "Condition 4: Rollback Plan required"),
        ("**Rollback-Befehl**:", "Bedingung 4"),
        ("**Commande de retour arrière :**", "Condition 4"),
        ("**Rollback command:**", "Rollback Plan"),
    ] {
        let plan = plan(&format!(
            "# Rollout Plan: Buoys\n\n## Pre-Launch Checklist\n\n- [ ] Lamps\n\n## {section}\n\n**Rollback triggers:**\n\n- Two lamps fail\n\n{title}\n\n\
             ```bash\nbuoy restore --all\n```\n\n```bash\nbuoy verify\n```\n\nWords that follow.\n"
        ));
        let rollback = &plan["rollback"];
        let text = rollback["unread"][0]["text"].as_str().expect("text");
        assert!(text.contains("buoy restore --all") && text.contains("buoy verify"), "{text}");
        assert!(!codes(&plan).contains(&"rollback-without-steps"), "{:?}", findings(&plan));
        assert_eq!(rollback["triggers"].as_array().expect("triggers").len(), 1, "{title}");
    }
}

#[test]
fn an_outcome_of_a_decision_is_no_rollback_plan() {
    let outcomes = "## Decision Matrix\n\n### Go to the next bay\n\n**Action**: Moor the next ten\n\n\
                    ### Pause and look\n\n**Action**: Mend what is wrong\n\n\
                    ### Roll Back\n\n**Criteria**: Any lamp fails\n\n**Action**: Carry out the rollback\n";
    let read = |text: &str| plan(&format!("# Rollout Plan: Buoys\n\n{text}"))["rollback"].clone();
    assert_eq!(read(outcomes)["steps"], json!([]));
    assert_eq!(read(outcomes)["unread"], json!([]));
    let german = "## Entscheidung\n\n### Weiter\n\n**Maßnahme**: Zehn weitere\n\n### Abwarten\n\n\
                  **Maßnahme**: Lampen prüfen\n\n### Zurückrollen\n\n**Maßnahme**: Bojen zurückholen\n";
    assert_eq!(read(german)["steps"], json!([]));
    // With a list of what to do it is a rollback plan, whatever stands beside it.
    let steps = outcomes
        .replace("**Action**: Carry out the rollback", "1. Cut the lamps\n2. Tow the buoys home");
    assert_eq!(read(&steps)["steps"].as_array().expect("steps").len(), 2);
}

#[test]
fn bullets_of_mixed_kinds_are_shown_as_written() {
    for (heading, bullets) in [
        (
            "If it goes wrong",
            "- Error rate above 5 % for ten minutes\n- Switch the flag off\n- Tell the branches by mail\n\
             - Write a post-mortem afterwards\n",
        ),
        (
            "Rollback-Plan",
            "- Fehlerrate über 5 %\n- Schalter ausschalten\n- Filialen anrufen\n\
             - Danach Ursachenanalyse schreiben\n",
        ),
        (
            "Plan de reversión",
            "- Tasa de errores superior al 5 %\n- Desactivar la opción\n- Avisar a las tiendas\n\
             - Redactar las lecciones aprendidas\n",
        ),
        ("Återställningsplan", "- Stoppa kön\n- Ring butikerna\n- Skriv en incidentrapport\n"),
    ] {
        let plan = super::plan(&format!("# Tills\n\n## {heading}\n\n{bullets}"));
        let rollback = &plan["rollback"];
        assert_eq!(rollback["steps"], serde_json::json!([]), "{heading}: {rollback}");
        assert_eq!(rollback["unread"][0]["text"], bullets.trim_end(), "{heading}");
        assert!(super::codes(&plan).contains(&"mixed-rollback"), "{heading}");
    }
    let plan = super::plan(
        "# Tills\n\n## Rollback Plan\n\n- Switch the flag off (< 5 minutes)\n- Keep at most 2 tills\n- Restart them\n",
    );
    assert_eq!(plan["rollback"]["unread"], serde_json::json!([]), "{}", plan["rollback"]);
}

#[test]
fn what_a_row_of_triggers_says_further_is_beside_its_trigger() {
    for (columns, cells, name) in [
        ("Trigger | Threshold | Action", "Lamp failures | > 5 % | Call the quay", "Action"),
        ("Auslöser | Schwelle | Maßnahme", "Lampenausfälle | > 5 % | Den Kai anrufen", "Maßnahme"),
    ] {
        let text = format!(
            "# Rollout Plan: Buoys\n\n## Rollback Plan\n\n### Rollback Triggers\n\n| {columns} |\n|---|---|---|\n\
             | {cells} |\n\n### Rollback Steps\n\n1. Tow them home\n\n---\n"
        );
        let action = cells.rsplit(" | ").next().expect("a cell");
        let trigger = &plan(&text)["rollback"]["triggers"][0];
        assert_eq!(trigger["extra"][name], action, "{trigger}");
        assert_eq!(trigger["value"], 5, "{trigger}");
        let site = Project::empty().file("content/plan.md", &text);
        assert_eq!(site.run(&["build"]).status, 0);
        let page = site.read("public/plans/plan/rollback.html");
        assert!(page.contains(&format!("{name}: {action}<")), "{page}");
        assert!(!page.contains("Also in this section"), "a rule alone says nothing");
        assert!(!page.contains("Before you begin"), "nor does a heading");
    }
}
