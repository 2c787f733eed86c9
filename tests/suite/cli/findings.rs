//! Findings on stderr, and the exit status that they make.

use crate::project::{ALPHA, Project};

/// A plan with one finding of three kinds.
fn flawed() -> Project {
    let text = ALPHA
        .replace("In Progress (since 9 November)", "Rolling along")
        .replace("https://example.org/note", "gone.md")
        .replace("| 2026-11-09 |", "| 03/05/2026 |");
    Project::empty().file("content/alpha.md", &text)
}

#[test]
fn a_finding_is_drawn_with_its_place_line_caret_and_help() {
    let said = flawed().build(0).stderr;
    let drawn = said
        .split("\n\n")
        .find(|finding| finding.contains("[unknown-status]"))
        .expect("the finding on the status");
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("finding", drawn);
    });
}

#[test]
fn a_finding_names_path_line_and_column() {
    let said = flawed().build(0).stderr;
    for (code, place) in [
        ("unknown-status", "content/alpha.md:9:13"),
        ("ambiguous-date", "content/alpha.md:33:32"),
        ("broken-link", "content/alpha.md:87:49"),
    ] {
        let finding = said.split("\n\n").find(|f| f.contains(&format!("[{code}]")));
        let finding = finding.unwrap_or_else(|| panic!("{code}:\n{said}"));
        assert!(finding.contains(&format!("--> {place}\n")), "{finding}");
        assert!(finding.contains("help:"), "{finding}");
    }
}

#[test]
fn warnings_pass_unless_the_build_is_strict() {
    let project = flawed();
    project.build(0);
    let strict = project.run(&["build", "--strict"]);
    assert_eq!(strict.status, 1, "{}", strict.stderr);
    assert!(project.exists("public/index.html"), "the site is written all the same");
    assert_eq!(Project::alpha().run(&["build", "--strict"]).status, 0);
}

#[test]
fn an_error_ends_with_status_one_and_the_site_is_written() {
    let project = Project::alpha().file("content/Alpha.markdown", ALPHA);
    let ran = project.build(1);
    assert!(ran.stderr.contains("error[duplicate-slug]"), "{}", ran.stderr);
    for plan in ["alpha", "alpha-2"] {
        assert!(project.exists(&format!("public/plans/{plan}/index.html")), "{plan}");
    }
}

#[test]
fn export_and_list_end_well_whatever_the_findings() {
    let project = Project::alpha().file("content/Alpha.markdown", ALPHA);
    for arguments in [&["export"][..], &["list"], &["export", "--format", "csv"]] {
        assert_eq!(project.run(arguments).status, 0, "{arguments:?}");
    }
}

#[test]
fn a_file_s_control_characters_never_reach_the_terminal() {
    let status = "\u{1b}[2J\u{7}Rolling\u{9b}31m";
    let project = Project::empty().file(
        "content/\u{1b}[31mred.md",
        &ALPHA
            .replace("Search team", status)
            .replace("In Progress (since 9 November)", status)
            .replace("https://example.org/note", "\u{1b}]0;x.md"),
    );
    for arguments in [
        &["build"][..],
        &["list"],
        &["list", "--format", "json"],
        &["export"],
        &["export", "--format", "csv", "--table", "risks"],
    ] {
        let ran = project.run(arguments);
        for text in [&ran.stdout, &ran.stderr] {
            let raw = text.chars().find(|c| c.is_control() && !['\n', '\r'].contains(c));
            assert_eq!(raw, None, "{arguments:?}: {text:?}");
        }
    }
}

#[test]
fn an_alias_that_two_plans_claim_is_a_finding_on_the_second() {
    let with_alias = |alias: &str| format!("---\naliases: [{alias}]\n---\n{ALPHA}");
    let project = Project::empty()
        .file("content/a.md", &with_alias("old"))
        .file("content/b.md", &with_alias("old"))
        .file("content/c.md", &with_alias("a"));
    let ran = project.build(1);
    for (place, words) in [
        ("b.md:2:10", "the alias `old` belongs to `a.md`"),
        ("c.md:2:10", "the alias `a` belongs to `a.md`"),
    ] {
        assert!(ran.stderr.contains(words), "{words}\n{}", ran.stderr);
        assert!(ran.stderr.contains(place), "{place}\n{}", ran.stderr);
    }
    assert_eq!(ran.stderr.matches("duplicate-slug").count(), 2, "{}", ran.stderr);
    assert!(project.read("public/plans/old/index.html").contains("a/index.html"));
}
