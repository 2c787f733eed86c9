//! Comments in front matter.

use super::super::front_matter::Comment;
use crate::diagnostic::Diagnostic;

/// The finding on a comment that may have been meant as a part of a value.
pub(super) fn cut(comment: &Comment<'_>) -> Diagnostic {
    Diagnostic::new(
        "cut-front-matter-value",
        comment.span,
        format!("`{}` is a YAML comment, not part of `{}`", comment.text, comment.key),
    )
    .note("in YAML, ` #` begins a comment")
    .help("put the value in quotes")
}
