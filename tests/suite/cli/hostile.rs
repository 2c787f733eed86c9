//! No text of an author, a file name, a setting or an argument steers a terminal or breaks a line of a
//! log, whatever the command and its form.

use std::fmt::Write as _;

use crate::project::{ALPHA, Project};

/// A terminal's escape, a carriage return, a bell, C1, an override of direction, both separators.
const HOSTILE: &str = "a\u{1B}[2J\rb\u{7}\u{9B}31m\u{202E}c\u{2066}\u{2028}d\u{2029}e\u{200B}";

/// The same where a line end may stand as well, as in arguments and file names.
fn with_line_end() -> String {
    format!("{HOSTILE}\nerror: f")
}

/// What may not stand raw in an output: all but the line ends that are its own.
fn raw(text: &str) -> String {
    let is_raw = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
    };
    text.chars().filter(is_raw).fold(String::new(), |mut found, c| {
        let _ = write!(found, "U+{:04X} ", u32::from(c));
        found
    })
}

fn check(project: &Project, arguments: &[&str]) {
    let ran = project.run(arguments);
    let forged = |text: &str| text.lines().any(|line| line.starts_with("error: f"));
    for (stream, text) in [("stdout", &ran.stdout), ("stderr", &ran.stderr)] {
        // Records of CSV end so (RFC 4180).
        let text =
            if arguments.contains(&"csv") { text.replace("\r\n", "\n") } else { text.clone() };
        assert_eq!(raw(&text), "", "{stream} of {arguments:?}:\n{text:?}");
        // A cell of CSV may hold line ends between its quotes.
        assert!(arguments.contains(&"csv") || !forged(&text), "{stream} of {arguments:?}:\n{text}");
    }
}

/// The hostile text between the quotes of TOML and YAML.
fn quoted() -> String {
    HOSTILE.chars().fold(String::new(), |mut quoted, c| {
        let _ = if c.is_ascii_graphic() {
            write!(quoted, "{c}")
        } else {
            write!(quoted, "\\U{:08X}", u32::from(c))
        };
        quoted
    })
}

/// A plan, a page and a picture whose names and texts are hostile in every place that findings quote.
fn hostile_site() -> Project {
    let name = with_line_end().replace('/', "");
    let plan = format!(
        "---\ntags: [\"{yaml}\"]\n\"{yaml}\": 1\nstatus: \"{yaml}\"\n---\n\n# Rollout Plan: {HOSTILE}\n\n\
         **Status:** {HOSTILE}\n**Plan owner:** {HOSTILE}\n**Targt date:** {HOSTILE}\n\n\
         ## Phase 1: {HOSTILE}\n\n**Approver:** {HOSTILE}\n\n[x]({HOSTILE}.md) ![y](<{HOSTILE}.png>)\n\n\
         | ID | Risk | Likelihood | Impact |\n|--|--|--|--|\n| {HOSTILE} | {HOSTILE} | {HOSTILE} | {HOSTILE} |\n\n\
         ## Risk Register\n\n| ID | Risk | Likelihood | Impact |\n|--|--|--|--|\n| R1 | {HOSTILE} | {HOSTILE} | {HOSTILE} |\n\n\
         ## Go/No-Go {HOSTILE}\n\n- [~] {HOSTILE}\n\n<!-- phasebook: allow {HOSTILE} -->\n",
        yaml = quoted(),
    );
    let project = Project::alpha();
    project.write(&format!("content/{name}.md"), plan);
    project.write(&format!("content/{name}/{name}.md"), ALPHA.replace("Alpha search", HOSTILE));
    project.write(&format!("content/odd{name}.MD"), [0xFF, 0xFE, 0x00, b'#', b'\n']);
    project
}

#[test]
fn no_command_prints_what_steers_a_terminal() {
    let project = hostile_site();
    for format in ["human", "short", "json", "github", "sarif", "junit"] {
        check(&project, &["check", "--format", format]);
    }
    for format in ["human", "json"] {
        check(&project, &["build", "--format", format]);
        check(&project, &["list", "--format", format]);
    }
    for format in ["json", "csv"] {
        check(&project, &["export", "--format", format]);
    }
    check(&project, &["check", "--fix"]);
}

#[test]
fn no_argument_is_echoed_raw() {
    let project = Project::alpha();
    let hostile = with_line_end();
    let h = hostile.as_str();
    let joined = format!("--{h}");
    let cases: [&[&str]; 22] = [
        &[h],
        &[&joined],
        &["build", &joined],
        &["build", "--output", h],
        &["build", "--config", h],
        &["-C", h, "build"],
        &["--today", h, "build"],
        &["--color", h, "build"],
        &["check", h],
        &["check", "--fail-on", h],
        &["check", "--format", h],
        &["check", "--baseline", h],
        &["check", "--write-baseline", h],
        &["export", h],
        &["export", "--format", h],
        &["explain", h],
        &["new", h],
        &["list", "--sort", h],
        &["serve", "--port", h],
        &["serve", "--host", h],
        &["serve", "--allow-host", h],
        &["init", h, h],
    ];
    for case in cases {
        check(&project, case);
    }
}

#[test]
fn no_setting_is_echoed_raw() {
    let quoted = quoted();
    for text in [
        format!(
            "[site]\ntitle = \"{quoted}\"\nlanguage = \"{quoted}\"\nauthor = \"{quoted}\"\ntoday = \"{quoted}\"\n"
        ),
        format!("[\"{quoted}\"]\n\"{quoted}\" = 1\n"),
        format!("[rules]\n\"{quoted}\" = \"{quoted}\"\n"),
        format!("[paths]\ncontent = \"{quoted}\"\n"),
        format!("[theme]\naccent = \"{quoted}\"\nlogo = \"{quoted}\"\n"),
        format!("# {HOSTILE}\n[site\n"),
        format!("{HOSTILE} = {HOSTILE}\n"),
    ] {
        let project = Project::alpha().file("phasebook.toml", &text);
        for command in ["build", "check", "list"] {
            check(&project, &[command]);
        }
    }
    let project = Project::alpha();
    for name in ["PHASEBOOK_SITE__TODAY", "PHASEBOOK_LIMITS__NESTING", "PHASEBOOK_NO__SUCH"] {
        let ran = project.run_with(&["build"], &[(name, &with_line_end())]);
        assert_eq!(raw(&format!("{}{}", ran.stdout, ran.stderr)), "", "{name}");
    }
}
