//! A risk as a row of a table over all plans.

use serde::Serialize;

use super::Links;
use crate::portfolio::{RiskRef, RiskSummary};
use crate::view::Context;
use crate::view::names::NameWords;
use crate::view::part::{BandBadge, band_badge};

/// A risk as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskRow {
    /// Link to the risk on its plan's page.
    pub href: String,
    /// Its ID.
    pub id: Option<String>,
    /// Language of it, where it is known and not that of the page.
    pub lang: Option<String>,
    /// What may happen.
    pub text: String,
    /// Link to its plan.
    pub plan_href: String,
    /// Its plan's title.
    pub plan: String,
    /// Its band.
    pub band: Option<BandBadge>,
    /// "High × Critical", in the words of likelihood and impact.
    pub rating: String,
    /// Who answers for it.
    pub owner: Option<Vec<NameWords>>,
    /// Whether its plan is shown in part, so that an owner may be named all the same.
    pub in_part: bool,
}

/// Risks as rows.
pub(super) fn risk_rows<'a>(
    context: &Context<'_>,
    links: Links<'_>,
    risks: impl IntoIterator<Item = &'a RiskRef>,
) -> Vec<RiskRow> {
    risks.into_iter().map(|&of| risk_row(context, links, of)).collect()
}

fn risk_row(context: &Context<'_>, links: Links<'_>, of: RiskRef) -> RiskRow {
    let (plan, risk) = context.portfolio.risk(of);
    RiskRow {
        href: links.risk(plan, of.risk, &risk.anchor),
        id: risk.id.as_deref().map(str::to_owned),
        lang: plan.lang.clone(),
        text: risk.text.to_string(),
        plan_href: links.plan(plan),
        plan: plan.called(),
        band: risk.band.map(band_badge),
        rating: rating(risk),
        owner: risk.owner.as_deref().map(|owner| links.names(context, owner)),
        in_part: plan.withheld.is_some(),
    }
}

/// The words of both levels, or of the one overall level.
fn rating(risk: &RiskSummary) -> String {
    if let Some(rating) = &risk.rating {
        return rating.to_string();
    }
    match (&risk.likelihood, &risk.impact) {
        (Some(likelihood), Some(impact)) => format!("{likelihood} × {impact}"),
        (Some(likelihood), None) => format!("{likelihood} × impact not stated"),
        (None, Some(impact)) => format!("Likelihood not stated × {impact}"),
        (None, None) => "Likelihood and impact not stated".to_owned(),
    }
}
