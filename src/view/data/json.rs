//! JSON in which no character is more than it seems.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::text::is_invisible;

/// Writes a value as JSON on one line. Control characters beyond ASCII and characters that nobody
/// sees are escaped as well: the text is the same, and no terminal is steered by it.
///
/// # Errors
/// When `out` can't be written.
pub fn write_json<T: Serialize + ?Sized>(out: &mut impl Write, value: &T) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless)).map_err(io::Error::from)
}

struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|c: char| c.is_control() || is_invisible(c)) {
            let (clean, from) = rest.split_at(at);
            writer.write_all(clean.as_bytes())?;
            let mut chars = from.chars();
            if let Some(c) = chars.next() {
                // All of them lie in the first plane.
                write!(writer, "\\u{:04x}", u32::from(c))?;
            }
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unseen_is_escaped_and_the_text_is_the_same() {
        let text = "a\u{9b}\"é\u{202e}\n";
        let mut bytes = Vec::new();
        write_json(&mut bytes, text).expect("memory");
        assert_eq!(bytes, b"\"a\\u009b\\\"\xc3\xa9\\u202e\\n\"");
        assert_eq!(serde_json::from_slice::<String>(&bytes).expect("JSON"), text);
    }
}
