use super::*;
use crate::model::header::StatusKind;
use crate::model::phase::{PhaseNumber, PhasePosition};
use crate::model::plan::Plan;
use crate::model::risk::LevelKind::{Critical, High, Low};
use crate::model::risk::RiskStatusKind;
use crate::model::rollback::RollbackOwner;
use crate::portfolio::PlanEntry;
use crate::portfolio::fixture::{entry, entry_of, phase, risk, text, with_status};
use crate::text::Span;
use crate::view::portfolio::fixture::{plan_of, site};

/// A plan with an owner and a status, without anything else.
fn plan(status: StatusKind, owner: &str) -> Plan {
    let mut plan = Plan::clone(&entry("x.md", "X", Some(status)).plan);
    plan.header.owner = Some(text(owner));
    plan
}

/// A live plan in the first of two phases, whose gates Jonas and the PM sign; Dana answers for a severe
/// risk, Jonas for a closed one, and both are called.
fn live(title: &str) -> PlanEntry {
    let mut plan = plan(StatusKind::InProgress, "jonas  weber");
    plan.header.owner = Some(text("Jonas Weber"));
    if let Some(written) = &mut plan.header.title {
        written.value = title.to_owned();
    }
    for (index, approver) in ["Jonas Weber + PM", "PM"].into_iter().enumerate() {
        let number = PhaseNumber::whole(u16::try_from(index).unwrap_or_default().into());
        let mut phase = phase(index, Some(number), &format!("P{index}"));
        phase.go_no_go = Some(text(approver));
        plan.phases.push(phase);
    }
    let mut severe = risk("R1", High, Critical);
    severe.owner = Some(text("Dana Ruiz (EU)"));
    let mut closed = with_status(risk("R2", Low, Low), RiskStatusKind::Closed);
    closed.owner = Some(text("Bo Li"));
    plan.risks = vec![severe, closed, risk("R3", Low, Low)];
    plan.rollback.owners.push(RollbackOwner {
        phases_text: text("All"),
        phases: vec![PhasePosition::from_index(0), PhasePosition::from_index(1)],
        names_phases: true,
        primary: Some(text("Dana Ruiz, +49 30 555 0102")),
        backup: Some(text("JONAS WEBER")),
        span: Span::default(),
    });
    entry_of(&format!("{title}.md"), plan, Some(0))
}

/// The page of a name, by the slug.
fn page_of(context: &Context<'_>, kind: WhoKind, slug: &str, n: usize) -> OwnerPage {
    let owner = context.portfolio.owners(context.settings).find(kind, slug).expect("an owner");
    page(context, owner, n).1
}

#[test]
fn a_person_has_plans_risks_gates_and_duties() {
    site(vec![live("one"), live("two")], Vec::new(), |context| {
        let jonas = page_of(context, WhoKind::Person, "jonas-weber", 1);
        assert_eq!(jonas.name.as_deref(), Some("Jonas Weber"));
        assert_eq!(jonas.lede.strong, "owns 2 plans, 2 live;");
        assert_eq!(
            jonas.lede.rest,
            "has 2 gates to sign now; is the backup rollback owner of 2 live plans."
        );
        assert_eq!((jonas.risks, jonas.settled, jonas.hint), (None, None, None));
        let plans = jonas.plans.expect("plans").rows.rows;
        assert_eq!(plans[1].href, "../plans/two/index.html");
        let duties = jonas.duties.expect("duties");
        let first = &duties.rows[0];
        assert_eq!((duties.count, first.called, first.live), (2, "Backup", true));
        assert_eq!(
            (first.href.as_str(), first.phases.as_deref()),
            ("../plans/one/rollback.html", Some("All"))
        );
        let dana = page_of(context, WhoKind::Person, "dana-ruiz", 1);
        assert_eq!(dana.lede.strong, "owns 2 open risks, 2 severe;");
        assert_eq!(dana.lede.rest, "is the primary rollback owner of 2 live plans.");
        let risks = dana.risks.expect("risks");
        assert_eq!(risks.rows[0].href, "../plans/one/risks.html#r1");
    });
}

#[test]
fn a_role_says_how_to_name_a_person() {
    site(vec![live("one")], Vec::new(), |context| {
        let pm = page_of(context, WhoKind::Role, "pm", 1);
        assert_eq!(pm.lede.strong, "has 1 gate to sign now, 1 later.");
        assert_eq!(pm.hint.as_deref(), Some("[people] \"PM\" = \"…\""));
        let gates = pm.gates.expect("gates");
        let shown: Vec<_> = gates.rows.iter().map(|g| (g.gate.as_str(), g.badge.verdict)).collect();
        assert_eq!(
            shown,
            [
                ("Gate from Phase 0 — P0 to Phase 1 — P1", "ready"),
                ("Gate at the end of Phase 1 — P1", "not-yet-due")
            ]
        );
        assert_eq!(gates.rows[0].href.as_deref(), Some("../../plans/one/phase-0-p0.html"));
        let links: Vec<_> = pm.trail.links.iter().map(|a| a.href.as_str()).collect();
        assert_eq!(links, ["../../index.html", "../roles.html"]);
    });
}

#[test]
fn whoever_is_named_has_a_page_though_all_is_settled() {
    let done = entry_of("done.md", plan(StatusKind::Complete, "Ada Bell"), None);
    site(vec![live("one"), done], Vec::new(), |context| {
        let bo = page_of(context, WhoKind::Person, "bo-li", 1);
        assert_eq!(bo.lede.strong, "has nothing open.");
        assert_eq!(bo.lede.rest, "All their work in 1 plan is finished.");
        assert_eq!(bo.settled.map(|part| part.rows[0].title.clone()), Some("one".to_owned()));
        let ada = page_of(context, WhoKind::Person, "ada-bell", 1);
        assert_eq!((ada.lede.strong.as_str(), ada.settled), ("owns 1 plan.", None));
    });
}

#[test]
fn what_nobody_has_is_listed() {
    let mut without = plan(StatusKind::Approved, "TBD");
    without.header.author = Some(text("Dana Ruiz"));
    without.phases.push(phase(0, None, "Only"));
    let mut unmanned = plan(StatusKind::InProgress, "Bo Li");
    unmanned.phases = live("x").plan.phases.clone();
    let mut authored = plan_of(Vec::new());
    authored.header = without.header.clone();
    authored.header.owner = None;
    let draft = plan(StatusKind::Draft, "none");
    let entries = vec![
        entry_of("without.md", without, None),
        entry_of("unmanned.md", unmanned, Some(0)),
        entry_of("authored.md", authored, None),
        entry_of("draft.md", draft, None),
        live("one"),
    ];
    site(entries, Vec::new(), |context| {
        let page = nobody(context, 1).1;
        assert_eq!(
            page.lede.strong,
            "2 plans, 1 open risk, 1 gate and 1 current phase are unassigned."
        );
        let plans = page.plans.expect("plans").rows.rows;
        let mut hrefs: Vec<_> = plans.iter().map(|p| p.href.as_str()).collect();
        hrefs.sort_unstable();
        assert_eq!(hrefs, ["../plans/authored/index.html", "../plans/without/index.html"]);
        let duty = &page.duties.expect("duties").rows[0];
        assert_eq!((duty.phases.as_deref(), duty.called), (Some("Phase 0 — P0"), "Unassigned"));
        assert_eq!(page.name, None);
    });
    site(Vec::new(), Vec::new(), |context| {
        assert_eq!(nobody(context, 1).1.lede.strong, "Nothing is unassigned.");
    });
}

#[test]
fn the_longest_list_sets_the_pages_and_nothing_is_left_out() {
    let entries = (0..60).map(|n| live(&format!("p{n:02}"))).collect();
    site(entries, Vec::new(), |context| {
        let owners = context.portfolio.owners(context.settings);
        let pm = owners.find(WhoKind::Role, "pm").expect("the role");
        assert_eq!((pages(pm), pm.gates.len()), (2, 120));
        let first = page(context, pm, 1).1;
        let second = page(context, pm, 2).1;
        let counts = [&first, &second].map(|p| p.gates.as_ref().map_or(0, |part| part.rows.len()));
        assert_eq!(counts, [100, 20]);
        let pager = second.pager.expect("two pages");
        assert_eq!(
            (pager.summary.as_str(), pager.previous.as_deref()),
            ("Page 2 of 2", Some("pm.html"))
        );
        assert_eq!(second.title, "PM, page 2");
        let jonas = owners.find(WhoKind::Person, "jonas-weber").expect("the person");
        let last = page(context, jonas, 2).1;
        assert_eq!(last.plans.map(|part| (part.count, part.rows.rows.len())), Some((60, 10)));
        assert_eq!((last.gates, last.duties), (None, None));
    });
}
