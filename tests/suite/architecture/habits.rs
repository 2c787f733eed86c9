//! Habits that a lint does not see.

use std::path::Path;

use super::{code, files, order, read, rust_files};
use crate::project::repository;

/// Lines that a source file may have, its inline tests included.
const MOST_LINES: usize = 400;

/// Whether a file is this one, which names what it looks for.
fn is_this(path: &Path) -> bool {
    path.ends_with("architecture/habits.rs")
}

/// What no test does: wait for a time, look at the clock, stand aside.
const BANNED: [&str; 4] = ["thread::sleep", "#[ignore", "Instant::now", "SystemTime::now"];

#[test]
fn files_have_a_readable_size() {
    let all = ["src", "tests/suite"].into_iter().flat_map(rust_files);
    let long: Vec<String> = all
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn each_stage_says_what_comes_in_and_out() {
    for name in order() {
        let text = read(&format!("src/{name}/mod.rs"));
        for word in ["//! In:", "Out:", "Invariant:"] {
            assert!(text.contains(word), "{name} lacks `{word}`");
        }
    }
}

#[test]
fn templates_name_their_view() {
    let templates = files("templates/pages");
    assert!(templates.len() > 10, "the templates are found");
    for (path, text) in templates {
        let first = text.lines().next().unwrap_or_default();
        let is_named = first.starts_with("{# view::") && first.ends_with(" #}");
        assert!(is_named, "{}: {first}", path.display());
        let named = first.trim_start_matches("{# ").split([' ', ';']).next().unwrap_or_default();
        let (module, view) = named.rsplit_once("::").expect("a type in a module");
        let source = read(&format!("src/{}.rs", module.replace("::", "/")));
        assert!(source.contains(&format!("pub struct {view} ")), "{}: {named}", path.display());
    }
}

#[test]
fn the_template_that_new_writes_is_the_published_one() {
    assert!(read("src/cli/new.rs").contains("include_str!(\"../../content/template.md\")"));
}

#[test]
fn our_modules_are_imported_by_name() {
    for folder in ["src", "tests/suite"] {
        for (path, text) in rust_files(folder) {
            let mut lines = text.lines().map(str::trim_start);
            let glob = lines.find(|l| l.starts_with("use crate::") && l.contains("::*"));
            assert_eq!(glob, None, "{folder}/{}", path.display());
        }
    }
}

#[test]
fn lints_are_silenced_with_a_reason() {
    for folder in ["src", "tests/suite"] {
        for (path, text) in rust_files(folder) {
            let code = code(&text);
            for attribute in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
                for after in code.split(attribute).skip(1).filter(|_| !is_this(&path)) {
                    let inside = after.split(")]").next().unwrap_or_default();
                    let has_reason = inside.contains("reason = ");
                    assert!(has_reason, "{folder}/{}: {inside}", path.display());
                }
            }
        }
    }
}

#[test]
fn tests_wait_for_no_clock_and_none_is_left_out() {
    for (path, text) in rust_files("tests/suite") {
        let code = code(&text);
        let found = BANNED.into_iter().find(|word| code.contains(word) && !is_this(&path));
        assert_eq!(found, None, "{}", path.display());
    }
}

#[test]
fn every_test_asserts_something() {
    let mut count = 0;
    for (path, text) in rust_files("tests/suite") {
        let code = code(&text);
        // A check that is a function of its own is written in the same file or one beside it.
        let checks = [
            "assert",
            "check(",
            "refuses",
            "is_a_finding(",
            "is_refused(",
            "is_the_one_change(",
            "shows(",
            "three_pages(",
            "on_every_page(",
            "check_order(",
            "breaks(",
            "holds_one_version(",
        ];
        for test in code.split("#[test]\n").skip(1) {
            let body = test.split("\n}\n").next().unwrap_or_default();
            let name = body.split('(').next().unwrap_or_default();
            assert!(checks.iter().any(|c| body.contains(c)), "{}: {name}", path.display());
            count += 1;
        }
    }
    assert!(count > 150, "the tests are found");
}

#[test]
fn every_test_that_the_security_page_names_is_there() {
    let page = read("SECURITY.md");
    let mut all = String::new();
    for folder in ["src", "tests/suite"] {
        all.extend(rust_files(folder).into_iter().map(|(_, text)| text));
    }
    let names: Vec<&str> = page.split('`').skip(1).step_by(2).collect();
    let is_test = |name: &&&str| {
        name.contains('_')
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let gone: Vec<&&str> =
        names.iter().filter(is_test).filter(|name| !all.contains(&format!("fn {name}("))).collect();
    assert_eq!(gone, Vec::<&&str>::new());
    let is_path =
        |name: &&&str| name.contains('/') && !name.contains(' ') && !name.starts_with('[');
    let paths: Vec<&&str> = names.iter().filter(is_path).collect();
    let missing: Vec<&&&str> =
        paths.iter().filter(|path| !repository().join(path).exists()).collect();
    assert_eq!(missing, Vec::<&&&str>::new());
    assert!(names.iter().filter(is_test).count() > 50 && paths.len() > 10);
}
