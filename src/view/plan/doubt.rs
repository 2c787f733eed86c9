//! What a gate's verdict hangs on and the plan does not tell, each thing with its place.

use super::words::Line;
use super::{At, anchor};
use crate::analysis::gate::{Gate, Missing, MissingKind};
use crate::analysis::wording;
use crate::text::Span;
use crate::view::gate_card::{ConditionRow, GateRowState};
use crate::view::why::Premise;

impl At<'_, '_> {
    /// What is missing: "the current phase and the rating of R1", each a link where a sentence has links.
    pub(super) fn missing_words(&self, gate: &Gate, linked: bool) -> Line {
        let words = |missing: &Missing| match self.missing_href(missing).filter(|_| linked) {
            Some(href) => Line::default().link_quote(&missing.text, &href),
            None => Line::of(&missing.text),
        };
        Line::list(&gate.missing.iter().map(words).collect::<Vec<_>>())
    }

    /// A row of the card of the gate at the end of a phase.
    pub(super) fn missing_row(&self, index: usize, missing: &Missing) -> ConditionRow {
        let text = wording::capitalised(&missing.text);
        let mut row = ConditionRow::new(GateRowState::Unknown, Line::of(text).html());
        row.href = self.missing_href(missing);
        let word = match missing.kind {
            MissingKind::CurrentPhase | MissingKind::Criteria => "Not stated",
            MissingKind::Approver => "Not filled in",
            MissingKind::Rating(_) => "Not rated",
            MissingKind::LeftOut(_) => "Not read",
            MissingKind::Withheld => "Not shown",
            MissingKind::Status
            | MissingKind::StatedPhase
            | MissingKind::Decision(_)
            | MissingKind::Signature(_)
            | MissingKind::CriterionMark(..) => "Not recognised",
        };
        row.word = word.into();
        row.sub_html = match missing.kind {
            MissingKind::Rating(risk) => Some(self.html_in_link(&self.plan().risks[risk].text)),
            MissingKind::Approver => {
                let approver = self.plan().phases[index].go_no_go.as_ref();
                approver.map(|text| Line::default().quote(&text.plain).html())
            }
            MissingKind::CurrentPhase
            | MissingKind::Criteria
            | MissingKind::Status
            | MissingKind::StatedPhase
            | MissingKind::LeftOut(_)
            | MissingKind::Withheld
            | MissingKind::Decision(_)
            | MissingKind::Signature(_)
            | MissingKind::CriterionMark(..) => None,
        };
        row
    }

    /// What is missing, among what a verdict is derived from.
    pub(super) fn missing_input(&self, missing: &Missing) -> Premise {
        self.input("Missing", Line::default().quote(&missing.text), self.missing_span(missing))
    }

    /// Where what is missing would be settled; `None` where it stands nowhere.
    fn missing_href(&self, missing: &Missing) -> Option<String> {
        match missing.kind {
            MissingKind::Rating(risk) => Some(self.to_risk(risk)),
            MissingKind::CriterionMark(list, mark) => {
                Some(self.to_checklist(&anchor::mark(list, mark)))
            }
            MissingKind::Approver | MissingKind::Withheld => None,
            MissingKind::CurrentPhase
            | MissingKind::Criteria
            | MissingKind::Status
            | MissingKind::StatedPhase
            | MissingKind::LeftOut(_)
            | MissingKind::Signature(_)
            | MissingKind::Decision(_) => Some(self.to_line(self.missing_span(missing)?).href),
        }
    }

    fn missing_span(&self, missing: &Missing) -> Option<Span> {
        let plan = self.plan();
        let span = match missing.kind {
            MissingKind::CurrentPhase | MissingKind::Approver | MissingKind::Withheld => None,
            MissingKind::Criteria => plan.sections.transition_criteria,
            MissingKind::Status => plan.header.status.as_ref().map(|status| status.span),
            MissingKind::StatedPhase => plan.header.current_phase.as_ref().map(|text| text.span),
            MissingKind::LeftOut(index) => Some(plan.left_out[index].span),
            MissingKind::Decision(row) => Some(plan.decisions[row].span),
            MissingKind::CriterionMark(list, mark) => {
                Some(plan.checklists[list].marks[mark].text.span)
            }
            MissingKind::Signature(index) => Some(plan.signatures[index].span),
            MissingKind::Rating(risk) => Some(plan.risks[risk].span),
        };
        span.filter(|span| !span.is_empty())
    }
}
