//! What is written down of who says Go: signatures, acceptances of risks, rehearsals of the way back.

use super::compare::Changes;
use super::kind::{ChangeKind, Fact};
use super::pairs::Pairing;
use crate::model::date::Date;
use crate::model::prose::Text;
use crate::model::risk::Risk;
use crate::model::rollback::{Rehearsal, RehearsalResult};
use crate::model::signature::{Signature, SignatureVerdict};
use crate::text::{Span, Spanned};

/// What a record says, and where; `None` where it says nothing.
type Told = Option<(String, Span)>;

/// Adds a change between what two versions of a record say.
fn compare(changes: &mut Changes, fact: Fact, of: Option<&str>, old: &Told, new: &Told) {
    let value = |told: &'_ Told| told.as_ref().map(|(text, span)| (text.clone(), *span));
    let kind = if new.is_some() { ChangeKind::Recorded } else { ChangeKind::Removed };
    let (old, new) = (value(old), value(new));
    changes.add(
        (fact, kind),
        of,
        old.as_ref().map(|(text, span)| (text.as_str(), *span)),
        new.as_ref().map(|(text, span)| (text.as_str(), *span)),
    );
}

fn day(date: Option<&Spanned<Date>>) -> Option<String> {
    date.map(|date| date.value.to_string())
}

fn folded(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.plain.to_lowercase())
}

/// Parts in a row; `None` without any.
fn joined(parts: impl IntoIterator<Item = Option<String>>, span: Span) -> Told {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| (parts.join(" "), span))
}

/// Signatures: by phase, role and name, then by phase and role, then by phase and name. One that is asked for
/// says nothing yet.
pub(super) fn compare_signatures(changes: &mut Changes, old: &[Signature], new: &[Signature]) {
    let role = |of: &Signature| folded(of.role.as_ref());
    let name = |of: &Signature| folded(of.name.as_ref());
    let phases = |of: &Signature| of.phases.clone();
    let pairs = Pairing::new(old, new)
        .by(|of| Some((phases(of), role(of), name(of), of.verdict, day(of.date.as_ref()))))
        .by(|of| Some((phases(of), role(of), name(of))))
        .by(|of| Some((phases(of), role(of)?)))
        .by(|of| Some((phases(of), name(of)?)))
        .done();
    let told = |of: &Signature| {
        let verdict = of.verdict.map(SignatureVerdict::word);
        let unread = of.verdict_text.as_ref().filter(|_| of.is_unread);
        let said = verdict.or(unread.map(|text| text.plain.as_str()))?;
        joined(
            [Some(said.to_owned()), name(of).and(of.name.as_ref()).map(by), day(of.date.as_ref())],
            of.span,
        )
    };
    let subject = |of: &'_ Signature| {
        let who = of.role.as_ref().or(of.name.as_ref());
        who.map(|who| who.plain.to_string())
    };
    for &(before, after) in &pairs.both {
        let of = subject(&new[after]);
        let (before, after) = (told(&old[before]), told(&new[after]));
        compare(changes, Fact::Signature, of.as_deref(), &before, &after);
    }
    for &at in &pairs.removed {
        compare(changes, Fact::Signature, subject(&old[at]).as_deref(), &told(&old[at]), &None);
    }
    for &at in &pairs.added {
        compare(changes, Fact::Signature, subject(&new[at]).as_deref(), &None, &told(&new[at]));
    }
}

fn by(text: &Text) -> String {
    format!("by {}", text.plain)
}

/// The acceptance of one risk.
pub(super) fn compare_acceptance(
    changes: &mut Changes,
    of: Option<&str>,
    old: Option<&Risk>,
    new: Option<&Risk>,
) {
    let told = |risk: Option<&Risk>| {
        let acceptance = risk?.acceptance.as_ref()?;
        let until = day(acceptance.until.as_ref()).map(|day| format!("until {day}"));
        let reason = acceptance.reason.as_ref().map(|reason| format!("({})", reason.plain));
        joined([acceptance.by.as_ref().map(by), until, reason], acceptance.span)
    };
    compare(changes, Fact::Acceptance, of, &told(old), &told(new));
}

/// Rehearsals: by day and place, then by day, then in their order.
pub(super) fn compare_rehearsals(changes: &mut Changes, old: &[Rehearsal], new: &[Rehearsal]) {
    let date = |of: &Rehearsal| day(of.date.as_ref());
    let pairs = Pairing::new(old, new)
        .by(|of| Some((date(of), folded(of.place.as_ref()), of.result)))
        .by(|of| date(of))
        .done();
    let told = |of: &Rehearsal| {
        let place = of.place.as_ref().map(|place| format!("in {}", place.plain));
        let result = of.result.map(|result| RehearsalResult::word(result).to_owned());
        joined([date(of), place, of.by.as_ref().map(by), result], of.span)
    };
    for &(before, after) in &pairs.both {
        compare(changes, Fact::Rehearsal, None, &told(&old[before]), &told(&new[after]));
    }
    for &at in &pairs.removed {
        compare(changes, Fact::Rehearsal, None, &told(&old[at]), &None);
    }
    for &at in &pairs.added {
        compare(changes, Fact::Rehearsal, None, &None, &told(&new[at]));
    }
}
