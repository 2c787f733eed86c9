//! Rollouts that are in each other's way.

use crate::html::{EXAMPLE, Site};
use crate::project::Project;

fn plan(status: &str, flag: &str, start: &str, owner: &str) -> String {
    format!(
        "# Rollout Plan: One of many\n\n**Status:** {status}\n**Flag:** {flag}\n\n## Rollout Phases\n\n\
         | Phase | Start | Duration |\n|---|---|---|\n| Phase 0 — Staff | {start} | 1 week |\n\n\
         ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner | Backup Owner |\n|---|---|---|\n\
         | All | {owner} | Someone Else |\n"
    )
}

fn codes(project: &Project) -> Vec<Vec<String>> {
    let data = project.run(&["export"]).json();
    let plans = data["plans"].as_array().expect("plans").iter();
    plans
        .map(|plan| {
            let findings = plan["findings"].as_array().expect("findings").iter();
            let codes = findings.map(|f| f["code"].as_str().expect("a code").to_owned());
            let known = ["flag-collision", "rollback-owner-collision", "change-in-freeze"];
            codes.filter(|code| known.contains(&&**code)).collect()
        })
        .collect()
}

#[test]
fn flags_and_people_collide_and_closed_plans_do_not() {
    let project = Project::empty()
        .file("content/a.md", &plan("Approved", "`Pay.V2`", "2026-12-01", "Ana Lima, +1 555"))
        .file("content/b.md", &plan("In Progress", "pay.v2, other", "2026-12-07", "Ana Lima"))
        .file("content/c.md", &plan("Complete", "pay.v2", "2026-12-01", "Ana Lima"))
        .file("content/d.md", &plan("Approved", "`else`", "2026-12-08", "Engineer on call"))
        .file("content/e.md", &plan("Approved", "—", "2026-12-08", "Engineer on call"));
    let both = vec!["flag-collision".to_owned(), "rollback-owner-collision".to_owned()];
    assert_eq!(codes(&project), [both.clone(), both, vec![], vec![], vec![]]);
    // Who holds a role is a person.
    project.write("phasebook.toml", "[people]\n\"Engineer on call\" = \"Ana Lima\"\n");
    let told: Vec<usize> = codes(&project).iter().map(Vec::len).collect();
    assert_eq!(told, [2, 2, 0, 1, 1]);
}

#[test]
fn a_freeze_holds_for_its_programs() {
    let freeze =
        "[[freeze]]\nfrom = 2026-12-01\nto = 2026-12-03\nname = \"Sale\"\nprograms = [\"pay\"]\n";
    let project = Project::empty()
        .file("phasebook.toml", freeze)
        .file("content/pay/a.md", &plan("Approved", "a", "2026-12-03", "Ana Lima"))
        .file("content/pay/b.md", &plan("Approved", "b", "2026-11-27", "Ina Vogel"))
        .file("content/pay/c.md", &plan("Approved", "c", "TBD", "Jon Weber"))
        .file("content/other/d.md", &plan("Approved", "d", "2026-12-03", "Mia Kern"));
    let told: Vec<usize> = codes(&project).iter().map(Vec::len).collect();
    assert_eq!(told, [0, 1, 0, 0], "by path: other/d, pay/a, pay/b, pay/c");
    project.build(0);
    let page = Site::of(&project, "public").page("collisions.html").main_text();
    for part in ["Begins in it", "Ends in it", "Can’t tell 1", "Phase 0 — Staff has no dates."]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn an_edit_is_told_to_the_other_plan() {
    let project = Project::empty()
        .file("content/a.md", &plan("Approved", "one", "2026-12-01", "Ana Lima"))
        .file("content/b.md", &plan("Approved", "two", "2026-12-01", "Ina Vogel"));
    project.build(0);
    let overview =
        |project: &Project| Site::of(project, "public").page("plans/a/index.html").main_text();
    assert!(!overview(&project).contains("Collisions"));
    project.write("content/b.md", plan("Approved", "one", "2026-12-01", "Ina Vogel"));
    project.build(0);
    let told = overview(&project);
    assert!(told.contains("Flag one is also that of One of many"), "{told}");
    let clean = project.run(&["build", "--output", "clean"]);
    assert_eq!(clean.status, 0, "{}", clean.stderr);
    assert_eq!(project.files("public"), project.files("clean"));
}

#[test]
fn the_example_has_a_collision_of_each_kind() {
    let page = EXAMPLE.page("collisions.html");
    let headings: Vec<String> = page.main().all("h2").iter().map(|h2| h2.text()).collect();
    for kind in ["One flag", "Called first", "In a freeze", "Can’t tell"] {
        assert!(headings.iter().any(|heading| heading.starts_with(kind)), "{kind}: {headings:?}");
    }
}
