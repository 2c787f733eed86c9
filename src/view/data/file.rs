//! The data files, written plan by plan.

use std::io::{self, Write};

use super::{GENERATOR, SCHEMA, plan_data, plans_csv, risks_csv, write_json};
use crate::portfolio::{Entry, Portfolio};
use crate::settings::Settings;

/// Writes all plans in the shape of [`ExportData`](super::ExportData), one at a time: the model is in
/// memory, its printed form need not be.
///
/// # Errors
/// When `out` can't be written.
pub fn write_export<'a>(
    out: &mut impl Write,
    entries: impl IntoIterator<Item = &'a Entry>,
    settings: &Settings,
) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA},\"generator\":\"{GENERATOR}\",\"plans\":[")?;
    for (index, entry) in entries.into_iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        write_json(out, &plan_data(entry, settings))?;
    }
    out.write_all(b"\n]}\n")
}

/// The bytes of a data file by its name in `api/v1/`; empty for a name that there is not.
pub fn file(name: &str, portfolio: &Portfolio, settings: &Settings) -> Vec<u8> {
    let entries = || portfolio.entries.iter().map(|entry| &**entry);
    match name {
        "plans.json" => {
            let mut bytes = Vec::new();
            // Writing to memory does not fail.
            let _ = write_export(&mut bytes, entries(), settings);
            bytes
        }
        "plans.csv" => plans_csv(entries()).into_bytes(),
        "risks.csv" => risks_csv(entries()).into_bytes(),
        _ => Vec::new(),
    }
}
