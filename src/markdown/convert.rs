//! The parser's kinds in our terms.

use pulldown_cmark::{Alignment as MdAlignment, BlockQuoteKind, Tag, TagEnd};

use super::frame::FrameKind;
use crate::model::callout::Alert;
use crate::model::prose::Alignment;

pub(super) const fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

pub(super) const fn is_container_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
    )
}

pub(super) const fn is_block(kind: &FrameKind) -> bool {
    matches!(
        kind,
        FrameKind::Paragraph
            | FrameKind::Heading(_)
            | FrameKind::Code { .. }
            | FrameKind::Quote(_)
            | FrameKind::List { .. }
            | FrameKind::Footnote(_)
            | FrameKind::Table { .. }
            | FrameKind::HtmlBlock(_)
    )
}

pub(super) const fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

pub(super) const fn alignment(alignment: MdAlignment) -> Alignment {
    match alignment {
        MdAlignment::None => Alignment::None,
        MdAlignment::Left => Alignment::Start,
        MdAlignment::Center => Alignment::Center,
        MdAlignment::Right => Alignment::End,
    }
}
