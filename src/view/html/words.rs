//! Runs of author's words: placeholders marked, references linked, labels each on a line.

use super::push_escaped;
use super::writer::Writer;
use crate::text::Span;

impl Writer<'_> {
    pub(super) fn words(&mut self, text: &str, span: Span) {
        if span.len() != text.len() || self.marks.is_empty() {
            let is_marked = self.marks.binary_search(&span).is_ok();
            if is_marked {
                self.out.push_str("<mark class=\"placeholder\">");
            }
            self.run(text);
            if is_marked {
                self.out.push_str("</mark>");
            }
            return;
        }
        let mut at = 0;
        let first = self.marks.partition_point(|mark| mark.start < span.start);
        let begun = self.marks[first..].iter().take_while(|mark| mark.start < span.end);
        for mark in begun.filter(|mark| span.contains(**mark)) {
            let (start, end) =
                ((mark.start - span.start) as usize, (mark.end - span.start) as usize);
            if start < at {
                continue;
            }
            self.run(&text[at..start]);
            self.out.push_str("<mark class=\"placeholder\">");
            self.run(&text[start..end]);
            self.out.push_str("</mark>");
            at = end;
        }
        self.run(&text[at..]);
    }

    /// Words, with links where they refer to something.
    pub(super) fn run(&mut self, text: &str) {
        let mut at = 0;
        if let Some(referring) = self.prose.references.filter(|_| !self.no_links) {
            for found in referring.all.in_words(text) {
                let Some(href) = referring.here(found.href) else { continue };
                push_escaped(&mut self.out, &text[at..found.place.start]);
                self.open_reference(href);
                push_escaped(&mut self.out, &text[found.place.clone()]);
                self.out.push_str("</a>");
                at = found.place.end;
            }
        }
        push_escaped(&mut self.out, &text[at..]);
    }

    /// A code span.
    pub(super) fn code(&mut self, code: &str) {
        let href = self
            .prose
            .references
            .filter(|_| !self.no_links)
            .and_then(|r| r.here(r.all.of_code(code)?));
        if let Some(href) = href {
            self.open_reference(href);
        }
        self.out.push_str("<code>");
        push_escaped(&mut self.out, code);
        self.out.push_str("</code>");
        if href.is_some() {
            self.out.push_str("</a>");
        }
    }

    fn open_reference(&mut self, href: &str) {
        self.out.push_str("<a class=\"ref\" href=\"");
        push_escaped(&mut self.out, href);
        self.out.push_str("\">");
    }

    /// Writes what lies inside a link or a summary.
    pub(super) fn without_links(&mut self, write: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.no_links, true);
        write(self);
        self.no_links = outside;
    }

    /// The id of the line that something begins on, where the page has lines and this is the first
    /// thing on it.
    pub(super) fn line_id(&mut self, span: Span) {
        if let Some(id) = self.prose.lines.and_then(|lines| lines.begun_at(span)) {
            self.out.push_str(" id=\"");
            push_escaped(&mut self.out, &id);
            self.out.push('"');
        }
    }
}
