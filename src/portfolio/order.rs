//! Orders that lists of plans and risks share.

use std::cmp::Ordering;

use super::{RiskSummary, Summary};
use crate::analysis::attention::{Attention, ReasonKind};
use crate::model::header::StatusKind;

/// The key of the status index: attention (worst reason first), other live plans, approved, draft,
/// unknown, not stated, closed ones; ties by title, then by slug.
pub(super) type IndexKey = (u8, Option<ReasonKind>, String, String);

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
    (group, reason, summary.title.to_lowercase(), summary.slug.as_str().to_owned())
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

/// Compares texts with their numbers by value: R2 stands before R10.
pub(super) fn compare_natural(left: &str, right: &str) -> Ordering {
    let (mut left_rest, mut right_rest) = (left, right);
    loop {
        let (Some(x), Some(y)) = (left_rest.chars().next(), right_rest.chars().next()) else {
            return left_rest.len().cmp(&right_rest.len()).then_with(|| left.cmp(right));
        };
        let step = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (number, left_after) = take_number(left_rest);
            let (other, right_after) = take_number(right_rest);
            (left_rest, right_rest) = (left_after, right_after);
            number.len().cmp(&other.len()).then_with(|| number.cmp(other))
        } else {
            left_rest = &left_rest[x.len_utf8()..];
            right_rest = &right_rest[y.len_utf8()..];
            x.to_lowercase().cmp(y.to_lowercase())
        };
        if step.is_ne() {
            return step;
        }
    }
}

/// The digits at the start without leading zeros, and what follows them.
fn take_number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end].trim_start_matches('0'), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_value() {
        let mut ids = ["R10", "r2", "R1", "A9", "R02", "R", "R2b"];
        ids.sort_by(|a, b| compare_natural(a, b));
        assert_eq!(ids, ["A9", "R", "R1", "R02", "r2", "R2b", "R10"]);
    }
}
