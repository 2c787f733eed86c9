//! The form in which words are compared: tokens in lower case, without accents.

use std::borrow::Cow;
use std::sync::LazyLock;

use smallvec::SmallVec;
use smol_str::{SmolStr, SmolStrBuilder, StrExt};
use unicode_normalization::char::decompose_canonical;

/// A phrase in the form in which phrases are compared: tokens joined by single spaces.
pub(crate) fn fold(phrase: &str) -> Folded {
    fold_within(phrase, usize::MAX).unwrap_or_default()
}

/// A folded phrase, `None` where it has more than so many tokens: then no more of it is read.
pub(crate) fn fold_within(phrase: &str, most: usize) -> Option<Folded> {
    let mut parts = each_token(phrase);
    let Some(first) = parts.next() else { return Some(SmolStr::default()) };
    let Some(second) = parts.next() else { return Some(first.word) };
    let mut folded = SmolStrBuilder::new();
    folded.push_str(&first.word);
    for (n, token) in std::iter::once(second).chain(parts).enumerate() {
        if n + 2 > most {
            return None;
        }
        folded.push(' ');
        folded.push_str(&token.word);
    }
    Some(folded.finish())
}

/// Whether two phrases are the same when folded. Neither is read further than they are alike.
pub(crate) fn is_alike(a: &str, b: &str) -> bool {
    a == b || each_token(a).map(|t| t.word).eq(each_token(b).map(|t| t.word))
}

/// A word or a phrase in the form in which phrases are compared.
pub(crate) type Folded = SmolStr;

/// The words of a phrase's tokens, to be sought with [`Words::leading`](super::Words::leading).
pub(crate) type Heads = SmallVec<[Folded; 8]>;

/// The tokens of a phrase, up to eight of them without memory of their own: most phrases have no more.
pub(crate) type Tokens = SmallVec<[Token; 8]>;

/// The words of a phrase's tokens.
pub(crate) fn heads(phrase: &str) -> Heads {
    each_token(phrase).map(|t| t.word).collect()
}

/// Tokens as a folded phrase.
pub(crate) fn joined(tokens: &[impl AsRef<str>]) -> Folded {
    let mut folded = SmolStrBuilder::new();
    for token in tokens {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(token.as_ref());
    }
    folded.finish()
}

/// A token of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Lower case, without accents, a plural s and the Arabic article.
    pub(crate) word: Folded,
    /// Where it starts in the phrase, in bytes.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
}

impl AsRef<str> for Token {
    fn as_ref(&self) -> &str {
        &self.word
    }
}

/// The tokens of a phrase: runs of letters and digits; `#` and `%` stand for themselves. In scripts
/// without spaces, digits end a token.
pub(crate) fn tokens(phrase: &str) -> Tokens {
    each_token(phrase).collect()
}

/// The first token of a phrase. No more of the phrase is read than that.
pub(crate) fn first_token(phrase: &str) -> Option<Token> {
    each_token(phrase).next()
}

/// The tokens of a phrase as [`tokens`] has them, each found when it is asked for: a reader of the first few
/// need not part the rest.
pub(crate) const fn each_token(phrase: &str) -> EachToken<'_> {
    EachToken { phrase, at: 0 }
}

/// See [`each_token`].
pub(crate) struct EachToken<'a> {
    phrase: &'a str,
    /// Up to where the phrase is read, in bytes.
    at: usize,
}

impl Iterator for EachToken<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.phrase.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let start = self.at;
            if matches!(byte, b'#' | b'%') {
                self.at += 1;
                let word = SmolStr::new_inline(&self.phrase[start..=start]);
                return Some(Token { word, start, end: self.at });
            }
            if !byte.is_ascii() {
                return self.next_of_any();
            }
            if !byte.is_ascii_alphanumeric() || is_plural(bytes, start) {
                self.at += 1;
                continue;
            }
            let run = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            let end = start + run;
            // What goes on behind an apostrophe or with other letters is no run of ASCII.
            if bytes.get(end).is_some_and(|b| *b == b'\'' || !b.is_ascii()) {
                return self.next_of_any();
            }
            self.at = end;
            let word = without_plural(&self.phrase[start..end]).to_ascii_lowercase_smolstr();
            return Some(Token { word, start, end });
        }
        None
    }
}

impl EachToken<'_> {
    /// The next token, of any script.
    fn next_of_any(&mut self) -> Option<Token> {
        let from = self.at;
        let mut word = SmolStrBuilder::new();
        let mut place: Option<(usize, usize)> = None;
        let mut previous: Option<char> = None;
        self.at = self.phrase.len();
        for (offset, c) in self.phrase[from..].char_indices() {
            let (at, past) = (from + offset, from + offset + c.len_utf8());
            if is_mark(c) {
                // A mark belongs to the letter before it.
                place = place.map(|(start, _)| (start, past));
                continue;
            }
            let c = match c {
                '№' => '#',
                '٪' => '%',
                c => c,
            };
            let is_sign = matches!(c, '#' | '%');
            let is_letter =
                is_ideograph(c) || c.is_alphanumeric() && !is_plural(self.phrase.as_bytes(), at);
            match previous {
                None if is_sign => {
                    self.at = past;
                    word.push(c);
                    return Some(Token { word: word.finish(), start: at, end: past });
                }
                None if !is_letter => continue,
                Some(_) if is_apostrophe(c) => continue,
                Some(before) if !is_letter || changes_script(before, c) => {
                    self.at = at;
                    break;
                }
                _ => {}
            }
            push_folded(c, &mut word);
            place = Some((place.map_or(at, |(start, _)| start), past));
            previous = Some(c);
        }
        let (start, end) = place?;
        let mut word = word.finish();
        let stem = without_plural(&word);
        if stem.len() < word.len() {
            word = stem.into();
        }
        // The Arabic article is part of its word.
        if let Some(bare) = word.strip_prefix("ال")
            && bare.chars().nth(FEWEST_LETTERS - 1).is_some()
        {
            word = bare.into();
        }
        Some(Token { word, start, end })
    }
}

/// A word without its plural s.
fn without_plural(word: &str) -> &str {
    match word.strip_suffix(['s', 'S']) {
        Some(stem)
            if !stem.ends_with(['s', 'S']) && stem.chars().nth(FEWEST_LETTERS - 1).is_some() =>
        {
            stem
        }
        _ => word,
    }
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

/// Whether the s of "owner(s)" stands at a place: that is one word in both numbers.
fn is_plural(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b's' && at > 0 && bytes[at - 1] == b'(' && bytes.get(at + 1) == Some(&b')')
}

/// Letters of scripts that part no words by spaces.
pub(crate) fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c), 0x3005..=0x3007 | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF)
}

/// Letters of the most common of these scripts, which have but one form.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// Adds a character in lower case, without accents and vowel points, which authors leave out; digits as
/// Western ones; a letter that has several forms in its first.
fn push_folded(c: char, word: &mut SmolStrBuilder) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    if let Some(folded) = FOLDED.get(c as usize) {
        word.push_str(folded);
    } else {
        fold_anew(c, |part| word.push(part));
    }
}

/// The folded forms of the letters of the first alphabets (Latin, Greek, Cyrillic, Hebrew, Arabic), of which most
/// are sought many times.
static FOLDED: LazyLock<Vec<SmolStr>> = LazyLock::new(|| {
    let folded = |c: char| {
        let mut form = SmolStrBuilder::new();
        fold_anew(c, |part| form.push(part));
        form.finish()
    };
    ('\0'..'\u{700}').map(folded).collect()
});

fn fold_anew(c: char, mut push: impl FnMut(char)) {
    if is_ideograph(c) {
        return push(c);
    }
    if let Some(digit) = digit(c) {
        return push(digit);
    }
    for lower in c.to_lowercase() {
        // Accents of Latin, Greek, Cyrillic, Hebrew and Arabic letters only.
        if !matches!(u32::from(lower), 0..=0x10FF | 0x1E00..=0x1FFF) {
            push(lower);
            continue;
        }
        decompose_canonical(lower, |part| {
            if !is_mark(part) {
                push(first_form(part));
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
pub(crate) fn digit(c: char) -> Option<char> {
    let value = match u32::from(c) {
        code @ 0x660..=0x669 => code - 0x660,
        code @ 0x6F0..=0x6F9 => code - 0x6F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// A text with Arabic and Persian digits and signs of numbers as Western ones.
pub(crate) fn western(text: &str) -> Cow<'_, str> {
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
    fn phrases_are_parted_at_what_is_no_letter() {
        let check = |phrase: &str, words: &[&str]| {
            let parts = tokens(phrase);
            let found: Vec<&str> = parts.iter().map(|t| t.word.as_str()).collect();
            assert_eq!(found, words, "{phrase}");
            for token in &parts {
                assert_eq!(fold(&phrase[token.start..token.end]), token.word, "{phrase}");
            }
        };
        check("Phase 1: Private preview", &["phase", "1", "private", "preview"]);
        check("owner(s) and approver(s)", &["owner", "and", "approver"]);
        check("(s)", &[]);
        check("don't, 'quoted' and rock'n'roll''s", &["dont", "quoted", "and", "rocknroll"]);
        check(
            "#42 is 30% of 1.5k; R-01_b",
            &["#", "42", "is", "30", "%", "of", "1", "5k", "r", "01", "b"],
        );
        check("'#' a'#b %'c", &["#", "a", "#", "b", "%", "c"]);
        check("a(s)b (S) boss", &["a", "b", "s", "boss"]);
        check("Étapes d’essai — №3", &["etape", "dessai", "#", "3"]);
        check("naïve cafe\u{301}s 50٪", &["naive", "cafe", "50", "%"]);
        check("第1阶段 试点2", &["第", "1", "阶段", "试点", "2"]);
        check("المخاطر", &["مخاطر"]);
        check("\u{301}…", &[]);
        check("", &[]);
    }

    #[test]
    fn a_phrase_is_folded_up_to_so_many_tokens() {
        assert_eq!(fold_within("Rollback — Triggers", 2).as_deref(), Some("rollback trigger"));
        assert_eq!(fold_within("Rollback triggers of it", 2), None);
        assert_eq!(fold_within(" … ", 1).as_deref(), Some(""));
    }
}
