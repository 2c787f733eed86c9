//! The latest versions of all plans.

use std::cmp::Reverse;
use std::sync::Arc;

use super::entry::PlanEntry;
use crate::model::date::Date;
use crate::model::history::Commit;

/// A version among those of all plans: the plan's index, and the version's.
pub type VersionRef = (usize, usize);

/// Versions of all plans that a reader of many hears of, the latest.
pub const LATEST_VERSIONS: usize = 1000;

/// The latest versions of plans that tell something, the latest first; of one commit in the plans' order.
pub(super) fn latest(
    entries: &[Arc<PlanEntry>],
    plans: impl IntoIterator<Item = usize>,
) -> Vec<VersionRef> {
    let mut all: Vec<(Date, i64, usize, usize)> = Vec::new();
    for plan in plans {
        all.extend(telling(&entries[plan]).take(LATEST_VERSIONS).map(|at| {
            let Commit { date, seconds, .. } = *entries[plan].versions[at].commit;
            (date, seconds, plan, at)
        }));
    }
    // Days are those of who committed; a reader finds each once.
    let order =
        |&(date, seconds, plan, at): &_| (Reverse::<Date>(date), Reverse::<i64>(seconds), plan, at);
    if all.len() > LATEST_VERSIONS {
        all.select_nth_unstable_by_key(LATEST_VERSIONS, order);
        all.truncate(LATEST_VERSIONS);
    }
    all.sort_unstable_by_key(order);
    all.into_iter().map(|(_, _, plan, at)| (plan, at)).collect()
}

/// How many versions [`latest`] finds.
pub(super) fn count_latest(
    entries: &[Arc<PlanEntry>],
    plans: impl IntoIterator<Item = usize>,
) -> usize {
    let mut count = 0;
    for plan in plans {
        count += telling(&entries[plan]).take(LATEST_VERSIONS).count();
        if count >= LATEST_VERSIONS {
            return LATEST_VERSIONS;
        }
    }
    count
}

/// The versions of a plan that tell something, by their places; none of a template.
fn telling(entry: &PlanEntry) -> impl Iterator<Item = usize> {
    let versions = entry.versions.iter().enumerate().filter(|_| !entry.summary.is_template);
    versions.filter(|(_, version)| version.tells()).map(|(at, _)| at)
}
