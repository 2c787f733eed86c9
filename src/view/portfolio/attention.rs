//! All plans that need attention, worst first.

use serde::Serialize;

use super::row::{AttentionRow, attention_rows, unread_rows, unread_words};
use super::status::views;
use super::{Lede, Links, in_need, page_title};
use crate::portfolio::UnreadableDocument;
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::part::{Breadcrumb, Pager, counted, page_size, page_slice, pager};
use crate::view::shell::{Anchor, NavEntry, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/attention.html";

/// A page of the plans that need attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttentionPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// The other lists.
    pub views: Vec<NavEntry>,
    /// The plans of this page.
    pub rows: Vec<AttentionRow>,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How the list is made.
    pub rule: Anchor,
}

/// A page of the plans that need attention.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, AttentionPage) {
    let path = Route::Attention(page).path();
    let links = Links { page: &path };
    let plans = in_need(context);
    let title = page_title("Needs attention", page);
    let unread: Vec<&UnreadableDocument> = context.portfolio.unread.iter().collect();
    let total = unread.len() + plans.len();
    let start = (page - 1) * page_size::PLANS;
    let lost_here = page_slice(&unread, page, page_size::PLANS);
    let mut rows = unread_rows(&path, lost_here);
    let before = start.saturating_sub(unread.len()).min(plans.len());
    let room = (page_size::PLANS - lost_here.len()).min(plans.len() - before);
    rows.extend(attention_rows(&path, &plans[before..before + room]));
    let lost = if unread.is_empty() { String::new() } else { unread_words(unread.len()) };
    let need = if plans.len() == 1 { "needs" } else { "need" };
    let view = AttentionPage {
        trail: links.below_plans(title.clone()),
        lede: if total == 0 {
            Lede::new("Nothing needs attention.", "")
        } else if plans.is_empty() {
            Lede::new(lost, "")
        } else {
            Lede::new(
                format!("{} {need} attention.", counted(plans.len(), "plan")),
                format!("Most urgent first. {lost}").trim_end(),
            )
        },
        views: views(links, Some(&Route::Attention(1))),
        pager: pager(&path, page, total, page_size::PLANS, "plan", Route::Attention),
        rows,
        rule: links.about("attention", "How this list is made"),
        title: title.clone(),
    };
    let frame = PageFrame::new(&path, &title, NavSection::Plans).dated();
    (shell(context, &frame), view)
}
