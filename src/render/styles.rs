//! What a site's own styles ask for that no reader gets: files of other hosts, and files that are not
//! published.

use std::ops::Range;

use super::bundle::string_length;
use super::own::{OwnFiles, is_style, published};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::text::{Source, Span};

/// Code of what no page loads.
const CODE: &str = "unloaded-style";

/// A site's own stylesheets with what is wrong in them, by name; those with nothing left out.
pub fn style_findings(own: &OwnFiles) -> Vec<(Source, Vec<Diagnostic>)> {
    let styles = own.texts.iter().filter(|(name, _)| is_style(name));
    styles
        .map(|(name, text)| Source::new(&**name, text.as_bytes()))
        .map(|source| {
            let findings = requests(source.text())
                .into_iter()
                .filter_map(|request| finding(&source, request, own))
                .collect();
            (source, findings)
        })
        .filter(|(_, findings): &(_, Vec<_>)| !findings.is_empty())
        .collect()
}

/// A place in a stylesheet that asks for another file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum StyleRequest {
    Import(Range<usize>),
    Url(Range<usize>),
}

/// Every place that asks for another file; comments and strings aside.
fn requests(css: &str) -> Vec<StyleRequest> {
    let mut found = Vec::new();
    let mut at = 0;
    let begins = |at: usize, word: &str| {
        css.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word))
    };
    while let Some(c) = css[at..].chars().next() {
        if css[at..].starts_with("/*") {
            at = css[at..].find("*/").map_or(css.len(), |end| at + end + 2);
        } else if c == '"' || c == '\'' {
            at += string_length(&css[at..]);
        } else if begins(at, "@import") {
            let end = css[at..].find([';', '}', '\n']).map_or(css.len(), |end| at + end);
            found.push(StyleRequest::Import(at..end));
            at = end;
        } else if begins(at, "url(") {
            let (address, end) = address(css, at + "url(".len());
            found.push(StyleRequest::Url(address));
            at = end;
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// The address that begins behind `url(`, without quotes, and where its parenthesis ends.
fn address(css: &str, from: usize) -> (Range<usize>, usize) {
    let rest = &css[from..];
    let start = from + rest.len() - rest.trim_start().len();
    if css[start..].starts_with(['"', '\'']) {
        let length = string_length(&css[start..]);
        let is_closed = length > 1 && css[start..start + length].ends_with(&css[start..=start]);
        return (start + 1..start + length - usize::from(is_closed), start + length);
    }
    let end = css[start..].find(')').map_or(css.len(), |end| start + end);
    (start..start + css[start..end].trim_end().len(), end)
}

fn finding(source: &Source, request: StyleRequest, own: &OwnFiles) -> Option<Diagnostic> {
    let about = |range: Range<usize>, message: String| {
        Diagnostic::new(CODE, Span::new(range.start, range.end), message)
    };
    match request {
        StyleRequest::Import(range) => Some(
            about(range, "`@import` loads nothing: all styles become one file".to_owned())
                .help("put the other file into `static/css/`; it is added by itself"),
        ),
        StyleRequest::Url(range) => {
            let address = &source.text()[range.clone()];
            let lower = address.to_ascii_lowercase();
            // A fragment is a part of the page, and data are no request.
            if address.is_empty() || lower.starts_with("data:") || address.starts_with('#') {
                return None;
            }
            let shown: String = address.chars().take(80).collect();
            let scheme = address.split(['/', '?', '#']).next().is_some_and(|s| s.contains(':'));
            if scheme || address.starts_with("//") {
                return Some(
                    about(range, format!("`{shown}` is outside of the site: no page loads it"))
                        .help("put the file into `static/images/` or `static/fonts/`")
                        .help("then write its path there: `url(\"fonts/name.woff2\")`"),
                );
            }
            let path = address.split(['?', '#']).next().unwrap_or_default();
            // An escaped name is one that we would have to guess.
            if path.contains(['%', '\\']) {
                return None;
            }
            let names = || own.media.keys().filter_map(|name| published(name));
            if names().any(|name| name == path.trim_start_matches("./")) {
                return None;
            }
            let file = path.rsplit('/').next().unwrap_or_default();
            let same = names().find(|name| name.rsplit('/').next() == Some(file));
            let help = same.or_else(|| did_you_mean(path, names())).map_or_else(
                || "published are the files in `static/images/` and `static/fonts/`".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            Some(about(range, format!("`{shown}` is not a file of the site")).help(help))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that are found, and their help.
    fn check(css: &str, expected: &[(&str, &str)]) {
        let mut own = OwnFiles::default();
        own.texts.insert("static/css/own.css".into(), css.into());
        for name in ["static/fonts/inter.woff2", "static/images/team/a.png", "static/logo.png"] {
            own.media.insert(name.into(), b"bytes"[..].into());
        }
        let found = style_findings(&own);
        let found: Vec<(&str, &str)> = found
            .iter()
            .flat_map(|(source, all)| all.iter().map(|f| (source.slice(f.span), &*f.help[0])))
            .collect();
        assert_eq!(found.len(), expected.len(), "{css}: {found:?}");
        for ((words, help), (place, part)) in found.iter().zip(expected) {
            assert!(words == place && help.contains(part), "{css}: {words} {help}");
        }
    }

    #[test]
    fn what_no_page_loads_is_found() {
        check(
            "a { src: url(\"https://x.example/a.woff2\") }",
            &[("https://x.example/a.woff2", "put")],
        );
        check("a { b: URL( //x.example/a.png ) }", &[("//x.example/a.png", "put")]);
        check(
            "@import url(https://x.example/a.css);\na{}",
            &[("@import url(https://x.example/a.css)", "put the other file")],
        );
        check(
            "a { b: url(../images/team/a.png) }",
            &[("../images/team/a.png", "did you mean `images/team/a.png`?")],
        );
        check(
            "a { b: url('fonts/intre.woff2') }",
            &[("fonts/intre.woff2", "did you mean `fonts/inter.woff2`?")],
        );
        check("a { b: url(logo.png) }", &[("logo.png", "published are")]);
        check("a { b: url(\"é", &[("é", "published are")]);
    }

    #[test]
    fn what_is_there_is_nothing_to_say_of() {
        for css in [
            "a { b: url(fonts/inter.woff2?v=1) url('./images/team/a.png#x') }",
            "a { b: url(data:image/png;base64,AA==) url(#mask) url() }",
            "/* url(https://x.example) @import */ a { content: \"url(https://x) @import\" }",
            "a { b: curl; c: é }",
            "url(",
        ] {
            check(css, &[]);
        }
    }
}
