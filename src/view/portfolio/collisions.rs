//! Where rollouts are in each other's way: flags, people to call, freezes; and what can't be told.

use serde::Serialize;

use super::{Lede, Links, page_title};
use crate::model::date::{Date, display};
use crate::portfolio::{
    Duty, FlagCollision, FreezeCollision, FreezeOverlap, OwnerCollision, PlanEntry, Untold,
};
use crate::settings::Freeze;
use crate::site::{ListPage, Route};
use crate::text::Span;
use crate::view::Context;
use crate::view::part::{Html, Pager, counted, pager};
use crate::view::plan::words::Line;
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/collisions.html";

/// Collisions on a page.
pub const PAGE: usize = 100;

/// Plans of one flag that a row names; the others are counted.
const NAMED_PLANS: usize = 12;

/// A page of collisions by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollisionsPage {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// Collisions of this page by kind.
    pub groups: Vec<CollisionGroup>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How collisions come about.
    pub rule: Anchor,
}

/// Collisions of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollisionGroup {
    /// Id of the heading.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// How many there are on all pages.
    pub count: usize,
    /// Value of `data-state`, and name of the icon.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// Those of this page.
    pub rows: Vec<CollisionRow>,
}

/// A collision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollisionRow {
    /// What meets.
    pub text_html: Html,
    /// Where it stands: a line a place.
    pub places: Vec<Html>,
    /// In a word.
    pub word: String,
}

/// A collision of any kind.
enum Any<'a> {
    Flag(&'a FlagCollision),
    Owner(&'a OwnerCollision, usize),
    Freeze(FreezeCollision),
    Untold(&'a Untold),
}

/// Id, heading, state and icon of each kind, in the order of the page.
const KINDS: [(&str, &str, &str, &str); 4] = [
    ("flags", "One flag, several rollouts", "warn", "warning"),
    ("people", "Called first for two phases at once", "warn", "warning"),
    ("freezes", "In a freeze", "warn", "warning"),
    ("untold", "Can’t tell", "todo", "unknown"),
];

impl Any<'_> {
    const fn kind(&self) -> usize {
        match self {
            Self::Flag(_) => 0,
            Self::Owner(..) => 1,
            Self::Freeze(_) => 2,
            Self::Untold(_) => 3,
        }
    }
}

/// How many entries all pages hold.
pub(super) fn entries(context: &Context<'_>) -> usize {
    counts(context).iter().sum()
}

fn counts(context: &Context<'_>) -> [usize; 4] {
    let all = &context.portfolio.collisions;
    let pairs = all.owners.iter().map(|owner| owner.pairs.len()).sum();
    [all.flags.len(), pairs, all.freezes.len(), all.untold.len()]
}

/// A page of collisions.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, CollisionsPage) {
    let path = Route::Collisions(page).path();
    let links = Links { page: &path };
    let all = &context.portfolio.collisions;
    let flags = all.flags.iter().map(Any::Flag);
    let pairs = all.owners.iter();
    let pairs = pairs.flat_map(|of| (0..of.pairs.len()).map(move |pair| Any::Owner(of, pair)));
    let freezes = all.freezes.iter().copied().map(Any::Freeze);
    let here: Vec<Any<'_>> = flags
        .chain(pairs)
        .chain(freezes)
        .chain(all.untold.iter().map(Any::Untold))
        .skip((page - 1) * PAGE)
        .take(PAGE)
        .collect();
    let counts = counts(context);
    let groups = here.chunk_by(|a, b| a.kind() == b.kind()).map(|rows| {
        let kind = rows.first().map_or(0, Any::kind);
        let (id, title, state, icon) = KINDS[kind];
        let rows = rows.iter().map(|row| of(context, links, row)).collect();
        CollisionGroup { id, title, count: counts[kind], state, icon, rows }
    });
    let title = page_title("Collisions", page);
    let view = CollisionsPage {
        lede: lede(context, links, counts).missing(context, links),
        groups: groups.collect(),
        pager: pager(&path, page, counts.iter().sum(), PAGE, "collision", Route::Collisions),
        rule: links.about("collisions", "How collisions are found"),
        title: title.clone(),
    };
    let frame = PageFrame::new(&path, &title, NavSection::Timeline).dated();
    (shell(context, &frame), view)
}

/// "1 flag is turned by several rollouts. 2 pairs of phases share …"
fn lede(context: &Context<'_>, links: Links<'_>, counts: [usize; 4]) -> Lede {
    let [flags, pairs, freezes, untold] = counts;
    let more: usize = context.portfolio.collisions.owners.iter().map(|owner| owner.more).sum();
    if flags + pairs + freezes == 0 {
        let rest = match untold {
            0 => Line::default(),
            n => Line::of(format!("Of {} it can’t be told for want of dates.", counted(n, "plan"))),
        };
        let none = match context.portfolio.edition {
            Some(_) => "No two rollouts are in each other’s way in what is shown.",
            None => "No two rollouts are in each other’s way.",
        };
        return Lede::of(Line::of(none), rest);
    }
    let mut before = 0;
    let mut link = |n: usize, kind: usize, words: String| {
        let href = format!("{}#{}", links.to(&Route::Collisions(before / PAGE + 1)), KINDS[kind].0);
        before += n;
        if n == 0 { Line::of(words) } else { Line::default().link(words, &href) }
    };
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    let strong = link(
        flags,
        0,
        format!("{} {} shared by several rollouts", counted(flags, "flag"), is(flags)),
    );
    let pairs_words = match more {
        0 => format!(
            "{} of phases {} one person first",
            counted(pairs, "pair"),
            if pairs == 1 { "calls" } else { "call" }
        ),
        n => format!("{} of phases call one person first, {pairs} of which are listed", pairs + n),
    };
    let pairs = link(pairs, 1, pairs_words);
    let freezes =
        link(freezes, 2, format!("{} of a phase with a freeze", counted(freezes, "overlap")));
    let rest = pairs.say("; ").append(&freezes).say(".");
    let rest = match untold {
        0 => rest,
        n => {
            let words = format!("Of {}", counted(n, "plan"));
            rest.say(" ").append(&link(n, 3, words)).say(" it can’t be told for want of dates.")
        }
    };
    Lede::of(strong.say("."), rest)
}

fn of(context: &Context<'_>, links: Links<'_>, row: &Any<'_>) -> CollisionRow {
    let entries = &context.portfolio.entries;
    match row {
        Any::Flag(flag) => {
            let mut places: Vec<Html> = flag
                .plans
                .iter()
                .take(NAMED_PLANS)
                .map(|(plan, span)| place(links, &entries[*plan], *span, &Line::default()).html())
                .collect();
            let more = flag.plans.len().saturating_sub(NAMED_PLANS);
            if more > 0 {
                places.push(Line::of(counted(more, "more plan")).html());
            }
            let text_html = Line::default().quote(&flag.name).html();
            CollisionRow { text_html, places, word: counted(flag.plans.len(), "plan") }
        }
        Any::Owner(owner, pair) => {
            let duties = owner.pairs[*pair];
            let places = duties.iter().map(|duty| {
                let entry = &entries[duty.plan];
                let phase = phase(links, entry, duty.phase).say(format!(", {}", days(duty)));
                place(links, entry, duty.span, &phase).html()
            });
            let name = Line::default()
                .link_quote(&owner.who.name, &links.to(&Route::Owner(owner.who.slug.clone(), 1)));
            let places = places.collect();
            CollisionRow { text_html: name.html(), places, word: "Same person".to_owned() }
        }
        Any::Freeze(met) => frozen(links, &entries[met.plan], *met, &context.settings.freezes),
        Any::Untold(untold) => untold_row(links, &entries[untold.plan], untold, context),
    }
}

fn frozen(
    links: Links<'_>,
    entry: &PlanEntry,
    met: FreezeCollision,
    freezes: &[Freeze],
) -> CollisionRow {
    let freeze = &freezes[met.freeze];
    let does = match met.how {
        FreezeOverlap::Begins => "Begins in it",
        FreezeOverlap::Ends => "Ends in it",
        FreezeOverlap::RunsThrough => "Runs through it",
    };
    let days = format!(", {} to {}", display(freeze.from), display(freeze.to));
    let span = entry.claims.phases.get(met.phase).copied().unwrap_or_default();
    let dates = entry.summary.schedule.get(met.phase).map(|phase| phase.dates);
    let days_of = |from: Date, to: Option<Date>| match to {
        Some(to) => format!(", {} to {}", display(from), display(to)),
        None => format!(", from {}", display(from)),
    };
    let own = dates.and_then(|dates| Some(days_of(dates.start?, dates.end)));
    let phase = phase(links, entry, met.phase).say(own.unwrap_or_default());
    CollisionRow {
        text_html: Line::default().quote(&freeze.name).say(days).html(),
        places: vec![place(links, entry, span, &phase).html()],
        word: does.to_owned(),
    }
}

fn untold_row(
    links: Links<'_>,
    entry: &PlanEntry,
    untold: &Untold,
    context: &Context<'_>,
) -> CollisionRow {
    let phases: Vec<Line> =
        untold.phases.iter().take(NAMED_PLANS).map(|&index| phase(links, entry, index)).collect();
    let has = if untold.phases.len() == 1 { "has" } else { "have" };
    let mut line = Line::list(&phases).say(match entry.summary.withheld {
        Some(_) => format!(" {has} no dates that are shown."),
        // Whether it goes on, other sites of old do not tell.
        None if untold.phases.iter().any(|&index| begins(entry, index)) => {
            format!(" {has} no end that is known.")
        }
        None => format!(" {has} no dates."),
    });
    if untold.shares_owner {
        line = line.say(" Another plan calls the same person first.");
    }
    let names: Vec<Line> = untold
        .freezes
        .iter()
        .filter_map(|&at| context.settings.freezes.get(at))
        .map(|freeze| Line::default().quote(&freeze.name))
        .collect();
    if !names.is_empty() {
        line = line.say(" Freezes to come: ").append(&Line::list(&names)).say(".");
    }
    let name = plan(links, entry);
    CollisionRow { text_html: name.html(), places: vec![line.html()], word: "No dates".to_owned() }
}

/// Whether a phase of a plan of another site has a day to begin on.
fn begins(entry: &PlanEntry, index: usize) -> bool {
    let phase = entry.summary.schedule.get(index).filter(|_| entry.summary.site.is_some());
    phase.is_some_and(|phase| phase.dates.start.is_some())
}

fn plan(links: Links<'_>, entry: &PlanEntry) -> Line {
    Line::default().link_quote(entry.summary.called(), &links.plan(&entry.summary))
}

fn phase(links: Links<'_>, entry: &PlanEntry, index: usize) -> Line {
    let label = entry.summary.phases.get(index).map_or("", |(label, _)| label.as_str());
    match links.phase(&entry.summary, index) {
        Some(href) => Line::default().link_quote(label, &href),
        None => Line::default().quote(label),
    }
}

/// "Refund approvals · Phase 1, 3 to 9 Nov 2026 · line 12"
fn place(links: Links<'_>, entry: &PlanEntry, span: Span, more: &Line) -> Line {
    let line = plan(links, entry);
    let line = if more.is_empty() { line } else { line.say(" · ").append(more) };
    let source = links.of(&entry.summary, &Route::Source(entry.slug.clone()));
    match entry.claim_line(span) {
        0 => line.say(" · line not stated"),
        number => line.say(" · ").link(format!("line {number}"), &source),
    }
}

fn days(duty: &Duty) -> String {
    match duty.to {
        Some(to) => format!("{} to {}", display(duty.from), display(to)),
        None => format!("from {}, without an end", display(duty.from)),
    }
}
