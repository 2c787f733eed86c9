//! What a reader sees: the words of whole pages. Accept a new wording with `INSTA_UPDATE=always`.

use std::collections::BTreeSet;

use crate::history::repository::Repository;
use crate::html::{EXAMPLE, parse};
use crate::project::repository;

/// Folder of the snapshots, below `tests/suite`.
const FOLDER: &str = "snapshots";

/// Pages about many plans.
const PORTFOLIO: [&str; 14] = [
    "index.html",
    "risks.html",
    "collisions.html",
    "actions.html",
    "gates.html",
    "timeline.html",
    "exposure.html",
    "trends.html",
    "week.html",
    "week-2.html",
    "rollback.html",
    "findings.html",
    "about.html",
    "search.html",
];

/// Folders of the plans whose pages are kept whole: one in progress, and one nobody filled in.
const PLANS: [&str; 2] = ["plans/payments/instant-supplier-payouts/", "plans/template/"];

/// Pages of the site with a history.
const HISTORY: [&str; 8] = [
    "gates.html",
    "trends.html",
    "changes.html",
    "plans/parcel-lockers/gate-0.html",
    "plans/parcel-lockers/index.html",
    "plans/returns-at-lockers/index.html",
    "plans/returns-at-lockers/phase-1-one-depot.html",
    "plans/returns-at-lockers/phases.html",
];

/// A snapshot of a page of the site with a history.
fn history_name(path: &str) -> String {
    format!("history__{}", name(path))
}

/// A line in which the names of commits are not told: another git may give others.
fn without_commits(line: &str) -> String {
    let is_commit = |word: &str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let words = line.split(' ').map(|word| {
        let name = word.trim_matches(['(', ')', '.']);
        if is_commit(name) { word.replace(name, "COMMIT") } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The pages that have a snapshot.
fn pages() -> Vec<&'static str> {
    EXAMPLE
        .pages
        .keys()
        .map(String::as_str)
        .filter(|path| PORTFOLIO.contains(path) || PLANS.iter().any(|plan| path.starts_with(plan)))
        .collect()
}

/// A snapshot's name: the page's path as one word.
fn name(path: &str) -> String {
    path.trim_end_matches(".html").replace('/', "__")
}

#[test]
fn pages_say_what_they_said() {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(FOLDER);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in pages() {
            let lines = EXAMPLE.page(path).main().lines().join("\n");
            insta::assert_snapshot!(name(path), lines);
        }
        let repository = Repository::demo();
        repository.project.build(0);
        for path in HISTORY {
            let page = parse(&repository.project.page(path));
            let lines: Vec<String> =
                page.main().lines().iter().map(|line| without_commits(line)).collect();
            insta::assert_snapshot!(history_name(path), lines.join("\n"));
        }
    });
    assert!(pages().len() > 15, "{:?}", pages());
}

#[test]
fn no_snapshot_is_stale() {
    let folder = repository().join("tests/suite").join(FOLDER);
    let kept: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("the folder of snapshots")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|file| file != "finding.snap")
        .collect();
    let wanted: BTreeSet<String> =
        pages().into_iter().map(name).chain(HISTORY.map(history_name)).collect();
    let wanted: BTreeSet<String> = wanted.iter().map(|name| format!("{name}.snap")).collect();
    assert_eq!(kept, wanted, "a snapshot without its page, or the other way round");
}
