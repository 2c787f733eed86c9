//! Every number that leads to a list counts the rows of that list, and a word means the same everywhere.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::html::{EXAMPLE, Element, Site};
use crate::project::Project;

/// The path that a link leads to, and its fragment.
pub(super) fn target(from: &str, href: &str) -> (String, Option<String>) {
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment.to_owned())),
        None => (href, None),
    };
    if path.is_empty() {
        return (from.to_owned(), fragment);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    (parts.join("/"), fragment)
}

/// The pages of a list: `gates.html`, `gates-2.html` …
pub(super) fn pages_of<'a>(site: &'a Site, first: &str) -> Vec<&'a str> {
    let stem = first.trim_end_matches(".html");
    let is_one = |path: &&str| {
        let rest = path.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".html"));
        rest.is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix('-').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
        })
    };
    site.pages.keys().map(String::as_str).filter(is_one).collect()
}

/// The first page of the list that a page belongs to.
fn first_page(site: &Site, page: String) -> String {
    let stem = page.trim_end_matches(".html").trim_end_matches(|c: char| c.is_ascii_digit());
    let first = stem.strip_suffix('-').map(|stem| format!("{stem}.html"));
    first.filter(|first| site.pages.contains_key(first)).unwrap_or(page)
}

fn is_list(element: &Element) -> bool {
    element.tag == "ul" && element.has_class("items")
}

fn rows_in(element: &Element) -> usize {
    let in_tables: usize = element
        .all("tbody")
        .into_iter()
        .map(|body| body.elements().filter(|row| row.tag == "tr").count())
        .sum();
    let lists = element.every().into_iter().filter(|e| is_list(e));
    in_tables + lists.map(|list| list.elements().filter(|e| e.tag == "li").count()).sum::<usize>()
}

/// Rows of a list over all its pages; with a fragment, of the section of that heading.
pub(super) fn rows(site: &Site, first: &str, section: Option<&str>) -> usize {
    let pages = pages_of(site, first);
    assert!(!pages.is_empty(), "no page {first}");
    let of_page = |path: &&str| {
        let main = site.page(path).main();
        let Some(id) = section else { return rows_in(main) };
        let sections = main.all("section").into_iter();
        let wanted = sections.filter(|s| s.attribute("aria-labelledby") == Some(id));
        wanted.map(rows_in).sum()
    };
    pages.iter().map(of_page).sum()
}

/// The number that some words begin with.
fn number(words: &str) -> Option<usize> {
    let digits: String = words.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Sentences that answer first, tiles, legends and maps: every link in them that begins with a number.
fn numbers(page: &Element) -> Vec<(usize, String, String)> {
    let says = |e: &&Element| {
        e.attribute("id") == Some("rated")
            || ["lede", "tiles", "heat", "rb"].iter().any(|class| e.has_class(class))
    };
    let links = page.every().into_iter().filter(says).flat_map(|e| e.all("a"));
    let links = links.filter_map(|link| {
        let href = link.attribute("href")?;
        Some((number(&link.text())?, href.to_owned(), link.text()))
    });
    // A band's swatch holds a digit of its own.
    let legends = page.every().into_iter().filter(|e| e.has_class("legend"));
    let bands = legends.flat_map(|legend| legend.all("li")).filter_map(|band| {
        let href = band.first(|e| e.tag == "a")?.attribute("href")?;
        let count = band.first(|e| e.has_class("n"))?.text();
        Some((number(&count)?, href.to_owned(), band.text()))
    });
    links.chain(bands).collect()
}

/// The site that was built of a project of these files.
fn site(files: &[(String, String)]) -> Site {
    let project =
        files.iter().fold(Project::empty(), |project, (path, text)| project.file(path, text));
    let ran = project.run(&["--today", "2026-11-22", "build"]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    Site::of(&project, "public")
}

#[track_caller]
fn check(site: &Site) {
    let data: Value = serde_json::from_slice(&site.files["api/v1/plans.json"]).expect("JSON");
    let plans = data["plans"].as_array().expect("plans");
    let count = |is_one: &dyn Fn(&Value) -> bool| plans.iter().filter(|p| is_one(p)).count();
    let live = count(&|p| p["live"] == true);
    let paused = count(&|p| p["status"]["kind"] == "paused");
    let needy = count(&|p| !p["attention"].as_array().expect("a list").is_empty());
    assert_eq!(rows(site, "views/live.html", None), live);
    assert_eq!(rows(site, "status/paused.html", None), paused);
    assert_eq!(rows(site, "views/attention.html", Some("plans")), needy);
    assert_eq!(rows(site, "rollback.html", Some("live")), live);
    assert_eq!(rows(site, "rollback.html", Some("paused")), paused);

    // Every number that leads to a list.
    let mut checked = BTreeSet::new();
    let pages = ["index.html", "gates.html", "risks.html", "rollback.html", "views/a-z.html"];
    let programs = site.pages.keys().filter(|p| p.starts_with("programs/")).map(String::as_str);
    for path in pages.into_iter().chain(programs) {
        for (n, href, words) in numbers(&site.page(path).root) {
            let (list, section) = target(path, &href);
            if list == path && path.starts_with("programs/") {
                // A program shows the first of them, and below them all of its plans.
                continue;
            }
            let list = first_page(site, list);
            assert_eq!(rows(site, &list, section.as_deref()), n, "{path}: “{words}” → {href}");
            checked.insert((path, words));
        }
    }
    assert!(checked.iter().any(|(path, _)| *path == "index.html"), "{checked:?}");

    // Every heading with a number counts the rows below it, over all pages.
    let counted = site
        .pages
        .keys()
        .filter(|path| ["gates", "rollback", "owner/"].iter().any(|start| path.starts_with(start)));
    for path in counted
        .filter(|path| !path.trim_end_matches(".html").ends_with(|c: char| c.is_ascii_digit()))
    {
        for section in site.page(path).main().all("section") {
            let number =
                section.first(|e| e.tag == "h2").and_then(|h| h.first(|e| e.has_class("n")));
            let (Some(number), Some(id)) = (number, section.attribute("aria-labelledby")) else {
                continue;
            };
            let number: usize = number.text().parse().expect("digits");
            assert_eq!(rows(site, path, Some(id)), number, "{path}#{id}");
        }
    }

    super::sentences::check(site, plans);

    // A word means the same: what waits for a decision is ready, and so on.
    let gates: usize =
        [("decision", "ready"), ("work", "blocked"), ("hold", "stopped"), ("unknown", "unknown")]
            .into_iter()
            .map(|(id, _)| rows(site, "gates.html", Some(id)))
            .sum();
    let main = site.page("gates.html").main_text();
    assert!(gates > 0 || main.contains("No gate waits for a decision."), "{main}");
    let ready = count(&|p| {
        p["attention"].as_array().expect("a list").iter().any(|a| a["kind"] == "decision-wanted")
    });
    assert_eq!(
        rows(site, "gates.html", Some("decision")),
        ready,
        "only ready gates wait for a decision"
    );
}

#[test]
fn the_example_adds_up() {
    check(&EXAMPLE);
}

/// A plan of a stranger: header lines, phases, risks and what else it says.
fn messy(n: usize, header: &str, rest: &str) -> (String, String) {
    let phases = "## Phases\n\n| Phase | Go / No-Go | Status |\n|---|---|---|\n\
                  | Phase 1 — Pilot | Mara | Done |\n| Phase 2 — Ausbau | Joao | In progress |\n";
    let phases = if rest.contains("no phases") { "" } else { phases };
    let text = format!("# Rollout Plan: Line {n}\n\n{header}\n\n{phases}\n{rest}\n");
    (format!("content/lines/l{n}.md"), text)
}

#[test]
fn a_site_of_messy_plans_adds_up() {
    let criteria = "### Phase Transition Criteria\n\n- [x] Doors close\n- [ ] Brakes hold\n";
    let ticked = "### Phase Transition Criteria\n\n- [x] Doors close\n";
    let rated = "## Risks\n\n| ID | Risk | Rating | Owner |\n|---|---|---|---|\n\
                 | R1 | Ice | Critical | Mara |\n| R2 | Leaves | medium | |\n";
    let unrated = "## Risks\n\n| ID | Risk | Likelihood | Impact | Phase |\n|---|---|---|---|---|\n\
                   | R1 | Ice | often | Meduim | Phase 2 |\n| R2 | Fog | High | High | |\n";
    let unread = "## Rollback\n\nStop the trains, then ask around. Buses may help.\n";
    let live = "**Status:** In Progress";
    let mut files = vec![
        messy(1, "**Status:** In Progres", ticked),
        messy(2, "**Status:** läuft irgendwie", criteria),
        messy(3, "", ticked),
        messy(4, "**Status:** Paused", criteria),
        messy(5, live, &format!("{ticked}\n{rated}\n{unread}")),
        messy(6, live, &format!("{ticked}\n{unrated}")),
        messy(7, "**Status:** Draft", unrated),
        messy(8, "**Status:** Rolled Back", criteria),
        messy(9, "**Status:** Complete", rated),
        messy(10, "**Status:** Baking\n\nno phases", "no phases\n\n## Risks\n\n- Ice on the line"),
        messy(11, "**Status:** Cancelled", ""),
        messy(
            12,
            live,
            &format!(
                "{ticked}\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Mara Lind |\n"
            ),
        ),
    ];
    files
        .push(("content/notes.md".to_owned(), "# Notes\n\n- [ ] Tea\n- [x] Biscuits\n".to_owned()));
    check(&site(&files));
}

#[test]
fn a_site_of_many_plans_adds_up() {
    let statuses = ["In Progress", "Paused", "Baking", "Draft", "Approved", "Complete", ""];
    let files: Vec<(String, String)> = (0..180)
        .map(|n| {
            let status = statuses[n % statuses.len()];
            let status =
                if status.is_empty() { String::new() } else { format!("**Status:** {status}") };
            let tick = if n % 3 == 0 { ' ' } else { 'x' };
            let rest = format!("### Phase Transition Criteria\n\n- [{tick}] Doors close\n");
            messy(n, &status, &rest)
        })
        .collect();
    check(&site(&files));
}
