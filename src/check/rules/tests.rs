//! Every rule's page tells the truth: its bad plan has exactly the findings that it lists, and its
//! good plan has none.

#![expect(clippy::disallowed_methods, reason = "the tests read the sources")]

mod cases;
pub(crate) mod page;
mod rollouts;
mod whole_plans;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use page::{examples, only};

use super::{ALL, Category, Rule, find};
use crate::analysis::analyse;
use crate::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::markdown;
use crate::model::date::parse_iso;
use crate::model::plan::Article;
use crate::parse::{Language, parse};
use crate::settings::Settings;
use crate::site::{ActiveContent, Directory, PublishedDocument, Slug};
use crate::text::Source;

/// The file that an example is.
const PATH: &str = "plan.md";

/// Files that lie beside an example.
const BESIDE: [(&str, Option<ActiveContent>); 5] = [
    ("images/gates.svg", Some(ActiveContent::Drawing("it holds a script"))),
    ("images/queues.png", None),
    ("load-test.html", Some(ActiveContent::Ending)),
    ("load-test.pdf", None),
    ("runbook.md", None),
];

/// Rules whose bad example is not run, and why. Their modules have tests of their own.
const TOLD_ONLY: [(&str, &str); 9] = [
    ("changed-after-go", "takes a repository"),
    ("federation-unreadable", "takes the data of another site"),
    ("invalid-text", "takes bytes that no Markdown can show"),
    ("limit-exceeded", "takes more text than a page should have"),
    ("not-markdown", "takes a command line"),
    ("other-markup", "is about files that are no plans"),
    ("uncounted-boxes", "is about files that are no plans"),
    ("unread-plan", "is about files that are no plans"),
    ("unreadable-file", "takes a file system"),
];

/// Rules about what a whole plan has. Examples of other rules are short, so they are not held to these.
const OF_WHOLE_PLANS: [&str; 10] = [
    "empty-section",
    "missing-section",
    "phase-without-approver",
    "phase-without-criteria",
    "phase-without-rollback-owner",
    "rollback-without-steps",
    "rollback-without-triggers",
    "rollback-without-verification",
    "severe-risk-without-mitigation",
    "unowned-risk",
];

/// Codes that are no rules: settings are no plan.
const NO_RULES: [&str; 5] =
    ["half-written", "internal-error", "invalid-settings", "invalid-template", "missing-content"];

/// The findings on a rule's example, without those that only a whole plan would not have.
fn findings_for(rule: &Rule, example: &str) -> String {
    let is_wanted = |line: &&str| {
        let of = |id: &str| line.contains(&format!("[{id}]: "));
        of(rule.id) || !OF_WHOLE_PLANS.iter().any(|id| of(id))
    };
    findings(example).lines().filter(is_wanted).map(|line| line.to_owned() + "\n").collect()
}

/// All findings on an example, one a line as the short format has them.
fn findings(example: &str) -> String {
    // Pages write invisible characters as their codes.
    let text = example.replace("[U+200B]", "\u{200B}").replace("[U+202E]", "\u{202E}");
    let source = Source::new(PATH, text.as_bytes());
    let settings = Settings::default();
    let today = parse_iso("2026-11-22").expect("a date");
    let (document, mut reading) = markdown::read(&source, &settings.limits);
    let (article, more) = parse(&source, document, &Language::new(&settings));
    reading.extend(more);
    let Article::Plan(plan) = article else { panic!("an example is a plan: {example}") };
    let links = check::collect_links(&plan.blocks);
    let linked = check::resolve_links(source.path(), &links, &directory(&source));
    reading.extend(linked.findings);
    let analysis = analyse(&plan, &settings, today);
    let (source, plan, analysis, settings) = (&source, &*plan, &analysis, &settings);
    let facts = check::RuleInput { source, plan, analysis, settings, today };
    let findings = check::plan(&facts, reading).with(Vec::new(), plan.status_kind(), settings);
    findings.iter().map(|finding| short(source, finding) + "\n").collect()
}

fn short(source: &Source, finding: &Diagnostic) -> String {
    let place = source.position(finding.span.start);
    let Diagnostic { code, message, .. } = finding;
    format!("{}:{}: {}[{code}]: {message}", place.line, place.column, finding.severity.word())
}

/// The example and the files beside it; of headings only those that examples link to.
fn directory(source: &Source) -> Directory {
    let anchors = Arc::new(["risk-register".into()].into_iter().collect());
    let plan = PublishedDocument { slug: Slug::of_source(source.path()), is_plan: true, anchors };
    let files = BESIDE.map(|(path, active)| (path.to_owned(), active)).into_iter().collect();
    Directory::new(BTreeMap::from([(source.path().to_owned(), plan)]), files)
}

#[test]
fn the_registry_is_sorted_and_complete() {
    let ids: Vec<&str> = ALL.iter().map(|rule| rule.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "sorted, each once: {ids:?}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    let mut files: BTreeSet<String> = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder of rules") {
        files.insert(entry.expect("a file").file_name().into_string().expect("a name in UTF-8"));
    }
    let pairs = ids.iter().flat_map(|id| [format!("{id}.rs"), format!("{id}.md")]);
    let others = ["mod.rs", "tests", "tests.rs"].map(str::to_owned);
    assert_eq!(files, pairs.chain(others).collect());
}

#[test]
fn pages_have_their_parts() {
    for rule in ALL {
        let mut lines = rule.page.lines();
        assert_eq!(lines.next(), Some(format!("# {}", rule.id).as_str()));
        assert_eq!(lines.next(), Some(""), "{}", rule.id);
        assert!(lines.next().is_some_and(|line| line.ends_with('.')), "{}: a summary", rule.id);
        let parts: Vec<&str> =
            rule.page.lines().filter(|l| ["## Bad", "## Good"].contains(l)).collect();
        assert_eq!(parts, ["## Bad", "## Good"], "{}", rule.id);
        assert!(rule.page.contains(&severity(rule.category)), "{}: its severity", rule.id);
    }
}

/// How a page tells a rule's severity.
fn severity(category: Category) -> String {
    match category {
        Category::Missing => {
            "Severity: error in a plan that is in progress or paused, warning in an \
             approved one and where the status is unknown or not stated, otherwise info."
                .to_owned()
        }
        Category::Contradiction => "Severity: error in a plan that is in progress or paused, info \
             in a draft, otherwise warning."
            .to_owned(),
        Category::Suggestion => {
            "Severity: warning in a plan that is in progress, paused or approved and \
             where the status is unknown or not stated, otherwise info."
                .to_owned()
        }
        Category::Invalid(severity) => format!("\nSeverity: {}", severity.word()),
    }
}

#[test]
fn bad_plans_have_the_findings_that_pages_list() {
    let mut wrong = String::new();
    for rule in ALL {
        let (bad, _) = examples(rule);
        let listed = only(rule, &bad, "text");
        let code = format!("[{}]: ", rule.id);
        assert!(listed.lines().all(|line| line.contains(&code)), "{}: {listed}", rule.id);
        if is_told_only(rule) || has_files(&bad) {
            continue;
        }
        let found = findings_for(rule, only(rule, &bad, "markdown"));
        if found != listed {
            let _ = writeln!(wrong, "{}\nlisted:\n{listed}found:\n{found}", rule.id);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn good_plans_have_no_finding() {
    let mut wrong = String::new();
    for rule in ALL {
        let (_, good) = examples(rule);
        let mut plans = good.iter().filter(|block| block.language == "markdown").peekable();
        assert!(is_told_only(rule) || plans.peek().is_some(), "{}: a good plan", rule.id);
        if has_files(&good) {
            continue;
        }
        let found: String = plans.map(|block| findings_for(rule, &block.text)).collect();
        if !found.is_empty() {
            let _ = writeln!(wrong, "{}\n{found}", rule.id);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Whether an example is several files: the stage that reads files side by side runs it.
fn has_files(example: &[page::Block<'_>]) -> bool {
    example.iter().any(|block| block.path.is_some())
}

fn is_told_only(rule: &Rule) -> bool {
    TOLD_ONLY.iter().any(|(id, _)| *id == rule.id)
}

#[test]
fn every_finding_is_a_rule_and_every_rule_is_found() {
    let mut codes = BTreeSet::new();
    collect_codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
    for code in &codes {
        let is_known = find(code).is_some() || NO_RULES.contains(&code.as_str());
        assert!(is_known, "`{code}` is no rule");
    }
    for rule in ALL.iter().filter(|rule| rule.check.is_some()) {
        assert!(codes.contains(rule.id), "no finding has the code `{}`", rule.id);
    }
}

/// The codes that findings of the sources under a folder are made with.
fn collect_codes(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            collect_codes(&path, codes);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).expect("a source");
            // In two parts, so that this line is not found itself.
            let made = text.split(concat!("Diagnostic::", "new(")).skip(1);
            let literals = made.filter_map(|rest| rest.trim_start().strip_prefix('"'));
            codes.extend(literals.filter_map(|l| Some(l.split_once('"')?.0.to_owned())));
        }
    }
}

#[test]
fn severities_follow_nature_and_status() {
    use crate::model::header::StatusKind::{Approved, Complete, Draft, InProgress, Paused};
    use Severity::{Error, Info, Warning};
    let check = |category: Category, expected: [Severity; 6]| {
        let kinds = [Some(Draft), Some(Approved), None, Some(InProgress), Some(Paused)];
        let kinds = kinds.into_iter().chain([Some(Complete)]);
        let found: Vec<Severity> = kinds.map(|kind| category.severity(kind)).collect();
        assert_eq!(found, expected, "{category:?}");
    };
    check(Category::Missing, [Info, Warning, Warning, Error, Error, Info]);
    check(Category::Contradiction, [Info, Warning, Warning, Error, Error, Warning]);
    check(Category::Suggestion, [Info, Warning, Warning, Warning, Warning, Info]);
    check(Category::Invalid(Info), [Info; 6]);
}
