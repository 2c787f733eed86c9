//! Rollback coverage: what each phase has, should it go wrong.

use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;

/// Rollback coverage of one phase.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Coverage {
    /// Whether triggers are stated that hold for it.
    pub triggers: bool,
    /// Whether steps are stated that hold for it.
    pub steps: bool,
    /// The rows of the owners' table that cover it, as indices; more than one overlap.
    pub owners: Vec<usize>,
    /// Whether one of them names a primary owner.
    pub primary: bool,
    /// Whether one of them names a backup owner.
    pub backup: bool,
    /// Whether a section that holds for it is shown as written, because its triggers and steps can't be
    /// told apart: then what is not stated may be written all the same.
    pub unread: bool,
}

/// Derives the coverage of each phase, in phase order. A trigger or step of another phase alone
/// does not count.
pub fn coverage(plan: &Plan) -> Vec<Coverage> {
    let rollback = &plan.rollback;
    let triggers = stated(plan, rollback.triggers.iter().map(|t| &t.phases));
    let steps = stated(plan, rollback.steps.iter().map(|s| &s.phases));
    let unread = stated(plan, rollback.unread.iter().map(|u| &u.phases));
    let mut phases: Vec<Coverage> = triggers
        .into_iter()
        .zip(steps)
        .zip(unread)
        .map(|((triggers, steps), unread)| Coverage {
            triggers,
            steps,
            unread,
            ..Coverage::default()
        })
        .collect();
    for (row, owner) in rollback.owners.iter().enumerate() {
        for position in &owner.phases {
            let Some(phase) = phases.get_mut(position.index()) else { continue };
            if phase.owners.last() != Some(&row) {
                phase.owners.push(row);
            }
            phase.primary |= owner.primary.is_some();
            phase.backup |= owner.backup.is_some();
        }
    }
    phases
}

/// For each phase whether one of `places` names it, or none and so all phases.
fn stated<'p>(plan: &Plan, places: impl Iterator<Item = &'p Vec<PhasePosition>>) -> Vec<bool> {
    let mut own = vec![false; plan.phases.len()];
    for place in places {
        if place.is_empty() {
            return vec![true; plan.phases.len()];
        }
        for position in place {
            if let Some(phase) = own.get_mut(position.index()) {
                *phase = true;
            }
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::super::testing::plan;
    use super::*;

    /// `expected`: for each phase `t`riggers, `s`teps, `p`rimary and `b`ackup, and its owners' rows.
    #[track_caller]
    fn check(facts: &str, expected: &[&str]) {
        let words = |c: &Coverage| {
            let parts = [(c.triggers, 't'), (c.steps, 's'), (c.primary, 'p'), (c.backup, 'b')];
            let parts: String =
                parts.iter().map(|&(has, letter)| if has { letter } else { '-' }).collect();
            format!("{parts} {:?}", c.owners)
        };
        let found: Vec<String> = coverage(&plan(facts)).iter().map(words).collect();
        assert_eq!(found, expected, "{facts}");
    }

    #[test]
    fn what_names_no_phase_holds_for_all() {
        check("phases 2; trigger; step", &["ts-- []", "ts-- []"]);
        check("phases 2; trigger 1; step 0; trigger 1", &["-s-- []", "t--- []"]);
        check("phases 2; trigger 1; trigger", &["t--- []", "t--- []"]);
        check("trigger; step", &[]);
    }

    #[test]
    fn owners_cover_the_phases_of_their_row() {
        check("phases 3; owner 0,1 Ann/Bob", &["--pb [0]", "--pb [0]", "---- []"]);
        check("phases 2; owner 0 Ann/-; owner 1 -/Bob", &["--p- [0]", "---b [1]"]);
    }

    #[test]
    fn overlaps_name_every_row_once() {
        check("phases 2; owner 0,1 Ann/-; owner 1,1 Cem/Bob", &["--p- [0]", "--pb [0, 1]"]);
    }
}
