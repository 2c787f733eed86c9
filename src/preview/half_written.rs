//! Files that are seen between two writes of one save.
//!
//! Some programs empty a file and write it again in pieces, with pauses. What stands there meanwhile is
//! a version like any other to the file system. Told by the text alone: such a version keeps the last
//! whole one in its place, for a bounded time.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::disk::FileVersion;
use crate::text::{Source, Span};
use crate::view::preview::Problem;

/// A file that held a text and is empty: its writer has emptied it, and is about to write.
pub(super) const EMPTIED: Duration = Duration::from_millis(300);

/// A plan without one section of a plan. Authors hardly ever want that, and a pause in writing is
/// shorter.
const NO_PLAN: Duration = Duration::from_secs(1);

/// A text that ends where the last one went on. Authors cut the end of a plan off as well, and want to
/// see it at once.
const CUT_OFF: Duration = Duration::from_millis(120);

/// From when on the pages say that an older version is shown: longer than most pauses, so that no note
/// flickers by.
const NOTED: Duration = Duration::from_millis(150);

/// The versions that are held back.
#[derive(Debug, Default)]
pub(super) struct HalfWritten {
    held: FxHashMap<String, Held>,
}

#[derive(Debug)]
struct Held {
    look: Look,
    /// The version last held back.
    version: FileVersion,
    /// When it was first held back; an empty file counts anew for each version.
    since: Instant,
}

/// What a version looks like that is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Emptied,
    NoPlan,
    CutOff,
}

impl Look {
    /// What a version looks like after the last whole one; `None` if it is as good as whole.
    fn of(new: &Source, last: &Source, is_no_plan: impl FnOnce() -> bool) -> Option<Self> {
        let (new, last) = (new.text(), last.text());
        if new.is_empty() {
            return (!last.is_empty()).then_some(Self::Emptied);
        }
        if is_no_plan() {
            return Some(Self::NoPlan);
        }
        let is_mid_line = last.ends_with('\n') && !new.ends_with('\n');
        let is_cut_off = new.len() < last.len() && (is_mid_line || last.starts_with(new));
        is_cut_off.then_some(Self::CutOff)
    }

    /// How long it is held back.
    fn hold(self) -> Duration {
        match self {
            Self::Emptied => EMPTIED,
            Self::NoPlan => NO_PLAN,
            Self::CutOff => CUT_OFF,
        }
    }
}

impl HalfWritten {
    /// Whether a version looks half-written and is not to be shown yet; then when to look again.
    /// `is_no_plan` tells whether the file was a plan and is none in this version.
    pub(super) fn hold(
        &mut self,
        new: &Source,
        last: &Source,
        version: FileVersion,
        now: Instant,
        is_no_plan: impl FnOnce() -> bool,
    ) -> Option<Instant> {
        let Some(look) = Look::of(new, last, is_no_plan) else {
            self.held.remove(new.path());
            return None;
        };
        let held =
            self.held.entry(new.path().to_owned()).or_insert(Held { look, version, since: now });
        if held.look != look && (held.look == Look::Emptied || look == Look::Emptied)
            || look == Look::Emptied && held.version != version
        {
            held.since = now;
        }
        (held.look, held.version) = (look, version);
        let end = held.since + look.hold();
        let noted = held.since + NOTED;
        if now >= end {
            self.held.remove(new.path());
            return None;
        }
        Some(if now < noted { end.min(noted) } else { end })
    }

    /// A file that is gone, or was read in a whole version, is not held back.
    pub(super) fn forget(&mut self, name: &str) {
        self.held.remove(name);
    }

    /// What readers are told of plans that have been held back for some time; in the order of names.
    pub(super) fn problem(&self, now: Instant) -> Option<Problem> {
        let is_noted = |held: &Held| held.look == Look::NoPlan && now >= held.since + NOTED;
        let held = self.held.iter().filter(|(_, held)| is_noted(held));
        let mut names: Vec<&str> = held.map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        let findings = names.iter().map(|name| {
            let told = format!("`{name}` looks half-written: it has no section of a plan any more");
            Diagnostic::new("half-written", Span::default(), told)
                .note("its last whole version is shown")
                .help("to make it an ordinary page, leave it so for a second")
        });
        let findings = findings.collect();
        let name = (*names.first()?).to_owned();
        Some(Problem { name, file: None, source: None, findings })
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    const LAST: &str = "# Plan\n\n## Risks\n\n- one\n- two\n";

    /// Milliseconds until the next look, of one version after another: text, whether it is no plan, and
    /// when it is seen.
    fn check(versions: &[(&str, bool, u64)], expected: &[Option<u128>]) {
        let begun = Instant::now();
        let last = Source::new("a.md".to_owned(), LAST.as_bytes());
        let mut half_written = HalfWritten::default();
        let told: Vec<Option<u128>> = versions
            .iter()
            .map(|&(text, is_no_plan, at)| {
                let new = Source::new("a.md".to_owned(), text.as_bytes());
                let version = FileVersion::made(1, text.len() as u64, UNIX_EPOCH);
                let now = begun + Duration::from_millis(at);
                let next = half_written.hold(&new, &last, version, now, || is_no_plan);
                next.map(|next| (next - now).as_millis())
            })
            .collect();
        assert_eq!(told, expected, "{versions:?}");
    }

    #[test]
    fn a_whole_version_is_not_held_back() {
        check(&[(LAST, false, 0)], &[None]);
        check(&[("# Plan\n\n## Risks\n\n- two\n", false, 0)], &[None]);
        // An editor that ends no file with a line end.
        check(&[("# Plan\n\n## Risks\n\n- one\n- two\n- three", false, 0)], &[None]);
    }

    #[test]
    fn an_emptied_file_is_held_for_each_version_anew() {
        check(&[("", false, 0), ("", false, 299), ("", false, 300)], &[Some(150), Some(1), None]);
    }

    #[test]
    fn a_plan_without_sections_is_held_for_a_second_in_all() {
        let versions = [
            ("# P", true, 0),
            ("# Plan", true, 100),
            ("# Plan\n", true, 200),
            ("# Plan\n", true, 1000),
        ];
        check(&versions, &[Some(150), Some(50), Some(800), None]);
    }

    #[test]
    fn emptied_and_written_in_pieces_counts_from_the_first_piece() {
        check(
            &[("", false, 0), ("# P", true, 290), (LAST, false, 400)],
            &[Some(150), Some(150), None],
        );
    }

    #[test]
    fn an_end_that_is_cut_off_is_held_for_a_moment() {
        let versions = [
            ("# Plan\n\n## Risks\n\n- one\n", false, 0),
            ("# Plan\n\n## Risks\n\n- one\n", false, 120),
        ];
        check(&versions, &[Some(120), None]);
        check(&[("# Plane\n\n## Risks\n\n- on", false, 0)], &[Some(120)]);
    }

    #[test]
    fn only_a_plan_that_is_held_for_longer_is_told_of() {
        let last = Source::new("a.md".to_owned(), LAST.as_bytes());
        let new = Source::new("a.md".to_owned(), b"# Plan\n");
        let (begun, version) = (Instant::now(), FileVersion::made(1, 7, UNIX_EPOCH));
        let mut half_written = HalfWritten::default();
        half_written.hold(&new, &last, version, begun, || true);
        assert!(half_written.problem(begun + Duration::from_millis(149)).is_none());
        assert_eq!(
            half_written.problem(begun + NOTED).map(|problem| problem.name).as_deref(),
            Some("a.md")
        );
        half_written.forget("a.md");
        assert!(half_written.problem(begun + NOTED).is_none());
    }
}
