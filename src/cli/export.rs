//! `phasebook export`: the model on stdout.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::args::{ExportArguments, ExportFormat, SiteArguments, Table};
use super::error::Failure;
use super::paths::{Asked, portfolios};
use super::report;
use super::setup::Setup;
use super::{Outcome, leave};
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
    drop(out);
    say_what_is_no_plan(&asked)?;
    drop(entries);
    leave(asked);
    Ok(Outcome::Good)
}

/// Says which files became no plan though they were named or look meant: their findings stand in no plan.
fn say_what_is_no_plan(asked: &[Asked]) -> Result<(), Failure> {
    let mut files = Vec::new();
    for asked in asked {
        let plans: BTreeSet<&str> =
            asked.portfolio.entries.iter().map(|entry| entry.source.path()).collect();
        files.extend(report::files(&asked.portfolio, &asked.folder, |path| {
            asked.holds(path) && !plans.contains(path)
        }));
    }
    for file in &mut files {
        file.findings.retain(|finding| UNREAD.contains(&finding.code));
    }
    files.retain(|file| !file.findings.is_empty());
    if !files.is_empty() {
        report::findings_on_stderr(&files)?;
    }
    Ok(())
}

/// Rules about files of which nothing was read.
const UNREAD: [&str; 5] =
    ["not-markdown", "other-markup", "uncounted-boxes", "unread-plan", "unreadable-file"];
