//! From the data of a plan to its entry.

use std::sync::Arc;

use super::Fault;
use super::data::{AcceptanceData, DecisionData, PhaseData, PlanData, RiskData};
use super::parts::{Gates, rollback};
use super::words::{Word, Words, index, text};
use crate::analysis::attention::{Attention, Reason};
use crate::analysis::current::{CurrentPhase, CurrentPhaseState};
use crate::analysis::extent::Extent;
use crate::analysis::live;
use crate::analysis::phase_state::state_of;
use crate::analysis::progress::Progress;
use crate::analysis::schedule::PhaseDates;
use crate::model::date::Date;
use crate::model::header::StatusKind;
use crate::model::measure::{Amount, AmountUnit};
use crate::model::phase::PhasePosition;
use crate::model::risk::LevelKind;
use crate::portfolio::{
    Claims, DecisionSummary, FlagClaim, PhaseAudience, PhaseSummary, PlanEntry, RiskSummary,
    Summary, by_urgency, file_names, file_of,
};
use crate::settings::{Federation, Scale, Settings};
use crate::site::Slug;
use crate::text::{LABEL, Source, Span, shortened};

/// Longest share and longest audience, in characters, that are told as written, as of the site's own plans.
const LONGEST_SHARE: usize = 32;
const LONGEST_AUDIENCE: usize = 60;

/// So many phases of a plan have pages of their own on every site; of more, only the other site knows.
const SURE_PAGES: usize = 12;

/// More people than there are: such a number is none.
const MOST_PEOPLE: f64 = 1e11;

/// The entry of a plan of another site.
pub(super) fn entry(
    site: &Arc<Federation>,
    data: PlanData,
    settings: &Settings,
    today: Date,
) -> Result<PlanEntry, Fault> {
    let slug = Slug::of_alias(&data.slug);
    if slug.as_str() != data.slug {
        return Err(odd(&data, "has a slug that leads nowhere in a site"));
    }
    let (count, most) = (data.phases.len(), settings.limits.phases);
    if count > most {
        return Err(odd(&data, &format!("has {count} phases, and the limit is {most}")));
    }
    let Some(current) = current(&data) else {
        return Err(odd(&data, "says that a phase is live, and does not have that phase"));
    };
    let source = Arc::new(Source::new(data.source.0.clone(), b""));
    let claims = claims(&data);
    let summary = summary(site, slug, data, current, settings, today);
    let extent = Extent::of_cells(summary.naming_cells().collect::<Vec<_>>().into_iter(), settings);
    let mut entry = PlanEntry::of_other_site(source, summary);
    entry.claims = Arc::new(claims);
    entry.extent = extent;
    Ok(entry)
}

/// What is wrong with a plan of the data.
fn odd(data: &PlanData, what: &str) -> Fault {
    let source = shortened(&data.source.0, LABEL);
    Fault {
        message: format!("the plan of `{source}` {what}"),
        place: None,
        help: "fetch the data again, from the site itself".to_owned(),
    }
}

/// Where the rollout stands; `None` where it would stand in a phase that there is not.
fn current(data: &PlanData) -> Option<CurrentPhase> {
    let state = data.current_phase_state.0;
    let index = data.current_phase_position.and_then(|position| index(position, data.phases.len()));
    let position = match state {
        CurrentPhaseState::Live => Some(PhasePosition::from_index(index?)),
        _ => None,
    };
    Some(CurrentPhase { state, position, from: data.current_phase_from.map(|from| from.0) })
}

/// A line of the source that the data names, in the place of a span.
fn line(line: u32) -> Span {
    Span { start: line, end: line }
}

fn claims(data: &PlanData) -> Claims {
    // The data gives no line to the flag of the header.
    let header = data.flag.iter().map(|flag| (flag.0.as_str(), line(0)));
    let of_phase = |phase: &'_ PhaseData| Some((phase.flag.as_ref()?.0.clone(), line(phase.line)));
    let phases: Vec<(String, Span)> = data.phases.iter().filter_map(of_phase).collect();
    let phases = phases.iter().map(|(flag, span)| (flag.as_str(), *span));
    let flags = FlagClaim::in_cells(header.chain(phases));
    let count = data.phases.len();
    let duties = data.rollback.owners.iter().map(|row| {
        // A row without phases would be one for all; of one whose phases are not known it is none.
        let phase = |&position: &u32| {
            index(position, count).and_then(|index| u16::try_from(index).ok()).unwrap_or(u16::MAX)
        };
        let named: Box<[u16]> = match &row.phases_positions {
            Some(positions) => positions.iter().map(phase).collect(),
            None => Box::new([u16::MAX]),
        };
        (named, line(row.line))
    });
    Claims {
        flags: flags.into(),
        duties: duties.collect(),
        phases: data.phases.iter().map(|phase| line(phase.line)).collect(),
        depends_on: Box::default(),
    }
}

fn boxed(words: Option<Words>) -> Option<Box<str>> {
    text(words).map(Into::into)
}

fn short(text: &str) -> String {
    shortened(text, LABEL).into_owned()
}

fn summary(
    site: &Arc<Federation>,
    slug: Slug,
    data: PlanData,
    current: CurrentPhase,
    settings: &Settings,
    today: Date,
) -> Summary {
    let status = data.status.map(|status| (status.kind.0, short(&status.text.0)));
    let kind = status.as_ref().map(|(kind, _)| *kind);
    let is_over =
        matches!(kind, Some(StatusKind::Complete | StatusKind::Cancelled | StatusKind::RolledBack));
    let live = current.position.map(PhasePosition::index);
    let phase = live.and_then(|index| data.phases.get(index));
    let title = text(data.title);
    let file = || data.source.0.rsplit('/').next().unwrap_or_default().to_owned();
    let (owner, author) = (text(data.owner), text(data.author));
    let gates = Gates::of(&data.phases, &data.transition_criteria, &current);
    let mut risks: Vec<RiskSummary> =
        data.risks.into_iter().map(|of| risk(of, &settings.scale)).collect();
    by_urgency(&mut risks);
    let rows = data.rollback.owners.len();
    let reasons = data.attention.into_iter();
    let reasons: Vec<Reason> =
        reasons.map(|of| Reason { kind: of.kind.0, text: of.text.0 }).collect();
    Summary {
        title: short(&title.unwrap_or_else(file)),
        is_template: data.template,
        owner_is_author: owner.is_none() && author.is_some(),
        owner: owner.or_else(|| author.clone()),
        author,
        tags: data.tags.into_iter().map(|tag| tag.0).collect(),
        date: data.date.map(|date| date.0),
        updated: data.updated.map(|date| date.0),
        next_review: data.next_review.map(|date| date.0),
        updated_by: text(data.updated_by).map(Into::into),
        phases: labels(&data.phases).into(),
        schedule: schedule(&data.phases, kind, &current, today).into(),
        audiences: if is_over { Arc::default() } else { audiences(&data.phases).into() },
        current_name: phase.map(|phase| match phase.name.0.trim() {
            "" => short(&phase.label.0),
            name => short(name),
        }),
        current_users: phase.and_then(|phase| Some(short(&phase.users.as_ref()?.0))),
        share: match current.state {
            CurrentPhaseState::AllDone => data.phases.last().and_then(share),
            _ => phase.and_then(share),
        },
        gate: gates.now.and_then(|index| gates.summary(index)).map(Arc::new),
        gates_wanted: gates.wanted().into_iter().map(Arc::new).collect(),
        approvals: gates.approvals.into(),
        decisions: decisions(data.decisions, data.phases.len()).into(),
        worst_open: risks.iter().filter(|risk| risk.open).filter_map(|risk| risk.band).max(),
        risks: risks.into(),
        rollback: rollback(data.rollback, live, rows),
        progress: Progress {
            done: data.progress.done.min(data.progress.total) as usize,
            total: data.progress.total as usize,
        },
        attention: (!reasons.is_empty()).then_some(Attention { reasons }),
        source: data.source.0,
        status,
        current,
        site: Some(Arc::clone(site)),
        ..Summary::blank(slug)
    }
}

/// Label of each phase, and the file name of the page that it stands on.
fn labels(phases: &[PhaseData]) -> Vec<(String, String)> {
    let number = |(at, phase): (usize, &PhaseData)| match &phase.number {
        Some(number) => number.to_string(),
        None => (at + 1).to_string(),
    };
    let numbers: Vec<String> = phases.iter().enumerate().map(number).collect();
    // The data writes 4.10 as 4.1, so that the name of its file is not known.
    let is_sure = phases.len() <= SURE_PAGES
        && numbers.iter().all(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let named = numbers.iter().cloned().zip(phases.iter().map(|phase| phase.name.0.as_str()));
    let files = if is_sure { file_names(named) } else { Box::default() };
    let label = |(at, phase): (usize, &PhaseData)| {
        let label = match phase.label.0.as_str() {
            "" => format!("Phase {}", at + 1),
            label => short(label),
        };
        (label, file_of(&files, at).to_owned())
    };
    phases.iter().enumerate().map(label).collect()
}

/// The dates of the data. Whether a phase is overdue follows from its end and today, and is told as of today.
fn schedule(
    phases: &[PhaseData],
    status: Option<StatusKind>,
    current: &CurrentPhase,
    today: Date,
) -> Vec<PhaseSummary> {
    let is_live = live::is_live(status, current);
    let live = current.position.map(PhasePosition::index);
    let of = |(index, phase): (usize, &PhaseData)| {
        let (start, end) = (phase.start.map(|day| day.0), phase.end.map(|day| day.0));
        let overdue = is_live && live == Some(index) && end.is_some_and(|end| end < today);
        let origin = phase.dates.map(|origin| origin.0);
        let own = phase.status.as_ref().map(|status| status.kind.0);
        PhaseSummary {
            dates: PhaseDates {
                start,
                end,
                origin,
                ongoing: phase.ongoing && end.is_none(),
                overdue,
            },
            state: state_of(own, status, current, index),
        }
    };
    phases.iter().enumerate().map(of).collect()
}

fn amount(phase: &PhaseData) -> Option<Amount> {
    let (value, unit) = (phase.users_value?, phase.users_unit?.0);
    let most = if unit == AmountUnit::Share { 100.0 } else { MOST_PEOPLE };
    let approximate = phase.users_approximate.unwrap_or_default();
    (0.0..=most).contains(&value).then_some(Amount { value, unit, approximate })
}

fn audiences(phases: &[PhaseData]) -> Vec<PhaseAudience> {
    let of = |(index, phase): (usize, &PhaseData)| {
        let cells = [&phase.users, &phase.exposure].into_iter().flatten();
        let cells: Vec<&str> =
            cells.map(|cell| cell.0.as_str()).filter(|cell| !cell.is_empty()).collect();
        (!cells.is_empty()).then(|| PhaseAudience {
            phase: u32::try_from(index).unwrap_or(u32::MAX),
            text: shortened(&cells.join(" · "), LONGEST_AUDIENCE).into(),
            amount: amount(phase),
        })
    };
    phases.iter().enumerate().filter_map(of).collect()
}

/// The share of users that a phase reaches, where its users are one.
fn share(phase: &PhaseData) -> Option<String> {
    let amount = amount(phase).filter(|amount| amount.unit == AmountUnit::Share)?;
    let words = phase.exposure.as_ref().or(phase.users.as_ref())?;
    let is_short = words.0.chars().count() <= LONGEST_SHARE;
    Some(if is_short { words.0.clone() } else { format!("{}%", amount.value) })
}

fn decisions(all: Vec<DecisionData>, phases: usize) -> Vec<DecisionSummary> {
    let of = |decision: DecisionData| DecisionSummary {
        phase: text(decision.phase_text).unwrap_or_default(),
        index: decision.phase_position.and_then(|position| index(position, phases)),
        verdict: decision.verdict.map(|verdict| verdict.0),
        verdict_text: text(decision.verdict_text).unwrap_or_default(),
        by: text(decision.by),
        date: decision.date.map(|day| day.0),
        notes: text(decision.notes),
    };
    all.into_iter().map(of).collect()
}

/// A risk with the band that the other site gave it. It has a place on this site's map where its levels have a cell
/// there of the same band, and a band where this site has that.
fn risk(of: RiskData, scale: &Scale) -> RiskSummary {
    let kind = |level: Option<Word<LevelKind>>| level.map_or(LevelKind::Unknown, |level| level.0);
    let (likelihood, impact) = (kind(of.likelihood), kind(of.impact));
    let band = of.band.map(|band| band.0).filter(|band| {
        let is_rating = of.rating.is_some_and(|rating| scale.rating.band(rating.0) == Some(*band));
        is_rating || scale.grid.iter().flatten().any(|of| of == band)
    });
    let is_placed = band.is_some() && scale.band(likelihood, impact) == band;
    let cell = if is_placed { scale.cell(likelihood, impact) } else { None };
    let has_axes = ![likelihood, impact].contains(&LevelKind::Unknown);
    let level = |level: Option<Word<LevelKind>>, written: Option<Words>| match level.map(|l| l.0) {
        None => None,
        Some(LevelKind::Unknown) => boxed(written),
        Some(kind) => Some(kind.label().into()),
    };
    let anchor = of.anchor.0;
    let is_anchor = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    RiskSummary {
        anchor: if anchor.chars().all(is_anchor) { anchor.into() } else { Box::default() },
        id: boxed(of.id),
        text: of.text.0.into(),
        category: boxed(of.category),
        likelihood: level(of.likelihood, of.likelihood_text),
        impact: level(of.impact, of.impact_text),
        rating: level(of.rating, of.rating_text).filter(|_| !has_axes && of.band.is_some()),
        cell,
        band,
        owner: boxed(of.owner),
        open: of.open,
        accepted_until: of.acceptance.and_then(|AcceptanceData { until }| Some(until?.0)),
    }
}
