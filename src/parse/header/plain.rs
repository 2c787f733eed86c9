//! Plain `Key: value` lines: one short value states a fact, a legend or a sentence states nothing.

use super::super::pairs::Pair;
use super::super::reader::Reader;
use super::super::status;
use super::super::value::State;
use super::super::words::{Group, Words};
use super::Fact;
use crate::diagnostic::Diagnostic;

/// Most words of a value: the names of several people fit, a sentence does not.
const MOST_WORDS: usize = 12;

/// Most words of a status that is none of the known ones.
const MOST_STATUS_WORDS: usize = 5;

/// Most words of an unknown status that a dash parts from what explains it.
const MOST_EXPLAINED_WORDS: usize = 2;

/// Fewest words of a sentence.
const SENTENCE: usize = 4;

/// Whether a plain pair states its fact; one that does not is said.
pub(super) fn states(reader: &mut Reader<'_>, fact: Fact, pair: &Pair) -> bool {
    let value = pair.value.plain.trim();
    if pair.is_marked || value.is_empty() {
        return true;
    }
    let group = (fact == Fact::Status).then_some(Group::Status);
    if reader.state(&pair.value, group) != State::Stated {
        return true;
    }
    let reason = if fact == Fact::Status && is_legend(value, reader.words) {
        "it lists several statuses"
    } else if pair.runs_on {
        "its text runs on in the next line"
    } else if is_sentence(fact, value, reader.words) {
        "it is a sentence, not one short value"
    } else {
        return true;
    };
    let key = &pair.key;
    let message = format!("this `{key}:` line is not read: {reason}");
    reader.findings.push(
        Diagnostic::new("unread-header-line", pair.value.span, message)
            .help(format!("to state it, write one value on a line of its own: `**{key}:** …`")),
    );
    false
}

/// Whether a value explains the statuses that there are.
fn is_legend(value: &str, words: &Words) -> bool {
    let parts: Vec<&str> = value
        .split(['·', '•', '|', '/', ';', ',', '＝', '、'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let is_known = |part: &&&str| status::read(part, Group::Status, words).kind.is_some();
    let has_sign = |part: &&&str| {
        let sign = part.chars().next().is_some_and(|c| !c.is_ascii() && !c.is_alphanumeric());
        sign && part.contains(char::is_alphanumeric)
    };
    value.contains('=')
        || parts.iter().filter(has_sign).count() >= 2
        || (parts.len() >= 3 && parts.iter().filter(is_known).count() >= 2)
}

fn is_sentence(fact: Fact, value: &str, words: &Words) -> bool {
    let said: Vec<&str> = value.split_whitespace().collect();
    let ends = value.ends_with(['.', '!', '。', '！', '؟', '?', '？']);
    let parts =
        value.split(". ").filter(|part| part.split_whitespace().count() >= SENTENCE).count();
    if fact == Fact::Status {
        let is_known = status::read(value, Group::Status, words).kind.is_some();
        // "speculative — nothing of it is built yet": a word, and why.
        let own = [" — ", " – ", " - "].iter().filter_map(|dash| value.find(dash)).min();
        let is_explained =
            own.is_some_and(|end| value[..end].split_whitespace().count() <= MOST_EXPLAINED_WORDS);
        return !is_known
            && !is_explained
            && (said.len() > MOST_STATUS_WORDS || (ends && said.len() >= SENTENCE));
    }
    // A name begins with a capital, in scripts that have them; "the platform team" does not.
    let is_low = value.starts_with(char::is_lowercase);
    let names = said.iter().any(|word| word.starts_with(char::is_uppercase));
    let is_person = matches!(fact, Fact::Owner | Fact::Author);
    said.len() > MOST_WORDS
        || (ends && said.len() > SENTENCE)
        || parts >= 2
        || (is_person && is_low && !names && said.len() >= SENTENCE)
}
