//! What ends a command with exit status 2: one message with path, cause and way out.

use crate::project::{ALPHA, Project};

/// Runs a command that must refuse: exit status 2, one error on stderr that says all of `words`,
/// nothing on stdout, and nothing written anywhere in the site.
pub(super) fn refuses(
    project: &Project,
    arguments: &[&str],
    environment: &[(&str, &str)],
    words: &[&str],
) {
    let before = project.listing();
    let ran = project.run_with(arguments, environment);
    let said = &ran.stderr;
    assert_eq!(ran.status, 2, "{arguments:?}: {}{said}", ran.stdout);
    assert_eq!(ran.stdout, "", "{arguments:?}");
    let errors = said.lines().filter(|line| line.starts_with("error")).count();
    assert_eq!(errors, 1, "{arguments:?}: one message\n{said}");
    for word in words {
        assert!(said.contains(word), "{arguments:?} does not say `{word}`:\n{said}");
    }
    assert_eq!(project.listing(), before, "{arguments:?} wrote something");
}

#[test]
fn a_missing_content_folder_is_named_with_the_way_out() {
    for arguments in [&["build"][..], &["export"], &["list"]] {
        let words = ["content`", "no such file or directory", "help: create it", "phasebook init"];
        refuses(&Project::empty(), arguments, &[], &words);
    }
}

#[test]
fn a_content_folder_that_is_a_file_is_named() {
    let words = ["`content/alpha.md`", "not a directory", "--content DIR"];
    refuses(&Project::alpha(), &["build", "--content", "content/alpha.md"], &[], &words);
}

#[test]
fn a_root_that_is_not_there_is_named() {
    refuses(&Project::alpha(), &["-C", "nowhere", "build"], &[], &["`nowhere`", "-C DIR"]);
}

#[test]
fn an_unknown_settings_key_has_its_place_and_a_suggestion() {
    let project = Project::alpha().file("phasebook.toml", "[site]\ntitel = \"X\"\n");
    for arguments in [&["build"][..], &["export"], &["list"], &["new", "Beta"]] {
        let words = ["phasebook.toml:2:1", "unknown key `titel`", "did you mean `title`?"];
        refuses(&project, arguments, &[], &words);
    }
}

#[test]
fn an_unknown_settings_table_has_its_place_and_a_suggestion() {
    let project = Project::alpha().file("phasebook.toml", "\n[pathes]\noutput = \"x\"\n");
    let words = ["phasebook.toml:2:2", "unknown table `pathes`", "did you mean `paths`?"];
    refuses(&project, &["build"], &[], &words);
}

#[test]
fn an_unknown_rule_has_its_place() {
    let project = Project::alpha().file("phasebook.toml", "[rules]\nno-such-rule = \"off\"\n");
    let words = ["phasebook.toml:2:1", "unknown rule `no-such-rule`", "help:"];
    refuses(&project, &["build"], &[], &words);
}

#[test]
fn a_setting_of_the_wrong_kind_shows_a_right_one() {
    let project = Project::alpha().file("phasebook.toml", "[site]\ntoday = \"soon\"\n");
    let words = ["phasebook.toml:2:9", "`today`", "write, for example, `today = \"2026-11-22\"`"];
    refuses(&project, &["build"], &[], &words);
}

#[test]
fn settings_that_are_no_toml_have_their_place() {
    let project = Project::alpha().file("phasebook.toml", "[site]\ntitle = \"Rollouts\n");
    refuses(&project, &["build"], &[], &["phasebook.toml:2:", "title = \"Rollouts", "help:"]);
}

#[test]
fn an_unknown_variable_is_named_with_a_suggestion() {
    // Also where there is a file, which is not at fault.
    for project in [Project::alpha(), Project::alpha().file("phasebook.toml", "[site]\n")] {
        let variables = [("PHASEBOOK_SITE__TITEL", "X")];
        let words =
            ["environment", "`PHASEBOOK_SITE__TITEL`", "did you mean `PHASEBOOK_SITE__TITLE`?"];
        refuses(&project, &["build"], &variables, &words);
        assert!(!project.run_with(&["build"], &variables).stderr.contains("phasebook.toml"));
    }
}

#[test]
fn a_settings_file_that_is_not_there_is_named() {
    let words = ["`no.toml`", "does not exist", "help:"];
    refuses(&Project::alpha(), &["--config", "no.toml", "build"], &[], &words);
}

#[test]
fn a_date_that_is_none_is_refused_wherever_it_stands() {
    let project = Project::alpha();
    refuses(&project, &["--today", "soon", "build"], &[], &["soon", "2026-11-22"]);
    refuses(&project, &["build"], &[("SOURCE_DATE_EPOCH", "soon")], &["SOURCE_DATE_EPOCH", "soon"]);
}

#[test]
fn a_base_url_that_is_none_is_refused() {
    for (url, fault) in [
        ("ftp://example.org", "must begin with `https://` or `http://`"),
        ("https://", "must name a host after the scheme"),
        ("https://example.org/?a=1", "must have no query and no fragment"),
        ("https://example.org/a b", "must have no spaces"),
    ] {
        let words = [url, fault, "help: write it as `https://"];
        refuses(&Project::alpha(), &["build", "--base-url", url], &[], &words);
    }
}

#[test]
fn an_unknown_argument_is_refused() {
    let project = Project::alpha();
    refuses(&project, &["build", "--outptu", "x"], &[], &["--outptu", "--output"]);
    refuses(&project, &["biuld"], &[], &["biuld", "build"]);
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let words = ["`nowhere.md`", "no such file or directory", "help:"];
    refuses(&Project::alpha(), &["export", "nowhere.md"], &[], &words);
}

#[test]
fn several_mistakes_in_settings_are_told_at_once() {
    let settings = "[site]\ntitel = \"X\"\nattention_days = \"many\"\n";
    let project = Project::empty().file("content/a.md", ALPHA).file("phasebook.toml", settings);
    let ran = project.run(&["build"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    for place in ["phasebook.toml:2:1", "phasebook.toml:3:18"] {
        assert!(ran.stderr.contains(place), "{place}:\n{}", ran.stderr);
    }
    assert!(!project.exists("public"));
}
