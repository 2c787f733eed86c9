//! Publishing: the site is made aside and takes its place by one exchange of folders.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use super::carry::{self, PreviousSite};
use super::delta::readers;
use super::guard::{self, ExchangeMethod, Protected};
use super::in_place;
use super::judged::judged;
use super::lock::{self, Lock};
use super::manifest::{self, is_sound};
use super::os::open_any;
use super::place::{Place, exists, remove};
use super::root::Root;
use super::spare;
use super::stage::Stage;
use super::streamed::{PublishedParts, StreamedFile};
use super::unreadable::{Trouble, regular};
use super::verify::verify;
use super::{DiskError, PublishError, Unreadable};

/// How long a build waits for another that publishes into the same folder.
const PATIENCE: Duration = Duration::from_secs(5);

/// A site being published. Until [`commit`](Self::commit) nothing of the published folder changes;
/// dropped before that, or failing in it, it leaves no trace.
#[derive(Debug)]
pub struct Publisher {
    // Dropped in this order: the staging folder is removed under the lock.
    stage: Stage,
    place: Place,
    way: ExchangeMethod,
    content: Option<Root>,
    audience: Option<String>,
    lock: Lock,
}

/// What publishing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishReport {
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
    /// What failed when the new site stood: the old one or the lock could not be removed, or a file of the
    /// user's not be saved.
    pub left: Vec<String>,
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
        Self::begin_by(ExchangeMethod::Exchange, output, protected, patience)
    }

    /// Begins to publish file by file into a folder that can't be exchanged. A page is old or new at any
    /// moment, the site as a whole is not.
    ///
    /// # Errors
    /// As [`begin`](Self::begin).
    pub fn begin_in_place(output: &Path, protected: &Protected) -> Result<Self, PublishError> {
        Self::begin_by(ExchangeMethod::InPlace, output, protected, PATIENCE)
    }

    fn begin_by(
        way: ExchangeMethod,
        output: &Path,
        protected: &Protected,
        patience: Duration,
    ) -> Result<Self, PublishError> {
        let real = guard::admit(output, protected)?;
        let place = match way {
            ExchangeMethod::Exchange => Place::of(real),
            ExchangeMethod::InPlace => Place::inside(real),
        };
        // Once before anything is written beside it, once when nobody else writes there.
        guard::look_inside(output, &place.output, way)?;
        place.make_parents()?;
        let lock = lock::acquire(&place.lock, &place.output, patience)?;
        if lock::is_held(&place.other_lock)? {
            return Err(PublishError::Busy(place.output));
        }
        place.recover()?;
        guard::look_inside(output, &place.output, way)?;
        let manifest = guard::load(&place.output)?;
        let stage = Stage::new(place.staging.clone(), place.output.clone(), manifest);
        place.make_staging()?;
        let content = Root::at(&protected.content).ok();
        Ok(Self { stage, place, way, content, audience: None, lock })
    }

    /// The same for a site of one audience; `None`: of all readers. A folder that holds the site of others is
    /// refused: what they are shown must not come to these, nor be replaced by less.
    ///
    /// # Errors
    /// When the folder holds such a site.
    pub fn for_audience(mut self, audience: Option<&str>) -> Result<Self, PublishError> {
        let now = self.stage.manifest();
        let has_site = now.files.iter().next().is_some() || now.next.iter().next().is_some();
        if has_site && now.audience.as_deref() != audience {
            let (was, is) = (readers(now.audience.as_deref()), readers(audience));
            let reason = format!("it holds the site for {was}, and this one is for {is}");
            let hint = "name another folder with `--output DIR`, or remove that one yourself";
            return Err(guard::refused(&self.place.output, &reason, hint));
        }
        self.audience = audience.map(str::to_owned);
        Ok(self)
    }

    /// Whether the site that is published now has a page of a document.
    pub fn had_documents(&self) -> bool {
        let manifest = self.stage.manifest();
        manifest.has_folder("plans") || manifest.has_folder("pages")
    }

    /// Adds a file to the site; may be called from many threads. `inputs` is the fingerprint of all that
    /// it was made of, if that is known: a later build [keeps](Self::keep) the file by it.
    ///
    /// # Errors
    /// When the path is not sound or taken, or when the file system fails.
    pub fn put(&self, path: &str, bytes: &[u8], inputs: Option<u64>) -> Result<(), PublishError> {
        check(path)?;
        self.stage.put_bytes(path, inputs, bytes)
    }

    /// Adds a file as it is published already, if it was made of what has this fingerprint and has the
    /// bytes that were published; whether it was added.
    ///
    /// # Errors
    /// When the path is not sound or taken.
    pub fn keep(&self, path: &str, inputs: u64) -> Result<bool, PublishError> {
        check(path)?;
        self.stage.keep(path, inputs)
    }

    /// Begins a file whose bytes come bit by bit, and are not flushed between. It is a part of the site once
    /// it is [ended](Self::end_file).
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn begin_file(&self, path: &str) -> Result<StreamedFile, PublishError> {
        check(path)?;
        self.stage.begin(path)
    }

    /// Adds a file that was begun, and is whole now.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn end_file(&self, file: StreamedFile, inputs: Option<u64>) -> Result<(), PublishError> {
        self.stage.end(file, inputs)
    }

    /// The parts of a file that is published as it was written, bit by bit; `None` where they are not known.
    pub fn published_parts(&self, path: &str) -> Option<PublishedParts> {
        self.stage.published_parts(path)
    }

    /// Adds a copy of a file, of any size, if it is passive; may be called from many threads. What lies
    /// in the content folder is not followed out of it.
    ///
    /// # Errors
    /// As [`put_file`](Self::put_file); also [`PublishError::Source`] when it has become active since the
    /// content was read.
    pub fn put_passive(&self, path: &str, from: &Path) -> Result<(), PublishError> {
        check(path)?;
        let opened = self.open_source(from).and_then(|mut file| {
            let bytes = judged(path, &mut file)?.map_err(|_| Trouble::Restless)?;
            let size = regular(&file)?.len();
            Ok((file, bytes, size))
        });
        let (file, bytes, size) = opened.map_err(|trouble| self.about_source(from, trouble))?;
        // What was judged as a whole is published as it was judged.
        if bytes.len() as u64 == size {
            return self.stage.put_bytes(path, None, &bytes);
        }
        self.copy(path, from, file, size)
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
        let (file, size) = opened.map_err(|trouble| self.about_source(from, trouble))?;
        self.copy(path, from, file, size)
    }

    fn copy(&self, path: &str, from: &Path, mut file: File, size: u64) -> Result<(), PublishError> {
        self.stage.put(path, None, &mut file, size).map_err(|error| match error {
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
    pub fn commit(mut self) -> Result<PublishReport, PublishError> {
        let mut report = self.publish()?;
        let Self { stage, lock, .. } = self;
        drop(stage);
        report.left.extend(lock.release().err().map(|error| told(&error)));
        Ok(report)
    }

    fn publish(&mut self) -> Result<PublishReport, PublishError> {
        let ledger = self.stage.ledger();
        let survey = carry::survey(&self.stage, &ledger, self.way)?;
        let mut report = PublishReport {
            files: ledger.len(),
            written: ledger.written(),
            unchanged: ledger.unchanged(),
            removed: survey.stale.len(),
            kept: survey.kept.clone(),
            left: Vec::new(),
        };
        let old = self.stage.manifest();
        let has_same_files = report.written == 0
            && !survey.has_litter
            && ledger.has_paths_of(&old.files)
            && exists(&self.place.output)?;
        if has_same_files && ledger.is_told_by(old) {
            return Ok(report);
        }
        drop(ledger);
        self.put_manifest(manifest::NAME)?;
        if has_same_files {
            // The old list is as true. With the new one the next build makes less anew.
            let _ = self.stage.renew_manifest();
            return Ok(report);
        }
        match self.way {
            ExchangeMethod::Exchange => report.left = self.exchange(&survey)?,
            ExchangeMethod::InPlace => {
                self.put_manifest(manifest::NEXT)?;
                verify(&self.stage, &survey, self.way)?;
                self.stage.sync()?;
                in_place::publish(&self.stage, &survey)?;
            }
        }
        Ok(report)
    }

    /// Stages the list of what is staged.
    fn put_manifest(&self, name: &str) -> Result<(), PublishError> {
        let mut file = self.stage.begin(name)?;
        let ledger = self.stage.ledger();
        let files = ledger.iter().map(|(path, staged)| (path, staged.record));
        let files = files.filter(|(path, _)| *path != manifest::NAME);
        let written = manifest::write(&mut file, files, &ledger.parts, self.audience.as_deref());
        drop(ledger);
        written.map_err(|error| match error.downcast::<DiskError>() {
            Ok(error) => error,
            Err(error) => DiskError::new("write", name, error),
        })?;
        self.stage.end(file, None)
    }

    /// Exchanges the generations; what failed afterwards.
    fn exchange(&mut self, survey: &PreviousSite) -> Result<Vec<String>, PublishError> {
        let is_spare_of_use = spare::is_of_use(&self.stage.ledger());
        if !is_spare_of_use || !spare::take(&mut self.stage, &self.place, survey)? {
            self.stage.link_unchanged(|_| false)?;
        }
        survey.carry_over(&self.stage)?;
        verify(&self.stage, survey, self.way)?;
        self.stage.sync()?;
        let old = self.place.exchange(self.stage.folder())?;
        self.stage.let_be();
        let synced = self.place.sync();
        let cleared = || -> Result<(), DiskError> {
            if let Some(old) = &old {
                carry::rescue(old, &self.place.output, survey)?;
                if is_spare_of_use {
                    self.place.keep(old)?;
                } else {
                    remove(old)?;
                }
            }
            if is_spare_of_use { Ok(()) } else { remove(&self.place.spare) }
        };
        let left = cleared().err().map(|error| told(&error)).into_iter().collect();
        synced.map(|()| left).map_err(PublishError::Unsynced)
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

/// An error with its way out.
fn told(error: &DiskError) -> String {
    error.hint().map_or_else(|| error.to_string(), |hint| format!("{error}; {hint}"))
}

fn check(path: &str) -> Result<(), PublishError> {
    if is_sound(path) { Ok(()) } else { Err(PublishError::BadPath(path.to_owned())) }
}
