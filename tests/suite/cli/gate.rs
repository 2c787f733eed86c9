//! `gate`: may the next phase begin? In words, as data, and by the exit status.

use serde_json::{Value, json};

use crate::project::{ALPHA, Project, REFERENCE_TEMPLATE};

/// The plan with its gate open: every criterion is ticked, its risk is closed, and somebody owns the rollback.
fn ready() -> String {
    ALPHA
        .replace("- [ ] The approver has signed off", "- [x] The approver has signed off")
        .replace("| Search team | Open |", "| Search team | Closed |")
}

fn status_of(plan: &str, arguments: &[&str]) -> i32 {
    let project = Project::empty().file("content/alpha.md", plan);
    let ran = project.run(&[&["gate", "alpha"], arguments].concat());
    assert_eq!(ran.stderr, "", "{plan}");
    ran.status
}

#[test]
fn the_exit_status_is_the_verdict() {
    let ready = ready();
    for (plan, arguments, status) in [
        (&*ready, &[][..], 0),
        (&ready, &["--phase", "0"], 0),
        (ALPHA, &[], 1),
        (&ALPHA.replace("In Progress (since 9 November)", "Paused"), &[], 1),
        (
            &ready
                .replace("| Closed |", "| No idea |")
                .replace("| Medium | Critical |", "| TBD | ? |"),
            &[],
            3,
        ),
        (ALPHA, &["--phase", "2"], 3),
    ] {
        assert_eq!(status_of(plan, arguments), status, "{arguments:?}\n{plan}");
    }
}

#[test]
fn people_read_what_blocks_it_and_where_that_stands() {
    let ran = Project::alpha().run(&["gate", "alpha"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (1, ""));
    assert_eq!(
        ran.stdout,
        "Gate from Phase 1 to Phase 2: blocked\n\
         Alpha search, Phase 1 — Private preview (the current phase)\n\
         \n\
         Blocked by:\n  \
         content/alpha.md:27: Awaiting sign-off: Product + Search leads\n  \
         content/alpha.md:39: Severe risk R1 is open: Queries time out under load\n"
    );
}

#[test]
fn people_read_what_stops_it() {
    let no_go = ALPHA.replace(
        "| Two small bugs open |\n",
        "| Two small bugs open |\n| Phase 1 | No-Go | Dana Ruiz | 2026-11-20 | Too slow |\n",
    );
    let project = Project::empty().file("content/alpha.md", &no_go);
    let ran = project.run(&["gate", "alpha"]);
    assert_eq!(ran.status, 1);
    let words = "Stopped by:\n  content/alpha.md:34: No-Go, Dana Ruiz, 2026-11-20\n";
    assert!(ran.stdout.ends_with(words), "{}", ran.stdout);
    project.write("content/alpha.md", ALPHA.replace("In Progress (since 9 November)", "Paused"));
    let ran = project.run(&["gate", "alpha"]);
    assert!(
        ran.stdout.ends_with("Stopped by:\n  content/alpha.md:9: Status: Paused\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn people_read_what_is_not_stated_and_where_to_look() {
    let doubtful = ready().replace("| Phase 0 | Go |", "| Phase 1 | Perhaps |");
    let project =
        Project::empty().file("content/alpha.md", &doubtful.replace("In Progress", "Rolling"));
    let ran = project.run(&["gate", "alpha", "--phase", "1"]);
    assert_eq!(ran.status, 3, "{}", ran.stdout);
    assert!(ran.stdout.contains("Not stated:\n"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("  content/alpha.md:9: the plan’s status (“Rolling"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stdout.contains("  content/alpha.md:33: the decision on Phase 1 (“Perhaps”)"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_answer_for_programs_holds_the_gate_of_the_data() {
    let project = Project::alpha();
    let ran = project.run(&["gate", "alpha", "--format", "json"]);
    assert_eq!(ran.status, 1);
    let answer: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    for (key, value) in [
        ("slug", json!("alpha")),
        ("source", json!("alpha.md")),
        ("title", json!("Alpha search")),
        ("phase", json!(1)),
        ("phase_position", json!(2)),
        ("phase_label", json!("Phase 1 — Private preview")),
        ("chosen", json!("current")),
        ("gate", json!("Gate from Phase 1 to Phase 2")),
    ] {
        assert_eq!(answer[key], value, "{key}");
    }
    let exported = project.run(&["export"]).json();
    let gate = exported["plans"][0]["phases"][1]["gate"].as_object().expect("a gate");
    assert_eq!(gate["verdict"], "blocked");
    for (key, value) in gate {
        assert_eq!(&answer[key], value, "{key}");
    }
}

#[test]
fn a_plan_is_named_by_slug_by_source_or_by_path() {
    let project =
        Project::empty().file("content/pay/alpha.md", ALPHA).file("elsewhere/alpha.txt.md", ALPHA);
    for name in
        ["pay/alpha", "pay/alpha.md", "content/pay/alpha.md", "./content/pay/../pay/alpha.md"]
    {
        let ran = project.run(&["gate", name]);
        assert_eq!((ran.status, ran.stderr.as_str()), (1, ""), "{name}");
        assert!(ran.stdout.contains("  content/pay/alpha.md:27: "), "{name}: {}", ran.stdout);
    }
    let ran = project.run(&["gate", "elsewhere/alpha.txt.md"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("  elsewhere/alpha.txt.md:27: "), "{}", ran.stdout);
}

#[test]
fn a_plan_that_is_not_there_is_an_error_with_the_nearest() {
    let project = Project::empty()
        .file("content/pay/alpha.md", ALPHA)
        .file("content/notes.md", "# Notes\n\nNothing planned.\n")
        .file("content/table.csv", "a,b\n");
    for (name, said) in [
        ("pay/alpah", "did you mean `pay/alpha`?"),
        ("alpha", "did you mean `pay/alpha`?"),
        ("pay/alpah.md", "did you mean `pay/alpha.md`?"),
        ("zebra", "`phasebook list --format json` shows the slugs"),
        ("content/pay", "`content/pay` is a folder"),
        ("content/notes.md", "is not a plan: it has none of a plan's sections"),
        ("content/table.csv", "not a Markdown file (.csv)"),
    ] {
        let ran = project.run(&["gate", name]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{name}");
        assert!(ran.stderr.contains(said), "{name}: {}", ran.stderr);
    }
}

#[test]
fn a_phase_is_named_by_its_number_else_by_its_name() {
    let named = ALPHA
        .replace("Phase 0 — Internal dogfood", "Alpha")
        .replace("Phase 1 — Private preview", "Beta")
        .replace("| Phase 0 | Go", "| Alpha | Go")
        .replace("Phase 2 —", "Phase 2b —");
    let project = Project::empty().file("content/alpha.md", &named);
    for (phase, position) in
        [("beta", 2), ("Alpha", 1), ("2b", 3), ("phase 3", 4), ("general availability", 4)]
    {
        let ran = project.run(&["gate", "alpha", "--format", "json", "--phase", phase]);
        let answer: Value = serde_json::from_str(&ran.stdout).expect(&ran.stderr);
        assert_eq!(
            (&answer["phase_position"], &answer["chosen"]),
            (&json!(position), &json!("named"))
        );
    }
    for phase in ["2", "7", "", "Phase"] {
        let ran = project.run(&["gate", "alpha", "--phase", phase]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{phase}");
        let known = "it has: Alpha, Beta, Phase 2b, Phase 3";
        assert!(ran.stderr.contains(known), "{phase}: {}", ran.stderr);
    }
}

#[test]
fn without_a_current_phase_the_gate_is_told_that_is_next() {
    let check = |plan: &str, chosen: &str, position: u32, status: i32| {
        let project = Project::empty().file("content/alpha.md", plan);
        let ran = project.run(&["gate", "alpha", "--format", "json"]);
        let answer: Value = serde_json::from_str(&ran.stdout).expect(&ran.stderr);
        let found = (&answer["chosen"], &answer["phase_position"], ran.status);
        assert_eq!(found, (&json!(chosen), &json!(position), status), "{plan}");
        let ran = project.run(&["gate", "alpha"]);
        let words =
            if chosen == "last" { "(all gates are passed: " } else { "(no phase is current: " };
        assert!(ran.stdout.contains(words), "{}", ran.stdout);
    };
    let row = "| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n";
    let unbegun = ALPHA.replace(row, "").replace("In Progress (since 9 November)", "Draft");
    check(&unbegun, "first-not-passed", 1, 3);
    check(&ALPHA.replace(row, ""), "first-not-passed", 1, 3);
    let complete = ALPHA.replace("In Progress (since 9 November)", "Complete").replace(row, "");
    check(&complete, "last", 4, 0);
    // A complete plan with a gate on hold is no go-ahead.
    let held = "| Phase 2 | Hold | Search lead | 2026-11-09 | |\n";
    let held = ALPHA.replace("In Progress (since 9 November)", "Complete").replace(row, held);
    check(&held, "first-not-passed", 3, 1);
}

#[test]
fn a_plan_without_phases_has_no_gate() {
    let plan = "# Rollout Plan: Small\n\n**Status:** Draft\n\n## Rollback Plan\n\n1. Turn it off\n";
    let project = Project::empty().file("content/small.md", plan);
    let ran = project.run(&["gate", "small"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(
        ran.stderr.contains("`content/small.md` has no phases, so it has no gate"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_template_is_never_ready() {
    let project = Project::empty().file("content/t.md", REFERENCE_TEMPLATE);
    assert!(project.run(&["gate", "t"]).status > 0);
}

#[test]
fn words_of_authors_steer_no_terminal() {
    let plan = ALPHA.replace("Queries time out", "Queries \u{1b}[31mtime \u{202e}out");
    let project = Project::empty().file("content/alpha.md", &plan);
    let words = project.run(&["gate", "alpha"]).stdout;
    assert!(!words.contains(['\u{1b}', '\u{202e}']), "{words}");
    let coloured = project.run(&["--color", "always", "gate", "alpha"]).stdout;
    assert!(coloured.contains("\u{1b}[1m") && !coloured.contains("\u{1b}[31mtime"), "{coloured}");
}

#[test]
fn who_stops_reading_still_gets_the_verdict() {
    let project = Project::alpha();
    let mut child = project.command(&["gate", "alpha"]).spawn().expect("it starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}
