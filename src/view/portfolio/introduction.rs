//! What the introduction of a folder says, on the page that lists what the folder holds.

use crate::model::prose::{Block, BlockKind};
use crate::portfolio::PageEntry;
use crate::view::Context;
use crate::view::html::Prose;
use crate::view::part::Html;

/// The text, its second-level headings at a level; a first heading that is the title is left out.
pub(super) fn introduce(
    context: &Context<'_>,
    path: &str,
    page: &PageEntry,
    top_heading: u8,
) -> Html {
    let prose = Prose {
        context,
        page: path,
        source: page.source.path(),
        top_heading,
        anchors: false,
        lines: None,
        commands: false,
        references: None,
    };
    prose.blocks(without_title(&page.page.blocks, &page.title))
}

fn without_title<'a>(blocks: &'a [Block], title: &str) -> &'a [Block] {
    match blocks.split_first() {
        Some((first, rest)) if is_title(first, title) => rest,
        _ => blocks,
    }
}

fn is_title(block: &Block, title: &str) -> bool {
    matches!(&block.kind, BlockKind::Heading(h) if h.level == 1 && h.text.plain == title)
}
