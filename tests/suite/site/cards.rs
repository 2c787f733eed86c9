//! What other sites show of a plan: its card and its badge.

use crate::html::{EXAMPLE, Site};
use crate::project::{ALPHA, Project};

/// A hostile name, and a status that nobody knows.
const HOSTILE: &str = "# Rollout Plan: <b>\"A\" & 'B'</b> \u{202e}\n\n**Status:** Ramping <up>\n\n\
    ## Rollout Phases\n\n| Phase | Go / No-Go |\n|---|---|\n| Phase 0 — Dogfood | Ada |\n";

/// The drawing with its texts: title, description, then each part.
fn badge(site: &Site, path: &str) -> Vec<String> {
    let text = String::from_utf8(site.files[path].clone()).expect("UTF-8");
    let drawing = roxmltree::Document::parse(&text).expect("well-formed XML");
    let told = ["title", "desc", "text"];
    let texts = drawing.descendants().filter(|node| told.contains(&node.tag_name().name()));
    texts.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_badge_says_status_and_gate() {
    let plan = "plans/payments/instant-supplier-payouts/badge.svg";
    assert_eq!(
        badge(&EXAMPLE, plan),
        [
            "Instant Supplier Payouts: In progress. Gate blocked.",
            "Phase 2 of 4: Invited suppliers. Updated 20 Nov 2026.",
            "In progress",
            "Gate blocked"
        ]
    );
    let project = Project::empty().file("content/a.md", HOSTILE).file("content/b.md", ALPHA);
    project.build(0);
    let site = Site::of(&project, "public");
    let told = badge(&site, "plans/a/badge.svg");
    assert_eq!(told[2], "“Ramping <up>”");
    assert!(told[0].contains("\"A\" & 'B'"), "{told:?}");
    let text = String::from_utf8_lossy(&site.files["plans/a/badge.svg"]).into_owned();
    assert!(!text.contains("<b>") && !text.contains("<script"), "{text}");
}

#[test]
fn a_card_says_what_the_row_of_the_index_says() {
    let path = "plans/payments/instant-supplier-payouts/card.html";
    let card = EXAMPLE.page(path);
    assert_eq!(
        card.main().lines(),
        [
            "Instant Supplier Payouts",
            "Status",
            "In progress",
            "Phase",
            "2 of 4 · Invited suppliers",
            "Gate",
            "3 of 4 met",
            "Top risk",
            "Severe",
            "Updated 20 Nov 2026 Roll back"
        ]
    );
    assert!(card.root.all("script").is_empty(), "a card runs nothing");
    let opens_beside = |link: &&crate::html::Element| link.attribute("target") == Some("_blank");
    assert!(
        card.root.all("a").iter().all(opens_beside),
        "links open beside the page that frames it"
    );
}
