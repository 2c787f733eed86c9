//! What values of the settings may be, for the schema that editors complete and check `phasebook.toml` with.

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One line of text.
    Text,
    /// Text, or a whole number as text.
    TextOrNumber,
    /// A whole number from the first to the second.
    Number(u64, u64),
    /// True or false.
    Truth,
    /// A date.
    Date,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list.
    List(&'static Form),
    /// A table with keys of any name.
    Map(&'static Form),
    /// A table with these keys: the name, what it is, what it may be.
    Table(&'static [(&'static str, &'static str, Form)]),
}

/// A key of a table.
#[derive(Debug, Clone)]
pub struct DescribedKey {
    /// Its name; `None` where the table takes any.
    pub name: Option<&'static str>,
    /// What it is.
    pub about: &'static str,
    /// What its value may be.
    pub form: Form,
    /// A right value in TOML; empty in a list of tables.
    pub example: &'static str,
    /// The value that holds where none is set, in TOML that is JSON too; `None` where there is none.
    pub default: Option<String>,
}
