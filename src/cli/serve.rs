//! `phasebook serve`: the live preview; its URL on stdout, all else on stderr.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use super::args::{ServeArguments, SiteArguments};
use super::error::Failure;
use super::progress::Progress;
use super::report::{self, SeverityCounts};
use super::setup::{SETTINGS_FILE, Setup};
use super::{Outcome, baseline, clock, watch};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::{self, Protected};
use crate::history;
use crate::pipeline::{BuildConfig, Work};
use crate::preview::server::{Hosts, Port, bind};
use crate::preview::{Environment, LoadedConfig, News, Preview, RebuildReport};
use crate::text::Span;
use crate::view::part::counted;
use crate::view::preview::Problem;
use crate::watch::{POLL_INTERVAL, WatchMode};

/// The port that is tried first.
const PORT: u16 = 4000;

pub(super) fn run(site: &SiteArguments, options: &ServeArguments) -> Result<Outcome, Failure> {
    // A broken settings file is shown, and mended while the preview runs; a root that is not there
    // can't be watched.
    if disk::kind(&site.root)? != Some(disk::PathKind::Folder) {
        Setup::new(site)?;
    }
    let setup = Setup::new(site).ok();
    let wanted = setup.as_ref().and_then(|setup| setup.settings().preview.port);
    if let Some(setup) = &setup {
        let (root, content) = (setup.root.clone(), setup.content.clone());
        disk::admit(&setup.output(None), &Protected { root, content, home: clock::home() })?;
    }
    let port = options.port.map_or(Port::From(wanted.unwrap_or(PORT)), Port::Exactly);
    let listener = bind(options.host, port)
        .map_err(|error| Failure::new(error.to_string()).help(error.hint()))?;
    let address = listener.address();
    let mut err = anstream::stderr();
    if let Port::From(first) = port
        && first != address.port()
    {
        writeln!(err, "note: port {first} is taken; this is port {}", address.port())?;
    }
    if !options.host.is_loopback() {
        writeln!(
            err,
            "warning: everybody who reaches this machine at {} can read the plans",
            options.host
        )?;
    }
    let sites = setup.as_ref().map_or(&[][..], |setup| &setup.settings().federation);
    let sites: Vec<(String, PathBuf)> =
        sites.iter().map(|of| (of.plans.clone(), site.root.join(&of.plans))).collect();
    let content = setup.as_ref().map(|setup| setup.content.as_path());
    let commits = content.filter(|_| !site.no_history).and_then(history::changed_file);
    let mode = if options.poll {
        WatchMode::Polling(POLL_INTERVAL)
    } else {
        watch::mode([Some(site.root.as_path()), content].into_iter().flatten())?
    };
    drop(setup);
    let settings = site.config.clone().unwrap_or_else(|| site.root.join(SETTINGS_FILE));
    let name = settings.file_name().unwrap_or(settings.as_os_str()).to_string_lossy().into_owned();
    let mut files = vec![(name, settings)];
    files.push((baseline::FILE.to_owned(), site.root.join(baseline::FILE)));
    files.extend(sites);
    files.extend(commits.map(|file| ("commits".to_owned(), file)));
    let (root, owned) = (site.root.clone(), site.clone());
    let work = Arc::new(Work::default());
    let mut progress = Some(Progress::of(&work));
    let environment = Environment {
        load: Box::new(move || load(&owned, &work)),
        time_of_day: clock::time_of_day,
        tell: Box::new(move |news| {
            // The first state of the site is always told of.
            drop(progress.take());
            // Where nobody reads the terminal, the pages still tell.
            let _ = tell(news);
        }),
    };
    let mut preview = Preview::new(environment, root, files, mode, options.navigate)?;
    preview.begin();
    let url = url(address);
    writeln!(anstream::stdout(), "{url}")?;
    if options.open
        && let Err(error) = open::that_detached(&url)
    {
        writeln!(err, "note: no browser could be opened: {error}")?;
    }
    let hosts = Hosts::new(address, options.allow_host.clone());
    preview.serve(listener, hosts).map_err(|error| Failure::new(error.to_string()))?;
    Ok(Outcome::Good)
}

/// The address of the preview, for the browser on this machine.
fn url(address: SocketAddr) -> String {
    let host = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    format!("http://{}/", SocketAddr::new(host, address.port()))
}

fn load(site: &SiteArguments, work: &Arc<Work>) -> Result<LoadedConfig, Problem> {
    let settings = Setup::without_baseline(site)
        .and_then(|setup| setup.with_federation().with_history(site))
        .and_then(Setup::with_changes)
        .map(Setup::with_trends);
    let mut setup = settings.map_err(|failure| problem(site, failure, SETTINGS_FILE))?;
    let accepted = baseline::read(&setup.root);
    setup.config_mut().work = Arc::clone(work);
    setup.config_mut().sentences = true;
    setup.config_mut().baseline =
        accepted.map_err(|failure| problem(site, failure, baseline::FILE))?;
    let (content, output) = (setup.content.clone(), setup.output(None));
    Ok(LoadedConfig { config: BuildConfig::clone(&setup.config), content, output })
}

/// What the pages tell of settings or a baseline that can't be read.
fn problem(site: &SiteArguments, failure: Failure, name: &str) -> Problem {
    let path = match &site.config {
        Some(path) if name == SETTINGS_FILE => path.clone(),
        _ => site.root.join(name),
    };
    let file = disk::real_path(&path).ok().map(|p| p.to_string_lossy().into_owned());
    let (source, findings) = match failure {
        Failure::Settings { source, faults } => (source, faults),
        Failure::Message { text, help } => {
            let finding = Diagnostic::new("invalid-settings", Span::default(), text);
            let finding = match help {
                Some(help) => finding.help(help),
                None => finding,
            };
            (None, vec![finding])
        }
        Failure::Theme { source, fault, .. } => (source, vec![*fault]),
        Failure::ClosedPipe => (None, Vec::new()),
    };
    let name = path.strip_prefix(&site.root).unwrap_or(&path).to_string_lossy().into_owned();
    Problem { name, file, source, findings }
}

fn tell(news: &News<'_>) -> std::io::Result<()> {
    match news {
        News::WatchWarning(warning) => watch::tell(warning),
        News::Rebuilt(report) => {
            if report.are_problems_new {
                report.problems.iter().for_each(tell_problem);
            }
            writeln!(anstream::stderr(), "{}", line(report))
        }
    }
}

fn tell_problem(problem: &Problem) {
    let Problem { source, mut findings, .. } = problem.clone();
    // Whatever it is, it keeps newer input away.
    findings.iter_mut().for_each(|finding| finding.severity = Severity::Error);
    match (source, findings.as_slice()) {
        (None, [finding]) => {
            let failure = Failure::new(finding.message.clone());
            let help = finding.help.first();
            report::failure(&match help {
                Some(help) => failure.help(help.clone()),
                None => failure,
            });
        }
        (source, _) => report::failure(&Failure::Settings { source, faults: findings }),
    }
}

/// "20:54:07 payments/refunds.md: 9 pages, 1 error, 41 ms".
fn line(report: &RebuildReport<'_>) -> String {
    let RebuildReport { rebuilt, pages, findings: [error, warning, info], .. } = *report;
    let changed = match (rebuilt.changed.join(", "), rebuilt.more) {
        (names, _) if names.is_empty() => String::new(),
        (names, 0) => format!("{}: ", report::printable(&names)),
        (names, more) => format!("{} and {more} more: ", report::printable(&names)),
    };
    let state = match (report.has_site, report.problems.is_empty()) {
        (false, _) => "no site yet".to_owned(),
        (true, true) => counted(pages, "page"),
        (true, false) => "the last good site is shown".to_owned(),
    };
    let counts = SeverityCounts { error, warning, info }.words();
    format!("{} {changed}{state}, {counts}, {} ms", rebuilt.at, rebuilt.milliseconds)
}
