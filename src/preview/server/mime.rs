//! What a file is, told by its ending.

/// The value of `Content-Type` for a path: what its ending stands for, bytes where that is unknown.
///
/// Text is said to be UTF-8, as the program writes no other.
pub fn mime(path: &str) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    // JavaScript has one name (RFC 9239).
    let essence = guess.essence_str().replace("application/javascript", "text/javascript");
    let is_text = essence.starts_with("text/")
        || ["application/json", "image/svg+xml"].contains(&essence.as_str());
    if is_text { format!("{essence}; charset=utf-8") } else { essence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_known() {
        let check = |path: &str, expected: &str| assert_eq!(mime(path), expected, "{path}");
        check("index.html", "text/html; charset=utf-8");
        check("a/site.CSS", "text/css; charset=utf-8");
        check("site.1234.js", "text/javascript; charset=utf-8");
        check("module.mjs", "text/javascript; charset=utf-8");
        check("data.json", "application/json; charset=utf-8");
        check("icon.svg", "image/svg+xml; charset=utf-8");
        check("notes.txt", "text/plain; charset=utf-8");
        check("shot.png", "image/png");
        check("font.woff2", "font/woff2");
        check("calendar.ics", "text/calendar; charset=utf-8");
        check("paper.pdf", "application/pdf");
        check("strange.zzzz", "application/octet-stream");
        check("none", "application/octet-stream");
        check("", "application/octet-stream");
    }
}
