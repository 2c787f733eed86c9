//! The timeline: every plan with a date stands over a calendar, every other one beneath it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::html::{EXAMPLE, Element, Site};
use crate::project::Project;

/// The plans that a part of a page links to, by slug.
fn linked(part: &Element) -> BTreeSet<String> {
    let links = part.all("a").into_iter().filter_map(|a| a.attribute("href"));
    links
        .filter_map(|href| {
            let slug = href.trim_start_matches("../").strip_prefix("plans/")?;
            Some(slug.strip_suffix("/index.html")?.to_owned())
        })
        .collect()
}

/// The rows over the calendar of a page, by slug.
fn over(site: &Site, path: &str) -> BTreeSet<String> {
    site.page(path).main().first(|e| e.tag == "tbody").map(linked).unwrap_or_default()
}

/// The part of a page under a heading of this id.
fn card<'a>(site: &'a Site, path: &str, id: &str) -> Option<&'a Element> {
    let is_its_card = |e: &Element| e.attribute("aria-labelledby") == Some(id);
    site.page(path).main().first(is_its_card)
}

/// First and last day of a phase.
type Dates = (Option<String>, Option<String>);

/// The example's plans with the dates of their phases, `None` where a phase has none.
fn plans() -> Vec<(String, Vec<Dates>)> {
    let data: Value = serde_json::from_slice(&EXAMPLE.files["api/v1/plans.json"]).expect("JSON");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let plans = data["plans"].as_array().expect("plans").iter();
    let plans = plans.filter(|plan| plan["template"] != true).map(|plan| {
        let phases = plan["phases"].as_array().expect("phases").iter();
        let dates = phases.map(|phase| (text(&phase["start"]), text(&phase["end"]))).collect();
        (plan["slug"].as_str().expect("a slug").to_owned(), dates)
    });
    plans.collect()
}

#[test]
fn every_plan_stands_over_the_calendars_that_its_dates_touch_or_is_not_scheduled() {
    let undated = linked(card(&EXAMPLE, "timeline.html", "undated").expect("plans without dates"));
    let expected: BTreeSet<String> = plans()
        .into_iter()
        .filter(|(_, phases)| phases.iter().all(|(start, end)| start.is_none() && end.is_none()))
        .map(|(slug, _)| slug)
        .collect();
    assert_eq!(undated, expected);
    assert!(!expected.is_empty(), "the example has both");
    for (path, first, last) in [
        ("timeline.html", "2026-10-01", "2027-01-31"),
        ("timeline/2026-q3.html", "2026-07-01", "2026-09-30"),
        ("timeline/2026-q4.html", "2026-10-01", "2026-12-31"),
        ("timeline/2027-q1.html", "2027-01-01", "2027-03-31"),
    ] {
        let touching: BTreeSet<String> = plans()
            .into_iter()
            .filter(|(_, phases)| {
                phases.iter().any(|(start, end)| {
                    let begin = start.as_ref().or(end.as_ref());
                    let end = end.as_ref().or(start.as_ref());
                    begin
                        .zip(end)
                        .is_some_and(|(begin, end)| begin.as_str() <= last && end.as_str() >= first)
                })
            })
            .map(|(slug, _)| slug)
            .collect();
        let shown = over(&EXAMPLE, path);
        assert!(touching.is_subset(&shown), "{path}: {touching:?} in {shown:?}");
        assert!(!touching.is_empty(), "{path}");
    }
}

#[test]
fn bars_lie_within_their_calendar_and_are_told_in_words() {
    let calendars = EXAMPLE.files.keys().filter(|path| path.starts_with("timeline"));
    let mut bars = 0;
    for path in calendars {
        let main = EXAMPLE.page(path).main();
        let Some(body) = main.first(|e| e.tag == "tbody") else { continue };
        for svg in body.all("svg") {
            assert_eq!(svg.attribute("role"), Some("img"), "{path}");
            let label = svg.attribute("aria-label").expect("words");
            assert!(label.contains("phase") && label.contains(" from "), "{path}: {label}");
            let rects = svg.all("rect");
            assert!(!rects.is_empty(), "{path}: {label}");
            for rect in rects {
                let share = |name: &str| -> f64 {
                    let value = rect.attribute(name).and_then(|v| v.strip_suffix('%'));
                    value.expect("a share").parse().expect("a number")
                };
                let (x, width) = (share("x"), share("width"));
                assert!(x >= 0.0 && width > 0.0 && x + width < 100.02, "{path}: {x} {width}");
                bars += 1;
            }
        }
    }
    assert!(bars > 20, "{bars}");
}

#[test]
fn a_mistyped_year_makes_few_calendars_and_its_plan_is_named_beneath() {
    let phases = "## Phases\n\n| Phase | Start | End |\n|---|---|---|\n";
    let project = Project::empty()
        .file(
            "content/typo.md",
            &format!("# Rollout Plan: Typo\n\n{phases}| One | 2026-11-02 | 2926-11-08 |\n"),
        )
        .file(
            "content/far.md",
            &format!("# Rollout Plan: Far\n\n{phases}| Two | 2926-11-02 | 2926-11-08 |\n"),
        );
    let ran = project.run(&["build"]);
    assert!(ran.status < 2, "{}", ran.stderr);
    let site = Site::of(&project, "public");
    let calendars = site.files.keys().filter(|path| path.starts_with("timeline/")).count();
    assert!((1..=48).contains(&calendars), "{calendars} calendars");
    let outside = card(&site, "timeline.html", "outside").expect("a list");
    assert_eq!(linked(outside), ["far".to_owned(), "typo".to_owned()].into());
    assert!(outside.text().contains("8 Nov 2926"), "{}", outside.text());
    assert_eq!(over(&site, "timeline.html"), ["typo".to_owned()].into());
}

#[test]
fn a_site_without_dates_says_so() {
    let site = |project: &Project| {
        project.build(0);
        Site::of(project, "public")
    };
    let undated = site(&Project::alpha());
    let text = undated.page("timeline.html").main_text();
    assert!(text.contains("No phase of any plan has a date"), "{text}");
    assert!(text.contains("Alpha search"), "it is listed beneath: {text}");
    assert!(!undated.files.keys().any(|path| path.starts_with("timeline/")));
    let empty = site(&Project::empty().file("content/note.md", "# A note\n\nText.\n"));
    let text = empty.page("timeline.html").main_text();
    assert!(text.contains("No plans yet"), "{text}");
}
