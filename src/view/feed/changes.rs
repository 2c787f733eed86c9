//! What changed as a feed, the latest first: each commit that states a fact of a plan otherwise. A plan of which no commit
//! is known is told of by the day that it states.

use std::cmp::Reverse;

use atom_syndication::{
    Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig,
};

use super::whose::{Whose, address, title, words};
use crate::analysis::changes::ChangeLine;
use crate::analysis::past::{PlanVersion, VersionChanges};
use crate::model::date::{Date, days_between, from_unix_seconds, from_ymd};
use crate::portfolio::{PlanEntry, Summary};
use crate::site::{PlansOf, Route, absolute, encode, relative};
use crate::text::{LABEL, shortened};
use crate::view::Context;
use crate::view::html::{LetterBlock, Run, RunKind, letter};
use crate::view::plan::history;

/// Most entries of a feed.
const MOST: usize = 50;

/// Most changes that an entry lists.
const LISTED: usize = 20;

/// What every id begins with (RFC 4151). It is no host of the site: an entry is the same one when the site moves.
const TAG: &str = "tag:phasebook,2026:";

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The last second that RFC 3339 can write, in seconds since 1970.
const LAST_SECOND: i64 = 253_402_300_799;

/// What an entry tells of: when, in seconds since 1970, of which plan, and the version by its place among the plan's;
/// `None` for the plan as it is.
type Told = (i64, usize, Option<usize>);

/// The feed of some plans; empty where the portfolio knows none such.
pub fn feed(context: &Context<'_>, plans_of: &PlansOf) -> Vec<u8> {
    let Some(whose) = Whose::find(context, plans_of) else { return Vec::new() };
    let route = Route::Feed(plans_of.clone());
    let path = route.path();
    let told = latest(context, whose);
    let site = &context.settings.site;
    let publisher = words(site.author.as_ref().unwrap_or(&site.title));
    let feed = Feed {
        title: Text::plain(whose.title(context)),
        id: id(&path),
        // Never the clock: a build without a change writes the same. A feed without an entry was never updated.
        updated: told.first().map_or(FixedDateTime::default(), |(seconds, ..)| moment(*seconds)),
        authors: vec![Person { name: publisher, ..Person::default() }],
        generator: Some(Generator {
            value: "Phasebook".to_owned(),
            uri: None,
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        links: [Some(link(context, &path, &whose.page())), own(context, &route)]
            .into_iter()
            .flatten()
            .collect(),
        entries: told
            .iter()
            .map(|&(seconds, plan, version)| {
                let entry = &context.portfolio.entries[plan];
                let told = match version {
                    Some(at) => version_entry(context, &path, entry, at),
                    None => plan_entry(context, &path, &entry.summary),
                };
                Entry { updated: moment(seconds), ..told }
            })
            .collect(),
        lang: Some("en".to_owned()),
        ..Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    let mut bytes = feed.write_with_config(Vec::new(), config).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What was changed last, the latest first; of one moment by slug. A plan of which nobody tells when it was changed has
/// no place in a feed: an entry needs a day (RFC 4287, section 4.2.15), and none is made up.
fn latest(context: &Context<'_>, whose: Whose<'_>) -> Vec<Told> {
    let entries = &context.portfolio.entries;
    let mut told: Vec<Told> = Vec::new();
    for &plan in whose.plans(context).iter() {
        let entry = &entries[plan];
        if entry.summary.is_template {
            continue;
        }
        let versions = entry.versions.iter().enumerate().filter(|(_, version)| version.tells());
        let before = told.len();
        told.extend(
            versions.take(MOST).map(|(at, version)| {
                (version.commit.seconds.clamp(0, LAST_SECOND), plan, Some(at))
            }),
        );
        if told.len() == before {
            let day = entry.summary.changed().and_then(seconds);
            told.extend(day.map(|seconds| (seconds, plan, None)));
        }
    }
    let order = |a: &Told, b: &Told| {
        let key = |told: &Told| (Reverse(told.0), &entries[told.1].slug, told.2);
        key(a).cmp(&key(b))
    };
    if told.len() > MOST {
        told.select_nth_unstable_by(MOST, order);
        told.truncate(MOST);
    }
    told.sort_unstable_by(order);
    told
}

/// A plan as it is.
fn plan_entry(context: &Context<'_>, feed: &str, plan: &Summary) -> Entry {
    let route = Route::Plan(plan.slug.clone());
    let author = plan.author.as_ref().map(|name| person(name));
    Entry {
        title: Text { lang: plan.lang.clone(), ..Text::plain(title(plan)) },
        id: id(&format!("plans/{}", plan.slug)),
        authors: author.into_iter().collect(),
        links: vec![link(context, feed, &route)],
        summary: (!plan.sentence.is_empty()).then(|| Text::plain(words(&plan.sentence))),
        ..Entry::default()
    }
}

/// What a commit changed of a plan.
fn version_entry(context: &Context<'_>, feed: &str, entry: &PlanEntry, at: usize) -> Entry {
    let version = &entry.versions[at];
    let commit = &version.commit;
    let lines: &[ChangeLine] = match &version.changes {
        VersionChanges::Compared(lines) => lines,
        VersionChanges::Began | VersionChanges::NotCompared => &[],
    };
    let (place, anchor) = history::place(entry, at);
    let mut link = link(context, feed, &place);
    link.href = format!("{}#{anchor}", link.href);
    let plan = title(&entry.summary);
    Entry {
        title: Text::plain(words(&format!("{}: {}", shortened(&plan, LABEL), headline(lines)))),
        id: id(&format!("changes/{}/{}", entry.slug, commit.id)),
        authors: vec![person(&commit.author)],
        links: vec![link],
        content: Some(Content {
            value: Some(words(&letter(&told_in(version, lines)).0)),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// "Phase 1: gate decided: Go (and 2 more changes)".
fn headline(lines: &[ChangeLine]) -> String {
    let Some(gravest) = lines.first() else { return "first version".to_owned() };
    let told = gravest.told();
    let what = shortened(&told, LABEL);
    match lines.len() - 1 {
        0 => what.into_owned(),
        1 => format!("{what} (and 1 more change)"),
        more => format!("{what} (and {more} more changes)"),
    }
}

/// The commit's message, and the changes as a list.
fn told_in(version: &PlanVersion, lines: &[ChangeLine]) -> Vec<LetterBlock> {
    let quoted = |kind, text: &str| Run::new(kind, shortened(text, LABEL));
    let message = vec![quoted(RunKind::Quoted, &version.commit.subject)];
    let mut list: Vec<Vec<Run>> = Vec::new();
    for line in lines.iter().take(LISTED) {
        let mut runs = vec![quoted(RunKind::Quoted, &line.what)];
        if let Some(before) = &line.before {
            runs.extend([Run::new(RunKind::Plain, ": "), quoted(RunKind::Struck, before)]);
        }
        if let Some(after) = &line.after {
            let between = if line.before.is_some() { " → " } else { ": " };
            runs.extend([Run::new(RunKind::Plain, between), quoted(RunKind::Quoted, after)]);
        }
        list.push(runs);
    }
    if lines.len() > LISTED {
        let more = format!("{} more", lines.len() - LISTED);
        list.push(vec![Run::new(RunKind::Plain, more)]);
    }
    let list = (!list.is_empty()).then_some(LetterBlock::List(list));
    std::iter::once(LetterBlock::Paragraph(message)).chain(list).collect()
}

/// Somebody by name.
fn person(name: &str) -> Person {
    Person { name: words(&shortened(name, LABEL)), ..Person::default() }
}

/// A page that tells the same as HTML. Where nobody says at which address the site will stand, it is a reference that
/// readers resolve by the feed's own address, as RFC 4287 has it (section 2, RFC 3986, section 5.1.3).
fn link(context: &Context<'_>, feed: &str, page: &Route) -> Link {
    let href = address(context, page).unwrap_or_else(|| encode(&relative(feed, &page.path())));
    Link { href, mime_type: Some("text/html".to_owned()), ..Link::default() }
}

/// The feed's own address, where it is known.
fn own(context: &Context<'_>, route: &Route) -> Option<Link> {
    let (rel, mime) = ("self".to_owned(), "application/atom+xml".to_owned());
    address(context, route).map(|href| Link { href, rel, mime_type: Some(mime), ..Link::default() })
}

/// An id of this path: the same wherever the site stands.
fn id(path: &str) -> String {
    absolute(TAG, path)
}

/// The beginning of a day, in seconds since 1970. Plans state days, and no time zone.
fn seconds(day: Date) -> Option<i64> {
    Some((days_between(from_ymd(1970, 1, 1)?, day) * DAY).clamp(0, LAST_SECOND))
}

/// A moment in seconds since 1970.
fn moment(seconds: i64) -> FixedDateTime {
    let day = from_unix_seconds(seconds).map(|day| day.to_string()).unwrap_or_default();
    let of_day = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z").parse().unwrap_or_default()
}
