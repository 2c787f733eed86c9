//! Values of one thing in two versions, compared; and the changes so far.

use super::kind::{Change, ChangeKind, Fact};
use crate::model::date::Date;
use crate::model::measure::{Comparison, Operator};
use crate::model::prose::Text;
use crate::text::{Span, Spanned};

/// The changes so far, in the order of the plan.
#[derive(Debug, Default)]
pub(super) struct Changes(Vec<Change>);

/// A value in two versions: as written, and where it stands.
pub(super) type Value<'a> = Option<(&'a str, Span)>;

/// The value of a text.
pub(super) fn value(text: Option<&Text>) -> Value<'_> {
    text.map(|text| (text.plain.as_str(), text.span))
}

impl Changes {
    /// Adds a change of a thing of `subject` between two values, unless they are equal.
    pub(super) fn add(
        &mut self,
        (fact, kind): (Fact, ChangeKind),
        subject: Option<&str>,
        before: Value<'_>,
        after: Value<'_>,
    ) {
        if before.map(|(text, _)| text) == after.map(|(text, _)| text) {
            return;
        }
        self.push(Change {
            fact,
            kind,
            subject: subject.map(str::to_owned),
            column: None,
            before: before.map(|(text, _)| text.to_owned()),
            after: after.map(|(text, _)| text.to_owned()),
            old: before.map(|(_, span)| span),
            new: after.map(|(_, span)| span),
        });
    }

    pub(super) fn push(&mut self, change: Change) {
        self.0.push(change);
    }

    /// A text that is a value: another one is a move.
    pub(super) fn moved(
        &mut self,
        fact: Fact,
        of: Option<&str>,
        old: Option<&Text>,
        new: Option<&Text>,
    ) {
        self.add((fact, ChangeKind::Moved), of, value(old), value(new));
    }

    /// A text that explains: another one is other words.
    pub(super) fn reworded(
        &mut self,
        fact: Fact,
        of: Option<&str>,
        old: Option<&Text>,
        new: Option<&Text>,
    ) {
        self.add((fact, ChangeKind::Reworded), of, value(old), value(new));
    }

    /// A text with what it comes to: two that come to the same are no change.
    pub(super) fn moved_unless<T>(
        &mut self,
        fact: Fact,
        of: Option<&str>,
        [old, new]: [Option<&T>; 2],
        text: impl Fn(&T) -> &Text,
        is_same: impl Fn(&T, &T) -> bool,
    ) {
        if let (Some(old), Some(new)) = (old, new)
            && is_same(old, new)
        {
            return;
        }
        self.moved(fact, of, old.map(&text), new.map(&text));
    }

    /// A day.
    pub(super) fn day(
        &mut self,
        fact: Fact,
        of: Option<&str>,
        old: Option<&Spanned<Date>>,
        new: Option<&Spanned<Date>>,
    ) {
        let written = |day: &Spanned<Date>| (day.value.to_string(), day.span);
        let (old, new) = (old.map(written), new.map(written));
        self.add(
            (fact, ChangeKind::Moved),
            of,
            old.as_ref().map(|(text, span)| (text.as_str(), *span)),
            new.as_ref().map(|(text, span)| (text.as_str(), *span)),
        );
    }

    /// Columns of the author's own, by their names.
    pub(super) fn columns(
        &mut self,
        of: Option<&str>,
        old: &[(String, Text)],
        new: &[(String, Text)],
    ) {
        let find = |columns: &'_ [(String, Text)], name: &str| {
            columns.iter().position(|(known, _)| known == name)
        };
        let mut add = |name: &str, before: Option<&Text>, after: Option<&Text>| {
            let first = self.0.len();
            self.add((Fact::Column, ChangeKind::Reworded), of, value(before), value(after));
            self.0[first..].iter_mut().for_each(|change| change.column = Some(name.to_owned()));
        };
        for (name, text) in new {
            add(name, find(old, name).map(|at| &old[at].1), Some(text));
        }
        for (name, text) in old.iter().filter(|(name, _)| find(new, name).is_none()) {
            add(name, Some(text), None);
        }
    }

    /// The changes, the gravest first, else in the order of the plan.
    pub(super) fn sorted(self) -> Vec<Change> {
        let mut all = self.0;
        // The sort is stable.
        all.sort_by_key(|change| (change.is_wording(), change.fact));
        all
    }
}

/// What a condition in other words is: loosened or tightened where both state the same measure against another value.
/// A trigger is loosened when it calls later.
pub(super) fn shift(
    old: Option<&Comparison>,
    new: Option<&Comparison>,
    is_trigger: bool,
) -> Option<ChangeKind> {
    let (old, new) = (old?, new?);
    let unit = |of: &Comparison| of.unit.as_deref().map(str::to_lowercase);
    let is_same_measure = old.metric.to_lowercase() == new.metric.to_lowercase()
        && unit(old) == unit(new)
        && old.window == new.window;
    let (side, other_side) = (is_above(old.op)?, is_above(new.op)?);
    if !is_same_measure || side != other_side {
        return None;
    }
    // Whether more values meet the new one.
    let is_wider = match new.value.partial_cmp(&old.value)? {
        std::cmp::Ordering::Greater => !side,
        std::cmp::Ordering::Less => side,
        std::cmp::Ordering::Equal if is_strict(old.op) == is_strict(new.op) => return None,
        std::cmp::Ordering::Equal => is_strict(old.op),
    };
    Some(if is_wider == is_trigger { ChangeKind::Tightened } else { ChangeKind::Loosened })
}

/// Whether values above the limit meet it; `None` where only the limit does.
const fn is_above(op: Operator) -> Option<bool> {
    match op {
        Operator::Less | Operator::LessOrEqual => Some(false),
        Operator::Greater | Operator::GreaterOrEqual => Some(true),
        Operator::Equal => None,
    }
}

const fn is_strict(op: Operator) -> bool {
    matches!(op, Operator::Less | Operator::Greater)
}
