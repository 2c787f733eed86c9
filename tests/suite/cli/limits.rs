//! What one plan may be and make: above a limit the author is told, and nothing that was written is lost.

use std::fmt::Write as _;
use std::path::Path;

use crate::html::is_page;
use crate::project::{Project, Ran};

/// A live plan of so many phases whose gates lack nothing, with more text behind it.
fn rollout(phases: usize, more: &str) -> String {
    let mut text = String::from(
        "# Rollout Plan: Wide\n\n**Status:** In Progress\n**Owner:** Ann Lee\n**Current phase:** Phase 1\n\n\
         ## Rollout Phases\n\n| Phase | Go / No-Go |\n|---|---|\n",
    );
    for phase in 0..phases {
        let _ = writeln!(text, "| Phase {phase} | PM |");
    }
    let criteria = "\n### Phase Transition Criteria\n\n- [x] Dashboards are quiet\n";
    let rollback = "\n## Rollback Plan\n\n### Rollback Steps\n\n1. Turn it off\n\n\
                    ## Rollback Owners\n\n| Phase | Primary | Backup |\n|---|---|---|\n| All | SRE | DBA |\n";
    text + criteria + rollback + more
}

fn site_of(plan: &str, settings: &str) -> Project {
    Project::empty().file("content/plan.md", plan).file("phasebook.toml", settings)
}

/// Bytes and pages of the published site.
fn extent(project: &Project) -> (usize, usize) {
    let files = project.files("public");
    let pages = files
        .keys()
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == "html"))
        .count();
    (files.values().map(Vec::len).sum(), pages)
}

/// Builds a plan, and holds it to what a plan may make.
#[track_caller]
fn is_in_proportion(text: &str) -> (Project, Ran) {
    let none = site_of("P\n", "");
    none.build(0);
    let project = site_of(text, "");
    let ran = project.run(&["build"]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    let ((bytes, pages), (free_bytes, free_pages)) = (extent(&project), extent(&none));
    let (bytes, pages) = (bytes - free_bytes, pages - free_pages);
    assert!(bytes <= 200 * text.len() + 2_000_000, "{bytes} bytes of {}", text.len());
    assert!(pages <= 2_000, "{pages} pages");
    (project, ran)
}

#[test]
fn a_folder_in_more_others_than_the_limit_is_named_and_not_entered() {
    let inside = format!("content/{}plan.md", "d/".repeat(32));
    let beyond = format!("content/{}plan.md", "d/".repeat(33));
    let plan = rollout(2, "");
    let project = Project::empty().file(&inside, &plan).file(&beyond, &plan);
    let ran = project.build(1);
    let named = format!("--> content/{}\n", ["d"; 33].join("/"));
    let told = "this folder is not read: it lies in 32 others, and that is the limit";
    for words in [named.as_str(), told, "folder_depth"] {
        assert!(ran.stderr.contains(words), "does not say `{words}`:\n{}", ran.stderr);
    }
    assert!(ran.stdout.starts_with("1 plan, "), "{}", ran.stdout);
    assert!(project.read("public/findings.html").contains("it lies in 32 others"));
    assert!(project.run(&["check"]).stdout.contains(told));
    project.write("phasebook.toml", "[limits]\nfolder_depth = 33\n");
    assert!(project.run(&["build"]).stdout.starts_with("2 plans, "));
}

#[test]
fn a_plan_whose_phases_are_cut_is_never_ready() {
    let plan = rollout(6, "");
    let whole = site_of(&plan, "[limits]\nphases = 6\n").run(&["export"]).json();
    assert_eq!(whole["plans"][0]["phases"][1]["gate"]["verdict"], "ready");
    let project = site_of(&plan, "[limits]\nphases = 5\n");
    let ran = project.build(1);
    assert!(ran.stderr.contains("6 phases are over the limit of 5"), "{}", ran.stderr);
    let data = project.run(&["export"]).json();
    let phases = data["plans"][0]["phases"].as_array().expect("phases");
    assert_eq!(phases.len(), 5);
    assert_eq!(phases[1]["gate"]["verdict"], "unknown");
    assert_eq!(phases[1]["gate"]["missing"][0], "1 phase after the first 5");
    let attention = project.read("public/views/attention.html");
    assert!(attention.contains("over the limit"), "{attention}");
    assert!(project.read("public/plans/plan/source.html").contains("Phase 5"));
    assert!(!project.exists("public/plans/plan/phase-5.html"));
}

#[test]
fn a_cut_plan_is_not_done_when_its_last_known_phase_is() {
    let log = "\n## Go / No-Go Log\n\n| Phase | Decision |\n|---|---|\n| Phase 4 | Go |\n";
    let plan = rollout(6, log).replace("**Current phase:** Phase 1\n", "");
    let project = site_of(&plan, "[limits]\nphases = 5\n");
    project.build(1);
    let data = project.run(&["export"]).json();
    assert_eq!(data["plans"][0]["current_phase_state"], "not-stated");
    assert!(project.read("public/views/attention.html").contains("over the limit"));
}

#[test]
fn owners_above_the_limit_have_no_page_and_no_link() {
    let owners = "\n## Risk Register\n\n| ID | Risk | Likelihood | Impact | Owner |\n|---|---|---|---|---|\n\
                  | R1 | Slow | High | High | Cem Ak |\n| R2 | Down | High | High | Dee Ray, Eve Fox |\n";
    let project = site_of(&rollout(2, owners), "[limits]\nowners = 5\n");
    let ran = project.build(1);
    let told = "the plan names 7 people and roles, over the limit of 5";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
    let known = ["ann-lee", "roles/pm", "roles/sre", "roles/dba", "cem-ak"];
    assert!(known.iter().all(|who| project.exists(&format!("public/owner/{who}.html"))));
    for (path, bytes) in project.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("dee-ray.html") && !text.contains("eve-fox.html"), "{path}");
    }
    let risks = project.read("public/plans/plan/risks.html");
    assert!(risks.contains("Dee Ray, Eve Fox"), "the names stand as written");
    let nobody = project.read("public/owner/nobody.html");
    assert!(!nobody.contains("R2"), "whoever has no page is somebody");
}

#[test]
fn an_owner_line_of_thousands_makes_no_thousands_of_pages() {
    let mut owners = String::new();
    for n in 0..8_000 {
        let _ = write!(owners, "Owner X{n}, ");
    }
    let (project, ran) = is_in_proportion(&rollout(5, "").replace("Ann Lee", &owners));
    assert!(ran.stderr.contains("over the limit of 200"), "{}", ran.stderr);
    let people = project.files("public/owner").keys().filter(|path| is_page(path)).count();
    assert!((200..260).contains(&people), "{people}");
}

#[test]
fn phases_conditions_and_rollback_owners_do_not_multiply() {
    let rows = "| All | Ann | Bob |\n".repeat(300);
    let more = format!("{rows}\n### Phase Transition Criteria\n\n{}", "- [ ] c\n".repeat(1500));
    let (project, ran) = is_in_proportion(&rollout(500, &more));
    let told = project.run(&["check", "--all"]).stdout;
    assert!(told.contains("no page"), "{}{told}", ran.stderr);
    let phases = project.read("public/plans/plan/phases.html");
    assert!(phases.contains("Phase 499") && !project.exists("public/plans/plan/phase-499.html"));
    assert!(project.read("public/plans/plan/phase-1.html").contains("more"));
}

#[test]
fn a_long_title_is_whole_once() {
    let title = "word ".repeat(4_000);
    let (project, _) = is_in_proportion(&rollout(150, "").replace("Wide", &title));
    assert!(project.read("public/plans/plan/index.html").contains(title.trim()));
    assert!(project.read("public/plans/plan/phase-1.html").len() < 30_000);
}

#[test]
fn short_rows_of_a_wide_table_cost_what_they_say() {
    let header = format!("|Risk|{}\n|{}\n", "a|".repeat(250), "-|".repeat(251));
    let text = format!("# Rollout Plan: Wide\n\n## Risks\n\n{header}{}", "|one\n".repeat(2000));
    let project = Project::empty().file("content/wide.md", &text);
    project.build(0);
    let page = project.page("plans/wide/source.html");
    assert!(page.contains("<td colspan=\"250\">"), "the empty cells are one");
    assert!(page.len() < 300 * 2000, "{} bytes", page.len());
}

#[test]
fn lines_behind_more_marks_than_the_limit_are_shown_as_written_and_open_no_gate() {
    let more = "\n## Risk Register\n\n| Risk | Likelihood | Impact |\n|---|---|---|\n\
                | *All data* is lost | High | High |\n";
    let plan = rollout(3, more);
    let project = site_of(&plan, "");
    assert!(!project.build(1).stderr.contains("limit-exceeded"));
    let risks = project.read("public/plans/plan/risks.html");
    assert!(risks.contains("<em>All data</em>"), "a risk like others");

    project.write("phasebook.toml", "[limits]\nmarks = 90\n");
    let ran = project.build(1);
    for said in
        ["limit-exceeded", "more than 90 Markdown marks", "nothing from here on is read", "`marks`"]
    {
        assert!(ran.stderr.contains(said), "no {said:?} in {}", ran.stderr);
    }
    let gate = project.read("public/plans/plan/phase-1.html");
    assert!(gate.contains("line after the first"), "{gate}");
    let source = project.read("public/plans/plan/source.html");
    assert!(source.contains("| *All data* is lost | High | High |"), "{source}");
    assert!(
        project.read("public/index.html").contains("line after the first"),
        "it needs attention"
    );

    project.write("phasebook.toml", "[limits]\nmarks = 1\n");
    let ran = project.build(0);
    assert!(ran.stderr.contains("more than 1 Markdown marks"), "{}", ran.stderr);
}
