//! A plan's overview: the answer first, then what proves it, then what the author wrote besides.

use serde::Serialize;

use super::beside::BesideCard;
use super::card::GoWrongCard;
use super::decision::DecisionRow;
use super::empty::Empty;
use super::fact::fact;
use super::header::{PlanHeader, TabKey};
use super::opening::{FurtherContent, Lifted, Opening, OpeningCallout};
use super::phase::ListLine;
use super::risk::RiskLine;
use super::risk_map::Map;
use super::since::SinceCard;
use super::state::phase_state;
use super::words::{Line, Sentence};
use super::{At, PlanView};
use crate::analysis::current::CurrentPhaseState;
use crate::analysis::gate::GateVerdict;
use crate::model::header::StatusKind;
use crate::site::Route;
use crate::view::facts::Fact;
use crate::view::gate_card::GateCard;
use crate::view::heat::HeatMap;
use crate::view::notice::{Notice, Tone};
use crate::view::shell::{Anchor, NavSection, Shell};
use crate::view::stepper::Stepper;
use crate::view::why::Why;

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-overview.html";

/// How many risks the overview lists.
const HIGHEST: usize = 4;

/// A plan's overview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverviewPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// Where the rollout stands, and what keeps it there.
    pub sentence: Sentence,
    /// Where the declared status and the evidence disagree.
    pub contradictions: Vec<Notice>,
    /// Plans that it depends on, those that depend on it, and collisions.
    pub beside: Option<BesideCard>,
    /// The author's warnings and what else stands out at the plan's beginning.
    pub callouts: Vec<OpeningCallout>,
    /// What the plan says of itself under its title.
    pub opening: Option<Opening>,
    /// The phases.
    pub stepper: Option<Stepper>,
    /// Where the plan has no phases.
    pub no_phases: Option<Empty>,
    /// The gate that matters now.
    pub gate: Option<GateCard>,
    /// What changed since the last decision, as far as commits tell it.
    pub since: Option<SinceCard>,
    /// That nothing did, or that it is not known.
    pub since_note: Option<String>,
    /// Where no transition criteria are listed at all.
    pub no_criteria: Option<Empty>,
    /// The map of open risks.
    pub map: Option<HeatMap>,
    /// How many risks are open.
    pub open_risks: usize,
    /// "All 14 risks".
    pub all_risks: String,
    /// The risks page.
    pub risks_href: String,
    /// In place of a map of zeros: "No open risks. 6 mitigated or closed."
    pub none_open: Option<String>,
    /// Where the plan has no risks.
    pub no_risks: Option<Empty>,
    /// The highest open risks.
    pub highest: Vec<RiskLine>,
    /// "Live now", "First phase".
    pub facts_title: Option<&'static str>,
    /// Facts of the phase that this is about.
    pub facts: Vec<Fact>,
    /// What to do if it goes wrong.
    pub go_wrong: GoWrongCard,
    /// The checklists in brief.
    pub checklists: Vec<ListLine>,
    /// Where the plan has none.
    pub no_checklists: Option<Empty>,
    /// The go/no-go log.
    pub decisions: Vec<DecisionRow>,
    /// What else the header states: flag, tags.
    pub about: Vec<Fact>,
    /// How the current phase is known.
    pub why_current: Option<Why>,
    /// Which risks count as open, and how bad they are.
    pub why_risks: Option<Why>,
    /// Where the dates of the phase that this is about come from.
    pub why_dates: Option<Why>,
    /// What counts as progress.
    pub why_progress: Option<Why>,
    /// The plan's findings, for its author.
    pub findings: Option<Anchor>,
    /// Everything else that the author wrote, in order.
    pub more: FurtherContent,
    /// The plan as written.
    pub source_href: String,
    /// All phases.
    pub phases_href: String,
}

/// A plan's overview.
pub fn overview(plan_view: &PlanView<'_>) -> (Shell, OverviewPage) {
    let entry = plan_view.entry;
    let at = At::new(plan_view, &Route::Plan(entry.slug.clone()));
    let plan = at.plan();
    let lifted = Lifted::of(&plan.blocks, &plan.more);
    let open: Vec<usize> =
        entry.analysis.risk_order.iter().copied().filter(|&i| plan.risks[i].is_open()).collect();
    let sections = plan.sections;
    let shell = at.shell(
        "",
        NavSection::Plans,
        at.depends_on_date()
            || at.has_rehearsals()
            || at.has_measures()
            || at.plan().header.next_review.is_some(),
    );
    let (facts_title, facts, why_dates) = at.phase_card();
    let checklists = at.lists(|_| true);
    let withheld = entry.withheld();
    let (since, since_note) = at.since();
    let view = OverviewPage {
        header: at.header(TabKey::Overview, ""),
        sentence: at.sentence(),
        contradictions: at.notices(),
        beside: at.beside(),
        callouts: at.callouts(&lifted),
        opening: at.opening(&lifted),
        stepper: at.stepper(),
        no_phases: plan
            .phases
            .is_empty()
            .then(|| Empty::not_stated(sections.phases, withheld.phases)),
        gate: at.gate_now().and_then(|index| at.gate_card(index)),
        since,
        since_note,
        no_criteria: plan
            .transition_criteria
            .is_empty()
            .then(|| Empty::not_stated(sections.transition_criteria, withheld.criteria)),
        map: at.has_placed(Map::Open).then(|| at.heat(Map::Open)),
        open_risks: open.len(),
        all_risks: at.all_risks(),
        risks_href: at.to(&Route::PlanRisks(entry.slug.clone(), 1)),
        none_open: (open.is_empty() && !plan.risks.is_empty())
            .then(|| format!("No open risks. {} mitigated or closed.", plan.risks.len())),
        no_risks: plan.risks.is_empty().then(|| Empty::not_stated(sections.risks, withheld.risks)),
        highest: open.iter().take(HIGHEST).map(|&i| at.risk_line(i, None)).collect(),
        facts_title,
        facts,
        go_wrong: at.go_wrong(),
        no_checklists: checklists
            .is_empty()
            .then(|| Empty::not_stated(sections.checklists, withheld.checklists)),
        checklists,
        decisions: at.decisions(None),
        about: at.about(),
        why_current: at.why_current(),
        why_risks: at.why_risks(),
        why_dates,
        why_progress: at.why_progress(),
        findings: at.findings_link(),
        more: at.more(&lifted),
        source_href: at.to(&Route::Source(entry.slug.clone())),
        phases_href: at.to(&Route::Phases(entry.slug.clone())),
    };
    (shell, view)
}

impl At<'_, '_> {
    /// Whether the page may read differently tomorrow: a plan under way can get overdue or stale.
    fn depends_on_date(&self) -> bool {
        let summary = &self.entry.summary;
        summary.has_users() || summary.status_kind() == Some(StatusKind::RolledBack)
    }

    /// Index of the gate that matters now: the live phase's or a stopped one, else the first that
    /// is not passed. None where the rollout is over.
    fn gate_now(&self) -> Option<usize> {
        if self.entry.analysis.current.state == CurrentPhaseState::AllDone {
            return None;
        }
        let first_open = || {
            let gates = &self.entry.analysis.gates;
            gates.iter().position(|gate| gate.verdict != GateVerdict::Passed)
        };
        let summary = self.entry.summary.gate.as_ref().map(|gate| gate.phase);
        summary.or(self.live_phase()).or_else(first_open)
    }

    /// What stands above all cards: met triggers of the rollback first.
    fn notices(&self) -> Vec<Notice> {
        let met = self.met_trigger_notices().into_iter();
        met.chain(self.held_notices()).chain(self.contradictions()).collect()
    }

    fn contradictions(&self) -> Vec<Notice> {
        self.entry
            .analysis
            .contradictions
            .iter()
            .map(|found| {
                let to = |span| {
                    let line = self.to_line(span);
                    Line::default().link(line.text, &line.href)
                };
                let mut words = Line::default().quote(&found.text).say(" (");
                words = words.append(&to(found.status));
                if !found.evidence.is_empty() {
                    words = words.say(" and ").append(&to(found.evidence));
                }
                let rule =
                    Anchor { href: self.to_rule("status"), text: "How this is judged".into() };
                Notice::new(Tone::Warn, words.say(").").html())
                    .titled("Status and evidence disagree:")
                    .linked(rule)
            })
            .collect()
    }

    /// Facts of the live phase, else of the first one before the start.
    fn phase_card(&self) -> (Option<&'static str>, Vec<Fact>, Option<Why>) {
        let (title, index) = match (self.live_phase(), self.entry.analysis.current.state) {
            (Some(index), _) => (phase_state(self.entry, index).label(), index),
            (None, CurrentPhaseState::NotStarted) if !self.plan().phases.is_empty() => {
                ("First phase", 0)
            }
            _ => return (None, Vec::new(), None),
        };
        let phase = &self.plan().phases[index];
        let label = Line::default().link_quote(self.phase_label(index), &self.to_phase(index));
        let dates = self.dates(index);
        let mut facts = vec![
            fact("Phase", label),
            self.fact("Scope", phase.scope.as_ref()),
            self.fact("Users", phase.users.as_ref().map(|u| &u.text)),
            fact("Dates", dates.unwrap_or_else(Line::not_stated)),
        ];
        facts.extend(self.moved_end_fact(index));
        facts.push(self.people_fact("Go / No-Go", phase.go_no_go.as_ref()));
        facts.extend(self.fact_if("Owner", phase.owner.as_ref()));
        facts.extend(self.fact_if("Flag", phase.flag.as_ref()));
        facts.extend(self.fact_if("Exposure", phase.exposure.as_ref()));
        (Some(title), facts, self.why_dates(index))
    }
}
