//! Long lists are cut into pages, and nothing falls between them.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::html::{Element, Page, Site, is_page};
use crate::project::{ALPHA, Project};

/// Texts of the row headers of a page's tables.
fn rows(page: &Page) -> Vec<String> {
    let bodies = page.main().all("tbody");
    let rows = bodies.iter().flat_map(|body| body.elements()).filter(|row| row.tag == "tr");
    rows.filter_map(|row| row.first(|e| e.tag == "th").map(Element::text)).collect()
}

/// Targets of a page's links of a relation.
fn relation<'a>(page: &'a Page, rel: &str) -> Vec<&'a str> {
    let links = page.main().all("a");
    links
        .into_iter()
        .filter(|a| a.attribute("rel") == Some(rel))
        .filter_map(|a| a.attribute("href"))
        .collect()
}

/// Checks a list of three pages with 50, 50 and 20 plans.
fn three_pages(site: &Site, pages: [&str; 3]) {
    let mut seen = BTreeSet::new();
    for (path, count) in pages.into_iter().zip([50, 50, 20]) {
        let rows = rows(site.page(path));
        assert_eq!(rows.len(), count, "{path}");
        seen.extend(rows);
    }
    assert_eq!(seen.len(), 120, "every plan stands on one page of {pages:?}");
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let ends = |page: &str, rel: &str| -> Vec<String> {
        relation(site.page(page), rel).into_iter().map(name).collect()
    };
    assert_eq!((ends(pages[0], "prev"), ends(pages[0], "next")), (vec![], vec![name(pages[1])]));
    assert_eq!(
        (ends(pages[1], "prev"), ends(pages[1], "next")),
        (vec![name(pages[0])], vec![name(pages[2])])
    );
    assert_eq!((ends(pages[2], "prev"), ends(pages[2], "next")), (vec![name(pages[1])], vec![]));
}

#[test]
fn a_hundred_and_twenty_plans_take_three_pages_of_every_list() {
    let project = Project::empty();
    for n in 1..=120 {
        let text = ALPHA.replace("Alpha search", &format!("Launch number {n:03}"));
        project.write(&format!("content/pay/launch-{n:03}.md"), text);
    }
    let ran = project.build(0);
    assert!(ran.stdout.starts_with("120 plans, "), "{}", ran.stdout);
    let site = Site::of(&project, "public");
    three_pages(&site, ["index.html", "page/2.html", "page/3.html"]);
    three_pages(
        &site,
        ["status/in-progress.html", "status/in-progress-2.html", "status/in-progress-3.html"],
    );
    three_pages(
        &site,
        ["programs/pay/index.html", "programs/pay/index-2.html", "programs/pay/index-3.html"],
    );
    for view in ["updated", "risk", "owner", "a-z"] {
        let pages = ["", "-2", "-3"].map(|n| format!("views/{view}{n}.html"));
        three_pages(&site, pages.each_ref().map(String::as_str));
    }
    assert!(!site.files.contains_key("page/1.html"), "the first page is the index");
    assert!(!site.files.contains_key("page/4.html"));
    // Each plan has a severe and a moderate open risk.
    for (path, count) in [("risks/severe.html", 100), ("risks/severe-2.html", 20)] {
        assert_eq!(rows(site.page(path)).len(), count, "{path}");
    }
    let lede = site.page("index.html").main_text();
    assert!(lede.contains("120"), "the first page counts all plans");
}

#[test]
fn a_hundred_and_twenty_dated_plans_take_three_pages_of_a_calendar() {
    let project = Project::empty();
    for n in 1..=120 {
        project.write(
            &format!("content/launch-{n:03}.md"),
            format!(
                "# Rollout Plan: Launch number {n:03}\n\n**Status:** Draft\n\n## Phases\n\n\
                 | Phase | Start | End |\n|---|---|---|\n| One | 2026-11-02 | 2026-12-01 |\n"
            ),
        );
    }
    project.build(0);
    let site = Site::of(&project, "public");
    three_pages(&site, ["timeline.html", "timeline-2.html", "timeline-3.html"]);
    three_pages(
        &site,
        ["timeline/2026-q4.html", "timeline/2026-q4-2.html", "timeline/2026-q4-3.html"],
    );
    assert!(!site.files.contains_key("timeline-4.html"));
}

#[test]
fn two_hundred_and_fifty_risks_take_pages_and_keep_their_anchors() {
    let mut register = String::from(
        "\n## Risk Register\n\n| ID | Risk | Likelihood | Impact | Owner | Status |\n\
         |---|---|---|---|---|---|\n",
    );
    let levels = ["Low", "Medium", "High"];
    for n in 1..=250 {
        let (likelihood, impact) = (levels[n % 3], levels[n / 3 % 3]);
        let _ =
            writeln!(register, "| R{n} | Risk number {n} | {likelihood} | {impact} | Kim | Open |");
    }
    let project = Project::empty()
        .file("content/many.md", &format!("# Rollout Plan: Many\n\n**Status:** Draft\n{register}"));
    project.build(0);
    let site = Site::of(&project, "public");
    let pages: Vec<&String> = site
        .files
        .keys()
        .filter(|path| path.starts_with("plans/many/risks") && is_page(path))
        .collect();
    assert!((2..=4).contains(&pages.len()), "{pages:?}");
    for n in 1..=250 {
        let id = format!("r{n}");
        let at: Vec<&&String> =
            pages.iter().filter(|path| site.page(path).ids().contains(id.as_str())).collect();
        assert_eq!(at.len(), 1, "{id} stands on {at:?}");
    }
    let largest = pages.iter().map(|path| {
        let page = site.page(path);
        (1..=250).filter(|n| page.ids().contains(format!("r{n}").as_str())).count()
    });
    assert!(largest.max() <= Some(150), "no page holds much more than a hundred");
    // A mention of a risk leads to the page that it stands on.
    let map = site.page("plans/many/risks.html").main();
    let heat = map.first(|e| e.has_class("heat")).expect("a map");
    let count: usize = heat
        .all("td")
        .iter()
        .filter_map(|cell| cell.first(|e| e.has_class("n")))
        .map(|n| n.text().parse::<usize>().expect("digits"))
        .sum();
    assert_eq!(count, 250);
}
