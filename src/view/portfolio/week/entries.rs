//! What a page of a week lists.

use crate::portfolio::{Program, WeekEvent};
use crate::view::Context;

/// A week's list: what happens in it, then what is overdue.
pub(super) struct Entries {
    pub(super) week: Vec<WeekEvent>,
    pub(super) overdue: Vec<WeekEvent>,
}

impl Entries {
    pub(super) fn of_site(context: &Context<'_>, week: usize) -> Self {
        let all = context.portfolio.weeks(context.today);
        let overdue = if week == 1 { all.overdue.clone() } else { Vec::new() };
        let week = week.checked_sub(1).and_then(|at| all.weeks.get(at));
        Self { week: week.cloned().unwrap_or_default(), overdue }
    }

    pub(super) fn of_program(context: &Context<'_>, program: &Program) -> Self {
        let [week, overdue] = context.portfolio.weeks(context.today).of(&program.plans);
        Self { week, overdue }
    }

    pub(super) fn len(&self) -> usize {
        self.week.len() + self.overdue.len()
    }
}
