//! When a burst of hints is over.

use std::time::{Duration, Instant};

/// Files are at rest when nothing was heard for so long: an editor saves in several steps.
const SETTLED_AFTER: Duration = Duration::from_millis(30);

/// After so much quiet the burst is mostly over, but that is known only later.
const QUIET_AFTER: Duration = Duration::from_millis(10);

/// Longest time that a hint is held back while others follow.
const MAX_DELAY: Duration = Duration::from_millis(150);

/// Times a burst of hints: those that come one soon after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Debouncer {
    first: Instant,
    last: Instant,
    /// The last hint before the quiet that was told.
    quiet_since: Option<Instant>,
}

impl Debouncer {
    /// A burst of one hint.
    pub(super) fn new(now: Instant) -> Self {
        Self { first: now, last: now, quiet_since: None }
    }

    /// Adds a hint.
    pub(super) fn hint(&mut self, now: Instant) {
        self.last = now;
    }

    /// When it is to be told that it is quiet, once.
    pub(super) fn quiet_at(&self) -> Option<Instant> {
        self.quiet_since.is_none().then(|| self.last + QUIET_AFTER)
    }

    /// Notes that the quiet was told.
    pub(super) fn note_quiet(&mut self) {
        self.quiet_since = Some(self.last);
    }

    /// Whether no hint has come since the quiet that was told.
    pub(super) fn has_settled(&self) -> bool {
        self.quiet_since == Some(self.last)
    }

    /// When its end is told: after some quiet, or when it has gone on for too long.
    pub(super) fn due(&self) -> Instant {
        (self.last + SETTLED_AFTER).min(self.first + MAX_DELAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_told_after_quiet_and_never_later_than_the_ceiling() {
        let start = Instant::now();
        let check = |hints: &[u64], due: u64| {
            let mut burst = Debouncer::new(start);
            hints.iter().for_each(|at| burst.hint(start + Duration::from_millis(*at)));
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
    fn quiet_is_told_once_and_may_be_wrong() {
        let start = Instant::now();
        let later = |ms| start + Duration::from_millis(ms);
        let mut burst = Debouncer::new(start);
        burst.hint(later(4));
        assert_eq!(burst.quiet_at(), Some(later(14)));
        assert!(!burst.has_settled(), "nobody has looked");
        burst.note_quiet();
        assert_eq!((burst.quiet_at(), burst.has_settled()), (None, true));
        burst.hint(later(20));
        assert_eq!((burst.quiet_at(), burst.has_settled()), (None, false));
    }
}
