//! `phasebook export`: the model on stdout.

mod one_file;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use super::args::{ExportArguments, ExportFormat, SiteArguments, Table};
use super::each_plan::each_plan;
use super::error::Failure;
use super::paths::{Asked, portfolios};
use super::progress::Progress;
use super::report;
use super::setup::Setup;
use super::{Outcome, leave};
use crate::pipeline::BuildConfig;
use crate::portfolio::{PlanEntry, Portfolio};
use crate::view::data::{DataFiles, Fragments};

pub(super) fn run(site: &SiteArguments, options: &ExportArguments) -> Result<Outcome, Failure> {
    if options.format == ExportFormat::Html {
        return one_file::run(site, options);
    }
    if options.only.is_some() {
        return Err(Failure::new("`--only` goes with `--format html`"));
    }
    let setup = Setup::new(site)?.with_federation().for_audience(options.audience.as_deref())?;
    let setup = setup.with_history(site)?.with_changes()?;
    let progress = Progress::of(&setup.config.work);
    let asked = portfolios(&setup, &options.paths)?;
    // What is printed on the same terminal is enough to see.
    let progress = Some(progress).filter(|_| !io::stdout().is_terminal());
    let entries: Vec<&PlanEntry> = asked
        .iter()
        .flat_map(|asked| {
            let entries = asked.portfolio.own().iter().map(|entry| &**entry);
            entries.filter(|entry| asked.holds(entry.source.path()))
        })
        .collect();
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let name = match (options.format, options.table) {
        (ExportFormat::Json | ExportFormat::Html, _) => "plans.json",
        (ExportFormat::Csv, Table::Plans) => "plans.csv",
        (ExportFormat::Csv, Table::Risks) => "risks.csv",
    };
    write_plans(&mut out, name, &entries, &setup.config)?;
    out.flush()?;
    drop(out);
    drop(progress);
    say_what_is_no_plan(&asked)?;
    setup.say_what_is_not_found()?;
    drop(entries);
    leave(asked);
    Ok(Outcome::Good)
}

/// Writes a data file by its name in `api/v1/`, of these plans.
pub(super) fn write_plans(
    out: &mut impl Write,
    name: &str,
    entries: &[&PlanEntry],
    config: &BuildConfig,
) -> Result<(), Failure> {
    let settings = &config.settings;
    let mut files = DataFiles::only(name, out)?;
    each_plan(
        entries,
        config,
        |entry| Fragments::of(name, entry, settings),
        |fragments| Ok(files.add(&fragments, |_, _| {})?),
    )?;
    let edition = config.audience.as_ref().map(|audience| Arc::clone(&audience.edition));
    files.finish(&Portfolio { edition, ..Portfolio::default() }, settings)?;
    Ok(())
}

/// Says which files became no plan though they were named or look meant: their findings stand in no plan.
fn say_what_is_no_plan(asked: &[Asked]) -> Result<(), Failure> {
    let mut files = Vec::new();
    for asked in asked {
        let plans: BTreeSet<&str> =
            asked.portfolio.own().iter().map(|entry| entry.source.path()).collect();
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
