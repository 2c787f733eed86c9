//! Which entry of a list is which of another version of it.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::hash::Hash;

/// Entries that are compared with each other at most: of longer lists only those that are equal in something are paired.
const MOST_COMPARED: usize = 200;

/// The least share of common words that makes two texts versions of one, in percent.
const LEAST_ALIKE: usize = 50;

/// Two versions of a list, entry by entry, as indices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// What stands in both, in the order of the new version.
    pub(super) both: Vec<(usize, usize)>,
    /// What stands in the old version alone.
    pub(super) removed: Vec<usize>,
    /// What stands in the new version alone.
    pub(super) added: Vec<usize>,
}

/// Pairs entries step by step: an entry that has found its own takes no part in the steps after.
pub(super) struct Pairing<'a, T> {
    old: &'a [T],
    new: &'a [T],
    /// For each entry of the new version its own in the old one.
    own: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl<'a, T> Pairing<'a, T> {
    pub(super) fn new(old: &'a [T], new: &'a [T]) -> Self {
        Self { old, new, own: vec![None; new.len()], is_taken: vec![false; old.len()] }
    }

    /// Pairs entries of one key, in their order; those without a key are left.
    pub(super) fn by<K: Eq + Hash>(mut self, key: impl Fn(&T) -> Option<K>) -> Self {
        let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (at, entry) in self.old.iter().enumerate().filter(|(at, _)| !self.is_taken[*at]) {
            if let Some(key) = key(entry) {
                places.entry(key).or_default().push_back(at);
            }
        }
        for (at, entry) in self.new.iter().enumerate() {
            let place = || places.get_mut(&key(entry)?)?.pop_front();
            if self.own[at].is_none()
                && let Some(old) = { place }()
            {
                self.own[at] = Some(old);
                self.is_taken[old] = true;
            }
        }
        self
    }

    /// Pairs what is left by its words, the most alike first.
    pub(super) fn by_words<'t>(mut self, text: impl Fn(&'t T) -> &'t str) -> Self
    where
        'a: 't,
    {
        let left: Vec<usize> = (0..self.old.len()).filter(|&at| !self.is_taken[at]).collect();
        let come: Vec<usize> = (0..self.new.len()).filter(|&at| self.own[at].is_none()).collect();
        if left.len().max(come.len()) > MOST_COMPARED {
            return self;
        }
        let (old, new) = (self.old, self.new);
        let words_of = |entry: &'t T| words(text(entry));
        let left: Vec<_> = left.into_iter().map(|at| (at, words_of(&old[at]))).collect();
        let mut found = Vec::new();
        for at in come {
            let words = words_of(&new[at]);
            for (of, others) in &left {
                let alike = alike(&words, others);
                if alike >= LEAST_ALIKE {
                    found.push((alike, at, *of));
                }
            }
        }
        found.sort_by_key(|&(alike, at, of)| (std::cmp::Reverse(alike), at.abs_diff(of), at));
        for (_, at, of) in found {
            if self.own[at].is_none() && !self.is_taken[of] {
                self.own[at] = Some(of);
                self.is_taken[of] = true;
            }
        }
        self
    }

    pub(super) fn done(self) -> Pairs {
        let mut pairs = Pairs::default();
        for (at, own) in self.own.iter().enumerate() {
            match own {
                Some(old) => pairs.both.push((*old, at)),
                None => pairs.added.push(at),
            }
        }
        pairs.removed = (0..self.old.len()).filter(|&at| !self.is_taken[at]).collect();
        pairs
    }
}

/// The words of a text in lower case, sorted; of scripts without spaces each letter.
fn words(text: &str) -> Vec<String> {
    let is_letter = |c: char| c.is_alphanumeric();
    // Hiragana to the last CJK ideograph of the basic plane, and Hangul syllables.
    let is_word = |c: char| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    let mut words = Vec::new();
    for run in text.split(|c: char| !is_letter(c)).filter(|run| !run.is_empty()) {
        if run.contains(is_word) {
            words.extend(run.chars().map(String::from));
        } else {
            words.push(run.to_lowercase());
        }
    }
    words.sort_unstable();
    words
}

/// The share of words that two sorted lists have in common, in percent (Dice's coefficient).
fn alike(a: &[String], b: &[String]) -> usize {
    let (mut rest, mut common) = (b, 0);
    for word in a {
        let before = rest.partition_point(|other| other < word);
        rest = &rest[before..];
        if rest.first() == Some(word) {
            common += 1;
            rest = &rest[1..];
        }
    }
    if a.is_empty() && b.is_empty() { 0 } else { 200 * common / (a.len() + b.len()) }
}

/// Of places in an old version, in the order of the new one: those that kept their order, as many as can be.
pub(super) fn kept_order(places: &[usize]) -> Vec<bool> {
    // Patience sorting: the tops of piles, and for each place the one before it in its row.
    let mut tops: Vec<usize> = Vec::new();
    let mut before = vec![None; places.len()];
    for (at, place) in places.iter().enumerate() {
        let pile = tops.partition_point(|&top| places[top] < *place);
        before[at] = pile.checked_sub(1).map(|left| tops[left]);
        if pile == tops.len() { tops.push(at) } else { tops[pile] = at }
    }
    let mut kept = vec![false; places.len()];
    let mut last = tops.last().copied();
    while let Some(at) = last {
        kept[at] = true;
        last = before[at];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_find_their_own() {
        let check = |old: &[&str], new: &[&str], both: &[(usize, usize)]| {
            let pairs = Pairing::new(old, new).by(|text| Some(*text)).by_words(|text| text).done();
            assert_eq!(pairs.both, both, "{old:?} {new:?}");
            assert_eq!(pairs.removed.len(), old.len() - both.len());
            assert_eq!(pairs.added.len(), new.len() - both.len());
        };
        check(&["a b", "c d"], &["c d", "a b"], &[(1, 0), (0, 1)]);
        check(&["a b", "a b"], &["a b"], &[(0, 0)]);
        check(&["stop the deploy now"], &["stop the deploy at once"], &[(0, 0)]);
        check(&["one thing"], &["something else"], &[]);
        check(&["回滚数据库"], &["回滚数据"], &[(0, 0)]);
        check(&["", "…"], &["", "!"], &[(0, 0)]);
    }

    #[test]
    fn what_kept_its_order_is_as_much_as_can_be() {
        assert_eq!(kept_order(&[0, 1, 2]), [true, true, true]);
        assert_eq!(kept_order(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(kept_order(&[1, 0]).iter().filter(|kept| **kept).count(), 1);
        assert!(kept_order(&[]).is_empty());
    }
}
