//! Lists of tables, `[[freeze]]` and `[[federation]]`: each entry has the same keys.

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::check;
use super::item::{Faults, Item};
use crate::settings::federation::Federation;
use crate::settings::form::{DescribedKey, Form};
use crate::settings::freeze::Freeze;
use crate::settings::tables::Settings;

/// A list of tables.
#[derive(Debug)]
pub(in crate::settings) struct ListTable {
    pub(in crate::settings) name: &'static str,
    /// What it is, for the schema.
    pub(in crate::settings) about: &'static str,
    /// Its keys, each with a right line.
    keys: &'static [(&'static str, &'static str)],
    /// What each key is and may hold, in the same order.
    forms: &'static [(&'static str, Form)],
    /// The keys that each entry needs.
    pub(in crate::settings) needed_keys: &'static [&'static str],
    /// Reads the entries of one table; the place is that of a missing key.
    read: for<'a> fn(&mut Settings, &Item<'a>, &[Item<'a>], &mut Faults),
}

/// All lists of tables.
pub(in crate::settings) static LISTS: &[ListTable] = &[
    ListTable {
        name: "freeze",
        keys: &[
            ("from", r#"from = "2026-12-19""#),
            ("to", r#"to = "2027-01-03""#),
            ("name", r#"name = "Year-end freeze""#),
            ("programs", r#"programs = ["payments"]"#),
        ],
        about: "Periods in which no rollout may begin a phase.",
        forms: &[
            ("Its first day.", Form::Date),
            ("Its last day.", Form::Date),
            ("What it is called.", Form::Text),
            (
                "Slugs of the programs that it holds for; leave it out for all plans.",
                Form::List(&Form::Text),
            ),
        ],
        needed_keys: &["from", "to", "name"],
        read: freeze,
    },
    ListTable {
        name: "federation",
        keys: &[
            ("name", r#"name = "Payments""#),
            ("url", r#"url = "https://payments.example.org/plans/""#),
            ("plans", r#"plans = "federation/payments.json""#),
        ],
        about: "Other Phasebook sites whose plans this site lists beside its own.",
        forms: &[
            ("What the site is called here.", Form::Text),
            ("The address of its root.", Form::Text),
            (
                "Path, below this site’s root, of a copy of that site’s `api/v1/plans.json`.",
                Form::Text,
            ),
        ],
        needed_keys: &["name", "url", "plans"],
        read: federation,
    },
];

impl ListTable {
    /// Reads all entries of the list.
    pub(super) fn read_all<'a>(
        &self,
        key: &'a Spanned<DeString<'_>>,
        value: &'a Spanned<DeValue<'a>>,
        settings: &mut Settings,
        faults: &mut Faults,
    ) {
        let list = Item::in_file(key, value);
        let subject = format!("`{}`", self.name);
        faults.about(subject.clone(), format!("[[{}]]", self.name));
        let what = format!("a list: write `[[{}]]` above the keys of each entry", self.name);
        for entry in list.list(&what, faults).into_iter().flatten() {
            faults.about(subject.clone(), format!("[[{}]]", self.name));
            let Some(items) = entry.table("a table", faults) else { continue };
            for item in &items {
                if !self.keys.iter().any(|(name, _)| *name == item.key) {
                    let message = format!("unknown key `{}` in `[[{}]]`", item.key, self.name);
                    let known = self.keys.iter().map(|(name, _)| *name);
                    faults.unknown(item.key_place, message, item.key, known);
                }
            }
            (self.read)(settings, &entry, &items, faults);
        }
    }

    /// Its keys, with what they are.
    pub(in crate::settings) fn described(&self) -> impl Iterator<Item = DescribedKey> {
        self.keys.iter().zip(self.forms).map(|((name, _), (about, form))| DescribedKey {
            name: Some(name),
            about,
            form: *form,
            example: "",
            default: None,
        })
    }

    /// Sets what the next mistakes are about.
    fn about(&self, key: &str, faults: &mut Faults) {
        let line = self.keys.iter().find(|(name, _)| *name == key).map_or("", |(_, line)| line);
        faults.about(format!("`{key}`"), line.to_owned());
    }

    /// What a key holds; a fault where an entry needs it and has none.
    fn needed<'a, T>(
        &self,
        (entry, items): (&Item<'a>, &[Item<'a>]),
        key: &str,
        read: impl Fn(&Item<'a>, &mut Faults) -> Option<T>,
        faults: &mut Faults,
    ) -> Option<T> {
        self.about(key, faults);
        match items.iter().find(|item| item.key == key) {
            Some(item) => read(item, faults),
            None => {
                let message = format!("an entry of `[[{}]]` needs a `{key}`", self.name);
                let line = self.keys.iter().find(|(name, _)| *name == key);
                let help = line.map_or_else(String::new, |(_, line)| format!("add `{line}`"));
                faults.push(entry.place, message, help);
                None
            }
        }
    }
}

/// Reads an entry of `[[freeze]]`.
fn freeze<'a>(settings: &mut Settings, entry: &Item<'a>, items: &[Item<'a>], faults: &mut Faults) {
    let list = &LISTS[0];
    let of = (entry, items);
    let from = list.needed(of, "from", Item::date, faults);
    let to = list.needed(of, "to", Item::date, faults);
    let name = list.needed(of, "name", Item::text, faults);
    list.about("programs", faults);
    let programs = items.iter().find(|item| item.key == "programs");
    let programs = programs.map_or(Some(Vec::new()), |item| item.words(faults));
    let (Some(from), Some(to), Some(name), Some(programs)) = (from, to, name, programs) else {
        return;
    };
    if to < from {
        list.about("to", faults);
        let item = items.iter().find(|item| item.key == "to").unwrap_or(entry);
        faults.push(
            item.place,
            format!("the freeze `{name}` ends before it begins"),
            "let `to` be the same day as `from`, or a later one",
        );
        return;
    }
    let programs = programs.iter().map(|program| program.trim_matches('/').to_lowercase());
    settings.freezes.push(Freeze { from, to, name, programs: programs.collect() });
}

/// Reads an entry of `[[federation]]`.
fn federation<'a>(
    settings: &mut Settings,
    entry: &Item<'a>,
    items: &[Item<'a>],
    faults: &mut Faults,
) {
    let list = &LISTS[1];
    let of = (entry, items);
    let name =
        list.needed(of, "name", |item, faults| item.checked(check::site_name, faults), faults);
    let url = list.needed(of, "url", |item, faults| item.checked(check::base_url, faults), faults);
    let path = |item: &Item<'a>, faults: &mut Faults| item.checked(check::data_path, faults);
    let plans = list.needed(of, "plans", path, faults);
    let (Some(name), Some(url), Some(plans)) = (name, url, plans) else { return };
    let twin = settings
        .federation
        .iter()
        .find(|other| other.name.to_lowercase() == name.to_lowercase() || other.plans == plans);
    if let Some(twin) = twin {
        let key = if twin.plans == plans { "plans" } else { "name" };
        list.about(key, faults);
        let item = items.iter().find(|item| item.key == key).unwrap_or(entry);
        faults.push(
            item.place,
            format!("two entries of `[[federation]]` have the same `{key}`"),
            "give each site a name and a file of its own, or remove one of the entries",
        );
        return;
    }
    settings.federation.push(Federation { name, url, plans });
}
