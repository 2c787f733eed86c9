//! Files of measures that stand beside plans: what of them can't be read, and those that stand beside none.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::BuildConfig;
use crate::diagnostic::Diagnostic;
use crate::model::plan::Plan;
use crate::parse::companion_findings;
use crate::portfolio::FileFinding;
use crate::site::{Attachments, measured_stem, measures_beside};
use crate::text::{Source, Span};

/// What of the file beside a document can't be read; `plan` is what the document states, if it is one.
pub(super) fn findings(
    source: &Source,
    plan: Option<&Plan>,
    config: &BuildConfig,
) -> Vec<FileFinding> {
    let Some(companion) = source.companion() else { return Vec::new() };
    let found = match plan {
        Some(plan) => companion_findings(companion, plan, &config.language),
        None => vec![
            Diagnostic::new(
                "measure-not-read",
                Span::default(),
                "the page beside it is not a plan",
            )
            .note("nothing is read from it")
            .help("remove it, or name it after the plan whose metrics it measures"),
        ],
    };
    let of_file = |diagnostic| FileFinding {
        path: companion.path().to_owned(),
        source: Some(Arc::clone(companion)),
        beside: None,
        diagnostic,
    };
    found.into_iter().map(of_file).collect()
}

/// Findings on files of measures that stand beside no document, not even one that can't be read.
pub(super) fn lone(
    documents: &[Arc<Source>],
    files: &Attachments,
    lost: &[FileFinding],
) -> Vec<FileFinding> {
    let mut named = files.keys().filter(|path| measured_stem(path).is_some()).peekable();
    if named.peek().is_none() {
        return Vec::new();
    }
    let paths = documents.iter().map(|document| document.path());
    let paths = paths.chain(lost.iter().map(|file| file.path.as_str()));
    let known: FxHashSet<String> = paths.map(measures_beside).collect();
    let finding = |path: &String| FileFinding {
        path: path.clone(),
        source: None,
        beside: None,
        diagnostic: Diagnostic::new(
            "measure-not-read",
            Span::default(),
            "no plan stands beside it",
        )
        .note("nothing is read from it")
        .help(format!(
            "name it after its plan: `{0}.measures.json` stands beside `{0}.md`",
            measured_stem(path).unwrap_or_default()
        )),
    };
    named.filter(|path| !known.contains(*path)).map(finding).collect()
}
