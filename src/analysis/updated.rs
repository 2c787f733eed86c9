//! When a plan was last changed.

use std::sync::Arc;

use crate::model::date::Date;
use crate::model::history::FileHistory;
use crate::model::plan::Plan;

/// When a plan was last changed, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// The day.
    pub date: Date,
    /// Who committed the change; `None` where the plan itself states the day.
    pub by: Option<Arc<str>>,
}

impl Updated {
    /// Whether the plan does not state it: it is that of the last commit.
    pub const fn is_of_commit(&self) -> bool {
        self.by.is_some()
    }

    /// The word used in data for where it comes from.
    pub const fn source_word(&self) -> &'static str {
        if self.is_of_commit() { "commit" } else { "stated" }
    }
}

/// What the plan states, else its last commit.
pub(super) fn updated(plan: &Plan, history: Option<&FileHistory>) -> Option<Updated> {
    let stated = plan.header.updated.as_ref().map(|day| Updated { date: day.value, by: None });
    stated.or_else(|| {
        let last = history?.last()?;
        Some(Updated { date: last.date, by: Some(last.author.clone()) })
    })
}
