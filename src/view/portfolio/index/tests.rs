use super::*;
use crate::analysis::attention::{Attention, Reason, ReasonKind};
use crate::model::header::StatusKind;
use crate::portfolio::PlanEntry;
use crate::portfolio::fixture::{entry, page as plain_page};
use crate::view::portfolio::fixture::site;

fn plan(path: &str, status: Option<StatusKind>, reasons: &[ReasonKind]) -> PlanEntry {
    let mut entry = entry(path, path, status);
    let reason = |&kind| Reason { kind, text: format!("{kind:?}") };
    entry.summary.attention =
        (!reasons.is_empty()).then(|| Attention { reasons: reasons.iter().map(reason).collect() });
    entry
}

#[test]
fn the_first_page_answers_first() {
    use ReasonKind::{Errors, GateBlocked, SevereRisk, Stale};
    let live = Some(StatusKind::InProgress);
    let entries = vec![
        plan("pay/a.md", live, &[GateBlocked]),
        plan("pay/b.md", live, &[Errors, SevereRisk]),
        plan("pay/eu/c.md", live, &[Stale]),
        plan("d.md", Some(StatusKind::Draft), &[]),
        plan("e.md", None, &[]),
    ];
    let pages = vec![plain_page("pay/README.md", Some("Payments")), plain_page("n.md", None)];
    site(entries, pages, |context| {
        let (shell, page) = page(context, 1);
        assert_eq!(shell.plan_count.as_deref(), Some("5 plans"));
        assert_eq!(page.lede.strong, "3 rollouts are live.");
        assert_eq!(
            page.lede.rest,
            "3 plans need attention: 2 are stopped or blocked at a gate or carry a severe risk, 1 \
             needs review."
        );
        let overview = page.overview.expect("there are plans");
        let tiles: Vec<_> = overview.tiles.iter().map(|t| (t.status, t.count)).collect();
        assert_eq!(overview.tiles[2].href.as_deref(), Some("status/draft.html"));
        assert_eq!(
            tiles,
            [("in-progress", 3), ("approved", 0), ("draft", 1), ("complete", 0), ("not-stated", 1)]
        );
        let shares: Vec<_> =
            overview.shares.iter().map(|s| (s.x.as_str(), s.width.as_str())).collect();
        assert_eq!(shares, [("0.00%", "59.75%"), ("60.00%", "19.75%"), ("80.00%", "20.00%")]);
        assert_eq!((overview.attention_count, overview.attention_all), (3, None));
        let states: Vec<_> = overview.attention.iter().map(|a| a.state).collect();
        assert_eq!(states, ["stop", "stop", "warn"]);
        let programs: Vec<_> =
            page.programs.iter().map(|p| (p.title.as_str(), p.state.as_str())).collect();
        assert_eq!(
            programs,
            [
                ("Payments", "3 plans, 3 live, 3 need attention"),
                ("eu", "1 plan, 1 live, 1 needs attention"),
            ]
        );
        let all = page.table.and_then(|table| table.all).expect("a script");
        assert_eq!((all.src.as_str(), all.order), ("assets/data/plans.js", "attention"));
        let filters = all.filters.iter().map(|f| (f.name, f.choices.len()));
        assert_eq!(filters.collect::<Vec<_>>(), [("status", 9), ("risk", 6), ("program", 2)]);
        assert_eq!(all.total, "5 plans");
        let views: Vec<_> = page.views.iter().map(|v| (v.href.as_str(), v.current)).collect();
        assert_eq!(views[..2], [("index.html", true), ("views/updated.html", false)]);
        let other: Vec<_> = page.pages.iter().map(|p| p.href.as_str()).collect();
        assert_eq!(other, ["pages/n.html"]);
    });
}

#[test]
fn further_pages_hold_rows_alone() {
    let entries =
        (0..101).map(|n| plan(&format!("{n}.md"), Some(StatusKind::Draft), &[])).collect();
    site(entries, Vec::new(), |context| {
        let (shell, page) = page(context, 3);
        assert_eq!(shell.title, "Rollout plans, page 3 · Rollout plans");
        assert_eq!((page.overview, page.programs.len()), (None, 0));
        let table = page.table.expect("a row");
        assert_eq!(table.rows.len(), 1);
        let pager = table.pager.expect("three pages");
        assert_eq!(pager.summary, "101–101 of 101 plans");
        assert_eq!(pager.previous.as_deref(), Some("2.html"));
        assert_eq!(pager.pages[0].href.as_deref(), Some("../index.html"));
    });
}

#[test]
fn an_empty_site_says_how_to_begin() {
    let (_, page) = site(Vec::new(), Vec::new(), |context| page(context, 1));
    assert_eq!(page.lede.strong, "No plans yet.");
    assert_eq!(page.beginning.map(|b| b.folder).as_deref(), Some("content"));
    assert_eq!((page.overview, page.table), (None, None));
}

#[test]
fn a_site_of_pages_alone_opens_with_its_introduction() {
    let pages = || vec![plain_page("README.md", Some("Handbook")), plain_page("n.md", None)];
    site(Vec::new(), pages(), |context| {
        let (shell, page) = page(context, 1);
        assert!(page.introduction_html.is_some());
        assert_eq!((page.beginning, shell.plan_count, shell.as_of), (None, None, None));
        let others: Vec<_> = page.pages.iter().map(|p| p.href.as_str()).collect();
        assert_eq!(others, ["pages/n.html"]);
    });
    site(vec![plan("a.md", None, &[])], pages(), |context| {
        let (_, page) = page(context, 1);
        assert_eq!((page.introduction_html, page.pages.len()), (None, 2));
    });
}
