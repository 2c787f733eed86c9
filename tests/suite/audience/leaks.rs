//! Nothing of what is left out is in any file of a site, in whatever form.

#![expect(clippy::print_stdout, reason = "the counts are for who runs this with `--nocapture`")]

use super::build;
use super::decoded::{decoded, site};
use crate::project::Project;

/// A word that stands in everything that is left out, and nowhere else.
const SECRET: &str = "Quarzit";

/// What carries the secret in generated plans.
#[derive(Clone, Copy)]
struct Carriers {
    sections: bool,
    columns: bool,
}

/// A plan. What stands in braces is said in secret where the plan is left out (`n:`), or its section (`s:`), or its
/// column (`c:`).
const PLAN: &str = "\
---
aliases: [old/{n:alias}]
tags: [{n:tag}]
depends_on:
  - secret/plan-{other}-quarzit
  - pay/plan-1
sponsor: {c:sponsor}
---

# Rollout Plan: {n:launch}

**Status:** {status}
**Owner:** {n:Owner}
**Sponsor:** {c:Sponsor}
**Current phase:** Phase {phase}
**Last updated:** 2026-11-0{day}

{n:opening sentence.} <!-- Quarzit comment -->

{links}

## Rollout Phases

| Phase | Scope | Users | Start | Duration | Success Criteria | Go / No-Go | Sponsor |
|---|---|---|---|---|---|---|---|
| Phase 0 — {n:staff} | {n:scope} | ~40 users | 2026-11-0{day} | 2 weeks | {n:error} rate < 1% | {n:Approver} | {c:Sponsor} |
| Phase 1 — {n:everybody} | {n:scope} | All users |  | 3 weeks | No P0 bugs | Head of product | {c:sponsor two} |

### Phase Transition Criteria

- [{tick}] {n:criterion}

## Budget

{s:money is needed.} See [the sheet](sheet-{number}.csv) and ![{s:chart}](chart-{number}.png).[^m]

### {s:Sub heading}

> {s:quote}

```sh
{s:command}
```

## Risk Register

| ID | Risk | Category | Likelihood | Impact | Mitigation | Owner | Status |
|---|---|---|---|---|---|---|---|
| R1 | {s:risk} | {s:category} | High | Critical | {s:mitigation} before Phase 1 | {s:Risk owner} | Open |

#### Risk 2: {s:second risk}

- **Likelihood:** Low
- **Impact:** High
- **Mitigation:** {s:mitigation}
  - {s:detail}
- **Owner:** {s:Person}

## Communication plan

{n:support must know this.}

## Rollback Plan

### Rollback Triggers

- {n:error rate} > 2%

### Rollback Steps

1. {n:turn it off}
   Sponsor: {c:sponsor of a step}

### Rollback Owners

| Phase | Primary Owner | Backup Owner | Sponsor |
|---|---|---|---|
| All | {n:First} | {n:Second} | {c:sponsor} |

## Launch Checklist

- [ ] {n:item}
- [ ] Sponsor: {c:sponsor of an item}

## Go / No-Go Log

| Phase | Decision | By | Date | Sponsor |
|---|---|---|---|---|
| Phase 0 | Go | {n:Decider} | 2026-11-0{day} | {c:sponsor} |

[^m]: {s:footnote}
";

/// What plans that are shown say of one that is left out.
const LINKS: &str = "\
See [the other plan](../secret/plan-{other}-quarzit.md), [its risks](../secret/plan-{other}-quarzit.md#risks),
[[plan-{other}-quarzit|that one]], ![a drawing](../secret/plan-{other}-quarzit.md) and [the folder](../secret/).";

/// The path and the text of a plan.
fn generated(number: usize, carriers: Carriers) -> (String, String) {
    let is_withheld = number.is_multiple_of(4);
    let folder = if is_withheld { "secret" } else { ["mobile", "pay", "maps"][number % 3] };
    let other = (number / 4).max(1) * 4;
    let own = |is_secret: bool, words: &str| {
        let word = if is_secret { SECRET } else { "Plain" };
        format!("{word} {words} {number}")
    };
    let said = |key: &str| match key.split_once(':') {
        Some(("n", words)) => own(is_withheld, words),
        Some(("s", words)) => own(is_withheld || carriers.sections, words),
        Some(("c", words)) => own(is_withheld || carriers.columns, words),
        _ => match key {
            "status" => {
                ["In Progress", "Approved", "Draft", "Paused", "Complete"][number % 5].into()
            }
            "tick" => if number.is_multiple_of(3) { "x" } else { " " }.into(),
            "phase" => (number % 2).to_string(),
            "day" => (number % 9 + 1).to_string(),
            "other" => other.to_string(),
            "links" if is_withheld => String::new(),
            "links" => LINKS.replace("{other}", &other.to_string()),
            _ => number.to_string(),
        },
    };
    let mut parts = PLAN.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (key, rest) = part.split_once('}').expect("a closed brace");
        text.push_str(&said(key));
        text.push_str(rest);
    }
    let name =
        if is_withheld { format!("plan-{number}-quarzit") } else { format!("plan-{number}") };
    (format!("content/{folder}/{name}.md"), text)
}

fn project_of(carriers: Carriers) -> Project {
    let settings = "[site]\nbase_url = \"https://example.org/plans/\"\n\
        [audience.support]\nplans = [\"!secret/**\", \"!tag:hidden\"]\nsections = [\"!Budget\", \"!risks\"]\n\
        [audience.partners]\nplans = [\"!secret/**\"]\ncolumns = [\"!Sponsor\"]\n\
        [audience.board]\nplans = [\"pay\", \"maps\", \"mobile\"]\nsections = [\"!Budget\", \"!risks\"]\ncolumns = [\"!Sponsor\"]\n";
    let project = Project::empty().file("phasebook.toml", settings);
    for number in 1..=64 {
        let (path, text) = generated(number, carriers);
        project.write(&path, text);
        let folder = path.rsplit_once('/').expect("a folder").0;
        let is_secret = carriers.sections || folder.ends_with("secret");
        let word = if is_secret { SECRET } else { "Plain" };
        project.write(&format!("{folder}/sheet-{number}.csv"), format!("{word};{number}\n"));
        project.write(&format!("{folder}/chart-{number}.png"), b"\x89PNG\r\n\x1a\n");
    }
    project
}

/// How often the secret is in the files of a site, how many there are, and some of the places.
fn count(project: &Project, folder: &str) -> (usize, usize, Vec<String>) {
    let secret = SECRET.to_lowercase();
    let files = site(project, folder);
    let mut found = 0;
    let mut places = Vec::new();
    for (path, text) in &files {
        let here = text.matches(&secret).count() + path.to_lowercase().matches(&secret).count();
        if here > 0 {
            let at = text.find(&secret).unwrap_or_default();
            let from = text[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
            let near: String = text[from..].chars().take(140).collect();
            places.push(format!("{path}: {near}"));
        }
        found += here;
    }
    (files.len(), found, places)
}

#[test]
fn a_site_for_all_holds_what_editions_leave_out() {
    let project = project_of(Carriers { sections: true, columns: true });
    project.run(&["build", "--today", "2026-11-22"]);
    let (files, found, _) = count(&project, "public");
    println!("for all: {found} in {files} files");
    assert!(found > 10_000, "{found} in {files} files");
}

#[test]
fn no_file_of_an_edition_holds_a_word_that_is_left_out() {
    let cases = [
        ("support", Carriers { sections: true, columns: false }),
        ("partners", Carriers { sections: false, columns: true }),
        ("board", Carriers { sections: true, columns: true }),
    ];
    let secret = SECRET.to_lowercase();
    for (audience, carriers) in cases {
        let project = project_of(carriers);
        build(&project, audience);
        let (shown, leaked, places) = count(&project, &format!("public-{audience}"));
        println!("{audience}: {leaked} in {shown} files");
        assert!(shown > 300, "{shown}");
        assert_eq!(leaked, 0, "{}", places[..places.len().min(12)].join("\n"));
        let export = project.run(&["export", "--audience", audience, "--today", "2026-11-22"]);
        assert!(!decoded(export.stdout.as_bytes()).contains(&secret));
        assert!(!decoded(export.stderr.as_bytes()).contains(&secret));
        for (format, table) in [("csv", "plans"), ("csv", "risks")] {
            let ran = project.run(&[
                "export",
                "--audience",
                audience,
                "--format",
                format,
                "--table",
                table,
            ]);
            assert!(!decoded(ran.stdout.as_bytes()).contains(&secret), "{table}");
        }
        if carriers.sections {
            let files = project.files(&format!("public-{audience}"));
            assert!(
                !files.keys().any(|path| path.starts_with("files/")),
                "files of hidden sections"
            );
        }
    }
}
