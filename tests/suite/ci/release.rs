//! What a release says, and the workflows of this repository.

use std::process::Command;

use serde_json::Value;

use super::runner::yaml;
use crate::project::{Ran, repository};

fn notes(version: &str) -> Ran {
    let script = repository().join("scripts/release-notes");
    Ran::of(&Command::new("bash").arg(script).arg(version).output().expect("bash"))
}

#[test]
fn notes_of_a_release_are_its_section_of_the_changelog() {
    let changelog = std::fs::read_to_string(repository().join("CHANGELOG.md")).expect("a file");
    let heading = |line: &str| line.strip_prefix("## [")?.split_once(']').map(|it| it.0.to_owned());
    let versions: Vec<String> = changelog.lines().filter_map(heading).collect();
    assert!(!versions.is_empty());
    for version in &versions {
        let ran = notes(&format!("v{version}"));
        assert_eq!(ran.status, 0, "{version}: {}", ran.stderr);
        assert!(changelog.contains(ran.stdout.trim()), "{version}");
        assert!(!ran.stdout.contains("\n## ") && ran.stdout.starts_with("##"), "{version}");
    }
    let none = notes("99.0.0");
    assert_eq!((none.status, none.stdout.as_str()), (1, ""));
}

#[test]
fn no_workflow_pastes_an_expression_into_a_script() {
    let mut scripts = 0;
    for path in [".github/workflows/test.yml", ".github/workflows/release.yml"] {
        let workflow = yaml(path);
        for job in workflow["jobs"].as_object().expect("jobs").values() {
            for step in job["steps"].as_array().expect("steps") {
                let script = step.get("run").and_then(Value::as_str).unwrap_or_default();
                assert!(!script.contains("${{"), "{path}: {script}");
                scripts += usize::from(!script.is_empty());
            }
        }
    }
    assert!(scripts >= 6, "{scripts} scripts");
}
