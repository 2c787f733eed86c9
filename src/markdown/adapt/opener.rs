//! Lines that open a callout: `!!! note "Title"`, `??? tip`, `:::danger[Title]`.

use std::ops::Range;

/// A line that opens a callout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opener {
    /// Its kind, as the author wrote it: "danger".
    pub(super) kind: Range<usize>,
    /// Its title; `None` where none is given.
    pub(super) title: Option<Range<usize>>,
}

/// A line that opens a callout of `MkDocs`, whose words follow with an indent. `words` begins with its
/// marks.
pub(super) fn indented(words: &str) -> Option<Opener> {
    let behind = words
        .strip_prefix("!!!")
        .or_else(|| words.strip_prefix("???").map(|rest| rest.strip_prefix('+').unwrap_or(rest)))?;
    let at = words.len() - behind.len();
    let behind = behind.trim_end();
    let lead = behind.len() - behind.trim_start_matches(' ').len();
    let rest = &behind[lead..];
    let (names, title) = match rest.split_once('"') {
        Some((names, title)) => {
            let inner = title.strip_suffix('"')?;
            let start = at + lead + names.len() + 1;
            (names, Some(start..start + inner.len()))
        }
        None => (rest, None),
    };
    let names_end = names.trim_end();
    let is_name = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let first = names_end.split(' ').next().unwrap_or_default();
    if first.is_empty() || !names_end.split_whitespace().all(is_name) {
        return None;
    }
    // A title needs a space before it, a kind letters.
    let is_parted = title.is_none() || names.ends_with(' ');
    let begins = first.chars().next().is_some_and(char::is_alphabetic);
    let kind = at + lead..at + lead + first.len();
    (is_parted && begins)
        .then(|| Opener { kind, title: title.filter(|t| !words[t.clone()].trim().is_empty()) })
}

/// Whether a callout of `MkDocs` may stand without words: it has a title of its own.
pub(super) fn is_whole(opener: &Opener) -> bool {
    opener.title.is_some()
}

/// How many colons begin the words of a line, three or more.
pub(super) fn colons(words: &str) -> Option<usize> {
    let count = words.bytes().take_while(|byte| *byte == b':').count();
    (count >= 3).then_some(count)
}

/// Fences that hold no words: code, pictures, columns.
const NO_CALLOUTS: [&str; 12] = [
    "mermaid", "image", "code", "video", "row", "column", "zone", "moniker", "include", "math",
    "toc", "query",
];

/// A line that opens a fence of colons; `words` begins with them.
pub(super) fn fenced(words: &str) -> Option<Opener> {
    let count = colons(words)?;
    let behind = words[count..].trim_end();
    let lead = behind.len() - behind.trim_start().len();
    let (at, rest) = (count + lead, &behind[lead..]);
    if rest.is_empty() || rest.ends_with(":::") {
        return None;
    }
    let (kind, tail) = if let Some(inner) = rest.strip_prefix('{') {
        let end = inner.find('}')?;
        let name = inner[..end].split_whitespace().next()?;
        let start = at + 1 + name.len() - name.trim_start_matches(['.', '#']).len();
        let start =
            start + if words[start..].starts_with("callout-") { "callout-".len() } else { 0 };
        (start..at + 1 + name.len(), at..words.len())
    } else {
        let len = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_')))
            .unwrap_or(rest.len());
        (at..at + len, at + len..words.len())
    };
    let name = &words[kind.clone()];
    let is_name = name.chars().next().is_some_and(char::is_alphabetic);
    let is_other =
        NO_CALLOUTS.iter().any(|other| name.to_ascii_lowercase().split('-').next() == Some(*other));
    (is_name && !is_other).then(|| Opener { title: title_of(words, tail), kind })
}

/// The title behind a kind: in square brackets, as an attribute, or bare.
fn title_of(words: &str, tail: Range<usize>) -> Option<Range<usize>> {
    let rest = &words[tail.clone()];
    let trimmed = |range: Range<usize>| {
        let inner = &words[range.clone()];
        let start = range.start + inner.len() - inner.trim_start().len();
        let range = start..start + inner.trim().len();
        (!range.is_empty()).then_some(range)
    };
    if let Some(inner) = rest.strip_prefix('[') {
        let end = inner.rfind(']').unwrap_or(inner.len());
        return trimmed(tail.start + 1..tail.start + 1 + end);
    }
    if let (Some(brace), Some(close)) = (rest.find('{'), rest.rfind('}'))
        && brace < close
    {
        let start = tail.start + brace;
        let named =
            words[start..tail.start + close].find("title=").map(|at| start + at + "title=".len());
        if let Some(value) = named {
            let quote = words[value..].chars().next().filter(|c| matches!(c, '"' | '\''));
            let begin = value + quote.map_or(0, char::len_utf8);
            let until = |c: char| quote.map_or(c.is_whitespace() || c == '}', |q| c == q);
            let end = words[begin..].find(until).map_or(tail.start + close, |len| begin + len);
            return trimmed(begin..end);
        }
        let behind = trimmed(tail.start + close + 1..tail.end);
        return behind.or_else(|| trimmed(tail.start..start));
    }
    trimmed(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_told_from_prose() {
        let shown = |words: &str, opener: Option<Opener>| {
            opener.map_or_else(
                || "-".to_owned(),
                |o| format!("{}|{}", &words[o.kind], o.title.map_or("", |t| &words[t])),
            )
        };
        let check = |words: &str, expected: &str| {
            let opener = indented(words).or_else(|| fenced(words));
            assert_eq!(shown(words, opener), expected, "{words}");
        };
        check("!!! danger \"Rollback steps\"", "danger|Rollback steps");
        check("!!!note", "note|");
        check("???+ tip inline end \"A \"b\" c\"", "tip|A \"b\" c");
        check("!!! note \"\"", "note|");
        check("!!! Attention!!!", "-");
        check("!!! 3 left", "-");
        check("!!!", "-");
        check("??? what now?", "-");
        check(":::danger[Rollback `x` steps]", "danger|Rollback `x` steps");
        check(":::tip Read this", "tip|Read this");
        check("::::  warning   ", "warning|");
        check(":::note{title=\"A b\" .c}", "note|A b");
        check("::: {.callout-warning title='A b'}", "warning|A b");
        check(":::{note} A b", "note|A b");
        check(":::", "-");
        check(":::image type=\"content\":::", "-");
        check(":::mermaid", "-");
        check("::tip", "-");
    }
}
