//! Whether a drawing (SVG) only shows something, read by an XML parser as browsers read it.
//!
//! What is not known to be harmless is refused: elements and namespaces by a list of those that are
//! allowed. Whatever may be read in two ways (declarations, other encodings) is refused before.

use roxmltree::{Attribute, Document, Error, Node, ParsingOptions};

use super::style::{is_inside, loads_nothing};

/// Largest drawing, in bytes.
pub(super) const BYTES: usize = 4 << 20;

/// Most nodes of a drawing: about as many as shapes can still be told apart.
const NODES: u32 = 200_000;

/// Most attributes of an element, and most prefixes of a drawing: the parser looks through all of them
/// for each.
const ATTRIBUTES: usize = 200;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Namespaces of what drawing programs note for themselves, by their beginnings; browsers know none.
const NOTES: [&str; 13] = [
    "http://creativecommons.org/ns#",
    "http://ns.adobe.com/",
    "http://purl.org/dc/",
    "http://schemas.microsoft.com/visio/",
    "http://sodipodi.sourceforge.net/",
    "http://vectornator.io",
    "http://web.resource.org/cc/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.inkscape.org/namespaces/",
    "http://www.serif.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "https://boxy-svg.com",
];

/// Elements of SVG that draw, name, move or group; filters (`fe…`) come with them.
const ELEMENTS: [&str; 40] = [
    "a",
    "animate",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "discard",
    "ellipse",
    "filter",
    "g",
    "hatch",
    "hatchpath",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "metadata",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Why a drawing is not published, as a clause that stands alone; `None` for one that only shows.
pub(super) fn fault(bytes: &[u8]) -> Option<&'static str> {
    if bytes.len() > BYTES {
        return Some("it is a drawing of more than 4 MiB");
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("it is no SVG in UTF-8") };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if !is_declared_as_read(text) {
        return Some("it declares an encoding other than UTF-8");
    }
    if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Some("it has a DOCTYPE, which can load content from elsewhere");
    }
    if is_crowded(text) {
        return Some("it has too many elements for a drawing");
    }
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options) {
        Ok(document) => document.root().descendants().find_map(fault_of_node).or_else(|| {
            let is_drawing = document.root_element().has_tag_name((SVG, "svg"));
            (!is_drawing).then_some("it is no SVG drawing")
        }),
        Err(Error::NodesLimitReached) => Some("it has too many elements for a drawing"),
        Err(_) => Some("it is not well-formed XML"),
    }
}

/// Whether a browser reads the text in the encoding that we do.
fn is_declared_as_read(text: &str) -> bool {
    let Some((declaration, _)) = text.strip_prefix("<?xml").and_then(|t| t.split_once("?>")) else {
        return true;
    };
    let Some((_, value)) = declaration.split_once("encoding") else { return true };
    let value = value.trim_start().trim_start_matches('=').trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let name = quote.and_then(|quote| value[1..].split(quote).next());
    name.is_some_and(|name| name.eq_ignore_ascii_case("utf-8"))
}

/// Whether an element may have more attributes, or the drawing more prefixes, than the parser can look
/// through in good time. No `<` stands inside a tag.
fn is_crowded(text: &str) -> bool {
    text.matches("xmlns").count() > ATTRIBUTES
        || text
            .split('<')
            .any(|tag| tag.bytes().filter(|byte| *byte == b'=').nth(ATTRIBUTES).is_some())
}

fn fault_of_node(node: Node<'_, '_>) -> Option<&'static str> {
    if node.is_pi() {
        return Some("it has a processing instruction, which may bring in what stands elsewhere");
    }
    if !node.is_element() {
        return None;
    }
    let (namespace, name) =
        (node.tag_name().namespace().unwrap_or_default(), node.tag_name().name());
    let lower = name.to_ascii_lowercase();
    if matches!(lower.as_str(), "script" | "handler" | "listener") {
        return Some("it holds a script");
    }
    if lower == "foreignobject" {
        return Some("it holds a foreign object, in which a page may stand");
    }
    let is_drawn = namespace == SVG;
    let is_known = if is_drawn {
        ELEMENTS.contains(&name) || name.starts_with("fe")
    } else {
        NOTES.iter().any(|start| namespace.starts_with(start))
    };
    if !is_known {
        return Some("it holds an element that is no part of a drawing");
    }
    if is_drawn && name == "style" && !is_plain_style(node) {
        return Some(OUTSIDE);
    }
    node.attributes().find_map(|attribute| fault_of_attribute(attribute, is_drawn))
}

const OUTSIDE: &str = "it refers to content outside the file";

fn is_plain_style(node: Node<'_, '_>) -> bool {
    let texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
    loads_nothing(&texts.collect::<String>())
}

fn fault_of_attribute(attribute: Attribute<'_, '_>, is_drawn: bool) -> Option<&'static str> {
    let (name, value) = (attribute.name().to_ascii_lowercase(), attribute.value());
    if name.starts_with("on") {
        return Some("it holds an event handler");
    }
    match attribute.namespace() {
        Some(XML) if name == "base" => return Some(OUTSIDE),
        None | Some(XLINK) if matches!(name.as_str(), "href" | "src" | "base") => {
            return (!is_inside(value)).then_some(OUTSIDE);
        }
        None if is_drawn => {}
        None | Some(XLINK | XML) => return None,
        Some(other) => {
            let is_known = NOTES.iter().any(|start| other.starts_with(start));
            return (!is_known).then_some("it holds an attribute that is no part of a drawing");
        }
    }
    if name == "attributename" {
        let of = value.trim().rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        if of.starts_with("on") || matches!(of.as_str(), "href" | "src" | "base") {
            return Some("it changes a link or a handler while it is shown");
        }
    }
    (!loads_nothing(value)).then_some(OUTSIDE)
}

#[cfg(test)]
mod tests;
