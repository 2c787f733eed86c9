//! What can go wrong with a theme: its templates or its files.

use std::fmt;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Source, Span};

/// A theme that cannot be loaded, or a page that it cannot print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// Where in the theme, where that is known.
    pub place: Option<ThemePlace>,
    /// What is wrong: one lower-case line without a full stop.
    pub message: String,
    /// Ways out.
    pub help: Vec<String>,
    /// Path of the page below the site's root that could not be printed; `None` where no page can.
    pub page: Option<String>,
}

/// A place in a file of the theme.
#[derive(Debug, Clone)]
pub struct ThemePlace {
    /// The file's name: `templates/pages/page.html`, `static/icons/check.svg`.
    pub file: String,
    /// Whether the file is the site's own, and not the program's.
    pub is_own: bool,
    /// The file's text; `None` where it is no text, or not there.
    pub source: Option<Arc<Source>>,
    /// The words in it; empty at 0 where the whole file is meant.
    pub span: Span,
}

impl PartialEq for ThemePlace {
    fn eq(&self, other: &Self) -> bool {
        (&self.file, self.is_own, self.span) == (&other.file, other.is_own, other.span)
    }
}

impl Eq for ThemePlace {}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(ThemePlace { file, source, span, .. }) = &self.place {
            write!(f, "`{file}`:")?;
            if let Some(source) = source {
                let place = source.position(span.start);
                write!(f, "{}:{}:", place.line, place.column)?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for RenderError {}

impl RenderError {
    /// An error without a place.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), help: Vec::new(), page: None }
    }

    /// An error of a whole file.
    pub(super) fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        let place =
            ThemePlace { file: file.into(), is_own: true, source: None, span: Span::default() };
        Self { place: Some(place), ..Self::new(message) }
    }

    /// Adds a way out.
    #[must_use]
    pub(super) fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Says which page could not be printed: its path below the site's root.
    #[must_use]
    pub fn on_page(self, path: String) -> Self {
        Self { page: Some(path), ..self }
    }

    /// What the theme's author is told.
    pub fn finding(&self) -> Diagnostic {
        let place = self.place.as_ref();
        let file = place.map_or("templates/", |place| &place.file);
        let code = if file.starts_with("static/") { "invalid-theme" } else { "invalid-template" };
        let span = place.map(|place| place.span).unwrap_or_default();
        let mut finding = Diagnostic::new(code, span, self.message.clone());
        finding.severity = Severity::Error;
        finding.help.clone_from(&self.help);
        if place.is_some_and(|place| !place.is_own) {
            finding.notes.push(format!(
                "`{file}` is phasebook's own, and does not fit the site's own templates"
            ));
        }
        if let Some(page) = &self.page {
            finding.notes.push(format!("the page `{page}` can't be printed"));
        }
        finding
    }
}
