//! IDs in the plan's text that no risk of its register has.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::RuleInput;
use crate::check::subject::{self, TemplateText};
use crate::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Text};
use crate::text::{Source, Span};

/// Letters whose numbers mean other things in rollout plans: halves, levels, priorities, quarters,
/// severities, days before and after a launch, versions.
const TAKEN: [&str; 7] = ["H", "L", "P", "Q", "S", "T", "V"];

/// How many digits the number of an ID may have; a longer one is a ticket's.
const DIGITS: usize = 4;

/// Register and references by prefix ("R", "RISK-"), IDs by their number.
type Numbers = BTreeMap<String, BTreeMap<u32, String>>;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let plan = facts.plan;
    let known = known(plan);
    if known.is_empty() {
        return Vec::new();
    }
    let (found, named) = (BTreeMap::new(), BTreeSet::new());
    let mut walk =
        Walk { source: facts.source, template: TemplateText::of(plan), known, found, named };
    walk.blocks(&plan.blocks);
    walk.findings()
}

/// The IDs of the register, where at least two show what its IDs look like.
fn known(plan: &Plan) -> Numbers {
    let mut known = Numbers::new();
    for id in plan.risks.iter().filter_map(|risk| risk.id.as_ref()) {
        if let Some((prefix, number)) = parts(id) {
            known.entry(prefix.to_owned()).or_default().insert(number, id.value.clone());
        }
    }
    known.retain(|prefix, ids| ids.len() > 1 && !TAKEN.contains(&prefix.as_str()));
    known
}

/// An ID's prefix and number: "RISK-07" is "RISK-" and 7.
fn parts(id: &str) -> Option<(&str, u32)> {
    let digits = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = id.split_at(id.len() - digits);
    let is_prefix = prefix.starts_with(|c: char| c.is_ascii_uppercase())
        && prefix.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    let number = number.parse().ok().filter(|_| digits <= DIGITS)?;
    is_prefix.then_some((prefix, number))
}

struct Walk<'a> {
    source: &'a Source,
    template: TemplateText,
    known: Numbers,
    /// Unknown IDs with their places, in the text's order.
    found: BTreeMap<String, Vec<Span>>,
    /// IDs that the text gives to something outside the register: a table of closed risks, a heading.
    named: BTreeSet<&'a str>,
}

impl<'a> Walk<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                BlockKind::Heading(heading) => {
                    let is_mark = |c: char| !c.is_alphanumeric() && c != '-';
                    self.named.extend(heading.text.plain.split(is_mark).take(1));
                    self.inlines(&heading.text.content);
                }
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Callout(callout) => {
                    callout.title.iter().for_each(|title| self.inlines(&title.content));
                    self.blocks(&callout.blocks);
                }
                BlockKind::Quote { blocks } | BlockKind::Footnote { blocks, .. } => {
                    self.blocks(blocks);
                }
                BlockKind::Details { summary, blocks } => {
                    self.inlines(summary);
                    self.blocks(blocks);
                }
                BlockKind::Table(table) => {
                    table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| self.cell(cell));
                }
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    /// A cell that is nothing but an ID names its row.
    fn cell(&mut self, cell: &'a Text) {
        if parts(&cell.plain).is_some() {
            self.named.insert(&cell.plain);
        } else {
            self.inlines(&cell.content);
        }
    }

    /// The text of links, of code and of what is struck out refers to nothing in this register.
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(_) => self.text(inline.span),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Element(_, content) => self.inlines(content),
                _ => {}
            }
        }
    }

    fn text(&mut self, span: Span) {
        let text = self.source.slice(span);
        for (at, prefix) in prefixes(text) {
            let Some(ids) = self.known.get(prefix) else { continue };
            let Some(end) = reference(text, at, prefix) else { continue };
            let number = text[at + prefix.len()..end].parse().ok();
            if number.is_some_and(|number| !ids.contains_key(&number)) {
                let start = span.start as usize;
                let place = Span::new(start + at, start + end);
                let places = self.found.entry(text[at..end].to_owned()).or_default();
                if places.len() <= subject::LISTED && !self.template.is_around(span) {
                    places.push(place);
                }
            }
        }
    }

    fn findings(&self) -> Vec<Diagnostic> {
        let listed = |ids: &BTreeMap<u32, String>| {
            let ids: Vec<String> = ids.values().map(|id| format!("`{id}`")).collect();
            subject::first_few(&ids)
        };
        // Told once for each prefix, however many IDs are unknown.
        let known: BTreeMap<&str, String> =
            self.known.iter().map(|(prefix, ids)| (prefix.as_str(), listed(ids))).collect();
        let finding = |(id, places): (&String, &Vec<Span>)| {
            let ids = parts(id).and_then(|(prefix, _)| known.get(prefix)).cloned();
            let message = format!("`{id}` is not a risk in the register");
            let finding = Diagnostic::new("unknown-risk-reference", places[0], message);
            let more = places.iter().skip(1);
            more.fold(finding, |finding, place| finding.also(*place, "here too"))
                .note(format!("the register has {}", ids.unwrap_or_default()))
                .help("correct the ID, or add the risk to the register")
                .help("if it is another plan's risk, make it a link to that plan")
        };
        let is_unknown = |(id, places): &(&String, &Vec<Span>)| {
            !places.is_empty() && !self.named.contains(id.as_str())
        };
        self.found.iter().filter(is_unknown).map(finding).collect()
    }
}

/// Capitals and hyphens before a digit, each run with its place: what may be the prefix of an ID.
fn prefixes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte == b'-';
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            at += bytes[at..].iter().take_while(|byte| is_part(**byte)).count();
            if at > start && bytes.get(at).is_some_and(u8::is_ascii_digit) {
                return Some((start, &text[start..at]));
            }
            at = at.max(start + 1);
        }
        None
    })
}

/// The end of the ID that begins at a place, if one stands there by itself.
fn reference(text: &str, at: usize, prefix: &str) -> Option<usize> {
    let (before, after) = (&text[..at], &text[at + prefix.len()..]);
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '#' | '.' | '@' | '$');
    let is_path =
        before.strip_suffix('/').is_some_and(|b| !b.ends_with(|c: char| c.is_ascii_digit()));
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    if before.ends_with(is_inside) || is_path || !(1..=DIGITS).contains(&digits) {
        return None;
    }
    let rest = &after[digits..];
    let mut next = rest.chars();
    let goes_on = match next.next() {
        Some(c) if c.is_alphanumeric() || c == '_' => true,
        // "R1-R3" is a range, "R2-D2" a name.
        Some('-' | '.') => {
            next.as_str().starts_with(char::is_alphanumeric) && !next.as_str().starts_with(prefix)
        }
        _ => false,
    };
    (!goes_on).then_some(at + prefix.len() + digits)
}
