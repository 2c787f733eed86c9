use std::fs;
use std::path::Path;

use super::Site;
use crate::disk::{PublishError, Publisher};

/// Publishing into `output` is refused with these words, and changes nothing.
#[track_caller]
fn check(site: &Site, output: &Path, words: &str) {
    let before = listing(site);
    let error = Publisher::begin(output, &site.protected()).expect_err("refused");
    assert!(matches!(error, PublishError::Refused { .. }), "{error}");
    assert!(error.to_string().contains(words), "{error}");
    assert!(error.hint().is_some());
    assert_eq!(listing(site), before);
}

fn listing(site: &Site) -> Vec<std::path::PathBuf> {
    let walk = walkdir::WalkDir::new(site.path("")).sort_by_file_name();
    walk.into_iter().map(|entry| entry.expect("an entry").into_path()).collect()
}

#[test]
fn protected_folders_and_those_above_them() {
    let site = Site::new();
    fs::create_dir_all(site.path("home/me")).expect("a home");
    for (output, words) in [
        ("site", "it is the site's root"),
        ("site/content", "it is the content folder"),
        ("site/content/public", "inside the content folder"),
        ("", "lies inside it"),
        ("home/me", "it is the home folder"),
        ("home", "the home folder lies inside it"),
        ("site/.git/public", "git repository"),
    ] {
        check(&site, &site.path(output), words);
    }
    check(&site, Path::new("/"), "root of the file system");
    site.link("alias", site.path("site"));
    check(&site, &site.path("alias"), "it is the site's root");
    check(&site, &site.path("alias/content/x"), "inside the content folder");
}

#[test]
fn folders_that_are_not_ours() {
    let site = Site::new();
    site.write("full/thesis.doc", "years of work");
    check(&site, &site.path("full"), "not empty");
    site.write("repo/.git/config", "");
    check(&site, &site.path("repo"), "`.git`");
    site.write("file", "");
    check(&site, &site.path("file"), "it is a file");
    site.write("torn/.phasebook-manifest", "phasebook-manifest 9\n").write("torn/x", "");
    check(&site, &site.path("torn"), "cannot be read");
    site.write("claims/.phasebook-manifest", "phasebook-manifest 1\n0 ../../thesis.doc\n");
    check(&site, &site.path("claims"), "cannot be read");
    site.write("list", "phasebook-manifest 1\n");
    fs::create_dir(site.path("linked")).expect("a folder");
    site.link("linked/.phasebook-manifest", "../list");
    check(&site, &site.path("linked"), "cannot be read");
}

#[test]
fn a_git_folder_is_never_carried_about() {
    let site = Site::new();
    site.publish(&[("index.html", "a")]).expect("done");
    site.write("site/public/.git/config", "");
    check(&site, &site.path("site/public"), "`.git`");
    fs::rename(site.path("site/public/.git"), site.path("site/public/index.d")).expect("moved");
    site.write("site/public/deep/.git/config", "");
    let error = site.publish(&[("index.html", "b")]).expect_err("refused");
    assert!(error.to_string().contains("deep`: it holds a `.git`"), "{error}");
    assert_eq!(site.text("site/public/index.html").as_deref(), Some("a"));
}

#[test]
fn links_to_what_is_not_ours() {
    let site = Site::new();
    site.write("full/thesis.doc", "years of work");
    fs::create_dir(site.path("empty")).expect("a folder");
    for folder in ["full", "empty"] {
        site.link(&format!("to-{folder}"), folder);
        check(&site, &site.path(&format!("to-{folder}")), "reached over a link");
        check(&site, &site.path(&format!("to-{folder}/.")), "reached over a link");
        check(
            &site,
            Path::new(&format!("{}/", site.path(&format!("to-{folder}")).display())),
            "link",
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point() {
    check(&Site::new(), Path::new("/proc"), "mount point");
}

#[test]
fn links_to_nothing_and_paths_through_files_name_the_path() {
    let site = Site::new();
    site.link("dangling", "nothing").write("file", "");
    for output in ["dangling", "file/public"] {
        let begun = Publisher::begin(&site.path(output), &site.protected());
        let error = begun.expect_err("refused").to_string();
        assert!(error.contains(output), "{error}");
    }
    assert_eq!(site.names(""), ["dangling", "file", "site"]);
}
