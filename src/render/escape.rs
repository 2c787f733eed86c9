//! Text in HTML, in elements and quoted attributes alike.

use std::io::{Result, Write};

use crate::text::is_invisible;

/// Writes text so that it is neither markup nor an order to the reader's eye: `& < > " '` as
/// references, characters that nobody sees as their code in brackets, control characters as U+FFFD:
/// as `view::html` does it, for the values that are not HTML yet.
pub(super) fn escape(input: &str, out: &mut dyn Write) -> Result<()> {
    let bytes = input.as_bytes();
    let mut written = 0;
    let mut at = 0;
    while at < bytes.len() {
        let reference: &[u8] = match bytes[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'"' => b"&quot;",
            b'\'' => b"&#39;",
            // Bytes that begin a control character, or one that `is_invisible` knows.
            b'\t' | b'\n' | b' '..=b'~' => {
                at += 1;
                continue;
            }
            0..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF => {
                let c = input[at..].chars().next().unwrap_or_default();
                let shown = is_invisible(c) || c.is_control();
                if shown {
                    out.write_all(&bytes[written..at])?;
                    if c.is_control() {
                        write!(out, "\u{FFFD}")?;
                    } else {
                        write!(out, "[U+{:04X}]", u32::from(c))?;
                    }
                }
                at += c.len_utf8();
                if shown {
                    written = at;
                }
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        out.write_all(&bytes[written..at])?;
        out.write_all(reference)?;
        at += 1;
        written = at;
    }
    out.write_all(&bytes[written..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        let mut out = Vec::new();
        escape(input, &mut out).expect("a vector takes all");
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }

    #[test]
    fn markup_becomes_text() {
        check("a < b && \"c\" > 'd'", "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;");
        check("", "");
    }

    #[test]
    fn what_deceives_the_eye_is_shown() {
        check("invoice\u{202E}gpj.exe", "invoice[U+202E]gpj.exe");
        check("\u{FEFF}a\u{200B}b\u{61C}", "[U+FEFF]a[U+200B]b[U+061C]");
        check("a\u{1B}[31mb\u{7F}\u{85}\u{180E}", "a\u{FFFD}[31mb\u{FFFD}\u{FFFD}[U+180E]");
    }

    #[test]
    fn honest_text_stays() {
        let text = "R\u{f8}d gr\u{f8}d \u{2014} \u{0634}\u{200C}\u{0645} \u{1F469}\u{200D}\u{1F680} \u{FF21}";
        check(text, text);
    }
}
