//! Which file gets which slug.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ParsedFile;
use crate::diagnostic::{Diagnostic, Severity};
use crate::portfolio::{FileFinding, UnreadableDocument};
use crate::site::{Attachments, Directory, PublishedDocument, Slug, is_document, is_introduction};
use crate::text::Span;

/// A file's slug, and the finding where it had to give way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Assigned {
    pub(super) slug: Slug,
    pub(super) finding: Option<Diagnostic>,
}

/// A document in its turn: read or not.
struct SlugClaim<'a> {
    path: &'a str,
    slug: Cow<'a, Slug>,
    /// Whether it stands among plans, among pages, or among both as nobody knows what it is.
    among: &'static [bool],
}

const UNKNOWN: &[bool] = &[true, false];

/// Gives each file its slug. Of two plans (or two pages) with one slug, compared after full case
/// folding, the first by path keeps it; the next gets `-2`.
///
/// A document that can't be read keeps its turn, so that the others have the addresses that they have when
/// it is read. What it is nobody knows then: it is taken for what its twin is, unless one of them
/// introduces a folder and the other does not, as `pay/README.md` and `pay.md` do.
pub(super) fn assign(
    parsed: &[Arc<ParsedFile>],
    lost: &[FileFinding],
) -> (Vec<Assigned>, Vec<UnreadableDocument>) {
    let mut turns: Vec<SlugClaim<'_>> = parsed
        .iter()
        .map(|p| SlugClaim {
            path: p.source.path(),
            slug: Cow::Borrowed(&p.slug),
            among: if p.is_plan() { &[true] } else { &[false] },
        })
        .collect();
    turns.extend(turns_of(lost, parsed));
    turns.sort_by_key(|turn| turn.path);
    // Slugs that files have by right come first, so that no twin's number takes one of them.
    let mut taken: FxHashMap<(bool, Cow<'_, str>), usize> = FxHashMap::default();
    taken.reserve(turns.len());
    let mut first = Vec::with_capacity(turns.len());
    for (index, SlugClaim { slug, among, .. }) in turns.iter().enumerate() {
        let holder = among.iter().find_map(|&kind| taken.get(&(kind, slug.folded())));
        first.push(*holder.unwrap_or(&index));
        if first[index] == index {
            taken.extend(among.iter().map(|&kind| ((kind, slug.folded()), index)));
        }
    }
    let mut given = FxHashMap::default();
    for (index, SlugClaim { path, slug, among }) in turns.iter().enumerate() {
        let (mut own, mut finding) = (Slug::clone(slug), None);
        if first[index] != index {
            let mut n = 2;
            let is_taken =
                |slug: &Slug| among.iter().any(|&kind| taken.contains_key(&(kind, slug.folded())));
            own = slug.numbered(n);
            while is_taken(&own) {
                n += 1;
                own = slug.numbered(n);
            }
            let folded = own.folded().into_owned();
            taken.extend(among.iter().map(|&kind| ((kind, Cow::Owned(folded.clone())), index)));
            finding = Some(twin(path, turns[first[index]].path, slug, &own));
        }
        given.insert(*path, (Assigned { slug: own, finding }, *among));
    }
    let assigned = parsed.iter().filter_map(|p| given.remove(p.source.path()));
    let assigned = assigned.map(|(assigned, _)| assigned).collect();
    let unread = lost.iter().filter_map(|FileFinding { path, diagnostic, .. }| {
        let (Assigned { slug, .. }, among) = given.remove(path.as_str())?;
        let (reason, help) = (diagnostic.message.clone(), diagnostic.help.first().cloned());
        let (path, is_plan, is_page) =
            (path.clone(), among.contains(&true), among.contains(&false));
        Some(UnreadableDocument { path, slug, is_plan, is_page, reason, help })
    });
    (assigned, unread.collect())
}

/// The turns of documents that could not be read.
fn turns_of<'a>(lost: &'a [FileFinding], parsed: &'a [Arc<ParsedFile>]) -> Vec<SlugClaim<'a>> {
    if lost.is_empty() {
        return Vec::new();
    }
    let slugs: Vec<Slug> = lost.iter().map(|file| Slug::of_source(&file.path)).collect();
    let mut known: FxHashSet<(bool, Cow<'_, str>, bool)> = parsed
        .iter()
        .map(|p| (p.is_plan(), p.slug.folded(), is_introduction(p.source.path())))
        .collect();
    // What introduces a folder is a page as a rule.
    known.extend(lost.iter().zip(&slugs).map(|(FileFinding { path, .. }, slug)| {
        (!is_introduction(path), slug.folded(), is_introduction(path))
    }));
    lost.iter()
        .zip(&slugs)
        .map(|(FileFinding { path, .. }, slug)| {
            let is_of_other = |kind| known.contains(&(kind, slug.folded(), !is_introduction(path)));
            let among = match (is_of_other(true), is_of_other(false)) {
                (true, false) => &UNKNOWN[1..],
                (false, true) => &UNKNOWN[..1],
                _ => UNKNOWN,
            };
            SlugClaim { path, slug: Cow::Owned(slug.clone()), among }
        })
        .collect()
}

/// Those of the findings that are about documents that could not be read.
pub(super) fn lost(file_findings: &[FileFinding]) -> Vec<FileFinding> {
    let is_lost = |file: &&FileFinding| {
        let FileFinding { path, diagnostic, .. } = file;
        diagnostic.code == "unreadable-file"
            && diagnostic.severity == Severity::Error
            && is_document(path)
    };
    file_findings.iter().filter(is_lost).cloned().collect()
}

/// Findings on former slugs that lead nowhere of their own: another plan stands there, or came from
/// there first. One list a file.
pub(super) fn aliases(parsed: &[Arc<ParsedFile>], assigned: &[Assigned]) -> Vec<Vec<Diagnostic>> {
    let mut findings = vec![Vec::new(); parsed.len()];
    if parsed.iter().all(|file| file.aliases().is_empty()) {
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
        for alias in file.aliases() {
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
    findings
}

/// What each file becomes, for links to lead there.
pub(super) fn directory(
    parsed: &[Arc<ParsedFile>],
    assigned: &[Assigned],
    files: Attachments,
) -> Directory {
    let documents: BTreeMap<String, PublishedDocument> = parsed
        .iter()
        .zip(assigned)
        .map(|(parsed, assigned)| {
            let document = PublishedDocument {
                slug: assigned.slug.clone(),
                is_plan: parsed.is_plan(),
                anchors: Arc::clone(&parsed.anchors),
            };
            (parsed.source.path().to_owned(), document)
        })
        .collect();
    Directory::new(documents, files)
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
    use crate::check;
    use crate::check::rules::tests::page::{Block, examples, only};
    use crate::model::date::parse_iso;
    use crate::pipeline::BuildConfig;
    use crate::settings::Settings;
    use crate::text::Source;

    /// The findings on files side by side, as a rule's page lists them.
    fn findings(files: &[Block<'_>]) -> String {
        let settings = Settings::default();
        let today = parse_iso("2026-11-22").expect("a date");
        let config = BuildConfig::new(settings, today);
        let named = files.iter().filter_map(|file| Some((file.path?, file.text.as_bytes())));
        let parsed: Vec<Arc<ParsedFile>> = named
            .map(|(path, text)| Arc::new(Source::new(path, text)))
            .map(|source| Arc::new(ParsedFile::new(source, &config, true)))
            .collect();
        let (assigned, _) = assign(&parsed, &[]);
        let aliases = aliases(&parsed, &assigned);
        let mut out = String::new();
        for ((file, slug), aliases) in parsed.iter().zip(assigned).zip(aliases) {
            let found = slug.finding.into_iter().chain(aliases).collect();
            for finding in check::settle(found, None, &config.settings) {
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
