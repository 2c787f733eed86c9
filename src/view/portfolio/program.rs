//! A program: the plans of one folder, with its introduction.

use serde::Serialize;

use super::index::{
    PageLink, ProgramLink, TemplateLink, attention_words, page_link, program_link, templates,
};
use super::introduction::introduce;
use super::overview::{Of, Overview, overview};
use super::row::{PlanTable, plan_table};
use super::{Lede, Links, changes, live_words, page_title, week};
use crate::portfolio::{Program, Summary, UnreadableDocument};
use crate::site::{ListPage, PlansOf, Route};
use crate::view::Context;
use crate::view::feed;
use crate::view::part::{Breadcrumb, Html};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/program.html";

/// A page of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgramPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// What stands above the table, on the first page only.
    pub overview: Option<Overview>,
    /// What happens in this week, on the first page only.
    pub week: Option<Anchor>,
    /// What changed in the plans, where commits tell of it.
    pub changes: Option<Anchor>,
    /// The plans of this page.
    pub table: Option<PlanTable>,
    /// What the folder's README says, on the first page only.
    pub introduction_html: Option<Html>,
    /// Link to that README's own page.
    pub introduction_href: Option<String>,
    /// Programs of folders right below, on the first page only.
    pub programs: Vec<ProgramLink>,
    /// Templates of the folder that nobody has begun to fill in, by title, on the first page only.
    pub templates: Vec<TemplateLink>,
    /// Ordinary pages of the folder, on the first page only.
    pub pages: Vec<PageLink>,
}

/// A page of a program.
pub fn page(context: &Context<'_>, program: &Program, page: ListPage) -> (Shell, ProgramPage) {
    let path = Route::Program(program.slug.clone(), page).path();
    let links = Links { page: &path };
    let plans: Vec<&Summary> =
        program.plans.iter().map(|&i| &context.portfolio.entries[i].summary).collect();
    let title = page_title(&program.title, page);
    let plans_of = PlansOf::Program(program.slug.clone());
    let first = page == 1;
    let all_unread = context.portfolio.unread.iter();
    let unread: Vec<&UnreadableDocument> =
        all_unread.filter(|unread| is_below(&unread.path, &program.folder)).collect();
    let introduction = program.introduction.map(|i| &*context.portfolio.pages[i]);
    let view = ProgramPage {
        trail: trail(context, links, program, &title),
        lede: Lede::of(
            live_words(None, plans.iter().copied()),
            attention_words(first.then_some("#attention"), &plans),
        ),
        overview: first.then(|| overview(links, &plans, &unread, Of::Program)),
        week: week::program_link(context, links, program).filter(|_| first),
        changes: changes::link_of(context, links, &plans_of),
        table: plan_table(
            &path,
            format!("Plans of {}, those that need attention first", program.title),
            &plans,
            page,
            |n| Route::Program(program.slug.clone(), n),
        ),
        introduction_html: introduction
            .filter(|_| first)
            .map(|page| introduce(context, &path, page, 3))
            .filter(|html| !html.is_empty()),
        introduction_href: introduction.map(|page| links.to(&Route::Page(page.slug.clone()))),
        programs: if first { programs_below(context, links, program) } else { Vec::new() },
        templates: if first {
            templates(context, links, |path| is_below(path, &program.folder))
        } else {
            Vec::new()
        },
        pages: if first { pages_of(context, links, program) } else { Vec::new() },
        title: title.clone(),
    };
    let offered = feed::offered(context, &plans_of);
    let shell = shell(context, &PageFrame::new(&path, &title, NavSection::Plans).dated());
    (shell.offering(feed::subscriptions(context, &path, &offered)), view)
}

/// The programs of the folders above, then this one.
fn trail(context: &Context<'_>, links: Links<'_>, program: &Program, title: &str) -> Breadcrumb {
    let mut trail = links.below_plans(title);
    let above = context.portfolio.programs.iter().filter(|p| is_below(&program.folder, &p.folder));
    trail
        .links
        .extend(above.map(|p| links.anchor(&Route::Program(p.slug.clone(), 1), p.title.clone())));
    trail
}

/// Whether a path stands below a folder.
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn programs_below(context: &Context<'_>, links: Links<'_>, program: &Program) -> Vec<ProgramLink> {
    let is_child = |p: &&Program| {
        p.folder.rsplit_once('/').is_some_and(|(parent, _)| parent == program.folder)
    };
    let children = context.portfolio.programs.iter().filter(is_child);
    children.map(|p| program_link(context, links, p)).collect()
}

/// Ordinary pages below the folder that belong to no program further down, its introduction apart.
fn pages_of(context: &Context<'_>, links: Links<'_>, program: &Program) -> Vec<PageLink> {
    let nearer = |path: &str| {
        context
            .portfolio
            .programs
            .iter()
            .any(|p| is_below(&p.folder, &program.folder) && is_below(path, &p.folder))
    };
    context
        .portfolio
        .pages
        .iter()
        .enumerate()
        .filter(|(index, page)| {
            let path = page.source.path();
            is_below(path, &program.folder) && !nearer(path) && program.introduction != Some(*index)
        })
        .map(|(_, page)| page_link(links, page))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::attention::{Attention, Reason, ReasonKind};
    use crate::model::header::StatusKind;
    use crate::portfolio::fixture::entry;
    use crate::view::portfolio::fixture::site;

    #[test]
    fn a_program_counts_its_own_plans_and_their_trouble() {
        let mut entries: Vec<_> = (0..7)
            .map(|n| entry(&format!("pay/{n}.md"), &format!("P{n}"), Some(StatusKind::Paused)))
            .collect();
        for plan in &mut entries[..6] {
            let reason = Reason { kind: ReasonKind::Stale, text: "Old.".to_owned() };
            plan.summary.attention = Some(Attention { reasons: vec![reason] });
        }
        entries.push(entry("other/a.md", "A", Some(StatusKind::Draft)));
        site(entries, Vec::new(), |context| {
            let program = context.portfolio.programs.iter().find(|p| p.folder == "pay");
            let program = program.expect("a folder with plans");
            let (_, view) = page(context, program, 1);
            let overview = view.overview.expect("the first page has it");
            let tiles: Vec<_> = overview.tiles.iter().map(|t| (t.status, t.count)).collect();
            assert_eq!(
                tiles,
                [("in-progress", 0), ("approved", 0), ("draft", 0), ("complete", 0), ("paused", 7)]
            );
            assert!(overview.tiles.iter().all(|tile| tile.href.is_none()), "it has no such lists");
            assert_eq!((overview.attention_count, overview.attention.len()), (6, 5));
            let all = overview.attention_all.expect("there are more");
            assert_eq!((all.href.as_str(), all.text.as_str()), ("#plans", "All 6"));
            assert_eq!(page(context, program, 2).1.overview, None);
        });
    }
}
