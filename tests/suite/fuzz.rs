//! The seeds of the fuzz targets, and what fuzzing has found, as ordinary tests.

#[path = "../../fuzz/checks.rs"]
mod checks;

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
