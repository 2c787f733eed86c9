//! Which audience, and where its site may stand.

use super::build;
use crate::project::{ALPHA, Project};

const SETTINGS: &str =
    "[audience.support]\nplans = [\"!secret/**\"]\nsections = [\"!risks\"]\n[audience.board]\n";

fn project() -> Project {
    Project::alpha()
        .file("phasebook.toml", SETTINGS)
        .file("content/secret/plan.md", &ALPHA.replace("Alpha search", "Omega"))
}

#[test]
fn an_audience_that_is_not_there_is_told_with_the_near_one() {
    let ran = project().run(&["build", "--audience", "suport"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("the settings have no audience `suport`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("did you mean `support`?"), "{}", ran.stderr);
    let ran = Project::alpha().run(&["export", "--audience", "support"]);
    assert!(ran.stderr.contains("add a table `[audience.support]`"), "{}", ran.stderr);
}

#[test]
fn a_plan_that_is_named_and_not_there_stops_the_build() {
    let project = project();
    project.write("phasebook.toml", "[audience.support]\nplans = [\"!secret/paln\"]\n");
    let ran = project.run(&["build", "--audience", "support"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("names `secret/paln`, which is not there"), "{}", ran.stderr);
    assert!(ran.stderr.contains("did you mean `secret/plan`?"), "{}", ran.stderr);
    assert!(!project.exists("public-support"));
}

#[test]
fn a_section_or_column_that_no_text_has_is_told() {
    let project = project();
    project.write(
        "phasebook.toml",
        "[audience.a]\nsections = [\"!Bugdet\", \"!risks\"]\ncolumns = [\"!Mitigaton\"]\n",
    );
    let ran = project.run(&["build", "--audience", "a"]);
    assert!(ran.stderr.contains("names the section `Bugdet`, and no file"), "{}", ran.stderr);
    assert!(ran.stderr.contains("names the column `Mitigaton`, and no file"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("`risks`"), "{}", ran.stderr);
}

#[test]
fn a_folder_holds_the_site_of_one_audience() {
    let project = project();
    build(&project, "support");
    let support = project.files("public-support");
    assert!(support.keys().all(|path| !path.contains("secret")));
    let refused = |arguments: &[&str], was: &str, is: &str| {
        let before = project.files("public-support");
        let ran = project.run(arguments);
        assert_eq!(ran.status, 2, "{}", ran.stderr);
        let reason = format!("it holds the site for {was}, and this one is for {is}");
        assert!(ran.stderr.contains(&reason), "{}", ran.stderr);
        assert!(ran.stderr.contains("--output DIR"), "{}", ran.stderr);
        assert_eq!(project.files("public-support"), before);
    };
    let support = "the audience `support`";
    refused(&["build", "--output", &project.argument("public-support")], support, "all readers");
    let output = project.argument("public-support");
    refused(
        &["build", "--audience", "board", "--output", &output],
        support,
        "the audience `board`",
    );
    refused(
        &["build", "--audience", "board", "--in-place", "--output", &output],
        support,
        "the audience `board`",
    );
    // The same audience again is the same site.
    let ran = project.run(&["build", "--audience", "support", "--format", "json"]);
    assert_eq!(ran.json()["written"], 0);
    // Nor does an audience's site take the place of that for all.
    project.run(&["build"]);
    let ran =
        project.run(&["build", "--audience", "board", "--output", &project.argument("public")]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("it holds the site for all readers"), "{}", ran.stderr);
}

#[test]
fn what_differs_is_told_of_the_site_of_one_audience() {
    let project = project();
    build(&project, "support");
    project.write("manifest", &project.files("public-support")[".phasebook-manifest"]);
    let ran = project.run(&["build", "--against", "manifest"]);
    assert_eq!(ran.status, 2);
    let reason = "it is of the site for the audience `support`, and this one is for all readers";
    assert!(ran.stderr.contains(reason), "{}", ran.stderr);
    assert!(!project.exists("public") && !project.exists("changes.json"));
    let ran = project.run(&["build", "--audience", "board", "--against", "manifest"]);
    assert_eq!(ran.status, 2);
    let day = ["--today", "2026-11-22"];
    let ran = project
        .run(&[&["build", "--audience", "support", "--against", "manifest"], &day[..]].concat());
    assert!(ran.status < 2, "{}", ran.stderr);
    assert_eq!(
        project.read("changes.json").replace(char::is_whitespace, ""),
        r#"{"changed":[],"removed":[]}"#
    );
}

#[test]
fn plans_are_chosen_by_tag_too() {
    let tagged = ALPHA.replacen("# ", "---\ntags: [Secret]\n---\n\n# ", 1);
    let project = Project::alpha()
        .file("phasebook.toml", "[audience.a]\nplans = [\"!tag:secret\"]\n")
        .file("content/tagged.md", &tagged);
    let slugs = |arguments: &[&str]| -> Vec<String> {
        let data = project.run(arguments).json();
        let plans = data["plans"].as_array().expect("plans").clone();
        plans.iter().map(|plan| plan["slug"].as_str().expect("a slug").to_owned()).collect()
    };
    assert_eq!(slugs(&["export"]), ["alpha", "tagged"]);
    assert_eq!(slugs(&["export", "--audience", "a"]), ["alpha"]);
    // Also where it is named.
    let named = project.argument("content/tagged.md");
    assert_eq!(slugs(&["export", "--audience", "a", &named]), [""; 0]);
    let ran = project.run(&["list", "--audience", "a"]);
    assert!(ran.stdout.lines().count() < project.run(&["list"]).stdout.lines().count());
}
