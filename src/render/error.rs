//! What can go wrong with a theme: its templates or its files.

use std::fmt;

use tera::{Error, ErrorKind};

use super::files::Files;

/// A theme that cannot be loaded, or a page that it cannot print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// Where in the theme, where that is known.
    pub place: Option<Place>,
    /// What is wrong, in one line.
    pub message: String,
}

/// A place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The template's name below `templates/`.
    pub template: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { template, line, column }) = &self.place {
            write!(f, "`templates/{template}`:{line}:{column}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for RenderError {}

impl RenderError {
    /// An error without a place.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into() }
    }

    /// What the engine says, at the place in the file as its author wrote it.
    pub(super) fn of_engine(error: &Error, files: &Files) -> Self {
        let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind()
        else {
            return Self::new(first_line(&error.to_string()));
        };
        let span = report.span();
        let template = report.filename().to_owned();
        let column = span.start_col + 1 + files.indent(&template, span.start_line);
        Self {
            place: Some(Place { template, line: span.start_line, column }),
            message: first_line(report.message()),
        }
    }
}

fn first_line(text: &str) -> String {
    text.trim().lines().next().unwrap_or_default().to_owned()
}
