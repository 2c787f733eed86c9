//! Who is named in a cell: people and roles.
//!
//! What is read is a pure function of the cell's words and the settings, so that every page links a name
//! to the same place without looking at other plans.

mod marks;
mod split;
mod telephone;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use telephone::telephone_at;

use std::ops::Range;

use crate::settings::Settings;
use crate::site::{fold_path, list_segment};
use crate::text::fingerprint_hex;
use marks::{Mark, marks};
use vocabulary::{Phrase, WordKind, kind};

/// A name in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The words that name it, as bytes of the cell's text.
    pub range: Range<usize>,
    /// Who it is.
    pub who: Who,
}

/// A person or a role. Two are the same where kind and slug are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// Which of both.
    pub kind: WhoKind,
    /// The name without remarks, as written; that of the settings where they name who holds a role.
    pub name: String,
    /// Its part of a path.
    pub slug: String,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhoKind {
    /// Somebody.
    Person,
    /// Whoever has a task: a team, a function, an on-call rota.
    Role,
}

/// Most bytes of a name whose slug tells it from every other; a longer one gets its fingerprint.
const LONGEST_SLUG: usize = 80;
/// Paths in the folder of people that belong to no person.
const RESERVED: [&str; 3] = ["index", "roles", "nobody"];
/// Most words of a person's name.
const MOST_WORDS: usize = 6;
/// Most letters of a name in a script that parts no words.
const MOST_IDEOGRAPHS: usize = 4;

/// The people and roles that a cell names, in its order. Names are parted by `+`, `&`, `,`, `;`, `/` and
/// "and"; remarks in brackets, telephone numbers and, beside a name, addresses belong to none. A phrase
/// that holds a role's word, is all in lower case or is an acronym is a role, any other a person. A name
/// that `[people]` of the settings has is the person that stands there. "TBD" and what compares numbers
/// name nobody.
pub fn people(text: &str, settings: &Settings) -> Vec<Named> {
    let marks = marks(text);
    let read = |part| NamePart::read(text, &marks, part);
    let mut parts: Vec<NamePart> =
        split::parts(text, &marks).into_iter().filter_map(read).collect();
    // Beside a name, words in lower case are a remark ("Dana Ruiz, after review"), and so is an address
    // behind a comma.
    let best = parts.iter().map(|part| part.class).max();
    if best > Some(Class::Words) {
        parts.retain(|part| match part.class {
            Class::Label | Class::Words => false,
            Class::Address => best == Some(Class::Address) || !part.follows_comma,
            Class::Role | Class::Person => true,
        });
    }
    parts.into_iter().map(|part| part.named(settings)).collect()
}

/// Whether words are the name of a person and nothing else.
pub(super) fn names_person(text: &str) -> bool {
    // One word may be anything: "Done".
    let has_case = text.chars().any(|c| c.is_uppercase() || c.is_lowercase());
    (text.contains(' ') || !has_case)
        && !text.contains(|c: char| c.is_ascii_digit())
        && classify(text) == Some(Class::Person)
        && !text.split(' ').any(|word| {
            word.starts_with(char::is_lowercase) && kind(word) != Some(WordKind::Particle)
        })
}

/// Whether words are those of a role; a `label` before a colon may hold further ones: "Storefront team".
pub(super) fn names_role(text: &str, label: bool) -> bool {
    Phrase::of(text).is_role()
        || label && matches!(classify(text), Some(Class::Role | Class::Person))
}

/// A person of a name, cleaned of remarks.
fn person(name: &str) -> Who {
    let name = clean(name, &marks(name), 0..name.len())
        .map_or_else(|| name.trim().to_owned(), |words| words.name);
    Who { kind: WhoKind::Person, slug: slug(&name, &RESERVED), name }
}

/// The part of a path that a name has, the same for names that differ in case or punctuation alone.
fn slug(name: &str, reserved: &[&str]) -> String {
    let folded = fold_path(name);
    let slug = list_segment(&folded, reserved);
    if folded.len() <= LONGEST_SLUG {
        return slug;
    }
    // A letter before the digits: a number at the end is that of a further page.
    format!("{slug}-h{}", &fingerprint_hex(folded.as_bytes())[..8])
}

/// How well a phrase names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// A word that stands before names.
    Label,
    /// Words of which nothing says that they are a name.
    Words,
    /// An e-mail address or a handle.
    Address,
    Role,
    Person,
}

/// A part of a cell, cleaned.
#[derive(Debug)]
struct NamePart {
    range: Range<usize>,
    name: String,
    class: Class,
    /// Further names by which the settings may know it.
    others: Vec<String>,
    /// Whether a comma or semicolon stands before it.
    follows_comma: bool,
}

/// Words without remarks.
#[derive(Debug)]
struct Words {
    range: Range<usize>,
    name: String,
}

impl NamePart {
    /// What a piece of a cell names; `None` where it names nobody.
    fn read(text: &str, marks: &[Mark], part: Range<usize>) -> Option<Self> {
        let follows_comma = text[..part.start].ends_with([',', ';']);
        let segments: Vec<(Words, Class)> = split::segments(text, marks, part)
            .into_iter()
            .filter(|segment| !compares(text, marks, segment.clone()))
            .filter_map(|segment| clean(text, marks, segment))
            .filter_map(|words| classify(&words.name).map(|class| (words, class)))
            .collect();
        let best = segments.iter().map(|(_, class)| *class).max()?;
        let mut chosen: Vec<Words> =
            segments.into_iter().filter(|(_, class)| *class == best).map(|(w, _)| w).collect();
        if matches!(best, Class::Address | Class::Person) {
            chosen.truncate(1);
        }
        let range = chosen.first()?.range.start..chosen.last()?.range.end;
        let mut others: Vec<String> = chosen.into_iter().map(|words| words.name).collect();
        let name =
            if others.len() == 1 { others.pop()? } else { as_written(text, marks, range.clone())? };
        // A label alone is the role that it stands for.
        let class = if best == Class::Label { Class::Role } else { best };
        Some(Self { range, name, class, others, follows_comma })
    }

    fn named(self, settings: &Settings) -> Named {
        let known = std::iter::once(&self.name).chain(&self.others).find_map(|name| {
            let entry = settings.people.iter().find(|(role, _)| is_same_name(role, name));
            entry.map(|(_, person)| person)
        });
        let who = match (known, self.class) {
            (Some(known), _) => person(known),
            (None, Class::Person | Class::Address) => person(&self.name),
            (None, _) => Who { kind: WhoKind::Role, slug: slug(&self.name, &[]), name: self.name },
        };
        Named { range: self.range, who }
    }
}

/// Whether two names differ in nothing but case and white space.
fn is_same_name(a: &str, b: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.split_whitespace()
            .flat_map(|word| word.chars().flat_map(char::to_lowercase).chain(std::iter::once(' ')))
    }
    letters(a).eq(letters(b))
}

/// The words of a piece without what stands beside them; of an address alone, the address.
fn clean(text: &str, marks: &[Mark], piece: Range<usize>) -> Option<Words> {
    let of = |mark: Mark| -> Option<Words> {
        let all: Vec<Range<usize>> = split::words(text, piece.clone())
            .filter_map(|word| trimmed(text, marks, word, mark))
            .collect();
        let is = |word: &Range<usize>, wanted: WordKind| {
            let word = &text[word.clone()];
            !word.contains(char::is_uppercase) && kind(word) == Some(wanted)
        };
        let is_before =
            |word: &&Range<usize>| is(word, WordKind::Article) || is(word, WordKind::Joint);
        let from = all.iter().take_while(is_before).count();
        let behind = all[from..].iter().rev().take_while(|word| is(word, WordKind::Joint)).count();
        let words = &all[from..all.len() - behind];
        let range = words.first()?.start..words.last()?.end;
        let name = words.iter().map(|word| &text[word.clone()]).collect::<Vec<_>>().join(" ");
        Some(Words { range, name })
    };
    of(Mark::Word).or_else(|| of(Mark::Address))
}

/// The words of a range with what parts them ("Payments — EU"), but for remarks.
fn as_written(text: &str, marks: &[Mark], range: Range<usize>) -> Option<String> {
    if marks[range.clone()].iter().any(|mark| *mark != Mark::Word) {
        return Some(clean(text, marks, range)?.name);
    }
    Some(text[range].split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A word without the bytes of other marks and the signs around it; `None` where no letter or digit is
/// left.
fn trimmed(text: &str, marks: &[Mark], word: Range<usize>, mark: Mark) -> Option<Range<usize>> {
    let start = word.clone().find(|&at| marks[at] == mark)?;
    let end = (start..word.end).find(|&at| marks[at] != mark).unwrap_or(word.end);
    let words = &text[start..end];
    let is_sign = |c: char| !c.is_alphanumeric() && c != '@';
    let inner = words.trim_matches(is_sign);
    if !inner.contains(char::is_alphanumeric) {
        return None;
    }
    let from = start + words.find(inner)?;
    let to = from + inner.len();
    // An initial keeps its dot.
    let is_initial = inner.chars().nth(1).is_none() && text[to..end].starts_with('.');
    Some(from..to + usize::from(is_initial))
}

/// Whether a piece compares numbers, and so is a condition and no name.
fn compares(text: &str, marks: &[Mark], piece: Range<usize>) -> bool {
    let is_sign = |c: char| matches!(c, '<' | '>' | '=' | '≤' | '≥' | '%' | '€' | '$' | '£');
    let start = piece.start;
    text[piece].char_indices().any(|(at, c)| is_sign(c) && marks[start + at] == Mark::Word)
}

/// How well a cleaned phrase names somebody; `None` where it names nobody.
fn classify(name: &str) -> Option<Class> {
    if !name.contains(char::is_alphabetic) {
        return None;
    }
    let phrase = Phrase::of(name);
    match phrase.kind() {
        Some(WordKind::Nobody | WordKind::Joint | WordKind::Article) => return None,
        Some(WordKind::Label) => return Some(Class::Label),
        Some(WordKind::Role | WordKind::Sole) => return Some(Class::Role),
        Some(WordKind::Particle) | None => {}
    }
    if phrase.holds_role() {
        return Some(Class::Role);
    }
    if name.contains('@') {
        return Some(Class::Address);
    }
    if name.contains(|c: char| c.is_ascii_digit()) {
        return Some(Class::Words);
    }
    let words: Vec<&str> = name.split(' ').collect();
    Some(match words.as_slice() {
        [word] => single(word),
        words => several(words),
    })
}

fn single(word: &str) -> Class {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if word.chars().all(|c| !c.is_uppercase() && !c.is_lowercase()) {
        let is_long = letters > MOST_IDEOGRAPHS && word.chars().any(super::words::is_ideographic);
        return if is_long { Class::Words } else { Class::Person };
    }
    if !word.chars().any(char::is_uppercase) {
        Class::Words
    } else if is_acronym(word, 4) || !word.starts_with(char::is_uppercase) {
        Class::Role
    } else {
        Class::Person
    }
}

fn several(words: &[&str]) -> Class {
    let letters = || words.iter().flat_map(|word| word.chars());
    if letters().any(char::is_lowercase) && !letters().any(char::is_uppercase) {
        return Class::Words;
    }
    // "EU CAB", "API Gateway"; two letters may be initials.
    let is_first_acronym = words.first().is_some_and(|word| is_acronym(word, 4) && word.len() > 2);
    let is_loud = !letters().any(char::is_lowercase);
    if words.iter().all(|word| is_acronym(word, 3)) || (is_first_acronym && !is_loud) {
        return Class::Role;
    }
    let is_small = |word: &&&str| {
        word.starts_with(char::is_lowercase) && kind(word) != Some(WordKind::Particle)
    };
    let is_person = words.len() <= MOST_WORDS
        && words.iter().filter(is_small).count() <= 1
        && !words.first().is_some_and(|word| is_small(&word));
    if is_person { Class::Person } else { Class::Words }
}

/// Whether a word is two to `most` capitals.
fn is_acronym(word: &str, most: usize) -> bool {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    (2..=most).contains(&letters().count()) && letters().all(char::is_uppercase)
}
