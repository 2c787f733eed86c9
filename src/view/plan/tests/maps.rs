//! The maps of a register, before and after mitigation.

use super::*;

const MITIGATED: &str = "## Risk Register\n\n\
    | ID | Risk | Likelihood | Impact | Status | Residual likelihood | Residual impact |\n\
    |---|---|---|---|---|---|---|\n\
    | R1 | Money is lost | High | Critical | Open | Low | High |\n\
    | R2 | Slow | High | High | Closed | Low | Low |\n\
    | R3 | Late | Low | Low | Open | | |\n\
    | R4 | Odd | often | Low | Open | Low | High |\n\n";

/// Count, link and ids of the cells that have any.
fn cells(page: &risks::PlanRisksPage) -> Vec<(usize, String, Vec<String>)> {
    let map = page.map.as_ref().expect("a map");
    let cells = map.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.count > 0);
    cells
        .map(|c| {
            let ids = c.ids.iter().map(|id| id.href.clone()).collect();
            (c.count, c.href.clone().expect("a link"), ids)
        })
        .collect()
}

#[test]
fn all_risks_stand_on_a_map_before_and_on_one_after_mitigation() {
    with(&plan("**Status:** Draft\n", &[MITIGATED]), |c, e| {
        let open = risks::risks(&PlanView::new(c, e), 1).1;
        let views: Vec<_> =
            open.views.iter().map(|v| (v.text, v.href.as_str(), v.current)).collect();
        assert_eq!(
            views,
            [
                ("Open now", "risks.html", true),
                ("Before mitigation", "risks-inherent.html", false),
                ("After mitigation", "risks-residual.html", false),
            ]
        );
        let before = risks::inherent(&PlanView::new(c, e)).1;
        assert_eq!(
            before.sentence.plain,
            "4 risks before mitigation. 2 are severe: R1 and R2. 1 is not rated."
        );
        let one = |href: &str, id: &str| (1, href.to_owned(), vec![id.to_owned()]);
        assert_eq!(
            cells(&before),
            [one("#f-high-high", "#r2"), one("#f-high-critical", "#r1"), one("#f-low-low", "#r3")]
        );
        assert!(before.rows.iter().all(|row| row.after.is_none()));
        let after = risks::residual(&PlanView::new(c, e)).1;
        assert_eq!(
            after.sentence.plain,
            "4 risks after mitigation. 2 are moderate: R1 and R4. 2 fall to a lower band. \
             1 is not rated."
        );
        assert_eq!(
            after.map.as_ref().and_then(|m| m.not_placed.as_ref()).map(|a| a.text.as_str()),
            Some("1 not rated: R3")
        );
        let rows: Vec<_> =
            after.rows.iter().map(|r| (r.anchor.as_str(), r.class.as_str(), r.data_band)).collect();
        assert_eq!(
            rows,
            [
                ("r1", "l1 i3", Some("moderate")),
                ("r4", "l1 i3", Some("moderate")),
                ("r2", "l1 i1", Some("minor")),
                ("r3", "", None),
            ]
        );
        let notes: Vec<_> = after.notes.iter().map(|n| (n.id.as_str(), n.class.as_str())).collect();
        assert_eq!(
            notes,
            [
                ("f-low-low", "fl1 fi1"),
                ("f-low-high", "fl1 fi3"),
                ("band-moderate", "f-moderate"),
                ("band-minor", "f-minor"),
            ]
        );
    });
}

#[test]
fn without_an_open_risk_the_maps_of_all_risks_stay() {
    let text = MITIGATED.replace("Open", "Mitigated");
    with(&plan("**Status:** Complete\n", &[&text]), |c, e| {
        let page = risks::risks(&PlanView::new(c, e), 1).1;
        assert_eq!(page.none_open.as_deref(), Some("No open risks. 4 mitigated or closed."));
        assert!(page.map.is_none() && page.views.len() == 3 && page.rows.len() == 4);
        assert_eq!(cells(&risks::inherent(&PlanView::new(c, e)).1).len(), 3);
    });
}

#[test]
fn a_long_register_stays_in_its_place_and_the_cells_list_names() {
    let row = |n: usize| format!("| R{n} | Risk | High | High | Open | Low | Low |\n");
    let head = MITIGATED.split_inclusive('\n').take(4).collect::<String>();
    let text = format!("{head}{}", (1..=301).map(row).collect::<String>());
    with(&plan("**Status:** Draft\n", &[&text]), |c, e| {
        let page = risks::residual(&PlanView::new(c, e)).1;
        assert!(page.rows.is_empty());
        assert_eq!(page.register.as_ref().map(|a| a.href.as_str()), Some("risks.html#register"));
        let ids = ["r1", "r2", "r3", "r4"].map(|id| format!("risks.html#{id}")).to_vec();
        assert_eq!(cells(&page), [(301, "#f-low-low".to_owned(), ids)]);
        assert_eq!(page.notes.len(), 1);
        let list = page.notes[0].text_html.as_str();
        assert_eq!(list.matches("<a href=\"risks.html#r").count(), 301);
    });
}
