//! How long gates have waited, how long phases took, and what slipped.

use super::repository::Repository;
use crate::html::parse;

const PLAN: &str = "content/delta.md";

/// A live plan of three phases with one criterion and one risk.
const DELTA: &str = "\
# Rollout Plan: Delta

**Status:** In Progress
**Current phase:** Phase 1

## Rollout Phases

| Phase | Scope | Start | End | Duration | Success Criteria | Go / No-Go |
|---|---|---|---|---|---|---|
| Phase 0 — Staff | Staff | 2026-09-28 | 2026-10-11 | 2 weeks | No bugs | Head of EU |
| Phase 1 — Pilot | Some | 2026-10-12 | 2026-11-15 | | No bugs | Head of EU |
| Phase 2 — All | All | | | | No bugs | Head of EU |

### Phase Transition Criteria

- [ ] Books are closed
- [x] Support is trained

## Risk Register

| ID | Risk | Likelihood | Impact | Mitigation | Status |
|---|---|---|---|---|---|
| R1 | Rates are late | Low | Low | Call them | Open |

## Rollback Plan

### Rollback Owners

| Phase | Primary Owner |
|---|---|
| Phase 0–2 | Kim Ono |

## Launch Checklist

### Launch Day

- [ ] Call the board
";

const TICK: (&str, &str) = ("- [ ] Books", "- [x] Books");

fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(DELTA.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    })
}

/// What a page says in its main part.
fn told(repository: &Repository, page: &str) -> String {
    // Its findings do not matter here.
    repository.project.build(1);
    parse(&repository.project.page(page)).main().lines().join("\n")
}

/// The sentence about how long a gate has waited: on the list of gates, which its card and its phase's page repeat.
#[track_caller]
fn check_waited(repository: &Repository, expected: Option<&str>) {
    let gates = told(repository, "gates.html");
    let pages = ["plans/delta/index.html", "plans/delta/phase-1-pilot.html"];
    for page in pages.map(|page| told(repository, page)) {
        match expected {
            Some(words) => assert!(page.contains(&format!("{words}.")), "{page}"),
            None => assert!(!page.contains("Has waited"), "{page}"),
        }
    }
    match expected {
        Some(words) => assert!(gates.contains(words), "{gates}"),
        None => assert!(!gates.contains("Has waited"), "{gates}"),
    }
}

#[test]
fn a_gate_waits_since_its_last_criterion_was_ticked() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, DELTA);
    check_waited(&repository, None);
    repository.commit("2026-11-03", "Ana Lima", PLAN, &edited(&[TICK]));
    let ticked =
        "Has waited 19 days for a decision, since the last criterion was ticked on 3 Nov 2026";
    check_waited(&repository, Some(ticked));
    // What no gate hangs on, boxes of the day of the launch too.
    let later = [TICK, ("- [ ] Call", "- [x] Call"), ("2026-11-15", "2026-11-29")];
    repository.commit("2026-11-10", "Ana Lima", PLAN, &edited(&later));
    check_waited(&repository, Some(ticked));
    // A risk may have blocked it: since then it waits for certain.
    let risk = [&later[..], &[("Call them | Open", "Call them | Closed")]].concat();
    repository.commit("2026-11-12", "Ana Lima", PLAN, &edited(&risk));
    let least = "Has waited at least 10 days for a decision: nothing that could block it has changed since 12 Nov 2026";
    check_waited(&repository, Some(least));
    // The file says otherwise than the last commit: nobody knows since when.
    let moved = [&risk[..], &[("Call the board", "Call the whole board")]].concat();
    repository.project.write(PLAN, edited(&moved).replace("2026-11-29", "2026-11-20"));
    let due = "Has waited 2 days for a decision, since the planned end of its phase on 20 Nov 2026";
    check_waited(&repository, Some(due));
    let page = repository.project.page("plans/delta/phase-1-pilot.html");
    assert!(page.contains("As of 22 Nov 2026"), "what depends on the day says so");
}

#[test]
fn without_commits_a_gate_waits_since_its_phase_was_to_end() {
    let project = crate::project::Project::empty();
    let repository = Repository { project };
    repository.project.write(PLAN, edited(&[TICK]));
    let due = "Has waited 7 days for a decision, since the planned end of its phase on 15 Nov 2026";
    check_waited(&repository, Some(due));
    let projected = edited(&[TICK, ("2026-11-15 | |", " | 4 weeks |"), ("2026-10-12", "")]);
    repository.project.write(PLAN, projected);
    let due =
        "Has waited 14 days for a decision, since the projected end of its phase on 8 Nov 2026";
    check_waited(&repository, Some(due));
    repository.project.write(PLAN, edited(&[TICK, ("2026-11-15", "2026-11-29")]));
    check_waited(&repository, None);
    let gates = told(&repository, "gates.html");
    assert!(
        gates.contains("Gate from Phase 1 — Pilot to Phase 2 — All · due 29 Nov 2026"),
        "{gates}"
    );
}

/// The end of Phase 1 moves twice, under another name the second time; that of Phase 2 once it is stated.
fn slipped() -> Repository {
    let repository = Repository::new();
    let all = ("| Phase 2 — All | All | | | |", "| Phase 2 — All | All | | 2027-01-10 | |");
    let later = ("2026-10-12 | 2026-11-15", "2026-10-12 | 2026-11-22");
    let last = ("2026-10-12 | 2026-11-15", "2026-10-12 | 2026-12-06");
    let name = ("Phase 1 — Pilot", "Phase 1 — Three towns");
    let earlier = ("| Phase 2 — All | All | | | |", "| Phase 2 — All | All | | 2027-01-03 | |");
    repository.commit("2026-10-01", "Ana Lima", PLAN, DELTA);
    repository.commit("2026-10-20", "Ana Lima", PLAN, &edited(&[all, later]));
    repository.commit("2026-11-01", "Kim Ono", PLAN, &edited(&[all, later, name]));
    repository.commit("2026-11-12", "Kim Ono", PLAN, &edited(&[earlier, last, name]));
    repository
}

#[test]
fn planned_ends_that_were_moved_are_told_with_their_commits() {
    let repository = slipped();
    let phases = told(&repository, "plans/delta/phases.html");
    let expected = "\
Planned ends that were moved
Phase 1 — Three towns: moved twice, 21 days later in all
22 Nov 2026 → 6 Dec 2026 12 Nov 2026 · Kim Ono · Write content/delta.md
14 days later
15 Nov 2026 → 22 Nov 2026 20 Oct 2026 · Ana Lima · Write content/delta.md
7 days later
Phase 2 — All: moved once, 7 days earlier
10 Jan 2027 → 3 Jan 2027 12 Nov 2026 · Kim Ono · Write content/delta.md
7 days earlier";
    assert!(phases.ends_with(expected), "{phases}");
    let page = repository.project.page("plans/delta/phases.html");
    let commit = repository.git(&["rev-parse", "HEAD"])[..8].to_owned();
    assert!(page.contains(&format!("href=\"history.html#commit-{commit}\"")), "{page}");
    let history = repository.project.page("plans/delta/history.html");
    assert!(history.contains(&format!("id=\"commit-{commit}\"")), "{history}");
    for page in ["index.html", "phase-1-three-towns.html"] {
        let page = told(&repository, &format!("plans/delta/{page}"));
        assert!(page.contains("Planned end\nmoved twice, 21 days later in all"), "{page}");
    }
    let gates = told(&repository, "gates.html");
    assert!(gates.contains("1 plan has slipped."), "{gates}");
    let expected = "\
Slips 1
Current phases whose stated end date has moved later
Delta Phase 1 — Three towns · planned end moved twice, 21 days later in all: 15 Nov 2026 → 6 Dec 2026
21 days later";
    assert!(gates.contains(expected), "{gates}");
    // The digest tells the same of a time, whatever the phase was called.
    let digest = repository.run(&["digest", "--since", "2026-10-15", "--today", "2026-11-22"]);
    let line = "- **Delta**, Phase 1 — Three towns: end moved 21 days later, 15 Nov 2026 → 6 Dec 2026 \
                (`content/delta.md`, line 11)";
    assert!(digest.stdout.contains(&line.replace("content/", "")), "{}", digest.stdout);
}

#[test]
fn what_no_commit_moved_later_is_no_slip() {
    let repository = Repository::new();
    let end = |day: &str| edited(&[("2026-11-15", day)]);
    repository.commit("2026-10-01", "Ana Lima", PLAN, DELTA);
    repository.commit("2026-10-10", "Ana Lima", PLAN, &end("2026-11-29"));
    repository.commit("2026-10-20", "Ana Lima", PLAN, DELTA);
    let phases = told(&repository, "plans/delta/phases.html");
    assert!(phases.contains("Phase 1 — Pilot: moved twice, back to the first date"), "{phases}");
    assert!(!told(&repository, "gates.html").contains("lip"), "it is where it was");
    // What is not committed is no move, and an end that is no longer stated is none.
    repository.project.write(PLAN, end("2027-01-10"));
    assert!(!told(&repository, "gates.html").contains("slipped"), "nobody committed it");
    repository.commit("2026-11-01", "Ana Lima", PLAN, &end(""));
    assert!(!told(&repository, "plans/delta/phases.html").contains("moved"), "it has no end");
}

#[test]
fn a_phase_says_how_long_it_was_planned_to_last_and_took() {
    let repository = Repository { project: crate::project::Project::empty() };
    let log = "## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n\
               | Phase 0 | Go | Head of EU | 2026-10-12 |\n| Phase 1 | Go | Head of EU | 2026-11-20 |\n\n";
    let stated = ("2026-10-12 | 2026-11-15 | |", "2026-10-12 | | 5 weeks |");
    for (edit, planned, note) in [
        (None, "Planned 35 days, took 39 days", "planned 35 days, took 39 days"),
        (Some(stated), "Planned 5 weeks, took 39 days", "5 weeks took 39 days"),
    ] {
        let edits: Vec<_> =
            edit.into_iter().chain([("**Current phase:** Phase 1\n", "")]).collect();
        let plan = edited(&edits).replace("## Risk Register", &format!("{log}## Risk Register"));
        repository.project.write(PLAN, plan);
        let phase = told(&repository, "plans/delta/phase-1-pilot.html");
        let expected =
            format!("Length\n{planned} from the Go of 12 Oct 2026 to that of 20 Nov 2026");
        assert!(phase.contains(&expected), "{phase}");
        let phases = told(&repository, "plans/delta/phases.html");
        assert!(phases.contains(note), "{phases}");
        // Nothing says when the first phase began.
        let first = told(&repository, "plans/delta/phase-0-staff.html");
        assert!(!first.contains("took"), "{first}");
    }
}
