//! The files that the contract names, at the paths that it names.

use std::collections::BTreeSet;

use crate::html::{EXAMPLE, Site};
use crate::project::{ALPHA, Project};

fn built(project: &Project) -> Site {
    project.build(0);
    Site::of(project, "public")
}

#[test]
fn a_plan_has_its_pages_and_the_site_has_its_own() {
    let project = Project::empty().file("plans/alpha.md", ALPHA);
    let ran = project.run(&["build", "--content", "plans", "--output", "out"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let site = Site::of(&project, "out");
    let expected = [
        "404.html",
        "about.html",
        "actions.html",
        "api/v1/plans.csv",
        "api/v1/plans.json",
        "api/v1/risks.csv",
        "assets/data/plans.js",
        "assets/data/search-00.js",
        "collisions.html",
        "exposure.html",
        "findings.html",
        "gates.html",
        "index.html",
        "owner/dana-ruiz.html",
        "owner/index.html",
        "owner/nobody.html",
        "owner/roles.html",
        "owner/roles/vp-product.html",
        "plans/alpha/badge.svg",
        "plans/alpha/card.html",
        "plans/alpha/checklists.html",
        "plans/alpha/gate-0.html",
        "plans/alpha/gate-1-packet.html",
        "plans/alpha/index.html",
        "plans/alpha/phase-0-internal-dogfood.html",
        "plans/alpha/phase-1-private-preview.html",
        "plans/alpha/phase-2-limited-ga.html",
        "plans/alpha/phase-3-general-availability.html",
        "plans/alpha/phases.html",
        "plans/alpha/risks.html",
        "plans/alpha/rollback.html",
        "plans/alpha/source.html",
        "risks.html",
        "rollback.html",
        "search.html",
        "status/in-progress.html",
        "timeline.html",
        "trends.html",
        "views/a-z.html",
        "views/attention.html",
        "views/owner.html",
        "views/risk.html",
        "views/updated.html",
        "week-2.html",
        "week-5.html",
        "week.html",
    ];
    let missing: Vec<&&str> =
        expected.iter().filter(|path| !site.files.contains_key(**path)).collect();
    assert_eq!(missing, Vec::<&&str>::new());
    let own: BTreeSet<&String> =
        site.files.keys().filter(|path| path.starts_with("plans/")).collect();
    assert_eq!(own.len(), 14, "the plan has these pages and no more: {own:?}");
}

#[test]
fn every_cell_band_and_status_that_has_something_has_its_list() {
    for (folder, kinds) in [
        ("status", &["draft", "approved", "in-progress", "complete", "paused", "rolled-back"][..]),
        ("status", &["cancelled", "unknown", "not-stated"]),
        ("risks", &["severe", "major", "moderate", "minor"]),
        ("risks", &["medium-critical", "high-high", "category-technical", "category-operational"]),
        ("programs", &["payments/index", "platform/index", "mobile/index"]),
    ] {
        for kind in kinds {
            let path = format!("{folder}/{kind}.html");
            assert!(EXAMPLE.files.contains_key(&path), "{path}");
        }
    }
}

#[test]
fn paths_are_lower_case_and_work_on_every_file_system() {
    for path in EXAMPLE.files.keys().filter(|path| !path.starts_with("files/")) {
        let is_plain =
            path.chars().all(|c| c.is_lowercase() || c.is_ascii_digit() || "-./".contains(c));
        assert!(is_plain, "{path}");
        assert!(path.split('/').all(|part| part.len() <= 100 && !part.ends_with('.')), "{path}");
    }
    let folded: BTreeSet<String> = EXAMPLE.files.keys().map(|path| path.to_lowercase()).collect();
    assert_eq!(folded.len(), EXAMPLE.files.len(), "no two files differ in case alone");
}

#[test]
fn phases_with_odd_names_have_pages_of_their_own() {
    let project = Project::empty().file(
        "content/odd.md",
        "# Rollout Plan: Odd\n\n## Phases\n\n| Phase | Scope |\n|---|---|\n\
         | Phase 1 — Same | a |\n| Phase 1 — Same | b |\n| Phase 4.1: Größe & Ärger | c |\n\
         | Everybody | d |\n| Phase 7 | e |\n",
    );
    let ran = project.run(&["build"]);
    let site = Site::of(&project, "public");
    let phases: Vec<&str> = site
        .files
        .keys()
        .filter_map(|path| path.strip_prefix("plans/odd/phase-"))
        .map(|path| path.trim_end_matches(".html"))
        .collect();
    let expected = ["1-same-2", "1-same", "4-1-größe-ärger", "4-everybody", "7"];
    assert_eq!(phases, expected, "{}", ran.stderr);
}

#[test]
fn a_folder_is_a_program_with_its_introduction() {
    let site = built(
        &Project::empty()
            .file("content/pay/README.md", "# Payments\n\nMoney moves here.\n")
            .file("content/pay/alpha.md", ALPHA)
            .file("content/beta.md", &ALPHA.replace("Alpha search", "Beta")),
    );
    let program = site.page("programs/pay/index.html").main_text();
    assert!(program.contains("Money moves here."), "{program}");
    assert!(program.contains("Alpha search") && !program.contains("Beta"), "{program}");
}

#[test]
fn a_markdown_file_without_a_plan_s_sections_is_a_page() {
    let site =
        built(&Project::alpha().file("content/how/we work.md", "# How we work\n\nSlowly.\n"));
    let page = site.page("pages/how/we-work.html").main_text();
    assert!(page.contains("How we work") && page.contains("Slowly."), "{page}");
    assert!(!site.files.contains_key("plans/how/we-work/index.html"));
}

#[test]
fn hidden_and_ignored_files_are_not_read() {
    let site = built(
        &Project::alpha()
            .file("content/_draft.md", ALPHA)
            .file("content/.hidden.md", ALPHA)
            .file("content/_later/plan.md", ALPHA)
            .file("content/.gitignore", "scratch/\n*.tmp.md\n")
            .file("content/scratch/plan.md", ALPHA)
            .file("content/x.tmp.md", ALPHA)
            .file(".gitignore", "content/\n"),
    );
    let plans: BTreeSet<&str> = site
        .files
        .keys()
        .filter_map(|path| path.strip_prefix("plans/")?.strip_suffix("/index.html"))
        .collect();
    assert_eq!(plans, ["alpha"].into());
}

#[test]
fn an_alias_says_where_the_plan_moved() {
    let site = built(
        &Project::empty()
            .file("content/new/place.md", &format!("---\naliases: [old/name]\n---\n{ALPHA}")),
    );
    let moved = site.page("plans/old/name/index.html");
    let refresh = moved.root.first(|e| e.attribute("http-equiv") == Some("refresh"));
    let content = refresh.and_then(|e| e.attribute("content")).expect("a refresh");
    assert!(content.ends_with("url=../../new/place/index.html"), "{content}");
    let link = moved.main().all("a").into_iter().find(|a| a.text().contains("Alpha search"));
    let target = link.and_then(|a| a.attribute("href"));
    assert_eq!(target, Some("../../new/place/index.html"));
}

#[test]
fn the_title_is_the_settings_and_the_language_that_of_the_words() {
    let settings = "[site]\ntitle = \"Unsere Pläne\"\nlanguage = \"de\"\n";
    let site = built(&Project::alpha().file("phasebook.toml", settings));
    for (path, page) in &site.pages {
        assert_eq!(page.root.attribute("lang"), Some("en"), "{path}: its own words");
        assert!(page.title().contains("Unsere Pläne"), "{path}: {}", page.title());
    }
}
