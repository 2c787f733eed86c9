//! A digest as a letter, the same in each form.

use super::{
    ACCEPTANCE_ENDS, ChangedPlan, Decided, Digest, DigestChange, DigestPlan, Due, OVERDUE, REVIEW,
    Slipped, Wanted,
};
use crate::analysis::changes::Shift;
use crate::analysis::gate::GateVerdict;
use crate::model::date::display;
use crate::text::{LABEL, shortened};
use crate::view::html::{LetterBlock, Run, RunKind};
use crate::view::part::counted;

/// Digits of a commit that are enough to find it.
const COMMIT_DIGITS: usize = 10;

/// Most blockers of a gate that are told.
const BLOCKERS: usize = 3;

/// A line of a letter.
#[derive(Default)]
struct Line(Vec<Run>);

impl Line {
    fn say(mut self, text: impl Into<String>) -> Self {
        self.0.push(Run::new(RunKind::Plain, text));
        self
    }

    /// Words of an author, on one line.
    fn add(mut self, kind: RunKind, text: &str) -> Self {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if kind == RunKind::Code { line } else { shortened(&line, LABEL).into_owned() };
        self.0.push(Run::new(kind, text));
        self
    }

    fn quote(self, text: &str) -> Self {
        self.add(RunKind::Quoted, text)
    }

    fn strong(self, text: &str) -> Self {
        self.add(RunKind::Strong, text)
    }

    /// Where it stands: " (`pay/alpha.md`, line 18)".
    fn place(self, plan: &DigestPlan, line: Option<u32>) -> Self {
        let line = line.map_or_else(String::new, |line| format!(", line {line}"));
        self.say(" (").add(RunKind::Code, &plan.source).say(format!("{line})"))
    }
}

/// The letter.
pub fn letter(digest: &Digest) -> Vec<LetterBlock> {
    let mut blocks = vec![LetterBlock::Heading(1, title(digest).0)];
    let since = since(digest);
    if digest.is_unchanged() {
        let said = Line::default().say(format!("Nothing changed since {since}."));
        blocks.push(LetterBlock::Paragraph(said.0));
    }
    if !digest.changed.is_empty() {
        heading(&mut blocks, "Changed");
        digest.changed.iter().for_each(|plan| tell_plan(&mut blocks, plan));
    }
    section(&mut blocks, "Decided", digest.decided.iter().map(decided));
    section(&mut blocks, "Wanted", digest.wanted.iter().map(wanted));
    section(&mut blocks, "Slipped", digest.slipped.iter().map(slipped));
    section(&mut blocks, "Due next", digest.due_next.iter().map(due));
    let today = format!("As of {}.", display(digest.scope.today));
    blocks.push(LetterBlock::Paragraph(Line::default().say(today).0));
    blocks
}

/// "Plans of payments, of Dana Ruiz, since 15 Nov 2026".
fn title(digest: &Digest) -> Line {
    let mut line = Line::default().say("Plans");
    for of in [&digest.scope.program, &digest.scope.owner].into_iter().flatten() {
        let part = if line.0.len() > 1 { ", of " } else { " of " };
        line = line.say(part).quote(of);
    }
    line.say(format!(" since {}", since(digest)))
}

/// "15 Nov 2026", "commit 0123456789 of 15 Nov 2026".
fn since(digest: &Digest) -> String {
    let day = display(digest.scope.since);
    match &digest.scope.after {
        None => day,
        Some((commit, _)) => {
            let digits: String = commit.chars().take(COMMIT_DIGITS).collect();
            format!("commit {digits} of {day}")
        }
    }
}

fn heading(blocks: &mut Vec<LetterBlock>, text: &str) {
    blocks.push(LetterBlock::Heading(2, Line::default().say(text).0));
}

fn section(blocks: &mut Vec<LetterBlock>, title: &str, lines: impl Iterator<Item = Line>) {
    let lines: Vec<Vec<Run>> = lines.map(|line| line.0).collect();
    if !lines.is_empty() {
        heading(blocks, title);
        blocks.push(LetterBlock::List(lines));
    }
}

fn tell_plan(blocks: &mut Vec<LetterBlock>, changed: &ChangedPlan) {
    let heading = Line::default().quote(&changed.plan.title).place(&changed.plan, None);
    blocks.push(LetterBlock::Heading(3, heading.0));
    let mut lines: Vec<Line> = Vec::new();
    if changed.new {
        lines.push(Line::default().say("New plan"));
    }
    if changed.removed {
        lines.push(Line::default().say("Removed"));
    }
    if let Some(from) = &changed.moved_from {
        lines.push(Line::default().say("Moved from ").add(RunKind::Code, from));
    }
    lines.extend(changed.changes.iter().map(change));
    let counts = [
        (changed.ticked, format!("{} ticked", boxes(changed.ticked))),
        (changed.unticked, format!("{} no longer ticked", boxes(changed.unticked))),
        (changed.wording, format!("{} in wording", changed.wording)),
    ];
    let told = counts.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words);
    let told = told.collect::<Vec<_>>().join(", ");
    if !told.is_empty() {
        lines.push(Line::default().say(told));
    }
    if changed.not_compared > 0 {
        let commits = counted(changed.not_compared, "commit");
        lines.push(Line::default().say(format!("What {commits} changed is not known")));
    }
    blocks.push(LetterBlock::List(lines.into_iter().map(|line| line.0).collect()));
}

fn boxes(n: usize) -> String {
    if n == 1 { "1 box".to_owned() } else { format!("{n} boxes") }
}

fn change(change: &DigestChange) -> Line {
    let what = match change.shift {
        Some(shift @ Shift::Loosened) => {
            Line::default().strong(&format!("{} {}", shift.mark(), change.text))
        }
        Some(shift @ Shift::Tightened) => {
            Line::default().quote(&format!("{} {}", shift.mark(), change.text))
        }
        None => Line::default().quote(&change.text),
    };
    let line = match (&change.before, &change.after) {
        (None, None) => what,
        (None, Some(after)) => what.say(": ").quote(after),
        (Some(before), None) => what.say(": ").add(RunKind::Struck, before),
        (Some(before), Some(after)) => {
            what.say(": ").add(RunKind::Struck, before).say(" → ").quote(after)
        }
    };
    match change.line {
        Some(place) => line.say(format!(" (line {place})")),
        None => line,
    }
}

/// A line that begins with its plan and what it is of.
fn begin(plan: &DigestPlan, of: &str) -> Line {
    let line = Line::default().strong(&plan.title);
    if of.is_empty() { line } else { line.say(", ").quote(of) }
}

fn decided(decided: &Decided) -> Line {
    let mut line = begin(&decided.plan, decided.phase.as_deref().unwrap_or_default()).say(": ");
    if let Some(before) = &decided.before {
        line = line.add(RunKind::Struck, before).say(" → ");
    }
    line = match &decided.verdict {
        Some(verdict) => line.quote(verdict),
        None => line.say("decision not stated"),
    };
    if let Some(by) = &decided.by {
        line = line.say(", by ").quote(by);
    }
    if let Some(date) = decided.date {
        line = line.say(format!(", {}", display(date)));
    }
    line.place(&decided.plan, decided.line)
}

fn wanted(wanted: &Wanted) -> Line {
    let waits = if wanted.verdict == GateVerdict::Ready.word() {
        ": waits for a decision"
    } else {
        ": is due and waits for work"
    };
    let mut line = begin(&wanted.plan, &wanted.gate).say(waits);
    if let Some(approver) = &wanted.approver {
        line = line.say(", approver ").quote(approver);
    }
    if let Some(due) = wanted.due {
        line = line.say(format!(", due {}", display(due)));
    }
    for (at, blocker) in wanted.blockers.iter().take(BLOCKERS).enumerate() {
        line = line.say(if at == 0 { ": " } else { "; " }).quote(blocker);
    }
    match wanted.blockers.len().saturating_sub(BLOCKERS) {
        0 => line,
        more => line.say(format!("; {more} more")),
    }
    .place(&wanted.plan, wanted.line)
}

fn slipped(slip: &Slipped) -> Line {
    let days = counted(usize::try_from(slip.days).unwrap_or_default(), "day");
    let (from, to) = (display(slip.from), display(slip.to));
    let said = match slip.kind {
        OVERDUE => {
            format!(": overdue by {days}, its last day was {from}{}", projected(slip.projected))
        }
        kind => {
            let noun = kind.trim_end_matches("-moved");
            format!(": {noun} moved {days} later, {from} → {to}")
        }
    };
    begin(&slip.plan, &slip.phase).say(said).place(&slip.plan, slip.line)
}

fn due(due: &Due) -> Line {
    let day = format!("{}{}: ", display(due.day), projected(due.projected));
    let mut line = Line::default().say(day).strong(&due.plan.title);
    if let Some(of) = &due.of {
        line = line.say(", ").quote(of);
    }
    let gate = due
        .gate
        .map_or_else(String::new, |gate| format!(", its gate is {}", gate.label().to_lowercase()));
    let said = match due.kind {
        REVIEW => ", to be reviewed".to_owned(),
        ACCEPTANCE_ENDS => " is accepted until then".to_owned(),
        _ => format!(" ends{gate}"),
    };
    line.say(said).place(&due.plan, due.line)
}

fn projected(is_projected: bool) -> &'static str {
    if is_projected { " (projected)" } else { "" }
}
