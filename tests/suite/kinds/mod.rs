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
mod current_phase;
mod phase_order;
mod phase_status;
mod phase_times;
mod phases;
mod contingency;
mod rollback;
mod gate;
mod live;
mod boxes;
mod callouts;
mod cells;
mod footnotes;
mod wikilinks;
mod readers;
mod title_order;
mod languages;

use serde_json::Value;

use crate::project::Project;

/// What `export` says of one plan, `content/plan.md`.
#[track_caller]
pub(crate) fn plan(text: &str) -> Value {
    let mut plans = plans(&[("content/plan.md", text)]);
    assert_eq!(plans.len(), 1, "one plan in\n{text}");
    plans.remove(0)
}

/// What `export` says of a site of these files.
#[track_caller]
pub(crate) fn plans(files: &[(&str, &str)]) -> Vec<Value> {
    let site = files.iter().fold(Project::empty(), |site, (name, text)| site.file(name, text));
    let ran = site.run(&["export"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let data: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    data["plans"].as_array().expect("plans").clone()
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
