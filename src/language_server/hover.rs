//! What is said of a place: the rule of a finding, and the values that follow from what stands there.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::workspace::Workspace;
use crate::analysis::schedule::DatesOrigin;
use crate::check::rules;
use crate::model::date;
use crate::pipeline::open;
use crate::portfolio::PlanEntry;
use crate::text::Span;

/// Most blockers that are listed.
const MOST: usize = 8;

impl Workspace {
    /// What is said of a position in a file; `null` where that is nothing.
    pub(super) fn hover(&self, path: &str, position: &Value) -> Value {
        let told = || -> Option<Value> {
            let source = self.source(path)?;
            let offset = self.units.offset(source, position)?;
            let mut parts: Vec<String> = self
                .findings(path)
                .iter()
                .filter(|finding| !finding.is_of_file() && holds(finding.span, offset))
                .map(|finding| rule(finding.code, &finding.message))
                .collect();
            let plan = self.plan(path).map(|plan| open(plan, self.config()));
            let derived = plan.and_then(|plan| derived(&plan, offset));
            let span = derived.as_ref().map(|(span, _)| *span);
            parts.extend(derived.map(|(_, text)| text));
            let mut hover = json!({
                "contents": { "kind": "markdown", "value": parts.join("\n\n---\n\n") }
            });
            if let Some(span) = span {
                hover["range"] = self.units.range(source, span);
            }
            (!parts.is_empty()).then_some(hover)
        };
        told().unwrap_or(Value::Null)
    }
}

fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

/// A finding with what its rule is there for.
fn rule(id: &str, message: &str) -> String {
    let page = rules::find(id).map_or("", |rule| rule.page);
    // Behind the heading, up to the examples.
    let why = page.lines().skip(1).take_while(|line| !line.starts_with("## "));
    let why: Vec<&str> = why.collect();
    format!("**{id}**: {message}\n\n{}", why.join("\n").trim())
}

/// What follows from what stands at an offset, with its place.
fn derived(entry: &PlanEntry, offset: u32) -> Option<(Span, String)> {
    let plan = &entry.plan;
    let status = plan.header.status.as_ref().filter(|status| holds(status.span, offset));
    if let Some(status) = status {
        return Some((status.span, state(entry)));
    }
    let at = plan.phases.iter().position(|phase| holds(phase.span, offset));
    if let Some(at) = at {
        return Some((plan.phases[at].span, phase(entry, at)));
    }
    let at = plan.risks.iter().position(|risk| holds(risk.span, offset))?;
    Some((plan.risks[at].span, risk(entry, at)))
}

/// Where the rollout stands, and the gate that matters now.
fn state(entry: &PlanEntry) -> String {
    let summary = &entry.summary;
    let mut text = match (&summary.current_name, summary.is_live()) {
        (Some(name), true) => format!("**{name}** is live."),
        (Some(name), false) => format!("The current phase is **{name}**."),
        (None, _) => format!("Current phase: {}.", entry.analysis.current.state.word()),
    };
    if let Some(gate) = &summary.gate {
        let _ = write!(text, " Its gate is **{}**.", gate.verdict.label().to_lowercase());
        for blocker in gate.blockers.iter().take(MOST) {
            let _ = write!(text, "\n- {blocker}");
        }
    }
    text
}

/// The gate and the days of a phase.
fn phase(entry: &PlanEntry, at: usize) -> String {
    let (phase, analysis) = (&entry.plan.phases[at], &entry.analysis);
    let mut text = format!("**{}**", phase.label.plain);
    if let Some(dates) = analysis.schedule.get(at) {
        let days = [dates.start, dates.end].map(|day| day.map(date::display));
        let origin = match dates.origin {
            Some(DatesOrigin::Projected) => " (projected from the phases before)",
            _ => "",
        };
        match days {
            [Some(start), Some(end)] => drop(write!(text, "\n\n{start} to {end}{origin}")),
            [Some(start), None] => drop(write!(text, "\n\nFrom {start}{origin}")),
            [None, Some(end)] => drop(write!(text, "\n\nUntil {end}{origin}")),
            [None, None] => {}
        }
    }
    if let Some(gate) = analysis.gates.get(at) {
        let _ = write!(text, "\n\nGate: **{}**", gate.verdict.label().to_lowercase());
        for blocker in gate.blockers.iter().take(MOST) {
            let line = entry.source.line(blocker.span.start);
            let _ = write!(text, "\n- {} (line {line})", blocker.text);
        }
        for missing in gate.missing.iter().take(MOST) {
            let _ = write!(text, "\n- {}", missing.text);
        }
    }
    text
}

/// The band of a risk.
fn risk(entry: &PlanEntry, at: usize) -> String {
    let (risk, placement) = (&entry.plan.risks[at], &entry.analysis.risks[at]);
    let name = risk.id.as_ref().map_or("Risk", |id| &id.value);
    let words = |level: Option<&crate::model::risk::Level>| {
        level.map_or("not stated".to_owned(), |level| level.text.plain.to_string())
    };
    let band = placement.band.map_or("not rated", |band| band.label());
    let mut text = format!(
        "**{name}**: {band}\n\nLikelihood {} × impact {}",
        words(risk.likelihood.as_ref()),
        words(risk.impact.as_ref())
    );
    if let Some(band) = placement.residual_band {
        let _ = write!(text, "\n\nAfter mitigation: {}", band.label());
    }
    if !risk.is_open() {
        text += "\n\nIt is closed and blocks no gate.";
    }
    text
}
