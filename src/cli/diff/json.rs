//! Changes as one JSON object.

use std::io::{self, Write};

use serde::Serialize;

use super::{Compared, ComparedPlan};
use crate::analysis::changes::{Change, ChangeLine};

use crate::view::data;

/// The version of this form; a field that goes or means something else raises it.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize)]
struct Differences<'a> {
    schema: u32,
    /// The old commit.
    from: &'a str,
    /// The new commit; null for the files as they are.
    to: Option<&'a str>,
    plans: Vec<Plan<'a>>,
}

#[derive(Debug, Serialize)]
struct Plan<'a> {
    slug: &'a str,
    source: &'a str,
    title: &'a str,
    /// `added`, `removed`, `moved`, `changed`, `reworded`.
    state: &'static str,
    /// Where it lay before, if it moved.
    moved_from: Option<&'a str>,
    changes: Vec<ChangeRow<'a>>,
}

#[derive(Debug, Serialize)]
struct ChangeRow<'a> {
    kind: &'a str,
    subject: Option<&'a str>,
    before: Option<&'a str>,
    after: Option<&'a str>,
    /// The sentence without the values.
    text: &'a str,
    /// Line in the new text.
    line: Option<u32>,
    /// Line in the old text.
    old_line: Option<u32>,
}

pub(super) fn write(out: &mut impl Write, compared: &Compared) -> io::Result<()> {
    let all = Differences {
        schema: SCHEMA,
        from: &compared.from,
        to: compared.to.as_deref(),
        plans: compared.plans.iter().map(plan).collect(),
    };
    data::write_json(out, &all)?;
    writeln!(out)
}

fn plan(compared: &ComparedPlan) -> Plan<'_> {
    let ComparedPlan { plan, lines } = compared;
    Plan {
        slug: plan.slug.as_str(),
        source: plan.path(),
        title: &plan.title,
        state: compared.word(),
        moved_from: plan.moved_from(),
        changes: lines.iter().zip(&plan.changes).map(line).collect(),
    }
}

fn line<'a>((line, change): (&'a ChangeLine, &'a Change)) -> ChangeRow<'a> {
    ChangeRow {
        kind: &line.kind,
        subject: change.subject.as_deref(),
        before: change.before.as_deref(),
        after: change.after.as_deref(),
        text: &line.what,
        line: line.line,
        old_line: line.old_line,
    }
}
