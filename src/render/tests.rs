//! What the live preview prints, from view to HTML.

use std::sync::Arc;

use super::Theme;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::date;
use crate::model::header::StatusKind;
use crate::portfolio::fixture::entry;
use crate::portfolio::gather;
use crate::settings::Settings;
use crate::text::{Source, Span};
use crate::view::preview::{OVERLAY, OverlayInput, Problem, Rebuilt, WAITING, overlay, waiting};
use crate::view::{AssetNames, Context};

/// What an author may write to be taken for markup, or to deceive the eye.
const HOSTILE: &str = "</pre><script>alert(1)</script>\u{202E}\"'&<img src=x onerror=y>";

fn rebuilt() -> Rebuilt {
    Rebuilt { at: "20:54:07".to_owned(), ..Rebuilt::default() }
}

fn preview<'a>(problems: &'a [Problem], rebuilt: &'a Rebuilt) -> OverlayInput<'a> {
    OverlayInput {
        context: None,
        problems,
        rebuilt,
        content_root: "/home/me/content",
        editor_url: Some("vscode://file/{path}:{line}:{column}"),
        page: "index.html",
    }
}

fn problem(findings: usize) -> Problem {
    let finding = |_| {
        Diagnostic::new("invalid-settings", Span::new(0, 6), format!("`{HOSTILE}` is odd"))
            .help(format!("write `{HOSTILE}`"))
    };
    Problem {
        name: format!("{HOSTILE}.toml"),
        file: Some(format!("/home/me/{HOSTILE}.toml")),
        source: Some(Arc::new(Source::new("x", HOSTILE.as_bytes()))),
        findings: (0..findings).map(finding).collect(),
    }
}

#[test]
fn the_overlay_shows_what_authors_wrote_as_text() {
    let theme = Theme::built_in().expect("it loads");
    let (problems, rebuilt) = ([problem(60)], rebuilt());
    let html = theme.fragment(OVERLAY, &overlay(&preview(&problems, &rebuilt))).expect("it prints");
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains('\u{202E}'));
    assert!(html.contains("<mark>&lt;/pre&gt;</mark>&lt;script&gt;"), "{html}");
    assert!(html.contains("[U+202E]") && html.contains("and 10 more"));
    assert!(html.contains("href=\"vscode://file/home/me/%3C/pre%3E%3Cscript%3E"));
    assert!(html.contains("<h2>60 errors</h2>") && html.contains(">Tried 20:54:07<"));
    assert!(html.trim_start().starts_with("<div class=panel data-tone=\"danger\""));
    assert!(
        !html.contains("<use") && html.contains("viewBox=\"0 0 24 24\" aria-hidden=true><path")
    );
}

#[test]
fn no_problems_are_a_heading_alone() {
    let theme = Theme::built_in().expect("it loads");
    let html = theme.fragment(OVERLAY, &overlay(&preview(&[], &rebuilt()))).expect("it prints");
    assert!(html.contains("data-tone=\"ok\"") && html.contains("<h2>No problems</h2>"));
    assert!(!html.contains("<ol") && !html.contains("last good build"));
}

#[test]
fn the_waiting_page_is_whole_and_needs_no_script() {
    let theme = Theme::built_in().expect("it loads");
    let (problems, rebuilt) = ([problem(1)], rebuilt());
    let html = theme.fragment(WAITING, &waiting(&preview(&problems, &rebuilt))).expect("it prints");
    assert!(html.contains("<!doctype html><html lang=en>") && html.matches("</head>").count() == 1);
    assert!(html.contains("<h1>The site can't be built yet</h1>"));
    assert!(html.contains("<h2>1 error</h2>") && html.contains("&lt;/pre&gt;"));
    assert!(html.contains("<link rel=stylesheet href=/_preview/preview.css>"));
}

#[test]
fn the_preview_s_files_are_the_program_s_and_no_asset_of_a_site() {
    let own = [("static/preview/load.js".to_owned(), "own()".to_owned())];
    let theme = Theme::load(own).expect("it loads");
    let preview = Theme::preview_assets().expect("they are in the program");
    assert!(preview.js.contains("EventSource") && preview.css.contains(".phasebook-preview"));
    for asset in theme.assets() {
        let text = String::from_utf8_lossy(&asset.bytes);
        assert!(!text.contains("own()") && !text.contains("phasebook-preview"), "{}", asset.name);
    }
}

/// Asks a question of a preview of one plan with an error and two warnings.
fn sample<T>(problems: &[Problem], ask: impl FnOnce(&OverlayInput<'_>) -> T) -> T {
    let path = "payments/refund-approvals.md";
    let text = "# Refund approvals\n\n| R8 | Fraud model scores drift | Technical | Mediun | High |\n\n\
                ## Rollback Plan\n\n| Phase 2 | Core flow works end to end |\n";
    let mut plan = entry(path, "Refund approvals", Some(StatusKind::InProgress));
    plan.source = Arc::new(Source::new(path, text.as_bytes()));
    let finding = |code, words: &str, severity, message: &str, help: &str| {
        let start = text.find(words).expect("the words stand there");
        let span = Span::new(start, start + words.len());
        Diagnostic { severity, ..Diagnostic::new(code, span, message).help(help) }
    };
    plan.findings = vec![
        finding(
            "unplaced-risk",
            "Mediun",
            Severity::Error,
            "likelihood `Mediun` of risk `R8` is not a level",
            "did you mean `Medium`?",
        ),
        finding(
            "phase-without-rollback-owner",
            "## Rollback Plan",
            Severity::Warning,
            "no rollback owner is named for Phase 2",
            "add a table `| Phase | Primary Owner | Backup Owner |` under a heading `### Rollback Owners`",
        ),
        finding(
            "unmeasurable-criterion",
            "Core flow works end to end",
            Severity::Warning,
            "success criterion of Phase 2 has no number",
            "write what is measured, and the value that it must reach",
        ),
    ];
    let portfolio = gather(vec![Arc::new(plan)], Vec::new(), Arc::default(), Vec::new());
    let context = Context {
        settings: &Settings::default(),
        portfolio: &portfolio,
        today: date::parse_iso("2026-11-22").expect("a date"),
        assets: &AssetNames::default(),
        opener: &crate::view::HeldPlans,
    };
    ask(&OverlayInput {
        context: Some(&context),
        page: "plans/payments/refund-approvals/index.html",
        ..preview(problems, &rebuilt())
    })
}

/// A mistake in the settings.
fn broken() -> Problem {
    let text = "[site]\ntitel = \"Rollouts\"\n";
    let finding = Diagnostic::new("invalid-settings", Span::new(7, 12), "`titel` is no setting");
    Problem {
        name: "phasebook.toml".to_owned(),
        file: Some("/home/me/phasebook.toml".to_owned()),
        source: Some(Arc::new(Source::new("x", text.as_bytes()))),
        findings: vec![finding.help("did you mean `title`?")],
    }
}

/// The browser's tests show these in real pages. Accept a change with `INSTA_UPDATE=always`.
#[test]
fn the_preview_prints_what_it_printed() {
    let theme = Theme::built_in().expect("it loads");
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path("../../tests/browser/preview");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let print = |problems: &[Problem]| {
            sample(problems, |preview| theme.fragment(OVERLAY, &overlay(preview)))
        };
        insta::assert_snapshot!("overlay", print(&[]).expect("it prints"));
        insta::assert_snapshot!("broken", print(&[broken()]).expect("it prints"));
        let (problems, rebuilt) = ([broken()], rebuilt());
        let page = theme.fragment(WAITING, &waiting(&preview(&problems, &rebuilt)));
        insta::assert_snapshot!("waiting", page.expect("it prints"));
        let clean = theme.fragment(OVERLAY, &overlay(&preview(&[], &rebuilt)));
        insta::assert_snapshot!("clean", clean.expect("it prints"));
    });
}
