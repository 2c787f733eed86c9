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

/// The latest versions of all plans that tell something, the latest first; of one commit in the plans' order.
pub(super) fn latest(entries: &[Arc<PlanEntry>]) -> Vec<VersionRef> {
    let mut all: Vec<(Date, i64, usize, usize)> = Vec::new();
    for (plan, entry) in entries.iter().enumerate().filter(|(_, e)| !e.summary.is_template) {
        let telling = entry.versions.iter().enumerate().filter(|(_, version)| version.tells());
        let some = telling.take(LATEST_VERSIONS);
        all.extend(some.map(|(at, version)| {
            let Commit { date, seconds, .. } = *version.commit;
            (date, seconds, plan, at)
        }));
    }
    // Days are those of who committed; a reader finds each once.
    all.sort_by_key(|&(date, seconds, plan, at)| (Reverse(date), Reverse(seconds), plan, at));
    all.truncate(LATEST_VERSIONS);
    all.into_iter().map(|(_, _, plan, at)| (plan, at)).collect()
}
