//! Which headings open phases: those of one staging word, or the parts of a section of phases.

use rustc_hash::{FxHashMap, FxHashSet};

use super::label::{Naming, PhaseLabel, Staging, TailKind, label, names_phase};
use super::section::{Kind, Section};
use super::words::{Folded, Group, Words, fold, heads};
use crate::model::phase::PhaseNumber;

/// Fewest headings of a unit ("Week 1") that make it the plan's way of staging its work.
const FEWEST_UNITS: usize = 2;

/// For each section, whether its heading opens a phase.
pub(super) fn phase_headings(sections: &[Section<'_>], words: &Words) -> Vec<bool> {
    let labels: Vec<Option<PhaseLabel>> =
        sections.iter().map(|s| s.heading.map(|(_, h, _)| label(&h.text.plain, words))).collect();
    let first_levels = sections.iter().filter(|s| s.level() == 1).count();
    let is_free = free_headings(sections, first_levels);
    let by_word = |wanted: &dyn Fn(&Staging) -> bool| -> Vec<usize> {
        let is_one = |i: &usize| {
            is_free[*i]
                && labels[*i]
                    .as_ref()
                    .is_some_and(|l| l.is_designated() && l.staging.as_ref().is_some_and(wanted))
        };
        let found: Vec<usize> = (0..sections.len()).filter(is_one).collect();
        outermost(sections, &found)
    };
    let mut chosen = by_word(&|staging| *staging == Staging::Phase);
    let unparted = unparted(sections, &labels, &is_free, &chosen, words);
    if !unparted.is_empty() {
        chosen.extend(unparted);
        chosen.sort_unstable();
        chosen = outermost(sections, &chosen);
    }
    if chosen.is_empty() {
        chosen = most_used_unit(&labels, &by_word);
    }
    if chosen.is_empty() {
        chosen = parts_of_phases(sections, &labels, &is_free);
    }
    if chosen.is_empty() {
        chosen = named_stages(sections, &is_free, words);
    }
    let mut opens = vec![false; sections.len()];
    chosen.into_iter().for_each(|i| opens[i] = true);
    opens
}

/// Fewest headings of the first level for them to be parts of the document, and no titles.
const FEWEST_FIRST_LEVELS: usize = 3;

/// For each heading, whether it may open a phase: not in a section that only speaks of phases, and not
/// the document's own.
fn free_headings(sections: &[Section<'_>], first_levels: usize) -> Vec<bool> {
    // Whether a section, or one above it, speaks of phases; parents come first.
    let mut speaks: Vec<bool> = Vec::with_capacity(sections.len());
    for section in sections {
        let above = section.parent.is_some_and(|parent| speaks[parent]);
        speaks.push(above || section.kind.is_some_and(Kind::speaks_of_phases));
    }
    sections
        .iter()
        .map(|section| {
            let is_title = section.level() == 1 && first_levels < FEWEST_FIRST_LEVELS;
            section.heading.is_some()
                && !is_title
                && !section.parent.is_some_and(|parent| speaks[parent])
        })
        .collect()
}

/// Leaves out headings under another of the same.
fn outermost(sections: &[Section<'_>], found: &[usize]) -> Vec<usize> {
    let mut is_found = vec![false; sections.len()];
    found.iter().for_each(|i| is_found[*i] = true);
    let mut is_inner = vec![false; sections.len()];
    for (i, section) in sections.iter().enumerate() {
        is_inner[i] = section.parent.is_some_and(|p| is_found[p] || is_inner[p]);
    }
    found.iter().copied().filter(|i| !is_inner[*i]).collect()
}

/// What tells phases apart.
type Number = (Option<PhaseNumber>, Option<char>);

/// Headings with nothing between number and name ("Phase 1 Pilot"), where they are phases: a series of
/// siblings in order, each with a name of its own, of phases that no heading with a mark names.
fn unparted(
    sections: &[Section<'_>],
    labels: &[Option<PhaseLabel>],
    is_free: &[bool],
    parted: &[usize],
    words: &Words,
) -> Vec<usize> {
    let number = |i: usize| -> Number {
        labels[i].as_ref().map_or((None, None), |label| (label.number, label.letter))
    };
    let place = |i: usize| (sections[i].parent, sections[i].level());
    let known: FxHashSet<Number> = parted.iter().map(|i| number(*i)).collect();
    let mut series: Vec<(usize, Naming)> = Vec::new();
    for i in (0..sections.len()).filter(|i| is_free[*i] && !names_another(&sections[*i])) {
        let naming = labels[i].as_ref().and_then(|label| names_phase(label, words));
        let Some(naming) = naming.filter(|_| !known.contains(&number(i))) else { continue };
        // Only the first series: a later one speaks of the phases of the first.
        if series.first().is_none_or(|(first, _)| place(*first) == place(i)) {
            series.push((i, naming));
        }
    }
    // "Phase 1 Results" beside "Phase 1 Pilot" is no phase.
    let is_named = |(_, naming): &&(usize, Naming)| *naming == Naming::Name;
    let called: FxHashSet<Number> =
        series.iter().filter(is_named).map(|(i, _)| number(*i)).collect();
    series.retain(|(i, naming)| *naming == Naming::Name || !called.contains(&number(*i)));
    let Some(&(first, _)) = series.first() else { return Vec::new() };
    let names: FxHashSet<Folded> = series
        .iter()
        .filter_map(|(i, _)| labels[*i].as_ref().map(|label| fold(&label.name)))
        .collect();
    let aspects = series.iter().filter(|(_, naming)| *naming == Naming::Aspect).count();
    let mut siblings: Vec<usize> = series.iter().map(|(i, _)| *i).collect();
    siblings.extend(parted.iter().copied().filter(|i| place(*i) == place(first)));
    siblings.sort_unstable();
    let in_order = siblings.is_sorted_by_key(|i| number(*i));
    let count = siblings.iter().map(|i| number(*i)).collect::<FxHashSet<_>>().len();
    let is_under_phases =
        sections[first].parent.is_some_and(|p| sections[p].kind == Some(Kind::Phases));
    let is_series = (count >= FEWEST_UNITS || is_under_phases)
        && in_order
        && names.len() == series.len()
        && aspects * 2 < series.len();
    if is_series { series.into_iter().map(|(i, _)| i).collect() } else { Vec::new() }
}

/// Whether a heading names a section that no phase is called after: "Phase 3 Launch" may be one.
fn names_another(section: &Section<'_>) -> bool {
    section.is_named
        && !matches!(section.kind, Some(Kind::PreLaunch | Kind::LaunchDay | Kind::PostLaunch))
}

/// Finds the headings whose staging word a test accepts.
type ByWord<'f> = dyn Fn(&dyn Fn(&Staging) -> bool) -> Vec<usize> + 'f;

/// Headings of the unit that the most of them are numbered by.
fn most_used_unit(labels: &[Option<PhaseLabel>], by_word: &ByWord<'_>) -> Vec<usize> {
    let mut best = Vec::new();
    let mut seen: Vec<&Staging> = Vec::new();
    for staging in labels.iter().flatten().filter_map(|l| l.staging.as_ref()) {
        if seen.contains(&staging) {
            continue;
        }
        seen.push(staging);
        let found = by_word(&|other| other == staging);
        if found.len() >= FEWEST_UNITS && found.len() > best.len() {
            best = found;
        }
    }
    best
}

/// The headings right under a section of phases: numbered ones, else all.
fn parts_of_phases(
    sections: &[Section<'_>],
    labels: &[Option<PhaseLabel>],
    is_free: &[bool],
) -> Vec<usize> {
    let under = |kinds: &[Kind]| -> Vec<usize> {
        let is_under = |i: &usize| {
            let parent = sections[*i].parent.filter(|p| sections[*p].is_named);
            is_free[*i]
                && !sections[*i].is_named
                && parent.and_then(|p| sections[p].kind).is_some_and(|k| kinds.contains(&k))
        };
        (0..sections.len()).filter(is_under).collect()
    };
    let numbered = |found: Vec<usize>| -> Vec<usize> {
        let is_numbered = |i: &usize| {
            labels[*i].as_ref().is_some_and(|l| l.number.is_some_and(|n| n.part.is_none()))
        };
        found.into_iter().filter(is_numbered).collect()
    };
    let counted = numbered(under(&[Kind::Phases, Kind::Schedule]));
    if counted.len() >= FEWEST_UNITS {
        return counted;
    }
    let has_tail = |i: &usize| {
        labels[*i].as_ref().is_some_and(|l| l.tails.iter().any(|t| t.kind != TailKind::Status))
    };
    let planned = under(&[Kind::Schedule]);
    if planned.iter().filter(|i| has_tail(i)).count() >= FEWEST_UNITS {
        return planned;
    }
    let all = under(&[Kind::Phases]);
    if all.len() >= FEWEST_UNITS { all } else { Vec::new() }
}

/// Headings of one level that name usual stages of a release: "Alpha", "Beta", "GA".
fn named_stages(sections: &[Section<'_>], is_free: &[bool], words: &Words) -> Vec<usize> {
    let is_stage = |i: &usize| {
        let Some((_, heading, _)) = sections[*i].heading else { return false };
        let heads = heads(&heading.text.plain);
        is_free[*i] && words.leading(Group::Word, &heads).is_some_and(|(kind, _)| kind == "named")
    };
    let found: Vec<usize> = (0..sections.len()).filter(is_stage).collect();
    let mut siblings: FxHashMap<Option<usize>, usize> = FxHashMap::default();
    found.iter().for_each(|i| *siblings.entry(sections[*i].parent).or_default() += 1);
    let of_one_parent = |i: &usize| siblings[&sections[*i].parent] >= FEWEST_UNITS;
    found.iter().copied().filter(of_one_parent).collect()
}
