use std::sync::Arc;

use super::entries as entries_of;
use super::*;
use crate::analysis::changes::ChangeLine;
use crate::analysis::past::{PlanVersion, VersionChanges};
use crate::model::date::{add_days, parse_iso};
use crate::model::header::StatusKind;
use crate::model::history::Commit;
use crate::model::phase::PhasePosition;
use crate::portfolio::fixture::entry;
use crate::portfolio::{Approval, PlanEntry};
use crate::view::portfolio::fixture::site;

fn waiting(title: &str, approver: Option<&str>, due: Option<&str>) -> PlanEntry {
    let mut entry = entry(&format!("{title}.md"), title, Some(StatusKind::InProgress));
    entry.summary.phases = vec![
        ("Phase 0".to_owned(), "phase-0".to_owned()),
        ("Phase 1".to_owned(), "phase-1".to_owned()),
    ]
    .into();
    entry.summary.gates_wanted = [std::sync::Arc::new(GateSummary {
        verdict: GateVerdict::Blocked,
        phase: 0,
        met: 1,
        total: 2,
        approver: approver.map(str::to_owned),
        blockers: vec!["tests pass".to_owned()],
        missing: Vec::new(),
        due: due.and_then(parse_iso),
        ready_since: None,
        signatures: Vec::new(),
        actions: Box::default(),
    })]
    .into();
    entry.summary.approvals = vec![Approval {
        approver: approver.map(str::to_owned),
        verdict: GateVerdict::Blocked,
        met: 1,
        total: 2,
        due: due.and_then(parse_iso),
        signatures: Vec::new(),
    }]
    .into();
    entry
}

fn decided(title: &str, date: Option<&str>) -> PlanEntry {
    let mut entry = entry(&format!("{title}.md"), title, Some(StatusKind::Complete));
    entry.summary.decisions = vec![DecisionSummary {
        phase: "Phase 0".to_owned(),
        index: None,
        verdict: Some(Verdict::Go),
        verdict_text: "Go".to_owned(),
        by: None,
        date: date.and_then(parse_iso),
        notes: None,
    }]
    .into();
    entry
}

#[test]
fn the_longest_waiting_stand_first() {
    let entries = vec![
        waiting("a", Some("VP"), None),
        waiting("b", Some("PM"), Some("2026-12-01")),
        waiting("c", Some("vp"), Some("2026-11-01")),
        waiting("d", None, Some("2026-11-10")),
    ];
    site(entries, Vec::new(), |context| {
        let (shell, page) = page(context, 1);
        assert_eq!(shell.as_of.as_deref(), Some("As of 22 Nov 2026"));
        assert_eq!((page.waiting[0].id, page.waiting[0].count), ("work", 4));
        let approvers = &page.waiting[0].approvers;
        let groups: Vec<_> = approvers
            .iter()
            .map(|a| {
                let plans: Vec<_> = a.gates.iter().map(|g| g.plan.as_str()).collect();
                let words = a.names.iter().flatten().map(|w| w.text.as_str()).collect::<String>();
                (words, plans)
            })
            .collect();
        assert_eq!(
            groups,
            [
                ("vp".to_owned(), vec!["c", "a"]),
                (String::new(), vec!["d"]),
                ("PM".to_owned(), vec!["b"])
            ]
        );
        let link = approvers[2].names.as_ref().and_then(|words| words[0].href.as_deref());
        assert_eq!(link, Some("owner/roles/pm.html"));
        let gate = &approvers[0].gates[0];
        assert_eq!(gate.gate, "Gate from Phase 0 to Phase 1");
        assert_eq!(gate.href, "plans/c/phase-0.html");
        assert!(gate.overdue && !approvers[2].gates[0].overdue);
        assert_eq!(page.lede.strong, "No gate waits for a decision.");
        assert_eq!(page.lede.rest, "4 wait for work.");
    });
}

#[test]
fn past_decisions_follow_newest_first() {
    let mut entries = vec![
        waiting("w", None, None),
        decided("old", Some("2026-01-01")),
        decided("undated", None),
        decided("new", Some("2026-11-01")),
    ];
    site(entries.clone(), Vec::new(), |context| {
        let (_, page) = page(context, 1);
        let plans: Vec<_> = page.past.iter().map(|d| d.plan.as_str()).collect();
        assert_eq!(plans, ["new", "old", "undated"]);
        assert_eq!(page.pager, None);
    });
    entries.extend((0..150).map(|n| decided(&format!("p{n}"), Some("2025-01-01"))));
    site(entries, Vec::new(), |context| {
        let (_, first) = page(context, 1);
        assert_eq!((first.waiting.len(), first.past.len()), (1, 99));
        let (_, second) = page(context, 2);
        assert_eq!((second.waiting.len(), second.past.len()), (0, 54));
        assert_eq!(second.past[53].plan, "undated");
        let summary = second.pager.map(|p| p.summary);
        assert_eq!(summary.as_deref(), Some("101–154 of 154 gates and decisions"));
    });
}

/// The planned end of the live phase of a plan moved by so many days.
fn slipped(title: &str, days: i64) -> PlanEntry {
    let mut entry = entry(&format!("{title}.md"), title, Some(StatusKind::InProgress));
    entry.summary.phases = vec![("Phase 0".to_owned(), "phase-0".to_owned())].into();
    entry.summary.current.state = CurrentPhaseState::Live;
    entry.summary.current.position = Some(PhasePosition::from_index(0));
    let first = parse_iso("2026-11-01").expect("a date");
    let change = ChangeLine {
        kind: "date-moved".into(),
        subject: Some("Phase 0".into()),
        what: "Phase 0: end changed".into(),
        before: Some(first.to_string().into()),
        after: add_days(first, days).map(|day| day.to_string().into()),
        shift: None,
        is_wording: false,
        old_line: None,
        line: None,
    };
    let (id, author, subject) = ("0".repeat(40), "Ana".into(), "Move".to_owned());
    entry.versions = vec![PlanVersion {
        commit: Arc::new(Commit { id, date: first, seconds: 0, author, subject }),
        moved_from: None,
        changes: VersionChanges::Compared(vec![change].into()),
    }]
    .into();
    entry
}

#[test]
fn slips_stand_between_gates_and_decisions_the_most_days_first() {
    let mut entries = vec![slipped("a", 7), slipped("b", 21), slipped("c", -7), slipped("d", 14)];
    entries.push(decided("old", Some("2026-01-01")));
    site(entries.clone(), Vec::new(), |context| {
        let (_, page) = page(context, 1);
        let told: Vec<_> = page
            .slipped
            .iter()
            .map(|s| (s.plan.as_str(), s.days.as_str(), s.href.as_str()))
            .collect();
        let expected = [
            ("b", "21 days later", "plans/b/phases.html#moved-ends"),
            ("d", "14 days later", "plans/d/phases.html#moved-ends"),
            ("a", "7 days later", "plans/a/phases.html#moved-ends"),
        ];
        assert_eq!(told, expected);
        assert_eq!((page.slipped_count, page.past.len(), page.pager), (3, 1, None));
        assert_eq!(page.lede.rest, "3 plans have slipped.");
    });
    entries.extend((0..98).map(|n| waiting(&format!("w{n}"), None, None)));
    site(entries, Vec::new(), |context| {
        let (_, first) = page(context, 1);
        assert_eq!((first.slipped.len(), first.slipped_count, first.past.len()), (2, 3, 0));
        let (_, second) = page(context, 2);
        assert_eq!((second.slipped.len(), second.slipped_count, second.past.len()), (1, 3, 1));
        let summary = second.pager.map(|p| p.summary);
        assert_eq!(summary.as_deref(), Some("101–102 of 102 gates, slips and decisions"));
        assert_eq!(entries_of(context), 102);
    });
}
