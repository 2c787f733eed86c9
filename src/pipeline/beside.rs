//! What plans tell of each other, and plans of other sites of them, found before each gets its entry.

use std::sync::Arc;

use rayon::prelude::*;

use super::ParsedFile;
use super::config::BuildConfig;
use super::file::FileContent;
use crate::check::{ResolvedDependencies, resolve_dependencies};
use crate::diagnostic::Diagnostic;
use crate::portfolio::{self, Collisions, PlanEntry};
use crate::site::{Directory, Slug};
use crate::text::Span;

/// What plans tell of each other; lists have one entry a file.
pub(super) struct FilesBeside {
    /// Where plans are in each other's way.
    pub(super) collisions: Arc<Collisions>,
    /// The plans that each depends on.
    pub(super) depends_on: Vec<ResolvedDependencies>,
    /// What each is told.
    pub(super) findings: Vec<Vec<Diagnostic>>,
}

/// Puts the plans among some files side by side; `slugs` gives each file its place.
pub(super) fn beside<'a>(
    parsed: &[Arc<ParsedFile>],
    slugs: impl Fn(usize) -> &'a Slug,
    directory: &Directory,
    config: &BuildConfig,
) -> FilesBeside {
    let depends_on: Vec<ResolvedDependencies> = parsed
        .par_iter()
        .map(|file| match &file.stated {
            FileContent::Plan(entry, _) if !entry.claims.depends_on.is_empty() => {
                resolve_dependencies(file.source.path(), &entry.claims.depends_on, directory)
            }
            _ => ResolvedDependencies::default(),
        })
        .collect();
    // The plans alone: pages lie between them.
    let plans: Vec<(usize, Arc<PlanEntry>)> = parsed
        .iter()
        .enumerate()
        .filter_map(|(at, file)| match &file.stated {
            FileContent::Plan(entry, _) => Some((at, Arc::clone(entry))),
            FileContent::Page(_) => None,
        })
        .collect();
    let (indices, mut plans): (Vec<usize>, Vec<Arc<PlanEntry>>) = plans.into_iter().unzip();
    plans.extend(config.federated.plans.iter().cloned());
    let placed: Vec<(&Slug, &[(Slug, Span)])> =
        indices.iter().map(|&at| (slugs(at), &*depends_on[at].plans)).collect();
    let told = portfolio::beside(&plans, &placed, &config.settings, config.today);
    let mut findings = vec![Vec::new(); parsed.len()];
    for (at, told) in indices.iter().zip(told.findings) {
        findings[*at] = told;
    }
    FilesBeside { collisions: Arc::new(told.collisions), depends_on, findings }
}

/// Whether two versions of a plan tell their neighbours the same.
pub(super) fn tells_the_same(old: &ParsedFile, new: &ParsedFile) -> bool {
    match (&old.stated, &new.stated) {
        (FileContent::Plan(old, _), FileContent::Plan(new, _)) => {
            let lines = |entry: &PlanEntry| -> Vec<u32> {
                let claims = &entry.claims;
                let flags = claims.flags.iter().map(|flag| flag.span);
                let duties = claims.duties.iter().map(|(_, span)| *span);
                let names = claims.depends_on.iter().map(|name| name.span);
                let spans = flags.chain(duties).chain(names);
                spans.map(|span| entry.source.line(span.start)).collect()
            };
            old.claims == new.claims
                && lines(old) == lines(new)
                && portfolio::may_collide(&old.summary) == portfolio::may_collide(&new.summary)
                && old.summary.schedule == new.summary.schedule
                && old.summary.phases == new.summary.phases
                && old.summary.rollback.owners == new.summary.rollback.owners
        }
        (FileContent::Page(_), FileContent::Page(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use crate::check::rules;
    use crate::check::rules::tests::page::{Block, examples, only};
    use crate::model::date::parse_iso;
    use crate::pipeline::{Assembler, BuildConfig, Input};
    use crate::settings;
    use crate::text::Source;
    use std::sync::Arc;

    /// The findings of a rule on files side by side, as its page lists them.
    fn findings(code: &str, blocks: &[Block<'_>]) -> String {
        let toml = blocks.iter().find(|block| block.language == "toml");
        let toml = toml.map(|block| Source::new("phasebook.toml", block.text.as_bytes()));
        let settings = settings::read::read(toml.as_ref(), &[]).expect("good settings");
        let today = parse_iso("2026-11-22").expect("a date");
        let config = Arc::new(BuildConfig::new(settings, today));
        let named = blocks.iter().filter_map(|block| Some((block.path?, block.text.as_bytes())));
        let mut documents: Vec<Arc<Source>> =
            named.map(|(path, text)| Arc::new(Source::new(path, text))).collect();
        documents.sort_by(|a, b| a.path().cmp(b.path()));
        let input = Input {
            documents,
            files: BTreeMap::default(),
            file_findings: Vec::new(),
            ..Input::default()
        };
        let portfolio = Assembler::assemble_once(config, input);
        let mut out = String::new();
        for entry in &portfolio.entries {
            for finding in entry.findings.iter().filter(|finding| finding.code == code) {
                let place = entry.source.position(finding.span.start);
                let (severity, message) = (finding.severity.word(), &finding.message);
                let (line, column) = (place.line, place.column);
                let _ = writeln!(out, "{line}:{column}: {severity}[{code}]: {message}");
            }
        }
        out
    }

    #[test]
    fn the_pages_of_the_rules_tell_the_truth() {
        for code in [
            "change-in-freeze",
            "dependency-cycle",
            "flag-collision",
            "rollback-owner-collision",
            "unknown-dependency",
        ] {
            let rule = rules::find(code).expect("a rule");
            let (bad, good) = examples(rule);
            assert_eq!(findings(code, &bad), only(rule, &bad, "text"), "{code}");
            assert_eq!(findings(code, &good), "", "{code}");
        }
    }
}
