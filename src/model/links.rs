//! The links of a text, wherever they stand in it.

use super::prose::{Block, BlockKind, Inline, InlineKind, Link};
use crate::text::Span;

/// A link or an image with its place.
#[derive(Debug, Clone, Copy)]
pub struct PlacedLink<'a> {
    /// The link.
    pub link: &'a Link,
    /// Where it stands.
    pub span: Span,
    /// Whether it is an image.
    pub is_image: bool,
}

/// Shows every link and image of some blocks, in the order of the text.
pub fn each_link<'a>(blocks: &'a [Block], show: &mut impl FnMut(PlacedLink<'a>)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines) => each_link_of(inlines, show),
            BlockKind::Heading(heading) => each_link_of(&heading.text.content, show),
            BlockKind::List(list) => {
                list.items.iter().for_each(|item| each_link(&item.blocks, show));
            }
            BlockKind::Callout(callout) => {
                callout.title.iter().for_each(|title| each_link_of(&title.content, show));
                each_link(&callout.blocks, show);
            }
            BlockKind::Quote { blocks } | BlockKind::Footnote { blocks, .. } => {
                each_link(blocks, show);
            }
            BlockKind::Details { summary, blocks } => {
                each_link_of(summary, show);
                each_link(blocks, show);
            }
            BlockKind::Table(table) => {
                for row in std::iter::once(&table.header).chain(&table.rows) {
                    row.cells.iter().for_each(|cell| each_link_of(&cell.content, show));
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

/// The same of a line of text.
pub fn each_link_of<'a>(inlines: &'a [Inline], show: &mut impl FnMut(PlacedLink<'a>)) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Link(link) | InlineKind::Image(link) => {
                let is_image = matches!(inline.kind, InlineKind::Image(_));
                show(PlacedLink { link, span: inline.span, is_image });
                each_link_of(&link.content, show);
            }
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Element(_, content) => each_link_of(content, show),
            _ => {}
        }
    }
}
