//! Phases over days: bars, and signs for gates, decisions and holds; and what they say, in words.

use serde::Serialize;

use super::percent;
use crate::analysis::gate::GateVerdict;
use crate::analysis::phase_state::PhaseState;
use crate::model::date::{self, Date};
use crate::model::decision::Verdict;
use crate::portfolio::{DateSpan, DecisionSummary, PhaseSummary, Summary};
use crate::settings::Freeze;
use crate::text::shortened;
use crate::view::part::counted;

/// Decisions of a row that are drawn, the last of the log.
const MOST_DECISIONS: usize = 12;

/// Longest verdict, in characters, in the words of a drawing.
const LONGEST_VERDICT: usize = 40;

/// The days that a calendar shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// How many; at least one.
    pub width: i64,
}

impl Days {
    fn last(self) -> Date {
        date::add_days(self.first, self.width - 1).unwrap_or(Date::MAX)
    }

    /// From the morning of a day to the evening of another, cut at both ends; `None` where all of it lies outside.
    pub fn bar(self, state: &'static str, first: Date, last: Option<Date>) -> Option<Bar> {
        let (from, to) = (first.max(self.first), last.map_or(self.last(), |d| d.min(self.last())));
        let place = |day| date::days_between(self.first, day);
        (from <= to).then(|| Bar {
            state,
            x: percent(place(from), self.width),
            width: percent(place(to) + 1 - place(from), self.width),
        })
    }

    /// So many days after the first; `None` outside. A sign may stand on the right edge.
    fn mark(self, kind: &'static str, days: i64) -> Option<Mark> {
        (0..=self.width).contains(&days).then(|| Mark { kind, x: percent(days, self.width) })
    }
}

/// Some days of a phase, or days on which nothing may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Value of `data-state`: `done`, `live`, `planned`, `open`, `late`, `held`, `moved`.
    pub state: &'static str,
    /// Left end, in percent of the width.
    pub x: String,
    /// Width, in percent of the width.
    pub width: String,
}

/// A sign on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// What it stands for, and its symbol: `gate`, `go`, `stop`, `hold`, `unknown`.
    pub kind: &'static str,
    /// Where it stands, in percent of the width.
    pub x: String,
}

/// What is drawn of a plan, or of one of its phases.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Drawing {
    /// The bars, in the order in which they are drawn.
    pub bars: Vec<Bar>,
    /// The signs.
    pub marks: Vec<Mark>,
    /// Times in which nothing is to be rolled out, behind all of it.
    pub freezes: Vec<Bar>,
    /// What they say beside the days of the plan; begins with a semicolon, or is empty.
    pub words: String,
}

/// A rollout that does not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hold {
    phase: usize,
    since: Option<Date>,
}

/// Draws all phases of a plan, or the one at an index, over the freezes that hold for the plan.
pub fn draw(
    plan: &Summary,
    phase: Option<usize>,
    days: Days,
    today: Date,
    freezes: &[Freeze],
) -> Drawing {
    let drawn = Drawn { plan, phase, days, today, hold: hold(plan) };
    // What is over waits for no freeze to end.
    let freezes = if plan.is_closed() { &[][..] } else { freezes };
    let freezes = freezes.iter().filter(|freeze| plan.is_frozen_by(freeze));
    let bar = |freeze: &Freeze| days.bar("freeze", freeze.from, Some(freeze.to));
    let mut drawing = Drawing { freezes: freezes.filter_map(bar).collect(), ..Drawing::default() };
    for (index, span) in plan.phase_spans().into_iter().enumerate() {
        if let Some(span) = span.filter(|_| drawn.shows(index)) {
            drawing.bars.extend(drawn.bars(index, span));
            drawing.marks.extend(drawn.gate(index));
        }
    }
    let decided = drawn.decisions().rev().take(MOST_DECISIONS);
    drawing.marks.extend(decided.filter_map(|decision| {
        let day = date::days_between(days.first, decision.date?);
        days.mark(sign(decision.verdict), day).filter(|_| day < days.width)
    }));
    drawing.words = drawn.words(drawing.freezes.len());
    drawing
}

/// The last day that [`draw`] needs beyond the days of the phases.
pub fn last_day(plan: &Summary, today: Date) -> Option<Date> {
    let goes_on = |phase: &PhaseSummary| {
        let is_open = phase.state == PhaseState::Live && phase.dates.end.is_none();
        phase.dates.overdue || is_open && phase.dates.start.is_some() && plan.is_live()
    };
    let is_drawn_on = hold(plan).is_some() || plan.schedule.iter().any(goes_on);
    let now = is_drawn_on.then_some(today);
    plan.if_ended_today.iter().map(|moved| moved.end.unwrap_or(moved.start)).max().max(now)
}

/// The symbol of a decision.
const fn sign(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Go | Verdict::GoWithConditions) => "go",
        Some(Verdict::Hold) => "hold",
        Some(Verdict::NoGo | Verdict::RolledBack) => "stop",
        None => "unknown",
    }
}

/// The hold in force: the plan is paused, or the latest decision about the live phase is a Hold.
fn hold(plan: &Summary) -> Option<Hold> {
    let phase = plan.live_phase()?;
    let of_phase = plan.decisions.iter().filter(|decision| decision.index == Some(phase));
    // Of two that are equal or undated, the later row.
    let latest = of_phase.reduce(|a, b| match (a.date, b.date) {
        (Some(before), Some(after)) if before > after => a,
        _ => b,
    });
    let held = latest.filter(|decision| decision.verdict == Some(Verdict::Hold));
    let verdict = plan.approvals.get(phase).map(|gate| gate.verdict);
    let is_held = plan.is_paused() || held.is_some() && verdict == Some(GateVerdict::Stopped);
    is_held.then(|| Hold { phase, since: held.and_then(|decision| decision.date) })
}

struct Drawn<'a> {
    plan: &'a Summary,
    phase: Option<usize>,
    days: Days,
    today: Date,
    hold: Option<Hold>,
}

impl<'a> Drawn<'a> {
    fn shows(&self, index: usize) -> bool {
        self.phase.is_none_or(|phase| phase == index)
    }

    /// A phase's bars: what is over, live or planned; what goes on past the planned end; what does not go on.
    fn bars(&self, index: usize, span: DateSpan) -> Vec<Bar> {
        let Self { plan, days, today, .. } = *self;
        let phase = &plan.schedule[index];
        if let Some(moved) = plan.if_ended_today.iter().find(|moved| moved.phase == index) {
            return days.bar("moved", moved.start, moved.end).into_iter().collect();
        }
        let after = |day: Date| date::add_days(day, 1);
        if let Some(hold) = self.hold.filter(|hold| hold.phase == index) {
            let from = hold.since.map_or(span.first, |since| since.max(span.first));
            let live = date::add_days(from, -1).filter(|last| *last >= span.first);
            let live = live.and_then(|last| days.bar("live", span.first, Some(last)));
            let until = span.last.map_or(today, |last| last.max(today)).max(from);
            return live.into_iter().chain(days.bar("held", from, Some(until))).collect();
        }
        let late = span.last.filter(|_| phase.dates.overdue).and_then(after);
        let late = late.and_then(|first| days.bar("late", first, Some(today)));
        let bars = match (phase.state.bar(), span.last) {
            ("live", None) => {
                let now = today.max(span.first);
                let open = after(now).and_then(|next| days.bar("open", next, None));
                [days.bar("live", span.first, Some(now)), open]
            }
            ("planned", None) => [days.bar("open", span.first, None), None],
            (word, last) => [days.bar(word, span.first, last), late],
        };
        bars.into_iter().flatten().collect()
    }

    /// The gate at the end of a phase that is not over.
    fn gate(&self, index: usize) -> Option<Mark> {
        let day = self.gate_day(index)?;
        self.days.mark("gate", date::days_between(self.days.first, day) + 1)
    }

    fn gate_day(&self, index: usize) -> Option<Date> {
        let phase = self.plan.schedule.get(index).filter(|phase| !phase.state.is_over())?;
        let moved = self.plan.if_ended_today.iter().find(|moved| moved.phase == index);
        moved.map_or(phase.dates.end, |moved| moved.end).filter(|_| !self.plan.is_closed())
    }

    fn decisions(&self) -> impl DoubleEndedIterator<Item = &'a DecisionSummary> {
        let phase = self.phase;
        let is_shown =
            move |d: &&DecisionSummary| phase.is_none() || phase == d.index && d.index.is_some();
        self.plan.decisions.iter().filter(is_shown).filter(|decision| decision.date.is_some())
    }

    fn words(&self, freezes: usize) -> String {
        let mut parts: Vec<String> = Vec::new();
        let late = self.plan.schedule.iter().enumerate().find(|(_, phase)| phase.dates.overdue);
        if let Some((index, end)) = late.and_then(|(at, phase)| Some((at, phase.dates.end?))) {
            if self.shows(index) {
                parts.push(format!("overdue since {}, drawn on to today", date::display(end)));
            }
            let moved = self.plan.if_ended_today.iter().any(|moved| self.shows(moved.phase));
            if moved {
                parts.push("what follows is drawn as if the overdue phase ended today".to_owned());
            }
        }
        if let Some(hold) = self.hold.filter(|hold| self.shows(hold.phase)) {
            let since = hold.since.map(|since| format!(" since {}", date::display(since)));
            parts.push(format!("on hold{}", since.unwrap_or_default()));
        }
        let gates = (0..self.plan.schedule.len()).filter(|index| self.shows(*index));
        let next = gates.filter_map(|index| self.gate_day(index)).min();
        parts.extend(next.map(|day| format!("next gate due {}", date::display(day))));
        let last = self.decisions().max_by_key(|decision| decision.date);
        if let Some((decision, day)) = last.and_then(|of| Some((of, of.date?))) {
            let count = counted(self.decisions().count(), "decision");
            let verdict = shortened(&decision.verdict_text, LONGEST_VERDICT);
            parts.push(format!("{count}, the last {verdict} on {}", date::display(day)));
        }
        if freezes > 0 {
            parts.push(counted(freezes, "freeze"));
        }
        parts.iter().fold(String::new(), |words, part| format!("{words}; {part}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::current::{CurrentPhase, CurrentPhaseState};
    use crate::analysis::phase_state::PhaseState::{Complete, Later, Live, Paused};
    use crate::analysis::schedule::{MovedPhase, PhaseDates};
    use crate::model::date::parse_iso;
    use crate::model::header::StatusKind::{self, InProgress};
    use crate::model::phase::PhasePosition;
    use crate::portfolio::fixture::entry;

    fn day(text: &str) -> Date {
        parse_iso(text).expect("a date")
    }

    /// A plan whose first phase is current, with phases of these days.
    fn plan(status: StatusKind, phases: &[(&str, &str, PhaseState)]) -> Summary {
        let mut plan = entry("a.md", "A", Some(status)).summary;
        let phase = |(start, end, state): &(&str, &str, PhaseState)| {
            let (start, end) = (parse_iso(start), parse_iso(end));
            let overdue = *state == Live && end.is_some_and(|end| end < day("2026-11-22"));
            let dates = PhaseDates { start, end, overdue, ..PhaseDates::default() };
            PhaseSummary { dates, state: *state }
        };
        plan.schedule = phases.iter().map(phase).collect();
        let position = Some(PhasePosition::from_index(0));
        plan.current = CurrentPhase { state: CurrentPhaseState::Live, position, from: None };
        plan
    }

    fn decided(plan: &mut Summary, verdict: Verdict, on: &str) {
        let decision = DecisionSummary {
            phase: "Phase 0".to_owned(),
            index: Some(0),
            verdict: Some(verdict),
            verdict_text: format!("{verdict:?}"),
            by: None,
            date: parse_iso(on),
            notes: None,
        };
        plan.decisions = plan.decisions.iter().cloned().chain([decision]).collect();
    }

    /// November 2026, a hundred days long, so that a day is a percent.
    fn drawn(plan: &Summary, phase: Option<usize>) -> (String, String) {
        let days = Days { first: day("2026-11-01"), width: 100 };
        let drawing = draw(plan, phase, days, day("2026-11-22"), &[]);
        let bars = drawing.bars.iter().map(|b| format!("{} {} {}", b.state, b.x, b.width));
        let marks = drawing.marks.iter().map(|m| format!("{} {}", m.kind, m.x));
        (bars.chain(marks).collect::<Vec<_>>().join(", "), drawing.words)
    }

    #[test]
    fn an_overdue_bar_goes_on_to_today_and_what_follows_moves() {
        let phases = [("2026-11-02", "2026-11-11", Live), ("2026-11-12", "2026-11-21", Later)];
        let mut plan = plan(InProgress, &phases);
        let (start, end) = (day("2026-11-23"), Some(day("2026-12-02")));
        plan.if_ended_today = [MovedPhase { phase: 1, start, end }].into();
        let (drawn_all, words) = drawn(&plan, None);
        assert_eq!(drawn_all, "live 1% 10%, late 11% 11%, moved 22% 10%, gate 11%, gate 32%");
        assert_eq!(
            words,
            "; overdue since 11 Nov 2026, drawn on to today; what follows is drawn as if the overdue phase ended today; next gate due 11 Nov 2026"
        );
        let (second, words) = drawn(&plan, Some(1));
        assert_eq!(second, "moved 22% 10%, gate 32%");
        assert_eq!(
            words,
            "; what follows is drawn as if the overdue phase ended today; next gate due 2 Dec 2026"
        );
        assert_eq!(last_day(&plan, day("2026-11-22")), end);
    }

    #[test]
    fn a_hold_is_drawn_from_its_decision_on() {
        let phases = [("2026-11-02", "2026-11-11", Paused)];
        let mut paused = plan(StatusKind::Paused, &phases);
        assert_eq!(drawn(&paused, None).0, "held 1% 21%, gate 11%", "nobody knows since when");
        decided(&mut paused, Verdict::Hold, "2026-11-05");
        let (drawn_all, words) = drawn(&paused, None);
        assert_eq!(drawn_all, "live 1% 3%, held 4% 18%, gate 11%, hold 4%");
        let expected = "; on hold since 5 Nov 2026; next gate due 11 Nov 2026; 1 decision, the last Hold on 5 Nov 2026";
        assert_eq!(words, expected);
        // A later Go ends it.
        let mut live = plan(InProgress, &[("2026-11-02", "2026-11-30", Live)]);
        decided(&mut live, Verdict::Hold, "2026-11-05");
        decided(&mut live, Verdict::Go, "2026-11-06");
        assert_eq!(drawn(&live, None).0, "live 1% 29%, gate 30%, go 5%, hold 4%");
    }

    #[test]
    fn freezes_that_hold_for_the_plan_lie_behind() {
        let freeze = |from: &str, to: &str, programs: &[&str]| Freeze {
            from: day(from),
            to: day(to),
            name: "Winter".to_owned(),
            programs: programs.iter().map(|slug| (*slug).to_owned()).collect(),
        };
        let freezes = [
            freeze("2026-11-11", "2026-11-20", &[]),
            freeze("2026-11-11", "2026-11-20", &["payments"]),
            freeze("2025-11-11", "2025-11-20", &[]),
        ];
        let plan = plan(InProgress, &[("2026-11-02", "2026-11-30", Live)]);
        let days = Days { first: day("2026-11-01"), width: 100 };
        let drawing = draw(&plan, None, days, day("2026-11-22"), &freezes);
        let bar = Bar { state: "freeze", x: "10%".to_owned(), width: "10%".to_owned() };
        assert_eq!(drawing.freezes, [bar]);
        assert_eq!(drawing.words, "; next gate due 30 Nov 2026; 1 freeze");
    }

    #[test]
    fn what_is_over_has_no_gate_to_come() {
        let phases = [("2026-11-02", "2026-11-11", Complete), ("2026-11-12", "", Live)];
        let mut plan = plan(InProgress, &phases);
        plan.current.position = Some(PhasePosition::from_index(1));
        decided(&mut plan, Verdict::Go, "2026-11-10");
        decided(&mut plan, Verdict::NoGo, "2026-10-10");
        let (drawn_all, words) = drawn(&plan, None);
        assert_eq!(drawn_all, "done 1% 10%, live 11% 11%, open 22% 78%, go 9%");
        assert_eq!(words, "; 2 decisions, the last Go on 10 Nov 2026");
        assert_eq!(drawn(&plan, Some(1)).0, "live 11% 11%, open 22% 78%");
    }
}
