//! How plans stood at the ends of past weeks, from the texts that they had then.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::BuildConfig;
use super::compare::plan_of;
use crate::analysis::trend::{Point, Standing, Trends, past_weeks, standings};
use crate::model::date::Date;
use crate::model::history::{FileHistory, TextId};
use crate::site::is_read;
use crate::text::Source;

/// How the plan that a text holds stands on some days; `None` where it holds none. A text that nobody could get is not
/// among them.
pub type KnownStandings = FxHashMap<TextId, Vec<(Date, Option<Standing>)>>;

/// Texts that are in memory at a time.
const AT_ONCE: usize = 256;

/// Counts how the plans stood at the ends of the last weeks. What is known is not counted again; what was needed is
/// known afterwards, and nothing else. `text` gives a text by its id; a plan whose text is not there is unread. Beside
/// the weeks stands whether what is known has changed.
pub fn find_trends(
    config: &BuildConfig,
    known: &mut KnownStandings,
    mut text: impl FnMut(&TextId) -> Option<Vec<u8>> + Send,
) -> (Trends, bool) {
    let history = &config.history;
    let commits = history.values().flat_map(|file| &file.versions).map(|version| &version.commit);
    let Some(first) = commits.map(|commit| commit.date).min() else {
        return (Trends::default(), false);
    };
    let days = past_weeks(config.today, first);
    let mut unknown: BTreeMap<&TextId, Wanted<'_>> = BTreeMap::new();
    for file in history.values() {
        for &day in &days {
            let Some((path, text)) = text_on(file, day) else { continue };
            if point(known, text, day) == Point::Unread {
                let of = unknown.entry(text).or_insert(Wanted { text, path, days: Vec::new() });
                // Two files may have one text.
                if !of.days.contains(&day) {
                    of.days.push(day);
                }
            }
        }
    }
    let unknown: Vec<Wanted<'_>> = unknown.into_values().collect();
    let known_before = known.values().map(Vec::len).sum::<usize>();
    let counted = count(config, known, &unknown, &mut text);
    let point_of = |file: &FileHistory, day: Date| {
        text_on(file, day).map_or(Point::Absent, |(_, text)| point(known, text, day))
    };
    let plans = history
        .iter()
        .map(|(path, file)| (path.clone(), days.iter().map(|&day| point_of(file, day)).collect()));
    let trends = Trends::new(days.clone(), plans);
    known.retain(|_, standings| {
        standings.retain(|(day, _)| days.contains(day));
        !standings.is_empty()
    });
    let kept = known.values().map(Vec::len).sum::<usize>();
    (trends, counted > 0 || kept != known_before)
}

/// What is known of the plan of a text on a day.
fn point(known: &KnownStandings, text: &TextId, day: Date) -> Point {
    let standings = known.get(text).into_iter().flatten();
    let standing = standings.into_iter().find(|(of, _)| *of == day);
    standing.map_or(Point::Unread, |(_, standing)| standing.map_or(Point::Absent, Point::There))
}

/// The text that a document had at the end of a day, with its path then.
fn text_on(file: &FileHistory, day: Date) -> Option<(&str, &TextId)> {
    let version = file.versions.iter().find(|version| version.commit.date <= day)?;
    let text = version.after.as_ref()?;
    is_read(&version.path).then_some((&*version.path, text))
}

/// A text that is to be counted, with its path and the days that it is counted for.
struct Wanted<'a> {
    text: &'a TextId,
    path: &'a str,
    days: Vec<Date>,
}

/// Counts texts on the days that they are wanted for; gives how many. While some are counted, the next are fetched.
fn count(
    config: &BuildConfig,
    known: &mut KnownStandings,
    wanted: &[Wanted<'_>],
    text: &mut (impl FnMut(&TextId) -> Option<Vec<u8>> + Send),
) -> usize {
    let mut all = 0;
    let mut chunks = wanted.chunks(AT_ONCE);
    let mut fetch = || -> Option<Vec<(&Wanted<'_>, Vec<u8>)>> {
        let mut texts = Vec::new();
        for of in chunks.next()? {
            texts.extend(text(of.text).map(|bytes| (of, bytes)));
        }
        Some(texts)
    };
    let mut next = fetch();
    while let Some(texts) = next {
        let count = || {
            let standings = |(of, bytes): &(&Wanted<'_>, Vec<u8>)| {
                let plan = plan_of(&Source::new(of.path, bytes), config);
                plan.map(|plan| standings(&plan, &config.settings, &of.days))
            };
            texts.par_iter().map(standings).collect::<Vec<_>>()
        };
        let (counted, fetched) = rayon::join(count, &mut fetch);
        for ((of, _), standings) in texts.iter().zip(counted) {
            all += 1;
            let on = |at: usize| standings.as_ref().map(|standings| standings[at]);
            let standings = of.days.iter().enumerate().map(|(at, day)| (*day, on(at)));
            known.entry(of.text.clone()).or_default().extend(standings);
        }
        next = fetched;
    }
    all
}
