//! Days of phases that were moved, from one version of a plan to the next.

use super::changes::{ChangeLine, PhaseDay};
use crate::model::date::{Date, days_between};

/// The first or last day of a phase over versions of a plan.
#[derive(Debug, Clone)]
pub struct DayCourse<'a> {
    /// The phase's label in the last of the versions.
    pub phase: &'a str,
    /// "start" or "end".
    pub noun: &'static str,
    /// What became of it, in the order of the versions; never empty.
    pub steps: Vec<DayStep<'a>>,
}

/// What one version made of a day.
#[derive(Debug, Clone, Copy)]
pub struct DayStep<'a> {
    /// The version, by whatever number it was given.
    pub version: usize,
    /// The change.
    pub change: &'a ChangeLine,
    /// The day before and after it.
    pub day: PhaseDay,
}

/// A day that was moved to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayMove {
    /// The version that moved it.
    pub version: usize,
    /// The day as it was.
    pub from: Date,
    /// The day as it became.
    pub to: Date,
}

impl DayMove {
    /// Days between the two, negative where it is earlier now.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to)
    }
}

impl DayCourse<'_> {
    /// The day before the first version and after the last, as far as one was stated.
    pub fn ends(&self) -> (Option<Date>, Option<Date>) {
        let days = |step: &DayStep<'_>| (step.day.before, step.day.after);
        let (first, last) = (self.steps.first().map(days), self.steps.last().map(days));
        (first.and_then(|(before, _)| before), last.and_then(|(_, after)| after))
    }

    /// The moves from one day to another: that a day is stated, or no longer, is none.
    pub fn moves(&self) -> impl Iterator<Item = DayMove> {
        self.steps.iter().filter_map(|step| {
            let (from, to) = (step.day.before?, step.day.after?);
            Some(DayMove { version: step.version, from, to })
        })
    }
}

/// The days of phases that versions changed, whatever the phases were called meanwhile. `versions` are in their order,
/// each with a number to name it by.
pub fn courses<'a>(
    versions: impl Iterator<Item = (usize, &'a [ChangeLine])>,
) -> Vec<DayCourse<'a>> {
    let mut courses: Vec<DayCourse<'a>> = Vec::new();
    for (version, changes) in versions {
        // What is gone has no course, whatever is called the same later.
        courses.retain(|course| !changes.iter().any(|change| removes(change, course.phase)));
        for course in &mut courses {
            let mut names = changes.iter().filter_map(renamed);
            if let Some((_, name)) = names.find(|(before, _)| *before == course.phase) {
                course.phase = name;
            }
        }
        for change in changes {
            let of = change.subject.as_deref().zip(change.phase_day());
            let Some((phase, day)) = of else { continue };
            let step = DayStep { version, change, day };
            match courses.iter_mut().find(|of| (of.phase, of.noun) == (phase, day.noun)) {
                Some(known) => known.steps.push(step),
                None => courses.push(DayCourse { phase, noun: day.noun, steps: vec![step] }),
            }
        }
    }
    courses
}

fn removes(change: &ChangeLine, phase: &str) -> bool {
    &*change.kind == "phase-removed" && change.before.as_deref() == Some(phase)
}

/// The old and the new label of a phase that a change renames; of its scope nothing.
fn renamed(change: &ChangeLine) -> Option<(&str, &str)> {
    let name = change.subject.as_deref().filter(|_| &*change.kind == "phase-reworded")?;
    (change.after.as_deref() == Some(name)).then_some((change.before.as_deref()?, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change from notes: `Pilot end 2026-11-01 2026-11-08`, `Pilot gone`, `Pilot > Towns`.
    fn change(note: &str) -> ChangeLine {
        let words: Vec<&str> = note.split(' ').collect();
        let line = |kind: &str, of: &str, what: String, before: &str, after: &str| ChangeLine {
            kind: kind.into(),
            subject: Some(of.into()),
            what: what.into(),
            before: (before != "-").then(|| before.into()),
            after: (after != "-").then(|| after.into()),
            shift: None,
            is_wording: false,
            old_line: None,
            line: None,
        };
        match words[..] {
            [of, "gone"] => line("phase-removed", of, "Phase removed".to_owned(), of, "-"),
            [of, ">", to] => line("phase-reworded", to, format!("{to}: phase reworded"), of, to),
            [of, noun, from, to] => {
                let what = match (from, to) {
                    ("-", _) => "stated",
                    (_, "-") => "no longer stated",
                    _ => "changed",
                };
                line("date-moved", of, format!("{of}: {noun} {what}"), from, to)
            }
            _ => panic!("{note}"),
        }
    }

    /// `versions`: the changes of each version, the earliest first. `expected`: of each course its phase, "start" or "end",
    /// the first and the last day, and how many moves: "A end 2026-11-01 2026-11-15 2".
    #[track_caller]
    fn check(versions: &[&[&str]], expected: &[&str]) {
        let versions: Vec<Vec<ChangeLine>> =
            versions.iter().map(|notes| notes.iter().map(|note| change(note)).collect()).collect();
        let found = courses(versions.iter().map(Vec::as_slice).enumerate());
        let told = |course: &DayCourse<'_>| {
            let day = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
            let ((first, last), moves) = (course.ends(), course.moves().count());
            format!("{} {} {} {} {moves}", course.phase, course.noun, day(first), day(last))
        };
        assert_eq!(found.iter().map(told).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_day_is_followed_from_version_to_version() {
        let (one, two) = ("A end 2026-11-01 2026-11-08", "A end 2026-11-08 2026-11-15");
        check(&[&[one], &[], &[two]], &["A end 2026-11-01 2026-11-15 2"]);
        let start = "A start 2026-10-01 2026-10-02";
        let both = ["A end 2026-11-01 2026-11-08 1", "A start 2026-10-01 2026-10-02 1"];
        check(&[&[one, start]], &both);
        check(&[&["A end - 2026-11-01"], &[one]], &["A end - 2026-11-08 1"]);
        check(&[&[one], &["A end 2026-11-08 -"]], &["A end 2026-11-01 - 1"]);
    }

    #[test]
    fn a_phase_keeps_its_days_under_another_name_and_loses_them_when_it_goes() {
        let one = "A end 2026-11-01 2026-11-08";
        let renamed: [&str; 2] = ["B end 2026-11-08 2026-11-15", "A > B"];
        check(&[&[one], &renamed], &["B end 2026-11-01 2026-11-15 2"]);
        // Two that change names with each other.
        let other = "B end 2027-01-01 2027-01-02";
        let swapped = ["B end 2026-11-01 2026-11-08 1", "A end 2027-01-01 2027-01-02 1"];
        check(&[&[one, other], &["A > B", "B > A"]], &swapped);
        check(
            &[&[one], &["A gone"], &["A end 2027-01-01 2027-01-02"]],
            &["A end 2027-01-01 2027-01-02 1"],
        );
    }
}
