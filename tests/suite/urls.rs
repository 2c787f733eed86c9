//! Addresses of links: what leads somewhere, and what is shown as text.

use std::fmt::Write as _;

use crate::html::{Element, Site};
use crate::project::Project;

/// Addresses that lead nowhere, as authors write them between `<` and `>` of a link.
const BAD: [&str; 66] = [
    // Scripts and data, in the ways in which a browser may still see them.
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "javascript :alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;&#x61;vascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3A;alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&#13;script:alert(1)",
    "java&#0;script:alert(1)",
    "&#1;javascript:alert(1)",
    "&#x1F;javascript:alert(1)",
    "&nbsp;javascript:alert(1)",
    "&ZeroWidthSpace;javascript:alert(1)",
    "java\u{AD}script:alert(1)",
    "java\u{200B}script:alert(1)",
    "\u{202E}javascript:alert(1)",
    "\u{FEFF}javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\\script:alert(1)",
    "%6Aavascript:alert(1)",
    "javascript%3Aalert(1)",
    "j%0Aavascript:alert(1)",
    "javascript:%0Aalert(1)",
    "javascript://example.org/%0Aalert(1)",
    "javascript\u{FF1A}alert(1)",
    "\u{FF4A}avascript:alert(1)",
    "feed:javascript:alert(1)",
    "view-source:javascript:alert(1)",
    "jar:https://evil.example!/x.html",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:image/svg+xml,<svg onload=alert(1)>",
    "data:,x",
    "vbscript:msgbox(1)",
    "livescript:x",
    "mocha:x",
    // Other places that a page has no business with.
    "blob:https://example.org/0",
    "filesystem:https://example.org/x",
    "file:///etc/passwd",
    "about:blank",
    "chrome://settings",
    "ftp://example.org/x",
    "ws://example.org/",
    "intent://x#Intent;scheme=https;end",
    "ms-settings:privacy",
    "C:/Windows/x",
    "urn:isbn:0",
    // Hosts that do not look like ones, or look like others.
    "//evil.example/x",
    "&#47;/evil.example/x",
    "\\\\evil.example\\x",
    "/\\evil.example/x",
    "\\/evil.example/x",
    "&Tab;//evil.example/x",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "http:/\\evil.example",
    "https://bank.example@evil.example/",
    "https://bank.example%2F@evil.example/",
    "https://example.org/\u{202E}gnp.exe",
    "../../../etc/passwd",
];

/// Addresses that lead somewhere, and where.
const GOOD: [(&str, &str); 62] = [
    ("https://example.org", "https://example.org"),
    ("http://example.org/", "http://example.org/"),
    ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A"),
    ("https://example.org:8443/a", "https://example.org:8443/a"),
    ("https://example.org/a?b=c", "https://example.org/a?b=c"),
    ("https://example.org/a?b=c&amp;d=e", "https://example.org/a?b=c&d=e"),
    ("https://example.org/a?b=c&d=e", "https://example.org/a?b=c&d=e"),
    ("https://example.org/#top", "https://example.org/#top"),
    ("https://example.org/a%20b", "https://example.org/a%20b"),
    ("https://example.org/a b", "https://example.org/a b"),
    ("https://example.org/%3Cscript%3E", "https://example.org/%3Cscript%3E"),
    ("https://example.org/javascript:x", "https://example.org/javascript:x"),
    ("https://example.org/?u=javascript:x", "https://example.org/?u=javascript:x"),
    ("https://example.org/?u=//evil.example", "https://example.org/?u=//evil.example"),
    ("https://example.org/~ada/", "https://example.org/~ada/"),
    ("https://example.org/@ada", "https://example.org/@ada"),
    ("https://example.org/?mail=a@b.example", "https://example.org/?mail=a@b.example"),
    ("https://example.org/\"x\"", "https://example.org/\"x\""),
    ("https://example.org/'x'", "https://example.org/'x'"),
    ("https://example.org/(a)", "https://example.org/(a)"),
    ("https://example.org/[a]", "https://example.org/[a]"),
    ("https://example.org/a;b,c", "https://example.org/a;b,c"),
    ("https://example.org/a|b", "https://example.org/a|b"),
    ("https://example.org//a", "https://example.org//a"),
    ("https://example.org/../a", "https://example.org/../a"),
    ("https://example.org?a", "https://example.org?a"),
    ("https://example.org#a", "https://example.org#a"),
    ("&#104;ttps://example.org", "https://example.org"),
    ("https&colon;//example.org", "https://example.org"),
    (" https://example.org ", "https://example.org"),
    ("https://127.0.0.1:4000/", "https://127.0.0.1:4000/"),
    ("http://[::1]:4000/", "http://[::1]:4000/"),
    ("http://localhost/", "http://localhost/"),
    ("https://intranet/wiki", "https://intranet/wiki"),
    ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
    ("https://bücher.example/", "https://bücher.example/"),
    ("https://例え.example/パス", "https://例え.example/パス"),
    ("https://example\u{3002}org/", "https://example\u{3002}org/"),
    (
        "https://example.org/\u{645}\u{6CC}\u{200C}\u{62E}",
        "https://example.org/\u{645}\u{6CC}\u{200C}\u{62E}",
    ),
    ("https://example.org/é", "https://example.org/é"),
    ("mailto:ada@example.org", "mailto:ada@example.org"),
    ("MAILTO:ada@example.org", "MAILTO:ada@example.org"),
    ("mailto:a@b.example,c@d.example", "mailto:a@b.example,c@d.example"),
    (
        "mailto:a@b.example?subject=Go&cc=c@d.example",
        "mailto:a@b.example?subject=Go&cc=c@d.example",
    ),
    ("mailto:a@b.example?body=javascript:x", "mailto:a@b.example?body=javascript:x"),
    ("tel:+49301234567", "tel:+49301234567"),
    ("tel:+49-30-1234;ext=5", "tel:+49-30-1234;ext=5"),
    ("tel:112", "tel:112"),
    ("#here", "#h-here"),
    ("#Here", "#h-here"),
    ("page.md#here", "#h-here"),
    ("other.md", "other.html"),
    ("./other.md", "other.html"),
    ("sub/../other.md", "other.html"),
    ("/other.md", "other.html"),
    ("other.md?raw=1", "other.html"),
    ("oth%65r.md", "other.html"),
    ("&#111;ther.md", "other.html"),
    ("sub/a%20b.txt", "../files/sub/a%20b.txt"),
    ("sub/a b.txt", "../files/sub/a%20b.txt"),
    ("sub/..%2Fsub/a b.txt", "../files/sub/a%20b.txt"),
    ("sub/q%3Fr%23s.txt", "../files/sub/q%3Fr%23s.txt"),
];

/// The page of a document that links addresses by all the means of Markdown.
fn page_of<'a>(addresses: impl Iterator<Item = &'a str>) -> Element {
    let mut text = "# Links\n\n## Here\n".to_owned();
    for (n, address) in addresses.enumerate() {
        let escaped = address.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>");
        let _ =
            write!(text, "\n[inline {n}](<{escaped}>) [named {n}][r{n}]\n\n[r{n}]: <{escaped}>\n");
        let quoted = address.replace('"', "&quot;");
        let _ = writeln!(text, "\nIn <a href=\"{quoted}\">html {n}</a>.");
    }
    let project = Project::empty()
        .file("content/page.md", &text)
        .file("content/other.md", "# Other\n")
        .file("content/sub/a b.txt", "a")
        .file("content/sub/q?r#s.txt", "a");
    project.build(0);
    Site::of(&project, "public").page("pages/page.html").main().clone()
}

fn link<'a>(main: &'a Element, words: &str) -> Option<&'a str> {
    let link = main.all("a").into_iter().find(|a| a.text() == words)?;
    let href = link.attribute("href").expect("an address");
    let is_elsewhere = ["http", "mailto", "tel"].iter().any(|s| href.to_lowercase().starts_with(s));
    let rel = is_elsewhere.then_some("noopener noreferrer");
    assert_eq!(link.attribute("rel"), rel, "{href}");
    Some(href)
}

#[test]
fn bad_addresses_lead_nowhere_and_stand_there_to_read() {
    let main = page_of(BAD.into_iter());
    let text = main.text();
    for (n, address) in BAD.iter().enumerate() {
        for how in ["inline", "named", "html"] {
            let words = format!("{how} {n}");
            assert_eq!(link(&main, &words), None, "{address:?}");
            assert!(text.contains(&words), "{address:?}");
        }
    }
    assert!(text.contains("[javascript:alert(1)]"), "{text}");
    assert!(text.contains("[https://bank.example@evil.example/]"), "{text}");
}

#[test]
fn good_addresses_lead_where_they_say() {
    let main = page_of(GOOD.iter().map(|(address, _)| *address));
    for (n, (address, expected)) in GOOD.iter().enumerate() {
        for how in ["inline", "named"] {
            let href = link(&main, &format!("{how} {n}"));
            assert_eq!(href, Some(*expected), "{how} {address:?}");
        }
        // Raw HTML knows few names of characters.
        if !address.contains("&colon;") {
            assert_eq!(link(&main, &format!("html {n}")), Some(*expected), "html {address:?}");
        }
    }
}

#[test]
fn an_empty_address_is_none() {
    for text in ["[a]()", "[a](<>)", "[a](< >)", "<a href=\"\">a</a>", "<a href>a</a>", "<a>a</a>"]
    {
        let project = Project::empty().file("content/page.md", &format!("# P\n\nIn {text}.\n"));
        project.build(0);
        let site = Site::of(&project, "public");
        assert_eq!(link(site.page("pages/page.html").main(), "a"), None, "{text}");
    }
}
