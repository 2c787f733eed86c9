//! Which files that authors link may be published: those that only show something.
//!
//! A page or drawing with a script, published beside the site's pages, could read all of them in the
//! name of whoever opens it. So a list of endings decides, and where an ending alone does not tell, what
//! the file holds.

mod drawing;
mod style;

use std::collections::BTreeMap;

/// Files of the content folder beside its documents, by path; with the reason where one is not published.
pub type Attachments = BTreeMap<String, Option<ActiveContent>>;

/// Why a file is not published: it may do more than show something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActiveContent {
    /// Its ending is not on the list.
    Ending,
    /// It has no ending.
    NoEnding,
    /// An ending inside its name is one that servers run or show as a page: some go by any of them.
    InnerEnding,
    /// A character of its name that some servers end the name at.
    OddName,
    /// It begins as a page does.
    Page,
    /// It is a drawing that does more than show; completes "it …".
    Drawing(&'static str),
}

/// Endings of files that are sent as what they are by every server in use, so that a browser never looks
/// into them for a page.
const TEXT: [&str; 6] = ["csv", "json", "log", "text", "tsv", "txt"];

/// Endings of other files that only show something: pictures, papers, data, archives, sound and film.
const SHOWN: [&str; 76] = [
    "3gp", "7z", "aac", "avi", "avif", "bmp", "diff", "doc", "docx", "flac", "geojson", "gif",
    "heic", "heif", "ico", "ics", "jpeg", "jpg", "jsonl", "jxl", "key", "m4a", "m4v", "mkv", "mov",
    "mp3", "mp4", "mpeg", "mpg", "msg", "ndjson", "numbers", "odg", "odp", "ods", "odt", "oga",
    "ogg", "ogv", "opus", "pages", "parquet", "patch", "pdf", "png", "potx", "pps", "ppsx", "ppt",
    "pptx", "rar", "rst", "rtf", "sql", "srt", "tar", "tbz2", "tgz", "tif", "tiff", "toml", "txz",
    "vcf", "vsd", "vsdx", "vtt", "wav", "weba", "webm", "webp", "wmv", "xls", "xlsx", "yaml",
    "yml", "zip",
];

/// Endings of one packed file. Servers unpack them on the way, so what is packed is judged too.
const PACKED: [&str; 5] = ["bz2", "gz", "lz", "xz", "zst"];

/// Endings that make a page, a script or a program of a file on some server wherever they stand in its
/// name (Apache's `AddHandler` and `AddType` go by any of them), without the digits behind them.
const HANDLED: [&str; 38] = [
    "asa", "ashx", "asis", "asmx", "asp", "aspx", "cfm", "cgi", "css", "fcgi", "hta", "htc", "htm",
    "html", "js", "jsp", "jspx", "lua", "mht", "mhtml", "mjs", "phar", "php", "phps", "pht",
    "phtml", "pl", "py", "rb", "sh", "shtm", "shtml", "svg", "svgz", "var", "wasm", "xhtml", "xml",
];

/// How many bytes of a file show whether it begins as a page: as many as browsers look at (WHATWG MIME
/// Sniffing, section 5).
const HEAD: u64 = 1445;

/// How many bytes from its beginning [`judge`] has to see of a file of this name.
///
/// # Errors
/// Why it is not published, where its name tells.
pub fn sample(name: &str) -> Result<u64, ActiveContent> {
    Ok(match of_name(name)? {
        Look::Nowhere => 0,
        Look::AtHead => HEAD,
        // One more shows that it is too large.
        Look::AtAll => drawing::BYTES as u64 + 1,
    })
}

/// Judges a file by its name and by as much of its bytes as [`sample`] asks for, or more.
///
/// # Errors
/// Why it is not published.
pub fn judge(name: &str, bytes: &[u8]) -> Result<(), ActiveContent> {
    match of_name(name)? {
        Look::AtHead if begins_as_page(bytes) => Err(ActiveContent::Page),
        Look::Nowhere | Look::AtHead => Ok(()),
        Look::AtAll => {
            drawing::fault(bytes).map_or(Ok(()), |fault| Err(ActiveContent::Drawing(fault)))
        }
    }
}

/// What of a file has to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Nowhere,
    AtHead,
    AtAll,
}

fn of_name(path: &str) -> Result<Look, ActiveContent> {
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.contains(|c: char| c.is_control() || matches!(c, ';' | '\\')) {
        return Err(ActiveContent::OddName);
    }
    let (stem, ending) = name.rsplit_once('.').ok_or(ActiveContent::NoEnding)?;
    let is_one_of = |known: &[&str]| known.iter().any(|known| ending.eq_ignore_ascii_case(known));
    if stem.split('.').skip(1).any(is_handled) {
        return Err(ActiveContent::InnerEnding);
    }
    if is_one_of(&PACKED) {
        let packed = of_name(stem).map_err(|_| ActiveContent::Ending)?;
        return if packed == Look::AtAll { Err(ActiveContent::Ending) } else { Ok(Look::AtHead) };
    }
    match () {
        () if is_one_of(&TEXT) => Ok(Look::Nowhere),
        () if is_one_of(&SHOWN) => Ok(Look::AtHead),
        () if is_one_of(&["svg"]) => Ok(Look::AtAll),
        () if ending.is_empty() => Err(ActiveContent::NoEnding),
        () => Err(ActiveContent::Ending),
    }
}

fn is_handled(ending: &str) -> bool {
    let bare = ending.trim_end_matches(|c: char| c.is_ascii_digit());
    HANDLED.iter().any(|known| bare.eq_ignore_ascii_case(known))
}

/// Whether a browser that is told no type may take the bytes for a page or another markup: a tag, a
/// comment, a declaration or a processing instruction comes first.
fn begins_as_page(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut bytes = bytes.iter().skip_while(|byte| byte.is_ascii_whitespace());
    bytes.next() == Some(&b'<')
        && bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b"!?/".contains(b))
}

impl ActiveContent {
    /// The reason, as a clause that stands alone.
    pub fn why(self) -> &'static str {
        match self {
            Self::Ending => "its ending is none of those whose files are known to run no script",
            Self::NoEnding => "browsers may show a file without an extension as a web page",
            Self::InnerEnding => "some servers run files with such an ending inside their name",
            Self::OddName => "some servers cut its name short at one of its characters",
            Self::Page => "it begins as a page does, whatever its ending",
            Self::Drawing(fault) => fault,
        }
    }

    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Ending | Self::NoEnding => {
                "link it as a PDF, a picture or text, packed as `.zip`, or where it is hosted; where all \
                 authors are trusted, set `active_files = true` under `[publish]`"
            }
            Self::InnerEnding | Self::OddName => {
                "rename it with letters, digits, `-` and one ending, or pack it as `.zip`"
            }
            Self::Page => "give it the content that its ending stands for, or pack it as `.zip`",
            Self::Drawing(_) => {
                "export it as plain SVG or as PNG; where all authors are trusted, set \
                 `active_files = true` under `[publish]`"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, bytes: &str, expected: Result<(), ActiveContent>) {
        assert_eq!(judge(name, bytes.as_bytes()), expected, "{name}: {bytes}");
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [&TEXT[..], &SHOWN, &PACKED, &HANDLED] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
        assert!(SHOWN.iter().chain(&TEXT).all(|ending| !HANDLED.contains(ending)));
    }

    #[test]
    fn what_only_shows_something_is_published() {
        for name in [
            "a.png",
            "p/a.PDF",
            "a b.Txt",
            "v1.2.pdf",
            "plan.final.docx",
            "x.tar.gz",
            "log.csv.GZ",
            "a.json",
            "talk.mp4",
            "Screen 2026-11-22 at 10.30.15.png",
            "html.txt",
            "ünï.webp",
        ] {
            check(name, "anything", Ok(()));
        }
        check("a.txt", "<p>", Ok(()));
        check("a.csv", "<script>", Ok(()));
    }

    #[test]
    fn other_endings_are_not() {
        for name in [
            "a.html",
            "a.HTM",
            "a.xhtml",
            "a.xml",
            "a.xsl",
            "a.mht",
            "a.svgz",
            "a.js",
            "a.mjs",
            "a.wasm",
            "a.css",
            "a.swf",
            "a.hta",
            "a.jar",
            "a.manifest",
            "a.webmanifest",
            "a.eml",
            "a.xyz",
            "web.config",
            "a.ini",
            "a.txt ",
            "a.ｔｘｔ",
            "a.exe",
            "svg.svg.gz",
            "dump.gz",
            "a.xyz.gz",
        ] {
            check(
                name,
                "anything",
                Err(if name == "svg.svg.gz" {
                    ActiveContent::InnerEnding
                } else {
                    ActiveContent::Ending
                }),
            );
        }
        for name in ["LICENSE", "p.d/x", "a.", "a.txt."] {
            check(name, "anything", Err(ActiveContent::NoEnding));
        }
        for name in
            ["x.php.txt", "x.PHP7.png", "x.html.en.pdf", "x.html.gz", "a.svg.png", "x.cgi.a.pdf"]
        {
            check(name, "anything", Err(ActiveContent::InnerEnding));
        }
        for name in ["a.asp;.txt", "a\\b.txt", "a\u{1}.txt"] {
            check(name, "anything", Err(ActiveContent::OddName));
        }
    }

    #[test]
    fn a_page_under_another_name_is_not() {
        for bytes in
            ["<!DOCTYPE html>", " \n\t<script>", "\u{FEFF}<?xml?>", "<svg>", "</p>", "<!-- -->"]
        {
            for name in ["a.png", "a.pdf", "a.yaml", "a.zip", "a.docx"] {
                check(name, bytes, Err(ActiveContent::Page));
            }
        }
        for bytes in ["", "<", "< b", "a <b>", "%PDF-1.7 <script>", "\u{89}PNG"] {
            check("a.pdf", bytes, Ok(()));
        }
    }

    #[test]
    fn as_much_is_asked_for_as_is_needed() {
        assert_eq!(sample("a.txt"), Ok(0));
        assert_eq!(sample("a.png"), Ok(HEAD));
        assert_eq!(sample("a.SVG"), Ok(drawing::BYTES as u64 + 1));
        assert_eq!(sample("a.html"), Err(ActiveContent::Ending));
    }
}
