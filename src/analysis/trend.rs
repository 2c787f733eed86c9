//! How a plan stood on a day: its open risks by band, its gates by verdict; and how plans stood week by week.
//!
//! In: a plan as its text was on that day. Out: counts. Invariant: a text gives the same counts on the same day
//! whenever it is counted, under the same settings.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::gate::GateVerdict;
use super::{current, gates, heatmap, measure, verdict};
use crate::model::date::Date;
use crate::model::header::StatusKind;
use crate::model::plan::Plan;
use crate::model::week::Week;
use crate::settings::{Band, Settings};

/// Days on which plans are counted: the ends of the eleven weeks before this one, and the day that the site is as of.
pub const DAYS: usize = 12;

/// Counts of open risks: of each band in the order of [`Band::ALL`], then of those that no band is known of.
pub const RISKS: usize = Band::ALL.len() + 1;

/// Counts of gates: of each verdict in the order of [`GateVerdict::ALL`].
pub const GATES: usize = GateVerdict::ALL.len();

/// How a plan stood on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Open risks, see [`RISKS`]; none of a plan that is over.
    pub risks: [u16; RISKS],
    /// Gates, see [`GATES`]; none of a plan that was cancelled or rolled back.
    pub gates: [u16; GATES],
}

impl Standing {
    /// Counts the bands of open risks and the verdicts of gates of a plan with a status.
    pub fn new(
        status: Option<StatusKind>,
        open_risks: impl Iterator<Item = Option<Band>>,
        verdicts: impl Iterator<Item = GateVerdict>,
    ) -> Self {
        use StatusKind::{Cancelled, Complete, RolledBack};
        let mut standing = Self::default();
        if !matches!(status, Some(Complete | Cancelled | RolledBack)) {
            for band in open_risks {
                let place = band.and_then(|band| Band::ALL.iter().position(|of| *of == band));
                add(&mut standing.risks[place.unwrap_or(RISKS - 1)], 1);
            }
        }
        if !matches!(status, Some(Cancelled | RolledBack)) {
            for verdict in verdicts {
                if let Some(place) = GateVerdict::ALL.iter().position(|of| *of == verdict) {
                    add(&mut standing.gates[place], 1);
                }
            }
        }
        standing
    }
}

fn add(count: &mut u16, more: u16) {
    *count = count.saturating_add(more);
}

/// How a plan stood on each of some days, if its text was the same on all of them.
pub fn standings(plan: &Plan, settings: &Settings, days: &[Date]) -> Vec<Standing> {
    let current = current::current(plan);
    let stated = heatmap::place(plan, &settings.scale);
    let order = heatmap::order(plan, &stated);
    let status = plan.header.status.as_ref().map(|status| status.kind);
    let on = |day: &Date| {
        let mut places = stated.clone();
        heatmap::expire(plan, &mut places, *day);
        let ranked = heatmap::Ranked { places: &places, order: &order };
        let measures = measure::measures(plan, &current, settings.site.measure_days, *day);
        let known = verdict::Known { current: &current, measures: &measures };
        let (gates, _) = gates::gates(plan, known, &ranked, settings);
        let open = plan.risks.iter().zip(&places).filter(|(risk, _)| risk.is_open());
        Standing::new(
            status,
            open.map(|(_, place)| place.band),
            gates.iter().map(|gate| gate.verdict),
        )
    };
    days.iter().map(on).collect()
}

/// What is known of a plan on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// There was no such plan.
    Absent,
    /// There may have been one, and its text is not at hand.
    Unread,
    /// There was one, and so it stood.
    There(Standing),
}

/// How all plans stood on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// How many plans there were.
    pub plans: u32,
    /// How many files were not read, as their texts are not at hand.
    pub unread: u32,
    /// Open risks, see [`RISKS`].
    pub risks: [u32; RISKS],
    /// Gates, see [`GATES`].
    pub gates: [u32; GATES],
}

impl Totals {
    /// Adds a plan.
    pub fn add(&mut self, standing: &Standing) {
        self.plans += 1;
        for (all, one) in self.risks.iter_mut().zip(standing.risks) {
            *all += u32::from(one);
        }
        for (all, one) in self.gates.iter_mut().zip(standing.gates) {
            *all += u32::from(one);
        }
    }
}

/// How plans stood at the ends of past weeks, as commits tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trends {
    /// The last days of past weeks, in order: those since the first commit, at most eleven.
    pub days: Box<[Date]>,
    /// All plans on each of these days, those too that are gone.
    pub all: Box<[Totals]>,
    /// Each plan on each of these days, by its path below the content folder.
    of: FxHashMap<String, Arc<[Point]>>,
}

impl Trends {
    /// Puts plans side by side: each by its path, with what is known of it on each of `days`.
    pub fn new(days: Vec<Date>, plans: impl Iterator<Item = (String, Vec<Point>)>) -> Self {
        let mut all = vec![Totals::default(); days.len()];
        let mut of = FxHashMap::default();
        for (path, points) in plans {
            for (totals, point) in all.iter_mut().zip(&points) {
                match point {
                    Point::Absent => {}
                    Point::Unread => totals.unread += 1,
                    Point::There(standing) => totals.add(standing),
                }
            }
            if points.iter().any(|point| *point != Point::Absent) {
                of.insert(path, points.into());
            }
        }
        Self { days: days.into(), all: all.into(), of }
    }

    /// What is known of a plan on each of the days; empty where it was not there on any.
    pub fn of(&self, path: &str) -> &[Point] {
        self.of.get(path).map_or(&[], |points| points)
    }
}

/// The last days of the weeks before that of a day, in order; of those that ended before `first` none.
pub fn past_weeks(today: Date, first: Date) -> Vec<Date> {
    let back = i64::try_from(DAYS).unwrap_or(i64::MAX) - 1;
    let days = (1..=back).rev().map(|weeks| Week::of(today).plus(-weeks).last_day());
    days.filter(|day| *day >= first && *day < today).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::plan;
    use super::*;
    use crate::model::date::parse_iso;

    fn day(text: &str) -> Date {
        parse_iso(text).expect("a date")
    }

    fn standing(facts: &str) -> Standing {
        standings(&plan(facts), &Settings::default(), &[day("2026-11-22")])[0]
    }

    #[test]
    fn open_risks_are_counted_by_band_and_gates_by_verdict() {
        let standing = standing(
            "status in-progress; phases 3; current 1; criteria o; risk R1 high/critical; risk R2 high/low; \
             risk R3 high/low accepted; risk R4 high/low closed; risk R5 -/high",
        );
        assert_eq!(standing.risks, [1, 0, 2, 0, 1]);
        // Stopped, blocked, ready, unknown, not yet due, passed.
        assert_eq!(standing.gates, [0, 1, 0, 0, 1, 1]);
    }

    #[test]
    fn plans_that_are_over_have_no_open_risk_and_cancelled_ones_no_gate() {
        let risks = "phases 2; risk R1 high/high";
        let complete = standing(&format!("status complete; {risks}"));
        assert_eq!((complete.risks, complete.gates), ([0; RISKS], [0, 0, 0, 0, 0, 2]));
        for status in ["cancelled", "rolled-back"] {
            assert_eq!(
                standing(&format!("status {status}; {risks}")),
                Standing::default(),
                "{status}"
            );
        }
    }

    #[test]
    fn the_days_are_sundays_before_this_week_and_after_the_first_commit() {
        let days = past_weeks(day("2026-11-25"), day("2026-01-01"));
        assert_eq!((days.len(), days[0], days[10]), (11, day("2026-09-13"), day("2026-11-22")));
        assert_eq!(
            past_weeks(day("2026-11-22"), day("2026-11-03")),
            [day("2026-11-08"), day("2026-11-15")]
        );
        assert!(past_weeks(day("2026-11-22"), day("2026-11-20")).is_empty());
        assert!(past_weeks(Date::MIN, Date::MIN).is_empty());
    }

    #[test]
    fn plans_are_added_up_day_by_day() {
        let one = Standing { risks: [1, 0, 0, 0, 2], gates: [0, 1, 0, 0, 0, 1] };
        let plans = [
            ("a.md".to_owned(), vec![Point::Absent, Point::There(one)]),
            ("b.md".to_owned(), vec![Point::Unread, Point::There(one)]),
            ("c.md".to_owned(), vec![Point::Absent, Point::Absent]),
        ];
        let days = vec![day("2026-11-08"), day("2026-11-15")];
        let trends = Trends::new(days, plans.into_iter());
        assert_eq!((trends.all[0].plans, trends.all[0].unread), (0, 1));
        assert_eq!((trends.all[1].plans, trends.all[1].risks), (2, [2, 0, 0, 0, 4]));
        assert_eq!(trends.of("a.md"), [Point::Absent, Point::There(one)]);
        assert!(trends.of("c.md").is_empty() && trends.of("d.md").is_empty());
    }
}
