//! What is told of a plan that is shown in part: nothing that the whole plan does not say.

use super::build;
use crate::html::{Site, parse};
use crate::project::Project;

/// A plan whose gate is blocked by a severe risk alone.
const BLOCKED_BY_RISK: &str = "\
# Rollout Plan: Alpha

**Status:** In Progress
**Owner:** Dana Ruiz
**Current phase:** Phase 0

## Rollout Phases

| Phase | Users | Duration | Success Criteria | Go / No-Go |
|---|---|---|---|---|
| Phase 0 — Staff | ~40 users | 1 week | No P0 bugs | Product lead |
| Phase 1 — Everybody | All users | Ongoing | Error rate < 1% | Head of product |

### Phase Transition Criteria

- [x] Dashboards show the new feature

## Risk Register

| ID | Risk | Likelihood | Impact | Mitigation | Owner | Status |
|---|---|---|---|---|---|---|
| R1 | Searches are slow under load | High | Critical | Load test before Phase 1 | Search team | Open |

## Rollback Plan

### Rollback Triggers

- Error rate above 2%

### Rollback Steps

1. Turn `saved_searches` off for everybody

### Rollback Owners

| Phase | Primary Owner | Backup Owner |
|---|---|---|
| All | Ana Lima | Kim Ono |
";

fn project(text: &str, audience: &str) -> Project {
    let settings = format!("[audience.a]\n{audience}\n");
    Project::empty().file("phasebook.toml", &settings).file("content/alpha.md", text)
}

fn plan(project: &Project, arguments: &[&str]) -> serde_json::Value {
    let arguments = [&["export", "--today", "2026-11-22"], arguments].concat();
    project.run(&arguments).json()["plans"][0].clone()
}

/// The verdict on the gate of phase 0: of the whole plan, and as the audience is told it.
#[track_caller]
fn verdicts(text: &str, audience: &str) -> (String, serde_json::Value) {
    let project = project(text, audience);
    let whole = plan(&project, &[]);
    let told = plan(&project, &["--audience", "a"]);
    let gate = |plan: &serde_json::Value| plan["phases"][0]["gate"].clone();
    let whole = gate(&whole)["verdict"].as_str().expect("a verdict").to_owned();
    (whole, gate(&told))
}

#[test]
fn a_gate_is_judged_by_the_whole_plan() {
    for hidden in
        ["sections = [\"!risks\"]", "columns = [\"!Likelihood\"]", "columns = [\"!Mitigation\"]"]
    {
        let (whole, told) = verdicts(BLOCKED_BY_RISK, hidden);
        assert_eq!((whole.as_str(), &told["verdict"]), ("blocked", &"blocked".into()), "{hidden}");
        let text = "1 blocker is not shown to this audience";
        assert_eq!(told["blockers"][0]["text"], text, "{hidden}");
    }
    // What only seems to block, because its end is not shown, does not.
    let closed = BLOCKED_BY_RISK.replace("| Open |", "| Closed |");
    let (whole, told) = verdicts(&closed, "columns = [\"!Status\"]");
    assert_eq!((whole.as_str(), &told["verdict"]), ("ready", &"ready".into()));
    // What seems to be missing because it is not shown is not.
    for hidden in [
        "sections = [\"!rollback\"]",
        "columns = [\"!Go / No-Go\"]",
        "sections = [\"!transition-criteria\"]",
    ] {
        let (whole, told) = verdicts(&closed, hidden);
        assert_eq!((whole.as_str(), &told["verdict"]), ("ready", &"ready".into()), "{hidden}");
    }
    let unread = BLOCKED_BY_RISK.replace("| High | Critical |", "| ? | ? |");
    let (whole, told) = verdicts(&unread, "sections = [\"!risks\"]");
    assert_eq!((whole.as_str(), &told["verdict"]), ("unknown", &"unknown".into()));
    assert_eq!(told["missing"][0], "what is not shown to this audience");
}

#[test]
fn a_decision_that_is_not_shown_moves_the_plan_all_the_same() {
    let log = "\n## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n\
               | Phase 0 | Go | Ana Lima | 2026-11-02 |\n";
    let text = BLOCKED_BY_RISK.replace("**Current phase:** Phase 0\n", "") + log;
    let project = project(&text, "sections = [\"!decisions\"]");
    let told = plan(&project, &["--audience", "a"]);
    assert_eq!(
        (&told["current_phase"], &told["current_phase_from"]),
        (&1.into(), &serde_json::Value::Null)
    );
    assert_eq!(told["phases"][0]["gate"]["verdict"], "passed");
    assert_eq!(told["decisions"], serde_json::json!([]));
    build(&project, "a");
    let page = parse(&project.read("public-a/plans/alpha/phase-0-staff.html")).main_text();
    assert!(
        page.contains("The decision is not shown to this audience")
            || page.contains("A later phase is current"),
        "{page}"
    );
    let page = parse(&project.read("public-a/plans/alpha/index.html")).main_text();
    assert!(
        page.contains("It follows from a part of the plan that is not shown to this audience."),
        "{page}"
    );
}

#[test]
fn no_finding_tells_of_what_is_left_out() {
    let hidden = "sections = [\"!risks\", \"!rollback\", \"!transition-criteria\"]\ncolumns = [\"!Go / No-Go\", \"!Owner\"]";
    let project = project(BLOCKED_BY_RISK, hidden);
    let whole = plan(&project, &[]);
    let told = plan(&project, &["--audience", "a"]);
    let codes = |plan: &serde_json::Value| -> Vec<String> {
        let findings = plan["findings"].as_array().expect("findings").clone();
        findings.iter().map(|finding| finding["code"].to_string()).collect()
    };
    let known = codes(&whole);
    assert!(codes(&told).iter().all(|code| known.contains(code)), "{:?} {known:?}", codes(&told));
    let expected = serde_json::json!(["transition_criteria", "risks", "rollback"]);
    assert_eq!(told["not_shown"], expected);
    assert_eq!(whole["not_shown"], serde_json::Value::Null);
}

#[test]
fn pages_say_what_is_not_shown_and_never_that_it_is_not_there() {
    let hidden = "sections = [\"!risks\", \"!rollback\", \"!checklists\"]";
    let project = project(BLOCKED_BY_RISK, hidden);
    build(&project, "a");
    let site = Site::of(&project, "public-a");
    let page = |path: &str| site.page(path).main_text();
    let note =
        "Edition for “a”: not everything is shown. Sections left out: risks, rollback, checklists.";
    for path in ["index.html", "risks.html", "plans/alpha/index.html", "plans/alpha/source.html"] {
        assert!(page(path).contains(note), "{path}: {}", page(path));
    }
    let overview = page("plans/alpha/index.html");
    assert!(
        overview.contains("It cannot advance: 1 blocker is not shown to this audience."),
        "{overview}"
    );
    assert!(page("plans/alpha/risks.html").contains("No risks are shown to this audience."));
    assert!(page("plans/alpha/rollback.html").contains("Not shown to this audience"));
    assert!(page("risks.html").contains("No open risk is shown to this audience."));
    let nobody = page("owner/nobody.html");
    assert!(!nobody.contains("Alpha"), "{nobody}");
    for path in [
        "plans/alpha/index.html",
        "plans/alpha/rollback.html",
        "plans/alpha/phase-0-staff.html",
        "index.html",
        "rollback.html",
    ] {
        let text = page(path);
        for lie in [
            "No rollback",
            "no rollback owner is",
            "No one is assigned",
            "nobody to call",
            "No risks recorded",
            "No checklist items",
        ] {
            assert!(!text.contains(lie), "{path} says “{lie}”: {text}");
        }
    }
    // A site for all says nothing of the kind.
    project.build(1);
    assert!(!project.page("index.html").contains("Edition for"));
}

#[test]
fn a_plan_stays_one_whatever_is_left_of_it() {
    let hidden = "sections = [\"!phases\", \"!transition-criteria\", \"!risks\", \"!rollback\"]";
    let project = project(BLOCKED_BY_RISK, hidden);
    let told = plan(&project, &["--audience", "a"]);
    assert_eq!((&told["slug"], &told["phases"]), (&"alpha".into(), &serde_json::json!([])));
    assert_eq!(told["current_phase_state"], "not-stated");
    build(&project, "a");
    let page = parse(&project.read("public-a/plans/alpha/index.html")).main_text();
    assert!(page.contains("Not all of its phases are shown to this audience."), "{page}");
}
