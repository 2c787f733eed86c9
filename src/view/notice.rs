//! A sentence that stands apart: a warning, a filter that is on, good news.

use serde::Serialize;

use super::part::Html;
use super::shell::Anchor;

/// What a card or a sentence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// All is well.
    Ok,
    /// Worth knowing.
    Info,
    /// Look at it.
    Warn,
    /// Act on it.
    Danger,
    /// Nothing to say either way.
    Neutral,
}

/// A notice: `.notice[data-tone]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Its tone.
    pub tone: Tone,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// Its first words, in bold.
    pub title: Option<String>,
    /// The sentence.
    pub text_html: Html,
    /// Where to go from here.
    pub link: Option<Anchor>,
}

impl Notice {
    /// A notice with the icon of its tone.
    pub fn new(tone: Tone, text_html: Html) -> Self {
        let icon = match tone {
            Tone::Ok => "check",
            Tone::Info | Tone::Neutral => "info",
            Tone::Warn => "warning",
            Tone::Danger => "attention",
        };
        Self { tone, icon, title: None, text_html, link: None }
    }

    /// With first words in bold.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// With a link at its end.
    #[must_use]
    pub fn linked(mut self, link: Anchor) -> Self {
        self.link = Some(link);
        self
    }
}
