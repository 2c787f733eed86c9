//! Pages of one plan as one file that needs nothing beside it.
//!
//! In: pages as the theme printed them, with their paths; the stylesheet; where the site stands. Out: one page,
//! with its styles inside, allowed by their hash, and no script. Invariant: the pages' own markup is kept but for
//! places: ids and the links to them begin with the name of their part, links to pages beside them lead to the
//! site, or nowhere where nobody knows where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::markup::{Piece, Tag, pieces};

/// A page that becomes a part of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePart {
    /// Its path below the site's root.
    pub path: String,
    /// What the theme printed.
    pub html: String,
}

/// What one file is made of.
#[derive(Debug)]
pub struct OneFile<'a> {
    /// Its title, as text.
    pub title: &'a str,
    /// What stands at its end, as text: where it comes from.
    pub origin: &'a str,
    /// The pages, in their order; the first has the heading of the whole.
    pub parts: &'a [FilePart],
    /// The site's stylesheet.
    pub css: &'a str,
    /// Where the site stands, ending in `/`; `None` where nobody knows.
    pub base_url: Option<&'a str>,
    /// Images that the pages show, as `data:` addresses by their paths below the site's root.
    pub images: &'a BTreeMap<String, String>,
}

/// The symbols of all pages' sprites, by their ids.
type Symbols = BTreeMap<String, String>;

/// Where a tag stands.
#[derive(Clone, Copy)]
struct At<'a> {
    /// Whether another part stands above.
    is_below: bool,
    /// The part's name.
    name: &'a str,
    part: &'a FilePart,
    symbols: &'a Symbols,
}

/// Rules for what only one file has.
const OWN_CSS: &str = "@layer utilities{.part>.wrap{padding-block:1.5rem}a:not([href]){color:inherit;text-decoration:none}}\
    @layer print{@media print{.part+.part{break-before:page}}}";

/// Attributes that hold an id, or several.
const ID_ATTRIBUTES: [&str; 6] =
    ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"];

impl OneFile<'_> {
    /// The file.
    pub fn html(&self) -> String {
        let css = format!("{}{OWN_CSS}", self.css);
        let hash = STANDARD.encode(Sha256::digest(css.as_bytes()));
        let mut symbols = BTreeMap::new();
        let mut body = String::new();
        self.parts.iter().for_each(|part| collect_symbols(&part.html, &mut symbols));
        for (index, part) in self.parts.iter().enumerate() {
            let name = part_name(&part.path);
            let _ = write!(body, "<section class=part id={name}>");
            self.write_part(index, part, &symbols, &mut body);
            body.push_str("</section>");
        }
        let sprite: String = symbols.into_values().collect();
        // The theme's rules begin with their layers, so that a rule in one of them keeps its rank.
        format!(
            "<!doctype html><html lang=en><head><meta http-equiv=Content-Security-Policy \
             content=\"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
             form-action 'none'\"><meta charset=utf-8><meta name=viewport \
             content=\"width=device-width, initial-scale=1\"><title>{}</title><style>{css}</style></head>\
             <body><svg class=sprite width=0 height=0 aria-hidden=true>{sprite}</svg><main id=main>{body}</main>\
             <footer class=foot><div class=wrap><p>{}</p></div></footer></body></html>\n",
            escaped(self.title),
            escaped(self.origin),
        )
    }

    fn write_part(&self, index: usize, part: &FilePart, symbols: &Symbols, out: &mut String) {
        let name = part_name(&part.path);
        let main = between(&part.html, "<main", "</main>");
        // What opens with `<main …>` is left out as far as its end.
        let main = main.split_once('>').map_or("", |(_, inside)| inside);
        // How deep inside an element that is left out we are: its tag and the number of its kind.
        let mut left_out: Option<(&str, usize)> = None;
        for piece in pieces(main) {
            let tag = match piece {
                Piece::Text(text) => {
                    out.push_str(if left_out.is_none() { text } else { "" });
                    continue;
                }
                Piece::Tag(tag) => tag,
            };
            if let Some((of, depth)) = left_out {
                if tag.name == of {
                    let depth = if tag.is_end { depth - 1 } else { depth + 1 };
                    left_out = (depth > 0).then_some((of, depth));
                }
                continue;
            }
            // The head of a plan stands once, and so does the note of an edition; a button without a script does
            // nothing.
            let is_head =
                index > 0 && ["head", "crumbs", "edition"].iter().any(|c| tag.has_class(c));
            if !tag.is_end && (is_head || tag.name == "button") {
                left_out = Some((tag.name, 1));
                continue;
            }
            let at = At { is_below: index > 0, name: &name, part, symbols };
            self.write_tag(&tag, at, out);
        }
    }

    fn write_tag(&self, tag: &Tag<'_>, at: At<'_>, out: &mut String) {
        let At { is_below, name, part, symbols } = at;
        out.push_str(if tag.is_end { "</" } else { "<" });
        match (is_below, tag.name) {
            // Below the heading of the whole every heading is a level deeper.
            (true, "h1" | "h2" | "h3" | "h4" | "h5") => {
                let level = tag.name.as_bytes()[1] + 1;
                out.push('h');
                out.push(char::from(level));
            }
            (_, other) => out.push_str(other),
        }
        for (attribute, value) in &tag.attributes {
            let Some(value) = value else {
                let _ = write!(out, " {attribute}");
                continue;
            };
            let placed = match *attribute {
                // Parts repeat the names of their sections, and landmarks have one each.
                "aria-labelledby" if is_below && tag.name == "section" => None,
                "aria-label" if is_below => {
                    let page = name.strip_prefix("p-").unwrap_or(name);
                    Some(format!("{value} ({page})"))
                }
                of if ID_ATTRIBUTES.contains(&of) => Some(with_prefix(value, name)),
                // A drawing may use what the page draws itself, or what all pages share.
                "href" if value.strip_prefix('#').is_some_and(|id| symbols.contains_key(id)) => {
                    Some((*value).to_owned())
                }
                "href" => self.link(value, name, &part.path),
                "src" => self.images.get(&resolved(&part.path, value)).cloned(),
                "aria-current" => None,
                _ => Some((*value).to_owned()),
            };
            // The value is escaped already: it is the theme's own, or made of parts of it.
            if let Some(placed) = placed {
                let _ = write!(out, " {attribute}=\"{}\"", placed.replace('"', "&quot;"));
            }
        }
        out.push_str(if tag.closes_itself { "/>" } else { ">" });
    }

    /// Where a link leads in the file.
    fn link(&self, href: &str, name: &str, from: &str) -> Option<String> {
        if let Some(anchor) = href.strip_prefix('#') {
            return Some(if anchor.is_empty() {
                format!("#{name}")
            } else {
                format!("#{name}-{anchor}")
            });
        }
        let scheme = href.split(['/', '?', '#']).next().is_some_and(|head| head.contains(':'));
        if scheme {
            return Some(href.to_owned());
        }
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let path = resolved(from, path);
        if self.parts.iter().any(|part| part.path == path) {
            let part = part_name(&path);
            return Some(if anchor.is_empty() {
                format!("#{part}")
            } else {
                format!("#{part}-{anchor}")
            });
        }
        let base = self.base_url?;
        let hash = if anchor.is_empty() { "" } else { "#" };
        Some(format!("{}{path}{hash}{anchor}", escaped(base)))
    }
}

/// The name of a page's part: its file's, without ending.
fn part_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or_default();
    format!("p-{}", file.strip_suffix(".html").unwrap_or(file))
}

fn with_prefix(ids: &str, name: &str) -> String {
    let ids: Vec<String> = ids.split_whitespace().map(|id| format!("{name}-{id}")).collect();
    ids.join(" ")
}

/// A relative address on the page at a path, from the site's root.
fn resolved(from: &str, to: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in to.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The symbols of a page's sprite, by their ids.
fn collect_symbols(html: &str, symbols: &mut Symbols) {
    let sprite = between(html, "<svg class=sprite", "</svg>");
    let mut known = BTreeSet::new();
    for symbol in sprite.split("<symbol ").skip(1) {
        let id = symbol.split('"').nth(1).unwrap_or_default().to_owned();
        if known.insert(id.clone()) {
            symbols.entry(id).or_insert_with(|| format!("<symbol {symbol}"));
        }
    }
}

/// What stands behind the first of two marks, up to the next of the other.
fn between<'a>(text: &'a str, open: &str, close: &str) -> &'a str {
    let behind = text.split_once(open).map_or("", |(_, behind)| behind);
    behind.split_once(close).map_or("", |(inside, _)| inside)
}

fn escaped(text: &str) -> String {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = super::escape::escape(text, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(path: &str, main: &str) -> FilePart {
        let html = format!(
            "<html><body><svg class=sprite width=0><symbol id=\"i-check\" viewBox=\"0\"><path/></symbol></svg>\
             <main id=main tabindex=-1>{main}</main></body></html>"
        );
        FilePart { path: path.to_owned(), html }
    }

    fn made(parts: &[FilePart], base_url: Option<&str>) -> String {
        let images =
            BTreeMap::from([("files/a.png".to_owned(), "data:image/png;base64,AA==".to_owned())]);
        let (title, origin, css) = ("A & B", "From <x>", "@layer a;");
        OneFile { title, origin, parts, css, base_url, images: &images }.html()
    }

    #[test]
    fn ids_and_links_lead_to_their_parts() {
        let parts = [
            part(
                "plans/a/index.html",
                "<div class=head><h1>A</h1></div><a href=risks.html#r1>R1</a><b id=x>x</b><a href=#x>x</a>",
            ),
            part(
                "plans/a/risks.html",
                "<div class=\"head\"><div>A</div></div><h1 id=h>Risks</h1><p id=r1>R1</p><a href=../b/index.html>B</a>\
                  <button data-print>Print</button><a href=\"tel:+1\">call</a><img src=../../files/a.png alt=\"\"><img src=../../files/b.png alt=b>",
            ),
        ];
        let html = made(&parts, None);
        for piece in [
            "<a href=\"#p-risks-r1\">R1</a><b id=\"p-index-x\">x</b><a href=\"#p-index-x\">x</a>",
            "<section class=part id=p-risks><h2 id=\"p-risks-h\">Risks</h2><p id=\"p-risks-r1\">R1</p><a>B</a>",
            "<a href=\"tel:+1\">call</a><img src=\"data:image/png;base64,AA==\" alt=\"\"><img alt=\"b\">",
            "<title>A &amp; B</title>",
            "<p>From &lt;x&gt;</p>",
        ] {
            assert!(html.contains(piece), "{piece}\n{html}");
        }
        assert_eq!(html.matches("<symbol ").count(), 1);
        assert!(!html.contains("Print"));
        let html = made(&parts, Some("https://x.example/p/"));
        assert!(
            html.contains("<a href=\"https://x.example/p/plans/b/index.html\">B</a>"),
            "{html}"
        );
    }

    #[test]
    fn the_policy_allows_the_styles_and_nothing_else() {
        let html = made(&[], None);
        let css = between(&html, "<style>", "</style>");
        let hash = STANDARD.encode(Sha256::digest(css.as_bytes()));
        assert!(html.contains(&format!("style-src 'sha256-{hash}'")), "{html}");
    }
}
