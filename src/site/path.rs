//! Relative links and the comparison of paths.

use std::fmt::Write as _;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

/// The link from one page's path to another's, both below the site's root.
pub fn relative(from: &str, to: &str) -> String {
    let alike = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    // Up to the last slash of what both have in common.
    let slash = from.as_bytes()[..alike].iter().rposition(|byte| *byte == b'/');
    let shared = slash.map_or(0, |at| at + 1);
    let above = from[shared..].bytes().filter(|byte| *byte == b'/').count();
    let mut link = String::with_capacity(3 * above + to.len() - shared);
    (0..above).for_each(|_| link.push_str("../"));
    link.push_str(&to[shared..]);
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

/// The address of a path below a site's root that ends in `/`: in ASCII alone, as RFC 3986 wants it where no browser
/// mends it.
pub fn absolute(base: &str, path: &str) -> String {
    let mut out = String::with_capacity(base.len() + path.len());
    let mut push = |text: &str, kept: fn(u8) -> bool| {
        for byte in text.bytes() {
            if kept(byte) {
                out.push(char::from(byte));
            } else {
                // Writing to memory does not fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    };
    push(base, |byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
    push(path, |byte| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte));
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

/// Whether a file of the content folder is a document by its name: `.md` or `.markdown`, in any case.
pub fn is_document(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

/// What a file of measures ends in, that stands beside a plan: `a.measures.json` beside `a.md`.
const MEASURES: &str = ".measures.json";

/// The path without its ending of the plan that a file of measures stands beside; `None` for any other file.
pub fn measured_stem(path: &str) -> Option<&str> {
    let stem = path.strip_suffix(MEASURES)?;
    (!stem.is_empty() && !stem.ends_with('/')).then_some(stem)
}

/// The path of the file of measures beside a document.
pub fn measures_beside(document: &str) -> String {
    let stem = document.rsplit_once('.').map_or(document, |(stem, _)| stem);
    format!("{stem}{MEASURES}")
}

/// Whether a path below the content folder is that of a document which is read: none of its names begins with `_` or `.`.
pub fn is_read(path: &str) -> bool {
    is_document(path) && !path.split('/').any(|part| part.starts_with(['_', '.']))
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
        assert_eq!(relative("plans/ab/x.html", "plans/abc/x.html"), "../abc/x.html");
        assert_eq!(relative("plans/é/x.html", "plans/è/x.html"), "../è/x.html");
    }

    #[test]
    fn addresses_are_ascii() {
        let base = "https://docs.example/\u{fc}ber/";
        assert_eq!(
            absolute(base, "plans/\u{e9} a/x.html"),
            "https://docs.example/%C3%BCber/plans/%C3%A9%20a/x.html"
        );
        assert_eq!(absolute("https://a.example:80/x%20y/?", ""), "https://a.example:80/x%20y/?");
    }

    #[test]
    fn paths_fold_fully() {
        assert_eq!(fold_path("Straße"), fold_path("STRASSE"));
        assert_eq!(fold_path("e\u{301}"), fold_path("É"));
    }
}
