//! Wikilinks: `[[Name#Heading|words]]`.

use super::target;
use crate::model::prose::Target;
use crate::text::{Source, Span};

/// Bytes beside the words of a wikilink in which its brackets stand: it is no longer than this.
const LONGEST_BESIDE: usize = 400;

/// Where a wikilink stands with its brackets, by the place of its words or of itself; `None` where no
/// brackets are.
pub(super) fn place(source: &Source, words: Span) -> Option<Span> {
    let line = source.line_span(source.line(words.start));
    let text = source.text();
    let from = text.floor_char_boundary((words.start as usize).saturating_sub(LONGEST_BESIDE));
    let from = from.max(line.start as usize);
    let before = &text[from..words.start as usize];
    if source.slice(words).trim_start_matches('!').starts_with("[[") {
        return Some(words);
    }
    let open = before.rfind("[[")?;
    let is_embed = before[..open].ends_with('!');
    let start = from + if is_embed { open - 1 } else { open };
    let until = text.floor_char_boundary(words.end as usize + LONGEST_BESIDE);
    let until = until.min(line.end as usize).max(words.end as usize);
    let behind = text.get(words.end as usize..until)?;
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
