//! This week and the next ones: what the sentence counts stands in the list, and every row leads to its place.

use crate::html::{EXAMPLE, Element, Site};
use crate::project::Project;

/// The rows of a page under a heading of this id: its words, one string a row.
fn rows(site: &Site, path: &str, id: &str) -> Vec<String> {
    let is_its_card = |e: &Element| e.attribute("aria-labelledby") == Some(id);
    let Some(card) = site.page(path).main().first(is_its_card) else { return Vec::new() };
    let bodies = card.all("tbody");
    bodies.into_iter().flat_map(|body| body.all("tr")).map(Element::text).collect()
}

#[test]
fn the_sentence_counts_the_rows() {
    for (path, days, overdue, sentence) in [
        (
            "week.html",
            4,
            1,
            "1 phase starts, 1 gate is due, 1 decision is recorded, 1 phase was to start, 1 phase is overdue.",
        ),
        ("week-2.html", 4, 0, "1 phase starts, 2 gates are due, 1 review is due."),
        (
            "week-3.html",
            9,
            0,
            "4 phases start, 3 gates are due, 1 phase ends before its gate is due, 1 acceptance of a risk ends.",
        ),
        ("week-5.html", 0, 0, "Nothing has a date."),
    ] {
        let text = EXAMPLE.page(path).main_text();
        assert!(text.contains(sentence), "{path}: {text}");
        let (listed, late) = (rows(&EXAMPLE, path, "days"), rows(&EXAMPLE, path, "overdue"));
        assert_eq!((listed.len(), late.len()), (days, overdue), "{path}: {listed:?} {late:?}");
    }
    let index = EXAMPLE.page("index.html").main_text();
    assert!(index.contains("This week: 1 phase starts, 1 gate is due,"), "{index}");
}

#[test]
fn every_row_leads_to_its_plan_and_to_the_place_of_what_happens() {
    let weeks = EXAMPLE.pages.keys().filter(|path| path.contains("week"));
    let mut count = 0;
    for path in weeks {
        let bodies = EXAMPLE.page(path).main().all("tbody");
        for row in bodies.into_iter().flat_map(|body| body.all("tr")) {
            let links: Vec<&str> =
                row.all("a").into_iter().filter_map(|a| a.attribute("href")).collect();
            let to_plan = links.iter().filter(|href| href.contains("plans/")).count();
            assert!(to_plan >= 2, "{path}: {links:?}");
            count += 1;
        }
    }
    assert!(count > 20, "{count} rows");
}

#[test]
fn the_people_of_phases_that_start_are_summed_and_what_is_not_counted_is_said() {
    let text = EXAMPLE.page("week-3.html").main_text();
    let expected = "Up to about 2,012 users are newly exposed. Not counted: 2 phases that state a share of users.";
    assert!(text.contains(expected), "{text}");
    let text = EXAMPLE.page("week.html").main_text();
    assert!(
        text.contains("1 phase that states a share of users, 1 phase that has not started"),
        "{text}"
    );
}

#[test]
fn support_is_told_what_the_plan_says_of_it() {
    let page = EXAMPLE.page("week-2.html");
    let text = page.main_text();
    assert!(text.contains("A supplier who asks where the money is"), "{text}");
    let href = "plans/payments/instant-supplier-payouts/source.html#h-what-support-needs-to-know";
    assert!(page.main().all("a").iter().any(|a| a.attribute("href") == Some(href)));
}

#[test]
fn a_program_has_its_week_where_something_happens() {
    let text = EXAMPLE.page("programs/mobile/week.html").main_text();
    assert!(text.contains("Buyer App 6") && !text.contains("Access without the VPN"), "{text}");
    assert!(!EXAMPLE.files.contains_key("programs/payments/week.html"), "nothing happens there");
    let link = EXAMPLE.page("programs/mobile/index.html").main_text();
    assert!(link.contains("This week: 1 phase starts, 1 decision is recorded"), "{link}");
}

#[test]
fn what_an_author_writes_is_told_as_text() {
    let project = Project::empty().file(
        "content/x.md",
        "# Rollout Plan: <b>X</b>\n\n**Owner:** <i>Ana</i>\n**Status:** In Progress\n**Next review:** 2026-11-24\n\n\
         ## Phases\n\n| Phase | Users | Start |\n|---|---|---|\n\
         | Phase 1 — <script>1</script> | <u>2k</u> \u{202e}users | 2026-11-24 |\n\n\
         ## Support\n\nCall `<img src=x onerror=alert(1)>` \u{202e}now.\n",
    );
    project.run(&["build", "--today", "2026-11-22"]);
    let site = Site::of(&project, "public");
    let main = site.page("week-2.html").main();
    for tag in ["script", "b", "i", "u", "img"] {
        assert!(main.all(tag).is_empty(), "{tag}");
    }
    assert!(!main.text().contains('\u{202e}'), "{}", main.text());
    assert!(main.text().contains("onerror"), "{}", main.text());
}
