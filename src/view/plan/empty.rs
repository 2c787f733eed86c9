//! What a page says where the plan says nothing.

use serde::Serialize;

use crate::text::Span;

/// An empty state: what is missing; for authors also the heading that would hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Empty {
    /// "Not stated", "This plan has no risk register".
    pub title: String,
    /// More about it; may be empty.
    pub hint: String,
}

/// What stands in the place of what the audience of the site is not shown.
pub(super) const NOT_SHOWN: &str = "Not shown to this audience";

impl Empty {
    /// What a page for readers says of a part that the plan does not have. A section that stands in the
    /// plan but holds nothing is said to be empty.
    pub(super) fn not_stated(section: Option<Span>, is_withheld: bool) -> Self {
        if is_withheld {
            return Self { title: NOT_SHOWN.to_owned(), hint: String::new() };
        }
        let hint = section.map_or("", |_| "The section is there, but it is not filled in.");
        Self { title: "Not stated".to_owned(), hint: hint.to_owned() }
    }
}

/// Parts of a plan that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EmptyPart {
    Phases,
    Criteria,
    Risks,
    Rollback,
    Checklists,
}

impl EmptyPart {
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

    /// What a page for the author says of it: the heading to write, where, and what belongs under it.
    pub(super) fn hint(self, section: Option<Span>, source: &str) -> Empty {
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
