//! Which file gets which slug.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Parsed;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::plan::Article;
use crate::portfolio::{LooseFinding, Unread};
use crate::site::{Slug, is_document};
use crate::text::Span;

/// A file's slug, and the finding where it had to give way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assigned {
    pub(super) slug: Slug,
    pub(super) finding: Option<Diagnostic>,
}

/// Gives each file its slug. Of two plans (or two pages) with one slug, compared after full case
/// folding, the first by path keeps it; the next gets `-2`.
pub(super) fn assign(parsed: &[Arc<Parsed>]) -> Vec<Assigned> {
    // Slugs that files have by right come first, so that no twin's number takes one of them.
    let mut taken: FxHashMap<(bool, Cow<'_, str>), usize> = FxHashMap::default();
    taken.reserve(parsed.len());
    let first: Vec<usize> = parsed
        .iter()
        .enumerate()
        .map(|(index, p)| *taken.entry((p.is_plan(), p.slug.folded())).or_insert(index))
        .collect();
    first
        .into_iter()
        .enumerate()
        .map(|(index, first)| {
            let (is_plan, slug) = (parsed[index].is_plan(), &parsed[index].slug);
            if first == index {
                return Assigned { slug: slug.clone(), finding: None };
            }
            let free = (2..=parsed.len() + 1)
                .map(|n| slug.numbered(n))
                .find(|s| !taken.contains_key(&(is_plan, s.folded())))
                .unwrap_or_else(|| slug.clone());
            taken.insert((is_plan, Cow::Owned(free.folded().into_owned())), index);
            let finding =
                twin(parsed[index].source.path(), parsed[first].source.path(), slug, &free);
            Assigned { slug: free, finding: Some(finding) }
        })
        .collect()
}

/// Those of the findings that are about documents that could not be read.
pub(super) fn lost(loose: &[LooseFinding]) -> Vec<LooseFinding> {
    let is_lost = |file: &&LooseFinding| {
        let LooseFinding { path, diagnostic } = file;
        diagnostic.code == "unreadable-file"
            && diagnostic.severity == Severity::Error
            && is_document(path)
    };
    loose.iter().filter(is_lost).cloned().collect()
}

/// Documents that could not be read, with slugs that no other file has: whether one of them was a plan
/// or a page is not known, so it takes the place of neither.
pub(super) fn unread(lost: &[LooseFinding], assigned: &[Assigned]) -> Vec<Unread> {
    if lost.is_empty() {
        return Vec::new();
    }
    let mut taken: FxHashSet<String> =
        assigned.iter().map(|given| given.slug.folded().into_owned()).collect();
    lost.iter()
        .map(|LooseFinding { path, diagnostic }| {
            let own = Slug::of_source(path);
            let mut slug = own.clone();
            let mut twin = 2;
            while !taken.insert(slug.folded().into_owned()) {
                slug = own.numbered(twin);
                twin += 1;
            }
            let (reason, help) = (diagnostic.message.clone(), diagnostic.help.first().cloned());
            Unread { path: path.clone(), slug, reason, help }
        })
        .collect()
}

/// Findings on former slugs that lead nowhere of their own: another plan stands there, or came from
/// there first. One list a file.
pub(super) fn aliases(parsed: &[Arc<Parsed>], assigned: &[Assigned]) -> Vec<Vec<Diagnostic>> {
    let mut findings = vec![Vec::new(); parsed.len()];
    let has_alias = |file: &Arc<Parsed>| match &file.article {
        Article::Plan(plan) => !plan.header.aliases.is_empty(),
        Article::Page(_) => false,
    };
    if !parsed.iter().any(has_alias) {
        return findings;
    }
    let mut taken: FxHashMap<String, usize> = parsed
        .iter()
        .zip(assigned)
        .enumerate()
        .filter(|(_, (file, _))| file.is_plan())
        .map(|(index, (_, given))| (given.slug.folded().into_owned(), index))
        .collect();
    for (index, file) in parsed.iter().enumerate() {
        if let Article::Plan(plan) = &file.article {
            for alias in &plan.header.aliases {
                let slug = Slug::of_alias(&alias.value);
                let first = *taken.entry(slug.folded().into_owned()).or_insert(index);
                if first != index {
                    let other = parsed[first].source.path();
                    findings[index].push(
                        Diagnostic::new(
                            "duplicate-slug",
                            alias.span,
                            format!("the alias `{slug}` belongs to `{other}`"),
                        )
                        .note("links to it lead there")
                        .help("remove the alias here, or there"),
                    );
                }
            }
        }
    }
    findings
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::build::Basis;
    use crate::check;
    use crate::check::rules::tests::page::{Block, examples, only};
    use crate::model::date::parse_iso;
    use crate::settings::Settings;
    use crate::text::Source;

    /// The findings on files side by side, as a rule's page lists them.
    fn findings(files: &[Block<'_>]) -> String {
        let settings = Settings::default();
        let today = parse_iso("2026-11-22").expect("a date");
        let basis = Basis::new(settings, today);
        let named = files.iter().filter_map(|file| Some((file.path?, file.text.as_bytes())));
        let parsed: Vec<Arc<Parsed>> = named
            .map(|(path, text)| Arc::new(Source::new(path, text)))
            .map(|source| Arc::new(Parsed::new(source, &basis)))
            .collect();
        let assigned = assign(&parsed);
        let aliases = aliases(&parsed, &assigned);
        let mut out = String::new();
        for ((file, slug), aliases) in parsed.iter().zip(assigned).zip(aliases) {
            let found = slug.finding.into_iter().chain(aliases).collect();
            for finding in check::settle(found, None, &basis.settings) {
                let place = file.source.position(finding.span.start);
                let (severity, code) = (finding.severity.word(), finding.code);
                let (line, column, message) = (place.line, place.column, finding.message);
                let _ = writeln!(out, "{line}:{column}: {severity}[{code}]: {message}");
            }
        }
        out
    }

    #[test]
    fn the_page_of_the_rule_tells_the_truth() {
        let rule = check::rules::find("duplicate-slug").expect("a rule");
        let (bad, good) = examples(rule);
        assert_eq!(findings(&bad), only(rule, &bad, "text"));
        assert_eq!(findings(&good), "");
        assert!(
            [bad, good].iter().all(|files| files.iter().filter(|f| f.path.is_some()).count() == 2)
        );
    }
}
