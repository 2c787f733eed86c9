//! The overlay of real plans: what stands in it, in which order, and where its links lead.

use std::sync::Arc;

use super::*;
use crate::model::date;
use crate::model::header::StatusKind;
use crate::portfolio::fixture::{entry, page as plain_page};
use crate::portfolio::{PageEntry, PlanEntry, gather};
use crate::settings::Settings;
use crate::site::Slug;
use crate::text::{Source, Span};
use crate::view::{AssetNames, Context};

/// A finding at the first place of some words in a text.
fn at(text: &str, words: &str, severity: Severity, message: &str) -> Diagnostic {
    let start = text.find(words).expect("the words stand there");
    let span = Span::new(start, start + words.len());
    let mut finding = Diagnostic::new("unknown-status", span, message);
    finding.severity = severity;
    finding
}

fn file_findings(severity: Severity, message: &str) -> Diagnostic {
    let mut finding = Diagnostic::new("stale-plan", Span::default(), message);
    finding.severity = severity;
    finding
}

/// A plan with findings of these severities; each message names the path and the severity.
fn plan(path: &str, severities: &[Severity]) -> PlanEntry {
    let mut plan = entry(path, "A plan", Some(StatusKind::Draft));
    plan.findings =
        severities.iter().map(|s| file_findings(*s, &format!("{path} {}", s.word()))).collect();
    plan
}

struct Site {
    plans: Vec<PlanEntry>,
    pages: Vec<PageEntry>,
    problems: Vec<Problem>,
    editor_url: Option<&'static str>,
}

impl Site {
    fn of(plans: Vec<PlanEntry>) -> Self {
        Self { plans, pages: Vec::new(), problems: Vec::new(), editor_url: None }
    }

    fn overlay(self, page: &str) -> Overlay {
        let portfolio = gather(
            self.plans.into_iter().map(Arc::new).collect(),
            self.pages.into_iter().map(Arc::new).collect(),
            Arc::default(),
            Vec::new(),
        );
        let context = Context {
            settings: &Settings::default(),
            portfolio: &portfolio,
            today: date::parse_iso("2026-11-22").expect("a date"),
            assets: &AssetNames::default(),
            opener: &crate::view::HeldPlans,
        };
        overlay(&OverlayInput {
            context: Some(&context),
            problems: &self.problems,
            rebuilt: &Rebuilt { at: "20:54:07".to_owned(), ..Rebuilt::default() },
            content_root: "/home/me/my plans/content",
            editor_url: self.editor_url,
            page,
        })
    }
}

fn words(entry: &OverlayEntry) -> String {
    entry.message.iter().map(|part| part.text.as_str()).collect()
}

fn problem(name: &str, message: &str) -> Problem {
    let source = Source::new(name, b"title = \n");
    let finding = Diagnostic::new("invalid-settings", Span::new(8, 9), message);
    Problem {
        name: name.to_owned(),
        file: Some(format!("/home/me/{name}")),
        source: Some(Arc::new(source)),
        findings: vec![finding],
    }
}

#[test]
fn the_page_s_own_file_comes_first_and_errors_before_warnings() {
    use Severity::{Error, Info, Warning};
    let mut site = Site::of(vec![
        plan("a.md", &[Warning, Error]),
        plan("p/b.md", &[Info, Warning, Error]),
        plan("c.md", &[Error]),
    ]);
    let mut notes = plain_page("notes.md", Some("Notes"));
    notes.findings = vec![file_findings(Warning, "notes.md warning")];
    site.pages.push(notes);
    site.problems.push(problem("phasebook.toml", "expected a value"));
    let found = site.overlay("plans/p/b/risks.html");
    let messages: Vec<String> = found.entries.iter().map(words).collect();
    assert_eq!(
        messages,
        [
            "expected a value.",
            "p/b.md error.",
            "p/b.md warning.",
            "a.md error.",
            "c.md error.",
            "a.md warning.",
            "notes.md warning.",
        ]
    );
    assert_eq!(found.counts, OverlayCounts { error: 4, warning: 3 });
    assert_eq!((&*found.heading, &*found.pill), ("4 errors, 3 warnings", "7 problems"));
    assert_eq!(found.broken, Some("Showing the last good build"));
    assert_eq!(found.rebuilt, "Tried 20:54:07");
    assert_eq!((found.entries[0].severity, found.entries[0].rule.as_deref()), ("Error", None));
}

#[test]
fn the_file_of_a_page_is_told_by_its_path() {
    let plans = || vec![plan("p/b.md", &[Severity::Error]), plan("p/b-2.md", &[Severity::Error])];
    let first = |page: &str| {
        let mut site = Site::of(plans());
        let mut notes = plain_page("notes.md", Some("Notes"));
        notes.findings = vec![file_findings(Severity::Warning, "notes.md")];
        site.pages.push(notes);
        words(&site.overlay(page).entries[0])
    };
    assert_eq!(first("plans/p/b/phase-1-x.html"), "p/b.md error.");
    assert_eq!(first("pages/notes.html"), "notes.md.");
    assert_eq!(first("plans/gone/index.html"), "p/b-2.md error.");
    assert_eq!(first("index.html"), "p/b-2.md error.");
    let mut moved = entry("new.md", "Moved", None);
    moved.findings = vec![file_findings(Severity::Error, "new.md")];
    moved.aliases = [crate::text::Spanned::new("old/place".to_owned(), Span::default())].into();
    let mut all = plans();
    all.push(moved);
    assert_eq!(words(&Site::of(all).overlay("plans/old/place/index.html").entries[0]), "new.md.");
}

#[test]
fn fifty_are_shown_and_the_rest_is_a_number() {
    let many = [Severity::Warning; 20];
    let plans = ["a.md", "b.md", "c.md", "d.md"].map(|path| plan(path, &many)).into();
    let found = Site::of(plans).overlay("plans/d/index.html");
    assert_eq!(found.entries.len(), MOST_ENTRIES);
    assert_eq!(words(&found.entries[19]), "d.md warning.");
    assert_eq!(words(&found.entries[20]), "a.md warning.");
    let more = found.more.expect("more");
    assert_eq!(more.text, "and 30 more");
    let link = more.link.expect("a link");
    assert_eq!((&*link.text, &*link.href), ("30 more", "/findings.html"));
    assert_eq!((&*found.heading, &*found.pill), ("80 warnings", "80 warnings"));
}

#[test]
fn nothing_wrong_is_said_too() {
    let found = Site::of(vec![plan("a.md", &[Severity::Info])]).overlay("index.html");
    assert_eq!((&*found.heading, found.entries.len(), found.more), ("No problems", 0, None));
    assert_eq!((found.broken, found.counts), (None, OverlayCounts::default()));
}

#[test]
fn an_entry_names_place_rule_and_way_out() {
    let text = "# A\n\n**Status:** In progres\n";
    let mut plan = entry("p/a b.md", "A", None);
    plan.source = Arc::new(Source::new("p/a b.md", text.as_bytes()));
    let message = "`In progres` names no status";
    plan.findings =
        vec![at(text, "In progres", Severity::Error, message).help("did you mean `In progress`?")];
    let mut site = Site::of(vec![plan]);
    site.editor_url = Some("vscode://file/{path}:{line}:{column}");
    let found = &site.overlay("index.html").entries[0];
    assert_eq!(found.place, "p/a b.md:3:13");
    assert_eq!(
        found.editor.as_deref(),
        Some("vscode://file/home/me/my%20plans/content/p/a%20b.md:3:13")
    );
    assert_eq!(found.rule.as_deref(), Some("/rules/unknown-status.html"));
    assert_eq!((found.message[0].text.as_str(), found.message[0].code), ("In progres", true));
    let help: String = found.help[0].iter().map(|part| part.text.as_str()).collect();
    assert_eq!(help, "Did you mean In progress?");
    let excerpt = found.excerpt.as_ref().expect("the line");
    assert_eq!(
        (&*excerpt.before, &*excerpt.marked, &*excerpt.after),
        ("**Status:** ", "In progres", "")
    );
    assert_eq!(found.shown_at.as_deref(), Some("/plans/p/a-b/source.html"));
}

#[test]
fn without_a_site_only_the_problems_stand_there() {
    let problems = [problem("phasebook.toml", "expected a value")];
    let preview = OverlayInput {
        context: None,
        problems: &problems,
        rebuilt: &Rebuilt::default(),
        content_root: "/home/me/content",
        editor_url: Some("idea://open?file={path}&line={line}"),
        page: "index.html",
    };
    let found = waiting(&preview).overlay;
    assert_eq!((found.broken, &*found.pill, found.more), (None, "1 problem", None));
    assert_eq!(found.entries[0].place, "phasebook.toml:1:9");
    let editor = found.entries[0].editor.as_deref();
    assert_eq!(editor, Some("idea://open?file=/home/me/phasebook.toml&line=1"));
    assert_eq!(
        (found.entries[0].shown_at.as_deref(), found.entries[0].excerpt.as_ref()),
        (
            None,
            Some(&Excerpt {
                before: "title = ".to_owned(),
                marked: String::new(),
                after: String::new(),
            })
        )
    );
}

#[test]
fn the_toast_names_the_file_and_the_time() {
    let toast = |changed: &[&str], more, milliseconds| {
        let changed = changed.iter().map(|&path| path.to_owned()).collect();
        Rebuilt { at: String::new(), milliseconds, changed, more }.toast()
    };
    assert_eq!(toast(&[], 0, 5), None);
    assert_eq!(toast(&["payments/refunds.md"], 0, 41).as_deref(), Some("refunds.md · 41 ms"));
    assert_eq!(toast(&["a.md", "b.md"], 2, 1234).as_deref(), Some("a.md and 3 more · 1.2 s"));
}

mod targets {
    use super::*;
    use crate::model::checklist::{Checklist, ChecklistKind, TaskItem};
    use crate::model::phase::PhaseNumber;
    use crate::model::plan::Plan;
    use crate::model::prose::{Block, BlockKind, Heading};
    use crate::model::risk::LevelKind;
    use crate::model::rollback::{Rollback, RollbackSection, Step, StepKind, Trigger};
    use crate::portfolio::fixture::{entry_of, phase, risk, text};

    fn span(start: usize) -> Span {
        Span::new(start, start + 10)
    }

    fn heading(at: usize, anchor: &str) -> Block {
        let heading = Heading { level: 2, text: text(anchor), anchor: anchor.into() };
        Block { kind: BlockKind::Heading(heading), span: span(at) }
    }

    fn item(at: usize, end: usize, depth: u8) -> TaskItem {
        let span = Span::new(at, end);
        TaskItem { text: text("x"), done: false, optional: false, depth, span }
    }

    /// A plan whose parts stand at tens: risks from 100 on, and so on.
    fn plan() -> Plan {
        let risks = (0..120).map(|i| {
            let mut risk = risk(&format!("R{i}"), LevelKind::Low, LevelKind::Low);
            risk.status = None;
            if i >= 60 {
                risk.impact = None;
            }
            risk.span = span(10_000 + i * 10);
            risk
        });
        let mut second = phase(1, Some(PhaseNumber::whole(1)), "Beta");
        second.span = span(200);
        let rollback = Rollback {
            triggers: vec![Trigger {
                text: text("t"),
                comparison: None,
                phases: Vec::new(),
                extra: Vec::new(),
                span: span(300),
            }],
            steps: vec![Step {
                text: text("s"),
                kind: StepKind::Act,
                blocks: Vec::new(),
                group: None,
                phases: Vec::new(),
                span: span(310),
            }],
            owners: Vec::new(),
            sections: vec![RollbackSection { heading: span(290), phases: Vec::new() }],
            rehearsals: Vec::new(),
            unread: Vec::new(),
        };
        let list = Checklist {
            name: text("Before"),
            kind: ChecklistKind::PreLaunch,
            phase: None,
            items: vec![item(410, 430, 0), item(420, 430, 1)],
            marks: Vec::new(),
            groups: Vec::new(),
            span: Span::new(400, 440),
        };
        Plan {
            phases: vec![phase(0, Some(PhaseNumber::whole(0)), "Alpha"), second],
            risks: risks.collect(),
            rollback,
            checklists: vec![list],
            blocks: vec![heading(0, "a"), heading(500, "notes"), heading(600, "")],
            ..Plan::default()
        }
    }

    #[test]
    fn each_place_is_shown_on_the_page_of_what_it_is_about() {
        let entry = entry_of("p/x.md", plan(), None);
        let check = |start: usize, end: usize, expected: &str| {
            let finding = Diagnostic::new("unknown-status", Span::new(start, end), "x");
            let (route, id) =
                target::shown_at(&crate::view::HeldPlans, File::Plan(&entry), &finding)
                    .expect("a page");
            assert_eq!(href(&route, id.as_deref()), format!("/plans/p/x/{expected}"));
        };
        check(0, 0, "index.html");
        check(3, 4, "source.html#h-a");
        check(10_012, 10_014, "risks.html#r1");
        check(11_190, 11_200, "risks-2.html#r119");
        check(203, 205, "phase-1-beta.html");
        check(290, 300, "rollback.html");
        check(301, 302, "rollback.html#when");
        check(310, 312, "rollback.html#steps");
        check(401, 402, "checklists.html#c0");
        check(411, 412, "checklists.html#c0-0");
        check(421, 422, "checklists.html#c0-1");
        check(505, 650, "source.html#h-notes");
        check(650, 651, "source.html#h-notes");
    }

    #[test]
    fn pages_lead_to_themselves_and_lost_files_nowhere() {
        let mut page = plain_page("notes.md", None);
        let blocks = vec![heading(5, "über")];
        page.page = Arc::new(crate::model::plan::Page { blocks, ..(*page.page).clone() });
        let of = |span| {
            let finding = Diagnostic::new("unknown-status", span, "x");
            target::shown_at(&crate::view::HeldPlans, File::Page(&page), &finding)
                .map(|(r, id)| href(&r, id.as_deref()))
        };
        assert_eq!(of(Span::new(1, 2)).as_deref(), Some("/pages/notes.html"));
        assert_eq!(of(Span::new(7, 8)).as_deref(), Some("/pages/notes.html#h-über"));
        let lost = crate::portfolio::FileFinding {
            path: "lost.md".to_owned(),
            source: None,
            diagnostic: Diagnostic::new("unreadable-file", Span::default(), "x"),
            beside: None,
        };
        assert_eq!(
            target::shown_at(&crate::view::HeldPlans, File::Loose(&lost), &lost.diagnostic),
            None
        );
        assert_eq!(Slug::of_source("notes.md").as_str(), "notes");
    }
}
