//! `phasebook list`: the index in the terminal.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Outcome;
use super::args::{ListArguments, ListFormat, SiteArguments};
use super::error::Failure;
use super::export::write_plans;
use super::report::printable;
use super::setup::Setup;
use crate::analysis::current::CurrentPhaseState;
use crate::portfolio::{PlanEntry, Summary};
use crate::site::{Route, absolute};
use crate::view::data;

pub(super) fn run(site: &SiteArguments, options: &ListArguments) -> Result<Outcome, Failure> {
    let setup = Setup::new(site)?.with_federation().for_audience(options.audience.as_deref())?;
    let setup = setup.with_history(site)?.with_changes()?.without_models();
    let portfolio = setup.portfolio(&[])?;
    let entries: Vec<&PlanEntry> = portfolio
        .order
        .iter()
        .map(|&index| &*portfolio.entries[index])
        .filter(|entry| is_wanted(&entry.summary, options))
        .collect();
    // A template has no status, owner or gate to be asked for.
    let is_whole = options.status.is_empty() && options.owner.is_none() && options.gate.is_empty();
    let templates: Vec<&PlanEntry> = portfolio
        .templates
        .iter()
        .filter(|_| is_whole)
        .map(|&index| &*portfolio.entries[index])
        .collect();
    let all = || entries.iter().chain(&templates).copied();
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match options.format {
        ListFormat::Table => {
            table(&mut out, &entries)?;
            list_templates(&mut out, &templates)?;
        }
        ListFormat::Json => {
            let rows: Vec<Row> = all().map(|e| Row::new(&e.summary)).collect();
            data::write_json(&mut out, &rows)?;
            writeln!(out)?;
        }
        ListFormat::Csv => {
            // The data of other sites is theirs to publish.
            let own = all().filter(|entry| entry.summary.site.is_none());
            let entries: Vec<&PlanEntry> = own.collect();
            write_plans(&mut out, "plans.csv", &entries, &setup.config)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Good)
}

fn is_wanted(plan: &Summary, options: &ListArguments) -> bool {
    let status = options.status.is_empty()
        || options.status.iter().any(|filter| filter.0 == plan.status_kind());
    let owner = options.owner.as_ref().is_none_or(|wanted| is_of(plan, wanted));
    let gate = options.gate.is_empty()
        || plan.gate.as_ref().is_some_and(|gate| options.gate.contains(&gate.verdict));
    status && owner && gate
}

/// Whether the owner of a plan, else its author, has these letters in the name.
pub(super) fn is_of(plan: &Summary, name: &str) -> bool {
    let name = name.to_lowercase();
    plan.owner.as_ref().is_some_and(|owner| owner.to_lowercase().contains(&name))
}

/// Columns of the table.
const COLUMNS: usize = 8;

/// A plan as one row.
#[derive(Debug, Serialize)]
struct Row<'a> {
    slug: &'a str,
    source: &'a str,
    title: &'a str,
    /// The other site that it is a plan of; given where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<&'a str>,
    /// Its page on that site.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// Given where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<bool>,
    status: Option<&'static str>,
    status_text: Option<&'a str>,
    live: bool,
    owner: Option<&'a str>,
    /// Given where no owner is stated.
    author: Option<&'a str>,
    current_phase: Option<&'a str>,
    current_phase_position: Option<u32>,
    current_phase_state: &'static str,
    phases: usize,
    gate: Option<&'static str>,
    top_risk: Option<&'static str>,
    done: usize,
    total: usize,
    updated: Option<String>,
    attention: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn new(plan: &'a Summary) -> Self {
        let live = plan.live_phase();
        Self {
            slug: plan.slug.as_str(),
            source: &plan.source,
            title: &plan.title,
            site: plan.site.as_deref().map(|site| site.name.as_str()),
            url: plan
                .site
                .as_deref()
                .map(|site| absolute(&site.url, &Route::Plan(plan.slug.clone()).path())),
            template: plan.is_template.then_some(true),
            status: plan.status_kind().map(crate::model::header::StatusKind::word),
            status_text: plan.status.as_ref().map(|(_, text)| text.as_str()),
            live: plan.is_live(),
            owner: plan.owner.as_deref().filter(|_| !plan.owner_is_author),
            author: plan.owner.as_deref().filter(|_| plan.owner_is_author),
            current_phase: live.and_then(|i| plan.phases.get(i)).map(|(label, _)| label.as_str()),
            current_phase_position: plan
                .current
                .position
                .map(super::super::model::phase::PhasePosition::get),
            current_phase_state: plan.current.state.word(),
            phases: plan.phases.len(),
            gate: plan.gate.as_ref().map(|g| g.verdict.word()),
            top_risk: plan.worst_open.map(crate::settings::Band::word),
            done: plan.progress.done,
            total: plan.progress.total,
            updated: plan.updated.map(|d| d.to_string()),
            attention: plan
                .attention
                .iter()
                .flat_map(|a| &a.reasons)
                .map(|reason| reason.text.as_str())
                .collect(),
        }
    }

    /// The row's cells for people.
    fn cells(&self) -> [String; COLUMNS] {
        let dash = || "-".to_owned();
        let phase = match (self.current_phase_position, self.phases) {
            (_, 0) => dash(),
            (Some(position), total) => format!("{position} of {total}"),
            (None, total) if self.current_phase_state == CurrentPhaseState::AllDone.word() => {
                format!("{total} of {total}")
            }
            (None, total) => format!("- of {total}"),
        };
        [
            self.title.to_owned(),
            self.status_text.map_or_else(dash, str::to_owned),
            phase,
            self.gate.map_or_else(dash, str::to_owned),
            self.top_risk.map_or_else(dash, str::to_owned),
            if self.total == 0 { dash() } else { format!("{}/{}", self.done, self.total) },
            self.owner.or(self.author).map_or_else(dash, str::to_owned),
            self.site.map_or_else(dash, str::to_owned),
        ]
    }
}

fn table(out: &mut impl Write, entries: &[&PlanEntry]) -> io::Result<()> {
    const HEAD: [&str; COLUMNS] =
        ["Plan", "Status", "Phase", "Gate", "Top risk", "Checklist", "Owner", "Site"];
    if entries.is_empty() {
        return writeln!(out, "no plan matches");
    }
    // Where all plans are the site's own, nobody asks whose they are.
    let has_sites = entries.iter().any(|entry| entry.summary.site.is_some());
    let shown = if has_sites { COLUMNS } else { COLUMNS - 1 };
    let rows: Vec<[String; COLUMNS]> = std::iter::once(HEAD.map(str::to_owned))
        .chain(entries.iter().map(|e| Row::new(&e.summary).cells().map(|c| printable(&c))))
        .collect();
    let widths: [usize; COLUMNS] =
        std::array::from_fn(|i| rows.iter().map(|row| row[i].width()).max().unwrap_or_default());
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths).take(shown) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 2));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Templates are named below the plans: none of their columns holds anything.
fn list_templates(out: &mut impl Write, templates: &[&PlanEntry]) -> io::Result<()> {
    if templates.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nTemplates")?;
    for template in templates.iter().map(|template| &template.summary) {
        let (title, source) = (template.called(), &template.source);
        if title == *source {
            writeln!(out, "{}", printable(&title))?;
        } else {
            writeln!(out, "{}  {}", printable(&title), printable(source))?;
        }
    }
    Ok(())
}
