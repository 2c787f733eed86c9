//! Freezes: times in which nothing is to be rolled out.

use crate::model::date::Date;

/// A time in which nothing is to be rolled out: an entry of `[[freeze]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// Its first day.
    pub from: Date,
    /// Its last day; not before the first.
    pub to: Date,
    /// What it is called.
    pub name: String,
    /// The slugs of the programs that it holds for, those below them included; empty: for all plans.
    pub programs: Vec<String>,
}

impl Freeze {
    /// Whether it holds for a plan of this slug.
    pub fn holds_for(&self, slug: &str) -> bool {
        let is_in = |program: &String| {
            slug.strip_prefix(program.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.programs.is_empty() || self.programs.iter().any(is_in)
    }

    /// Whether a day of these two, or of those between them, is one of its days. Without a last day it
    /// goes on.
    pub fn touches(&self, from: Date, to: Option<Date>) -> bool {
        from <= self.to && to.is_none_or(|to| self.from <= to)
    }
}
