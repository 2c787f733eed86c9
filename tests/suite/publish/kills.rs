//! Builds that are killed, and builds that meet.

use super::beside;
use crate::project::{Project, Ran};

/// Kills a build as soon as this many files are staged, or lets it end.
fn kill_at(project: &Project, staged: usize) {
    let staging = project.path(".public.phasebook-staging");
    let mut child = project.command(&["build"]).spawn().expect("the program runs");
    let is_due = || {
        let files = walkdir::WalkDir::new(&staging).min_depth(1).into_iter().flatten();
        staging.exists() && files.take(staged).count() >= staged
    };
    while child.try_wait().expect("a state").is_none() {
        if is_due() {
            child.kill().expect("killed");
            child.wait().expect("an end");
            return;
        }
        std::thread::yield_now();
    }
}

#[test]
fn killed_builds_leave_the_old_site_or_the_new_one() {
    let project = Project::example();
    project.build(0);
    let old = project.files("public");
    let name = "content/payments/refund-approvals.md";
    project.write(name, project.read(name).replace("Refund Approvals", "Omega"));
    assert_eq!(project.run(&["build", "--output", "new"]).status, 0);
    let new = project.files("new");
    assert_ne!(old, new);
    let mut left_behind = 0;
    for staged in [0, 0, 1, 10, 50] {
        kill_at(&project, staged);
        let site = project.files("public");
        assert!(site == old || site == new, "the site is whole");
        left_behind += usize::from(project.exists(".public.phasebook-staging"));
    }
    assert!(left_behind > 0, "a build was killed in its middle");
    project.build(0);
    assert_eq!(project.files("public"), new);
    assert_eq!(beside(&project), ["new"]);
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
