//! Whenever and wherever the program was installed.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use crate::project::Project;

#[test]
fn a_program_that_was_installed_again_finds_its_site_as_it_is() {
    let project = Project::alpha();
    project.build(0);
    let first = project.files("public");
    let command = project.command(&["build", "--format", "json"]);
    let copy = project.path("phasebook-again");
    fs::copy(command.get_program(), &copy).expect("a copy");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::options().append(true).open(&copy).and_then(|f| f.set_modified(long_ago)).expect("older");
    let mut again = std::process::Command::new(&copy);
    again.args(command.get_args()).env_clear().envs(
        command.get_envs().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))),
    );
    if let Some(folder) = command.get_current_dir() {
        again.current_dir(folder);
    }
    let output = again.output().expect("a run");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["written"], 0, "{told}");
    assert!(project.files("public") == first, "the list of what was made too");
}
