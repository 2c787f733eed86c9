//! The words that ship with Phasebook: one list a language, read as far as the plans of a run ask for them.
//!
//! Half of the 70,000 phrases are of scripts that most plans do not use. So each group is read in two parts, when
//! one of its words is first sought.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use super::fold::{Folded, fold};
use super::{GROUPS, Group, Phrases};

/// The word lists that ship with Phasebook, each with its language's tag.
pub(super) const LANGUAGES: [(&str, &str); 26] = [
    ("en", include_str!("en.txt")),
    ("de", include_str!("de.txt")),
    ("fr", include_str!("fr.txt")),
    ("es", include_str!("es.txt")),
    ("pt", include_str!("pt.txt")),
    ("it", include_str!("it.txt")),
    ("nl", include_str!("nl.txt")),
    ("pl", include_str!("pl.txt")),
    ("cs", include_str!("cs.txt")),
    ("ru", include_str!("ru.txt")),
    ("uk", include_str!("uk.txt")),
    ("zh", include_str!("zh.txt")),
    ("ja", include_str!("ja.txt")),
    ("ko", include_str!("ko.txt")),
    ("sv", include_str!("sv.txt")),
    ("da", include_str!("da.txt")),
    ("nb", include_str!("nb.txt")),
    ("fi", include_str!("fi.txt")),
    ("tr", include_str!("tr.txt")),
    ("ro", include_str!("ro.txt")),
    ("hu", include_str!("hu.txt")),
    ("el", include_str!("el.txt")),
    ("vi", include_str!("vi.txt")),
    ("id", include_str!("id.txt")),
    ("ar", include_str!("ar.txt")),
    ("he", include_str!("he.txt")),
];

/// The scripts of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin letters, digits and signs alone.
    Latin,
    /// Letters of another script among them.
    Other,
}

impl Script {
    pub(super) const ALL: [Self; 2] = [Self::Latin, Self::Other];

    /// The script of a phrase, folded or not. In UTF-8, letters of other scripts begin with these bytes; 0xE1 and
    /// 0xE2 begin Latin letters with two accents, and signs.
    pub(super) fn of(phrase: &str) -> Self {
        let is_other = |byte: u8| matches!(byte, 0xCD..=0xE0 | 0xE3..);
        if phrase.bytes().any(is_other) { Self::Other } else { Self::Latin }
    }
}

/// A kind and the phrases for it.
type PhraseLine = (&'static str, &'static str);

/// The lines of a list, each with its group.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (Group, PhraseLine)> {
    let mut group = None;
    text.lines().map(str::trim).filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            group = GROUPS.iter().find(|(_, n)| *n == name).map(|(group, _)| *group);
            return None;
        }
        // The comparison group has `=` as a kind of its own.
        let (kind, phrases) = line.split_once(" = ").filter(|_| !line.starts_with("# "))?;
        Some((group?, (kind.trim(), phrases)))
    })
}

/// The lines of all lists by their group, in the order of [`Group`].
static LINES: LazyLock<[Vec<PhraseLine>; GROUPS.len()]> = LazyLock::new(|| {
    let mut all = [const { Vec::new() }; GROUPS.len()];
    for (group, line) in LANGUAGES.into_iter().flat_map(|(_, text)| lines(text)) {
        all[group as usize].push(line);
    }
    all
});

/// The phrases of each group, by script.
static PHRASES: [[OnceLock<Phrases>; 2]; GROUPS.len()] =
    [const { [const { OnceLock::new() }; 2] }; GROUPS.len()];

/// The phrases of a group that are of a script: the first list that has a phrase wins.
pub(super) fn of(group: Group, script: Script) -> &'static Phrases {
    PHRASES[group as usize][script as usize].get_or_init(|| {
        let mut phrases = Phrases::default();
        for (kind, line) in &LINES[group as usize] {
            let of_script = line.split('|').filter(|phrase| Script::of(phrase) == script);
            of_script.for_each(|phrase| phrases.add(phrase, *kind));
        }
        phrases
    })
}

/// The kinds of a group; one that several languages have words for comes several times.
pub(super) fn kinds(group: Group) -> impl Iterator<Item = &'static str> {
    LINES[group as usize].iter().map(|(kind, _)| *kind)
}

/// For each common word, folded, the languages that have it: bit `n` is the `n`th of [`LANGUAGES`].
static COMMON: LazyLock<FxHashMap<Folded, u32>> = LazyLock::new(|| {
    let mut common = FxHashMap::default();
    for (place, (_, text)) in LANGUAGES.iter().enumerate() {
        let list = text.split_once("[common]").map_or("", |(_, list)| list);
        let phrases = list.split_once(" = ").map_or("", |(_, phrases)| phrases);
        for word in phrases.split('|').map(fold) {
            *common.entry(word).or_insert(0) |= 1 << place;
        }
    }
    common
});

/// The languages of which a folded word is a common one, as bits.
pub(in crate::parse) fn languages_of(word: &str) -> u32 {
    COMMON.get(word).copied().unwrap_or(0)
}

/// The tag of the `n`th language.
pub(in crate::parse) fn tag_of(n: usize) -> &'static str {
    LANGUAGES.get(n).map_or("", |(tag, _)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_a_phrase_leaves_it_its_script() {
        for (_, line) in LINES.iter().flatten() {
            for phrase in line.split('|') {
                assert_eq!(Script::of(phrase), Script::of(&fold(phrase)), "{phrase}");
            }
        }
    }
}
