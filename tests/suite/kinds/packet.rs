//! What is known before a gate is decided, and who can do what for it.

use crate::html::{EXAMPLE, Site};
use crate::project::Project;

/// A plan whose gate waits for three people.
const PLAN: &str = "# Rollout Plan: Night trains\n\n**Status:** In Progress\n**Owner:** Piet Mol\n\
    **Current phase:** Phase 0\n\n## Rollout Phases\n\n| Phase | Go / No-Go |\n|---|---|\n\
    | Phase 0 — Staff | Ada Lark |\n| Phase 1 — All | Ada Lark |\n\n### Phase Transition Criteria\n\n\
    - [ ] Trains run on time\n- [ ] The approver has signed off\n\n## Risk Register\n\n\
    | ID | Risk | Likelihood | Impact | Owner | Mitigation | Status |\n|---|---|---|---|---|---|---|\n\
    | R1 | Snow | High | Critical | Ines Vogel | Ploughs before Phase 1 | Open |\n\
    | R2 | Fog | High | Critical | Ines Vogel | Lamps | Accepted by Ada Lark until 2026-12-31: rare |\n\n\
    ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner |\n|---|---|\n| All | Joao |\n";

fn built(plan: &str) -> Site {
    let project = Project::empty().file("content/trains.md", plan);
    project.run(&["build"]);
    Site::of(&project, "public")
}

fn actions(site: &Site) -> Vec<String> {
    let page = site.page("actions.html");
    let items = page.main().all("li");
    items.iter().map(|item| item.text()).collect()
}

#[test]
fn every_blocker_is_an_action_of_who_can_do_it_and_signing_comes_last() {
    let told = actions(&built(PLAN));
    let begins: Vec<&str> =
        told.iter().map(|row| row.split(" Night trains").next().unwrap_or(row)).collect();
    assert_eq!(
        begins,
        [
            "Piet Mol: Confirm a criterion Not confirmed: Trains run on time",
            "Ines Vogel: Close, mitigate or accept a risk Severe risk R1 is open: Snow",
            "Ada Lark: Sign Awaiting sign-off: Ada Lark",
        ]
    );
    assert!(told[0].ends_with("With 2 more makes the gate ready"), "{told:?}");
}

#[test]
fn a_gate_that_nothing_blocks_wants_a_decision() {
    let told = actions(&built(&PLAN.replace("[ ]", "[x]").replace("| Open |", "| Mitigated |")));
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("Ada Lark: Decide") && told[0].ends_with("Decides the gate"),
        "{told:?}"
    );
}

#[test]
fn a_packet_holds_what_the_decision_needs() {
    let site = built(PLAN);
    let page = site.page("plans/trains/gate-0-packet.html").main_text();
    for part in [
        "Not yet. 0 of 2 criteria met, and 1 risk blocks it",
        "Shortest way to Go",
        "R1: Snow (Severe)",
        "R2: Fog (Severe) · accepted by Ada Lark until 31 Dec 2026",
        "| Phase 0 | Go | Ada Lark | 2026-11-22 | |",
        "## Go / No-Go Log",
        "Ada Lark | Go ☐ No-Go ☐",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let overview = site.page("plans/trains/index.html").main_text();
    assert!(overview.contains("Packet for the decision"), "{overview}");
}

#[test]
fn gates_that_are_passed_or_not_due_have_no_packet() {
    let packets = EXAMPLE.pages.keys().filter(|path| path.ends_with("-packet.html"));
    let packets: Vec<&String> = packets.collect();
    assert!(
        packets
            .iter()
            .any(|path| *path == "plans/payments/instant-supplier-payouts/gate-1-packet.html")
    );
    let site =
        built(&PLAN.replace("In Progress", "Complete").replace("**Current phase:** Phase 0\n", ""));
    assert!(!site.pages.keys().any(|path| path.ends_with("-packet.html")));
    assert_eq!(
        site.page("actions.html").main_text(),
        "What waits for whom No gate is waiting for anyone. Gates and decisions"
    );
}
