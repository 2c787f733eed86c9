use super::*;
use crate::settings::Settings;

/// What is read of a file, and what is told, each a line.
#[track_caller]
fn check(text: &str, read: &[&str], told: &[&str]) {
    let language = Language::new(&Settings::default());
    let phases = KnownPhases::of(&[], &language.words);
    let source = Source::new("a.measures.json", text.as_bytes());
    let beside = Beside { phases: &phases, words: &language.words };
    let (measures, findings) = super::read(&source, &beside);
    let measures: Vec<String> = measures
        .iter()
        .map(|measure| {
            let actual = measure.actual.as_ref();
            let text = actual.map_or("-", |actual| actual.text.plain.as_str());
            let as_of = actual.and_then(|actual| actual.as_of);
            let as_of = as_of.map_or("-".to_owned(), crate::model::date::AsOf::iso);
            format!("{}: {text}, {as_of}", measure.metric.plain)
        })
        .collect();
    let findings: Vec<String> = findings
        .iter()
        .map(|finding| {
            let place = source.position(finding.span.start);
            format!("{}:{}: {}", place.line, place.column, finding.message)
        })
        .collect();
    assert_eq!(
        (measures, findings.as_slice()),
        (
            read.iter().map(|&r| r.into()).collect(),
            &*told.iter().map(|&t| t.to_owned()).collect::<Vec<_>>()
        ),
        "{text}"
    );
}

fn entry(members: &str) -> String {
    format!("{{\"schema\": 1, \"measures\": [\n{{{members}}}]}}")
}

#[test]
fn an_entry_is_a_metric_with_its_value() {
    check(
        &entry(
            "\"metric\": \"error rate\", \"value\": 0.8, \"unit\": \"%\", \"as_of\": \"2026-11-24T14:00:00+01:00\"",
        ),
        &["error rate: 0.8 %, 2026-11-24T13:00"],
        &[],
    );
    check(&entry("\"metric\": \"x\", \"value\": null, \"unit\": null"), &["x: -, -"], &[]);
    check(&entry("\"metric\": \"x\", \"value\": 1e3"), &["x: 1e3, -"], &[]);
    check("{\"schema\": 1, \"measures\": []}", &[], &[]);
}

#[test]
fn a_fault_costs_its_entry_and_has_its_place() {
    let fault = |members: &str, told: &str| check(&entry(members), &[], &[told]);
    fault("\"metric\": \"x\", \"value\": \"1\"", "2:26: `value` is not a number");
    fault("\"value\": 1", "2:1: a measure without a `metric`");
    fault("\"metric\": \" \", \"value\": 1", "2:12: `metric` is not one line of at most 500 bytes");
    fault("\"metric\": 1, \"value\": 1", "2:12: `metric` is not a text");
    fault("\"metric\": \"x\", \"value\": 1, \"as_of\": \"today\"", "2:38: `today` is not a moment");
    fault("\"metric\": \"x\", \"asof\": 1", "2:25: `asof` is not a member that is read");
    fault("\"metric\": \"x\", \"value\": 1, \"value\": 2", "2:38: `value` is given twice");
    fault("\"metric\": \"x\", \"value\": 1, \"phase\": 7", "2:38: `7` is not a phase of the plan");
    fault(
        "\"metric\": \"x\", \"value\": 1, \"target\": \"1 %\"",
        "2:39: `1 %` is not a target to compare with",
    );
    check(
        "{\"schema\": 1, \"measures\": [7, {\"metric\": \"y\", \"value\": 1}]}",
        &["y: 1, -"],
        &["1:28: a measure is not an object"],
    );
}

#[test]
fn a_fault_of_the_form_costs_the_file() {
    check("", &[], &["1:1: the file is not JSON of this form: EOF while parsing a value"]);
    check(
        "{\"schema\": 1,",
        &[],
        &["1:13: the file is not JSON of this form: EOF while parsing a value"],
    );
    check(
        "[]",
        &[],
        &["1:1: the file is not JSON of this form: invalid type: sequence, expected an object"],
    );
    check("{\"measures\": []}", &[], &["1:1: the file does not say its `schema`"]);
    check("{\"schema\": 2, \"measures\": []}", &[], &["1:12: schema 2 is not known"]);
    check("{\"schema\": 1}", &[], &["1:1: the file has no list of `measures`"]);
    check("{\"schema\": 1, \"measures\": {}}", &[], &["1:27: `measures` is not a list"]);
}

#[test]
fn the_newest_of_one_metric_counts() {
    let twice = |first: &str, second: &str| {
        format!(
            "{{\"schema\": 1, \"measures\": [{{\"metric\": \"x\", \"value\": 1{first}}}, {{\"metric\": \"X\", \"value\": 2{second}}}]}}"
        )
    };
    let day = |day: &str| format!(", \"as_of\": \"2026-11-{day}\"");
    check(&twice(&day("24"), &day("20")), &["x: 1, 2026-11-24"], &[]);
    check(&twice(&day("20"), &day("24")), &["X: 2, 2026-11-24"], &[]);
    check(
        &twice("", ""),
        &["X: 2, -"],
        &["1:57: `X` is measured twice, and neither value is newer"],
    );
}
