//! A build beside a site that is published elsewhere: what a pipeline has to send and to remove.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::Failure;
use crate::disk::{self, Delta, PublishedElsewhere};
use crate::view::part::counted;

/// What stands in `changes.json`. Paths are sorted.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DeltaFile {
    changed: Vec<String>,
    removed: Vec<String>,
}

/// How many files a delta sends and removes.
#[derive(Debug, Serialize)]
pub(super) struct DeltaCounts {
    changed: usize,
    removed: usize,
}

impl DeltaCounts {
    /// Those of a delta.
    pub(super) fn of(delta: &Delta) -> Self {
        Self { changed: delta.changed.len(), removed: delta.removed.len() }
    }
}

/// A site elsewhere that one is compared with, and where what differs is told.
#[derive(Debug)]
pub(super) struct Against {
    elsewhere: PublishedElsewhere,
    to: PathBuf,
}

/// Most bytes of a list that is replaced: of 100,000 plans, all of whose files changed, it has 150 MB.
const MOST_BYTES: u64 = 1 << 30;

impl Against {
    /// Reads the manifest, and sees whether the list may be written beside the output, before anything is
    /// published.
    pub(super) fn read(
        manifest: &Path,
        output: &Path,
        audience: Option<&str>,
    ) -> Result<Self, Failure> {
        let elsewhere = PublishedElsewhere::read(manifest)?.for_audience(manifest, audience)?;
        let to = output.parent().unwrap_or(Path::new("")).join("changes.json");
        if disk::kind(&to)?.is_some() {
            let mut is_ours = false;
            disk::rewrite(&to, MOST_BYTES, |bytes| {
                is_ours = serde_json::from_slice::<DeltaFile>(bytes).is_ok();
                None
            })?;
            if !is_ours {
                let text = format!("`{}` is a file of yours, and would be replaced", to.display());
                return Err(Failure::new(text).help("move it away, or build to another folder"));
            }
        }
        Ok(Self { elsewhere, to })
    }

    /// Writes what differs in the site that was built: whole, or not at all.
    pub(super) fn write(&self, output: &Path) -> Result<Delta, Failure> {
        let delta = self.elsewhere.delta(output)?;
        let Delta { changed, removed } = delta.clone();
        let file = DeltaFile { changed, removed };
        let mut bytes = serde_json::to_vec_pretty(&file).map_err(std::io::Error::from)?;
        bytes.push(b'\n');
        disk::write_whole(&self.to, &bytes)?;
        writeln!(
            anstream::stderr(),
            "note: `{}` lists {} to send and {} to remove",
            self.to.display(),
            counted(delta.changed.len(), "file"),
            delta.removed.len()
        )?;
        Ok(delta)
    }
}
