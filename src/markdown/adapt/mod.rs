//! Markup of other kinds as Markdown, before the parser sees it: callouts of `MkDocs` and Docusaurus
//! become quotes, wikilinks become links, and a bar inside code parts no cell.
//!
//! In: a file's Markdown. Out: the text that the parser reads, with the place of each of its bytes in
//! the file. Invariant: what the author wrote stands in it in the author's order; where none of this
//! markup is, it is the author's text itself.

mod fence;
mod inline;
mod line;
mod lines;
mod opener;
mod containers;

pub(super) use inline::{hidden_bars, parting_bars};

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::text::{Source, Span};

/// Address of links that are made of wikilinks; what follows it is what stands between the brackets.
pub(super) const WIKI: &str = "wiki:";

/// How every such link begins its address.
const WIKI_ADDRESS: &str = "](<wiki:";

/// The text for the parser, and where it comes from.
#[derive(Debug)]
pub(super) struct Adapted<'a> {
    pub(super) text: Cow<'a, str>,
    /// Where the text begins in the file.
    base: usize,
    /// Runs that are copied, in order; between them stands what was put in. Empty: all is copied.
    copies: Vec<Copy>,
    /// Where the addresses of links stand that were made of wikilinks.
    wikilinks: Vec<usize>,
    pub(super) findings: Vec<Diagnostic>,
}

/// A run of the author's own bytes.
#[derive(Debug, Clone, Copy)]
struct Copy {
    /// Where it begins in the text.
    at: usize,
    /// Where it begins in the file.
    from: usize,
    len: usize,
}

/// Adapts the Markdown of a file that stands at `body`.
pub(super) fn adapt(source: &Source, body: Span) -> Adapted<'_> {
    let text = source.slice(body);
    let base = body.start as usize;
    let is_plain = !["!!!", "???", ":::", "[["].iter().any(|mark| text.contains(mark))
        && !inline::has_bars_in_code(text);
    if is_plain {
        let text = Cow::Borrowed(text);
        let (copies, wikilinks) = (Vec::new(), Vec::new());
        return Adapted { text, base, copies, wikilinks, findings: Vec::new() };
    }
    let mut writer =
        Writer { text, base, out: String::with_capacity(text.len() + 256), copies: Vec::new() };
    let findings = containers::write(&mut writer);
    let Writer { out, copies, .. } = writer;
    let wikilinks = out.match_indices(WIKI_ADDRESS).map(|(at, _)| at).collect();
    Adapted { text: Cow::Owned(out), base, copies, wikilinks, findings }
}

/// Writes the text for the parser.
#[derive(Debug)]
struct Writer<'a> {
    text: &'a str,
    base: usize,
    out: String,
    copies: Vec<Copy>,
}

impl Writer<'_> {
    /// Copies bytes of the author.
    fn copy(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let from = self.base + range.start;
        match self.copies.last_mut() {
            Some(last) if last.at + last.len == self.out.len() && last.from + last.len == from => {
                last.len += range.len();
            }
            _ => self.copies.push(Copy { at: self.out.len(), from, len: range.len() }),
        }
        self.out.push_str(&self.text[range]);
    }

    /// Puts in what the author did not write.
    fn put(&mut self, words: &str) {
        self.out.push_str(words);
    }
}

impl Adapted<'_> {
    /// The place in the file of a range of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        if self.copies.is_empty() {
            return Span::new(self.base + range.start, self.base + range.end);
        }
        let start = self.start(range.start);
        Span::new(start, self.end(range.end).max(start))
    }

    /// Where the first of the author's bytes at or after `at` stands.
    fn start(&self, at: usize) -> usize {
        let next = self.copies.partition_point(|copy| copy.at + copy.len <= at);
        match self.copies.get(next) {
            Some(copy) => copy.from + at.saturating_sub(copy.at),
            None => self.copies.last().map_or(self.base, |copy| copy.from + copy.len),
        }
    }

    /// Where the last of the author's bytes before `at` ends.
    fn end(&self, at: usize) -> usize {
        match self.copies.partition_point(|copy| copy.at < at).checked_sub(1) {
            Some(last) => {
                let copy = self.copies[last];
                copy.from + copy.len.min(at - copy.at)
            }
            None => self.base,
        }
    }

    /// Whether a range holds a link that was made of a wikilink.
    pub(super) fn holds_wikilink(&self, range: &Range<usize>) -> bool {
        let next = self.wikilinks.partition_point(|at| *at < range.start);
        self.wikilinks.get(next).is_some_and(|at| at + WIKI_ADDRESS.len() <= range.end)
    }
}
