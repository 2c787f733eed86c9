//! Checks of single texts. Each gives the value, or completes "`key` …".

use crate::text::is_unprintable;

/// The address of the site, ending in `/`.
///
/// # Errors
/// What is wrong with it, as the end of a sentence: "must begin with …".
pub fn base_url(text: &str) -> Result<String, &'static str> {
    let url = web_url(text)?;
    if url.contains(['?', '#']) {
        return Err("must have no query and no fragment");
    }
    Ok(if url.ends_with('/') { url } else { url + "/" })
}

/// An address of the web.
pub(in crate::settings) fn web_url(text: &str) -> Result<String, &'static str> {
    let lower = text.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = rest.ok_or("must begin with `https://` or `http://`")?;
    if host.is_empty() || host.starts_with(['/', '?', '#', ':', '@']) {
        return Err("must name a host after the scheme");
    }
    if has_odd_characters(text) {
        return Err(ODD);
    }
    Ok(text.to_owned())
}

const ODD: &str = "must have no spaces, quotes, backslashes or angle brackets";

fn has_odd_characters(text: &str) -> bool {
    text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`'))
}

/// The name of another site, which stands behind the titles of its plans.
pub(in crate::settings) fn site_name(text: &str) -> Result<String, &'static str> {
    if text.chars().any(is_unprintable) {
        return Err("must have no characters that nobody sees");
    }
    if text.chars().count() > LONGEST_NAME {
        return Err("must have 40 characters at most");
    }
    Ok(text.to_owned())
}

/// Most characters of another site's name.
const LONGEST_NAME: usize = 40;

/// A file below the site's root.
pub(in crate::settings) fn data_path(text: &str) -> Result<String, &'static str> {
    if text.split('/').any(|part| matches!(part, "" | "." | "..")) || text.contains('\\') {
        return Err("must be a path below the site's root, without `..` or a leading `/`");
    }
    Ok(text.to_owned())
}

/// A link that is safe on a page: to the web, mail, telephone, or inside the site.
pub(in crate::settings) fn link(text: &str) -> Result<String, &'static str> {
    if has_odd_characters(text) {
        return Err(ODD);
    }
    let scheme = text.split(['/', '?', '#']).next().and_then(|head| head.split_once(':'));
    match scheme.map(|(scheme, _)| scheme.to_ascii_lowercase()).as_deref() {
        None | Some("http" | "https" | "mailto" | "tel") => Ok(text.to_owned()),
        Some(_) => Err("must be a relative link, or begin with `https:`, `mailto:` or `tel:`"),
    }
}

/// A language tag after BCP 47, by its shape.
pub(in crate::settings) fn language(text: &str) -> Result<String, &'static str> {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_tag = (2..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts
            .all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    if is_tag { Ok(text.to_owned()) } else { Err("must be a language tag like `en` or `pt-BR`") }
}

/// A colour as `#rrggbb`, in lower case.
pub(in crate::settings) fn accent(text: &str) -> Result<String, &'static str> {
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("must be a colour as `#rrggbb`")
    }
}

/// A path that stays inside its folder.
pub(in crate::settings) fn inner_path(text: &str) -> Result<String, &'static str> {
    if text.split('/').any(|part| matches!(part, "" | "." | "..")) || text.contains('\\') {
        return Err("must be a path inside `static/`, without `..` or a leading `/`");
    }
    Ok(text.to_owned())
}

/// The site's logo: an image inside `static/`.
pub(in crate::settings) fn logo(text: &str) -> Result<String, &'static str> {
    let path = inner_path(text)?;
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("svg" | "png" | "webp" | "jpg" | "jpeg" | "avif") => Ok(path),
        _ => Err("must be an SVG, PNG, WebP, JPEG or AVIF image"),
    }
}

/// The address of an editor, with the place that it is to open.
pub(in crate::settings) fn editor_url(text: &str) -> Result<String, &'static str> {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("javascript" | "data" | "vbscript") => Err("must not run a script"),
        Some(scheme)
            if is_scheme(scheme) && text.contains("{path}") && !has_odd_characters(text) =>
        {
            Ok(text.to_owned())
        }
        _ => Err("must be a URL that holds `{path}`"),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_ends_in_a_slash() {
        for (text, expected) in [
            ("https://a.example", Some("https://a.example/")),
            ("http://localhost:8080/x/", Some("http://localhost:8080/x/")),
            ("HTTPS://A.example/x", Some("HTTPS://A.example/x/")),
            ("a.example", None),
            ("ftp://a.example", None),
            ("https://", None),
            ("https:///x", None),
            ("https://a.example/?q", None),
            ("https://a b", None),
            ("https://a\"onload=", None),
        ] {
            assert_eq!(base_url(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn links_run_no_script() {
        for good in ["https://a", "mailto:a@b", "tel:+49", "about.html", "../x?a:b", "#top", "/x"] {
            assert!(link(good).is_ok(), "{good}");
        }
        for bad in ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "java script:x"] {
            assert!(link(bad).is_err() && editor_url(&format!("{bad}{{path}}")).is_err(), "{bad}");
        }
        assert!(editor_url("vscode://file/{path}:{line}").is_ok());
        assert!(editor_url("vscode://file/").is_err());
    }

    #[test]
    fn small_shapes() {
        assert_eq!(accent("#0B57d0").as_deref(), Ok("#0b57d0"));
        assert!(
            ["#fff", "red", "#gggggg", "0b57d0", "#0b57d00"].iter().all(|c| accent(c).is_err())
        );
        assert!(["en", "pt-BR", "zh-Hant-TW"].iter().all(|t| language(t).is_ok()));
        assert!(["", "e", "en_GB", "en-", "english language"].iter().all(|t| language(t).is_err()));
        assert!(inner_path("img/logo.svg").is_ok());
        assert!(["/x", "../x", "a//b", "a\\b"].iter().all(|p| inner_path(p).is_err()));
        assert!(["logo.svg", "img/Logo.PNG", "a.b.avif"].iter().all(|p| logo(p).is_ok()));
        assert!(["logo", "logo.gif", "svg", "../logo.svg"].iter().all(|p| logo(p).is_err()));
    }
}
