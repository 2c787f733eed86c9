//! One direction inside a room, too: its files import each other without a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::{production, rust_files};

/// A module by the names on the way to it from the crate's root.
type Module = Vec<String>;

/// A file of the source as a module.
struct File {
    /// Whether it is the door of a folder: it has modules below it.
    is_door: bool,
    /// What it imports, as written from the crate's root.
    imports: BTreeSet<Module>,
    /// What it gives on under its own name: the name, and whence.
    exports: BTreeMap<String, Module>,
}

/// The files by their modules, those of tests aside.
fn files() -> BTreeMap<Module, File> {
    let texts: BTreeMap<Module, String> = rust_files("src")
        .into_iter()
        .filter_map(|(path, text)| {
            let code = production(&path, &text);
            let parts = path.with_extension("");
            let parts = parts.iter().map(|part| part.to_string_lossy().replace('-', "_"));
            let module: Module = parts.filter(|part| part != "mod").collect();
            (!code.is_empty()).then_some((module, code))
        })
        .collect();
    let is_door = |module: &Module| {
        texts.keys().any(|other| other.len() > module.len() && other.starts_with(module))
    };
    let file = |(module, code): (&Module, &String)| {
        let (mut imports, mut exports) = (BTreeSet::new(), BTreeMap::new());
        for (is_public, path) in uses(code) {
            let Some(path) = from_the_root(&path, module, &texts) else { continue };
            let name = path.last().cloned().unwrap_or_default();
            exports.insert(name, path.clone());
            if !is_public {
                imports.insert(path);
            }
        }
        (module.clone(), File { is_door: is_door(module), imports, exports })
    };
    texts.iter().map(file).collect()
}

/// The paths that a file's `use` declarations name, braces opened, with whether they are given on.
fn uses(code: &str) -> Vec<(bool, Vec<String>)> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        let before = rest[..at].rsplit('\n').next().unwrap_or_default().trim();
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end);
        if before.is_empty() || before.starts_with("pub") {
            let tree: String = rest[at + 4..end].split_whitespace().collect::<Vec<_>>().join(" ");
            let mut paths = Vec::new();
            open_braces(&tree, "", &mut paths);
            found.extend(paths.iter().map(|path| (before.starts_with("pub"), parts(path))));
        }
        rest = &rest[at + 4..];
    }
    found
}

/// A path's names; of `a::{self}` and `a::b as c` those that are there.
fn parts(path: &str) -> Vec<String> {
    let path = path.split(" as ").next().unwrap_or_default();
    let parts = path.split("::").map(str::trim);
    let mut parts: Vec<String> = parts.map(str::to_owned).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| last == "self") {
        parts.pop();
    }
    parts
}

fn open_braces(tree: &str, before: &str, found: &mut Vec<String>) {
    let Some((head, inner)) = tree.split_once('{') else {
        found.push(format!("{before}{}", tree.trim()));
        return;
    };
    let (mut depth, mut start) = (0, 0);
    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
    let before = format!("{before}{}", head.trim());
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inner[start..at].trim().is_empty() {
                    open_braces(&inner[start..at], &before, found);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// A path of a file from the crate's root; `None` where it leads out of the crate.
fn from_the_root(
    path: &[String],
    module: &Module,
    all: &BTreeMap<Module, String>,
) -> Option<Module> {
    let supers = path.iter().take_while(|part| *part == "super").count();
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" => Some([module, &path[1..]].concat()),
        "super" => Some([&module[..module.len() - supers], &path[supers..]].concat()),
        first => {
            let child = [module.as_slice(), &[first.to_owned()]].concat();
            all.contains_key(&child).then(|| [module, path].concat())
        }
    }
}

/// The file that defines what a path names: what doors give on is followed to where it is.
fn definer(path: &[String], files: &BTreeMap<Module, File>) -> Option<Module> {
    let mut path = path.to_vec();
    for _ in 0..8 {
        let depth = (1..=path.len()).rev().find(|n| files.contains_key(&path[..*n]))?;
        let (module, rest) = path.split_at(depth);
        let next = rest.first().and_then(|name| files[module].exports.get(name));
        match next {
            Some(next) => path = [next, &rest[1..]].concat(),
            None => return Some(module.to_vec()),
        }
    }
    None
}

/// The modules of each circle: every one of them leads to each of the others.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<BTreeSet<Module>> {
    let reached = |from: &Module| {
        let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
        while let Some(module) = waiting.pop() {
            for next in edges.get(module).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        edges.keys().map(|module| (module, reached(module))).collect();
    let circle = |module: &Module| -> BTreeSet<Module> {
        let both = reached[module].iter().filter(|other| reached[*other].contains(module));
        both.cloned().collect()
    };
    edges.keys().map(circle).filter(|circle| circle.len() > 1).collect()
}

/// Imports inside of rooms, between the files that are told.
fn edges(
    files: &BTreeMap<Module, File>,
    holds: impl Fn(&Module) -> bool,
) -> BTreeMap<Module, BTreeSet<Module>> {
    files
        .iter()
        .filter(|(module, _)| holds(module))
        .map(|(module, file)| {
            let to = file.imports.iter().filter_map(|path| definer(path, files));
            let to = to.filter(|to| to != module && to[0] == module[0] && holds(to));
            (module.clone(), to.collect())
        })
        .collect()
}

#[test]
fn files_of_a_room_import_each_other_without_a_circle() {
    let files = files();
    assert!(files.len() > 300, "the source is found");
    let circles = circles(&edges(&files, |module| !files[module].is_door));
    assert_eq!(circles, BTreeSet::new());
}

#[test]
fn a_door_imports_nothing_that_imports_it_back() {
    let files = files();
    let all = edges(&files, |_| true);
    let in_a_circle: Vec<String> = files
        .iter()
        .filter(|(module, file)| {
            file.is_door
                && all[*module].iter().any(|to| to.starts_with(module) && all[to].contains(*module))
        })
        .map(|(module, _)| module.join("::"))
        .collect();
    assert!(in_a_circle.is_empty(), "doors hold what their own children need: {in_a_circle:?}");
}
