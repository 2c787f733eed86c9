//! What is said of a gate.

use std::io::{self, Write};

use clap::builder::styling::{AnsiColor, Style};
use serde::Serialize;

use super::super::report::printable;
use super::phase::Choice;
use crate::analysis::gate::{Gate, GateVerdict};
use crate::analysis::wording::{capitalised, gate_name, refusal, refused, signer};
use crate::model::header::StatusKind;
use crate::portfolio::PlanEntry;
use crate::text::Span;
use crate::view::data::{GateData, JsonNumber, gate_data};

/// A gate of a plan, and what the plan says of it.
#[derive(Debug, Serialize)]
pub(super) struct Answer<'a> {
    slug: &'a str,
    source: &'a str,
    title: &'a str,
    /// Stated number of the phase, as in the published data.
    phase: Option<JsonNumber>,
    phase_position: u32,
    phase_label: &'a str,
    /// `named`, `current`, `first-not-passed`, `last`.
    chosen: &'static str,
    /// "Gate from Phase 1 to Phase 2".
    gate: String,
    /// The gate as the published data has it.
    #[serde(flatten)]
    data: Option<GateData<'a>>,
    #[serde(skip)]
    pub(super) verdict: GateVerdict,
    #[serde(skip)]
    told: Told<'a>,
}

/// What only people are told.
#[derive(Debug)]
struct Told<'a> {
    entry: &'a PlanEntry,
    path: &'a str,
    index: usize,
    choice: Choice,
}

impl<'a> Answer<'a> {
    /// The gate at the end of the phase at an index. `path` is shown.
    pub(super) fn new(
        entry: &'a PlanEntry,
        path: &'a str,
        (index, choice): (usize, Choice),
    ) -> Self {
        let phase = &entry.plan.phases[index];
        let name = gate_name(&entry.plan, index);
        Self {
            slug: entry.slug.as_str(),
            source: entry.source.path(),
            title: &entry.summary.title,
            phase: phase.number.map(JsonNumber::from),
            phase_position: phase.position.get(),
            phase_label: &phase.label.plain,
            chosen: choice.word(),
            gate: capitalised(name.strip_prefix("the ").unwrap_or(&name)),
            data: gate_data(entry, index),
            verdict: entry.analysis.gates.get(index).map_or(GateVerdict::Unknown, |g| g.verdict),
            told: Told { entry, path, index, choice },
        }
    }

    /// Prints it for people; what strips the colours is the stream.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let colour = match self.verdict {
            GateVerdict::Ready | GateVerdict::Passed => AnsiColor::Green,
            GateVerdict::Blocked | GateVerdict::Stopped => AnsiColor::Red,
            GateVerdict::Unknown | GateVerdict::NotYetDue => AnsiColor::Yellow,
        };
        let verdict = self.verdict.label().to_lowercase();
        let strong = Style::new().bold();
        let tone = strong.fg_color(Some(colour.into()));
        let gate = printable(&self.gate);
        writeln!(out, "{strong}{gate}:{strong:#} {tone}{verdict}{tone:#}")?;
        let chosen = self.told.choice.words().map_or_else(String::new, |w| format!(" ({w})"));
        let Told { entry, index, .. } = self.told;
        // A phase without a label of its own is named by its place.
        let label = entry.summary.phases.get(index).map_or(self.phase_label, |(label, _)| label);
        writeln!(out, "{}, {}{chosen}", printable(self.title), printable(label))?;
        let Some(gate) = entry.analysis.gates.get(index) else { return Ok(()) };
        self.told.list(out, "Stopped by", &self.told.stops(gate))?;
        let blockers = gate.blockers.iter().map(|b| (b.text.clone(), b.span)).collect::<Vec<_>>();
        self.told.list(out, "Blocked by", &blockers)?;
        let (plan, phase) = (&entry.plan, &entry.plan.phases[index]);
        let missing = gate.missing.iter().map(|m| (m.text.clone(), m.kind.span(plan, phase)));
        self.told.list(out, "Not stated", &missing.collect::<Vec<_>>())?;
        let signatures = gate.signatures.iter().map(|signature| {
            let who = signer(plan, signature).unwrap_or("not named");
            let date = signature.date.map_or_else(String::new, |date| format!(", {date}"));
            (format!("{who}: {}{date}", signature.state.word()), signature.span)
        });
        self.told.list(out, "Signatures", &signatures.collect::<Vec<_>>())
    }
}

impl Told<'_> {
    /// What stops a gate: the decision, a refused signature, the plan's status, or several of them.
    fn stops(&self, gate: &Gate) -> Vec<(String, Span)> {
        let plan = &self.entry.plan;
        if gate.verdict != GateVerdict::Stopped {
            return Vec::new();
        }
        let decision = gate.decision.and_then(|row| plan.decisions.get(row));
        let decision = decision.filter(|d| d.verdict.is_some_and(|verdict| !verdict.is_go()));
        let decision = decision.map(|d| {
            let by = d.by.as_ref().map_or_else(String::new, |by| format!(", {}", by.plain));
            let date = d.date.as_ref().map_or_else(String::new, |date| format!(", {}", date.value));
            (format!("{}{by}{date}", d.verdict_text.plain), d.span)
        });
        let refused = refused(plan, gate).zip(refusal(gate).map(|refusal| refusal.span));
        let status = plan.header.status.as_ref().filter(|status| {
            let halts = [StatusKind::Paused, StatusKind::RolledBack, StatusKind::Cancelled];
            halts.contains(&status.kind)
        });
        let status = status.map(|status| (format!("Status: {}", status.text), status.span));
        decision.into_iter().chain(refused).chain(status).collect()
    }

    /// Prints a list with its places; nothing where it is empty.
    fn list(&self, out: &mut impl Write, title: &str, all: &[(String, Span)]) -> io::Result<()> {
        if all.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{title}:")?;
        let path = printable(self.path);
        all.iter().try_for_each(|(text, span)| {
            let line = self.entry.source.line(span.start);
            writeln!(out, "  {path}:{line}: {}", printable(text))
        })
    }
}
