//! A theme with a fault: where, what, what was meant; and the site that was published stays.

use super::failures::refuses;
use crate::project::{Project, repository};

const PAGE: &str = "templates/pages/risks.html";

/// A site that was published, and is built again with a file that has a fault.
fn check(file: &str, text: &str, words: &[&str]) {
    let project = Project::alpha();
    project.build(0);
    project.write(file, text);
    refuses(&project, &["build"], &[], words);
}

/// The template of the page with a line more in front of its heading.
fn with(line: &str) -> String {
    let text = std::fs::read_to_string(repository().join(PAGE)).expect("a template");
    let at = text.find("{% block content %}").expect("its content") + "{% block content %}".len();
    format!("{}\n  {line}{}", &text[..at], &text[at..])
}

#[test]
fn a_slip_of_syntax_is_shown_in_its_line() {
    let words = [
        "error[invalid-template]: ",
        "--> templates/pages/risks.html:2:9",
        "2 |   {% if %}",
        "|         ^",
    ];
    check(PAGE, "{# x #}\n  {% if %}\n", &words);
}

#[test]
fn an_unknown_field_is_told_with_its_page_and_the_near_one() {
    let words = [
        "error[invalid-template]: field `site_titel` is not defined",
        "--> templates/pages/risks.html:",
        "{{ shell.site_titel }}",
        "^^^^^^^^^^",
        "note: the page `risks.html` can't be printed",
        "help: did you mean `site_title`?",
    ];
    check(PAGE, &with("{{ shell.site_titel }}"), &words);
}

#[test]
fn an_unknown_component_filter_or_template_is_told_with_the_near_one() {
    let check = |line: &str, message: &str, carets: &str, help: &str| {
        let shown = format!("  {line}");
        let words = [message, "--> templates/pages/risks.html:", &shown, carets, help];
        check(PAGE, &with(line), &words);
    };
    check(
        "{{ <bagde text=\"a\" /> }}",
        "unknown component `bagde`",
        "^^^^^",
        "did you mean `badge`?",
    );
    check("{{ page | lenght }}", "unknown filter `lenght`", "^^^^^^", "did you mean `length`?");
    check(
        "{% include \"pages/rsiks.html\" %}",
        "unknown template `pages/rsiks.html`",
        "^^^^^^",
        "did you mean `pages/risks.html`?",
    );
}

#[test]
fn a_page_that_alone_fails_is_named() {
    let line = "{{ page.nothing_of_the_kind }}";
    let text = std::fs::read_to_string(repository().join("templates/pages/plan-rollback.html"));
    let text = text.expect("a template");
    let at = text.find("{% block").and_then(|at| Some(at + text[at..].find("%}")? + 2));
    let at = at.expect("a block");
    let text = format!("{}{line}{}", &text[..at], &text[at..]);
    let words = [
        "field `nothing_of_the_kind` is not defined",
        "note: the page `plans/alpha/rollback.html` can't be printed",
        "help: known are `",
    ];
    check("templates/pages/plan-rollback.html", &text, &words);
}

#[test]
fn a_template_that_the_program_s_own_do_not_fit_is_told() {
    let words = [
        "error[invalid-template]: ",
        "note: `templates/",
        "is phasebook's own, and does not fit the site's own templates",
    ];
    check("templates/components/icon.html", "{# nothing #}\n", &words);
}

#[test]
fn an_icon_that_is_no_drawing_is_named() {
    let words = [
        "error[invalid-theme]: an icon is an SVG drawing, and this file is not",
        "--> static/icons/check.svg",
        "help: write it as",
    ];
    check("static/icons/check.svg", "<p>", &words);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let project = Project::alpha().file("secret.css", "p { color: red }");
    project.folder("static/css");
    let link = project.path("static/css/own.css");
    std::os::unix::fs::symlink(project.path("secret.css"), link).expect("a link");
    refuses(
        &project,
        &["build"],
        &[],
        &["`static/css/own.css`", "leads out of", "help: put the file"],
    );
    let project = Project::alpha();
    project.write("static/images/huge.png", vec![0; (4 << 20) + 1]);
    refuses(
        &project,
        &["build"],
        &[],
        &["`static/images/huge.png`", "limit", "help: make it smaller"],
    );
}

#[test]
fn styles_are_taken_as_they_are() {
    let project = Project::alpha().file("static/css/own.css", "p { color: } } {");
    project.build(0);
    let files = project.files("public/assets");
    let css = files.iter().find(|(name, _)| name.starts_with("site.") && name.contains(".css"));
    let css = String::from_utf8_lossy(css.expect("a stylesheet").1);
    assert!(css.contains("p{color:}}{"), "{}", &css[css.len() - 80..]);
}

#[test]
fn a_template_whose_name_begins_with_an_underscore_is_one() {
    let text = with("{% include \"parts/_words.html\" %}");
    let project = Project::alpha()
        .file(PAGE, &text)
        .file("templates/parts/_words.html", "<p>Included words</p>");
    project.build(0);
    assert!(project.read("public/risks.html").contains("<p>Included words</p>"));
}
