//! The title of a plan without what all titles share.

use super::super::words::{Group, Words, tokens};

/// A title without leading emoji and without "Rollout Plan:" when something follows.
pub(super) fn bare_title(title: &str, words: &Words) -> String {
    let bare = title.trim_start_matches(|c: char| {
        c.is_whitespace()
            || (!c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '«' | '“' | '„' | '「'))
    });
    let bare = if bare.is_empty() { title } else { bare };
    let parts = tokens(bare);
    let heads: Vec<String> = parts.iter().map(|t| t.word.clone()).collect();
    let Some(("title-prefix", n)) = words.leading(Group::Tail, &heads) else {
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
