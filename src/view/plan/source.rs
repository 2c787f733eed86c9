//! A plan as its author wrote it.

use serde::Serialize;

use super::At;
use super::checklists::FilePlace;
use super::header::{PlanHeader, TabKey};
use crate::portfolio::Entry;
use crate::site::Route;
use crate::view::Context;
use crate::view::html::{Lines, Prose};
use crate::view::part::{Html, counted};
use crate::view::shell::{Section, Shell};

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-source.html";

/// The whole document, top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourcePage {
    /// The plan's header.
    pub header: PlanHeader,
    /// Front matter as written.
    pub extra: Vec<Extra>,
    /// The document.
    pub body_html: Html,
    /// The file.
    pub file: FilePlace,
    /// "98 lines".
    pub length: String,
}

/// A key of the front matter with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Extra {
    /// The key.
    pub key: String,
    /// The value as text.
    pub value: String,
}

/// A plan as its author wrote it.
pub fn source(context: &Context<'_>, entry: &Entry) -> (Shell, SourcePage) {
    let at = At::new(context, entry, &Route::Source(entry.slug.clone()));
    let shell = at.shell("Source", Section::Plans, false);
    let lines = Lines::of(&entry.source, &entry.plan.blocks);
    let prose = Prose { top_heading: 2, anchors: true, lines: Some(&lines), ..at.prose() };
    let view = SourcePage {
        header: at.header(TabKey::Source, "Source"),
        extra: extras(&entry.plan.header.front_matter),
        body_html: prose.blocks(&entry.plan.blocks),
        file: at.file(None),
        length: counted(entry.source.line_count() as usize, "line"),
    };
    (shell, view)
}

/// Keys of the front matter with their values.
pub(in crate::view) fn extras(extra: &[(String, String)]) -> Vec<Extra> {
    extra.iter().map(|(key, value)| Extra { key: key.clone(), value: value.clone() }).collect()
}
