//! What a pipeline sends: the files that differ from the site that is published elsewhere.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::project::{ALPHA, Project};

type Files = BTreeMap<String, Vec<u8>>;

/// Builds beside the site that these files are, and gives the list and the new files.
fn against(project: &Project, published: &Files) -> (Value, Files) {
    project.write("manifest", &published[".phasebook-manifest"]);
    let ran = project.run(&["build", "--against", "manifest", "--output", "out/new"]);
    // The site stands, whatever is found in its plans.
    assert!(ran.status < 2, "{}", ran.stderr);
    let list = serde_json::from_str(&project.read("out/changes.json")).expect("JSON");
    (list, project.files("out/new"))
}

/// What becomes of the published files where just that is sent and removed.
fn sent(mut published: Files, list: &Value, built: &Files) -> Files {
    let paths = |key: &str| -> Vec<String> {
        let all = list[key].as_array().expect("a list").iter();
        all.map(|path| path.as_str().expect("a path").to_owned()).collect()
    };
    for path in paths("removed") {
        assert!(published.remove(&path).is_some(), "{path} was published");
        assert!(!built.contains_key(&path), "{path} is gone");
    }
    for path in paths("changed") {
        assert_ne!(published.insert(path.clone(), built[&path].clone()), built.get(&path).cloned());
    }
    published
}

#[test]
fn sending_what_differs_gives_the_new_site() {
    let project = Project::example();
    project.build(0);
    let mut published = project.files("public");
    // Files of a fresh runner have times of their own.
    let steps: [&dyn Fn(&Project); 4] = [
        &|project| {
            let path = "content/payments/refund-approvals.md";
            let text = project.read(path).replace("Approved", "In Progress");
            project.write(path, text);
        },
        &|project| project.write("content/mobile/alpha.md", ALPHA),
        &|project| project.remove("content/platform/log-retention.md"),
        &|_| {},
    ];
    for step in steps {
        step(&project);
        let runner = Project::empty();
        for (path, bytes) in project.files("content") {
            runner.write(&format!("content/{path}"), bytes);
        }
        runner.write("phasebook.toml", project.read("phasebook.toml"));
        let (list, built) = against(&runner, &published);
        published = sent(published, &list, &built);
        assert_eq!(published, built);
    }
    let (list, _) = against(&project, &published);
    assert_eq!(list, json!({"changed": [], "removed": []}), "nothing differs");
}

#[test]
fn an_empty_manifest_is_that_of_nothing_and_any_other_file_is_none() {
    let project = Project::alpha().file("empty", "").file("other", "{}");
    let ran = project.run(&["build", "--against", "empty"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let list: Value = serde_json::from_str(&project.read("changes.json")).expect("JSON");
    let changed = list["changed"].as_array().expect("a list");
    assert_eq!(changed.len(), project.files("public").len());
    assert!(list["removed"].as_array().expect("a list").is_empty());
    for (manifest, words) in [("other", "it is not a manifest of phasebook"), ("none", "leave out")]
    {
        let ran = project.run(&["build", "--against", manifest, "--output", "second"]);
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
        assert!(!project.exists("second"), "nothing was published");
    }
}

#[test]
fn a_file_of_the_user_is_not_replaced() {
    let project = Project::alpha().file("empty", "").file("changes.json", "{\"mine\": 1}");
    let ran = project.run(&["build", "--against", "empty"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("`./changes.json` is a file of yours"), "{}", ran.stderr);
    assert_eq!(project.read("changes.json"), "{\"mine\": 1}");
}

#[test]
fn a_site_near_the_limits_of_its_host_says_so() {
    let project = Project::alpha().file("phasebook.toml", "[publish]\nmax_files = 100000\n");
    let quiet = project.run(&["build", "--format", "json"]);
    assert!(!quiet.stdout.contains("limits"), "{}", quiet.stdout);
    let files = project.files("public").len();
    project.write("phasebook.toml", format!("[publish]\nmax_files = {files}\nmax_bytes = 1000\n"));
    let ran = project.run(&["build", "--format", "json"]);
    let near = format!(
        "warning: the site has {files} files, 100 % of the {files} that `[publish] max_files` allows"
    );
    assert!(ran.stderr.contains(&near), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("bytes, more than the 1000 that `[publish] max_bytes` allows"),
        "{}",
        ran.stderr
    );
    let limits = &ran.json()["limits"];
    assert_eq!((&limits[0]["of"], &limits[1]["limit"]), (&json!("files"), &json!(1000)));
    assert_eq!(project.run(&["build", "--strict"]).status, 1);
}
