//! Changes for the summary of a pull request, and for chat.

use std::io::{self, Write};

use super::{Compared, ComparedPlan};
use crate::analysis::changes::{ChangeLine, Shift};
use crate::text::{LABEL, shortened};

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

/// Struck through.
fn struck(text: &str) -> String {
    format!("~~{}~~", escape(text))
}

/// A value on one line, of which nothing is read as a mark, a mention or HTML.
fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::new();
    for c in shortened(&line, LABEL).chars() {
        if c == '@' {
            // No word joiner: it would be copied along. A comment parts the sign from the name.
            escaped.push_str("@<!-- -->");
            continue;
        }
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '{'
                | '}'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '!'
                | '&'
        ) {
            escaped.push('\\');
        }
        if !c.is_control() {
            escaped.push(c);
        }
    }
    escaped
}

/// A path between backticks.
fn code(path: &str) -> String {
    path.chars().filter(|c| !c.is_control() && *c != '`').collect()
}
