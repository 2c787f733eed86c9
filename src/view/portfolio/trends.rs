//! How many risks are open and how gates stand, of all plans, at the ends of the last weeks.

use serde::Serialize;

use super::{Lede, Links};
use crate::analysis::gate::GateVerdict;
use crate::analysis::trend::{Totals, Trends};
use crate::model::date;
use crate::site::Route;
use crate::view::Context;
use crate::view::number::thousands;
use crate::view::part::counted;
use crate::view::plan::empty::Empty;
use crate::view::shell::{NavSection, PageFrame, Shell, shell};
use crate::view::trend::{self, CountedDay, TrendCard};

/// Name of the template.
pub const TEMPLATE: &str = "pages/trends.html";

/// The page of how plans stood week by week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendsPage {
    /// What is open and blocked now, and how much more or less that is than at the first end of a week.
    pub lede: Lede,
    /// Where no earlier week is known: why.
    pub empty: Option<Empty>,
    /// Open risks by band, gates by verdict; none where no earlier week is known.
    pub cards: Vec<TrendCard>,
}

/// The page of how plans stood week by week.
pub fn page(context: &Context<'_>) -> (Shell, TrendsPage) {
    let path = Route::Trends.path();
    let links = Links { page: &path };
    let trends = context.portfolio.trends.as_deref();
    let now = context.portfolio.totals();
    let past = trends.filter(|trends| !trends.days.is_empty());
    let view = TrendsPage {
        lede: lede(&now, past, !context.portfolio.federated.sites.is_empty()),
        empty: past.is_none().then(|| empty(trends)),
        cards: past.map_or_else(Vec::new, |past| cards(context, links, past, &now)),
    };
    let frame = PageFrame::new(&path, "Trends", NavSection::Risks).dated();
    (shell(context, &frame), view)
}

fn empty(trends: Option<&Trends>) -> Empty {
    let (title, hint) = match trends {
        Some(_) => (
            "No earlier week is known",
            "The first commit of these plans is of this week. A week shows here once it is over.",
        ),
        None => (
            "Earlier weeks are not known",
            "This site was built without its repository’s history. Build it from a full clone to see twelve weeks.",
        ),
    };
    Empty { title: title.to_owned(), hint: hint.to_owned() }
}

fn cards(context: &Context<'_>, links: Links<'_>, past: &Trends, now: &Totals) -> Vec<TrendCard> {
    let days = past.days.iter().zip(&past.all).chain([(&context.today, now)]);
    let note = |all: &Totals| {
        (all.unread > 0).then(|| {
            let files = usize::try_from(all.unread).unwrap_or(usize::MAX);
            format!("{} not at hand", counted(files, "text"))
        })
    };
    let days = days.map(|(day, all)| CountedDay {
        day: *day,
        counts: Some((all.risks, all.gates)),
        note: note(all),
    });
    trend::cards(&days.collect::<Vec<_>>(), &links.about("trends", "How weeks are counted"))
}

/// "41 risks are open, 3 more than on 13 Sep 2026. 12 gates are blocked or stopped, 2 fewer."
fn lede(now: &Totals, past: Option<&Trends>, has_other_sites: bool) -> Lede {
    let first = past.and_then(|past| past.all.first());
    let since = past.and_then(|past| past.days.first());
    let open = |of: &Totals| of.risks.iter().sum::<u32>();
    let grave = |of: &Totals| of.risks[0] + of.risks[1];
    let halted = |of: &Totals| {
        let gates = GateVerdict::ALL.iter().zip(of.gates);
        let halted = gates
            .filter(|(verdict, _)| matches!(verdict, GateVerdict::Blocked | GateVerdict::Stopped));
        halted.map(|(_, count)| count).sum::<u32>()
    };
    let compared = |count: fn(&Totals) -> u32| first.map(|first| (count(first), count(now)));
    let head = format!(
        "{}{}.",
        are(open(now), "risk", "risks", "open"),
        since.zip(compared(open)).map_or_else(String::new, |(day, (then, now))| {
            match change(then, now) {
                Some(words) => format!(", {words} than on {}", date::display(*day)),
                None => format!(", as many as on {}", date::display(*day)),
            }
        })
    );
    let then = |count: fn(&Totals) -> u32| match compared(count) {
        None => String::new(),
        Some((then, now)) => change(then, now)
            .map_or_else(|| ", as many as then".to_owned(), |words| format!(", {words}")),
    };
    let of_them = match grave(now) {
        1 => "1 of them is severe or major".to_owned(),
        n => format!("{} of them are severe or major", thousands(f64::from(n))),
    };
    let halted_now = are(halted(now), "gate", "gates", "blocked or stopped");
    let others = if has_other_sites { " Plans of other sites are not counted here." } else { "" };
    let rest = format!("{of_them}{}. {halted_now}{}.{others}", then(grave), then(halted));
    Lede::new(head, rest)
}

/// "1 risk is open", "1,204 risks are open".
fn are(n: u32, one: &str, many: &str, what: &str) -> String {
    match n {
        1 => format!("1 {one} is {what}"),
        n => format!("{} {many} are {what}", thousands(f64::from(n))),
    }
}

/// "3 more", "2 fewer"; `None` where nothing changed.
fn change(then: u32, now: u32) -> Option<String> {
    match now.cmp(&then) {
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(format!("{} more", thousands(f64::from(now - then)))),
        std::cmp::Ordering::Less => Some(format!("{} fewer", thousands(f64::from(then - now)))),
    }
}
