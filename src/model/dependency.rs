//! Plans that a plan depends on.

use super::prose::Target;
use crate::text::Span;

/// A plan that another depends on, as its author names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// Where the name leads.
    pub target: Target,
    /// The author's words.
    pub text: String,
    /// Whether the author says that it is a plan, in front matter or in a header line; a link under
    /// "Dependencies" may as well lead to something else.
    pub is_declared: bool,
    /// Where it stands.
    pub span: Span,
}
