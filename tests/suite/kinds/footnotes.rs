//! Footnotes have ids of their own, and a way back.

use std::collections::BTreeSet;

use super::{findings, plan};
use crate::project::Project;

const HEAD: &str = "# Rollout Plan: Quay\n\n**Status:** Draft\n\n## Rollback Plan\n\n";

fn told(text: &str) -> Vec<String> {
    let plan = plan(&format!("{HEAD}{text}"));
    findings(&plan).into_iter().filter(|f| f.contains("-footnote ")).collect()
}

fn source(text: &str) -> String {
    let site = Project::empty().file("content/plan.md", &format!("{HEAD}{text}"));
    site.run(&["build"]);
    site.page("plans/plan/source.html")
}

#[test]
fn notes_that_are_not_paired_are_told() {
    assert_eq!(
        told("1. Stop[^a], then[^z]\n\n[^a]: one\n\n[^a]: two\n\n[^unused]: three\n"),
        [
            "undefined-footnote 7: `[^z]` is not defined",
            "duplicate-footnote 11: `[^a]` is defined twice",
            "unused-footnote 13: nothing refers to `[^unused]`",
        ]
    );
    assert_eq!(
        told("| A |\n|---|\n| x[^größe] |\n\n> y[^n]\n\n[^größe]: one\n"),
        ["undefined-footnote 11: `[^n]` is not defined"]
    );
    for fine in [
        "1. Stop[^a], again[^A]\n\n[^a]: one\n",
        "1. `grep [^x]`, [^a-z] and [^ ]\n",
        "```\n[^z]\n```\n",
        "- a[^1]\n\n[^1]: one, see[^2]\n\n[^2]: two\n",
    ] {
        assert_eq!(told(fine), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn ids_are_unique_and_each_note_leads_back_to_each_mark() {
    let page =
        source("1. Stop[^a], twice[^A], then[^z]\n\n[^a]: one\n\n[^a]: two\n\n[^u]: three\n");
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    for words in ["one", "two", "three", "[^z]"] {
        assert!(page.contains(words), "{words}");
    }
    for link in ["href=\"#fnref1-a\"", "href=\"#fnref2-a\"", "href=\"#fn-a\"", "id=\"fn-u\""] {
        assert!(page.contains(link), "{link}");
    }
    assert!(ids.contains(&"fnref1-a") && ids.contains(&"fnref2-a"));
}
