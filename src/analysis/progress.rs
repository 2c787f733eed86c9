//! How much of the checklists is done.

use crate::model::checklist::{Checklist, MarkState, TransitionCriterion};
use crate::model::plan::{Page, Plan};
use crate::model::prose::each_task;

/// Done items of a number of items; what does not apply counts in neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Done.
    pub done: usize,
    /// All.
    pub total: usize,
}

/// Progress over every checklist of a plan (transition criteria apart).
pub fn of_plan(plan: &Plan) -> Progress {
    plan.checklists.iter().map(of_checklist).fold(Progress::default(), Progress::and)
}

/// Progress of one checklist, its marks included: nested and optional items count like any other.
pub fn of_checklist(checklist: &Checklist) -> Progress {
    let items = checklist.items.iter().map(|item| item.done);
    let marks = checklist.marks.iter().filter_map(|mark| match mark.state {
        MarkState::Done => Some(true),
        MarkState::Open => Some(false),
        MarkState::NotApplicable => None,
    });
    of_boxes(items.chain(marks))
}

/// Progress of the task items of an ordinary page.
pub fn of_page(page: &Page) -> Progress {
    let mut boxes = Vec::new();
    each_task(&page.blocks, &mut |item| boxes.extend(item.task));
    of_boxes(boxes.into_iter())
}

/// Progress of transition criteria.
pub fn of_criteria<'a>(criteria: impl IntoIterator<Item = &'a TransitionCriterion>) -> Progress {
    of_boxes(criteria.into_iter().map(|criterion| criterion.item.done))
}

fn of_boxes(boxes: impl Iterator<Item = bool>) -> Progress {
    boxes.fold(Progress::default(), |sum, done| {
        sum.and(Progress { done: usize::from(done), total: 1 })
    })
}

impl Progress {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { done: self.done + other.done, total: self.total + other.total }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::plan;
    use super::*;

    #[track_caller]
    fn check(facts: &str, done: usize, total: usize) {
        assert_eq!(of_plan(&plan(facts)), Progress { done, total }, "{facts}");
    }

    #[test]
    fn every_box_of_every_checklist_counts() {
        check("", 0, 0);
        check("pre xxo; launch-day oo; post x; other xo", 4, 8);
    }

    #[test]
    fn optional_items_and_marks_count_and_what_does_not_apply_does_not() {
        check("pre x?", 1, 2);
        check("pre x+=~", 2, 3);
        check("pre ~", 0, 0);
    }

    #[test]
    fn transition_criteria_are_counted_apart() {
        let plan = plan("criteria xxo; pre o");
        assert_eq!(of_plan(&plan), Progress { done: 0, total: 1 });
        assert_eq!(of_criteria(&plan.transition_criteria), Progress { done: 2, total: 3 });
    }
}
