//! Pages of plans read from Markdown.

mod maps;
mod references;
mod rehearsals;

use std::sync::Arc;

use super::*;
use crate::analysis::analyse;
use crate::markdown;
use crate::model::date::parse_iso;
use crate::model::plan::Article;
use crate::parse::{Language, parse};
use crate::portfolio::{Portfolio, gather};
use crate::settings::Settings;
use crate::site::Slug;
use crate::text::Source;
use crate::view::{AssetNames, part, why};

const PHASES: &str = "## Rollout Phases\n\n\
    | Phase | Scope | Users | Duration | Success Criteria | Go / No-Go |\n|---|---|---|---|---|---|\n\
    | Phase 0 — Dogfood | Us | ~20 users | 1 week | errors < 1% | Ada |\n\
    | Phase 1 — Preview | Friends | ~200 users | 2 weeks | errors < 1% | Grace |\n\
    | Phase 2 — Everyone | All | All users | Ongoing | errors < 1% | Edsger |\n\n";
const CRITERIA: &str =
    "### Phase Transition Criteria\n\n- [x] No P0 bugs\n- [ ] Approver signed off\n\n";
const RISKS: &str = "## Risk Register\n\n\
    | ID | Risk | Likelihood | Impact | Mitigation | Owner | Status |\n|---|---|---|---|---|---|---|\n\
    | R1 | Money is lost | High | Critical | Fix before Phase 2 | Ada | Open |\n\
    | R2 | Slow | Low | Low | Wait | | Closed |\n\n";
const ROLLBACK: &str = "## Rollback Plan\n\nThe flag undoes it all.\n\n### Rollback Triggers\n\n\
    - Error rate > 5%\n\n### Rollback Steps\n\n1. Turn it off.\n\n   ```sh\n   flag off\n   ```\n\n   \
    Expect: `off`\n\n2. Escalate: call Ada, +49 30 23125 027\n\n### Rollback Owners\n\n\
    | Phase | Primary Owner | Backup Owner |\n|---|---|---|\n\
    | Phase 0–1 | Ada, +49 30 555 0100 | Grace |\n| Phase 2 | Edsger | Ada |\n";

/// A portfolio of one plan.
fn portfolio(settings: &Settings, markdown: &str) -> Portfolio {
    let source = Source::new("pay/plan.md", markdown.as_bytes());
    let (document, _) = markdown::read(&source, &settings.limits);
    let (article, findings) = parse(&source, document, &Language::new(settings));
    let Article::Plan(plan) = article else { panic!("no plan") };
    let today = parse_iso("2026-11-22").expect("a date");
    let analysis = Arc::new(analyse(&plan, settings, today));
    let (slug, source) = (Slug::of_source(source.path()), Arc::new(source));
    let mut entry = PlanEntry::new(slug.clone(), source, plan, analysis);
    entry.place(slug, findings, Vec::new(), None);
    gather(vec![Arc::new(entry)], Vec::new(), Arc::default(), Vec::new())
}

/// Makes something of the one plan of a text.
fn with<T>(markdown: &str, make: impl FnOnce(&Context<'_>, &PlanEntry) -> T) -> T {
    let settings = Settings::default();
    let portfolio = portfolio(&settings, markdown);
    let today = parse_iso("2026-11-22").expect("a date");
    let assets = AssetNames::default();
    let context = Context {
        settings: &settings,
        portfolio: &portfolio,
        today,
        assets: &assets,
        opener: &crate::view::HeldPlans,
    };
    make(&context, &portfolio.entries[0])
}

fn plan(head: &str, body: &[&str]) -> String {
    format!("# Rollout Plan: Refunds\n\n{head}\n\n{}", body.concat())
}

#[track_caller]
fn says(head: &str, body: &[&str], expected: &str) {
    let plain =
        with(&plan(head, body), |c, e| overview::overview(&PlanView::new(c, e)).1.sentence.plain);
    assert_eq!(plain, expected, "{head}");
}

#[test]
fn the_sentence_says_where_the_rollout_stands() {
    let live = "**Status:** In Progress\n**Current phase:** Phase 1\n";
    let all = [PHASES, CRITERIA, RISKS, ROLLBACK];
    says(
        live,
        &all,
        "Phase 1 — Preview is live with ~200 users. It cannot advance: sign-off by Grace is \
         outstanding and R1 is open. 1 severe risk is open.",
    );
    says(
        live,
        &[PHASES, CRITERIA],
        "Phase 1 — Preview is live with ~200 users. It cannot advance: sign-off by Grace is \
         outstanding and no rollback owner is named.",
    );
    says("**Status:** In Progress\n", &[PHASES], "In progress; current phase not stated.");
    says(
        "**Status:** In Progress\n",
        &[RISKS],
        "In progress, but the plan lists no phases. 1 severe risk is open.",
    );
    says(
        "**Status:** Cancelled\n",
        &[PHASES],
        "Cancelled. The plan does not state in which phase.",
    );
    says("**Status:** Complete\n", &[PHASES], "Complete: all 3 phases are done.");
    says(
        "**Status:** Paused\n**Current phase:** 0\n",
        &[PHASES],
        "Paused in Phase 0 — Dogfood, with ~20 users. Its gate is on hold for as long as the plan is.",
    );
    says(
        "**Status:** In Progress\n**Current phase:** 0\n",
        &[
            "## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 0 | None; a shadow of it |\n\n",
        ],
        "Phase 0 is live; users: None; a shadow of it. Can’t tell whether it may be completed. Missing: \
         transition criteria for this gate.",
    );
    says("", &[PHASES], "Status not stated. Current phase not stated.");
    says("", &[RISKS], "Status not stated. The plan lists no phases. 1 severe risk is open.");
    says(
        "**Status:** Baking\n",
        &[PHASES],
        "Status “Baking” is not one we recognise. Current phase not stated.",
    );
    says(
        "**Status:** Draft\n",
        &[PHASES, ROLLBACK],
        "Draft: not started. Phase 0 — Dogfood comes first, with ~20 users. Missing before \
         approval: transition criteria and a risk register.",
    );
}

#[test]
fn the_header_says_who_and_links_to_every_page() {
    let text = plan("**Author:** Ada\n**Status:** In Progress\n", &[PHASES, RISKS]);
    with(&text, |c, e| {
        let (shell, page) = risks::risks(&PlanView::new(c, e), 1);
        assert_eq!(shell.title, "Risks · Refunds · Rollout plans");
        let header = page.header;
        assert_eq!((header.owner_label, header.rollback_solid), ("Author", true));
        assert_eq!(header.href.as_deref(), Some("index.html"));
        let trail: Vec<&str> = header.breadcrumb.links.iter().map(|l| l.href.as_str()).collect();
        assert_eq!(
            trail,
            ["../../../index.html", "../../../programs/pay/index.html", "index.html"]
        );
        let counts: Vec<_> = header.tabs.iter().filter_map(|t| t.count.as_deref()).collect();
        assert_eq!(counts, ["3", "2"]);
        let paths: Vec<String> = routes(e).iter().map(Route::path).collect();
        for tab in &header.tabs {
            assert!(paths.contains(&format!("plans/pay/plan/{}", tab.href)), "{}", tab.href);
        }
    });
}

#[test]
fn the_gate_has_its_blockers_first_and_each_leads_to_its_place() {
    let text = plan(
        "**Status:** In Progress\n**Current phase:** 1\n",
        &[PHASES, CRITERIA, RISKS, ROLLBACK],
    );
    with(&text, |c, e| {
        let gate = overview::overview(&PlanView::new(c, e)).1.gate.expect("a gate");
        assert_eq!(gate.question, "Ready to advance to Phase 2 — Everyone?");
        assert_eq!(gate.headline_strong.as_deref(), Some("Not yet."));
        assert_eq!(gate.headline, "1 of 2 criteria met, and 1 risk blocks it");
        let rows: Vec<_> =
            gate.rows.iter().map(|r| (&*r.word, r.href.as_deref().unwrap_or_default())).collect();
        assert_eq!(
            rows,
            [
                ("Not confirmed", "checklists.html#criterion-1"),
                ("Blocking", "risks.html#r1"),
                ("Met", "checklists.html#criterion-0"),
            ]
        );
        let sub = gate.rows[0].sub_html.as_ref().map_or("", |html| html.as_str());
        let link = "Awaiting sign-off: <bdi><a href=\"../../../owner/grace.html\">Grace</a></bdi>";
        assert_eq!(sub, link);
        let later = phase::phase(&PlanView::new(c, e), 2).1.gate.expect("a gate");
        assert_eq!(later.question, "The gate at the end of Phase 2");
        assert_eq!((later.headline_strong, later.headline.as_str()), (None, "Not yet due"));
    });
}

#[test]
fn the_map_links_to_notes_that_stand_on_its_page() {
    let text = plan("**Status:** Draft\n", &[RISKS]);
    with(&text, |c, e| {
        let page = risks::risks(&PlanView::new(c, e), 1).1;
        assert_eq!(page.sentence.plain, "1 of 2 risks is open. 1 is severe: R1. 1 is closed.");
        let map = page.map.expect("a map");
        let cells: Vec<_> = map.rows.iter().flat_map(|r| &r.cells).collect();
        let linked: Vec<_> = cells.iter().filter_map(|c| c.href.as_deref()).collect();
        assert_eq!(linked, ["#f-high-critical"]);
        let notes: Vec<_> = page.notes.iter().map(|n| (n.id.as_str(), n.class.as_str())).collect();
        assert_eq!(notes, [("f-high-critical", "fl3 fi4"), ("band-severe", "f-severe")]);
        let rows: Vec<_> =
            page.rows.iter().map(|r| (r.anchor.as_str(), r.class.as_str(), r.data_band)).collect();
        assert_eq!(rows, [("r1", "l3 i4", Some("severe")), ("r2", "", None)]);
        assert!(page.views.is_empty() && page.not_placed.is_empty());
        assert!(!routes(e).contains(&crate::site::Route::RisksResidual(e.slug.clone())));
    });
}

#[test]
fn the_rollback_page_names_whom_to_call_and_what_to_type() {
    let text = plan("**Status:** In Progress\n**Current phase:** 1\n", &[PHASES, ROLLBACK]);
    with(&text, |c, e| {
        let page = rollback::rollback(&PlanView::new(c, e)).1;
        let call = page.call_html.expect("somebody to call");
        assert!(call.as_str().contains("<a href=\"tel:+49305550100\">+49 30 555 0100</a>"));
        assert_eq!((page.calls.len(), page.others.len()), (2, 1));
        assert!(page.notes_html.is_some_and(|n| n.as_str().contains("The flag undoes it all.")));
        let kinds: Vec<_> = page.steps[0].parts.iter().map(|p| p.kind).collect();
        assert_eq!(kinds, ["command", "expect"]);
        assert_eq!((page.steps[1].kind, page.steps[1].phones.len()), ("escalate", 1));
        assert_eq!(page.fingerprint.len(), 8);
        assert!(page.notices.is_empty() && page.empty.is_none());
    });
    with(&plan("**Status:** In Progress\n**Current phase:** 1\n", &[PHASES]), |c, e| {
        let page = rollback::rollback(&PlanView::new(c, e)).1;
        assert_eq!(page.call_missing, Some("No owner named for the live phase"));
        assert!(page.empty.is_some());
    });
}

#[test]
fn a_phase_shows_its_risks_with_the_words_that_bind_them() {
    let text = plan("**Status:** In Progress\n**Current phase:** 1\n", &[PHASES, RISKS]);
    with(&text, |c, e| {
        let of = |index| {
            let lines = phase::phase(&PlanView::new(c, e), index).1.risks;
            lines.into_iter().map(|l| l.sub_html.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert!(of(1)[0].contains("due at its gate: “<bdi>before Phase 2</bdi>”"));
        assert!(of(2)[0].contains("due at the gate from Phase 1 to Phase 2"));
        assert!(of(0).is_empty());
    });
}

#[test]
fn every_part_that_is_missing_is_said_to_be() {
    let page = with(&plan("", &[RISKS]), |c, e| overview::overview(&PlanView::new(c, e)).1);
    let title = |empty: Option<empty::Empty>| empty.map(|e| e.title).unwrap_or_default();
    assert_eq!(title(page.no_phases), "Not stated");
    assert_eq!(title(page.no_checklists), "Not stated");
    assert!(page.gate.is_none() && page.stepper.is_none());
}

#[test]
fn what_is_derived_says_from_what_and_where_that_stands() {
    let head = "**Status:** In Progress\n**Current phase:** 1\n";
    let text = plan(head, &[PHASES, CRITERIA, RISKS, ROLLBACK]);
    with(&text, |c, e| {
        let said = |why: &why::Why| -> Vec<String> {
            let line = |input: &why::Premise| input.line.as_ref().map(|l| l.text.clone());
            why.inputs
                .iter()
                .map(|i| format!("{}, {}", i.label, line(i).unwrap_or_default()))
                .collect()
        };
        let page = overview::overview(&PlanView::new(c, e)).1;
        let current = page.why_current.expect("a reason");
        assert!(
            current
                .rule
                .clone()
                .unwrap_or_default()
                .contains("a header line or front matter “Current phase”")
        );
        assert_eq!(said(&current), ["Current phase, ", "Stated, line 4"]);
        assert_eq!(current.inputs[1].line.as_ref().expect("a line").href, "source.html#l3");
        assert_eq!(current.about.href, "../../../about.html#phase");
        let gate = page.gate.expect("a gate").why;
        assert!(
            gate.rule.clone().unwrap_or_default().starts_with("Blocked: At least one of these")
        );
        assert_eq!(said(&gate), ["Criterion, line 18", "Risk, line 24", "Criteria met, line 17"]);
        let risks = page.why_risks.expect("risks");
        assert_eq!(said(&risks), ["Open, ", "Closed, ", "Worst open risk, line 24"]);
        let ids = source::source(&PlanView::new(c, e)).1.body_html;
        for line in ["l3", "l17", "l18", "l24"] {
            assert!(ids.as_str().contains(&format!(" id=\"{line}\"")), "{line}");
        }
        let call = rollback::rollback(&PlanView::new(c, e)).1.why;
        assert_eq!(call.inputs.last().map(|i| i.label.as_str()), Some("Owners, Phase 0–1"));
    });
}

#[test]
fn notes_of_several_rollbacks_name_their_phases() {
    let text = "# Split\n\n## Phase 1: Read\n\n### Rollback\n\nMind the cache.\n\nSteps:\n\n\
        1. Set the flag\n\n## Phase 2: Write\n\n### Rollback\n\nSteps:\n\n1. Lock the UI\n\n\
        ## Phase 3: Rest\n\n### Phase 3 rollback\n\nNone.\n";
    with(text, |c, e| {
        let page = rollback::rollback(&PlanView::new(c, e)).1;
        let notes = page.notes_html.expect("notes");
        let words: Vec<&str> = notes
            .as_str()
            .split(['<', '>'])
            .skip(2)
            .step_by(2)
            .map(str::trim)
            .filter(|w| !w.is_empty())
            .collect();
        assert_eq!(words.join(" "), "Phase 1 : Read Mind the cache. Phase 3 rollback None.");
        assert_eq!(page.steps.len(), 2);
    });
}
