use super::*;
use crate::analysis::current::CurrentPhase;
use crate::analysis::phase_state::PhaseState;
use crate::analysis::phase_state::PhaseState::{Complete, Later, Live, Next};
use crate::analysis::schedule::PhaseDates;
use crate::model::date::parse_iso;
use crate::model::header::StatusKind::{Approved, Draft, InProgress};
use crate::model::phase::PhasePosition;
use crate::portfolio::fixture::entry;
use crate::portfolio::{PhaseSummary, PlanEntry};
use crate::view::portfolio::fixture::site;

/// A plan with phases of these days, `2026-11-02..2026-11-08`, either side of which may be empty.
fn plan(title: &str, status: StatusKind, phases: &[(&str, PhaseState)]) -> PlanEntry {
    let mut entry = entry(&format!("pay/{title}.md"), title, Some(status));
    let summary = &mut entry.summary;
    let (mut schedule, mut labels) = (Vec::new(), Vec::new());
    for (index, (days, state)) in phases.iter().enumerate() {
        let (start, end) = days.split_once("..").expect("two dots");
        let (start, end) = (parse_iso(start), parse_iso(end));
        let overdue = *state == Live && end < parse_iso("2026-11-22") && end.is_some();
        let dates = PhaseDates { start, end, overdue, ..PhaseDates::default() };
        schedule.push(PhaseSummary { dates, state: *state });
        labels.push((format!("Phase {index}"), format!("phase-{index}")));
        if *state == Live {
            let position = Some(PhasePosition::from_index(index));
            summary.current = CurrentPhase { state: CurrentPhaseState::Live, position, from: None };
            summary.current_name = Some(format!("Name {index}"));
        }
    }
    (summary.schedule, summary.phases) = (schedule.into(), labels.into());
    entry
}

/// The bars of a row: `done 0% 25%`.
fn bars(row: &TimelineRow) -> Vec<String> {
    row.bars.iter().map(|b| format!("{} {} {}", b.state, b.x, b.width)).collect()
}

#[test]
fn a_row_shows_phases_over_the_months_around_today() {
    let phases = [
        ("2026-09-01..2026-10-31", Complete),
        ("2026-11-01..2026-11-30", Live),
        ("2026-12-01..2026-12-02", Next),
        ("2026-12-03..", Later),
    ];
    site(vec![plan("a", InProgress, &phases)], Vec::new(), |context| {
        let (shell, page) = page(context, 1);
        assert_eq!(shell.as_of.as_deref(), Some("As of 22 Nov 2026"));
        assert_eq!(page.days, "1 Oct 2026 to 31 Jan 2027");
        let ticks: Vec<_> = page.axis.ticks.iter().map(|t| (t.text.as_str(), &*t.x)).collect();
        assert_eq!(
            ticks,
            [("Oct", "0%"), ("Nov", "25.2%"), ("Dec", "49.59%"), ("Jan 2027", "74.8%")]
        );
        assert_eq!(page.axis.today.as_deref(), Some("42.28%"));
        let row = &page.rows[0];
        assert_eq!((row.now.as_str(), row.phase.as_deref()), ("2 of 4", Some("Name 1")));
        assert_eq!(row.label, "4 phases from 1 Sep 2026, no end date; next gate due 30 Nov 2026");
        let time = "from <time datetime=\"2026-09-01\">1 Sep 2026</time>";
        assert_eq!(row.dates_html.as_str(), time);
        assert_eq!(
            bars(row),
            ["done 0% 25.2%", "live 25.2% 24.39%", "planned 49.59% 1.63%", "open 51.22% 48.78%"]
        );
        let views: Vec<_> =
            page.views.iter().map(|v| (v.text.as_str(), v.href.as_str(), v.current)).collect();
        assert_eq!(
            views,
            [
                ("This week", "week.html", false),
                ("Exposure", "exposure.html", false),
                ("Around today", "timeline.html", true),
                ("Q3 2026", "timeline/2026-q3.html", false),
                ("Q4 2026", "timeline/2026-q4.html", false),
            ]
        );
        let quarter_of = |day| Quarter::of(parse_iso(day).expect("a date"));
        let (shell, past) = quarter(context, quarter_of("2026-08-01"), 1);
        assert_eq!(shell.title, "Timeline, Q3 2026 · Rollout plans");
        assert_eq!(
            past.sentence.plain,
            "1 plan has phases in this quarter. 1 phase begins in it, 0 end."
        );
        assert_eq!(bars(&past.rows[0]), ["done 67.39% 32.61%"]);
        assert_eq!((past.axis.today, past.views.len()), (None, 5));
        assert_eq!(past.views[3].href, "2026-q3.html");
    });
}

#[test]
fn a_live_phase_without_end_is_open_from_tomorrow_on() {
    let phases = [("2026-11-20..", Live)];
    site(vec![plan("a", InProgress, &phases)], Vec::new(), |context| {
        let page = page(context, 1).1;
        assert_eq!(bars(&page.rows[0]), ["live 40.65% 2.44%", "open 43.09% 56.91%"]);
    });
}

#[test]
fn a_plan_that_waits_says_when_it_starts() {
    let entries = vec![
        plan("later", Approved, &[("2026-12-01..2026-12-31", Next)]),
        plan("late", Draft, &[("2026-11-01..2026-12-31", Next)]),
    ];
    let entries: Vec<PlanEntry> = entries
        .into_iter()
        .map(|mut entry| {
            entry.summary.current.state = CurrentPhaseState::NotStarted;
            entry
        })
        .collect();
    site(entries, Vec::new(), |context| {
        let rows = page(context, 1).1.rows;
        let now: Vec<_> = rows
            .iter()
            .map(|r| (r.now.as_str(), r.starts.as_ref().map(|s| s.text.as_str())))
            .collect();
        assert_eq!(now, [("Draft", None), ("Approved", Some("1 Dec 2026"))]);
        assert_eq!(
            rows[1].label,
            "1 phase from 1 Dec 2026 to 31 Dec 2026; next gate due 31 Dec 2026"
        );
    });
}

#[test]
fn the_sentence_names_what_ends_next_and_what_is_overdue() {
    let entries = vec![
        plan("a", InProgress, &[("2026-11-02..2026-11-24", Live)]),
        plan("b", InProgress, &[("2026-11-02..2026-11-10", Live), ("..2026-12-01", Next)]),
        plan("c", InProgress, &[("2026-11-02..2026-11-08", Live)]),
    ];
    site(entries, Vec::new(), |context| {
        let sentence = page(context, 1).1.sentence;
        assert_eq!(
            sentence.plain,
            "2 phases end in the next 14 days. The next is Phase 0 of a, on 24 Nov 2026. 2 phases \
             are overdue: Phase 0 of c, since 8 Nov 2026; Phase 0 of b, since 10 Nov 2026."
        );
        let link = "<a href=\"plans/pay/a/phase-0.html\"><bdi>Phase 0</bdi></a> of <bdi>a</bdi>";
        assert!(sentence.rest_html.as_str().contains(link));
    });
    let today = plan("a", InProgress, &[("2026-11-02..2026-11-22", Live)]);
    site(vec![today], Vec::new(), |context| {
        assert_eq!(
            page(context, 1).1.sentence.plain,
            "1 phase ends in the next 14 days. It is Phase 0 of a, today."
        );
    });
}

#[test]
fn what_no_calendar_shows_is_listed_and_nothing_falls_between_pages() {
    let mut entries: Vec<PlanEntry> =
        (10..70).map(|n| plan(&format!("d{n}"), InProgress, &[("2026-11-02..", Live)])).collect();
    entries.push(plan("typo", Draft, &[("2926-11-02..2926-11-03", Next)]));
    entries.extend((10..60).map(|n| plan(&format!("u{n}"), Draft, &[("..", Next)])));
    site(entries, Vec::new(), |context| {
        assert_eq!(super::entries(context), 111);
        let counts: Vec<_> = (1..=3)
            .map(|n| {
                let page = page(context, n).1;
                (page.rows.len(), page.outside.len(), page.undated.len(), page.years.len())
            })
            .collect();
        assert_eq!(counts, [(50, 0, 0, 1), (10, 1, 39, 0), (0, 0, 11, 0)]);
        let second = page(context, 2).1;
        assert_eq!(second.outside[0].href, "plans/pay/typo/index.html");
        assert!(second.outside[0].sub_html.as_str().contains("<bdi>Phase 0</bdi>: <time"));
        assert!(second.outside[0].sub_html.as_str().contains("3 Nov 2926"));
        assert_eq!(second.undated[0].sub_html.as_str(), "<bdi>Draft</bdi> · 1 phase");
        assert_eq!(second.pager.map(|p| p.summary), Some("51–100 of 111 entries".to_owned()));
    });
}

#[test]
fn every_empty_state_is_worded() {
    let of = |entries| {
        site(entries, Vec::new(), |context| {
            let page = page(context, 1).1;
            (page.sentence.plain, page.empty.map(|e| e.title).unwrap_or_default())
        })
    };
    assert_eq!(of(Vec::new()), ("No plans yet.".into(), "No plans yet".into()));
    assert_eq!(
        of(vec![plan("a", Draft, &[("..", Next)])]),
        ("No phase has dates.".into(), "No phase of any plan has a date".into())
    );
    assert_eq!(
        of(vec![plan("a", Draft, &[("2027-11-02..2027-11-03", Next)])]),
        ("No phase ends in the next 14 days.".into(), "No phase falls in these four months".into())
    );
}
