//! What is told of a change, to pages and in the terminal: once, and only of what the site shows.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::Preview;
use super::saves::{HANG, PAGE, PLAN, plan, shows};
use crate::project::{ALPHA, Project, repository};

/// Saves a file at once, as careful editors do: there is no moment with half of it.
fn save(project: &Project, name: &str, text: &str) {
    let aside = project.path("aside.tmp");
    fs::write(&aside, text).expect("a file");
    project.folder(name.rsplit_once('/').map_or(".", |(folder, _)| folder));
    fs::rename(aside, project.path(name)).expect("renamed");
}

fn number(preview: &Preview) -> u64 {
    preview.state(0)["number"].as_u64().expect("a number")
}

/// The first file that the last change is said to come from, and how many more.
fn origin(preview: &Preview) -> String {
    let state = preview.state(0);
    let toast = state["toast"].as_str().expect("a change");
    toast.rsplit_once(" · ").expect("files and a time").0.to_owned()
}

/// Saves the plan; that is the one change, and told once.
fn is_the_one_change(project: &Project, preview: &Preview, words: &str) {
    let before = number(preview);
    save(project, PLAN, &plan(words));
    shows(preview, PAGE, words);
    assert_eq!(number(preview), before + 1, "{words}: {}", preview.stderr());
    assert_eq!(origin(preview), "alpha.md", "{words}: {}", preview.stderr());
}

#[test]
fn each_change_is_told_once_to_all_who_follow() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    let first = number(&preview);
    let followers = [preview.events(), preview.events()];
    for follower in &followers {
        assert_eq!(follower.next(HANG), Some(first), "at once");
    }
    for step in 1..=3 {
        is_the_one_change(&project, &preview, &format!("Words of step {step}"));
        for follower in &followers {
            assert_eq!(follower.next(HANG), Some(first + step));
        }
    }
    for follower in &followers {
        assert_eq!(follower.next(Duration::ZERO), None);
    }
}

#[test]
fn a_save_without_a_change_is_no_change() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    save(&project, PLAN, ALPHA);
    is_the_one_change(&project, &preview, "Only this");
}

#[test]
fn what_the_site_does_not_show_is_no_change() {
    let project = Project::alpha()
        .file("content/.gitignore", "ignored.md\nbuilt/\n")
        .file("content/_draft.md", ALPHA)
        .file("content/ignored.md", ALPHA);
    let preview = Preview::start(&project, &[]);
    for name in [
        "content/_draft.md",
        "content/_drafts/idea.md",
        "content/.hidden.md",
        "content/.git/x.md",
        "content/ignored.md",
        "content/built/page.md",
        ".git/index",
        "public/page.html",
        "notes.txt",
        "node_modules/x/readme.md",
    ] {
        save(&project, name, &plan(name));
        is_the_one_change(&project, &preview, &format!("After {name}"));
        project.remove(name);
        is_the_one_change(&project, &preview, &format!("Without {name}"));
    }
}

#[test]
fn a_build_beside_the_preview_is_no_change() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    project.build(0);
    is_the_one_change(&project, &preview, "After the first build");
    project.build(0);
    is_the_one_change(&project, &preview, "After the second build");
    assert!(project.read("public/plans/alpha/index.html").contains("After the first build"));
    fs::remove_dir_all(project.path("public")).expect("removed");
    is_the_one_change(&project, &preview, "Without a build");
}

#[test]
fn a_new_style_alone_is_told_as_such() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    let file = "static/css/utilities.css";
    let style = fs::read_to_string(repository().join(file)).expect("a file");
    let before = number(&preview);
    let old = preview.state(before)["stylesheet"].clone();
    let restyle = |rule: &str| {
        let last = number(&preview);
        save(&project, file, &format!("{style}{rule}\n"));
        preview.wait_until(rule, HANG, || number(&preview) > last);
    };
    restyle(".one-mark{color:red}");
    let state = preview.state(before);
    assert_eq!(state["style_only"], true);
    assert_ne!(state["stylesheet"], old);
    let link = state["stylesheet"].as_str().expect("a stylesheet");
    assert!(preview.get(link).text().contains(".one-mark{color:red}"));
    assert!(preview.get(PAGE).text().contains(&link[1..]), "pages link to it");
    // A page that a browser has just got asks for it.
    let former = preview.get(old.as_str().expect("a stylesheet"));
    assert_eq!(former.status, 200);
    assert!(!former.text().contains(".one-mark"));
    restyle(".two-mark{color:red}");
    assert_eq!(preview.state(before)["style_only"], true, "one style after the other");
    assert_eq!(preview.state(0)["style_only"], false, "nobody knows what was seen");
    assert_eq!(preview.state(before + 99)["style_only"], false, "of another run");
    let styled = number(&preview);
    is_the_one_change(&project, &preview, "More than style");
    assert_eq!(preview.state(before)["style_only"], false);
    assert_eq!(preview.state(styled)["style_only"], false);
}

#[test]
fn pictures_that_changed_are_named_once() {
    let project = Project::alpha()
        .file(PLAN, &format!("{ALPHA}\n![near](img/near%20by.png)\n"))
        .file("content/img/near by.png", "pixels")
        .file("content/img/unused.png", "pixels");
    let preview = Preview::start(&project, &[]);
    let before = number(&preview);
    assert_eq!(preview.state(before)["images"], json!([]));
    for pixels in ["other pixels", "yet other pixels"] {
        save(&project, "content/img/unused.png", pixels);
        save(&project, "content/img/near by.png", pixels);
        let file = "/files/img/near%20by.png";
        preview.wait_until(pixels, HANG, || {
            preview.state(before)["images"] == json!([file])
                && preview.get(file).body == pixels.as_bytes()
        });
    }
    // Both, each alone or together, have been seen by now or will be.
    preview.wait_until("calm", HANG, || preview.state(number(&preview))["images"] == json!([]));
}

#[test]
fn the_browser_follows_only_where_it_was_asked_to() {
    let check = |args: &[&str], expected: Value| {
        let project = Project::alpha().file("content/team/beta.md", ALPHA);
        let preview = Preview::start(&project, args);
        assert_eq!(preview.state(0)["navigate"], Value::Null, "nothing was saved yet");
        save(&project, "content/team/beta.md", &plan("Saved last"));
        shows(&preview, "/plans/team/beta/", "Saved last");
        assert_eq!(preview.state(0)["navigate"], expected, "{args:?}");
    };
    check(&[], Value::Null);
    check(&["--navigate"], json!("/plans/team/beta/index.html"));
}

/// Digits and spans of time are masked.
fn masked(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().map(|c| if c.is_ascii_digit() { 'N' } else { c }) {
        if !(c == 'N' && out.ends_with('N')) {
            out.push(c);
        }
    }
    out
}

#[test]
fn the_terminal_has_one_line_for_each_change() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    let mut expected = vec!["N:N:N N pages, no findings, N ms".to_owned()];
    let are_told = |expected: &[String]| {
        preview.wait_until("lines", HANG, || preview.stderr().lines().count() >= expected.len());
        let told = preview.stderr();
        assert_eq!(told.lines().map(masked).collect::<Vec<_>>(), expected);
    };
    are_told(&expected);
    let mut change = |line: &str, name: &str, text: &str| {
        save(&project, name, text);
        expected.push(line.to_owned());
        are_told(&expected);
    };
    change("N:N:N alpha.md: N pages, no findings, N ms", PLAN, &plan("Saved"));
    let flawed = plan("Flawed").replace("In Progress (since 9 November)", "Rolling along");
    change("N:N:N alpha.md: N pages, N warning, N ms", PLAN, &flawed);
    change("N:N:N alpha.md: N pages, no findings, N ms", PLAN, &plan("Mended"));
    change("N:N:N team/beta.md: N pages, no findings, N ms", "content/team/beta.md", ALPHA);
    let title = "[site]\ntitle = \"Titled\"\n";
    change("N:N:N phasebook.toml: N pages, no findings, N ms", "phasebook.toml", title);
    let limits = format!("{title}[limits]\nfile_bytes = 100000\n");
    change("N:N:N phasebook.toml: N pages, no findings, N ms", "phasebook.toml", &limits);
    let css = "static/css/utilities.css";
    change(&format!("N:N:N {css}: N pages, no findings, N ms"), css, "p{color:red}\n");
    change("N:N:N alpha.md: N pages, no findings, N ms", PLAN, &plan("And nothing more"));
}

#[test]
fn a_name_that_would_steer_the_terminal_is_printed_plain() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    save(&project, "content/\u{1b}[2J\u{202e}evil.md", ALPHA);
    preview.says("evil.md: ");
    let told = preview.stderr();
    assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told:?}");
}
