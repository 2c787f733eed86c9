//! The manual's pages are in order, and links between documents of the repository lead to files.

use std::path::Path;

use serde_json::json;

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

#[test]
fn the_readme_is_short_and_its_plan_reads_as_it_says() {
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("the README");
    assert!(readme.lines().count() < 150, "what is long belongs into the manual");
    let (_, rest) = readme.split_once("```markdown\n").expect("a plan");
    let (plan, _) = rest.split_once("```").expect("the end of the plan");
    let project = Project::empty().file("content/saved-searches.md", plan);
    let data = project.run(&["export"]).json();
    let plan = &data["plans"][0];
    let gate = &plan["phases"][0]["gate"];
    assert_eq!(gate["verdict"], "blocked");
    assert_eq!(gate["blockers"].as_array().map(Vec::len), Some(3), "{gate}");
    let criteria = plan["phases"][0]["success_criteria"].as_array().expect("criteria");
    let read: Vec<_> =
        criteria.iter().map(|c| (c["metric"].as_str(), c["value"].as_i64())).collect();
    assert_eq!(read, [(Some("P0 bugs"), Some(0)), (Some("searches open in"), Some(500))]);
    assert_eq!(
        (&plan["risks"][0]["band"], &plan["rollback"]["triggers"]),
        (&"severe".into(), &json!([]))
    );
}

/// The targets of a document's links.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

fn leads_to_a_file(folder: &Path, target: &str) -> bool {
    let (path, _) = target.split_once('#').unwrap_or((target, ""));
    target.starts_with("https://") || path.is_empty() || folder.join(path).exists()
}
