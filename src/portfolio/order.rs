//! Orders that lists of plans and risks share.

use std::cmp::Ordering;

use super::summary::{RiskSummary, Summary};
use crate::analysis::attention::{Attention, ReasonKind};
use crate::model::header::StatusKind;
use crate::site::Slug;
use crate::text::{Natural, compare_natural};

/// The key of the status index: attention (worst reason first), other live plans, approved, draft,
/// unknown, not stated, closed ones; ties by title, then by slug.
pub(super) type IndexKey = (u8, Option<ReasonKind>, Natural, Slug);

/// The key of a plan in the status index.
pub(super) fn index_key(summary: &Summary) -> IndexKey {
    let reason = summary.attention.as_ref().and_then(Attention::rank);
    let group = match summary.status_kind() {
        _ if reason.is_some() => 0,
        _ if summary.has_users() => 1,
        Some(StatusKind::Approved) => 2,
        Some(StatusKind::Draft) => 3,
        Some(StatusKind::Unknown) => 4,
        None => 5,
        // Those in progress and paused have users.
        Some(
            StatusKind::Complete
            | StatusKind::RolledBack
            | StatusKind::Cancelled
            | StatusKind::InProgress
            | StatusKind::Paused,
        ) => 6,
    };
    (group, reason, Natural::new(&summary.title), summary.slug.clone())
}

/// Sorts the risks of a plan by urgency: those that are open first.
pub fn by_urgency(risks: &mut [RiskSummary]) {
    risks.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| compare_risks(a, b)));
}

/// The order of risks over all plans: band, impact, likelihood (worst first, not placed last), ID.
pub(super) fn compare_risks(a: &RiskSummary, b: &RiskSummary) -> Ordering {
    let weight =
        |r: &RiskSummary| (r.band, r.cell.map(|(likelihood, impact)| (impact, likelihood)));
    weight(b).cmp(&weight(a)).then_with(|| match (&a.id, &b.id) {
        (Some(a), Some(b)) => compare_natural(a, b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    })
}
