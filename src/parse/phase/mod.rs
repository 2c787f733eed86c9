//! Phases: rows of tables, headings, list items or bold lines; several of these for the same phases
//! are merged by number, else by name.

mod facts;
mod groups;
mod lists;

use super::label::Staging;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::phase::{Phase, PhaseNumber, PhaseStatusKind, Position};
use crate::model::prose::Text;
use groups::{Candidate, Facts, Group, groups};

/// A phase with nothing stated but its label.
pub(super) fn blank(
    position: Position,
    number: Option<PhaseNumber>,
    name: String,
    label: Text,
) -> Phase {
    let span = label.span;
    Phase {
        number,
        position,
        name,
        label,
        scope: None,
        users: None,
        duration: None,
        success_criteria: Vec::new(),
        go_no_go: None,
        status: None,
        start: None,
        end: None,
        owner: None,
        flag: None,
        exposure: None,
        extra: Vec::new(),
        span,
    }
}

/// Reads the phases of a plan.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Phase> {
    let groups = groups(reader);
    let mut phases: Vec<Phase> = Vec::new();
    let mut is_open = true;
    let mut first_group = 0;
    for group in ranked(&groups) {
        is_open &= add(reader, &mut phases, group, is_open);
        if first_group == 0 {
            first_group = phases.len();
        }
    }
    if phases.len() > first_group && phases.iter().all(|p| p.number.is_some()) {
        sort(&mut phases);
    }
    for (index, phase) in phases.iter_mut().enumerate() {
        phase.position = Position::from_index(index);
    }
    note_twins(reader, &phases);
    phases
}

/// Groups in the order in which they are believed: explicit tables first, bare lists last.
fn ranked<'g, 'a>(groups: &'g [Group<'a>]) -> Vec<&'g Group<'a>> {
    let mut ranked: Vec<&Group<'_>> = groups.iter().collect();
    ranked.sort_by_key(|group| group.form);
    ranked
}

/// Adds a group: its candidates fill the phases that they name. The first group makes all of its
/// candidates phases; a later one only those that are numbered as the first ones are. Returns whether
/// the next group may make phases at will.
fn add(reader: &mut Reader<'_>, phases: &mut Vec<Phase>, group: &Group<'_>, is_open: bool) -> bool {
    let is_first = phases.is_empty() && is_open;
    let may_extend = !is_first
        && group.form.is_explicit()
        && phases.iter().all(|p| p.number.is_some())
        && group.candidates.iter().all(|c| c.label.number.is_some());
    let known: Vec<Option<usize>> =
        group.candidates.iter().map(|candidate| find(phases, candidate)).collect();
    if !is_first && !may_extend && known.iter().all(Option::is_none) {
        return is_open;
    }
    let is_whole = is_first || may_extend || known.iter().all(Option::is_some);
    for (candidate, at) in group.candidates.iter().zip(known) {
        // Of two candidates of one group with one number, a heading repeats the phase.
        let at = at.or_else(|| {
            let repeats = group.form.repeats() && candidate.label.number.is_some();
            phases.iter().position(|p| repeats && p.number == candidate.label.number)
        });
        let at = match at {
            Some(at) => at,
            None if is_first || may_extend => {
                let label = &candidate.label;
                let position = Position::from_index(phases.len());
                let text = candidate.text.clone();
                let mut phase = blank(position, label.number, label.name.clone(), text);
                phase.span = candidate.span;
                phases.push(phase);
                phases.len() - 1
            }
            None => continue,
        };
        facts::of_tails(reader, &mut phases[at], &candidate.text, &candidate.label.tails);
        match &candidate.facts {
            Facts::Row(row, table) => {
                facts::of_row(reader, &mut phases[at], row, &group.columns[*table]);
            }
            Facts::Section(section) => of_section(reader, &mut phases[at], *section),
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
    is_open && phases.is_empty()
}

/// The phase that a candidate names: by its number, else by its name.
fn find(phases: &[Phase], candidate: &Candidate<'_>) -> Option<usize> {
    let label = &candidate.label;
    let fold = super::words::fold;
    let by_name = |p: &Phase| {
        !label.name.is_empty()
            && (p.number.is_none() || label.number.is_none())
            && fold(&p.name) == fold(&label.name)
    };
    // Weeks are not the phases of the same numbers.
    let is_other_unit = |p: &Phase| {
        matches!(&label.staging, Some(Staging::Unit(unit))
            if !super::words::fold(&p.label.plain).contains(unit.as_str()))
    };
    phases
        .iter()
        .position(|p| label.number.is_some() && p.number == label.number && !is_other_unit(p))
        .or_else(|| phases.iter().position(by_name))
}

/// Puts phases that another place added where their numbers belong.
fn sort(phases: &mut [Phase]) {
    let falls = phases.windows(2).filter(|w| w[0].number > w[1].number).count();
    if falls == 1 {
        phases.sort_by_key(|p| p.number);
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

/// Two phases with one number: a reference means the first.
fn note_twins(reader: &mut Reader<'_>, phases: &[Phase]) {
    for (i, phase) in phases.iter().enumerate() {
        let Some(number) = phase.number else { continue };
        let Some(first) = phases[..i].iter().find(|p| p.number == Some(number)) else { continue };
        reader.findings.push(
            Diagnostic::new(
                "duplicate-phase-number",
                phase.label.span,
                format!("two phases have the number {number}"),
            )
            .also(first.label.span, "the first; a reference means this one")
            .help("give each phase a number of its own"),
        );
    }
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
