//! The seeds of the fuzz targets, and what fuzzing has found, as ordinary tests.

#[path = "../../fuzz/checks.rs"]
mod checks;

use std::collections::BTreeSet;
use std::fs;

use crate::project::repository;

#[test]
fn what_must_hold_of_any_bytes_holds_of_every_seed() {
    for (name, check) in checks::ALL {
        let folder = repository().join("fuzz/seeds").join(name);
        let seeds = fs::read_dir(&folder).expect("a folder of seeds");
        let mut count = 0;
        for seed in seeds {
            let path = seed.expect("a seed").path();
            let bytes = fs::read(&path).expect("it reads");
            let checked = std::panic::catch_unwind(|| check(&bytes));
            assert!(checked.is_ok(), "{}", path.display());
            count += 1;
        }
        assert!(count >= 8, "{name}: {count} seeds");
    }
}

#[test]
fn every_target_is_one_of_the_checks() {
    let targets = fs::read_dir(repository().join("fuzz/fuzz_targets")).expect("the targets");
    let mut targets: Vec<String> = targets
        .map(|target| target.expect("a target").path())
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    targets.sort_unstable();
    let mut checks: Vec<&str> = checks::ALL.iter().map(|(name, _)| *name).collect();
    checks.sort_unstable();
    assert_eq!(targets, checks);
}

/// The versions of packages in a lock file, and the packages that the program itself needs.
fn locked(path: &str) -> (BTreeSet<(String, String)>, BTreeSet<String>) {
    let text = fs::read_to_string(repository().join(path)).expect("a lock file");
    let lock: toml::Table = text.parse().expect("TOML");
    let text_of = |package: &toml::Value, key: &str| {
        package[key].as_str().expect("a word of a package").to_owned()
    };
    let packages = lock["package"].as_array().expect("packages");
    let program = packages.iter().find(|package| text_of(package, "name") == "phasebook");
    let needed = program.expect("the program")["dependencies"].as_array().expect("its packages");
    (
        packages.iter().map(|p| (text_of(p, "name"), text_of(p, "version"))).collect(),
        needed.iter().map(|name| name.as_str().expect("a name").to_owned()).collect(),
    )
}

#[test]
fn what_is_fuzzed_is_built_of_the_versions_that_the_program_is_built_of() {
    let (versions, needed) = locked("Cargo.lock");
    let (fuzzed, needed_when_fuzzed) = locked("fuzz/Cargo.lock");
    // What the tests alone need isn't there.
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).expect("the manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let of_program = manifest["dependencies"].as_table().expect("what the program needs");
    for name in needed.iter().filter(|name| of_program.contains_key(*name)) {
        assert!(needed_when_fuzzed.contains(name), "fuzz/Cargo.lock lacks {name}");
        let locked = versions.iter().find(|(package, _)| package == name).expect("it is locked");
        assert!(fuzzed.contains(locked), "fuzz/Cargo.lock has another {name} than {locked:?}");
    }
}
