//! How plans stood at the ends of past weeks.

use std::fs;

use super::repository::Repository;
use crate::html::{EXAMPLE, Element, Site};
use crate::project::{ALPHA, Project};

/// The rows of a card's tables, cells parted by "|": what was then and is now, then week by week.
fn rows(site: &Site, path: &str, id: &str) -> [Vec<String>; 2] {
    let is_card = |e: &Element| e.attribute("aria-labelledby") == Some(id);
    let card = site.page(path).main().first(is_card).expect("a card");
    let cells = |row: &Element| row.elements().map(Element::text).collect::<Vec<_>>().join("|");
    let rows = |table: &Element| table.all("tr").into_iter().map(cells).collect();
    let tables: Vec<Vec<String>> = card.all("table").into_iter().map(rows).collect();
    tables.try_into().expect("two tables")
}

fn built(repository: &Repository, today: &str) -> Site {
    let ran = repository.run(&["build", "--today", today]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    Site::of(&repository.project, "public")
}

#[test]
fn risks_and_gates_are_counted_at_the_ends_of_weeks() {
    let site = built(&Repository::demo(), "2026-12-01");
    let [now, weeks] = rows(&site, "trends.html", "risks-h");
    assert_eq!(now[1..=3], ["Severe||0|0|0", "Major||2|2|0", "Moderate||1|2|+1"]);
    assert_eq!(weeks[0], "At the end of|Severe|Major|Moderate|Minor|Not rated");
    assert_eq!(weeks[1], "Today|0|2|2|0|0");
    assert_eq!(weeks[8..], ["18 Oct 2026|0|2|1|0|0", "11 Oct 2026|0|2|1|0|0"]);
    let [now, weeks] = rows(&site, "trends.html", "gates-h");
    assert_eq!(now[1], "Stopped||0|1|+1");
    // The plan of lockers began on 12 Oct; its gate was passed on 6 Nov; its signature was refused on 19 Nov.
    let [_, plan] = rows(&site, "plans/parcel-lockers/history.html", "gates-h");
    assert_eq!(plan[0], "At the end of|Stopped|Blocked|Ready|Unknown|Not yet due|Passed");
    assert_eq!(
        plan[1..],
        [
            "Today|1|0|0|0|1|1",
            "29 Nov 2026|1|0|0|0|1|1",
            "22 Nov 2026|1|0|0|0|1|1",
            "15 Nov 2026|0|1|0|0|1|1",
            "8 Nov 2026|0|1|0|0|1|1",
            "1 Nov 2026|0|1|0|0|2|0",
            "25 Oct 2026|0|1|0|0|2|0",
            "18 Oct 2026|0|1|0|0|2|0",
            "11 Oct 2026|0|0|0|0|3|0",
        ]
    );
    assert_eq!(weeks.len(), plan.len());
    let lede = site.page("trends.html").main_text();
    let told = "4 risks are open, 1 more than on 11 Oct 2026. 2 of them are severe or major, as many as then. \
                1 gate is blocked or stopped, 1 more.";
    assert!(lede.contains(told), "{lede}");
}

#[test]
fn twelve_days_are_counted_at_most_and_an_acceptance_holds_until_its_end() {
    let repository = Repository::new();
    let plan = "# Rollout Plan: A\n\n**Status:** In Progress\n**Current phase:** Phase 1\n\n## Phases\n\n\
                | Phase | Go / No-Go |\n|---|---|\n| Phase 1 — All | PM |\n\n\
                ### Phase Transition Criteria\n\n- [x] Done\n\n## Risks\n\n\
                | ID | Risk | Likelihood | Impact | Status | Phase |\n|---|---|---|---|---|---|\n\
                | R1 | Fails | High | High | Accepted by Ana until 2026-10-20 | 1 |\n\n\
                ## Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Ana |\n";
    repository.commit("2026-01-02", "Ana Lima", "content/a.md", plan);
    let site = built(&repository, "2026-12-01");
    let [_, weeks] = rows(&site, "trends.html", "gates-h");
    assert_eq!(weeks.len(), 1 + 12);
    assert_eq!(weeks[1], "Today|0|1|0|0|0|0");
    assert_eq!(weeks[7..9], ["25 Oct 2026|0|1|0|0|0|0", "18 Oct 2026|0|0|1|0|0|0"]);
    assert_eq!(weeks[12], "20 Sep 2026|0|0|1|0|0|0");
}

#[test]
fn a_plan_counts_until_it_is_removed_and_a_moved_one_once() {
    let repository = Repository::new();
    repository.commit("2026-10-05", "Ana Lima", "content/one.md", ALPHA);
    let other = ALPHA.replace("Alpha", "Beta") + "\nAnother plan.\n";
    repository.commit("2026-10-13", "Ana Lima", "content/two.md", &other);
    repository.commit("2026-10-14", "Ana Lima", "content/_draft.md", ALPHA);
    repository.git(&["mv", "content/one.md", "content/moved.md"]);
    repository.commit_all("2026-10-20", "Ana Lima", "Move it");
    repository.project.remove("content/two.md");
    repository.commit_all("2026-10-28", "Ana Lima", "Give it up");
    let site = built(&repository, "2026-11-10");
    let [_, weeks] = rows(&site, "trends.html", "risks-h");
    let open: Vec<(&str, u32)> = weeks[1..]
        .iter()
        .map(|row| {
            let (day, counts) = row.split_once('|').expect("cells");
            (day, counts.split('|').map(|n| n.parse::<u32>().expect("a number")).sum())
        })
        .collect();
    let one = open[0].1;
    assert!(one > 0);
    let expected = [
        ("Today", one),
        ("8 Nov 2026", one),
        ("1 Nov 2026", one),
        ("25 Oct 2026", 2 * one),
        ("18 Oct 2026", 2 * one),
        ("11 Oct 2026", one),
    ];
    assert_eq!(open, expected);
}

#[test]
fn what_commits_tell_of_a_week_is_what_the_site_tells_of_today() {
    let repository = Repository::new();
    let content = crate::project::repository().join("content");
    for (name, bytes) in Project::files_of(&content) {
        repository.project.write(&format!("content/{name}"), bytes);
    }
    let settings = fs::read(crate::project::repository().join("phasebook.toml")).expect("settings");
    repository.project.write("phasebook.toml", settings);
    repository.commit_all("2026-08-01", "Ana Lima", "Write all");
    // The first day of a week: nothing ends on it that had not ended the day before.
    let site = built(&repository, "2026-11-23");
    for id in ["risks-h", "gates-h"] {
        let [_, weeks] = rows(&site, "trends.html", id);
        let counts = |row: &str| row.split_once('|').expect("cells").1.to_owned();
        assert_eq!(counts(&weeks[1]), counts(&weeks[2]), "{id}");
        assert!(weeks[1].contains(|c: char| c.is_ascii_digit() && c != '0'), "{}", weeks[1]);
    }
}

#[test]
fn without_history_the_page_says_so() {
    let text = EXAMPLE.page("trends.html").main_text();
    assert!(text.contains("Earlier weeks are not known"), "{text}");
    assert!(text.contains("risks are open."), "{text}");
    let repository = Repository::new();
    repository.commit("2026-11-24", "Ana Lima", "content/alpha.md", ALPHA);
    let site = built(&repository, "2026-11-25");
    let text = site.page("trends.html").main_text();
    assert!(text.contains("The first commit of these plans is of this week."), "{text}");
    let history = site.page("plans/alpha/history.html").main_text();
    assert!(!history.contains("Open risks by band"), "{history}");
}

#[test]
fn what_is_kept_is_used_again_and_a_damaged_file_is_as_none() {
    let repository = Repository::demo();
    let cache = repository.project.argument("../cache-of-trends");
    let build = |output: &str| {
        let arguments = ["build", "--today", "2026-12-01", "--output", output];
        let ran = repository.project.run_with(&arguments, &[("XDG_CACHE_HOME", &cache)]);
        assert!(ran.status <= 1, "{}", ran.stderr);
        repository.project.files(output)
    };
    let first = build("one");
    let kept = || {
        let files = fs::read_dir(format!("{cache}/phasebook")).expect("a folder");
        let mut paths = files.map(|file| file.expect("a file").path());
        paths.find(|path| path.extension().is_some_and(|e| e == "trends")).expect("a file")
    };
    let bytes = fs::read(kept()).expect("bytes");
    assert!(build("two") == first);
    assert_eq!(fs::read(kept()).expect("bytes"), bytes);
    fs::write(kept(), [&bytes[..bytes.len() - 1], &[bytes[bytes.len() - 1] ^ 1]].concat())
        .expect("written");
    assert!(build("three") == first);
    assert_eq!(fs::read(kept()).expect("bytes"), bytes);
}
