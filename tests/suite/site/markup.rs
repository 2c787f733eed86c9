//! Every page is sound HTML: head, headings, ids, and nothing that a strict policy would stop.

use std::collections::BTreeSet;

use crate::html::{EXAMPLE, Element, Node, Page};

/// The policy of every page, word for word.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// Runs a check over every page; what it returns is wrong.
fn on_every_page(check: impl Fn(&Page) -> Vec<String>) {
    let wrong: Vec<String> = EXAMPLE
        .pages
        .iter()
        .flat_map(|(path, page)| check(page).into_iter().map(move |w| format!("{path}: {w}")))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert!(EXAMPLE.pages.len() > 150, "the pages are found");
}

/// A complaint unless a condition holds.
fn unless(holds: bool, complaint: impl FnOnce() -> String) -> Vec<String> {
    if holds { Vec::new() } else { vec![complaint()] }
}

#[test]
fn a_parser_has_nothing_to_mend() {
    on_every_page(|page| page.errors.clone());
}

#[test]
fn every_page_names_its_language() {
    on_every_page(|page| {
        let lang = page.root.attribute("lang");
        unless(lang == Some("en"), || format!("lang is {lang:?}"))
    });
}

#[test]
fn every_page_has_one_title_and_one_first_heading() {
    on_every_page(|page| {
        ["title", "h1"]
            .into_iter()
            .flat_map(|tag| {
                // A drawing may have a title of its own.
                let found: Vec<&Element> = page.root.all(tag);
                let count = found.len();
                let mut wrong = unless(count == 1, || format!("{count} of {tag}"));
                wrong.extend(
                    found.iter().filter(|e| e.text().is_empty()).map(|_| format!("empty {tag}")),
                );
                wrong
            })
            .collect()
    });
}

#[test]
fn the_policy_stands_first_in_every_head() {
    on_every_page(|page| {
        let head = page.root.all("head");
        let first = head.first().and_then(|head| head.elements().next());
        let is_policy = first.is_some_and(|meta| {
            meta.tag == "meta"
                && meta.attribute("http-equiv") == Some("Content-Security-Policy")
                && meta.attribute("content") == Some(POLICY)
        });
        unless(is_policy, || format!("the head begins with {first:?}"))
    });
}

#[test]
fn ids_are_unique_and_references_to_them_resolve() {
    on_every_page(|page| {
        let mut ids = BTreeSet::new();
        let elements = page.root.every();
        let mut wrong: Vec<String> = elements
            .iter()
            .filter_map(|e| e.attribute("id"))
            .filter(|id| !ids.insert(*id))
            .map(|id| format!("id {id} twice"))
            .collect();
        for element in &elements {
            for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"] {
                let named = element.attribute(name).unwrap_or_default().split_whitespace();
                let unknown = named.filter(|id| !ids.contains(id));
                wrong.extend(unknown.map(|id| format!("{name} names {id}, which is not there")));
            }
        }
        wrong
    });
}

#[test]
fn headings_never_skip_a_level() {
    on_every_page(|page| {
        let levels: Vec<u32> = page
            .root
            .every()
            .into_iter()
            .filter_map(|e| e.tag.strip_prefix('h')?.parse().ok())
            .collect();
        let mut before = 0;
        let mut wrong = Vec::new();
        for level in levels {
            wrong.extend(unless(level <= before + 1, || format!("h{level} after h{before}")));
            before = level;
        }
        wrong
    });
}

#[test]
fn nothing_is_inline() {
    on_every_page(|page| {
        let mut wrong = Vec::new();
        for element in page.root.every() {
            let tag = &element.tag;
            wrong.extend(
                element
                    .attributes
                    .keys()
                    .filter(|name| *name == "style" || name.starts_with("on"))
                    .map(|name| format!("{tag} has {name}")),
            );
            let is_inline = match tag.as_str() {
                "script" => element.attribute("src").is_none() || !element.children.is_empty(),
                "style" | "iframe" | "object" | "embed" | "base" => true,
                _ => false,
            };
            wrong.extend(unless(!is_inline, || format!("an inline {tag}")));
        }
        wrong
    });
}

#[test]
fn scripts_are_classic_and_deferred_but_the_theme_s() {
    on_every_page(|page| {
        let scripts = page.root.all("script");
        let is_wrong = |script: &&&Element| {
            let source = script.attribute("src").unwrap_or_default();
            let is_theme = source.contains("/theme.") || source.starts_with("theme.");
            script.attribute("type").is_some()
                || script.attributes.contains_key("defer") == is_theme
        };
        scripts.iter().filter(is_wrong).map(|script| format!("{script:?}")).collect()
    });
    let theme = EXAMPLE.files.iter().find(|(path, _)| path.starts_with("assets/theme."));
    let (path, bytes) = theme.expect("the theme's script");
    assert!(bytes.len() < 300, "{path} has {} bytes", bytes.len());
}

#[test]
fn images_have_words_and_stand_beside_the_page() {
    let mut count = 0;
    for (path, page) in &EXAMPLE.pages {
        for image in page.root.all("img") {
            assert!(image.attributes.contains_key("alt"), "{path}: {image:?}");
            count += 1;
        }
    }
    assert!(count > 0, "the example shows an image");
}

#[test]
fn pages_carry_no_comments_and_no_unfilled_holes_of_templates() {
    fn comments(element: &Element) -> usize {
        let own = element.children.iter().filter(|n| matches!(n, Node::Comment)).count();
        own + element.elements().map(comments).sum::<usize>()
    }
    on_every_page(|page| {
        // The name of a rule.
        let text = page.root.text().replace("undefined-footnote", "");
        let holes = ["{{", "{%", "{#", "Some(", "undefined", "NaN", "[object"];
        let mut wrong = unless(comments(&page.root) == 0, || "a comment".to_owned());
        wrong.extend(
            holes.iter().filter(|hole| text.contains(**hole)).map(|hole| format!("says {hole}")),
        );
        wrong
    });
}

#[test]
fn tables_of_data_have_a_caption_and_scoped_headers() {
    // Tables of authors have the header cells that Markdown gives them.
    on_every_page(|page| {
        let mut wrong = Vec::new();
        for table in page.root.all("table") {
            let is_own = table.elements().any(|e| e.tag == "caption");
            let headers = table.all("th");
            if is_own && headers.iter().any(|th| th.attribute("scope").is_none()) {
                wrong.push(format!("a header cell without scope: {:?}", table.text()));
            }
            wrong.extend(unless(!headers.is_empty(), || "a table without header cells".to_owned()));
        }
        wrong
    });
}

#[test]
fn each_page_says_where_it_stands() {
    on_every_page(|page| {
        let current =
            page.root.every().into_iter().filter(|e| e.attribute("aria-current") == Some("page"));
        // What stands in no menu has no place in one.
        let is_apart =
            ["This page is not here", "Findings", "How this site works", "Moved", "Search"];
        let heading = page.root.all("h1").first().map(|h1| h1.text()).unwrap_or_default();
        // A card stands in a frame of another site and has no menu.
        let is_apart = page.root.all("nav").is_empty()
            || is_apart.iter().any(|words| heading.starts_with(words));
        unless(current.count() > 0 || is_apart, || format!("no aria-current: {heading}"))
    });
}

/// Most bytes of a page of the example site on average; it was a third more when icons, directions and
/// rules stood on every page.
const AVERAGE_BYTES: usize = 8_900;

#[test]
fn pages_keep_their_budget_of_bytes() {
    let pages = EXAMPLE.files.iter().filter(|(path, _)| crate::html::is_page(path));
    let sizes: Vec<usize> = pages.map(|(_, bytes)| bytes.len()).collect();
    let average = sizes.iter().sum::<usize>() / sizes.len();
    assert!(average <= AVERAGE_BYTES, "{average} bytes a page, of {} pages", sizes.len());
}
