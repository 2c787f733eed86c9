//! What stands at the end of a phase's label and is no part of its name: "(2 weeks)", "— DONE".

use super::super::dates::{self, CALENDAR, Reading};
use super::super::measure::is_quantity;
use super::super::words::{Group, Token, Words, tokens};
use super::word::{Staging, staging_word};

/// A fact at the end of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) struct Tail {
    /// What it states.
    pub(in crate::parse) kind: TailKind,
    /// As written, without brackets.
    pub(in crate::parse) words: String,
}

/// Kinds of fact at the end of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum TailKind {
    /// How long: "2 weeks", "ongoing".
    Duration,
    /// When: "Week 1-2", "T-7 days".
    When,
    /// A share: "10%".
    Share,
    /// How it stands: "✅ COMPLETED".
    Status,
}

/// A bracket right behind the number that holds a fact: "Phase 0 (1–2 days): Align".
pub(super) fn bracket_first<'a>(text: &'a str, words: &Words) -> (Option<Tail>, &'a str) {
    let none = (None, text);
    let Some(inner) = text.trim_start().strip_prefix(['(', '（']) else { return none };
    let Some(end) = inner.find([')', '）']) else { return none };
    let after = inner[end..].trim_start_matches([')', '）']);
    match tail_kind(&inner[..end], words) {
        Some(kind) if !after.trim().is_empty() => {
            (Some(Tail { kind, words: inner[..end].trim().to_owned() }), after)
        }
        _ => none,
    }
}

/// Emoji and space at the end of a name.
pub(super) fn is_decoration(c: char) -> bool {
    c.is_whitespace() || (!c.is_ascii() && !c.is_alphanumeric() && !is_closing(c))
}

const fn is_closing(c: char) -> bool {
    matches!(c, ')' | '）' | '”' | '’' | '»' | '」' | '…' | '°' | '™' | '®' | '→' | '≥' | '≤')
}

/// Most bytes of a fact at the end of a label with its mark: what is longer is part of the name. Tails are
/// taken off one by one, and none is sought further back than this.
const LONGEST_TAIL: usize = 256;

/// The last tail of a name, and the name before it.
pub(super) fn last_tail<'a>(name: &'a str, words: &Words) -> Option<(&'a str, Tail)> {
    let bare = name.trim_end_matches(is_decoration);
    let from = bare.floor_char_boundary(bare.len().saturating_sub(LONGEST_TAIL));
    let end = &bare[from..];
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
        if let Some((head, inner)) = end.strip_suffix(close).and_then(|b| b.rsplit_once(open))
            && let Some(kind) = tail_kind(inner, words)
        {
            let head = bare[..from + head.len()].trim_end();
            return Some((head, Tail { kind, words: inner.trim().to_owned() }));
        }
    }
    // A status set off by a dash or an emoji: "Pilot ✅ COMPLETED 2026-02-01".
    let is_mark = |c: char| matches!(c, '–' | '—') || is_emoji(c);
    let dash = end.rfind(" - ").map(|at| at + 1);
    let at = from + end.rfind(is_mark).max(dash)?;
    let at = Some(at).filter(|at| *at > 0)?;
    let mark = bare[at..].chars().next()?;
    let tail = bare[at + mark.len_utf8()..].trim_start_matches('\u{FE0F}').trim();
    let head = bare[..at].trim_end();
    let kind = match words.kind(Group::Word, tail) {
        Some("ongoing") => TailKind::Duration,
        _ if is_status(tail, words) => TailKind::Status,
        _ => return None,
    };
    let words = bare[at..].trim_start_matches(['-', '–', '—']).trim().to_owned();
    (!head.is_empty()).then(|| (head.trim_end_matches(['-', '–', '—', ' ']), Tail { kind, words }))
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x2300..=0x27BF | 0x2B00..=0x2BFF | 0x1F300..=0x1FAFF)
}

/// Whether a text is a status, with nothing but a date or a share behind it.
fn is_status(text: &str, words: &Words) -> bool {
    let parts = tokens(text);
    words.leading(Group::PhaseStatus, &parts).is_some_and(|(_, n)| {
        let rest = text[parts[n - 1].end..].trim();
        let is_note = rest.starts_with('(') && rest.ends_with(')');
        is_note || rest.chars().all(|c| !c.is_alphabetic())
    })
}

/// What the words in brackets state, if they are no part of the name.
pub(super) fn tail_kind(inner: &str, words: &Words) -> Option<TailKind> {
    let bare = inner.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    if bare.is_empty() {
        return None;
    }
    // A phase that is to last is not one that has begun.
    if words.kind(Group::Word, bare) == Some("ongoing") {
        return Some(TailKind::Duration);
    }
    if is_status(bare, words) {
        return Some(TailKind::Status);
    }
    match of_time(bare, words) {
        Some(TailKind::Duration) if !is_quantity(bare, words) => Some(TailKind::When),
        other => other,
    }
}

/// Whether a text says when, and not how long: "T-7 days", "Week 3", "by Friday".
pub(in crate::parse) fn is_point_in_time(text: &str, words: &Words) -> bool {
    of_time(text, words) == Some(TailKind::Duration) && !is_quantity(text, words)
}

/// What a text of nothing but times and shares states.
fn of_time(bare: &str, words: &Words) -> Option<TailKind> {
    if matches!(dates::read(bare, words), Reading::Date(_)) {
        return Some(TailKind::Duration);
    }
    let mut kind = None;
    let parts = tokens(bare);
    let mut named = 0;
    for (at, token) in parts.iter().enumerate() {
        // "Thứ Hai", "יום שישי": a day of the week in two words.
        if let Some(("weekday", n)) = words.leading(Group::Word, &parts[at..]) {
            named = named.max(at + n);
        }
        if at < named {
            kind.get_or_insert(TailKind::Duration);
            continue;
        }
        let word = token.word.as_str();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let unit = if is_number { letters } else { word };
        let is_time = words.kind_of_folded(Group::Unit, unit).is_some()
            || words.kind_of_folded(Group::Month, unit).is_some()
            || matches!(staging_word(unit, words), Some((Staging::Unit(_), "")))
            || words.kind_of_folded(Group::Word, unit) == Some("ongoing")
            || CALENDAR.contains(&unit)
            || is_offset(bare, token);
        if word == "%" {
            kind = Some(TailKind::Share);
        } else if is_time && !unit.is_empty() {
            kind.get_or_insert(TailKind::Duration);
        } else if !(is_number && letters.is_empty() || is_filler(word, words)) {
            return None;
        }
    }
    kind
}

/// Whether a letter counts from the day of the launch: "T-7", "D+1".
fn is_offset(text: &str, token: &Token) -> bool {
    let letter = text[token.start..].strip_prefix(['T', 'D', 'J', 'L', 'G']);
    let behind = letter.map(|rest| rest.trim_start_matches(['+', '-', '−', '–', ' ']));
    behind.is_some_and(|rest| {
        token.word.trim_end_matches(|c: char| c.is_ascii_digit()).len() == 1
            && rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Words that may stand between the numbers of a time or a share.
fn is_filler(word: &str, words: &Words) -> bool {
    matches!(
        words.kind_of_folded(Group::Word, word),
        Some("approximately" | "people" | "everyone" | "since" | "until")
    ) || words.kind_of_folded(Group::Qualifier, word).is_some()
        || words.kind_of_folded(Group::Column, word) == Some("exposure")
        || words.kind_of_folded(Group::Number, word).is_some()
        || matches!(
            word,
            "to" | "each"
                | "am"
                | "pm"
                | "soak"
                | "t"
                | "q"
                | "q1"
                | "q2"
                | "q3"
                | "q4"
                | "rollout"
        )
}

#[cfg(test)]
mod tests {
    use super::super::label;
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn tails_are_no_part_of_the_name() {
        use TailKind::{Duration, Share, Status, When};
        let words = Words::new(&Settings::default());
        let check = |text: &str, name: &str, tails: &[(TailKind, &str)]| {
            let found = label(text, &words);
            let found_tails: Vec<_> =
                found.tails.iter().map(|t| (t.kind, t.words.as_str())).collect();
            assert_eq!((found.name.as_str(), found_tails.as_slice()), (name, tails), "{text}");
        };
        check("Phase 1: Foundation (Week 1-2)", "Foundation", &[(When, "Week 1-2")]);
        check("Phase 0 (1–2 days): Align", "Align", &[(Duration, "1–2 days")]);
        check("Phase 2 (Weeks 3-4)", "", &[(When, "Weeks 3-4")]);
        check("Phase 0: References (T-7 days)", "References", &[(When, "T-7 days")]);
        check("Phase 1: Switch (T+0 to T+1 hour)", "Switch", &[(When, "T+0 to T+1 hour")]);
        check("Phase 1: Switch (by Friday)", "Switch", &[(When, "by Friday")]);
        check("1. fázis: Próba (péntekig)", "Próba", &[(When, "péntekig")]);
        check("Giai đoạn 1: Thử (đến Thứ Hai)", "Thử", &[(When, "đến Thứ Hai")]);
        check("المرحلة 1: تجربة (حتى الجمعة)", "تجربة", &[(When, "حتى الجمعة")]);
        check("Phase 1: Umstieg (3. Woche)", "Umstieg", &[(When, "3. Woche")]);
        check("Phase 4: Aftercare (ongoing)", "Aftercare", &[(Duration, "ongoing")]);
        check("Phase 4: Nachsorge — laufend", "Nachsorge", &[(Duration, "laufend")]);
        check("Phase 2: Soak (24h soak)", "Soak", &[(Duration, "24h soak")]);
        check("Phase 2: Sign mail [DONE]", "Sign mail", &[(Status, "DONE")]);
        check("Phase 2: Sign mail ✅", "Sign mail", &[]);
        check("Phase 2: Canary (5% of traffic)", "Canary", &[(Share, "5% of traffic")]);
        check(
            "Phase 3: Tidy up ✅ COMPLETED 2026-02-01",
            "Tidy up",
            &[(Status, "✅ COMPLETED 2026-02-01")],
        );
        check("Phase 3: Tidy up (in progress)", "Tidy up", &[(Status, "in progress")]);
        check("Phase 3: Tidy up — DONE", "Tidy up", &[(Status, "DONE")]);
        check("Phase 3: Pilot (1-2 teams)", "Pilot (1-2 teams)", &[]);
        check("Beta (1.22)", "Beta (1.22)", &[]);
        check("Phase 1: Private preview — invited", "Private preview — invited", &[]);
    }
}
