//! Names of people and roles in author's words, with links to their pages.

use serde::Serialize;

use super::Context;
use super::plan::contact::call_words;
use crate::parse::{Named, Who, WhoKind, people};
use crate::site::{Route, relative};

/// A run of words; where it is a name or a telephone number, with its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameWords {
    /// The words as written.
    pub text: String,
    /// The page of whom they name, relative to the page that they stand on, or a `tel:` URL.
    pub href: Option<String>,
}

/// The first page of a person or role.
pub fn owner_route(who: &Who) -> Route {
    match who.kind {
        WhoKind::Person => Route::Owner(who.slug.clone(), 1),
        WhoKind::Role => Route::Role(who.slug.clone(), 1),
    }
}

/// The words of a cell on the page of a path; the names in it that have pages lead there. All words are kept.
/// The cell is one that [`Owners`](crate::portfolio::Owners) are read from: an owner, approver, primary or
/// backup.
pub fn name_words(context: &Context<'_>, page: &str, text: &str) -> Vec<NameWords> {
    let owners = context.portfolio.owners(context.settings);
    let mut names = people(text, context.settings);
    names.retain(|named| owners.find(named.who.kind, &named.who.slug).is_some());
    named_words(page, text, &names)
}

/// The same where the names of the cell are known.
pub fn named_words(page: &str, text: &str, names: &[Named]) -> Vec<NameWords> {
    let mut words = Vec::new();
    let mut rest = 0;
    for named in names {
        push_between(&mut words, &text[rest..named.range.start]);
        rest = named.range.end;
        words.push(NameWords {
            text: text[named.range.clone()].to_owned(),
            href: Some(relative(page, &owner_route(&named.who).path())),
        });
    }
    push_between(&mut words, &text[rest..]);
    words
}

fn push_between(words: &mut Vec<NameWords>, text: &str) {
    let calls = call_words(text).into_iter();
    words.extend(calls.map(|call| NameWords { text: call.text, href: call.tel }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portfolio::Portfolio;
    use crate::settings::Settings;
    use crate::view::AssetNames;

    #[test]
    fn names_and_numbers_are_links_and_no_word_is_lost() {
        let mut settings = Settings::default();
        settings.people.insert("PM".to_owned(), "Dana Ruiz".to_owned());
        let context = Context {
            settings: &settings,
            portfolio: &Portfolio::default(),
            today: crate::model::date::parse_iso("2026-11-22").expect("a date"),
            assets: &AssetNames::default(),
            opener: &crate::view::HeldPlans,
        };
        let text = "PM (acting) + Jonas Weber, +49 30 555 0102; SRE on-call";
        let words = named_words("plans/a/rollback.html", text, &people(text, &settings));
        assert_eq!(words.iter().map(|w| w.text.as_str()).collect::<String>(), text);
        let links: Vec<_> =
            words.iter().filter_map(|w| Some((w.text.as_str(), w.href.as_deref()?))).collect();
        assert_eq!(
            links,
            [
                ("PM", "../../owner/dana-ruiz.html"),
                ("Jonas Weber", "../../owner/jonas-weber.html"),
                ("+49 30 555 0102", "tel:+49305550102"),
                ("SRE on-call", "../../owner/roles/sre-on-call.html"),
            ]
        );
        // Nobody has a page of a site without plans.
        let words = name_words(&context, "index.html", text);
        assert!(words.iter().all(|w| w.href.as_ref().is_none_or(|href| href.starts_with("tel:"))));
        assert_eq!(name_words(&context, "index.html", ""), []);
    }
}
