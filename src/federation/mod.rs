//! Plans of other sites, read from the data that those publish.
//!
//! In: the text of another site's `api/v1/plans.json`. Out: entries that hold what pages about many plans say of a
//! plan, and nothing else. Invariant: what the other site found (verdicts, bands, reasons for attention) is taken
//! over and never found anew; what its data does not say is not said here. The data may be anybody's: every text is
//! data, every address is made of the settings' own and a slug that is one.

mod data;
mod entry;
mod parts;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;
use std::sync::Arc;

use crate::portfolio::PlanEntry;
use crate::settings::{Federation, Settings};
use data::{Data, Head};

/// Version of the shape that is read.
const SCHEMA: u64 = 1;

/// Why data can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// One lower-case line that stands alone.
    pub message: String,
    /// Line and column of the place, from 1; `None` where all of it is meant.
    pub place: Option<(usize, usize)>,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The command that fetches the data of a site.
pub fn fetch_command(site: &Federation) -> String {
    format!("curl --fail --silent --show-error -o {} {}api/v1/plans.json", site.plans, site.url)
}

/// Reads the data of another site: its plans in the order of the data.
///
/// # Errors
/// When it has another shape, or more plans than the settings allow. Nothing is read of it then.
pub fn read(
    site: &Arc<Federation>,
    text: &str,
    settings: &Settings,
    today: crate::model::date::Date,
) -> Result<Vec<PlanEntry>, Fault> {
    let head: Head = serde_json::from_str(text).map_err(|error| broken(site, &error))?;
    if head.schema != SCHEMA {
        return Err(Fault {
            message: format!(
                "this data has schema {}, and this version reads schema {SCHEMA} alone",
                head.schema
            ),
            place: None,
            help: "build both sites with the same version of Phasebook, then fetch the data again"
                .to_owned(),
        });
    }
    let data: Data = serde_json::from_str(text).map_err(|error| broken(site, &error))?;
    let (count, most) = (data.plans.len(), settings.limits.federation_plans);
    if count > most {
        return Err(Fault {
            message: format!("this data has {count} plans, and the limit is {most}"),
            place: None,
            help: "raise `federation_plans` under `[limits]` in `phasebook.toml`".to_owned(),
        });
    }
    let read = |plan| entry::entry(site, plan, settings, today);
    data.plans.into_iter().map(read).collect()
}

fn broken(site: &Federation, error: &serde_json::Error) -> Fault {
    let text = error.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    let reason: String = reason.chars().take(LONGEST_REASON).collect();
    Fault {
        message: format!("this is not the data of a Phasebook site: {reason}"),
        place: Some((error.line().max(1), error.column().max(1))),
        help: format!("fetch it again: `{}`", fetch_command(site)),
    }
}

/// Most characters of a reason: it may quote the data.
const LONGEST_REASON: usize = 200;
