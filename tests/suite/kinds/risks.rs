//! What is a risk, which rows speak of one risk, and what is none.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};

/// A draft with these sections.
fn draft(sections: &str) -> Value {
    plan(&format!("# Rollout Plan: Ferry tickets\n\n**Status:** Draft\n\n{sections}"))
}

fn texts(plan: &Value) -> Vec<Value> {
    each(&plan["risks"], "text")
}

const HEAD: &str = "| ID | Risk | Likelihood | Impact |\n|---|---|---|---|\n";

#[test]
fn one_id_in_two_tables_with_other_words_is_two_risks() {
    let german = "| Nr | Risiko | Wahrscheinlichkeit | Auswirkung |\n|---|---|---|---|\n";
    for head in [HEAD, german] {
        let plan = draft(&format!(
            "## Risk Register\n\n{head}| H1 | Ice on the pier | Low | Low |\n\n\
             ### Technical\n\n{head}| H1 | Scanner fails | High | High |\n"
        ));
        assert_eq!(texts(&plan), [json!("Ice on the pier"), json!("Scanner fails")]);
        assert_eq!(each(&plan["risks"], "band"), [json!("minor"), json!("severe")]);
        assert_eq!(each(&plan["risks"], "anchor"), [json!("h1"), json!("risk-2")]);
        let all = plan["findings"].as_array().expect("findings");
        let twice: Vec<&Value> = all.iter().filter(|f| f["code"] == "duplicate-risk-id").collect();
        assert_eq!(twice.len(), 1, "{:?}", findings(&plan));
        assert_eq!(twice[0]["level"], "info", "each table has a heading of its own");
    }
    let one_table =
        format!("## Risk Register\n\n{HEAD}| H1 | Ice | Low | Low |\n| H1 | Fog | High | High |\n");
    let one_table = draft(&one_table);
    assert_eq!(each(&one_table["risks"], "band"), [json!("minor"), json!("severe")]);
    assert!(codes(&one_table).contains(&"duplicate-risk-id"));
    let headings = draft(
        "## Operations risks\n\n### Risk 1: Ice\n\n- Likelihood: Low\n- Impact: Low\n\n\
         ## Privacy risks\n\n### Risk 1: Leak\n\n- Likelihood: High\n- Impact: High\n",
    );
    assert_eq!(texts(&headings), [json!("Ice"), json!("Leak")]);
}

#[test]
fn the_same_id_and_words_are_the_same_risk_told_again() {
    let plan = draft(&format!(
        "## Risk Register\n\n{HEAD}| H1 | Ice on the pier | Low | Low |\n\
         | H2 | Fog | High | High |\n\n### By owner\n\n\
         | ID | Risk | Owner |\n|---|---|---|\n| H1 | Ice on the pier | Ana |\n"
    ));
    assert_eq!(each(&plan["risks"], "owner"), [json!("Ana"), json!(null)]);
    assert!(!codes(&plan).contains(&"duplicate-risk-id"), "{:?}", findings(&plan));
}

#[test]
fn a_table_of_ids_and_statuses_tells_how_risks_stand() {
    for (table, status) in [
        ("| ID | Status | Updated |\n|---|---|---|\n| H1 | Closed | May |\n", "closed"),
        ("| Nr | Status | Datum |\n|---|---|---|\n| H1 | in Arbeit | 2026-05-01 |\n", "mitigating"),
        ("| Risk | Status |\n|---|---|\n| H1 | Open |\n", "open"),
    ] {
        let plan = draft(&format!(
            "## Risk Register\n\n{HEAD}| H1 | Ice | Low | Low |\n\n### Status tracking\n\n{table}"
        ));
        assert_eq!(each(&plan["risks"], "status"), [json!(status)], "{table}");
    }
}

#[test]
fn a_numbered_risk_heading_is_a_risk_under_any_heading() {
    let facts = "**Likelihood:** High\n**Impact:** High\n**Owner:** Ana\n";
    for (heading, id) in [
        ("Risk 1: Ice", "1"),
        ("Risk #1: Ice", "1"),
        ("Risk no. 1 – Ice", "1"),
        ("R-01: Ice", "R-01"),
        ("RISK-001: Ice", "RISK-001"),
        ("3.1 Risk 1: Ice", "1"),
        ("Risiko 1: Ice", "1"),
        ("Riesgo 1 – Ice", "1"),
        ("Risque 1 : Ice", "1"),
        ("风险1：Ice", "1"),
        ("⚠️ Risk A: Ice", "A"),
    ] {
        for above in ["## Risk Register\n\n", "## Safety\n\n", ""] {
            let plan = draft(&format!("{above}### {heading}\n\n{facts}"));
            assert_eq!(each(&plan["risks"], "id"), [json!(id)], "{above}{heading}");
            assert_eq!(texts(&plan), [json!("Ice")], "{above}{heading}");
            assert_eq!(each(&plan["risks"], "band"), [json!("severe")], "{above}{heading}");
        }
    }
    for section in ["## Risks 2026\n\n", "## Risks\n\n### Risks 1–5\n\n"] {
        let plan = draft(&format!("{section}{HEAD}| H1 | Ice | Low | Low |\n"));
        assert_eq!(texts(&plan), [json!("Ice")], "{section}");
    }
}

#[test]
fn bullets_below_a_risk_belong_to_it() {
    let plan = draft(
        "## 4) Risk & Safety\n\n**Risk:** Gates jam\n\n- Spare parts are there\n\
         - Staff is trained\n\n## Risk 7: Queues grow\n\n**Causes:**\n- Rain\n\n\
         **Mitigating factors:**\n- A second gate\n- More staff\n",
    );
    assert_eq!(texts(&plan), [json!("Gates jam"), json!("Queues grow")]);
    assert_eq!(each(&plan["risks"], "id"), [json!(null), json!("7")]);
    assert_eq!(plan["risks"][1]["mitigation"], "A second gate; More staff");
    let german = draft(
        "## Risiko 2: Warteschlangen\n\n**Ursachen:**\n\n- Regen\n\n\
         **Maßnahmen:**\n\n- Zweites Tor\n",
    );
    assert_eq!(texts(&german), [json!("Warteschlangen")]);
    assert_eq!(german["risks"][0]["mitigation"], "Zweites Tor");
    let nested = draft(
        "## Risks\n\n### R1: Queues\n\n- **Impact:** High\n- **Controls:**\n\
         \x20 - C-01: a second gate\n\n#### Mitigation\n\n- Never read as a risk\n",
    );
    assert_eq!(texts(&nested), [json!("Queues")]);
    assert_eq!(nested["risks"][0]["mitigation"], "C-01: a second gate");
    // A plain list of risks stays one.
    let list = draft("## Risks\n\n- Gates jam\n- Queues grow\n");
    assert_eq!(texts(&list).len(), 2);
}

#[test]
fn a_summary_adds_nothing_to_tables_of_single_risks() {
    let plan = draft(
        "## Risk Register\n\n### RISK-001: Gate jams\n\n| Element | Content |\n|---|---|\n\
         | Impact | Nobody gets on board |\n| Probability | Medium (2) - at Easter |\n\
         | Impact | High (3) - all day |\n| Owner | Ana |\n\n\
         ### RISK-002: Fog\n\n| Likelihood | Impact | Owner |\n|---|---|---|\n\
         | High | Low | Ben |\n\n### By area\n\n- RISK-001: Gate jams\n- RISK-002: Fog\n",
    );
    assert_eq!(each(&plan["risks"], "id"), [json!("RISK-001"), json!("RISK-002")]);
    assert_eq!(each(&plan["risks"], "likelihood"), [json!("medium"), json!("high")]);
    assert_eq!(each(&plan["risks"], "impact"), [json!("high"), json!("low")]);
    assert_eq!(each(&plan["risks"], "owner"), [json!("Ana"), json!("Ben")]);
    assert_eq!(plan["risks"][0]["extra"]["Impact"], "Nobody gets on board");
    // A heading below a table tells more of its row, whatever the table calls it.
    let detail = draft(&format!(
        "## Risk Register\n\n{HEAD}| R1 | Gate jams | High | High |\n\n\
         ### Risk 1: The gate jams at low tide\n\n**Owner:** Ana\n"
    ));
    assert_eq!(each(&detail["risks"], "owner"), [json!("Ana")]);
}

#[test]
fn headings_say_whose_risks_stand_under_them() {
    for heading in [
        "Privacy risks",
        "Third-party supplier risks",
        "Lieferrisiken",
        "Riesgos de proveedores",
        "Risques fournisseurs",
        "Rischi di fornitura",
        "Leveranciersrisico's",
    ] {
        let plan = draft(&format!("## {heading}\n\n- Parts come late\n- Nobody checks them\n"));
        assert_eq!(texts(&plan).len(), 2, "{heading}");
    }
    for heading in ["Managing risks", "Umgang mit Risiken", "Asterisks", "Risk of ice"] {
        let plan = draft(&format!(
            "## {heading}\n\n- Check every gate\n- Ask the crew\n\n## Rollback Plan\n\n1. Off\n"
        ));
        assert!(texts(&plan).is_empty(), "{heading}");
    }
}

#[test]
fn ids_that_begin_with_the_letter_of_a_level_are_ids() {
    for letter in ["C", "H", "M", "L"] {
        let plan = draft(&format!(
            "## Risks\n\n### Commercial\n\n{HEAD}| {letter}-01 | Fees rise | Low | Low |\n\
             | {letter}-02 | Ice | High | High |\n"
        ));
        let ids = [json!(format!("{letter}-01")), json!(format!("{letter}-02"))];
        assert_eq!(each(&plan["risks"], "id"), ids);
    }
}

#[test]
fn controls_are_no_risks() {
    let plan = draft(
        "## Privacy risks\n\n### R-01: Consent is missing\n\n- **Probability:** High\n\
         - **Impact:** Critical\n\n## Controls\n\n### C-01: Banner\n\n\
         Shown to everybody.\n\n- Owner: Ana\n",
    );
    assert_eq!(each(&plan["risks"], "id"), [json!("R-01")]);
    assert_eq!(each(&plan["risks"], "band"), [json!("severe")]);
}

#[test]
fn logs_and_remarks_are_no_risks() {
    let register = "| Risk | Likelihood | Impact |\n|---|---|---|\n";
    for log in [
        "### Issue log\n\n| Date | Issue | Impact | Resolution |\n|---|---|---|---|\n\
         | 2026-05-01 | Gate jammed | Queue | Oiled |\n",
        "### Vorfälle\n\n| Datum | Problem | Auswirkung | Lösung |\n|---|---|---|---|\n\
         | 2026-05-01 | Tor klemmt | Stau | geölt |\n",
        &format!("### More\n\n{HEAD}| *(none yet)* | | | |\n"),
        &format!("### More\n\n{register}| *nothing so far* | | |\n"),
        &format!("### More\n\n{register}| Keine weiteren | | |\n"),
        &format!("### More\n\n{register}| **At sea** | | |\n| Ice | Low | Low |\n"),
    ] {
        let plan = draft(&format!("## Risk Register\n\n{register}| Ice | Low | Low |\n\n{log}"));
        assert!(texts(&plan).iter().all(|text| text == "Ice"), "{log}\n{:?}", texts(&plan));
    }
    // A row with a name and nothing else is a risk that somebody began to write.
    let begun = draft(&format!("## Risks\n\n{register}| Ice | | |\n| Fog | Low | Low |\n"));
    assert_eq!(texts(&begun).len(), 2);
}

#[test]
fn a_misspelt_key_is_where_the_level_is_missing() {
    for (sections, place) in [
        (
            "## Risks\n\n### Risk #1: Ice\n\nImpact: High\nLiklihood: Low\n",
            "10: risk `1` does not state its likelihood",
        ),
        (
            "## Risks\n\n### Risk #1: Ice\n\n- Likelihood: High\n- Imapct: Low\n",
            "10: risk `1` does not state its impact",
        ),
        (
            "## Risiken\n\n### Risiko 1: Eis\n\n- Auswirkung: hoch\n- Warscheinlichkeit: hoch\n",
            "10: risk `1` does not state its likelihood",
        ),
        (
            "## Risks\n\n| ID | Risk | Liklihood | Impact |\n|---|---|---|---|\n\
             | H1 | Ice | Low | Low |\n",
            "7: risk `H1` does not state its likelihood",
        ),
        // "Import" is a word of its own.
        (
            "## Risks\n\n### Risk #1: Ice\n\n- Likelihood: High\n- Import: Low\n",
            "7: risk `1` does not state its impact",
        ),
    ] {
        let plan = draft(sections);
        let found = findings(&plan);
        assert!(found.contains(&format!("unplaced-risk {place}")), "{found:#?}");
    }
}
