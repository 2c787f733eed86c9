//! Comments that allow a finding.

use super::codes;
use crate::project::{ALPHA, Project};

fn run(text: &str) -> crate::project::Ran {
    let project = Project::empty().file("content/alpha.md", text);
    project.run(&["check", "--format", "short", "--fail-on", "info"])
}

#[test]
fn what_a_comment_allows_is_not_told() {
    let status = ALPHA.replace(
        "**Status:** In Progress (since 9 November)",
        "<!-- phasebook-allow: unknown-status our tracker's word -->\n**Status:** Rolling along",
    );
    let ran = run(&status);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    let head = format!("<!-- phasebook-allow: unknown-status x -->\n{ALPHA}")
        .replace("In Progress (since 9 November)", "Rolling along");
    assert_eq!(run(&head).stdout, "");
}

#[test]
fn links_can_be_allowed_too() {
    let link = |comment: &str| {
        ALPHA.replace("(https://example.org/note).", &format!("(gone.md). {comment}"))
    };
    assert_eq!(codes(&run(&link("")).stdout), ["broken-link"]);
    let ran = run(&link("<!-- phasebook-allow: broken-link it comes on Monday -->"));
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
}

#[test]
fn a_comment_that_allows_nothing_is_a_finding() {
    let with = |comment: &str| run(&format!("{ALPHA}\n{comment}\n"));
    for (comment, message) in [
        ("<!-- phasebook-allow: broken-link none here -->", "no finding of `broken-link`"),
        ("<!-- phasebook-allow: broken-link -->", "without a reason"),
        ("<!-- phasebook-allow: brokn-link why -->", "`brokn-link` is not a rule"),
        ("<!-- phasebook-allow -->", "names no rule"),
    ] {
        let ran = with(comment);
        assert_eq!((ran.status, codes(&ran.stdout)), (1, vec!["idle-allow"]), "{comment}");
        assert!(ran.stdout.contains(message), "{comment}: {}", ran.stdout);
    }
    let code = with("```html\n<!-- phasebook-allow: nothing -->\n```");
    assert_eq!((code.status, code.stdout.as_str()), (0, ""));
}

#[test]
fn the_site_does_not_show_what_is_allowed() {
    let text = ALPHA.replace("(https://example.org/note).", "(gone.md).");
    let allowed = format!("<!-- phasebook-allow: broken-link soon -->\n{text}");
    let project = Project::empty().file("content/alpha.md", &allowed);
    assert_eq!(project.run(&["build", "--strict"]).status, 0);
    let plans = project.run(&["export"]).json();
    assert_eq!(plans["plans"][0]["findings"], serde_json::json!([]));
}
