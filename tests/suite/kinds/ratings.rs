//! Risks that state one overall level.

use serde_json::{Value, json};

use super::{codes, each, findings, plan, plans};
use crate::html;
use crate::project::Project;

fn draft(sections: &str) -> Value {
    plan(&format!("# Rollout Plan: Lifts\n\n**Status:** Draft\n\n{sections}"))
}

/// One risk of these sections has this rating and band, and nothing is said of a missing level.
#[track_caller]
fn check(sections: &str, rating: &str, band: &str) {
    let plan = draft(sections);
    assert_eq!(each(&plan["risks"], "rating"), [json!(rating)], "{sections}");
    assert_eq!(each(&plan["risks"], "band"), [json!(band)], "{sections}");
    assert!(!codes(&plan).contains(&"unplaced-risk"), "{:?}", findings(&plan));
}

#[test]
fn one_overall_level_gives_a_band() {
    for column in ["Rating", "Risk level", "Level", "Priority", "Risikostufe", "Nivel de riesgo"] {
        let table = format!("## Risks\n\n| Risk | {column} | Owner |\n|---|---|---|\n");
        check(&format!("{table}| Ice | Critical | Ana |\n"), "critical", "severe");
        check(&format!("{table}| Ice | hoch | Ana |\n"), "high", "major");
        check(&format!("{table}| Ice | 12 (Medium) | Ana |\n"), "medium", "moderate");
        check(&format!("{table}| Ice | 🟢 Low | Ana |\n"), "low", "minor");
    }
    let high = ("high", "major");
    check("## Risks\n\n### R1: Ice\n\n- **Risk level:** High\n- **Owner:** Ana\n", high.0, high.1);
    check("## Risiken\n\n### R1: Eis\n\n- **Risikostufe:** hoch\n", high.0, high.1);
}

#[test]
fn the_page_about_the_site_says_which_band_each_level_gives() {
    let settings = "[scale]\nrating = { high = \"severe\", low = \"moderate\" }\n";
    let levels = |settings: &str| {
        let table = "# Rollout Plan: Lifts\n\n## Risks\n\n| Risk | Rating |\n|---|---|\n| Ice | High |\n| Rain | Low |\n";
        let project = Project::empty().file("phasebook.toml", settings).file("content/a.md", table);
        project.run(&["build"]);
        let site = html::Site::of(&project, "public");
        let rows = super::boxes::about(&site, "The band of each overall level");
        let rows: Vec<String> =
            rows.into_iter().map(|(level, _, band)| format!("{level}: {band}")).collect();
        let plans = project.run(&["export"]).json()["plans"].clone();
        (rows, each(&plans[0]["risks"], "band"))
    };
    let (rows, bands) = levels("");
    let default = [
        "Critical: Severe",
        "Very high: Severe",
        "High: Major",
        "Medium: Moderate",
        "Low: Minor",
        "Very low: Minor",
    ];
    assert_eq!(rows, default);
    assert_eq!(bands, [json!("major"), json!("minor")]);
    let (rows, bands) = levels(settings);
    assert_eq!((rows[2].as_str(), rows[4].as_str()), ("High: Severe", "Low: Moderate"));
    assert_eq!(bands, [json!("severe"), json!("moderate")]);
}

#[test]
fn a_severity_alone_is_impact_and_rating() {
    let table = "## Risks\n\n| Risk | Severity | Owner |\n|---|---|---|\n| Ice | High | Ana |\n";
    let risk = &draft(table)["risks"][0];
    let found = (&risk["impact"], &risk["rating"], &risk["band"]);
    assert_eq!(found, (&json!("high"), &json!("high"), &json!("major")));
    // With a likelihood beside it, it is the impact and nothing else.
    let both = draft(
        "## Risks\n\n| Risk | Likelihood | Severity |\n|---|---|---|\n\
         | Ice | Low | High |\n| Fog | | High |\n",
    );
    assert_eq!(each(&both["risks"], "rating"), [json!(null), json!(null)]);
    assert_eq!(each(&both["risks"], "band"), [json!("moderate"), json!(null)]);
}

#[test]
fn a_heading_rates_the_risks_under_it() {
    for (heading, rating, band) in [
        ("High risks", "high", "major"),
        ("Hohe Risiken", "high", "major"),
        ("🔴 Critical risks (score 9)", "critical", "severe"),
        ("Low priority risks", "low", "minor"),
        ("Riesgos altos", "high", "major"),
    ] {
        let table = "| Risk | Owner |\n|---|---|\n| Ice | Ana |\n";
        check(&format!("## Risks\n\n### {heading}\n\n{table}"), rating, band);
        let single = "#### R1: Ice\n\n**Owner:** Ana\n";
        check(&format!("## Risks\n\n### {heading}\n\n{single}"), rating, band);
    }
    check("## High risks\n\n- Ice on the lift\n", "high", "major");
    check("## Risks\n\n**Hoch:**\n\n- Ice on the lift\n", "high", "major");
    for heading in ["High availability", "High-impact risks of low likelihood", "Details"] {
        let plan = draft(&format!(
            "## Risks\n\n### {heading}\n\n| Risk | Owner |\n|---|---|\n| Ice | Ana |\n"
        ));
        assert_eq!(each(&plan["risks"], "rating"), [json!(null)], "{heading}");
    }
}

#[test]
fn a_score_needs_a_legend() {
    let table = "## Risks\n\n| Risk | Score |\n|---|---|\n| Ice | 12 |\n\n";
    for legend in [
        "Score: 1–4 = low, 5–9 = medium, 10–16 = high.",
        "- 1-4: niedrig\n- 5-9: mittel\n- 10-16: hoch",
        "### Legend\n\n| Score | Level |\n|---|---|\n| 1–6 | Low |\n| 7+ | High |",
    ] {
        check(&format!("{table}{legend}\n"), "high", "major");
    }
    let alone = draft(table);
    assert_eq!(each(&alone["risks"], "rating"), [json!(null)]);
    assert_eq!(each(&alone["risks"], "score"), [json!("12")]);
    assert_eq!(each(&alone["risks"], "band"), [json!(null)]);
}

#[test]
fn both_axes_win_and_a_disagreement_is_told() {
    let plan = draft(
        "## Risks\n\n| Risk | Likelihood | Impact | Rating |\n|---|---|---|---|\n\
         | Ice | Low | Low | Critical |\n| Fog | High | High | Critical |\n",
    );
    assert_eq!(each(&plan["risks"], "band"), [json!("minor"), json!("severe")]);
    assert_eq!(codes(&plan).iter().filter(|c| **c == "conflicting-rating").count(), 1);
}

#[test]
fn a_rating_of_two_levels_rates_nothing() {
    for word in ["Medium-High", "Mittel bis hoch", "High → Low"] {
        let table = format!("## Risks\n\n| Risk | Rating |\n|---|---|\n| Ice | {word} |\n");
        let plan = draft(&table);
        assert_eq!(each(&plan["risks"], "rating"), [json!("unknown")], "{word}");
        assert_eq!(each(&plan["risks"], "rating_text"), [json!(word)], "{word}");
        assert_eq!(each(&plan["risks"], "band"), [json!(null)], "{word}");
        let message = format!("`{word}` names two levels");
        assert!(findings(&plan).iter().any(|f| f.ends_with(&message)), "{:?}", findings(&plan));
    }
}

#[test]
fn settings_say_what_a_rating_means() {
    let text = "# Rollout Plan: Lifts\n\n## Risks\n\n| Risk | Rating |\n|---|---|\n\
                | Ice | High |\n| Fog | Low |\n";
    let settings = "[scale]\nrating = { high = \"severe\" }\n";
    let plans = plans(&[("content/plan.md", text), ("phasebook.toml", settings)]);
    assert_eq!(each(&plans[0]["risks"], "band"), [json!("severe"), json!("minor")]);
}

#[test]
fn gates_count_a_rated_risk_by_its_band() {
    let plan = plan(
        "# Rollout Plan: Lifts\n\n**Status:** In Progress\n**Current phase:** 1\n\n\
         ## Rollout Phases\n\n| Phase | Users | Go / No-Go |\n|---|---|---|\n\
         | Phase 1 — Staff | 5 | Ana |\n| Phase 2 — All | 500 | Ana |\n\n\
         ### Phase Transition Criteria\n\n- [x] Calm\n\n\
         ## Risks\n\n| ID | Risk | Rating |\n|---|---|---|\n\
         | K1 | Ice, to be dealt with before Phase 2 | Critical |\n\n\
         ## Rollback Plan\n\n1. Off\n\n### Rollback Owners\n\n\
         | Phase | Primary Owner |\n|---|---|\n| All | Ben |\n",
    );
    let gate = &plan["phases"][0]["gate"];
    assert_eq!(gate["verdict"], "blocked", "{gate:#}");
    assert_eq!(gate["blockers"].as_array().map(Vec::len), Some(1), "{gate:#}");
}

#[test]
fn a_map_is_shown_only_when_something_stands_on_it() {
    let built = |rows: &str| {
        let text = format!(
            "# Rollout Plan: Lifts\n\n## Risks\n\n\
             | ID | Risk | Likelihood | Impact | Rating |\n|---|---|---|---|---|\n{rows}"
        );
        let site = Project::empty().file("content/plan.md", &text);
        site.build(0);
        let page = html::parse(&site.read("public/plans/plan/risks.html"));
        let map = page.root.first(|e| e.attribute("id") == Some("map"));
        (map.map(crate::html::Element::text), page.main_text())
    };
    let (map, rated) = built("| K1 | Ice | | | Critical |\n| K2 | Fog | | | High |\n");
    let words = "Rated without likelihood and impact: 1 severe, 1 major";
    assert!(rated.contains(words), "{rated}");
    assert_eq!(map, None, "no map");
    let register = rated.find("Risk register").expect("the register");
    assert!(register < rated.find(words).expect("the bands"), "the list comes first");
    let (map, _) = built("| K1 | Ice | High | High | |\n| K2 | Fog | | | High |\n");
    let map = map.expect("a map");
    assert!(map.contains("Impact →"), "{map}");
    assert!(map.contains("Rated without likelihood and impact: 1 major"), "beside it: {map}");
}

#[test]
fn where_no_map_is_shown_the_other_maps_are_a_press_away() {
    let site = Project::empty().file(
        "content/plan.md",
        "# Rollout Plan: Lifts\n\n## Risks\n\n\
         | ID | Risk | Likelihood | Impact | Residual likelihood | Residual impact | Rating |\n\
         |---|---|---|---|---|---|---|\n| K1 | Ice | | | Low | Low | Critical |\n",
    );
    site.build(0);
    for (name, maps) in [("risks", 0), ("risks-inherent", 0), ("risks-residual", 1)] {
        let page = html::parse(&site.read(&format!("public/plans/plan/{name}.html")));
        let every = page.root.every();
        assert_eq!(every.iter().filter(|e| e.has_class("heat")).count(), maps, "{name}");
        let views = every.iter().find(|e| e.has_class("views")).expect("the maps");
        assert_eq!(views.all("a").len(), 3, "{name}");
    }
}
