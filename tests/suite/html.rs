//! Published pages as plain trees, and a whole published site in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Node as Parsed};

use crate::project::Project;

/// The example site, built once.
pub(crate) static EXAMPLE: LazyLock<Site> = LazyLock::new(|| {
    let project = Project::example();
    project.build(0);
    Site::of(&project, "public")
});

/// A page as an HTML parser sees it.
#[derive(Debug)]
pub(crate) struct Page {
    /// What the parser had to mend.
    pub(crate) errors: Vec<String>,
    /// The `html` element.
    pub(crate) root: Element,
}

#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Node>,
}

#[derive(Debug, Clone)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
    Comment,
}

/// The files of a published site, and its pages, each parsed when a test looks at it.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) pages: BTreeMap<String, LazyPage>,
}

type LazyPage = LazyLock<Page, Box<dyn FnOnce() -> Page + Send>>;

/// Elements that begin a line of their own.
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
];

/// Whether a published file is a page.
pub(crate) fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

/// A page as its parser reads it, with every attribute in quotes and every end tag.
pub(crate) fn written_out(text: &str) -> String {
    Html::parse_document(text).html()
}

pub(crate) fn parse(text: &str) -> Page {
    let html = Html::parse_document(text);
    let root = html.root_element();
    let mut errors: Vec<String> = html.errors.iter().map(ToString::to_string).collect();
    errors.sort_unstable();
    Page { errors, root: element(root) }
}

fn element(parsed: ElementRef<'_>) -> Element {
    let children = parsed
        .children()
        .filter_map(|child| match child.value() {
            Parsed::Element(_) => ElementRef::wrap(child).map(element).map(Node::Element),
            Parsed::Text(text) => Some(Node::Text(text.to_string())),
            Parsed::Comment(_) => Some(Node::Comment),
            _ => None,
        })
        .collect();
    let value = parsed.value();
    let attributes = value.attrs().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    Element { tag: value.name().to_owned(), attributes, children }
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|c| c.split_whitespace().any(|c| c == class))
    }

    /// Its child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Comment => None,
        })
    }

    /// It and all elements below it, in the page's order.
    pub(crate) fn every(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        let mut left = vec![self];
        while let Some(next) = left.pop() {
            found.push(next);
            let children: Vec<&Self> = next.elements().collect();
            left.extend(children.into_iter().rev());
        }
        found
    }

    /// The elements of a tag below it.
    pub(crate) fn all(&self, tag: &str) -> Vec<&Self> {
        self.every().into_iter().filter(|e| e.tag == tag).collect()
    }

    /// The first element below it that is wanted.
    pub(crate) fn first(&self, wanted: impl Fn(&Self) -> bool) -> Option<&Self> {
        self.every().into_iter().find(|e| wanted(e))
    }

    /// All its words, white space folded.
    pub(crate) fn text(&self) -> String {
        self.lines().join(" ")
    }

    /// Its text as a reader gets it: a line a block, the cells of a row parted by `|`.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut raw = String::new();
        self.write(&mut raw, false);
        let fold = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        raw.split('\u{b}').map(fold).filter(|line| !line.is_empty()).collect()
    }

    /// Lines are parted by a vertical tab, which no page holds.
    fn write(&self, out: &mut String, in_row: bool) {
        let begins_row = self.tag == "tr";
        let is_block = (BLOCKS.contains(&self.tag.as_str()) && !in_row) || begins_row;
        out.push_str(if is_block { "\u{b}" } else { "" });
        let mut cells = 0;
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Comment => {}
                Node::Element(child) => {
                    let is_cell = matches!(child.tag.as_str(), "td" | "th");
                    if is_cell {
                        out.push_str(if cells > 0 { " | " } else { "" });
                        cells += 1;
                    } else if in_row && BLOCKS.contains(&child.tag.as_str()) {
                        out.push(' ');
                    }
                    child.write(out, in_row || is_cell);
                }
            }
        }
        out.push_str(if is_block { "\u{b}" } else { "" });
    }
}

impl Page {
    pub(crate) fn ids(&self) -> BTreeSet<&str> {
        self.root.every().into_iter().filter_map(|e| e.attribute("id")).collect()
    }

    pub(crate) fn title(&self) -> String {
        self.root.all("title").first().map(|title| title.text()).unwrap_or_default()
    }

    pub(crate) fn main(&self) -> &Element {
        self.root.first(|e| e.tag == "main").expect("a main element")
    }

    pub(crate) fn main_text(&self) -> String {
        self.main().text()
    }
}

impl Site {
    pub(crate) fn of(project: &Project, folder: &str) -> Self {
        Self::new(project.files(folder))
    }

    pub(crate) fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let pages = files
            .iter()
            .filter(|(path, _)| is_page(path))
            .map(|(path, bytes)| {
                let text = String::from_utf8(bytes.clone()).expect("a page in UTF-8");
                let page: Box<dyn FnOnce() -> Page + Send> = Box::new(move || parse(&text));
                (path.clone(), LazyLock::new(page))
            })
            .collect();
        Self { files, pages }
    }

    pub(crate) fn page(&self, path: &str) -> &Page {
        self.pages.get(path).unwrap_or_else(|| panic!("{path} is published"))
    }
}
