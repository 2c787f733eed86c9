//! `phasebook diff`: what plans state otherwise in two revisions, or in one and the files as they are.

mod human;
mod json;
mod markdown;

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::Outcome;
use super::args::{DiffArguments, DiffFormat, SiteArguments};
use super::error::Failure;
use super::setup::Setup;
use crate::analysis::changes::{ChangeLine, change_line};
use crate::disk;
use crate::history::{Revision, fork, read_texts};
use crate::pipeline::{ChangedPlan, compare};
use crate::text::Source;

/// What is compared.
#[derive(Debug)]
struct Compared {
    /// The old state: a commit's name.
    from: String,
    /// The new state: a commit's name; `None` for the files as they are.
    to: Option<String>,
    /// The folder that all paths are relative to, as the user opens it.
    folder: PathBuf,
    plans: Vec<ComparedPlan>,
}

/// A plan that both states do not have alike.
#[derive(Debug)]
struct ComparedPlan {
    plan: ChangedPlan,
    lines: Vec<ChangeLine>,
}

impl ComparedPlan {
    fn new(plan: ChangedPlan) -> Self {
        let lines = match (&plan.old, &plan.new) {
            (Some(old), Some(new)) => {
                plan.changes.iter().map(|change| change_line(change, old, new)).collect()
            }
            _ => Vec::new(),
        };
        Self { plan, lines }
    }

    /// What became of the plan as a whole: `added`, `removed`, `moved`, `changed`, `reworded`.
    fn word(&self) -> &'static str {
        match (&self.plan.old, &self.plan.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ if self.plan.moved_from().is_some() => "moved",
            _ if self.lines.is_empty() => "reworded",
            _ => "changed",
        }
    }
}

pub(super) fn run(site: &SiteArguments, options: &DiffArguments) -> Result<Outcome, Failure> {
    let setup = Setup::new(site)?;
    let compared = compared(&setup, options)?;
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match options.format {
        DiffFormat::Human => human::write(&mut out, &compared)?,
        DiffFormat::Markdown => markdown::write(&mut out, &compared)?,
        DiffFormat::Json => json::write(&mut out, &compared)?,
    }
    out.flush()?;
    let fails = options.exit_code && !compared.plans.is_empty();
    Ok(if fails { Outcome::Findings } else { Outcome::Good })
}

fn compared(setup: &Setup, options: &DiffArguments) -> Result<Compared, Failure> {
    let content = &setup.content;
    let (range, paths) = range_and_paths(setup, options)?;
    let (from, to) = match range.split_once("...") {
        Some((one, other)) => {
            let (one, other) = (or_head(one), or_head(other));
            (fork(content, one, other)?, Some(other))
        }
        None => match range.split_once("..") {
            Some((from, to)) => (or_head(from).to_owned(), Some(or_head(to))),
            None => (range.clone(), None),
        },
    };
    let mut from = Revision::read(content, &from)?;
    let mut to = to.map(|to| Revision::read(content, to)).transpose()?;
    let is_asked = |path: &str| {
        paths.is_empty() || paths.iter().any(|asked| super::paths::is_at_or_below(path, asked))
    };
    from.documents.retain(|path, _| is_asked(path));
    // Texts with one id are equal.
    if let Some(to) = &mut to {
        to.documents.retain(|path, id| {
            let is_same = from.documents.get(path) == Some(id);
            if is_same {
                from.documents.remove(path);
            }
            !is_same && is_asked(path)
        });
    }
    let old = texts(setup, &from)?;
    let new = match &to {
        Some(to) => texts(setup, to)?,
        None => {
            let mut documents = setup.input(&[&setup.output(None)])?.documents;
            documents.retain(|document| is_asked(document.path()));
            documents
        }
    };
    let plans = compare(old, new, &setup.config).into_iter().map(ComparedPlan::new).collect();
    let folder = super::here::from_here(content);
    Ok(Compared { from: from.commit, to: to.map(|to| to.commit), folder, plans })
}

fn or_head(revision: &str) -> &str {
    if revision.is_empty() { "HEAD" } else { revision }
}

/// The range, `HEAD` unless one is named, and paths below the content folder. A first word that names no revision but
/// a file is a path.
fn range_and_paths(
    setup: &Setup,
    options: &DiffArguments,
) -> Result<(String, Vec<String>), Failure> {
    let mut words = options.words.iter();
    let first = words.clone().next();
    let is_path = first.is_some_and(|word| {
        !word.contains("..")
            && disk::kind(word.as_ref()).is_ok_and(|kind| kind.is_some())
            && Revision::read(&setup.content, word).is_err()
    });
    let range = if is_path { None } else { words.next() };
    let content = disk::real_path(&setup.content)?;
    let mut paths = Vec::new();
    for word in words {
        // A path may be one of a plan that is gone.
        let below = disk::real_path(word.as_ref())
            .ok()
            .and_then(|real| real.strip_prefix(&content).ok().map(super::paths::slashed));
        paths.push(below.unwrap_or_else(|| word.trim_end_matches('/').to_owned()));
    }
    Ok((range.map_or_else(|| "HEAD".to_owned(), Clone::clone), paths))
}

/// The documents of a revision.
fn texts(setup: &Setup, revision: &Revision) -> Result<Vec<Arc<Source>>, Failure> {
    let texts = read_texts(&setup.content, &revision.documents)?;
    let source = |(path, bytes): (String, Vec<u8>)| Arc::new(Source::new(path, &bytes));
    Ok(texts.into_iter().map(source).collect())
}
