//! Phase labels: "Phase 1 — Private preview (2 weeks)", "Week 3: Ramp", "第一阶段", "2. Pilot".

mod period;
mod tail;
mod unparted;

pub(super) use tail::{Tail, TailKind, is_point_in_time};
pub(super) use unparted::{Naming, names_phase};

use smol_str::SmolStr;

use super::words::{
    Folded, Group, Token, Words, digit, first_token, is_ideographic, joined, western,
};
use crate::model::phase::PhaseNumber;
use tail::{bracket_first, is_decoration, last_tail, tail_kind};

/// Marks that part a phase's number from its name.
pub(super) const SEPARATORS: [char; 15] =
    ['-', '–', '—', ':', '.', ')', '(', '|', '：', '、', '（', '·', ',', ']', '．'];

/// Largest number that a label may begin with when no word says that it is a phase's: years are none.
const MOST_BARE: u32 = 99;

/// The word that makes a label one of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Staging {
    /// A word that means a phase: "Phase", "Stage", "Fase".
    Phase,
    /// A unit that a rollout may be staged by, folded: "week", "step".
    Unit(String),
}

/// A phase's label taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PhaseLabel {
    /// The word before or behind the number.
    pub(super) staging: Option<Staging>,
    /// The number behind or before the word: a phase's, or the quarter of a year.
    pub(super) number: Option<PhaseNumber>,
    /// The letter behind the number, in lower case: "Phase 2b".
    pub(super) letter: Option<char>,
    /// Whether the number counts quarters or halves of a year: "Q1".
    pub(super) is_period: bool,
    /// The name; may be "".
    pub(super) name: SmolStr,
    /// What stands at its end in brackets or behind a mark, and is no part of the name.
    pub(super) tails: Vec<Tail>,
    /// Whether a mark or nothing follows the number: "Phase 1: Pilot", but not "Phase 1 Rollback".
    pub(super) is_parted: bool,
}

impl PhaseLabel {
    /// Whether it names one of several phases: by a staging word with its number or letter.
    pub(super) fn is_designated(&self) -> bool {
        self.staging.is_some() && self.is_parted
    }

    /// The number that the author gave to the phase; the first quarter is no Phase 1.
    pub(super) fn phase_number(&self) -> Option<PhaseNumber> {
        self.number.filter(|_| !self.is_period)
    }
}

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

/// A number with a letter right behind it, "2b", and what follows both.
pub(super) fn lettered(text: &str) -> Option<(PhaseNumber, char, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = text[..digits].parse().ok()?;
    let letter = text[digits..].chars().next()?;
    let tail = &text[digits + letter.len_utf8()..];
    let is_letter = letter.is_alphabetic() && !is_ideographic(letter);
    (is_letter && !tail.starts_with(char::is_alphanumeric)).then(|| {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        (PhaseNumber::whole(whole), lower, tail)
    })
}

/// What follows the further bounds of a range before a unit: "3~4주차", "第2–3週".
fn further_bounds(text: &str) -> &str {
    let Some(rest) = text.strip_prefix(['-', '–', '—', '~', '～', '至']) else { return text };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() < rest.len() { after } else { text }
}

/// The staging word at the head of a text, and what follows it.
pub(super) fn staging_word<'a>(text: &'a str, words: &Words) -> Option<(Staging, &'a str)> {
    let first = first_token(text).filter(|t| t.start == 0)?;
    let of = |word: &str| match words.kind_of_folded(Group::Word, word)? {
        "phase" => Some(Staging::Phase),
        "unit" => Some(Staging::Unit(word.to_owned())),
        _ => None,
    };
    if let Some(staging) = of(&first.word) {
        return Some((staging, text[first.end..].trim_start()));
    }
    // "Giai đoạn 1": a word of two.
    if let Some((staging, end)) = pair(&first, text).and_then(|(pair, end)| Some((of(&pair)?, end)))
    {
        return Some((staging, text[end..].trim_start()));
    }
    // Scripts without spaces: the word may be the head of its token.
    if !text.starts_with(is_ideographic) {
        return None;
    }
    let token = &text[..first.end];
    let ends = token.char_indices().map(|(i, _)| i).skip(1).take(6).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| Some((of(&token[..end])?, &text[end..])))
}

/// The first two words of a text, folded, and where the second ends.
fn pair(first: &Token, text: &str) -> Option<(Folded, usize)> {
    let behind = text[first.end..].strip_prefix(' ')?;
    let len = behind.find(|c: char| c.is_whitespace()).unwrap_or(behind.len());
    let second = first_token(&behind[..len]).filter(|t| t.start == 0)?;
    Some((joined(&[first, &second]), first.end + 1 + second.end))
}

/// A number in digits, as a roman numeral or in words ("Phase One", "一").
pub(super) fn stated_number<'a>(text: &'a str, words: &Words) -> Option<(PhaseNumber, &'a str)> {
    if let Some(found) = number(text) {
        return Some(found);
    }
    let first = first_token(text).filter(|t| t.start == 0)?;
    let of = |word: &str| {
        let kind = words
            .kind_of_folded(Group::Ordinal, word)
            .or_else(|| words.kind_of_folded(Group::Number, word).filter(|_| word != "a"))?;
        kind.parse().ok().map(PhaseNumber::whole)
    };
    // "A doua", "thứ nhất": an ordinal of two words.
    if let Some((number, end)) = pair(&first, text).and_then(|(pair, end)| Some((of(&pair)?, end)))
    {
        return Some((number, &text[end..]));
    }
    if let Some(number) = of(&first.word) {
        return Some((number, &text[first.end..]));
    }
    let numeral = text.chars().next().filter(|c| is_ideographic(*c))?;
    let (head, tail) = text.split_at(numeral.len_utf8());
    of(head).map(|number| (number, tail))
}

/// A number in digits at the head of a text: 1, 4.1, a roman numeral; and what follows it.
pub(super) fn number(text: &str) -> Option<(PhaseNumber, &str)> {
    let digits = digits_len(text);
    if digits == 0 {
        return roman(text);
    }
    let whole = western(&text[..digits]).parse().ok()?;
    let rest = &text[digits..];
    let part_len = rest.strip_prefix('.').map_or(0, digits_len);
    let part = (part_len > 0).then(|| western(&rest[1..=part_len]).parse().ok()).flatten();
    let rest = if part.is_some() { &rest[1 + part_len..] } else { rest };
    let ends = |c: char| !c.is_alphanumeric() || is_ideographic(c);
    rest.chars().next().is_none_or(ends).then_some((PhaseNumber { whole, part }, rest))
}

/// How many bytes at the head of a text are digits.
fn digits_len(text: &str) -> usize {
    let is_digit = |c: &char| c.is_ascii_digit() || digit(*c).is_some();
    text.chars().take_while(is_digit).map(char::len_utf8).sum()
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
