//! `phasebook export`: the model on stdout.

use std::io::{self, Write};

use super::Outcome;
use super::args::{ExportArguments, ExportFormat, SiteArguments, Table};
use super::error::Failure;
use super::paths::portfolios;
use super::setup::Setup;
use crate::portfolio::Entry;
use crate::view::data;

pub(super) fn run(site: &SiteArguments, options: &ExportArguments) -> Result<Outcome, Failure> {
    let setup = Setup::new(site)?;
    let asked = portfolios(&setup, &options.paths)?;
    let entries: Vec<&Entry> = asked
        .iter()
        .flat_map(|asked| {
            let entries = asked.portfolio.entries.iter().map(|entry| &**entry);
            entries.filter(|entry| asked.holds(entry.source.path()))
        })
        .collect();
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match (options.format, options.table) {
        (ExportFormat::Json, _) => {
            data::write_export(&mut out, entries.iter().copied(), setup.settings())?;
        }
        (ExportFormat::Csv, Table::Plans) => {
            out.write_all(data::plans_csv(entries.iter().copied()).as_bytes())?;
        }
        (ExportFormat::Csv, Table::Risks) => {
            out.write_all(data::risks_csv(entries.iter().copied()).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(Outcome::Good)
}
