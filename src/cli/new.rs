//! `phasebook new`: a plan from the template.

use std::io::Write;

use super::Outcome;
use super::args::{NewArguments, SiteArguments};
use super::error::Failure;
use super::setup::Setup;
use crate::disk;
use crate::site::slug_segment;

/// The template that ships with Phasebook; the example site publishes the same file.
pub(super) const TEMPLATE: &str = include_str!("../../content/template.md");

pub(super) fn run(site: &SiteArguments, options: &NewArguments) -> Result<Outcome, Failure> {
    let setup = Setup::without_baseline(site)?;
    let name = options.name.trim();
    if name.is_empty() || name.contains(char::is_control) {
        return Err(Failure::new("the name of a plan is one line of text")
            .help("write it in quotes: `phasebook new \"Instant refunds\"`"));
    }
    let mut path = setup.content.clone();
    for segment in options.program.iter().flat_map(|p| p.split('/')).filter(|s| !s.is_empty()) {
        path.push(folder(segment)?);
    }
    path.push(format!("{}.md", slug_segment(name)));
    let author = options.author.as_deref().or(setup.settings().site.author.as_deref());
    disk::write_new(&path, fill(name, author, &setup.config.today.to_string()).as_bytes())?;
    writeln!(anstream::stdout(), "{}", path.display())?;
    Ok(Outcome::Good)
}

/// A program's folder: its name as it is, if that is a plain name.
fn folder(segment: &str) -> Result<&str, Failure> {
    let is_plain = !segment.starts_with(['.', '_'])
        && !segment.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c));
    if is_plain {
        Ok(segment)
    } else {
        Err(Failure::new(format!("`{segment}` is not a name for a program's folder")).help(
            "use letters, digits, `-` and spaces; names that begin with `.` or `_` are not read",
        ))
    }
}

/// The template with what is known: name, date, author, and that it is a draft.
fn fill(name: &str, author: Option<&str>, date: &str) -> String {
    TEMPLATE
        .lines()
        .map(|line| match line.split_once(':') {
            Some(("# Rollout Plan", _)) => format!("# Rollout Plan: {}", literal(name)),
            Some(("**Date", _)) => format!("**Date:** {date}"),
            // What is missing in a draft is worth knowing, and no more.
            Some(("**Status", _)) => "**Status:** Draft".to_owned(),
            Some(("**Author", _)) if author.is_some() => {
                format!("**Author:** {}", literal(author.unwrap_or_default()))
            }
            _ => line.to_owned(),
        })
        .fold(String::with_capacity(TEMPLATE.len()), |text, line| text + &line + "\n")
}

/// Words that must not be read as Markdown.
fn literal(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if "\\`*_[]<>#|&~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_takes_what_is_known() {
        let text = fill("A *new* thing", Some("Dana Ruiz"), "2026-11-22");
        assert!(text.starts_with("# Rollout Plan: A \\*new\\* thing\n"));
        assert!(
            text.contains("\n**Date:** 2026-11-22\n**Author:** Dana Ruiz\n**Status:** Draft\n")
        );
        let unknown = fill("A", None, "2026-11-22");
        assert!(unknown.contains("\n**Author:** *"));
        assert_eq!(unknown.lines().count(), TEMPLATE.lines().count());
    }
}
