//! Wikilinks lead to the plans they name; fragments are found however they are written.

use super::{codes, findings, plans};
use crate::project::Project;

const SEA: &str = "# Rollout Plan: Sea\n\n**Status:** Draft\n\n## Rollout Phases\n\n| Phase | Users |\n\
                   |---|---|\n| Phase 1 — All | 5 |\n";
const LAKE: &str = "# Rollout Plan: Lake\n\n## Phase 1\n\n- Users: 5\n\n## Überblick\n\nWords.\n\n## 概要\n\n\
                    Words.\n\n## जोखिम\n\nWords.\n";

/// The page of `sea.md` as written, with `words` in it.
fn page(words: &str) -> String {
    let site = Project::empty()
        .file("content/sea.md", &SEA.replace("**Status:**", &format!("{words}\n\n**Status:**")))
        .file("content/north/the-lake.md", LAKE)
        .file("content/north/README.md", "# North\n");
    site.run(&["build"]);
    site.page("plans/sea/source.html")
}

/// How often a page links to the first phase; its table does once.
fn mentions(page: &str) -> usize {
    page.matches("class=\"ref\" href=\"phase-1").count()
}

#[test]
fn wikilinks_lead_to_the_plans_they_name() {
    let at = "../north/the-lake";
    for (words, link) in [
        ("[[the-lake]]", format!("<a href=\"{at}/index.html\">the-lake</a>")),
        ("[[The Lake|our lake]]", format!("<a href=\"{at}/index.html\">our lake</a>")),
        ("[[north/the-lake.md]]", format!("<a href=\"{at}/index.html\">the-lake</a>")),
        ("[[The Lake#Phase 1|it]]", format!("<a href=\"{at}/source.html#h-phase-1\">it</a>")),
        (
            "[[The Lake#Phase 1|Phase 1]]",
            format!("<a href=\"{at}/source.html#h-phase-1\">Phase 1</a>"),
        ),
        ("![[The Lake]]", format!("<a href=\"{at}/index.html\">The Lake</a>")),
        (
            "- **[[the lake#概要]]**",
            format!("<a href=\"{at}/source.html#h-概要\">the lake#概要</a>"),
        ),
        ("[[#Rollout Phases]]", "<a href=\"#h-rollout-phases\">Rollout Phases</a>".to_owned()),
    ] {
        let page = page(words);
        assert!(page.contains(&link), "{words}: {link}");
        assert!(!page.contains("[["), "{words}");
    }
}

#[test]
fn a_wikilink_to_nothing_is_text_and_told() {
    for (words, message) in [
        ("[[Gone]]", "link `[[Gone]]` points to a missing file"),
        ("[[Gone#Phase 1|Phase 1 there]]", "link `[[Gone#Phase 1]]` points to a missing file"),
        (
            "[[the-lake#Nowhere]]",
            "link `[[the-lake#Nowhere]]` leads to a heading that is not there",
        ),
    ] {
        let text = SEA.replace("**Status:**", &format!("{words}\n\n**Status:**"));
        let all = plans(&[("content/sea.md", &text), ("content/the-lake.md", LAKE)]);
        let told = findings(&all[0]);
        assert!(told.contains(&format!("broken-link 3: {message}")), "{words}: {told:?}");
        assert_eq!(mentions(&page(words)), 1, "{words}");
    }
}

#[test]
fn a_mention_inside_a_link_elsewhere_is_not_this_plans() {
    for words in [
        "[Phase 1](north/the-lake.md)",
        "[Phase 1](gone.md)",
        "[[The Lake|Phase 1]]",
        "[[Phase 1]]",
    ] {
        assert_eq!(mentions(&page(words)), 1, "{words}");
    }
    assert_eq!(mentions(&page("After Phase 1 we look.")), 2);
}

#[test]
fn brackets_that_are_no_wikilinks_stay() {
    for words in [
        "`[[The Lake]]`",
        "Run [[ -f x ]] first",
        "```\n[[The Lake]]\n```",
        "a[[1]]",
        "`two\n[[The Lake]]`",
        "    [[The Lake]]",
    ] {
        let page = page(words);
        assert!(page.contains("[["), "{words}");
        assert!(!page.contains("wiki:"), "{words}");
    }
    let page = page("[[1]](https://example.org) and [[x]]\n\n[x]: https://example.org/x");
    assert!(
        page.contains("href=\"https://example.org\"")
            && page.contains("href=\"https://example.org/x\"")
    );
}

#[test]
fn fragments_and_folders_are_found_however_they_are_written() {
    for link in [
        "north/the-lake.md#%C3%BCberblick",
        "north/the-lake.md#überblick",
        "north/the-lake.md#%c3%9cberblick",
        "north/the-lake.md#概要",
        "north/the-lake.md#%E6%A6%82%E8%A6%81",
        "north/the-lake.md#जोखिम",
        ".",
        "./",
        "north",
        "north/",
        "./north/../",
    ] {
        let text = SEA.replace("**Status:**", &format!("[it]({link})\n\n**Status:**"));
        let all = plans(&[("content/sea.md", &text), ("content/north/the-lake.md", LAKE)]);
        let sea = all.iter().find(|plan| plan["slug"] == "sea").expect("the plan");
        assert!(!codes(sea).contains(&"broken-link"), "{link}: {:?}", findings(sea));
    }
    assert!(page("[up](./)").contains("<a href=\"../../index.html\">up</a>"));
    assert!(
        page("[north](north/)").contains("<a href=\"../../programs/north/index.html\">north</a>")
    );
    for link in ["north/the-lake.md#ueberblick", "south/", "../"] {
        let text = SEA.replace("**Status:**", &format!("[it]({link})\n\n**Status:**"));
        let all = plans(&[("content/sea.md", &text), ("content/north/the-lake.md", LAKE)]);
        let sea = all.iter().find(|plan| plan["slug"] == "sea").expect("the plan");
        assert!(codes(sea).contains(&"broken-link"), "{link}");
    }
}
