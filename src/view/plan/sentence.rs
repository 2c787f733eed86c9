//! The sentence that answers first: where the rollout stands, and what keeps it there.

use std::sync::{LazyLock, OnceLock};

use super::words::{Line, Sentence, mid_sentence};
use super::{At, PlanView};
use crate::analysis::current::CurrentPhaseState;
use crate::analysis::gate::{Gate, GateVerdict};
use crate::analysis::wording;
use crate::model::date::Date;
use crate::model::decision::Verdict;
use crate::model::header::StatusKind;
use crate::portfolio::{PlanEntry, Portfolio};
use crate::settings::{Band, Settings};
use crate::site::Route;
use crate::view::html::References;
use crate::view::part::counted;
use crate::view::{AssetNames, Context, HeldPlans};

/// What a plan's page opens with, in words alone, without what is so on that day only: it is told again until the plan
/// changes. The plan is open; nothing of its neighbours is read.
pub fn sentence(entry: &PlanEntry, settings: &Settings, today: Date) -> String {
    static ALONE: LazyLock<(Portfolio, AssetNames)> = LazyLock::new(Default::default);
    let (portfolio, assets) = &*ALONE;
    let context = Context { settings, portfolio, today, assets, opener: &HeldPlans };
    // Links are made and thrown away; what costs more is not found.
    let view = PlanView {
        context: &context,
        entry,
        risk_pages: Vec::new(),
        references: References::default(),
        lines: OnceLock::new(),
        headings_above: OnceLock::new(),
        is_dated: false,
    };
    At::new(&view, &Route::Plan(entry.slug.clone())).sentence().plain
}

impl At<'_, '_> {
    /// The sentence of the overview. A met trigger of the rollback is said before all else.
    pub(super) fn sentence(&self) -> Sentence {
        let stands = self.standing();
        match self.met_triggers().filter(|_| self.is_dated && !self.is_over()) {
            Some(met) => Sentence::led_by(&met, &stands),
            None => stands,
        }
    }

    /// Whether nothing is left to be rolled back.
    fn is_over(&self) -> bool {
        matches!(
            self.plan().status_kind(),
            Some(StatusKind::RolledBack | StatusKind::Complete | StatusKind::Cancelled)
        )
    }

    fn standing(&self) -> Sentence {
        let phases = self.plan().phases.len();
        let current = self.entry.analysis.current;
        let live = self.live_phase();
        match self.plan().status_kind() {
            Some(StatusKind::InProgress) => match (current.state, live) {
                (_, Some(index)) => Sentence::new(self.is_live(index), self.outlook(index)),
                (CurrentPhaseState::AllDone, _) => Sentence::new(
                    Line::of(format!("{}, and the plan is still in progress.", all_done(phases))),
                    self.open_risks(),
                ),
                (CurrentPhaseState::NotStarted, _) => Sentence::new(
                    Line::of("In progress, but no phase has begun."),
                    self.first_phase().then(&self.open_risks()),
                ),
                _ if self.entry.withheld().phases => Sentence::new(
                    Line::of("In progress. Not all of its phases are shown to this audience."),
                    self.open_risks(),
                ),
                _ if phases == 0 => Sentence::new(
                    Line::of("In progress, but the plan lists no phases."),
                    self.open_risks(),
                ),
                _ => Sentence::new(
                    Line::of("In progress; current phase not stated."),
                    self.open_risks(),
                ),
            },
            Some(StatusKind::Draft) => self.before_start("Draft", "approval"),
            Some(StatusKind::Approved) => self.before_start("Approved", "the start"),
            Some(StatusKind::Complete) => self.complete(),
            Some(StatusKind::Paused) => match live {
                Some(index) => Sentence::new(
                    Line::of("Paused in ")
                        .link_quote(self.phase_label(index), &self.to_phase(index))
                        .append(&self.users(index, ", with "))
                        .say("."),
                    self.halt(index).then(&self.open_risks()),
                ),
                None => {
                    Sentence::new(Line::of("Paused; current phase not stated."), self.open_risks())
                }
            },
            Some(StatusKind::RolledBack) => self.ended("Rolled back"),
            Some(StatusKind::Cancelled) => self.ended("Cancelled"),
            Some(StatusKind::Unknown) | None => self.status_unclear(),
        }
    }

    fn is_live(&self, index: usize) -> Line {
        Line::default()
            .link_quote(self.phase_label(index), &self.to_phase(index))
            .say(" is live")
            .append(&self.users(index, " with "))
            .say(".")
    }

    /// The audience of a phase: `before` and a number as written. Words that state no number need not
    /// be people ("None; shadow traffic only"), so they stand behind their column's name.
    pub(super) fn users(&self, index: usize, before: &str) -> Line {
        match &self.plan().phases[index].users {
            Some(users) if users.text.is_empty() => Line::default(),
            Some(users) if users.amount.is_some() => {
                Line::of(before).quote(mid_sentence(&users.text.plain))
            }
            Some(users) => Line::of("; users: ").quote(&users.text.plain),
            None => Line::default(),
        }
    }

    /// What keeps a live phase where it is.
    fn outlook(&self, index: usize) -> Line {
        let dates = self.entry.analysis.schedule.get(index);
        let overdue = match dates.and_then(|d| d.end.filter(|_| d.overdue && self.is_dated)) {
            Some(end) => Line::of("Its planned end, ").day(end).say(", has passed."),
            None => Line::default(),
        };
        self.entry
            .analysis
            .gates
            .get(index)
            .map_or_else(Line::default, |gate| self.gate_words(index, gate))
            .then(&overdue)
            .then(&self.open_risks())
    }

    /// What the gate at the end of the current phase says.
    pub(super) fn gate_words(&self, index: usize, gate: &Gate) -> Line {
        let last = index + 1 == self.plan().phases.len();
        match gate.verdict {
            GateVerdict::Blocked => {
                let cannot = if last { "It cannot be completed: " } else { "It cannot advance: " };
                Line::of(cannot).append(&self.blockers(index, gate)).say(".")
            }
            GateVerdict::Ready => {
                let line = if last {
                    Line::of("Ready to be completed, pending ")
                } else {
                    Line::of("Ready for ").quote(self.short_phase(index + 1)).say(", pending ")
                };
                match &self.plan().phases[index].go_no_go {
                    Some(approver) => line.quote(&approver.plain).say("’s decision."),
                    None => line.say("a decision."),
                }
            }
            GateVerdict::Unknown => {
                let may = if last { "it may be completed" } else { "it may advance" };
                Line::of(format!("Can’t tell whether {may}. Missing: "))
                    .append(&self.missing_words(gate, true))
                    .say(".")
            }
            GateVerdict::Stopped => self.halt(index),
            GateVerdict::Passed => {
                let line = Line::of("Its gate is passed");
                match self.decision_words(gate) {
                    Some(words) => line.say(": ").append(&words).say("."),
                    None => line.say("."),
                }
            }
            GateVerdict::NotYetDue => Line::default(),
        }
    }

    /// What stopped the gate of a phase.
    fn halt(&self, index: usize) -> Line {
        let Some(gate) = self.entry.analysis.gates.get(index) else { return Line::default() };
        match self.stop_words(gate) {
            Some(words) => words.say("."),
            None if gate.verdict == GateVerdict::Stopped && self.is_halted_unseen() => {
                Line::of("Its gate is stopped; the reason is not shown to this audience.")
            }
            None if gate.verdict == GateVerdict::Stopped => {
                Line::of("Its gate is on hold for as long as the plan is.")
            }
            None => Line::default(),
        }
    }

    /// Whether neither the plan's status nor what is shown of it halts a gate that is stopped.
    fn is_halted_unseen(&self) -> bool {
        let halts = [StatusKind::Paused, StatusKind::RolledBack, StatusKind::Cancelled];
        !self.plan().status_kind().is_some_and(|status| halts.contains(&status))
    }

    /// Whether the latest decision about a gate halts it.
    pub(super) fn is_stopping(&self, gate: &Gate) -> bool {
        gate.decision.and_then(|d| self.plan().decisions[d].verdict).is_some_and(|v| !v.is_go())
    }

    /// What stops a gate: "Jonas Weber put it on hold on 4 Nov 2026", a refused signature.
    pub(super) fn stop_words(&self, gate: &Gate) -> Option<Line> {
        self.stopping_decision(gate).or_else(|| self.refusal_words(gate))
    }

    /// The latest decision about a gate, if it halts it.
    fn stopping_decision(&self, gate: &Gate) -> Option<Line> {
        let decision = &self.plan().decisions[gate.decision?];
        let (did, was) = wording::stopped(decision.verdict?)?;
        let line = match &decision.by {
            Some(by) => Line::default().quote(&by.plain).say(" ").say(did),
            None => Line::of(wording::capitalised(was)),
        };
        Some(match &decision.date {
            Some(day) => line.say(" on ").day(day.value),
            None => line,
        })
    }

    /// The latest decision about a gate: "No-Go on 27 Oct 2026 by Tomasz Brandt".
    pub(super) fn decision_words(&self, gate: &Gate) -> Option<Line> {
        let decision = &self.plan().decisions[gate.decision?];
        let line = Line::default().quote(&decision.verdict_text.plain);
        let line = match &decision.date {
            Some(day) => line.say(" on ").day(day.value),
            None => line,
        };
        Some(match &decision.by {
            Some(by) => line.say(" by ").quote(&by.plain),
            None => line,
        })
    }

    /// How many severe risks are open, else how many major ones.
    fn open_risks(&self) -> Line {
        let of_band = |band: Band| {
            let risks = self.plan().risks.iter().zip(&self.entry.analysis.risks);
            risks.filter(|(r, p)| r.is_open() && p.band == Some(band)).count()
        };
        let href = self.to(&Route::PlanRisks(self.entry.slug.clone(), 1));
        for band in [Band::Severe, Band::Major] {
            let verb = match of_band(band) {
                0 => continue,
                1 => " is open.",
                _ => " are open.",
            };
            let words = counted(of_band(band), &format!("{} risk", band.word()));
            return Line::default().link(words, &format!("{href}#band-{}", band.word())).say(verb);
        }
        Line::default()
    }

    fn first_phase(&self) -> Line {
        if self.plan().phases.is_empty() {
            return Line::default();
        }
        let line = Line::default()
            .link_quote(self.phase_label(0), &self.to_phase(0))
            .say(" comes first")
            .append(&self.users(0, ", with "));
        match self.entry.analysis.schedule.first().and_then(|d| d.start) {
            Some(start) => line.say(", from ").day(start).say("."),
            None => line.say("."),
        }
    }

    /// Draft and approved plans: what comes first, and what is missing until then.
    fn before_start(&self, status: &str, until: &str) -> Sentence {
        let missing: Vec<Line> = self.missing().into_iter().map(Line::of).collect();
        let missing = if missing.is_empty() {
            Line::default()
        } else {
            Line::of(format!("Missing before {until}: ")).append(&Line::list(&missing)).say(".")
        };
        let current = self.entry.analysis.current;
        match (current.state, self.live_phase()) {
            (_, Some(index)) => Sentence::new(
                Line::of(format!("{status}, although the plan says that "))
                    .link_quote(self.phase_label(index), &self.to_phase(index))
                    .say(" is live."),
                self.outlook(index).then(&missing),
            ),
            (CurrentPhaseState::AllDone, _) => Sentence::new(
                Line::of(format!("{status}, although the plan says that every phase is done.")),
                missing,
            ),
            _ => Sentence::new(
                Line::of(format!("{status}: not started.")),
                self.first_phase().then(&missing),
            ),
        }
    }

    fn complete(&self) -> Sentence {
        let plan = self.plan();
        let phases = plan.phases.len();
        if let Some(index) = self.live_phase() {
            let lead = Line::of("Complete, although the plan says that ")
                .link_quote(self.phase_label(index), &self.to_phase(index))
                .say(" is live.");
            return Sentence::new(lead, self.open_risks());
        }
        let lead = if phases == 0 {
            Line::of("Complete.")
        } else {
            Line::of(format!("Complete: {}.", all_done(phases).to_lowercase()))
        };
        let last = self.entry.analysis.gates.last().and_then(|gate| gate.decision);
        let decided =
            last.map(|d| &plan.decisions[d]).filter(|d| d.verdict.is_some_and(Verdict::is_go));
        let since = match decided.and_then(|d| d.date.as_ref()) {
            Some(day) => Line::of("The last gate was passed on ").day(day.value).say("."),
            None => Line::default(),
        };
        let open = plan.risks.iter().filter(|r| r.is_open()).count();
        let open = match open {
            0 => Line::default(),
            1 => Line::of("1 risk is still open."),
            n => Line::of(format!("{n} risks are still open.")),
        };
        Sentence::new(lead, since.then(&open))
    }

    /// Rolled back and cancelled plans.
    fn ended(&self, status: &str) -> Sentence {
        let current = self.entry.analysis.current;
        match (current.state, self.live_phase()) {
            (_, Some(index)) => Sentence::new(
                Line::of(format!("{status} in "))
                    .link_quote(self.phase_label(index), &self.to_phase(index))
                    .say("."),
                self.halt(index).then(&self.open_risks_if(status == "Rolled back")),
            ),
            (CurrentPhaseState::NotStarted, _) => Sentence::new(
                Line::of(format!("{status} before the first phase.")),
                Line::default(),
            ),
            (CurrentPhaseState::AllDone, _) => {
                Sentence::new(Line::of(format!("{status} after the last phase.")), Line::default())
            }
            _ => Sentence::new(
                Line::of(format!("{status}.")),
                Line::of("The plan does not state in which phase."),
            ),
        }
    }

    fn open_risks_if(&self, wanted: bool) -> Line {
        if wanted { self.open_risks() } else { Line::default() }
    }

    fn status_unclear(&self) -> Sentence {
        let lead = match &self.plan().header.status {
            Some(status) => {
                let line = Line::of("Status “").quote(&status.text);
                let line = line.say("” is not one we recognise");
                match self.live_phase() {
                    Some(index) => {
                        let because = line.say(" · shown as live because ");
                        because.quote(self.short_phase(index)).say(" is.")
                    }
                    None => line.say("."),
                }
            }
            None => Line::of("Status not stated."),
        };
        let phase = match (self.entry.analysis.current.state, self.live_phase()) {
            (_, Some(index)) => self.is_live(index).then(&self.outlook(index)),
            (CurrentPhaseState::AllDone, _) => {
                Line::of(format!("{}.", all_done(self.plan().phases.len())))
            }
            (CurrentPhaseState::NotStarted, _) => Line::of("No phase has begun."),
            _ if self.entry.withheld().phases => {
                Line::of("Not all of its phases are shown to this audience.")
                    .then(&self.open_risks())
            }
            _ if self.plan().phases.is_empty() => {
                Line::of("The plan lists no phases.").then(&self.open_risks())
            }
            _ => Line::of("Current phase not stated.").then(&self.open_risks()),
        };
        Sentence::new(lead, phase)
    }
}

fn all_done(phases: usize) -> String {
    match phases {
        0 => "Every phase is done".to_owned(),
        1 => "The only phase is done".to_owned(),
        2 => "Both phases are done".to_owned(),
        n => format!("All {n} phases are done"),
    }
}
