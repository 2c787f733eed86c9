//! The data files, written plan by plan: what one plan gives to them is printed while it is open.

use std::io::{self, Write};

use super::csv::{plans_csv, plans_row, risks_csv, risks_rows};
use super::search::{self, SearchPart};
use super::{GENERATOR, PLANS_SCHEMA, SCHEMA, plan_data, write_json};
use crate::audience::Edition;
use crate::portfolio::{PlanEntry, Portfolio};
use crate::settings::Settings;
use crate::view::Context;

/// What a plan gives to the data of a site, printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragments {
    /// An element of `plans` in `plans.json`.
    pub json: Vec<u8>,
    /// Its row of `plans.csv`.
    pub plans: Vec<u8>,
    /// Its rows of `risks.csv`.
    pub risks: Vec<u8>,
    /// Its record for the search.
    pub search: Vec<u8>,
    /// The part of the search that holds it.
    pub part: usize,
}

/// Prints what a plan that is open gives to the data.
pub fn fragments(context: &Context<'_>, entry: &PlanEntry) -> Fragments {
    let (part, search) = search::record_of(context.portfolio, entry);
    let json = Fragments::of(DATA_NAMES[0], entry, context.settings).json;
    let (plans, risks) = (plans_row(entry).into_bytes(), risks_rows(entry).into_bytes());
    Fragments { json, plans, risks, search, part }
}

/// Where a data file is written to; `None` where it stands already.
pub type Sink<W> = Option<W>;

/// The data files of a site in the making. Plans come in the order of their paths.
#[derive(Debug)]
pub struct DataFiles<W> {
    json: Sink<W>,
    plans: Sink<W>,
    risks: Sink<W>,
    search: Vec<Sink<SearchPart<W>>>,
    is_first: bool,
}

impl<W: Write> DataFiles<W> {
    /// Begins the files: those of [`file()`] by their names, then the parts of the search.
    ///
    /// # Errors
    /// When one can't be written.
    pub fn begin(
        [mut json, mut plans, mut risks]: [Sink<W>; 3],
        search: Vec<Sink<W>>,
    ) -> io::Result<Self> {
        if let Some(out) = &mut json {
            write_head(out)?;
        }
        if let Some(out) = &mut plans {
            out.write_all(plans_csv([]).as_bytes())?;
        }
        if let Some(out) = &mut risks {
            out.write_all(risks_csv([]).as_bytes())?;
        }
        let search = search.into_iter().map(|out| out.map(SearchPart::begin).transpose());
        let search = search.collect::<io::Result<_>>()?;
        Ok(Self { json, plans, risks, search, is_first: true })
    }

    /// Adds what the next plan gives. `added` is told each file that it was added to, and how many bytes of the
    /// file's end it is.
    ///
    /// # Errors
    /// When a file can't be written.
    pub fn add(
        &mut self,
        fragments: &Fragments,
        mut added: impl FnMut(&mut W, usize),
    ) -> io::Result<()> {
        let Fragments { json, plans, risks, search, part } = fragments;
        if let Some(out) = &mut self.json {
            write_element(out, self.is_first, json)?;
            added(out, json.len());
        }
        for (out, rows) in [(&mut self.plans, plans), (&mut self.risks, risks)] {
            if let Some(out) = out {
                out.write_all(rows)?;
                added(out, rows.len());
            }
        }
        if let Some(Some(part)) = self.search.get_mut(*part) {
            part.add(search)?;
            added(part.out(), search.len());
        }
        self.is_first = false;
        Ok(())
    }

    /// Ends the files, with what is found beside plans: in the order of [`begin`](Self::begin).
    ///
    /// # Errors
    /// When a file can't be written.
    pub fn finish(self, portfolio: &Portfolio, settings: &Settings) -> io::Result<Vec<Sink<W>>> {
        let Self { mut json, plans, risks, search, .. } = self;
        if let Some(out) = &mut json {
            write_tail(out, portfolio.edition.as_deref())?;
        }
        let parts = search
            .into_iter()
            .enumerate()
            .map(|(part, out)| out.map(|out| out.finish(portfolio, settings, part)).transpose());
        [Ok(json), Ok(plans), Ok(risks)].into_iter().chain(parts).collect()
    }
}

/// Ends the list of plans; of an edition it is said what it leaves out.
fn write_tail(out: &mut impl Write, edition: Option<&Edition>) -> io::Result<()> {
    let Some(Edition { audience, shown_sections, sections, columns }) = edition else {
        return out.write_all(b"\n]}\n");
    };
    out.write_all(b"\n],\"audience\":")?;
    write_json(out, audience)?;
    for (key, names) in [
        ("only_sections", shown_sections),
        ("not_shown_sections", sections),
        ("not_shown_columns", columns),
    ] {
        write!(out, ",\"{key}\":")?;
        write_json(out, names)?;
    }
    out.write_all(b"}\n")
}

fn write_head(out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA},\"generator\":\"{GENERATOR}\",\"plans\":[")
}

fn write_element(out: &mut impl Write, is_first: bool, json: &[u8]) -> io::Result<()> {
    out.write_all(if is_first { b"\n" } else { b",\n" })?;
    out.write_all(json)
}

impl Fragments {
    /// What a plan that is open gives to one data file alone, by its name in `api/v1/`.
    pub fn of(name: &str, entry: &PlanEntry, settings: &Settings) -> Self {
        let mut only = Self::default();
        match name {
            "plans.json" => {
                // Writing to memory does not fail.
                let _ = write_json(&mut only.json, &plan_data(entry, settings));
            }
            "plans.csv" => only.plans = plans_row(entry).into_bytes(),
            _ => only.risks = risks_rows(entry).into_bytes(),
        }
        only
    }
}

impl<W: Write> DataFiles<W> {
    /// Begins one of the files alone, by its name in `api/v1/`.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn only(name: &str, out: W) -> io::Result<Self> {
        let mut sinks = [None, None, None];
        let at = DATA_NAMES.iter().position(|known| *known == name);
        sinks[at.unwrap_or(0)] = Some(out);
        Self::begin(sinks, Vec::new())
    }
}

/// Names of the data files in `api/v1/`, in the order of [`DataFiles::begin`].
pub const DATA_NAMES: [&str; 3] = ["plans.json", "plans.csv", "risks.csv"];

/// The name in `api/v1/` of the schema of the data.
pub const SCHEMA_NAME: &str = "plans.schema.json";

/// The bytes of a data file by its name in `api/v1/`; empty for a name that there is not.
pub fn file(name: &str, context: &Context<'_>) -> Vec<u8> {
    if name == SCHEMA_NAME {
        return PLANS_SCHEMA.as_bytes().to_vec();
    }
    if !DATA_NAMES.contains(&name) {
        return Vec::new();
    }
    let print = || -> io::Result<Option<Vec<u8>>> {
        let mut files = DataFiles::only(name, Vec::new())?;
        for entry in context.portfolio.own() {
            let fragments = Fragments::of(name, &context.opener.open(entry), context.settings);
            files.add(&fragments, |_, _| {})?;
        }
        let sinks = files.finish(context.portfolio, context.settings)?;
        Ok(sinks.into_iter().flatten().next())
    };
    // Writing to memory does not fail.
    print().ok().flatten().unwrap_or_default()
}
