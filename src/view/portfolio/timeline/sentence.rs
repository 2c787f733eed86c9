//! What ends soon, and what should have ended.

use super::At;
use crate::model::date::Date;
use crate::portfolio::{Calendar, DateWindow, PhaseEnd, SOON};
use crate::view::part::counted;
use crate::view::plan::words::{Line, Sentence};

/// Most overdue phases that the sentence names.
const MOST_NAMES: usize = 4;

impl At<'_> {
    /// "Phase 1 of One-page checkout", leading to the phase.
    fn phase_name(&self, end: PhaseEnd) -> Line {
        let plan = self.summary(end.plan);
        let label = plan.phases.get(end.phase).map_or("", |(label, _)| label);
        let href = self.links.phase(plan, end.phase).unwrap_or_else(|| self.links.plan(plan));
        Line::default().link_quote(label, &href).say(" of ").quote(plan.called())
    }

    /// "4 phases end in the next 14 days. The next is Phase 1 of One-page checkout, on 24 Nov 2026. 1 phase is
    /// overdue: …"
    pub(super) fn sentence(&self) -> Sentence {
        let Calendar { ending, overdue, dated, .. } = self.calendar;
        if self.context.portfolio.order.is_empty() {
            return Sentence::new(Line::of("No plans yet."), Line::default());
        }
        if *dated == 0 {
            return Sentence::new(Line::of("No phase has dates."), Line::default());
        }
        let lead = match ending.len() {
            0 => format!("No phase ends in the next {SOON} days."),
            1 => format!("1 phase ends in the next {SOON} days."),
            n => format!("{n} phases end in the next {SOON} days."),
        };
        let mut rest = Line::default();
        if let Some(&next) = ending.first() {
            let which = if ending.len() == 1 { "It is " } else { "The next is " };
            let when = if next.day == self.context.today { ", today" } else { ", on " };
            let line = Line::of(which).append(&self.phase_name(next)).say(when);
            let line = if next.day == self.context.today { line } else { line.day(next.day) };
            rest = line.say(".");
        }
        let lead_over = match overdue.len() {
            0 => return Sentence::new(Line::of(lead), rest),
            1 => "1 phase is overdue: ".to_owned(),
            n if n <= MOST_NAMES => format!("{n} phases are overdue: "),
            n => format!("{n} phases are overdue, the longest "),
        };
        let shown = if overdue.len() <= MOST_NAMES { overdue.len() } else { 1 };
        let names: Vec<Line> = overdue[..shown]
            .iter()
            .map(|&end| self.phase_name(end).say(", since ").day(end.day))
            .collect();
        let gap = if names.len() > 1 { "; " } else { "" };
        let list = names.iter().enumerate().fold(Line::default(), |line, (index, name)| {
            line.say(if index == 0 { "" } else { gap }).append(name)
        });
        Sentence::new(Line::of(lead), rest.then(&Line::of(lead_over).append(&list).say(".")))
    }

    /// "12 plans have phases in this quarter. 5 phases begin in it, 1 ends."
    pub(super) fn quarter_sentence(&self, window: DateWindow, plans: &[usize]) -> Sentence {
        let within = |day: Date| window.first <= day && day <= window.last;
        let (mut begin, mut end) = (0, 0);
        for &plan in plans {
            for phase in self.summary(plan).schedule.iter() {
                begin += usize::from(phase.dates.start.is_some_and(within));
                end += usize::from(phase.dates.end.is_some_and(within));
            }
        }
        let has = if plans.len() == 1 { "has" } else { "have" };
        let lead = format!("{} {has} phases in this quarter.", counted(plans.len(), "plan"));
        let begins = if begin == 1 { "begins" } else { "begin" };
        let ends = if end == 1 { "ends" } else { "end" };
        let rest = format!("{} {begins} in it, {end} {ends}.", counted(begin, "phase"));
        Sentence::new(Line::of(lead), Line::of(rest))
    }
}
