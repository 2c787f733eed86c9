//! Words that readers stumbled on stay away from pages, templates, scripts and messages.

use std::fs;
use std::path::Path;

use crate::html::{EXAMPLE, Site, is_page};
use crate::project::Project;

/// Phrases that may not come back; what each site says instead is told in the tests of its pages.
const GONE: [&str; 50] = [
    "Not met:",
    "other thing blocks",
    "other things block",
    "Such a risk",
    "bound to no gate",
    "names none that this site knows",
    "one that is known",
    "The latest decision is Hold",
    "it may advance is unknown",
    "(users:",
    "the decision lies with",
    "criteria is not met",
    "criteria are not met",
    "needs a look",
    "need a look",
    "worst stand first",
    "names stand for",
    "names nobody",
    "Everybody whom",
    "whom plans name",
    "Listed is what",
    "that no person is set for",
    "nobody is named for",
    "Nobody is named",
    "Looked at are",
    "answers for",
    "Called:",
    "Settled",
    "not placed",
    "Not placed",
    "without a place",
    "no place on the map: ",
    "A count leads to",
    "How verdicts come about",
    "How this is known",
    "How is this known",
    "All rules of this kind",
    "The first of four sources",
    "Taken back.",
    "Ticks speak",
    "Each stands at its line",
    "leads to no file",
    "emplate text in place of",
    "For a human to judge",
    "No plan states a date",
    "has no outside parts",
    "Comes first",
    "without end",
    "as they stand;",
    "can those of this one",
];

/// What programmers' English makes of "is not a": after the words of an author or a thing's name.
const NO_THINGS: [&str; 9] = [
    "is no known ",
    "is no rule",
    "is no folder",
    "is no web address",
    "is no date",
    "is no length",
    "is no kind",
    "is no file",
    "is no name",
];

fn gone() -> impl Iterator<Item = &'static str> {
    GONE.into_iter().chain(NO_THINGS)
}

/// The pages that say one of them, each with what it says.
fn said(site: &Site) -> Vec<String> {
    // Authors say what they want, also on the pages that repeat the whole of a text.
    let is_ours =
        |path: &str| is_page(path) && !path.ends_with("source.html") && !path.starts_with("pages/");
    let mut said = Vec::new();
    for (path, bytes) in site.files.iter().filter(|(path, _)| is_ours(path)) {
        let text = String::from_utf8_lossy(bytes);
        let found = gone().filter(|phrase| text.contains(phrase));
        said.extend(found.map(|phrase| format!("{path}: {phrase}")));
    }
    said
}

#[test]
fn no_page_says_what_readers_stumbled_on() {
    assert_eq!(said(&EXAMPLE), Vec::<String>::new());
}

#[test]
fn no_page_of_a_messy_plan_does() {
    let site = Project::empty()
        .file(
            "content/plan.md",
            "# Lifts\n\n**Status:** In Progres\n**Current phase:** Phase 9\n**Date:** soon\n\n\
             See [the rota](rota.md).\n\n\
             ## Rollout Phases\n\n| Phase | Users | Duration | Start | Go / No-Go |\n|---|---|---|---|---|\n\
             | Phase 1 — Staff | 5 | until then | 2026-11-02 | Ana |\n| Phase 3 — All | 500 | Ongoing | 2026-12-02 | |\n\n\
             ### Phase Transition Criteria\n\n- [ ] Calm\n\n\
             ## Risks\n\n| ID | Risk | Likelihood | Impact | Rating | Status | Owner |\n|---|---|---|---|---|---|---|\n\
             | K1 | Ice | Rather often | High | | Watched | |\n| K2 | Fog | | | | Open | |\n| K3 | Sun | | | High | Open | Ben |\n\n\
             ## Rollback\n\nCall Ben if the doors stay shut.\n\n- Stop the lifts.\n- Doors shut for an hour.\n\n\
             ## Launch Checklist\n\n- [ ] [TBD]\n",
        )
        .file(
            "content/hold.md",
            "# Ropes\n\n**Status:** Paused\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 1 — One | 5 |\n\n\
             ## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n| Phase 1 | Fine by me | Ana | 2026-11-05 |\n",
        );
    assert!(site.run(&["--today", "2026-11-22", "build"]).status < 2);
    let site = Site::of(&site, "public");
    assert!(site.pages.len() > 30, "{}", site.pages.len());
    assert_eq!(said(&site), Vec::<String>::new());
}

#[test]
fn no_template_or_script_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders =
        vec![root.join("templates"), root.join("static/js"), root.join("static/preview")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let text = fs::read_to_string(&entry).expect("text");
            let found: Vec<&str> = gone().filter(|phrase| text.contains(phrase)).collect();
            assert_eq!(found, Vec::<&str>::new(), "{}", entry.display());
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen} files");
}
