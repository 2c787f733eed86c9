//! Phases: rows of tables, headings, list items or bold lines; several of these for the same phases
//! are merged by number, else by name.

mod facts;
mod group;
mod groups;
mod lists;

use rustc_hash::FxHashMap;

use super::label::{Staging, label};
use super::reader::Reader;
use super::words::{Words, fold};
use crate::diagnostic::Diagnostic;
use crate::model::phase::{Phase, PhaseNumber, PhaseStatusKind, Position};
use crate::model::prose::Text;
use group::{Candidate, Facts, Form, Group};
use groups::groups;

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

/// Reads the phases of a plan; and whether the document calls them phases, and does not only number
/// its weeks or steps.
pub(super) fn read(reader: &mut Reader<'_>) -> (Vec<Phase>, bool) {
    let groups = groups(reader);
    let is_explicit = groups.iter().any(|group| group.form <= Form::PhaseLines);
    let mut phases: Vec<Phase> = Vec::new();
    let mut first_group = 0;
    for group in ranked(&groups) {
        add(reader, &mut phases, group);
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
    (phases, is_explicit)
}

/// Groups in the order in which they are believed: explicit tables first, bare lists last.
fn ranked<'g, 'a>(groups: &'g [Group<'a>]) -> Vec<&'g Group<'a>> {
    let mut ranked: Vec<&Group<'_>> = groups.iter().collect();
    ranked.sort_by_key(|group| group.form);
    ranked
}

/// Adds a group: its candidates fill the phases that they name. The first group makes all of its
/// candidates phases; a later one only those that are numbered as the first ones are.
fn add(reader: &mut Reader<'_>, phases: &mut Vec<Phase>, group: &Group<'_>) {
    let is_first = phases.is_empty();
    let may_extend = !is_first
        && group.form.is_explicit()
        && phases.iter().all(|p| p.number.is_some())
        && group.candidates.iter().all(|c| c.label.number.is_some());
    let mut index = Index::of(phases, reader.words);
    let known: Vec<Option<usize>> =
        group.candidates.iter().map(|candidate| index.find(phases, candidate)).collect();
    if !is_first && !may_extend && known.iter().all(Option::is_none) {
        return;
    }
    let is_whole = is_first || may_extend || known.iter().all(Option::is_some);
    for (candidate, at) in group.candidates.iter().zip(known) {
        // Of two candidates of one group with one number, a heading repeats the phase.
        let at = at.or_else(|| {
            let number = candidate.label.number.filter(|_| group.form.repeats())?;
            index.numbers.get(&number).copied()
        });
        let at = match at {
            Some(at) => at,
            None if is_first || may_extend => {
                let label = &candidate.label;
                let position = Position::from_index(phases.len());
                let text = candidate.text.clone();
                let mut phase = blank(position, label.number, label.name.clone(), text);
                phase.span = candidate.span;
                index.add(phases.len(), &phase, reader.words);
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
}

/// Phases by what candidates name them by.
#[derive(Default)]
struct Index {
    /// By number and, where it is no word for phase, by the unit that numbers it.
    units: FxHashMap<(Option<String>, PhaseNumber), usize>,
    numbers: FxHashMap<PhaseNumber, usize>,
    names: FxHashMap<String, usize>,
}

impl Index {
    fn of(phases: &[Phase], words: &Words) -> Self {
        let mut index = Self::default();
        phases.iter().enumerate().for_each(|(at, phase)| index.add(at, phase, words));
        index
    }

    fn add(&mut self, at: usize, phase: &Phase, words: &Words) {
        if let Some(number) = phase.number {
            let unit = label(&phase.label.plain, words).staging.and_then(unit);
            self.units.entry((unit, number)).or_insert(at);
            self.numbers.entry(number).or_insert(at);
        }
        if !phase.name.is_empty() {
            self.names.entry(fold(&phase.name)).or_insert(at);
        }
    }

    /// The phase that a candidate names: by its number, else by its name where one of both has none.
    fn find(&self, phases: &[Phase], candidate: &Candidate<'_>) -> Option<usize> {
        let label = &candidate.label;
        // Weeks are not the phases of the same numbers.
        let by_number =
            label.number.and_then(|number| match label.staging.clone().and_then(unit) {
                Some(unit) => self.units.get(&(Some(unit), number)),
                None => self.numbers.get(&number),
            });
        by_number.copied().or_else(|| {
            let at = *self.names.get(&fold(&label.name)).filter(|_| !label.name.is_empty())?;
            (phases[at].number.is_none() || label.number.is_none()).then_some(at)
        })
    }
}

fn unit(staging: Staging) -> Option<String> {
    match staging {
        Staging::Phase => None,
        Staging::Unit(word) => Some(word),
    }
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
    let mut seen: FxHashMap<PhaseNumber, &Phase> = FxHashMap::default();
    for phase in phases {
        let Some(number) = phase.number else { continue };
        let first = *seen.entry(number).or_insert(phase);
        if first.position == phase.position {
            continue;
        }
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
