use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::Site;
use crate::disk::{PublishError, PublishReport, Publisher};

const MANIFEST: &str = ".phasebook-manifest";

fn age(site: &Site, path: &str) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::open(site.path(path)).expect("a file");
    file.set_modified(long_ago).expect("dated");
}

fn identity(site: &Site, path: &str) -> (u64, i64) {
    let meta = fs::symlink_metadata(site.path(path)).expect("a file");
    (meta.ino(), meta.mtime())
}

#[test]
fn a_site_is_published_whole_and_nothing_stays_beside_it() {
    let site = Site::new();
    let report = site.publish(&[("index.html", "a"), ("plans/a/index.html", "b")]).expect("done");
    assert_eq!(report, PublishReport { files: 2, written: 2, ..PublishReport::default() });
    assert_eq!(site.text("site/public/plans/a/index.html").as_deref(), Some("b"));
    assert_eq!(site.names("site"), ["content", "public"]);
    assert_eq!(site.names("site/public"), [MANIFEST, "index.html", "plans"]);
    let mode = fs::metadata(site.path("site/public")).expect("a folder").mode();
    assert_eq!(mode & 0o700, 0o700);
}

#[test]
fn what_did_not_change_keeps_inode_and_time() {
    let site = Site::new();
    site.publish(&[("same.html", "a"), ("other.html", "b"), ("gone/x.html", "c")]).expect("done");
    age(&site, "site/public/same.html");
    let before = identity(&site, "site/public/same.html");
    let report = site.publish(&[("same.html", "a"), ("other.html", "B")]).expect("done");
    assert_eq!(
        report,
        PublishReport {
            files: 2,
            written: 1,
            unchanged: 1,
            removed: 1,
            ..PublishReport::default()
        }
    );
    assert_eq!(identity(&site, "site/public/same.html"), before);
    assert_eq!(site.names("site/public"), [MANIFEST, "other.html", "same.html"]);
    assert_eq!(site.names("site"), ["content", "public"]);
}

#[test]
fn when_nothing_changed_nothing_is_exchanged() {
    let site = Site::new();
    site.publish(&[("index.html", "a")]).expect("done");
    let before = identity(&site, "site/public");
    let report = site.publish(&[("index.html", "a")]).expect("done");
    assert_eq!(report, PublishReport { files: 1, unchanged: 1, ..PublishReport::default() });
    assert_eq!(identity(&site, "site/public"), before);
    assert_eq!(site.names("site"), ["content", "public"]);
}

#[test]
fn the_manifest_says_what_and_never_when() {
    let (one, two) = (Site::new(), Site::new());
    one.publish(&[("b", "1"), ("a/x", "2")]).expect("done");
    two.publish(&[("c", "3")]).expect("done");
    two.publish(&[("a/x", "2"), ("b", "1")]).expect("done");
    let text = one.text("site/public/.phasebook-manifest").expect("a manifest");
    assert_eq!(two.text("site/public/.phasebook-manifest").as_ref(), Some(&text));
    let paths: Vec<_> = text.lines().skip(1).filter_map(|l| l.splitn(3, ' ').nth(2)).collect();
    assert_eq!(paths, ["a/x", "b"]);
}

#[test]
fn the_users_own_files_are_carried_over() {
    let site = Site::new();
    site.publish(&[("index.html", "a"), ("blog/index.html", "b")]).expect("done");
    site.write("site/public/CNAME", "plans.example").write("site/public/own/deep/x.txt", "x");
    site.write("site/public/blog/mine.txt", "y").link("site/public/latest", "own");
    fs::create_dir(site.path("site/public/empty")).expect("a folder");
    let private = fs::Permissions::from_mode(0o750);
    fs::set_permissions(site.path("site/public/own"), private).expect("closed");
    let before = identity(&site, "site/public/CNAME");
    let report = site.publish(&[("index.html", "A")]).expect("done");
    assert_eq!(
        report,
        PublishReport { files: 1, written: 1, removed: 1, ..PublishReport::default() }
    );
    assert_eq!(
        site.names("site/public"),
        [MANIFEST, "CNAME", "blog", "empty", "index.html", "latest", "own"]
    );
    assert_eq!(identity(&site, "site/public/CNAME"), before);
    assert_eq!(site.names("site/public/blog"), ["mine.txt"]);
    assert_eq!(site.text("site/public/latest/deep/x.txt").as_deref(), Some("x"));
    let mode = fs::metadata(site.path("site/public/own")).expect("a folder").mode();
    assert_eq!(mode & 0o777, 0o750);
}

#[test]
fn a_stale_file_that_the_user_changed_is_kept_and_named() {
    let site = Site::new();
    site.publish(&[("index.html", "a"), ("old/a.html", "b"), ("old/b.html", "c")]).expect("done");
    site.write("site/public/old/a.html", "mine");
    let report = site.publish(&[("index.html", "a")]).expect("done");
    assert_eq!((report.kept, report.removed), (vec!["old/a.html".to_owned()], 1));
    assert_eq!(site.text("site/public/old/a.html").as_deref(), Some("mine"));
    assert_eq!(site.text("site/public/old/b.html"), None);
    // From now on it is the user's: neither named again nor overwritten.
    assert_eq!(site.publish(&[("index.html", "a")]).expect("done").kept, Vec::<String>::new());
    let error = site.publish(&[("old/a.html", "b")]).expect_err("refused");
    assert!(matches!(error, PublishError::Foreign(_)), "{error}");
    assert_eq!(site.text("site/public/old/a.html").as_deref(), Some("mine"));
}

#[test]
fn a_page_that_the_user_changed_or_removed_is_made_again() {
    let site = Site::new();
    let files = [("a.html", "a"), ("b.html", "b"), ("c/d.html", "d")];
    site.publish(&files).expect("done");
    site.write("site/public/a.html", "A");
    fs::remove_file(site.path("site/public/b.html")).expect("removed");
    fs::remove_file(site.path("site/public/c/d.html")).expect("removed");
    let report = site.publish(&files).expect("done");
    assert_eq!((report.written, report.unchanged), (3, 0));
    assert_eq!(site.text("site/public/a.html").as_deref(), Some("a"));
    // A folder of ours that the user emptied is not a folder of theirs.
    fs::remove_file(site.path("site/public/c/d.html")).expect("removed");
    site.publish(&files[..2]).expect("done");
    assert_eq!(site.names("site/public"), [MANIFEST, "a.html", "b.html"]);
}

#[test]
fn a_foreign_file_in_the_way_stops_the_build() {
    for (own, page) in [("x.html", "x.html"), ("x", "x/y.html"), ("x/y.txt", "x")] {
        let site = Site::new();
        site.publish(&[("index.html", "a")]).expect("done");
        site.write(&format!("site/public/{own}"), "mine");
        let error = site.publish(&[("index.html", "B"), (page, "page")]).expect_err("refused");
        assert!(matches!(&error, PublishError::Foreign(p) if p.ends_with(own)), "{own}: {error}");
        assert_eq!(site.text("site/public/index.html").as_deref(), Some("a"));
        assert_eq!(site.text(&format!("site/public/{own}")).as_deref(), Some("mine"));
        assert_eq!(site.names("site"), ["content", "public"]);
    }
}

#[test]
fn a_build_that_is_dropped_or_was_killed_leaves_no_trace() {
    let site = Site::new();
    site.publish(&[("index.html", "a")]).expect("done");
    let publisher = site.begin().expect("begun");
    publisher.put("index.html", b"b", None).expect("put");
    drop(publisher);
    assert_eq!(site.names("site"), ["content", "public"]);
    assert_eq!(site.text("site/public/index.html").as_deref(), Some("a"));

    // What a killed build leaves: its staging folder, its lock's file, held by nobody.
    site.write("site/.public.phasebook-staging/x/y.html", "half");
    site.write("site/.public.phasebook-lock", "");
    site.publish(&[("index.html", "c")]).expect("done");
    assert_eq!(site.names("site"), ["content", "public"]);
    assert_eq!(site.names("site/public"), [MANIFEST, "index.html"]);
}

#[test]
fn of_two_builds_at_once_one_waits_or_says_so() {
    let site = Site::new();
    let first = site.begin().expect("begun");
    let output = site.path("site/public");
    let second = Publisher::begin_within(&output, &site.protected(), Duration::ZERO);
    assert!(matches!(second, Err(PublishError::Busy(_))), "{second:?}");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let patience = Duration::from_mins(10);
            let second = Publisher::begin_within(&output, &site.protected(), patience)?;
            second.put("index.html", b"second", None)?;
            second.commit()
        });
        first.put("index.html", b"first", None).expect("put");
        first.commit().expect("done");
        waiting.join().expect("no panic").expect("done");
    });
    assert_eq!(site.text("site/public/index.html").as_deref(), Some("second"));
    assert_eq!(site.names("site"), ["content", "public"]);
}

#[test]
fn pages_come_from_many_threads() {
    let site = Site::new();
    let publish = |text: &str| {
        let publisher = site.begin().expect("begun");
        (0..600).into_par_iter().for_each(|i| {
            let path = format!("plans/{}/deep/{i}.html", i % 20);
            publisher.put(&path, format!("{text} {}", i % 2).as_bytes(), None).expect("put");
        });
        publisher.commit().expect("done")
    };
    assert_eq!(
        publish("a"),
        PublishReport { files: 600, written: 600, ..PublishReport::default() }
    );
    assert_eq!(
        publish("a"),
        PublishReport { files: 600, unchanged: 600, ..PublishReport::default() }
    );
    assert_eq!(publish("b").written, 600);
}

#[test]
fn two_pages_of_one_path_collide() {
    for (one, two) in [("a", "a"), ("a", "a/b"), ("a/b", "a"), ("x/y/z", "x/y")] {
        let site = Site::new();
        let error = site.publish(&[(one, "1"), (two, "1")]).expect_err("refused");
        assert!(matches!(&error, PublishError::Collision(p) if p == two), "{error}");
        assert_eq!(site.names("site"), ["content"]);
    }
    let site = Site::new();
    site.publish(&[("a", "1")]).expect("done");
    for (path, text) in [("a", "1"), ("a", "2"), ("a/b", "3")] {
        let error = site.publish(&[("a", "1"), (path, text)]).expect_err("refused");
        assert!(matches!(&error, PublishError::Collision(p) if p == "a"), "{error}");
    }
}

#[test]
fn paths_stay_inside_the_site() {
    let site = Site::new();
    let publisher = site.begin().expect("begun");
    for path in ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\0", MANIFEST, "x/.GIT/y"] {
        let error = publisher.put(path, b"", None).expect_err(path);
        assert!(matches!(error, PublishError::BadPath(_)), "{path}: {error}");
    }
    publisher.put("x/.phasebook-manifest", b"", None).expect("only the top one is ours");
}

#[test]
fn files_are_copied_and_carried_over() {
    let site = Site::new();
    let long = "0123456789".repeat(20_000);
    site.write("site/content/pic.png", &long).write("site/static/logo.svg", "logo");
    site.write("secret", "s").link("site/content/leak.png", "../../secret");
    let publish = || {
        let publisher = site.begin().expect("begun");
        let from = |path| site.path(path);
        publisher.put_file("files/pic.png", &from("site/content/pic.png")).expect("put");
        publisher.put_file("logo.svg", &from("site/static/logo.svg")).expect("put");
        for gone in ["leak.png", "missing.png", "no/where.png"] {
            let error = publisher.put_file("files/x", &from("site/content").join(gone));
            let Err(PublishError::Source(file)) = error else { panic!("{error:?}") };
            assert!(file.path == gone || gone.contains('/'), "{file:?}");
        }
        publisher.commit().expect("done")
    };
    assert_eq!(publish(), PublishReport { files: 2, written: 2, ..PublishReport::default() });
    assert_eq!(site.text("site/public/files/pic.png"), Some(long.clone()));
    age(&site, "site/public/files/pic.png");
    let before = identity(&site, "site/public/files/pic.png");
    assert_eq!(publish(), PublishReport { files: 2, unchanged: 2, ..PublishReport::default() });
    assert_eq!(identity(&site, "site/public/files/pic.png"), before);
    site.write("site/content/pic.png", long.replace('9', "8"));
    assert_eq!((publish().written, publish().written), (1, 0));
}

#[test]
fn an_output_of_ours_behind_a_link_is_exchanged_where_it_is() {
    let site = Site::new();
    site.publish(&[("index.html", "a")]).expect("done");
    fs::create_dir(site.path("www")).expect("a folder");
    fs::rename(site.path("site/public"), site.path("www/real")).expect("moved");
    fs::set_permissions(site.path("www/real"), fs::Permissions::from_mode(0o2775)).expect("set");
    site.link("site/public", site.path("www/real"));
    site.publish(&[("index.html", "b")]).expect("done");
    assert_eq!(site.text("www/real/index.html").as_deref(), Some("b"));
    assert_eq!(site.names("www"), ["real"]);
    assert!(fs::symlink_metadata(site.path("site/public")).expect("a link").is_symlink());
    let mode = fs::metadata(site.path("www/real")).expect("a folder").mode();
    assert_eq!(mode & 0o7777, 0o2775);
}

/// What happens to a staged file.
type Spoil = fn(&Path);

#[test]
fn what_is_not_as_it_was_made_is_not_published() {
    let spoil: [(&str, &str, Spoil); 5] = [
        ("more.html", "no part of this build made it", |file| {
            fs::write(file, "x").expect("a file");
        }),
        ("plans/new.html", "8 bytes were written, and it has 4", |file| {
            fs::write(file, "half").expect("a file");
        }),
        ("plans/new.html", "no such file", |file| fs::remove_file(file).expect("removed")),
        ("plans/new.html", "is no longer a file", |file| {
            fs::remove_file(file).expect("removed");
            std::os::unix::fs::symlink("../index.html", file).expect("a link");
        }),
        ("plans/new.html", "is no longer a file", |file| {
            fs::remove_file(file).expect("removed");
            fs::create_dir(file).expect("a folder");
        }),
    ];
    for in_place in [false, true] {
        for (path, words, spoil) in spoil {
            let site = Site::new();
            site.publish(&[("index.html", "a")]).expect("done");
            let output = site.path("site/public");
            let (publisher, staging) = if in_place {
                let begun = Publisher::begin_in_place(&output, &site.protected());
                (begun, "site/public/.phasebook-staging")
            } else {
                (site.begin(), "site/.public.phasebook-staging")
            };
            let publisher = publisher.expect("begun");
            for (path, text) in [("index.html", "a"), ("plans/new.html", "new text")] {
                publisher.put(path, text.as_bytes(), None).expect("put");
            }
            spoil(&site.path(staging).join(path));
            let error = publisher.commit().expect_err(words);
            let told = error.to_string();
            assert!(told.contains(words) && told.contains(path), "{told}");
            assert!(error.hint().is_some() || words == "no such file", "{told}");
            assert_eq!(site.text("site/public/index.html").as_deref(), Some("a"));
            assert_eq!(site.names("site/public"), [MANIFEST, "index.html"]);
            assert_eq!(site.names("site"), ["content", "public"]);
        }
    }
}

#[test]
fn a_file_made_of_the_same_is_kept_while_it_has_the_bytes_that_were_published() {
    let site = Site::new();
    let publisher = site.begin().expect("begun");
    publisher.put("a.html", b"page", Some(7)).expect("put");
    publisher.put("b.html", b"page", None).expect("put");
    publisher.commit().expect("published");
    let kept = |path: &str, inputs| site.begin().expect("begun").keep(path, inputs).expect("told");
    assert!(kept("a.html", 7));
    assert!(!kept("a.html", 8), "of something else");
    assert!(!kept("b.html", 7), "nobody told of what");
    assert!(!kept("c.html", 7), "there is none");
    let publisher = site.begin().expect("begun");
    assert!(publisher.keep("a.html", 7).expect("told"));
    assert!(publisher.put("a.html", b"page", None).is_err(), "it is taken");
    drop(publisher);
    site.write("site/public/a.html", "edit");
    assert!(!kept("a.html", 7), "edited by hand");
    fs::remove_file(site.path("site/public/a.html")).expect("removed");
    assert!(!kept("a.html", 7), "removed by hand");
}

#[test]
fn another_program_that_makes_the_same_bytes_renews_the_list_alone() {
    let site = Site::new();
    let publish = |inputs| {
        let publisher = site.begin().expect("begun");
        if publisher.keep("a.html", inputs).expect("told") {
            return None;
        }
        publisher.put("a.html", b"page", Some(inputs)).expect("put");
        Some(publisher.commit().expect("published"))
    };
    publish(1).expect("new");
    let inode = || fs::metadata(site.path("site/public")).expect("a folder").ino();
    let before = inode();
    let again = publish(2).expect("made of something else");
    assert_eq!((again.written, again.unchanged, again.removed), (0, 1, 0));
    assert_eq!(inode(), before, "nothing is exchanged");
    assert_eq!(publish(2), None, "and what it is made of is known now");
}
