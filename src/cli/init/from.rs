//! `phasebook init --from DIR`: what is understood of documents that are there already, what is not, and why. Nothing is
//! written.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::super::Outcome;
use super::super::args::{InitFormat, SiteArguments};
use super::super::error::Failure;
use super::super::report::printable;
use super::super::setup::Setup;
use crate::check::rules::{self, Category};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, PathKind};
use crate::portfolio::{PlanEntry, Portfolio};
use crate::text::Source;
use crate::view::part::counted;

/// Most lines on what is not understood of a document that people are shown.
const MOST: usize = 6;

/// A document.
#[derive(Debug, Serialize)]
struct Row {
    /// Its path below the folder.
    path: String,
    /// `plan`, `template`, `page`, `unreadable`.
    read_as: &'static str,
    title: Option<String>,
    /// What is understood; `null` of what is no plan.
    understood: Option<Understood>,
    /// What is not, and why.
    not_understood: Vec<NotUnderstood>,
    /// How much a plan lacks: the findings of that kind.
    missing: Vec<Missing>,
}

/// What is understood of a plan.
#[derive(Debug, Serialize)]
struct Understood {
    status: Option<&'static str>,
    phases: usize,
    criteria: usize,
    decisions: usize,
    risks: usize,
    /// Risks with a place on the map.
    rated: usize,
    triggers: usize,
    steps: usize,
    owners: usize,
}

/// Something that can't be read as it stands.
#[derive(Debug, Serialize)]
struct NotUnderstood {
    line: u32,
    code: &'static str,
    why: String,
    help: Option<String>,
}

/// Something that a plan lacks.
#[derive(Debug, Serialize)]
struct Missing {
    code: &'static str,
    what: String,
}

/// All documents.
#[derive(Debug, Serialize)]
struct Told<'a> {
    schema: u32,
    documents: &'a [Row],
}

pub(super) fn run(
    site: &SiteArguments,
    documents: &Path,
    format: InitFormat,
) -> Result<Outcome, Failure> {
    if disk::kind(documents)? != Some(PathKind::Folder) {
        return Err(Failure::new(format!("`{}` is not a folder", documents.display()))
            .help("name the folder that holds your documents"));
    }
    let mut site = site.clone();
    site.content = Some(documents.to_path_buf());
    let setup = Setup::without_baseline(&site)?;
    let portfolio = setup.portfolio(&[&setup.output(None)])?;
    let rows = rows(&portfolio);
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match format {
        InitFormat::Json => {
            let told = Told { schema: 1, documents: &rows };
            let text = serde_json::to_string_pretty(&told).map_err(io::Error::from)?;
            writeln!(out, "{text}")?;
        }
        InitFormat::Human => human(&mut out, documents, &rows)?,
    }
    out.flush()?;
    Ok(Outcome::Good)
}

/// Every document: plans, then pages, then what can't be read, each by path.
fn rows(portfolio: &Portfolio) -> Vec<Row> {
    let plans = portfolio.own().iter().map(|entry| {
        let read_as = if entry.summary.is_template { "template" } else { "plan" };
        let row = row(&entry.source, read_as, Some(entry.summary.title.clone()), &entry.findings);
        Row { understood: Some(understood(entry)), ..row }
    });
    let pages = portfolio
        .pages
        .iter()
        .map(|page| row(&page.source, "page", Some(page.title.clone()), &page.findings));
    let unread = portfolio.unread.iter().map(|unread| Row {
        path: unread.path.clone(),
        read_as: "unreadable",
        title: None,
        understood: None,
        not_understood: vec![NotUnderstood {
            line: 1,
            code: "unreadable-file",
            why: unread.reason.clone(),
            help: None,
        }],
        missing: Vec::new(),
    });
    plans.chain(pages).chain(unread).collect()
}

fn row(
    source: &Source,
    read_as: &'static str,
    title: Option<String>,
    findings: &[Diagnostic],
) -> Row {
    let category = |finding: &Diagnostic| rules::find(finding.code).map(|rule| rule.category);
    let not_understood = findings
        .iter()
        .filter(|finding| matches!(category(finding), Some(Category::Invalid(_))))
        .map(|finding| NotUnderstood {
            line: source.line(finding.span.start),
            code: finding.code,
            why: finding.message.clone(),
            help: finding.help.first().cloned(),
        });
    let missing = findings
        .iter()
        .filter(|finding| matches!(category(finding), Some(Category::Missing)))
        .map(|finding| Missing { code: finding.code, what: finding.message.clone() });
    Row {
        path: source.path().to_owned(),
        read_as,
        title,
        understood: None,
        not_understood: not_understood.collect(),
        missing: missing.collect(),
    }
}

fn understood(entry: &PlanEntry) -> Understood {
    let plan = &entry.plan;
    let criteria = plan.phases.iter().map(|phase| phase.success_criteria.len()).sum::<usize>();
    Understood {
        status: entry.summary.status_kind().map(crate::model::header::StatusKind::word),
        phases: plan.phases.len(),
        criteria: criteria + plan.transition_criteria.len(),
        decisions: plan.decisions.len(),
        risks: plan.risks.len(),
        rated: entry.analysis.risks.iter().filter(|risk| risk.band.is_some()).count(),
        triggers: plan.rollback.triggers.len(),
        steps: plan.rollback.steps.len(),
        owners: plan.rollback.owners.len(),
    }
}

const HEAD: [&str; 9] = [
    "Document",
    "Read as",
    "Status",
    "Phases",
    "Criteria",
    "Risks (rated)",
    "Rollback",
    "Missing",
    "Not understood",
];

fn human(out: &mut impl Write, folder: &Path, rows: &[Row]) -> io::Result<()> {
    if rows.is_empty() {
        return writeln!(out, "`{}` holds no Markdown file", printable(&folder.to_string_lossy()));
    }
    let table: Vec<[String; 9]> =
        std::iter::once(HEAD.map(str::to_owned)).chain(rows.iter().map(cells)).collect();
    let widths: [usize; 9] =
        std::array::from_fn(|at| table.iter().map(|row| row[at].width()).max().unwrap_or_default());
    let line = |out: &mut dyn Write, cells: &[String; 9]| {
        let cells = cells.iter().zip(widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width())))
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())
    };
    line(out, &table[0])?;
    for (row, cells) in rows.iter().zip(&table[1..]) {
        line(out, cells)?;
        for why in row.not_understood.iter().take(MOST) {
            writeln!(out, "    line {}: {} [{}]", why.line, printable(&why.why), why.code)?;
        }
        if row.not_understood.len() > MOST {
            writeln!(out, "    and {} more", row.not_understood.len() - MOST)?;
        }
        if row.read_as == "page" {
            writeln!(
                out,
                "    no heading or table names phases, criteria, risks, a way back or a checklist"
            )?;
        }
    }
    let of = |what: &str| rows.iter().filter(|row| row.read_as == what).count();
    let plans = of("plan");
    writeln!(
        out,
        "\n{}: {}, {}, {}, {} unreadable",
        counted(rows.len(), "document"),
        counted(plans, "plan"),
        counted(of("template"), "template"),
        counted(of("page"), "page"),
        of("unreadable")
    )?;
    writeln!(
        out,
        "`phasebook explain RULE` says why a rule is there; words of your own go into `[words]` in `phasebook.toml`"
    )?;
    writeln!(
        out,
        "`phasebook --content {} serve` shows them as a site",
        printable(&folder.to_string_lossy())
    )
}

fn cells(row: &Row) -> [String; 9] {
    let dash = || "-".to_owned();
    let count = |n: usize| if n == 0 { dash() } else { n.to_string() };
    let of = row.understood.as_ref();
    let number = |get: fn(&Understood) -> usize| of.map_or_else(dash, |of| count(get(of)));
    let rollback = |of: &Understood| match (of.triggers, of.steps) {
        (0, 0) => dash(),
        (triggers, steps) => {
            format!("{}, {}", counted(triggers, "trigger"), counted(steps, "step"))
        }
    };
    let risks = |of: &Understood| match of.risks {
        0 => dash(),
        risks => format!("{risks} ({})", of.rated),
    };
    [
        printable(&row.path),
        row.read_as.to_owned(),
        of.and_then(|of| of.status).map_or_else(dash, str::to_owned),
        number(|of| of.phases),
        number(|of| of.criteria),
        of.map_or_else(dash, risks),
        of.map_or_else(dash, rollback),
        count(row.missing.len()),
        count(row.not_understood.len()),
    ]
}
