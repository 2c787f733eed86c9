//! Everybody whom a plan names has a page that holds all of it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::html::{EXAMPLE, Element, Page, Site, is_page};
use crate::project::{ALPHA, Project};

fn plans() -> Vec<Value> {
    let data: Value = serde_json::from_slice(&EXAMPLE.files["api/v1/plans.json"]).expect("JSON");
    data["plans"].as_array().expect("plans").clone()
}

fn is_open(plan: &Value) -> bool {
    let status = plan["status"]["kind"].as_str().unwrap_or_default();
    !["complete", "cancelled", "rolled-back"].contains(&status)
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().expect("a list").iter()
}

fn names(value: &Value, name: &str) -> bool {
    value.as_str().is_some_and(|words| words.contains(name))
}

/// Rows of the table in the section of an id.
fn rows(page: &Page, id: &str) -> usize {
    let section = page.main().first(|e| e.attribute("aria-labelledby") == Some(id));
    let bodies = section.map_or_else(Vec::new, |section| section.all("tbody"));
    bodies.iter().map(|body| body.elements().filter(|e| e.tag == "tr").count()).sum()
}

/// Targets of the links of an element.
fn targets(element: &Element) -> BTreeSet<String> {
    let links = element.all("a");
    links.into_iter().filter_map(|a| a.attribute("href")).map(str::to_owned).collect()
}

#[test]
fn a_person_s_page_lists_what_the_plans_say() {
    let plans = plans();
    for (name, slug) in [
        ("Noor Haddad", "noor-haddad"),
        ("Ruth Ansell", "ruth-ansell"),
        ("Mirela Dobre", "mirela-dobre"),
    ] {
        let page = EXAMPLE.page(&format!("owner/{slug}.html"));
        let open = || plans.iter().filter(|plan| is_open(plan));
        let owned = plans.iter().filter(|plan| {
            names(&plan["owner"], name) || (plan["owner"].is_null() && names(&plan["author"], name))
        });
        let risks = open().flat_map(|plan| list(plan, "risks"));
        let risks = risks.filter(|risk| risk["open"] == true && names(&risk["owner"], name));
        let gates = open().flat_map(|plan| list(plan, "phases")).filter(|phase| {
            phase["gate"]["verdict"] != "passed" && names(&phase["go_no_go"], name)
        });
        let duties = open().flat_map(|plan| list(&plan["rollback"], "owners"));
        let duties: usize = duties
            .map(|row| {
                usize::from(names(&row["primary"], name)) + usize::from(names(&row["backup"], name))
            })
            .sum();
        let expected = [owned.count(), risks.count(), gates.count(), duties];
        let shown = ["plans", "risks", "gates", "duties"].map(|id| rows(page, id));
        assert_eq!(shown, expected, "{name}: plans, risks, gates, duties");
        assert!(page.main_text().contains(name), "{name}");
    }
}

#[test]
fn names_lead_to_their_pages_wherever_they_stand() {
    let has = |path: &str, target: &str| {
        let found = targets(&EXAMPLE.page(path).root);
        assert!(found.contains(target), "{path} has no link to {target}: {found:?}");
    };
    let plan = |page: &str| format!("plans/payments/instant-supplier-payouts/{page}.html");
    let owner = |slug: &str| format!("../../../owner/{slug}.html");
    has(&plan("index"), &owner("tomasz-brandt"));
    has(&plan("risks"), &owner("amara-osei"));
    has(&plan("phases"), &owner("margarethe-voss"));
    has(&plan("rollback"), &owner("tomasz-brandt"));
    has(&plan("rollback"), "tel:+493023125014");
    has("gates.html", "owner/margarethe-voss.html");
    has("rollback.html", "owner/roles/payments-on-call.html");
    has("risks/severe.html", "../owner/amara-osei.html");
    has("owner/index.html", "ruth-ansell.html");
    has("owner/roles.html", "roles/payments-on-call.html");
    has("about.html", "owner/nobody.html");
}

#[test]
fn the_list_of_names_is_that_of_the_pages() {
    let pages: BTreeSet<String> = EXAMPLE
        .files
        .keys()
        .filter_map(|path| path.strip_prefix("owner/"))
        .filter(|path| is_page(path))
        .filter(|path| !["index.html", "roles.html", "nobody.html"].contains(path))
        .map(str::to_owned)
        .collect();
    let listed = |path: &str| -> BTreeSet<String> {
        let rows = EXAMPLE.page(path).main().all("tr");
        rows.into_iter().filter(|row| row.attribute("id").is_some()).flat_map(targets).collect()
    };
    let mut all = listed("owner/index.html");
    all.extend(listed("owner/roles.html"));
    assert_eq!(all, pages);
    assert!(pages.len() > 20, "{pages:?}");
}

#[test]
fn a_role_that_the_settings_know_is_the_person() {
    let settings = "[people]\n\"search TEAM\" = \"Dana Ruiz\"\n\"VP Product\" = \"Bo Li\"\n";
    let project = Project::alpha().file("phasebook.toml", settings);
    project.build(0);
    let site = Site::of(&project, "public");
    let dana = site.page("owner/dana-ruiz.html").main_text();
    assert!(dana.contains("owns 1 open risk, 1 severe"), "{dana}");
    assert!(site.files.contains_key("owner/bo-li.html"));
    assert!(!site.files.contains_key("owner/roles/search-team.html"));
    assert!(!site.files.contains_key("owner/roles/vp-product.html"));
    let phases = targets(&site.page("plans/alpha/phases.html").root);
    assert!(phases.contains("../../owner/bo-li.html"), "{phases:?}");
}

#[test]
fn odd_names_have_pages_of_their_own() {
    let plan = |owner: &str| ALPHA.replace("**Author:** Dana Ruiz", &format!("**Owner:** {owner}"));
    let project = Project::empty()
        .file("content/a.md", &plan("Roles & Index + Nobody Known"))
        .file("content/b.md", &plan("roles; Ada Weiß, Team 2"))
        .file("content/c.md", &plan("ADA WEISS / Γιώργος"))
        .file("content/d.md", &plan("**Ada Weiß** <script>alert(1)</script>"));
    assert!(project.run(&["build"]).status < 2);
    let site = Site::of(&project, "public");
    for path in [
        "owner/roles-c.html",
        "owner/index-c.html",
        "owner/nobody-known.html",
        "owner/ada-weiss.html",
        "owner/roles/team-2-c.html",
    ] {
        assert!(site.files.contains_key(path), "{path}");
    }
    assert_eq!(site.page("owner/ada-weiss.html").title(), "Ada Weiß · Rollout plans");
}
