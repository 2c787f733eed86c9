//! Changes for the summary of a pull request, and for chat.

use std::io::{self, Write};

use super::{Compared, ComparedPlan};
use crate::analysis::changes::{ChangeLine, Shift};
use crate::cli::markdown::{code, escape, struck};

/// Changes of other words that a list folds away at its end.
const FOLDED: usize = 3;

pub(super) fn write(out: &mut impl Write, compared: &Compared) -> io::Result<()> {
    if compared.plans.is_empty() {
        return writeln!(out, "No plan changed.");
    }
    for compared_plan in &compared.plans {
        let ComparedPlan { plan, lines } = compared_plan;
        writeln!(out, "### {}\n", escape(&plan.title))?;
        match (compared_plan.word(), plan.moved_from()) {
            ("added", _) => writeln!(out, "New plan (`{}`).\n", code(plan.path()))?,
            ("removed", _) => writeln!(out, "Plan removed (`{}`).\n", code(plan.path()))?,
            ("reworded", _) => writeln!(out, "Only its prose changed.\n")?,
            (_, Some(from)) => {
                writeln!(out, "Moved from `{}` to `{}`.\n", code(from), code(plan.path()))?;
            }
            _ => {}
        }
        let (wording, facts): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.is_wording);
        facts.iter().try_for_each(|line| write_change(out, line))?;
        if wording.len() > FOLDED {
            writeln!(out, "\n<details><summary>{} in wording</summary>\n", wording.len())?;
        }
        wording.iter().try_for_each(|line| write_change(out, line))?;
        if wording.len() > FOLDED {
            writeln!(out, "\n</details>")?;
        }
        if !lines.is_empty() {
            writeln!(out)?;
        }
    }
    Ok(())
}

fn write_change(out: &mut impl Write, change: &ChangeLine) -> io::Result<()> {
    let mark = match change.shift {
        Some(Shift::Loosened) => "**▽ ",
        Some(Shift::Tightened) => "△ ",
        None => "",
    };
    let end = if change.shift == Some(Shift::Loosened) { "**" } else { "" };
    let what = format!("{mark}{}{end}", escape(&change.what));
    match (&change.before, &change.after) {
        (None, None) => writeln!(out, "- {what}"),
        (None, Some(after)) => writeln!(out, "- {what}: {}", escape(after)),
        (Some(before), None) => writeln!(out, "- {what}: {}", struck(before)),
        (Some(before), Some(after)) => {
            writeln!(out, "- {what}: {} → {}", struck(before), escape(after))
        }
    }
}
