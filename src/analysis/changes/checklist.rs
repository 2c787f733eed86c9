//! Checklists and the conditions of gates: their items, and which boxes are ticked.

use super::compare::{Changes, value};
use super::kind::{Change, ChangeKind, Fact};
use super::pairs::Pairing;
use crate::model::checklist::{Checklist, Mark, MarkState, TaskItem};
use crate::model::plan::Plan;
use crate::model::prose::Text;
use crate::text::Span;

/// An item with what it stands under.
#[derive(Debug, Clone)]
struct Item<'a> {
    /// The phase's label or the heading.
    of: &'a str,
    text: &'a Text,
    /// Whether it is done; `None`: it does not apply.
    done: Option<bool>,
    span: Span,
}

/// The conditions of gates.
pub(super) fn compare_conditions(changes: &mut Changes, old: &Plan, new: &Plan) {
    let [old, new] = [old, new].map(|plan| -> Vec<Item<'_>> {
        let label = |phase| plan.phase(phase).label.plain.as_str();
        let conditions = plan.transition_criteria.iter();
        conditions.map(|of| Item::of_task(of.phase.map_or("", label), &of.item)).collect()
    });
    compare_items(changes, Fact::TransitionCriterion, &old, &new);
}

/// The checklists.
pub(super) fn compare(changes: &mut Changes, old: &[Checklist], new: &[Checklist]) {
    let [old, new] = [old, new]
        .map(|checklists| -> Vec<Item<'_>> { checklists.iter().flat_map(items_of).collect() });
    compare_items(changes, Fact::Item, &old, &new);
}

/// Task items, then other boxes.
fn items_of(list: &Checklist) -> Vec<Item<'_>> {
    let Checklist { name, items, marks, .. } = list;
    let tasks = items.iter().map(|item| Item::of_task(&name.plain, item));
    tasks.chain(marks.iter().map(|mark| Item::of_mark(&name.plain, mark))).collect()
}

impl<'a> Item<'a> {
    fn of_task(of: &'a str, item: &'a TaskItem) -> Self {
        Self { of, text: &item.text, done: Some(item.done), span: item.span }
    }

    fn of_mark(of: &'a str, mark: &'a Mark) -> Self {
        let done = match mark.state {
            MarkState::Done => Some(true),
            MarkState::Open => Some(false),
            MarkState::NotApplicable => None,
        };
        Self { of, text: &mark.text, done, span: mark.span }
    }

    fn subject(&self) -> Option<&'a str> {
        Some(self.of).filter(|of| !of.is_empty())
    }
}

fn compare_items(changes: &mut Changes, fact: Fact, old: &[Item<'_>], new: &[Item<'_>]) {
    let pairs = Pairing::new(old, new)
        .by(|item| Some((item.of, item.text.plain.clone())))
        .by(|item| Some(item.text.plain.clone()))
        .by_words(|item| &item.text.plain)
        .done();
    for &(before, after) in &pairs.both {
        let (old, new) = (&old[before], &new[after]);
        changes.reworded(fact, new.subject(), Some(old.text), Some(new.text));
        let kind = match (old.done, new.done) {
            (before, after) if before == after => continue,
            (_, Some(true)) => ChangeKind::Ticked,
            (Some(true), _) => ChangeKind::Unticked,
            _ => ChangeKind::Moved,
        };
        let state = |item: &Item<'_>| match item.done {
            Some(true) => "done".to_owned(),
            Some(false) => "open".to_owned(),
            None => "not-applicable".to_owned(),
        };
        changes.push(Change {
            fact,
            kind,
            subject: Some(new.text.plain.to_string()),
            column: None,
            before: Some(state(old)),
            after: Some(state(new)),
            old: Some(old.span),
            new: Some(new.span),
        });
    }
    for &at in &pairs.removed {
        let item = &old[at];
        changes.add((fact, ChangeKind::Removed), item.subject(), value(Some(item.text)), None);
    }
    for &at in &pairs.added {
        let item = &new[at];
        changes.add((fact, ChangeKind::Added), item.subject(), None, value(Some(item.text)));
    }
}
