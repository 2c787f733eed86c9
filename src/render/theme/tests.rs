//! Themes of sites: pages, assets, faults.

use super::*;
use crate::render::ThemePlace;

fn shell() -> Shell {
    let empty = String::new;
    Shell {
        lang: "en",
        text_lang: None,
        text_dir: "auto",
        title: "A & B".into(),
        site_title: empty(),
        logo: None,
        home: empty(),
        css: empty(),
        icon: empty(),
        theme_js: empty(),
        site_js: empty(),
        search_js: empty(),
        search: empty(),
        nav: Vec::new(),
        about: empty(),
        plan_count: None,
        as_of: None,
        edition: None,
        footer_links: Vec::new(),
        root: empty(),
        subscriptions: Vec::new(),
    }
}

fn render(template: &str, page: &serde_json::Value) -> Result<String, RenderError> {
    let theme = Theme::load([("templates/pages/x.html".into(), template.into())])?;
    let bytes = theme.render("pages/x.html", &shell(), page)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn a_page_is_printed_in_its_frame() {
    let template = "{# x #}\n{% extends \"base.html\" %}\n\
        {% block content %}\n    <h1 title=\"{{ page.t }}\">{{ page.t }}</h1>\n{% endblock %}";
    let html = render(template, &serde_json::json!({ "t": "<\"x\">" })).expect("it renders");
    assert!(html.contains("<h1 title=\"&lt;&quot;x&quot;&gt;\">&lt;&quot;x&quot;&gt;</h1>"));
    assert!(html.contains("<title>A &amp; B</title>"));
    assert!(
        html.contains("<body><a class=skip") && !html.contains("<symbol"),
        "no icon, no sprite"
    );
}

#[test]
fn errors_name_their_place_as_the_author_sees_it() {
    let place = |template: &str| {
        let error = render(template, &serde_json::json!({ "name": 1 })).expect_err("it fails");
        let ThemePlace { file, source, span, .. } = error.place.clone().expect("a place");
        let at = source.expect("a text").position(span.start);
        (file, at.line, at.column, error.help)
    };
    let at = |line, column, help: &[&str]| {
        let help = help.iter().map(|&help| help.to_owned()).collect();
        ("templates/pages/x.html".to_owned(), line, column, help)
    };
    assert_eq!(place("{# x #}\n\n    {{ page.nmae }}"), at(3, 13, &["did you mean `name`?"]));
    assert_eq!(place("\t{{ page.nothing }}"), at(1, 10, &["known are `name`"]));
    assert_eq!(place("{{ pages }}"), at(1, 4, &["did you mean `page`?"]));
    assert_eq!(place("{# x #}\n  {% if %}"), at(2, 9, &[]));
}

#[test]
fn a_file_of_the_site_replaces_the_one_in_the_program() {
    let own = [("static/js/site.js".to_owned(), "own()".to_owned())];
    let theme = Theme::load(own).expect("it loads");
    let built_in = Theme::built_in().expect("it loads");
    assert_eq!(*theme.assets()[2].bytes, *b"own()\n");
    assert_ne!(theme.asset_names().site_js, built_in.asset_names().site_js);
    assert_eq!(theme.asset_names().css, built_in.asset_names().css);
}

/// The theme of a site with own texts and media.
fn own(texts: &[(&str, &str)], media: &[(&str, &[u8])]) -> OwnFiles {
    OwnFiles {
        texts: texts.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect(),
        media: media.iter().map(|&(name, bytes)| (name.to_owned(), bytes.into())).collect(),
    }
}

#[test]
fn folders_of_another_program_do_no_harm() {
    let strange = [
        ("templates/app.html", "{% for %} {{{"),
        ("static/js/app.js", "{% for %} {{{"),
        ("static/app.css", "{% for %} {{{"),
    ];
    let load = |more: &[(&str, &str)]| {
        let own = own(&[&strange[..], more].concat(), &[]);
        Theme::of_site(&own, &settings::ThemeSettings::default())
    };
    let css = |theme: &Theme| theme.asset_names().css.clone();
    let built_in = Theme::built_in().expect("it loads");
    assert_eq!(load(&[]).map(|theme| css(&theme)), Ok(css(&built_in)));
    let own = load(&[("static/css/reset.css", "b{}")]).expect("it loads");
    assert_ne!(css(&own), css(&built_in));
    assert_eq!(own.changed_from(&built_in), ThemeChange::Style);
    assert_eq!(own.changed_from(&own), ThemeChange::Nothing);
    let beside = load(&[("static/css/brand.css", ".brand { color: red }")]).expect("it loads");
    assert!(beside.assets()[0].bytes.ends_with(b".brand{color:red}"));
    let scripted = load(&[("static/js/site.js", "own()")]).expect("it loads");
    assert_eq!(scripted.changed_from(&built_in), ThemeChange::More);
    // Templates belong together: one may include another.
    let error = load(&[("templates/pages/page.html", "{{ page.title }}")]).err();
    let place = error.and_then(|error| error.place).map(|place| place.file);
    assert_eq!(place.as_deref(), Some("templates/app.html"));
}

#[test]
fn images_fonts_and_the_logo_are_assets() {
    let svg = "<svg viewBox='0 0 48 24'/>";
    let texts = [("static/brand/logo.svg", svg)];
    let media: [(&str, &[u8]); 2] =
        [("static/images/a.png", b"pixels"), ("static/fonts/a.woff2", b"font")];
    let look =
        settings::ThemeSettings { logo: Some("brand/logo.svg".into()), ..Default::default() };
    let theme = Theme::of_site(&own(&texts, &media), &look).expect("it loads");
    let names: Vec<&str> = theme.assets()[7..].iter().map(|asset| &*asset.name).collect();
    let logo = theme.asset_names().logo.clone().expect("a logo");
    assert_eq!(names, [&*logo.name, "fonts/a.woff2", "images/a.png"]);
    let stem = logo.name.strip_suffix(".svg").expect("its ending");
    assert!(stem.starts_with("logo.") && stem.len() == 15, "{stem}");
    assert_eq!(logo.width, Some(56));
    let other = [("static/images/a.png", &b"others"[..]), media[1]];
    let renewed = Theme::of_site(&own(&texts, &other), &look).expect("it loads");
    assert_eq!(renewed.changed_from(&theme), ThemeChange::More);
    let red = settings::ThemeSettings { accent: Some("#ff0000".into()), ..look.clone() };
    let red = Theme::of_site(&own(&texts, &media), &red).expect("it loads");
    assert_eq!(red.changed_from(&theme), ThemeChange::Style);
    assert_ne!(red.asset_names().css, theme.asset_names().css);
    for (texts, message) in [
        (&[][..], "is not there"),
        (&[("static/brand/logo.svg", "<p>")][..], "not a valid svg image"),
    ] {
        let error = Theme::of_site(&own(texts, &media), &look).expect_err("no logo");
        assert!(error.message.contains(message), "{}", error.message);
        assert_eq!(error.finding().code, "invalid-theme");
        assert_eq!(error.place.map(|place| place.file).as_deref(), Some("static/brand/logo.svg"));
    }
}
