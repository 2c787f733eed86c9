//! Two weeks of commits.

use super::repository::Repository;
use crate::project::{ALPHA, REFERENCE_TEMPLATE};

/// [`ALPHA`] with passages replaced, each of which stands in it once.
pub(super) fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(ALPHA.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    })
}

/// A live plan in its first phase, the days of its two phases, and its log.
fn beta(days: [&str; 2], log: &str) -> String {
    format!(
        "# Rollout Plan: Beta billing\n\n**Owner:** Kim Ono\n**Status:** In Progress\n**Current phase:** Phase 1\n\n\
         ## Rollout Phases\n\n\
         | Phase | Users | Start | End | Success Criteria | Go / No-Go |\n|---|---|---|---|---|---|\n\
         | Phase 1 — Pilot | 20 | 2026-11-02 | {} | No bugs | Head of billing |\n\
         | Phase 2 — All | 100% | 2026-12-07 | {} | No bugs | Head of billing |\n\n\
         ### Phase Transition Criteria\n\n- [ ] Books are closed\n\n\
         ## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n{log}",
        days[0], days[1]
    )
}

const GO: &str = "| Phase 0 | Go | Head of billing | 2026-11-16 |\n";

/// A live plan whose gate is ready, and what ends soon.
const GAMMA: &str = "\
# Rollout Plan: Gamma

**Owner:** Dana Ruiz
**Status:** In Progress
**Next review:** 2026-11-24
**Current phase:** Phase 1

## Rollout Phases

| Phase | Users | End | Success Criteria | Go / No-Go |
|---|---|---|---|---|
| Phase 1 — Pilot | 20 | 2026-11-29 | No bugs | Head of EU |
| Phase 2 — All | 100% | 2026-12-18 | No bugs | Head of EU |

### Phase Transition Criteria

- [x] Books are closed

## Risk Register

| ID | Risk | Likelihood | Impact | Status | Accepted by | Accepted until |
|---|---|---|---|---|---|---|
| R1 | Rates are late | Low | Low | Accepted | Ana Lima | 2026-11-25 |

## Rollback Plan

### Rollback Owners

| Phase | Primary Owner |
|---|---|
| Phase 1–2 | Kim Ono |
";

/// Two weeks of commits of two plans, a third that began in the second week, and a template.
pub(super) fn weeks() -> Repository {
    let repository = Repository::new();
    let first = beta(["2026-11-20", "2026-12-18"], "");
    repository.project.write("content/pay/beta.md", &first);
    repository.project.write("content/template.md", REFERENCE_TEMPLATE);
    repository.commit("2026-11-08", "Ana Lima", "content/alpha.md", ALPHA);
    let users = [("| ~200 users |", "| ~300 users |")];
    repository.commit("2026-11-10", "Ana Lima", "content/alpha.md", &edited(&users));
    let looser = [("error rate < 1% for 7 days", "error rate < 3% for 7 days")];
    let looser = [&users[..], &looser].concat();
    repository.commit("2026-11-16", "Kim Ono", "content/alpha.md", &edited(&looser));
    let ticked = [
        ("- [ ] The approver has signed off", "- [x] The approver has signed off"),
        ("2. Verify: the old search answers", "2. Verify that the old search answers"),
    ];
    let ticked = [&looser[..], &ticked].concat();
    repository.commit("2026-11-17", "Kim Ono", "content/alpha.md", &edited(&ticked));
    let later = beta(["2026-11-20", "2026-12-22"], GO);
    repository.commit("2026-11-18", "Kim Ono", "content/pay/beta.md", &later);
    let last = beta(["2026-11-20", "2027-01-08"], GO);
    repository.commit("2026-11-19", "Kim Ono", "content/pay/beta.md", &last);
    repository.commit("2026-11-20", "Dana Ruiz", "content/pay/eu/gamma.md", GAMMA);
    repository
}
