//! What the search finds leads to where it stands.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::html::{EXAMPLE, Site};
use crate::project::{ALPHA, Project};

/// The records of a site, from all its parts.
fn records(site: &Site) -> Vec<Value> {
    let parts = site.files.iter().filter(|(path, _)| path.starts_with("assets/data/search-"));
    parts
        .flat_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            let json = text.strip_prefix("phasebookData(").and_then(|t| t.strip_suffix(");\n"));
            let value: Value = serde_json::from_str(json.expect("one call")).expect(path);
            value["search"].as_array().expect("records").clone()
        })
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().expect(key)
}

#[test]
fn every_result_leads_to_a_page_and_a_place_on_it() {
    let mut kinds = BTreeSet::new();
    for record in records(&EXAMPLE) {
        let (at, file) = (text(&record, "at"), text(&record, "file"));
        assert!(EXAMPLE.pages.contains_key(&format!("{at}{file}")), "{at}{file}");
        kinds.insert(record["kind"].as_u64().expect("a kind"));
        for item in record["items"].as_array().into_iter().flatten() {
            kinds.insert(item[0].as_u64().expect("a kind"));
            let href = item[1].as_str().expect("a link");
            let (page, id) = href.split_once('#').unwrap_or((href, ""));
            let page = EXAMPLE.page(&format!("{at}{page}"));
            assert!(id.is_empty() || page.ids().contains(id), "{at}{href}");
        }
    }
    assert_eq!(kinds, (0..=10).collect(), "the example has results of every kind");
}

#[test]
fn every_plan_phase_risk_step_and_owner_is_found() {
    let records = records(&EXAMPLE);
    let data: Value = serde_json::from_slice(&EXAMPLE.files["api/v1/plans.json"]).expect("JSON");
    for plan in data["plans"].as_array().expect("plans") {
        let at = format!("plans/{}/", text(plan, "slug"));
        let record = records.iter().find(|record| record["at"] == at.as_str()).expect(&at);
        let items = record["items"].as_array().cloned().unwrap_or_default();
        let has = |kind: u64, words: &str| {
            let is_it = |item: &&Value| {
                item[0] == kind && item[2].as_str().is_some_and(|t| t.contains(words))
            };
            items.iter().find(is_it).is_some()
        };
        assert_eq!(record["title"], plan["title"].as_str().unwrap_or("template.md"));
        for phase in plan["phases"].as_array().expect("phases") {
            assert!(has(1, text(phase, "label")), "{at}: {phase}");
        }
        for risk in plan["risks"].as_array().expect("risks") {
            assert!(has(2, text(risk, "text")) && has(2, text(risk, "id")), "{at}: {risk}");
            assert!(risk["owner"].as_str().is_none_or(|owner| has(4, owner)), "{at}: {risk}");
        }
        for step in plan["rollback"]["steps"].as_array().expect("steps") {
            assert!(has(3, text(step, "text")), "{at}: {step}");
        }
        for row in plan["rollback"]["owners"].as_array().expect("owners") {
            let primary = row["primary"].as_str();
            assert!(primary.is_none_or(|name| has(4, name)), "{at}: {row}");
        }
        assert!(plan["owner"].as_str().is_none_or(|owner| has(4, owner)), "{at}");
    }
}

#[test]
fn the_page_names_the_parts_and_lists_the_plans() {
    let page = EXAMPLE.page("search.html");
    let form = page.main().first(|e| e.attribute("data-parts").is_some()).expect("the form");
    assert_eq!(form.attribute("data-parts"), Some("1"));
    assert_eq!(form.attribute("action"), Some("search.html"));
    let query = page.main().first(|e| e.attribute("data-query").is_some());
    assert_eq!(
        query.map(|e| e.tag.as_str()),
        Some("bdi"),
        "where the script writes what was asked"
    );
    let data: Value = serde_json::from_slice(&EXAMPLE.files["api/v1/plans.json"]).expect("JSON");
    let listed = page.main().all("a").into_iter().filter_map(|a| a.attribute("href"));
    let listed: BTreeSet<&str> = listed.filter(|href| href.starts_with("plans/")).collect();
    let plans = data["plans"].as_array().expect("plans").iter();
    assert_eq!(listed.len(), plans.filter(|plan| plan["template"] != true).count());
    for (path, page) in &EXAMPLE.pages {
        let named =
            |source: &str| source.contains("assets/search.") || source.contains("assets/data/");
        let scripts = page.root.all("script");
        let has_search = scripts.iter().any(|s| s.attribute("src").is_some_and(named));
        assert_eq!(has_search, path == "search.html", "{path}");
        let is_header = |e: &&crate::html::Element| e.has_class("top");
        let header = page.root.every().into_iter().find(is_header);
        let forms = header.map_or_else(Vec::new, |header| header.all("form"));
        // A page at an old path only says where its plan moved.
        for form in forms {
            let action = form.attribute("action").expect("an action");
            assert!(action.ends_with("search.html"), "{path}: {action}");
            assert_eq!(form.attribute("method").unwrap_or("get"), "get", "{path}");
        }
    }
}

#[test]
fn what_authors_write_ends_no_script() {
    let hostile = include_str!("../../fixtures/hostile.md");
    let project = Project::alpha().file("content/hostile.md", hostile);
    assert!(project.run(&["build"]).status < 2);
    let site = Site::of(&project, "public");
    let script = String::from_utf8(site.files["assets/data/search-00.js"].clone()).expect("UTF-8");
    assert!(!script.contains(['<', '>', '&', '\u{2028}', '\u{202E}', '\u{200B}']));
    assert_eq!(script.lines().count(), 1);
    let found = records(&site);
    let hostile = found.iter().find(|r| r["at"] == "plans/hostile/").expect("the plan");
    assert!(text(hostile, "title").contains("<img src=x onerror=alert(1)>"));
    assert_eq!(hostile["written"], "<script>alert(2)</script>");
    let unseen = hostile["items"].as_array().into_iter().flatten();
    let unseen = unseen.filter_map(|item| item[2].as_str()).any(|t| t.contains("[U+202E]"));
    assert!(unseen, "what nobody sees is shown");
    let listed = site.page("search.html").main_text();
    assert!(listed.contains("<img src=x onerror=alert(1)>"), "{listed}");
}

#[test]
fn an_edit_changes_one_part_and_no_page_of_others() {
    let project = Project::empty();
    for n in 0..450 {
        let text =
            format!("# Plan {n:03}\n\n**Status:** Draft\n\n## Rollout Phases\n\nTo follow.\n");
        project.write(&format!("content/p{n:03}.md"), text);
    }
    project.build(0);
    let before = project.files("public");
    let text = ALPHA.replace("Alpha search", "Plan 007");
    let quiet =
        "# Plan 007\n\n**Status:** Draft\n\nWhy we do it.\n\n## Rollout Phases\n\nTo follow.\n";
    project.write("content/p007.md", quiet);
    project.build(0);
    let after = project.files("public");
    let changed: Vec<&String> = after
        .keys()
        .filter(|path| path.starts_with("assets/") && before.get(*path) != after.get(*path))
        .collect();
    assert!(changed.len() == 1 && changed[0].starts_with("assets/data/search-0"), "{changed:?}");
    assert_eq!(before["search.html"], after["search.html"], "no title, owner or status changed");
    project.write("content/p007.md", text);
    project.build(0);
    let found = records(&Site::of(&project, "public"));
    let of_kind = |kind: u8| found.iter().filter(|record| record["kind"] == kind).count();
    assert_eq!((of_kind(0), of_kind(4)), (450, 10), "plans, and whom the new text names");
}
