//! Today's date, the environment and the running program: the door to them.

#![expect(clippy::disallowed_methods, reason = "the one door to clock and environment")]

use std::ffi::OsStr;
use std::io::IsTerminal;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use super::error::Failure;
use crate::model::date::{Date, from_unix_seconds};
use crate::text::fingerprint;

/// The date of `SOURCE_DATE_EPOCH`, else of the clock, in UTC.
pub(super) fn today() -> Result<Date, Failure> {
    from_unix_seconds(seconds()?).ok_or_else(no_clock)
}

/// Seconds since 1970 of `SOURCE_DATE_EPOCH`, else of the clock.
fn seconds() -> Result<i64, Failure> {
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => Some(text.trim().parse::<i64>().map_err(|_| {
            Failure::new(format!("`SOURCE_DATE_EPOCH` is not a number of seconds: `{text}`"))
                .help("set it to seconds since 1970, or unset it")
        })?),
        Err(_) => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|d| i64::try_from(d.as_secs()).ok()),
    };
    seconds.ok_or_else(no_clock)
}

fn no_clock() -> Failure {
    Failure::new("the system clock gives no date").help("pass it: `--today 2026-11-22`")
}

/// This moment by RFC 3339 in UTC, or that of `SOURCE_DATE_EPOCH`.
pub(super) fn now() -> Result<String, Failure> {
    let moment = jiff::Timestamp::from_second(seconds()?).ok();
    moment.map(|moment| moment.to_string()).ok_or_else(no_clock)
}

/// Which program is running, by all that it was made of: the same on every machine, and whenever it was installed.
pub(super) fn program() -> u64 {
    fingerprint(concat!(env!("CARGO_PKG_VERSION"), " ", env!("PHASEBOOK_SOURCES")).as_bytes())
}

/// The time of the day where the user is: "20:54:07".
pub(super) fn time_of_day() -> String {
    jiff::Zoned::now().strftime("%H:%M:%S").to_string()
}

/// The environment's settings: `PHASEBOOK_SITE__TITLE` and the like, sorted.
pub(super) fn environment() -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::env::vars_os()
        .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(key, _)| key.starts_with("PHASEBOOK_"))
        .collect();
    found.sort();
    found
}

/// How many threads the user wants, by the variable that `rayon` knows.
pub(super) fn threads() -> Option<NonZero<usize>> {
    std::env::var("RAYON_NUM_THREADS").ok()?.trim().parse().ok()
}

/// The home folder, where it is known.
pub(super) fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| !home.as_os_str().is_empty())
}

/// The folder for what can be found again: `$XDG_CACHE_HOME/phasebook`, else `~/.cache/phasebook` (the XDG Base Directory
/// Specification), on Windows `%LOCALAPPDATA%\phasebook`; `None` where the environment names neither.
pub(super) fn cache_folder() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|f| f.is_absolute());
    let usual =
        || if cfg!(windows) { named("LOCALAPPDATA") } else { Some(named("HOME")?.join(".cache")) };
    let folder = named("XDG_CACHE_HOME").or_else(usual)?;
    Some(folder.join("phasebook"))
}

/// Whether stdout is a terminal that shows links, and is written to in colour.
pub(super) fn shows_links() -> bool {
    let choice = anstream::AutoStream::choice(&std::io::stdout());
    choice != anstream::ColorChoice::Never
        && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
}

/// Whether somebody watches stderr while work goes on.
pub(super) fn is_watched() -> bool {
    let (term, ci) = (std::env::var_os("TERM"), std::env::var_os("CI"));
    is_watched_in(std::io::stderr().is_terminal(), term.as_deref(), ci.as_deref())
}

/// The same by what is known of stderr: a terminal that can move its cursor, and not one that a CI system made up.
fn is_watched_in(is_terminal: bool, term: Option<&OsStr>, ci: Option<&OsStr>) -> bool {
    let is_ci = ci.is_some_and(|ci| !ci.is_empty() && ci != "false");
    is_terminal && term != Some(OsStr::new("dumb")) && !is_ci
}

/// A stopwatch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    pub(super) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Milliseconds since the start.
    pub(super) fn milliseconds(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_terminal_with_somebody_before_it_is_watched() {
        let watched = |is_terminal, term: Option<&'static str>, ci: Option<&'static str>| {
            is_watched_in(is_terminal, term.map(OsStr::new), ci.map(OsStr::new))
        };
        assert!(watched(true, Some("xterm-256color"), None));
        assert!(watched(true, None, Some("")), "an unset `CI`");
        assert!(watched(true, None, Some("false")));
        assert!(!watched(false, Some("xterm-256color"), None), "a pipe");
        assert!(!watched(true, Some("dumb"), None));
        assert!(!watched(true, Some("xterm-256color"), Some("true")), "a log");
    }
}
