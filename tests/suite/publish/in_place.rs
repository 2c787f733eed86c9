//! Publishing file by file, where the folder can't be exchanged.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};

use super::beside;
use crate::project::{ALPHA, Project, Ran};

type Files = BTreeMap<String, Vec<u8>>;

fn build(project: &Project) -> Ran {
    let ran = project.run(&["build", "--in-place"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran
}

/// What an ordinary build makes of the same content.
fn clean(project: &Project) -> Files {
    assert_eq!(project.run(&["build", "--output", "clean"]).status, 0);
    let files = project.files("clean");
    fs::remove_dir_all(project.path("clean")).expect("removed");
    files
}

#[test]
fn the_folder_stays_and_holds_what_a_clean_build_has() {
    let project = Project::alpha().file("content/beta.md", &ALPHA.replace("Alpha", "Beta"));
    project.folder("public/lost+found");
    let number = || fs::metadata(project.path("public")).expect("a folder").ino();
    let folder = number();
    let said = build(&project).stderr;
    assert!(said.contains("published in place, one file at a time"), "{said}");
    assert_eq!(project.files("public"), clean(&project));
    project.write("public/CNAME", "plans.example.org\n");
    let same = fs::metadata(project.path("public/plans/alpha/index.html")).expect("a page").ino();
    project.remove("content/beta.md");
    project.write("content/gamma.md", ALPHA.replace("Alpha", "Gamma"));
    build(&project);
    let mut site = project.files("public");
    assert_eq!(site.remove("CNAME").as_deref(), Some(&b"plans.example.org\n"[..]));
    assert_eq!(site, clean(&project));
    assert!(!project.exists("public/plans/beta"));
    assert_eq!(number(), folder, "the folder is the one that it was");
    let page = fs::metadata(project.path("public/plans/alpha/index.html")).expect("a page");
    assert_eq!(page.ino(), same, "a page that did not change is the same file");
    assert_eq!(build(&project).stderr, "", "nothing was written");
    assert_eq!(beside(&project), Vec::<String>::new());
}

#[test]
fn what_is_not_ours_is_neither_replaced_nor_followed() {
    let project = Project::alpha().file("elsewhere/keep.txt", "mine");
    build(&project);
    project.write("content/beta.md", ALPHA);
    let refuses = |path: &str| {
        let before = project.listing();
        let ran = project.run(&["build", "--in-place"]);
        assert_eq!(ran.status, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("{path}`")), "{}", ran.stderr);
        assert_eq!(project.listing(), before);
    };
    project.write("public/plans/beta/index.html", "mine");
    refuses("plans/beta/index.html");
    fs::remove_dir_all(project.path("public/plans/beta")).expect("removed");
    symlink("../../elsewhere", project.path("public/plans/beta")).expect("a link");
    refuses("plans/beta");
    project.write("full/thesis.doc", "years of work");
    let ran = project.run(&["build", "--in-place", "--output", "full"]);
    assert_eq!(ran.status, 2);
    assert!(ran.stderr.contains("not made by phasebook"), "{}", ran.stderr);
}

#[test]
fn a_page_may_take_the_place_of_a_folder_of_pages() {
    let project =
        Project::empty().file("content/a.md", "# A\n").file("content/a.html/b.md", "# B\n");
    build(&project);
    project.remove("content/a.md");
    project.write("content/c.md", "# C\n");
    build(&project);
    assert_eq!(project.files("public"), clean(&project));
}

/// A killed build has moved some pages, and left its list and its folder.
#[test]
fn a_build_that_was_killed_is_known_by_both_lists() {
    let old = Project::alpha();
    build(&old);
    let before = old.files("public");
    old.write("content/alpha.md", ALPHA.replace("Alpha", "Omega"));
    old.write("content/more.md", ALPHA);
    let new = clean(&old);
    // What of the new site stood there when it was killed: each list must be enough to know it.
    for count in [0, 1, 5, new.len()] {
        let project = Project::alpha();
        build(&project);
        for (path, bytes) in new.iter().filter(|(path, _)| !path.starts_with('.')).take(count) {
            project.write(&format!("public/{path}"), bytes);
        }
        project.write("public/.phasebook-manifest-next", &new[".phasebook-manifest"]);
        project.write("public/.phasebook-staging/plans/half.html", "half a page");
        project.write("public/.phasebook-lock", "");
        // Content of its own: whatever either site had is gone, unless it is made again.
        for arguments in [&["build", "--in-place"][..], &["build"]] {
            let copy = Project::alpha();
            for (path, bytes) in project.files("public") {
                copy.write(&format!("public/{path}"), bytes);
            }
            let ran = copy.run(arguments);
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            assert!(!ran.stderr.contains("by hand"), "{}", ran.stderr);
            assert_eq!(copy.files("public"), before, "after {count} pages, {arguments:?}");
        }
    }
}
