//! What is easily lost: odd cells, odd keys, text between the parts, raw HTML.

use super::complete::{letters, shown};
use crate::html::Site;
use crate::project::{ALPHA, Project};

/// A site of one plan with this text at its end.
fn with(text: &str) -> Site {
    site(&format!("{ALPHA}\n{text}\n"))
}

fn site(text: &str) -> Site {
    let project = Project::empty().file("content/alpha.md", text);
    let ran = project.run(&["build"]);
    assert!(ran.status < 2, "{}", ran.stderr);
    Site::of(&project, "public")
}

/// Checks that a page of the plan shows these words.
fn shows(site: &Site, page: &str, words: &[&str]) {
    let all = shown(site.page(&format!("plans/alpha/{page}.html")).main());
    for word in words {
        assert!(all.contains(&letters(word)), "{page} does not show `{word}`");
    }
}

#[test]
fn the_author_s_own_sections_stand_on_the_overview_and_the_source_page() {
    let site =
        with("## Budget\n\nForty thousand a month.\n\n### Details\n\n- item one\n  - deeper\n");
    for page in ["index", "source"] {
        shows(&site, page, &["Why now", "can't be scaled any further", "the vendor's note"]);
        shows(&site, page, &["Budget", "Forty thousand a month.", "Details", "item one", "deeper"]);
    }
}

#[test]
fn words_between_the_parts_are_kept() {
    let text = ALPHA
        .replace("## Risk Register\n", "## Risk Register\n\nThe weekly meeting reads this.\n")
        .replace("## Launch Checklist\n", "## Launch Checklist\n\nTicked by the duty officer.\n")
        .replace("### Rollback Steps\n", "### Rollback Steps\n\nCall first, type later.\n");
    let site = site(&text);
    let words = [
        "The weekly meeting reads this.",
        "Ticked by the duty officer.",
        "Call first, type later.",
    ];
    shows(&site, "source", &words);
    // Beside what they speak of, or on the overview.
    let overview = shown(site.page("plans/alpha/index.html").main());
    for (page, words) in ["risks", "checklists", "rollback"].into_iter().zip(words) {
        let own = shown(site.page(&format!("plans/alpha/{page}.html")).main());
        assert!((own + &overview).contains(&letters(words)), "{page} and overview lack `{words}`");
    }
}

#[test]
fn cells_beyond_the_header_are_printed_at_the_end_of_their_row() {
    let row = "| R3 | Users miss the old filters | User experience | Low | High | Keep them behind \
               `old_filters` | Design | Accepted |";
    assert!(ALPHA.contains(row));
    let site = site(&ALPHA.replace(row, &format!("{row} one more | and another |")));
    shows(&site, "source", &["Accepted one more and another"]);
}

#[test]
fn a_column_of_the_author_s_own_is_shown_under_its_name() {
    let text = ALPHA
        .replace("| Duration | Success", "| Duration | Region | Success")
        .replace(
            "|---|---|---|---|---|---|\n| Phase 0 —",
            "|---|---|---|---|---|---|---|\n| Phase 0 —",
        )
        .replace("| 1 week |", "| 1 week | Lower Saxony |")
        .replace("| 2–3 weeks |", "| 2–3 weeks | Tyrol |");
    let site = site(&text);
    shows(&site, "phase-0-internal-dogfood", &["Region", "Lower Saxony"]);
    shows(&site, "phase-1-private-preview", &["Region", "Tyrol"]);
    shows(&site, "source", &["Region", "Lower Saxony", "Tyrol"]);
}

#[test]
fn unknown_keys_of_the_front_matter_head_the_source_page() {
    let site =
        site(&format!("---\ncost_centre: 4711\nreviewers: [Kim Ono, Ana Sol]\n---\n{ALPHA}"));
    shows(&site, "source", &["cost_centre", "4711", "reviewers", "Kim Ono", "Ana Sol"]);
    let all = shown(site.page("plans/alpha/source.html").main());
    let (key, first) = (all.find("costcentre"), all.find("Ashortplan"));
    assert!(key < first && first.is_some(), "the keys stand before the text");
}

#[test]
fn comments_and_link_definitions_are_no_sentences() {
    let site =
        with("<!-- not for readers -->\n\nSee [the wiki].\n\n[the wiki]: https://example.org/w\n");
    let source = shown(site.page("plans/alpha/source.html").main());
    assert!(source.contains("Seethewiki"));
    for (path, bytes) in &site.files {
        assert!(!String::from_utf8_lossy(bytes).contains("not for readers"), "{path}");
    }
}

#[test]
fn raw_html_is_shown_as_text_but_for_a_short_list() {
    let site = with(
        "Press <kbd>Ctrl</kbd> H<sub>2</sub>O <blink>now</blink> <span class=x>inside</span>\n\n\
         <details><summary>More</summary>\n\nHidden words\n\n</details>\n",
    );
    let main = site.page("plans/alpha/source.html").main();
    let text = main.text();
    assert!(text.contains("<blink>now</blink>"), "shown as text");
    assert!(text.contains("inside") && !text.contains("<span"), "the tag goes, its text stays");
    for tag in ["kbd", "sub", "details", "summary"] {
        assert_eq!(main.all(tag).len(), 1, "{tag}");
    }
    assert!(text.contains("Hidden words"));
}

#[test]
fn footnotes_strikethrough_and_alerts_are_kept() {
    let site = with(
        "Old ~~words~~ stay[^n].\n\n> [!WARNING]\n> Mind the gap.\n\n[^n]: Said by the platform team.\n",
    );
    let main = site.page("plans/alpha/source.html").main();
    assert_eq!(main.all("del").len() + main.all("s").len(), 1);
    shows(&site, "source", &["words", "stay", "Mind the gap.", "Said by the platform team."]);
    shows(&site, "index", &["Mind the gap.", "Said by the platform team."]);
}

#[test]
fn headings_of_authors_have_anchors_that_links_find() {
    let site = with("See [above](#why-now) and [twice](#twice-1).\n\n## Twice\n\n## Twice\n");
    let page = site.page("plans/alpha/source.html");
    let ids = page.ids();
    for id in ["h-why-now", "h-twice", "h-twice-1", "h-risk-register"] {
        assert!(ids.contains(id), "{id} in {ids:?}");
    }
    let links: Vec<&str> =
        page.main().all("a").iter().filter_map(|a| a.attribute("href")).collect();
    for link in ["#h-why-now", "#h-twice-1"] {
        assert!(links.contains(&link), "{link} in {links:?}");
    }
}

#[test]
fn a_value_that_cannot_be_placed_is_shown_in_the_author_s_words() {
    let text = ALPHA
        .replace("| Medium | Critical |", "| Rather often | 4/5 |")
        .replace("| 1 week |", "| until it works |")
        .replace("| Mitigated |", "| Sleeping |")
        .replace("In Progress (since 9 November)", "Rolling along");
    let site = site(&text);
    shows(&site, "risks", &["Rather often", "4/5", "Sleeping"]);
    shows(&site, "phase-0-internal-dogfood", &["until it works"]);
    shows(&site, "index", &["Rolling along"]);
    assert!(shown(site.page("index.html").main()).contains("Rollingalong"));
}

#[test]
fn an_empty_file_and_one_without_a_heading_have_pages() {
    let project =
        Project::alpha().file("content/empty.md", "").file("content/plain.md", "Just words.\n");
    project.build(0);
    let site = Site::of(&project, "public");
    assert!(site.page("pages/plain.html").main_text().contains("Just words."));
    assert!(site.page("pages/empty.html").main_text().contains("empty"));
}
