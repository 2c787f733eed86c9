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

/// The factor from a unit of time to seconds, for units that mean one thing only.
fn seconds(unit: &str) -> Option<f64> {
    Some(match unit {
        "µs" | "us" | "microsecond" | "microseconds" => 1e-6,
        "ms" | "msec" | "millisecond" | "milliseconds" => 1e-3,
        "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
        "min" | "mins" | "minute" | "minutes" => 60.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600.0,
        "day" | "days" => 86_400.0,
        _ => return None,
    })
}

/// A value of one unit in another; `None` where that is not sure.
pub fn convert(value: f64, unit: Option<&str>, into: Option<&str>) -> Option<f64> {
    let folded = |unit: Option<&str>| {
        let unit = unit.map(str::trim).filter(|unit| !unit.is_empty());
        unit.map(|unit| unit.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let (unit, into) = (folded(unit), folded(into));
    if unit == into {
        return Some(value);
    }
    let (from, to) = (seconds(&unit?)?, seconds(&into?)?);
    // Where the factor is whole, so that 1,200 ms are 1.2 s and no more.
    Some(if from >= to { value * (from / to).round() } else { value / (to / from).round() })
}

/// Whether a text holds a number that is one of thousands in some languages and a fraction in others: "1.200".
pub fn is_ambiguous_number(text: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    text.split(|c| !is_of_number(c)).any(|number| {
        let number = number.trim_matches(['.', ',']);
        let mut groups = number.split(['.', ',']);
        let (Some(first), Some(second), None) = (groups.next(), groups.next(), groups.next())
        else {
            return false;
        };
        (1..=3).contains(&first.len()) && second.len() == 3 && !first.starts_with('0')
    })
}

impl Operator {
    /// Whether a value stands so to another.
    pub fn holds(self, value: f64, target: f64) -> bool {
        // Decimal fractions are not exact in binary: 0.1 % of ten times as many is 1 %.
        let is_equal = (value - target).abs() <= f64::EPSILON * 4.0 * value.abs().max(target.abs());
        match self {
            Self::Less => value < target && !is_equal,
            Self::LessOrEqual => value < target || is_equal,
            Self::Greater => value > target && !is_equal,
            Self::GreaterOrEqual => value > target || is_equal,
            Self::Equal => is_equal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_units_that_surely_are_of_one_kind_are_compared() {
        let check = |value, unit, into, expected| {
            assert_eq!(convert(value, unit, into), expected, "{value} {unit:?} {into:?}");
        };
        check(0.8, Some("%"), Some("%"), Some(0.8));
        check(1_200.0, Some("ms"), Some("s"), Some(1.2));
        check(1.5, Some("s"), Some("ms"), Some(1_500.0));
        check(2.0, Some("h"), Some("minutes"), Some(120.0));
        check(40.0, None, None, Some(40.0));
        check(40.0, Some("Users"), Some("users"), Some(40.0));
        check(2.0, Some("x  baseline"), Some("x baseline"), Some(2.0));
        for (unit, into) in
            [("%", ""), ("", "%"), ("x", "x baseline"), ("m", "s"), ("MB", "GB"), ("€", "$")]
        {
            check(1.0, Some(unit), Some(into), None);
        }
    }

    #[test]
    fn a_point_before_three_digits_may_part_thousands() {
        for doubt in ["1.200 ms", "12,345", "< 1.200"] {
            assert!(is_ambiguous_number(doubt), "{doubt}");
        }
        for sure in ["1.2", "0.125", "1.2345", "1.200.000", "1200", "99,95 %", ""] {
            assert!(!is_ambiguous_number(sure), "{sure}");
        }
    }

    #[test]
    fn a_value_stands_to_its_target_as_an_operator_says() {
        use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
        assert!(Less.holds(0.8, 1.0) && !Less.holds(1.0, 1.0));
        assert!(LessOrEqual.holds(1.0, 1.0) && !LessOrEqual.holds(1.1, 1.0));
        assert!(Greater.holds(2.0, 1.0) && !Greater.holds(1.0, 1.0));
        assert!(GreaterOrEqual.holds(1.0, 1.0) && !GreaterOrEqual.holds(0.9, 1.0));
        assert!(Equal.holds(0.1 + 0.2, 0.3) && !Equal.holds(0.0, 1.0));
    }
}
