//! What the texts of a plan may refer to: its own phases, risks, flags and people.

use super::{anchor, paging};
use crate::model::prose::{InlineKind, Text};
use crate::parse::WhoKind;
use crate::portfolio::PlanEntry;
use crate::site::{Route, relative};
use crate::view::Context;
use crate::view::html::References;
use crate::view::names::owner_route;

/// What the texts of a plan may refer to, as links from its folder. It reads this plan alone.
pub(super) fn references(context: &Context<'_>, entry: &PlanEntry) -> References {
    let plan = &entry.plan;
    let slug = || entry.slug.clone();
    let overview = Route::Plan(slug());
    let own = overview.path();
    let to = |route: &Route| relative(&own, &route.path());
    let mut all = References::default();
    for code in plan.header.flag.iter().flat_map(codes) {
        all.add_code(code, format!("{}#{}", to(&overview), anchor::FLAG));
    }
    for (phase, file) in plan.phases.iter().zip(&entry.phase_files) {
        let href = to(&Route::Phase(slug(), file.to_string()));
        for code in phase.flag.iter().flat_map(codes) {
            all.add_code(code, href.clone());
        }
        if let Some(number) = phase.number {
            all.add_phase(number, href);
        }
    }
    let pages = paging::by_register(entry);
    for ((risk, place), page) in plan.risks.iter().zip(&entry.analysis.risks).zip(pages) {
        if let Some(id) = risk.id.as_ref().filter(|id| is_telling(&id.value)) {
            let page = to(&Route::PlanRisks(slug(), page));
            all.add_words(&id.value, format!("{page}#{}", place.anchor));
        }
    }
    for (cell, names) in entry.naming(context.settings) {
        for named in names {
            let words = &cell[named.range.clone()];
            if named.who.kind == WhoKind::Person && is_full_name(words) {
                all.add_words(words, to(&owner_route(&named.who)));
            }
        }
    }
    all
}

/// Whether words are a name wherever they stand: "May Lind" is, "May" is a month as well.
fn is_full_name(words: &str) -> bool {
    words.split_whitespace().nth(1).is_some()
}

/// The codes that a value holds: its code spans, else all of it.
fn codes(value: &Text) -> Vec<&str> {
    let spans: Vec<&str> = value
        .content
        .iter()
        .filter_map(|inline| match &inline.kind {
            InlineKind::Code(code) => Some(code.as_str()),
            _ => None,
        })
        .collect();
    if spans.is_empty() { vec![&value.plain] } else { spans }
}

/// Whether an ID is one wherever it stands: "R3" is, "3" and "Payments" are words as well.
fn is_telling(id: &str) -> bool {
    let has = |is: fn(char) -> bool| id.contains(is);
    has(char::is_alphabetic)
        && (has(char::is_numeric)
            || (has(|c| matches!(c, '-' | '.' | '_')) && !has(char::is_lowercase)))
}

#[cfg(test)]
mod tests {
    use super::{is_full_name, is_telling};

    #[test]
    fn one_name_alone_may_be_another_word() {
        assert!(is_full_name("May Lind") && !is_full_name("May"));
    }

    #[test]
    fn ids_that_are_words_or_numbers_are_no_references() {
        for id in ["R3", "r3", "SEC-04", "RISK-A", "№3b"] {
            assert!(is_telling(id), "{id}");
        }
        for id in ["3", "1.2", "Payments", "A", "well-known", ""] {
            assert!(!is_telling(id), "{id}");
        }
    }
}
