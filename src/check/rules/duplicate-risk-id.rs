//! Two risks with one ID.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use crate::check::RuleInput;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::prose::BlockKind;
use crate::text::Spanned;

/// Bytes of the longest beginning of an ID to which another number is sought.
const LONGEST_STEM: usize = 32;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let mut first_places = HashMap::new();
    let mut findings = Vec::new();
    let mut ids = None;
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
                let ids = ids.get_or_insert_with(|| Ids::of(facts));
                if let Some(next) = ids.instead_of(facts, id) {
                    finding = finding.fix(id.span, next);
                }
                findings.push(finding);
            }
        }
    }
    findings
}

/// The IDs of a register and of the text around it, all in lower case.
#[derive(Default)]
struct Ids {
    /// How many risks have one.
    twins: HashMap<String, usize>,
    /// The highest number behind each stem ("r" of "r7"), those given to duplicates too.
    highest: HashMap<String, u32>,
    /// How often one with such a stem stands in the text as a word of its own.
    mentions: HashMap<String, usize>,
}

impl Ids {
    fn of(facts: &RuleInput<'_>) -> Self {
        let mut ids = Self::default();
        for id in facts.plan.risks.iter().filter_map(|risk| risk.id.as_ref()) {
            let id = id.to_lowercase();
            if let Some((stem, number)) = parts(&id) {
                let highest = ids.highest.entry(stem.to_owned()).or_insert(number);
                *highest = number.max(*highest);
            }
            *ids.twins.entry(id).or_default() += 1;
        }
        ids.count(&facts.source.text().to_lowercase());
        ids
    }

    /// Counts the mentions: from each number back by the few lengths that stems have.
    fn count(&mut self, text: &str) {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let lengths: BTreeSet<usize> = self.highest.keys().map(String::len).collect();
        let mut rest = 0;
        while let Some(offset) = text[rest..].find(|c: char| c.is_ascii_digit()) {
            let start = rest + offset;
            let end = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
            rest = end;
            if text[end..].starts_with(is_part) {
                continue;
            }
            for from in lengths.iter().filter_map(|length| start.checked_sub(*length)) {
                let is_known = text.get(from..start).is_some_and(|s| self.highest.contains_key(s));
                if is_known && !text[..from].ends_with(is_part) {
                    *self.mentions.entry(text[from..end].to_owned()).or_default() += 1;
                }
            }
        }
    }

    /// An ID of the same form with the next number; `None` where the duplicate is mentioned outside of
    /// the register's own cells, because nobody knows which of the two is meant.
    fn instead_of(&mut self, facts: &RuleInput<'_>, id: &Spanned<String>) -> Option<String> {
        let lower = id.to_lowercase();
        let is_plain = facts.source.slice(id.span) == id.value;
        if !is_plain || self.mentions.get(&lower) != self.twins.get(&lower) {
            return None;
        }
        let (key, _) = parts(&lower)?;
        let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
        let width = id.len() - stem.len();
        let number = self.highest.get_mut(key)?;
        // A number that the text knows means a risk that was here once.
        loop {
            *number = number.checked_add(1)?;
            let next = format!("{stem}{number:0width$}");
            if !self.mentions.contains_key(&next.to_lowercase()) {
                return Some(next);
            }
        }
    }
}

/// The stem and the number of an ID.
fn parts(id: &str) -> Option<(&str, u32)> {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id[stem.len()..].parse().ok()?;
    (stem.len() <= LONGEST_STEM).then_some((stem, number))
}
