//! What all concept readers share: the document, its outline, and what is noted while reading.

use std::fmt::Display;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::dates::{self, Reading};
use super::language::Language;
use super::outline::outline;
use super::placeholder;
use super::reference::KnownPhases;
use super::section::Section;
use super::value::{self, Samples, State};
use super::words::{Group, Words, heads};
use crate::diagnostic::Diagnostic;
use crate::model::date::{self, Date};
use crate::model::phase::{Phase, PhaseNumber, PhasePosition};
use crate::model::plan::{LeftOut, Unfilled, Unread};
use crate::model::prose::{Block, BlockKind, Text};
use crate::text::{Source, Span, Spanned};

/// Most bytes of a text in which the place of words is sought: a text may tell a thousand facts, each of which
/// has its own.
const LONGEST_SEARCHED: usize = 4_000;

/// A document that is being read.
pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) blocks: &'a [Block],
    pub(super) sections: Vec<Section<'a>>,
    pub(super) words: &'a Words,
    pub(super) samples: &'a Samples,
    /// Which blocks became data; the others are the author's own prose.
    pub(super) is_read: Vec<bool>,
    /// The phases by their numbers, once they are read; the first of two with one number.
    pub(super) positions: FxHashMap<PhaseNumber, PhasePosition>,
    /// The same by all that references name them by.
    pub(super) phases: Rc<KnownPhases>,
    /// The sections that are phases, by their indices.
    pub(super) phase_sections: FxHashMap<usize, PhasePosition>,
    /// For each section whether its heading is a risk, once risks are read: each is asked of all that stands
    /// under it.
    pub(super) risk_headings: Vec<bool>,
    /// Whether the document is in English, as far as that is known.
    pub(super) is_english: bool,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) unfilled: Vec<Unfilled>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source, blocks: &'a [Block], language: &'a Language) -> Self {
        Self {
            source,
            blocks,
            sections: outline(blocks, &language.words),
            words: &language.words,
            samples: &language.samples,
            is_read: vec![false; blocks.len()],
            positions: FxHashMap::default(),
            phases: Rc::default(),
            phase_sections: FxHashMap::default(),
            risk_headings: Vec::new(),
            is_english: true,
            findings: Vec::new(),
            unfilled: Vec::new(),
        }
    }

    /// Findings and unfilled places, by place.
    pub(super) fn finish(mut self) -> (Vec<Diagnostic>, Vec<Unfilled>) {
        self.unfilled.sort_by_key(|u| u.span);
        (self.findings, self.unfilled)
    }

    /// Says that the entries of a list after the first `read` are not read; the first of them stands at
    /// `span`.
    pub(super) fn leave_out(
        &mut self,
        what: Unread,
        count: usize,
        read: usize,
        span: Span,
        help: &str,
    ) -> LeftOut {
        let [_, nouns] = what.nouns();
        let message = format!("{count} {nouns} are over the limit of {read}");
        self.findings.push(
            Diagnostic::new("limit-exceeded", span, message)
                .label("nothing from here on is read")
                .note("no gate is ready until all of them can be read")
                .help(help),
        );
        LeftOut { what, count: count - read, read, span }
    }

    /// Judges a value without noting anything.
    pub(super) fn state(&self, text: &Text, group: Option<Group>) -> State {
        value::state(text, group, self.words, self.samples)
    }

    /// A value if it is stated; template text is noted as unfilled, also inside a sentence.
    /// `place` says what the value is for: "the date".
    pub(super) fn value(
        &mut self,
        text: &Text,
        group: Option<Group>,
        place: impl Display,
    ) -> Option<Text> {
        match self.state(text, group) {
            State::NotStated => None,
            State::Unfilled => {
                self.note_unfilled(text, place);
                None
            }
            State::Stated => Some(self.stated(text, place)),
        }
    }

    /// A stated value with the placeholders inside it marked and noted.
    pub(super) fn stated(&mut self, text: &Text, place: impl Display) -> Text {
        let mut text = text.clone();
        for (words, span) in placeholder::inside(&text.content, self.words) {
            text.placeholders.push(span);
            let place = place.to_string();
            self.unfilled.push(Unfilled { text: words, span, place, inside: true });
        }
        text
    }

    /// Notes a value that is template text.
    pub(super) fn note_unfilled(&mut self, text: &Text, place: impl Display) {
        self.unfilled.push(Unfilled {
            text: text.plain.to_string(),
            span: text.span,
            place: place.to_string(),
            inside: false,
        });
    }

    /// Reads a date; an ambiguous one, or words that are none, are a finding and no date.
    pub(super) fn date(&mut self, text: &Text, place: impl Display) -> Option<Spanned<Date>> {
        let text = self.value(text, None, &place)?;
        match dates::read(&text.plain, self.words) {
            Reading::Date(date) => Some(Spanned::new(date, text.span)),
            Reading::Ambiguous(a, b) => {
                self.findings.push(
                    Diagnostic::new(
                        "ambiguous-date",
                        text.span,
                        format!("`{}` may be two dates", text.plain),
                    )
                    .label(format!("{} or {}?", date::display(a), date::display(b)))
                    .help(format!("write `{a}` or `{b}`")),
                );
                None
            }
            // "created YYYY-MM-DD" waits for its date, which is noted already.
            Reading::None if !text.placeholders.is_empty() => None,
            Reading::None => {
                self.findings.push(
                    Diagnostic::new(
                        "unreadable-date",
                        text.span,
                        format!("{place} is not a date: `{}`", text.plain),
                    )
                    .help("write it as `2026-11-22`"),
                );
                None
            }
        }
    }

    /// Keeps the phases at hand for what speaks of them.
    pub(super) fn know(&mut self, phases: &[Phase]) {
        self.phases = Rc::new(KnownPhases::of(phases, self.words));
        for phase in phases {
            if let Some(number) = phase.number {
                self.positions.entry(number).or_insert(phase.position);
            }
        }
    }

    /// The phase that a section stands under, or that its heading speaks of.
    pub(super) fn phase_of(&self, section: usize) -> Option<PhasePosition> {
        let mut at = Some(section);
        while let Some(index) = at {
            if let Some(position) = self.phase_sections.get(&index) {
                return Some(*position);
            }
            // "Phase 1 Rollback" speaks of a phase that stands elsewhere.
            let parent = self.sections[index].parent;
            let above = parent.and_then(|parent| self.sections[parent].phase.as_ref());
            if self.sections[index].phase.as_ref() != above {
                break;
            }
            at = parent;
        }
        let number = self.sections[section].phase.as_ref()?.phase_number()?;
        self.positions.get(&number).copied()
    }

    /// Whether words name a rollout: "Launch of …", "Database migration".
    pub(super) fn speaks_of_rollout(&self, text: &str) -> bool {
        let heads = heads(text);
        (0..heads.len()).any(|i| {
            let found = self.words.leading(Group::Word, &heads[i..]);
            found.is_some_and(|(kind, _)| kind == "rollout")
        })
    }

    /// Takes blocks as read, so that they are not shown again as the author's own prose.
    pub(super) fn take(&mut self, index: usize) {
        self.is_read[index] = true;
    }

    /// Indices of sections of which `wanted` holds.
    pub(super) fn sections_where(&self, wanted: impl Fn(&Section<'a>) -> bool) -> Vec<usize> {
        (0..self.sections.len()).filter(|&i| wanted(&self.sections[i])).collect()
    }

    /// Tables directly under a section, with their block index.
    pub(super) fn tables(&self, section: usize) -> Vec<(usize, &'a crate::model::prose::Table)> {
        let blocks = self.blocks;
        self.sections[section]
            .blocks
            .clone()
            .filter_map(|i| match &blocks[i].kind {
                BlockKind::Table(table) => Some((i, table)),
                _ => None,
            })
            .collect()
    }

    /// Lists directly under a section, with their block index.
    pub(super) fn lists(&self, section: usize) -> Vec<(usize, &'a crate::model::prose::List)> {
        let blocks = self.blocks;
        self.sections[section]
            .blocks
            .clone()
            .filter_map(|i| match &blocks[i].kind {
                BlockKind::List(list) => Some((i, list)),
                _ => None,
            })
            .collect()
    }

    /// The narrowest place of `words` inside a text, else the whole text. In a long one none is sought.
    pub(super) fn place_of(&self, text: &Text, words: &str) -> Span {
        let slice = self.source.slice(text.span);
        if slice.len() > LONGEST_SEARCHED {
            return text.span;
        }
        slice.find(words).map_or(text.span, |at| {
            let start = text.span.start as usize + at;
            Span::new(start, start + words.len())
        })
    }
}
