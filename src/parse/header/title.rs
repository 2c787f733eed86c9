//! The title of a plan without what all titles share, and what is said where two places disagree.

use super::super::words::{Group, Heads, Words, heads, tokens};
use crate::diagnostic::{Diagnostic, excerpt};
use crate::text::Span;

/// A title without leading emoji and without "Rollout Plan:" when something follows.
pub(super) fn bare_title(title: &str, words: &Words) -> String {
    let bare = title.trim_start_matches(|c: char| {
        c.is_whitespace()
            || (!c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '«' | '“' | '„' | '「'))
    });
    let bare = if bare.is_empty() { title } else { bare };
    let parts = tokens(bare);
    let Some(("title-prefix", n)) = words.leading(Group::Tail, &parts) else {
        return bare.trim().to_owned();
    };
    let rest = bare[parts[n - 1].end..].trim_start();
    let name = rest.strip_prefix([':', '-', '–', '—', '：']).map(|r| {
        r.trim_start_matches(|c: char| c.is_whitespace() || (!c.is_ascii() && !c.is_alphanumeric()))
            .trim()
    });
    match name {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => bare.trim().to_owned(),
    }
}

/// A fact of which the first of two places is used.
pub(super) fn conflict(place: &str, used: (&str, Span), unused: (&str, Span)) -> Diagnostic {
    let (first, second) = (excerpt(used.0), excerpt(unused.0));
    let message = format!("{place} is stated twice: `{first}` and `{second}`");
    Diagnostic::new("conflicting-metadata", unused.1, message)
        .label("not used")
        .also(used.1, "used: it comes first")
        .help("keep one of them")
}

/// Whether two titles share no name: of "Tills" and "Tills in all branches" one only says more.
pub(super) fn are_other_titles(first: &str, second: &str) -> bool {
    let (first, second) = (heads(first), heads(second));
    let (few, many) = if first.len() < second.len() { (first, second) } else { (second, first) };
    // Between marks, words are found as a text in a text, which takes no longer than both are.
    let marked = |words: Heads| format!("\n{}\n", words.join("\n"));
    !few.is_empty() && !marked(many).contains(&marked(few))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn titles_lose_their_prefix() {
        let words = Words::new(&Settings::default());
        let check = |title: &str, bare: &str| assert_eq!(bare_title(title, &words), bare);
        check("Rollout Plan: Instant refunds", "Instant refunds");
        check("Migration Plan — Ledger", "Ledger");
        check("🚀 Launch Plan - X", "X");
        check("Rollout Plan", "Rollout Plan");
        check("Rollout Plan for X", "Rollout Plan for X");
        check("Checkout", "Checkout");
    }
}
