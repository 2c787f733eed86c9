use std::sync::LazyLock;

use super::{Change, changes};
use crate::markdown;
use crate::model::plan::{Article, Plan};
use crate::parse::{Language, parse};
use crate::settings::Settings;
use crate::text::Source;

const PLAN: &str = include_str!("tests/plan.md");

/// Edits of [`PLAN`], with what each is: a passage, what stands in its place, and the changes, one a line.
const CASES: &str = include_str!("tests/cases.txt");

fn plan(text: &str) -> (Source, Plan) {
    let settings = Settings::default();
    let source = Source::new("plan.md", text.as_bytes());
    let (document, _) = markdown::read(&source, &settings.limits);
    let (article, _) = parse(&source, document, &Language::new(&settings));
    match article {
        Article::Plan(plan) => (source, (*plan).clone()),
        Article::Page(_) => panic!("no plan:\n{text}"),
    }
}

/// A change on one line.
fn told(change: &Change) -> String {
    let Change { subject, column, before, after, .. } = change;
    let parts = [subject, column].into_iter().flatten();
    let line = parts.fold(change.word(), |line, part| format!("{line} [{part}]"));
    let value = |value: &Option<String>| value.as_deref().unwrap_or("—").replace('\n', " ⏎ ");
    line + &format!(" {} → {}", value(before), value(after))
}

/// [`PLAN`], read once.
static READ: LazyLock<(Source, Plan)> = LazyLock::new(|| plan(PLAN));

fn compare(old: &str, new: &str) -> Vec<String> {
    compare_read(&plan(old), &plan(new))
}

fn compare_read(
    (old_source, old): &(Source, Plan),
    (new_source, new): &(Source, Plan),
) -> Vec<String> {
    let found = changes(old, new);
    for change in &found {
        for (span, source) in [(change.old, old_source), (change.new, new_source)] {
            assert!(span.is_none_or(|span| span.end as usize <= source.text().len()), "{change:?}");
        }
    }
    found.iter().map(told).collect()
}

#[test]
fn each_edit_is_exactly_its_change() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in CASES.split("\n\n").filter(|case| !case.starts_with('#')) {
        let mut lines = case.lines();
        let unescape = |line: &str| line.replace(r"\n", "\n");
        let (from, to) = (lines.next(), lines.next());
        let from = unescape(from.and_then(|line| line.strip_prefix("- ")).expect(case));
        let to = unescape(to.and_then(|line| line.strip_prefix('+')).expect(case).trim_start());
        assert_eq!(PLAN.matches(&from).count(), 1, "once: {from}");
        let expected: Vec<&str> = lines.map(|line| line.trim_start_matches("= ")).collect();
        let edited = plan(&PLAN.replace(&from, &to));
        let found = compare_read(&READ, &edited);
        if found != expected {
            wrong.push(format!("- {from}\n+ {to}\n= {}", found.join("\n= ")));
        }
        // Back again, as many.
        let back = compare_read(&edited, &READ);
        if back.len() != found.len() {
            wrong.push(format!("- {to}\n+ {from}\n= {}", back.join("\n= ")));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(count >= 100, "{count} cases");
}

#[test]
fn what_is_written_down_of_who_says_go_may_be_another_or_go() {
    let check = |section: &str, edits: [(&str, &str); 2], expected: &[&str]| {
        let old = PLAN.replace("## Launch Checklist", &format!("{section}\n\n## Launch Checklist"));
        let new = edits.iter().fold(old.clone(), |text, (from, to)| text.replace(from, to));
        assert_eq!(compare(&old, &new), expected, "{section}");
    };
    let none = ("", "");
    let signed = "## Sign-off\n\n| Role | Name | Decision | Date |\n|---|---|---|---|\n| Security | Ana Lima | Go | 2026-11-02 |";
    check(
        signed,
        [("| Go | 2026-11-02 |", "| No-Go | 2026-11-05 |"), none],
        &["signature-recorded [Security] go by Ana Lima 2026-11-02 → no-go by Ana Lima 2026-11-05"],
    );
    check(
        signed,
        [("| Go | 2026-11-02 |", "| | |"), none],
        &["signature-removed [Security] go by Ana Lima 2026-11-02 → —"],
    );
    check(
        signed,
        [("| Role | Name | Decision | Date |", "| Role  | Name | Decision | Date |"), none],
        &[],
    );
    let rehearsed = "## Rollback rehearsals\n\n| Date | Place | By | Result |\n|---|---|---|---|\n| 2026-11-03 | staging | Piet Mol | failed |";
    check(
        rehearsed,
        [("| failed |", "| passed |"), none],
        &[
            "rehearsal-recorded 2026-11-03 in staging by Piet Mol failed → 2026-11-03 in staging by Piet Mol passed",
        ],
    );
    check(
        rehearsed,
        [("\n| 2026-11-03 | staging | Piet Mol | failed |", ""), none],
        &["rehearsal-removed 2026-11-03 in staging by Piet Mol failed → —"],
    );
}

#[test]
fn a_plan_is_as_itself() {
    assert_eq!(compare(PLAN, PLAN), Vec::<String>::new());
}

/// Numbers that look like chance and are the same in each run (a linear congruential generator with Knuth's constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most
    }
}

/// The text on other lines and in other white space, with more prose: it states the same.
fn laid_out_anew(text: &str, chance: &mut Chance) -> String {
    let (mut lines, mut is_code) = (Vec::new(), false);
    for line in text.lines() {
        is_code ^= line.trim_start().starts_with("```");
        let is_prose = line.starts_with("- ") || line.starts_with("A checkout");
        let odds = if is_code || line.starts_with("**") { 0 } else { chance.below(4) };
        let changed = match odds {
            1 if line.starts_with('|') => {
                line.replace(" | ", &" ".repeat(2 + chance.below(3)).replacen(' ', " |", 1))
            }
            2 if line.starts_with('|') => format!("{line}  "),
            1 if line.starts_with('#') && !line.starts_with("# ") => format!("\n{line}\n"),
            1 | 2 if is_prose && line.matches(' ').count() > 4 => {
                let at = line.rfind(' ').unwrap_or_default();
                format!("{}\n  {}", &line[..at], &line[at + 1..])
            }
            3 if line.starts_with("A checkout") => format!("{line} It is quick."),
            _ => line.to_owned(),
        };
        lines.push(changed);
    }
    lines.join("\n") + "\n"
}

#[test]
fn another_layout_is_no_change_and_hides_none() {
    let mut chance = Chance(1);
    let edits: Vec<(String, Vec<&str>)> = CASES
        .split("\n\n")
        .filter(|case| !case.starts_with('#'))
        .map(|case| {
            let mut lines = case.lines();
            let mut next = |sign| {
                let line = lines.next().and_then(|line| line.strip_prefix(sign)).expect(case);
                line.trim_start().replace(r"\n", "\n")
            };
            let (from, to) = (next("- "), next("+"));
            (PLAN.replace(&from, &to), lines.map(|line| line.trim_start_matches("= ")).collect())
        })
        .collect();
    for round in 0..100 {
        let old = laid_out_anew(PLAN, &mut chance);
        let read = plan(&old);
        assert_eq!(compare_read(&READ, &read), Vec::<String>::new(), "round {round}:\n{old}");
        let (edited, expected) = &edits[chance.below(edits.len())];
        let new = laid_out_anew(edited, &mut chance);
        let found = compare_read(&read, &plan(&new));
        assert_eq!(found, *expected, "round {round}:\n{old}\n---\n{new}");
    }
}
