//! Runs of X in the place of a number: "XX weeks", "$XXX", "X,XXX users". Beside other words they are
//! part of a name: "Project XX".

use super::super::words::{Group, Heads, Words, each_token, tokens};

/// Units that are signs, the same in every language; those of words stand in the word lists.
const SYMBOLS: [&str; 36] = [
    "%", "k", "m", "bn", "ms", "s", "sec", "min", "h", "d", "kb", "mb", "gb", "tb", "kib", "mib",
    "gib", "tib", "hz", "mhz", "ghz", "rps", "qps", "tps", "rpm", "pp", "bp", "req", "eur", "usd",
    "gbp", "chf", "jpy", "sek", "dkk", "nok",
];

/// The length of the run at the head of a text that begins a word, with a unit written onto it:
/// "XX", "X,XXX", "`XXms`". `is_value`: small letters count too.
pub(super) fn length(rest: &str, is_value: bool) -> Option<usize> {
    let is_x = |c: char| c == 'X' || is_value && c == 'x';
    let mut end = 0;
    let mut letters = 0;
    while rest[end..].starts_with(is_x) {
        let run = rest[end..].find(|c| !is_x(c)).unwrap_or(rest.len() - end);
        letters += run;
        end += run;
        // A sign that parts the places of one number.
        let parted = rest[end..].strip_prefix([',', '.', '\'', '’']);
        match parted.filter(|after| after.starts_with(is_x)) {
            Some(after) => end = rest.len() - after.len(),
            None => break,
        }
    }
    let onto = rest[end..].find(|c: char| !super::is_word(c)).unwrap_or(rest.len() - end);
    let is_unit = || SYMBOLS.contains(&rest[end..end + onto].to_lowercase().as_str());
    (letters >= 2 && (onto == 0 || rest.starts_with('X') && is_unit())).then_some(end + onto)
}

/// Whether words are nothing but numbers, units, people and comparisons; `is_loose`: or parts of a rollout,
/// which a plan counts as well: "batches".
pub(super) fn measures(beside: &[impl AsRef<str>], words: &Words, is_loose: bool) -> bool {
    let mut at = 0;
    while at < beside.len() {
        let rest = &beside[at..];
        let loose = || {
            let (kind, n) = words.leading(Group::Word, rest)?;
            (is_loose && kind == "unit").then_some(n)
        };
        let Some(n) = measure(rest, words).or_else(loose) else { return false };
        at += n;
    }
    true
}

/// How many words at the head of a phrase are a number, a unit, people or a comparison.
fn measure(rest: &[impl AsRef<str>], words: &Words) -> Option<usize> {
    let first = rest.first()?.as_ref();
    let of_group = [Group::Unit, Group::Comparison]
        .into_iter()
        .find_map(|group| words.leading(group, rest).map(|(_, n)| n));
    let of_word = || {
        let (kind, n) = words.leading(Group::Word, rest)?;
        matches!(kind, "people" | "everyone" | "approximately").then_some(n)
    };
    let is_one = super::is_number(first) || SYMBOLS.contains(&first);
    of_group.or_else(of_word).or(is_one.then_some(1))
}

/// Bytes before a run in which the words beside it stand.
const LONGEST_BESIDE: usize = 160;

/// The end of a text, in whole words.
fn last_words(text: &str) -> &str {
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST_BESIDE));
    let end = &text[from..];
    if from == 0 {
        return end;
    }
    end.find(|c: char| !c.is_alphanumeric()).map_or("", |at| &end[at..])
}

/// Whether a run inside a sentence waits for a number: a unit, number or comparison stands beside it, or
/// the sentence runs on into it. A name does not: "Project XX", "XX Bank".
pub(super) fn is_open(before: &str, after: &str, words: &Words) -> bool {
    let signs = ['$', '€', '£', '¥', '<', '>', '≤', '≥', '=', '~', '≈', '%'];
    if before.trim_end().ends_with(signs) || after.trim_start().starts_with(signs) {
        return true;
    }
    let after: Heads = each_token(after).take(3).map(|t| t.word).collect();
    if measure(&after, words).is_some() {
        return true;
    }
    let before = last_words(before);
    let parts = tokens(before);
    let is_measured = (parts.len().saturating_sub(3)..parts.len())
        .any(|at| measure(&parts[at..], words) == Some(parts.len() - at));
    let runs_on = parts.last().is_some_and(|t| before[t.start..].starts_with(char::is_lowercase));
    is_measured || runs_on
}
