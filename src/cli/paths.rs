//! Which plans a command is about: the paths that its user named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Failure;
use super::setup::Setup;
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk;
use crate::pipeline::Input;
use crate::portfolio::{FileFinding, Portfolio};
use crate::text::Span;

/// A portfolio, and which of its files were asked for.
#[derive(Debug)]
pub(super) struct Asked {
    /// The plans side by side.
    pub(super) portfolio: Portfolio,
    /// The folder that its paths are relative to.
    pub(super) folder: PathBuf,
    /// Whether it is the site's content folder.
    pub(super) is_content: bool,
    /// Files and folders of it that were named; `None`: all.
    named: Option<BTreeSet<String>>,
}

impl Asked {
    /// Whether a file of the portfolio was asked for.
    pub(super) fn holds(&self, path: &str) -> bool {
        let is_named = |named: &BTreeSet<String>| named.iter().any(|n| is_at_or_below(path, n));
        self.named.as_ref().is_none_or(is_named)
    }
}

/// The portfolios that paths name. One inside the content folder narrows what is reported of it; a
/// folder elsewhere is a content folder of its own; a file elsewhere is read by itself.
pub(super) fn portfolios(setup: &Setup, paths: &[PathBuf]) -> Result<Vec<Asked>, Failure> {
    let output = setup.output(None);
    let whole = |portfolio, folder: &Path, is_content| Asked {
        portfolio,
        folder: folder.to_path_buf(),
        is_content,
        named: None,
    };
    if paths.is_empty() {
        return Ok(vec![whole(setup.portfolio(&[&output])?, &setup.content, true)]);
    }
    let content = disk::real_path(&setup.content).ok();
    let mut asked = Vec::new();
    let mut inside = BTreeSet::new();
    for path in paths {
        let real = disk::real_path(path)?;
        let below = content.as_ref().and_then(|c| real.strip_prefix(c).ok());
        match below {
            Some(below) => {
                inside.insert(slashed(below));
            }
            None if disk::kind(path)? == Some(disk::PathKind::Folder) => {
                let tree = disk::read_tree(path, &setup.settings().limits, &[])?;
                let file_findings = tree.unreadable.into_iter().map(FileFinding::from).collect();
                let (documents, files) = (tree.documents, tree.files);
                let input = Input { documents, files, file_findings, ..Input::default() };
                asked.push(whole(setup.assemble_elsewhere(input)?, path, false));
            }
            None => {
                let folder = path.parent().unwrap_or(Path::new(""));
                asked.push(whole(single(setup, path)?, folder, false));
            }
        }
    }
    if !inside.is_empty() {
        let portfolio = setup.assemble(with_named(setup, &output, &inside)?)?;
        let content = whole(portfolio, &setup.content, true);
        asked.insert(0, Asked { named: Some(inside), ..content });
    }
    Ok(asked)
}

/// The content folder, and files below it that were named though their names are skipped.
fn with_named(setup: &Setup, output: &Path, named: &BTreeSet<String>) -> Result<Input, Failure> {
    let mut input = setup.input(&[output])?;
    for name in named {
        let path = setup.content.join(name);
        let is_known = input.documents.iter().any(|d| d.path() == name);
        if is_known || disk::kind(&path)? != Some(disk::PathKind::File) {
            continue;
        }
        if let Some(finding) = not_markdown(name) {
            input.file_findings.push(finding);
        } else {
            match disk::read_one(&path, name, &setup.settings().limits) {
                Ok(source) => input.documents.push(Arc::new(source)),
                Err(file) => input.file_findings.push(file.into()),
            }
        }
    }
    input.documents.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(input)
}

fn single(setup: &Setup, path: &Path) -> Result<Portfolio, Failure> {
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let mut input = Input::default();
    let exists = disk::kind(path)? == Some(disk::PathKind::File);
    if let Some(finding) = not_markdown(&name).filter(|_| exists) {
        input.file_findings.push(finding);
        return setup.assemble_elsewhere(input);
    }
    match disk::read_one(path, &name, &setup.settings().limits) {
        Ok(source) => input.documents.push(Arc::new(source)),
        Err(file) if exists => input.file_findings.push(file.into()),
        Err(file) => {
            let text = format!("`{}` can't be read: {}", path.display(), file.message);
            return Err(Failure::new(text).help(file.help));
        }
    }
    setup.assemble_elsewhere(input)
}

/// Endings of Markdown files; the first two are those of a content folder.
const MARKDOWN: [&str; 8] = ["md", "markdown", "mdown", "mkd", "mkdn", "mdwn", "mdtext", "mdx"];

/// The finding on a file of another kind: its marks are not those of Markdown, and a plan that is read
/// out of them would state what nobody wrote. A name without an ending may hold anything.
fn not_markdown(name: &str) -> Option<FileFinding> {
    let ending = Path::new(name).extension()?.to_string_lossy().into_owned();
    let is_version = ending.chars().any(|c| c.is_ascii_digit())
        && ending.trim_start_matches(['v', 'V']).chars().all(|c| c.is_ascii_digit());
    if is_version || MARKDOWN.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        return None;
    }
    let message = format!("not a Markdown file (.{ending})");
    let mut diagnostic = Diagnostic::new("not-markdown", Span::default(), message)
        .note("nothing is read from it")
        .help("convert it to Markdown, for instance with `pandoc`, and name it `.md`");
    diagnostic.severity = Severity::Error;
    Some(FileFinding { path: name.to_owned(), source: None, diagnostic, beside: None })
}

pub(super) fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Whether a path is a folder, or below it.
pub(super) fn is_at_or_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path == folder
        || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
