//! Two risks with one ID.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{Nature, Rule};
use crate::check::Facts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::prose::BlockKind;
use crate::text::Spanned;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-risk-id",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("duplicate-risk-id.md"),
    check: Some(check),
};

/// Duplicates that a new ID is sought for at once, and numbers that are tried: each takes a search
/// through the whole text.
const MOST_FIXES: usize = 50;

fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let mut first_places = HashMap::new();
    let mut findings = Vec::new();
    let mut free = Free::default();
    let blocks = facts.plan.blocks.iter();
    let headings: Vec<u32> = blocks
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)))
        .map(|block| block.span.start)
        .collect();
    for id in facts.plan.risks.iter().filter_map(|risk| risk.id.as_ref()) {
        match first_places.entry(id.to_lowercase()) {
            Entry::Vacant(place) => {
                place.insert(id.span);
            }
            Entry::Occupied(first) => {
                let mut finding = Diagnostic::new(
                    "duplicate-risk-id",
                    id.span,
                    format!("two risks have the ID `{}`", id.value),
                )
                .also(*first.get(), "the first; a mention of the ID leads here")
                .help("give each risk an ID of its own, and never use one again");
                let between = headings.partition_point(|at| *at < first.get().start)
                    ..headings.partition_point(|at| *at < id.span.start);
                if !between.is_empty() {
                    finding.severity = Severity::Info;
                }
                if findings.len() < MOST_FIXES
                    && let Some(next) = free.instead_of(facts, id)
                {
                    finding = finding.fix(id.span, next);
                }
                findings.push(finding);
            }
        }
    }
    findings
}

/// IDs that were given to duplicates.
#[derive(Default)]
struct Free(Vec<String>);

impl Free {
    /// An ID of the same form with the next number; `None` where the duplicate is mentioned outside of
    /// the register's own cells, because nobody knows which of the two is meant.
    fn instead_of(&mut self, facts: &Facts<'_>, id: &Spanned<String>) -> Option<String> {
        let ids: Vec<&Spanned<String>> =
            facts.plan.risks.iter().filter_map(|risk| risk.id.as_ref()).collect();
        let text = facts.source.text().to_lowercase();
        let twins = ids.iter().filter(|twin| twin.to_lowercase() == id.to_lowercase()).count();
        let is_plain = facts.source.slice(id.span) == id.value;
        if !is_plain || mentions(&text, &id.to_lowercase()) != twins {
            return None;
        }
        let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let width = id.len() - stem.len();
        let number = |id: &str| -> Option<u32> {
            let digits = id.get(stem.len()..)?;
            id[..stem.len()].eq_ignore_ascii_case(stem).then(|| digits.parse().ok())?
        };
        number(id)?;
        let highest = ids.iter().filter_map(|id| number(id)).max()?;
        // A number that the text knows means a risk that was here once.
        let next = (highest.checked_add(1)?..=u32::MAX)
            .take(MOST_FIXES)
            .map(|number| format!("{stem}{number:0width$}"))
            .find(|id| mentions(&text, &id.to_lowercase()) == 0 && !self.0.contains(id))?;
        self.0.push(next.clone());
        Some(next)
    }
}

/// How often an ID stands in a text as a word of its own.
fn mentions(text: &str, id: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(id)
        .filter(|(at, _)| {
            !text[..*at].ends_with(is_part) && !text[at + id.len()..].starts_with(is_part)
        })
        .count()
}
