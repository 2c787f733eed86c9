//! The house: one direction of imports, one door per outside thing, files of a readable size.

mod doors;
mod habits;
mod rooms;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::project::repository;

/// Rust files below a folder of the repository, by path below it.
pub(super) fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    files(folder)
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|x| x == "rs"))
        .collect()
}

/// Text files below a folder of the repository, by path below it.
pub(super) fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let root = repository().join(folder);
    walkdir::WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("a text file");
            (entry.path().strip_prefix(&root).expect("below the root").to_owned(), text)
        })
        .collect()
}

pub(super) fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The top-level module that a file belongs to.
pub(super) fn module(path: &Path) -> String {
    let first = path.iter().next().expect("a file name").to_str().expect("UTF-8");
    first.trim_end_matches(".rs").to_owned()
}

/// Modules in the reading order of `lib.rs`.
pub(super) fn order() -> Vec<String> {
    read("src/lib.rs")
        .lines()
        .filter_map(|l| l.strip_prefix("pub mod "))
        .map(|l| l.trim_end_matches(';').to_owned())
        .collect()
}

/// A file's code without comments, so that prose may name what it likes.
pub(super) fn code(text: &str) -> String {
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// A file's code without its inline tests, which may prepare files; nothing of a file of tests.
pub(super) fn production(path: &Path, text: &str) -> String {
    let is_test = ["tests", "tests.rs", "testing.rs", "fixture.rs"];
    if path.iter().any(|part| is_test.iter().any(|test| part == *test)) {
        return String::new();
    }
    let code = code(text);
    code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

#[test]
fn imports_go_one_way() {
    let order = order();
    let rank: BTreeMap<&str, usize> =
        order.iter().enumerate().map(|(i, m)| (m.as_str(), i)).collect();
    let mut wrong = Vec::new();
    for (path, text) in rust_files("src") {
        let own = module(&path);
        let Some(own_rank) = rank.get(own.as_str()) else { continue };
        for used in code(&text).split("crate::").skip(1) {
            let name: String =
                used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if rank.get(name.as_str()).is_some_and(|r| r > own_rank) {
                wrong.push(format!(
                    "{}: {own} imports {name}, which stands below it",
                    path.display()
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(order.len() >= 12, "lib.rs lists the modules: {order:?}");
}

#[test]
fn the_map_of_the_source_lists_the_modules_in_their_order() {
    let map = read("src/README.md");
    let listed: Vec<&str> = map
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .map(|(module, _)| module)
        .filter(|module| module.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect();
    assert_eq!(listed, order());
    let folders: BTreeSet<String> = rust_files("src")
        .iter()
        .map(|(path, _)| module(path))
        .filter(|module| !["lib", "main"].contains(&module.as_str()))
        .collect();
    assert_eq!(folders, order().into_iter().collect(), "every folder is a module");
}
