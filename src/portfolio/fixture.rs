//! Plans for tests, made without parsing.

use std::sync::Arc;

use super::{PageEntry, PlanEntry};
use crate::analysis::Analysis;
use crate::analysis::coverage::Coverage;
use crate::analysis::current::{CurrentPhase, CurrentPhaseState};
use crate::analysis::gate::{Gate, GateVerdict};
use crate::analysis::heatmap::Placement;
use crate::analysis::progress::Progress;
use crate::analysis::schedule::PhaseDates;
use crate::model::header::{Status, StatusKind};
use crate::model::phase::{Phase, PhaseNumber, PhasePosition};
use crate::model::plan::{Page, Plan};
use crate::model::prose::{Inline, InlineKind, Text};
use crate::model::risk::{Level, LevelKind, Risk, RiskStatus, RiskStatusKind};
use crate::settings::Scale;
use crate::site::Slug;
use crate::text::{Source, Span, Spanned};

/// A text of plain words.
pub(crate) fn text(words: &str) -> Text {
    let inline = Inline { kind: InlineKind::Text(words.into()), span: Span::default() };
    Text::new(vec![inline], Span::default())
}

/// A phase at an index, with number and name.
pub(crate) fn phase(index: usize, number: Option<PhaseNumber>, name: &str) -> Phase {
    let label = number.map_or_else(|| name.to_owned(), |n| format!("Phase {n} — {name}"));
    Phase {
        number,
        letter: None,
        position: PhasePosition::from_index(index),
        name: name.to_owned(),
        label: text(&label),
        scope: None,
        users: None,
        duration: None,
        when: None,
        success_criteria: Vec::new(),
        go_no_go: None,
        status: None,
        start: None,
        start_time: None,
        end: None,
        end_time: None,
        owner: None,
        flag: None,
        exposure: None,
        share: None,
        extra: Vec::new(),
        span: Span::default(),
    }
}

/// A risk with its ID and levels.
pub(crate) fn risk(id: &str, likelihood: LevelKind, impact: LevelKind) -> Risk {
    let level =
        |kind: LevelKind| Some(Level { kind, text: text(kind.label()), names_several: false });
    Risk {
        id: Some(Spanned::new(id.to_owned(), Span::default())),
        text: text(&format!("What {id} says")),
        category: None,
        likelihood: level(likelihood),
        impact: level(impact),
        score: None,
        rating: None,
        mitigation: None,
        contingency: None,
        trigger: None,
        owner: None,
        status: None,
        acceptance: None,
        raised: None,
        due: None,
        residual_likelihood: None,
        residual_impact: None,
        bindings: Vec::new(),
        misspelt: Vec::new(),
        extra: Vec::new(),
        span: Span::default(),
    }
}

/// The same risk with a status.
pub(crate) fn with_status(mut risk: Risk, kind: RiskStatusKind) -> Risk {
    risk.status = Some(RiskStatus { kind, text: text(kind.word()) });
    risk
}

/// A plan of a path, a title and a status, without anything else.
pub(crate) fn entry(path: &str, title: &str, status: Option<StatusKind>) -> PlanEntry {
    let mut plan = Plan::default();
    plan.header.title = Some(Spanned::new(title.to_owned(), Span::default()));
    plan.header.status = status.map(|kind| Status {
        kind,
        text: kind.label().to_owned(),
        note: None,
        span: Span::default(),
    });
    entry_of(path, plan, None)
}

/// A plan with a hand-made analysis; `live` is the index of the live phase.
pub(crate) fn entry_of(path: &str, plan: Plan, live: Option<usize>) -> PlanEntry {
    let phases = plan.phases.len();
    let scale = Scale::default();
    let place = |risk: &Risk| {
        let cell = risk
            .likelihood
            .as_ref()
            .zip(risk.impact.as_ref())
            .and_then(|(l, i)| scale.cell(l.kind, i.kind));
        Placement {
            cell,
            band: cell.map(|(row, column)| scale.grid[row][column]),
            residual_cell: None,
            residual_band: None,
            accepted: false,
            gates: risk.bindings.iter().map(|b| b.phase).collect(),
            anchor: risk.id.as_ref().map_or("risk".to_owned(), |id| id.value.to_lowercase()),
        }
    };
    let gate = |index: usize| Gate {
        verdict: match live {
            Some(live) if index < live => GateVerdict::Passed,
            Some(live) if index == live => GateVerdict::Ready,
            _ => GateVerdict::NotYetDue,
        },
        blockers: Vec::new(),
        missing: Vec::new(),
        criteria: (0..plan.transition_criteria.len()).collect(),
        decision: None,
        signatures: Vec::new(),
        unbound: Vec::new(),
        unrated: Vec::new(),
    };
    let coverage = Coverage {
        triggers: false,
        steps: false,
        owners: (0..plan.rollback.owners.len()).collect(),
        primary: false,
        backup: false,
        unread: false,
    };
    let analysis = Analysis {
        unclear_signatures: Vec::new(),
        proof: crate::analysis::rehearsal::Proof::None,
        extent: crate::analysis::extent::Extent::default(),
        current: CurrentPhase {
            state: if live.is_some() {
                CurrentPhaseState::Live
            } else {
                CurrentPhaseState::NotStarted
            },
            position: live.map(PhasePosition::from_index),
            from: None,
        },
        gates: (0..phases).map(gate).collect(),
        coverage: vec![coverage; phases],
        schedule: vec![PhaseDates::default(); phases],
        if_ended_today: Vec::new(),
        risks: plan.risks.iter().map(place).collect(),
        risk_order: (0..plan.risks.len()).collect(),
        progress: Progress::default(),
        measures: crate::analysis::measure::Measures::default(),
        contradictions: Vec::new(),
        updated: None,
        created: None,
        past: crate::analysis::past::Past::default(),
        steps_since: None,
    };
    let source = Arc::new(Source::new(path, b""));
    let slug = Slug::of_source(path);
    PlanEntry::new(slug, source, Arc::new(plan), Arc::new(analysis))
}

/// An ordinary page.
pub(crate) fn page(path: &str, title: Option<&str>) -> PageEntry {
    let mut page = Page::default();
    page.header.title = title.map(|t| Spanned::new(t.to_owned(), Span::default()));
    let source = Arc::new(Source::new(path, b""));
    let slug = Slug::of_source(path);
    PageEntry::new(slug, source, Arc::new(page), Vec::new(), Vec::new())
}
