//! Dates of all plans over a calendar: the months around today, and one page or more for each quarter.

mod bars;
mod sentence;

use std::ops::Range;

use serde::Serialize;

use bars::{axis, dates, days, label};

use super::{Links, page_title};
use crate::analysis::current::CurrentPhaseState;
use crate::model::date;
use crate::model::header::StatusKind;
use crate::model::quarter::Quarter;
use crate::portfolio::{Calendar, DateWindow, Summary};
use crate::site::{ListPage, PlansOf, Route};
use crate::view::Context;
use crate::view::feed;
use crate::view::gantt::{Axis, Bar, LegendEntry, Mark, draw, freeze_words, legend};
use crate::view::part::{
    DateText, Html, Pager, counted, date_text, page_size, page_slice, pager, status_badge,
};
use crate::view::plan::empty::Empty;
use crate::view::plan::words::{Line, Sentence};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/timeline.html";

/// A page of plans over a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelinePage {
    /// The heading.
    pub title: String,
    /// What ends soon, and what should have ended.
    pub sentence: Sentence,
    /// The days that the calendar shows: "1 Oct 2026 to 31 Jan 2027".
    pub days: String,
    /// The calendars before and after this one.
    pub views: Vec<CalendarLink>,
    /// The axis above the bars.
    pub axis: Axis,
    /// The plans of this page with a phase in those days.
    pub rows: Vec<TimelineRow>,
    /// What bars and signs mean.
    pub legend: Vec<LegendEntry>,
    /// The freezes that are drawn, by name.
    pub freezes_html: Option<Html>,
    /// Where no plan has one.
    pub empty: Option<Empty>,
    /// Plans of this page with days so far from today that no quarter lists them.
    pub outside: Vec<TimelineItem>,
    /// Plans of this page without a date.
    pub undated: Vec<TimelineItem>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// All quarters that have a calendar, by year.
    pub years: Vec<Year>,
}

/// A link to the calendar of other days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarLink {
    /// Where it leads.
    pub href: String,
    /// "Around today", "Q3 2026".
    pub text: String,
    /// Whether it is the calendar of this page.
    pub current: bool,
}

/// A plan over a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// Link to the plan.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title.
    pub title: String,
    /// Where it stands: "2 of 4", else its status.
    pub now: String,
    /// The name of the live phase.
    pub phase: Option<String>,
    /// First day of the phase that comes next, where none is live.
    pub starts: Option<DateText>,
    /// Its phases as bars.
    pub bars: Vec<Bar>,
    /// Signs for gates, decisions and holds.
    pub marks: Vec<Mark>,
    /// Freezes behind them.
    pub freezes: Vec<Bar>,
    /// What they say: "4 phases from 2 Nov 2026, no end date".
    pub label: String,
    /// First and last day.
    pub dates_html: Html,
}

/// A plan beneath the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineItem {
    /// Link to the plan.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title.
    pub title: String,
    /// Its status and phases, or the phases with their dates.
    pub sub_html: Html,
}

/// The quarters of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year.
    pub name: String,
    /// Those that have a calendar, in order.
    pub quarters: Vec<Anchor>,
}

/// How many entries all pages of the months around today hold.
pub(super) fn entries(context: &Context<'_>) -> usize {
    let calendar = context.portfolio.calendar(context.today);
    calendar.around.len() + calendar.outside.len() + calendar.undated.len()
}

/// A page (from 1) of the four months around today; then plans that no calendar shows.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, TimelinePage) {
    let calendar = context.portfolio.calendar(context.today);
    let path = Route::Timeline(page).path();
    let at = At { context, calendar, links: Links { page: &path } };
    let mut start = (page - 1) * page_size::PLANS;
    let mut room = page_size::PLANS;
    let mut part = |length: usize| {
        let range = start.min(length)..start.saturating_add(room).min(length);
        start = start.saturating_sub(length);
        room -= range.len();
        range
    };
    let (around, outside) = (part(calendar.around.len()), part(calendar.outside.len()));
    let undated = part(calendar.undated.len());
    let total = entries(context);
    let now = Quarter::of(context.today);
    let mut view = at.page(DateWindow::around(context.today), &calendar.around[around]);
    view.title = page_title("Timeline", page);
    view.sentence = at.sentence();
    view.views = at.views(now, None);
    view.outside = at.outside(outside);
    view.undated = at.undated(undated);
    view.empty = calendar.around.is_empty().then(|| at.nothing()).filter(|_| page == 1);
    view.pager = pager(&path, page, total, page_size::PLANS, "entry", Route::Timeline);
    view.years = if page == 1 { at.years() } else { Vec::new() };
    at.framed(view)
}

/// A page (from 1) of a quarter.
pub fn quarter(context: &Context<'_>, quarter: Quarter, page: ListPage) -> (Shell, TimelinePage) {
    let calendar = context.portfolio.calendar(context.today);
    let route = |n| Route::TimelineQuarter(quarter, n);
    let path = route(page).path();
    let at = At { context, calendar, links: Links { page: &path } };
    let plans = calendar.quarters.get(&quarter).map_or(&[][..], Vec::as_slice);
    let window = DateWindow::of(quarter);
    let here = page_slice(plans, page, page_size::PLANS);
    let mut view = at.page(window, here);
    view.title = page_title(&format!("Timeline, {quarter}"), page);
    view.sentence = at.quarter_sentence(window, plans);
    view.views = at.views(quarter, Some(quarter));
    view.pager = pager(&path, page, plans.len(), page_size::PLANS, "plan", route);
    at.framed(view)
}

/// A page in the making.
struct At<'a> {
    context: &'a Context<'a>,
    calendar: &'a Calendar,
    links: Links<'a>,
}

impl<'a> At<'a> {
    fn summary(&self, plan: usize) -> &'a Summary {
        &self.context.portfolio.entries[plan].summary
    }

    /// A page that holds nothing but the rows of a window.
    fn page(&self, window: DateWindow, plans: &[usize]) -> TimelinePage {
        let rows: Vec<TimelineRow> =
            plans.iter().map(|&plan| self.row(window, self.summary(plan))).collect();
        TimelinePage {
            legend: legend(
                rows.iter().flat_map(|row| row.bars.iter().chain(&row.freezes)),
                rows.iter().flat_map(|row| &row.marks),
            ),
            freezes_html: freeze_words(&self.context.settings.freezes, days(window), |freeze| {
                let mut of_page = plans.iter().map(|&plan| self.summary(plan));
                of_page.any(|plan| !plan.is_closed() && plan.is_frozen_by(freeze))
            }),
            title: String::new(),
            sentence: Sentence::default(),
            days: format!("{} to {}", date::display(window.first), date::display(window.last)),
            views: Vec::new(),
            axis: axis(window, self.context.today),
            rows,
            empty: None,
            outside: Vec::new(),
            undated: Vec::new(),
            pager: None,
            years: Vec::new(),
        }
    }

    fn framed(&self, view: TimelinePage) -> (Shell, TimelinePage) {
        let frame = PageFrame::new(self.links.page, &view.title, NavSection::Timeline).dated();
        let mut offered = feed::offered(self.context, &PlansOf::Site);
        offered.retain(|route| matches!(route, Route::Calendar(_)));
        let subscriptions = feed::subscriptions(self.context, self.links.page, &offered);
        (shell(self.context, &frame).offering(subscriptions), view)
    }

    fn row(&self, window: DateWindow, plan: &Summary) -> TimelineRow {
        let today = self.context.today;
        let spans = plan.phase_spans();
        let live = plan.live_phase().filter(|_| !is_halted(plan));
        let status = status_badge(plan.status.as_ref().map(|(kind, text)| (*kind, text.as_str())));
        let next = plan.schedule.iter().zip(&spans).find(|(p, _)| !p.state.is_over());
        let starts = next
            .filter(|_| plan.current.state == CurrentPhaseState::NotStarted && !plan.is_closed())
            .and_then(|(_, span)| span.map(|s| s.first).filter(|first| *first >= today));
        let freezes = &self.context.settings.freezes;
        let drawing = draw(plan, None, days(window), today, freezes);
        TimelineRow {
            href: self.links.plan(plan),
            lang: plan.lang.clone(),
            title: plan.called(),
            now: match live {
                Some(index) => format!("{} of {}", index + 1, plan.phases.len()),
                None => status.text,
            },
            phase: plan.live_phase().and_then(|_| plan.current_name.clone()),
            starts: starts.map(date_text),
            bars: drawing.bars,
            marks: drawing.marks,
            freezes: drawing.freezes,
            label: format!("{}{}", label(&spans), drawing.words),
            dates_html: dates(&spans).html(),
        }
    }

    /// This week, the people whom phases reach, the calendar around today, and the quarter with those before and after it that have one.
    fn views(&self, quarter: Quarter, shown: Option<Quarter>) -> Vec<CalendarLink> {
        let quarters = &self.calendar.quarters;
        let keys = || quarters.keys().copied();
        let near = [
            keys().rfind(|q| *q < quarter),
            keys().find(|q| *q == quarter),
            keys().find(|q| *q > quarter),
        ];
        let around = CalendarLink {
            href: self.links.to(&Route::Timeline(1)),
            text: "Around today".to_owned(),
            current: shown.is_none(),
        };
        let near = near.into_iter().flatten().map(|quarter| CalendarLink {
            href: self.links.to(&Route::TimelineQuarter(quarter, 1)),
            text: quarter.to_string(),
            current: shown == Some(quarter),
        });
        let week = CalendarLink {
            href: self.links.to(&Route::Week(1, 1)),
            text: "This week".to_owned(),
            current: false,
        };
        let exposure = CalendarLink {
            href: self.links.to(&Route::Exposure(1)),
            text: "Exposure".to_owned(),
            current: false,
        };
        [week, exposure, around].into_iter().chain(near).collect()
    }

    fn years(&self) -> Vec<Year> {
        let quarters: Vec<Quarter> = self.calendar.quarters.keys().copied().collect();
        let year = |of: &[Quarter]| Year {
            name: of.first().map_or_else(String::new, |q| q.year().to_string()),
            quarters: of
                .iter()
                .map(|q| self.links.anchor(&Route::TimelineQuarter(*q, 1), q.to_string()))
                .collect(),
        };
        quarters.chunk_by(|a, b| a.year() == b.year()).map(year).collect()
    }

    fn outside(&self, range: Range<usize>) -> Vec<TimelineItem> {
        let item = |&plan: &usize| {
            let plan = self.summary(plan);
            let phases = plan.phases.iter().zip(plan.phase_spans());
            let lines = phases.filter_map(|((label, _), span)| {
                let span = span.filter(|s| Calendar::is_outside(*s, self.context.today))?;
                Some(Line::default().quote(label).say(": ").append(&dates(&[Some(span)])))
            });
            let line = lines.fold(Line::default(), |line, next| {
                let gap = if line.is_empty() { "" } else { "; " };
                line.say(gap).append(&next)
            });
            self.item(plan, line)
        };
        self.calendar.outside[range].iter().map(item).collect()
    }

    fn undated(&self, range: Range<usize>) -> Vec<TimelineItem> {
        let item = |&plan: &usize| {
            let plan = self.summary(plan);
            let status =
                status_badge(plan.status.as_ref().map(|(kind, text)| (*kind, text.as_str())));
            let status = match plan.status {
                None => "Status not stated".to_owned(),
                Some(_) => status.text,
            };
            let phases = match plan.phases.len() {
                0 => "no phases".to_owned(),
                n => counted(n, "phase"),
            };
            self.item(plan, Line::default().quote(status).say(" · ").say(phases))
        };
        self.calendar.undated[range].iter().map(item).collect()
    }

    fn item(&self, plan: &Summary, sub: Line) -> TimelineItem {
        TimelineItem {
            href: self.links.plan(plan),
            lang: plan.lang.clone(),
            title: plan.called(),
            sub_html: sub.html(),
        }
    }

    /// What stands in place of a calendar without a bar.
    fn nothing(&self) -> Empty {
        let (title, hint) = if self.context.portfolio.order.is_empty() {
            ("No plans yet", "A plan appears here as soon as one of its phases has a date.")
        } else if self.calendar.dated == 0 {
            (
                "No phase of any plan has a date",
                "A phase has one where its plan states a start or an end, or a duration after a phase \
                 that has an end.",
            )
        } else {
            ("No phase falls in these four months", "The quarters below have one.")
        };
        let hint = match self.calendar.quarters.len() {
            0 if self.calendar.dated > 0 => "The dates that plans state are too far away.",
            _ => hint,
        };
        Empty { title: title.to_owned(), hint: hint.to_owned() }
    }
}

/// Whether a rollout with users on a phase does not go on.
fn is_halted(plan: &Summary) -> bool {
    plan.is_closed() || plan.status_kind() == Some(StatusKind::Paused)
}

#[cfg(test)]
mod tests;
