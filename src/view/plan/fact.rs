//! Facts: a label and a value, or "Not stated".

use super::At;
use super::contact::numbers;
use super::words::Line;
use crate::analysis::schedule::{DatesOrigin, PhaseDates};
use crate::model::date::{self, Date};
use crate::model::prose::{InlineKind, Text};
use crate::view::facts::Fact;
use crate::view::names::{NameWords, named_words};
use crate::view::part::Html;

impl At<'_, '_> {
    /// A fact in the author's words; "Not stated" where there are none.
    pub(super) fn fact(&self, label: &str, text: Option<&Text>) -> Fact {
        let value = self.value(text).unwrap_or_else(Line::not_stated);
        Fact::new(label, value.html())
    }

    /// A fact in the author's words; none where the plan does not state it.
    pub(super) fn fact_if(&self, label: &str, text: Option<&Text>) -> Option<Fact> {
        Some(Fact::new(label, self.value(text)?.html()))
    }

    /// A fact that names people; "Not stated" where it names nobody.
    pub(super) fn people_fact(&self, label: &str, text: Option<&Text>) -> Fact {
        let value =
            text.filter(|t| !t.is_empty()).map_or_else(Line::not_stated, |t| self.people(t));
        Fact::new(label, value.html())
    }

    /// Author's words that name people, with links to their pages and to dial. Where the author's words
    /// have marks of their own they stay as they are, and numbers to dial follow.
    pub(super) fn people(&self, text: &Text) -> Line {
        let is_plain = text.placeholders.is_empty()
            && text.content.iter().all(|i| matches!(i.kind, InlineKind::Text(_)));
        if is_plain {
            let names = self.entry.names_in(&text.plain, self.context.settings);
            return Line::default().names(&named_words(&self.path, &text.plain, &names));
        }
        let marked = Line::default().prose(&self.html(text), &text.plain);
        numbers(&text.plain).into_iter().fold(marked, |line, words| {
            let call = NameWords { text: words.text, href: words.tel };
            line.say(" ").names(&[call])
        })
    }

    /// Words alone in which names are links.
    pub(super) fn named(&self, text: &str) -> Line {
        let names = self.entry.names_in(text, self.context.settings);
        Line::default().names(&named_words(&self.path, text, &names))
    }

    /// The same, if stated.
    pub(super) fn people_html(&self, text: Option<&Text>) -> Option<Html> {
        Some(self.people(text.filter(|t| !t.is_empty())?).html())
    }

    /// Author's words with their marks, if stated.
    pub(super) fn value(&self, text: Option<&Text>) -> Option<Line> {
        let text = text.filter(|t| !t.is_empty())?;
        Some(Line::default().prose(&self.html(text), &text.plain))
    }

    /// First and last day of a phase with the times of day behind them; `None` without any.
    pub(super) fn dates(&self, index: usize) -> Option<Line> {
        let phase = &self.plan().phases[index];
        let own = self.entry.analysis.schedule.get(index)?;
        dates(own, [phase.start_time.as_deref(), phase.end_time.as_deref()])
    }
}

/// A fact in our words.
pub(super) fn fact(label: &str, value: Line) -> Fact {
    Fact::new(label, value.html())
}

/// A date; "Not stated" without one.
pub(super) fn day(label: &str, day: Option<Date>) -> Fact {
    fact(label, day.map_or_else(Line::not_stated, |d| Line::default().day(d)))
}

/// First and last day of a phase, each with its time of day, and where they come from; `None` without
/// any.
fn dates(dates: &PhaseDates, times: [Option<&str>; 2]) -> Option<Line> {
    let open_end = if dates.ongoing { ", open-ended" } else { " on" };
    let [first, last] = times;
    let at = |line: Line, time: Option<&str>| match time {
        Some(time) => line.say(", ").quote(time),
        None => line,
    };
    let line = match (dates.start, dates.end) {
        (None, None) => match (first, last) {
            (None, None) => return None,
            (Some(time), None) => Line::of("From ").quote(time),
            (None, Some(time)) => Line::of("Until ").quote(time),
            (Some(first), Some(last)) => Line::default().quote(first).say(" – ").quote(last),
        },
        // An end that is a time of day alone.
        (Some(start), None) if last.is_some() => {
            at(Line::default().day(start), first).say(" – ").quote(last.unwrap_or_default())
        }
        (Some(start), None) => at(Line::of("From ").day(start), first).say(open_end),
        (None, Some(end)) => at(Line::of("Until ").day(end), last),
        (Some(start), Some(end)) if start == end => {
            let line = at(Line::default().day(end), first);
            match (first, last) {
                (Some(_), Some(last)) => line.say(" – ").quote(last),
                (_, last) => at(line, last),
            }
        }
        (Some(start), Some(end)) => {
            let line = match first {
                Some(_) => at(Line::default().day(start), first),
                None => Line::default().time(start, &short_start(start, end)),
            };
            at(line.say(" – ").day(end), last)
        }
    };
    let origin = match dates.origin {
        Some(DatesOrigin::Projected) => Line::of("Projected from durations"),
        _ => Line::default(),
    };
    let overdue = if dates.overdue { Line::of("Overdue") } else { Line::default() };
    let gap = if origin.is_empty() || overdue.is_empty() { "" } else { "; " };
    Some(line.remark(&origin.say(gap).append(&overdue)))
}

/// The first day without what the last day repeats.
pub(in crate::view) fn short_start(start: Date, end: Date) -> String {
    let words = match (start.year() == end.year(), start.month() == end.month()) {
        (true, true) => 1,
        (true, false) => 2,
        _ => 3,
    };
    date::display(start).split(' ').take(words).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_iso;

    #[track_caller]
    fn check(start: &str, end: &str, expected: &str) {
        let phase =
            PhaseDates { start: parse_iso(start), end: parse_iso(end), ..PhaseDates::default() };
        assert_eq!(dates(&phase, [None; 2]).expect("dates").plain(), expected);
    }

    #[test]
    fn the_first_day_leaves_out_what_the_last_repeats() {
        check("2026-11-09", "2026-11-22", "9 – 22 Nov 2026");
        check("2026-11-09", "2026-12-06", "9 Nov – 6 Dec 2026");
        check("2026-12-07", "2027-01-03", "7 Dec 2026 – 3 Jan 2027");
        check("2026-12-07", "2026-12-07", "7 Dec 2026");
        check("2026-12-07", "", "From 7 Dec 2026 on");
        assert_eq!(dates(&PhaseDates::default(), [None; 2]), None);
    }

    #[test]
    fn times_of_day_stand_behind_their_days() {
        let check = |start: &str, end: &str, times, expected: &str| {
            let (start, end) = (parse_iso(start), parse_iso(end));
            let phase = PhaseDates { start, end, ..PhaseDates::default() };
            assert_eq!(dates(&phase, times).expect("dates").plain(), expected);
        };
        let night = [Some("22:00"), Some("02:00")];
        check("2026-10-24", "2026-10-25", night, "24 Oct 2026, 22:00 – 25 Oct 2026, 02:00");
        check("2026-10-24", "2026-10-24", [Some("22:00"), None], "24 Oct 2026, 22:00");
        check("2026-10-24", "2026-10-24", [Some("9 am"), Some("5 pm")], "24 Oct 2026, 9 am – 5 pm");
        check("2026-10-24", "", [Some("22:00"), None], "From 24 Oct 2026, 22:00 on");
        check("2026-10-24", "", night, "24 Oct 2026, 22:00 – 02:00");
        check("", "", night, "22:00 – 02:00");
    }

    #[test]
    fn what_is_projected_or_overdue_says_so() {
        let phase = PhaseDates {
            start: parse_iso("2026-11-09"),
            end: parse_iso("2026-11-22"),
            origin: Some(DatesOrigin::Projected),
            overdue: true,
            ..PhaseDates::default()
        };
        let plain = dates(&phase, [None; 2]).expect("dates").plain().to_owned();
        assert_eq!(plain, "9 – 22 Nov 2026 Projected from durations; Overdue");
    }
}
