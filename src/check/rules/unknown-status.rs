//! A status that is not a known word; found by `parse`.

use crate::diagnostic::{Diagnostic, Edit, did_you_mean};
use crate::model::header::{Status, StatusKind};
use crate::text::Source;

/// The known status that a slip of the hand missed, in the place of the written one.
pub(super) fn fix(source: &Source, status: &Status, finding: &Diagnostic) -> Vec<Edit> {
    let is_it = status.kind == StatusKind::Unknown && status.span == finding.span;
    // In front matter a value may stand in quotes or be written with escapes.
    if !is_it || source.slice(status.span) != status.text {
        return Vec::new();
    }
    let near = did_you_mean(&status.text, StatusKind::KNOWN.map(StatusKind::written));
    near.map(|near| Edit { span: status.span, replacement: near.to_owned() }).into_iter().collect()
}
