//! The words of the plan language: one table of synonyms, from data files and the settings.
//!
//! In: `words/*.txt`, one file a language, and the site's `[words]`, `[status]` and `[scale] map`.
//! Out: [`Words`]. Invariant: adding a synonym never needs code.

mod fold;

use fold::fold_within;
pub(super) use fold::{
    Folded, Heads, Token, Tokens, digit, each_token, first_token, fold, heads, is_alike,
    is_ideographic, joined, tokens, western,
};

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use smol_str::SmolStrBuilder;

use crate::settings::Settings;

/// The word lists that ship with Phasebook, each with its language's tag.
const LANGUAGES: [(&str, &str); 26] = [
    ("en", include_str!("words/en.txt")),
    ("de", include_str!("words/de.txt")),
    ("fr", include_str!("words/fr.txt")),
    ("es", include_str!("words/es.txt")),
    ("pt", include_str!("words/pt.txt")),
    ("it", include_str!("words/it.txt")),
    ("nl", include_str!("words/nl.txt")),
    ("pl", include_str!("words/pl.txt")),
    ("cs", include_str!("words/cs.txt")),
    ("ru", include_str!("words/ru.txt")),
    ("uk", include_str!("words/uk.txt")),
    ("zh", include_str!("words/zh.txt")),
    ("ja", include_str!("words/ja.txt")),
    ("ko", include_str!("words/ko.txt")),
    ("sv", include_str!("words/sv.txt")),
    ("da", include_str!("words/da.txt")),
    ("nb", include_str!("words/nb.txt")),
    ("fi", include_str!("words/fi.txt")),
    ("tr", include_str!("words/tr.txt")),
    ("ro", include_str!("words/ro.txt")),
    ("hu", include_str!("words/hu.txt")),
    ("el", include_str!("words/el.txt")),
    ("vi", include_str!("words/vi.txt")),
    ("id", include_str!("words/id.txt")),
    ("ar", include_str!("words/ar.txt")),
    ("he", include_str!("words/he.txt")),
];

/// Groups of words; each word stands for a kind inside its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Group {
    /// Headings.
    Section,
    /// Columns of tables.
    Column,
    /// Keys of the header.
    Header,
    /// Status of a plan.
    Status,
    /// Status of a phase.
    PhaseStatus,
    /// Levels of likelihood and impact.
    Level,
    /// Status of a risk.
    RiskStatus,
    /// Go/no-go verdicts.
    Verdict,
    /// Kinds of rollback step.
    Step,
    /// Titles inside a rollback plan under which neither triggers, steps nor owners stand.
    Aside,
    /// Words that open a sentence or a title: of a step, of how things are, of one way of several.
    Opening,
    /// Single notions: the word "phase", "all", "ongoing".
    Word,
    /// Units of time.
    Unit,
    /// Numbers in words.
    Number,
    /// Places in an order, in words.
    Ordinal,
    /// Words that a heading may carry beside the name of its section.
    Qualifier,
    /// Months.
    Month,
    /// Comparisons.
    Comparison,
    /// Words that open the tail of a phrase.
    Tail,
    /// Words that bind a risk to a phase.
    Binding,
    /// Words in the names of people and roles.
    Name,
    /// Words that show a text to be of the language.
    Common,
}

const GROUPS: [(Group, &str); 22] = [
    (Group::Section, "section"),
    (Group::Column, "column"),
    (Group::Header, "header"),
    (Group::Status, "status"),
    (Group::PhaseStatus, "phase-status"),
    (Group::Level, "level"),
    (Group::RiskStatus, "risk-status"),
    (Group::Verdict, "verdict"),
    (Group::Step, "step"),
    (Group::Aside, "aside"),
    (Group::Opening, "opening"),
    (Group::Word, "word"),
    (Group::Unit, "unit"),
    (Group::Number, "number"),
    (Group::Ordinal, "ordinal"),
    (Group::Qualifier, "qualifier"),
    (Group::Month, "month"),
    (Group::Comparison, "comparison"),
    (Group::Tail, "tail"),
    (Group::Binding, "binding"),
    (Group::Name, "name"),
    (Group::Common, "common"),
];

/// Most bytes of a phrase that is sought: a longer one is prose and names nothing. Without a bound, a long
/// title would be folded anew for each thing that stands under it.
pub(super) const LONGEST_PHRASE: usize = 1_000;

/// All synonyms: those of the settings, which come first, and those that ship with Phasebook.
#[derive(Debug, Clone)]
pub(super) struct Words {
    own: Groups,
    shipped: &'static Groups,
}

/// The phrases of each group, in the order of [`Group`].
#[derive(Debug, Clone, Default)]
struct Groups([Phrases; GROUPS.len()]);

impl Groups {
    const fn of(&self, group: Group) -> &Phrases {
        &self.0[group as usize]
    }

    const fn of_mut(&mut self, group: Group) -> &mut Phrases {
        &mut self.0[group as usize]
    }
}

/// The words that ship with Phasebook, read once: the first list that has a phrase wins.
static SHIPPED: LazyLock<Groups> = LazyLock::new(|| {
    let mut groups = Groups::default();
    LANGUAGES.iter().for_each(|(_, text)| add_language(text, &mut groups));
    groups
});

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
pub(super) fn languages_of(word: &str) -> u32 {
    COMMON.get(word).copied().unwrap_or(0)
}

/// The tag of the `n`th language.
pub(super) fn tag_of(n: usize) -> &'static str {
    LANGUAGES.get(n).map_or("", |(tag, _)| tag)
}

#[derive(Debug, Clone, Default)]
struct Phrases {
    kinds: FxHashMap<Folded, Cow<'static, str>>,
    /// The first tokens of its phrases, each with the most tokens that a phrase which begins so has.
    longest: FxHashMap<Folded, usize>,
}

impl Phrases {
    fn add(&mut self, phrase: &str, kind: impl Into<Cow<'static, str>>) {
        let key = fold(phrase);
        if key.is_empty() {
            return;
        }
        let (first, rest) = key.split_once(' ').unwrap_or((&key, ""));
        let count = 1 + rest.split_ascii_whitespace().count();
        match self.longest.get_mut(first) {
            Some(longest) => *longest = count.max(*longest),
            None => drop(self.longest.insert(first.into(), count)),
        }
        self.kinds.entry(key).or_insert_with(|| kind.into());
    }
}

fn add_language(text: &'static str, groups: &mut Groups) {
    let mut group = None;
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            group = GROUPS.iter().find(|(_, n)| *n == name).map(|(g, _)| *g);
            continue;
        }
        // The comparison group has `=` as a kind of its own.
        let (Some(group), Some((kind, phrases))) = (group, line.split_once(" = ")) else {
            continue;
        };
        let into = groups.of_mut(group);
        phrases.split('|').for_each(|p| into.add(p, kind.trim()));
    }
}

fn names(groups: &Groups, group: Group) -> impl Iterator<Item = &str> {
    groups.of(group).kinds.values().map(|kind| &**kind)
}

/// The groups that the settings' `[words]` add to.
const EXTENDABLE: [Group; 3] = [Group::Section, Group::Column, Group::Header];

impl Words {
    /// The words that ship with Phasebook and those of the settings, which come first.
    pub(super) fn new(settings: &Settings) -> Self {
        let mut own = Groups::default();
        for (kind, phrases) in &settings.status {
            let into = own.of_mut(Group::Status);
            phrases.iter().for_each(|p| into.add(p, kind.word()));
        }
        for (phrase, kind) in &settings.scale.map {
            own.of_mut(Group::Level).add(phrase, kind.word());
        }
        for (key, phrases) in &settings.words {
            for group in EXTENDABLE {
                if names(&SHIPPED, group).any(|name| name == key) {
                    let into = own.of_mut(group);
                    phrases.iter().for_each(|p| into.add(p, key.clone()));
                }
            }
        }
        Self { own, shipped: &SHIPPED }
    }

    /// Keys of the settings' `[words]` that name neither a section, a column nor a header line,
    /// each with the nearest name that does.
    pub(super) fn unknown_keys(settings: &Settings) -> Vec<(String, Option<String>)> {
        let mut known: Vec<&str> =
            EXTENDABLE.into_iter().flat_map(|group| names(&SHIPPED, group)).collect();
        known.sort_unstable();
        known.dedup();
        settings
            .words
            .keys()
            .filter(|key| !known.contains(&key.as_str()))
            .map(|key| {
                let near = crate::diagnostic::did_you_mean(key, known.iter().copied());
                (key.clone(), near.map(str::to_owned))
            })
            .collect()
    }

    /// The phrases of a group, those of the settings first.
    fn of(&self, group: Group) -> impl Iterator<Item = &Phrases> {
        [self.own.of(group), self.shipped.of(group)].into_iter().filter(|p| !p.kinds.is_empty())
    }

    /// The kind that a whole phrase names. Of one that begins as none of the group does, no more is read.
    pub(super) fn kind(&self, group: Group, phrase: &str) -> Option<&str> {
        let longest = self.longest(group, &first_token(phrase)?.word)?;
        let folded = fold_within(phrase, longest)?;
        self.of(group).find_map(|p| p.kinds.get(&folded)).map(|kind| &**kind)
    }

    /// The most tokens of a phrase of the group that begins with a token.
    fn longest(&self, group: Group, first: &str) -> Option<usize> {
        self.of(group).filter_map(|p| p.longest.get(first)).max().copied()
    }

    /// The kind that an already folded phrase names.
    pub(super) fn kind_of_folded(&self, group: Group, folded: &str) -> Option<&str> {
        if folded.len() > LONGEST_PHRASE {
            return None;
        }
        self.of(group).find_map(|p| p.kinds.get(folded)).map(|kind| &**kind)
    }

    /// The kind that the longest run of tokens at the head of a phrase names, with the number of
    /// tokens in that run.
    pub(super) fn leading(
        &self,
        group: Group,
        tokens: &[impl AsRef<str>],
    ) -> Option<(&str, usize)> {
        let longest = self.longest(group, tokens.first()?.as_ref())?;
        let mut run = SmolStrBuilder::new();
        let ends: SmallVec<[usize; 8]> = tokens
            .iter()
            .take(longest)
            .map(|token| {
                if !run.is_empty() {
                    run.push(' ');
                }
                run.push_str(token.as_ref());
                run.len()
            })
            .collect();
        ends.iter().enumerate().rev().find_map(|(n, end)| {
            let kind = self.kind_of_folded(group, &run.as_str()[..*end])?;
            Some((kind, n + 1))
        })
    }
}

impl Words {
    /// The folded phrases of a group, each with its kind, in no order.
    pub(super) fn phrases(&self, group: Group) -> impl Iterator<Item = (&str, &str)> {
        let kinds = self.of(group).flat_map(|phrases| &phrases.kinds);
        kinds.map(|(phrase, kind)| (phrase.as_str(), &**kind))
    }

    /// Whether a sentence holds a word of a kind, as a token or, in scripts without spaces, anywhere.
    pub(super) fn holds(&self, group: Group, kind: &str, sentence: &str) -> bool {
        let is_kind = |word: &str| self.kind_of_folded(group, word) == Some(kind);
        if tokens(sentence).iter().any(|t| is_kind(&t.word)) {
            return true;
        }
        let starts: Vec<usize> =
            sentence.char_indices().filter(|(_, c)| is_ideographic(*c)).map(|(i, _)| i).collect();
        starts.iter().any(|start| {
            let rest = &sentence[*start..];
            let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8());
            ends.take(LONGEST_PARTICLE).any(|end| is_kind(&rest[..end]))
        })
    }
}

/// Most characters of a word that is sought inside a sentence without spaces.
const LONGEST_PARTICLE: usize = 3;

#[cfg(test)]
mod tests;
