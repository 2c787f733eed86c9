//! `action.yml`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::runner::{BROKEN, Runner, text, yaml};
use crate::project::Ran;

/// What an expression of a step's environment is made of, and what stands there when it is run.
type Context = BTreeMap<String, String>;

/// `${{ a || b }}` and text around it.
fn evaluated(written: &str, context: &Context) -> String {
    let mut value = String::new();
    let mut rest = written;
    while let Some((before, (expression, after))) = rest
        .split_once("${{")
        .map(|(before, rest)| (before, rest.split_once("}}").expect("a closed expression")))
    {
        let known = |name: &str| {
            context.get(name.trim()).unwrap_or_else(|| panic!("{name} has no value here"))
        };
        let found = expression.split("||").map(known).find(|found| !found.is_empty());
        value += before;
        value += found.map_or("", String::as_str);
        rest = after;
    }
    value + rest
}

/// All steps with these inputs, to the first that fails: the last step that ran.
fn run(runner: &Runner, inputs: &[(&str, &str)]) -> Ran {
    let action = yaml("action.yml");
    let mut context = Context::new();
    for (name, input) in action["inputs"].as_object().expect("inputs") {
        context.insert(format!("inputs.{name}"), text(input, "/default").to_owned());
    }
    let event = "github.event.pull_request.base.sha";
    for (name, value) in [
        (event, runner.base.as_str()),
        ("github.event.before", ""),
        ("github.action_ref", "v1.2.3"),
        ("github.action_repository", "acme/phasebook"),
        ("github.server_url", &format!("file://{}", runner.temporary.argument("host"))),
    ] {
        context.insert(name.to_owned(), value.to_owned());
    }
    for (name, value) in inputs {
        let key = if name.contains('.') { (*name).to_owned() } else { format!("inputs.{name}") };
        assert!(context.insert(key, (*value).to_owned()).is_some(), "{name} is an input");
    }
    let mut last = None;
    for step in action["runs"]["steps"].as_array().expect("steps") {
        let mut environment = Context::new();
        for (name, value) in step["env"].as_object().expect("an environment") {
            let value = value.as_str().expect("a string");
            environment.insert(name.clone(), evaluated(value, &context));
        }
        environment.insert("RUNNER_TEMP".to_owned(), runner.temporary.argument("."));
        for file in ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"] {
            environment.insert(file.to_owned(), runner.temporary.argument(file));
        }
        let ran = runner.shell(text(step, "/run"), &environment);
        let is_last = ran.status != 0;
        last = Some(ran);
        if is_last {
            break;
        }
    }
    last.expect("steps")
}

#[test]
fn what_somebody_else_writes_is_never_part_of_a_script() {
    let action = yaml("action.yml");
    let steps = action["runs"]["steps"].as_array().expect("steps");
    assert!(steps.len() >= 5, "{} steps", steps.len());
    for step in steps {
        assert!(!text(step, "/run").contains("${{"), "{step}");
        assert_eq!(text(step, "/shell"), "bash", "{step}");
    }
}

#[test]
fn a_pull_request_is_annotated_summed_up_and_built() {
    let runner = Runner::new();
    let ran = run(&runner, &[("build", "public"), ("base-url", "https://acme.example/r/")]);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    let summary = runner.temporary.read("GITHUB_STEP_SUMMARY");
    assert!(summary.contains("Alpha search") && summary.contains("Nearly"), "{summary}");
    assert!(!summary.contains("Beta"), "{summary}");
    assert_eq!(runner.temporary.read("GITHUB_OUTPUT"), "site=public\n");
    let page = runner.repository.project.read("public/404.html");
    assert!(page.contains("href=/r/index.html"), "{page}");
    assert!(!runner.repository.project.exists("changes.json"));
}

#[test]
fn findings_of_plans_that_changed_are_annotations_and_fail_the_job() {
    let runner = Runner::new();
    let ran = run(&runner, &[("fail-on", "warning"), ("build", "public")]);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    let annotations: Vec<&str> = ran.stdout.lines().filter(|line| line.starts_with("::")).collect();
    assert!(!annotations.is_empty(), "{}", ran.stdout);
    for line in &annotations {
        assert!(line.contains("file=content/alpha.md,line="), "{line}");
    }
    assert!(
        annotations.iter().any(|line| line.contains("title=unknown-status")),
        "{annotations:#?}"
    );
    assert!(!runner.repository.project.exists("public"));
}

#[test]
fn settings_and_missing_history_have_every_plan_checked() {
    let runner = Runner::new();
    runner.repository.commit("2026-11-04", "Ana Lima", "phasebook.toml", "[site]\ntitle = \"R\"\n");
    let of_settings = run(&runner, &[("fail-on", "info")]);
    let runner = Runner::new();
    let of_all = run(&runner, &[("fail-on", "info"), ("github.event.pull_request.base.sha", "")]);
    for ran in [of_settings, of_all] {
        assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("file=content/untouched.md"), "{}", ran.stdout);
    }
}

#[test]
fn a_site_in_a_folder_and_measures_beside_a_plan() {
    let runner = Runner::new();
    let repository = &runner.repository;
    let settings = "[paths]\ncontent = \"plans\"\n";
    repository.project.write("docs/rollouts/phasebook.toml", settings);
    repository.commit("2026-11-04", "Ana Lima", "docs/rollouts/plans/beta.md", BROKEN);
    let base = repository.git(&["rev-parse", "HEAD"]);
    let inputs =
        [("root", "docs/rollouts"), ("content", "plans"), ("fail-on", "info"), ("base", &base)];
    let ran = run(&runner, &inputs);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    repository.commit("2026-11-05", "Ana Lima", "docs/rollouts/plans/beta.measures.json", "{}\n");
    let ran = run(&runner, &inputs);
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("file=docs/rollouts/plans/beta.md"), "{}", ran.stdout);
}

#[test]
fn what_differs_from_the_published_site_is_listed() {
    let runner = Runner::new();
    let ran = run(&runner, &[("build", "out/site")]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let project = &runner.repository.project;
    project.write("published", project.read("out/site/.phasebook-manifest"));
    std::fs::remove_dir_all(project.path("out")).expect("a fresh runner");
    project.remove("content/untouched.md");
    let ran = run(&runner, &[("build", "out/site"), ("against", "published")]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(runner.temporary.read("GITHUB_OUTPUT").contains("changes=out/changes.json\n"));
    let list: Value = serde_json::from_str(&project.read("out/changes.json")).expect("JSON");
    let has = |key: &str, path: &str| list[key].as_array().expect(key).contains(&path.into());
    assert!(has("removed", "plans/untouched/index.html"), "{list}");
    assert!(has("changed", "index.html") && has("changed", ".phasebook-manifest"), "{list}");
    assert!(!has("changed", "plans/alpha/risks.html"), "{list}");
}

#[test]
fn no_input_and_no_name_of_a_file_is_a_command() {
    let runner = Runner::new();
    let name = "content/$(touch pwned);touch pwned`touch pwned`'\"\n& touch pwned.md";
    runner.repository.commit("2026-11-04", "Ana Lima", name, BROKEN);
    let hostile = "$(touch pwned)\"; touch pwned; '`touch pwned`";
    let inputs = ["root", "content", "base", "fail-on", "build", "base-url", "against"];
    for input in std::iter::once(None).chain(inputs.into_iter().map(Some)) {
        let mut all = vec![("build", "public"), ("fail-on", "info")];
        all.extend(input.map(|name| (name, hostile)));
        let ran = run(&runner, &all);
        assert!(!runner.repository.project.exists("pwned"), "{input:?}: {}", ran.stderr);
        assert!(!runner.temporary.exists("pwned"), "{input:?}: {}", ran.stderr);
        if input.is_none() {
            assert!(ran.stdout.contains("touch pwned"), "the plan is checked: {}", ran.stdout);
        }
    }
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn a_release_is_installed_if_its_checksum_is_right() {
    let runner = Runner::new();
    let (temporary, name) = (&runner.temporary, "phasebook-1.2.3-x86_64-unknown-linux-musl");
    let release = "host/acme/phasebook/releases/download/v1.2.3";
    temporary.write(&format!("stage/{name}/phasebook"), "#!/bin/sh\necho installed\n");
    temporary.set_mode(&format!("stage/{name}/phasebook"), 0o755);
    temporary.folder(release);
    let folder = temporary.argument(release);
    let make = format!(
        "tar -czf '{folder}/{name}.tar.gz' -C '{}' {name}; cd '{folder}'; sha256sum *.tar.gz >SHA256SUMS",
        temporary.argument("stage")
    );
    assert_eq!(runner.shell(&make, &Context::new()).status, 0);
    temporary.remove("bin/phasebook");
    // Later steps have no program: each is a shell of its own, and the path is the runner's affair.
    run(&runner, &[]);
    let path = temporary.read("GITHUB_PATH");
    let there = format!("{}/phasebook", path.trim());
    let ran = runner.shell("exec \"$IT\"", &[("IT".to_owned(), there)].into());
    assert_eq!(ran.stdout, "installed\n");
    temporary.write(&format!("{release}/{name}.tar.gz"), "something else");
    temporary.write("GITHUB_PATH", "");
    let ran = run(&runner, &[]);
    assert_ne!(ran.status, 0);
    assert_eq!(temporary.read("GITHUB_PATH"), "");
}
