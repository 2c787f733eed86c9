//! `docs/ci/gitlab.yml`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::runner::{Runner, yaml};
use crate::project::Ran;

/// Runs a job with these variables over the template's own.
fn run(runner: &Runner, job: &str, variables: &[(&str, &str)]) -> Ran {
    let template = yaml("docs/ci/gitlab.yml");
    let mut environment = BTreeMap::new();
    for (name, value) in template["variables"].as_object().expect("variables") {
        environment.insert(name.clone(), value.as_str().expect("a string").to_owned());
    }
    for (name, value) in variables {
        environment.insert((*name).to_owned(), (*value).to_owned());
    }
    let lines = |value: &Value| {
        let lines = value.as_array().expect("lines").iter();
        lines.map(|line| line.as_str().expect("a line").to_owned()).collect::<Vec<_>>()
    };
    let mut script = lines(&template[".phasebook"]["before_script"]);
    script.extend(lines(&template[job]["script"]));
    runner.shell(&script.join("\n"), &environment)
}

#[test]
fn a_merge_request_is_checked_and_summed_up() {
    let runner = Runner::new();
    let project = &runner.repository.project;
    let base = ("CI_MERGE_REQUEST_DIFF_BASE_SHA", runner.base.as_str());
    let ran = run(&runner, "phasebook-check", &[base, ("PHASEBOOK_FAIL_ON", "warning")]);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("content/alpha.md:"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("untouched.md"), "{}", ran.stdout);
    let report = project.read("phasebook-check.xml");
    assert!(report.contains("content/alpha.md") && report.contains("<failure"), "{report}");
    assert!(!report.contains("untouched.md"), "{report}");
    let summary = project.read("phasebook-diff.md");
    assert!(summary.contains("Alpha search") && summary.contains("Nearly"), "{summary}");
}

#[test]
fn a_branch_without_a_commit_before_has_every_plan_checked() {
    let runner = Runner::new();
    let zero = "0".repeat(40);
    let variables = [("CI_COMMIT_BEFORE_SHA", zero.as_str()), ("PHASEBOOK_FAIL_ON", "info")];
    let ran = run(&runner, "phasebook-check", &variables);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("content/untouched.md:"), "{}", ran.stdout);
}

#[test]
fn a_commit_that_changes_no_plan_passes() {
    let runner = Runner::new();
    runner.repository.commit("2026-11-04", "Ana Lima", "content/notes.txt", "Notes\n");
    let before = runner.repository.git(&["rev-parse", "HEAD~1"]);
    let variables = [("CI_COMMIT_BEFORE_SHA", before.as_str()), ("PHASEBOOK_FAIL_ON", "info")];
    let ran = run(&runner, "phasebook-check", &variables);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("no plan changed"), "{}", ran.stdout);
}

#[test]
fn the_site_is_built_and_compared_with_the_published_one() {
    let runner = Runner::new();
    let project = &runner.repository.project;
    let ran = run(&runner, "phasebook-site", &[("PHASEBOOK_BASE_URL", "https://acme.example/r/")]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(project.read("public/404.html").contains("href=/r/index.html"));
    // Without a server, `curl` is what answers: 404 first, then the manifest.
    runner.temporary.write("bin/curl", "#!/bin/sh\nif [ -n \"$MANIFEST\" ]; then cp \"$MANIFEST\" published; printf 200; else printf \"${STATUS:-404}\"; fi\n");
    runner.temporary.set_mode("bin/curl", 0o755);
    let against = ("PHASEBOOK_AGAINST", "https://acme.example/r/.phasebook-manifest");
    let counts = |variables: &[(&str, &str)]| {
        let ran = run(&runner, "phasebook-site", variables);
        assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
        let list: Value = serde_json::from_str(&project.read("changes.json")).expect("JSON");
        list["changed"].as_array().expect("paths").len()
    };
    let files = project.files("public").len();
    assert!(counts(&[against]) >= files - 1, "{files} files");
    project.write("manifest", project.read("public/.phasebook-manifest"));
    project.remove("content/untouched.md");
    let sent = counts(&[against, ("MANIFEST", &project.argument("manifest"))]);
    assert!(sent > 1 && sent < files / 2, "{sent} of {files}");
    let ran = run(&runner, "phasebook-site", &[against, ("STATUS", "500")]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
}
