//! Files of measures tell nothing of plans that are shown in part, and lone ones nothing at all.

use super::build;
use super::decoded::site;
use crate::project::Project;

/// A word that stands in files of measures alone.
const SECRET: &str = "Quarzit";

fn plan(more: &str) -> String {
    format!(
        "# Rollout Plan: Ferry passes\n\n**Status:** In Progress\n**Current phase:** Phase 1\n\n## Rollout Phases\n\n\
         | Phase | Success Criteria | Go / No-Go |\n|---|---|---|\n| Phase 1 | error rate < 1 % | Mara |\n| Phase 2 | NPS ≥ 40 | Mara |\n\n\
         ### Phase Transition Criteria\n\n- [x] All is well\n\n## Rollback Plan\n\n### Triggers\n\n- error rate > 2 %\n\n\
         ### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Joao |\n\n## Metrics\n\n\
         | Metric | Target | Actual | As of |\n|---|---|---|---|\n| Error rate | < 1 % | 0.4 % | 2026-11-18 |\n\n{more}"
    )
}

fn json(fault: &str) -> String {
    format!(
        "{{\"schema\": 1, \"measures\": [{{\"metric\": \"error rate\", \"value\": 3.75, \"unit\": \"%\", \"as_of\": \"2026-11-21\", \
         \"source\": \"{SECRET} dashboard\"}}, {{\"metric\": \"{SECRET} rate\", \"value\": 1{fault}}}]}}"
    )
}

/// Files of the site that hold a word.
fn holding(project: &Project, folder: &str, word: &str) -> Vec<String> {
    let word = word.to_lowercase();
    let files = site(project, folder).into_iter();
    files.filter(|(_, text)| text.contains(&word)).map(|(path, _)| path).collect()
}

#[test]
fn a_plan_in_part_is_shown_without_the_file_beside_it() {
    let project = Project::empty()
        .file(
            "phasebook.toml",
            "[audience.desk]\nplans = [\"!secret\"]\nsections = [\"!Budget\"]\n",
        )
        .file("content/part.md", &plan("## Budget\n\nMoney\n"))
        .file("content/part.measures.json", &json(", \"quarz\": 1"))
        .file("content/secret/other.md", &plan(""))
        .file("content/secret/other.measures.json", &json(", \"quarz\": 1"))
        .file("content/secret/Quarzit.measures.json", "{}");
    build(&project, "desk");
    assert_eq!(holding(&project, "public-desk", SECRET), Vec::<String>::new());
    assert_eq!(holding(&project, "public-desk", "3.75"), Vec::<String>::new());
    let page = project.read("public-desk/plans/part/index.html");
    assert!(!page.contains("Rollback trigger met"), "{page}");
    let phases = project.read("public-desk/plans/part/phases.html");
    assert!(
        !phases.contains("data-state=\"met\""),
        "the whole plan does not say that it is met: {phases}"
    );
    // All readers are shown it.
    let ran = project.run(&["build", "--today", "2026-11-22"]);
    assert!(ran.status < 2, "{}", ran.stderr);
    assert!(holding(&project, "public", SECRET).len() > 4);
}

#[test]
fn a_plan_that_is_shown_whole_keeps_it() {
    let project = Project::empty()
        .file("phasebook.toml", "[audience.desk]\nsections = [\"!Budget\"]\n")
        .file("content/whole.md", &plan(""))
        .file("content/whole.measures.json", &json(""));
    build(&project, "desk");
    let page = project.read("public-desk/plans/whole/index.html");
    assert!(page.contains("Rollback trigger met"), "{page}");
}
