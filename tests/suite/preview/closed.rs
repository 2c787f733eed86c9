//! Folders of the content that can't be listed for a while: the last good pages stay.

use super::client::{Preview, as_built};
use super::saves::{PAGE, check, check_until, plan, shows};
use crate::project::{ALPHA, Project};

const BETA: &str = "/plans/pay/beta/";

fn is_broken(preview: &Preview) -> bool {
    preview.state(0)["broken"].as_bool().expect("yes or no")
}

/// Makes the preview find out that the content can't be listed: its pages stay, and it says why.
fn closes(preview: &Preview, words: &[&str], how: impl FnOnce()) {
    let pages = || [PAGE, BETA, "/"].map(|page| as_built(&preview.get(page).body));
    let before = pages();
    check_until(preview, BETA, "it is said", |_| is_broken(preview), how);
    let overlay = preview.state(0)["overlay"].as_str().expect("an overlay").to_owned();
    for word in words.iter().chain(&["Showing the last good build", "permission denied"]) {
        assert!(overlay.contains(word), "`{word}` is not said:\n{overlay}");
    }
    assert!(pages() == before, "a page has changed");
}

/// Opens a folder; the preview is mended then.
fn opens(preview: &Preview, open: impl FnOnce()) {
    check_until(preview, BETA, "mended", |_| !is_broken(preview), open);
}

#[test]
fn a_folder_that_cannot_be_listed_leaves_the_last_good_pages() {
    let project = Project::alpha().file("content/pay/beta.md", &ALPHA.replace("Alpha", "Beta"));
    let preview = Preview::run(project.command_of_somebody(&["serve", "--port", "0"]));
    shows(&preview, BETA, "Beta search");
    for mode in [0o000, 0o111] {
        closes(&preview, &["content/pay"], || project.set_mode("content/pay", mode));
        opens(&preview, || project.set_mode("content/pay", 0o755));
    }
    check(&preview, BETA, "Saved later", || {
        project.write("content/pay/beta.md", plan("Saved later"));
    });
}

/// A folder above the content is closed and opened: neither sends an event to anybody who watches the content.
#[test]
fn content_that_can_be_listed_again_is_found_without_an_event() {
    let content = "a/outer/mid/content";
    let project = Project::empty()
        .file(&format!("{content}/alpha.md"), ALPHA)
        .file(&format!("{content}/pay/beta.md"), &ALPHA.replace("Alpha", "Beta"));
    let arguments = ["--content", content, "serve", "--port", "0"];
    let preview = Preview::run(project.command_of_somebody(&arguments));
    shows(&preview, BETA, "Beta search");
    closes(&preview, &[content], || {
        project.set_mode("a/outer", 0o000);
        project.write("phasebook.toml", "# No setting, but an event.\n");
    });
    opens(&preview, || project.set_mode("a/outer", 0o755));
    let says = preview.stderr().matches("permission denied").count();
    assert_eq!(says, 1, "it is told once, however often it is looked for");
}
