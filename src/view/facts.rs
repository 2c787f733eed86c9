//! A list of labels and values: "Live now", "This phase".

use serde::Serialize;

use super::part::Html;

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is: "Users".
    pub label: String,
    /// Its value.
    pub text_html: Html,
}

impl Fact {
    /// A fact.
    pub fn new(label: impl Into<String>, text_html: Html) -> Self {
        Self { label: label.into(), text_html }
    }
}
