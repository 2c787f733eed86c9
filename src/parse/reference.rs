//! References to phases: "Phase 0–1", "2+", "1, 3", "All", or a phase's name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::label::{SEPARATORS, Staging, lettered, number, staging_word};
use super::words::{Group, Words, tokens};
use crate::diagnostic::excerpt;
use crate::model::phase::{Phase, PhaseNumber, PhasePosition};

/// A reference to phases, resolved against a plan's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Reference {
    /// The phases meant, in order, each once.
    pub(super) positions: Vec<PhasePosition>,
    /// Numbers that no phase has.
    pub(super) unknown: Vec<PhaseNumber>,
}

/// The phases of a plan by all that a reference may name them by, so that none is sought among the others.
#[derive(Debug, Default)]
pub(super) struct KnownPhases {
    /// How many there are.
    pub(super) count: usize,
    /// By name and by label, in lower case; the first of each.
    by_words: FxHashMap<String, PhasePosition>,
    /// By what stands before the first mark of these; `None` where that is of several.
    by_head: FxHashMap<String, Option<PhasePosition>>,
    /// The first phase of each number, in the order of numbers.
    by_number: Vec<(PhaseNumber, PhasePosition)>,
    by_letter: FxHashMap<(PhaseNumber, char), PhasePosition>,
    /// Units that the plan is staged by.
    units: FxHashSet<String>,
    /// Their names in lower case, in the plan's order.
    names: Vec<String>,
    /// Number of the last one.
    last: Option<PhaseNumber>,
    /// The labels as a finding lists them.
    pub(super) listed: String,
}

/// Most phases that a finding lists.
const MOST_LISTED: usize = 40;

impl KnownPhases {
    /// Knows the phases of a plan.
    pub(super) fn of(phases: &[Phase], words: &Words) -> Self {
        let mut known = Self {
            count: phases.len(),
            last: phases.last().and_then(|phase| phase.number),
            listed: listed(phases),
            ..Self::default()
        };
        for phase in phases {
            known.add(phase, words);
        }
        // Of two phases with one number the first is meant.
        known.by_number.sort_by_key(|(number, _)| *number);
        known.by_number.dedup_by_key(|(number, _)| *number);
        known
    }

    fn add(&mut self, phase: &Phase, words: &Words) {
        let (name, label) = (phase.name.to_lowercase(), phase.label.plain.to_lowercase());
        let at = phase.position;
        let mut heads = vec![head(&name)];
        heads.extend(phase.number.is_none().then(|| head(&label)).filter(|l| *l != heads[0]));
        for head in heads.into_iter().filter(|head| !head.is_empty()) {
            self.by_head
                .entry(head.to_owned())
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
        if let Some((Staging::Unit(unit), _)) = staging_word(&phase.label.plain, words) {
            self.units.insert(unit);
        }
        if let Some(number) = phase.number {
            self.by_number.push((number, at));
            if let Some(letter) = phase.letter {
                self.by_letter.entry((number, letter)).or_insert(at);
            }
        }
        for known in [&name, &label] {
            if !known.is_empty() && !self.by_words.contains_key(known) {
                self.by_words.insert(known.clone(), at);
            }
        }
        self.names.push(name);
    }

    /// The phase of a name or label, whole or up to the mark that sets off what follows; in both the words
    /// and the label.
    fn named(&self, text: &str) -> Option<PhasePosition> {
        let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, ')' | '%' | '+');
        let wanted = text.trim_matches(is_mark).to_lowercase();
        let whole = self.by_words.get(&wanted).copied();
        whole.or_else(|| self.by_head.get(head(&wanted)).copied().flatten())
    }

    /// What follows the word "phase", or the unit that this plan is staged by.
    fn strip_word<'a>(&self, text: &'a str, words: &Words) -> &'a str {
        match staging_word(text, words) {
            Some((Staging::Phase, rest)) => rest,
            Some((Staging::Unit(unit), rest)) if self.units.contains(&unit) => rest,
            _ => text,
        }
    }

    fn range_end<'a>(&self, text: &'a str, words: &Words) -> Option<(PhaseNumber, &'a str)> {
        let rest = text.strip_prefix(['-', '–', '—', '−']).or_else(|| text.strip_prefix("to "))?;
        number(self.strip_word(rest.trim_start(), words))
    }

    /// Whether words begin with the name of one of some phases.
    fn begins_with_name(&self, words: &str, positions: &[PhasePosition]) -> bool {
        let words = words.to_lowercase();
        let names = positions.iter().filter_map(|at| self.names.get(at.index()));
        names.filter(|name| !name.is_empty()).any(|name| words.starts_with(name))
    }
}

/// The labels of phases, as a finding lists them.
fn listed(phases: &[Phase]) -> String {
    let labels = phases.iter().take(MOST_LISTED);
    let labels: Vec<String> =
        labels.map(|phase| format!("`{}`", excerpt(&phase.label.plain))).collect();
    match phases.len().saturating_sub(MOST_LISTED) {
        0 => labels.join(", "),
        more => format!("{} and {more} more", labels.join(", ")),
    }
}

/// What a reference names so far.
#[derive(Default)]
struct NamedPhases {
    /// Ranges of the phases in the order of their numbers: from, and one past the last.
    ranges: Vec<(usize, usize)>,
    positions: Vec<PhasePosition>,
    unknown: Vec<PhaseNumber>,
}

impl NamedPhases {
    /// Adds the phase of a number with a letter.
    fn add_lettered(&mut self, number: PhaseNumber, letter: char, known: &KnownPhases) {
        match known.by_letter.get(&(number, letter)) {
            Some(position) => self.positions.push(*position),
            None => self.unknown.push(number),
        }
    }

    /// Adds the phases from one number to another, or to the last.
    fn add_range(&mut self, first: PhaseNumber, last: Option<PhaseNumber>, known: &KnownPhases) {
        let before = |is_before: &dyn Fn(PhaseNumber) -> bool| {
            known.by_number.partition_point(|(number, _)| is_before(*number))
        };
        let from = before(&|n| n < first);
        let to = match last {
            None => known.by_number.len(),
            // A range's last bound takes the parts of its phase in: "1–4" holds 4.1.
            Some(last) if first != last && last.part.is_none() => {
                before(&|n| n.whole <= last.whole)
            }
            Some(last) => before(&|n| n <= last),
        };
        let any = from < to;
        if any {
            self.ranges.push((from, to));
        }
        for bound in [Some(first), last.filter(|l| *l != first)].into_iter().flatten() {
            let at = before(&|n| n.whole < bound.whole);
            let of_whole =
                known.by_number[at..].first().is_some_and(|(n, _)| n.whole == bound.whole);
            let has = || known.by_number.binary_search_by_key(&bound, |(n, _)| *n).is_ok();
            if !(any && of_whole || has()) {
                self.unknown.push(bound);
            }
        }
    }

    /// The phases, each once: of ranges that overlap, none is counted twice.
    fn finish(mut self, known: &KnownPhases) -> Reference {
        self.ranges.sort_unstable();
        let mut next = 0;
        for (from, to) in self.ranges {
            let new = from.max(next)..to.max(next);
            next = new.end;
            self.positions.extend(known.by_number[new].iter().map(|(_, position)| *position));
        }
        self.positions.sort_unstable();
        self.positions.dedup();
        Reference { positions: self.positions, unknown: self.unknown }
    }
}

/// Reads a reference: "Phase 0–1", "0-1", "2+", "2b", "1, 3", "All", or a phase's name or label.
/// `None` where the words refer to no phase at all.
pub(super) fn reference(text: &str, known: &KnownPhases, words: &Words) -> Option<Reference> {
    let text = text.trim();
    if words.kind(Group::Word, text) == Some("all") {
        let positions = (0..known.count).map(PhasePosition::from_index).collect();
        return Some(Reference { positions, unknown: Vec::new() });
    }
    if let Some(position) = known.named(text) {
        return Some(Reference { positions: vec![position], unknown: Vec::new() });
    }
    let mut rest = known.strip_word(text, words);
    let mut found = NamedPhases::default();
    loop {
        let after = if let Some((number, letter, after)) = lettered(rest) {
            found.add_lettered(number, letter, known);
            after
        } else {
            let (first, tail) = number(rest)?;
            let trimmed = tail.trim_start();
            if let Some(after) = trimmed.strip_prefix('+') {
                found.add_range(first, None, known);
                after
            } else if let Some((last, after)) = known.range_end(trimmed, words) {
                found.add_range(first, Some(last), known);
                after
            } else {
                found.add_range(first, Some(first), known);
                trimmed
            }
        };
        let after = after.trim_start();
        let joined = after
            .strip_prefix([',', '&', '+', ';'])
            .map(str::trim_start)
            .map(|a| a.strip_prefix("and ").unwrap_or(a));
        let Some(next) = joined.or_else(|| after.strip_prefix("and ")) else {
            let found = found.finish(known);
            // A name may follow the number: "Phase 1 — Private preview", "Phase 1 Private preview".
            let is_named = after.is_empty()
                || after.starts_with(SEPARATORS)
                || known.begins_with_name(after, &found.positions);
            return is_named.then_some(found);
        };
        rest = known.strip_word(next.trim_start(), words);
    }
}

/// Reads the phase that a plan calls its current one: as any reference, or by its place, "2 of 4".
pub(super) fn current(text: &str, known: &KnownPhases, words: &Words) -> Option<Reference> {
    if words.kind(Group::Word, text.trim()) == Some("all") {
        return None;
    }
    reference(text, known, words).or_else(|| {
        let parts = tokens(text);
        let [.., of, last] = parts.as_slice() else { return None };
        // "Phase 2 of 4", "2/4".
        let total = [known.count.to_string(), known.last?.to_string()];
        let is_of = words.kind_of_folded(Group::Qualifier, &of.word).is_some();
        let end = if is_of { of.start } else { of.end };
        let between = text[end..last.start].trim();
        let is_total = total.iter().any(|n| *n == last.word) && (is_of || between == "/");
        reference(text[..end].trim_end_matches(['/', ' ']), known, words).filter(|_| is_total)
    })
}

/// What stands before the first mark that sets words off.
fn head(text: &str) -> &str {
    let marks = ["(", "（", ":", "：", " - ", " – ", " — ", ",", " · "];
    let cut = marks.iter().filter_map(|mark| text.find(mark)).min();
    text[..cut.unwrap_or(text.len())].trim()
}

#[cfg(test)]
mod tests {
    use super::super::label::label;
    use super::*;
    use crate::model::prose::Text;
    use crate::settings::Settings;

    #[test]
    fn references_are_resolved() {
        let words = Words::new(&Settings::default());
        let phases: Vec<Phase> = ["Phase 0 — Dogfood", "Phase 1 — Beta", "Phase 2 — GA", "Tidy up"]
            .iter()
            .enumerate()
            .map(|(i, text)| {
                let found = label(text, &words);
                super::super::phase::blank(
                    PhasePosition::from_index(i),
                    &found,
                    Text { plain: (*text).into(), ..Text::default() },
                )
            })
            .collect();
        let phases = KnownPhases::of(&phases, &words);
        let check = |text: &str, positions: &[u32], unknown: &[u32]| {
            let found = reference(text, &phases, &words);
            let found = found.map(|r| {
                let positions: Vec<u32> = r.positions.iter().map(|p| p.get()).collect();
                let unknown: Vec<u32> = r.unknown.iter().map(|n| n.whole).collect();
                (positions, unknown)
            });
            assert_eq!(found, Some((positions.to_vec(), unknown.to_vec())), "{text}");
        };
        check("Phase 0–1", &[1, 2], &[]);
        check("0-1", &[1, 2], &[]);
        check("Phases 1 to 2", &[2, 3], &[]);
        check("1+", &[2, 3], &[]);
        check("0, 2", &[1, 3], &[]);
        check("Phase 0 and Phase 2", &[1, 3], &[]);
        check("All", &[1, 2, 3, 4], &[]);
        check("Tidy up", &[4], &[]);
        check("beta", &[2], &[]);
        check("Phase 1 — Beta", &[2], &[]);
        check("Phase 7", &[], &[7]);
        check("2–3", &[3], &[3]);
        check("0–1, 1–2, 0–2, 1", &[1, 2, 3], &[]);
        check("2-1", &[], &[]);
        assert_eq!(reference("everyone else", &phases, &words), None);
        assert_eq!(reference("", &phases, &words), None);
    }
}
