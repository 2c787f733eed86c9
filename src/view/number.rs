//! Numbers that pages count, as readers of English write them.

/// A whole number with commas between its thousands.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let first = digits.len() % 3;
    let (head, rest) = digits.split_at(first);
    let groups = rest.as_bytes().chunks(3).map(|three| String::from_utf8_lossy(three).into_owned());
    let head = (!head.is_empty()).then(|| head.to_owned());
    head.into_iter().chain(groups).collect::<Vec<_>>().join(",")
}

/// A number with one decimal at most; from a hundred on with none.
pub fn decimal(number: f64) -> String {
    if number >= 100.0 {
        return thousands(number);
    }
    let text = format!("{number:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let words = [0.0, 12.0, 999.6, 12400.0, 1_234_567.0].map(thousands);
        assert_eq!(words, ["0", "12", "1,000", "12,400", "1,234,567"]);
    }

    #[test]
    fn decimals_are_few() {
        let words = [2.0, 2.54, 13.33, 99.96, 2000.4].map(decimal);
        assert_eq!(words, ["2", "2.5", "13.3", "100", "2,000"]);
    }
}
