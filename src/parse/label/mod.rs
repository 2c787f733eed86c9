//! Phase labels: "Phase 1 — Private preview (2 weeks)", "Week 3: Ramp", "第一阶段", "2. Pilot".

mod number;
mod parts;
mod period;
mod tail;
mod unparted;
mod word;

pub(super) use number::{lettered, number, stated_number};
pub(super) use parts::PhaseLabel;
pub(super) use tail::{Tail, TailKind, is_point_in_time};
pub(super) use unparted::{Naming, names_phase};
pub(super) use word::{Staging, staging_word};

use smol_str::SmolStr;

use super::words::{Words, is_ideographic};
use crate::model::phase::PhaseNumber;
use tail::{bracket_first, is_decoration, last_tail, tail_kind};

/// Marks that part a phase's number from its name.
pub(super) const SEPARATORS: [char; 15] =
    ['-', '–', '—', ':', '.', ')', '(', '|', '：', '、', '（', '·', ',', ']', '．'];

/// Largest number that a label may begin with when no word says that it is a phase's: years are none.
const MOST_BARE: u32 = 99;

/// Takes a label apart. Without a staging word or a leading number, all of it is the name.
pub(super) fn label(text: &str, words: &Words) -> PhaseLabel {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(').trim_end();
    let Some(Head { staging, number, letter, is_period, tail }) = head(text, words) else {
        return named(None, text, words);
    };
    let tail = if is_period { period::without_year(tail) } else { range_tail(tail) };
    let (before_name, tail) = bracket_first(tail, words);
    let name = tail.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let skipped = tail.trim_start().len() - name.len();
    let opened = tail.trim_start()[..skipped].contains(['(', '（']);
    let name = if opened { name.strip_suffix([')', '）']).unwrap_or(name) } else { name };
    let is_parted = tail.trim().is_empty()
        || skipped > 0
        || before_name.is_some()
        || tail.trim_start().starts_with(is_mark)
        || number.is_some() && tail.starts_with(|c: char| is_ideographic(c));
    // A bare leading number needs a mark: "2 regions" is a name.
    if staging.is_none() && !is_parted {
        return named(None, text, words);
    }
    let label = named(staging, name, words);
    let mut label = PhaseLabel { number, letter, is_period, is_parted, ..label };
    // "Phase 2 (Week 3-4)" has no name but a time.
    if opened && let Some(kind) = tail_kind(name, words) {
        label.tails.push(Tail { kind, words: name.trim().to_owned() });
        label.name = SmolStr::default();
    }
    label.tails.splice(0..0, before_name);
    label
}

/// A mark of another script or an emoji; an apostrophe belongs to a word.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && c != '’'
}

/// What follows a letter that stands for a number: "Wave A (lab)".
fn letter(text: &str) -> Option<&str> {
    let tail =
        text.strip_prefix(|c: char| c.is_ascii_uppercase() && !matches!(c, 'I' | 'V' | 'X'))?;
    let ends = tail.trim_start();
    (ends.is_empty() || ends.starts_with(SEPARATORS)).then_some(tail)
}

/// A letter that stands for a staging word before a number: "M1: Nairobi".
fn short_word(c: char) -> bool {
    c.is_ascii_uppercase()
}

/// What opens a label.
struct Head<'a> {
    staging: Option<Staging>,
    number: Option<PhaseNumber>,
    letter: Option<char>,
    is_period: bool,
    tail: &'a str,
}

impl<'a> Head<'a> {
    fn new(staging: Option<Staging>, number: Option<PhaseNumber>, tail: &'a str) -> Self {
        Self { staging, number, letter: None, is_period: false, tail }
    }

    /// A head with a word; that of a quarter numbers no phases.
    fn staged(staging: Staging, number: PhaseNumber, tail: &'a str, words: &Words) -> Self {
        let is_period = matches!(&staging, Staging::Unit(unit) if period::is_word(unit, words));
        Self { is_period, ..Self::new(Some(staging), Some(number), tail) }
    }
}

fn head<'a>(text: &'a str, words: &Words) -> Option<Head<'a>> {
    if let Some((staging, rest)) = staging_word(text, words) {
        let rest = rest.trim_start_matches(['#', '-', '–', ' ']);
        if let Some(tail) = letter(rest) {
            return Some(Head::new(Some(staging), None, tail));
        }
        if let Some((number, letter, tail)) = lettered(rest) {
            return Some(Head {
                letter: Some(letter),
                ..Head::staged(staging, number, tail, words)
            });
        }
        let (number, tail) = stated_number(rest, words)?;
        return Some(Head::staged(staging, number, tail, words));
    }
    // "1. Phase: Pilot", "第1フェーズ", "First wave".
    let rest = text.strip_prefix('第').unwrap_or(text);
    if let Some((number, tail)) = stated_number(rest, words) {
        let after = further_bounds(tail);
        let after = after.trim_start_matches(['.', ' ', '-', '–', 'º', 'ª', 'й', 'я']);
        // "단계별" is "by phase".
        let is_word = |tail: &str| !tail.starts_with('별');
        // "4. Stages" is the fourth section.
        let is_section = |t: &str| t.is_empty() && tail.starts_with(['.', ')']);
        if let Some((staging, tail)) =
            staging_word(after, words).filter(|(_, t)| is_word(t) && !is_section(t))
        {
            let head = Head::staged(staging, number, tail, words);
            // "3. Step 1: …" is numbered twice: by its place, and as a step. A year is no such number.
            let twice = stated_number(tail, words).filter(|_| !head.is_period);
            return Some(match twice {
                Some((number, tail)) => Head { number: Some(number), tail, ..head },
                None => head,
            });
        }
    }
    let bare = text.strip_prefix(short_word);
    let is_period =
        bare.is_some_and(|bare| period::is_sign(&text[..text.len() - bare.len()], words));
    let text = bare.unwrap_or(text);
    let (number, letter, tail) = match lettered(text) {
        Some((number, letter, tail)) => (number, Some(letter), tail),
        None => number(text).map(|(number, tail)| (number, None, tail))?,
    };
    let after = if is_period { period::without_year(tail) } else { tail };
    let is_counting = number.whole <= MOST_BARE && !tail.starts_with('%');
    let is_dotted = after.trim_start().starts_with(SEPARATORS) || is_period && after.is_empty();
    let head = Head { letter, is_period, ..Head::new(None, Some(number), tail) };
    (is_counting && is_dotted).then_some(head)
}

/// What follows the further bounds of a range before a unit: "3~4주차", "第2–3週".
fn further_bounds(text: &str) -> &str {
    let Some(rest) = text.strip_prefix(['-', '–', '—', '~', '～', '至']) else { return text };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() < rest.len() { after } else { text }
}

/// Drops the further bounds of a range or list ("2–3: Name" and "1 & 2: Name" begin at the first).
fn range_tail(text: &str) -> &str {
    let mut text = text;
    while let Some(after) = bound_after(text) {
        text = after;
    }
    text
}

fn bound_after(text: &str) -> Option<&str> {
    let trimmed = text.trim_start();
    let rest = ["-", "–", "—", "~", "&", "+", "/", "to ", "and "]
        .iter()
        .find_map(|mark| trimmed.strip_prefix(mark))?
        .trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = lettered(rest).map_or(&rest[digits..], |(_, _, after)| after);
    let ends = after.trim_start();
    let is_bound = digits > 0
        && !ends.starts_with('%')
        && (ends.is_empty() || ends.starts_with(SEPARATORS) || ends.starts_with(['&', '+', '/']));
    is_bound.then_some(after)
}

/// A label of a name whose tails are taken off.
fn named(staging: Option<Staging>, name: &str, words: &Words) -> PhaseLabel {
    let mut tails = Vec::new();
    let mut name = name.trim();
    while let Some((shorter, tail)) = last_tail(name, words) {
        name = shorter;
        tails.push(tail);
    }
    tails.reverse();
    let name = name.trim_end_matches(is_decoration).trim_end_matches([':', '：']).trim();
    PhaseLabel { staging, name: name.into(), tails, ..PhaseLabel::default() }
}

#[cfg(test)]
mod tests;
