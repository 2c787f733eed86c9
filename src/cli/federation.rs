//! The data of other sites, from the files that the settings name.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::here::{from_here, told};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::{self, Unreadable};
use crate::federation::{self, Fault};
use crate::model::date::Date;
use crate::portfolio::{Federated, FederatedSite, FileBeside, FileFinding};
use crate::settings::{Federation, Limits, Settings};
use crate::text::{Position, Span, fingerprint};

/// The rule that tells of data that can't be read.
const RULE: &str = "federation-unreadable";

/// Reads the data of all sites of the settings. What can't be read is a finding; the others are read all the same.
pub(super) fn read(root: &Path, settings: &Settings, today: Date) -> Federated {
    let mut all = Federated::default();
    let mut fingerprints = String::new();
    for site in &settings.federation {
        let site = Arc::new(site.clone());
        let path = root.join(&site.plans);
        let limits = Limits { file_bytes: settings.limits.federation_bytes, ..settings.limits };
        let read = disk::read_one(&path, &site.plans, &limits);
        let read = read.map_err(|file| unreadable(&site, file));
        let read = read.and_then(|source| {
            // Writing to memory does not fail.
            let _ = write!(fingerprints, " {}", source.fingerprint());
            federation::read(&site, source.text(), settings, today)
        });
        let plans = match read {
            Ok(plans) => {
                let count = plans.iter().filter(|plan| !plan.summary.is_template).count();
                all.plans.extend(plans.into_iter().map(Arc::new));
                Some(count)
            }
            Err(fault) => {
                all.findings.push(finding(&site, &path, fault));
                None
            }
        };
        all.sites.push(FederatedSite { site, plans });
    }
    all.fingerprint = fingerprint(fingerprints.as_bytes());
    all
}

/// A file that can't be read at all. What to do about one of a content folder is no help here.
fn unreadable(site: &Federation, file: Unreadable) -> Fault {
    let is_too_large = file.help.contains("`file_bytes`");
    let help = if is_too_large {
        "raise `federation_bytes` under `[limits]` in `phasebook.toml`".to_owned()
    } else {
        format!("fetch it: `{}`", federation::fetch_command(site))
    };
    Fault { message: file.message, place: None, help }
}

fn finding(site: &Federation, path: &Path, fault: Fault) -> FileFinding {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let place = fault.place.map(|(line, column)| (number(line), number(column)));
    let message = match place {
        Some((line, column)) => format!("{} (line {line}, column {column})", fault.message),
        None => fault.message,
    };
    let mut diagnostic = Diagnostic::new(RULE, Span::default(), message)
        .note(format!("the plans of {} are missing from every list", site.name))
        .help(fault.help);
    diagnostic.severity = Severity::Error;
    let beside = FileBeside {
        path: told(&from_here(path)),
        place: place.map(|(line, column)| Position { line, column }),
    };
    FileFinding { path: site.plans.clone(), source: None, diagnostic, beside: Some(beside) }
}
