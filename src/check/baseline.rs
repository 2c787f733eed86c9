//! Findings that a site accepts for now, so that only new ones are told.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::text::{Source, fingerprint};

/// Accepted findings, each known by its file, its rule and the words of its line, with how often it
/// is accepted: what moves within a file stays accepted, and one more of the same is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, BTreeMap<(String, u64), usize>>,
}

/// A finding's file, rule and line, as a baseline knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptedFinding<'a> {
    /// Path of its file below the content folder.
    pub path: &'a str,
    /// The rule's id.
    pub rule: &'a str,
    /// Fingerprint of its line, see [`line_fingerprint`].
    pub line: u64,
    /// How many such findings are accepted.
    pub count: usize,
}

impl Baseline {
    /// Accepts further findings.
    pub fn add(&mut self, more: AcceptedFinding<'_>) {
        let file = self.files.entry(more.path.to_owned()).or_default();
        *file.entry((more.rule.to_owned(), more.line)).or_default() += more.count;
    }

    /// How many findings it accepts at most.
    pub fn count(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).sum()
    }

    /// What it accepts, by path, rule and line.
    pub fn entries(&self) -> impl Iterator<Item = AcceptedFinding<'_>> {
        self.files.iter().flat_map(|(path, file)| {
            file.iter().map(move |((rule, line), count)| AcceptedFinding {
                path,
                rule,
                line: *line,
                count: *count,
            })
        })
    }

    /// Takes accepted findings out of those of a file, and tells how many they were.
    pub fn accept(
        &self,
        path: &str,
        source: Option<&Source>,
        findings: &mut Vec<Diagnostic>,
    ) -> usize {
        let Some(file) = self.files.get(path) else { return 0 };
        let mut left = file.clone();
        let before = findings.len();
        findings.retain(|finding| {
            let key = (finding.code.to_owned(), line_fingerprint(source, finding));
            match left.get_mut(&key) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        before - findings.len()
    }
}

/// Fingerprint of the words of the line where a finding begins, indentation aside; that of no words
/// where the whole file is meant.
pub fn line_fingerprint(source: Option<&Source>, finding: &Diagnostic) -> u64 {
    let line = source.filter(|_| !finding.is_of_file()).map_or("", |source| {
        source.slice(source.line_span(source.line(finding.span.start))).trim()
    });
    fingerprint(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn findings(source: &Source) -> Vec<Diagnostic> {
        let places = source.text().match_indices("bad").map(|(at, _)| Span::new(at, at + 3));
        places.map(|span| Diagnostic::new("raw-html", span, "m")).collect()
    }

    #[test]
    fn what_moves_stays_accepted_and_one_more_is_told() {
        let old = Source::new("a.md", b"one bad\ntwo bad\n");
        let mut baseline = Baseline::default();
        for finding in findings(&old) {
            let line = line_fingerprint(Some(&old), &finding);
            baseline.add(AcceptedFinding { path: "a.md", rule: "raw-html", line, count: 1 });
        }
        assert_eq!(baseline.count(), 2);
        let check = |path: &str, text: &str, accepted: usize, told: &[u32]| {
            let source = Source::new(path, text.as_bytes());
            let mut left = findings(&source);
            assert_eq!(baseline.accept(path, Some(&source), &mut left), accepted, "{text}");
            let lines: Vec<u32> = left.iter().map(|f| source.line(f.span.start)).collect();
            assert_eq!(lines, told, "{text}");
        };
        check("a.md", "\n  two bad\nnew\none bad\n", 2, &[]);
        check("a.md", "one bad\ntwo bad\none bad\n", 2, &[3]);
        check("a.md", "one very bad\n", 0, &[1]);
        check("b.md", "one bad\n", 0, &[1]);
    }
}
