//! Plans that are written while the site is built: what is published is one whole version of each.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::project::{ALPHA, Project};

/// Builds while somebody writes.
const BUILDS: usize = 4;

/// Lines of the text that tells one version from another.
const LINES: usize = 5_000;

/// A plan of a hundred kilobytes, each line of which names its version. All have the same size.
fn version(number: usize) -> String {
    let line = format!("Words of version {:04}.\n\n", number % 10_000);
    format!("{ALPHA}\n## Notes\n\n{}", line.repeat(LINES))
}

/// Stops the writer, also where an assertion fails.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Builds while the plan is written again and again in some way; each published page holds one version.
fn holds_one_version(write: impl Fn(&Project, &str) + Sync) {
    let project = Project::empty().file("content/alpha.md", &version(0));
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let _stop = Stop(&is_over);
        scope.spawn(|| {
            let mut number = 1;
            while !is_over.load(Ordering::Relaxed) {
                write(&project, &version(number));
                number += 1;
            }
        });
        for _ in 0..BUILDS {
            let ran = project.run(&["build"]);
            assert!(ran.status < 2, "{}", ran.stderr);
            let page = project.read("public/plans/alpha/source.html");
            let mut versions: Vec<&str> = page
                .split("Words of version ")
                .skip(1)
                .filter_map(|rest| rest.split_once('.').map(|(number, _)| number))
                .collect();
            assert_eq!(versions.len(), LINES, "it is whole");
            versions.dedup();
            assert_eq!(versions.len(), 1, "it holds {versions:?}");
        }
    });
}

#[test]
fn a_plan_that_is_replaced_while_it_is_read_is_one_whole_version() {
    holds_one_version(|project, text| {
        project.write("content/.new", text);
        fs::rename(project.path("content/.new"), project.path("content/alpha.md"))
            .expect("renamed");
    });
}
