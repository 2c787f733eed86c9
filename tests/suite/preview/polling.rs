//! Changes that are looked for, where the system does not tell of them.

use std::fs;

use super::client::Preview;
use super::saves::{PAGE, PLAN, check, is_gone, plan, shows};
use crate::project::Project;

#[test]
fn what_is_looked_for_is_found() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &["--poll"]);
    check(&preview, PAGE, "Written in place", || project.write(PLAN, plan("Written in place")));
    check(&preview, PAGE, "Put in its place", || {
        project.write("content/.new", plan("Put in its place"));
        fs::rename(project.path("content/.new"), project.path(PLAN)).expect("renamed");
    });
    project.write("content/a/b/new.md", plan("A new plan"));
    shows(&preview, "/plans/a/b/new/", "A new plan");
    fs::remove_dir_all(project.path("content/a")).expect("removed");
    is_gone(&preview, "/plans/a/b/new/");
    check(&preview, "/", "Titled", || {
        project.write("phasebook.toml", "[site]\ntitle = \"Titled\"\n");
    });
    let events = preview.events();
    let before = preview.state(0)["number"].as_u64();
    assert_eq!(events.next(super::saves::HANG), before, "at once");
    project.write(PLAN, plan("Told as well"));
    assert_eq!(events.next(super::saves::HANG), before.map(|number| number + 1));
    assert!(!preview.stderr().contains("note:"), "it was asked for: {}", preview.stderr());
}
