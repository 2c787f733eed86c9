//! A file that states nothing but template text is a template: it is listed apart and counts nowhere as a plan.

use serde_json::Value;

use crate::html::{Element, Site};
use crate::project::{ALPHA, Project, Ran};

/// A team's own template.
const TEMPLATE: &str = "\
# [Project] launch plan

**Owner:** [Name]
**Status:** TBD
**Date:** YYYY-MM-DD

## Rollout phases

| Phase | Users | Duration | Go / No-Go |
|---|---|---|---|
| [Phase] | [N] users | XX weeks | [Approver] |

## Rollback plan

### Rollback steps

1. [First step]

## Launch checklist

- [ ] Support knows what changes
";

/// The same in German, which calls itself a template.
const VORLAGE: &str = "\
# Vorlage Rolloutplan

**Verantwortlich:** [Name]
**Status:** [Status]

## Phasen

| Phase | Umfang | Dauer |
|---|---|---|
| [Phase] | [Wer] | XX Wochen |

## Risiken

| ID | Risiko | Wahrscheinlichkeit | Auswirkung |
|---|---|---|---|
| R1 | [Was kann geschehen?] | [Stufe] | [Stufe] |

## Checkliste

- [ ] Support ist informiert
";

/// A site of a filled plan and these files.
fn written(files: &[(&str, &str)]) -> Project {
    files.iter().fold(Project::alpha(), |project, (path, text)| {
        project.file(&format!("content/{path}"), text)
    })
}

/// The same, built.
fn built(files: &[(&str, &str)]) -> (Ran, Project) {
    let project = written(files);
    let ran = project.run(&["build"]);
    (ran, project)
}

/// The paths that the data call templates.
fn templates(project: &Project) -> Vec<String> {
    let data = project.run(&["export"]).json();
    let plans = data["plans"].as_array().expect("plans").iter();
    let templates = plans.filter(|plan| plan["template"] == true);
    templates.map(|plan| plan["source"].as_str().expect("a path").to_owned()).collect()
}

/// The links of a page's list of templates, with their words.
fn listed(page: &Element) -> Vec<(String, String)> {
    let sections = page.all("section").into_iter();
    let list = sections.filter(|s| s.attribute("aria-labelledby") == Some("templates"));
    let links = list.flat_map(|section| section.all("a"));
    links.map(|a| (a.attribute("href").expect("a link").to_owned(), a.text())).collect()
}

#[test]
fn templates_stand_apart_from_plans() {
    let (ran, project) = built(&[("pay/new.md", TEMPLATE), ("pay/neu.md", VORLAGE)]);
    assert!(ran.stdout.starts_with("1 plan, 2 templates, "), "{}", ran.stdout);
    assert_eq!(templates(&project), ["pay/neu.md", "pay/new.md"]);
    let site = Site::of(&project, "public");
    let index = site.page("index.html");
    let link = |slug: &str, title: &str| (format!("plans/pay/{slug}/index.html"), title.to_owned());
    assert_eq!(
        listed(&index.root),
        [link("new", "[Project] launch plan"), link("neu", "Vorlage Rolloutplan")]
    );
    // They make no program, and stand in no list, filter or number of plans.
    assert!(!site.pages.keys().any(|path| path.starts_with("programs/")));
    for (path, page) in &site.pages {
        let rows = page.root.all("tbody").into_iter().flat_map(|body| body.all("a"));
        let is_template =
            |a: &&Element| a.attribute("href").is_some_and(|href| href.contains("plans/pay/"));
        assert_eq!(rows.filter(is_template).count(), 0, "{path}");
    }
    assert!(site.page("views/a-z.html").main_text().contains("1 plan, by title."));
    assert!(
        site.page("status/not-stated.html").main_text().contains("Every plan states its status.")
    );
    let script = String::from_utf8_lossy(&site.files["assets/data/plans.js"]);
    assert!(script.contains("Alpha search") && !script.contains("launch plan"), "{script}");
    // Their own pages stay.
    assert!(
        site.page("plans/pay/new/checklists.html")
            .main_text()
            .contains("Support knows what changes")
    );
}

#[test]
fn a_program_lists_its_templates() {
    let (_, project) = built(&[("pay/alpha.md", ALPHA), ("pay/new.md", TEMPLATE)]);
    let site = Site::of(&project, "public");
    let program = site.page("programs/pay/index.html");
    assert_eq!(listed(&program.root).len(), 1);
    assert!(program.main_text().contains("1 rollout is live."));
}

#[test]
fn commands_name_templates_apart() {
    let project = written(&[("new.md", TEMPLATE)]);
    let table = project.run(&["list"]).stdout;
    let lines: Vec<&str> = table.lines().skip(2).collect();
    assert_eq!(lines, ["", "Templates", "[Project] launch plan  new.md"]);
    let rows = project.run(&["list", "--format", "json"]).json();
    let marks: Vec<&Value> =
        rows.as_array().expect("rows").iter().map(|r| &r["template"]).collect();
    assert_eq!(marks, [&Value::Null, &Value::Bool(true)]);
    project.write("content/silent.md", "# Basket\n\n## Rollout phases\n\n1. Staff\n2. Everyone\n");
    let asked = project.run(&["list", "--status", "not-stated", "--format", "json"]).json();
    let asked = asked.as_array().expect("rows").iter().map(|row| &row["title"]);
    assert_eq!(
        asked.collect::<Vec<_>>(),
        ["Basket"],
        "a template states no status, as it has none"
    );
    project.remove("content/silent.md");
    let checked = project.run(&["check"]).stderr;
    assert!(checked.contains("1 plan and 1 template checked"), "{checked}");
    let built = project.run(&["build", "--format", "json"]).json();
    assert_eq!((&built["plans"], &built["templates"]), (&2.into(), &1.into()), "as in the data");
}

#[test]
fn one_fact_makes_a_plan() {
    let facts = [
        ("**Status:** TBD", "**Status:** Draft"),
        ("**Owner:** [Name]", "**Owner:** Dana Ruiz"),
        ("YYYY-MM-DD", "2026-11-22"),
        ("XX weeks", "2 weeks"),
        ("[First step]", "Turn the flag off"),
        ("- [ ] Support", "- [x] Support"),
        ("# [Project] launch plan", "# Launch plan: Basket"),
        ("# [Project] launch plan", "# Invoice template"),
    ];
    for (waiting, fact) in facts {
        let text = TEMPLATE.replace(waiting, fact);
        assert_ne!(text, TEMPLATE);
        let project = written(&[("half.md", &text)]);
        assert_eq!(templates(&project), [""; 0], "{fact}");
    }
    let begun = Project::empty();
    begun.run(&["new", "Basket"]);
    assert_eq!(templates(&begun), [""; 0], "what `new` begins is a draft");
}
