//! The manual's pages are in order, and links between documents of the repository lead to files.

use std::path::Path;

use crate::project::{Project, repository};

/// Documents that stand outside the manual and link files of the repository.
const DOCUMENTS: [&str; 5] =
    ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "src/README.md"];

#[test]
fn the_manual_has_no_finding_and_no_plan() {
    let docs = repository().join("docs");
    let docs = docs.to_str().expect("a UTF-8 path");
    let project = Project::empty();
    let checked = project.run(&["-C", docs, "--no-history", "check", "--fail-on", "info"]);
    assert_eq!(checked.status, 0, "{}", checked.stdout);
    assert!(checked.stderr.starts_with("0 plans and "), "{}", checked.stderr);
}

#[test]
fn links_of_documents_lead_to_files() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for document in DOCUMENTS {
        let path = repository().join(document);
        let text = std::fs::read_to_string(&path).expect("a document");
        let folder = path.parent().expect("a folder");
        for target in targets(&text) {
            count += 1;
            if !leads_to_a_file(folder, target) {
                wrong.push(format!("{document}: {target}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(count > 10, "{count} links");
}

/// The targets of a document's links.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

fn leads_to_a_file(folder: &Path, target: &str) -> bool {
    let (path, _) = target.split_once('#').unwrap_or((target, ""));
    target.starts_with("https://") || path.is_empty() || folder.join(path).exists()
}
