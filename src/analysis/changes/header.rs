//! Facts about the plan as a whole. The day of the last update is none: it tells of every change.

use super::compare::Changes;
use super::kind::{ChangeKind, Fact};
use super::pairs::Pairs;
use crate::model::dependency::Dependency;
use crate::model::header::{Header, Status, StatusKind};
use crate::model::phase::PhasePosition;

pub(super) fn compare(changes: &mut Changes, old: &Header, new: &Header, phases: &Pairs) {
    if !is_same_status(old.status.as_ref(), new.status.as_ref()) {
        let [before, after] = [old, new]
            .map(|header| header.status.as_ref().map(|status| (status.text.as_str(), status.span)));
        changes.add((Fact::Status, ChangeKind::Moved), None, before, after);
    }
    let position = |header: &Header| header.current_phase_position.map(PhasePosition::index);
    let is_same_phase = position(old)
        .zip(position(new))
        .is_some_and(|(before, after)| phases.both.contains(&(before, after)));
    if !is_same_phase {
        let (before, after) = (old.current_phase.as_ref(), new.current_phase.as_ref());
        changes.moved(Fact::CurrentPhase, None, before, after);
    }
    changes.day(Fact::Date, None, old.date.as_ref(), new.date.as_ref());
    changes.day(Fact::NextReview, None, old.next_review.as_ref(), new.next_review.as_ref());
    changes.moved(Fact::Owner, None, old.owner.as_ref(), new.owner.as_ref());
    changes.moved(Fact::Author, None, old.author.as_ref(), new.author.as_ref());
    changes.moved(Fact::Flag, None, old.flag.as_ref(), new.flag.as_ref());
    let title =
        |header: &Header| header.title.as_ref().map(|title| (title.value.clone(), title.span));
    let (before, after) = (title(old), title(new));
    changes.add(
        (Fact::Title, ChangeKind::Reworded),
        None,
        before.as_ref().map(|(text, span)| (text.as_str(), *span)),
        after.as_ref().map(|(text, span)| (text.as_str(), *span)),
    );
}

/// Plans that it depends on: two that lead to one place are one.
pub(super) fn compare_dependencies(changes: &mut Changes, old: &[Dependency], new: &[Dependency]) {
    let is_in = |all: &[Dependency], one: &Dependency| all.iter().any(|d| d.target == one.target);
    let value = |one: &Dependency| (one.text.clone(), one.span);
    for one in new.iter().take(MOST_DEPENDENCIES).filter(|one| !is_in(old, one)) {
        let (text, span) = value(one);
        changes.add((Fact::Dependency, ChangeKind::Added), None, None, Some((&text, span)));
    }
    for one in old.iter().take(MOST_DEPENDENCIES).filter(|one| !is_in(new, one)) {
        let (text, span) = value(one);
        changes.add((Fact::Dependency, ChangeKind::Removed), None, Some((&text, span)), None);
    }
}

/// Most dependencies of a plan that are compared, each with all others.
const MOST_DEPENDENCIES: usize = 500;

/// Words for one status are one status.
fn is_same_status(old: Option<&Status>, new: Option<&Status>) -> bool {
    match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => {
            old.kind == new.kind
                && old.note == new.note
                && (old.kind != StatusKind::Unknown || old.text == new.text)
        }
        _ => false,
    }
}
