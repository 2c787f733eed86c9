//! The go/no-go log.

use super::compare::{Changes, value};
use super::kind::{ChangeKind, Fact};
use super::pairs::Pairing;
use crate::model::decision::Decision;

pub(super) fn compare(changes: &mut Changes, old: &[Decision], new: &[Decision]) {
    let phase = |decision: &Decision| decision.phase_text.plain.to_lowercase();
    let date = |decision: &Decision| decision.date.as_ref().map(|date| date.value);
    let pairs = Pairing::new(old, new)
        .by(|of| Some((phase(of), date(of), of.verdict_text.plain.clone())))
        .by(|of| Some((phase(of), date(of))))
        .by(|of| Some((phase(of), of.verdict_text.plain.clone())))
        .done();
    for &(before, after) in &pairs.both {
        let (old, new) = (&old[before], &new[after]);
        let of = Some(new.phase_text.plain.as_str());
        if old.verdict.is_none() || old.verdict != new.verdict {
            let (before, after) = (value(Some(&old.verdict_text)), value(Some(&new.verdict_text)));
            changes.add((Fact::Gate, ChangeKind::Decided), of, before, after);
        }
        changes.day(Fact::Gate, of, old.date.as_ref(), new.date.as_ref());
        changes.reworded(Fact::DecisionNotes, of, old.by.as_ref(), new.by.as_ref());
        changes.reworded(Fact::DecisionNotes, of, old.notes.as_ref(), new.notes.as_ref());
    }
    for &at in &pairs.removed {
        let decision = &old[at];
        let (of, before) = (Some(decision.phase_text.plain.as_str()), told(decision));
        let before = Some((before.as_str(), decision.span));
        changes.add((Fact::Gate, ChangeKind::Removed), of, before, None);
    }
    for &at in &pairs.added {
        let decision = &new[at];
        let (of, after) = (Some(decision.phase_text.plain.as_str()), told(decision));
        let after = Some((after.as_str(), decision.span));
        changes.add((Fact::Gate, ChangeKind::Decided), of, None, after);
    }
}

/// The verdict as written, which may be nothing.
fn told(decision: &Decision) -> String {
    decision.verdict_text.plain.to_string()
}
