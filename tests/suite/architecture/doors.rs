//! One door per outside thing.

use std::collections::BTreeSet;

use super::{module, production, read, rust_files};

/// What is outside, with the only modules that may name it. Every direct dependency stands here.
const DOORS: [(&str, &[&str]); 51] = [
    ("annotate_snippets", &["cli"]),
    ("anstream", &["cli"]),
    ("base64", &["render", "cli"]),
    ("atom_syndication", &["view"]),
    ("axum", &["preview"]),
    ("caseless", &["site"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("futures_util", &["preview"]),
    ("hyper", &["preview"]),
    ("hyper_util", &["preview"]),
    ("icalendar", &["view"]),
    ("ignore", &["disk"]),
    ("imagesize", &["render"]),
    ("indicatif", &["cli"]),
    ("jiff", &["model", "cli"]),
    ("lsp_server", &["language_server"]),
    ("mime_guess", &["preview"]),
    ("notify", &["watch"]),
    ("open", &["cli"]),
    ("percent_encoding", &["preview", "language_server"]),
    ("postcard", &["history"]),
    ("pulldown_cmark", &["markdown"]),
    ("mimalloc", &["main"]),
    ("rapidhash", &["text"]),
    ("rayon", &["pipeline", "disk", "preview", "cli"]),
    ("roxmltree", &["site"]),
    ("rust_embed", &["render"]),
    (
        "rustc_hash",
        &[
            "check",
            "portfolio",
            "site",
            "markdown",
            "parse",
            "analysis",
            "view",
            "pipeline",
            "disk",
            "watch",
            "preview",
            "history",
        ],
    ),
    ("rustix", &["disk"]),
    ("serde", &["federation", "parse", "view", "render", "history", "cli"]),
    ("serde_json", &["federation", "parse", "view", "language_server", "cli"]),
    ("serde_saphyr", &["parse"]),
    ("smallvec", &["check", "parse"]),
    ("smol_str", &["markdown", "model", "parse", "pipeline", "site"]),
    ("sha2", &["render"]),
    ("strsim", &["diagnostic"]),
    ("supports_hyperlinks", &["cli"]),
    ("tera", &["render"]),
    ("tokio", &["preview"]),
    ("toml", &["settings", "parse"]),
    ("unicode_normalization", &["site", "parse"]),
    ("unicode_width", &["cli"]),
    ("walkdir", &["disk"]),
    ("std::env", &["cli"]),
    ("std::fs", &["disk"]),
    ("std::net", &["preview", "cli"]),
    ("std::process", &["cli", "history", "main"]),
    ("std::thread", &["cli", "disk", "preview"]),
    ("std::time", &["cli", "disk", "watch", "preview"]),
];

/// Whether code names a crate or a module of the standard library.
fn names(code: &str, outside: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.match_indices(outside).any(|(at, _)| {
        let after = &code[at + outside.len()..];
        !code[..at].ends_with(is_part)
            && (after.starts_with("::") || after.starts_with(';') || after.starts_with(" as "))
    })
}

#[test]
fn what_is_outside_has_one_door() {
    let mut wrong = Vec::new();
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (path, text) in rust_files("src") {
        let own = module(&path);
        let code = production(&path, &text);
        for (outside, doors) in DOORS {
            if names(&code, outside) {
                if let Some(door) = doors.iter().find(|door| **door == own) {
                    used.insert((outside, door));
                } else {
                    let place = path.display();
                    wrong.push(format!("{place}: {outside} belongs into {doors:?}"));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let all =
        DOORS.iter().flat_map(|(outside, doors)| doors.iter().map(move |door| (*outside, *door)));
    let unused: Vec<_> = all.filter(|door| !used.contains(door)).collect();
    assert_eq!(unused, Vec::<(&str, &str)>::new(), "doors that nobody goes through");
}

#[test]
fn every_direct_dependency_has_a_door() {
    let manifest = read("Cargo.toml");
    let (_, after) = manifest.split_once("\n[dependencies]\n").expect("dependencies");
    let table = after.split("\n[").next().unwrap_or_default();
    let wanted: BTreeSet<String> = table
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim().replace('-', "_"))
        .collect();
    let doors = DOORS.iter().map(|(outside, _)| *outside).filter(|name| !name.starts_with("std::"));
    assert_eq!(doors.map(str::to_owned).collect::<BTreeSet<_>>(), wanted);
}

#[test]
fn the_release_tree_stays_small() {
    let tree = ["tree", "--locked", "--offline", "--edges", "normal", "--prefix", "none"];
    let output = std::process::Command::new(env!("CARGO"))
        .args(tree)
        .arg("--no-dedupe")
        .current_dir(crate::project::repository())
        .output()
        .expect("cargo tree runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let crates: BTreeSet<&str> =
        text.lines().map(|l| l.trim_end_matches(" (*)")).filter(|l| !l.is_empty()).collect();
    assert!((10..=180).contains(&crates.len()), "{} crates in the release tree", crates.len());
}
