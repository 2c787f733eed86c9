//! Template text is never a fact, but the template's own items are real.

use serde_json::{Value, json};

use crate::project::{Project, REFERENCE_TEMPLATE};

/// What Phasebook ships.
const SHIPPED: &str = include_str!("../../../content/template.md");

fn exported(text: &str) -> Value {
    let project = Project::empty().file("content/plan.md", text);
    project.run(&["export"]).json()["plans"][0].take()
}

/// Task items as they stand in a file.
fn task_items(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("- [ ] ")).collect()
}

fn texts(items: &Value) -> Vec<&str> {
    let items = items.as_array().expect("a list");
    items.iter().map(|item| item["text"].as_str().expect("text")).collect()
}

#[test]
fn an_unfilled_template_states_nothing() {
    for template in [SHIPPED, REFERENCE_TEMPLATE] {
        let plan = exported(template);
        let nothing = [
            "title",
            "title_text",
            "date",
            "updated",
            "author",
            "owner",
            "flag",
            "status",
            "current_phase",
            "current_phase_position",
            "current_phase_from",
        ];
        for key in nothing {
            assert_eq!(plan[key], Value::Null, "{key}");
        }
        for key in
            ["phases", "risks", "decisions", "signatures", "tags", "attention", "contradictions"]
        {
            assert_eq!(plan[key], json!([]), "{key}");
        }
        assert_eq!(
            plan["rollback"],
            json!({
                "triggers": [], "steps": [], "owners": [], "unread": [], "rehearsals": [], "proof": "none"
            })
        );
        assert_eq!(plan["current_phase_state"], "not-stated");
        assert_eq!(plan["extra"], json!({}));
    }
}

/// Lines of a template that wait for the author's words: the title, the header, and every entry in
/// italics. Quotations and notes in italics wait for nothing.
fn unfilled_lines(template: &str) -> Vec<usize> {
    let waits = |line: &str| {
        let is_row = line.starts_with("| *") || line.starts_with("| R");
        let is_item = line.starts_with("- *") && !line.starts_with("- **");
        let is_step = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(". *");
        let is_header = line.starts_with("**") && line.contains(":** *");
        let is_title = line.starts_with("# ") && line.contains('[');
        is_row || is_item || is_step || is_header || is_title
    };
    let lines = template.lines().enumerate();
    lines.filter(|(_, line)| waits(line)).map(|(index, _)| index + 1).collect()
}

#[test]
fn every_unfilled_place_of_a_template_is_one_finding() {
    for (template, count) in [(SHIPPED, 25), (REFERENCE_TEMPLATE, 22)] {
        let plan = exported(template);
        let findings = plan["findings"].as_array().expect("findings");
        let unfilled = findings.iter().filter(|f| f["code"] == "unfilled-template-text");
        let lines: Vec<usize> = unfilled
            .filter_map(|finding| usize::try_from(finding["line"].as_u64()?).ok())
            .collect();
        assert_eq!(lines, unfilled_lines(template));
        // 4 of the header, 4 phases, 4 risks, 3 + 5 + 2 of rollback; ours has a rehearsal and 2 signatures.
        assert_eq!(lines.len(), count);
        let others: Vec<&Value> =
            findings.iter().filter(|f| f["code"] != "unfilled-template-text").collect();
        assert_eq!(others, Vec::<&Value>::new(), "what is not there yet is no further fault");
        for finding in findings {
            assert_eq!(finding["level"], "warning", "no status is stated: {finding}");
        }
    }
}

#[test]
fn an_unfilled_place_is_as_grave_as_the_plan_is_live() {
    for (status, level) in [
        ("Draft", "info"),
        ("Approved", "warning"),
        ("In Progress", "error"),
        ("Paused", "error"),
        ("Complete", "info"),
        ("Rolled Back", "info"),
        ("Cancelled", "info"),
        ("Dreaming", "warning"),
    ] {
        let text =
            REFERENCE_TEMPLATE.replace("*Draft / Approved / In Progress / Complete*", status);
        let plan = exported(&text);
        let findings = plan["findings"].as_array().expect("findings");
        let author = findings.iter().find(|f| f["line"] == 8).expect("the author is not filled in");
        assert_eq!(author["level"], level, "{status}");
    }
}

#[test]
fn the_items_of_a_template_are_real() {
    for template in [SHIPPED, REFERENCE_TEMPLATE] {
        let plan = exported(template);
        let criteria = texts(&plan["transition_criteria"]);
        let groups = plan["checklists"].as_array().expect("groups");
        let names: Vec<&Value> = groups.iter().map(|group| &group["name"]).collect();
        assert_eq!(names, ["Pre-Launch", "Launch Day", "Post-Launch"]);
        let listed = groups.iter().flat_map(|group| texts(&group["items"]));
        let all: Vec<&str> = criteria.iter().copied().chain(listed).collect();
        assert_eq!(all, task_items(template), "every item once, in its order");
        assert_eq!(criteria.len(), 4);
        let open = groups.iter().flat_map(|group| group["items"].as_array().expect("items"));
        for item in open {
            assert_eq!(item["done"], false);
            let is_optional = item["text"].as_str().is_some_and(|t| t.ends_with("(if applicable)"));
            assert_eq!(item["optional"], is_optional, "{item}");
        }
        assert_eq!(plan["progress"], json!({ "done": 0, "total": 19 }));
    }
}

#[test]
fn a_template_s_samples_stand_on_no_page_of_facts() {
    for template in [SHIPPED, REFERENCE_TEMPLATE] {
        let project = Project::empty().file("content/plan.md", template);
        let ran = project.run(&["build"]);
        assert!(ran.status < 2, "{}", ran.stderr);
        let samples: Vec<String> = template
            .lines()
            .filter(|line| line.starts_with('|'))
            .flat_map(|line| line.split('|'))
            .filter_map(|cell| cell.trim().strip_prefix('*')?.strip_suffix('*'))
            .map(str::to_owned)
            .filter(|sample| sample.len() > 12)
            // Some samples are words of the template's real items.
            .filter(|sample| !task_items(template).iter().any(|item| item.contains(sample)))
            .collect();
        assert!(samples.len() > 20, "the samples are found");
        let site = crate::html::Site::of(&project, "public");
        for (path, page) in &site.pages {
            let text = page.main_text();
            // The source page shows them as written, and pages of findings name the places they stand in.
            let tells = ["/source.html", "/findings.html", "plans/plan/index.html"]
                .iter()
                .any(|p| path.ends_with(p));
            if !tells && !path.starts_with("findings") && !path.starts_with("rules/") {
                let shown = samples.iter().find(|sample| text.contains(sample.as_str()));
                assert_eq!(shown, None, "{path}");
            }
        }
    }
}

#[test]
fn one_filled_cell_makes_a_row_an_entry() {
    let text = REFERENCE_TEMPLATE
        .replace("| *~20 users* |", "| 12 colleagues |")
        .replace("R3 | *e.g., Negative user sentiment from UX change*", "R3 | Users get lost");
    let plan = exported(&text);
    assert_eq!(plan["phases"].as_array().map(Vec::len), Some(1));
    let phase = &plan["phases"][0];
    assert_eq!(phase["label"], "Phase 0 — Internal dogfood", "the name counts as the author's");
    assert_eq!((&phase["number"], &phase["users"]), (&json!(0), &json!("12 colleagues")));
    for key in ["scope", "duration", "go_no_go"] {
        assert_eq!(phase[key], Value::Null, "{key}");
    }
    assert_eq!(phase["success_criteria"], json!([]));
    assert_eq!(plan["risks"].as_array().map(Vec::len), Some(1));
    let risk = &plan["risks"][0];
    assert_eq!((&risk["id"], &risk["text"]), (&json!("R3"), &json!("Users get lost")));
    for key in ["category", "likelihood", "impact", "band", "mitigation", "owner", "status"] {
        assert_eq!(risk[key], Value::Null, "{key}");
    }
}

#[test]
fn a_chosen_status_and_title_are_facts_though_the_rest_is_not() {
    let text = REFERENCE_TEMPLATE
        .replace("*Draft / Approved / In Progress / Complete*", "Approved")
        .replace("[Feature / Project Name]", "Night trains")
        .replace("*YYYY-MM-DD*", "2026-10-01");
    let plan = exported(&text);
    assert_eq!(plan["title"], "Night trains");
    assert_eq!(plan["title_text"], "Rollout Plan: Night trains");
    assert_eq!(plan["status"]["kind"], "approved");
    assert_eq!(plan["date"], "2026-10-01");
    assert_eq!(plan["author"], Value::Null);
}

#[test]
fn a_dash_states_nothing_and_is_no_finding() {
    let text = crate::project::ALPHA
        .replace("| Search team | Open |", "| — | Open |")
        .replace("| Design | Accepted |", "| n/a | Accepted |");
    let project = Project::empty().file("content/plan.md", &text);
    let plan = &project.run(&["export"]).json()["plans"][0];
    assert_eq!(plan["risks"][0]["owner"], Value::Null);
    assert_eq!(plan["risks"][2]["owner"], Value::Null);
    let findings = plan["findings"].as_array().expect("findings");
    assert_eq!(findings.iter().filter(|f| f["code"] == "unfilled-template-text").count(), 0);
}
