use super::*;
use crate::analysis::gate::GateVerdict;
use crate::analysis::phase_state::PhaseState::{self, Later, Live};
use crate::analysis::schedule::{DatesOrigin, PhaseDates};
use crate::model::date::parse_iso;
use crate::model::header::StatusKind::{self, InProgress, Paused};
use crate::model::measure::{Amount, AmountUnit};
use crate::portfolio::fixture::entry;
use crate::portfolio::{Approval, PhaseAudience, PhaseSummary, PlanEntry, SupportSummary};
use crate::view::portfolio::fixture::site;

/// A plan with phases of these days, and people whom each reaches.
fn plan(title: &str, status: StatusKind, phases: &[(&str, PhaseState, &str)]) -> PlanEntry {
    let mut entry = entry(&format!("pay/{title}.md"), title, Some(status));
    let summary = &mut entry.summary;
    let (mut schedule, mut labels, mut gates, mut audiences) = (vec![], vec![], vec![], vec![]);
    for (index, (days, state, users)) in phases.iter().enumerate() {
        let (start, end) = days.split_once("..").expect("two dots");
        let (start, end) = (parse_iso(start), parse_iso(end));
        let overdue = *state == Live && end < parse_iso("2026-11-22") && end.is_some();
        let origin = Some(DatesOrigin::Projected).filter(|_| *state == Later);
        schedule.push(PhaseSummary {
            dates: PhaseDates { start, end, origin, overdue, ..PhaseDates::default() },
            state: *state,
        });
        labels.push((format!("Phase {index}"), format!("phase-{index}")));
        let is_live = *state == Live;
        gates.push(Approval {
            approver: Some("Ana Lima".to_owned()),
            verdict: if is_live { GateVerdict::Ready } else { GateVerdict::NotYetDue },
            met: 1,
            total: 1,
            due: end,
            signatures: Vec::new(),
        });
        let unit = if users.ends_with('%') { AmountUnit::Share } else { AmountUnit::People };
        let value = users.trim_end_matches('%').parse().ok();
        let amount = value.map(|value| Amount { value, unit, approximate: false });
        let phase = u32::try_from(index).expect("few phases");
        audiences.push(PhaseAudience { phase, text: (*users).into(), amount });
    }
    (summary.schedule, summary.phases) = (schedule.into(), labels.into());
    (summary.approvals, summary.audiences) = (gates.into(), audiences.into());
    entry
}

fn words(page: &WeekPage) -> String {
    [page.lede.strong.as_str(), page.lede.rest.as_str()].join(" ")
}

/// The rows of a page's days: `Mon 23 Nov: a | what`.
fn rows(page: &WeekPage) -> Vec<String> {
    let text = |html: &str| {
        let mut parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, t)| t));
        parts.by_ref().collect::<String>()
    };
    let day = |day: &WeekDay| {
        let rows = day.rows.iter();
        rows.map(|row| format!("{}: {} | {}", day.text, row.plan, text(row.what_html.as_str())))
            .collect::<Vec<_>>()
    };
    page.by_day.iter().flat_map(day).collect()
}

#[test]
fn a_week_is_told_in_a_sentence_and_day_by_day() {
    let phases = [
        ("2026-11-16..2026-11-22", Live, "200"),
        ("2026-11-23..2026-11-29", Later, "12400"),
        ("2026-11-30..2026-12-06", Later, "5%"),
    ];
    let late = [("2026-11-02..2026-11-18", Live, "20")];
    let entries = vec![plan("a", InProgress, &phases), plan("late", InProgress, &late)];
    site(entries, Vec::new(), |context| {
        let (shell, now) = page(context, 1, 1);
        assert_eq!(shell.as_of.as_deref(), Some("As of 22 Nov 2026"));
        assert_eq!((now.title.as_str(), now.days.as_str()), ("This week", "16 – 22 Nov 2026"));
        assert_eq!(
            words(&now),
            "1 phase starts, 1 gate is due, 1 phase is overdue. Up to 200 users are newly exposed. What is overdue."
        );
        assert_eq!(
            rows(&now),
            [
                "Mon 16 Nov: a | Phase 0 started",
                "Sun 22 Nov: a | Gate from Phase 0 to Phase 1 is due; decided by Ana Lima",
            ]
        );
        let notes = now.by_day.iter().chain(&now.overdue).map(|day| day.note.as_deref());
        assert_eq!(notes.collect::<Vec<_>>(), [None, Some("Today"), Some("4 days ago")]);
        let late = &now.overdue[0];
        assert_eq!((late.text.as_str(), late.rows.len()), ("18 Nov 2026", 1));
        let what = late.rows[0].what_html.as_str();
        assert!(what.contains("Gate at the end of Phase 0"), "{what}");
        let next = page(context, 2, 1).1;
        assert_eq!(next.title, "Next week");
        assert_eq!(
            words(&next),
            "1 phase starts, 1 phase ends before its gate is due. Up to 12,400 users are newly exposed."
        );
        assert_eq!(
            rows(&next),
            [
                "Mon 23 Nov: a | Phase 1 starts (projected)",
                "Sun 29 Nov: a | Phase 1 ends (projected)",
            ]
        );
        assert_eq!(next.overdue, []);
        let third = page(context, 3, 1).1;
        assert_eq!(third.title, "Week of 30 Nov 2026");
        assert!(words(&third).ends_with("isn’t known: 1 phase that states a share of users."));
        let links: Vec<_> = third.turns.iter().map(|t| (&*t.href, &*t.text)).collect();
        assert_eq!(links, [("week-2.html", "‹ Previous"), ("week-4.html", "Next ›")]);
        assert_eq!((now.turns.len(), page(context, WEEKS, 1).1.turns.len()), (1, 1));
    });
}

#[test]
fn what_is_overdue_is_led_to_on_the_page_that_it_stands_on() {
    let mut entries: Vec<PlanEntry> = (0..PAGE)
        .map(|n| plan(&format!("a{n}"), InProgress, &[("2026-11-20..2026-12-20", Live, "20")]))
        .collect();
    entries.push(plan("late", InProgress, &[("2026-11-02..2026-11-18", Live, "20")]));
    site(entries, Vec::new(), |context| {
        let leads_to = |page: &WeekPage| {
            let html = page.lede.rest_html.as_str();
            html.split_once("href=\"")
                .map(|(_, rest)| rest[..rest.find('"').unwrap_or(0)].to_owned())
        };
        let [first, second] = [1, 2].map(|n| page(context, 1, n).1);
        assert_eq!((first.overdue.len(), second.overdue.len()), (0, 1));
        assert_eq!(leads_to(&first).as_deref(), Some("week/page-2.html#overdue"));
        assert_eq!(leads_to(&second).as_deref(), Some("#overdue"));
        let folder = context.portfolio.programs.first().expect("a folder");
        let [first, second] = [1, 2].map(|n| program(context, folder, n).1);
        assert!(first.overdue.is_empty());
        assert!(leads_to(&first).is_some_and(|to| to.ends_with("page-2.html#overdue")));
        assert_eq!(leads_to(&second).as_deref(), Some("#overdue"));
    });
}

#[test]
fn a_week_without_an_entry_says_so() {
    site(vec![plan("a", InProgress, &[])], Vec::new(), |context| {
        let page = page(context, 1, 1).1;
        assert_eq!(words(&page).trim(), "Nothing has a date.");
        assert!(page.empty.is_some() && page.by_day.is_empty());
        let links = Links { page: "index.html" };
        let link = link(context, links);
        assert_eq!((&*link.href, &*link.text), ("week.html", "This week: nothing has a date"));
        let program = context.portfolio.programs.first().expect("a folder");
        assert_eq!(program_link(context, links, program), None);
        assert!(!routes(context).iter().any(|r| matches!(r, Route::ProgramWeek(..))));
    });
}

#[test]
fn long_weeks_have_pages_and_the_overdue_stand_last() {
    let due = [("2026-11-02..2026-11-22", Live, "20")];
    let late = [("2026-11-02..2026-11-18", Live, "20")];
    let mut entries: Vec<PlanEntry> =
        (0..99).map(|n| plan(&format!("p{n}"), InProgress, &due)).collect();
    entries.extend((0..3).map(|n| plan(&format!("late{n}"), InProgress, &late)));
    site(entries, Vec::new(), |context| {
        let (first, second) = (page(context, 1, 1).1, page(context, 1, 2).1);
        assert_eq!((first.by_day[0].rows.len(), first.overdue[0].rows.len()), (99, 1));
        let late = second.overdue[0].rows.len();
        assert_eq!((second.by_day.len(), late, second.overdue_count), (0, 2, 3));
        let pager = second.pager.expect("two pages");
        assert_eq!(pager.summary, "101–102 of 102 entries");
        let paths: Vec<String> = routes(context).iter().map(Route::path).collect();
        assert!(paths.contains(&"week/page-2.html".to_owned()), "{paths:?}");
        assert!(paths.contains(&"programs/pay/week/page-2.html".to_owned()), "{paths:?}");
    });
}

#[test]
fn a_paused_plan_adds_nobody_and_says_that_it_is_paused() {
    let phases = [("2026-11-16..2026-11-29", Later, "200"), ("2026-11-22..", Later, "200")];
    site(vec![plan("a", Paused, &phases)], Vec::new(), |context| {
        let page = page(context, 1, 1).1;
        assert_eq!(
            words(&page),
            "1 phase starts, 1 phase was to start. How many users are newly exposed isn’t known: 1 phase of a paused plan, 1 phase that has not started."
        );
        assert_eq!(page.by_day[0].rows[0].status.as_deref(), Some("Paused"));
        assert_eq!(
            rows(&page),
            [
                "Mon 16 Nov: a | Phase 0 was to start (projected)",
                "Sun 22 Nov: a | Phase 1 starts (projected)",
            ]
        );
    });
}

#[test]
fn support_is_told_once_a_plan() {
    let phases = [("2026-11-16..2026-11-22", Live, "200")];
    let mut told = plan("a", InProgress, &phases);
    let note = SupportSummary { anchor: "support".into(), text: Some("Macro 12.".into()) };
    told.summary.support = Some(Box::new(note));
    site(vec![told, plan("b", InProgress, &phases)], Vec::new(), |context| {
        let notes = page(context, 1, 1).1.support;
        assert_eq!(notes.len(), 1);
        let href = "plans/pay/a/source.html#h-support";
        assert_eq!((&*notes[0].href, notes[0].text.as_deref()), (href, Some("Macro 12.")));
    });
}
