//! Placeholders: words that wait for a value. `[Name]`, `<owner>`, `{{date}}`, `${env}`, `XX`, `___`, TBD.

mod run;

use std::borrow::Cow;

use smallvec::SmallVec;

use std::ops::Range;

use super::words::{Group, Words, heads};
use crate::model::prose::{Inline, InlineKind};
use crate::text::Span;

/// A placeholder in a text.
#[derive(Debug, PartialEq, Eq)]
struct Hole {
    /// Its bytes.
    range: Range<usize>,
    /// Whether a number belongs there: `[N]`, `XX`, `___`.
    is_number: bool,
    /// Whether it is a run of X, which a name may hold as well.
    is_run: bool,
    /// Whether it is one in the midst of a sentence as well.
    is_marked: bool,
}

/// Most words that may stand beside a placeholder for a number: "`[X]%` of production traffic".
const MOST_BESIDE_NUMBER: usize = 3;

/// Most characters between the signs that enclose a placeholder.
const LONGEST: usize = 80;

/// Whether a value is nothing but placeholders, alone or with a number and a unit: "XX weeks".
/// `is_amount`: the value's place is for an amount, of whatever it may be: "XX stores".
pub(super) fn is_whole(plain: &str, content: &[Inline], is_amount: bool, words: &Words) -> bool {
    let flat = match content {
        [] => Cow::Borrowed(plain),
        [Inline { kind: InlineKind::Text(text), .. }] => Cow::Borrowed(text.as_str()),
        _ => {
            let mut flat = String::new();
            flatten(content, &mut flat);
            Cow::Owned(flat)
        }
    };
    let text = if content.is_empty() { plain } else { flat.trim() };
    if is_mask(text) {
        return true;
    }
    let holes = holes(text, true);
    let Some(first) = holes.first() else { return false };
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    for hole in &holes {
        rest.push_str(&text[at..hole.range.start]);
        rest.push(' ');
        at = hole.range.end;
    }
    rest.push_str(&text[at..]);
    let beside = heads(&rest);
    let said = beside.iter().filter(|word| !is_number(word)).count();
    let before = heads(&text[..first.range.start]);
    let is_run = holes.iter().all(|hole| hole.is_run);
    let is_measured = run::measures(&beside, words, !is_run);
    // "XX customers" are some, "Customer XX" is one.
    let is_one =
        is_run && before.iter().any(|w| words.kind_of_folded(Group::Word, w) == Some("people"));
    let leads = is_amount && run::measures(&before, words, false);
    let is_sure = |hole: &Hole| hole.is_number && (!hole.is_run || leads);
    said == 0
        || (is_measured && !is_one)
        || (!rest.contains(|c: char| c.is_ascii_digit())
            && said <= MOST_BESIDE_NUMBER
            && holes.iter().any(is_sure))
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || c == '%')
}

/// Placeholders inside a value that is otherwise filled.
pub(super) fn inside(inlines: &[Inline], words: &Words) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => {
                let is_marked = |hole: &Hole| {
                    let (before, after) = (&text[..hole.range.start], &text[hole.range.end..]);
                    hole.is_marked && (!hole.is_run || run::is_open(before, after, words))
                };
                let marked = holes(text, false).into_iter().filter(is_marked);
                found.extend(marked.map(|hole| {
                    let place = if inline.span.len() == text.len() {
                        let start = inline.span.start as usize;
                        Span::new(start + hole.range.start, start + hole.range.end)
                    } else {
                        inline.span
                    };
                    (text[hole.range].to_owned(), place)
                }));
            }
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Element(_, inner) => found.extend(inside(inner, words)),
            InlineKind::Code(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Link(_)
            | InlineKind::Image(_)
            | InlineKind::FootnoteReference(_)
            | InlineKind::SoftBreak
            | InlineKind::HardBreak => {}
        }
    }
    found
}

/// The words of a value; code, links and pictures are words of the author, whatever they hold.
fn flatten(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => out.push_str(text),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Element(_, inner) => flatten(inner, out),
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Code(_)
            | InlineKind::Link(_)
            | InlineKind::Image(_)
            | InlineKind::FootnoteReference(_) => out.push_str("author's words of their own"),
        }
    }
}

/// The placeholders of a text, in order. `is_value`: the text is a whole value, in which more forms are
/// sure than in a sentence.
fn holes(text: &str, is_value: bool) -> Vec<Hole> {
    let mut found: Vec<Hole> = Vec::new();
    if !may_hold(text) {
        return found;
    }
    let mut at = 0;
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (mut run, mut passed) = (None, c.len_utf8());
        let hole = match c {
            '[' if before.is_none_or(|b: char| !b.is_alphanumeric() && !matches!(b, '[' | ']')) => {
                bracketed(rest)
            }
            '<' if is_value => enclosed(rest, "<", ">")
                .filter(|(_, inner)| is_tag(inner))
                .map(|(length, inner)| (length, is_number_word(inner), false)),
            '{' => enclosed(rest, "{{", "}}")
                .map(|(length, inner)| (length, is_number_word(inner), true))
                .or_else(|| {
                    let (length, inner) = enclosed(rest, "{", "}")?;
                    is_value.then_some((length, is_number_word(inner), false))
                }),
            '$' => enclosed(rest, "${", "}").map(|(length, _)| (length, false, true)),
            '_' if before.is_none_or(|b| !b.is_alphanumeric()) => {
                passed = rest.len() - rest.trim_start_matches('_').len();
                let ends = !rest[passed..].starts_with(char::is_alphanumeric);
                (passed >= 2 && ends).then_some((passed, true, passed >= 3))
            }
            _ if c.is_alphanumeric() && before.is_none_or(|b| !is_word(b)) => {
                run = run::length(rest, is_value);
                let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                run.map(|length| (length, true, true))
                    .or_else(|| word(&rest[..length], is_value))
                    .or_else(|| rest.starts_with(DATE).then_some((DATE.len(), false, true)))
            }
            _ => None,
        };
        if let Some((length, is_number, is_marked)) = hole {
            // "@[name]" is one placeholder.
            let start = if before == Some('@') { at - 1 } else { at };
            let (range, is_run) = (start..at + length, run.is_some());
            found.push(Hole { range, is_number, is_run, is_marked });
            at += length;
            before = text[..at].chars().next_back();
        } else {
            at += passed;
            before = Some(c);
        }
    }
    found
}

/// Whether a text may hold a placeholder: a sign that opens one, two X, a Y beside another, the head of
/// "TODO" or "TBD". Most texts hold none of these.
fn may_hold(text: &str) -> bool {
    let mut runs = 0;
    let (mut last, mut last_but_one) = (0, 0);
    text.bytes().any(|byte| {
        let lower = byte.to_ascii_lowercase();
        runs += u32::from(lower == b'x');
        let is_open = matches!(byte, b'[' | b'<' | b'{' | b'$' | b'_');
        let is_to_do = lower == b'd' && last_but_one == b't' && matches!(last, b'b' | b'o');
        let found = is_open || runs > 1 || is_to_do || (lower == b'y' && last == b'y');
        (last_but_one, last) = (last, lower);
        found
    })
}

/// The date of the template.
const DATE: &str = "YYYY-MM-DD";

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A word that is a placeholder: its length, whether it is for a number, whether it is one in a sentence.
fn word(word: &str, is_value: bool) -> Option<(usize, bool, bool)> {
    let is_one = |known: &&str| word == *known || is_value && word.eq_ignore_ascii_case(known);
    ["TBD", "TODO"].iter().any(is_one).then_some((word.len(), false, true))
}

/// `[…]` at the head of a text, but no link, footnote, alert, wikilink or ticked box.
fn bracketed(rest: &str) -> Option<(usize, bool, bool)> {
    let (length, inner) = enclosed(rest, "[", "]")?;
    let is_other = inner.contains('[')
        || inner.starts_with(['^', '!'])
        || rest[length..].starts_with(['(', '[', ']'])
        || matches!(inner, "x" | "~" | "-" | "/" | ">" | "?");
    if is_other {
        return None;
    }
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let is_number =
        is_number_word(inner) || inner == "X" && rest[length..].trim_start().starts_with('%');
    let is_marked = (letters >= 3 && !is_ticket(inner)) || is_number || inner == "X";
    Some((length, is_number, is_marked))
}

/// A ticket's key: "PAY-123".
fn is_ticket(inner: &str) -> bool {
    inner.split_once('-').is_some_and(|(project, number)| {
        project.chars().all(|c| c.is_ascii_uppercase())
            && !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
    })
}

/// What stands between two signs on one line, with the length of the whole.
fn enclosed<'a>(rest: &'a str, open: &str, close: &str) -> Option<(usize, &'a str)> {
    let inner = rest.strip_prefix(open)?;
    let head = &inner[..inner.floor_char_boundary(LONGEST)];
    let end = head.find(close)?;
    let said = head[..end].trim();
    let is_plain = !said.is_empty() && !said.contains(['\n', '<', '{']);
    is_plain.then_some((open.len() + end + close.len(), said))
}

/// Words in angle brackets that are no comparison, address or element with attributes.
fn is_tag(inner: &str) -> bool {
    inner.starts_with(char::is_alphabetic)
        && !inner.contains(['@', '=', '"'])
        && !inner.contains("://")
}

/// Whether the words inside a placeholder ask for a number.
fn is_number_word(inner: &str) -> bool {
    let upper = inner.to_uppercase();
    let is_run = |letter: char| upper.len() >= 2 && upper.chars().all(|c| c == letter);
    is_run('X')
        || is_run('N')
        || is_run('#')
        || matches!(
            upper.as_str(),
            "N" | "#" | "NUMBER" | "COUNT" | "AMOUNT" | "NUM" | "ZAHL" | "ANZAHL"
        )
}

/// A date or number of which letters hold the places: "DD.MM.YYYY", "2026-XX-XX", "TT.MM.JJJJ".
fn is_mask(text: &str) -> bool {
    let parts: SmallVec<[&str; 4]> =
        text.trim_end_matches(['.', ':', '!', '?']).split(['-', '/', '.']).take(4).collect();
    let is_run = |part: &&str| {
        let first = part.chars().next();
        part.chars().count() >= 2
            && part.chars().all(|c| Some(c) == first)
            && first.is_some_and(|c| "YMDXTJAGRHДМГЧ".contains(c))
    };
    let is_digits = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| is_run(part) || is_digits(part))
        && parts.iter().any(|part| matches!(*part, "MM" | "XX" | "YYYY" | "ММ"))
}

#[cfg(test)]
mod tests;
