//! What a section of contingency plans says of single risks: theirs, and no part of the rollback plan.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::super::reader::Reader;
use super::super::table::{Column, Columns};
use super::super::words::{Folded, fold, heads, joined};
use super::lead::lead;
use super::root::Roots;
use super::title::{self, Aside};
use crate::markdown::text_of;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, ListItem, Text};
use crate::model::risk::Risk;

/// Most words of an ID: "RISK 01", "R FOUNDER 001".
const MOST_ID_WORDS: usize = 3;

/// Gives risks their contingency plans, and takes the sections that hold nothing else out of the
/// rollback plan.
pub(super) fn give(reader: &mut Reader<'_>, roots: &mut Roots, risks: &mut [Risk]) {
    let known = Known::of(risks);
    if known.risks.is_empty() {
        return;
    }
    for root in roots.all().collect::<Vec<_>>() {
        let mut plans = Plans::default();
        let mut of = None;
        for section in root..roots.end(root) {
            if section != root {
                let own = title::heading(reader, section).and_then(|t| known.named(t, reader));
                let is_below = |reader: &Reader<'_>| {
                    reader.sections[section].level() > plans.level && plans.level > 0
                };
                if own.is_some() || !is_below(reader) {
                    plans.level = own.map_or(0, |_| reader.sections[section].level());
                    of = own;
                }
            }
            plans.read(reader, &known, section, of);
        }
        let is_contingency = title::heading(reader, root)
            .and_then(|t| Aside::of(t, reader.words))
            .is_some_and(|aside| aside == Aside::Contingency);
        if plans.of_risks.is_empty() || (plans.others > 0 && !is_contingency) {
            continue;
        }
        // What is of no risk that is known may be of one that is not.
        roots.drop_root(root);
        plans.hand_over(reader, risks);
    }
}

/// The risks of the plan by their IDs and their words.
struct Known {
    risks: FxHashMap<Folded, usize>,
}

impl Known {
    fn of(risks: &[Risk]) -> Self {
        let mut known = FxHashMap::default();
        for (index, risk) in risks.iter().enumerate() {
            if let Some(id) = &risk.id {
                known.entry(fold(&id.value)).or_insert(index);
            }
            known.entry(fold(&risk.text.plain)).or_insert(index);
        }
        known.remove("");
        Self { risks: known }
    }

    /// The risk that a title names by its ID, or by all its words.
    fn named(&self, title: &str, reader: &Reader<'_>) -> Option<usize> {
        let parts = heads(title);
        let is_risk = |part: &Folded| Column::of(part, reader.words) == Some(Column::Risk);
        let skipped = usize::from(parts.first().is_some_and(is_risk) && parts.len() > 1);
        [skipped, 0].into_iter().find_map(|from| {
            let last = parts.len().min(from + MOST_ID_WORDS);
            let by_id = (from + 1..=last)
                .rev()
                .find_map(|to| self.risks.get(&joined(&parts[from..to])).copied());
            by_id.or_else(|| self.risks.get(&joined(&parts[from..])).copied())
        })
    }
}

/// What was found of the risks in one section.
#[derive(Default)]
struct Plans {
    /// Risk and what is done.
    of_risks: Vec<(usize, Text)>,
    /// Blocks that became theirs.
    taken: Vec<usize>,
    /// Blocks of no risk.
    others: usize,
    /// Level of the heading that names the risk; 0 without one.
    level: u8,
}

impl Plans {
    fn read(&mut self, reader: &Reader<'_>, known: &Known, section: usize, of: Option<usize>) {
        let mut of = of;
        for index in reader.sections[section].blocks.clone() {
            let block = &reader.blocks[index];
            match &block.kind {
                BlockKind::Rule => {}
                BlockKind::Paragraph(inlines) => {
                    if let Some(plain) = title::title(inlines) {
                        of = known.named(&plain, reader);
                        if of.is_some() {
                            self.taken.push(index);
                            continue;
                        }
                    }
                    let text = text_of(inlines.clone());
                    let own = pair_of(&text, known, reader);
                    self.add(own.or(of.map(|risk| (risk, text))), index);
                }
                BlockKind::List(list) => {
                    let own: Vec<_> =
                        list.items.iter().map(|item| of_item(item, known, reader)).collect();
                    if own.iter().all(Option::is_some) {
                        self.of_risks.extend(own.into_iter().flatten());
                        self.take_flat(block, index);
                    } else if let Some(risk) = of {
                        self.of_risks.extend(list.items.iter().map(|item| (risk, lead(item))));
                        self.take_flat(block, index);
                    } else {
                        self.others += 1;
                    }
                }
                BlockKind::Table(table) => {
                    let columns = Columns::of(table, reader.words);
                    let rows: Option<Vec<_>> = table
                        .rows
                        .iter()
                        .map(|row| {
                            let risk = row.cells.iter().find_map(|c| known.named(&c.plain, reader));
                            let plan = [Column::Contingency, Column::Mitigation]
                                .into_iter()
                                .find_map(|c| columns.cell(row, c));
                            Some((risk?, plan?.clone()))
                        })
                        .collect();
                    match rows {
                        Some(rows) => self.of_risks.extend(rows),
                        None => self.others += 1,
                    }
                }
                _ if of.is_some() => {}
                _ => self.others += 1,
            }
        }
    }

    fn add(&mut self, found: Option<(usize, Text)>, index: usize) {
        match found {
            Some(found) => {
                self.of_risks.push(found);
                self.taken.push(index);
            }
            None => self.others += 1,
        }
    }

    /// Takes a list that holds nothing but what is told of the risk.
    fn take_flat(&mut self, block: &Block, index: usize) {
        let BlockKind::List(list) = &block.kind else { return };
        if list.items.iter().all(|item| item.rest().is_empty() && item.task.is_none()) {
            self.taken.push(index);
        }
    }

    fn hand_over(self, reader: &mut Reader<'_>, risks: &mut [Risk]) {
        let mut plans: BTreeMap<usize, Vec<Text>> = BTreeMap::new();
        for (risk, text) in self.of_risks {
            if !text.is_empty() {
                plans.entry(risk).or_default().push(text);
            }
        }
        let mut all_given = true;
        for (index, texts) in plans {
            let risk = &mut risks[index];
            if risk.contingency.is_none() {
                let text = as_one(&texts);
                risk.contingency = reader.value(&text, None, "a contingency plan");
            } else {
                all_given = false;
            }
        }
        if all_given {
            self.taken.into_iter().for_each(|index| reader.take(index));
        }
    }
}

/// "R1: sell gift cards" as risk and plan.
fn pair_of(text: &Text, known: &Known, reader: &Reader<'_>) -> Option<(usize, Text)> {
    let (key, rest) = text.plain.split_once([':', '：', '—', '–', '→'])?;
    let risk = known.named(key, reader)?;
    let rest = rest.trim();
    (!rest.is_empty()).then(|| (risk, Text::of_words(rest.to_owned(), text.span)))
}

/// An item that names its risk: in its line, or with the plan below it.
fn of_item(item: &ListItem, known: &Known, reader: &Reader<'_>) -> Option<(usize, Text)> {
    let own = lead(item);
    let nested = item.rest().iter().filter_map(|block| match &block.kind {
        BlockKind::List(list) => Some(as_one(&list.items.iter().map(lead).collect::<Vec<_>>())),
        BlockKind::Paragraph(inlines) => Some(text_of(inlines.clone())),
        _ => None,
    });
    let nested: Vec<Text> = nested.filter(|text| !text.is_empty()).collect();
    if nested.is_empty() {
        return pair_of(&own, known, reader);
    }
    Some((known.named(&own.plain, reader)?, as_one(&nested)))
}

/// Several texts as one, parted by semicolons.
fn as_one(texts: &[Text]) -> Text {
    let Some((first, rest)) = texts.split_first() else { return Text::default() };
    let mut content = first.content.to_vec();
    let mut span = first.span;
    for text in rest {
        content.push(Inline { kind: InlineKind::Text("; ".into()), span: text.span });
        content.extend(text.content.iter().cloned());
        span = span.to(text.span);
    }
    let plain = texts.iter().map(|text| text.plain.as_str()).collect::<Vec<_>>().join("; ").into();
    let placeholders = texts.iter().flat_map(|text| text.placeholders.iter().copied()).collect();
    Text { plain, content: content.into(), span, placeholders }
}
