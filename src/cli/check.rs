//! `phasebook check`: findings on stdout; nothing is written but by `--fix` and `--write-baseline`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::args::{CheckArguments, CheckFormat, SiteArguments};
use super::error::Failure;
use super::fix::{self, Mended};
use super::here::{from_here, working_folder};
use super::paths::{Asked, portfolios};
use super::progress::Progress;
use super::report::{self, File, Links, SeverityCounts};
use super::setup::Setup;
use super::{Outcome, baseline, clock, leave, watch};
use crate::check::{AcceptedFinding, Baseline, line_fingerprint};
use crate::disk;
use crate::view::part::counted;

pub(super) fn run(site: &SiteArguments, options: &CheckArguments) -> Result<Outcome, Failure> {
    if options.write_baseline {
        write_baseline(site)
    } else if options.watch {
        watch::run(site, options, |setup| once(setup, options))
    } else {
        once(
            &Setup::new(site)?
                .with_federation()
                .with_history(site)?
                .with_changes()?
                .without_models(),
            options,
        )
    }
}

/// Checks, mends if that is asked for, and prints what is left.
fn once(setup: &Setup, options: &CheckArguments) -> Result<Outcome, Failure> {
    let progress = Progress::of(&setup.config.work);
    let mended = if options.fix { fix::mend(setup, &options.paths)? } else { Mended::default() };
    let asked = portfolios(setup, &options.paths)?;
    let files = files(&asked);
    drop(progress);
    let links = if clock::shows_links() { links(setup) } else { None };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    report::findings(&mut out, options, &files, links)?;
    out.flush()?;
    drop(out);
    let counts = SeverityCounts::of(&files);
    let mut messages = anstream::stderr().lock();
    for (path, reason) in &mended.refused {
        writeln!(messages, "note: `{}` is not mended: {reason}", report::printable(path))?;
    }
    if matches!(options.format, CheckFormat::Human | CheckFormat::Short) {
        writeln!(messages, "{}", summary(setup, &asked, &files, counts, &mended))?;
    }
    let fails = counts.at_least(options.fail_on) > 0;
    drop(files);
    // A watch checks again and again.
    if !options.watch {
        leave(asked);
    }
    Ok(if fails { Outcome::Findings } else { Outcome::Good })
}

/// The files that were asked for, by path; one that was named twice stands once.
fn files(asked: &[Asked]) -> Vec<File<'_>> {
    let mut files: Vec<File<'_>> = Vec::new();
    for asked in asked {
        let known: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let more = report::files(&asked.portfolio, &asked.folder, |path| asked.holds(path));
        files.extend(more.into_iter().filter(|file| !known.contains(&file.path)));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Where links of findings lead; the rules' pages are those of the published site.
fn links(setup: &Setup) -> Option<Links> {
    let here = working_folder()?;
    let site = setup.settings().site.base_url.clone().or_else(|| {
        let output = disk::real_path(&setup.output(None)).ok()?;
        disk::kind(&output.join("rules")).ok()??;
        Some(format!("{}/", report::address(&output)))
    });
    Some(Links { here, site })
}

/// One line: "17 plans checked: 2 errors, 1 warning; 3 can be mended with --fix".
fn summary(
    setup: &Setup,
    asked: &[Asked],
    files: &[File<'_>],
    counts: SeverityCounts,
    mended: &Mended,
) -> String {
    let plans = asked.iter().flat_map(|asked| {
        asked.portfolio.own().iter().filter(|entry| asked.holds(entry.source.path()))
    });
    let pages = asked.iter().flat_map(|asked| {
        asked.portfolio.pages.iter().filter(|page| asked.holds(page.source.path()))
    });
    let (templates, plans): (Vec<_>, Vec<_>) = plans.partition(|entry| entry.summary.is_template);
    let others = [(templates.len(), "template"), (pages.count(), "page")];
    let others = others.into_iter().filter(|(count, _)| *count > 0);
    let others: Vec<String> = others.map(|(count, noun)| counted(count, noun)).collect();
    let mut line = counted(plans.len(), "plan");
    for (at, words) in others.iter().enumerate() {
        line += if at + 1 == others.len() { " and " } else { ", " };
        line += words;
    }
    let _ = write!(line, " checked: {}", counts.words());
    if mended.findings > 0 {
        let files = counted(mended.files.len(), "file");
        let _ = write!(line, "; {} mended in {files}", mended.findings);
    }
    let fixable = files.iter().flat_map(|f| &f.findings).filter(|f| !f.fix.is_empty()).count();
    if fixable > 0 {
        let _ = write!(line, "; {fixable} can be mended with --fix");
    }
    let told: usize = asked
        .iter()
        .flat_map(|asked| asked.portfolio.accepted.iter().filter(|(path, _)| asked.holds(path)))
        .map(|(_, count)| count)
        .sum();
    if told > 0 {
        let _ = write!(line, "; {told} accepted by the baseline");
    }
    let content = asked.iter().find(|asked| asked.is_content);
    let used = content.map(|content| content.portfolio.accepted.values().sum());
    match used.map(|used: usize| setup.config.baseline.count().saturating_sub(used)) {
        None | Some(0) => line,
        Some(gone) => format!(
            "{line}\nnote: {} of the baseline {} no more: renew it with `phasebook check \
             --write-baseline`",
            counted(gone, "finding"),
            if gone == 1 { "is there" } else { "are there" },
        ),
    }
}

/// Accepts all that is found today.
fn write_baseline(site: &SiteArguments) -> Result<Outcome, Failure> {
    let setup =
        Setup::without_baseline(site)?.with_federation().with_history(site)?.with_changes()?;
    let progress = Progress::of(&setup.config.work);
    let portfolio = setup.portfolio(&[&setup.output(None)])?;
    drop(progress);
    let mut accepted = Baseline::default();
    for file in report::files(&portfolio, &setup.content, |_| true) {
        for finding in &file.findings {
            let line = line_fingerprint(file.source, finding);
            let (path, rule) = (file.source_path, finding.code);
            accepted.add(AcceptedFinding { path, rule, line, count: 1 });
        }
    }
    let path = baseline::write(&setup.root, &accepted)?;
    let (path, count) = (from_here(&path), counted(accepted.count(), "finding"));
    writeln!(anstream::stdout(), "{}: {count} accepted", path.display())?;
    Ok(Outcome::Good)
}
