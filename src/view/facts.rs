//! A list of labels and values: "Live now", "This phase".

use serde::Serialize;

use super::part::Html;

/// A label and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Its id on the page, where something leads to it.
    pub id: Option<&'static str>,
    /// What it is: "Users".
    pub label: String,
    /// Its value.
    pub text_html: Html,
}

impl Fact {
    /// A fact.
    pub fn new(label: impl Into<String>, text_html: Html) -> Self {
        Self { id: None, label: label.into(), text_html }
    }

    /// The same with an id.
    #[must_use]
    pub fn with_id(self, id: &'static str) -> Self {
        Self { id: Some(id), ..self }
    }
}
