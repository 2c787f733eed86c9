//! Builds that are killed, and builds that meet.

use std::fs;
use std::os::unix::fs::MetadataExt;

use super::beside;
use crate::project::{ALPHA, Project, Ran};

/// What stands at and beside the output folder while a build runs.
struct Seen {
    /// Whether the lock's file is there.
    is_locked: bool,
    /// Files and folders staged, or of the old generation that are still to be removed.
    aside: Option<usize>,
    has_manifest: bool,
    /// Whether another folder stands at the output path than before the build.
    is_exchanged: bool,
}

type IsDue = fn(&Seen) -> bool;

/// When builds are killed, from the first moment to the last.
const MOMENTS: [(&str, IsDue); 12] = [
    ("at once", |_| true),
    ("locked", |seen| seen.is_locked),
    ("the staging folder is there", |seen| seen.aside.is_some()),
    ("a page is staged", |seen| seen.aside >= Some(1)),
    ("15 are staged", |seen| seen.aside >= Some(15)),
    ("30 are staged", |seen| seen.aside >= Some(30)),
    ("60 are staged", |seen| seen.aside >= Some(60)),
    ("its list is staged", |seen| seen.has_manifest && !seen.is_exchanged),
    ("exchanged", |seen| seen.is_exchanged),
    ("the old site goes", |seen| seen.is_exchanged && seen.aside < Some(100)),
    ("half of it is gone", |seen| seen.is_exchanged && seen.aside < Some(60)),
    ("all of it is gone", |seen| seen.is_exchanged && seen.aside.is_none()),
];

/// Builds, and kills that as soon as it is due; a build that is not seen in that moment runs to its end.
fn kill_when(project: &Project, is_due: IsDue) {
    let number = || fs::metadata(project.path("public")).map(|meta| meta.ino()).ok();
    let before = number();
    let aside = project.path(".public.phasebook-staging");
    let seen = || Seen {
        is_locked: project.exists(".public.phasebook-lock"),
        aside: aside
            .exists()
            .then(|| walkdir::WalkDir::new(&aside).min_depth(1).into_iter().flatten().count()),
        has_manifest: aside.join(".phasebook-manifest").exists(),
        is_exchanged: number().is_some_and(|now| Some(now) != before),
    };
    let mut child = project.command(&["build"]).spawn().expect("the program runs");
    while child.try_wait().expect("a state").is_none() {
        if is_due(&seen()) {
            child.kill().expect("killed");
            child.wait().expect("an end");
            return;
        }
        std::thread::yield_now();
    }
}

#[test]
fn killed_builds_leave_the_old_site_or_the_new_one() {
    let project = Project::alpha().file("content/notes.md", "# Notes\n");
    let versions = [ALPHA.replace("Alpha search", "Omega"), ALPHA.to_owned()];
    let sites: Vec<_> = versions
        .iter()
        .map(|text| {
            project.write("content/alpha.md", text);
            project.build(0);
            project.files("public")
        })
        .collect();
    assert_ne!(sites[0], sites[1]);
    let mut left_behind = 0;
    for (number, (moment, is_due)) in MOMENTS.into_iter().enumerate() {
        let next = number % 2;
        project.write("content/alpha.md", &versions[next]);
        kill_when(&project, is_due);
        let site = project.files("public");
        assert!(sites.contains(&site), "{moment}: the site is not whole");
        left_behind += usize::from(!beside(&project).is_empty());
        project.build(0);
        assert!(project.files("public") == sites[next], "{moment}: the next build is another");
        assert_eq!(beside(&project), Vec::<String>::new(), "{moment}");
    }
    assert!(left_behind > 0, "a build was killed in its middle");
}

#[test]
fn two_builds_at_once_both_end_and_leave_a_whole_site() {
    let project = Project::example();
    let builds: Vec<_> =
        (0..3).map(|_| project.command(&["build"]).spawn().expect("the program runs")).collect();
    for build in builds {
        let ran = Ran::of(&build.wait_with_output().expect("an end"));
        match ran.status {
            0 => assert!(ran.stdout.contains(" pages, "), "{}", ran.stdout),
            2 => assert!(ran.stderr.contains("another build is publishing into"), "{}", ran.stderr),
            other => panic!("status {other}: {}", ran.stderr),
        }
    }
    let clean = Project::example();
    clean.build(0);
    assert_eq!(project.files("public"), clean.files("public"));
    assert_eq!(beside(&project), Vec::<String>::new());
}
