//! What ends a command with exit status 2.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::here::{from_here, told};
use crate::diagnostic::Diagnostic;
use crate::disk::{DiskError, PublishError, ThemeError};
use crate::history::NoHistory;
use crate::render::RenderError;
use crate::text::Source;

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Failure {
    /// One message with a way out.
    Message {
        /// One lower-case line.
        text: String,
        /// What to do.
        help: Option<String>,
    },
    /// Faults of the settings, each with its place.
    Settings {
        /// The settings file; `None` where only the environment is at fault.
        source: Option<Arc<Source>>,
        /// The faults.
        faults: Vec<Diagnostic>,
    },
    /// A fault of the site's theme.
    Theme {
        /// The file's path as a user opens it from the working folder.
        path: String,
        /// Its text; `None` where it is no text.
        source: Option<Arc<Source>>,
        /// The fault.
        fault: Box<Diagnostic>,
    },
    /// The reader of our output has gone away.
    ClosedPipe,
}

impl Failure {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self::Message { text: text.into(), help: None }
    }

    /// What keeps the theme of the site at `root` from being used.
    pub(super) fn theme(error: &RenderError, root: &Path) -> Self {
        let finding = error.finding();
        match &error.place {
            Some(place) => Self::Theme {
                path: told(&from_here(root).join(&place.file)),
                source: place.source.clone(),
                fault: Box::new(finding),
            },
            None => {
                let help = finding.help.into_iter().next();
                Self::Message { text: error.message.clone(), help }
            }
        }
    }

    /// Adds a way out.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        match self {
            Self::Message { text, .. } => Self::Message { text, help: Some(help.into()) },
            other => other,
        }
    }
}

impl From<DiskError> for Failure {
    fn from(error: DiskError) -> Self {
        Self::Message { help: error.hint().map(str::to_owned), text: error.to_string() }
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Self::Message { help: error.hint().map(str::to_owned), text: error.to_string() }
    }
}

impl From<ThemeError> for Failure {
    fn from(error: ThemeError) -> Self {
        match error {
            ThemeError::Folder(error) => error.into(),
            ThemeError::File(file) => {
                Self::new(format!("`{}`: {}", file.path, file.message)).help(file.help)
            }
        }
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<NoHistory> for Failure {
    fn from(reason: NoHistory) -> Self {
        let failure = Self::new(reason.to_string());
        match reason.hint() {
            Some(hint) => failure.help(hint),
            None => failure,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::new(format!("output can't be written: {error}")),
        }
    }
}
