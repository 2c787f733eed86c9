//! The stabilizer by tables of moments: milliseconds since a start that is in nobody's way.

use std::time::UNIX_EPOCH;

use super::*;

/// Files on a stage, and a clock that the test sets.
struct Stage {
    stabilizer: WriteStabilizer,
    begun: Instant,
    /// Milliseconds that the files' clock is ahead of ours.
    ahead: u64,
}

/// A name, and the inode, size and change time of what stands there.
type Seen<'a> = (&'a str, u64, u64, u64);

impl Stage {
    fn new() -> Self {
        Self { stabilizer: WriteStabilizer::default(), begun: Instant::now(), ahead: 0 }
    }

    fn moment(&self, at: u64) -> Moment {
        let since = Duration::from_millis(at);
        Moment { instant: self.begun + since, clock: clock(at) }
    }

    /// Walks at a moment and reads what is to be read: what is told of each file, and who is gone.
    fn walk(&mut self, at: u64, files: &[Seen]) -> (String, Vec<String>) {
        let now = self.moment(at);
        let versions: Vec<(&str, FileVersion)> = files
            .iter()
            .map(|(name, ino, size, ctime)| {
                (*name, FileVersion::made(*ino, *size, clock(ctime + self.ahead)))
            })
            .collect();
        let mut walk = self.stabilizer.walk(now);
        let steps: Vec<ReadDecision> =
            versions.iter().map(|(name, version)| walk.found(name, *version)).collect();
        let gone = walk.finish();
        let letter = |step: &ReadDecision| match step {
            ReadDecision::Unchanged => '=',
            ReadDecision::Read | ReadDecision::ReadUnstable => 'R',
            ReadDecision::Wait => 'w',
        };
        for ((name, version), _) in
            versions.iter().zip(&steps).filter(|(_, s)| s.reads(false).is_some())
        {
            self.stabilizer.mark_read(name, *version, now);
        }
        (steps.iter().map(letter).collect(), gone)
    }

    /// The next look in milliseconds.
    fn next(&self) -> Option<u128> {
        self.stabilizer.next_look().map(|moment| (moment - self.begun).as_millis())
    }

    /// Walks, and compares what is told, who is gone, and when the next look is.
    fn check(&mut self, at: u64, files: &[Seen], steps: &str, gone: &[&str], next: Option<u128>) {
        let (told, gone_now) = self.walk(at, files);
        assert_eq!((told.as_str(), gone_now, self.next()), (steps, owned(gone), next), "at {at}");
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Not on a whole second, which would say nothing.
fn clock(at: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_micros(1_700_000_000_000_001) + Duration::from_millis(at)
}

/// A file `a` that was read long ago.
fn rested_file() -> Stage {
    let mut stage = Stage::new();
    stage.check(1000, &[("a", 1, 10, 0)], "R", &[], None);
    stage.check(1001, &[("a", 1, 10, 0)], "=", &[], None);
    stage
}

#[test]
fn a_file_at_rest_is_read_at_once_and_one_that_changes_after_its_rest() {
    let mut stage = rested_file();
    // Changed in place at 2000 with the same size; mtime is the same all along in these tests.
    stage.check(2005, &[("a", 1, 10, 2000)], "w", &[], Some(2030));
    stage.check(2029, &[("a", 1, 10, 2000)], "w", &[], Some(2030));
    stage.check(2030, &[("a", 1, 10, 2000)], "R", &[], None);
    stage.check(2031, &[("a", 1, 10, 2000)], "=", &[], None);
    // A change that rests already when it is found.
    stage.check(3000, &[("a", 1, 10, 2970)], "R", &[], None);
    stage.check(3001, &[("a", 1, 10, 2970)], "=", &[], None);
    // Renamed over it, as `rsync --times` does: another file of the same size and mtime.
    stage.check(4000, &[("a", 2, 10, 3995)], "w", &[], Some(4025));
    stage.check(4025, &[("a", 2, 10, 3995)], "R", &[], None);
}

#[test]
fn truncated_and_written_is_read_once() {
    let mut stage = rested_file();
    stage.check(2001, &[("a", 1, 0, 2000)], "w", &[], Some(2030));
    stage.check(2012, &[("a", 1, 90, 2010)], "w", &[], Some(2040));
    stage.check(2040, &[("a", 1, 90, 2010)], "R", &[], None);
}

#[test]
fn a_file_that_never_rests_is_read_after_a_second() {
    let mut stage = rested_file();
    for chunk in 0..100 {
        let written = 2000 + chunk * 10;
        let next = u128::from((written + 30).min(3001));
        stage.check(written + 1, &[("a", 1, chunk, written)], "w", &[], Some(next));
    }
    // Read while it is young, it is read again when it rests: the tick of the file system's clock
    // may have hidden a change.
    stage.check(3001, &[("a", 1, 100, 3000)], "R", &[], Some(3031));
    // The next ceiling counts from the next change.
    stage.check(3011, &[("a", 1, 101, 3010)], "w", &[], Some(3040));
    stage.check(4005, &[("a", 1, 102, 4004)], "w", &[], Some(4011));
    stage.check(4011, &[("a", 1, 102, 4004)], "R", &[], Some(4041));
    stage.check(4041, &[("a", 1, 102, 4004)], "R", &[], None);
    stage.check(4042, &[("a", 1, 102, 4004)], "=", &[], None);
}

#[test]
fn a_file_read_at_the_start_while_young_is_read_again() {
    let mut stage = Stage::new();
    let (young, old) = (FileVersion::made(1, 10, clock(990)), FileVersion::made(2, 10, clock(0)));
    let now = stage.moment(1000);
    stage.stabilizer.mark_read("young", young, now);
    stage.stabilizer.mark_read("old", old, now);
    assert_eq!(stage.next(), Some(1030));
    stage.check(1030, &[("old", 2, 10, 0), ("young", 1, 10, 990)], "=R", &[], None);
    stage.check(1031, &[("old", 2, 10, 0), ("young", 1, 10, 990)], "==", &[], None);
}

#[test]
fn a_file_away_for_a_moment_keeps_its_version() {
    let mut stage = rested_file();
    // vim: `a` becomes `a~`, a new `a` is written, `a~` is removed.
    stage.check(2000, &[("a~", 1, 10, 1999)], "w", &[], Some(2029));
    stage.check(2010, &[("a", 2, 0, 2009), ("a~", 1, 10, 1999)], "ww", &[], Some(2029));
    stage.check(2020, &[("a", 2, 12, 2012)], "w", &[], Some(2042));
    stage.check(2042, &[("a", 2, 12, 2012)], "R", &[], None);
    // Away and back as it was; some file systems change no version by that.
    stage.check(3000, &[], "", &[], Some(3300));
    stage.check(3299, &[], "", &[], Some(3300));
    stage.check(3299, &[("a", 2, 12, 2012)], "=", &[], None);
    // The time counts anew.
    stage.check(4000, &[], "", &[], Some(4300));
    stage.check(4300, &[], "", &["a"], None);
    stage.check(4301, &[], "", &[], None);
}

#[test]
fn a_moved_file_is_gone_at_once() {
    let mut stage = Stage::new();
    stage.check(1000, &[("a", 1, 10, 0), ("b", 2, 10, 0), ("c", 3, 10, 0)], "RRR", &[], None);
    // `a` is `z` now; `b` is removed, and another file was given its number.
    let files = [("c", 3, 10, 0), ("new", 2, 11, 1999), ("z", 1, 10, 1999)];
    stage.check(2000, &files, "=ww", &["a"], Some(2029));
    stage.check(2029, &files, "=RR", &[], Some(2300));
    stage.check(2300, &files, "===", &["b"], None);
}

#[test]
fn two_files_that_change_names_are_both_read() {
    let mut stage = Stage::new();
    stage.check(1000, &[("a", 1, 10, 0), ("b", 2, 10, 0)], "RR", &[], None);
    stage.check(2000, &[("a", 2, 10, 1960), ("b", 1, 10, 1960)], "RR", &[], None);
}

#[test]
fn a_new_file_that_never_was_read_is_not_told_as_gone() {
    let mut stage = rested_file();
    stage.check(2000, &[("4913", 9, 0, 1999), ("a", 1, 10, 0)], "w=", &[], Some(2029));
    stage.check(2002, &[("a", 1, 10, 0)], "=", &[], None);
    assert_eq!(stage.stabilizer.files.len(), 1);
}

#[test]
fn where_change_times_tell_nothing_two_equal_looks_do() {
    let mut stage = rested_file();
    stage.ahead = 60_000;
    stage.check(2000, &[("a", 1, 11, 1990)], "w", &[], Some(2030));
    stage.check(2010, &[("a", 1, 12, 2005)], "w", &[], Some(2040));
    stage.check(2040, &[("a", 1, 12, 2005)], "R", &[], None);
    stage.check(2041, &[("a", 1, 12, 2005)], "=", &[], None);
    // The ceiling holds as well.
    for at in (3000..4000).step_by(20) {
        let (told, _) = stage.walk(at, &[("a", 1, at, at)]);
        assert_eq!(told, "w", "at {at}");
    }
    assert_eq!(stage.walk(4000, &[("a", 1, 13, 4000)]).0, "R");
}

#[test]
fn an_unfinished_walk_takes_nothing_for_gone() {
    let mut stage = rested_file();
    for at in [2000, 9000] {
        let now = stage.moment(at);
        let _ = stage.stabilizer.walk(now);
    }
    stage.check(9001, &[], "", &[], Some(9301));
    stage.check(9002, &[("a", 1, 10, 0), ("a", 1, 10, 0)], "==", &[], None);
}

#[test]
fn many_files_are_told_apart() {
    let mut stage = Stage::new();
    let names: Vec<String> = (0..10_000).map(|number| format!("folder/plan-{number}.md")).collect();
    let files: Vec<Seen> =
        names.iter().zip(0..).map(|(name, ino)| (name.as_str(), ino, 10, 0)).collect();
    assert_eq!(stage.walk(1000, &files).0, "R".repeat(10_000));
    assert_eq!(stage.walk(1001, &files), ("=".repeat(10_000), Vec::new()));
    assert_eq!(stage.walk(2000, &files[5..]), ("=".repeat(9_995), Vec::new()));
    let (_, gone) = stage.walk(2300, &files[5..]);
    assert_eq!(gone, names[..5]);
}
