//! What author's text is written with.

use super::lines::LineTargets;
use super::reference::References;
use crate::view::Context;

/// Writes author's text for one page.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'a> {
    /// What links resolve against.
    pub context: &'a Context<'a>,
    /// Path of the page that the HTML goes into.
    pub page: &'a str,
    /// Path of the source file that the text comes from.
    pub source: &'a str,
    /// Level that the author's highest heading gets, 2 to 6; deeper ones follow without a gap.
    pub top_heading: u8,
    /// Whether headings get their `h-` anchors; true on `source.html` and ordinary pages only.
    pub anchors: bool,
    /// Lines that get an anchor; on `source.html` only.
    pub lines: Option<&'a LineTargets<'a>>,
    /// Whether code is a command, with a button that copies it; on the rollback page only.
    pub commands: bool,
    /// What words refer to; `None` on pages that are of no plan.
    pub references: Option<Referring<'a>>,
}

/// What words refer to on a page.
#[derive(Debug, Clone, Copy)]
pub struct Referring<'a> {
    /// The references of the plan, as links from its folder.
    pub all: &'a References,
    /// The page's own name in that folder.
    pub page: &'a str,
    /// A link that is not made, because it would lead from a thing to itself; "" for none.
    pub except: &'a str,
}

impl Referring<'_> {
    /// A link as it is on the page: to a place on it by its anchor alone; none to the page itself.
    pub(super) fn here<'h>(&self, href: &'h str) -> Option<&'h str> {
        let here = match href.strip_prefix(self.page) {
            Some("") => return None,
            Some(anchor) if anchor.starts_with('#') => anchor,
            _ => href,
        };
        (here != self.except).then_some(here)
    }
}
