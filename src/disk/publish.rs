//! Publishing: the site is made aside and takes its place by one exchange of folders.

use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;

use super::carry::{self, Survey};
use super::guard::{self, Protected};
use super::lock::{self, Lock};
use super::manifest::{self, is_sound};
use super::place::{Place, remove};
use super::root::{Root, open_any};
use super::stage::Stage;
use super::unreadable::{Trouble, regular};
use super::{PublishError, Unreadable};

/// How long a build waits for another that publishes into the same folder.
const PATIENCE: Duration = Duration::from_secs(5);

/// A site being published. Until [`commit`](Self::commit) nothing of the published folder changes;
/// dropped before that, or failing in it, it leaves no trace.
#[derive(Debug)]
pub struct Publisher {
    // Dropped in this order: the staging folder is removed under the lock.
    stage: Stage,
    place: Place,
    content: Option<Root>,
    _lock: Lock,
}

/// What publishing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files of the site, the manifest not counted.
    pub files: usize,
    /// Those written anew.
    pub written: usize,
    /// Those carried over, with inode and modification time.
    pub unchanged: usize,
    /// Files of the site before that are gone.
    pub removed: usize,
    /// Files of the site before that the user changed, and which are theirs now.
    pub kept: Vec<String>,
}

impl Publisher {
    /// Begins to publish into `output`, which need not exist. Waits up to five seconds for another
    /// build to end.
    ///
    /// # Errors
    /// When the folder is protected, not ours, or in use, or when the file system fails.
    pub fn begin(output: &Path, protected: &Protected) -> Result<Self, PublishError> {
        Self::begin_within(output, protected, PATIENCE)
    }

    /// The same with another patience.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn begin_within(
        output: &Path,
        protected: &Protected,
        patience: Duration,
    ) -> Result<Self, PublishError> {
        let place = Place::of(guard::admit(output, protected)?);
        // Once before anything is written beside it, once when nobody else writes there.
        guard::look_inside(&place.output)?;
        place.make_parents()?;
        let lock = lock::acquire(&place.lock, &place.output, patience)?;
        place.recover()?;
        guard::look_inside(&place.output)?;
        let manifest = guard::load(&place.output)?;
        let stage = Stage::new(place.staging.clone(), place.output.clone(), manifest);
        place.make_staging()?;
        let content = Root::at(&protected.content).ok();
        Ok(Self { stage, place, content, _lock: lock })
    }

    /// Adds a file to the site; may be called from many threads.
    ///
    /// # Errors
    /// When the path is not sound or taken, or when the file system fails.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        check(path)?;
        self.stage.put(path, &mut Cursor::new(bytes), bytes.len() as u64)
    }

    /// Adds a copy of a file, of any size; may be called from many threads. What lies in the content
    /// folder is not followed out of it.
    ///
    /// # Errors
    /// [`PublishError::Source`] when the file cannot be read: the site can still be published
    /// without it. Else as [`put`](Self::put).
    pub fn put_file(&self, path: &str, from: &Path) -> Result<(), PublishError> {
        check(path)?;
        let opened = self.open_source(from).and_then(|file| {
            let size = regular(&file)?.len();
            Ok((file, size))
        });
        let (mut file, size) = opened.map_err(|trouble| self.about_source(from, trouble))?;
        self.stage.put(path, &mut file, size).map_err(|error| match error {
            PublishError::Source(told) => {
                PublishError::Source(Unreadable { path: self.name_of(from), ..told })
            }
            other => other,
        })
    }

    /// Publishes: what the user has in the folder is carried over, what the site no longer yields is
    /// gone, and all of it happens at once or not at all.
    ///
    /// # Errors
    /// When a file of the user's is in the way, or the file system fails. The published site then
    /// stands as before.
    pub fn commit(self) -> Result<Report, PublishError> {
        let ledger = self.stage.ledger();
        let survey = carry::survey(&self.stage, &ledger)?;
        let report = Report {
            files: ledger.placed.len(),
            written: ledger.written.len(),
            unchanged: ledger.unchanged.len(),
            removed: survey.removed,
            kept: survey.kept.clone(),
        };
        let manifest = manifest::print(&ledger.placed);
        drop(ledger);
        let is_same =
            report.written == 0 && manifest::print(&self.stage.manifest().files) == manifest;
        if !is_same || !self.place.output.exists() {
            self.publish(&manifest, &survey)?;
        }
        Ok(report)
    }

    fn publish(&self, manifest: &str, survey: &Survey) -> Result<(), PublishError> {
        let size = manifest.len() as u64;
        self.stage.put(manifest::NAME, &mut Cursor::new(manifest), size)?;
        self.stage.link_unchanged()?;
        survey.carry_over(&self.stage)?;
        self.stage.sync()?;
        if let Some(old) = self.place.exchange()? {
            self.place.sync();
            carry::rescue(old, &self.place.output, survey);
            let _ = remove(old);
        }
        Ok(())
    }

    fn open_source(&self, from: &Path) -> Result<File, Trouble> {
        let folder = from.parent().unwrap_or(Path::new("/"));
        if let Some(content) = &self.content
            && content.resolve(folder)?.is_some()
        {
            let real = content.resolve(from)?.ok_or(Trouble::Outside)?;
            return Ok(content.open(&real)?);
        }
        Ok(open_any(from)?)
    }

    fn about_source(&self, from: &Path, trouble: Trouble) -> PublishError {
        PublishError::Source(trouble.at(self.name_of(from)))
    }

    /// The file's path as its author knows it.
    fn name_of(&self, from: &Path) -> String {
        let below =
            self.content.as_ref().zip(from.parent()).zip(from.file_name()).and_then(
                |((content, folder), name)| Some(content.resolve(folder).ok()??.join(name)),
            );
        below.as_deref().unwrap_or(from).to_string_lossy().into_owned()
    }
}

fn check(path: &str) -> Result<(), PublishError> {
    if is_sound(path) { Ok(()) } else { Err(PublishError::BadPath(path.to_owned())) }
}
