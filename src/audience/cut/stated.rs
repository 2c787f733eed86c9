//! What a plan states in sections that are left out, wherever else it stands: a risk register under another heading.

use super::{Bytes, Cutter, Read, blank, range};
use crate::model::checklist::{Checklist, ChecklistKind};
use crate::model::plan::{Article, Plan};
use crate::model::prose::{Block, BlockKind};
use crate::parse::parse;
use crate::text::Span;

/// How often what is left is read again. Once is enough for all that people write.
const ROUNDS: usize = 8;

impl Cutter<'_> {
    /// The text without blocks that state what is left out.
    pub(super) fn stated(&self, mut read: Read) -> Read {
        let rules = &self.audience.left_out_sections;
        let kinds: Vec<&str> =
            rules.iter().filter_map(|rule| Some(rule.name.section?.word())).collect();
        if kinds.is_empty() {
            return read;
        }
        for round in 0..=ROUNDS {
            let spans = self.spans(&read, &kinds);
            if spans.is_empty() {
                break;
            }
            read = self.reread(read, |_, read| {
                let blocks = &read.document.blocks;
                let all = || blocks.iter().skip(1).map(|block| range(block.span)).collect();
                let text = read.source.text();
                let some = || places(blocks, &spans, text.len());
                blank(text, if round < ROUNDS { some() } else { all() })
            });
        }
        read
    }

    fn spans(&self, read: &Read, kinds: &[&str]) -> Vec<Span> {
        let (article, _) = parse(&read.source, read.document.clone(), self.language);
        let Article::Plan(plan) = article else { return Vec::new() };
        let mut spans: Vec<Span> = kinds.iter().flat_map(|kind| spans_of(&plan, kind)).collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// Where a plan states what belongs to a section of this name.
fn spans_of(plan: &Plan, kind: &str) -> Vec<Span> {
    let lists = |is_kind: fn(ChecklistKind) -> bool| -> Vec<Span> {
        let lists = plan.checklists.iter().filter(|list| is_kind(list.kind));
        lists.flat_map(spans_of_list).collect()
    };
    let rollback = &plan.rollback;
    let triggers = || rollback.triggers.iter().map(|trigger| trigger.span);
    let steps = || rollback.steps.iter().map(|step| step.span);
    let owners = || rollback.owners.iter().map(|owner| owner.span);
    match kind {
        "phases" => plan.phases.iter().map(|phase| phase.span).collect(),
        "risks" => plan.risks.iter().map(|risk| risk.span).collect(),
        "decisions" => plan.decisions.iter().map(|decision| decision.span).collect(),
        "signatures" => plan.signatures.iter().map(|signature| signature.span).collect(),
        "rollback" => {
            let unread = rollback.unread.iter().map(|section| section.span);
            let rehearsals = rollback.rehearsals.iter().map(|rehearsal| rehearsal.span);
            triggers().chain(steps()).chain(owners()).chain(unread).chain(rehearsals).collect()
        }
        "rollback-triggers" => triggers().collect(),
        "rollback-steps" => steps().collect(),
        "rollback-owners" => owners().collect(),
        "transition-criteria" => {
            let criteria = plan.transition_criteria.iter().map(|criterion| criterion.item.span);
            let marks = lists(|kind| kind == ChecklistKind::TransitionCriteria);
            criteria.chain(marks).collect()
        }
        "checklists" => lists(|kind| kind != ChecklistKind::TransitionCriteria),
        "pre-launch" => lists(|kind| kind == ChecklistKind::PreLaunch),
        "launch-day" => lists(|kind| kind == ChecklistKind::LaunchDay),
        "post-launch" => lists(|kind| kind == ChecklistKind::PostLaunch),
        _ => Vec::new(),
    }
}

fn spans_of_list(list: &Checklist) -> impl Iterator<Item = Span> {
    let items = list.items.iter().map(|item| item.span);
    items.chain(list.marks.iter().map(|mark| mark.span))
}

/// The blocks in which these places lie; of a heading all that stands under it.
fn places(blocks: &[Block], spans: &[Span], end: usize) -> Vec<Bytes> {
    let mut places = Vec::new();
    for span in spans {
        let at = blocks.partition_point(|block| block.span.end <= span.start);
        let Some(block) = blocks.get(at) else { continue };
        let mut place = range(block.span.to(*span));
        if let BlockKind::Heading(heading) = &block.kind {
            let closes = |block: &&Block| matches!(&block.kind, BlockKind::Heading(next) if next.level <= heading.level);
            let next = blocks[at + 1..].iter().find(closes);
            place.end = next.map_or(end, |next| next.span.start as usize);
        }
        places.push(place);
    }
    places
}
