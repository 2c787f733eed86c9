//! Boxes: task items, and marks that are none of GitHub's.

use crate::markdown::text_of;
use crate::model::checklist::{ItemGroup, Mark, MarkState, TaskItem};
use crate::model::prose::{
    Block, BlockKind, Callout, Inline, InlineKind, List, ListItem, Table, Text,
};
use crate::parse::reader::Reader;
use crate::parse::words::{Group, Words, fold};

/// Glyphs that authors use as boxes, with what they say.
const GLYPHS: [(char, MarkState); 17] = [
    ('☐', MarkState::Open),
    ('⬜', MarkState::Open),
    ('🔲', MarkState::Open),
    ('◻', MarkState::Open),
    ('▢', MarkState::Open),
    ('⏳', MarkState::Open),
    ('🚧', MarkState::Open),
    ('❌', MarkState::Open),
    ('✗', MarkState::Open),
    ('✘', MarkState::Open),
    ('☑', MarkState::Done),
    ('☒', MarkState::Done),
    ('✅', MarkState::Done),
    ('✓', MarkState::Done),
    ('✔', MarkState::Done),
    ('🗹', MarkState::Done),
    ('✖', MarkState::Open),
];

/// Characters between brackets that are a mark wherever the list is one of boxes.
const SIGNS: &str = "/><?!~*+=…";

/// Characters between brackets that tick a box, as `x` does.
const TICKS: &str = "✓✔✅☑√";

/// Characters between brackets that strike a box out.
const DASHES: &str = "-–—−";

/// The marks that a box can bear besides `[x]` and `[ ]`, by what they say. Words for what does not apply are
/// one of them.
pub fn marks(state: MarkState) -> Vec<String> {
    let glyphs = GLYPHS.iter().filter(|(_, of)| *of == state).map(|(glyph, _)| glyph.to_string());
    let between = match state {
        MarkState::Done => TICKS,
        MarkState::Open => SIGNS,
        MarkState::NotApplicable => DASHES,
    };
    let words = (state == MarkState::NotApplicable).then(|| "[n/a]".to_owned());
    glyphs.chain(between.chars().map(|sign| format!("[{sign}]"))).chain(words).collect()
}

/// The boxes of a section, in the order of the text.
#[derive(Debug, Default)]
pub(in crate::parse) struct Boxes {
    pub(in crate::parse) items: Vec<TaskItem>,
    pub(in crate::parse) marks: Vec<Mark>,
    pub(in crate::parse) groups: Vec<ItemGroup>,
}

impl Boxes {
    /// How many there are.
    pub(in crate::parse) fn len(&self) -> usize {
        self.items.len() + self.marks.len()
    }

    /// Takes the boxes of a block and of all that is nested in it. In a section `of_boxes` every mark
    /// counts; elsewhere those in a list with task items, or in one of nothing but marks.
    pub(in crate::parse) fn collect(&mut self, reader: &Reader<'_>, block: &Block, of_boxes: bool) {
        self.block(reader, block, 0, of_boxes);
    }

    fn block(&mut self, reader: &Reader<'_>, block: &Block, depth: u8, of_boxes: bool) {
        match &block.kind {
            BlockKind::List(list) => {
                let of_boxes = of_boxes || holds_tasks(list) || is_of_signs(list, reader.words);
                self.list(reader, list, depth, of_boxes);
            }
            BlockKind::Table(table) if of_boxes => self.table(table, depth, reader.words),
            BlockKind::Callout(Callout { blocks, .. })
            | BlockKind::Quote { blocks }
            | BlockKind::Footnote { blocks, .. }
            | BlockKind::Details { blocks, .. } => {
                blocks.iter().for_each(|b| self.block(reader, b, depth, of_boxes));
            }
            _ => {}
        }
    }

    fn list(&mut self, reader: &Reader<'_>, list: &List, depth: u8, of_boxes: bool) {
        for item in &list.items {
            let mark = (item.task.is_none() && of_boxes)
                .then(|| item.lead().and_then(|(inlines, _)| mark_of(inlines, reader.words)))
                .flatten();
            let is_box = item.task.is_some() || mark.is_some();
            if let Some(done) = item.task {
                self.items.push(task(reader, item, done, depth));
            } else if let Some(mark) = mark {
                self.marks.push(Mark { depth, span: item.span, ..mark });
            }
            let before = self.len();
            let inner = if is_box { depth.saturating_add(1) } else { depth };
            item.blocks.iter().for_each(|b| self.block(reader, b, inner, of_boxes));
            if let Some((inlines, _)) = item.lead()
                && !is_box
                && self.len() > before
            {
                self.groups.push(ItemGroup {
                    text: text_of(inlines.clone()),
                    depth,
                    span: item.span,
                });
            }
        }
    }

    /// Rows with a cell that is a box alone: the mark's words are the first other cell that has any.
    fn table(&mut self, table: &Table, depth: u8, words: &Words) {
        let alone = |cell: &Text| {
            let (state, sign, rest) = split_box(&cell.plain, words)?;
            fold(rest).is_empty().then(|| (state, sign.to_owned()))
        };
        let has_boxes: Vec<bool> = (0..table.header.cells.len())
            .map(|n| {
                table.rows.iter().any(|row| row.cells.get(n).is_some_and(|c| alone(c).is_some()))
            })
            .collect();
        for row in &table.rows {
            let found = row.cells.iter().enumerate().find_map(|(n, cell)| {
                let skipped = has_boxes.get(n).is_some_and(|has| *has)
                    && says_not_applicable(&cell.plain, words);
                let skipped = skipped.then(|| (MarkState::NotApplicable, cell.plain.to_string()));
                Some((n, alone(cell).or(skipped)?))
            });
            let Some((own, (state, sign))) = found else { continue };
            let is_words = |cell: &Text| cell.plain.contains(char::is_alphabetic);
            let others = || row.cells.iter().enumerate().filter(|(n, _)| *n != own).map(|(_, c)| c);
            let text = others().find(|c| is_words(c)).or_else(|| others().find(|c| !c.is_empty()));
            if let Some(text) = text {
                self.marks.push(Mark { text: text.clone(), state, sign, depth, span: row.span });
            }
        }
    }
}

fn task(reader: &Reader<'_>, item: &ListItem, done: bool, depth: u8) -> TaskItem {
    let text = item.lead().map_or_else(
        || Text { span: item.span, ..Text::default() },
        |(inlines, _)| text_of(inlines.clone()),
    );
    let is_free = |words: &str| {
        reader.words.kind(Group::Word, words) == Some("optional")
            || says_not_applicable(words, reader.words)
    };
    let optional = bracketed(&text.plain).any(is_free);
    TaskItem { text, done, optional, depth, span: item.span }
}

/// What stands in round brackets.
fn bracketed(text: &str) -> impl Iterator<Item = &str> {
    text.split('(').skip(1).filter_map(|rest| rest.split_once(')').map(|(inner, _)| inner))
}

fn says_not_applicable(text: &str, words: &Words) -> bool {
    matches!(words.kind(Group::Word, text), Some("not-applicable" | "none"))
}

/// Whether a block is a list of nothing but boxes, with no further text in them.
pub(super) fn is_all_boxes(block: &Block, words: &Words) -> bool {
    let BlockKind::List(list) = &block.kind else { return false };
    list.items.iter().all(|item| {
        let has_box = item.task.is_some()
            || item.lead().is_some_and(|(inlines, _)| mark_of(inlines, words).is_some());
        has_box && item.rest().iter().all(|block| is_all_boxes(block, words))
    })
}

/// Whether a task item stands in a list, or in one below it.
fn holds_tasks(list: &List) -> bool {
    let is_inner =
        |block: &Block| matches!(&block.kind, BlockKind::List(inner) if holds_tasks(inner));
    list.items.iter().any(|item| item.task.is_some() || item.blocks.iter().any(is_inner))
}

/// Whether all items of a list, two or more, begin with a mark in brackets.
fn is_of_signs(list: &List, words: &Words) -> bool {
    let is_sign = |item: &ListItem| {
        item.lead().is_some_and(|(inlines, _)| {
            let first = inlines.first().map(|inline| &inline.kind);
            matches!(first, Some(InlineKind::Text(text)) if text.trim_start().starts_with('['))
                && mark_of(inlines, words).is_some()
        })
    };
    list.items.len() > 1 && list.items.iter().all(is_sign)
}

/// The mark at the head of an item: a glyph, `[~]`, `[n/a]`.
fn mark_of(inlines: &[Inline], words: &Words) -> Option<Mark> {
    let Some(Inline { kind: InlineKind::Text(first), .. }) = inlines.first() else { return None };
    let (state, sign, rest) = split_box(first, words)?;
    let mut content = inlines.to_vec();
    if let Some(Inline { kind: InlineKind::Text(text), span }) = content.first_mut() {
        let rest = rest.trim_start().to_owned();
        // Where words stand as they are written, their place is known.
        if span.len() == text.len() {
            span.start = span.end - u32::try_from(rest.len()).unwrap_or_default();
        }
        *text = rest.into();
    }
    if matches!(content.first().map(|i| &i.kind), Some(InlineKind::Text(text)) if text.is_empty()) {
        content.remove(0);
    }
    let is_empty = content.is_empty();
    let mut text = text_of(content);
    if is_empty {
        text.span = inlines[0].span;
    }
    let span = text.span;
    Some(Mark { text, state, sign: sign.to_owned(), depth: 0, span })
}

/// A box at the head of a text: how it stands, how it is written, and what follows.
pub(in crate::parse) fn split_box<'t>(
    text: &'t str,
    words: &Words,
) -> Option<(MarkState, &'t str, &'t str)> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    if first == '[' {
        return bracket(text, words);
    }
    let (_, state) = GLYPHS.iter().find(|(glyph, _)| *glyph == first)?;
    let (sign, rest) = text.split_at(first.len_utf8());
    Some((*state, sign, rest.trim_start_matches('\u{FE0F}')))
}

/// Most characters between the brackets of a box.
const MOST_CHARS: usize = 24;

fn bracket<'t>(text: &'t str, words: &Words) -> Option<(MarkState, &'t str, &'t str)> {
    let end = text.char_indices().take(MOST_CHARS).find(|(_, c)| *c == ']').map(|(at, _)| at)?;
    let (sign, rest) = text.split_at(end + 1);
    let inner = sign[1..end].trim();
    let mut chars = inner.chars().filter(|c| *c != '\u{FE0F}');
    let is_parted = rest.is_empty() || rest.starts_with(char::is_whitespace);
    // A space is forgotten behind an empty or a ticked box alone.
    let is_joined = rest.starts_with(char::is_alphanumeric);
    let state = match (chars.next(), chars.next()) {
        (None, _) if is_parted || is_joined => MarkState::Open,
        (Some('x' | 'X'), None) if is_parted || is_joined => MarkState::Done,
        _ if !is_parted => return None,
        (Some(c), None) if TICKS.contains(c) => MarkState::Done,
        (Some(c), None) if DASHES.contains(c) => MarkState::NotApplicable,
        (Some(c), None) if SIGNS.contains(c) || !c.is_alphanumeric() => MarkState::Open,
        _ if says_not_applicable(inner, words) => MarkState::NotApplicable,
        _ => return None,
    };
    Some((state, sign, rest))
}
