//! `phasebook measure set`: writes what was measured into a file of measures, for pipelines.

use std::io::Write;
use std::path::Path;

use serde::Serialize;
use serde_json::{Number, Value};

use super::Outcome;
use super::args::{MeasureArguments, MeasureCommand, MeasureSetArguments, SiteArguments};
use super::clock;
use super::error::Failure;
use super::gate::{phase, plan};
use super::setup::Setup;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::disk;
use crate::model::date::parse_moment;
use crate::parse::{
    CompanionEntry, companion_entries, companion_findings, folded, metric_of, quantity,
};
use crate::pipeline;
use crate::portfolio::PlanEntry;
use crate::site::measures_beside;
use crate::text::{Source, Span};

/// Most metrics that a warning lists.
const LISTED: usize = 12;

/// The file, its members in this order.
#[derive(Serialize)]
struct FileOfMeasures<'a> {
    schema: u32,
    measures: &'a [CompanionEntry],
}

pub(super) fn run(site: &SiteArguments, arguments: &MeasureArguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        MeasureCommand::Set(options) => set(site, options),
    }
}

fn set(site: &SiteArguments, options: &MeasureSetArguments) -> Result<Outcome, Failure> {
    let setup = Setup::new(site)?.without_models();
    let (value, unit) = parted(&options.value)?;
    let as_of = moment(options.at.as_deref())?;
    let found = plan::find(&setup, &options.plan)?;
    let entry = pipeline::open(found.entry(), &setup.config);
    let named = options.phase.as_deref();
    let phase = named.map(|name| phase::choose(&entry, &found.path, Some(name))).transpose()?;
    let index = phase.map(|(index, _)| index);
    admit(&setup, &entry, options)?;
    let mut entries = read(&setup, &entry, &options.file)?;
    let is_same = |known: &CompanionEntry| {
        folded(&known.metric) == folded(&options.metric)
            && phase_of(&entry, &found.path, known.phase.as_ref()) == index
    };
    let at = entries.iter().position(is_same).unwrap_or(entries.len());
    if at == entries.len() {
        entries.push(CompanionEntry {
            metric: options.metric.trim().to_owned(),
            value: None,
            unit: None,
            as_of: None,
            source: None,
            phase: named.map(|name| as_json(name.trim())),
            target: None,
        });
    }
    let own = &mut entries[at];
    own.value = Some(value);
    own.unit = unit;
    own.as_of = Some(as_of);
    own.source = options.source.clone().or(own.source.take());
    own.target = options.target.clone().or(own.target.take());
    let mut text = serde_json::to_string_pretty(&FileOfMeasures { schema: 1, measures: &entries })
        .map_err(std::io::Error::from)?;
    text.push('\n');
    check(&setup, &entry, &options.file, &text)?;
    disk::write_whole(&options.file, text.as_bytes())?;
    warn(&setup, &entry, &options.metric)?;
    writeln!(anstream::stdout(), "{}", options.file.display())?;
    Ok(Outcome::Good)
}

/// The number of a value, and its unit.
fn parted(text: &str) -> Result<(Number, Option<String>), Failure> {
    let unread = || {
        Failure::new(format!("`{text}` is not one measured value"))
            .help("write a number with its unit and nothing else: `0.8 %`, `310 ms`")
    };
    let (value, unit) = quantity(text).ok_or_else(unread)?;
    // Whole numbers are written without a point.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    let number = if value.fract() == 0.0 && value.abs() < 9e15 {
        Number::from(value as i64)
    } else {
        Number::from_f64(value).ok_or_else(unread)?
    };
    Ok((number, unit))
}

/// The moment that is named, else this one.
fn moment(named: Option<&str>) -> Result<String, Failure> {
    match named {
        None => clock::now(),
        Some(text) if parse_moment(text).is_some() => Ok(text.to_owned()),
        Some(text) => Err(Failure::new(format!("`{text}` is not a moment"))
            .help("write `2026-11-24T14:00:00Z` or `2026-11-24`")),
    }
}

/// Refuses a file of the content folder, unless it is the one beside the plan and was meant.
fn admit(setup: &Setup, entry: &PlanEntry, options: &MeasureSetArguments) -> Result<(), Failure> {
    let file = disk::real_place(&options.file)?;
    let content = disk::real_path(&setup.content)?;
    let Ok(below) = file.strip_prefix(&content) else { return Ok(()) };
    let shown = options.file.display();
    let beside = measures_beside(entry.source.path());
    if !options.into_content {
        return Err(Failure::new(format!("`{shown}` is in the content folder"))
            .help("name a file outside that folder, or pass `--into-content` to write the one beside the plan"));
    }
    if below != Path::new(&beside) {
        return Err(Failure::new(format!("`{shown}` does not stand beside the plan"))
            .help(format!("the plan reads `{}`", setup.content.join(beside).display())));
    }
    Ok(())
}

/// The entries of the file; none where there is no file yet. What can't be read is not written over.
fn read(setup: &Setup, entry: &PlanEntry, path: &Path) -> Result<Vec<CompanionEntry>, Failure> {
    if disk::kind(path)?.is_none() {
        return Ok(Vec::new());
    }
    let shown = path.display().to_string();
    let source = disk::read_one(path, &shown, &setup.settings().limits)
        .map_err(|file| Failure::new(format!("`{shown}`: {}", file.message)).help(file.help))?;
    let (entries, findings) = companion_entries(&source, &entry.plan, &setup.config.language);
    match findings.iter().find(|finding| finding.code != "duplicate-measure") {
        Some(fault) => {
            Err(failure(&source, fault).help("mend or remove the file; it is left as it was"))
        }
        None => Ok(entries),
    }
}

/// Refuses to write what would not be read.
fn check(setup: &Setup, entry: &PlanEntry, path: &Path, text: &str) -> Result<(), Failure> {
    let source = Source::new(path.display().to_string(), text.as_bytes());
    let findings = companion_findings(&source, &entry.plan, &setup.config.language);
    match findings.iter().find(|finding| finding.code != "duplicate-measure") {
        Some(fault) => {
            let failure = Failure::new(fault.message.clone());
            Err(match fault.help.first() {
                Some(help) => failure.help(help.clone()),
                None => failure,
            })
        }
        None => Ok(()),
    }
}

fn failure(source: &Source, fault: &Diagnostic) -> Failure {
    let path = source.path();
    if fault.span == Span::default() {
        return Failure::new(format!("{path}: {}", fault.message));
    }
    let place = source.position(fault.span.start);
    Failure::new(format!("{path}:{}:{}: {}", place.line, place.column, fault.message))
}

/// A phase as the file has it: a number where it is one.
fn as_json(name: &str) -> Value {
    match serde_json::from_str::<Number>(name) {
        Ok(number) => Value::Number(number),
        Err(_) => Value::String(name.to_owned()),
    }
}

fn phase_of(entry: &PlanEntry, path: &str, named: Option<&Value>) -> Option<usize> {
    let words = match named? {
        Value::String(words) => words.clone(),
        other => other.to_string(),
    };
    phase::choose(entry, path, Some(&words)).ok().map(|(index, _)| index)
}

/// Says on stderr that nothing of the plan names a metric, and what is named.
fn warn(setup: &Setup, entry: &PlanEntry, metric: &str) -> Result<(), Failure> {
    let plan = &entry.plan;
    let phases = plan.phases.iter().flat_map(|phase| &phase.success_criteria);
    let criteria = phases.filter_map(|of| of.comparison.as_ref());
    let triggers = plan.rollback.triggers.iter().filter_map(|of| of.comparison.as_ref());
    let compared = criteria.chain(triggers).map(|of| of.metric.clone());
    let boxes = plan.transition_criteria.iter();
    let boxes = boxes.filter_map(|of| metric_of(&of.item.text.plain, &setup.config.language));
    let rows = plan.measures.iter().filter(|measure| measure.span.is_some());
    let rows = rows.map(|measure| measure.metric.plain.to_string());
    let mut known: Vec<String> = compared.chain(boxes).chain(rows).collect();
    known.sort();
    known.dedup_by_key(|name| folded(name));
    if known.iter().any(|name| folded(name) == folded(metric)) {
        return Ok(());
    }
    let mut err = anstream::stderr();
    writeln!(err, "warning: no criterion, trigger or table of the plan names `{metric}`")?;
    if let Some(near) = did_you_mean(metric, known.iter().map(String::as_str)) {
        writeln!(err, "  help: did you mean `{near}`?")?;
    }
    let more = known.len().saturating_sub(LISTED);
    let mut names: Vec<String> =
        known.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    names.extend((more > 0).then(|| format!("{more} more")));
    if names.is_empty() {
        writeln!(err, "  help: the plan names no metric")?;
    } else {
        writeln!(err, "  help: the plan names {}", names.join(", "))?;
    }
    Ok(())
}
