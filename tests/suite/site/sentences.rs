//! Numbers that lead to no list of their own: those in sentences, categories, cells and programs. Each is added up
//! from the rows of the lists on the same pages, or from the published data.

use std::collections::BTreeSet;

use serde_json::Value;

use super::reconcile::{pages_of, rows, target};
use crate::html::{Element, Site};

/// The numbers of a text in their order, without those of dates and names of phases.
fn numbers(text: &str) -> Vec<usize> {
    let words = text.split(|c: char| !c.is_ascii_digit());
    words
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().expect("digits"))
        .collect()
}

fn sentence(site: &Site, path: &str) -> String {
    let main = site.page(path).main();
    main.first(|e| e.has_class("lede")).map(Element::text).unwrap_or_default()
}

/// Links of the rows of a list over all its pages that lead into plans, by the plan.
fn plans_in(site: &Site, list: &str, section: Option<&str>) -> BTreeSet<String> {
    let mut plans = BTreeSet::new();
    for path in pages_of(site, list) {
        let main = site.page(path).main();
        let sections = main.all("section").into_iter();
        let own =
            sections.filter(|s| section.is_none() || s.attribute("aria-labelledby") == section);
        for link in own.flat_map(|part| part.all("a")) {
            let to = target(path, link.attribute("href").unwrap_or_default()).0;
            if let Some(plan) = to.strip_prefix("plans/").and_then(|rest| rest.rsplit_once('/')) {
                plans.insert(plan.0.split("/phase").next().unwrap_or(plan.0).to_owned());
            }
        }
    }
    plans
}

/// Rows of a list over all its pages whose band is the given one.
fn of_band(site: &Site, list: &str, section: Option<&str>, band: &str) -> usize {
    let count = |path: &&str| {
        let sections = site.page(path).main().all("section").into_iter();
        let own =
            sections.filter(|s| section.is_none() || s.attribute("aria-labelledby") == section);
        let bodies = own.flat_map(|s| s.all("tbody"));
        let rows = bodies.flat_map(|body| body.all("tr"));
        rows.filter(|row| row.first(|e| e.attribute("data-band") == Some(band)).is_some()).count()
    };
    pages_of(site, list).iter().map(count).sum()
}

fn kind(plan: &Value) -> &str {
    plan["status"]["kind"].as_str().unwrap_or_default()
}

fn is_closed(plan: &Value) -> bool {
    ["complete", "cancelled", "rolled-back"].contains(&kind(plan))
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn check(site: &Site, plans: &[Value]) {
    risks(site, plans);
    programs(site, plans);
    program_lists(site, "index.html");
    timeline(site, plans);
    for index in
        ["owner/index.html", "owner/roles.html"].iter().filter(|i| site.pages.contains_key(**i))
    {
        let words = sentence(site, index);
        let named = numbers(&words).first().copied().unwrap_or(0);
        assert_eq!(rows(site, index, None), named, "{index}: {words}");
    }
    let is_owner = |path: &&String| {
        path.starts_with("owner/") && !path.contains("/index") && !path.contains("/roles")
    };
    for path in site.pages.keys().filter(is_owner) {
        owner(site, plans, path);
    }
}

fn risks(site: &Site, plans: &[Value]) {
    let counted: Vec<&Value> = plans.iter().filter(|plan| !is_closed(plan)).collect();
    let open = |plan: &Value, band: Option<&str>| {
        let is_one =
            |risk: &&Value| risk["open"] == true && band.is_none_or(|band| risk["band"] == band);
        list(plan, "risks").iter().filter(is_one).count()
    };
    let sum = |band| counted.iter().map(|plan| open(plan, band)).sum::<usize>();
    let holding = |band| counted.iter().filter(|plan| open(plan, band) > 0).count();
    let settled: usize =
        counted.iter().map(|plan| list(plan, "risks").len() - open(plan, None)).sum();
    let (all, severe) = (sum(None), sum(Some("severe")));
    let mut wanted = match (all, severe) {
        (0, _) => Vec::new(),
        (_, 0) => vec![all, holding(None)],
        _ => vec![severe, holding(Some("severe")), all],
    };
    wanted.extend((settled > 0).then_some(settled));
    let words = sentence(site, "risks.html");
    assert_eq!(numbers(&words), wanted, "{words}");

    // All open risks are in the lists of bands, and in that of risks without one.
    let lists = ["severe", "major", "moderate", "minor", "not-placed"]
        .map(|list| format!("risks/{list}.html"));
    let listed = lists.iter().filter(|path| site.pages.contains_key(*path));
    assert_eq!(listed.map(|path| rows(site, path, None)).sum::<usize>(), all);

    let main = site.page("risks.html").main();
    for cell in main.all("td").into_iter().filter(|cell| cell.attribute("data-band").is_some()) {
        let Some(words) = cell.first(|e| e.has_class("p")) else { continue };
        let href = cell.all("a")[0].attribute("href").expect("a list");
        let (path, _) = target("risks.html", href);
        assert_eq!(numbers(&words.text()), [plans_in(site, &path, None).len()], "{path}");
    }
    let categories = main.all("section").into_iter();
    let categories = categories.filter(|s| s.attribute("aria-labelledby") == Some("categories"));
    let mut total = (0, 0);
    for row in categories.flat_map(|s| s.all("tbody")).flat_map(|body| body.all("tr")) {
        let cells: Vec<usize> =
            row.all("td").into_iter().flat_map(|c| numbers(&c.text())).collect();
        let [in_severe, in_all] = cells[..] else { panic!("{}", row.text()) };
        total = (total.0 + in_severe, total.1 + in_all);
        let Some(link) = row.first(|e| e.tag == "a") else { continue };
        let (path, _) = target("risks.html", link.attribute("href").expect("a list"));
        assert_eq!(rows(site, &path, None), in_all, "{path}");
        assert_eq!(of_band(site, &path, None, "severe"), in_severe, "{path}");
    }
    assert!(all == 0 || total == (severe, all), "{total:?} of {severe} and {all}");
}

fn programs(site: &Site, plans: &[Value]) {
    let is_first = |path: &&String| path.starts_with("programs/") && path.ends_with("/index.html");
    for path in site.pages.keys().filter(is_first) {
        let listed = {
            let further = path.trim_end_matches("index.html");
            let of = |page: &&String| {
                page.starts_with(further) && !page[further.len()..].contains("/index")
            };
            let pages = site.pages.keys().filter(of);
            let rows = pages.flat_map(|page| {
                let main = site.page(page).main().all("section").into_iter();
                let own = main.filter(|s| s.attribute("aria-labelledby") == Some("plans"));
                let links = own.flat_map(|s| s.all("tbody")).flat_map(|body| body.all("a"));
                links.filter_map(|link| {
                    let to = target(page, link.attribute("href")?).0;
                    Some(to.strip_prefix("plans/")?.strip_suffix("/index.html")?.to_owned())
                })
            });
            rows.collect::<BTreeSet<String>>()
        };
        let own: Vec<&Value> =
            plans.iter().filter(|p| listed.contains(p["slug"].as_str().expect("a slug"))).collect();
        assert_eq!(own.len(), listed.len(), "{path}");
        let count = |is_one: &dyn Fn(&Value) -> bool| own.iter().filter(|p| is_one(p)).count();
        let live = count(&|p| p["live"] == true);
        let paused = count(&|p| kind(p) == "paused");
        let needy = count(&|p| !list(p, "attention").is_empty());
        let words = sentence(site, path);
        let said = numbers(&words);
        let mut wanted = Vec::new();
        wanted.extend((live > 0).then_some(live));
        wanted.extend((paused > 0).then_some(paused));
        wanted.extend((needy > 0).then_some(needy));
        assert_eq!(said[..wanted.len()], wanted, "{path}: {words}");
        program_lists(site, path);
        // What needs attention is grave or wants a look.
        let parts = &said[wanted.len()..];
        assert!(parts.is_empty() || parts.iter().sum::<usize>() == needy, "{path}: {words}");
    }
}

/// "4 plans, 2 live, 1 paused, 1 needs attention" beside the link to a program says what its page does.
fn program_lists(site: &Site, path: &str) {
    let lists = site.page(path).main().all("section").into_iter();
    let programs = lists.filter(|s| s.attribute("aria-labelledby") == Some("programs"));
    for item in programs.flat_map(|s| s.all("li")) {
        let href = item.all("a")[0].attribute("href").expect("a program");
        let (program, _) = target(path, href);
        let state = item.first(|e| e.has_class("o")).expect("its state").text();
        let mut parts = state.split(", ");
        let of = parts.next().map(numbers).unwrap_or_default();
        assert_eq!(of, [rows(site, &program, Some("plans"))], "{program}: {state}");
        let said = numbers(&sentence(site, &program));
        let named: Vec<usize> = parts.flat_map(numbers).collect();
        assert_eq!(named, said[..named.len()], "{program}: {state}");
    }
}

fn timeline(site: &Site, plans: &[Value]) {
    let phases = || plans.iter().flat_map(|plan| list(plan, "phases"));
    let words = sentence(site, "timeline.html");
    let overdue = phases().filter(|phase| phase["overdue"] == true).count();
    for of in ["phase is overdue", "phases are overdue"] {
        if let Some((before, _)) = words.split_once(of) {
            assert_eq!(numbers(before).last(), Some(&overdue), "{words}");
        }
    }
    let ends_soon = |plan: &Value| {
        let done = match plan["current_phase_state"].as_str() {
            Some("all-done") => usize::MAX,
            Some("live") => plan["current_phase_position"]
                .as_u64()
                .and_then(|n| usize::try_from(n - 1).ok())
                .unwrap_or(0),
            _ => 0,
        };
        let is_soon = |phase: &&Value| {
            let end = phase["end"].as_str().unwrap_or_default();
            ("2026-11-22"..="2026-12-06").contains(&end) && phase["overdue"] != true
        };
        list(plan, "phases").iter().skip(done).filter(is_soon).count()
    };
    let ending = plans.iter().filter(|p| !is_closed(p)).map(ends_soon).sum::<usize>();
    if let Some((before, _)) = words.split_once(" in the next 14 days") {
        assert_eq!(numbers(before).last().copied().unwrap_or(0), ending, "{words}");
    }
    assert!(overdue == 0 || words.contains("overdue"), "{words}");
    for path in site.pages.keys().filter(|path| path.starts_with("timeline/")) {
        let Some((year, quarter)) =
            path["timeline/".len()..].trim_end_matches(".html").split_once("-q")
        else {
            continue;
        };
        // Further pages say the same as the first.
        let quarter: usize =
            quarter.split('-').next().and_then(|q| q.parse().ok()).expect("a quarter");
        let first = format!("timeline/{year}-q{quarter}.html");
        let listed = plans_in(site, &first, Some("days"));
        let months = [3 * quarter - 2, 3 * quarter].map(|month| format!("{year}-{month:02}"));
        let within = |day: &Value| {
            day.as_str()
                .is_some_and(|day| (months[0].as_str()..=months[1].as_str()).contains(&&day[..7]))
        };
        let own = plans.iter().filter(|p| listed.contains(p["slug"].as_str().expect("a slug")));
        let own: Vec<&Value> = own.flat_map(|plan| list(plan, "phases")).collect();
        let count = |key: &str| own.iter().filter(|phase| within(&phase[key])).count();
        let words = sentence(site, path);
        assert_eq!(
            numbers(&words),
            [listed.len(), count("start"), count("end")],
            "{path}: {words}"
        );
    }
}

/// The number that a clause has between some words, at its start or after a comma.
fn said(clauses: &[&str], before: &str, after: &str) -> usize {
    let number = clauses.iter().flat_map(|clause| clause.split(", ")).find_map(|part| {
        let part = part.split(" plus ").next().unwrap_or(part).trim();
        let digits = part.split_once(before)?.1.trim_start();
        let end = digits.find(|c: char| !c.is_ascii_digit())?;
        digits[end..].trim_start().starts_with(after).then(|| digits[..end].parse().ok())?
    });
    number.unwrap_or(0)
}

fn owner(site: &Site, plans: &[Value], path: &str) {
    let stem = path.trim_end_matches(".html");
    if stem.rsplit_once('-').is_some_and(|(first, n)| {
        n.parse::<usize>().is_ok() && site.pages.contains_key(&format!("{first}.html"))
    }) {
        return;
    }
    let words = sentence(site, path);
    let clauses: Vec<&str> = words.split([';', '.']).collect();
    let count = |section: &str| rows(site, path, Some(section));
    if !["owns ", "wrote ", "has ", "signs "].iter().any(|verb| words.contains(verb)) {
        return;
    }
    let written = said(&clauses, "wrote", "plan");
    assert_eq!(said(&clauses, "owns", "plan") + written, count("plans"), "{path}: {words}");
    assert_eq!(said(&clauses, "owns", "open risk"), count("risks"), "{path}: {words}");
    let severe = of_band(site, path, Some("risks"), "severe");
    assert_eq!(said(&clauses, "", "severe"), severe, "{path}: {words}");
    let (now, later) = (said(&clauses, "has", "gate"), said(&clauses, "", "later"));
    let later = later.max(said(&clauses, "signs", "gate"));
    assert_eq!(now + later, count("gates"), "{path}: {words}");
    let own = plans_in(site, path, Some("plans"));
    let own = plans.iter().filter(|p| own.contains(p["slug"].as_str().expect("a slug")));
    let own: Vec<&Value> = own.filter(|p| !p["owner"].is_null()).collect();
    let live = own.iter().filter(|p| p["live"] == true).count();
    let paused = own.iter().filter(|p| kind(p) == "paused").count();
    let owned: Vec<&str> =
        clauses.iter().copied().filter(|c| c.contains("owns") && c.contains(" plan")).collect();
    assert_eq!(
        (said(&owned, "", "live"), said(&owned, "", "paused")),
        (live, paused),
        "{path}: {words}"
    );
}
