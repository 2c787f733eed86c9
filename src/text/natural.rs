//! The order in which people look words up: numbers by value, letters without regard to case.

use std::cmp::Ordering;

/// A text that sorts with its numbers by value, whatever script's digits write them, and without
/// regard to case: Wave 2 stands before wave 10. What is equal in that stands as its characters do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Natural(String);

impl Natural {
    /// A text to sort by.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_natural(&self.0, &other.0)
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares two texts in the order of [`Natural`].
pub fn compare_natural(left: &str, right: &str) -> Ordering {
    let (mut left_rest, mut right_rest) = (left, right);
    loop {
        let (Some(x), Some(y)) = (left_rest.chars().next(), right_rest.chars().next()) else {
            return left_rest.len().cmp(&right_rest.len()).then_with(|| left.cmp(right));
        };
        let step = if digit(x).is_some() && digit(y).is_some() {
            let (number, left_after) = take_number(left_rest);
            let (other, right_after) = take_number(right_rest);
            (left_rest, right_rest) = (left_after, right_after);
            let values = || number.chars().map(digit).cmp(other.chars().map(digit));
            number.chars().count().cmp(&other.chars().count()).then_with(values)
        } else {
            left_rest = &left_rest[x.len_utf8()..];
            right_rest = &right_rest[y.len_utf8()..];
            place(x).to_lowercase().cmp(place(y).to_lowercase())
        };
        if step.is_ne() {
            return step;
        }
    }
}

/// Where a character stands beside one that is no digit: digits of all scripts in one place.
fn place(char: char) -> char {
    if digit(char).is_some() { '0' } else { char }
}

/// The digits at the start without leading zeros, and what follows them.
fn take_number(text: &str) -> (&str, &str) {
    let end = text.find(|c| digit(c).is_none()).unwrap_or(text.len());
    (text[..end].trim_start_matches(|c| digit(c) == Some(0)), &text[end..])
}

/// Zeros of the scripts that write numbers by place; nine more digits follow each (Unicode, Nd).
const ZEROS: [u32; 37] = [
    0x0030, 0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6,
    0x0d66, 0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80,
    0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
    0xff10,
];

/// The value of a decimal digit of any script.
fn digit(char: char) -> Option<u32> {
    let code = u32::from(char);
    let zero = ZEROS[ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?];
    Some(code - zero).filter(|value| *value < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_value() {
        let mut ids = ["R10", "r2", "R1", "A9", "R02", "R", "R2b"];
        ids.sort_by(|a, b| compare_natural(a, b));
        assert_eq!(ids, ["A9", "R", "R1", "R02", "r2", "R2b", "R10"]);
    }

    #[test]
    fn digits_of_every_script_are_numbers() {
        let mut titles =
            ["الموجة ١٠", "الموجة ٢", "第10波", "第2波", "Wave 3", "Wave ２", "चरण १२", "चरण ९"];
        titles.sort_by_key(|title| Natural::new(*title));
        let order =
            ["Wave ２", "Wave 3", "الموجة ٢", "الموجة ١٠", "चरण ९", "चरण १२", "第2波", "第10波"];
        assert_eq!(titles, order);
    }

    #[test]
    fn the_order_is_one() {
        let texts =
            ["5", ":", "٢", "02", "2", "a", "A", "İ", "i", "", "10x", "9999999999999999999999"];
        for (a, b) in texts.iter().flat_map(|a| texts.map(|b| (*a, b))) {
            assert_eq!(compare_natural(a, b), compare_natural(b, a).reverse(), "{a} {b}");
            let after = |c: &&&str| compare_natural(a, b).is_lt() && compare_natural(b, c).is_lt();
            for c in texts.iter().filter(after) {
                assert!(compare_natural(a, c).is_lt(), "{a} {b} {c}");
            }
        }
    }
}
