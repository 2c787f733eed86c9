//! A site's own theme files as they were last read.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use crate::diagnostic::Diagnostic;
use crate::disk::{self, Folder, ThemeError};
use crate::render::{OwnFiles, RenderError};
use crate::text::Span;
use crate::view::preview::Problem;
use crate::watch::{Moment, WriteStabilizer};

/// What stands where a theme's file has a problem that no rule knows.
const CODE: &str = "invalid-template";

/// The site's own theme files.
#[derive(Debug, Clone, Default)]
pub(super) struct ThemeFiles {
    root: PathBuf,
    own: OwnFiles,
}

impl ThemeFiles {
    /// What the author is told of a theme that does not load, or a page that it can't print.
    pub(super) fn problem(&self, error: &RenderError) -> Problem {
        let finding = error.finding();
        match &error.place {
            Some(place) => {
                Problem { source: place.source.clone(), ..self.about(&place.file, finding) }
            }
            None => self.about("templates", finding),
        }
    }

    fn about(&self, name: &str, finding: Diagnostic) -> Problem {
        let file = self.root.join(name).to_string_lossy().into_owned();
        Problem { name: name.to_owned(), file: Some(file), source: None, findings: vec![finding] }
    }

    fn unreadable(&self, error: ThemeError) -> Problem {
        let about = |name: &str, message: String, help: &str| {
            self.about(name, Diagnostic::new(CODE, Span::default(), message).help(help))
        };
        match error {
            ThemeError::Folder(error) => {
                let name = error.path().strip_prefix(&self.root).unwrap_or(error.path());
                let help = error.hint().unwrap_or("let phasebook list the folder");
                about(&name.to_string_lossy(), error.to_string(), help)
            }
            ThemeError::File(file) => about(&file.path, file.message, &file.help),
        }
    }
}

/// A site's own theme files, brought up to date by [`OwnTheme::refresh`].
#[derive(Debug, Default)]
pub(super) struct OwnTheme {
    files: Arc<ThemeFiles>,
    stabilizer: WriteStabilizer,
    folders: Vec<Folder>,
    is_read: bool,
}

impl OwnTheme {
    /// The theme files of a site's root; none is read yet.
    pub(super) fn new(root: PathBuf) -> Self {
        let files = ThemeFiles { root, own: OwnFiles::default() };
        Self { files: Arc::new(files), ..Self::default() }
    }

    /// Reads what has changed and come to rest: the names of files that hold another text, are new
    /// or gone. `logo` is the path of the site's logo below `static/`.
    ///
    /// # Errors
    /// When a folder can't be listed, or a file not be read.
    pub(super) fn refresh(
        &mut self,
        logo: Option<&str>,
        now: Moment,
    ) -> Result<Vec<String>, Problem> {
        let scans = disk::scan_theme(&self.files.root, logo)
            .map_err(|error| self.files.unreadable(error))?;
        self.folders = scans.iter().flat_map(|own| own.scan.folders.iter().cloned()).collect();
        let mut walk = self.stabilizer.walk(now);
        let mut to_read = Vec::new();
        for own in &scans {
            for found in &own.scan.files {
                let name = own.name(found);
                if let Some(as_it_stands) = walk.found(&name, found.version).reads(!self.is_read) {
                    to_read.push((own, found, name, as_it_stands));
                }
            }
        }
        let gone = walk.finish();
        let files = &mut Arc::make_mut(&mut self.files).own;
        let mut changed: Vec<String> = gone.into_iter().filter(|name| files.remove(name)).collect();
        self.is_read = true;
        for (own, found, name, as_it_stands) in to_read {
            match own.read(found) {
                Ok(_) if !(as_it_stands || own.scan.is_still(found)) => {
                    self.stabilizer.postpone(now);
                }
                Ok(bytes) => {
                    self.stabilizer.mark_read(&name, found.version, now);
                    if files.put(&name, bytes) {
                        changed.push(name);
                    }
                }
                Err(file) if file.is_gone() => {}
                Err(file) => return Err(self.files.unreadable(ThemeError::File(file))),
            }
        }
        Ok(changed)
    }

    /// What they are.
    pub(super) fn own(&self) -> &OwnFiles {
        &self.files.own
    }

    /// The files as they are now.
    pub(super) fn files(&self) -> Arc<ThemeFiles> {
        Arc::clone(&self.files)
    }

    /// When to walk again though nothing was heard.
    pub(super) fn next_look(&self) -> Option<Instant> {
        self.stabilizer.next_look()
    }

    /// The folders whose changes matter.
    pub(super) fn folders(&self) -> &[Folder] {
        &self.folders
    }
}
