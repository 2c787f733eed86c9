//! The ways back that a plan tells: of the live phase and of all, and of single other phases.

use rustc_hash::FxHashMap;

use super::At;
use super::phase::names_phase;
use super::rollback::{PhaseRollback, TriggerRow};
use super::section::{Places, blocks_under, heading_at, level, without};
use super::step::StepRow;
use crate::model::date;
use crate::model::phase::PhasePosition;
use crate::model::prose::{Block, BlockKind};
use crate::model::rollback::holds_for;
use crate::text::Span;
use crate::view::part::Html;

impl At<'_, '_> {
    /// Whether what speaks of `phases` is of one way: of `way` alone, else of the live phase.
    fn is_of_way(&self, phases: &[PhasePosition], way: Option<&[PhasePosition]>) -> bool {
        way.map_or_else(|| self.is_of_now(phases), |way| phases == way)
    }

    /// Whether it holds for the live phase; where none is live, all does.
    fn is_of_now(&self, phases: &[PhasePosition]) -> bool {
        self.live_phase().is_none_or(|live| holds_for(phases, PhasePosition::from_index(live)))
    }

    pub(super) fn triggers(&self, way: Option<&[PhasePosition]>) -> Vec<TriggerRow> {
        let rollback = &self.plan().rollback;
        let measures = &self.entry.analysis.measures;
        let triggers = rollback.triggers.iter().enumerate();
        triggers
            .filter(|(_, t)| self.is_of_way(&t.phases, way) && !rollback.is_unread(t.span))
            .map(|(at, t)| TriggerRow {
                text_html: self.html(&t.text),
                only: self.only_in(&t.phases),
                extra: t.extra.iter().filter_map(|(name, x)| self.fact_if(name, Some(x))).collect(),
                measure: self.measure_note(measures.of_trigger(at)),
            })
            .collect()
    }

    /// The steps of one way, each with the title of its group where that changes.
    pub(super) fn steps(&self, way: Option<&[PhasePosition]>) -> Vec<StepRow> {
        let rollback = &self.plan().rollback;
        let mut last = None;
        let steps = rollback.steps.iter().enumerate();
        steps
            .filter(|(_, s)| self.is_of_way(&s.phases, way) && !rollback.is_unread(s.span))
            .map(|(index, step)| {
                let mut row = self.step_row(index, step);
                let group = step.group.as_ref().map(|group| group.span);
                if group == last {
                    row.group_html = None;
                }
                last = group;
                row
            })
            .collect()
    }

    /// The sections that are shown as written.
    pub(super) fn written(&self, way: Option<&[PhasePosition]>) -> Vec<Html> {
        let plan = self.plan();
        let unread = plan.rollback.unread.iter();
        unread
            .filter(|section| self.is_of_way(&section.phases, way))
            .map(|section| {
                let blocks = &plan.blocks[section.blocks.clone()];
                let is_whole = blocks.first().is_some_and(|b| level(b).is_some());
                let name = self.name_of_rollback(section.heading);
                // Its own heading tells little where the phase above it does.
                let name = name.filter(|name| !is_whole || name.span != section.heading);
                let blocks: Vec<Block> = name.into_iter().chain(blocks).cloned().collect();
                self.commands().blocks(&blocks)
            })
            .collect()
    }

    /// The ways back of phases that are not live, in the plan's order.
    pub(super) fn ways(&self) -> Vec<PhaseRollback> {
        let rollback = &self.plan().rollback;
        let steps = rollback.steps.iter().map(|s| (s.span.start, &s.phases));
        let triggers = rollback.triggers.iter().map(|t| (t.span.start, &t.phases));
        let unread = rollback.unread.iter().map(|u| (u.span.start, &u.phases));
        let sections = rollback.sections.iter().map(|s| (s.heading.start, &s.phases));
        let mut others: Vec<(u32, &Vec<PhasePosition>)> = steps
            .chain(triggers)
            .chain(unread)
            .chain(sections)
            .filter(|(_, phases)| !self.is_of_now(phases))
            .collect();
        others.sort_unstable_by_key(|(start, phases)| (*phases, *start));
        others.dedup_by_key(|(_, phases)| *phases);
        others.sort_unstable_by_key(|(_, phases)| *phases);
        others
            .into_iter()
            .map(|(_, phases)| {
                let labels: Vec<String> =
                    phases.iter().map(|p| self.phase_label(p.index())).collect();
                let (before, after) = self.rollback_notes(Some(phases));
                let mut written = self.written(Some(phases));
                written.extend(before);
                written.extend(after);
                PhaseRollback {
                    title: labels.join(", "),
                    triggers: self.triggers(Some(phases)),
                    steps: self.steps(Some(phases)),
                    written,
                }
            })
            .filter(|w| !(w.triggers.is_empty() && w.steps.is_empty() && w.written.is_empty()))
            .collect()
    }

    /// Prose whose code is copied.
    fn commands(&self) -> crate::view::html::Prose<'_> {
        let mut prose = self.prose();
        prose.commands = true;
        prose
    }

    /// Of when the plan's text is, by its own words, else by its last commit.
    pub(super) fn dated(&self) -> Option<String> {
        let updated = self.entry.analysis.updated.as_ref();
        let of = |what: &str, value| format!("{what} {}", date::display(value));
        let updated = updated.map(|updated| of("last updated", updated.date));
        updated.or_else(|| self.plan().header.date.as_ref().map(|d| of("plan date", d.value)))
    }

    /// The heading that tells a rollback section from the others: that of the phase it stands under,
    /// unless its own names one.
    fn name_of_rollback(&self, heading: Span) -> Option<&Block> {
        let plan = self.plan();
        let at = heading_at(&plan.blocks, heading)?;
        let own = &plan.blocks[at];
        let above = self.headings_above().get(&at).map(|above| &plan.blocks[*above]);
        let names = |block: &&Block| plan.phases.iter().any(|phase| names_phase(block, phase));
        above.filter(names).filter(|_| !names(&own)).or(Some(own))
    }

    /// For each heading, by its index, the one that it stands under.
    fn headings_above(&self) -> &FxHashMap<usize, usize> {
        self.headings_above.get_or_init(|| {
            let mut open: Vec<(u8, usize)> = Vec::new();
            let mut above = FxHashMap::default();
            let blocks = self.plan().blocks.iter().enumerate();
            for (at, own) in blocks.filter_map(|(at, block)| Some((at, level(block)?))) {
                open.retain(|(level, _)| *level < own);
                above.extend(open.last().map(|(_, outer)| (at, *outer)));
                open.push((own, at));
            }
            above
        })
    }

    /// What stands in the rollback sections of one way and is neither trigger, step nor owner: before
    /// its steps, and behind them.
    pub(super) fn rollback_notes(
        &self,
        way: Option<&[PhasePosition]>,
    ) -> (Option<Html>, Option<Html>) {
        let plan = self.plan();
        let rollback = &plan.rollback;
        let mut shown: Vec<Span> = rollback.triggers.iter().map(|t| t.span).collect();
        shown.extend(rollback.steps.iter().map(|s| s.span));
        shown.extend(rollback.owners.iter().map(|o| o.span));
        shown.extend(rollback.unread.iter().map(|u| u.span));
        shown.extend(self.told_rehearsal());
        shown.extend(plan.unfilled.iter().filter(|u| !u.inside).map(|u| u.span));
        let shown = Places::new(shown);
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let sections = rollback.sections.iter().filter(|s| self.is_of_way(&s.phases, way));
        for section in sections {
            let all = blocks_under(&plan.blocks, section.heading);
            let under = without(all, &shown);
            let place = match (all.first(), all.last()) {
                (Some(first), Some(last)) => first.span.to(last.span),
                _ => continue,
            };
            let steps = rollback.steps.iter().filter(|step| place.contains(step.span));
            let end = steps.map(|step| step.span.end).max().unwrap_or(u32::MAX);
            let (first, rest): (Vec<Block>, Vec<Block>) =
                under.into_iter().partition(|block| block.span.start < end);
            for (notes, part) in [(&mut before, first), (&mut after, rest)] {
                // One section needs no heading of its own; of several each has its name.
                if rollback.sections.len() > 1 && !part.is_empty() {
                    notes.extend(self.name_of_rollback(section.heading).cloned());
                }
                notes.extend(part);
            }
        }
        let html = |notes: Vec<Block>| {
            // A rule parts the section from the next, a heading names what is shown elsewhere.
            let is_frame = |b: &Block| matches!(b.kind, BlockKind::Rule | BlockKind::Heading(_));
            let says = !notes.iter().all(is_frame);
            says.then(|| self.commands().blocks(&notes))
        };
        (html(before), html(after))
    }
}
