//! Plans that a plan depends on: named in its header, or linked under a heading for them. Prose that speaks
//! of another plan states nothing.

use super::heading::without_number;
use super::reader::Reader;
use super::words::Group;
use crate::markdown;
use crate::model::dependency::Dependency;
use crate::model::header::Header;
use crate::model::links::{each_link, each_link_of};
use crate::model::prose::{Target, Text, plain_text};
use crate::text::Spanned;

/// Reads what a plan depends on: first what its header names, then links by their place; each plan once.
pub(super) fn read(reader: &Reader<'_>, header: &Header) -> Vec<Dependency> {
    let named = header.depends_on.iter();
    let mut found: Vec<Dependency> =
        named.map(|name| declared(name, reader.source.path())).collect();
    found.extend(header.depends_on_links.iter().cloned());
    let mut is_under = vec![false; reader.sections.len()];
    for (index, section) in reader.sections.iter().enumerate() {
        let is_named = section.heading.is_some_and(|(_, heading, _)| {
            let words = without_number(&heading.text.plain, reader.words);
            let words = words.trim_end_matches([':', '：', ' ']);
            reader.words.kind(Group::Record, words) == Some("depends-on")
        });
        is_under[index] = is_named || section.parent.is_some_and(|parent| is_under[parent]);
        if !is_under[index] {
            continue;
        }
        each_link(&reader.blocks[section.blocks.clone()], &mut |placed| {
            if !placed.is_image && leads_to_file(&placed.link.target) {
                found.push(Dependency {
                    target: placed.link.target.clone(),
                    text: plain_text(&placed.link.content).to_string(),
                    is_declared: false,
                    span: placed.span,
                });
            }
        });
    }
    found
}

/// The plans that a header line links.
pub(super) fn of_line(text: &Text) -> Vec<Dependency> {
    let mut found = Vec::new();
    each_link_of(&text.content, &mut |placed| {
        if !placed.is_image {
            found.push(Dependency {
                target: placed.link.target.clone(),
                text: plain_text(&placed.link.content).to_string(),
                is_declared: true,
                span: placed.span,
            });
        }
    });
    found
}

/// A plan that front matter names: by a path from the file or from the content folder, by its slug, or as a
/// wikilink.
fn declared(name: &Spanned<String>, source: &str) -> Dependency {
    let words = name.value.trim();
    let inner = words.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let is_relative = words.starts_with(['.', '/']);
    let target = match inner {
        None if is_relative => markdown::link_target(words, source),
        inner => {
            let words = inner.unwrap_or(words);
            let name = words.split(['#', '|']).next().unwrap_or_default();
            Target::Wiki { name: name.trim().to_owned(), heading: String::new() }
        }
    };
    Dependency { target, text: words.to_owned(), is_declared: true, span: name.span }
}

fn leads_to_file(target: &Target) -> bool {
    matches!(target, Target::Local { .. } | Target::Wiki { .. })
}
