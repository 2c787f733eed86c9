//! What callouts mean.

/// What callouts mean, by the five kinds of GitHub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alert {
    /// Useful information.
    Note,
    /// Advice.
    Tip,
    /// Crucial information.
    Important,
    /// Needs attention at once.
    Warning,
    /// Risks of an action.
    Caution,
}

impl Alert {
    /// Its name; in lower case the value of `data-alert`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }

    /// The meaning of a kind in the words of `MkDocs`, Docusaurus and Obsidian; `None` for one that none
    /// of them knows.
    pub fn of_kind(kind: &str) -> Option<Self> {
        let kind = kind.to_ascii_lowercase();
        KINDS.iter().find(|(_, kinds)| kinds.contains(&kind.as_str())).map(|(alert, _)| *alert)
    }
}

/// The kinds of callouts that renderers know.
const KINDS: [(Alert, &[&str]); 5] = [
    (
        Alert::Note,
        &[
            "note",
            "info",
            "abstract",
            "summary",
            "tldr",
            "todo",
            "question",
            "help",
            "faq",
            "example",
            "quote",
            "cite",
            "details",
            "seealso",
            "secondary",
        ],
    ),
    (Alert::Tip, &["tip", "hint", "success", "check", "done"]),
    (Alert::Important, &["important"]),
    (Alert::Warning, &["warning", "attention", "warn"]),
    (
        Alert::Caution,
        &["caution", "danger", "error", "failure", "fail", "missing", "bug", "critical"],
    ),
];
