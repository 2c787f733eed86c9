//! Which file gets which slug.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Parsed;
use crate::diagnostic::Diagnostic;
use crate::model::plan::Article;
use crate::site::{Slug, fold_path};
use crate::text::Span;

/// A file's slug, and the finding where it had to give way.
#[derive(Debug)]
pub(super) struct Assigned {
    pub(super) slug: Slug,
    pub(super) finding: Option<Diagnostic>,
}

/// Gives each file its slug. Of two plans (or two pages) with one slug, compared after full case
/// folding, the first by path keeps it; the next gets `-2`.
pub(super) fn assign(parsed: &[Arc<Parsed>]) -> Vec<Assigned> {
    let wanted: Vec<(bool, Slug)> = parsed
        .iter()
        .map(|p| (matches!(p.article, Article::Plan(_)), Slug::of_source(p.source.path())))
        .collect();
    // Slugs that files have by right come first, so that no twin's number takes one of them.
    let mut taken: FxHashMap<(bool, String), usize> = FxHashMap::default();
    for (index, (is_plan, slug)) in wanted.iter().enumerate() {
        taken.entry((*is_plan, fold_path(slug.as_str()))).or_insert(index);
    }
    wanted
        .iter()
        .enumerate()
        .map(|(index, (is_plan, slug))| {
            let first = taken[&(*is_plan, fold_path(slug.as_str()))];
            if first == index {
                return Assigned { slug: slug.clone(), finding: None };
            }
            let free = (2..=wanted.len() + 1)
                .map(|n| slug.numbered(n))
                .find(|s| !taken.contains_key(&(*is_plan, fold_path(s.as_str()))))
                .unwrap_or_else(|| slug.clone());
            taken.insert((*is_plan, fold_path(free.as_str())), index);
            let finding =
                twin(parsed[index].source.path(), parsed[first].source.path(), slug, &free);
            Assigned { slug: free, finding: Some(finding) }
        })
        .collect()
}

fn twin(path: &str, first: &str, slug: &Slug, given: &Slug) -> Diagnostic {
    Diagnostic::new(
        "duplicate-slug",
        Span::default(),
        format!("`{path}` and `{first}` would both be published as `{slug}`"),
    )
    .note(format!("`{first}` keeps `{slug}`; this file is published as `{given}`"))
    .help("rename one of the two files")
}
