//! Gates and rollback of a plan of another site.

use super::data::{CriterionData, GateData, OwnerData, PhaseData, PlaceData, RollbackData};
use super::words::{index, text};
use crate::analysis::current::CurrentPhase;
use crate::analysis::gate::GateVerdict;
use crate::portfolio::{
    Approval, GateSummary, RollbackSummary, SignatureSummary, current_gate, is_wanted,
};

/// The gates of a plan.
pub(super) struct Gates<'a> {
    data: Vec<&'a GateData>,
    pub(super) approvals: Vec<Approval>,
    /// The index of the one that matters now.
    pub(super) now: Option<usize>,
}

impl<'a> Gates<'a> {
    pub(super) fn of(
        phases: &'a [PhaseData],
        criteria: &[CriterionData],
        current: &CurrentPhase,
    ) -> Self {
        let data: Vec<&GateData> = phases.iter().map_while(|phase| phase.gate.as_ref()).collect();
        let verdicts: Vec<GateVerdict> = data.iter().map(|gate| gate.verdict.0).collect();
        let mut counts = vec![(0, 0); phases.len()];
        let mut common = (0, 0);
        for criterion in criteria {
            let count = match criterion.phase_position {
                None => Some(&mut common),
                Some(position) => {
                    index(position, phases.len()).and_then(|index| counts.get_mut(index))
                }
            };
            if let Some((met, total)) = count {
                *met += usize::from(criterion.done);
                *total += 1;
            }
        }
        let approval = |(index, gate): (usize, &&GateData)| Approval {
            approver: text(phases[index].go_no_go.clone()),
            verdict: gate.verdict.0,
            met: counts[index].0 + common.0,
            total: counts[index].1 + common.1,
            due: phases[index].end.map(|day| day.0),
            signatures: gate
                .signatures
                .iter()
                .map(|of| SignatureSummary {
                    who: text(of.who.clone()).unwrap_or_default(),
                    state: of.state.0,
                    date: of.date.map(|day| day.0),
                })
                .collect(),
        };
        let approvals = data.iter().enumerate().map(approval).collect();
        Self { now: current_gate(&verdicts, current), data, approvals }
    }

    pub(super) fn summary(&self, index: usize) -> Option<GateSummary> {
        let (gate, of) = (self.data.get(index)?, self.approvals.get(index)?.clone());
        Some(GateSummary {
            verdict: of.verdict,
            phase: index,
            met: of.met,
            total: of.total,
            approver: of.approver,
            blockers: gate.blockers.iter().map(|blocker| blocker.text.0.clone()).collect(),
            missing: gate.missing.iter().map(|missing| missing.0.clone()).collect(),
            due: of.due,
            ready_since: None,
            signatures: of.signatures,
            actions: Box::default(),
        })
    }

    pub(super) fn wanted(&self) -> Vec<GateSummary> {
        let gates = self.data.iter().enumerate();
        gates
            .filter(|(index, gate)| is_wanted(gate.verdict.0, self.now == Some(*index)))
            .filter_map(|(index, _)| self.summary(index))
            .collect()
    }
}

/// The rollback plan, of the live phase where one is live.
pub(super) fn rollback(data: RollbackData, live: Option<usize>, rows: usize) -> RollbackSummary {
    let position = live.and_then(|index| u32::try_from(index + 1).ok());
    let holds = |place: &&PlaceData| match (&place.phases_positions, position) {
        (Some(phases), Some(position)) => phases.is_empty() || phases.contains(&position),
        _ => true,
    };
    // Which triggers and steps stand in a section that is shown as written, the data does not say; nor does it say
    // of too many for which phases they hold.
    let mut places = data.triggers.iter().chain(&data.steps);
    let is_unknown = live.is_some() && places.any(|place| place.phases_positions.is_none());
    let unread = is_unknown || data.unread.iter().any(|place| holds(&place));
    let count = |places: &[PlaceData]| {
        if unread { 0 } else { places.iter().filter(holds).count() }
    };
    let (triggers, steps) = (count(&data.triggers), count(&data.steps));
    let covers = |row: &OwnerData| {
        let named = row.phases_positions.iter().flatten();
        position.is_some_and(|position| named.into_iter().any(|of| *of == position))
    };
    let live: Vec<usize> = (0..rows).filter(|&row| covers(&data.owners[row])).collect();
    let owners = data.owners.into_iter().map(|row| {
        let phases = text(row.phases_text).unwrap_or_default();
        (phases, text(row.primary), text(row.backup))
    });
    let owners: Vec<(String, Option<String>, Option<String>)> = owners.collect();
    let of_live = || live.iter().map(|&row| &owners[row]);
    RollbackSummary {
        primary: of_live().find_map(|(_, primary, _)| primary.clone()),
        backup: of_live().find_map(|(_, _, backup)| backup.clone()),
        triggers,
        steps,
        unread,
        live: live.clone(),
        owners,
    }
}
