//! Which word lists there are, and what their words are for: known to the program and to what reads the lists when
//! it is built.

/// Groups of words; each word stands for a kind inside its group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Group {
    /// Headings.
    Section,
    /// Columns of tables.
    Column,
    /// Keys of the header.
    Header,
    /// Status of a plan.
    Status,
    /// Status of a phase.
    PhaseStatus,
    /// Levels of likelihood and impact.
    Level,
    /// Status of a risk.
    RiskStatus,
    /// Go/no-go verdicts.
    Verdict,
    /// Kinds of rollback step.
    Step,
    /// Titles inside a rollback plan under which neither triggers, steps nor owners stand.
    Aside,
    /// Words that open a sentence or a title: of a step, of how things are, of one way of several.
    Opening,
    /// Single notions: the word "phase", "all", "ongoing".
    Word,
    /// Units of time.
    Unit,
    /// Numbers in words.
    Number,
    /// Places in an order, in words.
    Ordinal,
    /// Words that a heading may carry beside the name of its section.
    Qualifier,
    /// Months.
    Month,
    /// Comparisons.
    Comparison,
    /// Words that open the tail of a phrase.
    Tail,
    /// Words that bind a risk to a phase.
    Binding,
    /// Words in the names of people and roles.
    Name,
    /// Columns and values of who says Go.
    Record,
    /// Words that show a text to be of the language.
    Common,
}

/// The groups by the names that lists have for them, in the order of [`Group`].
pub(crate) const GROUPS: [(Group, &str); 23] = [
    (Group::Section, "section"),
    (Group::Column, "column"),
    (Group::Header, "header"),
    (Group::Status, "status"),
    (Group::PhaseStatus, "phase-status"),
    (Group::Level, "level"),
    (Group::RiskStatus, "risk-status"),
    (Group::Verdict, "verdict"),
    (Group::Step, "step"),
    (Group::Aside, "aside"),
    (Group::Opening, "opening"),
    (Group::Word, "word"),
    (Group::Unit, "unit"),
    (Group::Number, "number"),
    (Group::Ordinal, "ordinal"),
    (Group::Qualifier, "qualifier"),
    (Group::Month, "month"),
    (Group::Comparison, "comparison"),
    (Group::Tail, "tail"),
    (Group::Binding, "binding"),
    (Group::Name, "name"),
    (Group::Record, "record"),
    (Group::Common, "common"),
];

/// The tags of the languages that have a list, each in the file of its name. The first list that has a phrase wins.
pub(crate) const LANGUAGES: [&str; 26] = [
    "en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "ru", "uk", "zh", "ja", "ko", "sv", "da",
    "nb", "fi", "tr", "ro", "hu", "el", "vi", "id", "ar", "he",
];
