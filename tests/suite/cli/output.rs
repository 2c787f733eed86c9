//! Where results and messages go, and in which form.

use serde_json::Value;

use crate::html::is_page;
use crate::project::{ALPHA, Project};

/// A plan with a warning.
fn flawed() -> Project {
    Project::empty().file("content/alpha.md", &ALPHA.replace("https://example.org/note", "gone.md"))
}

#[test]
fn the_summary_is_the_only_line_on_stdout_and_findings_go_to_stderr() {
    let ran = flawed().run(&["build"]);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    for word in ["1 plan, ", " pages, ", " changed files, ", " ms"] {
        assert!(ran.stdout.contains(word), "{}", ran.stdout);
    }
    assert!(ran.stderr.contains("[broken-link]"), "{}", ran.stderr);
    assert!(!ran.stdout.contains("broken-link"), "{}", ran.stdout);
}

#[test]
fn a_build_without_findings_is_silent_on_stderr() {
    let ran = Project::alpha().run(&["build"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
}

#[test]
fn the_json_summary_holds_every_count() {
    let project = flawed();
    let summary = |status: i32| -> Value {
        let ran = project.run(&["build", "--format", "json"]);
        assert_eq!(ran.status, status, "{}", ran.stderr);
        serde_json::from_str(&ran.stdout).expect("one JSON object on stdout")
    };
    let number =
        |summary: &Value, key: &str| summary[key].as_u64().unwrap_or_else(|| panic!("{key}"));
    let first = summary(0);
    let keys: Vec<&String> = first.as_object().expect("an object").keys().collect();
    let mut expected =
        ["plans", "pages", "files", "written", "unchanged", "removed", "findings", "duration_ms"];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    let published = project.files("public");
    let own = published.keys().filter(|path| *path != ".phasebook-manifest").count();
    let pages = published.keys().filter(|path| is_page(path)).count();
    assert_eq!(number(&first, "plans"), 1);
    assert_eq!(number(&first, "files"), own as u64);
    assert_eq!(number(&first, "pages"), pages as u64);
    assert_eq!(number(&first, "written"), own as u64);
    assert_eq!((number(&first, "unchanged"), number(&first, "removed")), (0, 0));
    let plans = project.run(&["export"]).json();
    let findings = plans["plans"][0]["findings"].as_array().expect("findings");
    for level in ["error", "warning", "info"] {
        let count = findings.iter().filter(|finding| finding["level"] == level).count();
        assert_eq!(first["findings"][level], count, "{level}");
    }
    assert!(first["findings"]["warning"].as_u64() >= Some(1));
    let second = summary(0);
    assert_eq!((number(&second, "written"), number(&second, "removed")), (0, 0));
    assert_eq!(number(&second, "unchanged"), own as u64);
    project.write("content/note.md", "# A note\n");
    project.remove("content/alpha.md");
    let third = summary(0);
    assert_eq!(number(&third, "plans"), 0);
    assert!(number(&third, "removed") >= 8, "the plan's pages: {third}");
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let project = flawed();
    for environment in [&[][..], &[("NO_COLOR", "1")], &[("TERM", "xterm-256color")]] {
        for arguments in [&["build"][..], &["build", "--output", "content"], &["--help"]] {
            let ran = project.run_with(arguments, environment);
            assert!(!ran.stderr.contains('\u{1b}'), "{}", ran.stderr);
            assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
        }
    }
}

#[test]
fn no_progress_is_drawn_into_a_pipe() {
    let many = |project: Project, number: u32| project.file(&format!("content/{number}.md"), ALPHA);
    let project = (0..60).fold(Project::empty(), many);
    for arguments in [&["build"][..], &["check"], &["export"], &["build", "--format", "json"]] {
        let said = project.run_with(arguments, &[("TERM", "xterm-256color")]).stderr;
        let is_drawn = said.contains(['\r', '\u{1b}']) || said.contains("/60");
        assert!(!is_drawn, "{arguments:?}: {said}");
    }
}

#[test]
fn colour_comes_when_asked_for() {
    let project = flawed();
    assert!(project.run(&["build", "--color", "always"]).stderr.contains("\u{1b}["));
    assert!(!project.run(&["build", "--color", "never"]).stderr.contains('\u{1b}'));
}

#[test]
fn every_command_has_help() {
    let project = Project::empty();
    let overview = project.run(&["--help"]);
    assert_eq!((overview.status, overview.stderr.as_str()), (0, ""));
    for command in ["build", "init", "new", "list", "export"] {
        assert!(overview.stdout.contains(&format!("\n  {command} ")), "{command}");
        let ran = project.run(&[command, "--help"]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{command}");
        assert!(ran.stdout.contains(&format!("Usage: phasebook {command}")), "{}", ran.stdout);
        for option in ["-C", "--config", "--content", "--today", "--color"] {
            assert!(ran.stdout.contains(option), "{command}: {option}");
        }
    }
    assert_eq!(
        project.run(&["--version"]).stdout,
        concat!("phasebook ", env!("CARGO_PKG_VERSION"), "\n")
    );
    assert_eq!(project.listing().len(), 0, "help writes nothing");
}

#[test]
fn without_a_command_the_help_is_a_usage_error() {
    let ran = Project::empty().run(&[]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("Usage: phasebook"), "{}", ran.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = Project::example();
    let mut child = project.command(&["export"]).spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert_eq!(said, "");
}
