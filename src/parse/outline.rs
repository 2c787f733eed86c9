//! The outline of a document: which heading opens which section, and which open phases.

use std::rc::Rc;

use super::heading::{is_risk, named};
use super::label::label;
use super::section::{Kind, Section, SignOff};
use super::staging::phase_headings;
use super::words::Words;
use crate::model::prose::{Block, BlockKind};

/// Cuts a document at its headings.
pub(super) fn outline<'a>(blocks: &'a [Block], words: &Words) -> Vec<Section<'a>> {
    let mut sections = vec![Section {
        kind: None,
        is_named: false,
        heading: None,
        phase: None,
        signs: None,
        is_phase: false,
        is_head: true,
        parent: None,
        blocks: 0..blocks.len(),
    }];
    let mut open: Vec<usize> = Vec::new();
    let mut is_head = true;
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::Heading(heading) = &block.kind else { continue };
        if let Some(last) = sections.last_mut() {
            last.blocks.end = index;
        }
        open.retain(|&above| sections[above].level() < heading.level);
        is_head &= heading.level == 1;
        let (signing, found) = match named(&heading.text.plain, heading.level == 1, words) {
            Some(found) if found.kind == Kind::Signatures => {
                (Some(SignOff { phase: found.phase }), None)
            }
            found => (None, found),
        };
        sections.push(Section {
            kind: found.as_ref().map(|f| f.kind),
            is_named: found.is_some(),
            heading: Some((index, heading, block.span)),
            phase: found.and_then(|f| f.phase).map(Rc::new),
            signs: signing,
            is_phase: false,
            is_head,
            parent: open.last().copied(),
            blocks: index + 1..blocks.len(),
        });
        open.push(sections.len() - 1);
    }
    inherit(&mut sections, words);
    sections
}

/// Settles which headings open phases, and what sections take from those above them.
fn inherit(sections: &mut [Section<'_>], words: &Words) {
    let opens_phase = phase_headings(sections, words);
    for (index, is_phase) in opens_phase.into_iter().enumerate() {
        // The title may name a section: "Rollback runbook". What speaks of the document is still its own.
        let is_of_document = matches!(sections[index].kind, Some(Kind::Status | Kind::Document))
            && sections[index].parent.is_some_and(|parent| sections[parent].level() == 1);
        let (kind, phase) = match sections[index].parent {
            Some(parent) => (sections[parent].kind, sections[parent].phase.clone()),
            None => (None, None),
        };
        let section = &mut sections[index];
        // "Procedure" under "Rollback" is the rollback's, and no plan of phases.
        let is_general = matches!(
            section.kind,
            Some(Kind::Phases | Kind::Schedule | Kind::Status | Kind::Document)
        );
        if is_general && !is_of_document && kind.is_some_and(Kind::speaks_of_phases) {
            section.kind = None;
            section.is_named = false;
        }
        section.is_phase = is_phase;
        if is_phase {
            section.is_named = false;
            section.kind = kind;
            section.phase = section.heading.map(|(_, h, _)| Rc::new(label(&h.text.plain, words)));
        } else {
            // A numbered risk is one under any heading, and what stands under it speaks of it.
            let is_risk = !section.is_named
                && section.heading.is_some_and(|(_, h, _)| is_risk(&h.text.plain, words));
            let own = section.kind.or(is_risk.then_some(Kind::Risks));
            section.kind = own.or(kind);
            section.phase = section.phase.take().or(phase);
        }
    }
}
