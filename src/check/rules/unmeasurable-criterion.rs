//! Success criteria that could be measured, but state no number.

use smallvec::SmallVec;

use crate::analysis::wording::phase_name;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::measure::Criterion;
use crate::model::phase::Phase;

/// Words that claim a measure without giving one: two people can look at one graph and differ.
/// Words that also name things, or a judgement that only people can make ("positive"), are left out.
const VAGUE: [&str; 20] = [
    "acceptable",
    "acceptably",
    "adequate",
    "as expected",
    "as planned",
    "good",
    "healthy",
    "minimal",
    "negligible",
    "normal",
    "reasonable",
    "reasonably",
    "satisfactory",
    "significant",
    "significantly",
    "smooth",
    "smoothly",
    "stable",
    "sufficient",
    "sufficiently",
];

/// Words that claim a measure where they end a criterion ("error rate stays low") and elsewhere may
/// be part of a name ("low stock banner").
const VAGUE_AT_THE_END: [&str; 5] = ["fast", "high", "low", "quick", "small"];

/// What a criterion about a subject could say instead: words of the subject, and an example.
const EXAMPLES: [(&[&str], &str); 4] = [
    (&["latency", "performance", "response", "speed", "fast"], "p95 latency ≤ 400 ms over 7 days"),
    (&["error", "errors", "failures", "stability", "stable"], "error rate < 0.5% over 7 days"),
    (
        &["support", "contacts", "tickets", "complaints"],
        "support contacts ≤ 1.2x baseline over 14 days",
    ),
    (&["use", "usage", "adoption", "engagement"], "weekly use ≥ 40% in the second week"),
];

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for phase in &facts.plan.phases {
        findings.extend(phase.success_criteria.iter().filter_map(|c| finding(phase, c)));
    }
    findings
}

fn finding(phase: &Phase, criterion: &Criterion) -> Option<Diagnostic> {
    let text = &criterion.text;
    // "No significant regression" is a comparison with nought, and still no measure.
    if text.plain.contains(|c: char| c.is_numeric()) {
        return None;
    }
    let lower = text.plain.to_lowercase();
    let words = words(&lower);
    let vague = vague_word(&words)?;
    let name = phase_name(phase);
    let message = format!("`{}` does not say how much is `{vague}`", text.plain);
    let is_about = |subjects: &[&str]| words.iter().any(|word| subjects.contains(word));
    let example =
        EXAMPLES.iter().find(|(subjects, _)| is_about(subjects)).unwrap_or(&EXAMPLES[1]).1;
    Some(
        Diagnostic::new("unmeasurable-criterion", text.span, message)
            .label(format!("at the gate of {name}, who decides whether this is met?"))
            .help(format!("write a number and how long it must hold, such as `{example}`")),
    )
}

/// The words of a text in lower case.
fn words(lower: &str) -> SmallVec<[&str; 16]> {
    let is_mark = |c: char| !c.is_alphanumeric() && c != '-' && c != '\'';
    lower.split(is_mark).filter(|w| !w.is_empty()).collect()
}

fn vague_word(words: &[&str]) -> Option<&'static str> {
    let has = |vague: &&&str| {
        let is_one = |window: &[&str]| window.iter().copied().eq(vague.split(' '));
        words.windows(vague.split(' ').count()).any(is_one)
    };
    let ends = |vague: &&&str| words.last().is_some_and(|word| word == *vague);
    VAGUE.iter().find(has).or_else(|| VAGUE_AT_THE_END.iter().find(ends)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_claim_a_measure_are_vague() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(vague_word(&words(&text.to_lowercase())), expected, "{text}");
        };
        check("Acceptable error rate", Some("acceptable"));
        check("Works as expected", Some("as expected"));
        check("Error rate stays low", Some("low"));
        check("Low stock banner is shown", None);
        check("Goods received without a scanner", None);
        check("Unstable networks are survived", None);
        check("Five depots signed off", None);
    }
}
