//! The words that make a role, a label or nobody of a phrase.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::parse::words::{Folded, Group, Heads, Words, heads};
use crate::settings::Settings;

/// What a word or phrase is among names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordKind {
    /// Makes a role of any phrase that holds it.
    Role,
    /// Is a role where it stands alone.
    Sole,
    /// Stands before a name: "primary".
    Label,
    /// Stands between two names.
    Joint,
    /// May be left out before a role: "the".
    Article,
    /// A small word inside of a name: "van".
    Particle,
    /// Names nobody: "TBD".
    Nobody,
}

/// The words that ship with Phasebook, in the form in which every cell of every page asks for them.
#[derive(Debug, Default)]
struct Vocabulary {
    /// Phrases by their first token: the tokens behind it and the kind.
    phrases: FxHashMap<Folded, Vec<(Heads, WordKind)>>,
    /// Ends of words that make a role, by their last letter.
    endings: FxHashMap<char, Vec<String>>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let words = Words::new(&Settings::default());
    let mut vocabulary = Vocabulary::default();
    for (phrase, kind) in words.phrases(Group::Name) {
        if kind == "ending"
            && let Some(last) = phrase.chars().next_back()
        {
            vocabulary.endings.entry(last).or_default().push(phrase.to_owned());
        }
        let kind = match kind {
            "role" | "ending" => WordKind::Role,
            "sole" => WordKind::Sole,
            "label" => WordKind::Label,
            "joint" => WordKind::Joint,
            "article" => WordKind::Article,
            "particle" => WordKind::Particle,
            _ => WordKind::Nobody,
        };
        let mut tokens = phrase.split(' ').map(Folded::from);
        let first = tokens.next().unwrap_or_default();
        vocabulary.phrases.entry(first).or_default().push((tokens.collect(), kind));
    }
    vocabulary
});

/// A phrase in the form in which phrases are compared.
#[derive(Debug)]
pub(super) struct Phrase(Heads);

impl Phrase {
    pub(super) fn of(text: &str) -> Self {
        Self(heads(text))
    }

    /// What the whole phrase is.
    pub(super) fn kind(&self) -> Option<WordKind> {
        let (first, rest) = self.0.split_first()?;
        let phrases = VOCABULARY.phrases.get(first)?;
        phrases.iter().find(|(behind, _)| behind.as_slice() == rest).map(|(_, kind)| *kind)
    }

    /// Whether the phrase holds a word that makes a role of it.
    pub(super) fn holds_role(&self) -> bool {
        let is_role = |at: usize| {
            let (token, rest) = (&self.0[at], &self.0[at + 1..]);
            let phrases = VOCABULARY.phrases.get(token).into_iter().flatten();
            let last = token.chars().next_back();
            let endings = last.and_then(|last| VOCABULARY.endings.get(&last)).into_iter().flatten();
            phrases
                .filter(|(_, kind)| matches!(kind, WordKind::Role | WordKind::Label))
                .any(|(behind, _)| rest.starts_with(behind))
                || endings.into_iter().any(|ending| token.ends_with(ending.as_str()))
        };
        (0..self.0.len()).any(is_role)
    }
}

impl Phrase {
    /// Whether all of its words are those of roles: "QA lead" and no "QA passed".
    pub(super) fn is_role(&self) -> bool {
        let (mut at, mut has_role) = (0, false);
        while at < self.0.len() {
            let (token, rest) = (&self.0[at], &self.0[at + 1..]);
            let phrases = VOCABULARY.phrases.get(token).into_iter().flatten();
            let fits = phrases
                .filter(|(behind, kind)| rest.starts_with(behind) && *kind != WordKind::Nobody);
            let Some((behind, kind)) = fits.max_by_key(|(behind, _)| behind.len()) else {
                return false;
            };
            has_role |= matches!(kind, WordKind::Role | WordKind::Sole);
            at += 1 + behind.len();
        }
        has_role
    }
}

/// What a whole phrase is.
pub(super) fn kind(phrase: &str) -> Option<WordKind> {
    Phrase::of(phrase).kind()
}
