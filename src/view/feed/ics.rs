//! Calendars in the form of RFC 5545, line by line.

use std::borrow::Cow;
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
    out.write_all(folded(text.strip_suffix(END).unwrap_or(&text)).as_bytes())
}

/// Ends it, behind its last event.
pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(END.as_bytes())
}

const END: &str = "END:VCALENDAR\r\n";

impl Event {
    /// Writes it.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(folded(&print(self)).as_bytes())
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

/// Most octets of a line without its end (RFC 5545, section 3.1).
const LINE: usize = 75;

/// The same in lines of at most 75 octets: the crate leaves a last line of 76, as it does not count the space that a
/// line begins with that goes on.
fn folded(text: &str) -> Cow<'_, str> {
    if text.split(BREAK).all(|line| line.len() <= LINE) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8 * BREAK.len());
    for line in text.split_inclusive(BREAK) {
        let mut rest = line;
        while rest.trim_end_matches(BREAK).len() > LINE {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(LINE));
            out.push_str(head);
            out.push_str(BREAK);
            out.push(' ');
            rest = tail;
        }
        out.push_str(rest);
    }
    Cow::Owned(out)
}

const BREAK: &str = "\r\n";

/// Stands for a day that is not known.
const NO_DAY: &str = "19700101";

/// A day as RFC 5545 writes it: 20261122.
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year().max(0), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_word_is_lost() {
        for letter in ["x", "\u{e9}", "\u{767a}", "\u{1f680}", "x ", " \u{e9}", ";"] {
            for count in 0..240 {
                let summary = letter.repeat(count);
                let day = crate::model::date::parse_iso("2026-11-22").expect("a date");
                let event = Event {
                    uid: "a/phase-1@phasebook".to_owned(),
                    stamp: None,
                    first: day,
                    after: day,
                    summary: summary.clone(),
                    description: String::new(),
                    categories: vec!["Phase".to_owned()],
                    standing: Standing::Confirmed,
                    url: None,
                };
                let mut bytes = Vec::new();
                event.write(&mut bytes).expect("memory");
                let text = String::from_utf8(bytes).expect("text");
                assert!(text.split(BREAK).all(|line| line.len() <= LINE), "{text}");
                let whole = text.replace("\r\n ", "");
                let line = whole.split(BREAK).find(|line| line.starts_with("SUMMARY:"));
                let escaped = summary.replace(';', "\\;");
                assert_eq!(line, Some(&*format!("SUMMARY:{escaped}")));
            }
        }
    }
}
