//! What readers see of a plan: its own words first and whole, in their own language, and no lint.

use crate::html;
use crate::project::Project;

/// A page of a site of one plan, `content/plan.md`.
fn page(text: &str, name: &str) -> String {
    let site = Project::empty().file("content/plan.md", text);
    assert!(site.run(&["build"]).status < 2);
    site.page(&format!("{name}.html"))
}

const TABLE: &str = "## Rollout Phases\n\n| Phase | Users |\n|---|---|\n| Phase 1 — All | 5 |\n";

/// All of `parts` stand on the page, in this order.
#[track_caller]
fn check_order(html: &str, parts: &[&str]) {
    let mut at = 0;
    for part in parts {
        match html[at..].find(part) {
            Some(found) => at += found,
            None => panic!("{part} is missing or comes too early in\n{}", &html[at..]),
        }
    }
}

#[test]
fn warnings_and_the_first_words_come_before_the_phases() {
    for (warning, words) in [
        ("Do not touch the tills at noon.", "We change every till in three steps."),
        ("Niemand startet ohne Freigabe.", "Wir stellen alle Kassen um."),
        ("昼に作業しないでください。", "レジを三段階で入れ替えます。"),
    ] {
        let text = format!("# Tills\n\n{words}\n\n{TABLE}\n> [!WARNING]\n> {warning}\n");
        let html = page(&text, "plans/plan/index");
        check_order(
            &html,
            &["class=\"lede\"", warning, "class=\"opening\"", words, "id=\"phases-h\""],
        );
        assert_eq!(html.matches(words).count(), 1, "said once");
    }
}

#[test]
fn a_section_of_the_author_s_opens_the_page_and_stays_whole() {
    let long = format!("# Tills\n\n## Overview\n\nFirst words.\n\nMore words.\n\n{TABLE}");
    let html = page(&long, "plans/plan/index");
    check_order(
        &html,
        &["class=\"opening\"", "First words.", "id=\"phases-h\"", "First words.", "More words."],
    );
    let short = format!("# Tills\n\n## Überblick\n\nErste Worte.\n\n{TABLE}");
    let html = page(&short, "plans/plan/index");
    assert_eq!(html.matches("Erste Worte.").count(), 1, "all of it stands at the top");
}

#[test]
fn a_quote_under_the_title_is_the_summary() {
    for words in ["We change every till in three steps.", "Wir stellen alle Kassen um."] {
        let text = format!(
            "# Tills\n\n> {words}\n\n**Status:** Draft\n\n## Background\n\nWhy.\n\n{TABLE}"
        );
        let html = page(&text, "plans/plan/index");
        check_order(&html, &["class=\"opening\"", words, "id=\"phases-h\"", "Why."]);
        assert_eq!(html.matches(words).count(), 1, "said once: {html}");
    }
}

#[test]
fn what_is_no_summary_does_not_open_the_page() {
    for text in [
        format!("# Tills\n\n**Status:** Draft\n\n{TABLE}"),
        format!("# Tills\n\nSteps:\n\n- one\n\n{TABLE}"),
        format!("# Tills\n\n- one\n- two\n\n{TABLE}"),
        format!("# Tills\n\n{TABLE}\n## Notes\n\nLate words.\n"),
        format!("# Tills\n\n{TABLE}\n> [!NOTE]\n> Only a note.\n"),
        format!("# Tills\n\n> *Copy this file for each launch and fill it in.*\n\n{TABLE}"),
    ] {
        let html = page(&text, "plans/plan/index");
        assert!(!html.contains("class=\"opening\"") && !html.contains("role=\"note\""), "{text}");
    }
}

#[test]
fn what_a_sentence_announces_stays_with_it() {
    for (sentence, item) in [
        ("The gate opens only if all of the following are true for a week:", "Queue below 40"),
        ("Die Freigabe gibt es erst, wenn alle folgenden Punkte erfüllt sind:", "Fehler unter 1 %"),
    ] {
        let text = format!(
            "# Tills\n\n{TABLE}\n### Phase Transition Criteria\n\n{sentence}\n\n- [ ] {item}\n"
        );
        let html = page(&text, "plans/plan/index");
        let more = &html[html.find("id=\"more-h\"").expect("the author's words")..];
        check_order(more, &[sentence, item]);
    }
}

#[test]
fn hints_and_findings_stand_on_a_page_for_authors() {
    let site = Project::empty().file("content/plan.md", &format!("# Tills\n\n{TABLE}"));
    site.build(0);
    for name in ["index", "risks", "checklists", "rollback", "phases"] {
        let html = site.read(&format!("public/plans/plan/{name}.html"));
        assert!(!html.contains("To add one") && !html.contains("missing-section"), "{name}");
    }
    let html = site.page("plans/plan/index.html");
    assert!(html.contains("Not stated") && html.contains("href=\"findings.html\""));
    let html = site.read("public/plans/plan/findings.html");
    check_order(&html, &["missing-section", "To add one, write a heading “Risk Register”"]);
}

#[test]
fn author_s_words_carry_their_language_and_the_page_s_own_are_english() {
    for (lang, title, dir, auto) in [
        ("de", "Kassen", "", ""),
        ("pt-BR", "Caixas", "", ""),
        ("he", "קופות", " dir=\"rtl\"", " dir=\"auto\""),
        ("ar", "صناديق", " dir=\"rtl\"", " dir=\"auto\""),
    ] {
        let text = format!("---\nlang: {lang}\n---\n# {title}\n\n{title} 1 2 3.\n\n{TABLE}");
        let html = page(&text, "plans/plan/index");
        assert!(html.contains("<html lang=\"en\">"));
        assert!(
            html.contains(&format!("<div class=\"prose\"{dir} lang=\"{lang}\"><p{auto}>")),
            "{html}"
        );
        assert!(html.contains(&format!("<h1{auto} lang=\"{lang}\">{title}")), "{html}");
        let index = page(&text, "index");
        assert!(index.contains(&format!("lang=\"{lang}\">{title}")), "{index}");
    }
    let english = page(&format!("# Tills\n\nWords.\n\n{TABLE}"), "plans/plan/index");
    assert_eq!(english.matches(" lang=").count(), 1, "none but the page's own");
}

#[test]
fn lists_of_many_plans_say_the_language_of_each() {
    let plan = |lang: &str, title: &str, phase: &str, status: &str| {
        format!(
            "---\nlang: {lang}\n---\n# {title}\n\n**Status:** {status}\n**Owner:** Ada Holm\n\
             **Current phase:** Phase 1\n\n## Rollout Phases\n\n\
             | Phase | Users | Start | Go / No-Go |\n|---|---|---|---|\n\
             | Phase 1 — {phase} | 5 {phase} | 2026-11-02 | Ada Holm |\n| Phase 2 — {phase} 2 | 50 | 2026-12-02 | Ada Holm |\n\n\
             ## Risk Register\n\n| ID | Risk | Likelihood | Impact | Owner |\n|---|---|---|---|---|\n\
             | R1 | {phase} | High | High | Ada Holm |\n\n\
             ## Rollback Plan\n\n### Rollback Steps\n\n1. Off\n\n### Rollback Owners\n\n\
             | Phase | Primary Owner |\n|---|---|\n| Phase 1 | Ada Holm |\n\n\
             ## Go / No-Go Log\n\n| Phase | Decision | By | Date |\n|---|---|---|---|\n\
             | Phase 1 | Hold | Ada Holm | 2026-11-05 |\n"
        )
    };
    let site = Project::empty()
        .file("content/de.md", &plan("de", "Kassen", "Filialen", "In Progress"))
        .file("content/ar.md", &plan("ar", "صناديق", "الفروع", "In Progress"))
        .file("content/en.md", &plan("en", "Tills", "Shops", "In Progress"))
        .file("content/alt.md", &plan("de", "Waagen", "Lager", "Complete"));
    assert!(site.run(&["--today", "2026-11-22", "build"]).status < 2);
    let pages = [
        "index.html",
        "views/a-z.html",
        "gates.html",
        "timeline.html",
        "rollback.html",
        "risks.html",
        "risks/high-high.html",
        "search.html",
        "owner/ada-holm.html",
    ];
    for name in pages {
        let page = html::parse(&site.read(&format!("public/{name}")));
        let every = page.main().every();
        for (title, lang) in [("Kassen", Some("de")), ("صناديق", Some("ar")), ("Tills", None)]
        {
            let named: Vec<_> =
                every.iter().filter(|e| e.tag == "a" && e.text().trim() == title).collect();
            assert!(!named.is_empty(), "{name} names {title}");
            for link in named {
                assert_eq!(link.attribute("lang"), lang, "{name}: {title}");
                assert_eq!(link.attribute("dir"), Some("auto"), "{name}: {title}");
            }
        }
        // A phase or a risk that stands alone is in its plan's language, too.
        let alone = every.iter().filter(|e| e.children.len() == 1 && e.tag != "a");
        for element in alone.filter(|e| matches!(e.tag.as_str(), "bdi" | "span")) {
            let lang = match element.text().trim().trim_start_matches("Phase 1 — ") {
                "Filialen" | "5 Filialen" => Some("de"),
                "الفروع" | "5 الفروع" => Some("ar"),
                "Shops" | "5 Shops" => None,
                _ => continue,
            };
            assert_eq!(element.attribute("lang"), lang, "{name}: {}", element.text());
        }
    }
    let owner = site.page("owner/ada-holm.html");
    assert!(owner.contains("lang=\"de\">Waagen"), "a finished plan: {owner}");
    let index = site.read("public/assets/data/plans.js");
    let at = |title: &str| {
        let rows = index.split("\"rows\":[[").nth(1).expect("rows");
        rows.split("],[").position(|row| row.starts_with(&format!("\"{title}\""))).expect(title)
    };
    assert!(index.contains("\"lang\":{"), "{index}");
    for (title, lang) in [("Kassen", "de"), ("Waagen", "de"), ("صناديق", "ar")] {
        assert!(index.contains(&format!("\"{}\":\"{lang}\"", at(title))), "{title}: {index}");
    }
    assert!(!index.contains(&format!("\"{}\":\"en\"", at("Tills"))), "{index}");
    let records = site.read("public/assets/data/search-00.js");
    assert_eq!(records.matches("\"lang\":\"de\"").count(), 2, "{records}");
    assert_eq!(records.matches("\"lang\":").count(), 3, "{records}");
}

#[test]
fn the_site_s_language_is_that_of_plans_that_state_none() {
    let site = Project::empty()
        .file("phasebook.toml", "[site]\nlanguage = \"fr\"\n")
        .file("content/a.md", &format!("# Caisses\n\n{TABLE}"))
        .file("content/b.md", &format!("---\nlang: en\n---\n# Tills\n\n{TABLE}"));
    site.build(0);
    let html = site.page("index.html");
    assert!(html.contains("<html lang=\"en\">") && html.contains("lang=\"fr\">Caisses"));
    assert!(html.contains("index.html\">Tills"), "front matter wins");
}

#[test]
fn a_plan_without_a_status_shows_what_is_known_of_it() {
    let boxes = "## Checklist\n\n- [x] a\n- [ ] b\n- [ ] c\n";
    let html =
        page(&format!("# Tills\n\n**Last updated:** 2026-11-13\n\n{TABLE}\n{boxes}"), "index");
    assert!(html.contains("1 phase · 1 of 3 boxes done · updated 13 Nov 2026"), "{html}");
    assert!(!html.contains(">Gate<"), "a column in which no plan states anything");
    assert!(html.contains("What that takes") && html.contains("about.html#stating"));
    let full = page(
        "# Tills\n\n**Status:** In Progress\n**Current phase:** 1\n**Owner:** Ada\n\n\
         ## Rollout Phases\n\n| Phase | Users | Go / No-Go |\n|---|---|---|\n| Phase 1 — All | 5 | Ada |\n",
        "index",
    );
    assert!(
        full.contains(">Gate<") && !full.contains("What that takes") && !full.contains("1 phase ·")
    );
}

#[test]
fn the_source_of_a_long_plan_begins_with_its_sections() {
    for (word, anchor) in [("Part", "part"), ("Abschnitt", "abschnitt"), ("Раздел", "раздел")]
    {
        let sections =
            |n: usize| (1..=n).map(|n| format!("## {word} {n}\n\n{}", "Words.\n\n".repeat(9)));
        let long: String = sections(7).collect();
        let html = page(&format!("# Tills\n\n{TABLE}\n{long}"), "plans/plan/source");
        check_order(
            &html,
            &[
                "aria-label=\"Contents\"",
                &format!("href=\"#h-{anchor}-7\""),
                &format!("id=\"h-{anchor}-7\""),
            ],
        );
        let short: String = sections(4).collect();
        assert!(
            !page(&format!("# Tills\n\n{TABLE}\n{short}"), "plans/plan/source")
                .contains("Contents")
        );
    }
}

#[test]
fn the_page_of_a_long_plan_lists_the_sections_below_its_cards() {
    for (word, anchor) in [("Part", "part"), ("Abschnitt", "abschnitt"), ("Раздел", "раздел")]
    {
        let text = |n: usize| {
            let sections = (1..=n).map(|n| format!("## {word} {n}\n\n{}", "Words.\n\n".repeat(20)));
            format!("# Tills\n\n{TABLE}\n{}", sections.collect::<String>())
        };
        let html = page(&text(7), "plans/plan/index");
        check_order(
            &html,
            &[
                "id=\"more-h\"",
                "aria-label=\"More from this plan\"",
                "7 sections",
                &format!("href=\"#h-{anchor}-1\""),
                &format!("href=\"#h-{anchor}-7\""),
                &format!("id=\"h-{anchor}-1\""),
                &format!("id=\"h-{anchor}-7\""),
            ],
        );
        let short = page(&text(4), "plans/plan/index");
        assert!(!short.contains("aria-label=\"More from this plan\""), "{short}");
    }
}

#[test]
fn a_status_that_is_not_recognised_stands_in_quotes_and_the_page_says_why_it_is_live() {
    for word in ["Ramping up", "Läuft halb", "半分"] {
        let text = format!("# Tills\n\n**Status:** {word}\n**Current phase:** 1\n\n{TABLE}");
        let html = page(&text, "plans/plan/index");
        assert!(
            html.contains(&format!(
                "Status “{word}” is not one we recognise · shown as live because"
            )),
            "{html}"
        );
        assert!(page(&text, "index").contains(&format!("“{word}”")));
    }
    let known = page(&format!("# Tills\n\n**Status:** Draft\n\n{TABLE}"), "index");
    assert!(!known.contains("“Draft”"));
}
