//! A site's own theme files as they were last read.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::settle::{Moment, Settling};
use crate::diagnostic::Diagnostic;
use crate::disk::{self, Folder, Scan, THEME_FILE_BYTES, THEME_FOLDERS};
use crate::render::{Place, RenderError};
use crate::text::{Source, Span};
use crate::view::preview::Problem;

/// What stands where a theme's file has a problem that no rule knows.
const CODE: &str = "invalid-template";

/// The texts of a site's own theme files.
#[derive(Debug, Clone, Default)]
pub(super) struct ThemeTexts {
    root: PathBuf,
    /// By name with the folder: `templates/base.html`.
    by_name: BTreeMap<String, String>,
}

impl ThemeTexts {
    /// What the author is told of a theme that does not load, or a page that it can't print.
    pub(super) fn problem(&self, error: &RenderError) -> Problem {
        let message = Diagnostic::new(CODE, Span::default(), error.message.clone());
        let Some(Place { template, line, column }) = &error.place else {
            return self.about("templates", message);
        };
        let name = format!("templates/{template}");
        let Some(text) = self.by_name.get(&name) else { return self.about(&name, message) };
        let source = Source::new(&*name, text.as_bytes());
        let span = place(&source, *line, *column);
        let problem = self.about(&name, Diagnostic { span, ..message });
        Problem { source: Some(Arc::new(source)), ..problem }
    }

    fn about(&self, name: &str, finding: Diagnostic) -> Problem {
        let file = self.root.join(name).to_string_lossy().into_owned();
        Problem { name: name.to_owned(), file: Some(file), source: None, findings: vec![finding] }
    }
}

/// A site's own theme files, brought up to date by [`OwnTheme::refresh`].
#[derive(Debug, Default)]
pub(super) struct OwnTheme {
    texts: Arc<ThemeTexts>,
    settling: Settling,
    folders: Vec<Folder>,
    is_read: bool,
}

impl OwnTheme {
    /// The theme files of a site's root; none is read yet.
    pub(super) fn new(root: PathBuf) -> Self {
        let texts = ThemeTexts { root, by_name: BTreeMap::new() };
        Self { texts: Arc::new(texts), ..Self::default() }
    }

    /// Reads what has changed and come to rest: the names of files that hold another text, are new
    /// or gone.
    ///
    /// # Errors
    /// When a folder can't be listed, or a file not be read.
    pub(super) fn refresh(&mut self, now: Moment) -> Result<Vec<String>, Problem> {
        let mut scans: Vec<(&str, Scan)> = Vec::new();
        for folder in THEME_FOLDERS {
            let scan = disk::scan_theme(&self.texts.root, folder).map_err(|error| {
                let help = error.hint().unwrap_or("let phasebook list the folder");
                self.texts.about(
                    folder,
                    Diagnostic::new(CODE, Span::default(), error.to_string()).help(help),
                )
            })?;
            scans.extend(scan.map(|scan| (folder, scan)));
        }
        self.folders = scans.iter().flat_map(|(_, scan)| scan.folders.iter().cloned()).collect();
        let mut walk = self.settling.walk(now);
        let mut to_read = Vec::new();
        for (folder, scan) in &scans {
            for found in &scan.files {
                let name = format!("{folder}/{}", found.name());
                if let Some(as_it_stands) = walk.found(&name, found.stamp).reads(!self.is_read) {
                    to_read.push((scan, found, name, as_it_stands));
                }
            }
        }
        let gone = walk.finish();
        let texts = &mut Arc::make_mut(&mut self.texts).by_name;
        let mut changed: Vec<String> =
            gone.into_iter().filter(|name| texts.remove(name).is_some()).collect();
        self.is_read = true;
        for (scan, found, name, as_it_stands) in to_read {
            match scan.text(found, THEME_FILE_BYTES) {
                Ok(_) if !(as_it_stands || scan.is_still(found)) => self.settling.postpone(now),
                Ok(text) => {
                    self.settling.read(&name, found.stamp, now);
                    if texts.get(&name) != Some(&text) {
                        texts.insert(name.clone(), text);
                        changed.push(name);
                    }
                }
                Err(file) if file.is_gone() => {}
                Err(file) => {
                    let diagnostic = Diagnostic::new(CODE, Span::default(), file.message);
                    return Err(self.texts.about(&name, diagnostic.help(file.help)));
                }
            }
        }
        Ok(changed)
    }

    /// Names and texts.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        self.texts.by_name.iter().map(|(name, text)| (name.clone(), text.clone())).collect()
    }

    /// The texts as they are now.
    pub(super) fn texts(&self) -> Arc<ThemeTexts> {
        Arc::clone(&self.texts)
    }

    /// When to walk again though nothing was heard.
    pub(super) fn next_look(&self) -> Option<Instant> {
        self.settling.next_look()
    }

    /// The folders whose changes matter.
    pub(super) fn folders(&self) -> &[Folder] {
        &self.folders
    }
}

/// The word at a line and column (from 1, in characters) of a text.
fn place(source: &Source, line: usize, column: usize) -> Span {
    let span = source.line_span(u32::try_from(line).unwrap_or(u32::MAX));
    let text = source.slice(span);
    let start = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    let rest = &text[start..];
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let is_sign = |c: char| !(is_word(c) || c.is_whitespace());
    let is_at_sign = rest.chars().next().is_some_and(is_sign);
    let length = rest.find(|c| is_sign(c) != is_at_sign || c.is_whitespace()).unwrap_or(rest.len());
    let begin = span.range().start + start;
    Span::new(begin, begin + length)
}
