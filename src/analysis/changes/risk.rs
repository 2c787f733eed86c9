//! The risk register.

use super::compare::Changes;
use super::kind::{ChangeKind, Fact};
use super::pairs::Pairing;
use super::record;
use crate::model::risk::{Level, LevelKind, Risk, RiskStatusKind};

pub(super) fn compare(changes: &mut Changes, old: &[Risk], new: &[Risk]) {
    let id = |risk: &Risk| Some(risk.id.as_ref()?.value.to_lowercase());
    let text = |risk: &Risk| Some(risk.text.plain.clone()).filter(|text| !text.is_empty());
    let pairs = Pairing::new(old, new)
        .by(|risk| Some((id(risk)?, text(risk)?)))
        .by(text)
        .by(id)
        .by_words(|risk| &risk.text.plain)
        .done();
    for &(before, after) in &pairs.both {
        compare_risk(changes, &old[before], &new[after]);
    }
    for &at in &pairs.removed {
        let risk = &old[at];
        let before = Some((risk.text.plain.as_str(), risk.span));
        changes.add((Fact::Risk, ChangeKind::Removed), Some(name(risk)), before, None);
    }
    for &at in &pairs.added {
        let risk = &new[at];
        let after = Some((risk.text.plain.as_str(), risk.span));
        changes.add((Fact::Risk, ChangeKind::Added), Some(name(risk)), None, after);
    }
}

/// Its ID, else its text.
fn name(risk: &Risk) -> &str {
    risk.id.as_ref().map_or(&risk.text.plain, |id| &id.value)
}

fn compare_risk(changes: &mut Changes, old: &Risk, new: &Risk) {
    let of = Some(name(new));
    let id = |risk: &'_ Risk| risk.id.as_ref().map(|id| (id.value.clone(), id.span));
    let (before, after) = (id(old), id(new));
    changes.add(
        (Fact::Risk, ChangeKind::Reworded),
        of,
        before.as_ref().map(|(text, span)| (text.as_str(), *span)),
        after.as_ref().map(|(text, span)| (text.as_str(), *span)),
    );
    changes.reworded(Fact::Risk, of, Some(&old.text), Some(&new.text));
    // What stands behind "Accepted" is the acceptance.
    let is_noted = old.acceptance.is_some() || new.acceptance.is_some();
    changes.moved_unless(
        Fact::RiskStatus,
        of,
        [old.status.as_ref(), new.status.as_ref()],
        |status| &status.text,
        |a, b| {
            let is_same =
                a.text.plain == b.text.plain || is_noted && a.kind == RiskStatusKind::Accepted;
            a.kind == b.kind && a.kind != RiskStatusKind::Unknown && is_same
        },
    );
    record::compare_acceptance(changes, of, Some(old), Some(new));
    let mut level = |fact, old: Option<&Level>, new: Option<&Level>| {
        changes.moved_unless(fact, of, [old, new], |level| &level.text, is_same_level);
    };
    level(Fact::Likelihood, old.likelihood.as_ref(), new.likelihood.as_ref());
    level(Fact::Impact, old.impact.as_ref(), new.impact.as_ref());
    level(Fact::Rating, old.rating.as_ref(), new.rating.as_ref());
    level(Fact::Likelihood, old.residual_likelihood.as_ref(), new.residual_likelihood.as_ref());
    level(Fact::Impact, old.residual_impact.as_ref(), new.residual_impact.as_ref());
    if old.rating.is_none() && new.rating.is_none() {
        changes.moved(Fact::Rating, of, old.score.as_ref(), new.score.as_ref());
    }
    changes.day(Fact::Due, of, old.due.as_ref(), new.due.as_ref());
    changes.moved(Fact::RiskOwner, of, old.owner.as_ref(), new.owner.as_ref());
    changes.reworded(Fact::Mitigation, of, old.mitigation.as_ref(), new.mitigation.as_ref());
    changes.reworded(Fact::Contingency, of, old.contingency.as_ref(), new.contingency.as_ref());
    changes.reworded(Fact::RiskTrigger, of, old.trigger.as_ref(), new.trigger.as_ref());
    changes.reworded(Fact::Category, of, old.category.as_ref(), new.category.as_ref());
    changes.columns(of, &old.extra, &new.extra);
}

fn is_same_level(a: &Level, b: &Level) -> bool {
    a.kind == b.kind && a.kind != LevelKind::Unknown
}
