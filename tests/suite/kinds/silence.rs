//! A file of which nothing is read says so, once; an ordinary page says nothing.

use super::{codes, findings, plan};
use crate::html::{Element, Site};
use crate::project::Project;

/// What `check` says of one file, without its path.
fn said(text: &str) -> Vec<String> {
    let site = Project::empty().file("content/plan.md", text);
    let ran = site.run(&["check", "--format", "short"]);
    ran.stdout.lines().filter_map(|l| Some(l.split_once(": ")?.1.to_owned())).collect()
}

#[track_caller]
fn check(text: &str, code: &str, part: &str) {
    let site = Project::empty().file("content/plan.md", text);
    assert_eq!(site.run(&["export"]).json()["plans"].as_array().map(Vec::len), Some(0), "{text}");
    let found = said(text);
    assert!(found.len() == 1 && found[0].contains(code) && found[0].contains(part), "{found:?}");
    let exported = site.run(&["export"]).stderr;
    assert!(exported.contains(code), "{exported}");
}

#[test]
fn a_page_of_prose_is_listed_with_its_boxes() {
    let boxes = "# Cutting a build\n\nBefore we cut:\n\n- [x] Read the flags\n- [ ] Tell the desk\n  - [X] By phone\n\n\
                 > [!NOTE]\n> - [ ] Lock the tree\n\n1. [ ] Sign\n\n```\n- [ ] not a box\n```\n";
    let project = Project::empty()
        .file("content/cutting.md", boxes)
        .file("content/line/once.md", "# Once\n\n- [x] Done\n")
        .file("content/line/plan.md", "# Line\n\n**Status:** Draft\n\n## Risk Register\n\n- Ice\n")
        .file("content/words.md", "# Words\n\n- none\n");
    let ran = project.run(&["--today", "2026-11-22", "build"]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    let site = Site::of(&project, "public");
    let listed = |path: &str| -> Vec<String> {
        let sections = site.page(path).main().all("section");
        let is_pages = |s: &&&Element| s.attribute("aria-labelledby") == Some("pages");
        let rows = sections.iter().find(is_pages).expect("other pages").all("li");
        rows.into_iter().map(Element::text).collect()
    };
    assert_eq!(listed("index.html"), ["Cutting a build 2 of 5 boxes ticked", "Words"]);
    assert_eq!(listed("programs/line/index.html"), ["Once 1 of 1 box ticked"]);
}

#[test]
fn another_markup_is_told_by_one_finding() {
    check(
        "h1. Bridge works\n\n||Phase||Who||\n|Phase 0|Crew|\n\nh2. Risks\n\n||Risk||Likelihood||\n|Rust|High|\n",
        "other-markup",
        "Confluence",
    );
    check("h2. Risiken\n\nh2. Phasen\n\n* Rost\n", "other-markup", "Confluence");
    check("= Bridge works\n\n== Phases\n\n|===\n|Phase |Who\n|===\n", "other-markup", "AsciiDoc");
    check("#+TITLE: Bridge works\n\n* TODO Phase 1\n", "other-markup", "Org");
    check(
        "Bridge works\n\n.. list-table::\n   :header-rows: 1\n\n   * - Phase\n     - Who\n",
        "other-markup",
        "reStructuredText",
    );
}

#[test]
fn tabs_and_blocks_of_mkdocs_are_told_in_plans_too() {
    for (text, part) in [
        (
            "=== \"Linux\"\n\n    - [ ] Install\n\n=== \"Windows\"\n\n    - [ ] Install\n",
            "`===` opens a tab of MkDocs, which is shown as text (and 1 more like it)",
        ),
        ("===! 'Eins'\n\n    Text.\n", "`===` opens a tab of MkDocs, which is shown as text"),
        (
            "/// details | Mehr\nText.\n///\n",
            "`///` opens a block of MkDocs, which is shown as text",
        ),
    ] {
        let plan =
            plan(&format!("# Rollout Plan: A\n\n## Launch Checklist\n\n- [ ] Keys\n\n{text}"));
        let told: Vec<String> =
            findings(&plan).into_iter().filter(|f| f.starts_with("other-markup")).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].ends_with(part), "{told:?}");
    }
    for text in ["Words\n===\n\nMore.\n", "=== equal ===\n", "/// \n", "a === \"b\"\n"] {
        let plan =
            plan(&format!("# Rollout Plan: A\n\n## Launch Checklist\n\n- [ ] Keys\n\n{text}"));
        assert!(!codes(&plan).contains(&"other-markup"), "{text}: {:?}", findings(&plan));
    }
}

#[test]
fn named_phases_and_risks_that_are_not_read_are_told() {
    check("# Bridge\n\n__Risk Register__\n\nRust eats the rails.\n", "unread-plan", "risks");
    check("# Brücke\n\n**Risiken**\n\nRost an den Schienen.\n", "unread-plan", "risks");
    check("# Pont\n\n**Étape 1 : équipe**\n\nLes rails.\n", "unread-plan", "phases");
}

#[test]
fn boxes_of_a_page_are_counted_and_said() {
    check(
        "## Cutting a beta\n\n- [ ] Read the flags\n- [x] Tell the crew\n\n## Sign off\n\n- [ ] Owner agrees\n",
        "uncounted-boxes",
        "3 task items; no section makes this a plan",
    );
    check("# Einkauf\n\n> - [ ] Schrauben\n", "uncounted-boxes", "1 task item;");
}

#[test]
fn ordinary_pages_say_nothing() {
    for text in [
        "# About the crew\n\nWe mend bridges. **Note:** on Sundays too.\n\n| Name | Desk |\n|---|---|\n| Ana | 4 |\n",
        "# How to write tables\n\n```\n||Phase||Who||\nh1. Title\n|===\n```\n",
        "# Setup\n\n* one\n* two\n\n**Important**\n\nMake a copy first.\n",
        "Title\n=====\n\nText with a line\n\n- a\n- b\n",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}
