//! Who has taken a risk, until when and why: in columns, or behind its status ("Accepted by Ana until
//! 2026-12-31: insured").

use super::super::dates::{self, Reading};
use super::super::people::{names_person, names_role};
use super::super::reader::Reader;
use super::super::words::{Group, Token, Words, tokens};
use crate::model::date::Date;
use crate::model::prose::Text;
use crate::model::risk::{Acceptance, RiskStatus, RiskStatusKind};
use crate::text::Spanned;

/// What a column's name is among those of acceptances.
fn of_record<'w>(name: &str, words: &'w Words) -> Option<&'w str> {
    let kind = words.kind(Group::Record, name)?;
    kind.starts_with("accepted-").then_some(kind)
}

/// Whether a key or column is one of an acceptance.
pub(super) fn is_key(name: &str, words: &Words) -> bool {
    matches!(of_record(name, words), Some("accepted-by" | "accepted-until"))
}

/// Reads the acceptance of a risk whose status is Accepted, out of the columns that have no other meaning;
/// `place` names the risk.
pub(super) fn read(
    reader: &mut Reader<'_>,
    status: Option<&RiskStatus>,
    extra: &mut Vec<(String, Text)>,
    place: &str,
) -> Option<Acceptance> {
    let status = status.filter(|status| status.kind == RiskStatusKind::Accepted)?;
    let words = reader.words;
    let mut take = |wanted: &str| {
        let at = extra.iter().position(|(name, _)| of_record(name, words) == Some(wanted))?;
        Some(extra.remove(at))
    };
    let by = take("accepted-by");
    let until = take("accepted-until");
    let has_columns = by.is_some() || until.is_some();
    // "Reason" alone may be one for anything.
    let reason = has_columns.then(|| take("accepted-reason")).flatten();
    let mut acceptance = Acceptance { span: status.text.span, ..Acceptance::default() };
    if let Some((_, text)) = by {
        acceptance.span = text.span;
        acceptance.by = Some(text);
    }
    if let Some((name, text)) = until {
        let what = format_args!("the day until which {place} is accepted").to_string();
        acceptance.until = reader.date(&text, what);
        if acceptance.until.is_none() {
            extra.push((name, text));
        }
    }
    acceptance.reason = reason.map(|(_, text)| text);
    let span = status.text.span;
    let note = note_of(&status.text.plain, words);
    let text = |words: &str| Text::of_words(words.to_owned(), span);
    acceptance.by = acceptance.by.or_else(|| note.by.map(text));
    acceptance.until = acceptance.until.or_else(|| Some(Spanned::new(note.until?, span)));
    acceptance.reason = acceptance.reason.or_else(|| note.reason.map(text));
    let says = acceptance.by.is_some() || acceptance.until.is_some() || acceptance.reason.is_some();
    says.then_some(acceptance)
}

/// What stands behind a status.
#[derive(Debug, Default, PartialEq, Eq)]
struct Note<'t> {
    by: Option<&'t str>,
    until: Option<Date>,
    reason: Option<&'t str>,
}

/// Most bytes of a status that says more; a longer one is prose.
const LONGEST: usize = 1_000;

/// Most words of a note that are read.
const MOST_WORDS: usize = 40;

fn note_of<'t>(status: &'t str, words: &Words) -> Note<'t> {
    let mut note = Note::default();
    if status.len() > LONGEST {
        return note;
    }
    let parts = tokens(status);
    let Some((_, n)) = words.leading(Group::RiskStatus, &parts) else { return note };
    let rest = &status[parts[n - 1].end..];
    let is_mark = |c: char| c.is_whitespace() || "(),;.–—-[]（）".contains(c);
    let rest = rest.trim_matches(is_mark);
    let cut = rest.char_indices().find(|&(at, c)| {
        let behind = &rest[at + c.len_utf8()..];
        matches!(c, '：' | '—' | ';' | '；')
            || c == ':' && !behind.starts_with(|c: char| c.is_ascii_digit())
            || matches!(c, '-' | '–') && rest[..at].ends_with(' ') && behind.starts_with(' ')
    });
    let head = cut.map_or(rest, |(at, _)| &rest[..at]);
    let reason = cut.map(|(at, c)| rest[at + c.len_utf8()..].trim_matches(is_mark));
    let parts: Vec<Token> = tokens(head).into_iter().take(MOST_WORDS).collect();
    let end = until(head, &parts, words);
    note.until = end.map(|(day, _)| day);
    note.by = by(head, &parts, end.map(|(_, at)| at), words);
    // What says neither by whom nor until when may be anything.
    let is_told = note.by.is_some() || note.until.is_some() || head.is_empty();
    note.reason = reason.filter(|reason| is_told && reason.contains(char::is_alphanumeric));
    note
}

/// The day until which, and the token at which its words begin.
fn until(head: &str, parts: &[Token], words: &Words) -> Option<(Date, usize)> {
    let day = |at: usize| match dates::read(&head[parts[at].start..], words) {
        Reading::Date(day) => Some(day),
        Reading::Ambiguous(..) | Reading::None => None,
    };
    (0..parts.len()).find_map(|from| {
        let (kind, n) = words.leading(Group::Word, &parts[from..])?;
        // "until the 31 December": one word may stand between.
        let at = (from + n..parts.len().min(from + n + 2)).find(|&at| day(at).is_some())?;
        (kind == "until").then_some((day(at)?, from))
    })
}

/// Who has taken it: what stands behind "by", up to the words of the day (token `end`).
fn by<'t>(head: &'t str, parts: &[Token], end: Option<usize>, words: &Words) -> Option<&'t str> {
    let (kind, n) = words.leading(Group::Record, parts)?;
    let first = parts.get(n).filter(|_| kind == "whom")?;
    let end = end.and_then(|at| parts.get(at)).map_or(head.len(), |token| token.start);
    let name = head.get(first.start..end)?;
    let name = name.split([',', '(', '（', '，']).next()?.trim();
    (names_person(name) || names_role(name, true)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[track_caller]
    fn check(status: &str, by: Option<&str>, until: Option<&str>, reason: Option<&str>) {
        let words = Words::new(&Settings::default());
        let note = note_of(status, &words);
        let day = note.until.map(|day| day.to_string());
        assert_eq!((note.by, day.as_deref(), note.reason), (by, until, reason), "{status}");
    }

    #[test]
    fn a_status_says_by_whom_until_when_and_why() {
        let end = Some("2026-12-31");
        check("Accepted by Ana until 2026-12-31: insured", Some("Ana"), end, Some("insured"));
        check("Accepted (by Ana Lima until 31 Dec 2026)", Some("Ana Lima"), end, None);
        check("Accepted until 2026-12-31", None, end, None);
        check("Accepted by the risk board", Some("the risk board"), None, None);
        check("Accepted by 2026-12-31", None, end, None);
        check("Accepted", None, None, None);
        check("Accepted on 2026-01-05", None, None, None);
        check("Accepted: too rare to matter", None, None, Some("too rare to matter"));
        check("Accepted until fixed", None, None, None);
        check(
            "Akzeptiert von Ana Lima bis 31.12.2026: versichert",
            Some("Ana Lima"),
            end,
            Some("versichert"),
        );
        check("Accepté par Ana Lima jusqu'au 31 décembre 2026", Some("Ana Lima"), end, None);
        check("Aceptado por Ana Lima hasta el 2026-12-31", Some("Ana Lima"), end, None);
    }
}
