//! References to phases: "Phase 0–1", "2+", "1, 3", "All", or a phase's name.

use super::label::{SEPARATORS, Staging, lettered, number, staging_word};
use super::words::{Group, Words, tokens};
use crate::model::phase::{Phase, PhaseNumber, Position};

/// A reference to phases, resolved against a plan's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reference {
    /// The phases meant, in order, each once.
    pub(super) positions: Vec<Position>,
    /// Numbers that no phase has.
    pub(super) unknown: Vec<PhaseNumber>,
}

/// Reads a reference: "Phase 0–1", "0-1", "2+", "2b", "1, 3", "All", or a phase's name or label.
/// `None` where the words refer to no phase at all.
pub(super) fn reference(text: &str, phases: &[Phase], words: &Words) -> Option<Reference> {
    let text = text.trim();
    if words.kind(Group::Word, text) == Some("all") {
        let positions = (0..phases.len()).map(Position::from_index).collect();
        return Some(Reference { positions, unknown: Vec::new() });
    }
    if let Some(position) = by_name(text, phases) {
        return Some(Reference { positions: vec![position], unknown: Vec::new() });
    }
    let mut rest = strip_word(text, phases, words);
    let mut found = Reference::default();
    loop {
        let after = if let Some((number, letter, after)) = lettered(rest) {
            add_lettered(number, letter, phases, &mut found);
            after
        } else {
            let (first, tail) = number(rest)?;
            let trimmed = tail.trim_start();
            if let Some(after) = trimmed.strip_prefix('+') {
                add_range(first, None, phases, &mut found);
                after
            } else if let Some((last, after)) = range_end(trimmed, phases, words) {
                add_range(first, Some(last), phases, &mut found);
                after
            } else {
                add_range(first, Some(first), phases, &mut found);
                trimmed
            }
        };
        let after = after.trim_start();
        let joined = after
            .strip_prefix([',', '&', '+', ';'])
            .map(str::trim_start)
            .map(|a| a.strip_prefix("and ").unwrap_or(a));
        let Some(next) = joined.or_else(|| after.strip_prefix("and ")) else {
            // A name may follow the number: "Phase 1 — Private preview", "Phase 1 Private preview".
            let is_named = after.is_empty()
                || after.starts_with(SEPARATORS)
                || found.positions.iter().any(|p| is_name_of(after, &phases[p.index()]));
            found.positions.sort_unstable();
            found.positions.dedup();
            return is_named.then_some(found);
        };
        rest = strip_word(next.trim_start(), phases, words);
    }
}

/// Reads the phase that a plan calls its current one: as any reference, or by its place, "2 of 4".
pub(super) fn current(text: &str, phases: &[Phase], words: &Words) -> Option<Reference> {
    if words.kind(Group::Word, text.trim()) == Some("all") {
        return None;
    }
    reference(text, phases, words).or_else(|| {
        let parts = tokens(text);
        let [.., of, last] = parts.as_slice() else { return None };
        // "Phase 2 of 4", "2/4".
        let total = [phases.len().to_string(), phases.last()?.number?.to_string()];
        let is_of = words.kind_of_folded(Group::Qualifier, &of.word).is_some();
        let end = if is_of { of.start } else { of.end };
        let between = text[end..last.start].trim();
        let is_total = total.contains(&last.word) && (is_of || between == "/");
        reference(text[..end].trim_end_matches(['/', ' ']), phases, words).filter(|_| is_total)
    })
}

/// The phase of a name or label, whole or up to the mark that sets off what follows; in both the words
/// and the label.
fn by_name(text: &str, phases: &[Phase]) -> Option<Position> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ')' | '%' | '+'));
    let wanted = text.to_lowercase();
    let same = |other: &str| !other.is_empty() && other.to_lowercase() == wanted;
    if let Some(phase) = phases.iter().find(|p| same(&p.name) || same(&p.label.plain)) {
        return Some(phase.position);
    }
    let wanted = head(&wanted);
    let mut alike = phases.iter().filter(|p| {
        let is_wanted = |other: &str| !wanted.is_empty() && head(&other.to_lowercase()) == wanted;
        is_wanted(&p.name) || p.number.is_none() && is_wanted(&p.label.plain)
    });
    let first = alike.next()?;
    alike.next().is_none().then_some(first.position)
}

/// What stands before the first mark that sets words off.
fn head(text: &str) -> &str {
    let marks = ["(", "（", ":", "：", " - ", " – ", " — ", ",", " · "];
    let cut = marks.iter().filter_map(|mark| text.find(mark)).min();
    text[..cut.unwrap_or(text.len())].trim()
}

fn is_name_of(words: &str, phase: &Phase) -> bool {
    !phase.name.is_empty() && words.to_lowercase().starts_with(&phase.name.to_lowercase())
}

/// Adds the phase of a number with a letter.
fn add_lettered(number: PhaseNumber, letter: char, phases: &[Phase], found: &mut Reference) {
    match phases.iter().find(|p| p.number == Some(number) && p.letter == Some(letter)) {
        Some(phase) => found.positions.push(phase.position),
        None => found.unknown.push(number),
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
                    &found,
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
