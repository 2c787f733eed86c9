//! The site's own look as it is changed: settings of the theme, logo, styles, images.

use super::client::{Preview, Response};
use super::saves::{PAGE, check, check_until, shows};
use crate::project::Project;

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"></svg>";

fn is_broken(preview: &Preview) -> bool {
    preview.state(0)["broken"].as_bool().expect("yes or no")
}

/// The stylesheet of the newest state.
fn css(preview: &Preview) -> String {
    let state = preview.state(0);
    preview.get(state["stylesheet"].as_str().expect("a path")).text().to_owned()
}

/// Where the logo of a page stands.
fn logo(page: &Response) -> Option<String> {
    let (_, rest) = page.text().split_once("<img src=../../assets/logo.")?;
    Some(format!("/assets/logo.{}", rest.split(' ').next()?))
}

#[test]
fn an_accent_is_shown_once_it_is_set() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    assert!(!css(&preview).contains("#c2185b"));
    let shows_accent = |colour: &'static str| {
        let preview = &preview;
        move |_: &Response| css(preview).contains(&format!(":root{{--accent:light-dark({colour},"))
    };
    check_until(&preview, PAGE, "the accent", shows_accent("#c2185b"), || {
        project.write("phasebook.toml", "[theme]\naccent = \"#c2185b\"\n");
    });
    check_until(&preview, PAGE, "the next one", shows_accent("#0b57d0"), || {
        project.write("phasebook.toml", "[theme]\naccent = \"#0b57d0\"\n");
    });
    let is_gone = |_: &Response| !css(&preview).contains("#0b57d0");
    check_until(&preview, PAGE, "no accent", is_gone, || project.remove("phasebook.toml"));
    assert!(!is_broken(&preview));
}

#[test]
fn a_logo_is_shown_once_it_is_there() {
    let project = Project::alpha();
    let preview = Preview::start(&project, &[]);
    check_until(
        &preview,
        PAGE,
        "a logo that is missing",
        |_| is_broken(&preview),
        || {
            project.write("phasebook.toml", "[theme]\nlogo = \"brand/logo.svg\"\n");
        },
    );
    let overlay = preview.state(0)["overlay"].as_str().expect("an overlay").to_owned();
    assert!(
        overlay.contains(">static/brand/logo.svg") && overlay.contains("is not there"),
        "{overlay}"
    );
    let has_logo = |page: &Response| logo(page).is_some();
    check_until(&preview, PAGE, "the logo", has_logo, || {
        project.write("static/brand/logo.svg", SVG);
    });
    assert!(!is_broken(&preview));
    let first = logo(&preview.get(PAGE)).expect("a logo");
    let answer = preview.get(&first);
    assert_eq!((answer.status, answer.body.as_slice()), (200, SVG.as_bytes()));
    assert_eq!(answer.header("content-type"), Some("image/svg+xml; charset=utf-8"));
    let is_next = |page: &Response| logo(page).is_some_and(|logo| logo != first);
    check_until(&preview, PAGE, "the next logo", is_next, || {
        project.write("static/brand/logo.svg", SVG.replace("viewBox", "class=\"b\" viewBox"));
    });
    check_until(
        &preview,
        PAGE,
        "no logo",
        |page| logo(page).is_none(),
        || {
            project.write("phasebook.toml", "[site]\ntitle = \"Other\"\n");
        },
    );
}

#[test]
fn own_files_are_served_and_followed() {
    let project = Project::alpha().file("static/css/own.css", "h1 { color: red }");
    let preview = Preview::start(&project, &[]);
    shows(&preview, PAGE, "Alpha search");
    assert!(css(&preview).ends_with("h1{color:red}"));
    assert_eq!(preview.get("/assets/images/a.png").status, 404);
    project.write("static/images/a.png", "pixels");
    shows(&preview, "/assets/images/a.png", "pixels");
    let number = preview.state(0)["number"].as_u64().expect("a number");
    project.write("static/images/a.png", "others");
    shows(&preview, "/assets/images/a.png", "others");
    let images = preview.state(number)["images"].clone();
    assert_eq!(images, serde_json::json!(["/assets/images/a.png"]), "the page is told to load it");
    let is_blue = |_: &Response| css(&preview).ends_with("h1{color:blue}");
    check_until(&preview, PAGE, "another colour", is_blue, || {
        project.write("static/css/own.css", "h1 { color: blue }");
    });
    assert_eq!(preview.get("/assets/images/%2e%2e/%2e%2e/phasebook.toml").status, 404);
    project.write("templates/parts/_words.html", "<p>Words</p>");
    let about =
        std::fs::read_to_string(crate::project::repository().join("templates/pages/about.html"));
    let about = about.expect("a template");
    let own = "{% block content %}{% include \"parts/_words.html\" %}";
    check(&preview, "/about.html", "<p>Words</p>", || {
        project.write("templates/pages/about.html", about.replacen("{% block content %}", own, 1));
    });
}
