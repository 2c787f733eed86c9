//! A printed page without what it can do without: quotes that an attribute does not need, and what keeps
//! texts of two directions apart where there is but one.

use super::compact::is_plain;

/// The attribute of an element whose words may run in another direction than its page's.
const AUTO: [&str; 2] = [" dir=auto", " dir=\"auto\""];

/// Whether a text holds letters that run from right to left: Hebrew, Arabic, and what lies among them.
fn has_right_to_left(text: &str) -> bool {
    // The first bytes of all of them, and of little else that pages hold.
    text.bytes().any(|byte| matches!(byte, 0xD6..=0xDF | 0xE0 | 0xEF | 0xF0))
        && text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
                | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        })
}

/// A page without quotes that its attributes do not need; if all of its text runs from left to right,
/// without `dir=auto`, and without `bdi` elements that have no attribute.
pub(super) fn tidy(html: &str) -> String {
    let is_isolated = has_right_to_left(html);
    let mut out = String::with_capacity(html.len());
    // Of each open `bdi`, whether it was left out.
    let mut left_out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        out.push_str(text);
        let (tag, behind) = tag.split_at(tag.find('>').map_or(tag.len(), |end| end + 1));
        rest = behind;
        let is_left_out = match tag {
            _ if is_isolated => false,
            "</bdi>" => left_out.pop() == Some(true),
            _ if tag.starts_with("<bdi") => {
                left_out.push(tag == "<bdi>");
                tag == "<bdi>"
            }
            _ => false,
        };
        if !is_left_out {
            push_tag(&mut out, tag, is_isolated);
        }
    }
    out.push_str(rest);
    out
}

fn push_tag(out: &mut String, tag: &str, is_isolated: bool) {
    let auto = AUTO.iter().filter(|_| !is_isolated).find_map(|auto| tag.split_once(auto));
    // What stands in quotes is no attribute.
    let is_attribute = |before: &str, after: &str| {
        after.starts_with([' ', '>']) && before.matches('"').count().is_multiple_of(2)
    };
    match auto {
        Some((before, after)) if is_attribute(before, after) => {
            push_unquoted(out, before);
            push_unquoted(out, after);
        }
        _ => push_unquoted(out, tag),
    }
}

/// A tag, or a part of one that ends outside of quotes.
fn push_unquoted(out: &mut String, mut tag: &str) {
    while let Some((before, value)) = tag.split_once('"') {
        let Some((value, after)) = value.split_once('"') else { break };
        out.push_str(before);
        let quote = if is_plain(value, after) { "" } else { "\"" };
        for part in [quote, value, quote] {
            out.push_str(part);
        }
        tag = after;
    }
    out.push_str(tag);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_direction_needs_no_isolation() {
        let check = |html: &str, expected: &str| assert_eq!(tidy(html), expected);
        check("<p dir=auto id=\"a\" >a</p>", "<p id=a >a</p>");
        check("<p dir=\"auto\">a <bdi>b</bdi></p>", "<p>a b</p>");
        check("<bdi class=x>a <bdi>b</bdi></bdi>", "<bdi class=x>a b</bdi>");
        check("<a dir=auto href=\"x\">dir=auto</a dir=autos>", "<a href=x>dir=auto</a dir=autos>");
        check("<b dir=auto>א <bdi>b</bdi></b>", "<b dir=auto>א <bdi>b</bdi></b>");
        check("<a href=\"a/b.html#c\"/>\"d\"</a>", "<a href=\"a/b.html#c\"/>\"d\"</a>");
        check(
            "<a href=\"a/b.html#c\" title=\"\" lang=\"a b\">",
            "<a href=a/b.html#c title=\"\" lang=\"a b\">",
        );
        check("<a title=\"x dir=auto \">a</bdi> <", "<a title=\"x dir=auto \">a</bdi> <");
    }

    #[test]
    fn letters_tell_their_direction() {
        for text in ["שלום", "a سلام", "ﷺ", "\u{10900}"] {
            assert!(has_right_to_left(text), "{text}");
        }
        for text in ["", "naïve", "Привет", "日本語", "नमस्ते", "👩‍🚀", "ﬁ", "[U+200F]"]
        {
            assert!(!has_right_to_left(text), "{text}");
        }
    }
}
