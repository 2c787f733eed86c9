//! Values that are kept by a name, and the links of the footer.

use std::collections::BTreeMap;

use super::check;
use super::item::{Faults, Item};
use crate::diagnostic::Severity;
use crate::model::header::StatusKind;

/// Reads the words of a kind of status.
pub(in crate::settings) fn status(
    list: &mut Vec<(StatusKind, Vec<String>)>,
    item: &Item,
    faults: &mut Faults,
) {
    if let (Some(kind), Some(words)) = (StatusKind::from_word(item.key), item.words(faults)) {
        list.retain(|&(known, _)| known != kind);
        list.push((kind, words));
        list.sort_by_key(|&(kind, _)| kind);
    }
}

/// Reads the words of a section or column.
pub(in crate::settings) fn words(
    map: &mut BTreeMap<String, Vec<String>>,
    item: &Item,
    faults: &mut Faults,
) {
    if let (Some(key), Some(words)) = (kebab(item, faults), item.words(faults)) {
        map.insert(key, words);
    }
}

/// Reads the severity of a rule.
pub(in crate::settings) fn rule(
    map: &mut BTreeMap<String, Option<Severity>>,
    item: &Item,
    faults: &mut Faults,
) {
    let [error, warning, info] = Severity::ALL.map(|level| (level.word(), Some(level)));
    let levels = [error, warning, info, ("off", None)];
    let level = item.word("`error`, `warning`, `info` or `off`", &levels, faults);
    if let (Some(id), Some(level)) = (kebab(item, faults), level) {
        map.insert(id, level);
    }
}

/// Reads who holds a role.
pub(in crate::settings) fn person(
    map: &mut BTreeMap<String, String>,
    item: &Item,
    faults: &mut Faults,
) {
    let role = item.key.trim();
    if role.is_empty() {
        let help = "write `PM = \"Dana Ruiz\"`";
        faults.push(item.key_place, "a role must not be empty", help);
    } else if let Some(name) = item.text(faults) {
        map.insert(role.to_owned(), name);
    }
}

/// The key, if it is in kebab-case, as all names of sections, columns and rules are.
fn kebab(item: &Item, faults: &mut Faults) -> Option<String> {
    let words = item.key.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let kebab = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if kebab == item.key && !kebab.is_empty() {
        return Some(kebab);
    }
    let example = if kebab.is_empty() { "success-criteria" } else { &kebab };
    let message = format!("`{}` is not a name in lower case with hyphens", item.key);
    faults.push(item.key_place, message, format!("write it as `{example}`"));
    None
}

impl Item<'_> {
    /// Links: the text and the URL of each.
    pub(in crate::settings) fn links(&self, faults: &mut Faults) -> Option<Vec<(String, String)>> {
        let links = self.list("a list of `{ text = …, url = … }`", faults)?;
        Some(links.iter().filter_map(|link| link.link(faults)).collect())
    }

    fn link(&self, faults: &mut Faults) -> Option<(String, String)> {
        let (mut text, mut url, mut is_sound) = (None, None, true);
        for part in self.table("a list of `{ text = …, url = … }`", faults)? {
            match part.key {
                "text" => text = Some(part.text(faults)),
                "url" => url = Some(part.checked(check::link, faults)),
                _ => {
                    let message = format!("unknown key `{}` in a footer link", part.key);
                    faults.unknown(part.key_place, message, part.key, ["text", "url"].into_iter());
                    is_sound = false;
                }
            }
        }
        if is_sound && (text.is_none() || url.is_none()) {
            return faults.wrong(self.place, "needs a `text` and a `url` in each entry");
        }
        text.flatten().zip(url.flatten())
    }
}
