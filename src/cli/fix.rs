//! `phasebook check --fix`: plans mended in their files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::error::Failure;
use super::paths::{Asked, portfolios};
use super::report::{self, File};
use super::setup::Setup;
use crate::diagnostic::{Diagnostic, Edit};
use crate::disk;
use crate::text::{self, Span};

/// Mending one finding may bring another to light; far more often than it ever does.
const MOST_PASSES: usize = 1000;

/// What was mended, and what was not.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// How many findings.
    pub(super) findings: usize,
    /// Real paths of the files that were written.
    pub(super) files: BTreeSet<PathBuf>,
    /// Files that were left as they are, as they are shown, and why.
    pub(super) refused: BTreeMap<String, &'static str>,
}

/// Mends the files that were asked for, until nothing is left that can be mended.
pub(super) fn mend(setup: &Setup, paths: &[PathBuf]) -> Result<Mended, Failure> {
    let mut mended = Mended::default();
    for _ in 0..MOST_PASSES {
        let before = mended.findings;
        // One file may be read under several names.
        let mut seen = BTreeSet::new();
        for asked in &portfolios(setup, paths)? {
            for file in report::files(&asked.portfolio, &asked.folder, |path| asked.holds(path)) {
                mend_file(setup, asked, &file, &mut seen, &mut mended)?;
            }
        }
        if mended.findings == before {
            break;
        }
    }
    Ok(mended)
}

fn mend_file(
    setup: &Setup,
    asked: &Asked,
    file: &File<'_>,
    seen: &mut BTreeSet<PathBuf>,
    mended: &mut Mended,
) -> Result<(), Failure> {
    let Some(source) = file.source else { return Ok(()) };
    let (count, edits) = choose(&file.findings);
    if count == 0 || mended.refused.contains_key(&file.path) {
        return Ok(());
    }
    let real = disk::real_path(&asked.folder.join(file.source_path))?;
    if !seen.insert(real.clone()) {
        return Ok(());
    }
    let limit = setup.settings().limits.file_bytes;
    if disk::rewrite(&real, limit, |bytes| text::rewrite(source, bytes, &edits))? {
        mended.findings += count;
        mended.files.insert(real);
    } else {
        let reason = if source.repairs().is_empty() {
            "it has changed meanwhile"
        } else {
            "it holds bytes that are not text"
        };
        mended.refused.insert(file.path.clone(), reason);
    }
    Ok(())
}

/// The changes that mend most findings, sorted, with the number of findings that they mend. A finding
/// is mended wholly or not at all; where two of them meet, the first one is.
fn choose<'a>(findings: &[&'a Diagnostic]) -> (usize, Vec<(Span, &'a str)>) {
    let mut chosen: Vec<(Span, &str)> = Vec::new();
    // Ends by starts. Changes don't overlap, so of those that begin before another ends, the last one ends last.
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    let mut count = 0;
    for finding in findings.iter().filter(|finding| !finding.fix.is_empty()) {
        let meets = |edit: &Edit| {
            let before = taken.range(..=edit.span.end).next_back();
            before.is_some_and(|(_, end)| edit.span.start <= *end)
        };
        if !finding.fix.iter().any(meets) {
            taken.extend(finding.fix.iter().map(|edit| (edit.span.start, edit.span.end)));
            chosen.extend(finding.fix.iter().map(|e| (e.span, e.replacement.as_str())));
            count += 1;
        }
    }
    chosen.sort_by_key(|(span, _)| *span);
    (count, chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_two_changes_meet_the_first_is_made() {
        let finding = |spans: &[(usize, usize)]| {
            spans
                .iter()
                .fold(Diagnostic::new("raw-html", Span::default(), ""), |finding, (a, b)| {
                    finding.fix(Span::new(*a, *b), "x")
                })
        };
        let all = [
            finding(&[(5, 7), (1, 2)]),
            finding(&[(6, 9)]),
            finding(&[]),
            finding(&[(9, 9)]),
            finding(&[(3, 4), (2, 2)]),
        ];
        let (count, edits) = choose(&all.iter().collect::<Vec<_>>());
        let spans: Vec<(u32, u32)> = edits.iter().map(|(s, _)| (s.start, s.end)).collect();
        assert_eq!((count, spans), (2, vec![(1, 2), (5, 7), (9, 9)]));
    }
}
