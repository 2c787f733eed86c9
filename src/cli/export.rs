//! `phasebook export`: the model on stdout.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Outcome;
use super::args::{ExportArguments, ExportFormat, SiteArguments, Table};
use super::error::Failure;
use super::setup::{Setup, loose};
use crate::build::Input;
use crate::disk;
use crate::portfolio::{Entry, Portfolio};
use crate::view::data;

pub(super) fn run(site: &SiteArguments, options: &ExportArguments) -> Result<Outcome, Failure> {
    let setup = Setup::new(site)?;
    let portfolios = portfolios(&setup, &options.paths)?;
    let entries: Vec<&Arc<Entry>> = portfolios
        .iter()
        .flat_map(|(p, keep)| {
            p.entries
                .iter()
                .filter(move |e| keep.as_ref().is_none_or(|k| k.contains(e.source.path())))
        })
        .collect();
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match (options.format, options.table) {
        (ExportFormat::Json, _) => {
            data::write_export(&mut out, entries.iter().map(|e| &***e), &setup.settings)?;
        }
        (ExportFormat::Csv, Table::Plans) => {
            out.write_all(data::plans_csv(entries.iter().map(|e| &***e)).as_bytes())?;
        }
        (ExportFormat::Csv, Table::Risks) => {
            out.write_all(data::risks_csv(entries.iter().map(|e| &***e)).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(Outcome::Good)
}

/// A portfolio, and the paths of its plans that were asked for; `None`: all.
type Asked = (Portfolio, Option<BTreeSet<String>>);

/// The portfolios that paths name. One inside the content folder narrows what is printed of it; a
/// folder elsewhere is a content folder of its own; a file elsewhere is read by itself.
fn portfolios(setup: &Setup, paths: &[PathBuf]) -> Result<Vec<Asked>, Failure> {
    if paths.is_empty() {
        return Ok(vec![(setup.portfolio(&[])?, None)]);
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
            None if disk::kind(path)? == Some(disk::Kind::Folder) => {
                let tree = disk::read_tree(path, &setup.settings.limits, &[])?;
                let loose = tree.unreadable.into_iter().map(loose).collect();
                let input = Input { documents: tree.documents, files: tree.files, loose };
                asked.push((setup.assemble(input), None));
            }
            None => asked.push((single(setup, path)?, None)),
        }
    }
    if !inside.is_empty() {
        let portfolio = setup.assemble(with_named(setup, &inside)?);
        let keep = portfolio
            .entries
            .iter()
            .map(|e| e.source.path())
            .filter(|p| inside.iter().any(|i| is_at_or_below(p, i)))
            .map(str::to_owned)
            .collect();
        asked.insert(0, (portfolio, Some(keep)));
    }
    Ok(asked)
}

/// The content folder, and files below it that were named though their names are skipped.
fn with_named(setup: &Setup, named: &BTreeSet<String>) -> Result<Input, Failure> {
    let mut input = setup.input(&[])?;
    for name in named {
        let path = setup.content.join(name);
        let is_known = input.documents.iter().any(|d| d.path() == name);
        if !is_known && disk::kind(&path)? == Some(disk::Kind::File) {
            match disk::read_one(&path, name, &setup.settings.limits) {
                Ok(source) => input.documents.push(Arc::new(source)),
                Err(file) => input.loose.push(loose(file)),
            }
        }
    }
    input.documents.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(input)
}

fn single(setup: &Setup, path: &Path) -> Result<Portfolio, Failure> {
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let mut input = Input::default();
    match disk::read_one(path, &name, &setup.settings.limits) {
        Ok(source) => input.documents.push(Arc::new(source)),
        Err(file) => {
            let text = format!("`{}` can't be read: {}", path.display(), file.message);
            return Err(Failure::new(text).help(file.help));
        }
    }
    Ok(setup.assemble(input))
}

fn slashed(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn is_at_or_below(path: &str, folder: &str) -> bool {
    folder.is_empty()
        || path == folder
        || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
