//! Schemas of data, settings and measures; and that names of the data which were once published keep their meaning.

use std::fs;

use jsonschema::Validator;
use serde_json::Value;

use crate::project::{Project, repository};

/// A schema that the program prints, for a validator that is not the program's.
fn validator(name: &str) -> Validator {
    let schema = Project::empty().run(&["schema", name]).json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
    jsonschema::validator_for(&schema).expect("a schema")
}

#[track_caller]
fn check(validator: &Validator, value: &Value, what: &str) {
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new(), "{what}");
}

#[test]
fn plans_of_every_shape_are_as_the_schema_says() {
    let validator = validator("plans");
    let example = Project::example().run(&["export"]).json();
    check(&validator, &example, "the example");
    let project = Project::empty();
    let mut count = 0;
    for file in fs::read_dir(repository().join("tests/fixtures/plans")).expect("a folder") {
        let path = file.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
            project.write(&format!("content/{name}"), fs::read(&path).expect("a plan"));
            count += 1;
        }
    }
    assert!(count >= 64, "{count} plans");
    let export = project.run(&["export"]).json();
    check(&validator, &export, "the fixtures");
    let without = |key: &str| {
        let mut odd = example.clone();
        odd["plans"][0].as_object_mut().expect("a plan").remove(key);
        odd
    };
    assert!(!validator.is_valid(&without("slug")), "the schema says what is always there");
}

#[test]
fn the_site_publishes_its_schema_beside_its_data() {
    let project = Project::alpha();
    project.build(0);
    let printed = project.run(&["schema"]).stdout;
    assert_eq!(project.read("public/api/v1/plans.schema.json"), printed);
}

#[test]
fn settings_are_as_the_schema_says() {
    let validator = validator("settings");
    for path in ["phasebook.toml", "src/cli/starter/phasebook.toml", "docs/phasebook.toml"] {
        let text = fs::read_to_string(repository().join(path)).expect("settings");
        let value: Value = toml::from_str(&text).expect("TOML");
        check(&validator, &value, path);
    }
    let good = "[scale]\npreset = \"5x5\"\n[rules]\nunknown-status = \"off\"\n[audience.support]\nplans = [\"a\"]\n\
        [[freeze]]\nfrom = \"2026-12-19\"\nto = \"2027-01-03\"\nname = \"Year end\"\n";
    check(&validator, &toml::from_str(good).expect("TOML"), "good settings");
    for bad in [
        "[site]\ntitel = \"x\"\n",
        "[site]\nstale_days = 4000\n",
        "[rules]\nunknown-status = \"loud\"\n",
        "[[freeze]]\nfrom = \"2026-12-19\"\n",
        "[nothing]\n",
    ] {
        let value: Value = toml::from_str(bad).expect("TOML");
        assert!(!validator.is_valid(&value), "{bad}");
        let ran = Project::empty().file("phasebook.toml", bad).run(&["build"]);
        assert_eq!(ran.status, 2, "the program refuses it too: {bad}");
    }
}

#[test]
fn measures_are_as_the_schema_says() {
    let validator = validator("measures");
    let project = Project::alpha();
    let set = ["measure", "set", "alpha", "error rate", "0.8 %", "--source", "Grafana"];
    let file = project.argument("measures.json");
    let ran = project.run(&[&set[..], &["--at", "2026-11-20", "--file", &file]].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let written: Value = serde_json::from_str(&project.read("measures.json")).expect("JSON");
    check(&validator, &written, "what the program writes");
    assert!(!validator.is_valid(&serde_json::json!({ "schema": 2, "measures": [] })));
}

/// Whether a value of data is still there: an object may have more names, and findings may be others.
fn is_kept(old: &Value, new: &Value, place: &str, lost: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in old {
                let place = format!("{place}/{name}");
                match new.get(name) {
                    Some(_) if name == "findings" || name == "generator" => {}
                    Some(now) => is_kept(value, now, &place, lost),
                    None => lost.push(place),
                }
            }
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                is_kept(old, new, &format!("{place}/{at}"), lost);
            }
        }
        (old, new) if old == new => {}
        (old, new) => lost.push(format!("{place}: {old} is {new} now")),
    }
}

#[test]
fn what_version_0_2_published_of_plans_is_still_published() {
    let stored = repository().join("tests/fixtures/export-0.2");
    let old: Value = serde_json::from_slice(&fs::read(stored.join("plans.json")).expect("a file"))
        .expect("JSON");
    let project = Project::empty();
    for file in fs::read_dir(&stored).expect("a folder") {
        let path = file.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
            project.write(&format!("content/{name}"), fs::read(&path).expect("a plan"));
        }
    }
    let new = project.run(&["export"]).json();
    let mut lost = Vec::new();
    is_kept(&old, &new, "", &mut lost);
    assert_eq!(lost, Vec::<String>::new(), "see docs/reference/data.md for what may change");
    check(&validator("plans"), &old, "what was published then");
}
