//! Findings: what is wrong in a plan, where, and what to write instead.
//!
//! In: nothing; other stages make these. Out: plain data that reports and pages print.
//! Invariant: a message is one line that stands alone; detail lives in labels, notes and help.

mod suggest;

pub use suggest::{did_you_mean, slip_of};

use std::borrow::Cow;

use crate::text::Span;

/// Most bytes of an author's words that a finding quotes where it speaks of something else.
const LONGEST_EXCERPT: usize = 200;

/// Words as a finding quotes them: whole, or their beginning where they are long.
pub fn excerpt(words: &str) -> Cow<'_, str> {
    if words.len() <= LONGEST_EXCERPT {
        return Cow::Borrowed(words);
    }
    Cow::Owned(format!("{}…", &words[..words.floor_char_boundary(LONGEST_EXCERPT)]))
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be mended before it matters.
    Warning,
    /// Readers are misled or a promise is broken.
    Error,
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word used in data and settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity that a word of the settings names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// A further place that helps to understand a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub text: String,
}

/// A change of a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What takes its place; without line ends, so that a file keeps its own.
    pub replacement: String,
}

/// One finding in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id, kebab-case and stable: `unknown-status`.
    pub code: &'static str,
    /// How grave it is, after the plan's status and the settings had their say.
    pub severity: Severity,
    /// One lower-case line without a full stop; names stand in backticks.
    pub message: String,
    /// The place; the empty span at 0 where the whole file is meant.
    pub span: Span,
    /// What to print under the place.
    pub label: Option<String>,
    /// Other places.
    pub labels: Vec<Label>,
    /// Facts that explain.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Vec<String>,
    /// The changes that mend it and change nothing else of what the plan says; mostly none is known.
    pub fix: Vec<Edit>,
}

impl Diagnostic {
    /// A finding at a place, [`Severity::Warning`] until `check` settles its severity.
    pub fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            message: message.into(),
            span,
            label: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            fix: Vec::new(),
        }
    }

    /// Says what stands at the place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = Some(text.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a change that mends it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix.push(Edit { span, replacement: replacement.into() });
        self
    }

    /// Whether the whole file is meant and not a place in it.
    pub fn is_of_file(&self) -> bool {
        self.span == Span::default()
    }
}
