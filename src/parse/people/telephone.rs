//! Telephone numbers in author's words.

/// Fewest digits that make a number: country code and a short subscriber number.
const FEWEST_DIGITS: usize = 7;
/// Most digits of a number (ITU-T E.164).
const MOST_DIGITS: usize = 15;

/// Length in bytes and dialled form (`+493055501`) of the international telephone number that `text`,
/// which begins with `+`, begins with.
pub fn telephone_at(text: &str) -> Option<(usize, String)> {
    let mut dialled = String::from("+");
    let mut end = 0;
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((i, c)) = chars.next() {
        if c.is_ascii_digit() {
            dialled.push(c);
            end = i + 1;
        } else if text[i..].starts_with("(0)") {
            // The trunk zero is dialled at home only.
            chars.next();
            chars.next();
        } else {
            let parts = matches!(c, ' ' | '-' | '/' | '.' | '(' | ')' | '\u{a0}' | '\u{2011}');
            let is_last = chars.peek().is_none_or(|(_, next)| *next == ' ');
            if !parts || (is_last && c != ')') {
                break;
            }
        }
    }
    let digits = dialled.len() - 1;
    (FEWEST_DIGITS..=MOST_DIGITS).contains(&digits).then_some((end, dialled))
}
