//! Audiences: `[audience.support]` and what they are shown.

use std::collections::BTreeMap;

use super::item::{Faults, Item};
use crate::settings::audience::{AudienceSettings, Choice};

/// Most characters of an audience's name: it is a part of a folder's name.
const LONGEST_NAME: usize = 40;

/// Most entries of a list: each is compared with each file or heading.
const MOST_ENTRIES: usize = 1_000;

const KEYS: [(&str, &str); 3] = [
    ("plans", r#"plans = ["payments/**", "!payments/pilot"]"#),
    ("sections", r#"sections = ["!Budget", "!risks"]"#),
    ("columns", r#"columns = ["!Mitigation"]"#),
];

/// Reads one audience.
pub(in crate::settings) fn audience(
    audiences: &mut BTreeMap<String, AudienceSettings>,
    item: &Item<'_>,
    faults: &mut Faults,
) {
    let name = item.key;
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let ends = name.trim_matches('-').len() == name.len();
    if name.is_empty() || name.len() > LONGEST_NAME || !ends || !name.chars().all(is_name) {
        let message = format!("`{name}` can't be the name of an audience");
        let help = format!(
            "use at most {LONGEST_NAME} small letters, digits and hyphens, as in `[audience.support]`"
        );
        faults.push(item.key_place, message, help);
        return;
    }
    let Some(items) = item.table("a table: write `[audience.NAME]`", faults) else { return };
    let mut read = AudienceSettings::default();
    for item in &items {
        let Some((_, example)) = KEYS.iter().find(|(key, _)| *key == item.key) else {
            let message = format!("unknown key `{}` in `[audience.{name}]`", item.key);
            faults.unknown(item.key_place, message, item.key, KEYS.iter().map(|(key, _)| *key));
            continue;
        };
        faults.about(format!("`{}`", item.key), (*example).to_owned());
        let Some(choice) = choice(item, faults) else { continue };
        match item.key {
            "plans" => read.plans = choice,
            "sections" => read.sections = choice,
            _ if choice.shown.is_empty() => read.columns = choice.left_out,
            _ => {
                let column = &choice.shown[0];
                let message = format!("`columns` names those that are left out, not `{column}`");
                let help = format!("write `\"!{column}\"`: every other column is shown");
                faults.push(item.place, message, help);
            }
        }
    }
    audiences.insert(name.to_owned(), read);
}

fn choice(item: &Item<'_>, faults: &mut Faults) -> Option<Choice> {
    let entries = item.words(faults)?;
    if entries.len() > MOST_ENTRIES {
        return faults.wrong(item.place, &format!("must have at most {MOST_ENTRIES} entries"));
    }
    let mut choice = Choice::default();
    for entry in entries {
        let (list, name) = match entry.strip_prefix('!') {
            Some(name) => (&mut choice.left_out, name.trim()),
            None => (&mut choice.shown, entry.as_str()),
        };
        if !name.chars().any(char::is_alphanumeric) && !name.contains('*') {
            return faults
                .wrong(item.place, &format!("has the entry `{entry}`, which names nothing"));
        }
        list.push(name.to_owned());
    }
    Some(choice)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bad, good};

    #[test]
    fn audiences_are_read_with_what_they_are_shown() {
        let read = good(
            "[audience.support]\nplans = [\"payments/**\", \"!tag:secret\"]\nsections = [\"!Budget\"]\n\
         columns = [\"!Mitigation\"]\n[audience.board]\n",
            &[],
        );
        let support = &read.audience["support"];
        assert_eq!(support.plans.shown, ["payments/**"]);
        assert_eq!(support.plans.left_out, ["tag:secret"]);
        assert_eq!(
            (&*support.sections.left_out, &*support.columns),
            (&["Budget".to_owned()][..], &["Mitigation".to_owned()][..])
        );
        assert!(read.audience["board"].plans.is_all());
        bad(
            "[audience.Support]\n",
            &[("Support", "can't be the name of an audience", "small letters")],
        );
        bad("[audience]\nsupport = 1\n", &[("1", "must be a table", "plans = ")]);
        bad(
            "[audience.a]\nsection = []\n",
            &[("section", "unknown key `section` in `[audience.a]`", "did you mean `sections`?")],
        );
        bad(
            "[audience.a]\nplans = \"x\"\n",
            &[("\"x\"", "must be a list of texts", "payments/**")],
        );
        bad("[audience.a]\nplans = [\"!\"]\n", &[("[\"!\"]", "names nothing", "payments/**")]);
        bad(
            "[audience.a]\ncolumns = [\"Owner\"]\n",
            &[("[\"Owner\"]", "those that are left out", "\"!Owner\"")],
        );
    }
}
