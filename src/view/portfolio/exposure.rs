//! How many people phases reach over the calendar, week by week, and which plans can't be counted.

use serde::Serialize;

use super::{Lede, Links, page_title};
use crate::model::date;
use crate::model::week::Week;
use crate::portfolio::{Exposure, ExposureWeek, Summary, Uncounted};
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::gantt::percent;
use crate::view::number::thousands;
use crate::view::part::{Anchor, DateText, Pager, counted, date_text, page_slice, pager};
use crate::view::plan::empty::Empty;
use crate::view::shell::{NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/exposure.html";

/// Plans on a page that can't be counted.
pub const PAGE: usize = 100;

/// Height of the chart in pixels, that of the words below it apart.
const HEIGHT: u32 = 150;

/// A page of how many people phases reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExposurePage {
    /// The heading.
    pub title: String,
    /// How many people phases reach this week, and how many are to come.
    pub lede: Lede,
    /// The weeks, on the first page where a plan is counted.
    pub chart: Option<Chart>,
    /// Where no plan is counted.
    pub empty: Option<Empty>,
    /// Plans of this page that are not counted, or not in whole.
    pub uncounted: Vec<UncountedPlan>,
    /// How many there are on all pages.
    pub uncounted_count: usize,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How the numbers are made.
    pub rule: Anchor,
}

/// The weeks as a drawing and a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// "19 Oct 2026 to 17 Jan 2027".
    pub days: String,
    /// What the drawing says: "From 120 people in the week of 19 Oct 2026 …".
    pub label: String,
    /// Height of the drawing without its words, in pixels.
    pub height: u32,
    /// Left end of this week, in percent of the width.
    pub today: String,
    /// The largest number.
    pub most: String,
    /// The weeks.
    pub weeks: Vec<ChartWeek>,
}

/// A week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartWeek {
    /// Its Monday.
    pub date: DateText,
    /// "19 Oct".
    pub short: String,
    /// Whether it is this week.
    pub now: bool,
    /// People in phases that start in it.
    pub starting: String,
    /// People in phases that run at its end.
    pub running: String,
    /// The bars: that of the phases that start, and that of those that run.
    pub bars: [ChartBar; 2],
}

/// An upright bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartBar {
    /// Class of the drawing: `l` for filled, `o` for outlined.
    pub class: &'static str,
    /// Left end, in percent of the width.
    pub x: String,
    /// Width, in percent of the width.
    pub width: String,
    /// Top, in pixels.
    pub y: u32,
    /// Height, in pixels.
    pub height: u32,
}

/// A plan that is not counted, or not in whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UncountedPlan {
    /// Link to its phases.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// Why.
    pub why: String,
    /// "2 of 5 counted", "Not counted".
    pub share: String,
}

/// How many entries all pages hold.
pub(super) fn entries(context: &Context<'_>) -> usize {
    context.portfolio.exposure(context.today).uncounted.len()
}

/// A page of how many people phases reach, and of plans that can't be counted.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, ExposurePage) {
    let exposure = context.portfolio.exposure(context.today);
    let path = Route::Exposure(page).path();
    let links = Links { page: &path };
    let title = page_title("Exposure", page);
    let here = page_slice(&exposure.uncounted, page, PAGE);
    let (first, is_counted) = (page == 1, exposure.counted > 0);
    let plan = |&(plan, of): &(usize, Uncounted)| {
        uncounted(links, &context.portfolio.entries[plan].summary, of)
    };
    let view = ExposurePage {
        lede: lede(context, exposure).missing(context, links),
        chart: (first && is_counted).then(|| chart(context, exposure)),
        empty: (first && !is_counted).then(|| Empty {
            title: "Nobody can be counted yet".to_owned(),
            hint: "A phase counts once its plan states a number of users for it and a day on which it begins."
                .to_owned(),
        }),
        uncounted: here.iter().map(plan).collect(),
        uncounted_count: exposure.uncounted.len(),
        pager: pager(&path, page, exposure.uncounted.len(), PAGE, "plan", Route::Exposure),
        rule: links.about("exposure", "How users are counted"),
        title: title.clone(),
    };
    let frame = PageFrame::new(&path, &title, NavSection::Timeline).dated();
    (shell(context, &frame), view)
}

/// "About 1,240 people are in phases that run this week. In the 8 weeks to come phases start that state 20,000."
fn lede(context: &Context<'_>, exposure: &Exposure) -> Lede {
    if exposure.counted == 0 {
        return Lede::new("No plan states both users as a number and dates.", "");
    }
    let about = if exposure.approximate { "About " } else { "" };
    let now = Week::of(context.today);
    let running = exposure.weeks.iter().find(|of| of.week == now).map_or(0.0, |of| of.running);
    let ahead: Vec<&ExposureWeek> = exposure.weeks.iter().filter(|of| of.week > now).collect();
    let starting: f64 = ahead.iter().map(|of| of.starting).sum();
    let people = |n: f64| {
        if thousands(n) == "1" { "1 person".into() } else { format!("{} people", thousands(n)) }
    };
    let are = if thousands(running) == "1" { "is" } else { "are" };
    let head = format!("{about}{} {are} in phases that run this week.", people(running));
    let rest = format!(
        "Phases that start in the {} after it reach up to {}. Counted: {}.",
        counted(ahead.len(), "week"),
        people(starting),
        counted(exposure.counted, "plan")
    );
    Lede::new(head, rest)
}

fn chart(context: &Context<'_>, exposure: &Exposure) -> Chart {
    let now = Week::of(context.today);
    let most = exposure.weeks.iter().map(|of| of.starting.max(of.running)).fold(1.0, f64::max);
    let count = i64::try_from(exposure.weeks.len()).unwrap_or(1).max(1);
    let weeks = (0..).zip(&exposure.weeks).map(|(at, of)| {
        let words = date::display(of.week.first_day());
        // A fifth of a week is room between it and the next.
        let bar = |class, fifths: i64, people: f64| {
            let height = pixels(people / most);
            ChartBar {
                class,
                x: percent(at * 10 + fifths * 2 + 1, count * 10),
                width: percent(4, count * 10),
                y: HEIGHT - height,
                height,
            }
        };
        ChartWeek {
            date: date_text(of.week.first_day()),
            short: words.rsplit_once(' ').map_or(&*words, |(head, _)| head).to_owned(),
            now: of.week == now,
            starting: thousands(of.starting),
            running: thousands(of.running),
            bars: [bar("l", 0, of.starting), bar("o", 2, of.running)],
        }
    });
    let at = exposure.weeks.iter().position(|of| of.week == now).unwrap_or(0);
    let ends = exposure.weeks.first().zip(exposure.weeks.last());
    let day = |of: &ExposureWeek| date::display(of.week.first_day());
    Chart {
        days: ends.map_or_else(String::new, |(first, last)| {
            format!("{} to {}", day(first), date::display(last.week.last_day()))
        }),
        label: ends.map_or_else(String::new, |(first, last)| {
            format!(
                "People in phases that start and in phases that run, week by week: {} run in the week of {}, {} in the week of {}. The table has every week.",
                thousands(first.running), day(first), thousands(last.running), day(last),
            )
        }),
        height: HEIGHT,
        today: percent(i64::try_from(at).unwrap_or(0), count),
        most: thousands(most),
        weeks: weeks.collect(),
    }
}

/// A share of the height, at least two pixels of what is more than nothing.
fn pixels(share: f64) -> u32 {
    if share <= 0.0 {
        return 0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of one is at most the height"
    )]
    let pixels = (share.min(1.0) * f64::from(HEIGHT)).round() as u32;
    pixels.max(2)
}

fn uncounted(links: Links<'_>, plan: &Summary, of: Uncounted) -> UncountedPlan {
    let say = |n: usize, one: &str, many: &str| {
        (n > 0).then(|| format!("{} {}", counted(n, "phase"), if n == 1 { one } else { many }))
    };
    let whys = [
        say(of.shares, "states a share of users", "state a share of users"),
        say(of.no_number, "states no number of users", "state no number of users"),
        say(of.no_date, "has no day to begin on", "have no day to begin on"),
        say(
            of.not_begun,
            "was to begin before today and has not",
            "were to begin before today and have not",
        ),
        say(of.paused, "waits until the plan goes on", "wait until the plan goes on"),
    ];
    let whys: Vec<String> = whys.into_iter().flatten().collect();
    UncountedPlan {
        href: links.of(plan, &Route::Phases(plan.slug.clone())),
        lang: plan.lang.clone(),
        plan: plan.called(),
        why: if of.phases == 0 { "No phases".to_owned() } else { whys.join(", ") },
        share: match of.counted {
            0 => "Not counted".to_owned(),
            n => format!("{n} of {} counted", of.phases),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::phase_state::PhaseState::Later;
    use crate::analysis::schedule::PhaseDates;
    use crate::model::date::parse_iso;
    use crate::model::header::StatusKind::{Approved, InProgress};
    use crate::model::measure::{Amount, AmountUnit};
    use crate::portfolio::fixture::entry;
    use crate::portfolio::{PhaseAudience, PhaseSummary, PlanEntry};
    use crate::view::portfolio::fixture::site;

    fn plan(title: &str, start: &str, users: f64, unit: AmountUnit) -> PlanEntry {
        let mut plan = entry(&format!("{title}.md"), title, Some(Approved));
        let dates = PhaseDates { start: parse_iso(start), ..PhaseDates::default() };
        plan.summary.schedule = [PhaseSummary { dates, state: Later }].into();
        let amount = Some(Amount { value: users, unit, approximate: false });
        let text = users.to_string().into();
        plan.summary.audiences = [PhaseAudience { phase: 0, text, amount }].into();
        plan
    }

    #[test]
    fn the_chart_shows_people_week_by_week() {
        let plans = vec![
            plan("a", "2026-11-24", 2000.0, AmountUnit::People),
            plan("b", "2026-12-01", 1000.0, AmountUnit::People),
            plan("c", "2026-12-01", 50.0, AmountUnit::Share),
            entry("d.md", "d", Some(InProgress)),
        ];
        site(plans, Vec::new(), |context| {
            let (shell, page) = page(context, 1);
            assert_eq!(shell.as_of.as_deref(), Some("As of 22 Nov 2026"));
            assert_eq!(page.lede.strong, "0 people are in phases that run this week.");
            assert_eq!(
                page.lede.rest,
                "Phases that start in the 8 weeks after it reach up to 3,000 people. Counted: 2 plans."
            );
            let chart = page.chart.expect("plans are counted");
            assert_eq!(
                (chart.days.as_str(), chart.most.as_str()),
                ("19 Oct 2026 to 17 Jan 2027", "3,000")
            );
            let week = &chart.weeks[5];
            assert_eq!(
                (week.short.as_str(), week.starting.as_str(), week.running.as_str()),
                ("23 Nov", "2,000", "2,000")
            );
            assert_eq!((week.bars[0].height, week.bars[0].y), (100, 50));
            assert!(chart.weeks[4].now && !week.now);
            let told: Vec<_> =
                page.uncounted.iter().map(|p| (&*p.plan, &*p.share, &*p.why)).collect();
            assert_eq!(
                told,
                [
                    ("d", "Not counted", "No phases"),
                    ("c", "Not counted", "1 phase states a share of users")
                ]
            );
        });
    }

    #[test]
    fn what_can_not_be_counted_is_listed_on_pages() {
        let plans = (0..101).map(|n| entry(&format!("{n}.md"), "P", Some(InProgress))).collect();
        site(plans, Vec::new(), |context| {
            let first = page(context, 1).1;
            assert!(first.chart.is_none() && first.empty.is_some());
            assert_eq!((first.uncounted.len(), first.uncounted_count), (100, 101));
            let second = page(context, 2).1;
            assert_eq!((second.title.as_str(), second.uncounted.len()), ("Exposure, page 2", 1));
            assert!(second.empty.is_none());
        });
    }
}
