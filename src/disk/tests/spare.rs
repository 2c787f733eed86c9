//! The spare generation, of sites that are large enough for one.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use super::Site;
use crate::disk::PublishReport;

/// More files than a site has that keeps no spare generation.
const FILES: usize = 1100;

const SPARE: &str = "site/.public.phasebook-spare";

/// A site of many pages, of which some are different from version to version.
fn publish(site: &Site, changed: usize, version: &str) -> PublishReport {
    let publisher = site.begin().expect("begun");
    for i in 0..FILES {
        let text = if i < changed { version } else { "page" };
        publisher.put(&format!("plans/{}/{i}.html", i % 7), text.as_bytes(), None).expect("put");
    }
    publisher.commit().expect("published")
}

fn page(i: usize) -> String {
    format!("site/public/plans/{}/{i}.html", i % 7)
}

fn inode(site: &Site, path: &str) -> u64 {
    fs::symlink_metadata(site.path(path)).expect("a file").ino()
}

#[test]
fn a_small_change_of_a_large_site_keeps_the_generation_before_and_uses_it() {
    let site = Site::new();
    publish(&site, 3, "one");
    assert_eq!(site.names("site"), ["content", "public"], "there was none before");
    let (first, kept) = (inode(&site, "site/public"), inode(&site, &page(9)));
    let expected = PublishReport {
        files: FILES,
        written: 3,
        unchanged: FILES - 3,
        ..PublishReport::default()
    };
    assert_eq!(publish(&site, 3, "two"), expected);
    assert_eq!(site.names("site"), [".public.phasebook-spare", "content", "public"]);
    assert_eq!(inode(&site, SPARE), first);
    for version in ["three", "four"] {
        assert_eq!(publish(&site, 3, version), expected);
        assert_eq!(inode(&site, &page(9)), kept, "the same file in every generation");
        for i in 0..3 {
            assert_eq!(site.text(&page(i)).as_deref(), Some(version));
        }
        assert_eq!(site.text(&page(4)).as_deref(), Some("page"));
    }
    assert_eq!(inode(&site, SPARE), first, "the two take turns");
    let all = FILES;
    assert_eq!(publish(&site, all, "all").written, all);
    assert_eq!(site.names("site"), ["content", "public"], "it would share nothing");
}

#[test]
fn what_was_done_to_the_spare_generation_has_no_effect() {
    let site = Site::new();
    publish(&site, 2, "one");
    publish(&site, 2, "two");
    let spare = |path: &str| format!("{SPARE}/{path}");
    // Changed, removed, come, and in the way.
    fs::remove_file(site.path(&spare("plans/4/4.html"))).expect("removed");
    site.write(&spare("plans/4/4.html"), "forged");
    fs::remove_file(site.path(&spare("plans/5/5.html"))).expect("removed");
    site.write(&spare("new/page.html"), "x").write(&spare("plans/1/new.html"), "x");
    fs::remove_file(site.path(&spare("plans/0/0.html"))).expect("removed");
    site.write(&spare("plans/0/0.html/in/the/way"), "x");
    site.link(&spare("plans/2/link.html"), site.path("site/content"));
    let closed = fs::Permissions::from_mode(0o700);
    fs::set_permissions(site.path(&spare("plans/6")), closed).expect("closed");
    let usual = fs::metadata(site.path("site/public/plans/6")).expect("a folder").mode();
    // And what the user has beside the pages.
    site.write("site/public/own/note.txt", "mine");
    let report = publish(&site, 2, "three");
    assert_eq!((report.written, report.removed), (2, 0));
    assert_eq!(site.names("site/public"), [".phasebook-manifest", "own", "plans"]);
    assert_eq!(site.text("site/public/own/note.txt").as_deref(), Some("mine"));
    for i in 0..FILES {
        let expected = if i < 2 { "three" } else { "page" };
        assert_eq!(site.text(&page(i)).as_deref(), Some(expected), "{i}");
    }
    let folders = (0..7).map(|i| site.names(&format!("site/public/plans/{i}")).len());
    assert_eq!(folders.sum::<usize>(), FILES);
    let mode = fs::metadata(site.path("site/public/plans/6")).expect("a folder").mode();
    assert_eq!(mode, usual);
    assert!(site.path("site/content").is_dir(), "a link is not followed");
}

#[test]
fn a_page_that_was_changed_by_hand_is_made_anew_in_both() {
    let site = Site::new();
    publish(&site, 2, "one");
    publish(&site, 2, "two");
    // In place: the spare generation's file is the same one.
    site.write(&page(8), "by hand");
    assert_eq!(publish(&site, 2, "three").written, 3);
    assert_eq!(site.text(&page(8)).as_deref(), Some("page"));
    assert_eq!(publish(&site, 2, "four").written, 2);
    assert_eq!(site.text(&page(8)).as_deref(), Some("page"));
}

#[test]
fn what_is_no_folder_of_ours_is_not_taken_for_the_spare_generation() {
    for is_link in [true, false] {
        let site = Site::new();
        publish(&site, 2, "one");
        if is_link {
            site.link(SPARE, "content");
        } else {
            site.write(SPARE, "a file");
        }
        site.write("site/content/plan.md", "# A plan");
        publish(&site, 2, "two");
        assert_eq!(site.text(&page(0)).as_deref(), Some("two"));
        assert_eq!(site.text("site/content/plan.md").as_deref(), Some("# A plan"));
        assert!(site.path(SPARE).join("plans").is_dir(), "it was replaced by a generation");
    }
}

#[test]
fn parts_of_a_published_file_are_read_while_it_has_its_bytes() {
    let site = Site::new();
    let publish = |texts: &[(u64, &str)]| {
        use std::io::Write;
        let publisher = site.begin().expect("begun");
        let mut file = publisher.begin_file("api/all.json").expect("begun");
        file.write_all(b"[").expect("written");
        for (inputs, text) in texts {
            file.write_all(text.as_bytes()).expect("written");
            file.mark(*inputs, text.len());
            file.write_all(b",").expect("written");
        }
        publisher.end_file(file, None).expect("ended");
        publisher.commit().expect("published");
    };
    let long = "0123456789".repeat(20_000);
    publish(&[(1, "one"), (2, &long), (3, ""), (4, "four")]);
    let read = |inputs| {
        let publisher = site.begin().expect("begun");
        publisher.published_parts("api/all.json")?.read(inputs)
    };
    assert_eq!(read(1).as_deref(), Some(&b"one"[..]));
    assert_eq!(read(2).as_deref(), Some(long.as_bytes()));
    assert_eq!(read(3).as_deref(), Some(&b""[..]));
    assert_eq!(read(4).as_deref(), Some(&b"four"[..]));
    assert_eq!(read(5), None);
    let text = site.text("site/public/api/all.json").expect("a file");
    site.write("site/public/api/all.json", text.replace("four", "hand"));
    assert_eq!(read(1), None, "changed by hand");
}
