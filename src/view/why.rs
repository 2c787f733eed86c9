//! What explains a derived value: the rule, what it was made from, and where that stands.

use serde::Serialize;

use super::part::{Anchor, Html};

/// The explanation of a derived value: `details.why`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// What it answers: "Why this verdict?".
    pub question: &'static str,
    /// The rule, in a sentence; `None` where the page about the site alone says it.
    pub rule: Option<String>,
    /// What the value was made from.
    pub inputs: Vec<Premise>,
    /// The rule on the page about the site.
    pub about: Anchor,
}

/// A value that another was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Premise {
    /// What it is: "Duration".
    pub label: String,
    /// Its value.
    pub text_html: Html,
    /// The line that states it; `None` where no line does.
    pub line: Option<Anchor>,
}
