//! The form of word lists. No run of the program reads one: what makes its tables does, and its tests do.

use super::lists::{GROUPS, Group};

/// A kind and the phrases for it, parted by `|`.
pub(crate) type PhraseLine<'a> = (&'a str, &'a str);

/// The lines of a list, each with its group.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (Group, PhraseLine<'_>)> {
    let mut group = None;
    text.lines().map(str::trim).filter_map(move |line| {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            group = GROUPS.iter().find(|(_, n)| *n == name).map(|(group, _)| *group);
            return None;
        }
        // The comparison group has `=` as a kind of its own.
        let (kind, phrases) = line.split_once(" = ").filter(|_| !line.starts_with("# "))?;
        Some((group?, (kind.trim(), phrases)))
    })
}
