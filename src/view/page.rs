//! An ordinary Markdown page.

use serde::Serialize;

use super::Context;
use super::html::Prose;
use super::part::{Breadcrumb, Html};
use super::plan::header::trail;
use super::plan::source::{FrontMatterRow, extras};
use super::shell::{NavSection, PageFrame, Shell, shell};
use crate::model::prose::{Block, BlockKind};
use crate::portfolio::PageEntry;
use crate::site::Route;

/// The template of the page.
pub const TEMPLATE: &str = "pages/page.html";

/// An ordinary page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrdinaryPage {
    /// Trail to the page.
    pub breadcrumb: Breadcrumb,
    /// Its title.
    pub title: String,
    /// Anchor of the author's own top heading, where the title stands in for it.
    pub anchor: Option<String>,
    /// Front matter of the author's own.
    pub extra: Vec<FrontMatterRow>,
    /// The document.
    pub body_html: Html,
    /// Path of its file below the content folder.
    pub source: String,
}

/// An ordinary page.
pub fn page(context: &Context<'_>, entry: &PageEntry) -> (Shell, OrdinaryPage) {
    let path = Route::Page(entry.slug.clone()).path();
    let frame = PageFrame::new(&path, &entry.title, NavSection::None);
    let prose = Prose {
        context,
        page: &path,
        source: entry.source.path(),
        top_heading: 2,
        anchors: true,
        lines: None,
        commands: false,
        references: None,
    };
    let (anchor, blocks) = without_title(&entry.page.blocks, &entry.title);
    let view = OrdinaryPage {
        breadcrumb: Breadcrumb {
            links: trail(context, entry.source.path(), &path),
            here: entry.title.clone(),
        },
        title: entry.title.clone(),
        anchor: anchor.map(|a| format!("h-{a}")),
        extra: extras(&entry.page.header.front_matter),
        body_html: prose.blocks(blocks),
        source: entry.source.path().to_owned(),
    };
    (shell(context, &frame).of_text(entry.page.header.lang.as_ref()), view)
}

/// The document without its first heading where that says what the page's title says, and that
/// heading's anchor.
fn without_title<'a>(blocks: &'a [Block], title: &str) -> (Option<&'a str>, &'a [Block]) {
    match blocks.split_first() {
        Some((Block { kind: BlockKind::Heading(heading), .. }, rest))
            if heading.level == 1 && heading.text.plain == title =>
        {
            (Some(&heading.anchor), rest)
        }
        _ => (None, blocks),
    }
}
