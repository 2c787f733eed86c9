//! Changes for people: a plan a paragraph, a change a line, with its place.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};

use super::{Compared, ComparedPlan};
use crate::analysis::changes::{ChangeLine, Shift};
use crate::cli::report::printable;
use crate::text::shortened;

use crate::view::part::counted;

/// Characters of both values up to which they stand on the line of their change.
const ON_ONE_LINE: usize = 72;

/// Characters of a value; the rest stands in the plan.
const LONGEST: usize = 300;

pub(super) fn write(out: &mut impl Write, compared: &Compared) -> io::Result<()> {
    let (bold, dim) = (Style::new().bold(), Style::new().dimmed());
    for compared_plan in &compared.plans {
        let ComparedPlan { plan, lines } = compared_plan;
        let path = compared.folder.join(plan.path());
        let word = compared_plan.word();
        let title = printable(&plan.title);
        writeln!(out, "{bold}{title}{bold:#}  {dim}{}{dim:#}", printable(&path.to_string_lossy()))?;
        match (word, plan.moved_from()) {
            ("added", _) => writeln!(out, "  new plan")?,
            ("removed", _) => writeln!(out, "  plan removed")?,
            ("reworded", _) => writeln!(out, "  only its prose changed")?,
            (_, Some(from)) => writeln!(out, "  moved from {}", printable(from))?,
            _ => {}
        }
        for line in lines {
            write_change(out, line)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", total(compared))
}

fn write_change(out: &mut impl Write, change: &ChangeLine) -> io::Result<()> {
    let colour = match change.shift {
        Some(Shift::Loosened) => Style::new().fg_color(Some(AnsiColor::Red.into())),
        Some(Shift::Tightened) => Style::new().fg_color(Some(AnsiColor::Green.into())),
        None => Style::new(),
    };
    let mark = change.shift.map_or(' ', Shift::mark);
    let what = value(&change.what);
    let place = match (change.line, change.old_line) {
        (Some(line), _) => format!("line {line}"),
        (None, Some(line)) => format!("line {line} before"),
        (None, None) => String::new(),
    };
    let values = [&change.before, &change.after].map(|text| text.as_deref().map(value));
    let length: usize = values.iter().flatten().map(|text| text.chars().count()).sum();
    let dim = Style::new().dimmed();
    match values {
        [None, None] => writeln!(out, "{colour}{mark} {what}{colour:#}  {dim}{place}{dim:#}"),
        [None, Some(one)] | [Some(one), None] if length <= ON_ONE_LINE => {
            writeln!(out, "{colour}{mark} {what}:{colour:#} {one}  {dim}{place}{dim:#}")
        }
        [Some(before), Some(after)] if length <= ON_ONE_LINE => {
            let values = format!("{before} → {after}");
            writeln!(out, "{colour}{mark} {what}:{colour:#} {values}  {dim}{place}{dim:#}")
        }
        [before, after] => {
            writeln!(out, "{colour}{mark} {what}{colour:#}  {dim}{place}{dim:#}")?;
            let lines = before.map(|text| ('-', text)).into_iter();
            for (sign, text) in lines.chain(after.map(|text| ('+', text))) {
                writeln!(out, "    {sign} {text}")?;
            }
            Ok(())
        }
    }
}

/// A value on one line.
fn value(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    printable(&shortened(&line, LONGEST))
}

/// "3 plans changed: 5 changes, 1 criterion loosened"; also that nothing did.
fn total(compared: &Compared) -> String {
    let plans = compared.plans.len();
    if plans == 0 {
        return "no plan changed".to_owned();
    }
    let changes = || compared.plans.iter().flat_map(|plan| &plan.lines);
    let loosened = changes().filter(|line| line.shift == Some(Shift::Loosened)).count();
    let loosened = if loosened == 0 { String::new() } else { format!(", {loosened} loosened") };
    format!("{} differ: {}{loosened}", counted(plans, "plan"), counted(changes().count(), "change"))
        .replacen("1 plan differ", "1 plan differs", 1)
}
