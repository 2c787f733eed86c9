//! The outermost sections of a rollback plan, and what stands in each of their sections.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::reader::Reader;
use super::super::section::Kind;
use super::super::words::{Group, heads};
use super::part::Part;
use super::title::{self, Aside, phases_in};
use crate::model::phase::PhasePosition;
use crate::model::prose::BlockKind;
use crate::model::rollback::RollbackSection;

/// Fewest other outcomes beside which a heading is one.
const FEWEST_OUTCOMES: usize = 2;

/// What the sections of a document are to its rollback plan, by their indices.
pub(super) struct Roots {
    /// The outermost rollback section that each stands in, or is.
    root: Vec<Option<usize>>,
    parts: Vec<Option<Part>>,
    parents: Vec<Option<usize>>,
    dropped: Vec<bool>,
    /// The phases that the heading of each names.
    phases: Vec<Vec<PhasePosition>>,
}

impl Roots {
    pub(super) fn of(reader: &Reader<'_>) -> Self {
        let sections = &reader.sections;
        let n = sections.len();
        let mut roots = Self {
            root: vec![None; n],
            parts: vec![None; n],
            parents: sections.iter().map(|s| s.parent).collect(),
            dropped: vec![false; n],
            phases: vec![Vec::new(); n],
        };
        for (index, section) in sections.iter().enumerate() {
            let Some(kind) = section.kind.filter(|k| k.is_rollback()) else { continue };
            let above = section.parent.filter(|p| roots.root[*p].is_some());
            roots.root[index] = above.map_or(Some(index), |above| roots.root[above]);
            roots.parts[index] = roots.part_of(reader, index, kind, above);
            roots.phases[index] = title::heading(reader, index)
                .map(|title| phases_in(title, &reader.phases, reader.words))
                .unwrap_or_default();
        }
        roots.drop_checks(reader);
        roots.drop_emergencies(reader);
        roots.drop_outcomes(reader);
        roots
    }

    fn part_of(
        &self,
        reader: &Reader<'_>,
        index: usize,
        kind: Kind,
        above: Option<usize>,
    ) -> Option<Part> {
        let own = &reader.sections[index];
        let aside = title::heading(reader, index).and_then(|t| Aside::of(t, reader.words));
        // "Contingency plan" may be what others call rollback.
        let aside = aside.filter(|a| above.is_some() || *a != Aside::Contingency);
        // "Data loss" among triggers is a group of them.
        let of_triggers = above.is_some_and(|above| self.parts[above] == Some(Part::Triggers));
        let aside = aside.filter(|a| !of_triggers || !a.may_name_a_group());
        match aside {
            // "Rollback strategy" is the plan; "Strategy" below it tells of it.
            Some(aside) if !own.is_named || aside == Aside::Fact => Some(Part::Aside(aside)),
            _ if own.is_named => Part::of(kind),
            _ => above.map_or_else(|| Part::of(kind), |above| self.parts[above]),
        }
    }

    /// A section of boxes inside a checklist asks whether the rollback is ready.
    fn drop_checks(&mut self, reader: &Reader<'_>) {
        for index in 0..self.root.len() {
            let is_root = self.root[index] == Some(index);
            let parent = self.parents[index].and_then(|p| reader.sections[p].kind);
            let lists = reader.lists(index);
            let are_boxes = !lists.is_empty()
                && lists.iter().all(|(_, list)| list.items.iter().all(|i| i.task.is_some()));
            if is_root && are_boxes && parent.is_some_and(Kind::is_checklist) {
                self.drop_root(index);
            }
        }
    }

    /// "Emergency procedures" beside a section that is the rollback by its name are about emergencies.
    fn drop_emergencies(&mut self, reader: &Reader<'_>) {
        let is_weak = |index: usize| {
            title::heading(reader, index).and_then(|t| Aside::of(t, reader.words))
                == Some(Aside::Contingency)
        };
        let named = |index: usize| reader.sections[index].is_named && !is_weak(index);
        let mut holds_named = vec![false; self.root.len()];
        for (index, root) in self.root.iter().enumerate() {
            if let Some(root) = root.filter(|_| named(index)) {
                holds_named[root] = true;
            }
        }
        if !holds_named.contains(&true) {
            return;
        }
        for (index, is_named) in holds_named.into_iter().enumerate() {
            if self.root[index] == Some(index) && !is_named && is_weak(index) {
                self.drop_root(index);
            }
        }
    }

    /// "Roll back" beside "Go" and "Pause" is an outcome of a decision: lines on when it is taken, no list of
    /// what to do.
    fn drop_outcomes(&mut self, reader: &Reader<'_>) {
        let verdict = |index: usize| {
            let parts = heads(title::heading(reader, index)?);
            reader.words.leading(Group::Verdict, &parts).map(|(kind, n)| (kind, n == parts.len()))
        };
        // The other outcomes under each heading, gathered once for all that stand under it.
        let mut outcomes: FxHashMap<usize, usize> = FxHashMap::default();
        for index in 0..self.root.len() {
            let parent = self.parents[index].filter(|_| self.root[index] == Some(index));
            let Some(parent) = parent.filter(|_| verdict(index) == Some(("rolled-back", true)))
            else {
                continue;
            };
            let others = *outcomes.entry(parent).or_insert_with(|| {
                let kinds = self.children(parent).filter_map(|sibling| Some(verdict(sibling)?.0));
                kinds.filter(|kind| *kind != "rolled-back").collect::<FxHashSet<_>>().len()
            });
            let last = reader.sections[self.end(index) - 1].blocks.end;
            let blocks = &reader.blocks[reader.sections[index].blocks.start..last];
            let tells_what_to_do = blocks.iter().any(|block| {
                matches!(
                    block.kind,
                    BlockKind::List(_) | BlockKind::Table(_) | BlockKind::Code { .. }
                )
            });
            if others >= FEWEST_OUTCOMES && !tells_what_to_do {
                self.drop_root(index);
            }
        }
    }

    /// Takes a section, and what stands under it, out of the rollback plan.
    pub(super) fn drop_root(&mut self, root: usize) {
        let end = self.end(root);
        self.dropped[root..end].fill(true);
    }

    pub(super) fn is_dropped(&self, section: usize) -> bool {
        self.dropped[section]
    }

    /// The outermost section of the plan that a section stands in.
    pub(super) fn root(&self, section: usize) -> Option<usize> {
        self.root[section].filter(|_| !self.dropped[section])
    }

    /// What the lists and tables of a section hold.
    pub(super) fn part(&self, section: usize) -> Option<Part> {
        self.parts[section].filter(|_| !self.dropped[section])
    }

    /// The outermost sections, in order.
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        (0..self.root.len()).filter(|index| self.root(*index) == Some(*index))
    }

    /// The same as a plan has them.
    pub(super) fn sections(&self, reader: &Reader<'_>) -> Vec<RollbackSection> {
        let section = |root: usize| {
            let (_, _, heading) = reader.sections[root].heading?;
            Some(RollbackSection { heading, phases: self.phases(reader, root) })
        };
        self.all().filter_map(section).collect()
    }

    /// The sections directly under one.
    pub(super) fn children(&self, section: usize) -> impl Iterator<Item = usize> {
        let end = self.end(section);
        (section + 1..end).filter(move |index| self.parents[*index] == Some(section))
    }

    /// One past the last section that stands under one.
    pub(super) fn end(&self, section: usize) -> usize {
        let is_under = |index: usize| {
            let mut above = self.parents[index];
            while above.is_some_and(|a| a > section) {
                above = above.and_then(|a| self.parents[a]);
            }
            above == Some(section)
        };
        (section + 1..self.root.len()).find(|i| !is_under(*i)).unwrap_or(self.root.len())
    }

    /// The phases that a section speaks of: those of its heading, else of that above it.
    pub(super) fn phases(&self, reader: &Reader<'_>, section: usize) -> Vec<PhasePosition> {
        let mut at = Some(section);
        while let Some(index) = at.filter(|i| self.root[*i].is_some()) {
            let named = &self.phases[index];
            if !named.is_empty() {
                return named.clone();
            }
            at = self.parents[index];
        }
        reader.phase_of(section).into_iter().collect()
    }
}
