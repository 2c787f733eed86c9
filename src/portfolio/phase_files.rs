//! File names of phase pages.

use std::collections::BTreeSet;

use crate::model::phase::Phase;
use crate::model::plan::Plan;
use crate::site::{fold_path, slug_segment};

/// The file name of each phase's page without ending, in phase order: `phase-1-private-preview`.
/// Only the first phases have one, as far as the plan's extent goes; see [`file_of`] for the others.
/// The number's dot is a dash; a phase without a number has its position; twins get `-2`.
pub fn phase_files(plan: &Plan, pages: usize) -> Box<[Box<str>]> {
    let phases = plan.phases.iter().take(pages);
    file_names(phases.map(|phase| (number_of(phase), phase.name.as_str())))
}

/// The same by the number of each phase, as file names have it, and its name.
pub fn file_names<'a>(phases: impl Iterator<Item = (String, &'a str)>) -> Box<[Box<str>]> {
    let mut taken = BTreeSet::new();
    let name = |(number, name): (String, &str)| {
        let stem = if name.trim().is_empty() {
            format!("phase-{number}")
        } else {
            format!("phase-{number}-{}", slug_segment(name))
        };
        untaken(&mut taken, &stem)
    };
    phases.map(name).collect()
}

/// The phases of whose gates something was decided, with the file name of the gate's record without ending: `gate-1`.
pub(super) fn gate_files(plan: &Plan, pages: usize) -> Box<[(usize, Box<str>)]> {
    let is_decided = |position| plan.decisions.iter().any(|d| d.phase == Some(position));
    let mut taken = BTreeSet::new();
    let decided = plan.phases.iter().take(pages).filter(|phase| is_decided(phase.position));
    decided
        .map(|phase| {
            let stem = format!("gate-{}", number_of(phase));
            (phase.position.index(), untaken(&mut taken, &stem))
        })
        .collect()
}

/// Most packets of a plan: one whose gates are all stopped may have hundreds.
const MOST_PACKETS: usize = 20;

/// The phases whose gates are to be decided, with the file name of the gate's packet without ending:
/// `gate-1-packet`.
pub(super) fn packet_files(
    plan: &Plan,
    wanted: impl Iterator<Item = usize>,
) -> Box<[(usize, Box<str>)]> {
    let mut taken = BTreeSet::new();
    let phases = wanted.take(MOST_PACKETS).filter_map(|at| Some((at, plan.phases.get(at)?)));
    phases
        .map(|(at, phase)| (at, untaken(&mut taken, &format!("gate-{}-packet", number_of(phase)))))
        .collect()
}

/// The number of a phase as file names have it, else its position.
fn number_of(phase: &Phase) -> String {
    phase.number.map_or_else(
        || phase.position.get().to_string(),
        |number| number.to_string().replace('.', "-"),
    )
}

/// A name, with a number behind it where it is taken.
fn untaken(taken: &mut BTreeSet<String>, stem: &str) -> Box<str> {
    let mut file = stem.to_owned();
    let mut twin = 2;
    while !taken.insert(fold_path(&file)) {
        file = format!("{stem}-{twin}");
        twin += 1;
    }
    file.into()
}

/// The file name of the page that a phase stands on: its own, else that of all phases.
pub fn file_of(phase_files: &[Box<str>], index: usize) -> &str {
    phase_files.get(index).map_or("phases", |file| file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::phase::PhaseNumber;
    use crate::portfolio::fixture::phase;

    #[test]
    fn names_follow_number_and_name() {
        let mut plan = Plan::default();
        let phases: [(Option<PhaseNumber>, &str); 7] = [
            (Some(PhaseNumber::whole(0)), "Internal dogfood"),
            (Some(PhaseNumber { whole: 4, part: Some(1) }), "EU, 10 %"),
            (None, "Tail"),
            (Some(PhaseNumber::whole(7)), ""),
            (Some(PhaseNumber::whole(0)), "Internal Dogfood"),
            (Some(PhaseNumber::whole(0)), "internal dogfood 2"),
            (Some(PhaseNumber::whole(7)), " "),
        ];
        plan.phases =
            phases.into_iter().enumerate().map(|(i, (n, name))| phase(i, n, name)).collect();
        let files = phase_files(&plan, 7);
        assert_eq!(
            files.iter().map(|file| &**file).collect::<Vec<_>>(),
            [
                "phase-0-internal-dogfood",
                "phase-4-1-eu-10",
                "phase-3-tail",
                "phase-7",
                "phase-0-internal-dogfood-2",
                "phase-0-internal-dogfood-2-2",
                "phase-7-2",
            ]
        );
    }
}
