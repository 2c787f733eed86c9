//! What changed between two versions of a plan, as far as it states something: kinds and values; and each as a
//! sentence.
//!
//! In: two models. Out: [`Change`]s, each with its place in both texts. Invariants: what says the same on other lines,
//! in other white space or columns is no change; what stands in both versions is paired with itself, so that one edit
//! is one change. Words beside the facts (paragraphs, sections of the author's own) are not compared.

mod checklist;
mod compare;
mod decision;
mod header;
mod kind;
mod line;
mod pairs;
mod phase;
mod record;
mod risk;
mod rollback;

pub use kind::{Change, ChangeKind, Fact};
pub use line::{ChangeLine, PhaseDay, Shift, change_line};

use compare::Changes;

use crate::model::plan::Plan;

/// What changed from one version of a plan to another: the gravest first, then in the order of the plan.
pub fn changes(old: &Plan, new: &Plan) -> Vec<Change> {
    let mut changes = Changes::default();
    let phases = phase::pairs(&old.phases, &new.phases);
    header::compare(&mut changes, &old.header, &new.header, &phases);
    header::compare_dependencies(&mut changes, &old.depends_on, &new.depends_on);
    phase::compare(&mut changes, old, new, &phases);
    decision::compare(&mut changes, &old.decisions, &new.decisions);
    record::compare_signatures(&mut changes, &old.signatures, &new.signatures);
    checklist::compare_conditions(&mut changes, old, new);
    risk::compare(&mut changes, &old.risks, &new.risks);
    rollback::compare(&mut changes, &old.rollback, &new.rollback);
    record::compare_rehearsals(&mut changes, &old.rollback.rehearsals, &new.rollback.rehearsals);
    checklist::compare(&mut changes, &old.checklists, &new.checklists);
    changes.sorted()
}

#[cfg(test)]
mod tests;
