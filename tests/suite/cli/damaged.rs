//! A folder of everything that files should not be: it is built, each file that is refused is named with the
//! reason, and the good plan beside them is there.

use std::fmt::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::project::Project;

/// A plan with something in it, or before it.
fn plan(text: &str) -> Vec<u8> {
    format!("# Rollout Plan: Damaged\n\n**Status:** In Progress\n\n{text}").into_bytes()
}

/// Files that are read, however odd they are.
fn odd() -> Vec<(&'static str, Vec<u8>)> {
    let table = |columns: usize, rows: usize| {
        let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(columns));
        format!("{}{}{}", row("a"), row("-"), row("1").repeat(rows))
    };
    let phases = "## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 1 | 5 |\n";
    let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let _ = writeln!(bomb, "a{n}: &a{n} [{}]", format!("*a{}, ", n - 1).repeat(10));
    }
    vec![
        ("invalid.md", [plan(phases), vec![0xC3, 0x28, 0xFF]].concat()),
        ("mark.md", [b"\xEF\xBB\xBF".to_vec(), plan(phases)].concat()),
        ("crlf.md", plan(&phases.replace('\n', "\r\n"))),
        ("cr.md", String::from_utf8_lossy(&plan(phases)).replace('\n', "\r").into_bytes()),
        ("nul.md", plan(&format!("a\0b\n\n{phases}"))),
        ("empty.md", Vec::new()),
        ("blank.md", b"\n\n \n".to_vec()),
        ("front-matter.md", b"---\ntitle: A\nstatus: Draft\n---\n".to_vec()),
        ("unclosed.md", b"---\ntitle: A\n\n# Rollout Plan\n\n## Risks\n".to_vec()),
        ("odd-yaml.md", b"---\n{[}]: : -\n\t&x *x !!y\n---\n\n## Risks\n".to_vec()),
        ("bomb.md", (bomb + "---\n\n## Risks\n").into_bytes()),
        ("loop.md", b"---\na: &a [*a]\n---\n\n## Risks\n".to_vec()),
        ("fence.md", plan(&format!("```\n{phases}"))),
        ("comment.md", plan(&format!("<!-- {phases}"))),
        ("lists.md", plan(&format!("{}x\n\n{phases}", "- ".repeat(5_000)))),
        ("quotes.md", plan(&format!("{}x\n\n{phases}", "> ".repeat(5_000)))),
        ("marks.md", plan(&format!("{}x{}\n", "**a ".repeat(5_000), "**".repeat(5_000)))),
        ("brackets.md", plan(&"[".repeat(5_000))),
        ("wide.md", plan(&table(2_000, 2))),
        ("high.md", plan(&table(1, 30_000))),
        ("spaces .md", plan(phases)),
        ("con.md", plan(phases)),
        ("a\nb.md", plan(phases)),
        ("<script>alert(1)<script>.md", plan(phases)),
        ("\u{202e}dm.md", plan(phases)),
    ]
}

#[test]
fn a_folder_of_damaged_files_is_built() {
    let site = Project::alpha();
    for (name, text) in odd() {
        site.write(&format!("content/{name}"), text);
    }
    site.write(&format!("content/{}.md", "n".repeat(252)), plan("## Risks\n"));
    // What is refused, with words of the reason.
    let root = site.path("content");
    site.pipe("content/pipe.md");
    symlink("/dev/zero", root.join("device.md")).expect("a link");
    symlink("round.md", root.join("round.md")).expect("a link");
    symlink(".", root.join("here")).expect("a link");
    symlink("nowhere.md", root.join("gone.md")).expect("a link");
    site.write("content/bytes.md", vec![0xCF; 60]);
    site.write("content/zip.md", b"PK\x03\x04 and so on");
    let unnamed = Path::new(std::ffi::OsStr::from_bytes(b"\xFFx.md"));
    std::fs::write(root.join(unnamed), "# x\n").expect("a file");
    let refused = [
        ("pipe.md", "named pipe"),
        ("device.md", "leads out of the content folder"),
        ("round.md", "ymbolic link"),
        ("here", "link to a folder"),
        ("gone.md", "link to nothing"),
        ("bytes.md", "it is"),
        ("zip.md", "it is"),
        ("x.md", "not valid UTF-8"),
    ];
    let ran = site.run(&["build"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    assert!(site.exists("public/plans/alpha/index.html"));
    let short = site.run(&["check", "--format", "short", "--fail-on", "info"]);
    assert_eq!(short.status, 1);
    for (name, reason) in refused {
        let is_told = |line: &str| line.contains(&format!("{name}:")) && line.contains(reason);
        assert!(short.stdout.lines().any(is_told), "{name} is named with its reason");
    }
    // Every document has a page, also one that can't be read.
    let pages = site.files("public").into_keys().filter(|path| {
        path.starts_with("pages/") || path.starts_with("plans/") && path.ends_with("/source.html")
    });
    // One of the refused is a folder.
    assert_eq!(pages.count(), odd().len() + 2 + refused.len() - 1, "a page for each");
    for command in [&["list"][..], &["export"]] {
        let ran = site.run(command);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
    }
}
