//! The pipeline on one screen: from texts to the portfolio, from the portfolio to pages.
//!
//! In: the texts of the content folder, the settings, the date, the theme. Out: a [`Site`], whose
//! pages are made when asked for. Invariant: what is cached of a file depends on nothing but that
//! file, the settings and the date, so an empty cache is the full build.

mod assembled;
mod assembler;
mod beside;
mod companions;
mod compare;
mod config;
mod file;
mod file_findings;
mod inputs;
mod page;
mod past;
mod routes;
mod site;
mod sitemap;
mod slugs;
#[cfg(test)]
mod tests;
mod trends;
mod whole;
mod work;

pub use assembler::Assembler;
pub use compare::{ChangedPlan, compare, plan_of};
pub use config::{BuildConfig, EarlierTexts};
pub use file::ParsedFile;
pub use past::{COMPARED_VERSIONS, find_changes};
pub use site::{Site, earlier, is_committed, open};
pub use trends::{KnownStandings, find_trends};
pub use work::{Tally, Work};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::portfolio::{FileFinding, Portfolio};
use crate::site::Attachments;
use crate::text::Source;

/// What the content folder holds.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Markdown files, by path.
    pub documents: Vec<Arc<Source>>,
    /// The other files.
    pub files: Attachments,
    /// Findings on files that could not be read.
    pub file_findings: Vec<FileFinding>,
    /// Paths of documents that the audience of the site is not shown.
    pub withheld: BTreeSet<String>,
}

/// Reads every file and puts all side by side, from nothing.
pub fn assemble(input: Input, config: &Arc<BuildConfig>) -> Portfolio {
    let portfolio = Assembler::assemble_once(Arc::clone(config), input);
    Arc::unwrap_or_clone(portfolio)
}
