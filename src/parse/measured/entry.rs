//! An entry of the file beside a plan: its members, each with its place.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::reference::{KnownPhases, reference};
use super::super::words::Words;
use super::places::{Places, fault, unknown};
use super::value::{self, Decimals};
use crate::diagnostic::{Diagnostic, excerpt};
use crate::model::date::parse_moment;
use crate::model::measured::{Actual, Measure, MeasureTarget};
use crate::model::phase::PhasePosition;
use crate::model::prose::Text;
use crate::text::Span;

/// What entries are read with: the plan that the file stands beside.
pub(super) struct Beside<'a> {
    pub(super) phases: &'a KnownPhases,
    pub(super) words: &'a Words,
}

/// The members of an object, in their order, also those of one name.
pub(super) struct Members<'a>(pub(super) Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Object).map(Members)
    }
}

/// The names that an entry may have.
const NAMES: [&str; 7] = ["metric", "value", "unit", "as_of", "source", "phase", "target"];

/// Most bytes of a text.
const LONGEST: usize = 500;

/// The member of each name.
#[derive(Default)]
struct Named<'a>([Option<&'a RawValue>; NAMES.len()]);

impl<'a> Named<'a> {
    /// Sorts members by their names; one that is unknown or given twice is a fault.
    fn of(members: Members<'a>, places: &Places<'_>) -> Result<Self, Box<Diagnostic>> {
        let mut named = Self::default();
        for (name, value) in members.0 {
            let Some(at) = NAMES.iter().position(|known| *known == name) else {
                return Err(unknown(&name, &NAMES, places.of(value)).into());
            };
            if named.0[at].replace(value).is_some() {
                let message = format!("`{name}` is given twice");
                return Err(fault(places.of(value), message).help("leave one of them out").into());
            }
        }
        Ok(named)
    }

    /// A member that is not null.
    fn get(&self, name: &str) -> Option<&'a RawValue> {
        let at = NAMES.iter().position(|known| *known == name)?;
        self.0[at].filter(|value| value.get() != "null")
    }

    fn text(&self, name: &str, places: &Places<'_>) -> Result<Option<String>, Box<Diagnostic>> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let wanted = || fault(places.of(value), format!("`{name}` is not a text"));
        let text: String = serde_json::from_str(value.get())
            .map_err(|_| wanted().help(format!("write it in quotes, or leave `{name}` out")))?;
        if text.trim().is_empty() || text.len() > LONGEST || text.contains(char::is_control) {
            let message = format!("`{name}` is not one line of at most {LONGEST} bytes");
            return Err(fault(places.of(value), message)
                .help("shorten it, or leave it out")
                .into());
        }
        Ok(Some(text.trim().to_owned()))
    }
}

/// Reads an entry; a fault costs the entry.
pub(super) fn read(
    members: Members<'_>,
    whole: Span,
    places: &Places<'_>,
    beside: &Beside<'_>,
) -> Result<Measure, Box<Diagnostic>> {
    let named = Named::of(members, places)?;
    let metric = named.text("metric", places)?.ok_or_else(|| {
        fault(whole, "a measure without a `metric`".to_owned()).help("name what is measured")
    })?;
    let (value, written) = match named.get("value") {
        None => (None, None),
        Some(raw) => {
            let value: f64 = serde_json::from_str(raw.get()).map_err(|_| {
                fault(places.of(raw), "`value` is not a number".to_owned()).help(
                    "write the number without quotes or unit, or `null` where it is not known",
                )
            })?;
            (Some(value), Some(raw.get().to_owned()))
        }
    };
    let unit = named.text("unit", places)?;
    let as_of = match (named.text("as_of", places)?, named.get("as_of")) {
        (Some(text), Some(raw)) => Some(parse_moment(&text).ok_or_else(|| {
            fault(places.of(raw), format!("`{}` is not a moment", excerpt(&text)))
                .help("write `2026-11-24T14:00:00Z` or `2026-11-24`")
        })?),
        _ => None,
    };
    let source = named.text("source", places)?;
    let phases = named.get("phase").map(|raw| phase(raw, places, beside)).transpose()?;
    let target = match (named.text("target", places)?, named.get("target")) {
        (Some(text), Some(raw)) => {
            let comparison = value::target(&text, beside.words, Decimals::English);
            if comparison.is_none() {
                let message = format!("`{}` is not a target to compare with", excerpt(&text));
                return Err(fault(places.of(raw), message)
                    .help("say which values are good: `< 1 %`, `at least 99.9 %`")
                    .into());
            }
            Some(MeasureTarget { text: text_of(text), comparison })
        }
        _ => None,
    };
    let actual = written.map(|written| {
        let text =
            unit.as_ref().map_or_else(|| written.clone(), |unit| format!("{written} {unit}"));
        let source = source.map(text_of);
        Actual { text: text_of(text), value, unit, as_of, source, is_beside: true }
    });
    Ok(Measure { metric: text_of(metric), phases, target, baseline: None, actual, span: None })
}

/// Words that stand nowhere in the plan.
fn text_of(words: String) -> Text {
    Text::of_words(words, Span::default())
}

fn phase(
    raw: &RawValue,
    places: &Places<'_>,
    beside: &Beside<'_>,
) -> Result<Vec<PhasePosition>, Box<Diagnostic>> {
    let words = match serde_json::from_str::<String>(raw.get()) {
        Ok(words) => words,
        // A number as it is written.
        Err(_) => raw.get().to_owned(),
    };
    let found = reference(&words, beside.phases, beside.words);
    match found {
        Some(found) if found.positions.len() == 1 && found.unknown.is_empty() => {
            Ok(found.positions)
        }
        _ => {
            let finding =
                fault(places.of(raw), format!("`{}` is not a phase of the plan", excerpt(&words)));
            Err(Box::new(if beside.phases.count == 0 {
                finding.help("the plan has no phases: leave `phase` out")
            } else {
                finding.help(format!("the phases are {}", beside.phases.listed))
            }))
        }
    }
}
