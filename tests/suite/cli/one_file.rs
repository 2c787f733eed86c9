//! One plan as one file: it needs nothing beside it.

use std::collections::BTreeSet;

use crate::html::{Page, parse};
use crate::project::{ALPHA, Project};

const PLAN: &str = "payments/instant-supplier-payouts";

fn exported(project: &Project, more: &[&str]) -> Page {
    let ran = project.run(&[&["export", "--format", "html"], more].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    parse(&ran.stdout)
}

#[test]
fn every_page_of_the_plan_is_a_part_and_links_stay_inside() {
    let project = Project::example();
    let page = exported(&project, &[PLAN]);
    assert_eq!(page.errors, Vec::<String>::new());
    let parts: Vec<String> =
        page.main().elements().filter_map(|e| e.attribute("id")).map(str::to_owned).collect();
    for part in ["p-index", "p-phases", "p-risks", "p-checklists", "p-rollback", "p-source"] {
        assert!(parts.iter().any(|known| known == part), "{part}: {parts:?}");
    }
    let ids: Vec<&str> = page.root.every().into_iter().filter_map(|e| e.attribute("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "each id once");
    assert_eq!(page.root.all("h1").len(), 1);
    for element in page.root.every() {
        assert!(!["script", "link", "iframe"].contains(&&*element.tag), "{}", element.tag);
        assert!(element.attribute("src").is_none_or(|src| src.starts_with("data:")));
        let Some(href) = element.attribute("href") else { continue };
        match href.strip_prefix('#') {
            Some(id) => assert!(known.contains(id), "{href}"),
            None => assert!(
                ["http", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme)),
                "{href}"
            ),
        }
    }
}

#[test]
fn the_rollback_page_alone_is_short() {
    let project = Project::example();
    let page = exported(&project, &[PLAN, "--only", "rollback"]);
    assert_eq!(page.main().elements().count(), 1);
    assert!(page.main_text().contains("Roll back: Instant Supplier Payouts"));
}

#[test]
fn links_to_other_pages_lead_to_the_site_where_its_place_is_known() {
    let settings = "[site]\nbase_url = \"https://docs.example/rollouts\"\n";
    let project = Project::alpha().file("phasebook.toml", settings);
    let page = exported(&project, &["alpha"]);
    let hrefs: Vec<&str> = page.root.all("a").iter().filter_map(|a| a.attribute("href")).collect();
    assert!(hrefs.contains(&"https://docs.example/rollouts/about.html#gates"), "{hrefs:?}");
}

#[test]
fn hostile_words_stay_words() {
    let hostile = ALPHA.replace("# Rollout Plan: ", "# Rollout Plan: </style><script>x</script> ");
    let project = Project::empty().file("content/a.md", &hostile);
    let page = exported(&project, &["content/a.md"]);
    assert!(page.root.all("script").is_empty());
    assert!(page.title().contains("</style><script>x</script>"), "{}", page.title());
}

#[test]
fn an_audience_is_told_once_and_shown_its_part() {
    let project = Project::alpha().file(
        "phasebook.toml",
        "[audience.support]\nsections = [\"!risks\"]\ncolumns = [\"!Nothing\"]\n",
    );
    let arguments = ["export", "--format", "html", "alpha", "--audience", "support"];
    let ran = project.run(&arguments);
    assert!(ran.stderr.contains("names the column `Nothing`"), "{}", ran.stderr);
    let text = parse(&ran.stdout).main_text();
    assert_eq!(text.matches("Edition for “support”").count(), 1);
    assert!(text.contains("No risks are shown to this audience."), "{text}");
    let risk = "Queries time out under load";
    assert!(exported(&project, &["alpha"]).main_text().contains(risk));
    assert!(!text.contains(risk));
}

#[test]
fn one_plan_has_to_be_named() {
    let project = Project::alpha();
    for (options, words) in [
        (&["export", "--format", "html"][..], "one has to be named"),
        (
            &["export", "--format", "html", "nothing"],
            "`nothing` is neither a plan's slug nor a file",
        ),
        (&["export", "--only", "rollback"], "`--only` goes with `--format html`"),
    ] {
        let ran = project.run(options);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{options:?}");
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
}
