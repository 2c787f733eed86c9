//! `check`: findings on stdout, in every form.

mod allow;
mod baseline;
mod explain;
mod fix;
mod formats;
mod many;
mod paths;
mod sarif;
mod watch;

use super::failures::refuses;
use crate::project::{ALPHA, Project};

/// A plan with three warnings, one of them with labels.
const FLAWED: [(&str, &str); 3] = [
    ("In Progress (since 9 November)", "Rolling along"),
    ("https://example.org/note", "gone.md"),
    ("| R2 | Index", "| r1 | Index"),
];

pub(super) fn flawed() -> Project {
    let text = FLAWED.iter().fold(ALPHA.to_owned(), |text, (old, new)| text.replace(old, new));
    Project::empty().file("content/alpha.md", &text)
}

/// The codes of findings in the short form, in their order.
pub(super) fn codes(stdout: &str) -> Vec<&str> {
    stdout
        .lines()
        .map(|line| {
            let (_, after) = line.split_once('[').unwrap_or_else(|| panic!("a finding: {line}"));
            after.split(']').next().unwrap_or_default()
        })
        .collect()
}

#[test]
fn findings_go_to_stdout_and_one_line_of_summary_to_stderr() {
    let project = flawed();
    let before = project.listing();
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 0, "warnings pass");
    assert!(ran.stdout.contains("warning[unknown-status]: `Rolling along` is not a known status"));
    assert!(ran.stdout.contains("--> content/alpha.md:9:13\n"), "{}", ran.stdout);
    assert_eq!(
        ran.stderr, "1 plan checked: 3 warnings; 1 can be mended with --fix\n",
        "{}",
        ran.stdout
    );
    assert_eq!(project.listing(), before, "nothing is written");
}

#[test]
fn a_site_without_findings_has_a_summary_alone() {
    let ran = Project::alpha().run(&["check"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "1 plan checked: no findings\n");
}

#[test]
fn build_and_check_draw_the_same() {
    let project = flawed();
    assert_eq!(project.build(0).stderr, project.run(&["check"]).stdout);
}

#[test]
fn the_level_that_fails_is_a_choice() {
    let project = flawed();
    let status = |arguments: &[&str]| project.run(&[&["check"], arguments].concat()).status;
    assert_eq!(status(&[]), 0);
    assert_eq!(status(&["--fail-on", "error"]), 0);
    assert_eq!(status(&["--fail-on", "warning"]), 1);
    assert_eq!(status(&["--fail-on", "info"]), 1);
    let settings =
        "[rules]\nunknown-status = \"info\"\nbroken-link = \"off\"\nduplicate-risk-id = \"off\"\n";
    let project = flawed().file("phasebook.toml", settings);
    assert_eq!(project.run(&["check", "--fail-on", "warning"]).status, 0);
    assert_eq!(project.run(&["check", "--fail-on", "info"]).status, 1);
    let error = Project::alpha().file("content/Alpha.markdown", ALPHA);
    assert_eq!(error.run(&["check"]).status, 1);
    assert_eq!(Project::alpha().run(&["check", "--fail-on", "info"]).status, 0);
}

#[test]
fn what_can_t_be_done_ends_with_status_two() {
    refuses(&Project::empty(), &["check"], &[], &["content`", "help: create it"]);
    let project = Project::alpha();
    refuses(&project, &["check", "--fail-on", "fatal"], &[], &["fatal", "error, warning, info"]);
    refuses(&project, &["check", "--format", "xml"], &[], &["xml", "sarif"]);
    refuses(&project, &["check", "nowhere.md"], &[], &["`nowhere.md`", "help:"]);
    refuses(&project, &["check", "--fix", "--watch"], &[], &["--fix", "--watch"]);
    refuses(&project, &["check", "--write-baseline", "content"], &[], &["--write-baseline"]);
    let wrong = Project::alpha().file("phasebook.toml", "[site]\ntitel = \"X\"\n");
    refuses(&wrong, &["check"], &[], &["phasebook.toml:2:1", "did you mean `title`?"]);
    refuses(&wrong, &["check", "--watch"], &[], &["phasebook.toml:2:1"]);
}

#[test]
fn a_finding_on_the_whole_file_has_no_line_and_no_caret() {
    let project = Project::alpha().file("content/Alpha.markdown", ALPHA);
    let ran = project.run(&["check"]);
    assert!(ran.stdout.contains("--> content/alpha.md\n"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("Rollout Plan: Alpha"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('^'), "{}", ran.stdout);
}

#[test]
fn a_fix_is_shown_as_it_would_be_written() {
    let text = ALPHA.replace("In Progress (since 9 November)", "In Progresz");
    let ran = Project::empty().file("content/alpha.md", &text).run(&["check"]);
    for line in [
        "help: `phasebook check --fix` writes this",
        "9 - **Status:** In Progresz\n",
        "9 + **Status:** In Progress\n",
    ] {
        assert!(ran.stdout.contains(line), "{line}\n{}", ran.stdout);
    }
}

#[test]
fn colour_and_links_are_for_terminals_that_show_them() {
    let project = flawed();
    let force = [("FORCE_HYPERLINK", "1")];
    for (arguments, environment) in [
        (&["check"][..], &force[..]),
        (&["check", "--color", "never"], &force),
        (&["check", "--color", "always"], &[("FORCE_HYPERLINK", "0")]),
    ] {
        let ran = project.run_with(arguments, environment);
        assert!(!ran.stdout.contains("\u{1b}]8;"), "{arguments:?}: {}", ran.stdout);
    }
    assert!(!project.run(&["check"]).stdout.contains('\u{1b}'));
    let always = project.run_with(&["check", "--color", "always"], &force);
    let place = "content/alpha.md:9:13";
    let folder = project.path("").canonicalize().expect("a folder");
    let folder = folder.to_str().expect("UTF-8").trim_end_matches('/').to_owned();
    let link =
        format!("\u{1b}]8;;file://{folder}/content/alpha.md\u{1b}\\{place}\u{1b}]8;;\u{1b}\\");
    assert!(always.stdout.contains(&link), "{:?}", always.stdout);
    assert!(!always.stdout.contains("rules/unknown-status.html"), "no site, no link");
    project.build(0);
    let always = project.run_with(&["check", "--color", "always"], &force);
    let rule = format!("\u{1b}]8;;file://{folder}/public/rules/unknown-status.html\u{1b}\\");
    assert!(always.stdout.contains(&rule), "{:?}", always.stdout);
    let settings = "[site]\nbase_url = \"https://docs.example.org/r/\"\n";
    let published = flawed().file("phasebook.toml", settings);
    let always = published.run_with(&["check", "--color", "always"], &force);
    let rule = "\u{1b}]8;;https://docs.example.org/r/rules/unknown-status.html\u{1b}\\";
    assert!(always.stdout.contains(rule), "{:?}", always.stdout);
}
