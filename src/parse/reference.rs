//! References to phases: "Phase 0–1", "2+", "1, 3", "All", or a phase's name.

use super::label::{SEPARATORS, Staging, number, staging_word};
use super::words::{Group, Words};
use crate::model::phase::{Phase, PhaseNumber, Position};

/// A reference to phases, resolved against a plan's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reference {
    /// The phases meant, in order, each once.
    pub(super) positions: Vec<Position>,
    /// Numbers that no phase has.
    pub(super) unknown: Vec<PhaseNumber>,
}

/// Reads a reference: "Phase 0–1", "0-1", "2+", "1, 3", "All", or a phase's name or label.
/// `None` where the words refer to no phase at all.
pub(super) fn reference(text: &str, phases: &[Phase], words: &Words) -> Option<Reference> {
    let text = text.trim();
    if words.kind(Group::Word, text) == Some("all") {
        let positions = (0..phases.len()).map(Position::from_index).collect();
        return Some(Reference { positions, unknown: Vec::new() });
    }
    let by_name = |words_: &str| {
        let same = |other: &str| !other.is_empty() && other.to_lowercase() == words_.to_lowercase();
        phases.iter().find(|p| same(&p.name) || same(&p.label.plain)).map(|p| p.position)
    };
    if let Some(position) = by_name(text) {
        return Some(Reference { positions: vec![position], unknown: Vec::new() });
    }
    let mut rest = strip_word(text, phases, words);
    let mut found = Reference::default();
    loop {
        let (first, tail) = number(rest)?;
        let trimmed = tail.trim_start();
        let after = if let Some(after) = trimmed.strip_prefix('+') {
            add_range(first, None, phases, &mut found);
            after
        } else if let Some((last, after)) = range_end(trimmed, phases, words) {
            add_range(first, Some(last), phases, &mut found);
            after
        } else {
            add_range(first, Some(first), phases, &mut found);
            trimmed
        };
        let after = after.trim_start();
        let joined = after
            .strip_prefix([',', '&', '+', ';'])
            .map(str::trim_start)
            .map(|a| a.strip_prefix("and ").unwrap_or(a));
        let Some(next) = joined.or_else(|| after.strip_prefix("and ")) else {
            // A name may follow the number: "Phase 1 — Private preview".
            let is_named = after.is_empty() || after.starts_with(SEPARATORS);
            found.positions.sort_unstable();
            found.positions.dedup();
            return is_named.then_some(found);
        };
        rest = strip_word(next.trim_start(), phases, words);
    }
}

/// What follows the word "phase", or the unit that this plan is staged by.
fn strip_word<'a>(text: &'a str, phases: &[Phase], words: &Words) -> &'a str {
    let is_staged_by = |unit: &Staging| {
        phases.iter().any(|p| staging_word(&p.label.plain, words).is_some_and(|(s, _)| s == *unit))
    };
    match staging_word(text, words) {
        Some((Staging::Phase, rest)) => rest,
        Some((unit, rest)) if is_staged_by(&unit) => rest,
        _ => text,
    }
}

fn range_end<'a>(text: &'a str, phases: &[Phase], words: &Words) -> Option<(PhaseNumber, &'a str)> {
    let rest = text.strip_prefix(['-', '–', '—', '−']).or_else(|| text.strip_prefix("to "))?;
    let rest = rest.trim_start();
    number(strip_word(rest, phases, words))
}

fn add_range(
    first: PhaseNumber,
    last: Option<PhaseNumber>,
    phases: &[Phase],
    found: &mut Reference,
) {
    // A range's last bound takes the parts of its phase in: "1–4" holds 4.1.
    let is_within = |n: PhaseNumber| {
        n >= first
            && last.is_none_or(|last| {
                n <= last || (first != last && last.part.is_none() && n.whole == last.whole)
            })
    };
    let mut seen = Vec::new();
    let mut any = false;
    for phase in phases {
        let Some(number) = phase.number.filter(|n| is_within(*n)) else { continue };
        any = true;
        // Of two phases with one number the first is meant.
        if !seen.contains(&number) {
            seen.push(number);
            found.positions.push(phase.position);
        }
    }
    let bounds = [Some(first), last.filter(|l| *l != first)];
    for bound in bounds.into_iter().flatten() {
        let has = phases
            .iter()
            .any(|p| p.number.is_some_and(|n| n == bound || (any && n.whole == bound.whole)));
        if !has {
            found.unknown.push(bound);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::label::label;
    use super::*;
    use crate::model::prose::Text;
    use crate::settings::Settings;

    #[test]
    fn references_are_resolved() {
        let words = Words::new(&Settings::default());
        let phases: Vec<Phase> = ["Phase 0 — Dogfood", "Phase 1 — Beta", "Phase 2 — GA", "Tidy up"]
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let found = label(text, &words);
                super::super::phase::blank(
                    Position::from_index(i),
                    found.number,
                    found.name,
                    Text { plain: (*text).to_owned(), ..Text::default() },
                )
            })
            .collect();
        let check = |text: &str, positions: &[u32], unknown: &[u32]| {
            let found = reference(text, &phases, &words);
            let found = found.map(|r| {
                let positions: Vec<u32> = r.positions.iter().map(|p| p.get()).collect();
                let unknown: Vec<u32> = r.unknown.iter().map(|n| n.whole).collect();
                (positions, unknown)
            });
            assert_eq!(found, Some((positions.to_vec(), unknown.to_vec())), "{text}");
        };
        check("Phase 0–1", &[1, 2], &[]);
        check("0-1", &[1, 2], &[]);
        check("Phases 1 to 2", &[2, 3], &[]);
        check("1+", &[2, 3], &[]);
        check("0, 2", &[1, 3], &[]);
        check("Phase 0 and Phase 2", &[1, 3], &[]);
        check("All", &[1, 2, 3, 4], &[]);
        check("Tidy up", &[4], &[]);
        check("beta", &[2], &[]);
        check("Phase 1 — Beta", &[2], &[]);
        check("Phase 7", &[], &[7]);
        check("2–3", &[3], &[3]);
        assert_eq!(reference("everyone else", &phases, &words), None);
        assert_eq!(reference("", &phases, &words), None);
    }
}
