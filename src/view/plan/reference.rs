//! What the texts of a plan may refer to: its own phases, risks, flags and people.

use super::{At, anchor};
use crate::model::prose::{InlineKind, Text};
use crate::parse::WhoKind;
use crate::site::Route;
use crate::view::html::References;
use crate::view::names::owner_route;

impl At<'_> {
    /// What the texts of the plan may refer to, as links from this page. It reads this plan alone;
    /// what the page itself is about gets no link, but its places do.
    pub(super) fn find_references(&self) -> References {
        let plan = self.plan();
        let slug = || self.entry.slug.clone();
        let mut all = References::default();
        let overview = Route::Plan(slug());
        for code in plan.header.flag.iter().flat_map(codes) {
            all.add_code(code, self.to_place(&overview, anchor::FLAG));
        }
        for (phase, file) in plan.phases.iter().zip(&self.entry.phase_files) {
            let page = Route::Phase(slug(), file.clone());
            if page.path() == self.path {
                continue;
            }
            let href = self.to(&page);
            for code in phase.flag.iter().flat_map(codes) {
                all.add_code(code, href.clone());
            }
            if let Some(number) = phase.number {
                all.add_phase(number, href);
            }
        }
        for (index, risk) in plan.risks.iter().enumerate() {
            if let Some(id) = risk.id.as_ref().filter(|id| is_telling(&id.value)) {
                all.add_words(&id.value, self.to_risk(index));
            }
        }
        for (cell, names) in self.entry.naming(self.context.settings) {
            for named in names {
                let words = &cell[named.range.clone()];
                if named.who.kind == WhoKind::Person && is_full_name(words) {
                    all.add_words(words, self.to(&owner_route(&named.who)));
                }
            }
        }
        all
    }
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
