//! Phases, their dates, audiences and success criteria.

use super::compare::{Changes, shift, value};
use super::kind::{ChangeKind, Fact};
use super::pairs::{Pairing, Pairs};
use crate::model::measure::Criterion;
use crate::model::phase::{Phase, PhaseStatusKind};
use crate::model::plan::Plan;
use crate::model::prose::Text;

/// Which phase is which: by its whole label, then by its number, then by its name.
pub(super) fn pairs(old: &[Phase], new: &[Phase]) -> Pairs {
    Pairing::new(old, new)
        .by(|phase| Some(phase.label.plain.clone()))
        .by(|phase| Some((phase.number?, phase.letter)))
        .by(|phase| Some(phase.name.to_lowercase()).filter(|name| !name.is_empty()))
        .by_words(|phase| &phase.label.plain)
        .done()
}

pub(super) fn compare(changes: &mut Changes, old: &Plan, new: &Plan, phases: &Pairs) {
    for &(before, after) in &phases.both {
        compare_phase(changes, &old.phases[before], &new.phases[after]);
    }
    let label = |phase: &'_ Phase| value(Some(&phase.label)).map(|(text, _)| text.to_owned());
    for &at in &phases.removed {
        let phase = &old.phases[at];
        let label = label(phase);
        let before = label.as_deref().map(|text| (text, phase.span));
        changes.add((Fact::Phase, ChangeKind::Removed), label.as_deref(), before, None);
    }
    for &at in &phases.added {
        let phase = &new.phases[at];
        let label = label(phase);
        let after = label.as_deref().map(|text| (text, phase.span));
        changes.add((Fact::Phase, ChangeKind::Added), label.as_deref(), None, after);
    }
}

fn compare_phase(changes: &mut Changes, old: &Phase, new: &Phase) {
    let of = Some(new.label.plain.as_str());
    let (before, after) = (value(Some(&old.label)), value(Some(&new.label)));
    changes.add((Fact::Phase, ChangeKind::Reworded), of, before, after);
    compare_criteria(changes, of, &old.success_criteria, &new.success_criteria);
    changes.moved_unless(
        Fact::PhaseStatus,
        of,
        [old.status.as_ref(), new.status.as_ref()],
        |status| &status.text,
        |a, b| a.kind == b.kind && a.kind != PhaseStatusKind::Unknown,
    );
    changes.moved(Fact::Approver, of, old.go_no_go.as_ref(), new.go_no_go.as_ref());
    changes.day(Fact::Start, of, old.start.as_ref(), new.start.as_ref());
    changes.day(Fact::End, of, old.end.as_ref(), new.end.as_ref());
    changes.moved_unless(
        Fact::Duration,
        of,
        [old.duration.as_ref(), new.duration.as_ref()],
        |duration| &duration.text,
        |a, b| {
            a.length.is_some()
                && (a.length, a.shortest, a.approximate) == (b.length, b.shortest, b.approximate)
        },
    );
    let [was, is] = [old, new].map(|phase| phase.users.as_ref().map(|users| &users.text));
    changes.moved(Fact::Users, of, was, is);
    changes.moved(Fact::Exposure, of, old.exposure.as_ref(), new.exposure.as_ref());
    changes.moved(Fact::PhaseOwner, of, old.owner.as_ref(), new.owner.as_ref());
    changes.moved(Fact::PhaseFlag, of, old.flag.as_ref(), new.flag.as_ref());
    changes.moved(Fact::Start, of, old.when.as_ref(), new.when.as_ref());
    changes.reworded(Fact::Scope, of, old.scope.as_ref(), new.scope.as_ref());
    changes.columns(of, &old.extra, &new.extra);
}

/// Success criteria: by their words, then by what they measure.
fn compare_criteria(changes: &mut Changes, of: Option<&str>, old: &[Criterion], new: &[Criterion]) {
    let pairs = Pairing::new(old, new)
        .by(|criterion| Some(criterion.text.plain.clone()))
        .by(|criterion| Some(criterion.comparison.as_ref()?.metric.to_lowercase()))
        .by_words(|criterion| &criterion.text.plain)
        .done();
    for &(before, after) in &pairs.both {
        let (old, new) = (&old[before], &new[after]);
        let kind = shift(old.comparison.as_ref(), new.comparison.as_ref(), false);
        let kind = (Fact::Criterion, kind.unwrap_or(ChangeKind::Reworded));
        changes.add(kind, of, value(Some(&old.text)), value(Some(&new.text)));
    }
    let text = |criteria: &'_ [Criterion], at: usize| -> Text { criteria[at].text.clone() };
    for &at in &pairs.removed {
        let text = text(old, at);
        changes.add((Fact::Criterion, ChangeKind::Removed), of, value(Some(&text)), None);
    }
    for &at in &pairs.added {
        let text = text(new, at);
        changes.add((Fact::Criterion, ChangeKind::Added), of, None, value(Some(&text)));
    }
}
