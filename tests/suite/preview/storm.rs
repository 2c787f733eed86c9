//! A storm of files beside one save, and what is served after it.

use std::fs;

use super::client::{DEADLINE, Preview, as_built};
use super::saves::{PAGE, PLAN, plan, shows};
use crate::project::Project;

/// Files that come and go.
const FILES: usize = 10_000;

/// The files of a clean build that the preview serves otherwise.
fn others(project: &Project, preview: &Preview) -> Vec<String> {
    let ran = project.run(&["build", "--output", "clean"]);
    assert!(ran.status < 2, "{}", ran.stderr);
    let built = project.files("clean");
    assert!(built.len() > 20, "the site is built");
    built
        .into_iter()
        // The page for what is missing names the place where the site stands.
        .filter(|(path, _)| !path.starts_with('.') && path != "404.html")
        .filter(|(path, bytes)| as_built(&preview.get(&format!("/{path}")).body) != *bytes)
        .map(|(path, _)| path)
        .collect()
}

#[test]
fn a_storm_hides_no_save_and_leaves_nothing_behind() {
    let project = Project::example().file(PLAN, &plan("Before the storm"));
    let preview = Preview::start(&project, &[]);
    shows(&preview, PAGE, "Before the storm");
    project.folder("content/storm");
    let file = |number: usize| project.path(&format!("content/storm/{number}.txt"));
    for number in 0..FILES {
        fs::write(file(number), "storm").expect("a file");
        if number == FILES / 2 {
            project.write(PLAN, plan("In the midst of it"));
        }
    }
    for number in 0..FILES {
        fs::remove_file(file(number)).expect("removed");
    }
    let is_shown = || preview.get(PAGE).text().contains("In the midst of it");
    preview.wait_until("the save", DEADLINE, is_shown);
    let mut left = others(&project, &preview);
    preview.wait_until("all as a clean build has it", DEADLINE, || {
        left.retain(|path| {
            let built = fs::read(project.path("clean").join(path)).expect("a built file");
            as_built(&preview.get(&format!("/{path}")).body) != built
        });
        left.is_empty()
    });
    assert_eq!(others(&project, &preview), Vec::<String>::new());
}
