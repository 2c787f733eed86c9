//! Plans one after the other, made by many threads and taken in order, some at a time: their models are never all
//! in memory.

use rayon::prelude::*;

use super::error::Failure;
use crate::pipeline::{BuildConfig, open};
use crate::portfolio::PlanEntry;

/// Plans that are made at a time: enough to keep every thread at work.
pub(super) const AT_ONCE: usize = 128;

/// Calls `make` for every plan, open, and `take` with what it gives, in the order of the plans.
pub(super) fn each_plan<T: Send>(
    entries: &[&PlanEntry],
    config: &BuildConfig,
    make: impl Fn(&PlanEntry) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let tally = &config.work.made;
    tally.expect(entries.len());
    for some in entries.chunks(AT_ONCE) {
        let results = some.par_iter().map(|entry| make(&open(entry, config)));
        let all: Vec<T> = results.inspect(|_| tally.step()).collect();
        all.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}
