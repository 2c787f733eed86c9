//! Findings for programs: short, JSON, GitHub Actions, JUnit.

use super::{codes, flawed};
use crate::project::{ALPHA, Project};

#[test]
fn the_short_form_is_one_line_a_finding_and_nothing_else() {
    let ran = flawed().run(&["check", "--format", "short"]);
    assert_eq!(
        ran.stdout,
        "content/alpha.md:9:13: warning[unknown-status]: `Rolling along` is not a known status\n\
         content/alpha.md:40:3: warning[duplicate-risk-id]: two risks have the ID `r1`\n\
         content/alpha.md:87:49: warning[broken-link]: link `gone.md` points to a missing file\n"
    );
    assert_eq!(codes(&ran.stdout).len(), 3);
}

#[test]
fn json_is_one_object_with_every_part_of_a_finding() {
    let ran = flawed().run(&["check", "--format", "json"]);
    assert_eq!((ran.stdout.lines().count(), ran.stderr.as_str()), (1, ""));
    let json = ran.json();
    assert_eq!(json["schema"], 1);
    assert!(json["generator"].as_str().is_some_and(|g| g.starts_with("phasebook ")));
    assert_eq!(json["counts"], serde_json::json!({"error": 0, "warning": 3, "info": 0}));
    assert_eq!(
        json["findings"][1],
        serde_json::json!({
            "path": "content/alpha.md", "source": "alpha.md", "slug": "alpha",
            "line": 40, "column": 3, "end_line": 40, "end_column": 5,
            "level": "warning", "code": "duplicate-risk-id",
            "message": "two risks have the ID `r1`", "label": null,
            "labels": [{
                "line": 39, "column": 3, "end_line": 39, "end_column": 5,
                "text": "the first; a mention of the ID leads here"
            }],
            "notes": [], "help": ["give each risk an ID of its own, and never use one again"],
            "fix": [{
                "start_line": 40, "start_column": 3, "end_line": 40, "end_column": 5,
                "replacement": "r4"
            }]
        })
    );
    assert_eq!(json["findings"][0]["fix"], serde_json::Value::Null);
}

#[test]
fn json_of_a_file_that_can_t_be_read_has_no_slug() {
    let project = Project::alpha().file("phasebook.toml", "[limits]\nfile_bytes = 4000\n");
    project.write("content/long.md", "x".repeat(5000));
    let ran = project.run(&["check", "--format", "json"]);
    assert_eq!(ran.status, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let finding = &json["findings"][0];
    assert_eq!(finding["code"], "unreadable-file");
    assert_eq!(finding["slug"], serde_json::Value::Null);
    assert_eq!((&finding["line"], &finding["column"]), (&1.into(), &1.into()));
}

#[test]
fn github_gets_one_command_a_finding() {
    let project = flawed().file("content/Alpha.markdown", ALPHA);
    let ran = project.run(&["check", "--format", "github"]);
    assert_eq!(ran.stderr, "", "results alone");
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].starts_with("::error file=content/alpha.md,title=duplicate-slug::"));
    assert!(lines[1].starts_with(
        "::warning file=content/alpha.md,line=9,col=13,endLine=9,endColumn=26,\
         title=unknown-status::`Rolling along` is not a known status%0Anote: "
    ));
    let info = Project::alpha().file("phasebook.toml", "[rules]\nraw-html = \"info\"\n");
    info.write("content/a, b: 100%.md", "# x\n\n<u-x>\n");
    let ran = info.run(&["check", "--format", "github"]);
    let start = "::notice file=content/a%2C b%3A 100%25.md,line=3,";
    assert!(ran.stdout.starts_with(start), "{}", ran.stdout);
}

/// Suites with their cases: the name, and whether it failed, passed with words or passed.
fn suites(xml: &str) -> Vec<(String, Vec<(String, &'static str)>)> {
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|e| panic!("{e}\n{xml}"));
    let root = document.root_element();
    let number = |node: &roxmltree::Node<'_, '_>, name: &str| -> usize {
        node.attribute(name).expect("a count").parse().expect("a number")
    };
    let (mut tests, mut failures) = (0, 0);
    let mut suites = Vec::new();
    for suite in root.children().filter(|n| n.has_tag_name("testsuite")) {
        let path = suite.attribute("name").expect("a name");
        let cases: Vec<(String, &str)> = suite
            .children()
            .filter(|n| n.has_tag_name("testcase"))
            .map(|case| {
                assert_eq!(case.attribute("classname"), Some(path));
                let child = case.first_element_child().map(|c| c.tag_name().name().to_owned());
                let how = match child.as_deref() {
                    Some("failure") => "failed",
                    Some("system-out") => "told",
                    Some(other) => panic!("{other}"),
                    None => "passed",
                };
                (case.attribute("name").expect("a name").to_owned(), how)
            })
            .collect();
        let failed = cases.iter().filter(|(_, how)| *how == "failed").count();
        assert_eq!((number(&suite, "tests"), number(&suite, "failures")), (cases.len(), failed));
        tests += cases.len();
        failures += failed;
        suites.push((path.to_owned(), cases));
    }
    assert_eq!((number(&root, "tests"), number(&root, "failures")), (tests, failures));
    suites
}

#[test]
fn junit_has_a_suite_a_file_and_a_case_a_finding() {
    let project = flawed().file("content/b.md", ALPHA);
    let run = |level: &str| {
        let ran = project.run(&["check", "--format", "junit", "--fail-on", level]);
        assert_eq!(ran.stderr, "", "results alone");
        suites(&ran.stdout)
    };
    let warnings = run("warning");
    let names: Vec<&str> = warnings.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["content/alpha.md", "content/b.md"]);
    assert_eq!(warnings[1].1, [("no findings".to_owned(), "passed")]);
    assert_eq!(
        warnings[0].1,
        [
            ("unknown-status at 9:13".to_owned(), "failed"),
            ("duplicate-risk-id at 40:3".to_owned(), "failed"),
            ("broken-link at 87:49".to_owned(), "failed"),
        ]
    );
    assert!(run("error")[0].1.iter().all(|(_, how)| *how == "told"));
}

#[test]
fn no_form_lets_a_hostile_author_through() {
    let status = "\u{1b}[2J\u{7}Roll \u{202e}\u{9b}31m <&\"'>]]> ::error::x %0A \u{FFFF}";
    let project = Project::empty().file(
        "content/\u{1b}[31m\u{202e}<&\">red\n::error::.md",
        &ALPHA
            .replace("In Progress (since 9 November)", status)
            .replace("https://example.org/note", "\u{1b}]0;x.md"),
    );
    for format in ["human", "short", "json", "github", "sarif", "junit"] {
        let ran = project.run(&["check", "--format", format]);
        let is_raw = |c: &char| c.is_control() && *c != '\n' || *c == '\u{202e}';
        for text in [&ran.stdout, &ran.stderr] {
            assert_eq!(text.chars().find(is_raw), None, "{format}: {text:?}");
        }
        let forged = ran.stdout.lines().find(|line| line.starts_with("::error"));
        assert_eq!(forged, None, "{format}");
        match format {
            "junit" => assert!(!suites(&ran.stdout).is_empty()),
            "json" | "sarif" => {
                serde_json::from_str::<serde_json::Value>(&ran.stdout).expect("JSON");
            }
            "short" | "github" => assert!(ran.stdout.lines().count() >= 2, "{}", ran.stdout),
            _ => {}
        }
    }
}
