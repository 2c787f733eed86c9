//! What words of a plan lead to.

use super::*;

const REFERRING: &str = "## Risk Register\n\n\
    | ID | Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|---|\n\
    | R1 | Money is lost | High | Critical | See R2 and R1, [R2](https://x.example), `R2` |\n\
    | R2 | Slow, as R1 in [R1 TBD] | Low | Low | Phases 1 and 2, then `pay.refunds` |\n\n\
    ## More\n\nPhase 1 before R10, R1–R2; phase 7 never.\n\n\
    <details><summary>About R1</summary>\n\nR1\n\n</details>\n";

/// The links that a page makes of an author's words, as `words>link`.
fn references(html: &part::Html) -> Vec<String> {
    let links = html.as_str().split("<a class=\"ref\" href=\"").skip(1);
    let link = links.filter_map(|l| l.split_once("</a>")?.0.split_once("\">"));
    link.map(|(href, words)| format!("{words}>{href}")).collect()
}

#[test]
fn words_lead_to_what_they_name_but_never_to_themselves() {
    let text = plan("**Status:** Draft\n**Flag:** `pay.refunds`\n", &[PHASES, REFERRING]);
    with(&text, |c, e| {
        let rows = risks::risks(&PlanView::new(c, e), 1).1.rows;
        let of = |row: &risk::PlanRiskRow| references(row.mitigation_html.as_ref().expect("one"));
        assert_eq!(of(&rows[0]), ["R2>#r2"]);
        let links = ["1>phase-1-preview.html", "2>phase-2-everyone.html"];
        let flag = "<code>pay.refunds</code>>index.html#flag";
        assert_eq!(of(&rows[1]), [links[0], links[1], flag]);
        assert_eq!(references(&rows[1].text_html), ["R1>#r1", "R1>#r1"]);
        assert!(rows[1].text_html.as_str().contains("<mark class=\"placeholder\">"));

        let page = overview::overview(&PlanView::new(c, e)).1;
        let more = page.more.body_html.expect("more");
        let risks = ["R1>risks.html#r1", "R2>risks.html#r2", "R1>risks.html#r1"];
        assert_eq!(
            references(&more),
            ["Phase 1>phase-1-preview.html", risks[0], risks[1], risks[2]],
            "no link in a summary"
        );
        assert!(more.as_str().contains("<summary>About R1</summary>"));
        let flag = page.about.iter().find(|f| f.label == "Flag").expect("the flag");
        assert_eq!((flag.id, references(&flag.text_html).len()), (Some("flag"), 0));

        let of_phase = phase::phase(&PlanView::new(c, e), 1).1.risks;
        assert!(of_phase.iter().all(|l| references(&l.text_html).is_empty()), "these are links");
        let source = source::source(&PlanView::new(c, e)).1.body_html;
        assert!(source.as_str().contains("<tr id=\"l"), "lines have their ids");
    });
}

#[test]
fn a_phase_does_not_refer_to_itself() {
    let notes = "## Phase 1 — Preview\n\nPhase 1 ends, Phase 2 begins.\n";
    with(&plan("", &[PHASES, notes]), |c, e| {
        let html = phase::phase(&PlanView::new(c, e), 1).1.notes_html.expect("notes");
        assert_eq!(references(&html), ["Phase 2>phase-2-everyone.html"]);
    });
}
