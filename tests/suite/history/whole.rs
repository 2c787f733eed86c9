//! Whatever was committed in whatever order, a site with history is that of a clean build.

use std::collections::BTreeMap;

use super::repository::Repository;
use crate::project::ALPHA;

/// Numbers that look like chance and are the same each time (Knuth's multiplicative generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// What an author or a pipeline does between two builds.
fn step(repository: &Repository, chance: &mut Chance, number: u64) {
    let project = &repository.project;
    let plans = ["alpha", "beta", "search/gamma"];
    let plan = plans[usize::try_from(chance.below(3)).expect("small")];
    let path = format!("content/{plan}.md");
    let text = if project.exists(&path) { project.read(&path) } else { ALPHA.to_owned() };
    let edited = match chance.below(7) {
        0 => text.replace("~200 users", &format!("~{number}00 users")),
        1 => text.replacen("- [ ]", "- [x]", 1),
        2 => text.replace("error rate < 1%", &format!("error rate < {number}%")),
        3 => text + "\nMore words.\n",
        4 if project.exists(&path) => {
            project.write(&format!("content/{plan}-{number}.md"), &text);
            project.remove(&path);
            text
        }
        5 => text.replace("| 2026-11-09 |", &format!("| 2026-11-{:02} |", 10 + number % 15)),
        _ => text.replace("## Risks", "## Risk register"),
    };
    if project.exists(&path) || chance.below(2) == 0 {
        project.write(&path, &edited);
    }
    let has_changes = || !repository.git(&["status", "--porcelain", "content"]).is_empty();
    if chance.below(3) > 0 && has_changes() {
        let day = format!("2026-11-{:02}", 1 + number);
        let author = ["Ana Lima", "Kim Ono"][usize::try_from(chance.below(2)).expect("small")];
        repository.commit_all(&day, author, &format!("Change {number}"));
    }
}

fn built(repository: &Repository, output: &str, cache: &str) -> BTreeMap<String, Vec<u8>> {
    let cache = repository.project.argument(cache);
    let arguments = ["build", "--output", output, "--allow-empty"];
    let ran = repository.project.run_with(&arguments, &[("XDG_CACHE_HOME", &cache)]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    repository.project.files(output)
}

#[test]
fn builds_between_commits_are_as_clean_ones() {
    let mut with_history = 0;
    for seed in 1..=4 {
        let repository = Repository::new();
        // What is built is no part of the repository.
        repository.commit("2026-10-01", "Ana Lima", ".gitignore", "/one\n/clean-*\n/cache*\n");
        repository.commit("2026-10-02", "Ana Lima", "content/alpha.md", ALPHA);
        let mut chance = Chance(seed);
        for number in 1..=10 {
            step(&repository, &mut chance, number);
            let incremental = built(&repository, "one", "cache");
            let clean = built(&repository, &format!("clean-{number}"), &format!("cache-{number}"));
            let differ: Vec<&String> =
                clean.keys().filter(|name| incremental.get(*name) != clean.get(*name)).collect();
            assert!(differ.is_empty(), "seed {seed}, step {number}: {differ:?}");
            assert!(incremental.keys().eq(clean.keys()), "seed {seed}, step {number}");
            with_history += clean.keys().filter(|name| name.ends_with("/history.html")).count();
        }
    }
    assert!(with_history > 40, "{with_history} histories");
}

#[test]
fn two_clones_at_one_commit_give_the_same_bytes() {
    let repository = Repository::new();
    let mut chance = Chance(7);
    repository.commit("2026-10-01", "Ana Lima", ".gitignore", "/one*\n/cache*\n/clone*\n");
    repository.commit("2026-10-02", "Ana Lima", "content/alpha.md", ALPHA);
    for number in 1..=12 {
        step(&repository, &mut chance, number);
    }
    repository.commit("2026-11-20", "Kim Ono", "content/last.md", ALPHA);
    let own = built(&repository, "one", "cache");
    assert!(own.keys().any(|name| name.ends_with("alpha/history.html")), "{:?}", own.keys());
    for (clone, options) in [("clone-a", &[][..]), ("clone-b", &["--no-local", "--bare"])] {
        let bare = format!("{clone}-bare");
        let from = if options.is_empty() { "." } else { bare.as_str() };
        if !options.is_empty() {
            repository.git(&[&["clone", "--quiet"], options, &[".", &bare]].concat());
        }
        repository.git(&["clone", "--quiet", from, clone]);
        let output = format!("one-{clone}");
        let ran = repository.project.run(&[
            "-C",
            clone,
            "build",
            "--output",
            &repository.project.argument(&output),
        ]);
        assert!(ran.status <= 1, "{}", ran.stderr);
        assert!(repository.project.files(&output) == own, "{clone}");
    }
}
