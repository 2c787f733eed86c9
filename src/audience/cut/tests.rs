use crate::audience::Audience;
use crate::parse::Language;
use crate::settings::{AudienceSettings, Choice, Limits, Settings};
use crate::text::Source;

fn choice(names: &[&str]) -> Choice {
    let own = |name: &&str| name.strip_prefix('!').is_none();
    let shown = names.iter().filter(|name| own(name)).map(|name| (*name).to_owned());
    let left_out = names.iter().filter_map(|name| name.strip_prefix('!')).map(str::to_owned);
    Choice { shown: shown.collect(), left_out: left_out.collect() }
}

fn cut(sections: &[&str], columns: &[&str], text: &str) -> String {
    let settings = AudienceSettings {
        sections: choice(sections),
        columns: columns.iter().map(|&name| name.to_owned()).collect(),
        ..AudienceSettings::default()
    };
    let language = Language::new(&Settings::default());
    let audience = Audience::new("a", &settings, &language);
    let source = Source::new("a.md", text.as_bytes());
    let cut = audience.cut(&source, &Limits::default(), &language);
    let cut = cut.map_or_else(|| text.to_owned(), |cut| cut.text().to_owned());
    assert_eq!(cut.lines().count(), text.lines().count(), "lines keep their numbers:\n{cut}");
    cut
}

/// What is left of a text: its lines that are not blank.
#[track_caller]
fn check(sections: &[&str], columns: &[&str], text: &str, expected: &[&str]) {
    let cut = cut(sections, columns, text);
    let lines: Vec<&str> = cut.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    assert_eq!(lines, expected);
}

#[test]
fn a_section_goes_with_all_under_it() {
    let text =
        "# A\n\nIntro.\n\n## 3. Budget (draft)\n\nMoney.\n\n### Sums\n\n- 1\n\n## Next\n\nWords.\n";
    for name in ["!Budget", "!budget", "!3. Budget (draft)"] {
        check(&[name], &[], text, &["# A", "Intro.", "## Next", "Words."]);
    }
    check(
        &["!Sums"],
        &[],
        text,
        &["# A", "Intro.", "## 3. Budget (draft)", "Money.", "## Next", "Words."],
    );
    check(
        &["!Cost"],
        &[],
        text,
        &[
            "# A",
            "Intro.",
            "## 3. Budget (draft)",
            "Money.",
            "### Sums",
            "- 1",
            "## Next",
            "Words.",
        ],
    );
    check(
        &["!introduction"],
        &[],
        "# A\n\n**Status:** Draft\n\nWords.\n\n| Owner | Ana |\n|-|-|\n\n## B\n\nC\n",
        &["# A", "**Status:** Draft", "| Owner | Ana |", "|-|-|", "## B", "C"],
    );
}

#[test]
fn a_section_is_known_by_what_it_means_and_in_every_form() {
    check(&["!risks"], &[], "# A\n\n## Risikoregister\n\n- x\n\n## B\n", &["# A", "## B"]);
    check(&["!Risk Register"], &[], "# A\n\n## Risks\n\nx\n", &["# A"]);
    check(&["!rollback"], &[], "# A\n\n## Rollback steps\n\n1. x\n\n## B\n", &["# A", "## B"]);
    check(
        &["!Budget"],
        &[],
        "# A\n\n**Budget:**\n\n- x\n\n**Next**\n\ny\n\n# B\n",
        &["# A", "# B"],
    );
    check(&["!Budget"], &[], "# A\n\n> ## Budget\n>\n> x\n\ny\n", &["# A", ">", "y"]);
    check(&["!Budget"], &[], "# A\n\n> [!NOTE] Budget\n> x\n\ny\n", &["# A", "y"]);
    check(
        &["!Budget"],
        &[],
        "# A\n\n<details><summary>Budget</summary>\n\nx\n\n</details>\n\ny\n",
        &["# A", "y"],
    );
    check(&["!Budget"], &[], "A\n=\n\nBudget\n---\n\nx\n\nB\n---\n", &["A", "=", "B", "---"]);
}

#[test]
fn what_belongs_to_a_section_goes_wherever_it_stands() {
    let register = "| ID | Risk | Likelihood | Impact |\n|-|-|-|-|\n| R1 | Leak | High | High |\n";
    let plan = format!("# A\n\n## Risks\n\nx\n\n## Notes\n\nWords.\n\n{register}\n## B\n\ny\n");
    check(&["!risks"], &[], &plan, &["# A", "## Notes", "Words.", "## B", "y"]);
}

#[test]
fn only_named_sections_are_shown() {
    let text = "# A\n\nSecret.\n\n**Status:** Draft\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n\n### E\n\ne\n";
    check(&["C"], &[], text, &["# A", "**Status:** Draft", "## B", "### C", "c"]);
    check(
        &["D", "introduction"],
        &[],
        text,
        &["# A", "Secret.", "**Status:** Draft", "## D", "d", "### E", "e"],
    );
    check(&["D", "!E"], &[], text, &["# A", "**Status:** Draft", "## D", "d"]);
}

#[test]
fn a_column_goes_with_its_cells() {
    let table =
        "| ID | Mitigation | Owner |\n|---|:-:|--|\n| R1 | a \\| b `|` | Ana |\n| R2 | x |\n";
    check(
        &[],
        &["Mitigation"],
        table,
        &["| ID | Owner |", "|---|--|", "| R1 | Ana |", "| R2 |  |"],
    );
    check(
        &[],
        &["ID"],
        table,
        &["| Mitigation | Owner |", "|:-:|--|", "| a \\| b `|` | Ana |", "| x |  |"],
    );
    check(&[], &["ID", "Owner", "mitigation"], table, &[]);
    // By what it means: "Maßnahme" is a mitigation.
    check(
        &[],
        &["mitigation"],
        "> Maßnahme | ID\n> -|-\n> x | R1\n",
        &["> | ID|", "> |-|", "> | R1|"],
    );
    // A bar that was not meant as one shifts what follows.
    check(
        &[],
        &["B"],
        "| A | B | C |\n|-|-|-|\n| a | b | b | c |\n",
        &["| A | C |", "|-|-|", "| a |  |"],
    );
    // A row that is a label and its value.
    check(
        &[],
        &["Owner"],
        "| Status | Draft |\n|-|-|\n| Owner | Ana |\n| Date | x |\n",
        &["| Status | Draft |", "|-|-|", "|  |  |", "| Date | x |"],
    );
}

#[test]
fn a_value_goes_behind_its_label() {
    let m = &["Mitigation"];
    check(
        &[],
        m,
        "**Risk:** a\n**Mitigation:** b\nmore of b\n**Owner:** c\n",
        &["**Risk:** a", "**Owner:** c"],
    );
    check(&[], m, "- Risk: a\n- Mitigation: b\n  - c\n- Owner: d\n", &["- Risk: a", "- Owner: d"]);
    check(
        &[],
        m,
        "**Owner:** a · **Mitigation**: b · **Status:** c\n",
        &["**Owner:** a · **Status:** c"],
    );
    check(
        &[],
        m,
        "1. **R1**\n   - *Mitigation* – b\n   - Owner: c\n",
        &["1. **R1**", "   - Owner: c"],
    );
    check(&[], m, "**Mitigation:**\n\n- a\n- b\n\nWords.\n", &["Words."]);
    check(&[], m, "**Mitigation**\n\na\n\nWords.\n", &["Words."]);
    check(&[], m, "| Risk |\n|-|\n| a; Mitigation: b |\n", &["| Risk |", "|-|", "| a; |"]);
    check(&[], m, "#### R1\n\n##### Mitigation\n\na\n\n#### R2\n", &["#### R1", "#### R2"]);
    check(
        &[],
        m,
        "A sentence on mitigation: it stays.\n",
        &["A sentence on mitigation: it stays."],
    );
}

#[test]
fn keys_of_front_matter_go_with_their_values() {
    let yaml = "---\ntitle: A\nowner:\n  - Ana\n  - Kim\n\"tags\": [x]\nrisk: {owner: Kim}\n---\n\nWords.\n";
    check(&[], &["Owner"], yaml, &["---", "title: A", "\"tags\": [x]", "---", "Words."]);
    let toml = "+++\ntitle = \"A\"\nowner = [\n  \"Ana\",\n]\nflag = \"x\"\n[extra]\nowner = 1\n+++\n\nWords.\n";
    check(
        &[],
        &["Owner"],
        toml,
        &["+++", "title = \"A\"", "flag = \"x\"", "[extra]", "+++", "Words."],
    );
}

#[test]
fn the_status_of_the_plan_itself_stays() {
    let text = "---\nstatus: Draft\n---\n\n# A\n\n**Status:** Draft · **Owner:** Ana\n\n| Status | Draft |\n|-|-|\n\n## Status\n\nx\n\n## B\n\n| ID | Status |\n|-|-|\n| R1 | Open |\n";
    check(
        &[],
        &["Status", "Owner"],
        text,
        &[
            "---",
            "status: Draft",
            "---",
            "# A",
            "**Status:** Draft ·",
            "| Status | Draft |",
            "|-|-|",
            "## Status",
            "x",
            "## B",
            "| ID |",
            "|-|",
            "| R1 |",
        ],
    );
}

#[test]
fn footnotes_go_with_the_last_mark_that_refers_to_them() {
    let text = "# A\n\na[^1] b[^3]\n\n## Budget\n\nc[^2][^3]\n\n[^1]: One.\n[^2]: Two.[^4]\n[^3]: Three.\n[^4]: Four.\n";
    check(&["!Budget"], &[], text, &["# A", "a[^1] b[^3]", "[^1]: One.", "[^3]: Three."]);
}

#[test]
fn lines_above_the_limit_are_not_shown() {
    let language = Language::new(&Settings::default());
    let settings =
        AudienceSettings { columns: vec!["x".to_owned()], ..AudienceSettings::default() };
    let audience = Audience::new("a", &settings, &language);
    let text = "* a\n".repeat(50);
    let limits = Limits { marks: 20, ..Limits::default() };
    let cut = audience.cut(&Source::new("a.md", text.as_bytes()), &limits, &language);
    assert!(cut.expect("cut").text().trim().len() < text.len() / 2);
}
