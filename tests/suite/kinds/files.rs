//! Files that are no Markdown in UTF-8, and HTML inside of those that are.

use super::{findings, plan};
use crate::project::Project;

const TEXT: &str = "# Rollout Plan: Größe\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 1 — Alle | 5 |\n";

#[test]
fn wide_text_is_read_as_its_mark_says() {
    let wide = |mark: [u8; 2], unit: fn(u16) -> [u8; 2]| {
        let units = TEXT.encode_utf16().flat_map(unit);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    for bytes in [wide([0xFF, 0xFE], u16::to_le_bytes), wide([0xFE, 0xFF], u16::to_be_bytes)] {
        let site = Project::empty();
        site.write("content/plan.md", bytes);
        let data = site.run(&["export"]).json();
        assert_eq!(data["plans"][0]["title"], "Größe");
        assert_eq!(data["plans"][0]["phases"][0]["name"], "Alle");
    }
}

#[test]
fn what_is_no_text_is_an_error_and_its_page_says_so() {
    let unmarked: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cyrillic = vec![0xCF; 60];
    let zip = b"PK\x03\x04 and so on".to_vec();
    for bytes in [unmarked, cyrillic, zip] {
        let site = Project::empty().file("content/good.md", TEXT);
        site.write("content/plan.md", bytes);
        let said = site.run(&["check", "--format", "short"]);
        assert!(said.stdout.contains("unreadable-file"), "{}", said.stdout);
        assert!(site.run(&["check"]).stdout.contains("save it as text in UTF-8"));
        assert_eq!(site.run(&["build"]).status, 1);
        assert!(site.exists("public/plans/good/index.html"));
        let page = site.read("public/pages/plan.html");
        assert!(page.contains("can’t be read</h1>") && !page.contains('\u{FFFD}'), "{page}");
    }
}

#[test]
fn a_named_file_of_another_kind_is_no_plan() {
    for (name, text) in [
        ("notes.rst", "=======\nRelease\n=======\n\nStatus: see :doc:`board`\n\n* Tag it\n"),
        ("notes.org", "* TODO Rollout Phases\n** Phase 1\n"),
        ("notes.adoc", "= Rollout Plan\n\n== Risks\n"),
        ("notes.txt", "Rollout plan\n\n- [ ] Keys\n"),
    ] {
        let site = Project::empty().file(name, text);
        let path = site.argument(name);
        let ran = site.run(&["export", &path]);
        assert_eq!(ran.json()["plans"].as_array().expect("plans").len(), 0, "{name}");
        let ending = name.split_once('.').expect("an ending").1;
        let message = format!("not a Markdown file (.{ending})");
        assert!(ran.stderr.contains(&message), "{}", ran.stderr);
        let said = site.run(&["check", "--format", "short", &path]).stdout;
        assert!(said.contains(&message), "{said}");
    }
    for name in ["plan.MD", "_draft.markdown", "plan.mdx", "PLAN", "plan.v2"] {
        let site = Project::empty().file(name, TEXT);
        let data = site.run(&["export", &site.argument(name)]).json();
        assert_eq!(data["plans"].as_array().expect("plans").len(), 1, "{name}");
    }
}

#[test]
fn a_block_of_html_is_one_finding() {
    let raw = |html: &str| -> Vec<String> {
        let plan = plan(&format!(
            "# Rollout Plan: Board\n\n**Status:** Draft\n\n## Rollout Phases\n\n{html}\n\n\
             ## Launch Checklist\n\n- [ ] Keys\n"
        ));
        findings(&plan).into_iter().filter(|f| f.starts_with("raw-html")).collect()
    };
    let table = "<table>\n<tr><th>Phase</th></tr>\n<tr><td>Phase 1</td><td>5</td></tr>\n\
                 <tr><td>Phase 2</td><td>50</td></tr>\n</table>";
    let told = ["raw-html 7: an HTML table is shown as text, 2 rows are not read"];
    assert_eq!(raw(table), told);
    assert_eq!(raw(&table.replace("\n<tr><td>Phase 2", "\n\n<tr><td>Phase 2")), told);
    assert_eq!(
        raw("<ul>\n<li>Phase 1</li>\n</ul>"),
        ["raw-html 7: an HTML list is shown as text, 1 item is not read"]
    );
    assert_eq!(
        raw("<section>\n<h3>Phase 1</h3>\n<b>now</b>\n</section>"),
        ["raw-html 7: raw HTML `<section>` and 2 tags in its block are shown as text"]
    );
    assert_eq!(raw(&format!("{table}\n\nText\n\n{table}")).len(), 2);
    assert_eq!(raw("Ask <b>first</b> and <i>then</i>").len(), 2);
    assert!(raw("<div>\n\nText with<br>a break and <kbd>Ctrl</kbd>\n\n</div>").is_empty());
}
