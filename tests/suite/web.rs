//! Hostile content: whatever an author writes, a page holds only what we make.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::html::{Element, Site};
use crate::project::{ALPHA, Project};

const HOSTILE: &str = include_str!("../fixtures/hostile.md");

/// Every element that a page may hold, with the attributes that it may have beside the common ones.
const ALLOWED: [(&str, &[&str]); 83] = [
    ("a", &["href", "rel", "target", "title"]),
    ("abbr", &["title"]),
    ("article", &[]),
    ("aside", &[]),
    ("bdi", &[]),
    ("blockquote", &[]),
    ("body", &[]),
    ("br", &[]),
    ("button", &["type", "name", "value", "disabled"]),
    ("caption", &[]),
    ("circle", &["cx", "cy", "r", "fill", "stroke", "stroke-width"]),
    ("code", &[]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("dd", &[]),
    ("defs", &[]),
    ("del", &[]),
    ("details", &["open", "name"]),
    ("div", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("figcaption", &[]),
    ("figure", &[]),
    ("footer", &[]),
    ("form", &["action", "method"]),
    ("g", &["fill", "stroke"]),
    ("h1", &[]),
    ("h2", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("h6", &[]),
    ("head", &[]),
    ("header", &[]),
    ("hr", &[]),
    ("html", &["lang"]),
    ("img", &["src", "alt", "title", "width", "height", "loading", "decoding"]),
    (
        "input",
        &[
            "type",
            "name",
            "value",
            "checked",
            "disabled",
            "placeholder",
            "autocomplete",
            "spellcheck",
        ],
    ),
    ("ins", &[]),
    ("kbd", &[]),
    ("label", &["for"]),
    ("li", &["value"]),
    ("line", &["x1", "x2", "y1", "y2"]),
    ("link", &["rel", "href", "type", "title", "sizes"]),
    ("main", &[]),
    ("mark", &[]),
    ("meta", &["charset", "http-equiv", "content", "name"]),
    ("nav", &[]),
    ("ol", &["start", "reversed"]),
    ("option", &["value", "selected"]),
    ("output", &[]),
    ("p", &[]),
    ("path", &["d", "fill", "stroke", "stroke-width"]),
    ("pattern", &["width", "height", "patternUnits", "patternTransform"]),
    ("progress", &["value", "max"]),
    ("polyline", &["points"]),
    ("pre", &[]),
    (
        "rect",
        &[
            "x",
            "y",
            "width",
            "height",
            "rx",
            "ry",
            "fill",
            "stroke",
            "stroke-dasharray",
            "stroke-width",
        ],
    ),
    ("s", &[]),
    ("script", &["src", "defer"]),
    ("section", &[]),
    ("select", &["name", "autocomplete"]),
    ("span", &[]),
    ("strong", &[]),
    ("sub", &[]),
    ("summary", &[]),
    ("sup", &[]),
    ("svg", &["width", "height", "viewBox", "preserveAspectRatio", "fill", "focusable"]),
    ("symbol", &["viewBox"]),
    ("table", &[]),
    ("tbody", &[]),
    ("template", &[]),
    ("td", &["colspan", "rowspan", "headers", "align"]),
    ("th", &["scope", "colspan", "rowspan", "abbr", "align"]),
    ("thead", &[]),
    ("time", &["datetime"]),
    ("title", &[]),
    ("tr", &[]),
    ("u", &[]),
    ("text", &["x", "y", "dx", "dy", "text-anchor", "fill", "font-size"]),
    ("ul", &[]),
    ("use", &["href", "x", "y"]),
];

/// Attributes that any element may have. `data-…` and `aria-…` come with them.
const COMMON: [&str; 8] = ["id", "class", "dir", "lang", "role", "tabindex", "hidden", "title"];

/// File names that try to break out of attributes, paths and scripts.
const NAMES: [&str; 7] = [
    "\"><img src=x onerror=alert(90)>.md",
    "'quoted' & <b>bold.md",
    "javascript:alert(91).md",
    "pay <script>/a\u{202e}b.md",
    "..%2f..%2fx.md",
    "{{ 7 * 7 }}.md",
    "con.md",
];

/// The hostile text under hostile names, beside a good plan, built once.
static BUILT: LazyLock<Site> = LazyLock::new(|| {
    let project =
        Project::alpha().file("content/hostile.md", HOSTILE).file("content/x.png", "no image");
    for name in NAMES {
        project.write(&format!("content/{name}"), HOSTILE);
    }
    project.write("content/pages/\"><script>alert(92)<.md", "# \"><script>alert(93)</script>\n");
    let ran = project.run(&["build"]);
    assert!(ran.status < 2, "{}", ran.stderr);
    let site = Site::of(&project, "public");
    assert!(site.pages.len() > 80, "the hostile plans are built: {}", site.pages.len());
    site
});

/// The same for other tests.
pub(crate) fn hostile_site() -> &'static Site {
    &BUILT
}

/// What an element has that it must not have.
fn faults(element: &Element, allowed: &BTreeMap<&str, &[&str]>) -> Vec<String> {
    let tag = element.tag.as_str();
    let Some(own) = allowed.get(tag) else { return vec![format!("element {tag}")] };
    let mut faults = Vec::new();
    for (name, value) in &element.attributes {
        let is_known = COMMON.contains(&name.as_str())
            || own.contains(&name.as_str())
            || (["data-", "aria-"].iter().any(|prefix| name.starts_with(prefix))
                && name.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        if !is_known {
            faults.push(format!("{tag} with attribute {name}"));
        }
        let is_address = ["href", "src", "action"].contains(&name.as_str());
        if is_address && !is_good_address(value) {
            faults.push(format!("{tag} with {name}={value}"));
        }
    }
    let is_bad = match tag {
        "script" => element.attribute("src").is_none_or(|src| !src.contains("assets/")),
        // A calendar or feed of the site's own.
        "link" if element.attribute("rel") == Some("alternate") => {
            element.attribute("href").is_none_or(|href| {
                href.contains(':') || ![".ics", ".xml"].iter().any(|end| href.ends_with(end))
            })
        }
        "link" => {
            element.attribute("rel") != Some("canonical")
                && element.attribute("href").is_none_or(|href| !href.contains("assets/"))
        }
        "use" => element.attribute("href").is_none_or(|href| !href.starts_with('#')),
        "img" => element.attribute("src").is_none_or(|src| src.contains(':')),
        "meta" => element.attribute("http-equiv").is_some_and(|kind| {
            let is_refresh = element.attribute("content").is_some_and(|c| {
                c.split_once("url=").is_some_and(|(_, url)| !url.contains([':', '<', '"']))
            });
            kind != "Content-Security-Policy" && !(kind == "refresh" && is_refresh)
        }),
        _ => false,
    };
    if is_bad {
        faults.push(format!("{element:?}"));
    }
    faults
}

/// Whether an address is relative, a fragment, or of a scheme that may be linked.
fn is_good_address(address: &str) -> bool {
    let folded: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    if folded.starts_with("//") || folded.starts_with('\\') {
        return false;
    }
    let head = folded.split(['/', '?', '#']).next().unwrap_or_default();
    match head.split_once(':') {
        Some((scheme, _)) => ["http", "https", "mailto", "tel"].contains(&scheme),
        None => true,
    }
}

#[test]
fn only_known_elements_and_attributes_are_on_any_page() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let mut wrong = BTreeSet::new();
    for (path, page) in &BUILT.pages {
        for element in page.root.every() {
            wrong.extend(
                faults(element, &allowed).into_iter().map(|fault| format!("{path}: {fault}")),
            );
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn the_check_of_elements_finds_what_is_hostile() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    for text in [
        "<p onclick=x>",
        "<a href=' JavaScript:x'>",
        "<a href='java\tscript:x'>",
        "<a href=//evil.example>",
        "<img src=data:image/png,x>",
        "<script>x</script>",
        "<script src=https://evil.example/x.js></script>",
        "<iframe>",
        "<p style=x>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<b data-\"x=1>",
    ] {
        let page = crate::html::parse(text);
        let found: usize = page.root.every().into_iter().map(|e| faults(e, &allowed).len()).sum();
        assert!(found > 0, "{text}");
    }
}

#[test]
fn a_parser_has_nothing_to_mend_in_pages_of_hostile_plans() {
    for (path, page) in &BUILT.pages {
        assert_eq!(page.errors, Vec::<String>::new(), "{path}");
        assert_eq!(page.root.all("h1").len(), 1, "{path}");
        let ids: Vec<&str> =
            page.root.every().into_iter().filter_map(|e| e.attribute("id")).collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: ids are unique");
        assert!(
            ids.iter().all(|id| !id.contains([' ', '"', '<', '>', '\'', '&'])),
            "{path}: {ids:?}"
        );
    }
}

#[test]
fn controls_of_direction_and_width_never_reach_a_page() {
    let invisible = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    for (path, page) in &BUILT.pages {
        for element in page.root.every() {
            let own = element.children.iter().filter_map(|child| match child {
                crate::html::Node::Text(text) => Some(text),
                _ => None,
            });
            for text in own.chain(element.attributes.values()) {
                assert!(!text.contains(invisible), "{path}: {text:?}");
            }
        }
    }
}

#[test]
fn hostile_words_are_still_there_to_read() {
    let site = &*BUILT;
    let source = site.page("plans/hostile/source.html").main_text();
    for words in
        ["<script>alert(8)</script>", "onclick=alert(9)", "raw link", "alert(46)", "alert(83)"]
    {
        assert!(source.contains(words), "{words}");
    }
    let index = site.page("index.html").main_text();
    assert!(index.contains("Plan \"><img src=x onerror=alert(1)>"), "the title is as written");
    assert!(!index.contains("49"), "no template runs an author's words");
}

#[test]
fn published_paths_stay_inside_the_site_and_are_plain() {
    for path in BUILT.files.keys().filter(|path| *path != ".phasebook-manifest") {
        let is_plain = path.chars().all(|c| c.is_alphanumeric() || "-./".contains(c));
        assert!(is_plain, "{path}");
        assert!(!path.contains(".."), "{path}");
        let reserved = ["con", "con.html", "nul", "aux"];
        assert!(path.split('/').all(|part| !reserved.contains(&part)), "{path}");
    }
}

#[test]
fn the_data_carry_the_words_and_nothing_raw() {
    let project = Project::empty().file("content/hostile.md", HOSTILE);
    let ran = project.run(&["export"]);
    assert!(!ran.stdout.contains(|c: char| c.is_control() && c != '\n'));
    let plan = &ran.json()["plans"][0];
    let title = plan["title"].as_str().expect("a title");
    assert!(title.contains("<script>alert(1)</script>"), "data hold the plain words: {title}");
}

#[test]
fn an_external_image_becomes_a_link_and_a_local_one_is_copied() {
    let text = format!("{ALPHA}\n![far](https://example.org/far.png)\n\n![near](img/near.png)\n");
    let project =
        Project::empty().file("content/alpha.md", &text).file("content/img/near.png", "pixels");
    project.build(0);
    let site = Site::of(&project, "public");
    let main = site.page("plans/alpha/source.html").main();
    let images: Vec<(Option<&str>, Option<&str>)> =
        main.all("img").iter().map(|img| (img.attribute("src"), img.attribute("alt"))).collect();
    assert_eq!(images, [(Some("../../files/img/near.png"), Some("near"))]);
    let link = main
        .all("a")
        .into_iter()
        .find(|a| a.attribute("href") == Some("https://example.org/far.png"));
    assert!(link.is_some_and(|link| link.text().contains("far")));
    assert_eq!(site.files["files/img/near.png"], b"pixels");
}

#[test]
fn a_hostile_site_title_is_text() {
    let settings = "[site]\ntitle = '\"><script>alert(1)</script>'\nlanguage = 'de'\n";
    let project = Project::alpha().file("phasebook.toml", settings);
    project.build(0);
    let site = Site::of(&project, "public");
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    for (path, page) in &site.pages {
        let found: Vec<String> =
            page.root.every().into_iter().flat_map(|e| faults(e, &allowed)).collect();
        assert_eq!(found, Vec::<String>::new(), "{path}");
    }
    assert_eq!(site.page("index.html").title(), "\"><script>alert(1)</script>");
}
