//! The words of the plan language: one table of synonyms, from data files and the settings.
//!
//! In: `words/*.txt`, one file a language, and the site's `[words]`, `[status]` and `[scale] map`.
//! Out: [`Words`]. Invariant: adding a synonym never needs code.

mod fold;
#[cfg(test)]
mod lines;
mod lists;
mod shipped;
mod slots;

use fold::fold_within;
pub(super) use fold::{
    Folded, Heads, Token, Tokens, digit, each_token, first_token, fold, heads, is_alike,
    is_ideographic, joined, tokens, western,
};
use lists::GROUPS;
pub(super) use lists::Group;
pub(super) use shipped::{languages_of, tag_of};

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use smol_str::SmolStrBuilder;

use crate::settings::Settings;

/// Most bytes of a phrase that is sought: a longer one is prose and names nothing. Without a bound, a long
/// title would be folded anew for each thing that stands under it.
pub(super) const LONGEST_PHRASE: usize = 1_000;

/// All synonyms: those of the settings, which come first, and those that ship with Phasebook.
#[derive(Debug, Clone)]
pub(super) struct Words {
    own: Groups,
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

/// The groups that the settings' `[words]` add to.
const EXTENDABLE: [Group; 4] = [Group::Section, Group::Column, Group::Header, Group::Record];

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
                if shipped::kinds(group).contains(&key.as_str()) {
                    let into = own.of_mut(group);
                    phrases.iter().for_each(|p| into.add(p, key.clone()));
                }
            }
        }
        Self { own }
    }

    /// Keys of the settings' `[words]` that name neither a section, a column nor a header line,
    /// each with the nearest name that does.
    pub(super) fn unknown_keys(settings: &Settings) -> Vec<(String, Option<String>)> {
        let mut known: Vec<&str> =
            EXTENDABLE.into_iter().flat_map(shipped::kinds).copied().collect();
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

    /// The kind that a whole phrase names. Of one that begins as none of the group does, no more is read.
    pub(super) fn kind(&self, group: Group, phrase: &str) -> Option<&str> {
        let longest = self.longest(group, &first_token(phrase)?.word)?;
        self.kind_of_folded(group, &fold_within(phrase, longest)?)
    }

    /// The most tokens of a phrase of the group that begins with a token.
    fn longest(&self, group: Group, first: &str) -> Option<usize> {
        self.own.of(group).longest.get(first).copied().max(shipped::longest(group, first))
    }

    /// The kind that an already folded phrase names. Words of the settings come first.
    pub(super) fn kind_of_folded(&self, group: Group, folded: &str) -> Option<&str> {
        if folded.len() > LONGEST_PHRASE {
            return None;
        }
        let own = self.own.of(group).kinds.get(folded).map(|kind| &**kind);
        own.or_else(|| shipped::kind(group, folded))
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
        let own = self.own.of(group).kinds.iter().map(|(phrase, kind)| (phrase.as_str(), &**kind));
        own.chain(shipped::phrases(group))
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
