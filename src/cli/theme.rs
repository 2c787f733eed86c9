//! `phasebook init --theme`: the theme's files as a site's own.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use super::Outcome;
use super::error::Failure;
use crate::diagnostic::did_you_mean;
use crate::disk;
use crate::render::{copy_of, originals};

/// The word for all files.
const ALL: &str = "all";

/// Files that are named in a refusal; more are counted.
const NAMED: usize = 5;

/// The program's files by name.
type Originals = BTreeMap<String, Cow<'static, str>>;

/// Lists the files of the theme, or copies those that are named into the site at `root`.
pub(super) fn run(root: &Path, names: &[String]) -> Result<Outcome, Failure> {
    let originals = originals();
    if names.is_empty() {
        list(root, &originals)?;
        return Ok(Outcome::Good);
    }
    let mut chosen: BTreeMap<&str, &str> = BTreeMap::new();
    for name in names {
        let found = below(name, &originals);
        if found.is_empty() {
            return Err(unknown(name, &originals));
        }
        chosen.extend(found);
    }
    copy(root, &chosen)?;
    Ok(Outcome::Good)
}

/// Writes all of them, or none where one is there already: what a site has is its own.
fn copy(root: &Path, files: &BTreeMap<&str, &str>) -> Result<(), Failure> {
    if disk::kind(root)? != Some(disk::PathKind::Folder) {
        return Err(Failure::new(format!("the site's root `{}` is not a folder", root.display()))
            .help("name an existing folder with `-C DIR`"));
    }
    let mut there = Vec::new();
    for name in files.keys() {
        if disk::kind(&root.join(name))?.is_some() {
            there.push(*name);
        }
    }
    if !there.is_empty() {
        let more = there.len().saturating_sub(NAMED);
        there.truncate(NAMED);
        let mut list = there.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        if more > 0 {
            list = format!("{list} and {more} more");
        }
        let (verb, it) = if there.len() == 1 { ("is", "it") } else { ("are", "them") };
        return Err(Failure::new(format!("{list} {verb} there already, and nothing was copied"))
            .help(format!("move {it} away, or name the others")));
    }
    let mut out = anstream::stdout().lock();
    for (name, text) in files {
        let path = root.join(name);
        disk::write_new(&path, copy_of(name, text).as_bytes())?;
        writeln!(out, "{}", path.display())?;
    }
    Ok(())
}

/// The file of a name, the files below a folder, or all.
fn below<'a>(name: &str, originals: &'a Originals) -> Vec<(&'a str, &'a str)> {
    let name = name.trim_start_matches("./").trim_end_matches('/');
    let is_meant = |file: &str| {
        let rest = file.strip_prefix(name);
        name == ALL || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let files = originals.iter().map(|(file, text)| (&**file, &**text));
    files.filter(|(file, _)| !name.is_empty() && is_meant(file)).collect()
}

fn unknown(name: &str, originals: &Originals) -> Failure {
    let failure = Failure::new(format!("the theme has no `{name}`"));
    // Mostly the folder is forgotten.
    let same = originals.keys().find(|file| file.rsplit('/').next() == name.rsplit('/').next());
    let folders = originals.keys().map(|file| folder(file));
    let known = || originals.keys().map(|file| &**file).chain(folders.clone()).chain([ALL]);
    match did_you_mean(name, known()).or(same.map(|file| &**file)) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`phasebook init --theme` lists what it has"),
    }
}

/// The folder of a file.
fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Prints the files by folder, those that the site has marked.
fn list(root: &Path, originals: &Originals) -> Result<(), Failure> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in originals.keys() {
        folders.entry(folder(file)).or_default().push(file);
    }
    let mut out = anstream::stdout().lock();
    for (folder, files) in &folders {
        writeln!(out, "{folder}")?;
        for file in files {
            let own =
                if disk::kind(&root.join(file))?.is_some() { "  (the site's own)" } else { "" };
            writeln!(out, "  {file}{own}")?;
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "Copy files, folders or `all` into the site to change them there:\n  \
         phasebook init --theme templates/base.html static/css/tokens.css"
    )?;
    Ok(())
}
