use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::{Site, mkfifo};
use crate::diagnostic::Severity;
use crate::disk::{PathKind, Tree, kind, read_one, read_tree, write_new};
use crate::settings::Limits;

fn read(site: &Site) -> Tree {
    read_tree(&site.path("site/content"), &Limits::default(), &[]).expect("a tree")
}

fn documents(tree: &Tree) -> Vec<&str> {
    tree.documents.iter().map(|d| d.path()).collect()
}

#[track_caller]
fn check_refused(tree: &Tree, expected: &[(&str, &str)]) {
    let found: Vec<_> =
        tree.unreadable.iter().map(|u| (u.path.as_str(), u.message.as_str())).collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for ((path, message), (expected_path, words)) in found.into_iter().zip(expected) {
        assert_eq!(path, *expected_path);
        assert!(message.contains(words), "{path}: {message}");
    }
}

#[test]
fn markdown_is_read_and_other_files_are_listed_by_path() {
    let site = Site::new();
    for path in ["z.md", "a/b.MARKDOWN", "a-x.Md", "a/pic.png", "noext", "md", "_no.md", ".no.md"] {
        site.write(&format!("site/content/{path}"), "# A");
    }
    site.write("site/content/_drafts/x.md", "").write("site/content/.git/x.md", "");
    let tree = read(&site);
    assert_eq!(documents(&tree), ["a-x.Md", "a/b.MARKDOWN", "z.md"]);
    assert_eq!(tree.files.keys().collect::<Vec<_>>(), ["a/pic.png", "md", "noext"]);
    check_refused(&tree, &[]);
    assert_eq!(tree.documents[0].text(), "# A");
}

#[test]
fn gitignore_counts_from_the_content_downward() {
    let site = Site::new();
    site.write("site/.gitignore", "above.md\n");
    site.write("site/content/.gitignore", "# a list\n*.tmp.md\nbuild/\n/top.md\nsub/*.md\n");
    site.write("site/content/sub/.gitignore", "!kept.md\n[\n");
    let paths = ["above.md", "x.tmp.md", "build/x.md", "top.md", "deep/top.md", "sub/no.md"];
    for path in paths.into_iter().chain(["sub/kept.md"]) {
        site.write(&format!("site/content/{path}"), "");
    }
    let tree = read(&site);
    assert_eq!(documents(&tree), ["above.md", "deep/top.md", "sub/kept.md"]);
    assert!(tree.files.is_empty());
}

#[test]
fn a_gitignore_that_would_hang_or_swell_is_reported() {
    let site = Site::new();
    site.write("site/content/a.md", "").write("site/content/b/x.md", "");
    mkfifo(&site.path("site/content/.gitignore"));
    site.write("site/content/b/.gitignore", "*\n".repeat(200_000));
    let tree = read(&site);
    assert_eq!(documents(&tree), ["a.md", "b/x.md"]);
    check_refused(&tree, &[(".gitignore", "a named pipe"), ("b/.gitignore", "400000 bytes")]);
}

#[test]
fn links_are_read_inside_and_refused_outside() {
    let site = Site::new();
    site.write("secret.md", "").write("site/content/a.md", "real").write("outside/x.md", "");
    site.write("site/content/sub/pic.png", "").write("site/content/.env", "");
    site.link("site/content/in.md", "a.md");
    site.link("site/content/in.png", site.path("site/content/sub/pic.png"));
    site.link("site/content/loop.md", "loop.md");
    site.link("site/content/hidden.md", ".env");
    site.link("site/content/nowhere.md", "nothing.md");
    site.link("site/content/out.md", "../../secret.md");
    site.link("site/content/out.txt", "/etc/hostname");
    site.link("site/content/outdir", site.path("outside"));
    site.link("site/content/sub/up", "..");
    let tree = read(&site);
    assert_eq!(documents(&tree), ["a.md", "in.md"]);
    assert_eq!(tree.documents[1].text(), "real");
    assert_eq!(tree.files.keys().collect::<Vec<_>>(), ["in.png", "sub/pic.png"]);
    check_refused(
        &tree,
        &[
            ("hidden.md", "hidden file"),
            ("loop.md", "symbolic links"),
            ("nowhere.md", "a link to nothing"),
            ("out.md", "leads out of"),
            ("out.txt", "leads out of"),
            ("outdir", "leads out of"),
            ("sub/up", "not followed"),
        ],
    );
    let info = tree.unreadable.iter().find(|u| u.severity == Severity::Info);
    assert_eq!(info.map(|u| u.path.as_str()), Some("sub/up"));
}

#[test]
fn pipes_sockets_and_odd_names_are_named() {
    let site = Site::new();
    site.write("site/content/good.md", "");
    mkfifo(&site.path("site/content/pipe.md"));
    let socket = std::os::unix::net::UnixListener::bind(site.path("site/content/s.md"));
    let odd = std::ffi::OsStr::from_bytes(b"x\xFF.md");
    fs::write(site.path("site/content").join(odd), "").expect("a file");
    site.link("site/content/tty.md", "/dev/null");
    let tree = read(&site);
    assert_eq!(documents(&tree), ["good.md"]);
    check_refused(
        &tree,
        &[
            ("pipe.md", "a named pipe"),
            ("s.md", "a socket"),
            ("tty.md", "leads out of"),
            ("x\u{FFFD}.md", "UTF-8"),
        ],
    );
    drop(socket);
}

#[test]
fn what_is_too_large_is_refused_with_both_numbers() {
    let site = Site::new();
    site.write("site/content/a.md", "12345").write("site/content/b.md", "123456");
    let limits = Limits { file_bytes: 5, ..Limits::default() };
    let tree = read_tree(&site.path("site/content"), &limits, &[]).expect("a tree");
    assert_eq!(documents(&tree), ["a.md"]);
    check_refused(&tree, &[("b.md", "it has 6 bytes, and the limit is 5")]);
}

#[test]
fn what_may_not_be_read_is_named_and_the_rest_is_read() {
    let site = Site::new();
    site.write("site/content/a.md", "")
        .write("site/content/b.md", "")
        .write("site/content/c/d.md", "");
    let closed = fs::Permissions::from_mode(0o000);
    fs::set_permissions(site.path("site/content/b.md"), closed.clone()).expect("closed");
    fs::set_permissions(site.path("site/content/c"), closed).expect("closed");
    // Root reads everything.
    if fs::File::open(site.path("site/content/b.md")).is_err() {
        let tree = read(&site);
        assert_eq!(documents(&tree), ["a.md"]);
        check_refused(&tree, &[("b.md", "permission denied"), ("c", "permission denied")]);
    }
    fs::set_permissions(site.path("site/content/c"), fs::Permissions::from_mode(0o755))
        .expect("open");
}

#[test]
fn the_output_folder_is_excluded_by_its_real_path() {
    let site = Site::new();
    site.write("site/content/a.md", "").write("site/content/out/files/b.md", "");
    site.link("output", site.path("site/content/out"));
    site.link("site/content/c.md", "out/files/b.md");
    let output = site.path("output");
    let exclude: [&Path; 2] = [&output, Path::new("nowhere/at/all")];
    let content = site.path("site/content");
    let tree = read_tree(&content, &Limits::default(), &exclude).expect("a tree");
    assert_eq!(documents(&tree), ["a.md"]);
    check_refused(&tree, &[("c.md", "output folder")]);
}

#[test]
fn a_content_folder_that_is_none_is_an_error_with_a_way_out() {
    let site = Site::new();
    site.write("file", "");
    for (path, words, hint) in
        [("nothing", "no such file", "phasebook init"), ("file", "not a directory", "--content")]
    {
        let error = read_tree(&site.path(path), &Limits::default(), &[]).expect_err("refused");
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.hint().is_some_and(|h| h.contains(hint)), "{:?}", error.hint());
    }
}

#[test]
fn a_named_file_is_always_read() {
    let site = Site::new();
    site.write("site/_x.txt", "\u{feff}hi\r\n").link("l", "site/_x.txt");
    mkfifo(&site.path("pipe"));
    let one = |path: &str| read_one(&site.path(path), path, &Limits::default());
    for path in ["site/_x.txt", "l"] {
        let source = one(path).expect("a source");
        assert_eq!((source.path(), source.text()), (path, "hi\n"));
    }
    for (path, words) in [("pipe", "a named pipe"), ("site", "a folder"), ("no", "not exist")] {
        let error = one(path).expect_err("refused");
        assert!(error.message.contains(words), "{}", error.message);
    }
    assert_eq!(kind(&site.path("site")).ok(), Some(Some(PathKind::Folder)));
    assert_eq!(kind(&site.path("l")).ok(), Some(Some(PathKind::File)));
    assert_eq!(kind(&site.path("no")).ok(), Some(None));
}

#[test]
fn a_new_file_never_overwrites() {
    let site = Site::new();
    let path = site.path("a/b/c.md");
    write_new(&path, b"one").expect("written");
    let error = write_new(&path, b"two").expect_err("refused");
    assert!(error.to_string().contains("exists"), "{error}");
    site.link("dangling", "target");
    assert!(write_new(&site.path("dangling"), b"x").is_err());
    assert_eq!(site.text("a/b/c.md").as_deref(), Some("one"));
    assert_eq!(site.text("target"), None);
}
