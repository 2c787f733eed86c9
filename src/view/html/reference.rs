//! What an author's words refer to: phases by their numbers, risks by their IDs, flags in code, and
//! names. One pass over a text finds them all.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::phase::PhaseNumber;
use crate::view::plan::mention::mentions_at;

/// What the texts of a page may refer to, each with its link from that page.
#[derive(Debug, Clone, Default)]
pub struct References {
    phases: FxHashMap<PhaseNumber, String>,
    codes: FxHashMap<String, String>,
    /// By their words.
    phrases: FxHashMap<String, String>,
    /// By the first word of phrases how many bytes those have that begin so, the most first.
    lengths: FxHashMap<String, Vec<usize>>,
    /// First bytes of the words that may begin a reference, a bit each.
    firsts: [u64; 4],
}

/// Most bytes of a phrase: no one mentions what is longer, and each length that phrases have is tried.
const LONGEST_PHRASE: usize = 160;

/// Words that refer to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextReference<'a> {
    /// Their bytes.
    pub place: Range<usize>,
    /// Where it leads.
    pub href: &'a str,
}

impl References {
    /// Adds a phase by its number. Of two with one number the first counts, here and below.
    pub fn add_phase(&mut self, number: PhaseNumber, href: String) {
        self.mark(b'p');
        self.mark(b'P');
        self.phases.entry(number).or_insert(href);
    }

    /// Adds words that refer to something wherever they stand whole, in this case: the ID of a risk,
    /// the name of a person. Words that do not begin with a letter or digit are never found.
    pub fn add_words(&mut self, words: &str, href: String) {
        let words = words.trim();
        let first = first_word(words);
        let Some(byte) = first.bytes().next().filter(|_| words.len() <= LONGEST_PHRASE) else {
            return;
        };
        self.mark(byte);
        if self.phrases.contains_key(words) {
            return;
        }
        let lengths = self.lengths.entry(first.to_owned()).or_default();
        let at = lengths.partition_point(|length| *length > words.len());
        if lengths.get(at) != Some(&words.len()) {
            lengths.insert(at, words.len());
        }
        self.phrases.insert(words.to_owned(), href);
    }

    /// The phrases that a text begins with, the longest first, each with its link and what follows it.
    fn begun<'s, 't>(
        &'s self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'t str, &'s str, &'t str)> + use<'s, 't> {
        let lengths = self.lengths.get(first_word(text)).into_iter().flatten();
        lengths.filter_map(move |length| {
            let (words, after) = text.split_at_checked(*length)?;
            Some((words, self.phrases.get(words)?.as_str(), after))
        })
    }

    /// Adds a code span that refers to something: a flag.
    pub fn add_code(&mut self, code: &str, href: String) {
        if !code.is_empty() {
            self.codes.entry(code.to_owned()).or_insert(href);
        }
    }

    /// Where a code span leads.
    pub fn of_code(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }

    /// The references in words, in order; they never overlap.
    pub fn in_words(&self, text: &str) -> Vec<TextReference<'_>> {
        let mut found = Vec::new();
        if self.firsts == [0; 4] {
            return found;
        }
        let mut token = Token::default();
        let mut before = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if c.is_whitespace() {
                token = Token { start: at + c.len_utf8(), is_address: None };
            }
            let begins = c.is_alphanumeric() && before.is_none_or(|b| parts(b, c));
            if begins && self.may_begin(text.as_bytes()[at]) {
                let had = found.len();
                self.at_word(text, at, &mut found);
                if found.len() > had && token.is_address(text) {
                    found.truncate(had);
                }
                if let Some(last) = found[had..].last() {
                    at = last.place.end;
                    before = text[..at].chars().next_back();
                    continue;
                }
            }
            before = Some(c);
            at += c.len_utf8();
        }
        found
    }

    fn mark(&mut self, byte: u8) {
        self.firsts[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    fn may_begin(&self, byte: u8) -> bool {
        self.firsts[usize::from(byte >> 6)] & (1 << (byte & 63)) != 0
    }

    /// Adds the references that the word at `at` begins.
    fn at_word<'a>(&'a self, text: &str, at: usize, found: &mut Vec<TextReference<'a>>) {
        let rest = &text[at..];
        if !self.phases.is_empty() {
            let mentions = mentions_at(rest).into_iter();
            found.extend(mentions.filter_map(|mention| {
                let href = self.phases.get(&mention.number)?;
                Some(TextReference {
                    place: at + mention.place.start..at + mention.place.end,
                    href,
                })
            }));
        }
        let follows = found.last().is_some_and(|last| last.place.end + 1 == at);
        if found.last().is_some_and(|last| last.place.end > at) || !begins_well(text, at, follows) {
            return;
        }
        let whole = self.begun(rest).find(|(words, _, after)| self.ends_well(words, after));
        if let Some((words, href, _)) = whole {
            found.push(TextReference { place: at..at + words.len(), href });
        }
    }

    /// Whether what follows a phrase leaves it whole: "R1" does not stand in "R10", "R1.2", "R1-beta".
    fn ends_well(&self, words: &str, after: &str) -> bool {
        let mut chars = after.chars();
        let Some(next) = chars.next() else { return true };
        let last = words.chars().next_back().unwrap_or(' ');
        if is_mark(next) || next == '_' || (next.is_alphanumeric() && !parts(last, next)) {
            return false;
        }
        let joins = is_joint(next) && chars.next().is_some_and(char::is_alphanumeric);
        !joins || (matches!(next, '-' | '/') && self.lists_next(&after[1..]))
    }

    /// Whether a text begins with another phrase: "R1-R3", "R1/R2".
    fn lists_next(&self, text: &str) -> bool {
        let is_whole = |after: &str| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        self.begun(text).any(|(_, _, after)| is_whole(after))
    }
}

/// A run of text without white space.
#[derive(Debug, Clone, Copy, Default)]
struct Token {
    start: usize,
    is_address: Option<bool>,
}

impl Token {
    /// Whether it is a URL or an address of mail; found out once.
    fn is_address(&mut self, text: &str) -> bool {
        *self.is_address.get_or_insert_with(|| {
            let rest = &text[self.start..];
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let token = &rest[..end];
            let mail = token.find('@').is_some_and(|at| {
                token[..at].ends_with(char::is_alphanumeric)
                    && token[at + 1..].starts_with(char::is_alphanumeric)
            });
            token.contains("://") || token.contains("www.") || mail
        })
    }
}

/// Whether a phrase may begin here; `follows`: a reference ends one byte before.
fn begins_well(text: &str, at: usize, follows: bool) -> bool {
    let mut before = text[..at].chars().rev();
    let Some(last) = before.next() else { return true };
    if matches!(last, '$' | '%' | '\\') {
        return false;
    }
    !is_joint(last) || follows || !before.next().is_some_and(char::is_alphanumeric)
}

/// A character that makes one name of what stands on both sides of it.
const fn is_joint(c: char) -> bool {
    matches!(c, '.' | '-' | '_' | '/' | '#' | '@' | '\\' | '=' | '~' | '\u{2011}')
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(LONGEST_PHRASE + 1)];
    let mut last = None;
    let end = text.find(|c: char| {
        let ends = !c.is_alphanumeric() || last.is_some_and(|l| parts(l, c));
        last = Some(c);
        ends
    });
    &text[..end.unwrap_or(text.len())]
}

/// Whether a word may begin between two characters, the second a letter or digit. Scripts that are
/// written without spaces part from the others at their edge: "R3は".
fn parts(before: char, after: char) -> bool {
    let joined = before.is_alphanumeric() || before == '_' || is_mark(before);
    !joined || is_unspaced(before) != is_unspaced(after)
}

/// A character that changes the one before it: accents, joiners.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Characters of scripts without spaces between words: kana, ideographs, and hangul, whose particles
/// follow a word at once.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references() -> References {
        let mut all = References::default();
        for n in [0, 1, 2] {
            all.add_phase(PhaseNumber::whole(n), format!("p{n}"));
        }
        all.add_phase(PhaseNumber { whole: 4, part: Some(1) }, "p4.1".to_owned());
        for id in ["R1", "R2", "R3", "R10", "SEC-04", "SEC"] {
            all.add_words(id, format!("#{}", id.to_lowercase()));
        }
        all
    }

    /// `expected`: each reference as `words>link`.
    #[track_caller]
    fn check_in(all: &References, text: &str, expected: &[&str]) {
        let found: Vec<String> = all
            .in_words(text)
            .into_iter()
            .map(|r| format!("{}>{}", &text[r.place], r.href))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        check_in(&references(), text, expected);
    }

    #[test]
    fn phases_link_by_their_numbers() {
        check("from Phase 2 on", &["Phase 2>p2"]);
        check("Phases 1 and 2", &["1>p1", "2>p2"]);
        check("phase 4.1, then Phase 4", &["phase 4.1>p4.1"]);
        check("Phase 0–1 (R1)", &["Phase 0>p0", "1>p1", "R1>#r1"]);
        check("Phase 1, 2 weeks long", &["Phase 1>p1"]);
        check("pre-Phase 1; Phase 2: go", &["Phase 1>p1", "Phase 2>p2"]);
    }

    #[test]
    fn what_only_looks_like_a_phase_does_not() {
        check("Phase 2b, Phase 7, Phase, multiphase 1, Phase\n", &[]);
        check("Phase 1.1 and phase 100", &[]);
    }

    #[test]
    fn risks_link_by_their_whole_ids() {
        check("see R1.", &["R1>#r1"]);
        check("R10 is not R1", &["R10>#r10", "R1>#r1"]);
        check(
            "R1–R3, R1-R3, R1/R2, R1,R2",
            &["R1>#r1", "R3>#r3", "R1>#r1", "R3>#r3", "R1>#r1", "R2>#r2", "R1>#r1", "R2>#r2"],
        );
        check("(R2) “R3” R1's R2…", &["R2>#r2", "R3>#r3", "R1>#r1", "R2>#r2"]);
        check("SEC-04 before SEC", &["SEC-04>#sec-04", "SEC>#sec"]);
        check("R1", &["R1>#r1"]);
    }

    #[test]
    fn parts_of_other_words_do_not() {
        check("r1 R1b R1.2 R1_x R1-beta _R1 R11 xR1 SEC-041 SEC-0", &[]);
        check("v1.R1 a/R1/b $R1 %R1 R1.md foo-R1 R1=3 R1@home", &[]);
        check("R1\u{301} and R1\u{200d}x", &[]);
        check("éR1 R1é", &[]);
    }

    #[test]
    fn addresses_do_not() {
        check("https://x.example/R1 http://R1/ www.R1/R2 R1@R2.example", &[]);
        check("https://x.example/?q=R1,R2 then R2", &["R2>#r2"]);
    }

    #[test]
    fn scripts_without_spaces_part_from_ids() {
        check("リスクR3は高い、R1と", &["R3>#r3", "R1>#r1"]);
        check("R2은", &["R2>#r2"]);
    }

    #[test]
    fn names_link_whole_and_the_longest_first() {
        let mut all = References::default();
        for name in ["Ada", "Ada Lovelace", "Lovelace", "Zoë", "王小明", "Jo-Ann Smith", "", "—"]
        {
            all.add_words(name, name.to_lowercase());
        }
        check_in(&all, "Ada Lovelace, Ada", &["Ada Lovelace>ada lovelace", "Ada>ada"]);
        check_in(&all, "Adam, Adair, ADA, Adaé", &[]);
        check_in(&all, "Ada/Zoë + Zoë's", &["Ada>ada", "Zoë>zoë", "Zoë>zoë"]);
        check_in(&all, "Jo-Ann Smith; Jo-Ann", &["Jo-Ann Smith>jo-ann smith"]);
        check_in(&all, "ada@x.example Ada@x.example Mary-Ada", &[]);
        check_in(&all, "(王小明) 王小明さん", &["王小明>王小明"]);
        check_in(&all, "", &[]);
    }

    #[test]
    fn the_first_of_two_counts_and_code_is_matched_whole() {
        let mut all = references();
        all.add_words("R1", "other".to_owned());
        all.add_phase(PhaseNumber::whole(1), "other".to_owned());
        check_in(&all, "R1 in Phase 1", &["R1>#r1", "Phase 1>p1"]);
        all.add_code("pay.refunds", "f".to_owned());
        assert_eq!(all.of_code("pay.refunds"), Some("f"));
        assert_eq!((all.of_code("pay"), all.of_code("R1")), (None, None));
        assert!(References::default().in_words("R1 in Phase 1").is_empty());
    }

    #[test]
    fn long_chains_take_one_pass() {
        let text = "R1/".repeat(50_000);
        assert_eq!(references().in_words(&text).len(), 50_000);
        let text = "Phase 1, ".repeat(20_000);
        assert_eq!(references().in_words(&text).len(), 20_000);
    }
}
