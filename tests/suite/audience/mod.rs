//! Sites for a part of the readers.

mod chosen;
mod decoded;
mod example;
mod leaks;
mod measures;
mod told;

use crate::project::Project;

/// The site for an audience, built.
fn build(project: &Project, audience: &str) {
    let ran = project.run(&["build", "--audience", audience, "--today", "2026-11-22"]);
    assert!(ran.status < 2, "{}", ran.stderr);
}
