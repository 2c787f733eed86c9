//! Values as data states them.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::model::phase::{PhaseNumber, PhasePosition};
use crate::model::plan::Plan;
use crate::model::prose::Text;

/// A number: whole ones are integers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JsonNumber(pub f64);

impl From<PhaseNumber> for JsonNumber {
    fn from(number: PhaseNumber) -> Self {
        Self(number.to_string().parse().unwrap_or_else(|_| f64::from(number.whole)))
    }
}

impl Serialize for JsonNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Above this, neighbours of a 64-bit float are more than 1 apart.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Values under the author's own names: a map in the author's order. A name that comes again gets
/// its count behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ExtraValues<'a>(pub Vec<(&'a str, Option<&'a str>)>);

impl<'a> ExtraValues<'a> {
    /// The further columns of a table.
    pub(super) fn columns(columns: &'a [(String, Text)]) -> Self {
        Self(columns.iter().map(|(name, text)| (name.as_str(), plain(Some(text)))).collect())
    }
}

impl Serialize for ExtraValues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        let mut taken: Vec<String> = Vec::with_capacity(self.0.len());
        for (name, value) in &self.0 {
            let mut key = (*name).to_owned();
            let mut count = 2;
            while taken.contains(&key) {
                key = format!("{name} ({count})");
                count += 1;
            }
            map.serialize_entry(&key, value)?;
            taken.push(key);
        }
        map.end()
    }
}

/// The words of a text; `None` where there are none.
pub(super) fn plain(text: Option<&Text>) -> Option<&str> {
    text.filter(|t| !t.is_empty()).map(|t| t.plain.as_str())
}

/// The stated number of a phase.
pub(super) fn number(plan: &Plan, position: PhasePosition) -> Option<JsonNumber> {
    plan.phases.get(position.index())?.number.map(JsonNumber::from)
}

/// Stated numbers and positions of phases, in parallel.
pub(super) fn references(
    plan: &Plan,
    positions: impl IntoIterator<Item = PhasePosition>,
) -> (Vec<Option<JsonNumber>>, Vec<u32>) {
    positions.into_iter().map(|p| (number(plan, p), p.get())).unzip()
}

#[cfg(test)]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{ExtraValues, JsonNumber};

    impl JsonSchema for JsonNumber {
        fn schema_name() -> Cow<'static, str> {
            "number".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "number" })
        }
    }

    impl JsonSchema for ExtraValues<'_> {
        fn schema_name() -> Cow<'static, str> {
            "ExtraValues".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "Values under the author’s own names, as written.",
                "type": "object",
                "additionalProperties": { "type": ["string", "null"] }
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_integers() {
        let check = |value: JsonNumber, json: &str| {
            assert_eq!(serde_json::to_string(&value).expect("a number"), json);
        };
        check(JsonNumber(30.0), "30");
        check(JsonNumber(0.5), "0.5");
        check(JsonNumber(1e300), "1e+300");
        check(PhaseNumber { whole: 4, part: Some(1) }.into(), "4.1");
        check(PhaseNumber::whole(2).into(), "2");
    }

    #[test]
    fn extra_keeps_order_and_twins() {
        let extra = ExtraValues(vec![("Z", Some("1")), ("A", None), ("Z", Some("2"))]);
        let json = serde_json::to_string(&extra).expect("a map");
        assert_eq!(json, r#"{"Z":"1","A":null,"Z (2)":"2"}"#);
    }
}
