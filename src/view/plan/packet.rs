//! The packet of a gate: all that who decides needs, on one sheet.

use serde::Serialize;

use super::phase::CriterionRow;
use super::since::SinceCard;
use super::words::Line;
use super::{At, PlanView};
use crate::analysis::actions::actions;
use crate::analysis::gate::GateVerdict;
use crate::analysis::wording;
use crate::model::date::display;
use crate::model::risk::RiskStatusKind;
use crate::portfolio::PlanEntry;
use crate::site::Route;
use crate::view::action::{actor_words, deed_words};
use crate::view::gate_card::GateCard;
use crate::view::part::{Html, StatusBadge, status_badge};
use crate::view::shell::{Anchor, NavSection, Shell};

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-packet.html";

/// The packet of a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PacketPage {
    /// "Gate from Phase 1 to Phase 2".
    pub title: String,
    /// The plan.
    pub plan: Anchor,
    /// Its status.
    pub status: StatusBadge,
    /// The phase that the gate ends.
    pub phase: Anchor,
    /// Question, verdict, criteria and signatures.
    pub gate: Option<GateCard>,
    /// What is missing, and who can do it.
    pub way: Vec<WayRow>,
    /// Success criteria of the phase.
    pub criteria: Vec<CriterionRow>,
    /// Accepted risks, with who took them and until when.
    pub accepted: Vec<Html>,
    /// Open risks that are bound to the gate, or to none.
    pub open: Vec<Html>,
    /// What changed since the last decision.
    pub since: Option<SinceCard>,
    /// The same where nothing did, or that is not known.
    pub since_note: Option<String>,
    /// What a rehearsal of the rollback proves.
    pub proof_html: Html,
    /// The rollback page.
    pub rollback: Anchor,
    /// The decisions that are possible, each with its row for the log.
    pub rows: Vec<LogRow>,
    /// What stands above such a row where the plan has no log yet.
    pub log_head: Option<String>,
    /// Where the file is edited.
    pub edit: Option<String>,
    /// Path of the file, as a user opens it from the content folder.
    pub path: String,
    /// Who signs: the names that the plan states, each with a line.
    pub signers: Vec<String>,
}

/// Something that somebody can do for the gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayRow {
    /// Who can do it.
    pub who_html: Html,
    /// What is to be done.
    pub deed: &'static str,
    /// What it settles, in words.
    pub settles: Option<String>,
    /// Its place in the plan.
    pub line: Anchor,
}

/// A decision that is possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogRow {
    /// "Go".
    pub verdict: &'static str,
    /// The row of the log in Markdown.
    pub text: String,
}

/// The decisions that are possible, in the words of the log.
const VERDICTS: [&str; 4] = ["Go", "Go with conditions", "No-Go", "Hold"];

/// The head of a log, for plans that have none.
const LOG_HEAD: &str =
    "## Go / No-Go Log\n\n| Phase | Decision | By | Date | Notes |\n|---|---|---|---|---|";

/// Most risks of a kind that a packet lists; the others are counted.
const LISTED_RISKS: usize = 12;

/// Most names that get a line to sign.
const SIGNERS: usize = 8;

/// The packets of a plan's gates.
pub(super) fn routes(entry: &PlanEntry) -> impl Iterator<Item = Route> {
    let files = entry.packet_files.iter();
    files.map(|(_, file)| Route::Packet(entry.slug.clone(), file.to_string()))
}

/// The packet of the gate at the end of a phase.
pub fn packet(plan_view: &PlanView<'_>, index: usize) -> (Shell, PacketPage) {
    let entry = plan_view.entry;
    let slug = &entry.slug;
    let route = entry.packet_route(index).unwrap_or(Route::Phases(slug.clone()));
    let at = At::new(plan_view, &route);
    let gate = at.gate_name(index);
    let title = wording::capitalised(gate.strip_prefix("the ").unwrap_or(&gate));
    let (since, since_note) = at.since();
    let status = entry.summary.status.as_ref().map(|(kind, text)| (*kind, text.as_str()));
    let proof = at.rehearsal_words().unwrap_or_else(|| Line::of("No rehearsal is written down."));
    let view = PacketPage {
        plan: Anchor { href: at.to(&Route::Plan(slug.clone())), text: entry.summary.title.clone() },
        status: status_badge(status),
        phase: Anchor { href: at.to_phase(index), text: at.phase_label(index) },
        gate: at.gate_card(index),
        way: at.way_to_go(index),
        criteria: at.success_criteria(index),
        accepted: at.listed_risks(|at, risk| {
            let is_accepted = at.plan().risks[risk].status_kind() == Some(RiskStatusKind::Accepted);
            is_accepted && at.entry.analysis.risks[risk].accepted
        }),
        open: at.listed_risks(|at, risk| {
            let place = &at.entry.analysis.risks[risk];
            let is_due = place.gates.is_empty() || place.gates.iter().any(|g| g.index() <= index);
            at.plan().risks[risk].is_open() && !place.accepted && is_due
        }),
        since,
        since_note,
        proof_html: proof.html(),
        rollback: Anchor {
            href: at.to(&Route::Rollback(slug.clone())),
            text: "Rollback page".to_owned(),
        },
        rows: at.log_rows(index),
        log_head: at.plan().decisions.is_empty().then(|| LOG_HEAD.to_owned()),
        edit: at.file(None).edit,
        path: entry.source.path().to_owned(),
        signers: at.signers(index),
        title: title.clone(),
    };
    (at.shell(&title, NavSection::Gates, true), view)
}

impl At<'_, '_> {
    /// A note that leads from a gate's card to its packet.
    pub(super) fn packet_note(&self, index: usize) -> Option<Line> {
        let route = self.entry.packet_route(index)?;
        if route.path() == self.path {
            return None;
        }
        let line = Line::default().link("Packet for the decision", &self.to(&route));
        Some(line.say(": what is known, and a row for the log, on one sheet."))
    }

    fn way_to_go(&self, index: usize) -> Vec<WayRow> {
        let Some(gate) = self.entry.analysis.gates.get(index) else { return Vec::new() };
        if matches!(gate.verdict, GateVerdict::Ready | GateVerdict::Stopped) {
            return Vec::new();
        }
        let words = |at: usize| {
            let missing =
                || gate.missing.get(at.checked_sub(gate.blockers.len())?).map(|m| &m.text);
            gate.blockers.get(at).map(|blocker| &blocker.text).or_else(missing).cloned()
        };
        let row = |action: crate::analysis::actions::Action| WayRow {
            who_html: match &action.who {
                Some(who) => self.named(who),
                None => Line::of(actor_words(action.actor)).say(", not named"),
            }
            .html(),
            deed: deed_words(action.deed),
            settles: action.settles.and_then(words),
            line: self.to_line(action.span),
        };
        actions(self.plan(), index, gate).into_iter().map(row).collect()
    }

    /// Risks of a kind in the order of urgency, a line each; how many more there are at the end.
    fn listed_risks(&self, is_wanted: impl Fn(&Self, usize) -> bool) -> Vec<Html> {
        let order = &self.entry.analysis.risk_order;
        let wanted: Vec<usize> = order.iter().copied().filter(|&i| is_wanted(self, i)).collect();
        let line = |&risk: &usize| {
            let (of, place) = (&self.plan().risks[risk], &self.entry.analysis.risks[risk]);
            let band = place.band.map_or("Not rated", |band| band.label());
            let line =
                self.risk_name(risk).say(": ").quote(&of.text.plain).say(format!(" ({band})"));
            match self.acceptance_words(risk) {
                Some(words) => line.say(" · ").append(&words).html(),
                None => line.html(),
            }
        };
        let mut lines: Vec<Html> = wanted.iter().take(LISTED_RISKS).map(line).collect();
        let more = wanted.len().saturating_sub(LISTED_RISKS);
        if more > 0 {
            lines.push(Line::of(format!("{more} more")).html());
        }
        lines
    }

    fn log_rows(&self, index: usize) -> Vec<LogRow> {
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
        let phase = cell(&self.short_phase(index));
        let approver = self.plan().phases[index].go_no_go.as_ref();
        let by = approver.map_or_else(String::new, |who| cell(&who.plain));
        let day = self.context.today.to_string();
        let row = |verdict: &'static str| LogRow {
            verdict,
            text: format!("| {phase} | {verdict} | {by} | {day} | |"),
        };
        VERDICTS.into_iter().map(row).collect()
    }

    /// Who signs the gate: those that the plan has signatures of, else its approvers.
    fn signers(&self, index: usize) -> Vec<String> {
        let gate = self.entry.analysis.gates.get(index);
        let signatures = gate.map_or(&[][..], |gate| &gate.signatures);
        if !signatures.is_empty() {
            let names = signatures.iter().take(SIGNERS);
            return names
                .map(|of| match (wording::signer(self.plan(), of), of.date) {
                    (Some(name), Some(day)) => format!("{name}, {}", display(day)),
                    (Some(name), None) => name.to_owned(),
                    (None, _) => of.who.clone(),
                })
                .collect();
        }
        let approver = self.plan().phases[index].go_no_go.as_ref().filter(|a| !a.is_empty());
        let Some(approver) = approver else { return vec![String::new()] };
        let who = self.entry.names_in(&approver.plain, self.context.settings);
        let names: Vec<String> = who.iter().take(SIGNERS).map(|one| one.who.name.clone()).collect();
        if names.is_empty() { vec![approver.plain.to_string()] } else { names }
    }
}
