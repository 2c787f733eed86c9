//! What stands in the place of a document that can't be read.

use serde::Serialize;

use super::Context;
use super::finding::{MessagePart, sentence_parts};
use super::part::Breadcrumb;
use super::shell::{Anchor, NavSection, PageFrame, Shell, shell};
use crate::portfolio::UnreadableDocument;
use crate::site::{Route, relative};

/// The template of the page.
pub const TEMPLATE: &str = "pages/unread.html";

/// A page that says why the one that belongs here can't be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// Path of the file below the content folder.
    pub source: String,
    /// The cause.
    pub reason: Vec<MessagePart>,
    /// What its author can do.
    pub help: Option<Vec<MessagePart>>,
    /// The rule that says more.
    pub rule: Anchor,
}

/// The page at one of the two addresses that a document may have.
pub fn page(
    context: &Context<'_>,
    route: &Route,
    unread: &UnreadableDocument,
) -> (Shell, UnreadPage) {
    let path = route.path();
    let title = format!("{} can’t be read", unread.path);
    let frame = PageFrame::new(&path, &title, NavSection::Plans);
    let to = |route: &Route| relative(&path, &route.path());
    let plans = Anchor { href: to(&Route::Index(1)), text: "Plans".to_owned() };
    let view = UnreadPage {
        trail: Breadcrumb { links: vec![plans], here: unread.path.clone() },
        source: unread.path.clone(),
        reason: sentence_parts(&unread.reason),
        help: unread.help.as_deref().map(sentence_parts),
        rule: Anchor {
            href: to(&Route::Rule("unreadable-file")),
            text: "What this finding means".to_owned(),
        },
    };
    (shell(context, &frame), view)
}
