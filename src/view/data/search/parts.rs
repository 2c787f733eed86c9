//! Parts of a plan that the search finds one by one: criteria, sections, commands.

use super::record::{MOST_CHARS, SearchItem, cut, shown};
use crate::model::prose::Text;
use crate::portfolio::PlanEntry;
use crate::view::plan::anchor;

/// Transition criteria and the items of checklists, each with its place on their page.
pub(super) fn tasks<'a>(entry: &'a PlanEntry, page: &str) -> Vec<SearchItem<'a>> {
    let criteria = entry.plan.transition_criteria.iter().enumerate();
    let criteria = criteria.map(|(n, criterion)| (anchor::criterion(n), &criterion.item.text));
    let lists = entry.plan.checklists.iter().enumerate();
    let items = lists.flat_map(|(list, checklist)| {
        let items = checklist.items.iter().enumerate();
        items.map(move |(n, item)| (anchor::item(list, n), &item.text))
    });
    let of = |(anchor, text): (String, &'a Text)| {
        SearchItem::Criterion(format!("{page}#{anchor}"), cut(&text.plain, MOST_CHARS))
    };
    criteria.chain(items).map(of).collect()
}

/// The plan's sections and commands, where its text is printed whole. A word stands once a plan.
pub(super) fn add_sections(
    entry: &PlanEntry,
    page: &str,
    opening: &str,
    items: &mut Vec<SearchItem<'_>>,
) {
    let title = entry.summary.title.as_str();
    let mut known: Vec<&str> = items.iter().map(SearchItem::words).collect();
    known.extend([title, opening]);
    let sections = super::words::sections(&entry.plan.blocks, &known);
    for section in sections {
        let (heading, href) = match section.heading {
            Some((heading, anchor)) => (heading, format!("{page}#h-{anchor}")),
            None if section.words.is_empty() => continue,
            None => (title.to_owned(), page.to_owned()),
        };
        let commands = section.commands.into_iter().map(|command| {
            SearchItem::Command(href.clone(), cut(&command, MOST_CHARS).into_owned())
        });
        items.extend(commands);
        let words = shown(&section.words.join(" ")).into_owned();
        items.push(SearchItem::Section(href, shown(&heading).into_owned(), words));
    }
}
