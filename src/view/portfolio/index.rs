//! The status index: where every rollout stands, trouble first.

use serde::Serialize;

use super::introduction::introduce;
use super::overview::{Of, Overview, overview};
use super::plan_order::{self, all_plans};
use super::row::{PlanTable, is_grave, plan_table, unread_words};
use super::{Lede, Links, elsewhere, live_words, page_title, week};
use crate::analysis::progress::Progress;
use crate::portfolio::{PageEntry, Program, Summary, UnreadableDocument};
use crate::site::{ListPage, PlansOf, Route, is_introduction};
use crate::text::compare_natural;
use crate::view::Context;
use crate::view::feed;
use crate::view::part::{Anchor, Html, counted, page_count, page_size};
use crate::view::plan::words::Line;
use crate::view::shell::{NavEntry, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/index.html";

/// A page of the status index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexPage {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// What stands above the table, on the first page only.
    pub overview: Option<Overview>,
    /// What happens in this week, on the first page only.
    pub week: Option<Anchor>,
    /// Pages that meetings open, on the first page only.
    pub meetings: Vec<Anchor>,
    /// The same plans in other orders.
    pub views: Vec<NavEntry>,
    /// The plans of this page; `None` without any plan.
    pub table: Option<PlanTable>,
    /// What the introduction of the content folder says, where the site is of ordinary pages alone.
    pub introduction_html: Option<Html>,
    /// What to do first, without any plan and introduction.
    pub beginning: Option<Beginning>,
    /// Programs, on the first page only.
    pub programs: Vec<ProgramLink>,
    /// Templates that nobody has begun to fill in, by title, on the first page only.
    pub templates: Vec<TemplateLink>,
    /// Ordinary pages that belong to no program, on the first page only.
    pub pages: Vec<PageLink>,
}

/// How to begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beginning {
    /// The folder that was read.
    pub folder: String,
    /// The command that makes the first plan.
    pub command: &'static str,
}

/// A program and its state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgramLink {
    /// Link to it.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its folder, where the title is another.
    pub folder: Option<String>,
    /// "4 plans, 2 live, 1 needs attention".
    pub state: String,
    /// Whether a plan of it needs attention.
    pub attention: bool,
}

/// A template that nobody has begun to fill in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemplateLink {
    /// Link to it.
    pub href: String,
    /// Language of its words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// Its title, else the file's name.
    pub title: String,
    /// Path below the content folder, where the title is another.
    pub source: Option<String>,
}

/// An ordinary page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageLink {
    /// Link to it.
    pub href: String,
    /// Its title.
    pub title: String,
    /// "3 of 7 boxes ticked", where it has any.
    pub boxes: Option<String>,
}

/// A page of the status index.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, IndexPage) {
    let path = Route::Index(page).path();
    let links = Links { page: &path };
    let plans: Vec<&Summary> = context.portfolio.ordered().collect();
    let title = &context.settings.site.title;
    let first = page == 1;
    let unread: Vec<&UnreadableDocument> = context.portfolio.unread.iter().collect();
    let is_empty = plans.is_empty() && unread.is_empty();
    let introduction = root_introduction(context).filter(|_| first && is_empty);
    let view = IndexPage {
        title: page_title(title, page),
        lede: if first {
            lede(context, links, &plans, unread.len())
        } else {
            further_lede(page, plans.len())
        },
        overview: (first && !is_empty).then(|| overview(links, &plans, &unread, Of::Site)),
        week: (first && !is_empty).then(|| week::link(context, links)),
        meetings: if first && !is_empty { meetings(links) } else { Vec::new() },
        views: plan_order::views(context, links, &Route::Index(1)),
        table: plan_table(
            &path,
            "All plans, those that need attention first",
            &plans,
            page,
            Route::Index,
        )
        .map(|table| PlanTable { all: Some(all_plans(context, links, None)), ..table }),
        introduction_html: introduction.map(|page| introduce(context, &path, page, 2)),
        beginning: (is_empty && introduction.is_none()).then(|| Beginning {
            folder: context.settings.paths.content.clone(),
            command: "phasebook new \"My first rollout\"",
        }),
        programs: if first { programs(context, links) } else { Vec::new() },
        templates: if first { templates(context, links, |_| true) } else { Vec::new() },
        pages: if first { loose_pages(context, links, introduction) } else { Vec::new() },
    };
    let title = page_title(title, page);
    let frame = PageFrame::new(&path, &title, NavSection::Plans);
    if introduction.is_some() {
        return (shell(context, &frame), view);
    }
    let shell = shell(context, &frame.dated().listing());
    let feed = [Route::Feed(PlansOf::Site)];
    (shell.offering(feed::subscriptions(context, &path, &feed)), view)
}

/// Pages that meetings open beside the week.
fn meetings(links: Links<'_>) -> Vec<Anchor> {
    [
        (Route::Actions(1), "What waits for whom"),
        (Route::Collisions(1), "Collisions"),
        (Route::Exposure(1), "Exposure"),
        (Route::Trends, "Trends"),
    ]
    .into_iter()
    .map(|(route, text)| links.anchor(&route, text))
    .collect()
}

/// "21 rollouts are live, 1 is paused. 5 plans need attention: 3 are stopped or blocked at a gate or
/// carry a severe risk, 2 need review."
fn lede(context: &Context<'_>, links: Links<'_>, plans: &[&Summary], unread: usize) -> Lede {
    let all = links.to(&Route::Attention(1));
    let lost = match unread {
        0 => None,
        n => Some(Line::default().link(unread_words(n), &all)),
    };
    if plans.is_empty() {
        return lost.map_or_else(
            || Lede::of(Line::of("No plans yet."), elsewhere::sentence(context, links)),
            |lost| Lede::of(lost, elsewhere::sentence(context, links)),
        );
    }
    let words = attention_words(Some(&all), plans);
    let words = lost.map_or(words.clone(), |lost| words.say(" ").append(&lost));
    let words = words.then(&elsewhere::sentence(context, links));
    Lede::of(live_words(Some(links), plans.iter().copied()), words)
}

/// How many of the plans need attention, and why; their number leads to `list`.
pub(super) fn attention_words(list: Option<&str>, plans: &[&Summary]) -> Line {
    let needy = plans.iter().filter(|p| p.attention.is_some()).count();
    let grave = plans.iter().filter(|p| is_grave(p)).count();
    let rest = needy - grave;
    let verb = |n: usize, one: &'static str, many: &'static str| if n == 1 { one } else { many };
    let need = format!("{} {} attention", counted(needy, "plan"), verb(needy, "needs", "need"));
    let line = match list {
        Some(list) => Line::default().link(need, list),
        None => Line::of(need),
    };
    let cause = format!(
        "{} stopped or blocked at a gate or {} a severe risk",
        verb(grave, "is", "are"),
        verb(grave, "carries", "carry")
    );
    let review = format!("{rest} {} review", verb(rest, "needs", "need"));
    match (grave, rest) {
        (0, 0) => Line::of("Nothing needs attention."),
        (0, _) => line.say("."),
        (_, 0) if grave == 1 => line.say(format!(": it {cause}.")),
        (_, 0) => line.say(format!(": they {cause}.")),
        _ => line.say(format!(": {grave} {cause}, {review}.")),
    }
}

fn further_lede(page: ListPage, total: usize) -> Lede {
    let last = page_count(total, page_size::PLANS);
    Lede::new(format!("Page {page} of {last}."), "Plans that need attention come first.")
}

fn programs(context: &Context<'_>, links: Links<'_>) -> Vec<ProgramLink> {
    let mut programs: Vec<&Program> = context.portfolio.programs.iter().collect();
    programs.sort_by(|a, b| compare_natural(&a.folder, &b.folder));
    programs.into_iter().map(|program| program_link(context, links, program)).collect()
}

/// A program with the state of its plans.
pub(super) fn program_link(
    context: &Context<'_>,
    links: Links<'_>,
    program: &Program,
) -> ProgramLink {
    let plans = || program.plans.iter().map(|&i| &context.portfolio.entries[i].summary);
    let live = plans().filter(|p| p.is_live()).count();
    let paused = plans().filter(|p| p.is_paused()).count();
    let needy = plans().filter(|p| p.attention.is_some()).count();
    let need = if needy == 1 { "needs" } else { "need" };
    let parts = [
        Some(counted(program.plans.len(), "plan")),
        (live > 0).then(|| format!("{live} live")),
        (paused > 0).then(|| format!("{paused} paused")),
        (needy > 0).then(|| format!("{needy} {need} attention")),
    ];
    ProgramLink {
        href: links.to(&Route::Program(program.slug.clone(), 1)),
        title: program.title.clone(),
        folder: (program.title != program.folder).then(|| program.folder.clone()),
        state: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        attention: needy > 0,
    }
}

/// The introduction of the content folder, on a site that lists no other sites either.
fn root_introduction<'a>(context: &Context<'a>) -> Option<&'a PageEntry> {
    let at_root = |path: &str| !path.contains('/') && is_introduction(path);
    let mut pages = context.portfolio.pages.iter();
    let page = pages.find(|page| at_root(page.source.path()))?;
    context.portfolio.federated.sites.is_empty().then_some(page)
}

/// Ordinary pages that stand in no program, but for the one whose text is shown here.
fn loose_pages(
    context: &Context<'_>,
    links: Links<'_>,
    introduction: Option<&PageEntry>,
) -> Vec<PageLink> {
    let is_shown = |page: &PageEntry| introduction.is_some_and(|shown| shown.slug == page.slug);
    let in_program =
        |path: &str| {
            context.portfolio.programs.iter().any(|p| {
                path.strip_prefix(p.folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
            })
        };
    context
        .portfolio
        .pages
        .iter()
        .filter(|page| !in_program(page.source.path()) && !is_shown(page))
        .map(|page| page_link(links, page))
        .collect()
}

/// The templates of these, by title.
pub(super) fn templates(
    context: &Context<'_>,
    links: Links<'_>,
    is_here: impl Fn(&str) -> bool,
) -> Vec<TemplateLink> {
    let templates = context.portfolio.template_summaries();
    templates
        .filter(|template| is_here(&template.source))
        .map(|template| TemplateLink {
            href: links.plan(template),
            lang: template.lang.clone(),
            title: template.called(),
            source: (template.title != template.source).then(|| template.source.clone()),
        })
        .collect()
}

/// An ordinary page with the count of its boxes.
pub(super) fn page_link(links: Links<'_>, page: &PageEntry) -> PageLink {
    let Progress { done, total } = page.progress;
    let boxes = if total == 1 { "box" } else { "boxes" };
    PageLink {
        href: links.to(&Route::Page(page.slug.clone())),
        title: page.title.clone(),
        boxes: (total > 0).then(|| format!("{done} of {total} {boxes} ticked")),
    }
}

#[cfg(test)]
mod tests;
