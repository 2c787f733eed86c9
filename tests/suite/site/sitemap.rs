//! The addresses of all pages, for what searches the host.

use std::collections::BTreeSet;

use crate::html::{EXAMPLE, is_page};
use crate::project::Project;

#[test]
fn it_lists_every_page_once_below_the_base_url() {
    assert!(!EXAMPLE.files.contains_key("sitemap.xml"), "nobody knows where the example stands");
    let project = Project::alpha();
    project.write("content/näve & co.md", "# Notes\n\nA word.\n");
    let moved = "---\naliases: [old/place]\n---\n\n# Beta\n\n**Status:** Draft\n**Last updated:** 2026-11-03\n\n## Risks\n";
    project.write("content/beta.md", moved);
    let ran = project.run(&["build", "--base-url", "https://docs.example.org/r&d"]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    let map = project.read("public/sitemap.xml");
    let base = "https://docs.example.org/r&amp;d/";
    assert!(map.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns="), "{map}");
    let listed: Vec<&str> = map
        .lines()
        .filter_map(|line| {
            line.strip_prefix("<url><loc>")?.strip_prefix(base)?.split_once("</loc>")
        })
        .map(|(path, _)| path)
        .collect();
    assert_eq!(map.matches("<url>").count(), listed.len());
    let unique: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(unique.len(), listed.len());
    let files = project.files("public");
    let pages = files.keys().filter(|path| {
        let is_other = path.ends_with("/card.html") || path.starts_with("plans/old/");
        is_page(path) && *path != "404.html" && !is_other
    });
    assert_eq!(pages.count(), listed.len(), "{listed:?}");
    for path in listed.iter().filter(|path| !path.contains('%')) {
        assert!(files.contains_key(*path), "{path}");
    }
    assert!(listed.iter().any(|path| path.contains("n%C3%A4ve")), "{listed:?}");
    let dated =
        format!("<url><loc>{base}plans/beta/index.html</loc><lastmod>2026-11-03</lastmod></url>");
    assert!(map.lines().any(|line| line == dated), "{map}");
}
