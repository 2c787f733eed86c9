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
        Self {
            name,
            about: key.about,
            form: key.form,
            example: key.example,
            default: (key.default)(),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;
    use crate::settings::read::read;
    use crate::text::Source;

    #[test]
    fn a_default_that_is_stated_changes_nothing() {
        let mut count = 0;
        for table in described() {
            for key in table.keys() {
                let (Some(name), Some(default)) = (key.name, key.default) else { continue };
                let text = format!("[{}]\n{name} = {default}\n", table.name);
                let source = Source::new("phasebook.toml", text.as_bytes());
                assert_eq!(read(Some(&source), &[]), Ok(Settings::default()), "{text}");
                count += 1;
            }
        }
        assert!(count >= 20, "{count} defaults");
    }
}
