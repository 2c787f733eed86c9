//! A list of plans over several pages: those of a status, or all of them in an order.

use serde::Serialize;

use super::row::PlanTable;
use super::{Lede, Links};
use crate::view::part::Breadcrumb;
use crate::view::shell::{Anchor, NavEntry};

/// Name of the template.
pub const TEMPLATE: &str = "pages/plan-list.html";

/// A page of a list of plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanListPage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// By owner: the list of everybody.
    pub owners: Option<Anchor>,
    /// The other lists, or the same plans in other orders.
    pub views: Vec<NavEntry>,
    /// What these are: "Views".
    pub views_label: &'static str,
    /// The plans of this page; `None` without any.
    pub table: Option<PlanTable>,
    /// When a plan stands on it, where its status does not say.
    pub rule: Option<Anchor>,
}

impl PlanListPage {
    /// A list among the lists of plans.
    pub(super) fn new(
        links: Links<'_>,
        title: &str,
        lede: Lede,
        views: Vec<NavEntry>,
        table: Option<PlanTable>,
    ) -> Self {
        Self {
            trail: links.below_plans(title.to_owned()),
            title: title.to_owned(),
            lede,
            owners: None,
            views,
            views_label: "Lists of plans",
            table,
            rule: None,
        }
    }
}
