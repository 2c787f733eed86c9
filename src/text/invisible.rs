//! Characters that nobody sees.

/// Whether a reader does not see the character though it changes what he sees: bidirectional
/// controls, zero-width characters, and the separators of lines and paragraphs, at which some programs
/// break a line. Joiners (U+200C, U+200D) are not counted: scripts and emoji need them.
pub const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}' | '\u{180E}'
            | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// Whether the character may change what a terminal or a reader of logs shows of the text around it:
/// control characters, line ends among them, and what [`is_invisible`].
pub fn is_unprintable(c: char) -> bool {
    c.is_control() || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::is_invisible;

    #[test]
    fn controls_are_invisible_and_joiners_are_needed() {
        assert!(
            "\u{200B}\u{2028}\u{202E}\u{2066}\u{2069}\u{FEFF}\u{61C}".chars().all(is_invisible)
        );
        assert!(!"a é\u{A0}\u{200C}\u{200D}\u{FE0F}—\n\t".chars().any(is_invisible));
    }
}
