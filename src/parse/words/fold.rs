//! The form in which words are compared: tokens in lower case, without accents.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;

/// A phrase in the form in which phrases are compared: tokens joined by single spaces.
pub(in crate::parse) fn fold(phrase: &str) -> String {
    tokens(phrase).into_iter().map(|t| t.word).collect::<Vec<_>>().join(" ")
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
    let mut out: Vec<Token> = Vec::new();
    let mut previous: Option<char> = None;
    // "owner(s)" is one word in both numbers.
    let plural = phrase.match_indices("(s)").map(|(at, _)| at + 1).collect::<Vec<_>>();
    for (start, c) in phrase.char_indices() {
        let end = start + c.len_utf8();
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
        if (!c.is_alphanumeric() && !is_sign) || plural.contains(&start) {
            // An apostrophe inside a word joins it.
            previous = previous.filter(|_| matches!(c, '\'' | '’' | '׳'));
            continue;
        }
        let joins = previous.is_some_and(|p| {
            let changes_script =
                is_ideographic(p) && c.is_ascii_digit() || is_ideographic(c) && p.is_ascii_digit();
            !is_sign && !changes_script
        });
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
    for token in &mut out {
        let stem = token.word.strip_suffix('s').filter(|s| s.chars().count() >= 3);
        if let Some(stem) = stem.filter(|s| !s.ends_with('s')) {
            token.word = stem.to_owned();
        }
        // The Arabic article is part of its word.
        let bare = token.word.strip_prefix("ال").filter(|b| b.chars().count() >= 3);
        if let Some(bare) = bare {
            token.word = bare.to_owned();
        }
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
