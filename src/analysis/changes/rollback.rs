//! The rollback plan: triggers, steps in their order, owners.

use super::compare::{Changes, shift, value};
use super::kind::{Change, ChangeKind, Fact};
use super::pairs::{Pairing, kept_order};
use crate::model::prose::{Block, BlockKind, Callout, Text, plain_text};
use crate::model::rollback::{Rollback, RollbackOwner, Step, Trigger};

pub(super) fn compare(changes: &mut Changes, old: &Rollback, new: &Rollback) {
    compare_triggers(changes, &old.triggers, &new.triggers);
    compare_steps(changes, &old.steps, &new.steps);
    compare_owners(changes, &old.owners, &new.owners);
}

/// Triggers: by their words, then by what they measure.
fn compare_triggers(changes: &mut Changes, old: &[Trigger], new: &[Trigger]) {
    let pairs = Pairing::new(old, new)
        .by(|trigger| Some((trigger.text.plain.clone(), trigger.phases.clone())))
        .by(|trigger| Some(trigger.text.plain.clone()))
        .by(|trigger| {
            Some((trigger.comparison.as_ref()?.metric.to_lowercase(), trigger.phases.clone()))
        })
        .by_words(|trigger| &trigger.text.plain)
        .done();
    for &(before, after) in &pairs.both {
        let (old, new) = (&old[before], &new[after]);
        let kind = shift(old.comparison.as_ref(), new.comparison.as_ref(), true);
        let kind = (Fact::Trigger, kind.unwrap_or(ChangeKind::Reworded));
        changes.add(kind, None, value(Some(&old.text)), value(Some(&new.text)));
        changes.columns(Some(&new.text.plain), &old.extra, &new.extra);
    }
    for &at in &pairs.removed {
        changes.add((Fact::Trigger, ChangeKind::Removed), None, value(Some(&old[at].text)), None);
    }
    for &at in &pairs.added {
        changes.add((Fact::Trigger, ChangeKind::Added), None, None, value(Some(&new[at].text)));
    }
}

/// Steps: by all that they say, then by their first words. One that stands elsewhere among the others has moved.
fn compare_steps(changes: &mut Changes, old: &[Step], new: &[Step]) {
    let pairs = Pairing::new(old, new)
        .by(|step| Some((step.text.plain.clone(), words_of(&step.blocks))))
        .by(|step| Some(step.text.plain.clone()))
        .by_words(|step| &step.text.plain)
        .done();
    let places: Vec<usize> = pairs.both.iter().map(|(before, _)| *before).collect();
    for (&(before, after), is_in_order) in pairs.both.iter().zip(kept_order(&places)) {
        let (step, other) = (&old[before], &new[after]);
        let (was, is) = (whole(step), whole(other));
        let [was, is] = [(was.as_str(), step.span), (is.as_str(), other.span)].map(Some);
        changes.add((Fact::Step, ChangeKind::Reworded), None, was, is);
        if !is_in_order {
            changes.push(Change {
                fact: Fact::Step,
                kind: ChangeKind::Moved,
                subject: Some(other.text.plain.to_string()),
                column: None,
                before: Some((before + 1).to_string()),
                after: Some((after + 1).to_string()),
                old: Some(step.span),
                new: Some(other.span),
            });
        }
    }
    for &at in &pairs.removed {
        let text = whole(&old[at]);
        let before = Some((text.as_str(), old[at].span));
        changes.add((Fact::Step, ChangeKind::Removed), None, before, None);
    }
    for &at in &pairs.added {
        let text = whole(&new[at]);
        let after = Some((text.as_str(), new[at].span));
        changes.add((Fact::Step, ChangeKind::Added), None, None, after);
    }
}

fn compare_owners(changes: &mut Changes, old: &[RollbackOwner], new: &[RollbackOwner]) {
    let pairs = Pairing::new(old, new)
        .by(|owner| Some(owner.phases.clone()).filter(|phases| !phases.is_empty()))
        .by(|owner| Some(owner.phases_text.plain.to_lowercase()))
        .by(|owner| Some(owner.primary.as_ref()?.plain.clone()))
        .done();
    let mut compare = |of: &str, [old, new]: [Option<&RollbackOwner>; 2]| {
        let of = Some(of).filter(|of| !of.is_empty());
        let primary = [old, new].map(|owner| owner.and_then(|owner| owner.primary.as_ref()));
        let backup = [old, new].map(|owner| owner.and_then(|owner| owner.backup.as_ref()));
        changes.moved(Fact::RollbackOwner, of, primary[0], primary[1]);
        changes.moved(Fact::RollbackBackup, of, backup[0], backup[1]);
    };
    for &(before, after) in &pairs.both {
        compare(&new[after].phases_text.plain, [Some(&old[before]), Some(&new[after])]);
    }
    for &at in &pairs.removed {
        compare(&old[at].phases_text.plain, [Some(&old[at]), None]);
    }
    for &at in &pairs.added {
        compare(&new[at].phases_text.plain, [None, Some(&new[at])]);
    }
}

/// All that a step says.
fn whole(step: &Step) -> String {
    let rest = words_of(&step.blocks);
    if rest.is_empty() {
        step.text.plain.to_string()
    } else {
        format!("{}\n{rest}", step.text.plain)
    }
}

/// What blocks say, a line a block; code as it stands.
fn words_of(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    add_words(blocks, &mut lines);
    lines.join("\n")
}

fn add_words(blocks: &[Block], lines: &mut Vec<String>) {
    let cells =
        |row: &[Text]| row.iter().map(|cell| cell.plain.as_str()).collect::<Vec<_>>().join(" | ");
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => lines.push(plain_text(inlines).to_string()),
            BlockKind::Heading(heading) => lines.push(heading.text.plain.to_string()),
            BlockKind::Code { text, .. } => lines.push(text.trim_end().to_owned()),
            BlockKind::Table(table) => {
                lines.push(cells(&table.header.cells));
                lines.extend(table.rows.iter().map(|row| cells(&row.cells)));
            }
            BlockKind::Rule => {}
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| add_words(&item.blocks, lines));
            }
            BlockKind::Details { summary, blocks } => {
                lines.push(plain_text(summary).to_string());
                add_words(blocks, lines);
            }
            BlockKind::Quote { blocks }
            | BlockKind::Callout(Callout { blocks, .. })
            | BlockKind::Footnote { blocks, .. } => add_words(blocks, lines),
        }
    }
}
