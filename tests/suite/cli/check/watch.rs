//! `--watch`: findings again whenever a file changes.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout};

use super::flawed;
use crate::project::Project;

/// A run that is ended by its id when the test is over, however it ends.
struct Watching {
    child: Child,
    stdout: BufReader<ChildStdout>,
}

impl Watching {
    fn start(project: &Project, arguments: &[&str]) -> Self {
        let arguments = [&["check", "--watch", "--format", "short"], arguments].concat();
        let mut child = project.command(&arguments).spawn().expect("a run");
        let stdout = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, stdout }
    }

    /// Reads until a line that says `words`.
    fn until(&mut self, words: &str) -> String {
        loop {
            let mut line = String::new();
            let read = self.stdout.read_line(&mut line).expect("a line");
            assert_ne!(read, 0, "it ended without `{words}`");
            if line.contains(words) {
                return line;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_of_a_plan_is_checked_at_once() {
    let project = flawed();
    let mut watching = Watching::start(&project, &[]);
    let line = watching.until("unknown-status");
    assert!(line.starts_with("content/alpha.md:9:13: "), "{line}");
    let text = project.read("content/alpha.md");
    project.write("content/alpha.md", text.replace("Rolling along", "Rolling on"));
    assert!(!watching.until("Rolling on").contains('\u{1b}'), "no screen to clear");
    project.write("content/new/beta.md", text.replace("Rolling along", "Rolling anew"));
    assert!(watching.until("Rolling anew").starts_with("content/new/beta.md:9:13: "));
    project.write("content/new/beta.md", text.replace("Rolling along", "Rolling again"));
    watching.until("Rolling again");
}

#[test]
fn settings_and_baseline_are_read_again_too() {
    let project = flawed();
    let mut watching = Watching::start(&project, &[]);
    watching.until("warning[unknown-status]");
    project.write("phasebook.toml", "[rules]\nunknown-status = \"error\"\n");
    watching.until("error[unknown-status]");
    // Settings that can't be read end nothing.
    project.write("phasebook.toml", "[rules\n");
    project.write("phasebook.toml", "[rules]\nunknown-status = \"info\"\n");
    watching.until("info[unknown-status]");
    assert_eq!(project.run(&["check", "--write-baseline"]).status, 0);
    let text = project.read("content/alpha.md");
    project.write("content/alpha.md", format!("{text}\n[a](lost.md)\n"));
    watching.until("lost.md");
}

#[test]
fn a_file_elsewhere_is_watched_as_well() {
    let project = flawed();
    let text = project.read("content/alpha.md");
    project.write("elsewhere/b.md", &text);
    let mut watching = Watching::start(&project, &["elsewhere/b.md"]);
    watching.until("elsewhere/b.md:9:13");
    project.write("elsewhere/b.md", text.replace("Rolling along", "Rolling on"));
    assert!(watching.until("Rolling on").starts_with("elsewhere/b.md:9:13: "));
}
