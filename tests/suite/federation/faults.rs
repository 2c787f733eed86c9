//! Data and settings that are not as they should be.

use serde_json::{Value, json};

use super::{OWN, SETTINGS, federated, many, published};
use crate::html::{Site, is_page};
use crate::project::Project;

#[test]
fn data_that_is_not_there_or_is_something_else_is_said_and_the_site_is_built() {
    let page = "<!doctype html><title>Sign in</title>";
    let other = r#"{"schema": 2, "plans": []}"#;
    let cut = &published()[..900];
    let cases: [(Option<&str>, &str); 6] = [
        (None, "this file does not exist"),
        (Some(page), "this is not the data of a Phasebook site: expected value (line 1, column 1)"),
        (Some(other), "this data has schema 2, and this version reads schema 1 alone"),
        (Some(cut), "(line 2, column"),
        (Some("[]"), "this is not the data of a Phasebook site"),
        (Some(r#"{"schema": 1}"#), "missing field `plans`"),
    ];
    for (data, reason) in cases {
        let project =
            Project::empty().file("phasebook.toml", SETTINGS).file("content/shop.md", OWN);
        if let Some(data) = data {
            project.write("federation/pay.json", data);
        }
        let built = project.build(1);
        assert!(built.stderr.contains("federation-unreadable"), "{}", built.stderr);
        assert!(built.stderr.contains(reason), "{reason}: {}", built.stderr);
        let short = project.run(&["check", "--format", "short"]).stdout;
        assert!(short.contains("federation/pay.json:"), "{short}");
        assert!(!short.contains("content/federation"), "{short}");
        let site = Site::of(&project, "public");
        let index = site.page("index.html").main_text();
        assert!(index.contains("The plans of Payments could not be read."), "{index}");
        for page in
            ["risks.html", "gates.html", "rollback.html", "collisions.html", "exposure.html"]
        {
            let words = site.page(page).main_text();
            assert!(words.contains("The plans of Payments could not be read."), "{page}: {words}");
        }
        let findings = site.page("findings.html").main_text();
        assert!(findings.contains("federation/pay.json"), "{findings}");
        if data.is_none() {
            let fetch = "curl --fail --silent --show-error -o federation/pay.json \
                         https://pay.example.org/plans/api/v1/plans.json";
            assert!(built.stderr.contains(fetch), "{}", built.stderr);
        }
    }
}

#[test]
fn limits_are_kept_and_said() {
    let project = federated();
    let limit = |key: &str, value: usize| {
        project.write("phasebook.toml", format!("{SETTINGS}\n[limits]\n{key} = {value}\n"));
        let built = project.run(&["build"]);
        assert_eq!(built.status, 1, "{}", built.stderr);
        built.stderr
    };
    project.write("federation/pay.json", many(3));
    let said = limit("federation_plans", 2);
    assert!(said.contains("this data has 3 plans, and the limit is 2"), "{said}");
    assert!(said.contains("raise `federation_plans`"), "{said}");
    let said = limit("federation_bytes", 1000);
    assert!(said.contains("bytes, and the limit is 1000"), "{said}");
    assert!(said.contains("raise `federation_bytes`"), "{said}");
    let said = limit("phases", 2);
    assert!(said.contains("has 3 phases, and the limit is 2"), "{said}");
}

#[test]
fn hostile_data_reaches_no_address_and_no_markup() {
    let odd = |change: &dyn Fn(&mut Value)| {
        let mut data: Value = serde_json::from_str(&published()).expect("JSON");
        change(&mut data["plans"][0]);
        let project = federated().file("federation/pay.json", &data.to_string());
        let ran = project.run(&["build"]);
        (project, ran)
    };
    for slug in ["../x", "javascript:alert(1)", "a//b", "", "/a", "a/../b", "A", "a\u{0}b", "x\" y"]
    {
        let (_, ran) = odd(&|plan| plan["slug"] = json!(slug));
        assert_eq!(ran.status, 1, "{slug:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("has a slug that leads nowhere in a site"), "{}", ran.stderr);
    }
    let script = "<script>alert(1)</script>\u{202e}\u{0}\"'&";
    let (project, ran) = odd(&|plan| {
        for key in ["title", "owner", "author", "source", "flag"] {
            plan[key] = json!(script);
        }
        plan["tags"] = json!([script]);
        plan["status"]["text"] = json!(script);
        plan["phases"][1]["label"] = json!(script);
        plan["phases"][1]["users"] = json!(script);
        plan["phases"][1]["go_no_go"] = json!(script);
        plan["risks"][0]["text"] = json!(script);
        plan["risks"][0]["anchor"] = json!("x\" onclick=\"y");
        plan["attention"] = json!([{ "kind": "stale", "text": script }]);
        plan["url"] = json!("javascript:alert(1)");
        plan["path"] = json!("../../../etc");
    });
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    for (path, bytes) in project.files("public").iter().filter(|(path, _)| is_page(path)) {
        let text = String::from_utf8_lossy(bytes);
        for part in ["<script>alert", "onclick=", "javascript:", "etc", "\u{0}", "\u{202e}"] {
            let is_own =
                part == "etc" && text.matches("etc").count() == text.matches("etch").count();
            let is_rule = path.starts_with("rules/") || path == "about.html";
            assert!(!text.contains(part) || is_own || is_rule, "{path} holds {part:?}");
        }
    }
    for (key, value) in [
        ("current_phase_position", json!(0)),
        ("current_phase_position", json!(4_000_000_000_u32)),
        ("current_phase_position", Value::Null),
    ] {
        let (_, ran) = odd(&|plan| plan[key] = value.clone());
        assert!(ran.stderr.contains("does not have that phase"), "{}", ran.stderr);
    }
}

#[test]
fn settings_of_other_sites_are_checked() {
    let cases = [
        (
            "name = \"P\"\nurl = \"ftp://x.example/\"\nplans = \"p.json\"",
            "`url` must begin with `https://` or `http://`",
        ),
        (
            "name = \"P\"\nurl = \"https://x.example/\"\nplans = \"../p.json\"",
            "`plans` must be a path below the site's root",
        ),
        (
            "name = \"P\"\nurl = \"https://x.example/\"",
            "an entry of `[[federation]]` needs a `plans`",
        ),
        (
            "url = \"https://x.example/\"\nplans = \"p.json\"",
            "an entry of `[[federation]]` needs a `name`",
        ),
        ("name = \"P\"\nurl = \"https://x.example/\"\nplan = \"p.json\"", "did you mean `plans`?"),
        (
            "name = \"P\"\nurl = \"https://x.example/\"\nplans = \"p.json\"\n[[federation]]\nname = \"p\"\n\
             url = \"https://y.example/\"\nplans = \"q.json\"",
            "two entries of `[[federation]]` have the same `name`",
        ),
    ];
    for (entry, said) in cases {
        let project = Project::empty()
            .file("phasebook.toml", &format!("[[federation]]\n{entry}\n"))
            .file("content/shop.md", OWN);
        let ran = project.run(&["check"]);
        assert_eq!(ran.status, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}
