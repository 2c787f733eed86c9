//! SARIF as its official schema wants it, and as code scanning reads it.

use serde_json::Value;

use super::flawed;
use crate::project::{ALPHA, Project, repository};

fn log(project: &Project) -> Value {
    let ran = project.run(&["check", "--format", "sarif"]);
    assert_eq!(ran.stderr, "", "results alone");
    serde_json::from_str(&ran.stdout).expect("JSON")
}

/// The official schema. One of its patterns has a bracket that only JavaScript reads as itself.
fn schema() -> Value {
    let path = repository().join("tests/fixtures/sarif/sarif-schema-2.1.0.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let mended = text.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}\\\\]?$");
    assert_ne!(mended, text, "the pattern is there");
    serde_json::from_str(&mended).expect("JSON")
}

#[track_caller]
fn assert_valid(log: &Value) {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let faults: Vec<String> = validator.iter_errors(log).map(|e| e.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().expect("results")
}

#[test]
fn every_log_is_valid() {
    assert_valid(&log(&Project::alpha()));
    assert_valid(&log(&Project::example()));
    let odd = "<x>\u{1b}[2J \u{202e} [a](b\u{7}.md) `|` ümlaut\n";
    let project = flawed()
        .file("content/Alpha.markdown", ALPHA)
        .file("content/50% of ümläuts, #1.md", &format!("# Rollout Plan: X\n\n## Risks\n\n{odd}"))
        .file("content/fix.md", &ALPHA.replace("In Progress (since 9 November)", "In Progres"))
        .file("phasebook.toml", "[limits]\nfile_bytes = 9000\n");
    project.write("content/long.md", "x".repeat(10_000));
    let log = log(&project);
    assert_valid(&log);
    assert_eq!(results(&log).len(), 9);
}

#[test]
fn the_schema_is_looked_at() {
    let mut log = log(&flawed());
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!jsonschema::is_valid(&schema(), &log));
}

#[test]
fn a_result_has_its_rule_place_and_words() {
    let log = log(&flawed());
    let driver = &log["runs"][0]["tool"]["driver"];
    assert_eq!(driver["name"], "phasebook");
    let result = &results(&log)[0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"unknown-status".into(), &"warning".into())
    );
    let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("an index");
    let rule = &driver["rules"][index];
    assert_eq!(rule["id"], "unknown-status");
    assert_eq!(rule["shortDescription"]["text"], "A status is none of the known words.");
    let page = rule["help"]["markdown"].as_str().expect("the page");
    let full = rule["fullDescription"]["text"].as_str().expect("words");
    assert!(full.starts_with("A status is") && full.len() <= 1000, "{full}");
    assert!(page.starts_with("# unknown-status\n") && page.contains("## Good"), "{page}");
    assert_eq!(rule["defaultConfiguration"]["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/alpha.md");
    assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    let region = &place["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&9.into(), &13.into()));
    assert_eq!((&region["endLine"], &region["endColumn"]), (&9.into(), &26.into()));
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let twin = results(&log).iter().find(|r| r["ruleId"] == "duplicate-risk-id").expect("a twin");
    let related = &twin["relatedLocations"][0];
    assert_eq!(related["physicalLocation"]["region"]["startLine"], 39);
    assert!(related["message"]["text"].as_str().is_some_and(|text| text.contains("the first")));
}

#[test]
fn addresses_are_encoded_and_a_whole_file_has_no_region() {
    let project =
        Project::empty().file("content/50% of ü, #1.md", ALPHA).file("content/50-of-ü-1.md", ALPHA);
    let log = log(&project);
    let place = &results(&log)[0]["locations"][0]["physicalLocation"];
    let uri = place["artifactLocation"]["uri"].as_str().expect("an address");
    assert!(
        ["content/50%25%20of%20%C3%BC%2C%20%231.md", "content/50-of-%C3%BC-1.md"].contains(&uri)
    );
    assert_eq!(place.get("region"), None);
}

#[test]
fn fingerprints_stay_when_lines_move_and_differ_from_each_other() {
    let prints = |project: &Project| -> Vec<String> {
        let log = log(project);
        let print = |r: &Value| r["partialFingerprints"]["phasebookFinding/v1"].to_string();
        results(&log).iter().map(print).collect()
    };
    let project = flawed();
    let text = project.read("content/alpha.md");
    let link = text.lines().find(|line| line.contains("gone.md")).expect("the link").to_owned();
    project.write("content/alpha.md", format!("{text}\n{link}\n"));
    let first = prints(&project);
    assert_eq!(first.len(), 4);
    let distinct: std::collections::BTreeSet<&String> = first.iter().collect();
    assert_eq!(distinct.len(), 4, "{first:?}");
    let moved = text.replacen("**Date:**", "\n\n**Date:**", 1);
    project.write("content/alpha.md", format!("{moved}\n{link}\n"));
    assert_eq!(prints(&project), first);
}

#[test]
fn a_fix_is_a_replacement() {
    let text = ALPHA.replace("In Progress (since 9 November)", "In Progres");
    let log = log(&Project::empty().file("content/alpha.md", &text));
    let change = &results(&log)[0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "content/alpha.md");
    let replacement = &change["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "In Progress");
    assert_eq!(replacement["deletedRegion"]["startLine"], 9);
    assert_eq!(replacement["deletedRegion"]["endColumn"], 23);
}
