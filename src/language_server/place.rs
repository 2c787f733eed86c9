//! Places in a text, as the program has them (bytes) and as editors have them (lines and units of a line).

use serde_json::{Value, json};

use crate::text::{Source, Span};

/// What the characters of a line are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Units {
    /// Bytes, which editors may offer.
    Utf8,
    /// Halves of 32 bits, which every editor knows.
    Utf16,
}

impl Units {
    /// The best that an editor offers.
    pub(super) fn offered(capabilities: &Value) -> Self {
        let offered = capabilities.pointer("/general/positionEncodings").and_then(Value::as_array);
        let has_bytes = offered.is_some_and(|all| all.iter().any(|one| one == "utf-8"));
        if has_bytes { Self::Utf8 } else { Self::Utf16 }
    }

    /// The word of the protocol.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
        }
    }

    fn len(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }

    /// Where a byte of a text is.
    pub(super) fn position(self, source: &Source, offset: u32) -> Value {
        let line = source.line(offset);
        let start = source.line_span(line).start;
        let before = &source.text()[start as usize..(offset as usize).max(start as usize)];
        let units: usize = before.chars().map(|c| self.len(c)).sum();
        json!({ "line": line - 1, "character": units })
    }

    /// Where a span of a text is.
    pub(super) fn range(self, source: &Source, span: Span) -> Value {
        json!({
            "start": self.position(source, span.start),
            "end": self.position(source, span.end),
        })
    }

    /// The byte of a text at a position; behind the end of a line it is the line's end.
    pub(super) fn offset(self, source: &Source, position: &Value) -> Option<u32> {
        let number = |name: &str| position.get(name)?.as_u64();
        let line = u32::try_from(number("line")?.checked_add(1)?).ok()?;
        let (span, wanted) = (source.line_span(line), number("character")?);
        let (mut units, mut at) = (0_u64, span.start as usize);
        for c in source.slice(span).chars() {
            if units >= wanted {
                break;
            }
            units += self.len(c) as u64;
            at += c.len_utf8();
        }
        u32::try_from(at).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_counted_in_the_units_that_were_agreed() {
        let source = Source::new("a.md", "# Ä\n𝕏 to 100 %\n".as_bytes());
        let to = u32::try_from(source.text().find("to").expect("a word")).expect("small");
        for (units, character) in [(Units::Utf16, 3), (Units::Utf8, 5)] {
            let position = units.position(&source, to);
            assert_eq!(position, json!({ "line": 1, "character": character }));
            assert_eq!(units.offset(&source, &position), Some(to), "{units:?}");
        }
        let behind = json!({ "line": 0, "character": 90 });
        assert_eq!(Units::Utf16.offset(&source, &behind), Some(4), "the end of the line");
        let below = json!({ "line": 90, "character": 0 });
        assert_eq!(Units::Utf16.offset(&source, &below), u32::try_from(source.text().len()).ok());
        assert_eq!(Units::Utf16.offset(&source, &json!({ "line": -1 })), None);
    }
}
