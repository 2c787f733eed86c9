//! Links of terminals (OSC 8) and addresses of files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Where links lead.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Links {
    /// The working folder, for the files' own addresses.
    pub(in crate::cli) here: PathBuf,
    /// The site's address, ending in `/`, for the rules' pages.
    pub(in crate::cli) site: Option<String>,
}

impl Links {
    /// The address of a file that is named from the working folder.
    pub(super) fn file(&self, path: &str) -> String {
        address(&self.here.join(path))
    }

    /// The address of a rule's page.
    pub(super) fn rule(&self, id: &str) -> Option<String> {
        self.site.as_ref().map(|site| format!("{site}rules/{id}.html"))
    }
}

/// Words that lead to an address.
pub(super) fn linked(address: &str, words: &str) -> String {
    format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\")
}

/// The address of a file by its absolute path.
pub(in crate::cli) fn address(path: &Path) -> String {
    format!("file://{}", encoded(&path.to_string_lossy()))
}

/// A path as part of an address: all but letters, digits and `-._~/` percent-encoded.
pub(super) fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for b in path.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
            out.push(char::from(b));
        } else {
            let _ = write!(out, "%{b:02X}");
        }
    }
    out
}
