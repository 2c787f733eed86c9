//! Every finding, by file and by rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{Lede, Links, TitledSection, listed, page_title};
use crate::diagnostic::{Diagnostic, Severity};
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::finding::{self, File, MessagePart, sentence_parts, severity_words};
use crate::view::part::{Pager, counted, page_size, pager};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/findings.html";

/// A page of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingsPage {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// The findings of this page by file.
    pub files: Vec<FileFindings>,
    /// How often each rule was broken, on the first page only.
    pub rules: Vec<RuleCount>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How grave a finding is.
    pub rule: Anchor,
}

/// Findings of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileFindings {
    /// The plan's or page's title, else the path.
    pub heading: TitledSection,
    /// Link to the plan or page; `None` for a file that could not be read.
    pub href: Option<String>,
    /// Path below the content folder.
    pub source: String,
    /// The findings by place.
    pub findings: Vec<FindingRow>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// "12:3", line and column; `None` where the whole file is meant.
    pub place: Option<String>,
    /// "Error".
    pub severity: &'static str,
    /// Value of `data-state`.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// What is wrong.
    pub message: Vec<MessagePart>,
    /// The rule's id.
    pub code: &'static str,
    /// Link to the rule.
    pub rule_href: String,
}

/// How often a rule was broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    /// The rule's id.
    pub code: &'static str,
    /// Link to it.
    pub href: String,
    /// Errors, warnings and remarks.
    pub counts: [usize; 3],
}

/// How many findings all pages hold.
pub(super) fn entries(context: &Context<'_>) -> usize {
    finding::files(context.portfolio).map(|file| file.findings().len()).sum()
}

/// A page of findings.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, FindingsPage) {
    let path = Route::Findings(page).path();
    let links = Links { page: &path };
    let files: Vec<File<'_>> = finding::files(context.portfolio).collect();
    let total = files.iter().map(|file| file.findings().len()).sum();
    let title = page_title("Findings", page);
    let view = FindingsPage {
        lede: lede(&files),
        files: on_page(links, &files, page),
        rules: if page == 1 { rules(links, &files) } else { Vec::new() },
        pager: pager(&path, page, total, page_size::FINDINGS, "finding", Route::Findings),
        rule: links.about("severity", "How severity is set"),
        title: title.clone(),
    };
    // A plan becomes stale, a phase overdue.
    (shell(context, &PageFrame::new(&path, &title, NavSection::None).dated()), view)
}

fn count(files: &[File<'_>], severity: Severity) -> usize {
    files.iter().flat_map(|file| file.findings()).filter(|f| f.severity == severity).count()
}

fn lede(files: &[File<'_>]) -> Lede {
    if files.is_empty() {
        return Lede::new("No findings.", "Every plan says what it should.");
    }
    let counts = listed(&[
        (count(files, Severity::Error), "error"),
        (count(files, Severity::Warning), "warning"),
        (count(files, Severity::Info), "info finding"),
    ]);
    Lede::new(
        format!("{counts} in {}.", counted(files.len(), "file")),
        "With line, column and rule.",
    )
}

fn on_page(links: Links<'_>, files: &[File<'_>], page: ListPage) -> Vec<FileFindings> {
    let mut skip = (page - 1) * page_size::FINDINGS;
    let mut left = page_size::FINDINGS;
    let mut shown = Vec::new();
    for file in files {
        let findings: Vec<FindingRow> = file
            .findings()
            .iter()
            .skip(skip)
            .take(left)
            .map(|finding| finding_row(links, *file, finding))
            .collect();
        skip = skip.saturating_sub(file.findings().len());
        left -= findings.len();
        if !findings.is_empty() {
            shown.push(FileFindings {
                heading: TitledSection {
                    id: format!("file-{}", shown.len() + 1),
                    text: file.title().to_owned(),
                },
                href: file.route().map(|route| links.to(&route)),
                source: file.path().to_owned(),
                findings,
            });
        }
        if left == 0 {
            break;
        }
    }
    shown
}

fn finding_row(links: Links<'_>, file: File<'_>, finding: &Diagnostic) -> FindingRow {
    let (severity, _, icon) = severity_words(finding.severity);
    FindingRow {
        place: file.source().map(|source| {
            let place = source.position(finding.span.start);
            format!("{}:{}", place.line, place.column)
        }),
        severity,
        state: match finding.severity {
            Severity::Error => "stop",
            Severity::Warning => "warn",
            Severity::Info => "live",
        },
        icon,
        message: sentence_parts(&finding.message),
        code: finding.code,
        rule_href: links.to(&Route::Rule(finding.code)),
    }
}

/// Rules by errors, warnings and remarks, the most broken first.
fn rules(links: Links<'_>, files: &[File<'_>]) -> Vec<RuleCount> {
    // Every rule is listed: this is where readers find what is looked for.
    let mut counts: BTreeMap<&'static str, [usize; 3]> =
        crate::check::rules::ALL.iter().map(|rule| (rule.id, [0; 3])).collect();
    for finding in files.iter().flat_map(|file| file.findings()) {
        let column = Severity::ALL.iter().position(|s| *s == finding.severity).unwrap_or(0);
        counts.entry(finding.code).or_default()[column] += 1;
    }
    let mut rules: Vec<RuleCount> = counts
        .into_iter()
        .map(|(code, counts)| RuleCount { code, href: links.to(&Route::Rule(code)), counts })
        .collect();
    rules.sort_by_key(|rule| Reverse(rule.counts));
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::header::StatusKind;
    use crate::portfolio::fixture::{entry, page as plain_page};
    use crate::text::Span;
    use crate::view::portfolio::fixture::site;

    fn finding(code: &'static str, severity: Severity) -> Diagnostic {
        let mut finding = Diagnostic::new(code, Span::default(), format!("{code} is broken"));
        finding.severity = severity;
        finding
    }

    #[test]
    fn findings_page_over_files() {
        let mut a = entry("a.md", "A", Some(StatusKind::Draft));
        a.findings = (0..60).map(|_| finding("x", Severity::Info)).collect();
        let mut b = entry("b.md", "B", Some(StatusKind::InProgress));
        b.findings = (0..60).map(|_| finding("y", Severity::Error)).collect();
        let clean = entry("c.md", "C", Some(StatusKind::InProgress));
        let mut notes = plain_page("notes.md", Some("Notes"));
        notes.findings = vec![finding("x", Severity::Warning)];
        site(vec![a, b, clean], vec![notes], |context| {
            let (_, first) = page(context, 1);
            assert_eq!(first.lede.strong, "60 errors, 1 warning and 60 info findings in 3 files.");
            let lengths: Vec<_> = first.files.iter().map(|f| f.findings.len()).collect();
            assert_eq!(lengths, [60, 40]);
            assert_eq!(first.files[1].findings[0].place.as_deref(), Some("1:1"));
            let rules: Vec<_> = first.rules.iter().map(|r| (r.code, r.counts)).collect();
            assert_eq!(rules[..2], [("y", [60, 0, 0]), ("x", [0, 1, 60])]);
            let others = rules[2..].iter().map(|(code, _)| *code);
            assert!(others.eq(crate::check::rules::ALL.iter().map(|rule| rule.id)));
            let (_, second) = page(context, 2);
            let shown: Vec<_> =
                second.files.iter().map(|f| (f.heading.text.as_str(), f.findings.len())).collect();
            assert_eq!(shown, [("B", 20), ("Notes", 1)]);
            assert_eq!(second.files[1].href.as_deref(), Some("pages/notes.html"));
        });
    }
}
