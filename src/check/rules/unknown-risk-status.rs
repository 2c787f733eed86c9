//! Statuses of risks that are no known word.
//!
//! One finding a word: a register that uses a word of its own uses it in many rows.

use std::collections::BTreeMap;

use crate::check::RuleInput;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::prose::Text;
use crate::model::risk::RiskStatusKind;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let statuses = facts.plan.risks.iter().filter_map(|risk| risk.status.as_ref());
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words: Vec<(&Text, usize)> = Vec::new();
    for status in statuses.filter(|status| status.kind == RiskStatusKind::Unknown) {
        let place = *places.entry(&status.text.plain).or_insert(words.len());
        match words.get_mut(place) {
            Some((_, risks)) => *risks += 1,
            None => words.push((&status.text, 1)),
        }
    }
    words.into_iter().map(|(text, risks)| finding(text, risks)).collect()
}

/// The finding on a word that so many risks have.
fn finding(text: &Text, risks: usize) -> Diagnostic {
    let known = RiskStatusKind::ALL.into_iter().filter(|kind| *kind != RiskStatusKind::Unknown);
    let known: Vec<&str> = known.map(RiskStatusKind::word).collect();
    let help = did_you_mean(&text.plain, known.iter().copied()).map_or_else(
        || format!("write one of {}", known.join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    let note = if risks == 1 {
        "the risk counts as open".to_owned()
    } else {
        format!("{risks} risks have it, and count as open")
    };
    let message = format!("`{}` is not a known status of a risk", text.plain);
    Diagnostic::new("unknown-risk-status", text.span, message).note(note).help(help)
}
