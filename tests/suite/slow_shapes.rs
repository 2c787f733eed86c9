//! Runs of one token in one place, which once took time in the square of their length: here they are so long
//! that a reader who looks back from each of them would not end.

use std::fmt::Write as _;

use crate::project::Project;

/// Bytes of a run.
const LONG: usize = 100_000;

const PHASES: &str = "## Rollout Phases\n\n| Phase | Scope | Success Criteria |\n|---|---|---|\n\
    | Phase 0 — Staff | all | errors < 1% |\n| Phase 1 — Beta | all | errors < 1% |\n\n";

fn run(part: &str) -> String {
    part.repeat(LONG / part.len())
}

/// The data of a plan of this text, of which the phases are read.
#[track_caller]
fn check(body: &str) -> String {
    let text = format!("# Rollout Plan: Long\n\n{PHASES}{body}\n\n## Notes\n\nThe last words.\n");
    let project = Project::empty().file("content/long.md", &text);
    let ran = project.run(&["export", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("\"Phase 1 — Beta\""), "the phases are read");
    ran.stdout
}

#[test]
fn headings_of_one_token_are_read() {
    for part in ["1.2.3-", "a:a:", "a-b-", "(10%) ", "— done ", "____a", "phase-"] {
        check(&format!("## {}\n\ntext\n", run(part)));
    }
}

#[test]
fn criteria_of_one_token_are_read() {
    for part in ["a < 1, ", "a < 1 and ", "a < 1 ", "a,", "`a` < 1, ", "XX "] {
        check(&format!(
            "## Phase 1: Beta\n\n**Success criteria:** {}\n\n## Rollback Triggers\n\n- {}\n",
            run(part),
            run(part)
        ));
    }
}

#[test]
fn cells_of_phase_numbers_are_read() {
    for part in ["0,", "0, ", "0–1, ", "before Phase 1 "] {
        let cell = format!("{}1", run(part));
        let data = check(&format!(
            "## Risk Register\n\n| ID | Risk | Impact | Phase |\n|---|---|---|---|\n\
             | R1 | It breaks | High | {cell} |\n\n\
             ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n\
             | {cell} | Dana Ruiz |\n"
        ));
        assert!(data.contains("Dana Ruiz") && data.contains("It breaks"), "{part}");
    }
}

#[test]
fn thousands_of_findings_in_one_line_are_told_with_the_words_around_each() {
    let mut line = String::new();
    for n in 0..20_000 {
        let _ = write!(line, "é [a](gone-{n}.md) ");
    }
    let project = Project::empty().file("content/long.md", &format!("# Notes\n\n{line}\n"));
    let ran = project.run(&["check", "--all"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    // The 501st: its column is that of the whole line, and the line is shown around it.
    let column =
        line[..line.find("[a](gone-500.md)").expect("it stands there")].chars().count() + 1;
    let at = ran.stdout.find(&format!("long.md:3:{column}\n")).expect("its place");
    let shown = ran.stdout[at..].lines().find(|line| line.starts_with("3 |")).expect("its line");
    assert!(shown.contains("gone-500.md") && shown.len() < 1_000, "{shown}");
}

/// The text of a plan in which everything was mended that can be, and how many findings that was.
#[track_caller]
fn mended(body: &str, count: usize) -> String {
    let project =
        Project::empty().file("content/long.md", &format!("# Rollout Plan: Long\n\n{body}"));
    let ran = project.run(&["check", "--fix"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains(&format!("{count} mended in 1 file")), "{}", ran.stderr);
    project.read("content/long.md")
}

#[test]
fn thousands_of_findings_are_mended_at_once() {
    // Fifty findings, the last of which speaks of all other rows.
    let rows = "| `x|y` | a |\n".repeat(5_000);
    let text = mended(&format!("## Notes\n\n| Sign | Use |\n|---|---|\n{rows}"), 50);
    assert_eq!(text.matches("| `x\\|y` | a |").count(), 5_000);

    let rows = "| R1 | It breaks | High | Low |\n".repeat(3_000);
    let register =
        format!("## Risks\n\n| ID | Risk | Likelihood | Impact |\n|---|---|---|---|\n{rows}");
    let past = "\n## Notes\n\nR2 and R0003 are closed.\n";
    let text = mended(&format!("{register}{past}"), 2_999);
    assert!(text.contains("| R3 | It breaks") && text.contains("| R3001 | It breaks"));
    assert!(!text.contains("| R2 |"), "a number that the text knows means another risk");
}
