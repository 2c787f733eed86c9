//! Every table of the settings with its keys, for the schema.

use super::form::DescribedKey;
use super::named::TABLES;
use super::read::lists::{LISTS, ListTable};
use super::tables::{Key, Keys, Table};

/// A table of the settings, or a list of tables.
#[derive(Debug, Clone, Copy)]
pub struct DescribedTable {
    /// Its name: `site`.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Whether it is a list of tables.
    pub is_list: bool,
    keys: DescribedKeys,
}

#[derive(Debug, Clone, Copy)]
enum DescribedKeys {
    Of(&'static Table),
    OfList(&'static ListTable),
}

impl From<&Key> for DescribedKey {
    fn from(key: &Key) -> Self {
        let name = Some(key.name).filter(|name| !name.is_empty());
        Self { name, about: key.about, form: key.form, example: key.example }
    }
}

impl DescribedTable {
    /// Its keys.
    pub fn keys(&self) -> Vec<DescribedKey> {
        match self.keys {
            DescribedKeys::Of(Table { keys: Keys::Named(keys), .. }) => {
                keys.iter().map(DescribedKey::from).collect()
            }
            DescribedKeys::Of(Table { keys: Keys::Any(key, _), .. }) => vec![key.into()],
            DescribedKeys::OfList(list) => list.described().collect(),
        }
    }

    /// The keys that each entry needs; none but of a list of tables.
    pub fn needed(&self) -> &'static [&'static str] {
        match self.keys {
            DescribedKeys::Of(_) => &[],
            DescribedKeys::OfList(list) => list.needed_keys,
        }
    }
}

/// Every table of the settings, and every list of tables.
pub fn described() -> impl Iterator<Item = DescribedTable> {
    let tables = TABLES.iter().map(|table| DescribedTable {
        name: table.name,
        about: table.about,
        is_list: false,
        keys: DescribedKeys::Of(table),
    });
    let lists = LISTS.iter().map(|list| DescribedTable {
        name: list.name,
        about: list.about,
        is_list: true,
        keys: DescribedKeys::OfList(list),
    });
    tables.chain(lists)
}
