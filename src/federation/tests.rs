use std::sync::Arc;

use serde_json::{Value, json};

use super::{Fault, read};
use crate::analysis::gate::GateVerdict;
use crate::model::date::{Date, from_ymd};
use crate::model::header::StatusKind;
use crate::portfolio::PlanEntry;
use crate::settings::{Band, Federation, Settings};

/// A plan in the published shape.
const ALPHA: &str = include_str!("../../tests/fixtures/alpha.json");

fn today() -> Date {
    from_ymd(2026, 11, 22).expect("a date")
}

fn site() -> Arc<Federation> {
    Arc::new(Federation {
        name: "Search".to_owned(),
        url: "https://search.example.org/".to_owned(),
        plans: "search.json".to_owned(),
    })
}

fn data() -> Value {
    let plan: Value = serde_json::from_str(ALPHA).expect("JSON");
    json!({ "schema": 1, "generator": "phasebook 9.9", "plans": [plan] })
}

fn read_data(data: &Value) -> Result<Vec<PlanEntry>, Fault> {
    read(&site(), &data.to_string(), &Settings::default(), today())
}

#[test]
fn a_plan_says_what_its_own_site_says_of_it() {
    let plans = read_data(&data()).expect("good data");
    let plan = &plans[0].summary;
    assert_eq!(
        (plan.title.as_str(), plan.called().as_str()),
        ("Alpha search", "Alpha search · Search")
    );
    assert_eq!(plan.status_kind(), Some(StatusKind::InProgress));
    assert_eq!((plan.live_phase(), plan.phases.len()), (Some(1), 4));
    assert_eq!(plan.phases[1].1, "phase-1-private-preview");
    let gate = plan.gate.as_ref().expect("a gate");
    assert_eq!((gate.verdict, gate.phase, gate.met, gate.total), (GateVerdict::Blocked, 1, 1, 2));
    assert_eq!(gate.blockers[0], "Awaiting sign-off: Product + Search leads");
    assert_eq!((plan.worst_open, plan.risks[0].id.as_deref()), (Some(Band::Severe), Some("R1")));
    assert!(plan.risks.iter().any(|risk| !risk.open), "closed risks are there, and count as such");
    assert_eq!(plan.owner.as_deref(), Some("Dana Ruiz"));
    assert!(plan.owner_is_author && plan.site.is_some());
}

#[test]
fn more_fields_are_passed_over_and_others_of_a_wrong_type_are_faults() {
    let mut more = data();
    more["plans"][0]["unheard_of"] = json!({ "deep": [1, 2, 3] });
    more["audience"] = json!("board");
    assert!(read_data(&more).is_ok());
    for (key, value) in [
        ("slug", json!(7)),
        ("phases", json!("none")),
        ("current_phase_state", json!("somewhere")),
        ("date", json!("22 November 2026")),
        ("progress", json!({ "done": -1, "total": 3 })),
        ("risks", Value::Null),
        ("attention", json!([{ "kind": "stale" }])),
    ] {
        let mut wrong = data();
        wrong["plans"][0][key] = value;
        let fault = read_data(&wrong).expect_err(key);
        assert!(fault.place.is_some() && !fault.help.is_empty(), "{key}: {fault:?}");
    }
}

#[test]
fn a_word_of_a_later_version_is_not_known_and_never_less() {
    let mut later = data();
    let plan = &mut later["plans"][0];
    plan["status"] = json!({ "kind": "hibernating", "text": "Hibernating" });
    plan["phases"][1]["gate"]["verdict"] = json!("deferred");
    plan["risks"][0]["likelihood"] = json!("certain");
    plan["attention"] = json!([{ "kind": "bored", "text": "Nobody looks" }]);
    let plans = read_data(&later).expect("good data");
    let plan = &plans[0].summary;
    assert_eq!(plan.status, Some((StatusKind::Unknown, "Hibernating".to_owned())));
    assert_eq!(plan.approvals[1].verdict, GateVerdict::Unknown);
    let attention = plan.attention.as_ref().expect("it calls for attention");
    let reasons: Vec<_> = attention.reasons.iter().map(|reason| reason.text.as_str()).collect();
    assert_eq!(reasons, ["Nobody looks"]);
}

#[test]
fn another_schema_is_refused_with_a_way_out() {
    let mut other = data();
    other["schema"] = json!(2);
    let fault = read_data(&other).expect_err("another schema");
    assert_eq!(fault.message, "this data has schema 2, and this version reads schema 1 alone");
    assert!(fault.help.contains("the same version of Phasebook"));
}

/// A generator of numbers that are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }

    /// A value that nobody expects.
    fn value(&mut self) -> Value {
        match self.below(12) {
            0 => Value::Null,
            1 => json!(-1),
            2 => json!(u64::MAX),
            3 => json!(1e308),
            4 => json!(""),
            5 => json!("\u{0}\u{202e}<b>"),
            6 => json!([]),
            7 => json!({}),
            8 => json!(4_294_967_295_u32),
            9 => json!("2026-02-30"),
            10 => json!([[[{ "a": null }]]]),
            _ => json!(true),
        }
    }

    /// Puts such a value somewhere.
    fn spoil(&mut self, value: &mut Value, depth: usize) {
        let goes_on = self.below(8) > 0 && depth < 12;
        match value {
            Value::Array(all) if goes_on && !all.is_empty() => {
                let at = self.below(all.len());
                self.spoil(&mut all[at], depth + 1);
            }
            Value::Object(all) if goes_on && !all.is_empty() => {
                let at = self.below(all.len());
                if let Some(inner) = all.values_mut().nth(at) {
                    self.spoil(inner, depth + 1);
                }
            }
            value => *value = self.value(),
        }
    }
}

#[test]
fn any_data_is_read_or_refused() {
    let (mut read, mut refused) = (0, 0);
    for seed in 0..1_500 {
        let mut dice = Dice(seed);
        let mut data = data();
        for _ in 0..=dice.below(3) {
            dice.spoil(&mut data, 0);
        }
        match read_data(&data) {
            Ok(plans) => {
                read += 1;
                for plan in plans {
                    let summary = &plan.summary;
                    assert!(summary.live_phase().is_none_or(|live| live < summary.phases.len()));
                    assert!(summary.progress.done <= summary.progress.total);
                    assert!(!summary.slug.as_str().contains(['.', ':', '"', '<']));
                }
            }
            Err(fault) => {
                refused += 1;
                assert!(!fault.message.is_empty() && !fault.help.is_empty());
            }
        }
    }
    assert!(read > 50 && refused > 50, "{read} read, {refused} refused");
}

#[test]
fn any_cut_and_any_byte_is_read_or_refused() {
    let text = data().to_string();
    let settings = Settings::default();
    for at in (0..text.len()).step_by(97).filter(|&at| text.is_char_boundary(at)) {
        assert!(read(&site(), &text[..at], &settings, today()).is_err(), "cut at {at}");
        let spoiled = format!("{}}}{}", &text[..at], &text[at..]);
        if let Err(fault) = read(&site(), &spoiled, &settings, today()) {
            assert!(!fault.message.is_empty());
        }
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(&site(), &deep, &settings, today()).is_err());
}
