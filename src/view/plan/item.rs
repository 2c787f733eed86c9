//! Items of checklists and criteria of gates as rows.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{At, anchor};
use crate::analysis::gate::BlockerKind;
use crate::model::checklist::{Checklist, MarkState, TaskItem};
use crate::view::part::Html;

/// A row: `.items > li[data-state]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// Its id on the page.
    pub id: String,
    /// Value of `data-state`: `done`, `todo`, `unknown`; `group` for what only holds items; `met` for a ticked item with open ones
    /// beneath it, which stays when only open items are shown.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// The item.
    pub text_html: Html,
    /// "Done", "To do", "Not applicable".
    pub word: &'static str,
    /// Remarks: optional, late, what it blocks.
    pub subs: Vec<String>,
    /// Items nested beneath it, at any depth.
    pub children: Vec<ItemRow>,
}

/// The gate that each blocker blocks, by the index of its phase.
pub(super) type Blocked = FxHashMap<BlockerKind, usize>;

impl At<'_, '_> {
    /// The items and marks of a checklist.
    pub(super) fn item_rows(
        &self,
        index: usize,
        list: &Checklist,
        blocked: &Blocked,
    ) -> Vec<ItemRow> {
        let late = self.is_late(list.kind);
        let items = list.items.iter().enumerate().map(|(n, item)| {
            let mut row = self.item_row(anchor::item(index, n), item);
            if late && !item.done {
                row.subs.push("Still open although the last phase has begun".to_owned());
            }
            row.subs.extend(self.blocked_gate(blocked, BlockerKind::ChecklistItem(index, n)));
            (item.span.start, item.depth, row)
        });
        let marks = list.marks.iter().enumerate().map(|(n, mark)| {
            let (state, icon, word) = match mark.state {
                MarkState::Done => ("done", "check", "Done"),
                MarkState::Open => ("todo", "todo", "To do"),
                MarkState::NotApplicable => ("unknown", "later", "Not applicable"),
            };
            let mut subs = vec![format!("Marked {}", mark.sign)];
            subs.extend(self.blocked_gate(blocked, BlockerKind::ChecklistMark(index, n)));
            let (id, text_html) = (anchor::mark(index, n), self.html(&mark.text));
            let row = ItemRow { id, state, icon, text_html, word, subs, children: Vec::new() };
            (mark.span.start, mark.depth, row)
        });
        let mut rows: Vec<(u32, u8, ItemRow)> = items.chain(marks).collect();
        rows.extend(list.groups.iter().enumerate().map(|(n, group)| {
            let row = ItemRow {
                id: anchor::item_group(index, n),
                state: "group",
                icon: "",
                text_html: self.html(&group.text),
                word: "",
                subs: Vec::new(),
                children: Vec::new(),
            };
            (group.span.start, group.depth, row)
        }));
        rows.sort_by_key(|(start, ..)| *start);
        // What stands in a group stands beneath it, however deep it is.
        let mut ends =
            list.groups.iter().map(|group| (group.span.start, group.span.end)).collect::<Vec<_>>();
        ends.sort_unstable();
        let mut ends = ends.into_iter().peekable();
        let mut end = 0;
        nest(rows.into_iter().map(|(start, depth, row)| {
            let depth = if start < end { depth.max(1) } else { depth };
            while let Some((_, own)) = ends.next_if(|(group, _)| *group <= start) {
                end = end.max(own);
            }
            (depth, row)
        }))
    }

    /// The criteria of the plan's gates.
    pub(super) fn criterion_rows(&self, blocked: &Blocked) -> Vec<ItemRow> {
        let criteria = self.plan().transition_criteria.iter().enumerate();
        nest(criteria.map(|(n, criterion)| {
            let mut row = self.item_row(anchor::criterion(n), &criterion.item);
            row.subs.extend(criterion.phase.map(|phase| {
                let name = self.gate_name(phase.index());
                format!("A condition of {name} alone")
            }));
            let held = self.entry.analysis.measures.of_transition(n);
            row.subs.extend(self.measure_words(held));
            row.subs.extend(self.blocked_gate(blocked, BlockerKind::Criterion(n)));
            (criterion.item.depth, row)
        }))
    }

    fn item_row(&self, id: String, item: &TaskItem) -> ItemRow {
        let (state, icon, word) =
            if item.done { ("done", "check", "Done") } else { ("todo", "todo", "To do") };
        ItemRow {
            id,
            state,
            icon,
            text_html: self.html(&item.text),
            word,
            subs: if item.optional { vec!["Optional".to_owned()] } else { Vec::new() },
            children: Vec::new(),
        }
    }

    /// What blocks which gate, the first one of several.
    pub(super) fn blocked(&self) -> Blocked {
        let mut blocked = Blocked::default();
        for (index, gate) in self.entry.analysis.gates.iter().enumerate() {
            for blocker in &gate.blockers {
                blocked.entry(blocker.kind).or_insert(index);
            }
        }
        blocked
    }

    fn blocked_gate(&self, blocked: &Blocked, kind: BlockerKind) -> Option<String> {
        let index = *blocked.get(&kind)?;
        Some(format!("Blocks {}", self.gate_name(index)))
    }
}

/// Puts deeper rows beneath the row before them: one level, however deep they are.
fn nest(rows: impl Iterator<Item = (u8, ItemRow)>) -> Vec<ItemRow> {
    let mut nested: Vec<ItemRow> = Vec::new();
    for (depth, row) in rows {
        match nested.last_mut() {
            Some(parent) if depth > 0 => {
                if parent.state == "done" && row.state != "done" {
                    parent.state = "met";
                }
                parent.children.push(row);
            }
            _ => nested.push(row),
        }
    }
    nested
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(state: &'static str) -> ItemRow {
        ItemRow {
            id: String::new(),
            state,
            icon: "todo",
            text_html: Html::default(),
            word: "",
            subs: vec![],
            children: vec![],
        }
    }

    #[test]
    fn deep_items_stand_beneath_their_first_ancestor() {
        let rows = [(0, row("done")), (1, row("done")), (2, row("todo")), (0, row("todo"))];
        let nested = nest(rows.into_iter());
        assert_eq!(nested.len(), 2);
        assert_eq!(nested[0].children.len(), 2);
        assert_eq!(nested[0].state, "met", "an open item is not hidden with its parent");
    }
}
