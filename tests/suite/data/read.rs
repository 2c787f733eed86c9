//! Plans that follow no template, in twenty-six languages: what a careful reader finds in each stands in
//! `tests/fixtures/plans/labels.jsonl`, and the program finds the same.
//!
//! A label that names a field under `unsure` leaves it to the reader; every other field must agree.

use serde_json::Value;

use crate::project::{Project, repository};

/// Fewest plans that the fixtures hold: none is lost unseen.
const FEWEST: usize = 87;

#[test]
fn plans_are_read_as_a_reader_does() {
    let folder = repository().join("tests/fixtures/plans");
    let ran = Project::empty().run(&["export", folder.to_str().expect("UTF-8")]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let found: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let found = found["plans"].as_array().expect("plans");
    let labels = std::fs::read_to_string(folder.join("labels.jsonl")).expect("labels");
    let labels: Vec<Value> =
        labels.lines().map(|line| serde_json::from_str(line).expect("a label")).collect();
    assert!(labels.len() >= FEWEST, "{} labels", labels.len());
    let mut wrong = Vec::new();
    for label in &labels {
        let plan = found.iter().find(|plan| plan["source"] == label["file"]);
        wrong.extend(differences(plan, label));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The fields that a label and a plan disagree about, a line each.
fn differences(plan: Option<&Value>, label: &Value) -> Vec<String> {
    let file = &label["file"];
    let is_page = label["kind"] == "page";
    let unsure: Vec<&Value> =
        label["unsure"].as_array().map(|fields| fields.iter().collect()).unwrap_or_default();
    let Some(plan) = plan.filter(|_| !is_page) else {
        let agrees = plan.is_none() == is_page || unsure.iter().any(|field| *field == "kind");
        return if agrees { Vec::new() } else { vec![format!("{file}: no {}", label["kind"])] };
    };
    let pairs = [
        ("title", plan["title"].clone(), label["title"].clone()),
        ("status", plan["status"]["kind"].clone(), label["status"].clone()),
        ("date", plan["date"].clone(), label["date"].clone()),
        ("phases", phases(&plan["phases"]), phases(&label["phases"])),
        ("risks", risks(&plan["risks"], &label["risks"]), risk_labels(&label["risks"])),
        ("rollback", counts(&plan["rollback"]), rollback(&label["rollback"])),
        ("tasks", tasks(plan), label["tasks"].clone()),
    ];
    pairs
        .into_iter()
        .filter(|(field, found, wanted)| found != wanted && !unsure.iter().any(|u| *u == field))
        .map(|(field, found, wanted)| {
            format!("{file}: {field}\n  found  {found}\n  wanted {wanted}")
        })
        .collect()
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn phases(list: &Value) -> Value {
    each(list)
        .map(|p| Value::from(vec![number(&p["number"]), p["name"].clone()]))
        .collect::<Vec<_>>()
        .into()
}

/// 1 and 1.0 are one number.
fn number(value: &Value) -> Value {
    value.as_f64().map_or(Value::Null, Value::from)
}

fn risk_labels(list: &Value) -> Value {
    each(list)
        .map(|r| {
            let id = r["id"].as_str().map(str::to_lowercase);
            Value::from(vec![
                Value::from(id),
                r["likelihood"].clone(),
                r["impact"].clone(),
                r["status"].clone(),
            ])
        })
        .collect::<Vec<_>>()
        .into()
}

/// Risks in the form of their labels: a level is its kind, or the author's word where the label has
/// that.
fn risks(found: &Value, labels: &Value) -> Value {
    each(found)
        .enumerate()
        .map(|(i, risk)| {
            let label = &labels[i];
            let level = |axis: &str| {
                let word = risk[format!("{axis}_text")].as_str().map(str::to_lowercase);
                let word = Value::from(word);
                if word == label[axis] { word } else { risk[axis].clone() }
            };
            let id = risk["id"].as_str().map(str::to_lowercase);
            let (likelihood, impact) = (level("likelihood"), level("impact"));
            Value::from(vec![Value::from(id), likelihood, impact, risk["status"].clone()])
        })
        .collect::<Vec<_>>()
        .into()
}

fn counts(rollback: &Value) -> Value {
    ["steps", "triggers", "owners"].map(|part| each(&rollback[part]).count()).to_vec().into()
}

fn rollback(label: &Value) -> Value {
    ["steps", "triggers", "owners"].map(|part| label[part].clone()).to_vec().into()
}

fn tasks(plan: &Value) -> Value {
    let groups = each(&plan["checklists"]).flat_map(|group| each(&group["items"]));
    let items: Vec<&Value> = groups.chain(each(&plan["transition_criteria"])).collect();
    let done = items.iter().filter(|item| item["done"] == true).count();
    serde_json::json!({ "total": items.len(), "done": done })
}
