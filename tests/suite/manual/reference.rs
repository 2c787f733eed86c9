//! The reference says what this program does: its pages are those that the program's words make.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::project::{Project, repository, temporary};

/// Pages that `scripts/reference` writes, and the folder with a page for each rule.
const PAGES: [&str; 5] = ["commands.md", "data.md", "examples.md", "rules.md", "settings.md"];
const RULES: &str = "rules";

#[test]
fn generated_pages_are_those_of_this_program() {
    let made = temporary();
    let ran = Command::new("bash")
        .arg(repository().join("scripts/reference"))
        .arg(made.path())
        .env("PHASEBOOK", env!("CARGO_BIN_EXE_phasebook"))
        .output()
        .expect("bash");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let committed = pages(&repository().join("docs/reference"));
    let made = pages(made.path());
    assert!(made.len() > 50, "{} pages", made.len());
    let names: BTreeSet<&String> = committed.keys().chain(made.keys()).collect();
    let stale: Vec<_> =
        names.into_iter().filter(|name| committed.get(*name) != made.get(*name)).collect();
    assert_eq!(stale, Vec::<&String>::new(), "run scripts/reference, which writes them anew");
}

#[test]
fn every_member_of_the_data_is_explained() {
    let project = Project::example();
    project.write(
        "content/way-back.md",
        include_str!("../../../docs/reference/_examples/rollback.md"),
    );
    let mut members = BTreeSet::new();
    add_members(&project.run(&["--no-history", "export"]).json(), &mut members);
    let page =
        std::fs::read_to_string(repository().join("docs/reference/data.md")).expect("a page");
    let missing: Vec<_> =
        members.iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert_eq!(missing, Vec::<&String>::new());
    assert!(members.len() > 100, "{} members", members.len());
}

#[test]
fn every_setting_is_in_the_reference() {
    let page = std::fs::read_to_string(repository().join("docs/reference/settings.md"));
    let page = page.expect("a page");
    let schema = Project::empty().run(&["schema", "settings"]).json();
    let tables = schema["properties"].as_object().expect("tables");
    let keys: BTreeSet<String> = tables
        .iter()
        .flat_map(|(name, table)| {
            let keys = table.pointer("/items/properties").or_else(|| table.get("properties"));
            let keys = keys.and_then(|keys| keys.as_object()).into_iter().flatten();
            keys.map(|(key, _)| key.clone()).chain([name.clone()])
        })
        .collect();
    let missing: Vec<_> = keys.iter().filter(|key| !page.contains(key.as_str())).collect();
    assert_eq!(missing, Vec::<&String>::new());
    assert!(keys.len() > 35, "{keys:?}");
}

/// The generated pages in a folder, by name.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let read = |name: String| {
        let text = std::fs::read_to_string(folder.join(&name)).expect("a page");
        (name, text)
    };
    let rules = std::fs::read_dir(folder.join(RULES)).expect("a folder of rules");
    let rules = rules.map(|entry| {
        let name = entry.expect("an entry").file_name();
        format!("{RULES}/{}", name.to_str().expect("a UTF-8 name"))
    });
    PAGES.iter().map(|&name| name.to_owned()).chain(rules).map(read).collect()
}

/// The names of all members, but for those that authors chose.
fn add_members(value: &Value, members: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                members.insert(name.clone());
                if name != "extra" {
                    add_members(value, members);
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| add_members(value, members)),
        _ => {}
    }
}
