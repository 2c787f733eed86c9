//! `init --theme`: the theme's files as a site's own, and never over what is there.

use super::failures::refuses;
use crate::project::Project;

/// The names that the list gives.
fn offered(project: &Project) -> Vec<String> {
    let ran = project.run(&["init", "--theme"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let names = ran.stdout.lines().filter_map(|line| line.strip_prefix("  "));
    names.filter(|name| name.starts_with(['t', 's'])).map(str::to_owned).collect()
}

#[test]
fn without_names_it_lists_and_copies_nothing() {
    let project = Project::alpha().file("static/css/tokens.css", ":root {}");
    let before = project.listing();
    let ran = project.run(&["init", "--theme"]);
    for line in [
        "templates",
        "  templates/base.html",
        "templates/pages",
        "  templates/components/badge.html",
        "  static/css/tokens.css  (the site's own)",
        "  static/icons/check.svg",
        "  static/js/site.js",
        "  phasebook init --theme templates/base.html static/css/tokens.css",
    ] {
        assert!(ran.stdout.lines().any(|l| l == line), "`{line}` is missing:\n{}", ran.stdout);
    }
    assert!(!ran.stdout.contains("preview"), "{}", ran.stdout);
    assert_eq!(project.listing(), before);
}

#[test]
fn files_and_folders_are_copied_with_their_version() {
    let project = Project::alpha().file("phasebook.toml", "[site]\ntitle = \"T\"\n");
    let ran = project.run(&["init", "--theme", "templates/base.html", "./static/icons/"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    for line in ran.stdout.lines() {
        assert!(project.exists(line), "{line} is named and written");
    }
    assert!(ran.stdout.contains("static/icons/LICENSE"), "{}", ran.stdout);
    let base = project.read("templates/base.html");
    let first = base.lines().next().expect("a line");
    let version = env!("CARGO_PKG_VERSION");
    assert!(first.ends_with(&format!("{{# from phasebook {version} #}}")), "{first}");
    assert!(project.exists("static/icons/check.svg") && !project.exists("static/css"));
    assert_eq!(project.read("phasebook.toml"), "[site]\ntitle = \"T\"\n");
}

#[test]
fn a_copy_of_everything_builds_the_same_site() {
    let project = Project::alpha();
    project.build(0);
    let before = project.files("public");
    let ran = project.run(&["init", "--theme", "all"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), offered(&project).len());
    let ran = project.build(0);
    assert_eq!(ran.stderr.matches("note:").count(), 0, "{}", ran.stderr);
    let after = project.files("public");
    // The manifest says that the pages are made of other files.
    for (path, bytes) in before.iter().filter(|(path, _)| *path != ".phasebook-manifest") {
        assert!(after.get(path) == Some(bytes), "{path} has changed");
    }
    assert_eq!(after.len(), before.len());
}

#[test]
fn a_copy_that_is_changed_changes_the_site() {
    let project = Project::alpha();
    assert_eq!(project.run(&["init", "--theme", "templates/pages/about.html"]).status, 0);
    let text = project.read("templates/pages/about.html");
    let marked = text.replacen("{% block content %}", "{% block content %}<p>Our own words</p>", 1);
    assert_ne!(marked, text);
    project.write("templates/pages/about.html", marked);
    project.build(0);
    assert!(project.read("public/about.html").contains("<p>Our own words</p>"));
}

#[test]
fn what_is_there_is_never_overwritten() {
    let project = Project::alpha().file("static/css/print.css", "mine");
    let words = ["`static/css/print.css` is there already", "nothing was copied", "help: move it"];
    refuses(&project, &["init", "--theme", "static/css"], &[], &words);
    refuses(&project, &["init", "--theme", "all"], &[], &words);
    assert_eq!(project.run(&["init", "--theme", "static/css/tokens.css"]).status, 0);
    let both = ["`static/css/print.css`, `static/css/tokens.css` are there already"];
    refuses(&project, &["init", "--theme", "static/css"], &[], &both);
}

#[test]
fn an_unknown_name_gets_a_suggestion() {
    let project = Project::alpha();
    let check = |name: &str, help: &str| {
        let words = [&format!("the theme has no `{name}`"), help];
        refuses(&project, &["init", "--theme", "templates/base.html", name], &[], &words);
    };
    check("templates/bsae.html", "did you mean `templates/base.html`?");
    check("tokens.css", "did you mean `static/css/tokens.css`?");
    check("template/pages", "did you mean `templates/pages`?");
    check("static/preview/preview.css", "`phasebook init --theme` lists");
    check("../secret", "`phasebook init --theme` lists");
    check("", "`phasebook init --theme` lists");
}

#[test]
fn another_site_and_none_at_all_are_told_apart() {
    let project = Project::empty();
    project.folder("there");
    assert_eq!(project.run(&["init", "there", "--theme", "static/js"]).status, 0);
    assert!(project.exists("there/static/js/site.js") && !project.exists("there/content"));
    refuses(
        &project,
        &["init", "gone", "--theme", "all"],
        &[],
        &["`gone` is not a folder", "-C DIR"],
    );
    refuses(&project, &["-C", "gone", "init", "--theme", "all"], &[], &["`gone` is not a folder"]);
}

#[test]
fn a_copy_of_another_version_is_noted() {
    let project = Project::alpha().file("static/css/own.css", "/* from phasebook 0.0.1 */\np {}\n");
    let ran = project.build(0);
    let note = "note: `static/css/own.css` was copied from phasebook 0.0.1, and this is";
    assert!(ran.stderr.contains(note), "{}", ran.stderr);
}
