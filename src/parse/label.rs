//! Phase labels and references: "Phase 1 — Private preview", "Phase 0–1", "2+", "All".

use super::words::{Group, Words, tokens};
use crate::model::phase::{Phase, PhaseNumber, Position};
use crate::model::prose::Text;

/// Marks that part a phase's number from its name.
const SEPARATORS: [char; 8] = ['-', '–', '—', ':', '.', ')', '(', '|'];

/// A phase's label taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PhaseLabel {
    /// The number that the author wrote.
    pub(super) number: Option<PhaseNumber>,
    /// The name; may be "".
    pub(super) name: String,
}

/// Takes a label apart. Without the word "phase" or a leading number, all of it is the name.
pub(super) fn label(text: &str, words: &Words) -> PhaseLabel {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    let after_word = strip_phase_word(text, words);
    let rest = after_word.unwrap_or(text);
    let name_only = || PhaseLabel { number: None, name: text.trim().to_owned() };
    let Some((number, tail)) = number(rest) else { return name_only() };
    let tail = range_tail(tail);
    let name = tail.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let name = if tail.trim_start().starts_with('(') {
        name.strip_suffix(')').unwrap_or(name)
    } else {
        name
    };
    let is_parted = tail.is_empty() || name.len() < tail.trim_start().len();
    // A bare leading number needs a mark: "2 regions" is a name.
    if after_word.is_none() && !is_parted {
        return name_only();
    }
    PhaseLabel { number: Some(number), name: name.trim().to_owned() }
}

/// The label of a heading that opens a phase: the word, a number, and a mark or nothing behind it.
/// "Phase 1 Rollback" is none.
pub(super) fn phase_heading(text: &Text, words: &Words) -> Option<PhaseLabel> {
    let plain = text.plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = strip_phase_word(plain, words)?;
    let (_, tail) = number(rest)?;
    let tail = range_tail(tail).trim_start();
    (tail.is_empty() || tail.starts_with(SEPARATORS)).then(|| label(plain, words))
}

/// What follows the word "phase" at the head of a text.
fn strip_phase_word<'a>(text: &'a str, words: &Words) -> Option<&'a str> {
    let first = tokens(text).into_iter().next()?;
    let is_phase = words.kind_of_folded(Group::Word, &first.word) == Some("phase");
    (is_phase && first.start == 0).then(|| text[first.end..].trim_start())
}

/// A stated number at the head of a text: 1, 4.1, a roman numeral; and what follows it.
fn number(text: &str) -> Option<(PhaseNumber, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return roman(text);
    }
    let whole = text[..digits].parse().ok()?;
    let rest = &text[digits..];
    let part_len =
        rest.strip_prefix('.').map_or(0, |r| r.bytes().take_while(u8::is_ascii_digit).count());
    let part = (part_len > 0).then(|| rest[1..=part_len].parse().ok()).flatten();
    let rest = if part.is_some() { &rest[1 + part_len..] } else { rest };
    (!rest.starts_with(char::is_alphanumeric)).then_some((PhaseNumber { whole, part }, rest))
}

fn roman(text: &str) -> Option<(PhaseNumber, &str)> {
    const NUMERALS: [&str; 12] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let len = text.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    let (numeral, rest) = text.split_at(len);
    let value = NUMERALS.iter().position(|n| *n == numeral)?;
    let whole = u32::try_from(value + 1).ok()?;
    (!rest.starts_with(char::is_alphanumeric)).then_some((PhaseNumber::whole(whole), rest))
}

/// Drops the second bound of a range ("2–3: Name" begins at "2").
fn range_tail(text: &str) -> &str {
    let trimmed = text.trim_start();
    let Some(rest) = trimmed.strip_prefix(['-', '–', '—']) else { return text };
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[digits..];
    let is_bound =
        digits > 0 && (after.trim_start().is_empty() || after.trim_start().starts_with(SEPARATORS));
    if is_bound { after } else { text }
}

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
    let mut rest = strip_phase_word(text, words).unwrap_or(text);
    let mut found = Reference::default();
    loop {
        let (first, tail) = number(rest)?;
        let trimmed = tail.trim_start();
        let after = if let Some(after) = trimmed.strip_prefix('+') {
            add_range(first, None, phases, &mut found);
            after
        } else if let Some((last, after)) = range_end(trimmed, words) {
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
        rest = strip_phase_word(next.trim_start(), words).unwrap_or(next.trim_start());
    }
}

fn range_end<'a>(text: &'a str, words: &Words) -> Option<(PhaseNumber, &'a str)> {
    let rest = text.strip_prefix(['-', '–', '—', '−']).or_else(|| text.strip_prefix("to "))?;
    let rest = rest.trim_start();
    number(strip_phase_word(rest, words).unwrap_or(rest))
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
    use super::*;
    use crate::settings::Settings;

    fn words() -> Words {
        Words::new(&Settings::default())
    }

    #[test]
    fn labels_are_taken_apart() {
        let words = words();
        let check = |text: &str, number: Option<&str>, name: &str| {
            let found = label(text, &words);
            assert_eq!(found.number.map(|n| n.to_string()).as_deref(), number, "{text}");
            assert_eq!(found.name, name, "{text}");
        };
        check("Phase 0 — Internal dogfood", Some("0"), "Internal dogfood");
        check("Phase 1: Private preview", Some("1"), "Private preview");
        check("phase 2 - GA", Some("2"), "GA");
        check("Phase 3 (Launch)", Some("3"), "Launch");
        check("Phase 4.1 — Cleanup", Some("4.1"), "Cleanup");
        check("Phase II. Beta", Some("2"), "Beta");
        check("Phase 2–3: Ramp", Some("2"), "Ramp");
        check("Phase 5", Some("5"), "");
        check("1. Pilot", Some("1"), "Pilot");
        check("Pilot", None, "Pilot");
        check("2 regions", None, "2 regions");
        check("2024 cutover", None, "2024 cutover");
        check("🚀 Phase 1 — Go", Some("1"), "Go");
    }

    #[test]
    fn only_parted_headings_open_phases() {
        let words = words();
        let opens = |plain: &str| {
            let text = Text { plain: plain.to_owned(), ..Text::default() };
            phase_heading(&text, &words).is_some()
        };
        assert!(opens("Phase 1 — Private preview"));
        assert!(opens("Phase 1"));
        assert!(!opens("Phase 1 Rollback"));
        assert!(!opens("Rollout Phases"));
        assert!(!opens("Files (Phase 1)"));
    }

    #[test]
    fn references_are_resolved() {
        let words = words();
        let phases: Vec<Phase> = ["Phase 0 — Dogfood", "Phase 1 — Beta", "Phase 2 — GA", "Tidy up"]
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let PhaseLabel { number, name } = label(text, &words);
                super::super::phase::blank(
                    Position::from_index(i),
                    number,
                    name,
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
