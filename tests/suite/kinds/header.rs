//! The head of a plan: what states a fact, and what only looks like it.

use serde_json::{Value, json};

use super::{codes, findings, plan};

fn with_head(head: &str) -> Value {
    plan(&format!(
        "# Rollout Plan: Locks\n\n{head}\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n\
         | Phase 1 — Yard | 5 |\n"
    ))
}

#[test]
fn a_legend_or_a_sentence_states_nothing() {
    for (head, key) in [
        ("Status: ✅ done · 🟡 waits · 🔴 not begun", "status"),
        ("Status: done, in progress, paused or cancelled, as each row says.", "status"),
        ("Status: 🟢 fertig | 🟡 in Arbeit | 🔴 offen", "status"),
        ("Statut : ✅ terminé · 🔴 bloqué", "status"),
        ("Status: done = green, live = blue", "status"),
        ("Status: the plan is in progress in two of the yards.", "status"),
        ("Owner: look at the table of each phase, or ask in the channel.", "owner"),
        ("Owner: whoever holds the keys of the yard on that day", "owner"),
        ("Owner: the team that runs\nthe yard on Sundays", "owner"),
    ] {
        let plan = with_head(head);
        assert_eq!(plan[key], Value::Null, "{head}: {:?}", findings(&plan));
        assert!(codes(&plan).contains(&"unread-header-line"), "{head}: {:?}", findings(&plan));
        assert_eq!(plan["current_phase_state"], "not-stated", "{head}");
    }
}

#[test]
fn one_short_value_on_a_line_states_its_fact() {
    for (head, kind) in [
        ("Status: Draft", "draft"),
        ("Status: In Progress (since May)", "in-progress"),
        ("Status: Complete. All yards have new locks.", "complete"),
        ("Status: In Progres", "unknown"),
        (
            "> Status: hypothetical — none of the gates below is built, it is kept for later.",
            "unknown",
        ),
        (
            "Status: spekulativ – die Tore gibt es noch nicht, der Plan bleibt für später.",
            "unknown",
        ),
        ("Projektstatus: Entwurf", "draft"),
        (
            "Status: tentative — the second yard described below is not built in any town so far",
            "unknown",
        ),
        ("Date: 2026-01-02 | Status: Approved", "approved"),
    ] {
        let plan = with_head(head);
        assert_eq!(plan["status"]["kind"], kind, "{head}: {:?}", findings(&plan));
        assert!(!codes(&plan).contains(&"unread-header-line"), "{head}: {:?}", findings(&plan));
    }
    for owner in ["Ana Lima", "the yard team", "Ana Lima, Ben Okoro and Chloé Martin", "@yard"] {
        assert_eq!(with_head(&format!("Owner: {owner}"))["owner"], json!(owner));
    }
}

#[test]
fn front_matter_keeps_the_characters_of_the_file() {
    for (front, extra) in [
        (
            "---\nversion: 1.10\nbuild: 0123\ncommit: 12e5\nbeta: yes\nhex: 0x10\nnone: ~\n---\n",
            json!({"version": "1.10", "build": "0123", "commit": "12e5", "beta": "yes", "hex": "0x10",
                   "none": "~"}),
        ),
        (
            "---\nfassung: 2.0\nzahl: 1_000\nzeit: 12:30:00\nliste: [1.0, 007]\n---\n",
            json!({"fassung": "2.0", "zahl": "1_000", "zeit": "12:30:00", "liste": "1.0, 007"}),
        ),
        (
            "+++\nversion = 1.10\nbuild = 1_000\ncommit = 12e5\nhex = 0x10\nday = 2026-01-02\n+++\n",
            json!({"version": "1.10", "build": "1_000", "commit": "12e5", "hex": "0x10",
                   "day": "2026-01-02"}),
        ),
    ] {
        let plan =
            plan(&format!("{front}# Rollout Plan: Locks\n\n## Launch Checklist\n\n- [ ] Keys\n"));
        assert_eq!(plan["extra"], extra, "{front}");
    }
}

#[test]
fn a_value_that_a_comment_cuts_is_said_and_shown() {
    for (line, lost) in [
        ("title: Yard #2 of three", "#2 of three"),
        ("ticket: #4711", "#4711"),
        ("Kanal: #schloss", "#schloss"),
        ("titre: Serrures # 5", "# 5"),
    ] {
        let text = format!(
            "---\n{line}\nstatus: Draft\n---\n\n# Yard\n\n## Launch Checklist\n\n- [ ] Keys\n"
        );
        let plan = plan(&text);
        let said = findings(&plan);
        assert!(
            said.iter().any(|f| f.starts_with("cut-front-matter-value 2: ") && f.contains(lost)),
            "{said:?}"
        );
        let site = crate::project::Project::empty().file("content/plan.md", &text);
        site.run(&["build"]);
        assert!(site.read("public/plans/plan/source.html").contains(lost), "{line}");
    }
    for line in ["title: \"Yard #2\"", "url: a#b", "status: Draft # until May", "# a remark"] {
        let plan = plan(&format!(
            "---\n{line}\nx: y\n---\n\n# Yard\n\n## Launch Checklist\n\n- [ ] Keys\n"
        ));
        assert!(!codes(&plan).contains(&"cut-front-matter-value"), "{line}: {:?}", findings(&plan));
    }
}

#[test]
fn a_status_section_is_read_wherever_it_stands() {
    for (title, heading, text) in [
        ("Rollback runbook", "Status", "Rehearsed (not executed)"),
        ("Locks", "Current status", "Rehearsed once"),
        ("Risiken und Rückbau", "Aktueller Status", "Geübt, nicht ausgeführt"),
        ("Plan de retour arrière", "Statut", "Répété à blanc"),
    ] {
        let text_of = |head: &str| {
            plan(&format!(
                "# {title}\n\n{head}## Rollback Steps\n\n1. Turn the key\n\n## {heading}\n\n{text}\n"
            ))
        };
        let plan = text_of("");
        assert_eq!(plan["status"]["kind"], "unknown", "{title}: {:?}", findings(&plan));
        assert_eq!(plan["status"]["text"], text);
        assert!(codes(&plan).contains(&"unknown-status"));
        let plan = text_of("**Status:** In Progress\n\n");
        assert_eq!(plan["status"]["kind"], "in-progress");
        let said = findings(&plan);
        let is_said = |f: &String| f.starts_with("conflicting-metadata") && f.contains(text);
        assert!(said.iter().any(is_said), "{title}: {said:?}");
    }
}

#[test]
fn places_that_agree_are_no_finding() {
    let plan = plan(
        "# Locks\n\n**Status:** Done\n\n## Rollback Steps\n\n1. Turn the key\n\n## Status\n\nComplete\n",
    );
    assert_eq!(plan["status"]["kind"], "complete");
    assert!(!codes(&plan).contains(&"conflicting-metadata"), "{:?}", findings(&plan));
}

#[test]
fn authors_as_records_are_called_by_their_names() {
    for (front, author) in [
        ("authors:\n  - name: Ana Lima\n    email: ana@example.com", "Ana Lima"),
        ("author:\n  name: Ben Okoro\n  team: Harbour", "Ben Okoro"),
        (
            "authors:\n  - name: Ana Lima\n    mail: a@example.com\n  - Chloé Martin",
            "Ana Lima, Chloé Martin",
        ),
        ("author: {team: Harbour}", "team: Harbour"),
    ] {
        let plan = plan(&format!(
            "---\n{front}\n---\n\n# Rollout Plan: Buoys\n\n## Rollout Phases\n\n| Phase | Users |\n|---|---|\n\
             | Phase 1 — Bay | 5 |\n"
        ));
        assert_eq!(plan["author"], author, "{front}");
    }
}

#[test]
fn a_heading_that_is_not_the_title_of_the_front_matter_is_said() {
    let told = |title: &str, heading: &str| {
        let text =
            format!("---\ntitle: {title}\n---\n# {heading}\n\n## Launch Checklist\n\n- [ ] Keys\n");
        let plan = super::plan(&text);
        assert_eq!(plan["title"], title);
        super::findings(&plan).into_iter().find(|f| f.starts_with("conflicting-metadata"))
    };
    for (title, heading) in
        [("Tills", "Coupons"), ("Kassen", "Rollout-Plan: Gutscheine"), ("レジ", "クーポン")]
    {
        let said = told(title, heading).expect(title);
        assert!(said.contains("4: the title is stated twice") && said.contains(title), "{said}");
    }
    for (title, heading) in [
        ("Tills", "Rollout Plan: Tills"),
        ("Tills in all branches", "🚀 Tills"),
        ("Kassen", "Kassen: Umstellung"),
        ("Tills", "[Feature name]"),
    ] {
        assert_eq!(told(title, heading), None);
    }
}
