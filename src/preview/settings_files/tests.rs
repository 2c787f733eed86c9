//! When settings are read again.

#![expect(clippy::disallowed_methods, reason = "the files are those of the test")]

use super::*;
use std::fs;
use std::time::Duration;

#[test]
fn an_emptied_file_is_read_once_it_has_been_empty_for_a_while() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("phasebook.toml");
    let begun = Moment::now();
    let at = |milliseconds| {
        let since = Duration::from_millis(milliseconds);
        Moment { instant: begun.instant + since, clock: begun.clock + since }
    };
    fs::write(&path, "[site]\n").expect("a file");
    let mut files = SettingsFiles::new(vec![("phasebook.toml".to_owned(), path.clone())]);
    assert_eq!(files.refresh(at(100)), Some(Vec::new()), "the first time");
    fs::write(&path, "").expect("emptied");
    // A change that was just made is looked at once more in any case.
    files.refresh(at(1_000));
    assert_eq!(files.refresh(at(1_100)), None);
    assert!(files.next_look().is_some());
    fs::write(&path, "[site]\ntitle = \"A\"\n").expect("written");
    let name = || Some(vec!["phasebook.toml".to_owned()]);
    let looks = [files.refresh(at(1_200)), files.refresh(at(1_250))];
    assert!(looks.contains(&name()), "a text is read as soon as it is at rest");
    fs::write(&path, "").expect("emptied");
    files.refresh(at(2_000));
    assert_eq!(files.refresh(at(2_200)), None);
    assert_eq!(files.refresh(at(2_500)), name(), "it is meant to be empty");
    assert_eq!(files.refresh(at(3_000)), None, "and is read");
}
