//! The file of measures beside a plan, as pipelines write it anew.

use std::fs;

use super::client::Preview;
use super::saves::{PAGE, check, check_until, shows};
use crate::project::Project;

const FILE: &str = "content/alpha.measures.json";

fn json(value: &str) -> String {
    format!(
        "{{\"schema\": 1, \"measures\": [{{\"metric\": \"error rate\", \"value\": {value}, \"unit\": \"%\", \"as_of\": \"2026-11-21\"}}]}}"
    )
}

#[test]
fn the_page_follows_the_file_beside_its_plan() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &["--today", "2026-11-22"]);
    shows(&preview, PAGE, "Alpha search");
    let phases = format!("{PAGE}phases.html");
    check(&preview, &phases, "0.4 %", || project.write(FILE, json("0.4")));
    check(&preview, &phases, "0.6 %", || {
        project.write("aside.json", json("0.6"));
        fs::rename(project.path("aside.json"), project.path(FILE)).expect("renamed");
    });
    check(&preview, "/findings.html", "measure-not-read", || {
        project.write(FILE, "{\"schema\": 1, \"meas");
    });
    check(&preview, &phases, "0.7 %", || project.write(FILE, json("0.7")));
    let is_without = |answer: &super::client::Response| !answer.text().contains("0.7 %");
    check_until(&preview, &phases, "no measures", is_without, || project.remove(FILE));
}
