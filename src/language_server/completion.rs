//! What may stand at a place: statuses, levels, phases, owners, IDs of risks, rules.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::workspace::Workspace;
use crate::analysis::wording::capitalised;
use crate::check::rules;
use crate::model::header::StatusKind;
use crate::model::phase::PhaseStatusKind;
use crate::model::risk::RiskStatusKind;
use crate::pipeline::open;
use crate::portfolio::PlanEntry;

/// Most names that are offered.
const MOST: usize = 500;

/// Numbers of the protocol for what is offered.
const ENUM_MEMBER: u8 = 20;
const REFERENCE: u8 = 18;
const TEXT: u8 = 1;

/// What a phase may be.
const PHASE_STATUSES: [PhaseStatusKind; 6] = [
    PhaseStatusKind::NotStarted,
    PhaseStatusKind::InProgress,
    PhaseStatusKind::Complete,
    PhaseStatusKind::Paused,
    PhaseStatusKind::RolledBack,
    PhaseStatusKind::Cancelled,
];

/// What a place asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    PlanStatus,
    PhaseStatus,
    RiskStatus,
    Likelihood,
    Impact,
    Phase,
    Person,
    Rule,
    /// Any word of prose: phases and risks of the plan.
    Mention,
}

impl Workspace {
    /// What may stand at a position of a file.
    pub(super) fn completion(&self, path: &str, position: &Value) -> Value {
        let offered = || -> Option<Vec<Value>> {
            let source = self.source(path)?;
            let offset = self.units.offset(source, position)? as usize;
            let text = source.text();
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let before = &text[start..offset];
            let asked = asked(&text[..start], before)?;
            Some(self.offered(asked, path))
        };
        json!({ "isIncomplete": false, "items": offered().unwrap_or_default() })
    }

    fn offered(&self, asked: Asked, path: &str) -> Vec<Value> {
        let item = |kind: u8| move |label: String| json!({ "label": label, "kind": kind });
        let words = |words: Vec<&str>| -> Vec<Value> {
            words.into_iter().map(str::to_owned).map(item(ENUM_MEMBER)).collect()
        };
        let scale = &self.config().settings.scale;
        let plan = self.plan(path).map(|plan| open(plan, self.config()));
        match asked {
            Asked::PlanStatus => words(
                StatusKind::ALL
                    .iter()
                    .filter(|kind| **kind != StatusKind::Unknown)
                    .map(|kind| kind.label())
                    .collect(),
            ),
            Asked::PhaseStatus => {
                PHASE_STATUSES.iter().map(|kind| item(ENUM_MEMBER)(said(kind.word()))).collect()
            }
            Asked::RiskStatus => RiskStatusKind::ALL
                .iter()
                .filter(|kind| **kind != RiskStatusKind::Unknown)
                .map(|kind| item(ENUM_MEMBER)(said(kind.word())))
                .collect(),
            Asked::Likelihood => words(scale.likelihood.iter().map(|level| level.label()).collect()),
            Asked::Impact => words(scale.impact.iter().map(|level| level.label()).collect()),
            Asked::Phase => plan.map_or_else(Vec::new, |plan| {
                phases(&plan).into_iter().map(item(REFERENCE)).collect()
            }),
            Asked::Person => self.people().into_iter().map(item(TEXT)).collect(),
            Asked::Rule => rules::ALL
                .iter()
                .map(|rule| {
                    json!({ "label": rule.id, "kind": ENUM_MEMBER, "detail": rule.summary() })
                })
                .collect(),
            Asked::Mention => plan.map_or_else(Vec::new, |plan| {
                let risks = plan.plan.risks.iter().filter_map(|risk| {
                    let id = risk.id.as_ref()?;
                    Some(json!({ "label": id.value, "kind": REFERENCE, "detail": risk.text.plain.as_str() }))
                });
                let phases = phases(&plan).into_iter().map(item(REFERENCE));
                phases.chain(risks).collect()
            }),
        }
    }

    /// The people and roles that the plans name, and those of the settings.
    fn people(&self) -> BTreeSet<String> {
        let settings = &self.config().settings;
        let mut names: BTreeSet<String> = settings.people.values().cloned().collect();
        let cells = self.portfolio().own().iter().flat_map(|plan| plan.summary.naming_cells());
        let cells: BTreeSet<&str> = cells.collect();
        for cell in cells {
            names
                .extend(crate::parse::people(cell, settings).into_iter().map(|name| name.who.name));
            if names.len() >= MOST {
                break;
            }
        }
        names
    }
}

/// A word of the data as an author writes it: "In progress".
fn said(word: &str) -> String {
    capitalised(&word.replace('-', " "))
}

/// The phases of a plan, as its text may name them.
fn phases(plan: &PlanEntry) -> Vec<String> {
    plan.plan.phases.iter().map(|phase| phase.label.plain.to_string()).collect()
}

/// What the place behind `before`, the beginning of its line, asks for; `above` are the lines above.
fn asked(above: &str, before: &str) -> Option<Asked> {
    if before
        .rsplit_once("phasebook-allow:")
        .is_some_and(|(_, word)| !word.trim_start().contains(' '))
    {
        return Some(Asked::Rule);
    }
    if before.trim_start().starts_with('|') {
        return of_column(above, before);
    }
    let line = before.trim_start_matches(['*', '_', ' ', '-']).to_lowercase();
    let label =
        line.split_once(':').map(|(label, _)| label.trim_matches(['*', '_', ' ']).to_owned());
    match label.as_deref() {
        Some("status") => Some(Asked::PlanStatus),
        Some("current phase" | "current_phase" | "phase") => Some(Asked::Phase),
        Some("owner" | "author" | "lead" | "dri") => Some(Asked::Person),
        _ => Some(Asked::Mention),
    }
}

/// What a column of the table above asks for.
fn of_column(above: &str, before: &str) -> Option<Asked> {
    let rows = above.lines().rev().take_while(|line| line.trim_start().starts_with('|'));
    let header = rows.last()?.to_lowercase();
    let at = cells(before).len().checked_sub(1)?;
    let heads = cells(&header);
    let head = heads.get(at)?.trim();
    let has = |name: &str| heads.iter().any(|head| head.trim() == name);
    let is_of_risks = has("likelihood") || has("impact") || has("risk") || has("mitigation");
    match head {
        "likelihood" | "probability" | "residual likelihood" => Some(Asked::Likelihood),
        "impact" | "severity" | "residual impact" => Some(Asked::Impact),
        "status" if is_of_risks => Some(Asked::RiskStatus),
        "status" => Some(Asked::PhaseStatus),
        "phase" => Some(Asked::Phase),
        "owner" | "go / no-go" | "by" | "primary owner" | "primary" | "backup" | "backup owner"
        | "accepted by" | "name" | "role" => Some(Asked::Person),
        _ => Some(Asked::Mention),
    }
}

/// The cells of a row, up to where it ends.
fn cells(row: &str) -> Vec<&str> {
    row.trim_start().trim_start_matches('|').split('|').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_asks_for_what_its_label_or_column_holds() {
        let risks =
            "| ID | Risk | Likelihood | Impact | Owner | Status |\n|---|---|---|---|---|---|\n";
        let phases = "text\n\n| Phase | Go / No-Go | Status |\n|---|---|---|\n";
        for (above, before, wanted) in [
            ("", "**Status:** In", Asked::PlanStatus),
            ("---\n", "status: ", Asked::PlanStatus),
            ("", "**Current phase:** ", Asked::Phase),
            ("", "**Owner:** ", Asked::Person),
            (risks, "| R1 | It breaks | ", Asked::Likelihood),
            (risks, "| R1 | It breaks | Low | Hi", Asked::Impact),
            (risks, "| R1 | It breaks | Low | High | ", Asked::Person),
            (risks, "| R1 | It breaks | Low | High | Ana | ", Asked::RiskStatus),
            (phases, "| Phase 1 | ", Asked::Person),
            (phases, "| Phase 1 | Ana | ", Asked::PhaseStatus),
            ("", "- [ ] R", Asked::Mention),
            ("", "<!-- phasebook-allow: un", Asked::Rule),
        ] {
            assert_eq!(asked(above, before), Some(wanted), "{before}");
        }
        assert_eq!(asked("", "| no table above"), None);
    }
}
