//! The outline of a document: its parts as symbols, and what of it can be folded.

use serde_json::{Value, json};

use super::workspace::Workspace;
use crate::model::prose::{Block, BlockKind};
use crate::pipeline::open;
use crate::portfolio::PlanEntry;
use crate::text::{LABEL, Source, Span, shortened};

/// Numbers of the protocol for kinds of symbol.
const FILE: u8 = 1;
const CLASS: u8 = 5;
const EVENT: u8 = 24;
const KEY: u8 = 20;
const ENUM_MEMBER: u8 = 22;

/// Most symbols of one kind.
const MOST: usize = 500;

impl Workspace {
    /// The parts of a document: phases, risks, triggers, steps, items of checklists.
    pub(super) fn symbols(&self, path: &str) -> Value {
        let Some(source) = self.source(path) else { return json!([]) };
        let Some(plan) = self.plan(path).map(|plan| open(plan, self.config())) else {
            return json!([]);
        };
        let whole = Span::new(0, source.text().len());
        let title = plan.summary.title.clone();
        let first = source.line_span(1);
        let mut symbol = self.symbol(source, FILE, &title, whole);
        symbol["selectionRange"] = self.units.range(source, first);
        symbol["children"] = self.parts(source, &plan);
        json!([symbol])
    }

    fn parts(&self, source: &Source, entry: &PlanEntry) -> Value {
        let plan = &entry.plan;
        let short = |text: &str| shortened(text, LABEL).into_owned();
        let phases = plan
            .phases
            .iter()
            .take(MOST)
            .map(|phase| (CLASS, short(&phase.label.plain), phase.span));
        let risks = plan.risks.iter().take(MOST).map(|risk| {
            let id = risk.id.as_ref().map_or("Risk", |id| &id.value);
            (KEY, short(&format!("{id}: {}", risk.text.plain)), risk.span)
        });
        let triggers = plan.rollback.triggers.iter().take(MOST);
        let triggers =
            triggers.map(|trigger| (EVENT, short(&trigger.text.plain), trigger.text.span));
        let steps = plan.rollback.steps.iter().take(MOST);
        let steps = steps.map(|step| (EVENT, short(&step.text.plain), step.text.span));
        let items = plan.checklists.iter().flat_map(|list| &list.items).take(MOST);
        let items = items.map(|item| (ENUM_MEMBER, short(&item.text.plain), item.text.span));
        let all = phases.chain(risks).chain(triggers).chain(steps).chain(items);
        all.filter(|(_, name, _)| !name.trim().is_empty())
            .map(|(kind, name, span)| self.symbol(source, kind, &name, span))
            .collect()
    }

    fn symbol(&self, source: &Source, kind: u8, name: &str, span: Span) -> Value {
        let range = self.units.range(source, span);
        json!({ "name": name, "kind": kind, "range": range, "selectionRange": range })
    }

    /// The sections of a document, by its headings.
    pub(super) fn folds(&self, path: &str) -> Value {
        let plan = self.plan(path).map(|plan| open(plan, self.config()));
        let blocks = match &plan {
            Some(plan) => &plan.plan.blocks[..],
            None => self.portfolio().page_of_source(path).map_or(&[][..], |page| &page.page.blocks),
        };
        let Some(source) = self.source(path) else { return json!([]) };
        folds(source, blocks)
            .into_iter()
            .map(|(start, end)| json!({ "startLine": start, "endLine": end, "kind": "region" }))
            .collect()
    }
}

/// First and last line, from 0, of each section of more than one line.
fn folds(source: &Source, blocks: &[Block]) -> Vec<(u32, u32)> {
    let headings: Vec<(u8, u32)> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some((heading.level, source.line(block.span.start) - 1)),
            _ => None,
        })
        .collect();
    let last = source.line_count() - 1;
    let end = |at: usize| {
        let (level, _) = headings[at];
        let next = headings[at + 1..].iter().find(|(other, _)| *other <= level);
        let mut end = next.map_or(last, |(_, line)| line.saturating_sub(1));
        while end > headings[at].1 && source.slice(source.line_span(end + 1)).trim().is_empty() {
            end -= 1;
        }
        end
    };
    let sections = (0..headings.len()).map(|at| (headings[at].1, end(at)));
    sections.filter(|(start, end)| end > start).collect()
}
