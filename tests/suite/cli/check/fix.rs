//! `--fix`: what is safe is mended in the file, and nothing else of it changes.

use super::codes;
use crate::project::{Project, Ran};

const PLAN: &str = "# Rollout Plan: Gift cards

**Status:** In Progres

## Risk Register

| ID | Risk | Likelihood | Impact | Mitigation |
|---|---|---|---|---|
| R1 | Charged twice | Low | High | Nightly `count | diff` |
| R1 | Vendor is late | Low | High | Stub |
| R6 | Mails are lost | Low | High | Two providers |
";

fn fix(project: &Project) -> Ran {
    project.run(&["check", "--fix", "--format", "short"])
}

#[test]
fn what_is_safe_is_mended_and_the_rest_is_told() {
    let text = format!("{PLAN}\n[gone](gone.md)\n");
    let project = Project::empty().file("content/a.md", &text);
    let ran = fix(&project);
    let expected = text
        .replace("In Progres\n", "In Progress\n")
        .replace("count | diff", "count \\| diff")
        .replace("| R1 | Vendor", "| R7 | Vendor");
    assert_eq!(project.read("content/a.md"), expected);
    let told = codes(&ran.stdout);
    assert!(told.contains(&"broken-link"), "{}", ran.stdout);
    for code in ["unknown-status", "duplicate-risk-id", "lost-table-cell"] {
        assert!(!told.contains(&code), "{}", ran.stdout);
    }
    assert!(ran.stderr.contains("; 3 mended in 1 file"), "{}", ran.stderr);
}

#[test]
fn a_second_time_changes_nothing() {
    let project = Project::empty().file("content/a.md", PLAN);
    fix(&project);
    let before = project.listing();
    let ran = fix(&project);
    assert_eq!(project.listing(), before);
    assert!(!ran.stderr.contains("mended"), "{}", ran.stderr);
    assert_eq!(project.files(".").len(), 1, "nothing is left beside the plan");
}

#[test]
fn without_fix_nothing_is_written() {
    let project = Project::empty().file("content/a.md", PLAN);
    let ran = project.run(&["check"]);
    assert_eq!(project.read("content/a.md"), PLAN);
    assert!(ran.stderr.contains("; 3 can be mended with --fix"), "{}", ran.stderr);
}

#[test]
fn the_mark_and_the_line_ends_stay() {
    let project = Project::empty();
    let text = format!("\u{FEFF}{}", PLAN.replace('\n', "\r\n"));
    project.write("content/a.md", &text);
    fix(&project);
    let expected = text
        .replace("In Progres\r", "In Progress\r")
        .replace("count | diff", "count \\| diff")
        .replace("| R1 | Vendor", "| R7 | Vendor");
    assert_eq!(project.read("content/a.md"), expected);
}

#[test]
fn a_file_with_bytes_that_are_no_text_is_left_as_it_is() {
    let project = Project::empty();
    let bytes = [PLAN.as_bytes(), b"\nFran\xE7ois\n"].concat();
    project.write("content/a.md", &bytes);
    let ran = fix(&project);
    assert_eq!(project.files("content")["a.md"], bytes);
    let note = "note: `content/a.md` is not mended: it holds bytes that are not text\n";
    assert!(ran.stderr.contains(note), "{}", ran.stderr);
}

#[test]
fn only_the_plans_that_were_named_are_mended() {
    let project = Project::empty().file("content/a.md", PLAN).file("content/b.md", PLAN);
    let ran = project.run(&["check", "--fix", "content/b.md"]);
    assert_eq!(ran.status, 1, "{}", ran.stdout);
    assert_eq!(project.read("content/a.md"), PLAN);
    assert_ne!(project.read("content/b.md"), PLAN);
}

#[test]
fn what_a_comment_allows_is_not_mended() {
    let text = format!("<!-- phasebook-allow: unknown-status our word -->\n{PLAN}");
    let project = Project::empty().file("content/a.md", &text);
    fix(&project);
    assert!(project.read("content/a.md").contains("**Status:** In Progres\n"));
}

#[test]
fn an_id_that_is_mentioned_is_left_to_its_author() {
    for mention in ["R1 is watched daily.", "see (r1)", "R1-R6"] {
        let project = Project::empty().file("content/a.md", &format!("{PLAN}\n{mention}\n"));
        fix(&project);
        assert!(project.read("content/a.md").contains("| R1 | Vendor"), "{mention}");
    }
    for (mention, next) in [("R10 is none of them", "R7"), ("R7 was closed long ago", "R8")] {
        let project = Project::empty().file("content/a.md", &format!("{PLAN}\n{mention}\n"));
        fix(&project);
        assert!(project.read("content/a.md").contains(&format!("| {next} | Vendor")), "{mention}");
    }
}

#[test]
fn ids_keep_their_form() {
    for (twin, other, next) in [
        ("R01", "R06", "R07"),
        ("RISK-9", "x", "RISK-10"),
        ("r1", "R6", "r7"),
        ("3", "4", "5"),
        ("Alpha", "Beta", "Alpha"),
    ] {
        let text = PLAN
            .replace("| R1 |", &format!("| {twin} |"))
            .replace("| R6 |", &format!("| {other} |"));
        let project = Project::empty().file("content/a.md", &text);
        fix(&project);
        let after = project.read("content/a.md");
        assert!(after.contains(&format!("| {next} | Vendor")), "{twin}: {after}");
    }
}

#[test]
fn cells_are_joined_only_where_code_explains_all_of_them() {
    for row in ["| R2 | a | Low | High | b | c |", "| R2 | a | Low | High | `b | c` | d |"] {
        let text = format!("{PLAN}{row}\n");
        let project = Project::empty().file("content/a.md", &text);
        let ran = fix(&project);
        assert!(project.read("content/a.md").contains(row), "{row}");
        assert!(ran.stdout.contains("lost-table-cell"), "{row}: {}", ran.stdout);
    }
}

#[test]
fn a_value_in_quotes_is_not_touched() {
    let text = PLAN.replace("# Rollout", "---\nstatus: \"In Pr\\u006fgres\"\n---\n# Rollout");
    let project = Project::empty().file("content/a.md", &text);
    fix(&project);
    assert!(project.read("content/a.md").contains("status: \"In Pr\\u006fgres\"\n"));
}

#[test]
fn ordinary_pages_are_mended_and_allowed_too() {
    let page = "# Notes\n\n- list\n\n  | a | b |\n  |---|---|\n  | `x|y` | é |\n";
    let project = Project::empty().file("content/notes.md", page);
    let ran = fix(&project);
    assert_eq!(project.read("content/notes.md"), page.replace("x|y", "x\\|y"));
    assert_eq!(ran.stderr, "0 plans and 1 page checked: no findings; 1 mended in 1 file\n");
    let allowed = format!("<!-- phasebook-allow: lost-table-cell as it is -->\n{page}");
    let project = Project::empty().file("content/notes.md", &allowed);
    assert_eq!(fix(&project).stdout, "");
    assert_eq!(project.read("content/notes.md"), allowed);
}

#[test]
fn a_file_that_may_not_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::empty().file("content/a.md", PLAN);
    let path = project.path("content/a.md");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).expect("a mode");
    let ran = fix(&project);
    // To the superuser every file may be written.
    if project.read("content/a.md") == PLAN {
        assert_eq!(ran.status, 2);
        assert!(ran.stderr.contains("cannot write"), "{}", ran.stderr);
    } else {
        let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o444, "the mode stays");
    }
}
