//! Words of a template where the author's should stand.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::plan::Unfilled;
use crate::text::Source;

/// Characters of template text that a message shows.
const SHOWN: usize = 60;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    facts.plan.unfilled.iter().map(|unfilled| finding(unfilled, facts.source)).collect()
}

fn finding(unfilled: &Unfilled, source: &Source) -> Diagnostic {
    let (place, text) = (&unfilled.place, shortened(&unfilled.text));
    let new = |message| Diagnostic::new("unfilled-template-text", unfilled.span, message);
    if unfilled.inside {
        return new(format!("in {place}, `{text}` is not filled in"))
            .label("a placeholder")
            .help("write what it stands for");
    }
    // A whole row is no cell of it, and the whole row has to go.
    let is_row = source.slice(unfilled.span).trim_start().starts_with('|');
    let help = if is_row {
        "fill in the row, or delete it"
    } else {
        "write your own words, or `—` where there is nothing to say"
    };
    new(format!("{place} is not filled in: `{text}`")).note("it is not shown as a fact").help(help)
}

/// The text, or its beginning with an ellipsis.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_at_a_character() {
        assert_eq!(shortened("as it is"), "as it is");
        assert_eq!(shortened(&"é".repeat(SHOWN)), "é".repeat(SHOWN));
        assert_eq!(shortened(&"é".repeat(SHOWN + 1)), format!("{}…", "é".repeat(SHOWN)));
    }
}
