//! Where a link leads, judged by its decoded URL.

use crate::model::prose::Target;
use crate::text::is_invisible;

/// Schemes that a link may have beside the web's; every other one is shown as text.
const SCHEMES: [&str; 2] = ["mailto", "tel"];

/// Judges a URL as the Markdown parser gives it (entities resolved) in the file at `source`.
pub(super) fn judge(url: &str, source: &str) -> Target {
    let clean: String = url.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim();
    let refuse = || Target::Refused(url.to_owned());
    if clean.is_empty() || clean.contains('\\') || clean.starts_with("//") {
        return refuse();
    }
    if let Some(fragment) = clean.strip_prefix('#') {
        return Target::Fragment(fragment.to_owned());
    }
    if let Some(end) = clean.find([':', '/', '?', '#'])
        && clean.as_bytes()[end] == b':'
    {
        let scheme = clean[..end].to_ascii_lowercase();
        let is_good = match scheme.as_str() {
            "http" | "https" => names_host(&clean[end + 1..]),
            other => SCHEMES.contains(&other),
        };
        let is_good = is_good && !clean.contains(is_invisible);
        return if is_good { Target::External(clean.to_owned()) } else { refuse() };
    }
    local(clean, source)
}

/// Whether a web address says in front which host it leads to. What stands before an `@` looks like one
/// and is none; without the slashes browsers take it for a path or a host, as the case may be.
fn names_host(after_scheme: &str) -> bool {
    let Some(rest) = after_scheme.strip_prefix("//") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && !host.contains(|c: char| c == '@' || c.is_whitespace())
}

fn local(url: &str, source: &str) -> Target {
    let (rest, fragment) = url.split_once('#').unwrap_or((url, ""));
    let path = rest.split_once('?').map_or(rest, |(path, _)| path);
    let decoded = percent_decode(path);
    Target::Local {
        path: decoded.and_then(|path| resolve(&path, source)),
        fragment: fragment.to_owned(),
        written: url.to_owned(),
    }
}

/// Resolves a path against the folder of `source`; a leading `/` means the content folder.
fn resolve(path: &str, source: &str) -> Option<String> {
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (base, path) = match path.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, path),
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in base.split('/').chain(path.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            _ => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

/// Decodes `%20` and the like; `None` where that gives no text or hides a control character.
fn percent_decode(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let digits = (bytes[i] == b'%').then(|| path.get(i + 1..i + 3)).flatten();
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8(out).ok().filter(|s| !s.contains(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: &str) {
        let shown = match judge(url, "payments/refunds.md") {
            Target::External(url) => format!("external {url}"),
            Target::Fragment(f) => format!("fragment {f}"),
            Target::Refused(_) | Target::Wiki { .. } => "refused".to_owned(),
            Target::Local { path, fragment, .. } => {
                format!("local {} {fragment}", path.as_deref().unwrap_or("-")).trim().to_owned()
            }
        };
        assert_eq!(shown, expected, "{url}");
    }

    #[test]
    fn urls_are_judged() {
        check("https://example.org/a", "external https://example.org/a");
        check("MAILTO:a@example.org", "external MAILTO:a@example.org");
        check("tel:+49301234", "external tel:+49301234");
        check("#h", "fragment h");
        check("http://[::1]:8080/?a@b#c", "external http://[::1]:8080/?a@b#c");
        for bad in [
            "javascript:alert(1)",
            "JaVaScript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/\\evil.example",
            "file:///etc",
            "https:example.org",
            "https:/example.org",
            "https:///example.org",
            "https://bank.example@evil.example/",
            "https://example.org/\u{202E}gpj",
            "",
        ] {
            check(bad, "refused");
        }
        check("../platform/x.md#a", "local platform/x.md a");
        check("./x%20y.md?raw=1", "local payments/x y.md");
        check("/platform/x.md", "local platform/x.md");
        check("../../etc/passwd", "local -");
        check("a/b:c.md", "local payments/a/b:c.md");
        check("x%00.md", "local -");
    }
}
