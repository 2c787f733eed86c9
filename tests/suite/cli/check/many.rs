//! Many findings: the worst in full, the others by rule and folder; template text once a plan.

use std::fmt::Write as _;

use crate::project::{ALPHA, Project};

/// Plans in progress in two folders, each without most of a plan and with as many links to nothing.
fn many(links: usize) -> Project {
    let mut text =
        "# Rollout Plan: Buoys\n\n**Status:** In Progress\n\n## Rollback Plan\n".to_owned();
    for n in 1..=links {
        let _ = write!(text, "\nSee [chart {n}](gone-{n}.md).\n");
    }
    Project::empty().file("content/north/a.md", &text).file("content/south/b.md", &text)
}

/// How many findings are told in full.
fn told(output: &str) -> usize {
    output.matches("\n --> ").count() + output.matches("\n  --> ").count()
}

#[test]
fn of_many_findings_the_worst_are_told_and_the_others_summed_up() {
    let project = many(30);
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 1);
    assert_eq!(told(&ran.stdout), 20, "{}", ran.stdout);
    let (last_error, first_warning) = (ran.stdout.rfind("error["), ran.stdout.find("warning["));
    assert!(last_error < first_warning, "errors come first: {}", ran.stdout);
    let (_, sum) = ran.stdout.split_once(" more, by rule:\n").expect("a sum");
    let (rules, folders) = sum.split_once("by folder:\n").expect("by folder");
    assert!(folders.contains("  content/south/\n"), "{sum}");
    assert!(sum.ends_with("help: `phasebook check --all` shows every finding\n\n"), "{sum}");
    let count = rules.lines().find_map(|line| line.strip_suffix("  broken-link"));
    let count: usize = count.expect("the rule").trim().parse().expect("a number");
    let in_full = ran.stdout.matches("[broken-link]").count();
    assert_eq!(count + in_full, 60, "nothing is lost: {}", ran.stdout);
    let all = project.run(&["check", "--all"]);
    assert_eq!((all.status, all.stderr), (1, ran.stderr.clone()), "the counts are those of all");
    assert!(told(&all.stdout) > 60 && !all.stdout.contains("by rule"), "{}", all.stdout);
    let built = project.run(&["build"]).stderr;
    assert_eq!(told(&built), 20, "{built}");
    assert!(built.contains("`phasebook check --all` shows every finding"), "{built}");
}

#[test]
fn forms_for_programs_are_whole_and_few_findings_too() {
    let project = many(30);
    for (form, mark) in
        [("short", "[broken-link]"), ("github", "title=broken-link"), ("json", "\"broken-link\"")]
    {
        let found = project.run(&["check", "--format", form]).stdout;
        assert!(found.matches(mark).count() >= 60, "{form}: {found}");
    }
    let few = many(2).run(&["check"]).stdout;
    assert!(!few.contains("by rule") && few.contains("[broken-link]"), "{few}");
}

#[test]
fn template_text_of_a_plan_is_one_finding_for_people_and_a_place_each_for_programs() {
    let project = Project::empty().file("content/alpha.md", ALPHA);
    assert_eq!(project.run(&["new", "Tide tables", "--author", "Ada Holm"]).status, 0);
    let ran = project.run(&["check"]);
    assert_eq!(ran.status, 0, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("[unfilled-template-text]").count(), 1, "{}", ran.stdout);
    assert!(ran.stdout.contains(" places still hold template text"), "{}", ran.stdout);
    assert!(ran.stdout.lines().count() < 80, "one screen or two: {}", ran.stdout);
    let each = project.run(&["check", "--format", "short"]).stdout;
    let places = each.matches("[unfilled-template-text]").count();
    assert!(places > 10, "{each}");
    let first = format!("{places} places still hold template text");
    assert!(ran.stdout.contains(&first), "{first}: {}", ran.stdout);
}
