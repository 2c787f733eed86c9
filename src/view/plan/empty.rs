//! What a page says where the plan says nothing.

use serde::Serialize;

use crate::text::Span;

/// An empty state: what is missing, and the heading that would hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Empty {
    /// "This plan has no risk register".
    pub title: String,
    /// The heading to write, where, and what belongs under it.
    pub hint: String,
}

/// Parts of a plan that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Phases,
    Criteria,
    Risks,
    Rollback,
    Checklists,
}

impl Part {
    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Phases => (
                "phases",
                "Rollout Phases",
                "Phase | Scope | Users | Duration | Success Criteria | Go / No-Go",
            ),
            Self::Criteria => (
                "transition criteria",
                "Phase Transition Criteria",
                "- [ ] a condition of the gate",
            ),
            Self::Risks => (
                "risk register",
                "Risk Register",
                "ID | Risk | Category | Likelihood | Impact | Mitigation | Owner | Status",
            ),
            Self::Rollback => (
                "rollback plan",
                "Rollback Plan",
                "Rollback Triggers, Rollback Steps, Rollback Owners",
            ),
            Self::Checklists => ("checklists", "Launch Checklist", "- [ ] something to do"),
        }
    }

    /// The empty state of this part. A section that stands in the plan but holds nothing is said
    /// to be empty.
    pub(super) fn empty(self, section: Option<Span>, source: &str) -> Empty {
        let (name, heading, content) = self.names();
        let (title, hint) = if section.is_some() {
            let hint = format!("It would hold: {content}. The file is {source}.");
            (format!("The section for the {name} is empty, or still holds template text."), hint)
        } else {
            let hint =
                format!("To add one, write a heading “{heading}” in {source}, and: {content}.");
            (format!("This plan has no {name}."), hint)
        };
        Empty { title, hint }
    }
}
