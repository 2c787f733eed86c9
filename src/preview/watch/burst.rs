//! When a burst of hints is over.

use std::time::{Duration, Instant};

/// Files are at rest when nothing was heard for so long: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(30);

/// So much quiet is a lull: mostly the burst is over, but that is known later.
const LULL: Duration = Duration::from_millis(10);

/// Longest time that a hint is held back while others follow.
const CEILING: Duration = Duration::from_millis(150);

/// Hints that came one soon after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Burst {
    first: Instant,
    last: Instant,
    /// The last hint before the lull that was told.
    lulled: Option<Instant>,
}

impl Burst {
    /// A burst of one hint.
    pub(super) fn begun(now: Instant) -> Self {
        Self { first: now, last: now, lulled: None }
    }

    /// Adds a hint.
    pub(super) fn goes_on(&mut self, now: Instant) {
        self.last = now;
    }

    /// When its lull is to be told, once.
    pub(super) fn lull(&self) -> Option<Instant> {
        self.lulled.is_none().then(|| self.last + LULL)
    }

    /// Notes that the lull was told.
    pub(super) fn lull_is_told(&mut self) {
        self.lulled = Some(self.last);
    }

    /// Whether no hint has come since the lull that was told.
    pub(super) fn has_rested(&self) -> bool {
        self.lulled == Some(self.last)
    }

    /// When it is told: after some quiet, or when it has gone on for too long.
    pub(super) fn due(&self) -> Instant {
        (self.last + QUIET).min(self.first + CEILING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_told_after_quiet_and_never_later_than_the_ceiling() {
        let start = Instant::now();
        let check = |hints: &[u64], due: u64| {
            let mut burst = Burst::begun(start);
            hints.iter().for_each(|at| burst.goes_on(start + Duration::from_millis(*at)));
            assert_eq!(burst.due() - start, Duration::from_millis(due), "{hints:?}");
        };
        check(&[], 30);
        check(&[5], 35);
        check(&[20, 40, 60], 90);
        check(&[20, 40, 60, 80, 100, 119], 149);
        check(&[20, 40, 60, 80, 100, 121], 150);
        check(&[20, 40, 60, 80, 100, 120, 140, 160], 150);
    }

    #[test]
    fn a_lull_is_told_once_and_may_be_wrong() {
        let start = Instant::now();
        let later = |ms| start + Duration::from_millis(ms);
        let mut burst = Burst::begun(start);
        burst.goes_on(later(4));
        assert_eq!(burst.lull(), Some(later(14)));
        assert!(!burst.has_rested(), "nobody has looked");
        burst.lull_is_told();
        assert_eq!((burst.lull(), burst.has_rested()), (None, true));
        burst.goes_on(later(20));
        assert_eq!((burst.lull(), burst.has_rested()), (None, false));
    }
}
