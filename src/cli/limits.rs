//! Limits of the host that a site is published at.

use std::path::Path;

use serde::Serialize;

use crate::disk::{SiteSize, site_size};
use crate::settings::PublishSettings;

use super::error::Failure;

/// A limit that a site comes near, or is above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Limit {
    /// What is counted: `files` or `bytes`.
    of: &'static str,
    /// How many the site has.
    value: u64,
    /// How many the settings allow.
    #[serde(rename = "limit")]
    allowed: u64,
}

/// From this share of a limit on, in percent, a site is near it.
const NEAR: u64 = 90;

impl Limit {
    /// What to tell the user.
    pub(super) fn words(&self) -> String {
        let Self { of, value, allowed } = self;
        let setting = format!("`[publish] max_{of}`");
        if value > allowed {
            format!("the site has {value} {of}, more than the {allowed} that {setting} allows")
        } else {
            // Of numbers near 2⁶³ the share would overflow.
            let percent = u128::from(*value) * 100 / u128::from(*allowed);
            format!("the site has {value} {of}, {percent} % of the {allowed} that {setting} allows")
        }
    }
}

/// The limits of the settings that the site in a folder comes near.
pub(super) fn near(output: &Path, settings: &PublishSettings) -> Result<Vec<Limit>, Failure> {
    let limits = [("files", settings.max_files), ("bytes", settings.max_bytes)];
    if limits.iter().all(|(_, limit)| limit.is_none()) {
        return Ok(Vec::new());
    }
    let SiteSize { files, bytes } = site_size(output)?;
    let values = [files, bytes];
    let found = limits.into_iter().zip(values).filter_map(|((of, limit), value)| {
        let limit = limit?;
        let is_near = u128::from(value) * 100 >= u128::from(limit) * u128::from(NEAR);
        is_near.then_some(Limit { of, value, allowed: limit })
    });
    Ok(found.collect())
}
