//! Calendars in the form of RFC 5545, line by line.

use std::io::{self, Write};

use icalendar::{Component as _, EventLike as _, EventStatus, Property};

use crate::model::date::Date;
use crate::view::data::GENERATOR;

/// An all-day event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    /// What it is known by wherever it comes from.
    pub(super) uid: String,
    /// When its plan was last changed.
    pub(super) stamp: Option<Date>,
    /// First day.
    pub(super) first: Date,
    /// The day after the last (RFC 5545, section 3.6.1: the end is exclusive).
    pub(super) after: Date,
    /// In one line.
    pub(super) summary: String,
    /// In several lines.
    pub(super) description: String,
    /// What it is filed under.
    pub(super) categories: Vec<String>,
    /// How sure it is.
    pub(super) standing: Standing,
    /// The page about it.
    pub(super) url: Option<String>,
}

/// How sure an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Its dates are stated.
    Confirmed,
    /// Its dates follow from others.
    Tentative,
    /// It will not take place.
    Cancelled,
}

/// Begins a calendar of this name.
pub(super) fn begin(out: &mut impl Write, name: &str) -> io::Result<()> {
    let mut calendar = icalendar::Calendar::empty();
    let product = format!("-//Phasebook//{GENERATOR}//EN");
    let head = [("VERSION", "2.0"), ("PRODID", &*product), ("CALSCALE", "GREGORIAN")];
    for property in head {
        calendar.append_property(property);
    }
    calendar.name(name);
    let text = calendar.to_string();
    out.write_all(text.strip_suffix(END).unwrap_or(&text).as_bytes())
}

/// Ends it, behind its last event.
pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(END.as_bytes())
}

const END: &str = "END:VCALENDAR\r\n";

impl Event {
    /// Writes it.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(print(self).as_bytes())
    }
}

/// Lines of at most 75 octets; words are escaped by the crate, which leaves control characters to its callers.
fn print(event: &Event) -> String {
    let day = |name: &str, day: Date| {
        Property::new(name, basic(day)).add_parameter("VALUE", "DATE").done()
    };
    let mut out = icalendar::Event::new();
    out.uid(&event.uid)
        // When what it says was last revised. No clock: the same plans give the same bytes, and a change of one plan
        // changes no other's events. Where no plan says when, it is a day that is plainly none.
        .add_property(
            "DTSTAMP",
            format!("{}T000000Z", event.stamp.map_or(NO_DAY.to_owned(), basic)),
        )
        .append_property(day("DTSTART", event.first))
        .append_property(day("DTEND", event.after))
        .summary(&event.summary)
        .description(&event.description)
        .categories(&event.categories)
        // A phase of weeks makes nobody busy.
        .add_property("TRANSP", "TRANSPARENT");
    out.status(match event.standing {
        Standing::Confirmed => EventStatus::Confirmed,
        Standing::Tentative => EventStatus::Tentative,
        Standing::Cancelled => EventStatus::Cancelled,
    });
    if let Some(url) = &event.url {
        out.add_property("URL", url);
    }
    out.try_into_string().unwrap_or_default()
}

/// Stands for a day that is not known.
const NO_DAY: &str = "19700101";

/// A day as RFC 5545 writes it: 20261122.
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year().max(0), day.month(), day.day())
}
