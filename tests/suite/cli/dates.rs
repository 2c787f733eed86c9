//! Where the date and a setting come from, when several places state it.

use crate::project::Project;

/// The "As of" date of a built site, in words.
fn as_of(project: &Project, arguments: &[&str], epoch: &str) -> String {
    let arguments = [&["build"], arguments].concat();
    let ran = project.run_with(&arguments, &[("SOURCE_DATE_EPOCH", epoch)]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let page = project.read("public/plans/first-rollout/phases.html");
    let text = crate::html::parse(&page).root.text();
    let (_, after) = text.split_once("As of ").expect("an `As of` line");
    after.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_argument_wins_over_the_settings_over_the_epoch() {
    let epoch = "1795348800";
    let without = Project::empty();
    assert_eq!(without.run(&["init", "--today", "2026-11-16"]).status, 0);
    without.remove("phasebook.toml");
    assert_eq!(as_of(&without, &[], epoch), "22 Nov 2026");
    assert_eq!(as_of(&without, &["--today", "2026-11-28"], epoch), "28 Nov 2026");
    let with = without.file("phasebook.toml", "[site]\ntoday = \"2026-11-25\"\n");
    assert_eq!(as_of(&with, &[], epoch), "25 Nov 2026");
    assert_eq!(as_of(&with, &["--today", "2026-11-28"], epoch), "28 Nov 2026");
}

#[test]
fn a_variable_wins_over_the_file() {
    let project = Project::alpha().file("phasebook.toml", "[site]\ntitle = \"From the file\"\n");
    project.build(0);
    assert!(project.read("public/index.html").contains("<title>From the file</title>"));
    let variables = [("PHASEBOOK_SITE__TITLE", "From the environment")];
    assert_eq!(project.run_with(&["build"], &variables).status, 0);
    assert!(project.read("public/index.html").contains("<title>From the environment</title>"));
}

#[test]
fn the_argument_wins_over_the_variable() {
    let project = Project::alpha();
    let variables = [("PHASEBOOK_PATHS__OUTPUT", "from-variable")];
    assert_eq!(project.run_with(&["build"], &variables).status, 0);
    assert!(project.exists("from-variable/index.html"));
    let ran = project.run_with(&["build", "--output", "from-argument"], &variables);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(project.exists("from-argument/index.html"));
    assert!(!project.exists("public"));
}

#[test]
fn settings_come_from_the_root_that_is_named() {
    let project = Project::empty()
        .file("one/phasebook.toml", "[site]\ntitle = \"One\"\n")
        .file("one/content/a.md", crate::project::ALPHA)
        .file("two.toml", "[site]\ntitle = \"Two\"\n");
    let title = |arguments: &[&str]| {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let page = project.read("one/public/index.html");
        crate::html::parse(&page).title()
    };
    assert_eq!(title(&["-C", "one", "build"]), "One");
    assert_eq!(title(&["-C", "one", "--config", "two.toml", "build"]), "Two");
}

#[test]
fn content_and_output_may_stand_anywhere() {
    let project = Project::empty().file("plans/alpha.md", crate::project::ALPHA);
    let ran = project.run(&["build", "--content", "plans", "--output", "out/site"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(project.exists("out/site/plans/alpha/index.html"));
    assert!(!project.exists("public"));
}
