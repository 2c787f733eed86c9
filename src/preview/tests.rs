//! What the preview links to, in the sites of real plans.

#![expect(clippy::disallowed_methods, reason = "the plans are files of the repository")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::model::date;
use crate::pipeline::{BuildConfig, Input, Site, assemble};
use crate::render::Theme;
use crate::settings::Settings;
use crate::site::encode;
use crate::text::Source;
use crate::view::preview::{OverlayInput, Rebuilt, overlay};

/// The Markdown files below folders of the repository.
fn documents(folders: &[&str]) -> Vec<Arc<Source>> {
    let mut found = Vec::new();
    let mut waiting: Vec<_> =
        folders.iter().map(|f| Path::new(env!("CARGO_MANIFEST_DIR")).join(f)).collect();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|x| x == "md") {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                let bytes = fs::read(&path).expect("a file");
                found.push(Arc::new(Source::new(format!("{}/{name}", found.len() % 3), &bytes)));
            }
        }
    }
    found
}

#[test]
fn each_entry_of_the_preview_leads_to_a_place_of_the_site() {
    // Every finding is shown, also of drafts.
    let mut settings = Settings::default();
    for rule in crate::check::rules::ALL {
        settings.rules.insert(rule.id.to_owned(), Some(Severity::Warning));
    }
    let today = date::parse_iso("2026-11-22").expect("a date");
    let mut documents = documents(&["content", "tests/fixtures/plans"]);
    documents.sort_by(|a, b| a.path().cmp(b.path()));
    documents.dedup_by(|a, b| a.path() == b.path());
    let input = Input { documents, ..Input::default() };
    let config = Arc::new(BuildConfig::new(settings, today));
    let portfolio = Arc::new(assemble(input, &config));
    let theme = Arc::new(Theme::built_in().expect("it loads"));
    let site = Site::new(portfolio, config, theme);
    let paths: BTreeMap<String, _> = site
        .routes()
        .into_iter()
        .map(|route| (format!("/{}", encode(&route.path())), route))
        .collect();
    let context = site.context();
    let mut links = BTreeSet::new();
    for entry in &site.portfolio().entries {
        let found = overlay(&OverlayInput {
            context: Some(&context),
            problems: &[],
            rebuilt: &Rebuilt::default(),
            content_root: "/content",
            editor_url: None,
            page: &format!("plans/{}/index.html", entry.slug),
        });
        for entry in found.entries {
            links.extend(entry.shown_at);
            links.extend(entry.rule);
        }
    }
    let mut pages = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    let mut lost = Vec::new();
    for link in &links {
        let (path, id) = link.split_once('#').unwrap_or((link, ""));
        let route = paths.get(path).unwrap_or_else(|| panic!("{link}: no such page"));
        let page: &String = pages.entry(path).or_insert_with(|| {
            String::from_utf8(site.bytes(route).expect("it prints")).expect("text")
        });
        let is_there = [format!(" id={id}"), format!(" id=\"{id}\"")];
        if !id.is_empty() && !is_there.iter().any(|id| page.contains(id)) {
            lost.push(link);
        }
        let file = path.rsplit('/').next().unwrap_or_default();
        kinds.insert(file.split(['.', '-']).next().unwrap_or_default().to_owned());
    }
    assert_eq!(lost, Vec::<&String>::new(), "of {} links", links.len());
    assert!(links.len() > 300, "{} links", links.len());
    for kind in ["risks", "phase", "rollback", "source", "index"] {
        assert!(kinds.contains(kind), "{kind}: {kinds:?}");
    }
}
