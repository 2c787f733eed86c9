//! Boxes that are none of GitHub's, groups of nested lists, and ticks above open items.

use serde_json::{Value, json};

use super::{codes, each, findings, plan};
use crate::html::{Element, Site};
use crate::project::Project;

fn pre_launch(items: &str) -> Value {
    plan(&list(items))
}

fn list(items: &str) -> String {
    format!(
        "# Rollout Plan: Locks\n\n**Status:** Draft\n\n## Launch Checklist\n\n### Pre-Launch\n\n{items}\n"
    )
}

/// Marks as `text state`, with how they are written.
fn marks(plan: &Value) -> Vec<String> {
    let lists = plan["checklists"].as_array().expect("lists");
    let marks = lists.iter().flat_map(|list| list["marks"].as_array().expect("marks"));
    let word = |mark: &Value, key: &str| mark[key].as_str().expect("text").to_owned();
    marks.map(|m| format!("{} {} {}", word(m, "mark"), word(m, "text"), word(m, "state"))).collect()
}

/// The page of the checklists.
fn page(text: &str) -> String {
    let site = Project::empty().file("content/plan.md", text);
    site.run(&["build"]);
    site.page("plans/plan/checklists.html")
}

/// The rows of a table of the page about the site, by its caption: first cell, `code` of the second, its words.
pub(super) fn about(site: &Site, caption: &str) -> Vec<(String, Vec<String>, String)> {
    let main = site.page("about.html").main();
    let has = |table: &&&Element| {
        table.first(|e| e.tag == "caption").is_some_and(|words| words.text() == caption)
    };
    let tables = main.all("table");
    let body = tables.iter().find(has).expect(caption).all("tbody");
    body[0]
        .all("tr")
        .into_iter()
        .map(|row| {
            let (head, cell) = (row.all("th")[0].text(), row.all("td")[0]);
            let marks = cell.all("code").into_iter().map(Element::text).collect();
            (head, marks, cell.text())
        })
        .collect()
}

#[test]
fn each_mark_counts_as_the_page_about_the_site_says() {
    let project = Project::empty().file("content/plan.md", &list("- [x] Gate\n"));
    project.run(&["build"]);
    let rows = about(&Site::of(&project, "public"), "What each mark of a box counts as");
    let states: Vec<&str> = rows.iter().map(|(state, ..)| state.as_str()).collect();
    assert_eq!(states, ["Done", "Open", "Not counted"]);
    for (state, marks, _) in &rows {
        assert!(marks.len() > 4, "{marks:?}");
        for mark in marks {
            let plan = pre_launch(&format!("- [x] Pump\n- {mark} Gate\n"));
            let (done, total) = match state.as_str() {
                "Done" => (2, 2),
                "Open" => (1, 2),
                _ => (1, 1),
            };
            assert_eq!(
                plan["progress"],
                json!({ "done": done, "total": total }),
                "{mark} is {state}"
            );
        }
    }
}

#[test]
fn unusual_marks_stand_with_their_state_and_count() {
    let items = "- [x] Gate\n- [/] Pump\n- [>] Crew\n- [?] Bridge\n- [-] Horn\n- [] Lamp\n- [ ] Bell\n\
                 - [~] Rope\n- [!] Fire\n- [*] Star\n- [n/a] Mast\n- [✓] Keel\n";
    let plan = pre_launch(items);
    assert_eq!(
        marks(&plan),
        [
            "[/] Pump open",
            "[>] Crew open",
            "[?] Bridge open",
            "[-] Horn not-applicable",
            "[] Lamp open",
            "[~] Rope open",
            "[!] Fire open",
            "[*] Star open",
            "[n/a] Mast not-applicable",
            "[✓] Keel done",
        ]
    );
    assert_eq!(each(&plan["checklists"][0]["items"], "text"), [json!("Gate"), json!("Bell")]);
    let page = page(&list(items));
    assert!(page.contains("2 of 10 done."), "{page}");
    for mark in ["Marked [/]", "Marked [-]", "Marked []", "Marked [n/a]"] {
        assert!(page.contains(mark), "{mark}");
    }
    let at = |words: &str| page.find(words).expect("it is there");
    assert!(at("Gate") < at("Pump") && at("Lamp") < at("Bell"), "in the order of the plan");
}

#[test]
fn marks_are_found_in_every_language_and_form() {
    for (items, expected) in [
        ("* [entfällt] Glocke\n* [ ] Seil", vec!["[entfällt] Glocke not-applicable"]),
        (
            "1. [non applicable] Cloche\n2. [x] Corde",
            vec!["[non applicable] Cloche not-applicable"],
        ),
        (
            "- [ ] Rope\n  - [/] North end\n  - [-] South end",
            vec!["[/] North end open", "[-] South end not-applicable"],
        ),
        ("☐ no list", vec![]),
        (
            "- ☐ Seil\n- ✅ **Glocke**\n- ❌ Horn",
            vec!["☐ Seil open", "✅ Glocke done", "❌ Horn open"],
        ),
        (
            "| Item | Done |\n|---|---|\n| Rope | ☐ |\n| Bell | ✅ |\n| Horn | N/A |\n| Mast | [/] |",
            vec!["☐ Rope open", "✅ Bell done", "N/A Horn not-applicable", "[/] Mast open"],
        ),
        ("> - [?] Rope\n> - [x] Bell", vec!["[?] Rope open"]),
    ] {
        assert_eq!(marks(&pre_launch(items)), expected, "{items}");
    }
}

#[test]
fn what_only_looks_like_a_box_is_none() {
    for items in [
        "- [x](https://example.org) link\n- [?](https://example.org)",
        "- [1] Miller 2019\n- [2] Moss 2020",
        "- [Ana] calls\n- [TBD] calls",
        "- `[/]` is a mark\n- [^1]: x",
        "- a [/] b",
    ] {
        assert_eq!(marks(&pre_launch(items)), Vec::<String>::new(), "{items}");
    }
    let prose = plan(
        "# Rollout Plan: Locks\n\n**Status:** Draft\n\n## Notes\n\n- ✅ Fast\n- ❌ Slow\n\n- [!] One remark\n\n\
         ## Rollback Plan\n\n1. Close\n",
    );
    assert_eq!(prose["checklists"], json!([]));
}

#[test]
fn task_items_stand_once_whatever_stands_beside_them() {
    for items in
        ["- [X] a\n- [x] b\n- [ ] c", "+ [x] a\n+ [/] m\n+ [ ] c", "1. [x] a\n2. [ ] c\n   - [>] m"]
    {
        let plan = pre_launch(items);
        let found = each(&plan["checklists"][0]["items"], "text").len();
        assert_eq!(found + marks(&plan).len(), items.lines().count(), "{items}");
        assert_eq!(marks(&plan).len(), items.matches(" m").count(), "{items}");
    }
}

#[test]
fn an_open_mark_among_the_conditions_keeps_the_gate_from_ready() {
    let gate = |mark: &str| {
        let plan = plan(&format!(
            "# Rollout Plan: Locks\n\n**Status:** In Progress\n**Current phase:** Phase 1\n\n## Rollout Phases\n\n\
             | Phase | Users | Go / No-Go |\n|---|---|---|\n| Phase 1 — North | 5 | Ida Holm |\n\
             | Phase 2 — South | 50 | Ida Holm |\n| Phase 3 — All | 500 | Ida Holm |\n\n\
             ## Phase Transition Criteria\n\n- [x] Pumps run\n- {mark} Bridge opens\n\n\
             ## Rollback Plan\n\n1. Close\n\n### Rollback Owners\n\n| Phase | Primary Owner | Backup Owner |\n\
             |---|---|---|\n| All | Ida Holm | Ben Ode |\n"
        ));
        plan["phases"][0]["gate"].clone()
    };
    for open in ["[/]", "[?]", "☐", "[]"] {
        let gate = gate(open);
        assert!(matches!(gate["verdict"].as_str(), Some("blocked" | "unknown")), "{open}: {gate}");
        assert!(gate.to_string().contains("Bridge opens"), "{open}: {gate}");
    }
    for other in ["[-]", "✅", "[x]", "[n/a]"] {
        assert_eq!(gate(other)["verdict"], "ready", "{other}");
    }
}

#[test]
fn groups_of_nested_lists_keep_their_names() {
    let text = list(
        "- Network\n  - [x] Port open\n- Netz & Kabel\n  - innen\n    - [ ] Draht\n- [ ] Alone\n- No box",
    );
    let page = page(&text);
    for group in ["Network", "Netz &amp; Kabel", "innen"] {
        let row = page.split("<li id=").find(|row| row.contains(&format!("class=\"a\">{group}")));
        assert!(row.expect("a row").contains("data-state=\"group\""), "{group}");
    }
    assert!(page.contains("1 of 3 done."), "{page}");
    assert!(!page.contains("class=\"a\">No box"), "what holds no box is no group");
    let at = |words: &str| page.find(words).expect("it is there");
    assert!(at("Network") < at("Port open") && at("Port open") < at("innen"));
}

#[test]
fn a_tick_above_an_open_item_is_told() {
    for (items, told) in [
        (
            "- [x] Store\n  - [ ] Pictures\n  - [ ] Prices",
            vec!["`Store` is ticked, `Pictures` below it is not"],
        ),
        (
            "1. [X] Laden\n   * [x] Bilder\n     * [ ] Titel",
            vec!["`Bilder` is ticked, `Titel` below it is not"],
        ),
        (
            "- [x] Magasin\n\n  Texte.\n\n  - [ ] Images",
            vec!["`Magasin` is ticked, `Images` below it is not"],
        ),
        ("- [x] Store\n  - [x] Pictures\n- [ ] Next", vec![]),
        ("- [x] Store\n  - [ ] Pictures (if applicable)", vec![]),
        ("- [ ] Store\n  - [x] Pictures\n  - [ ] Prices", vec![]),
        ("- [x] Store\n- [ ] Pictures", vec![]),
    ] {
        let plan = pre_launch(items);
        let told_: Vec<String> = findings(&plan)
            .into_iter()
            .filter(|f| f.starts_with("ticked-above-open"))
            .map(|f| f.split_once(": ").expect("a message").1.to_owned())
            .collect();
        assert_eq!(told_, told, "{items}");
        assert!(told.is_empty() || codes(&plan).contains(&"ticked-above-open"));
    }
}
