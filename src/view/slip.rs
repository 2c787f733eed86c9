//! How often and by how much the planned end of a phase was moved, in words.

use super::part::counted;
use crate::portfolio::EndMoves;

/// "moved 3 times, 21 days later in all".
pub(super) fn moved_words(end: &EndMoves) -> String {
    let times = match end.moves.len() {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    };
    let days = match (end.days(), end.moves.len()) {
        (0, _) => "back to the first date".to_owned(),
        (days, 1) => later(days),
        (days, _) => format!("{} in all", later(days)),
    };
    if end.is_whole {
        format!("moved {times}, {days}")
    } else {
        format!("moved at least {times}, {days}; not all commits could be compared")
    }
}

/// "7 days later", "1 day earlier".
pub(super) fn later(days: i64) -> String {
    let word = if days < 0 { "earlier" } else { "later" };
    format!("{} {word}", counted(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::slips::DayMove;
    use crate::model::date::{Date, parse_iso};

    fn day(iso: &str) -> Date {
        parse_iso(iso).expect("a date")
    }

    /// The end moves from day to day.
    #[track_caller]
    fn check(days: &[&str], is_whole: bool, expected: &str) {
        let days: Vec<Date> = days.iter().map(|iso| day(iso)).collect();
        let moves = days.windows(2).map(|of| DayMove { version: 0, from: of[0], to: of[1] });
        let (from, to) = (days[0], days[days.len() - 1]);
        let end = EndMoves { phase: 0, from, to, moves: moves.collect(), is_whole };
        assert_eq!(moved_words(&end), expected);
    }

    #[test]
    fn moves_are_counted_and_summed_up() {
        check(&["2026-11-01", "2026-11-08"], true, "moved once, 7 days later");
        check(&["2026-11-02", "2026-11-01"], true, "moved once, 1 day earlier");
        let there_and_back = ["2026-11-01", "2026-11-08", "2026-11-01"];
        check(&there_and_back, true, "moved twice, back to the first date");
        let most = "moved at least twice, 14 days later in all; not all commits could be compared";
        check(&["2026-11-01", "2026-11-08", "2026-11-15"], false, most);
    }
}
