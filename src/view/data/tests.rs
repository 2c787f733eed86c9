mod schema;

use serde_json::{Value, json};

use super::*;
use crate::model::measure::{Comparison, Criterion, Operator};
use crate::model::phase::{PhaseNumber, PhasePosition};
use crate::model::plan::Plan;
use crate::model::risk::{Binding, LevelKind, When};
use crate::portfolio::fixture::{entry_of, phase, risk, text};
use crate::settings::Settings;
use crate::text::Span;

fn data(plan: Plan, live: Option<usize>) -> Value {
    let entry = entry_of("payments/refunds.md", plan, live);
    let plan = plan_data(&entry, &Settings::default());
    serde_json::to_value(ExportData::new(vec![plan])).expect("plain data")
}

fn plan() -> Plan {
    let mut second = phase(1, Some(PhaseNumber { whole: 4, part: Some(1) }), "Preview");
    second.extra = vec![("Region".to_owned(), text("EU")), ("Age".to_owned(), text(""))];
    second.success_criteria = vec![Criterion {
        text: text("error rate < 1%"),
        comparison: Some(Comparison {
            metric: "error rate".to_owned(),
            op: Operator::Less,
            value: 1.0,
            unit: Some("%".to_owned()),
            window: None,
        }),
    }];
    let mut bound = risk("R1", LevelKind::Medium, LevelKind::High);
    bound.bindings = vec![Binding {
        phase: PhasePosition::from_index(1),
        when: When::Before,
        words: "before Phase 4.1".to_owned(),
        span: Span::default(),
    }];
    Plan { phases: vec![phase(0, None, "Dogfood"), second], risks: vec![bound], ..Plan::default() }
}

#[test]
fn the_shape_is_versioned() {
    let export = data(Plan::default(), None);
    assert_eq!(export["schema"], 1);
    assert_eq!(export["generator"], concat!("phasebook ", env!("CARGO_PKG_VERSION")));
    let plan = &export["plans"][0];
    assert_eq!(plan["slug"], "payments/refunds");
    for absent in ["title", "title_text", "status", "owner", "date", "updated", "current_phase"] {
        assert!(plan[absent].is_null(), "{absent}");
    }
    let nothing = json!({
        "triggers": [], "steps": [], "owners": [], "unread": [], "rehearsals": [], "proof": "none"
    });
    assert_eq!(plan["rollback"], nothing);
}

#[test]
fn phases_and_references_hold_stated_numbers() {
    let export = data(plan(), Some(1));
    let plan = &export["plans"][0];
    assert_eq!((&plan["current_phase"], &plan["current_phase_position"]), (&json!(4.1), &json!(2)));
    let (first, second) = (&plan["phases"][0], &plan["phases"][1]);
    assert_eq!((&first["number"], &first["position"]), (&Value::Null, &json!(1)));
    assert_eq!(second["extra"], json!({"Region": "EU", "Age": null}));
    assert_eq!(
        second["success_criteria"][0],
        json!({
            "text": "error rate < 1%", "metric": "error rate", "op": "<", "value": 1,
            "unit": "%", "window": null
        })
    );
    assert_eq!(second["gate"]["verdict"], "ready");
    let risk = &plan["risks"][0];
    assert_eq!((&risk["likelihood"], &risk["band"]), (&json!("medium"), &json!("major")));
    assert_eq!((&risk["phases"], &risk["phases_positions"]), (&json!([4.1]), &json!([2])));
    assert_eq!(risk["bindings"][0]["when"], "before");
    assert_eq!(risk["status"], Value::Null);
}
