//! `phasebook build`: the site, published.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::against::{Against, DeltaCounts};
use super::args::{BuildArguments, BuildFormat, SiteArguments};
use super::clock::{self, Stopwatch};
use super::error::Failure;
use super::here::{from_here, told};
use super::limits::{self, Limit};
use super::pages::Pages;
use super::progress::Progress;
use super::report::{self, SeverityCounts};
use super::setup::Setup;
use super::{Outcome, leave};
use crate::disk::{self, Delta, Protected, PublishError, PublishReport, Publisher};
use crate::pipeline::Site;
use crate::portfolio::Portfolio;
use crate::render::{Theme, style_findings};
use crate::settings::read;
use crate::site::Route;
use crate::view::part::counted;

pub(super) fn run(site: &SiteArguments, options: &BuildArguments) -> Result<Outcome, Failure> {
    let watch = Stopwatch::start();
    let setup = Setup::new(site)?.with_federation().for_audience(options.audience.as_deref())?;
    let mut setup = setup.with_history(site)?.with_changes()?.with_trends();
    if let Some(url) = &options.base_url {
        setup.config_mut().settings.site.base_url = Some(base_url(url)?);
    }
    setup.config_mut().program = Some(clock::program());
    setup.config_mut().sentences = true;
    let output = setup.output(options.output.as_deref());
    let progress = Progress::of(&setup.config.work);
    let mut portfolio = setup.portfolio(&[&output])?;
    let look = &setup.settings().theme;
    let own = disk::read_theme(&setup.root, look.logo.as_deref())?;
    setup.refuse_missing_logo(site)?;
    let theme = Theme::of_site(&own, look).map_err(|e| Failure::theme(&e, &setup.root))?;
    let theme = Arc::new(theme);
    let protected =
        Protected { root: setup.root.clone(), content: setup.content.clone(), home: clock::home() };
    let against = match &options.against {
        Some(manifest) => Some(Against::read(manifest, &output, options.audience.as_deref())?),
        None => None,
    };
    let publisher = if options.in_place {
        Publisher::begin_in_place(&output, &protected)?
    } else {
        Publisher::begin(&output, &protected)?
    };
    let publisher = publisher.for_audience(options.audience.as_deref())?;
    if !options.allow_empty && is_empty(&portfolio) && publisher.had_documents() {
        return Err(emptied(&setup, &output));
    }
    copy_files(&setup, &mut portfolio, &publisher)?;
    let site = Site::new(Arc::new(portfolio), Arc::clone(&setup.config), theme);
    let pages = Pages { site: &site, publisher: &publisher, root: &setup.root }.put_all()?;
    let report = publisher.commit()?;
    let delta = against.as_ref().map(|against| against.write(&output)).transpose()?;
    let limits = limits::near(&output, &setup.settings().publish)?;
    drop(progress);
    let portfolio = site.portfolio();
    let mut files = report::files(portfolio, &setup.content, |_| true);
    let styles = style_findings(&own);
    files.extend(styles.iter().map(|(source, findings)| {
        let path = from_here(&setup.root).join(source.path());
        report::File {
            path: told(&path),
            source_path: source.path(),
            slug: None,
            source: Some(source),
            findings: findings.iter().collect(),
            place: None,
        }
    }));
    report::findings_on_stderr(&files)?;
    setup.say_what_is_not_found()?;
    for path in &report.kept {
        writeln!(
            anstream::stderr(),
            "note: `{path}` is no longer part of the site but was changed by hand, and is kept"
        )?;
    }
    for failed in &report.left {
        writeln!(anstream::stderr(), "warning: the new site stands, but: {failed}")?;
    }
    if options.in_place && report.written + report.removed > 0 {
        writeln!(
            anstream::stderr(),
            "note: published in place, one file at a time: while it ran, readers could see old pages beside new ones"
        )?;
    }
    for limit in &limits {
        writeln!(anstream::stderr(), "warning: {}", limit.words())?;
    }
    let version = env!("CARGO_PKG_VERSION");
    for (name, from) in own.copies_of_others(version) {
        writeln!(
            anstream::stderr(),
            "note: `{name}` was copied from phasebook {from}, and this is {version}: see whether it \
             still fits"
        )?;
    }
    let counts = SeverityCounts::of(&files);
    let done = Published { report: &report, delta: delta.as_ref(), limits: &limits };
    summary(options.format, portfolio, pages, &done, counts, watch.milliseconds())?;
    let warns = counts.warning > 0 || !limits.is_empty();
    let fails = counts.error > 0 || (options.strict && warns);
    drop(files);
    leave(site);
    Ok(if fails { Outcome::Findings } else { Outcome::Good })
}

/// Copies the files that plans use; one that can't be read is a finding, and the site is still built.
fn copy_files(
    setup: &Setup,
    portfolio: &mut Portfolio,
    publisher: &Publisher,
) -> Result<(), Failure> {
    let mut used: Vec<&String> = portfolio.own().iter().flat_map(|e| &e.files).collect();
    used.extend(portfolio.pages.iter().flat_map(|p| &p.files));
    used.sort_unstable();
    used.dedup();
    let mut lost = Vec::new();
    for path in used {
        let (to, from) = (Route::File(path.clone()).path(), setup.content.join(path));
        let put = if setup.settings().publish.active_files {
            publisher.put_file(&to, &from)
        } else {
            publisher.put_passive(&to, &from)
        };
        match put {
            Ok(()) => {}
            Err(PublishError::Source(file)) => lost.push(file.into()),
            Err(error) => return Err(error.into()),
        }
    }
    portfolio.file_findings.extend(lost);
    Ok(())
}

/// Whether the content folder holds no document, not even one that can't be read.
fn is_empty(portfolio: &Portfolio) -> bool {
    let Portfolio { entries, pages, unread, .. } = portfolio;
    entries.is_empty() && pages.is_empty() && unread.is_empty()
}

fn emptied(setup: &Setup, output: &Path) -> Failure {
    Failure::new(format!(
        "the content folder `{}` holds no document, and the site in `{}` has some",
        setup.content.display(),
        output.display()
    ))
    .help(
        "look whether it is the right folder, and mounted; `--allow-empty` publishes a site without \
         them",
    )
}

fn base_url(url: &str) -> Result<String, Failure> {
    read::base_url(url).map_err(|fault| {
        Failure::new(format!("`--base-url {url}` {fault}"))
            .help("write it as `https://docs.example.org/rollouts/`")
    })
}

/// What was published, beside what it is compared with.
#[derive(Clone, Copy)]
struct Published<'a> {
    report: &'a PublishReport,
    delta: Option<&'a Delta>,
    limits: &'a [Limit],
}

#[derive(Serialize)]
struct Summary<'a> {
    plans: usize,
    /// How many of the plans are templates; given where there are some.
    #[serde(skip_serializing_if = "Option::is_none")]
    templates: Option<usize>,
    pages: usize,
    files: usize,
    written: usize,
    unchanged: usize,
    removed: usize,
    findings: SeverityCounts,
    duration_ms: u64,
    /// Where the site is compared with one elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    delta: Option<DeltaCounts>,
    /// Limits of the host that the site comes near.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    limits: &'a [Limit],
}

/// How many plans and templates the site has of its own.
fn count(portfolio: &Portfolio) -> (usize, usize) {
    let templates = portfolio.own().iter().filter(|entry| entry.summary.is_template).count();
    (portfolio.own().len(), templates)
}

fn summary(
    format: BuildFormat,
    portfolio: &Portfolio,
    pages: usize,
    published: &Published<'_>,
    findings: SeverityCounts,
    duration_ms: u64,
) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    let (plans, templates) = count(portfolio);
    match format {
        BuildFormat::Human => {
            let changed = published.report.written + published.report.removed;
            let accepted: usize = portfolio.accepted.values().sum();
            let accepted =
                if accepted == 0 { String::new() } else { format!(" ({accepted} accepted)") };
            writeln!(
                out,
                "{}{}, {}, {}, {}{accepted}, {duration_ms} ms",
                counted(plans - templates, "plan"),
                if templates > 0 {
                    format!(", {}", counted(templates, "template"))
                } else {
                    String::new()
                },
                counted(pages, "page"),
                counted(changed, "changed file"),
                findings.words(),
            )?;
        }
        BuildFormat::Json => {
            let PublishReport { files, written, unchanged, removed, .. } = *published.report;
            let delta = published.delta.map(DeltaCounts::of);
            let summary = Summary {
                plans,
                templates: (templates > 0).then_some(templates),
                pages,
                files,
                written,
                unchanged,
                removed,
                findings,
                duration_ms,
                delta,
                limits: published.limits,
            };
            serde_json::to_writer(&mut out, &summary).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(())
}
