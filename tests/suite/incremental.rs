//! Same input, same bytes; and an edit changes only what shows it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, SystemTime};

use crate::project::{ALPHA, Project};

type Files = BTreeMap<String, Vec<u8>>;

/// Builds into a folder and gives what was published there.
fn build(project: &Project, output: &str, environment: &[(&str, &str)]) -> Files {
    let ran = project.run_with(&["build", "--output", output], environment);
    assert!(ran.status < 2, "{}", ran.stderr);
    project.files(output)
}

/// Paths whose bytes differ, or that only one of two has; the manifest apart.
fn changed<'a>(before: &'a Files, after: &'a Files) -> Vec<&'a str> {
    let all = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    let mut paths: Vec<&str> = all
        .filter(|path| *path != ".phasebook-manifest" && before.get(*path) != after.get(*path))
        .map(String::as_str)
        .collect();
    paths.sort_unstable();
    paths
}

/// The paths that begin with none of these.
fn others<'a>(paths: &[&'a str], allowed: &[&str]) -> Vec<&'a str> {
    paths.iter().copied().filter(|path| !allowed.iter().any(|a| path.starts_with(a))).collect()
}

#[test]
fn two_builds_of_one_input_are_byte_equal() {
    let project = Project::example();
    let first = build(&project, "one", &[]);
    assert!(first.len() > 200, "the example is built");
    let environments: [&[(&str, &str)]; 5] = [
        &[],
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "2"), ("TZ", "Pacific/Kiritimati")],
        &[("LANG", "de_DE.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "America/Los_Angeles")],
        &[("NO_COLOR", "1"), ("TERM", "xterm"), ("USER", "somebody")],
    ];
    for (index, environment) in environments.into_iter().enumerate() {
        let again = build(&project, &format!("out/{index}"), environment);
        assert_eq!(changed(&first, &again), Vec::<&str>::new(), "{environment:?}");
        assert_eq!(first.get(".phasebook-manifest"), again.get(".phasebook-manifest"));
    }
}

#[test]
fn the_folder_and_the_order_of_files_do_not_matter() {
    let here = Project::example();
    let there = Project::empty();
    let mut content: Vec<_> = here.files("content").into_iter().collect();
    content.reverse();
    for (path, bytes) in content {
        there.write(&format!("deep/er/content/{path}"), bytes);
        let file =
            fs::File::options().write(true).open(there.path(&format!("deep/er/content/{path}")));
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        file.and_then(|file| file.set_modified(long_ago)).expect("another time");
    }
    there.write("deep/er/phasebook.toml", here.read("phasebook.toml"));
    let ran = there.run(&["-C", "deep/er", "build"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let (one, two) = (build(&here, "public", &[]), there.files("deep/er/public"));
    assert_eq!(changed(&one, &two), Vec::<&str>::new());
}

#[test]
fn no_page_holds_the_time_of_the_build_and_few_depend_on_the_date() {
    let project = Project::example().file("phasebook.toml", "");
    let at = |output: &str, epoch: &str| build(&project, output, &[("SOURCE_DATE_EPOCH", epoch)]);
    let noon = at("one", "1795348800");
    let minute_later = at("two", "1795348860");
    assert_eq!(changed(&noon, &minute_later), Vec::<&str>::new(), "on the same day");
    let month_later = at("three", "1797940800");
    let changed = changed(&noon, &month_later);
    let pages = others(&changed, &["api/", "assets/data/"]);
    assert!(pages.contains(&"index.html"), "plans become overdue: {pages:?}");
    let silent: Vec<&&str> = pages
        .iter()
        .filter(|path| !String::from_utf8_lossy(&month_later[**path]).contains("As of 22 Dec 2026"))
        .collect();
    assert_eq!(silent, Vec::<&&str>::new(), "these depend on the date and do not say so");
}

#[test]
fn a_second_build_writes_nothing() {
    let project = Project::example();
    project.build(0);
    let state = |name: &str| {
        let meta = fs::metadata(project.path(name)).expect("metadata");
        (meta.ino(), meta.mtime(), meta.mtime_nsec())
    };
    let published: Vec<String> =
        project.files("public").into_keys().map(|path| format!("public/{path}")).collect();
    let before: Vec<_> = published.iter().map(|path| state(path)).collect();
    let folder = state("public");
    let beside = project.listing();
    let ran = project.run(&["build", "--format", "json"]);
    assert!(ran.stdout.contains("\"written\":0,"), "{}", ran.stdout);
    assert!(ran.stdout.contains("\"removed\":0,"), "{}", ran.stdout);
    assert_eq!(state("public"), folder, "nothing was exchanged");
    let after: Vec<_> = published.iter().map(|path| state(path)).collect();
    assert_eq!(before, after, "every file is the same file");
    assert_eq!(project.listing(), beside, "nothing stays beside the site");
}

#[test]
fn editing_the_prose_of_a_plan_changes_its_own_pages_and_the_data() {
    let project = Project::example();
    let before = build(&project, "public", &[]);
    let path = "content/payments/refund-approvals.md";
    let text = project.read(path);
    project.write(path, format!("{text}\n## One more thing\n\nA new paragraph of prose.\n"));
    let after = build(&project, "public", &[]);
    let changed = changed(&before, &after);
    assert_eq!(
        others(&changed, &["plans/payments/refund-approvals/", "api/", "assets/data/"]),
        Vec::<&str>::new()
    );
    for page in ["index.html", "source.html"] {
        let page = format!("plans/payments/refund-approvals/{page}");
        assert!(changed.contains(&page.as_str()), "{page} shows the new paragraph: {changed:?}");
    }
}

#[test]
fn moving_lines_of_a_plan_changes_nothing_outside_it() {
    let project = Project::example();
    let before = build(&project, "public", &[]);
    // A plan without findings and collisions: their lists name lines.
    let path = "content/payments/direct-debit-mandates.md";
    let text = project.read(path);
    project.write(path, text.replacen("\n## ", "\nWords before the first part.\n\n## ", 1));
    let after = build(&project, "public", &[]);
    let outside = others(
        &changed(&before, &after),
        &["plans/payments/direct-debit-mandates/", "api/", "assets/data/"],
    );
    assert_eq!(outside, Vec::<&str>::new());
}

#[test]
fn adding_a_plan_changes_no_page_of_another() {
    let project = Project::example();
    let before = build(&project, "public", &[]);
    project.write("content/payments/alpha.md", ALPHA);
    let after = build(&project, "public", &[]);
    let changed = changed(&before, &after);
    let listing = [
        "plans/payments/alpha/",
        "api/",
        "assets/data/",
        "search.html",
        "index.html",
        "status/in-progress.html",
        "views/",
        "assets/data/plans.js",
        "programs/payments/index.html",
        "feed.xml",
        "programs/payments/feed.xml",
        "risks.html",
        "risks/",
        "gates.html",
        "actions.html",
        "collisions.html",
        "timeline.html",
        "exposure.html",
        "trends.html",
        "rollback.html",
        "findings.html",
        "owner/",
    ];
    assert_eq!(others(&changed, &listing), Vec::<&str>::new());
    for path in ["index.html", "programs/payments/index.html", "risks/severe.html", "gates.html"] {
        assert!(changed.contains(&path), "{path} lists the new plan");
    }
    for path in [
        "risks/high-low.html",
        "risks/category-compliance.html",
        "risks/minor.html",
        "owner/jonas-weber.html",
        "owner/jonas-weber.xml",
        "owner/roles/payments-on-call.html",
        "programs/platform/feed.xml",
    ] {
        assert!(!changed.contains(&path), "{path} has nothing of the new plan");
    }
}

#[test]
fn a_new_date_changes_the_calendars_that_hold_it() {
    let project = Project::example();
    let before = build(&project, "public", &[]);
    let dated = "## Phases\n\n| Phase | Start | End |\n|---|---|---|\n\
                 | Phase 0 — Staff | 2027-02-01 | 2027-02-14 |\n";
    project.write("content/mobile/dated.md", format!("# Rollout Plan: Dated\n\n{dated}"));
    let after = build(&project, "public", &[]);
    let changed = changed(&before, &after);
    let calendars: Vec<&str> =
        changed.into_iter().filter(|path| path.starts_with("timeline")).collect();
    assert_eq!(calendars, ["timeline/2027-q1.html"], "the others have nothing of the new plan");
}

#[test]
fn assets_are_the_same_whatever_the_plans() {
    let assets = |project: &Project| -> Files {
        let files = build(project, "public", &[]);
        files.into_iter().filter(|(path, _)| path.starts_with("assets/")).collect()
    };
    let of_many = assets(&Project::example());
    let of_one = assets(&Project::alpha());
    assert!(of_many.len() >= 3);
    let named = |files: &Files| -> Vec<String> {
        files.keys().filter(|path| !path.starts_with("assets/data/")).cloned().collect()
    };
    assert_eq!(named(&of_many), named(&of_one));
    for path in named(&of_one) {
        assert_eq!(of_many[&path], of_one[&path], "{path}");
    }
}

#[test]
fn deleting_a_plan_removes_its_pages_and_restores_the_site_before_it() {
    let project = Project::example();
    let before = build(&project, "public", &[]);
    project.write("content/payments/alpha.md", ALPHA);
    build(&project, "public", &[]);
    assert!(project.exists("public/plans/payments/alpha/index.html"));
    project.remove("content/payments/alpha.md");
    let ran = project.run(&["build", "--format", "json"]);
    assert!(ran.stdout.contains("\"removed\":34,"), "{}", ran.stdout);
    assert!(!project.exists("public/plans/payments/alpha"), "its folder is gone too");
    let after = project.files("public");
    assert_eq!(changed(&before, &after), Vec::<&str>::new());
    assert_eq!(before.get(".phasebook-manifest"), after.get(".phasebook-manifest"));
}

#[test]
fn renaming_a_plan_leaves_nothing_at_its_old_place() {
    let project = Project::alpha();
    project.build(0);
    project.write("content/beta.md", ALPHA);
    project.remove("content/alpha.md");
    project.build(0);
    assert!(!project.exists("public/plans/alpha"));
    let clean = Project::empty().file("content/beta.md", ALPHA);
    assert_eq!(
        changed(&build(&clean, "public", &[]), &project.files("public")),
        Vec::<&str>::new()
    );
}

#[test]
fn unchanged_files_keep_their_time_and_changed_ones_do_not() {
    let project = Project::alpha().file("content/beta.md", &ALPHA.replace("Alpha", "Beta"));
    project.build(0);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in project.files("public").keys() {
        let file = fs::File::options().write(true).open(project.path(&format!("public/{path}")));
        file.and_then(|file| file.set_modified(long_ago)).expect("another time");
    }
    project.write("content/beta.md", format!("{}\nMore prose.\n", ALPHA.replace("Alpha", "Beta")));
    project.build(0);
    let modified = |path: &str| {
        let meta = fs::metadata(project.path(&format!("public/{path}")));
        meta.and_then(|meta| meta.modified()).expect("a time")
    };
    for path in ["index.html", "plans/alpha/index.html", "about.html", "404.html"] {
        assert_eq!(modified(path), long_ago, "{path} did not change");
    }
    for path in ["plans/beta/source.html", "plans/beta/index.html"] {
        assert!(modified(path) > long_ago, "{path} changed");
    }
}

#[test]
fn any_way_of_edits_ends_in_the_site_of_a_clean_build() {
    let project = Project::alpha();
    let texts = [
        ALPHA.to_owned(),
        ALPHA.replace("In Progress", "Draft"),
        ALPHA.replace("Alpha search", "Gamma"),
        "# Only a page\n\nSee [the plan](alpha.md).\n".to_owned(),
        String::new(),
    ];
    let names = ["alpha.md", "pay/beta.md", "pay/README.md", "Alpha.markdown"];
    // A fixed walk through edits, additions and removals.
    let mut seed = 7_usize;
    for _ in 0..12 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (name, text) = (names[(seed >> 33) % names.len()], &texts[(seed >> 41) % texts.len()]);
        let path = format!("content/{name}");
        if (seed >> 50).is_multiple_of(4) && project.exists(&path) {
            project.remove(&path);
        } else {
            project.write(&path, text);
        }
        let incremental = build(&project, "public", &[]);
        let clean = crate::project::temporary();
        let output = clean.path().join("site");
        let output = output.to_str().expect("UTF-8");
        assert!(project.run(&["build", "--output", output]).status < 2);
        let clean: Files = Project::files_of(output);
        assert_eq!(changed(&incremental, &clean), Vec::<&str>::new(), "after {path}");
        assert_eq!(incremental.get(".phasebook-manifest"), clean.get(".phasebook-manifest"));
    }
}

#[test]
fn whatever_a_page_reads_beside_its_own_text_makes_it_anew() {
    let linking =
        "\nSee [notes](../notes.md#why), [a file](../a.txt), [[other]] and [alpha](../alpha.md).\n";
    let project = Project::alpha()
        .file("content/pay/beta.md", &(ALPHA.replace("Alpha", "Beta") + linking))
        .file("content/pay/README.md", "# Payments\n\n[Alpha](../alpha.md#rollback-plan)\n");
    project.build(0);
    let template = "templates/components/empty.html";
    let own = crate::project::repository().join(template);
    let own = fs::read_to_string(own).expect("a template").replace("<p ", "<p data-x=\"1\" ");
    let finding =
        "# Rollout Plan: Alpha\n\n## Risk Register\n\n| Risk | Impact |\n|---|---|\n| R | High |\n";
    let steps: [(&str, Option<&str>); 19] = [
        ("content/notes.md", Some("# Notes\n\n## Why\n")),
        ("content/notes.md", Some("# Notes\n\n## What\n")),
        ("content/a.txt", Some("text")),
        ("content/other.md", Some("# Other\n")),
        ("content/pay/other.md", Some("# The nearer one\n")),
        ("content/pay/README.md", Some("# Payment services\n")),
        ("content/pay/README.md", None),
        ("content/pay/Beta.markdown", Some(ALPHA)),
        ("content/pay/Beta.markdown", None),
        ("content/a.txt", None),
        ("phasebook.toml", Some("[site]\ntitle = \"Launches\"\n")),
        ("phasebook.toml", Some("[people]\n\"Ann Bell\" = \"Ann Reed\"\n")),
        ("phasebook.toml", Some("[scale]\ntolerated = \"minor\"\n")),
        ("phasebook.toml", Some("[theme]\naccent = \"#0b57d0\"\n")),
        (template, Some(&own)),
        (template, None),
        ("content/notes.md", None),
        ("content/alpha.md", Some(finding)),
        ("content/alpha.md", None),
    ];
    for (step, (path, text)) in steps.into_iter().enumerate() {
        match text {
            Some(text) => project.write(path, text),
            None => project.remove(path),
        }
        let again = build(&project, "public", &[]);
        let clean = build(&project, &format!("clean-{step}"), &[]);
        assert_eq!(changed(&again, &clean), Vec::<&str>::new(), "step {step}: {path}");
    }
    let tomorrow = [("SOURCE_DATE_EPOCH", "1995348800")];
    let again = build(&project, "public", &tomorrow);
    assert_eq!(changed(&again, &build(&project, "tomorrow", &tomorrow)), Vec::<&str>::new());
}

#[test]
fn a_page_that_was_edited_or_removed_by_hand_is_made_again() {
    let project = Project::alpha();
    let before = build(&project, "public", &[]);
    let page = "public/plans/alpha/index.html";
    let modified = fs::metadata(project.path(page)).and_then(|meta| meta.modified());
    project.write(page, project.read(page).replace("Alpha", "Omega"));
    let file = fs::File::options().write(true).open(project.path(page));
    file.and_then(|file| file.set_modified(modified.expect("a time"))).expect("set back");
    project.remove("public/plans/alpha/rollback.html");
    let after = build(&project, "public", &[]);
    assert_eq!(changed(&before, &after), Vec::<&str>::new());
}
