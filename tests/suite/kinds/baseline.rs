//! What is read rightly stays so, whatever is mended beside it.

use serde_json::json;

use super::{codes, each, findings, plan};

#[test]
fn a_plain_plan_is_read_as_it_stands() {
    let plan = plan(
        "# Rollout Plan: Depot\n\n**Status:** In Progress (since May)\n\n## Rollout Phases\n\n\
         | Phase | Users |\n|---|---|\n| Phase 0 — Staff | ~5 users |\n\n\
         ## Risk Register\n\n| ID | Risk | Likelihood | Impact |\n|---|---|---|---|\n\
         | R1 | Frost | High | Low |\n",
    );
    assert_eq!(plan["status"]["kind"], "in-progress");
    assert_eq!(each(&plan["phases"], "name"), [json!("Staff")]);
    assert_eq!(each(&plan["risks"], "likelihood"), [json!("high")]);
    assert!(codes(&plan).contains(&"missing-section"), "{:?}", findings(&plan));
}
