//! Whenever and wherever the program was installed.

use std::process::Command;

use crate::project::Project;

#[test]
fn a_program_that_was_installed_again_finds_its_site_as_it_is() {
    let project = Project::alpha();
    project.build(0);
    let first = project.files("public");
    let command = project.command(&["build", "--format", "json"]);
    let copy = project.path("phasebook-again");
    // Other processes write it: a file that this one has open for writing can't be run by a child that another test
    // starts meanwhile.
    let run = |command: &mut Command| assert!(command.status().expect("a run").success());
    run(Command::new("cp").arg(command.get_program()).arg(&copy));
    run(Command::new("touch").args(["-d", "2001-09-09T01:46:40Z"]).arg(&copy));
    let mut again = Command::new(&copy);
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
