//! Makes the tables of words that the program looks words up in, of the lists in `src/parse/words/`: read at the start
//! of each run, they would take longer than a small site. And tells the program what it is made of.

#![expect(clippy::disallowed_methods, reason = "it reads lists and writes tables")]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use crate::fold::fold;
use crate::lines::lines;
use crate::lists::{GROUPS, LANGUAGES};
use crate::slots::{Place, SLOT, Slot};

#[expect(dead_code, reason = "the program reads phrases in more ways")]
#[path = "src/parse/words/fold.rs"]
mod fold;
#[path = "src/parse/words/lines.rs"]
mod lines;
#[path = "src/parse/words/lists.rs"]
mod lists;
#[path = "src/parse/words/slots.rs"]
mod slots;

/// What stands before a table in the source.
const MACHINE_MADE: &str = "#[expect(clippy::unreadable_literal, reason = \"nobody reads it\")]\n";

/// The words of a table, each with its value.
type Words = BTreeMap<String, u16>;

/// All that the program is made of.
const MADE_OF: [&str; 5] = ["Cargo.lock", "Cargo.toml", "src", "static", "templates"];

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    println!("cargo:rustc-env=PHASEBOOK_SOURCES={:016x}", sources()?);
    println!("cargo:rustc-env=PHASEBOOK_VERSION={}", version());
    let paths = LANGUAGES.iter().map(|tag| format!("src/parse/words/{tag}.txt"));
    let lists = paths.map(fs::read_to_string).collect::<io::Result<Vec<String>>>()?;
    let mut kinds: Vec<Vec<&str>> = vec![Vec::new(); GROUPS.len()];
    let mut phrases = vec![Words::new(); GROUPS.len()];
    let mut longest = vec![Words::new(); GROUPS.len()];
    for (group, (kind, line)) in lists.iter().flat_map(|list| lines(list)) {
        let group = group as usize;
        let at = kinds[group].iter().position(|known| *known == kind).unwrap_or_else(|| {
            kinds[group].push(kind);
            kinds[group].len() - 1
        });
        for phrase in line.split('|').map(fold).filter(|phrase| !phrase.is_empty()) {
            let tokens = number(phrase.split(' ').count());
            let first = phrase.split(' ').next().unwrap_or_default().to_owned();
            longest[group]
                .entry(first)
                .and_modify(|most| *most = tokens.max(*most))
                .or_insert(tokens);
            // The first list that has a phrase wins.
            phrases[group].entry(phrase.to_string()).or_insert_with(|| number(at));
        }
    }
    let (common, sets) = common(&lists);

    let mut made = Made::default();
    let mut source = String::new();
    let mut add = |name: &str, tables: &[Words]| {
        let tables: Vec<String> = tables.iter().map(|words| made.table(words)).collect();
        writeln!(
            source,
            "{MACHINE_MADE}static {name}: [Table; {}] = [{}];",
            tables.len(),
            tables.join(", ")
        )
    };
    let written = add("PHRASES", &phrases)
        .and_then(|()| add("LONGEST", &longest))
        .and_then(|()| {
            writeln!(source, "{MACHINE_MADE}static COMMON: Table = {};", made.table(&common))
        })
        .and_then(|()| {
            writeln!(
                source,
                "{MACHINE_MADE}static LANGUAGE_SETS: [u32; {}] = {sets:?};",
                sets.len()
            )
        })
        .and_then(|()| writeln!(source, "static KINDS: [&[&str]; GROUPS.len()] = ["))
        .and_then(|()| kinds.iter().try_for_each(|kinds| writeln!(source, "    &{kinds:?},")))
        .and_then(|()| writeln!(source, "];"));
    written.map_err(io::Error::other)?;
    let out = Path::new(&out);
    fs::write(out.join("words.rs"), source)?;
    fs::write(out.join("words.txt"), made.text)?;
    fs::write(out.join("words.bin"), made.slots)
}

/// The fingerprint of all that the program is made of: programs of one fingerprint print the same, wherever and whenever
/// they were built.
fn sources() -> io::Result<u64> {
    let mut all = Vec::new();
    for name in MADE_OF {
        println!("cargo:rerun-if-changed={name}");
        for entry in walkdir::WalkDir::new(name).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() {
                let text = fs::read(entry.path())?;
                all.extend(entry.path().to_string_lossy().replace('\\', "/").as_bytes());
                all.extend(rapidhash::v3::rapidhash_v3(&text).to_le_bytes());
            }
        }
    }
    Ok(rapidhash::v3::rapidhash_v3(&all))
}

/// The common words, each with its set of languages, and the sets: bit `n` is the `n`th language.
fn common(lists: &[String]) -> (Words, Vec<u32>) {
    let mut languages: BTreeMap<String, u32> = BTreeMap::new();
    for (place, list) in lists.iter().enumerate() {
        for (_, (_, line)) in lines(list).filter(|(group, _)| GROUPS[*group as usize].1 == "common")
        {
            for word in line.split('|').map(fold) {
                *languages.entry(word.to_string()).or_default() |= 1 << place;
            }
        }
    }
    let mut sets: Vec<u32> = languages.values().copied().collect();
    sets.sort_unstable();
    sets.dedup();
    let place = |set| number(sets.binary_search(&set).unwrap_or_default());
    let words = languages.into_iter().map(|(word, set)| (word, place(set))).collect();
    (words, sets)
}

fn number(n: usize) -> u16 {
    u16::try_from(n).expect("lists have fewer kinds and words than that")
}

/// The tables so far.
#[derive(Default)]
struct Made {
    text: String,
    starts: HashMap<String, u32>,
    slots: Vec<u8>,
}

impl Made {
    /// Adds a table; how the program names it.
    fn table(&mut self, words: &Words) -> String {
        let first = self.slots.len() / SLOT;
        // Three in five are taken: few words are sought in more than two.
        let slots = words.len() * 5 / 3 + 1;
        let mut table: Vec<Option<Slot>> = vec![None; slots];
        for (word, &value) in words {
            let start = *self.starts.entry(word.clone()).or_insert_with(|| {
                let start = self.text.len();
                self.text.push_str(word);
                u32::try_from(start).expect("a text of megabytes")
            });
            let place = Place::of(word, slots);
            let free = place.tried().find(|at| table[*at].is_none());
            let len = u8::try_from(word.len()).expect("a phrase of at most 255 bytes");
            let at = free.expect("a table has more slots than words");
            table[at] = Some(Slot { start, len, tag: place.tag, value });
        }
        for slot in table {
            let Slot { start, len, tag, value } =
                slot.unwrap_or(Slot { start: 0, len: 0, tag: 0, value: 0 });
            self.slots.extend(start.to_le_bytes());
            self.slots.extend([len, tag]);
            self.slots.extend(value.to_le_bytes());
        }
        format!("Table {{ first: {first}, slots: {slots} }}")
    }
}

/// The version, and of a program that is handed out the commit that it is made from: that of `PHASEBOOK_COMMIT`, else of
/// the repository. While it is worked on, each commit would compile it anew.
fn version() -> String {
    println!("cargo:rerun-if-env-changed=PHASEBOOK_COMMIT");
    let version = env::var("CARGO_PKG_VERSION").unwrap_or_default();
    let is_handed_out = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let named = env::var("PHASEBOOK_COMMIT").ok().filter(|commit| !commit.is_empty());
    let commit = named.or_else(|| is_handed_out.then(commit_of_repository)?);
    match commit.as_deref().and_then(|commit| commit.get(..12)) {
        Some(short) => format!("{version} ({short})"),
        None => version,
    }
}

/// The commit that is checked out; `None` outside a repository, as in an archive of the source.
fn commit_of_repository() -> Option<String> {
    let read = |path: &str| {
        println!("cargo:rerun-if-changed=.git/{path}");
        fs::read_to_string(Path::new(".git").join(path)).ok()
    };
    let head = read("HEAD")?;
    let Some(branch) = head.trim().strip_prefix("ref: ") else {
        return Some(head.trim().to_owned());
    };
    if let Some(commit) = read(branch) {
        return Some(commit.trim().to_owned());
    }
    let packed = read("packed-refs")?;
    let line = packed.lines().find(|line| line.ends_with(&format!(" {branch}")))?;
    line.split_once(' ').map(|(commit, _)| commit.to_owned())
}
