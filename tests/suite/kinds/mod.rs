//! Kinds of fault in the plans of strangers, and what a reader gets: a file a concept, several inputs a
//! kind, in more than one language where words are concerned.

mod baseline;
mod files;
mod header;
mod placeholders;
mod ratings;
mod risk_levels;
mod risks;
mod silence;
mod status;
mod templates;
mod current_phase;
mod dependencies;
mod packet;
mod phase_order;
mod phase_status;
mod phase_times;
mod phases;
mod contingency;
mod rollback;
mod gate;
mod signatures;
mod reviews;
mod acceptances;
mod rehearsals;
mod live;
mod measures;
mod measures_beside;
mod boxes;
mod callouts;
mod cells;
mod footnotes;
mod wikilinks;
mod readers;
mod title_order;
mod languages;

use std::sync::Arc;

use phasebook::disk;
use phasebook::pipeline::{BuildConfig, Input, assemble};
use phasebook::portfolio::{FileFinding, Portfolio};
use phasebook::settings::Settings;
use phasebook::view::data::{DataFiles, Fragments};
use serde_json::Value;

use crate::project::{Project, TODAY};

/// What `export` says of one plan, `content/plan.md`.
#[track_caller]
pub(crate) fn plan(text: &str) -> Value {
    let mut plans = plans(&[("content/plan.md", text)]);
    assert_eq!(plans.len(), 1, "one plan in\n{text}");
    plans.remove(0)
}

/// What `export` says of a site of these files. Plans alone are read in this process, as `export` reads
/// them: a process a plan takes twenty times as long, most of it for the word lists.
#[track_caller]
pub(crate) fn plans(files: &[(&str, &str)]) -> Vec<Value> {
    let site = files.iter().fold(Project::empty(), |site, (name, text)| site.file(name, text));
    let data = if files.iter().all(|(name, _)| name.starts_with("content/")) {
        serde_json::from_slice(&exported(&site))
    } else {
        let ran = site.run(&["export"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        serde_json::from_str(&ran.stdout)
    };
    let data: Value = data.expect("JSON");
    data["plans"].as_array().expect("plans").clone()
}

/// The data of a site without settings.
fn exported(site: &Project) -> Vec<u8> {
    let config = Arc::new(BuildConfig::new(Settings::default(), TODAY.parse().expect("a date")));
    let settings = &config.settings;
    let tree = disk::read_tree(&site.path("content"), &settings.limits, &[]).expect("a folder");
    let file_findings = tree.unreadable.into_iter().map(FileFinding::from).collect();
    let input =
        Input { documents: tree.documents, files: tree.files, file_findings, ..Input::default() };
    let portfolio = assemble(input, &config);
    let mut bytes = Vec::new();
    let mut data = DataFiles::only("plans.json", &mut bytes).expect("memory");
    for entry in &portfolio.entries {
        data.add(&Fragments::of("plans.json", entry, settings), |_, _| {}).expect("memory");
    }
    data.finish(&Portfolio::default(), settings).expect("memory");
    bytes
}

#[test]
fn plans_are_read_here_as_the_program_reads_them() {
    let site = Project::example();
    site.remove("phasebook.toml");
    assert_eq!(String::from_utf8(exported(&site)).expect("text"), site.run(&["export"]).stdout);
}

/// The findings on a plan, as `code line: message`, in order.
pub(crate) fn findings(plan: &Value) -> Vec<String> {
    let findings = plan["findings"].as_array().expect("findings");
    findings
        .iter()
        .map(|f| {
            let text = |key: &str| f[key].as_str().expect("text").to_owned();
            format!("{} {}: {}", text("code"), f["line"], text("message"))
        })
        .collect()
}

/// The codes of the findings on a plan, in order.
pub(crate) fn codes(plan: &Value) -> Vec<&str> {
    let findings = plan["findings"].as_array().expect("findings");
    findings.iter().map(|f| f["code"].as_str().expect("a code")).collect()
}

/// One field of each entry of a list, in order: `each(&plan["risks"], "id")`.
pub(crate) fn each(list: &Value, field: &str) -> Vec<Value> {
    list.as_array().expect("a list").iter().map(|entry| entry[field].clone()).collect()
}
