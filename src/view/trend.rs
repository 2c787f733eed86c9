//! Counts week by week: a small drawing a kind, and a table of all.

use serde::Serialize;

use super::gantt::percent;
use super::number::thousands;
use super::part::{Anchor, DateText, date_text};
use crate::analysis::gate::GateVerdict;
use crate::analysis::trend::{GATES, RISKS};
use crate::model::date::{self, Date};
use crate::settings::Band;

/// Height of a drawing in pixels.
const HEIGHT: u32 = 28;

/// Counts of a few kinds, week by week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendCard {
    /// Its anchor, unique on the page: `risks`, `gates`.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// What the kinds are: "Band", "Verdict".
    pub head: &'static str,
    /// Heading of the first counts, without the year: "13 Sep".
    pub then: String,
    /// The kinds.
    pub rows: Vec<TrendRow>,
    /// The weeks, the latest first.
    pub weeks: Vec<TrendWeek>,
    /// Width and height of a drawing are its cell's and this.
    pub height: u32,
    /// How they are counted.
    pub rule: Anchor,
}

/// Counts of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendRow {
    /// The kind.
    pub label: &'static str,
    /// What the drawing says.
    pub says: String,
    /// A bar a week.
    pub bars: Vec<TrendBar>,
    /// The first count.
    pub then: String,
    /// Today's count.
    pub now: String,
    /// "+3", "−2", "0".
    pub change: String,
}

/// An upright bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendBar {
    /// Left end, in percent of the width.
    pub x: String,
    /// Width, in percent of the width.
    pub width: String,
    /// Top, in pixels.
    pub y: u32,
    /// Height, in pixels.
    pub height: u32,
}

/// Counts of all kinds at the end of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrendWeek {
    /// Its last day, or today.
    pub date: DateText,
    /// Whether it is today.
    pub now: bool,
    /// The counts; "—" where they are not known.
    pub counts: Vec<String>,
    /// "3 plans could not be read".
    pub note: Option<String>,
}

/// What is known of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub day: Date,
    /// Open risks by band and gates by verdict; `None` where they are not known.
    pub counts: Option<([u32; RISKS], [u32; GATES])>,
    /// What was not counted.
    pub note: Option<String>,
}

/// Open risks by band and gates by verdict on some days, the last of them today.
pub fn cards(days: &[CountedDay], rule: &Anchor) -> Vec<TrendCard> {
    let mut bands = [""; RISKS];
    let names = Band::ALL.iter().map(|band| band.label()).chain(["Not rated"]);
    bands.iter_mut().zip(names).for_each(|(label, name)| *label = name);
    let verdicts = GateVerdict::ALL.map(GateVerdict::label);
    vec![
        card(("risks", "Open risks by band", "Band"), bands, days, |(risks, _)| risks, rule),
        card(("gates", "Gates by verdict", "Verdict"), verdicts, days, |(_, gates)| gates, rule),
    ]
}

fn card<const N: usize>(
    (id, title, head): (&'static str, &'static str, &'static str),
    labels: [&'static str; N],
    days: &[CountedDay],
    kind: impl Fn(([u32; RISKS], [u32; GATES])) -> [u32; N],
    rule: &Anchor,
) -> TrendCard {
    let all: Vec<Option<[u32; N]>> = days.iter().map(|day| day.counts.map(&kind)).collect();
    let first = days.iter().zip(&all).find_map(|(day, counts)| Some((day.day, (*counts)?)));
    let row = |(at, label): (usize, &'static str)| {
        let counts: Vec<Option<u32>> =
            all.iter().map(|counts| counts.map(|counts| counts[at])).collect();
        let then = first.map_or(0, |(_, counts)| counts[at]);
        let now = counts.last().copied().flatten().unwrap_or(0);
        let since = first.map_or_else(String::new, |(day, _)| date::display(day));
        TrendRow {
            label,
            says: format!("{label}: {} on {since}, {} today", words(then), words(now)),
            bars: bars(&counts),
            then: words(then),
            now: words(now),
            change: change(then, now),
        }
    };
    let week = |(at, day): (usize, &CountedDay)| TrendWeek {
        date: date_text(day.day),
        now: at + 1 == days.len(),
        counts: match all[at] {
            Some(counts) => counts.map(words).to_vec(),
            None => vec!["—".to_owned(); N],
        },
        note: day.note.clone(),
    };
    TrendCard {
        id,
        title,
        head,
        then: short(first.map_or(Date::MIN, |(day, _)| day)),
        rows: labels.into_iter().enumerate().map(row).collect(),
        weeks: days.iter().enumerate().rev().map(week).collect(),
        height: HEIGHT,
        rule: rule.clone(),
    }
}

/// "13 Sep".
fn short(day: Date) -> String {
    let words = date::display(day);
    words.rsplit_once(' ').map_or(&*words, |(head, _)| head).to_owned()
}

fn words(count: u32) -> String {
    thousands(f64::from(count))
}

/// "+3", "−2", "0".
pub fn change(then: u32, now: u32) -> String {
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => format!("+{}", words(now - then)),
        std::cmp::Ordering::Less => format!("−{}", words(then - now)),
        std::cmp::Ordering::Equal => "0".to_owned(),
    }
}

/// A bar for each count that is known and more than nothing; the highest is as high as the drawing.
fn bars(counts: &[Option<u32>]) -> Vec<TrendBar> {
    let most = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    let all = i64::try_from(counts.len()).unwrap_or(1).max(1);
    let bar = |(at, count): (i64, &Option<u32>)| {
        let count = count.filter(|count| *count > 0)?;
        let share = u64::from(count) * u64::from(HEIGHT) / u64::from(most);
        let height = u32::try_from(share).unwrap_or(HEIGHT).max(2);
        // A fifth of a week is room between it and the next.
        let (x, width) = (percent(at * 5, all * 5), percent(4, all * 5));
        Some(TrendBar { x, width, y: HEIGHT - height, height })
    };
    (0..).zip(counts).filter_map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_iso;

    fn on(day: &str, risks: Option<[u32; RISKS]>) -> CountedDay {
        let counts = risks.map(|risks| (risks, [0; GATES]));
        CountedDay { day: parse_iso(day).expect("a date"), counts, note: None }
    }

    #[test]
    fn a_card_compares_the_first_known_day_with_today() {
        let days = [
            on("2026-11-08", None),
            on("2026-11-15", Some([4, 0, 1, 0, 0])),
            on("2026-11-22", Some([1, 0, 1, 3, 0])),
        ];
        let rule = Anchor { href: "about.html#trends".to_owned(), text: "How".to_owned() };
        let card = cards(&days, &rule).swap_remove(0);
        assert_eq!(card.then, "15 Nov");
        let told: Vec<_> =
            card.rows.iter().map(|row| (row.label, &*row.then, &*row.now, &*row.change)).collect();
        assert_eq!(
            told,
            [
                ("Severe", "4", "1", "−3"),
                ("Major", "0", "0", "0"),
                ("Moderate", "1", "1", "0"),
                ("Minor", "0", "3", "+3"),
                ("Not rated", "0", "0", "0"),
            ]
        );
        assert_eq!(card.rows[0].says, "Severe: 4 on 15 Nov 2026, 1 today");
        let bars: Vec<_> =
            card.rows[0].bars.iter().map(|bar| (&*bar.x, &*bar.width, bar.y, bar.height)).collect();
        assert_eq!(bars, [("33.33%", "26.67%", 0, 28), ("66.67%", "26.67%", 21, 7)]);
        assert!(card.rows[1].bars.is_empty());
        let weeks: Vec<_> = card.weeks.iter().map(|week| (week.now, &*week.counts[0])).collect();
        assert_eq!(weeks, [(true, "1"), (false, "4"), (false, "—")]);
    }
}
