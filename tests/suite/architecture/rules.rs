//! Every rule is registered and documented, and every finding is a rule's.

use std::collections::{BTreeMap, BTreeSet};

use super::{files, production, read, rust_files};
use crate::project::repository;

#[test]
fn every_rule_is_a_pair_of_files_in_the_registry() {
    let registry = read("src/check/rules/mod.rs");
    let all = files("src/check/rules");
    let of = |extension: &str| -> BTreeSet<String> {
        all.iter()
            .filter(|(path, _)| path.extension().is_some_and(|x| x == extension))
            .filter(|(path, _)| path.iter().count() == 1)
            .filter_map(|(path, _)| Some(path.file_stem()?.to_str()?.to_owned()))
            .filter(|stem| !["mod", "tests"].contains(&stem.as_str()))
            .collect()
    };
    let (code, pages) = (of("rs"), of("md"));
    assert_eq!(code, pages, "a rule is `<id>.rs` and `<id>.md`");
    assert!(pages.len() > 20, "the rules are found");
    for id in &pages {
        let line = format!("\n    {} \"{id}.rs\" \"{id}.md\" ", id.replace('-', "_"));
        assert_eq!(registry.matches(&line).count(), 1, "{id} has one line in the registry");
        let page = read(&format!("src/check/rules/{id}.md"));
        assert!(page.starts_with(&format!("# {id}\n")), "{id}: its page begins with its name");
        for part in ["\n## Bad\n", "\n## Good\n"] {
            assert!(page.contains(part), "{id} lacks {part:?}");
        }
    }
}

#[test]
fn every_code_of_a_finding_is_a_rule() {
    let mut codes = BTreeMap::new();
    for (path, text) in rust_files("src") {
        let code = production(&path, &text);
        for after in code.split("Diagnostic::new(").skip(1) {
            if let Some((id, _)) =
                after.trim_start().strip_prefix('"').and_then(|a| a.split_once('"'))
            {
                codes.insert(id.to_owned(), path.clone());
            }
        }
    }
    // What ends a command, or keeps a site from being shown, is no finding on a plan.
    let none_of_a_plan = [
        "half-written",
        "internal-error",
        "invalid-settings",
        "invalid-template",
        "missing-content",
    ];
    for id in none_of_a_plan {
        codes.remove(id);
    }
    assert!(codes.len() > 10, "the codes are found: {codes:?}");
    for (id, path) in codes {
        let page = repository().join("src/check/rules").join(format!("{id}.md"));
        assert!(page.is_file(), "{}: `{id}` has no rule", path.display());
    }
}
