//! Plans that can't be read: a finding each, and the others are built.

use std::os::unix::fs::symlink;

use crate::project::{ALPHA, Project};

/// Builds a site of `alpha.md` and a thing that can't be read: an error finding names it on stderr and
/// on the site, and the other plan is there.
fn is_a_finding(project: &Project, name: &str, cause: &str) {
    let ran = project.build(1);
    let said = &ran.stderr;
    assert!(said.contains("error[unreadable-file]"), "{said}");
    for word in [&format!("--> content/{name}\n"), cause, "help:"] {
        assert!(said.contains(word), "does not say `{word}`:\n{said}");
    }
    assert!(project.exists("public/plans/alpha/index.html"), "{said}");
    assert!(ran.stdout.starts_with("1 plan, ") && ran.stdout.contains("1 error"), "{}", ran.stdout);
    let page = project.read("public/findings.html");
    assert!(page.contains(name) && page.contains("unreadable-file"), "it is on the findings page");
    let Some(slug) = name.strip_suffix(".md") else { return };
    for path in [format!("plans/{slug}/index.html"), format!("pages/{slug}.html")] {
        let page = project.read(&format!("public/{path}"));
        assert!(page.contains(cause) && page.contains("can’t be read</h1>"), "{page}");
    }
    for path in ["index.html", "views/attention.html"] {
        let page = project.read(&format!("public/{path}"));
        assert!(page.contains("1 file can’t be read."), "{path}: {page}");
        assert!(page.contains(&format!("plans/{slug}/index.html")), "{path} leads there");
        assert!(page.contains(cause), "{path}: {page}");
    }
}

#[test]
fn a_named_pipe_does_not_hold_the_build_up() {
    let project = Project::alpha();
    project.pipe("content/pipe.md");
    is_a_finding(&project, "pipe.md", "named pipe");
}

#[test]
fn a_link_to_a_folder_outside_is_not_followed() {
    let project = Project::alpha().file("elsewhere/secret.md", "# Secret words\n");
    symlink("../elsewhere", project.path("content/more")).expect("a link");
    is_a_finding(&project, "more", "leads out of the content folder");
    assert!(!project.exists("public/pages/more/secret.html"));
}

#[test]
fn a_link_to_a_file_outside_is_not_followed() {
    let project = Project::alpha().file("elsewhere/secret.md", "# Secret words\n");
    symlink("../elsewhere/secret.md", project.path("content/more.md")).expect("a link");
    is_a_finding(&project, "more.md", "leads out of the content folder");
    for (path, bytes) in project.files("public") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Secret words"), "{path}");
    }
}

#[test]
fn a_link_to_nothing_is_a_finding() {
    let project = Project::alpha();
    symlink("gone.md", project.path("content/more.md")).expect("a link");
    is_a_finding(&project, "more.md", "link to nothing");
}

#[test]
fn a_file_above_the_limit_is_a_finding_with_the_number() {
    let settings = "[limits]\nfile_bytes = 4000\n";
    let long = format!("{ALPHA}\n{}\n", "More words. ".repeat(400));
    let project = Project::alpha().file("phasebook.toml", settings).file("content/long.md", &long);
    is_a_finding(&project, "long.md", "the limit is 4000");
}

#[test]
fn export_and_list_leave_an_unreadable_file_out_and_end_well() {
    let project = Project::alpha();
    project.pipe("content/pipe.md");
    for arguments in [&["export"][..], &["list"]] {
        let ran = project.run(arguments);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains("Alpha search"), "{}", ran.stdout);
    }
}

#[test]
fn a_file_named_on_the_command_line_that_cannot_be_read_ends_the_command() {
    let project = Project::alpha();
    project.pipe("pipe.md");
    let words = ["`pipe.md`", "named pipe", "help:"];
    super::failures::refuses(&project, &["export", "pipe.md"], &[], &words);
}

#[test]
fn the_address_of_a_file_that_cannot_be_read_is_its_own_and_links_lead_there() {
    let project = Project::alpha()
        .file("content/pay/beta.md", &ALPHA.replace("Alpha", "Beta"))
        .file("content/links.md", "# Links\n\n[the plan](pay/beta.md#risks) and [[beta]]\n")
        .file("content/moved.md", &format!("---\naliases: [pay/beta]\n---\n{ALPHA}"));
    project.build(1);
    project.remove("content/pay/beta.md");
    project.pipe("content/pay/beta.md");
    project.pipe("content/alpha_.md");
    let said = project.build(1).stderr;
    assert!(!said.contains("broken-link"), "{said}");
    let links = project.page("pages/links.html");
    assert_eq!(links.matches("\"../plans/pay/beta/index.html").count(), 2, "{links}");
    let page = project.read("public/plans/pay/beta/index.html");
    assert!(page.contains("pay/beta.md can’t be read"), "{page}");
    assert!(!project.exists("public/plans/pay/beta/risks.html"), "nothing of it is known any more");
    assert!(project.read("public/plans/alpha/index.html").contains("Alpha search"));
    assert!(project.read("public/plans/alpha-2/index.html").contains("alpha_.md can’t be read"));
    project.remove("content/pay/beta.md");
    project.remove("content/alpha_.md");
    project.build(0);
    assert!(!project.exists("public/plans/alpha-2") && !project.exists("public/pages/pay"));
}

/// Titles by the folder of the plan that shows them, without the pages of plans that can't be read.
fn addresses(project: &Project) -> std::collections::BTreeMap<String, String> {
    let data = project.run(&["export"]).json();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let plans = data["plans"].as_array().expect("plans").iter();
    plans.map(|plan| (text(&plan["title"]), text(&plan["slug"]))).collect()
}

#[test]
fn a_twin_that_cannot_be_read_leaves_the_addresses_of_the_others_alone() {
    // By path: "a b.md", "a-b.md", "a_b.md".
    let names = [("One", "a b", "a-b"), ("Two", "a-b", "a-b-2"), ("Three", "a_b", "a-b-3")];
    let write = |project: &Project, (title, name, _): (&str, &str, &str)| {
        project.write(&format!("content/{name}.md"), ALPHA.replace("Alpha search", title));
    };
    for (closed, name, slug) in names {
        let project = Project::empty();
        names.iter().for_each(|&one| write(&project, one));
        project.build(1);
        let all = addresses(&project);
        assert!(names.iter().all(|(title, _, slug)| all[*title] == *slug), "{all:?}");
        project.remove(&format!("content/{name}.md"));
        project.pipe(&format!("content/{name}.md"));
        let said = project.build(1).stderr;
        assert!(said.contains("unreadable-file"), "{said}");
        let mut rest = all.clone();
        rest.remove(closed);
        assert_eq!(addresses(&project), rest, "without {name}");
        let page = project.read(&format!("public/plans/{slug}/index.html"));
        assert!(page.contains(&format!("{name}.md can’t be read")), "{page}");
        for (title, slug) in rest {
            assert!(project.read(&format!("public/plans/{slug}/index.html")).contains(&title));
        }
    }
}

#[test]
fn a_plan_and_the_page_of_a_folder_of_its_name_keep_their_places() {
    let (plan, page) = ("content/pay.md", "content/pay/README.md");
    let (at_plan, at_page) = ("public/plans/pay/index.html", "public/pages/pay.html");
    let cannot = "can’t be read</h1>";
    for closed in [&[plan][..], &[page], &[plan, page]] {
        let project = Project::empty().file(plan, ALPHA).file(page, "# About pay\n\nWords.\n");
        project.build(0);
        for name in closed {
            project.remove(name);
            project.pipe(name);
        }
        project.build(1);
        for (name, place, words) in [(plan, at_plan, "Alpha search"), (page, at_page, "About pay")]
        {
            let shown = project.read(place);
            let words = if closed.contains(&name) { cannot } else { words };
            assert!(shown.contains(words), "{closed:?}, {place}: {shown}");
        }
        let index = project.read("public/index.html");
        let leads = if closed.contains(&plan) { "plans/pay/index.html" } else { "pages/pay.html" };
        assert!(index.contains(leads), "{closed:?}: {index}");
        assert!(
            !project.exists("public/plans/pay-2") && !project.exists("public/pages/pay-2.html")
        );
    }
}
