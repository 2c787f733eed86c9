//! Plans of another site among those of this one.

mod faults;
mod served;

use serde_json::{Value, json};

use crate::html::{EXAMPLE, Site};
use crate::project::Project;

const SETTINGS: &str = "[[federation]]\nname = \"Payments\"\nurl = \"https://pay.example.org/plans\"\n\
     plans = \"federation/pay.json\"\n";

/// Where the pages of the plan of the other site are.
const THERE: &str = "https://pay.example.org/plans/plans/pay/card-refunds/";

/// A plan of the other site that states something for every page.
const REFUNDS: &str = "---\ntags: [refunds]\n---\n\n# Rollout Plan: Card refunds\n\n**Status:** In Progress\n\
    **Owner:** Ana Lima\n**Flag:** `pay.v2`\n**Last Updated:** 2026-11-20\n\n## Rollout Phases\n\n\
    | Phase | Users | Start | Duration | Success Criteria | Go / No-Go |\n|---|---|---|---|---|---|\n\
    | Phase 0 — Staff | ~20 users | 2026-11-02 | 1 week | Errors < 1% | Jon Weber |\n\
    | Phase 1 — One shop | ~200 users | 2026-11-16 | 2 weeks | Errors < 1% | Mia Kern |\n\
    | Phase 2 — All shops | All users | 2026-12-01 | Ongoing | Errors < 1% | Mia Kern |\n\n\
    ### Transition Criteria\n\n- [x] Errors are counted\n- [ ] Shops are told\n\n\
    ## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n\
    | Phase 0 | Go | Jon Weber | 2026-11-12 |\n\n\
    ## Risk Register\n\n| ID | Risk | Category | Likelihood | Impact | Owner | Status |\n|---|---|---|---|---|---|---|\n\
    | R1 | Refunds are paid twice | Money | High | Critical | Ana Lima | Open |\n\
    | R2 | Shops are not told | People | Low | Low | Mia Kern | Open |\n\n\
    ## Rollback Plan\n\n### Triggers\n\n- Errors > 5%\n\n### Steps\n\n1. Turn `pay.v2` off\n2. Verify that no refund is open\n\n\
    ### Rollback Owners\n\n| Phase | Primary Owner | Backup Owner |\n|---|---|---|\n| Phase 1 | Ina Vogel | Jon Weber |\n";

/// A plan of this site that is in the way of the other one.
const OWN: &str = "# Rollout Plan: Shop checkout\n\n**Status:** Approved\n**Flag:** `pay.v2`\n\n\
    ## Rollout Phases\n\n| Phase | Start | Duration |\n|---|---|---|\n| Phase 0 — Staff | 2026-11-20 | 2 weeks |\n\n\
    ## Rollback Plan\n\n### Rollback Owners\n\n| Phase | Primary Owner | Backup Owner |\n|---|---|---|\n\
    | All | Ina Vogel | Someone Else |\n";

/// What the other site publishes.
fn published() -> String {
    let other = Project::empty().file("content/pay/Card refunds.md", REFUNDS);
    assert!(other.run(&["build"]).status < 2);
    other.read("public/api/v1/plans.json")
}

fn federated() -> Project {
    Project::empty()
        .file("phasebook.toml", SETTINGS)
        .file("federation/pay.json", &published())
        .file("content/shop.md", OWN)
}

/// The same plan so many times, each with a slug of its own.
fn many(count: usize) -> String {
    let mut data: Value = serde_json::from_str(&published()).expect("JSON");
    let plan = data["plans"][0].clone();
    let plans = (0..count).map(|at| {
        let mut plan = plan.clone();
        plan["slug"] = json!(format!("pay/refunds-{at}"));
        plan["title"] = json!(format!("Card refunds {at}"));
        plan
    });
    data["plans"] = plans.collect();
    data.to_string()
}

#[test]
fn every_page_about_many_plans_has_those_of_the_other_site() {
    let project = federated();
    project.build(0);
    let pages = [
        ("index.html", "index.html"),
        ("views/live.html", "index.html"),
        ("status/in-progress.html", "index.html"),
        ("views/attention.html", "index.html"),
        ("views/risk.html", "index.html"),
        ("risks.html", "risks.html#r1"),
        ("risks/high-critical.html", "risks.html#r1"),
        ("risks/severe.html", "index.html"),
        ("risks/category-money.html", "risks.html#r1"),
        ("gates.html", "phase-1-one-shop.html"),
        ("gates.html", "phase-0-staff.html"),
        ("timeline.html", "index.html"),
        ("week.html", "index.html"),
        ("exposure.html", "phases.html"),
        ("rollback.html", "rollback.html"),
        ("collisions.html", "phase-1-one-shop.html"),
        ("owner/ana-lima.html", "index.html"),
        ("owner/ana-lima.html", "risks.html#r1"),
        ("owner/mia-kern.html", "phase-1-one-shop.html"),
        ("owner/ina-vogel.html", "rollback.html"),
        ("search.html", "index.html"),
        ("plans/shop/index.html", "index.html"),
    ];
    for (page, there) in pages {
        let text = project.page(page);
        let link = format!("href=\"{THERE}{there}\"");
        assert!(text.contains(&link), "{page} leads to {there}: {text}");
        assert!(text.contains("Card refunds · Payments"), "{page} says whose plan it is: {text}");
        for (at, _) in text.match_indices(&format!("href=\"{THERE}")) {
            let tag = &text[at..at + text[at..].find('>').expect("a tag")];
            assert!(tag.contains("rel=\"noopener noreferrer\""), "{page}: {tag}");
        }
    }
}

#[test]
fn counts_say_how_many_plans_are_whose() {
    let project = federated();
    project.build(0);
    let index = project.page("index.html");
    let site = Site::of(&project, "public");
    let words = site.page("index.html").main_text();
    assert!(words.contains("1 rollout is live"), "{words}");
    assert!(
        words.contains("1 plan comes from Payments, as that site last published it."),
        "{words}"
    );
    assert!(index.contains("href=\"https://pay.example.org/plans/\""), "{index}");
    let risks = site.page("risks.html").main_text();
    assert!(risks.contains("1 severe risk is open in 1 plan. 2 risks are open in all"), "{risks}");
    let gates = site.page("gates.html").main_text();
    assert!(gates.contains("1 of 2 met"), "{gates}");
    let rollback = site.page("rollback.html").main_text();
    assert!(rollback.contains("2 steps, 1 trigger"), "{rollback}");
}

#[test]
fn the_search_and_the_table_of_all_plans_lead_to_the_other_site() {
    let project = federated();
    project.build(0);
    let files = project.files("public");
    let data = |start: &str| -> String {
        let of = files.iter().filter(|(path, _)| path.starts_with(start));
        of.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect()
    };
    let search = data("assets/data/search-");
    assert!(search.contains(&format!("\"at\":\"{THERE}\"")), "{search}");
    for part in ["Card refunds · Payments", "R1: Refunds are paid twice", "phase-1-one-shop.html"]
    {
        assert!(search.contains(part), "{part}: {search}");
    }
    let table = data("assets/data/plans.js");
    assert!(table.contains("\"https://pay.example.org/plans/plans/pay/\""), "{table}");
    assert!(table.contains("Card refunds · Payments"), "{table}");
}

#[test]
fn the_other_sites_plans_get_no_page_and_are_in_no_data() {
    let project = federated();
    project.build(0);
    let files = project.files("public");
    assert!(files.keys().all(|path| !path.contains("card-refunds")), "no page is made of it");
    // What the own plan is told of the other one is its own finding.
    let data = project.run(&["export"]).json();
    let slugs: Vec<&Value> =
        data["plans"].as_array().expect("plans").iter().map(|plan| &plan["slug"]).collect();
    assert_eq!(slugs, [&json!("shop")]);
    for name in ["plans.csv", "risks.csv"] {
        let text = project.read(&format!("public/api/v1/{name}"));
        assert!(!text.contains("Card refunds,") && !text.contains("paid twice"), "{name}: {text}");
    }
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| [".ics", ".xml"].iter().any(|ending| path.ends_with(ending)))
    {
        assert!(!String::from_utf8_lossy(bytes).contains("Card refunds"), "{path}");
    }
    let exported = project.run(&["export"]);
    assert_eq!(exported.stdout, project.read("public/api/v1/plans.json"));
}

#[test]
fn collisions_with_the_other_site_are_findings_on_the_own_plan() {
    let project = federated();
    let said = project.run(&["check", "--format", "short"]).stdout;
    let flag = "flag `pay.v2` is also the flag of `pay/Card refunds.md` of Payments";
    assert!(said.contains("content/shop.md:4:11") && said.contains(flag), "{said}");
    let owner = "`Ina Vogel` is called first for `Phase 0 — Staff` here and for `Phase 1 — One shop` of \
                 `pay/Card refunds.md` of Payments at the same time";
    assert!(said.contains(owner), "{said}");
    let human = project.run(&["check"]);
    let human = format!("{}{}", human.stdout, human.stderr);
    assert!(human.contains("`pay/Card refunds.md:"), "with the line: {human}");
    assert!(human.contains("1 plan checked"), "{human}");
    project.build(0);
    let page = Site::of(&project, "public").page("collisions.html").main_text();
    assert!(page.contains("1 flag is shared by several rollouts"), "{page}");
}

#[test]
fn one_slug_on_both_sites_is_two_plans() {
    let other = published().replace("pay/card-refunds", "shop");
    let project = federated().file("federation/pay.json", &other);
    project.build(0);
    let index = project.page("index.html");
    assert!(index.contains("href=\"plans/shop/index.html\""), "{index}");
    assert!(
        index.contains("href=\"https://pay.example.org/plans/plans/shop/index.html\""),
        "{index}"
    );
    let said = project.run(&["check"]).stdout;
    assert!(!said.contains("duplicate-slug"), "{said}");
}

#[test]
fn list_says_which_site_a_plan_is_of() {
    let project = federated();
    let table = project.run(&["list"]).stdout;
    let line = table.lines().find(|line| line.contains("Card refunds")).expect("a line");
    assert!(table.lines().next().is_some_and(|head| head.ends_with("Site")), "{table}");
    assert!(line.ends_with("Payments"), "{line}");
    let rows = project.run(&["list", "--format", "json"]).json();
    let rows = rows.as_array().expect("rows").clone();
    let sites: Vec<&Value> = rows.iter().map(|row| &row["site"]).collect();
    assert_eq!(sites, [&json!("Payments"), &Value::Null]);
    assert_eq!(rows[0]["url"], json!(format!("{THERE}index.html")));
    let csv = project.run(&["list", "--format", "csv"]).stdout;
    assert!(csv.contains("Shop checkout") && !csv.contains("Card refunds"), "{csv}");
    let alone = Project::empty().file("content/shop.md", OWN).run(&["list"]).stdout;
    assert!(!alone.contains("Site"), "{alone}");
}

#[test]
fn a_band_of_another_scale_is_kept_and_has_no_place_on_this_map() {
    let project = federated();
    let grid = "[scale]\npreset = \"3x3\"\n";
    project.write("phasebook.toml", format!("{SETTINGS}\n{grid}"));
    project.build(0);
    let site = Site::of(&project, "public");
    let risks = site.page("risks.html").main_text();
    assert!(
        risks.contains("1 severe risk is open in 1 plan"),
        "as the other site rates it: {risks}"
    );
    assert!(risks.contains("not on the map: 1 severe"), "{risks}");
    assert!(
        project.page("risks/severe.html").contains("High × Critical"),
        "by the other site's kinds"
    );
}

#[test]
fn a_thousand_plans_of_other_sites_are_paged() {
    let project = federated();
    project.write("federation/pay.json", many(1_000));
    project.build(0);
    let site = Site::of(&project, "public");
    let words = site.page("index.html").main_text();
    assert!(
        words.contains("1,000 plans come from Payments")
            || words.contains("1000 plans come from Payments"),
        "{words}"
    );
    assert!(project.exists("public/page/2.html") && project.exists("public/risks/severe-2.html"));
    let listed: usize = project
        .files("public")
        .iter()
        .filter(|(path, _)| *path == "index.html" || path.starts_with("page/"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).matches("· Payments</a>").count())
        .sum();
    assert!(listed >= 1_000, "{listed} of them are listed");
}

#[test]
fn another_version_of_the_data_makes_only_pages_about_many_plans_anew() {
    let project = Project::example();
    let settings = project.read("phasebook.toml");
    project.write("phasebook.toml", format!("{settings}\n{SETTINGS}"));
    project.write("federation/pay.json", published());
    let build = |output: &str| {
        let ran = project.run(&["build", "--output", output]);
        assert!(ran.status < 2, "{}", ran.stderr);
        project.files(output)
    };
    let before = build("public");
    let edited = published()
        .replace("Card refunds", "Refunds to cards")
        .replace("Refunds are paid twice", "A refund is paid twice");
    project.write("federation/pay.json", edited);
    let (after, clean) = (build("public"), build("clean"));
    assert!(after == clean, "made bit by bit, it is the site made from nothing");
    let changed: Vec<&String> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path) && *path != ".phasebook-manifest")
        .collect();
    assert!(changed.iter().any(|path| *path == "index.html"), "{changed:?}");
    let own = ["plans/", "pages/", "api/", "feeds/"];
    let own: Vec<_> =
        changed.iter().filter(|path| own.iter().any(|start| path.starts_with(start))).collect();
    assert!(own.is_empty(), "{own:?}");
    // Without the data the site stands as before, and says so.
    project.remove("federation/pay.json");
    let (without, clean) = (build("public"), build("clean"));
    assert!(without == clean, "a site is lost as cleanly as it is gained");
    let kept = before.iter().filter(|(path, _)| path.starts_with("plans/"));
    assert!(
        kept.clone().count() > 0
            && kept.clone().all(|(path, bytes)| without.get(path) == Some(bytes))
    );
}

#[test]
fn a_collision_that_goes_is_told_on_the_own_plan() {
    let project = federated();
    project.build(0);
    assert!(project.page("plans/shop/index.html").contains("Card refunds · Payments"));
    project.write(
        "federation/pay.json",
        published().replace("pay.v2", "pay.v3").replace("Ina Vogel", "Leo Park"),
    );
    project.build(0);
    assert!(!project.page("plans/shop/index.html").contains("Card refunds"));
    let clean = project.run(&["build", "--output", "clean"]);
    assert_eq!(clean.status, 0, "{}", clean.stderr);
    assert!(project.files("public") == project.files("clean"));
}

#[test]
fn an_audience_is_shown_no_plan_of_another_site() {
    let project = federated();
    let audience = "[audience.board]\nplans = [\"**\"]\n";
    project.write("phasebook.toml", format!("{SETTINGS}\n{audience}"));
    let ran = project.run(&["build", "--audience", "board"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for (path, bytes) in project.files("public-board") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Card refunds"), "{path}");
    }
    let index = project.read("public-board/index.html");
    assert!(index.contains("This edition leaves out the plans of other sites."), "{index}");
}

#[test]
fn a_gate_is_asked_of_the_own_plans_alone() {
    let project = federated();
    let asked = project.run(&["gate", "pay/card-refunds"]);
    assert_eq!(asked.status, 2, "{}{}", asked.stdout, asked.stderr);
    assert_eq!(project.run(&["gate", "shop"]).stderr, "");
}

#[test]
fn the_example_site_reads_what_it_publishes() {
    let data = String::from_utf8(EXAMPLE.files["api/v1/plans.json"].clone()).expect("text");
    let project = Project::empty()
        .file("phasebook.toml", SETTINGS)
        .file("federation/pay.json", &data)
        .file("content/shop.md", OWN);
    project.build(0);
    let count =
        serde_json::from_str::<Value>(&data).expect("JSON")["plans"].as_array().map(Vec::len);
    let rows = project.run(&["list", "--format", "json"]).json();
    assert_eq!(rows.as_array().map(Vec::len), count.map(|count| count + 1));
}

#[test]
fn of_many_sites_their_number_is_told() {
    let project = Project::empty().file("content/shop.md", OWN);
    let data = published();
    let entries = (0..12).map(|at| {
        project.write(&format!("federation/{at}.json"), if at < 6 { &data } else { "gone" });
        let entry = SETTINGS.replace("Payments", &format!("Site {at}"));
        entry.replace("pay.json", &format!("{at}.json"))
    });
    let settings: String = entries.collect();
    project.write("phasebook.toml", settings);
    project.build(1);
    let words = Site::of(&project, "public").page("index.html").main_text();
    assert!(
        words.contains("6 plans come from 6 other sites, as those last published them."),
        "{words}"
    );
    assert!(words.contains("The plans of Site 6 could not be read."), "{words}");
    assert!(words.contains("Nor could those of 1 more site."), "{words}");
}
