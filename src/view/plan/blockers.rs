//! What blocks a gate, as a clause.

use super::At;
use super::words::Line;
use crate::analysis::gate::{BlockerKind, Gate};
use crate::analysis::wording::awaited_signer;
use crate::model::risk::RiskStatusKind;
use crate::view::part::counted;

/// Most risks that a sentence names one by one.
const MOST_NAMES: usize = 3;

impl At<'_, '_> {
    /// What blocks the gate of a phase, kind by kind.
    pub(super) fn blockers(&self, index: usize, gate: &Gate) -> Line {
        let plan = self.plan();
        let (mut criteria, mut unmet) = (Vec::new(), Vec::new());
        let mut risks = Vec::new();
        let (mut items, mut approver, mut owner) = (0, false, false);
        let mut withheld = None;
        for blocker in &gate.blockers {
            match blocker.kind {
                BlockerKind::Criterion(i) => criteria.push(i),
                BlockerKind::Measure(i) => unmet.push(i),
                BlockerKind::Risk(i) => risks.push(i),
                BlockerKind::NoApprover => approver = true,
                BlockerKind::NoRollbackOwner => owner = true,
                BlockerKind::ChecklistItem(..) | BlockerKind::ChecklistMark(..) => items += 1,
                BlockerKind::Withheld(_) => withheld = Some(Line::of(&blocker.text)),
            }
        }
        // A value grows old: what is told until the plan changes names it only where nothing else blocks.
        if !self.is_dated && unmet.len() < gate.blockers.len() {
            unmet.clear();
        }
        let mut lines = Vec::new();
        match criteria.as_slice() {
            [] => {}
            [only] => {
                let phase = &plan.phases[index];
                lines.push(
                    match awaited_signer(plan, phase, &gate.criteria).filter(|(at, _)| at == only) {
                        Some((_, names)) => Line::of("sign-off by ")
                            .append(&self.people(names))
                            .say(" is outstanding"),
                        None => Line::of("“")
                            .quote(&plan.transition_criteria[*only].item.text.plain)
                            .say("” is not confirmed"),
                    },
                );
            }
            more => lines.push(Line::of(format!(
                "{} of {} met",
                gate.criteria.len() - more.len(),
                counted(gate.criteria.len(), "criterion")
            ))),
        }
        match unmet.as_slice() {
            [] => {}
            [only] => lines.push(
                Line::of("“")
                    .quote(&plan.phases[index].success_criteria[*only].text.plain)
                    .say("” is not met"),
            ),
            more => lines.push(Line::of(format!("{} targets are not met", more.len()))),
        }
        let (occurred, open): (Vec<usize>, Vec<usize>) =
            risks.into_iter().partition(|&i| self.has_occurred(i));
        lines.extend(self.risks_are(&occurred, "has occurred", "have occurred"));
        lines.extend(self.risks_are(&open, "is open", "are open"));
        if approver {
            lines.push(Line::of("no approver is named"));
        }
        if owner {
            lines.push(Line::of("no rollback owner is named"));
        }
        match items {
            0 => {}
            1 => lines.push(Line::of("1 pre-launch item is open")),
            n => lines.push(Line::of(format!("{n} pre-launch items are open"))),
        }
        lines.extend(withheld);
        Line::list(&lines)
    }

    fn has_occurred(&self, risk: usize) -> bool {
        self.plan().risks[risk].status_kind() == Some(RiskStatusKind::Occurred)
    }

    fn risks_are(&self, risks: &[usize], one: &str, many: &str) -> Option<Line> {
        let verb = if risks.len() == 1 { one } else { many };
        match risks.len() {
            0 => None,
            n if n <= MOST_NAMES => {
                let names: Vec<Line> = risks.iter().map(|&i| self.risk_name(i)).collect();
                Some(Line::list(&names).say(" ").say(verb))
            }
            n => Some(Line::of(format!("{n} risks bound to it {verb}"))),
        }
    }

    /// A risk by its ID, else by its place in the register, as a link.
    pub(super) fn risk_name(&self, index: usize) -> Line {
        match &self.plan().risks[index].id {
            Some(id) => Line::default().link_quote(&id.value, &self.to_risk(index)),
            None => Line::default().link(format!("risk {}", index + 1), &self.to_risk(index)),
        }
    }
}
