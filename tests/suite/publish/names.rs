//! Names of files that file systems and servers would take for one, or for something else.

use std::collections::BTreeMap;

use crate::project::{ALPHA, Project};

/// The folders of a site's plans, by the title of the plan that each shows.
fn plans(project: &Project) -> BTreeMap<String, String> {
    let data = project.run(&["export"]).json();
    let plans = data["plans"].as_array().expect("plans").iter();
    plans.map(|plan| (text(&plan["title"]), text(&plan["slug"]))).collect()
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn titled(title: &str) -> String {
    ALPHA.replace("Alpha search", title)
}

#[test]
fn names_that_some_file_system_takes_for_one_are_all_published_and_told() {
    // Composed and decomposed; cases; full folding of ß, ſ and the Kelvin sign; runs of other characters.
    let twins = [
        ["caf\u{e9}", "cafe\u{301}"],
        ["Plan", "plan"],
        ["stra\u{df}e", "strasse"],
        ["\u{17f}late", "slate"],
        ["\u{212a}elvin", "kelvin"],
        ["a_b", "a - b"],
    ];
    for [first, second] in twins {
        let project = Project::empty()
            .file(&format!("content/{first}.md"), &titled("One plan"))
            .file(&format!("content/{second}.md"), &titled("Another plan"));
        let ran = project.build(1);
        assert!(ran.stderr.contains("error[duplicate-slug]"), "{first}: {}", ran.stderr);
        let plans = plans(&project);
        assert_eq!(plans.len(), 2, "{first}");
        let mut folded: Vec<String> = plans.values().map(|slug| slug.to_lowercase()).collect();
        folded.dedup();
        assert_eq!(folded.len(), 2, "{first}: {plans:?}");
        for (title, slug) in &plans {
            let page = project.read(&format!("public/plans/{slug}/index.html"));
            assert!(page.contains(title), "{first}: {slug} shows {title}");
        }
        assert!(plans.values().any(|slug| slug.ends_with("-2")), "{first}: {plans:?}");
    }
}

#[test]
fn names_that_no_file_system_may_be_given_are_mapped() {
    let long = "x".repeat(250);
    let names = [
        ("CON", "con-1"),
        ("nul", "nul-1"),
        ("com1", "com1-1"),
        ("LPT9", "lpt9-1"),
        ("aux.plan", "aux-plan"),
        ("dot.", "dot"),
        ("space ", "space"),
        ("!...", "untitled"),
        (" ", "untitled"),
        ("!...", "untitled"),
        ("a:b\\c\"d<e>|f", "a-b-c-d-e-f"),
        ("-n", "n"),
        (long.as_str(), &long[..80]),
    ];
    for (name, slug) in names {
        let project = Project::empty().file(&format!("content/{name}.md"), &titled("Odd plan"));
        project.build(0);
        assert_eq!(plans(&project), BTreeMap::from([("Odd plan".to_owned(), slug.to_owned())]));
        assert!(project.exists(&format!("public/plans/{slug}/index.html")), "{name:?}");
        for path in project.files("public").keys() {
            for segment in path.split('/') {
                let is_plain = !segment.ends_with(['.', ' ']) && segment.len() <= 255;
                assert!(is_plain, "{name:?}: {path}");
            }
        }
    }
}
