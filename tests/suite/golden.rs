//! What a reader sees: the words of whole pages. Accept a new wording with `INSTA_UPDATE=always`.

use std::collections::BTreeSet;

use crate::html::EXAMPLE;
use crate::project::repository;

/// Folder of the snapshots, below `tests/suite`.
const FOLDER: &str = "snapshots";

/// Pages about many plans.
const PORTFOLIO: [&str; 8] = [
    "index.html",
    "risks.html",
    "gates.html",
    "timeline.html",
    "rollback.html",
    "findings.html",
    "about.html",
    "search.html",
];

/// Folders of the plans whose pages are kept whole: one in progress, and one nobody filled in.
const PLANS: [&str; 2] = ["plans/payments/instant-supplier-payouts/", "plans/template/"];

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
        pages().into_iter().map(|path| format!("{}.snap", name(path))).collect();
    assert_eq!(kept, wanted, "a snapshot without its page, or the other way round");
}
