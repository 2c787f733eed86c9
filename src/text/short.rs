//! Texts cut to the length of a label.

use std::borrow::Cow;

/// Characters of a text that stands as a label: as a link, in a heading of many, in a row of a list. Whole
/// it stands at a place of its own. Names that people write are shorter.
pub const LABEL: usize = 200;

/// So many characters of a text, with a mark where more followed.
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    // No character has less than a byte.
    let cut = if text.len() <= most { None } else { text.char_indices().nth(most) };
    match cut {
        Some((end, _)) => Cow::Owned(format!("{}…", text[..end].trim_end())),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn only_what_is_longer_is_cut() {
        assert_eq!(shortened("größer", 6), "größer");
        assert_eq!(shortened("größer als", 7), "größer…");
        assert_eq!(shortened("", 0), "");
    }
}
