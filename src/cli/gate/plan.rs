//! Which plan is meant: the one of a slug, of a path, or of a path below the content folder.

use std::path::{Path, PathBuf};

use super::super::error::Failure;
use super::super::here::{from_here, told};
use super::super::paths::{Asked, portfolios};
use super::super::setup::Setup;
use crate::diagnostic::did_you_mean;
use crate::disk;
use crate::portfolio::{PlanEntry, Portfolio};

/// The plan that is meant, among its neighbours.
pub(in crate::cli) struct Found {
    portfolio: Portfolio,
    index: usize,
    /// The path of its file as a user opens it from the working folder.
    pub(in crate::cli) path: String,
    /// The folder that the paths of its files are relative to.
    pub(in crate::cli) folder: PathBuf,
}

impl Found {
    /// The plan itself.
    pub(in crate::cli) fn entry(&self) -> &PlanEntry {
        &self.portfolio.entries[self.index]
    }

    /// All plans, and the place of this one among them.
    pub(in crate::cli) fn into_portfolio(self) -> (Portfolio, usize) {
        (self.portfolio, self.index)
    }
}

/// The plan that `name` means. No slug holds a dot, so a name with an ending is a path; of any other the
/// slug comes first, wherever the command is run.
pub(in crate::cli) fn find(setup: &Setup, name: &str) -> Result<Found, Failure> {
    let path = Path::new(name);
    let has_ending = path.extension().is_some();
    if has_ending && disk::kind(path)? == Some(disk::PathKind::File) {
        return of_file(setup, path);
    }
    let portfolio = setup.portfolio(&[&setup.output(None)])?;
    let is_meant = |entry: &PlanEntry| entry.slug.as_str() == name || entry.source.path() == name;
    if let Some(index) = portfolio.own().iter().position(|entry| is_meant(entry)) {
        return Ok(found(portfolio, index, &setup.content));
    }
    match disk::kind(path)? {
        Some(disk::PathKind::Folder) => {
            Err(Failure::new(format!("`{name}` is a folder, and one plan is asked for"))
                .help("name the file of the plan, or its slug; `phasebook list` shows the plans"))
        }
        Some(_) => of_file(setup, path),
        None => Err(unknown(&portfolio, name)),
    }
}

/// The plan of a file, read as other commands read it.
fn of_file(setup: &Setup, path: &Path) -> Result<Found, Failure> {
    let shown = path.display();
    for asked in portfolios(setup, &[path.to_path_buf()])? {
        let is_asked = |entry: &PlanEntry| asked.holds(entry.source.path());
        if let Some(index) = asked.portfolio.own().iter().position(|entry| is_asked(entry)) {
            let Asked { portfolio, folder, .. } = asked;
            return Ok(found(portfolio, index, &folder));
        }
        let unread = asked.portfolio.file_findings.iter().find(|file| asked.holds(&file.path));
        if let Some(unread) = unread {
            let failure = Failure::new(format!("`{shown}`: {}", unread.diagnostic.message));
            return Err(match unread.diagnostic.help.first() {
                Some(help) => failure.help(help.clone()),
                None => failure,
            });
        }
    }
    Err(Failure::new(format!("`{shown}` is not a plan: it has none of a plan's sections"))
        .help("`phasebook list` shows the plans"))
}

fn found(portfolio: Portfolio, index: usize, folder: &Path) -> Found {
    let path: PathBuf = from_here(folder).join(portfolio.entries[index].source.path());
    let path = told(&path);
    Found { portfolio, index, path, folder: folder.to_path_buf() }
}

fn unknown(portfolio: &Portfolio, name: &str) -> Failure {
    let failure = Failure::new(format!("`{name}` is neither a plan's slug nor a file"));
    let slugs = portfolio.own().iter().map(|entry| entry.slug.as_str());
    let sources = portfolio.own().iter().map(|entry| entry.source.path());
    // Who knows the plan leaves out its folder sooner than a letter.
    let ends = |slug: &&str| slug.rsplit('/').next() == Some(name);
    let near = slugs.clone().find(ends).or_else(|| did_you_mean(name, slugs.chain(sources)));
    match near {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`phasebook list --format json` shows the slugs"),
    }
}
