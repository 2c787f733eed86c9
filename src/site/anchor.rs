//! Anchors of author's headings, by the rule of GitHub's renderer.

use smol_str::SmolStr;
use unicode_normalization::char::is_combining_mark;

/// Makes pictures of the characters before it, and is no part of an anchor here.
const EMOJI_MARK: char = '\u{FE0F}';

/// The anchor of a heading's words: lower case, punctuation dropped but for `-` and `_`, spaces as
/// `-`. Marks of letters stay, in scripts that write vowels or tones with them.
pub fn heading_anchor(words: &str) -> SmolStr {
    let kept = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        EMOJI_MARK => None,
        c if c.is_alphanumeric() || is_combining_mark(c) => Some(c),
        _ => None,
    };
    words.trim().chars().flat_map(char::to_lowercase).filter_map(kept).collect()
}

/// The anchor that a link's fragment asks for: percent signs resolved, lower case.
pub(super) fn wanted_anchor(fragment: &str) -> String {
    let decoded = decoded(fragment);
    decoded.to_lowercase().chars().filter(|c| *c != EMOJI_MARK).collect()
}

/// `%20` and the like resolved; as it stands where that gives no text.
fn decoded(fragment: &str) -> String {
    if !fragment.contains('%') {
        return fragment.to_owned();
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let digits = (first == b'%').then(|| behind.get(..2)).flatten();
        let code = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|d| d.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        let check = |words, anchor| assert_eq!(heading_anchor(words), anchor);
        check("Go / No-Go Log", "go--no-go-log");
        check("Überblick: 上线 (v2)", "überblick-上线-v2");
        check("जोखिम सूची", "जोखिम-सूची");
        check("ความเสี่ยง!", "ความเสี่ยง");
        check("⚠️ Risks", "-risks");
        check("!", "");
    }

    #[test]
    fn fragments_are_decoded() {
        let check = |fragment, anchor| assert_eq!(wanted_anchor(fragment), anchor);
        check("%C3%BCberblick", "überblick");
        check("%c3%9cberblick", "überblick");
        check("100%", "100%");
        check("%FF", "%ff");
        check("Risks", "risks");
    }
}
