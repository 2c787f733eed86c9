//! Whom phases reach: on a plan step by step, of all plans over the calendar.

use crate::html::{EXAMPLE, Element, Site};
use crate::project::Project;

/// The card under a heading of this id.
fn card<'a>(site: &'a Site, path: &str, id: &str) -> &'a Element {
    let is_its_card = |e: &Element| e.attribute("aria-labelledby") == Some(id);
    site.page(path).main().first(is_its_card).expect("a card")
}

fn rows(card: &Element) -> Vec<String> {
    card.all("tbody").into_iter().flat_map(|body| body.all("tr")).map(Element::text).collect()
}

#[test]
fn steps_that_jump_or_shrink_are_said_in_words() {
    let path = "plans/platform/zero-trust-access/phases.html";
    let rows_of = rows(card(&EXAMPLE, path, "exposure-h"));
    assert_eq!(rows_of.len(), 6);
    assert!(rows_of[1].contains("5 times as many"), "{rows_of:?}");
    assert!(
        rows_of[4].contains("Shrinks") && rows_of[4].contains("Fewer than before"),
        "{rows_of:?}"
    );
    assert!(rows_of[5].contains("Can’t be compared"), "{rows_of:?}");
    let jumping = "plans/payments/card-vault-migration/phases.html";
    let jumps = rows(card(&EXAMPLE, jumping, "exposure-h"));
    assert!(
        jumps.iter().any(|row| row.contains("Jumps") && row.contains("90 points more")),
        "{jumps:?}"
    );
}

#[test]
fn a_plan_without_a_number_has_no_such_card() {
    let phases =
        "# Rollout Plan: A\n\n## Phases\n\n| Phase | Users |\n|---|---|\n| One | Staff |\n";
    let project = Project::empty().file("content/a.md", phases);
    project.run(&["build"]);
    let site = Site::of(&project, "public");
    let page = site.page("plans/a/phases.html").main();
    assert!(page.first(|e| e.attribute("id") == Some("exposure-h")).is_none());
    let text = site.page("exposure.html").main_text();
    assert!(text.contains("Nobody can be counted yet"), "{text}");
    assert!(text.contains("1 phase states no number of users"), "{text}");
}

#[test]
fn the_calendar_of_all_plans_is_a_drawing_and_a_table_of_the_same() {
    let card = card(&EXAMPLE, "exposure.html", "weeks");
    assert_eq!(rows(card).len(), 13);
    let drawing = card.first(|e| e.attribute("role") == Some("img")).expect("a drawing");
    let label = drawing.attribute("aria-label").expect("words");
    assert!(label.contains("490 run in the week of 19 Oct 2026"), "{label}");
    let text = EXAMPLE.page("exposure.html").main_text();
    let expected = "About 630 people are in phases that run this week.";
    assert!(text.contains(expected), "{text}");
    // The week's own page sums the same phases.
    assert!(rows(card)[6].contains("2,012"), "{:?}", rows(card));
    assert!(EXAMPLE.page("week-3.html").main_text().contains("2,012 users"));
}

#[test]
fn every_plan_that_is_not_over_is_counted_in_whole_or_listed() {
    let listed = card(&EXAMPLE, "exposure.html", "uncounted").all("li").len();
    let text = EXAMPLE.page("exposure.html").main_text();
    assert!(text.contains("Counted: 10 plans."), "{text}");
    // Of sixteen plans four are over; the driver app's and others are counted in part, and listed too.
    assert_eq!(listed, 12);
}
