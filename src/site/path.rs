//! Relative links and the comparison of paths.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

/// The link from one page's path to another's, both below the site's root.
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to_segments: Vec<&str> = to.split('/').collect();
    let folders = &from[..from.len() - 1];
    let shared = folders
        .iter()
        .zip(&to_segments[..to_segments.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let mut link = "../".repeat(folders.len() - shared);
    link.push_str(&to_segments[shared..].join("/"));
    link
}

/// A relative link with what a URL may not hold percent-encoded: all ASCII but letters, digits and
/// `-._~/`; other scripts stay readable.
pub fn encode(link: &str) -> String {
    let mut out = String::with_capacity(link.len());
    for c in link.chars() {
        if !c.is_ascii() || c.is_ascii_alphanumeric() || "-._~/".contains(c) {
            out.push(c);
        } else {
            let _ = write!(out, "%{:02X}", u32::from(c));
        }
    }
    out
}

/// The form in which two output paths are the same file on some file system: NFC, full case folding.
pub fn fold_path(path: &str) -> String {
    // In ASCII lower case is all of it.
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    caseless::default_case_fold_str(&path.nfc().collect::<String>()).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_climb_no_further_than_needed() {
        assert_eq!(relative("index.html", "risks.html"), "risks.html");
        assert_eq!(relative("plans/a/index.html", "plans/a/risks.html"), "risks.html");
        assert_eq!(relative("plans/a/index.html", "plans/b/risks.html"), "../b/risks.html");
        assert_eq!(relative("plans/p/a/x.html", "index.html"), "../../../index.html");
        assert_eq!(relative("page/2.html", "page/3.html"), "3.html");
    }

    #[test]
    fn paths_fold_fully() {
        assert_eq!(fold_path("Straße"), fold_path("STRASSE"));
        assert_eq!(fold_path("e\u{301}"), fold_path("É"));
    }
}
