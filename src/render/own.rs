//! A site's own theme files: what counts as one, and where a copy came from.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Endings of the files that are texts of a theme.
const TEXTS: [&str; 4] = [".html", ".css", ".js", ".svg"];

/// Folders whose files are published as they are, each with its endings.
const PUBLISHED: [(&str, &[&str]); 2] = [
    ("static/images/", &[".svg", ".png", ".webp", ".jpg", ".jpeg", ".gif", ".avif", ".ico"]),
    ("static/fonts/", &[".woff2", ".woff", ".ttf", ".otf"]),
];

/// What stands in the head of a copy before the version.
const COPIED: &str = "from phasebook ";

/// A site's own theme files, by name: `templates/base.html`, `static/images/team.png`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnFiles {
    /// Templates, styles, scripts and icons.
    pub texts: BTreeMap<String, String>,
    /// Images, fonts and the logo.
    pub media: BTreeMap<String, Arc<[u8]>>,
}

/// What a file of a site's own is to its theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnKind {
    /// A template, style, script or icon.
    Text,
    /// An image, font or the logo: bytes.
    Media,
}

impl OwnKind {
    /// What the file of a name is; `None` where the theme has no use for it. `logo` is the path of the
    /// site's logo below `static/`.
    pub fn of(name: &str, logo: Option<&str>) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        if let Some((_, endings)) = PUBLISHED.iter().find(|(folder, _)| name.starts_with(folder)) {
            return ends(endings).then_some(Self::Media);
        }
        if TEXTS.iter().any(|ending| name.ends_with(ending)) {
            return Some(Self::Text);
        }
        (logo.is_some() && name.strip_prefix("static/") == logo).then_some(Self::Media)
    }
}

/// The name below `assets/` of a file that is published as it is: `images/team.png`.
pub(super) fn published(name: &str) -> Option<&str> {
    let is_published = PUBLISHED.iter().any(|(folder, _)| name.starts_with(folder));
    name.strip_prefix("static/").filter(|_| is_published)
}

impl OwnFiles {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.media.is_empty()
    }

    /// Adds or replaces a file; whether it is another than before. Text that is not UTF-8 has U+FFFD in
    /// its place.
    pub fn put(&mut self, name: &str, bytes: Vec<u8>) -> bool {
        // What would be none by its name alone is the logo.
        if OwnKind::of(name, None) == Some(OwnKind::Text) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let old = self.texts.insert(name.to_owned(), text);
            old.as_ref() != self.texts.get(name)
        } else {
            let old = self.media.insert(name.to_owned(), bytes.into());
            old.as_ref() != self.media.get(name)
        }
    }

    /// Takes a file away; whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        self.texts.remove(name).is_some() | self.media.remove(name).is_some()
    }

    /// Names of copies of the program's files, each with the version that it came from, where that is
    /// another than `version`.
    pub fn copies_of_others<'a>(
        &'a self,
        version: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let copies = self.texts.iter().filter_map(|(name, text)| Some((&**name, origin(text)?)));
        copies.filter(move |(_, from)| *from != version)
    }
}

/// The version that the head of a copy names.
fn origin(text: &str) -> Option<&str> {
    let (_, rest) = text.lines().next()?.split_once(COPIED)?;
    let version = rest.split(' ').next()?;
    version.starts_with(|c: char| c.is_ascii_digit()).then_some(version)
}

/// A file of the program as a site's own: its head names the version that it came from. Pages and
/// stylesheets made of it are the same, byte for byte.
pub(super) fn copy(name: &str, text: &str, version: &str) -> String {
    match ending(name) {
        "html" => {
            // On the line of the comment that is there, as a line more would be one of the page.
            let (head, rest) = text.split_once('\n').unwrap_or((text, ""));
            format!("{head}{{# {COPIED}{version} #}}\n{rest}")
        }
        "css" => format!("/* {COPIED}{version} */\n{text}"),
        _ => text.to_owned(),
    }
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Whether a file is a style: of the theme, or beside it.
pub(super) fn is_style(name: &str) -> bool {
    name.starts_with("static/css/") && ending(name) == "css"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_one_use() {
        let check = |name: &str, expected: Option<OwnKind>| {
            assert_eq!(OwnKind::of(name, Some("brand/logo.png")), expected, "{name}");
        };
        check("templates/base.html", Some(OwnKind::Text));
        check("static/css/_own.css", Some(OwnKind::Text));
        check("static/icons/check.svg", Some(OwnKind::Text));
        check("static/images/team.svg", Some(OwnKind::Media));
        check("static/images/a/b.PNG", Some(OwnKind::Media));
        check("static/images/page.html", None);
        check("static/fonts/inter.woff2", Some(OwnKind::Media));
        check("static/fonts/inter.css", None);
        check("static/brand/logo.png", Some(OwnKind::Media));
        check("static/brand/other.png", None);
        check("templates/brand/logo.png", None);
        assert_eq!(OwnKind::of("static/x.png", None), None);
        assert_eq!(published("static/images/a/b.png"), Some("images/a/b.png"));
        assert_eq!(published("static/logo.png"), None);
    }

    #[test]
    fn a_copy_names_its_version() {
        let html = copy("templates/x.html", "{# view::X #}\n<p>\n", "1.2.3");
        assert_eq!(html, "{# view::X #}{# from phasebook 1.2.3 #}\n<p>\n");
        let css = copy("static/css/x.css", "a {}\n", "1.2.3");
        assert_eq!(css, "/* from phasebook 1.2.3 */\na {}\n");
        assert_eq!(copy("static/icons/x.svg", "<svg/>", "1.2.3"), "<svg/>");
        let mut own = OwnFiles::default();
        own.texts.insert("a.html".into(), html);
        own.texts.insert("b.css".into(), css);
        own.texts.insert("c.css".into(), "/* a word from phasebook itself */".into());
        assert_eq!(own.copies_of_others("1.2.3").count(), 0);
        let others: Vec<_> = own.copies_of_others("1.3.0").collect();
        assert_eq!(others, [("a.html", "1.2.3"), ("b.css", "1.2.3")]);
    }
}
