//! Footnotes: marks that lead to their texts, and from each text the way back to every mark.

use std::fmt::Write as _;

use super::notes::footnote_id;
use super::push_escaped;
use super::writer::Writer;
use crate::model::prose::{Block, Target};
use crate::site::{Destination, Route, encode, relative};

impl Writer<'_> {
    /// The text of a footnote.
    pub(super) fn footnote_text(&mut self, label: &str, blocks: &[Block]) {
        let id = footnote_id(label);
        let is_first = self.prose.anchors && self.notes.defined.insert(id.clone());
        self.out.push_str("<div class=\"footnote\"");
        if is_first {
            self.out.push_str(" id=\"fn-");
            push_escaped(&mut self.out, &id);
            self.out.push('"');
        }
        self.out.push_str("><span class=\"mark\">");
        push_escaped(&mut self.out, label);
        self.out.push_str("</span> ");
        self.blocks(blocks);
        let marks = self.notes.marks.get(&id).copied().filter(|_| is_first).unwrap_or_default();
        for nth in 1..=marks {
            self.out.push_str("<a href=\"#");
            push_escaped(&mut self.out, &mark_id(&id, nth));
            let which = if marks == 1 { String::new() } else { format!(" {nth}") };
            let _ = writeln!(self.out, "\" aria-label=\"Back to mark{which}\">↩{which}</a>");
        }
        self.out.push_str("</div>\n");
    }

    /// The mark of a footnote.
    pub(super) fn footnote(&mut self, label: &str) {
        let id = footnote_id(label);
        let document = self.prose.context.portfolio.directory.resolve(
            self.prose.source,
            &Target::Local {
                path: Some(self.prose.source.to_owned()),
                fragment: String::new(),
                written: String::new(),
            },
        );
        let page = match document {
            Destination::Page(Route::Plan(slug), _) => Route::Source(slug).path(),
            Destination::Page(route, _) => route.path(),
            _ => self.prose.page.to_owned(),
        };
        let link = if page == self.prose.page {
            String::new()
        } else {
            encode(&relative(self.prose.page, &page))
        };
        self.out.push_str("<sup");
        if self.notes.marks.contains_key(&id) && !self.no_links {
            let nth = self.notes.written.entry(id.clone()).or_default();
            *nth += 1;
            let mark = mark_id(&id, *nth);
            self.out.push_str(" id=\"");
            push_escaped(&mut self.out, &mark);
            self.out.push('"');
        }
        self.out.push('>');
        if !self.no_links {
            self.out.push_str("<a href=\"");
            push_escaped(&mut self.out, &format!("{link}#fn-{id}"));
            self.out.push_str("\">");
        }
        push_escaped(&mut self.out, label);
        self.out.push_str(if self.no_links { "</sup>" } else { "</a></sup>" });
    }
}

/// The id of the nth mark of a footnote. No footnote's own id has its prefix.
fn mark_id(id: &str, nth: usize) -> String {
    format!("fnref{nth}-{id}")
}
