//! Many findings for people: template text is one finding a plan, the worst are told in full, the others
//! are summed up by rule and folder.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{File, printable};
use crate::check::rules;
use crate::diagnostic::Diagnostic;
use crate::view::part::counted;

/// Findings that are told in full where there are more.
const TOLD: usize = 20;

/// Rules and folders that a sum names; the others are counted.
const NAMED: usize = 10;

/// Places of template text that the finding on all of them shows.
const PLACES: usize = 4;

/// The rule whose findings are one finding a plan.
const TEMPLATE_TEXT: &str = "unfilled-template-text";

/// A finding as people are told of it.
pub(super) struct Told<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) finding: Cow<'a, Diagnostic>,
    /// How many findings it stands for.
    count: usize,
}

/// The findings of files, in their order; that a file holds template text is told once.
pub(super) fn told<'a>(files: &'a [File<'a>]) -> Vec<Told<'a>> {
    let mut told = Vec::new();
    for file in files {
        let (unfilled, others): (Vec<_>, Vec<_>) =
            file.findings.iter().copied().partition(|finding| finding.code == TEMPLATE_TEXT);
        let one = |finding| Told { file, finding: Cow::Borrowed(finding), count: 1 };
        let mut all: Vec<_> = others.into_iter().map(one).collect();
        match unfilled[..] {
            [] => {}
            [only] => all.push(one(only)),
            _ => {
                let finding = Cow::Owned(as_one(&unfilled));
                all.push(Told { file, finding, count: unfilled.len() });
            }
        }
        all.sort_by_key(|told| told.finding.span.start);
        told.extend(all);
    }
    told
}

/// Findings on template text as one, at the first place.
fn as_one(unfilled: &[&Diagnostic]) -> Diagnostic {
    // "the date is not filled in: `YYYY-MM-DD`": the text stands in the line that is shown.
    let words =
        |finding: &Diagnostic| finding.message.split(": `").next().unwrap_or_default().to_owned();
    let (first, places) = (unfilled[0], unfilled.len());
    let message = format!("{places} places still hold template text");
    let mut one = Diagnostic::new(TEMPLATE_TEXT, first.span, message).label(words(first));
    one.severity = first.severity;
    for finding in unfilled.iter().skip(1).take(PLACES - 1) {
        one = one.also(finding.span, words(finding));
    }
    one.note("it is not shown as a fact")
        .help("write your own words, or `—` where there is nothing to say")
        .help("`phasebook check --format short` names each place")
}

/// Leaves the worst: by severity, then in the order of the rules, then by place. Says what the others are;
/// `None` where there are so few that all stay.
pub(super) fn keep_worst(told: &mut Vec<Told<'_>>) -> Option<String> {
    if told.len() <= TOLD {
        return None;
    }
    told.sort_by_key(|told| {
        let rule = rules::ALL.iter().position(|rule| rule.id == told.finding.code);
        (Reverse(told.finding.severity), rule.unwrap_or(usize::MAX))
    });
    let others = told.split_off(TOLD);
    let count: usize = others.iter().map(|told| told.count).sum();
    let mut sum = format!("{} more", counted(count, "finding"));
    let rule = |told: &Told<'_>| told.finding.code.to_owned();
    let folder = |told: &Told<'_>| match told.file.path.rsplit_once('/') {
        Some((folder, _)) => format!("{}/", printable(folder)),
        None => "./".to_owned(),
    };
    push_counts(&mut sum, ", by rule:", ("rule", &others), rule);
    push_counts(&mut sum, "\nby folder:", ("folder", &others), folder);
    sum.push_str("\nhelp: `phasebook check --all` shows every finding\n");
    Some(sum)
}

/// Adds a line for each of those that have most findings.
fn push_counts(
    sum: &mut String,
    title: &str,
    (noun, others): (&str, &[Told<'_>]),
    key: impl Fn(&Told<'_>) -> String,
) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for told in others {
        *counts.entry(key(told)).or_default() += told.count;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let rest = counts.split_off(counts.len().min(NAMED));
    if !rest.is_empty() {
        let count = rest.iter().map(|(_, count)| count).sum();
        counts.push((format!("in {} more", counted(rest.len(), noun)), count));
    }
    sum.push_str(title);
    for (name, count) in counts {
        let _ = write!(sum, "\n{count:>8}  {name}");
    }
}
