//! Which bytes are text: UTF-8 as it is, UTF-16 by its byte order mark; what is neither is said.

use super::unreadable::Trouble;

/// First bytes of files that are no text, with what such a file is.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "an archive, as Word and OpenDocument files are"),
    (b"\xD0\xCF\x11\xE0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1F\x8B", "a compressed file"),
    (b"\x7FELF", "a program"),
];

/// A text has fewer of them, in bytes; a slip of an editor is repaired, and said by a rule.
const FEWEST_ODD: usize = 16;

/// The bytes of a file as UTF-8, but for single bytes that are none.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Vec<u8>, Trouble> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err(Trouble::NotText(what));
    }
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Err(Trouble::NotText("text in UTF-32"));
    }
    match bytes.as_slice() {
        [0xFF, 0xFE, units @ ..] => wide(units, u16::from_le_bytes),
        [0xFE, 0xFF, units @ ..] => wide(units, u16::from_be_bytes),
        _ => match oddity(&bytes) {
            Some(what) => Err(Trouble::NotText(what)),
            None => Ok(bytes),
        },
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Vec<u8>, Trouble> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> =
        char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(text.into_bytes()),
        _ => Err(Trouble::NotText("damaged text in UTF-16")),
    }
}

/// What bytes are that are not text in UTF-8 with a slip or two.
fn oddity(bytes: &[u8]) -> Option<&'static str> {
    let at = |parity| bytes.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (at(0), at(1));
    let nuls = even + odd;
    if nuls >= FEWEST_ODD && nuls * 20 > bytes.len() {
        let is_wide = even.abs_diff(odd) * 5 > nuls * 4;
        return Some(if is_wide { "text in UTF-16 without a byte order mark" } else { "not text" });
    }
    let controls =
        bytes.iter().filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    if controls >= FEWEST_ODD && controls * 20 > bytes.len() {
        return Some("not text");
    }
    let invalid: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    (invalid >= FEWEST_ODD && invalid * 10 > bytes.len()).then_some("text in another encoding")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_and_what_is_none_is_named() {
        let check = |bytes: &[u8], expected: Result<&str, &str>| {
            let found = match decode(bytes.to_vec()) {
                Ok(text) => Ok(String::from_utf8(text).expect("UTF-8")),
                Err(Trouble::NotText(what)) => Err(what),
                Err(other) => panic!("another trouble: {other:?}"),
            };
            assert_eq!(found.as_deref(), expected.as_ref().copied());
        };
        let text = "# Plan — é 計画 😀\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[b"\xFF\xFE", le.as_slice()].concat(), Ok(text));
        check(&[b"\xFE\xFF", be.as_slice()].concat(), Ok(text));
        check(&[b"\xFF\xFE", &le[..le.len() - 1]].concat(), Err("damaged text in UTF-16"));
        let plain: Vec<u8> =
            "# Rollout Plan: X and Y\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&plain, Err("text in UTF-16 without a byte order mark"));
        check(b"%PDF-1.7 etc", Err("a PDF file"));
        check("План выкатки".as_bytes(), Ok("План выкатки"));
        check(&[0xCF; 40], Err("text in another encoding"));
        check(&[1; 40], Err("not text"));
        check(b"a\0b", Ok("a\0b"));
    }
}
