//! Plans stand by title as people look them up: Wave 2 before Wave 10.

use crate::project::Project;

/// A site of draft plans with these titles in this order, in one folder.
fn site(titles: &[&str]) -> Project {
    titles.iter().enumerate().fold(Project::empty(), |site, (n, title)| {
        let text = format!(
            "# {title}\n\n**Status:** Draft\n\n## Rollout Phases\n\n| Phase | Users | Duration |\n\
             |---|---|---|\n| Phase 1 — All | 5 | 2 days |\n"
        );
        site.file(&format!("content/fleet/{n}.md"), &text)
    })
}

/// Where each title first stands in a text, which must be in the order of `titles`.
#[track_caller]
fn check_order(place: &str, text: &str, titles: &[&str]) {
    let at = |title: &str| {
        let cell = [format!(">{title}<"), format!("{title} "), format!("\"{title}\"")];
        cell.iter()
            .filter_map(|cell| text.find(cell))
            .min()
            .unwrap_or_else(|| panic!("{title} is missing in {place}\n{text}"))
    };
    let mut sorted = titles.to_vec();
    sorted.sort_by_key(|title| at(title));
    assert_eq!(sorted, titles, "{place}");
}

/// The titles stand in the order given on every page that lists plans, whatever order they are read in.
#[track_caller]
fn check(titles: &[&str]) {
    let read: Vec<&str> = titles.iter().rev().copied().collect();
    let site = site(&read);
    site.build(0);
    for page in ["index", "programs/fleet/index", "status/draft", "timeline", "views/a-z"] {
        let html = site.read(&format!("public/{page}.html"));
        check_order(page, &html[html.find("<main").expect("main")..], titles);
    }
    check_order("search", &site.read("public/search.html"), titles);
    check_order("sort by plan", &site.read("public/assets/data/plans.js"), titles);
    check_order("list", &site.run(&["list"]).stdout, titles);
    check_order("list --format json", &site.run(&["list", "--format", "json"]).stdout, titles);
}

#[test]
fn numbers_in_titles_count_by_value() {
    check(&["Wave 2", "Wave 10", "Wave 100"]);
    check(&["Welle 9: Nord", "Welle 10: Nord", "Welle 10: Süd"]);
    check(&["2 stores", "10 stores", "Store 3"]);
    check(&["v1.9 switch", "v1.10 switch", "v2.0 switch"]);
    check(&["R2b tills", "R10a tills", "R10b tills"]);
}

#[test]
fn digits_of_other_scripts_count_by_value() {
    check(&["الموجة ٢", "الموجة ١٠"]);
    check(&["चरण ९", "चरण १२"]);
    check(&["第２波", "第１０波"]);
}

#[test]
fn letters_stand_as_they_did() {
    check(&["Anchor", "anvil", "Beam", "beam 7"]);
    check(&["Lane 02", "lane 2", "Lane 3"]);
}

#[test]
fn a_title_of_digits_alone_costs_no_more_than_its_length() {
    let long = "7".repeat(190);
    let longer = format!("{long}7");
    let titles = [format!("Wave {long}"), format!("Wave {longer}")];
    check(&[&titles[0], &titles[1]]);
    // A longer one stands as a label in lists, and whole on its own page.
    let longest = format!("Wave {}", "7".repeat(20_000));
    let site = site(&[&longest, "Wave 2"]);
    site.build(0);
    assert!(site.read("public/plans/fleet/0/index.html").contains(&longest));
    let index = site.read("public/index.html");
    let label = format!("Wave {}…", "7".repeat(195));
    let (first, second) = (index.find(">Wave 2<"), index.find(&label));
    assert!(first.is_some() && first < second, "{first:?} {second:?}");
}
