//! The form in which words are compared: tokens in lower case, without accents.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;

/// A phrase in the form in which phrases are compared: tokens joined by single spaces.
pub(in crate::parse) fn fold(phrase: &str) -> String {
    tokens(phrase).into_iter().map(|t| t.word).collect::<Vec<_>>().join(" ")
}

/// Whether two phrases are the same when folded. Neither is read further than they are alike.
pub(in crate::parse) fn is_alike(a: &str, b: &str) -> bool {
    a == b || each_token(a).map(|t| t.word).eq(each_token(b).map(|t| t.word))
}

/// The words of a phrase's tokens, to be sought with [`Words::leading`](super::Words::leading).
pub(in crate::parse) fn heads(phrase: &str) -> Vec<String> {
    tokens(phrase).into_iter().map(|t| t.word).collect()
}

/// A token of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) struct Token {
    /// Lower case, without accents, a plural s and the Arabic article.
    pub(in crate::parse) word: String,
    /// Where it starts in the phrase, in bytes.
    pub(in crate::parse) start: usize,
    /// One past its last byte.
    pub(in crate::parse) end: usize,
}

/// The tokens of a phrase: runs of letters and digits; `#` and `%` stand for themselves. In scripts
/// without spaces, digits end a token.
pub(in crate::parse) fn tokens(phrase: &str) -> Vec<Token> {
    let mut out = if phrase.is_ascii() { of_ascii(phrase) } else { of_any(phrase) };
    for token in &mut out {
        if let Some(stem) = token.word.strip_suffix('s')
            && !stem.ends_with('s')
            && stem.chars().nth(FEWEST_LETTERS - 1).is_some()
        {
            token.word.pop();
        }
        // The Arabic article is part of its word.
        if let Some(bare) = token.word.strip_prefix("ال")
            && bare.chars().nth(FEWEST_LETTERS - 1).is_some()
        {
            token.word = bare.to_owned();
        }
    }
    out
}

/// The first token of a phrase. No more of the phrase is read than that.
pub(in crate::parse) fn first_token(phrase: &str) -> Option<Token> {
    each_token(phrase).next()
}

/// The tokens of a phrase as [`tokens`] has them, each found when it is asked for: a reader of the first few
/// need not part the rest.
pub(in crate::parse) fn each_token(phrase: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &phrase[at..];
            let end = first_end(rest)?;
            // Whether an s is a plural's is told by the character behind it.
            let seen = end + rest[end..].chars().next().map_or(0, char::len_utf8);
            let start = at;
            at += end;
            if let Some(first) = tokens(&rest[..seen]).into_iter().next() {
                return Some(Token { start: first.start + start, end: first.end + start, ..first });
            }
        }
    })
}

/// Where the first token of a phrase ends at the latest; `None` where it has none.
fn first_end(phrase: &str) -> Option<usize> {
    let mut last: Option<char> = None;
    for (at, c) in phrase.char_indices() {
        let is_sign = matches!(c, '#' | '%' | '№' | '٪');
        let Some(before) = last else {
            if is_sign {
                return Some(at + c.len_utf8());
            }
            last = Some(c).filter(|c| c.is_alphanumeric());
            continue;
        };
        let joins = c.is_alphanumeric() || is_mark(c) || is_apostrophe(c);
        if !joins || changes_script(before, c) {
            return Some(at);
        }
        if c.is_alphanumeric() {
            last = Some(c);
        }
    }
    last.map(|_| phrase.len())
}

/// An apostrophe inside a word joins it.
const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '׳')
}

/// Whether a token ends between two characters because only one of them is of a script without spaces.
fn changes_script(before: char, c: char) -> bool {
    is_ideographic(before) && c.is_ascii_digit() || is_ideographic(c) && before.is_ascii_digit()
}

/// Fewest letters that are a word without its plural s or its article.
const FEWEST_LETTERS: usize = 3;

/// The tokens of a phrase of ASCII alone, as [`of_any`] parts it: most phrases are, and all of them are
/// parted many times.
fn of_ascii(phrase: &str) -> Vec<Token> {
    let bytes = phrase.as_bytes();
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'#' | b'%') {
            out.push(Token { word: phrase[at..=at].to_owned(), start: at, end: at + 1 });
            at += 1;
            continue;
        }
        if !bytes[at].is_ascii_alphanumeric() || is_plural(bytes, at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        let mut word = String::new();
        while at < bytes.len() {
            let rest = &bytes[at..];
            if rest[0] == b'\'' {
                at += 1;
                continue;
            }
            let run = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            if run == 0 {
                break;
            }
            word.push_str(&phrase[at..at + run]);
            at += run;
            end = at;
        }
        word.make_ascii_lowercase();
        out.push(Token { word, start, end });
    }
    out
}

/// Whether the s of "owner(s)" stands at a place: that is one word in both numbers.
fn is_plural(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b's' && at > 0 && bytes[at - 1] == b'(' && bytes.get(at + 1) == Some(&b')')
}

fn of_any(phrase: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut previous: Option<char> = None;
    for (start, c) in phrase.char_indices() {
        let end = start + c.len_utf8();
        if c.is_ascii_alphanumeric()
            && previous.is_some_and(|p| p.is_ascii_alphanumeric())
            && !is_plural(phrase.as_bytes(), start)
            && let Some(last) = out.last_mut()
        {
            last.word.push(c.to_ascii_lowercase());
            last.end = end;
            previous = Some(c);
            continue;
        }
        let c = match c {
            '№' => '#',
            '٪' => '%',
            c => c,
        };
        if is_mark(c) {
            // A mark belongs to the letter before it.
            if let Some(last) =
                out.last_mut().filter(|_| previous.is_some_and(char::is_alphanumeric))
            {
                last.end = end;
            }
            continue;
        }
        let is_sign = matches!(c, '#' | '%');
        if (!c.is_alphanumeric() && !is_sign) || is_plural(phrase.as_bytes(), start) {
            previous = previous.filter(|_| is_apostrophe(c));
            continue;
        }
        let joins = previous.is_some_and(|p| !is_sign && !changes_script(p, c));
        match out.last_mut() {
            Some(last) if joins => {
                push_folded(c, &mut last.word);
                last.end = end;
            }
            _ => {
                let mut word = String::new();
                push_folded(c, &mut word);
                out.push(Token { word, start, end });
            }
        }
        previous = (!is_sign).then_some(c);
    }
    out
}

/// Letters of scripts that part no words by spaces.
pub(in crate::parse) fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c), 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF)
}

/// Adds a character in lower case, without accents and vowel points, which authors leave out; digits as
/// Western ones; a letter that has several forms in its first.
fn push_folded(c: char, word: &mut String) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    if let Some(digit) = digit(c) {
        word.push(digit);
        return;
    }
    for lower in c.to_lowercase() {
        // Accents of Latin, Greek, Cyrillic, Hebrew and Arabic letters only.
        if !matches!(u32::from(lower), 0..=0x10FF | 0x1E00..=0x1FFF) {
            word.push(lower);
            continue;
        }
        decompose_canonical(lower, |part| {
            if !is_mark(part) {
                word.push(first_form(part));
            }
        });
    }
}

/// The first of the forms that one letter has: the dotless i, the Greek final sigma, Arabic letters that
/// are written in one another's place.
const fn first_form(c: char) -> char {
    match c {
        'ı' => 'i',
        'ς' => 'σ',
        'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        _ => c,
    }
}

/// Signs above, below and between letters that are no letters: accents, vowel points, the Arabic
/// lengthening stroke, marks of direction.
fn is_mark(c: char) -> bool {
    matches!(
        u32::from(c),
        0x300..=0x36F
            | 0x591..=0x5BD
            | 0x5BF
            | 0x5C1..=0x5C2
            | 0x5C4..=0x5C5
            | 0x5C7
            | 0x610..=0x61A
            | 0x640
            | 0x64B..=0x65F
            | 0x670
            | 0x6D6..=0x6DC
            | 0x200C..=0x200F
            | 0x202A..=0x202E
            | 0x2066..=0x2069
    )
}

/// The Western digit of an Arabic or Persian one.
pub(in crate::parse) fn digit(c: char) -> Option<char> {
    let value = match u32::from(c) {
        code @ 0x660..=0x669 => code - 0x660,
        code @ 0x6F0..=0x6F9 => code - 0x6F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// A text with Arabic and Persian digits and signs of numbers as Western ones.
pub(in crate::parse) fn western(text: &str) -> Cow<'_, str> {
    let of = |c: char| match c {
        '٪' => Some('%'),
        '٫' => Some('.'),
        '٬' => Some(','),
        _ => digit(c),
    };
    if text.is_ascii() || !text.chars().any(|c| of(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| of(c).unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_ascii_are_parted_as_all_are() {
        for phrase in [
            "Phase 1: Private preview",
            "owner(s) and approver(s)",
            "(s)",
            "don't, 'quoted' and rock'n'roll''s",
            "#42 is 30% of 1.5k; R-01_b",
            "'#' a'#b %'c",
            "a(s)b (S) boss",
            "",
        ] {
            assert_eq!(of_ascii(phrase), of_any(phrase), "{phrase}");
        }
    }

    #[test]
    fn the_first_token_is_that_of_all() {
        for phrase in [
            "Phase 1",
            "  — (s) owner(s)",
            "\u{2003}\u{a0}Étape\u{3000}2",
            "№3 'a b",
            "第一阶段 试点",
            "…",
            "",
        ] {
            assert_eq!(first_token(phrase), tokens(phrase).into_iter().next(), "{phrase}");
        }
    }
}
