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
    let ticked = "Has waited 19 days, since the last criterion was ticked on 3 Nov 2026";
    check_waited(&repository, Some(ticked));
    // What no gate hangs on, boxes of the day of the launch too.
    let later = [TICK, ("- [ ] Call", "- [x] Call"), ("2026-11-15", "2026-11-29")];
    repository.commit("2026-11-10", "Ana Lima", PLAN, &edited(&later));
    check_waited(&repository, Some(ticked));
    // A risk may have blocked it: since then it waits for certain.
    let risk = [&later[..], &[("Call them | Open", "Call them | Closed")]].concat();
    repository.commit("2026-11-12", "Ana Lima", PLAN, &edited(&risk));
    let least =
        "Has waited at least 10 days: nothing that could block it has changed since 12 Nov 2026";
    check_waited(&repository, Some(least));
    // The file says otherwise than the last commit: nobody knows since when.
    let moved = [&risk[..], &[("Call the board", "Call the whole board")]].concat();
    repository.project.write(PLAN, edited(&moved).replace("2026-11-29", "2026-11-20"));
    let due = "Has waited 2 days, since the planned end of its phase on 20 Nov 2026";
    check_waited(&repository, Some(due));
    let page = repository.project.page("plans/delta/phase-1-pilot.html");
    assert!(page.contains("As of 22 Nov 2026"), "what depends on the day says so");
}

#[test]
fn without_commits_a_gate_waits_since_its_phase_was_to_end() {
    let project = crate::project::Project::empty();
    let repository = Repository { project };
    repository.project.write(PLAN, edited(&[TICK]));
    let due = "Has waited 7 days, since the planned end of its phase on 15 Nov 2026";
    check_waited(&repository, Some(due));
    let projected = edited(&[TICK, ("2026-11-15 | |", " | 4 weeks |"), ("2026-10-12", "")]);
    repository.project.write(PLAN, projected);
    let due = "Has waited 14 days, since the projected end of its phase on 8 Nov 2026";
    check_waited(&repository, Some(due));
    repository.project.write(PLAN, edited(&[TICK, ("2026-11-15", "2026-11-29")]));
    check_waited(&repository, None);
    let gates = told(&repository, "gates.html");
    assert!(
        gates.contains("Gate from Phase 1 — Pilot to Phase 2 — All · due 29 Nov 2026"),
        "{gates}"
    );
}
