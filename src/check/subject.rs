//! How findings name and place what they speak of, so that all rules say it alike.

use crate::analysis::wording::phase_name;
use crate::model::phase::Phase;
use crate::model::plan::Plan;
use crate::model::risk::Risk;
use crate::text::Span;

/// How many things of one kind have a finding each, or are named in one; of more there is one
/// finding, or a count.
pub(super) const LISTED: usize = 3;

/// Names in a sentence: "a", "a and b", "a, b or c" with `last` "or".
pub(super) fn series(names: &[impl AsRef<str>], last: &str) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [first @ .., end] if !first.is_empty() => format!("{} {last} {end}", first.join(", ")),
        only => only.concat(),
    }
}

/// Names in a sentence, no more than [`LISTED`]: "a, b, c and 4 more".
pub(super) fn first_few(names: &[String]) -> String {
    match names.len().checked_sub(LISTED) {
        Some(more) if more > 0 => format!("{} and {more} more", names[..LISTED].join(", ")),
        _ => series(names, "and"),
    }
}

/// Phases in a sentence, by their names.
pub(super) fn phases(phases: &[&Phase]) -> String {
    first_few(&phases.iter().map(|phase| phase_name(phase)).collect::<Vec<_>>())
}

/// Where a phase is named: its label, else its row.
pub(super) fn phase_place(phase: &Phase) -> Span {
    if phase.label.plain.is_empty() { phase.span } else { phase.label.span }
}

/// A risk in a sentence: "risk `R1`", "risk 3 of the register". `index` is its place from 0.
pub(super) fn risk(risk: &Risk, index: usize) -> String {
    match &risk.id {
        Some(id) => format!("risk `{}`", id.value),
        None => format!("risk {} of the register", index + 1),
    }
}

/// Several risks in a sentence, by their IDs where they have some.
pub(super) fn risks<'a>(risks: impl IntoIterator<Item = (usize, &'a Risk)>) -> String {
    let name = |(index, risk): (usize, &Risk)| match &risk.id {
        Some(id) => format!("`{}`", id.value),
        None => format!("risk {}", index + 1),
    };
    first_few(&risks.into_iter().map(name).collect::<Vec<_>>())
}

/// Where a risk is named: its ID, else its words, else its row.
pub(super) fn risk_place(risk: &Risk) -> Span {
    match &risk.id {
        Some(id) => id.span,
        None if risk.text.plain.is_empty() => risk.span,
        None => risk.text.span,
    }
}

/// Whether template text stands inside a place: what is missing there is told by the rule on that.
pub(super) fn is_unfilled(plan: &Plan, place: Span) -> bool {
    // They are sorted by place, and a large table may hold many.
    let first = plan.unfilled.partition_point(|unfilled| unfilled.span.start < place.start);
    let mut near = plan.unfilled[first..].iter().take_while(|u| u.span.start < place.end);
    near.any(|unfilled| !unfilled.inside && place.contains(unfilled.span))
}

/// Where template text stands, to be asked of many places.
pub(super) struct TemplateText {
    /// Where each begins, in order, and the last end of it and of those before it.
    places: Vec<(u32, u32)>,
}

impl TemplateText {
    pub(super) fn of(plan: &Plan) -> Self {
        // They are sorted by place.
        let ends = plan.unfilled.iter().scan(0, |last, unfilled| {
            *last = unfilled.span.end.max(*last);
            Some((unfilled.span.start, *last))
        });
        Self { places: ends.collect() }
    }

    /// Whether a place stands inside template text.
    pub(super) fn is_around(&self, place: Span) -> bool {
        let begun = self.places.partition_point(|(start, _)| *start <= place.start);
        begun.checked_sub(1).is_some_and(|last| self.places[last].1 >= place.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_as_sentences_have_them() {
        let names: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).into();
        assert_eq!(series(&names[..0], "and"), "");
        assert_eq!(series(&names[..1], "and"), "a");
        assert_eq!(series(&names[..2], "or"), "a or b");
        assert_eq!(series(&names[..3], "and"), "a, b and c");
        assert_eq!(first_few(&names[..3]), "a, b and c");
        assert_eq!(first_few(&names), "a, b, c and 2 more");
    }
}
