//! Values that say two things, or one thing with doubt: "High → Low", "Closed, then reopened".

use std::ops::Range;

use super::super::table::Column;
use super::super::words::{Group, Heads, Token, Words, tokens};
use crate::model::prose::{Element, Inline, InlineKind, Text, plain_text};
use crate::model::risk::{LevelKind, RiskStatusKind};

/// A value without what its author struck out; whether nothing else is left.
pub(super) fn unstruck(text: Text) -> (Text, bool) {
    if !holds_struck(&text.content) {
        return (text, false);
    }
    let kept = kept(&text.content);
    let plain = plain_text(&kept);
    if plain.is_empty() {
        let is_struck = !text.plain.is_empty();
        return (text, is_struck);
    }
    (Text { plain, ..text }, false)
}

fn holds_struck(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Strikethrough(_) | InlineKind::Element(Element::Del, _) => true,
        InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => holds_struck(inner),
        _ => false,
    })
}

fn kept(inlines: &[Inline]) -> Vec<Inline> {
    let keep = |inline: &Inline| {
        let kind = match &inline.kind {
            InlineKind::Strikethrough(_) | InlineKind::Element(Element::Del, _) => return None,
            InlineKind::Strong(inner) => InlineKind::Strong(kept(inner).into()),
            InlineKind::Emphasis(inner) => InlineKind::Emphasis(kept(inner).into()),
            other => other.clone(),
        };
        Some(Inline { kind, span: inline.span })
    };
    inlines.iter().filter_map(keep).collect()
}

/// The levels that a value names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// None, or one with a question mark.
    Nothing,
    /// One.
    One(LevelKind),
    /// More than one.
    Several,
}

/// The level of a value: the word at its head, numbers aside. What follows must be set off ("Low
/// (build-time only)"), and must name no other level.
pub(super) fn said(text: &str, words: &Words) -> Said {
    if text.trim_end().ends_with(['?', '？']) {
        return Said::Nothing;
    }
    let text = &text[..text.floor_char_boundary(LONGEST_SAID)];
    if let Some(kind) = exact(text, words) {
        return Said::One(kind);
    }
    let all = tokens(text);
    let is_number = |t: &Token| t.word.chars().all(|c| c.is_ascii_digit() || c == '%');
    let from = all.iter().position(|t| !is_number(t)).unwrap_or(all.len());
    let parts = &all[from..];
    let Some((kind, n)) = level_at(parts, words) else { return Said::Nothing };
    let rest = &parts[n..];
    // "M. Ruiz" is a name, "C-01" an ID, "M/H" two levels and "H (3)" one.
    if is_letter(&parts[0]) {
        let is_id = text[parts[0].end..]
            .strip_prefix(['-', '.', '_'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if is_id {
            return Said::Nothing;
        }
        let others: Vec<LevelKind> =
            rest.iter().filter(|t| !is_number(t)).filter_map(|t| of_letter(t, words)).collect();
        let is_all = others.len() == rest.iter().filter(|t| !is_number(t)).count();
        return match (is_all, others.iter().all(|other| *other == kind)) {
            (true, true) => Said::One(kind),
            (true, false) => Said::Several,
            (false, _) => Said::Nothing,
        };
    }
    let end = parts[n - 1].end;
    let tail = text[end..].trim_start();
    if names_another(text, parts, n, kind, words) {
        return Said::Several;
    }
    if tail.starts_with(['?', '？']) {
        return Said::Nothing;
    }
    let is_set_off = !tail.starts_with(char::is_alphanumeric) && !is_compound(&text[end..]);
    let is_told = rest.first().is_some_and(|t| is_number(t) || tells(t, words));
    // "High risk" in a column of ratings.
    let is_named = rest.iter().all(|t| column_of(t, words).is_some_and(is_of_risk));
    if is_set_off || is_told || is_named { Said::One(kind) } else { Said::Nothing }
}

/// Whether what follows a level makes another word of it: "High-ish", "high(er)", "Low-hanging".
fn is_compound(tail: &str) -> bool {
    let Some(rest) = tail.strip_prefix(['-', '\u{2010}', '\u{2011}', '(']) else { return false };
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let is_ending = rest[letters..].starts_with(')') && letters <= LONGEST_ENDING;
    letters > 0 && (is_ending || !tail.starts_with('('))
}

/// Bytes of an ending in brackets: "high(er)", "high(ish)".
const LONGEST_ENDING: usize = 4;

/// Bytes of a value in which its level is told: what follows explains it. One may be compared with many.
const LONGEST_SAID: usize = 1_000;

/// The level that a whole text is.
pub(super) fn exact(text: &str, words: &Words) -> Option<LevelKind> {
    words.kind(Group::Level, text).and_then(LevelKind::from_word)
}

/// The longest level at the head of some tokens, and how many of them it takes.
pub(super) fn level_at(parts: &[Token], words: &Words) -> Option<(LevelKind, usize)> {
    let (kind, n) = words.leading(Group::Level, &parts[..parts.len().min(MOST_WORDS)])?;
    Some((LevelKind::from_word(kind)?, n))
}

/// Most words of a level or status.
const MOST_WORDS: usize = 6;

fn of_letter(token: &Token, words: &Words) -> Option<LevelKind> {
    let kind = words.kind_of_folded(Group::Level, &token.word)?;
    LevelKind::from_word(kind).filter(|_| is_letter(token))
}

fn is_letter(token: &Token) -> bool {
    token.word.len() == 1
}

fn column_of(token: &Token, words: &Words) -> Option<Column> {
    Column::of(&token.word, words).filter(|_| !is_letter(token))
}

const fn is_of_risk(column: Column) -> bool {
    matches!(
        column,
        Column::Risk | Column::Score | Column::Likelihood | Column::Impact | Column::Severity
    )
}

/// Whether another level than the one at the head stands alone behind it. "High (low traffic)" has
/// one level, "High (low in summer)" two.
fn names_another(text: &str, parts: &[Token], n: usize, first: LevelKind, words: &Words) -> bool {
    let mut at = n;
    while at < parts.len() {
        let Some((kind, used)) = level_at(&parts[at..], words).filter(|_| !is_letter(&parts[at]))
        else {
            at += 1;
            continue;
        };
        if kind != first && stands_alone(text, parts, at..at + used, words) {
            return true;
        }
        at += used;
    }
    false
}

/// Whether a word does not describe the one behind it.
fn stands_alone(text: &str, parts: &[Token], at: Range<usize>, words: &Words) -> bool {
    let Some(next) = parts.get(at.end) else { return true };
    let gap = &text[parts[at.end - 1].end..next.start];
    let is_kind = |group, kind| words.kind_of_folded(group, &next.word) == Some(kind);
    gap.chars().any(|c| !c.is_whitespace())
        || starts_with_digit(next)
        || tells(next, words)
        || is_kind(Group::Word, "when")
        || is_kind(Group::Word, "joint")
        || is_kind(Group::Tail, "window")
        || words.kind_of_folded(Group::Binding, &next.word).is_some()
        || column_of(next, words) == Some(Column::Risk)
}

/// Whether a word says since when, until when or by whom.
fn tells(token: &Token, words: &Words) -> bool {
    matches!(words.kind_of_folded(Group::Word, &token.word), Some("since" | "until"))
}

fn starts_with_digit(token: &Token) -> bool {
    token.word.starts_with(|c: char| c.is_ascii_digit())
}

/// How a risk stands, and whether a status stands at the head of its words at all. A question mark, an
/// arrow, a share, or a second status makes it unclear.
pub(super) fn status(text: &str, words: &Words) -> (RiskStatusKind, bool) {
    let parts = tokens(text);
    let Some((first, n)) = status_at(&parts, words) else {
        return (RiskStatusKind::Unknown, false);
    };
    let tail = text[parts[n - 1].end..].trim_start();
    let is_whole = !tail.starts_with(char::is_alphanumeric)
        || parts.get(n).is_some_and(|t| tells(t, words) || starts_with_digit(t))
        || is_joined(text, &parts, n, words);
    if !is_whole {
        return (RiskStatusKind::Unknown, false);
    }
    let rest = &parts[n..];
    // "Closed (why so late?)" asks something else.
    let head = text.find(['(', '（']).map_or(text, |at| &text[..at]);
    let is_asked =
        head.contains(['?', '？']) || text.contains("(?)") || tail.ends_with(['?', '？']);
    let is_moved = ARROWS.iter().any(|arrow| text[parts[n - 1].end..].contains(arrow));
    let is_word = |at: usize, kind| {
        let heads: Heads = parts[at..].iter().take(MOST_WORDS).map(|t| t.word.clone()).collect();
        words.leading(Group::Word, &heads).is_some_and(|(found, _)| found == kind)
    };
    let is_reopened = !first.is_open() && (n..parts.len()).any(|at| is_word(at, "reopened"));
    let is_hedged = starts_of(text, &parts, n, words).any(|(at, _)| is_word(at, "hedge"));
    let is_share = rest.windows(2).any(|t| t[1].word == "%" && t[0].word != "100");
    let is_settled = matches!(first, RiskStatusKind::Closed | RiskStatusKind::Mitigated);
    let is_unclear = is_asked
        || is_moved
        || is_reopened
        || (is_hedged || is_share) && is_settled
        || has_second(text, &parts, n, first, words);
    (if is_unclear { RiskStatusKind::Unknown } else { first }, true)
}

/// Signs that lead from one value to the next.
const ARROWS: [&str; 9] = ["→", "->", "=>", "➜", "➔", "➡", "⇒", "⟶", ">>"];

fn status_at(parts: &[Token], words: &Words) -> Option<(RiskStatusKind, usize)> {
    let (kind, n) = words.leading(Group::RiskStatus, &parts[..parts.len().min(MOST_WORDS)])?;
    RiskStatusKind::ALL.into_iter().find(|k| k.word() == kind).map(|kind| (kind, n))
}

/// Whether "and" or "or" follows the status at the head.
fn is_joined(text: &str, parts: &[Token], n: usize, words: &Words) -> bool {
    starts_of(text, parts, n, words).next().is_some_and(|(at, _)| at <= n + 1)
}

/// Where something new begins behind the status at the head: the token, and whether it stands beside
/// that status ("Open / Closed") and not in a note on it ("Closed (by Ana)").
fn starts_of<'p>(
    text: &'p str,
    parts: &'p [Token],
    n: usize,
    words: &'p Words,
) -> impl Iterator<Item = (usize, bool)> + 'p {
    let is_joint = |t: &Token| {
        words.kind_of_folded(Group::Word, &t.word) == Some("joint")
            || words.kind_of_folded(Group::Name, &t.word) == Some("joint")
    };
    (n..parts.len()).filter_map(move |at| {
        let gap = &text[parts[at - 1].end..parts[at].start];
        let is_beside = gap.contains(['/', ',', '|', ';', '+', '&', '、', '，', '；', '／'])
            || at > n && is_joint(&parts[at - 1]);
        let is_noted = gap.contains(['(', '[', '（', '–', '—', ':', '：', '.', '·', '•'])
            || gap.contains(" - ")
            // "Closed-ish".
            || at == n && matches!(gap, "-" | "\u{2010}" | "\u{2011}");
        (is_beside || is_noted).then_some((at, is_beside))
    })
}

/// Whether a second status follows. In a note, one that leaves the risk as open as it was says more of
/// the first: "Closed – resolved in May".
fn has_second(text: &str, parts: &[Token], n: usize, first: RiskStatusKind, words: &Words) -> bool {
    let is_kind = |t: &Token, kind| words.kind_of_folded(Group::Word, &t.word) == Some(kind);
    starts_of(text, parts, n, words).any(|(start, is_beside)| {
        if tells(&parts[start], words) || is_kind(&parts[start], "when") {
            return false;
        }
        // "Closed, then open": one word may stand before it.
        let found = (start..(start + 2).min(parts.len())).find_map(|at| {
            let (kind, used) = status_at(&parts[at..], words)?;
            stands_alone(text, parts, at..at + used, words).then_some(kind)
        });
        found.is_some_and(|second| {
            second != first && (is_beside || standing(second) != standing(first))
        })
    })
}

/// What a status means for a gate.
const fn standing(kind: RiskStatusKind) -> u8 {
    match kind {
        RiskStatusKind::Open | RiskStatusKind::Mitigating | RiskStatusKind::Unknown => 0,
        RiskStatusKind::Mitigated | RiskStatusKind::Closed => 1,
        RiskStatusKind::Accepted => 2,
        RiskStatusKind::Occurred => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_value_of_two_levels_is_none() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Said| assert_eq!(said(text, &words), expected, "{text}");
        for several in [
            "Medium-High",
            "High → Low",
            "Low, later High",
            "Medium/High",
            "mittel bis hoch",
            "Low to medium",
            "High (was Low)",
            "M/H",
            "hoch, später niedrig",
            "Very low / low",
            "Alto / Medio",
        ] {
            check(several, Said::Several);
        }
        for (one, kind) in [
            ("Low (build-time only)", LevelKind::Low),
            ("Very High", LevelKind::VeryHigh),
            ("🔴 High", LevelKind::High),
            ("High (low traffic at night)", LevelKind::High),
            ("High / high", LevelKind::High),
            ("Medium (2) - twice a year", LevelKind::Medium),
            ("3 - High", LevelKind::High),
            ("H (3)", LevelKind::High),
            ("High risk", LevelKind::High),
            ("hoch (nur im Sommer)", LevelKind::High),
            ("High-impact", LevelKind::High),
            ("Low- nothing depends on it", LevelKind::Low),
            ("Low(build-time only)", LevelKind::Low),
            ("12 (High)", LevelKind::High),
        ] {
            check(one, Said::One(kind));
        }
        for nothing in
            ["M. Ruiz", "C-01", "H-1", "M.2", "High?", "4", "High availability", "likely", ""]
        {
            check(nothing, Said::Nothing);
        }
    }

    #[test]
    fn a_second_status_makes_the_first_unclear() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: RiskStatusKind| {
            assert_eq!(status(text, &words).0, expected, "{text}");
        };
        for unclear in [
            "Closed?",
            "Open → Closed",
            "Closed 2026-01-01, reopened 2026-02-01",
            "Closed, then reopened",
            "Closed (reopened in May)",
            "Open / Closed",
            "Mitigated 80 %",
            "Closed, pending review",
            "geschlossen?",
            "Geschlossen, wieder offen",
            "offen / geschlossen",
            "Closed and reopened",
        ] {
            check(unclear, RiskStatusKind::Unknown);
        }
        for (clear, kind) in [
            ("Closed (May)", RiskStatusKind::Closed),
            ("Closed – resolved in May", RiskStatusKind::Closed),
            ("Accepted until fixed", RiskStatusKind::Accepted),
            ("Accepted by Ana until 2026-12-31: insured", RiskStatusKind::Accepted),
            ("Open (being mitigated)", RiskStatusKind::Open),
            ("Closed (open questions went to R5)", RiskStatusKind::Closed),
            ("✅ Mitigated", RiskStatusKind::Mitigated),
            ("Mitigated – new runbook", RiskStatusKind::Mitigated),
            ("geschlossen (Mai)", RiskStatusKind::Closed),
            ("Reopened", RiskStatusKind::Open),
        ] {
            check(clear, kind);
        }
    }
}
