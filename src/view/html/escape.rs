//! Plain text as HTML: escaping, and commands as lines of words.

use std::fmt::Write as _;

use crate::text::is_invisible;
use crate::view::part::Html;

/// A command as lines of words, each word in a span that never breaks inside, so that a flag is not
/// split at its hyphen: `<span class="line"><span>kubectl</span> <span>--all</span></span>`. A line
/// is a block that holds its own line end, so the text is that of the command, byte for byte.
pub fn command_lines(code: &str) -> Html {
    let mut out = String::with_capacity(code.len() * 2);
    for line in code.trim_end_matches('\n').split_inclusive('\n') {
        out.push_str("<span class=\"line\">");
        for piece in line.split_inclusive([' ', '\n']) {
            let word = piece.trim_end_matches([' ', '\n']);
            if !word.is_empty() {
                out.push_str("<span>");
                push_escaped(&mut out, word);
                out.push_str("</span>");
            }
            out.push_str(&piece[word.len()..]);
        }
        out.push_str("</span>");
    }
    Html(out)
}

/// Plain words as HTML, escaped.
pub fn escaped(text: &str) -> Html {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    Html(out)
}

/// Writes text escaped for HTML text and quoted attributes. Characters that can't be seen are shown
/// as their code point, control characters as U+FFFD.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut kept = 0;
    for (at, c) in text.char_indices() {
        let replacement = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\t' | '\n' | ' '..='~' => continue,
            c if c.is_control() => "\u{FFFD}",
            c if is_invisible(c) => "",
            _ => continue,
        };
        out.push_str(&text[kept..at]);
        kept = at + c.len_utf8();
        if replacement.is_empty() {
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        } else {
            out.push_str(replacement);
        }
    }
    out.push_str(&text[kept..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_the_unseen_is_shown() {
        let check = |text: &str, html: &str| assert_eq!(escaped(text).as_str(), html);
        check("a <b> & \"c\" 'd'", "a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
        check("é\u{202E}x\u{7}\ty", "é[U+202E]x\u{FFFD}\ty");
        check("", "");
    }

    #[test]
    fn commands_keep_their_bytes_and_words_do_not_break() {
        let html = command_lines("kubectl  get --all\n\n  next\n");
        let text: String = html
            .as_str()
            .split('<')
            .map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words))
            .collect();
        assert_eq!(text, "kubectl  get --all\n\n  next");
        assert!(html.as_str().contains("<span>--all</span>\n</span>"));
    }
}
