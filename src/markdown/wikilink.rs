//! Wikilinks: `[[Name#Heading|words]]`.

use super::target;
use crate::model::prose::Target;
use crate::text::{Source, Span};

/// Where a wikilink stands with its brackets, by the place of its words or of itself; `None` where no
/// brackets are.
pub(super) fn place(source: &Source, words: Span) -> Option<Span> {
    let line = source.line_span(source.line(words.start));
    let before = source.slice(Span { start: line.start, end: words.start });
    if source.slice(words).trim_start_matches('!').starts_with("[[") {
        return Some(words);
    }
    let open = before.rfind("[[")?;
    let is_embed = before[..open].ends_with('!');
    let start = line.start as usize + if is_embed { open - 1 } else { open };
    let behind = source.text().get(words.end as usize..line.end.max(words.end) as usize)?;
    let end = words.end as usize + behind.find("]]")? + 2;
    Some(Span::new(start, end))
}

/// Where a wikilink leads that names `named`.
pub(super) fn target(named: &str, source: &str) -> Target {
    if named.contains("://") || named.starts_with("mailto:") {
        return target::judge(named, source);
    }
    let (name, heading) = named.split_once('#').unwrap_or((named, ""));
    // A heading below a heading: the last one counts. A block of text has no place of its own.
    let heading = heading.rsplit('#').next().filter(|h| !h.starts_with('^')).unwrap_or_default();
    Target::Wiki { name: name.trim().to_owned(), heading: heading.trim().to_owned() }
}
