//! What a save makes worse is said at once, in words, and so is what it mends.

use super::client::Preview;
use super::saves::{HANG, PAGE, PLAN};
use crate::project::{ALPHA, Project};

/// The words beside the plan's page about the last save, without marks.
fn told(preview: &Preview) -> String {
    let state = preview.state_of("plans/alpha/index.html", 1);
    let html = state["saved"].as_str().expect("HTML");
    let fragment = scraper::Html::parse_fragment(html);
    let words: Vec<&str> = fragment.root_element().text().collect();
    words.join("").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Saves the plan with one text in place of another; it is told in these words.
#[track_caller]
fn check(preview: &Preview, project: &Project, from: &str, to: &str, expected: &[&str]) {
    assert!(ALPHA.contains(from), "the plan has no {from}");
    project.write(PLAN, ALPHA.replacen(from, to, 1));
    for words in expected {
        preview.wait_until(words, HANG, || told(preview).contains(words));
    }
}

#[test]
fn a_save_is_answered_with_what_it_made_worse_and_what_it_mended() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    assert_eq!(told(&preview), "", "nothing was saved yet");
    check(
        &preview,
        &project,
        "**Status:** In Progress",
        "**Status:** In Progres",
        &["New warning: In Progres", "alpha.md:9:13"],
    );
    check(&preview, &project, "# ", "# ", &["Your last save: ", "Fixed: In Progres"]);
    check(&preview, &project, "| Low | High |", "| Lwo | High |", &["lost its rating; it was"]);
    check(&preview, &project, "# ", "# ", &["is now rated"]);
}

#[test]
fn a_plan_whose_sections_go_keeps_its_address() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    project.write(PLAN, "# Alpha\n\nOnly words are left for a while.\n");
    let is_led = || preview.get(PAGE).header("location") == Some("/pages/alpha.html");
    preview.wait_until("the address leads to the page", HANG, is_led);
    assert_eq!(preview.get("/plans/alpha/risks.html").status, 307);
    assert!(told(&preview).contains("it is now an ordinary page"), "{}", told(&preview));
    project.write(PLAN, ALPHA);
    let is_back =
        || preview.get("/pages/alpha.html").header("location") == Some("/plans/alpha/index.html");
    preview.wait_until("and back", HANG, is_back);
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn a_fresh_plan_shows_what_is_to_be_filled_in_and_publishes_none_of_it() {
    let project = Project::empty();
    assert_eq!(project.run(&["new", "Night Shift"]).status, 0);
    let preview = Preview::start(&project, &[]);
    let ghosts = |page: &str| -> Vec<String> {
        let state = preview.state_of(page, 0);
        let ghosts = state["ghosts"].as_array().expect("ghosts").clone();
        ghosts.iter().map(|ghost| ghost["html"].as_str().expect("HTML").to_owned()).collect()
    };
    let all = ghosts("plans/night-shift/index.html").join("\n");
    for sample in ["Staff trial", "Invited customers", "Regular customers"] {
        assert!(all.contains(sample), "{sample} in {all}");
    }
    assert!(ghosts("plans/night-shift/rollback.html")[0].contains("Verify"));
    assert_eq!(ghosts("plans/night-shift/source.html"), [""; 0]);
    let page = preview.get("/plans/night-shift/index.html");
    assert!(!page.text().contains("phasebook-ghost"), "it stands beside the page, not in it");
    project.build(0);
    for (path, bytes) in project.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        let is_counted = text.contains("phasebook-ghost") || text.contains("4 phases");
        assert!(!is_counted, "{path}");
    }
}
