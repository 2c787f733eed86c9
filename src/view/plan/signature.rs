//! Signatures of a gate, as rows of its card and as what explains its verdict.

use super::At;
use super::words::Line;
use crate::analysis::gate::{Gate, GateSignature, GateVerdict, SignatureState};
use crate::analysis::wording;
use crate::model::date;
use crate::model::signature::Signature;
use crate::view::gate_card::{ConditionRow, GateRowState};
use crate::view::part::{Html, signature_word};
use crate::view::why::Premise;

impl At<'_, '_> {
    /// The signatures of a gate: under the criterion that asks for them, else in a row of their own.
    pub(super) fn add_signatures(
        &self,
        gate: &Gate,
        rows: &mut Vec<ConditionRow>,
        at: Option<usize>,
    ) {
        if gate.signatures.is_empty() {
            return;
        }
        let most = self.shared_rows();
        let mut signatures: Vec<ConditionRow> =
            gate.signatures.iter().take(most).map(|s| self.signature_row(s)).collect();
        let more = gate.signatures.len().saturating_sub(most);
        if more > 0 {
            let mut row =
                ConditionRow::new(GateRowState::Todo, Line::of(format!("{more} more")).html());
            row.word = "".into();
            signatures.push(row);
        }
        if let Some(row) = at.and_then(|at| rows.get_mut(at)) {
            row.signatures = signatures;
            return;
        }
        let count = |state| gate.signatures.iter().filter(|s| s.state == state).count();
        let signed = count(SignatureState::Signed);
        let state = match (count(SignatureState::Refused), count(SignatureState::Open)) {
            (0, 0) => GateRowState::Met,
            (0, _) => GateRowState::Todo,
            _ => GateRowState::Blocking,
        };
        let mut row = ConditionRow::new(state, Line::of("Signatures").html());
        row.word = format!("{signed} of {} signed", gate.signatures.len()).into();
        row.signatures = signatures;
        // What blocks stands first.
        let place = if state == GateRowState::Blocking { 0 } else { rows.len() };
        rows.insert(place, row);
    }

    fn signature_row(&self, of: &GateSignature) -> ConditionRow {
        let signature = self.signature(of);
        let is_named = signature.and_then(|s| s.name.as_ref()).is_some_and(|n| n.plain != of.who);
        let who = match signature.and_then(|s| s.role.as_ref().or(s.name.as_ref())) {
            // One of two links under each other would be hard to hit: the name below has it.
            _ if is_named => Line::default().quote(&of.who),
            Some(text) if text.plain == of.who => self.people(text),
            _ if of.who.is_empty() => Line::not_stated(),
            _ => self.named(&of.who),
        };
        let (state, icon) = signature_state(of.state);
        let mut row = ConditionRow::new(state, who.html());
        (row.icon, row.word) = (icon, signature_word(of.state).into());
        row.sub_html = self.signature_sub(of, signature);
        row
    }

    /// "Ana Lima · 2 Nov 2026 · with the new limits".
    fn signature_sub(&self, of: &GateSignature, signature: Option<&Signature>) -> Option<Html> {
        let name = signature.and_then(|s| s.name.as_ref()).filter(|name| name.plain != of.who);
        let said = signature.and_then(|s| s.verdict_text.as_ref());
        // The words are shown where they are more than the state: "Go with conditions".
        let said = said.filter(|said| said.plain.contains(' '));
        let notes = signature.and_then(|s| s.notes.as_ref());
        let parts = [
            name.map(|name| self.people(name)),
            of.date.map(|day| Line::default().day(day)),
            said.map(|said| Line::default().quote(&said.plain)),
            self.value(notes),
        ];
        let joined = parts.into_iter().flatten().fold(Line::default(), |line, part| {
            let gap = if line.is_empty() { "" } else { " · " };
            line.say(gap).append(&part)
        });
        (!joined.is_empty()).then(|| joined.html())
    }

    fn signature(&self, of: &GateSignature) -> Option<&Signature> {
        self.plan().signatures.get(of.signature?)
    }

    /// The refusal that stops a gate: "Ana Lima refused to sign on 4 Nov 2026".
    pub(super) fn refusal_words(&self, gate: &Gate) -> Option<Line> {
        let refusal = wording::refusal(gate).filter(|_| gate.verdict == GateVerdict::Stopped)?;
        let line = Line::default();
        let line = match wording::signer(self.plan(), refusal) {
            Some(who) => line.quote(who),
            None => line.say("A signer"),
        };
        let line = line.say(" refused to sign");
        Some(match refusal.date {
            Some(day) => line.say(" on ").day(day),
            None => line,
        })
    }

    /// A signature, among what a verdict is derived from.
    pub(super) fn signature_input(&self, of: &GateSignature) -> Premise {
        let day = of.date.map_or_else(String::new, |day| format!(" on {}", date::display(day)));
        let word = signature_word(of.state).to_lowercase();
        let line = match wording::signer(self.plan(), of) {
            Some(who) => Line::default().quote(who).say(": "),
            None => Line::default(),
        };
        self.input("Signature", line.say(format!("{word}{day}")), Some(of.span))
    }
}

/// The state of a signature's row, and the name of its icon.
pub(super) const fn signature_state(state: SignatureState) -> (GateRowState, &'static str) {
    match state {
        SignatureState::Signed => (GateRowState::Met, "check"),
        SignatureState::Refused => (GateRowState::Blocking, "cross"),
        SignatureState::Open => (GateRowState::Todo, "todo"),
    }
}
