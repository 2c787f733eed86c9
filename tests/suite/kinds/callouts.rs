//! Callouts of `MkDocs`, Docusaurus, Obsidian and GitHub: what stands in them counts as if it stood in the
//! plan itself.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};
use crate::project::Project;

fn steps(plan: &Value) -> Vec<Value> {
    each(&plan["rollback"]["steps"], "text")
}

/// The plan's page as its author wrote it, from the heading on.
fn source(text: &str) -> String {
    let site = Project::empty().file("content/plan.md", text);
    site.run(&["build"]);
    let page = site.page("plans/plan/source.html");
    let (_, prose) = page.split_once("class=\"prose\"").expect("the plan");
    prose.to_owned()
}

#[test]
fn callouts_hold_sections_steps_and_boxes() {
    let inputs = [
        "!!! danger \"Rollback steps\"\n    1. Close the sluice\n    2. Call the harbour\n\n\
         !!! note \"Pre-Launch\"\n    - [x] Pumps tested\n    - [ ] Gauges read\n",
        "???+ warning \"Rollback steps\"\n\n\t1. Close the sluice\n\t2. Call the harbour\n\n\
         ??? note \"Pre-Launch\"\n\n    - [x] Pumps tested\n\n    - [ ] Gauges read\n",
        ":::danger[Rollback steps]\n\n1. Close the sluice\n2. Call the harbour\n\n:::\n\n\
         ::: info Pre-Launch\n- [x] Pumps tested\n- [ ] Gauges read\n:::\n",
        "> [!danger]- Rollback steps\n> 1. Close the sluice\n> 2. Call the harbour\n\n\
         > [!todo] Pre-Launch\n> - [x] Pumps tested\n> - [ ] Gauges read\n",
        "::::caution[Rollback steps]\n:::tip\n1. Close the sluice\n2. Call the harbour\n:::\n::::\n\
         :::note{title=\"Pre-Launch\"}\n- [x] Pumps tested\n- [ ] Gauges read\n:::\n",
        "!!! danger \"Rollback-Schritte\"\n    1. Close the sluice\n    2. Call the harbour\n\
         !!! note \"Vor dem Start\"\n    - [x] Pumps tested\n    - [ ] Gauges read\n",
        "> [!attention] Étapes du rollback\n> 1. Close the sluice\n> 2. Call the harbour\n\n\
         > [!check] Avant le lancement\n> - [x] Pumps tested\n> - [ ] Gauges read\n",
    ];
    for input in inputs {
        let plan = plan(&format!(
            "# Rollout Plan: Sluice\n\n**Status:** Draft\n\n## Rollback Plan\n\n{input}\nAfter it all.\n"
        ));
        let want = [json!("Close the sluice"), json!("Call the harbour")];
        assert_eq!(steps(&plan), want, "{input}");
        let groups = plan["checklists"].as_array().expect("groups");
        assert_eq!(groups.len(), 1, "{input}");
        assert_eq!(groups[0]["kind"], "pre-launch", "{input}");
        assert_eq!(each(&groups[0]["items"], "done"), [json!(true), json!(false)], "{input}");
    }
}

#[test]
fn tables_and_facts_in_callouts_are_read() {
    let plan = plan(
        "# Rollout Plan: Sluice\n\n!!! abstract \"Facts\"\n    **Status:** In Progress\n\n    \
         **Owner:** Ida Holm\n\n## Rollout Phases\n\n:::info\n\n| Phase | Users |\n|---|---|\n\
         | Phase 1 — North | 5 |\n\n:::\n\n## Risk Register\n\n> [!NOTE]\n> | ID | Risk | Likelihood | \
         Impact |\n> |---|---|---|---|\n> | R1 | Silt | High | Low |\n",
    );
    assert_eq!(plan["status"]["kind"], "in-progress");
    assert_eq!(plan["owner"], "Ida Holm");
    assert_eq!(each(&plan["phases"], "name"), [json!("North")]);
    assert_eq!(each(&plan["risks"], "line"), [json!(23)]);
}

#[test]
fn what_follows_a_callout_belongs_to_the_section_around_it() {
    let plan = plan(
        "# Rollout Plan: Sluice\n\n**Status:** Draft\n\n## Rollback Plan\n\n### Rollback Steps\n\n\
         !!! note \"Pre-Launch\"\n    - [ ] Gauges read\n\n1. Close the sluice\n",
    );
    assert_eq!(steps(&plan), [json!("Close the sluice")]);
    assert_eq!(plan["checklists"][0]["name"], "Pre-Launch");
}

#[test]
fn callouts_are_shown_with_their_titles() {
    let page = source(
        "# Rollout Plan: Sluice\n\n!!! danger \"No **boats**\"\n    Wait.\n\n    Then go.\n\
         Right after.\n\n:::tip\nKeep dry.\n:::\n\n> [!faq] Why?\n> Rain.\n\n> [!WARNING]\n> Slippery.\n\n\
         ## Launch Checklist\n",
    );
    for shown in [
        "<blockquote data-alert=\"caution\">\n<p class=\"alert\" id=\"l3\">No <strong>boats</strong></p>\n\
         <p id=\"l4\">Wait.</p>\n<p id=\"l6\">Then go.</p>\n</blockquote>\n\
         <p id=\"l7\">Right after.</p>",
        "<blockquote data-alert=\"tip\">\n<p class=\"alert\" id=\"l9\">Tip</p>",
        "<p class=\"alert\" id=\"l13\">Why?</p>",
        "<blockquote data-alert=\"warning\">\n<p class=\"alert\" id=\"l16\">Warning</p>",
    ] {
        assert!(page.contains(shown), "{shown}\nin\n{page}");
    }
    assert!(!page.contains(":::") && !page.contains("!!!") && !page.contains("[!"));
}

#[test]
fn what_has_no_end_or_no_words_is_told_and_loses_nothing() {
    let text = "# Rollout Plan: Sluice\n\n**Status:** Draft\n\n:::warning\nSlippery\n\n## Rollback Plan\n\n\
                1. Close the sluice\n\n:::\n\n!!! tip\nKeep dry.\n";
    let plan = plan(text);
    assert_eq!(steps(&plan), [json!("Close the sluice")]);
    let page = source(text);
    for words in ["Slippery", "Close the sluice", "!!! tip", "Keep dry."] {
        assert!(page.contains(words), "{words}");
    }
    let plan = super::plan(&text.replace("\n:::\n", "\n"));
    let told: Vec<String> =
        findings(&plan).into_iter().filter(|f| f.starts_with("broken-callout")).collect();
    assert_eq!(
        told,
        [
            "broken-callout 5: `:::warning` is never closed",
            "broken-callout 13: `!!! tip` has no words under it",
        ]
    );
    let stray = super::plan("# Rollout Plan: A\n\n## Rollback Plan\n\nx\n\n:::\n");
    assert!(codes(&stray).contains(&"broken-callout"), "{:?}", findings(&stray));
}

#[test]
fn places_in_callouts_are_those_of_the_file() {
    let text = "# Rollout Plan: Sluice\n\n## Rollback Plan\n\n- Note\n\n    !!! danger \"Stop\"\n        \
                See [the map](gone.md).\n\n:::tip\n- see [it](lost.md)\n:::\n";
    let ran = Project::empty().file("content/plan.md", text).run(&["check", "--format", "short"]);
    for place in ["plan.md:8:13: warning[broken-link]", "plan.md:11:7: warning[broken-link]"] {
        assert!(ran.stdout.contains(place), "{place} in {}", ran.stdout);
    }
}

#[test]
fn marks_in_code_and_prose_are_no_callouts() {
    for text in [
        "Attention!!! Read this.",
        "!!! 3 boats are late !!!",
        "Run `!!` again, then `:::x`.",
        "```\n!!! note \"x\"\n    y\n:::tip\n```",
        "- a\n\n  ~~~text\n  :::tip\n  ~~~",
        "Words:\n\n    !!! note \"x\"\n        y",
        "<!--\n:::tip\n-->\n\nWords.",
        "std::vector and a:::b",
        ":::mermaid\ngraph TD\n:::",
        "> [not] a callout",
        "> [!] neither",
        "??? what is this",
    ] {
        let plan = plan(&format!("# Rollout Plan: A\n\n## Rollback Plan\n\n{text}\n"));
        assert!(!codes(&plan).contains(&"broken-callout"), "{text}: {:?}", findings(&plan));
        let page = source(&format!("# Rollout Plan: A\n\n## Rollback Plan\n\n{text}\n"));
        assert!(!page.contains("data-alert"), "{text}: {page}");
    }
}

#[test]
fn callouts_that_are_broken_alike_are_one_finding() {
    for (opener, message) in [
        ("!!! tip", "`!!! tip` has no words under it (and 3 more like it)"),
        ("!!! danger", "`!!! danger` has no words under it (and 3 more like it)"),
        (":::", "`:::` closes nothing (and 3 more like it)"),
    ] {
        let body = format!("{opener}\n\nWords.\n\n").repeat(4);
        let plan = plan(&format!("# Tills\n\n## Checklist\n\n- [ ] Keys\n\n## Notes\n\n{body}"));
        let broken: Vec<String> =
            findings(&plan).into_iter().filter(|f| f.starts_with("broken-callout")).collect();
        assert_eq!(broken, [format!("broken-callout 9: {message}")]);
    }
}

#[test]
fn items_behind_a_tab_are_read_whatever_character_stands_first() {
    for first in ["☐", "→", "é", "aé", "🚀", "中文"] {
        let plan = plan(&format!(
            "# Rollout Plan: Sluice\n\nSee [[Harbour]].\n\n## Rollback Plan\n\n### Rollback Steps\n\n\
             -\t{first} Close the sluice\n*\tCall the harbour\n"
        ));
        assert_eq!(steps(&plan).len(), 2, "{first}");
    }
}
