//! JSON in which no character is more than it seems.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, Serializer};

use crate::text::{is_invisible, is_unprintable};

/// Writes a value as JSON on one line. Control characters beyond ASCII and characters that nobody
/// sees are escaped as well: the text is the same, and no terminal is steered by it.
///
/// # Errors
/// When `out` can't be written.
pub fn write_json<T: Serialize + ?Sized>(out: &mut impl Write, value: &T) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless)).map_err(io::Error::from)
}

/// Writes a value as a script: one call of `phasebookData` with one JSON literal. `<`, `>` and `&` are
/// escaped, so that the text ends nothing that it may be put into. What it holds is there to be shown, so
/// characters that nobody sees are their code in brackets and control characters U+FFFD, as on pages.
///
/// # Errors
/// When `out` can't be written.
pub fn write_script<T: Serialize + ?Sized>(out: &mut impl Write, value: &T) -> io::Result<()> {
    out.write_all(b"phasebookData(")?;
    write_in_script(out, value)?;
    out.write_all(b");\n")
}

/// Writes a part of the literal of such a script.
pub(super) fn write_in_script<T: Serialize + ?Sized>(
    out: &mut impl Write,
    value: &T,
) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, HarmlessInScripts))?;
    Ok(())
}

struct Harmless;

struct HarmlessInScripts;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        write_escaped(writer, fragment, is_unprintable)
    }
}

impl Formatter for HarmlessInScripts {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let is_separator = |c| matches!(c, '\u{2028}' | '\u{2029}');
        let ends_a_literal = |c| is_separator(c) || matches!(c, '<' | '>' | '&');
        if !fragment.contains(is_unprintable) {
            return write_escaped(writer, fragment, ends_a_literal);
        }
        let mut shown = String::with_capacity(fragment.len());
        for c in fragment.chars() {
            match c {
                c if c.is_control() => shown.push('\u{FFFD}'),
                c if is_invisible(c) && !is_separator(c) => {
                    let _ = write!(shown, "[U+{:04X}]", u32::from(c));
                }
                c => shown.push(c),
            }
        }
        write_escaped(writer, &shown, ends_a_literal)
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        match escape {
            CharEscape::AsciiControl(_) => writer.write_all("\u{FFFD}".as_bytes()),
            other => CompactFormatter.write_char_escape(writer, other),
        }
    }
}

/// Writes a part of a string with `\u` for what `is_escaped` says, all of it in the first plane.
fn write_escaped<W: ?Sized + Write>(
    writer: &mut W,
    fragment: &str,
    is_escaped: impl Fn(char) -> bool,
) -> io::Result<()> {
    let mut rest = fragment;
    while let Some(at) = rest.find(&is_escaped) {
        let (clean, from) = rest.split_at(at);
        writer.write_all(clean.as_bytes())?;
        let mut chars = from.chars();
        if let Some(c) = chars.next() {
            write!(writer, "\\u{:04x}", u32::from(c))?;
        }
        rest = chars.as_str();
    }
    writer.write_all(rest.as_bytes())
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

    #[test]
    fn a_script_is_one_call_that_no_text_ends() {
        let mut bytes = Vec::new();
        let value = serde_json::json!({ "</script>": "a & b\u{2028}<!--" });
        write_script(&mut bytes, &value).expect("memory");
        let script = String::from_utf8(bytes).expect("text");
        let unseen = "a\u{202e}b\u{200b}<\u{1}\u{9b}\n";
        let mut shown = Vec::new();
        write_script(&mut shown, unseen).expect("memory");
        let expected = "phasebookData(\"a[U+202E]b[U+200B]\\u003c\u{FFFD}\u{FFFD}\\n\");\n";
        assert_eq!(String::from_utf8_lossy(&shown), expected);
        let key = "\\u003c/script\\u003e";
        assert_eq!(
            script,
            format!("phasebookData({{\"{key}\":\"a \\u0026 b\\u2028\\u003c!--\"}});\n")
        );
    }
}
