//! The shapes of rows: a row of a table of plans with a mark in the place of each value that an author
//! wrote or that is counted. The theme prints a table with one row of each shape; a script fills in the
//! values, so that the rows it makes are those of the theme, also where a site has templates of its own.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::view::portfolio::row::{PlanRow, PlanTable};

/// The values that a mark stands for, by their place in [`PlanRow`]. `static/js/list.js` knows their order.
const MARKED: [&[&str]; 15] = [
    &["href"],
    &["lang"],
    &["title"],
    &["owner"],
    &["status", "text"],
    &["share"],
    &["bar", "done"],
    &["bar", "live"],
    &["bar", "total"],
    &["place"],
    &["phase"],
    &["gate", "text"],
    &["checklist"],
    &["updated", "iso"],
    &["updated", "text"],
];

/// The mark of what is known of a plan: it takes the place of the phases, and has their cell.
const KNOWN: (&str, usize) = ("known", 9);

/// The first mark, the others follow: a character for private use, which no template prints.
const FIRST: u32 = 0xE000;

/// The different shapes of some rows, each once.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    rows: Vec<Value>,
    numbers: BTreeMap<String, usize>,
}

impl Shapes {
    /// The number of a row's shape.
    pub(super) fn number(&mut self, row: &PlanRow) -> usize {
        let shape = marked(row);
        let next = self.rows.len();
        let number = *self.numbers.entry(shape.to_string()).or_insert(next);
        if number == next {
            self.rows.push(shape);
        }
        number
    }

    /// A table with a row of each shape, for the theme to print.
    pub(super) fn table(self) -> PlanTable<Value> {
        PlanTable::whole(self.rows)
    }
}

fn mark(number: usize) -> Value {
    let code = u32::try_from(number).ok().and_then(|number| char::from_u32(FIRST + number));
    Value::String(code.map(String::from).unwrap_or_default())
}

/// A row with marks. What it does not state stays so.
fn marked(row: &PlanRow) -> Value {
    // A row has no maps with keys that are not text.
    let mut shape = serde_json::to_value(row).unwrap_or_default();
    let known = [KNOWN.0];
    let places = MARKED.iter().copied().enumerate().chain([(KNOWN.1, &known[..])]);
    for (number, place) in places {
        let value = place.iter().try_fold(&mut shape, |value, name| value.get_mut(*name));
        if let Some(value) = value.filter(|value| !value.is_null()) {
            *value = mark(number);
        }
    }
    shape
}
