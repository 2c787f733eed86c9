//! Slugs: the part of a path that names a plan or a page.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::fold_path;
use crate::text::fingerprint_hex;

/// A plan's or page's place in the site: slug segments joined by `/`. It stands in many lists, which share it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Longest segment, in bytes: file systems allow 255, and suffixes and escapes need room.
const MAX_SEGMENT_BYTES: usize = 80;

/// Longest slug, in bytes: every link to the plan repeats it.
const MAX_BYTES: usize = 250;
/// How much of the beginning of a longer one is kept.
const KEPT_BYTES: usize = 120;

/// Device names that Windows reserves in every folder.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a file introduces its folder by its name: `README.md`, `index.md`.
pub fn is_introduction(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    matches!(stem.to_ascii_lowercase().as_str(), "readme" | "index")
}

impl Slug {
    /// The slug of a source path below the content folder. The introduction of a folder
    /// (`README.md`, `index.md`) has its folder's slug, `index` at the root.
    pub fn of_source(path: &str) -> Self {
        let (folder, file) = path.rsplit_once('/').map_or(("", path), |(d, f)| (d, f));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let segments: Vec<String> = folder
            .split('/')
            .filter(|s| !s.is_empty())
            .chain((!is_introduction(path)).then_some(stem))
            .map(slug_segment)
            .collect();
        Self::joined(&segments)
    }

    /// A slug as an author wrote it (an alias), made safe segment by segment.
    pub fn of_alias(written: &str) -> Self {
        let segments: Vec<String> =
            written.split('/').filter(|s| !s.trim().is_empty()).map(slug_segment).collect();
        Self::joined(&segments)
    }

    /// The segments as a slug; of very many the first, the last, and a fingerprint of all.
    fn joined(segments: &[String]) -> Self {
        let Some(last) = segments.last() else { return Self("index".into()) };
        let whole = segments.join("/");
        if whole.len() <= MAX_BYTES {
            return Self(whole.into());
        }
        let kept = whole.as_bytes()[..=KEPT_BYTES].iter().rposition(|byte| *byte == b'/');
        let (kept, print) = (&whole[..kept.unwrap_or(0)], fingerprint_hex(whole.as_bytes()));
        Self(format!("{kept}/{}", ending_in(last, &format!("-h{}", &print[..8]))).into())
    }

    /// The same slug with `-n` behind it, for the `n`th plan on one slug.
    #[must_use]
    pub fn numbered(&self, n: usize) -> Self {
        let mut segments: Vec<String> = self.0.split('/').map(str::to_owned).collect();
        if let Some(last) = segments.last_mut() {
            *last = ending_in(last, &format!("-{n}"));
        }
        Self::joined(&segments)
    }

    /// The form in which two slugs are the same file on some file system; see [`fold_path`].
    pub fn folded(&self) -> Cow<'_, str> {
        // Slugs are in lower case and NFC already, which in ASCII is all of folding.
        if self.0.is_ascii() { Cow::Borrowed(&self.0) } else { Cow::Owned(fold_path(&self.0)) }
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Slugs are looked up by their text.
impl Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One segment: NFC, lower case, letters and digits of any script kept, every other run one `-`,
/// at most 80 bytes, `untitled` where nothing is left; names that Windows reserves get `-1`.
pub fn slug_segment(text: &str) -> String {
    // ASCII is in NFC.
    if text.is_ascii() {
        segment_of(text.chars().map(|c| c.to_ascii_lowercase()))
    } else {
        segment_of(text.nfc().flat_map(char::to_lowercase).nfc())
    }
}

/// The segment of characters in NFC and lower case.
fn segment_of(chars: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in chars {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        let dash = usize::from(gap && !out.is_empty());
        if out.len() + dash + c.len_utf8() > MAX_SEGMENT_BYTES {
            break;
        }
        if dash == 1 {
            out.push('-');
        }
        gap = false;
        out.push(c);
    }
    if out.is_empty() {
        return "untitled".to_owned();
    }
    if is_reserved(&out) {
        out.push_str("-1");
    }
    out
}

/// The segment with an ending, and no longer than any: an address that Phasebook made stays what it is where
/// an author gives it as an alias.
fn ending_in(segment: &str, ending: &str) -> String {
    let kept = segment.floor_char_boundary(MAX_SEGMENT_BYTES - ending.len());
    format!("{}{ending}", segment[..kept].trim_end_matches('-'))
}

/// The segment of a list that is cut into pages, from its name. One that ends in a number, or that is
/// `taken`, gets `-c`, so that it is never the further page of another list nor another page.
pub fn list_segment(name: &str, taken: &[&str]) -> String {
    let slug = slug_segment(name);
    let bare = slug.trim_end_matches("-c");
    let stem = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_numbered = stem.len() < bare.len() && stem.ends_with('-');
    if is_numbered || taken.contains(&bare) { format!("{slug}-c") } else { slug }
}

fn is_reserved(segment: &str) -> bool {
    let is_port = |prefix: &str| {
        segment
            .strip_prefix(prefix)
            .is_some_and(|n| n.chars().count() == 1 && n.chars().all(char::is_numeric))
    };
    RESERVED.contains(&segment) || is_port("com") || is_port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, slug: &str) {
        assert_eq!(Slug::of_source(path).as_str(), slug);
    }

    #[test]
    fn slugs_follow_the_source_path() {
        check("payments/Instant Refunds.md", "payments/instant-refunds");
        check("payments/README.md", "payments");
        check("index.markdown", "index");
        check("v1.2 plan.md", "v1-2-plan");
        check("Überblick/上线方案.md", "überblick/上线方案");
        check("---.md", "untitled");
        check("con.md", "con-1");
        check("com1.md", "com1-1");
        check("combine.md", "combine");
    }

    #[test]
    fn very_long_slugs_are_cut_and_differ() {
        let deep = |name: &str| Slug::of_source(&format!("{}{name}.md", "folder/".repeat(40)));
        let (a, b) = (deep("a"), deep("b"));
        assert!(a.as_str().starts_with("folder/folder/") && a.as_str().contains("/a-h"));
        assert!(a != b && a.as_str().len() < MAX_BYTES);
        let folder = "folder/".repeat(40);
        let folder = folder.trim_end_matches('/');
        assert_eq!(Slug::of_source(&format!("{folder}/README.md")), Slug::of_alias(folder));
    }

    #[test]
    fn a_slug_given_as_an_alias_is_itself() {
        let deep = "folder/".repeat(40);
        let paths = [
            format!("{}.md", "a".repeat(300)),
            format!("{}.md", "é b ".repeat(100)),
            format!("{deep}{}.md", "a".repeat(80)),
            format!("{deep}{}.md", "é b ".repeat(20)),
            format!("{}a.md", "folder/".repeat(35)),
            "con.md".to_owned(),
        ];
        for slug in paths.iter().map(|path| Slug::of_source(path)) {
            for slug in [slug.numbered(2), slug.numbered(1_000_000), slug] {
                assert_eq!(Slug::of_alias(slug.as_str()), slug);
            }
        }
        let long = Slug::of_source(&paths[2]);
        assert_ne!(long.numbered(2), long.numbered(12));
    }

    #[test]
    fn paths_of_lists_never_meet_further_pages() {
        for (name, slug) in [
            ("User experience", "user-experience"),
            ("Tier 2", "tier-2-c"),
            ("Tier 2 C", "tier-2-c-c"),
            ("Tier2", "tier2"),
            ("A-c", "a-c"),
            ("7", "7"),
            ("Roles", "roles-c"),
            ("Roles c", "roles-c-c"),
        ] {
            assert_eq!(list_segment(name, &["roles"]), slug);
        }
    }

    #[test]
    fn segments_are_cut_at_a_character() {
        assert_eq!(slug_segment(&"é".repeat(60)).len(), 80);
        assert_eq!(slug_segment(&format!("{} b", "a".repeat(79))), "a".repeat(79));
    }
}
