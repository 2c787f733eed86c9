//! Phases: rows of tables, headings, list items or bold lines; several of these for the same phases
//! are merged by number, else by name.

mod facts;
mod group;
mod groups;
mod index;
mod lists;
mod parts;

use rustc_hash::FxHashMap;

use super::label::PhaseLabel;
use super::reader::Reader;
use super::words::fold;
use crate::diagnostic::Diagnostic;
use crate::model::phase::{Phase, PhaseNumber, PhasePosition, PhaseStatusKind};
use crate::model::plan::{LeftOut, Unread};
use crate::model::prose::Text;
use facts::name_of;
use group::{Facts, PhaseGroup};
use groups::groups;
use index::Index;

/// A phase with nothing stated but its label.
pub(super) fn blank(position: PhasePosition, own: &PhaseLabel, label: Text) -> Phase {
    let span = label.span;
    Phase {
        number: own.phase_number(),
        letter: own.letter.filter(|_| !own.is_period),
        position,
        name: own.name.to_string(),
        label,
        scope: None,
        users: None,
        duration: None,
        when: None,
        success_criteria: Vec::new(),
        go_no_go: None,
        status: None,
        start: None,
        start_time: None,
        end: None,
        end_time: None,
        owner: None,
        flag: None,
        exposure: None,
        share: None,
        extra: Vec::new(),
        span,
    }
}

/// Reads the phases of a plan; and whether the document calls them phases, and does not only number
/// its weeks or steps.
pub(super) fn read(reader: &mut Reader<'_>) -> (Vec<Phase>, bool) {
    let groups = groups(reader);
    let is_explicit = groups.iter().any(|group| group.form <= group::PhaseForm::PhaseLines);
    let mut phases: Vec<Phase> = Vec::new();
    let mut sections: Vec<(usize, usize)> = Vec::new();
    let mut index = Index::default();
    let mut first_group = 0;
    for group in ranked(&groups) {
        add(reader, &mut phases, &mut index, &mut sections, group);
        if first_group == 0 {
            first_group = phases.len();
        }
    }
    let mut order: Vec<usize> = (0..phases.len()).collect();
    if phases.len() > first_group && phases.iter().all(|p| p.number.is_some()) {
        sort(&mut order, &phases);
    }
    // A phase was pushed at its place; from here it stands where it belongs.
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(place, at)| places[*at] = place);
    for (at, phase) in phases.iter_mut().enumerate() {
        phase.position = PhasePosition::from_index(places[at]);
        facts::settle_share(phase, reader.words);
    }
    phases.sort_by_key(|phase| phase.position);
    reader.phase_sections =
        sections.into_iter().map(|(s, at)| (s, PhasePosition::from_index(places[at]))).collect();
    note_twins(reader, &phases);
    note_current(reader, &phases);
    (phases, is_explicit)
}

/// Takes away the phases above the limit, with a finding.
pub(super) fn limit(
    reader: &mut Reader<'_>,
    phases: &mut Vec<Phase>,
    most: usize,
) -> Option<LeftOut> {
    let (count, span) = (phases.len(), phases.get(most)?.span);
    phases.truncate(most);
    reader.phase_sections.retain(|_, position| position.index() < most);
    let help = "split the plan, or raise `phases` under `[limits]` in the settings";
    Some(reader.leave_out(Unread::Phases, count, most, span, help))
}

/// Groups in the order in which they are believed: explicit tables first, bare lists last.
fn ranked<'g, 'a>(groups: &'g [PhaseGroup<'a>]) -> Vec<&'g PhaseGroup<'a>> {
    let mut ranked: Vec<&PhaseGroup<'_>> = groups.iter().collect();
    ranked.sort_by_key(|group| group.form);
    ranked
}

/// Adds a group: its candidates fill the phases that they name. The first group makes all of its
/// candidates phases; a later one only those that are numbered as the first ones are. `index` knows all
/// phases so far; `sections` notes which heading is that of which phase.
fn add(
    reader: &mut Reader<'_>,
    phases: &mut Vec<Phase>,
    index: &mut Index,
    sections: &mut Vec<(usize, usize)>,
    group: &PhaseGroup<'_>,
) {
    let words = reader.words;
    let is_first = phases.is_empty();
    let may_extend = !is_first
        && group.form.is_explicit()
        && index.all_numbered()
        && group.candidates.iter().all(|c| c.label.phase_number().is_some());
    let known: Vec<Option<usize>> =
        group.candidates.iter().map(|candidate| index.find(phases, candidate)).collect();
    if !is_first && !may_extend && known.iter().all(Option::is_none) {
        return;
    }
    let is_whole = is_first || may_extend || known.iter().all(Option::is_some);
    // Where each phase of this group stands, to tell a twin from a phase that is given again.
    let mut places: FxHashMap<usize, Option<usize>> = FxHashMap::default();
    for (candidate, at) in group.candidates.iter().zip(known) {
        let at = at.or_else(|| {
            let at = index.of_number(candidate).filter(|_| group.form.repeats())?;
            let is_beside = candidate.place.is_some() && places.get(&at) == Some(&candidate.place);
            (!is_beside || !are_twins(&phases[at].name, &candidate.label.name)).then_some(at)
        });
        let at = match at {
            Some(at) => at,
            None if is_first || may_extend => {
                let position = PhasePosition::from_index(phases.len());
                let text = candidate.text.clone();
                let mut phase = blank(position, &candidate.label, text);
                phase.span = candidate.span;
                index.add(phases.len(), &phase, words);
                phases.push(phase);
                phases.len() - 1
            }
            None => continue,
        };
        places.entry(at).or_insert(candidate.place);
        facts::of_tails(reader, &mut phases[at], &candidate.text, &candidate.label.tails);
        match &candidate.facts {
            Facts::Row(row, table) => {
                facts::of_row(reader, &mut phases[at], row, &group.columns[*table]);
            }
            Facts::Section(section) => {
                sections.push((*section, at));
                of_section(reader, &mut phases[at], *section);
            }
            Facts::Blocks(blocks) => facts::of_blocks(reader, &mut phases[at], blocks.clone()),
            Facts::None => {}
        }
    }
    if is_whole {
        group.blocks.iter().for_each(|block| reader.take(*block));
    }
    if is_first {
        group.note_unfilled(reader);
    }
}

/// Whether two names beside each other are those of two phases: an overview and its details are called
/// alike.
fn are_twins(first: &str, second: &str) -> bool {
    let (first, second) = (fold(first), fold(second));
    !first.is_empty()
        && !second.is_empty()
        && !first.starts_with(second.as_str())
        && !second.starts_with(first.as_str())
}

/// Puts phases that another place added where their numbers belong.
fn sort(order: &mut [usize], phases: &[Phase]) {
    let number = |at: &usize| (phases[*at].number, phases[*at].letter);
    let falls = order.windows(2).filter(|w| number(&w[0]) > number(&w[1])).count();
    if falls == 1 {
        order.sort_by_key(number);
    }
}

/// The facts under a phase's heading and under its sub-headings that name one.
fn of_section(reader: &mut Reader<'_>, phase: &mut Phase, section: usize) {
    use super::table::Column;
    use crate::model::prose::BlockKind;
    facts::of_blocks(reader, phase, reader.sections[section].blocks.clone());
    let under: Vec<usize> = (section + 1..reader.sections.len())
        .take_while(|i| reader.sections[*i].level() > reader.sections[section].level())
        .filter(|i| reader.sections[*i].parent == Some(section))
        .collect();
    for inner in under {
        let Some((heading, text, _)) = reader.sections[inner].heading else { continue };
        let Some(column) = Column::of(&text.text.plain, reader.words) else { continue };
        let blocks = reader.sections[inner].blocks.clone();
        let [index] = blocks.clone().collect::<Vec<_>>()[..] else { continue };
        if let BlockKind::List(list) = &reader.blocks[index].kind
            && facts::of_list(phase, column, list, reader)
        {
            reader.take(index);
            reader.take(heading);
        }
    }
}

/// Two phases with one number: a reference means the first. Letters tell them apart.
fn note_twins(reader: &mut Reader<'_>, phases: &[Phase]) {
    let mut seen: FxHashMap<PhaseNumber, &Phase> = FxHashMap::default();
    for phase in phases {
        let Some(number) = phase.number else { continue };
        let first = *seen.entry(number).or_insert(phase);
        if first.position == phase.position {
            continue;
        }
        let message = if first.letter == phase.letter {
            format!("two phases have the number {number}")
        } else {
            format!("{} and {} have the number {number}", name_of(first), name_of(phase))
        };
        reader.findings.push(
            Diagnostic::new("duplicate-phase-number", phase.label.span, message)
                .also(first.label.span, "the first; a reference to the number means this one")
                .help("give each phase a number of its own"),
        );
    }
}

/// Several phases in progress at once: the first counts.
fn note_current(reader: &mut Reader<'_>, phases: &[Phase]) {
    let running: Vec<&Phase> = phases
        .iter()
        .filter(|p| p.status.as_ref().is_some_and(|s| s.kind == PhaseStatusKind::InProgress))
        .collect();
    if let [first, second, ..] = running.as_slice() {
        let span = |p: &Phase| p.status.as_ref().map_or(p.span, |s| s.text.span);
        reader.findings.push(
            Diagnostic::new(
                "several-current-phases",
                span(second),
                format!("{} phases are in progress at once", running.len()),
            )
            .also(span(first), "the first counts as the current phase")
            .help("leave one in progress, or state it as `**Current phase:** Phase 1`"),
        );
    }
}
