//! Changed plans as a feed: the latest first.

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig};

use super::whose::{Whose, address, title, words};
use crate::model::date::Date;
use crate::portfolio::Summary;
use crate::site::{Audience, Route, absolute, encode, relative};
use crate::text::{LABEL, shortened};
use crate::view::Context;

/// Most entries of a feed.
const MOST: usize = 50;

/// What every id begins with (RFC 4151). It is no host of the site: an entry is the same one when the site moves.
const TAG: &str = "tag:phasebook,2026:";

/// The feed of an audience; empty where the portfolio knows no such one.
pub fn feed(context: &Context<'_>, audience: &Audience) -> Vec<u8> {
    let Some(whose) = Whose::find(context, audience) else { return Vec::new() };
    let route = Route::Feed(audience.clone());
    let path = route.path();
    let plans = latest(context, whose);
    let site = &context.settings.site;
    let publisher = words(site.author.as_ref().unwrap_or(&site.title));
    let feed = Feed {
        title: Text::plain(whose.title(context)),
        id: id(&path),
        // Never the clock: a build without a change writes the same. A feed without an entry was never updated.
        updated: plans.first().map_or(FixedDateTime::default(), |(day, _)| moment(*day)),
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
        entries: plans.iter().map(|(day, plan)| entry(context, &path, *day, plan)).collect(),
        lang: Some("en".to_owned()),
        ..Feed::default()
    };
    let config = WriteConfig { write_document_declaration: true, indent_size: Some(1) };
    let mut bytes = feed.write_with_config(Vec::new(), config).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The plans that were changed last, the latest first; those of one day by slug. One of which nobody tells when it was
/// changed has no place in a feed: an entry needs a day (RFC 4287, section 4.2.15), and none is made up.
fn latest<'a>(context: &Context<'a>, whose: Whose<'a>) -> Vec<(Date, &'a Summary)> {
    let entries = &context.portfolio.entries;
    let plans = whose.plans(context);
    let dated = plans.iter().copied().map(|plan| &entries[plan].summary);
    let dated = dated.filter(|plan| !plan.is_template);
    let mut dated: Vec<(Date, &Summary)> =
        dated.filter_map(|plan| Some((plan.changed()?, plan))).collect();
    let order = |a: &(Date, &Summary), b: &(Date, &Summary)| {
        b.0.cmp(&a.0).then_with(|| a.1.slug.cmp(&b.1.slug))
    };
    if dated.len() > MOST {
        dated.select_nth_unstable_by(MOST, order);
        dated.truncate(MOST);
    }
    dated.sort_unstable_by(order);
    dated
}

fn entry(context: &Context<'_>, feed: &str, day: Date, plan: &Summary) -> Entry {
    let route = Route::Plan(plan.slug.clone());
    let author = plan.author.as_ref().map(|name| words(&shortened(name, LABEL)));
    let author = author.map(|name| Person { name, ..Person::default() });
    Entry {
        title: Text { lang: plan.lang.clone(), ..Text::plain(title(plan)) },
        id: id(&format!("plans/{}", plan.slug)),
        updated: moment(day),
        authors: author.into_iter().collect(),
        links: vec![link(context, feed, &route)],
        summary: (!plan.sentence.is_empty()).then(|| Text::plain(words(&plan.sentence))),
        ..Entry::default()
    }
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

/// The beginning of a day. Plans state days, and no time zone.
fn moment(day: Date) -> FixedDateTime {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}
