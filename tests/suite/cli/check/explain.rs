//! `explain`: what a rule says.

use crate::cli::failures::refuses;
use crate::project::{Project, repository};

#[test]
fn a_rule_s_page_is_printed_as_it_is_written() {
    let ran = Project::empty().run(&["explain", "unowned-nothing"]);
    assert_eq!(ran.status, 2);
    let page = std::fs::read_to_string(repository().join("src/check/rules/unknown-status.md"));
    let ran = Project::empty().run(&["explain", "unknown-status"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.stdout, page.expect("a page"));
}

#[test]
fn without_a_rule_all_are_listed_with_what_they_find() {
    let ran = Project::empty().run(&["explain"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let folder = repository().join("src/check/rules");
    let pages = std::fs::read_dir(folder)
        .expect("the rules")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|x| x == "md"));
    assert_eq!(ran.stdout.lines().count(), pages.count());
    for line in ran.stdout.lines() {
        assert!(line.contains("  ") && line.ends_with('.'), "{line}");
    }
}

#[test]
fn an_unknown_rule_is_refused_with_a_suggestion() {
    let words = ["`unknown-statu` is not a rule", "did you mean `unknown-status`?"];
    refuses(&Project::empty(), &["explain", "unknown-statu"], &[], &words);
    refuses(&Project::empty(), &["explain", "x"], &[], &["`phasebook explain` lists"]);
}
