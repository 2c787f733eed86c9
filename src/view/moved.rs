//! Where a plan stood formerly.

use serde::Serialize;

use super::Context;
use super::shell::{NavSection, PageFrame, Shell, shell};
use crate::portfolio::PlanEntry;
use crate::site::{Route, Slug, relative};

/// The template of the page.
pub const TEMPLATE: &str = "pages/moved.html";

/// A page at a plan's former address that leads to the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MovedPage {
    /// The plan's name.
    pub name: String,
    /// Its overview.
    pub href: String,
}

/// The page at a former slug of a plan.
pub fn moved(context: &Context<'_>, former: &Slug, entry: &PlanEntry) -> (Shell, MovedPage) {
    let path = Route::Moved(former.clone()).path();
    let name = entry.summary.title.clone();
    let title = format!("{name} has moved");
    let frame = PageFrame::new(&path, &title, NavSection::Plans);
    let href = relative(&path, &Route::Plan(entry.slug.clone()).path());
    (shell(context, &frame), MovedPage { name, href })
}
