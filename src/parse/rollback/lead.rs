//! What a list item opens with.

use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, ListItem, Text};

/// The opening words of an item, without what is listed below it.
pub(super) fn lead(item: &ListItem) -> Text {
    if let Some((inlines, _)) = item.lead() {
        return text_of(inlines.clone());
    }
    // "- >25 % of users are hit" is a quote to Markdown, and a limit to its author.
    if let Some(Block { kind: BlockKind::Quote { blocks }, .. }) = item.blocks.first()
        && let Some(Block { kind: BlockKind::Paragraph(inlines), span }) = blocks.first()
    {
        let text = text_of(inlines.clone());
        if text.plain.starts_with(|c: char| c.is_ascii_digit()) {
            return Text::of_words(format!("> {}", text.plain), *span);
        }
    }
    Text { span: item.span, ..Text::default() }
}
