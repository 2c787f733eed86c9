//! `check --watch`: findings now, and again whenever something has changed.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::args::{CheckArguments, SiteArguments};
use super::error::Failure;
use super::setup::{SETTINGS_FILE, Setup};
use super::{Outcome, baseline, report};
use crate::disk;
use crate::watch::{POLL_INTERVAL, WakeReason, WatchMode, WatchWarning, Watcher};

/// Checks until the user ends it.
pub(super) fn run(
    site: &SiteArguments,
    options: &CheckArguments,
    check: impl Fn(&Setup) -> Result<Outcome, Failure>,
) -> Result<Outcome, Failure> {
    let mut looked = Looked::at(site, options, &Setup::new(site)?);
    let mut watcher = Watcher::new(mode(looked.paths.iter().map(PathBuf::as_path))?);
    let mut last = None;
    loop {
        let seen = looked.survey();
        // What happened in a folder until it was followed is found by looking again.
        if watcher.follow(&seen.folders) {
            continue;
        }
        if let Some(warning) = watcher.take_warning() {
            tell(&warning)?;
        }
        // Hints are of anything that happens beside the files: another look tells.
        if last.as_ref() == Some(&seen) {
            while watcher.wait(None) == WakeReason::Quiet {}
            continue;
        }
        let setup = Setup::new(site)
            .and_then(|setup| setup.with_federation().with_history(site))
            .and_then(Setup::with_changes);
        if let Ok(setup) = &setup {
            let now = Looked::at(site, options, setup);
            if now != looked {
                looked = now;
                continue;
            }
        }
        last = Some(seen);
        if io::stdout().is_terminal() {
            write!(anstream::stdout(), "\u{1b}[2J\u{1b}[H")?;
        }
        // An editor forgets the findings before, by this line, and shows the new ones by the last.
        writeln!(anstream::stderr(), "checking the plans")?;
        match setup.as_ref().map(&check) {
            Ok(Ok(_)) => {}
            Ok(Err(Failure::ClosedPipe)) => return Ok(Outcome::Good),
            Ok(Err(failure)) => report::failure(&failure),
            Err(failure) => report::failure(failure),
        }
        writeln!(anstream::stderr(), "watching for changes; Ctrl-C ends it")?;
    }
}

/// How changes of these files and folders are noticed. Where the system tells of none, the user is
/// told that they are looked for.
pub(super) fn mode<'a>(paths: impl IntoIterator<Item = &'a Path>) -> io::Result<WatchMode> {
    let Some(system) = paths.into_iter().find_map(disk::is_remote) else {
        return Ok(WatchMode::Events);
    };
    writeln!(
        anstream::stderr(),
        "note: the files lie on {system}, which does not tell of all changes; they are looked for \
         every {} ms",
        POLL_INTERVAL.as_millis()
    )?;
    Ok(WatchMode::Polling(POLL_INTERVAL))
}

/// Says why changes are looked for though the system should tell of them.
pub(super) fn tell(warning: &WatchWarning) -> io::Result<()> {
    let mut err = anstream::stderr().lock();
    writeln!(err, "warning: {}\n  = help: {}", warning.message, warning.hint)
}

/// What findings depend on.
#[derive(Debug, PartialEq, Eq)]
struct Looked {
    paths: Vec<PathBuf>,
    /// What is written into the content folder by the program itself.
    exclude: [PathBuf; 1],
}

impl Looked {
    fn at(site: &SiteArguments, options: &CheckArguments, setup: &Setup) -> Self {
        let settings = site.config.clone().unwrap_or_else(|| site.root.join(SETTINGS_FILE));
        let mut paths = vec![settings, site.root.join(baseline::FILE), setup.content.clone()];
        let sites = setup.settings().federation.iter();
        paths.extend(sites.map(|of| site.root.join(&of.plans)));
        paths.extend(options.paths.iter().cloned());
        Self { paths, exclude: [setup.output(None)] }
    }

    fn survey(&self) -> disk::Survey {
        disk::survey(&self.paths, &self.exclude)
    }
}
