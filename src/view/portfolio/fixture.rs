//! A site for tests.

use std::sync::Arc;

use crate::model::date;
use crate::model::plan::Plan;
use crate::model::risk::Risk;
use crate::portfolio::{PageEntry, PlanEntry, gather};
use crate::settings::Settings;
use crate::view::{AssetNames, Context};

/// Asks a question of a site of these plans and pages, as of 22 Nov 2026.
pub(super) fn site<T>(
    entries: Vec<PlanEntry>,
    pages: Vec<PageEntry>,
    ask: impl FnOnce(&Context<'_>) -> T,
) -> T {
    let portfolio = gather(
        entries.into_iter().map(Arc::new).collect(),
        pages.into_iter().map(Arc::new).collect(),
        Arc::default(),
        Vec::new(),
    );
    let context = Context {
        settings: &Settings::default(),
        portfolio: &portfolio,
        today: date::parse_iso("2026-11-22").expect("a date"),
        assets: &AssetNames::default(),
        opener: &crate::view::HeldPlans,
    };
    ask(&context)
}

/// A plan that holds nothing but risks.
pub(super) fn plan_of(risks: Vec<Risk>) -> Plan {
    Plan { risks, ..Plan::default() }
}
