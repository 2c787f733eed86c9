//! Measured things: criteria, audiences, lengths of time.

use super::prose::Text;

/// A condition, measured or for a human to judge.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// As written.
    pub text: Text,
    /// The comparison that it states, if it states one.
    pub comparison: Option<Comparison>,
}

/// A metric held against a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is measured, as written.
    pub metric: String,
    /// How it must relate to the value.
    pub op: Operator,
    /// The value, in `unit`.
    pub value: f64,
    /// The unit as written ("%", "ms", "x baseline").
    pub unit: Option<String>,
    /// Over what time or on what condition ("for > 15 minutes").
    pub window: Option<String>,
}

/// Relations of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Below.
    Less,
    /// At most.
    LessOrEqual,
    /// Above.
    Greater,
    /// At least.
    GreaterOrEqual,
    /// Exactly.
    Equal,
}

impl Operator {
    /// The sign used in data.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "=",
        }
    }
}

/// An audience.
#[derive(Debug, Clone, PartialEq)]
pub struct Users {
    /// As written.
    pub text: Text,
    /// How many, where the words say it.
    pub amount: Option<Amount>,
}

/// The size of an audience.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// A count of people, or a share in percent (0 to 100).
    pub value: f64,
    /// What the value counts.
    pub unit: AmountUnit,
    /// Whether the author marked it as rough (`~`, "about").
    pub approximate: bool,
}

/// What an audience is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AmountUnit {
    /// Persons or accounts.
    People,
    /// Percent of all.
    Share,
}

impl AmountUnit {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Share => "share",
        }
    }
}

/// A planned length of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Duration {
    /// As written.
    pub text: Text,
    /// The length that the words state; a range by its longer bound.
    pub length: Option<Length>,
    /// The shorter bound of a range.
    pub shortest: Option<Length>,
    /// Whether the author marked it as rough (`~`).
    pub approximate: bool,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Whole days; hours are rounded up.
    Days(u32),
    /// Days without Saturdays and Sundays.
    BusinessDays(u32),
    /// Months by the calendar.
    Months(u32),
    /// Without an end.
    Ongoing,
}
