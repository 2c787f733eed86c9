//! Characters that nobody sees but that change what is read.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::text::{Source, Span, is_invisible};

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    of(facts.source)
}

/// The invisible characters of a text, one finding for each of them at its first place.
pub(super) fn of(source: &Source) -> Vec<Diagnostic> {
    let mut found: Vec<(char, usize, usize)> = Vec::new();
    for (at, c) in source.text().char_indices().filter(|&(_, c)| is_invisible(c)) {
        match found.iter_mut().find(|(known, ..)| *known == c) {
            Some((.., count)) => *count += 1,
            None => found.push((c, at, 1)),
        }
    }
    found.into_iter().map(|(c, at, count)| finding(c, at, count)).collect()
}

fn finding(c: char, at: usize, count: usize) -> Diagnostic {
    let (code, name) = (u32::from(c), name(c));
    let times = if count == 1 { String::new() } else { format!(" {count} times") };
    let message = format!("the invisible `U+{code:04X}` ({name}) stands in the text{times}");
    Diagnostic::new("invisible-characters", Span::new(at, at + c.len_utf8()), message)
        .label(if count == 1 { "here" } else { "here for the first time" })
        .note(format!("pages show it as `[U+{code:04X}]`"))
        .help("delete it; it often comes along with text that is pasted")
}

/// What Unicode calls the character, in lower case.
const fn name(c: char) -> &'static str {
    match c {
        '\u{061C}' => "arabic letter mark",
        '\u{180E}' => "mongolian vowel separator",
        '\u{200B}' => "zero width space",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}' => "left-to-right embedding",
        '\u{202B}' => "right-to-left embedding",
        '\u{202C}' => "pop directional formatting",
        '\u{202D}' => "left-to-right override",
        '\u{202E}' => "right-to-left override",
        '\u{2060}' => "word joiner",
        '\u{2061}'..='\u{2064}' => "invisible operator",
        '\u{2066}' => "left-to-right isolate",
        '\u{2067}' => "right-to-left isolate",
        '\u{2068}' => "first strong isolate",
        '\u{2069}' => "pop directional isolate",
        '\u{FEFF}' => "zero width no-break space",
        _ => "format character",
    }
}
