//! How a site looks by its settings and its own files: accent, logo, links, images, fonts, styles.

use super::failures::refuses;
use crate::project::Project;

const SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 96 24\"><path d=\"M0 0h9\"/></svg>";

/// Whether a file is the stylesheet of all pages: cards have one of their own.
fn is_site_style(name: &str) -> bool {
    name.starts_with("site.") && name.strip_suffix(".css").is_some()
}

fn themed(settings: &str) -> Project {
    Project::alpha().file("phasebook.toml", &format!("[theme]\n{settings}\n"))
}

/// The path and the text of the stylesheet of all pages.
fn stylesheet(project: &Project) -> (String, String) {
    let files = project.files("public/assets");
    let mut css = files.into_iter().filter(|(name, _)| is_site_style(name));
    let (name, bytes) = css.next().expect("a stylesheet");
    assert!(css.next().is_none(), "one stylesheet");
    (name, String::from_utf8(bytes).expect("text"))
}

#[test]
fn an_accent_replaces_four_tokens_and_nothing_else() {
    let project = Project::alpha();
    project.build(0);
    let (plain_name, plain) = stylesheet(&project);
    let project = themed("accent = \"#C2185B\"");
    project.build(0);
    let (name, css) = stylesheet(&project);
    assert_ne!(name, plain_name);
    let at =
        css.find(":root{--accent:light-dark(#c2185b,#").expect("the given colour, in the light");
    let end = at + css[at..].find('}').expect("its end") + 1;
    let rule = &css[at..end];
    for token in [
        "--accent-2:light-dark(#",
        "--accent-soft:light-dark(#",
        "--focus:light-dark(#c2185b,#ffd166)",
    ] {
        assert!(rule.contains(token), "{token}: {rule}");
    }
    assert_eq!(format!("{}{}", &css[..at], &css[end..]), plain);
    assert!(css[end..].starts_with("}@layer base{"), "in the layer of the tokens");
}

#[test]
fn a_logo_stands_beside_the_title_of_every_page() {
    let project = themed("logo = \"brand/logo.svg\"").file("static/brand/logo.svg", SVG);
    project.build(0);
    let assets = project.files("public/assets");
    let logo = assets.keys().find(|name| name.starts_with("logo.")).expect("a logo").clone();
    assert_eq!(logo.strip_suffix(".svg").map(str::len), Some("logo.0123456789".len()), "{logo}");
    assert_eq!(assets[&logo], SVG.as_bytes());
    for (page, root) in [("index.html", ""), ("plans/alpha/risks.html", "../../")] {
        let text = project.page(page);
        let img = format!("<img alt=\"\" height=\"28\" src=\"{root}assets/{logo}\" width=\"112\">");
        assert!(text.contains(&format!("{img}<span>Rollout plans</span>")), "{page}");
        assert!(!text.contains("data-icon=\"brand\""), "{page}: the program's mark is gone");
    }
    project.write("static/brand/logo.svg", SVG.replace("96", "24"));
    project.build(0);
    assert!(!project.exists(&format!("public/assets/{logo}")), "another picture, another name");
}

#[test]
fn a_logo_below_a_base_url_is_found_from_every_depth() {
    let settings = "logo = \"l.png\"\nfooter_links = [{ text = \"About\", url = \"about.html\" }]\n\
                    [site]\nbase_url = \"https://example.org/a/\"";
    let project = themed(settings);
    let size = [&200_u32.to_be_bytes()[..], &100_u32.to_be_bytes()[..]].concat();
    project.write("static/l.png", [b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", &size[..]].concat());
    project.build(0);
    let page = project.page("404.html");
    assert!(page.contains("<img alt=\"\" height=\"28\" src=\"/a/assets/logo."), "{page}");
    assert!(page.contains(".png\" width=\"56\">"), "{page}");
    assert!(page.contains("<a href=\"/a/about.html\" rel="), "{page}");
}

#[test]
fn a_logo_that_is_not_there_or_none_is_refused_at_its_place() {
    let words = [
        "error[invalid-settings]: the logo `static/logo.svg` is not there",
        "phasebook.toml:2:1",
        "help: put it there",
    ];
    refuses(&themed("logo = \"logo.svg\""), &["build"], &[], &words);
    let variables = [("PHASEBOOK_THEME__LOGO", "logo.svg")];
    refuses(
        &Project::alpha(),
        &["build"],
        &variables,
        &["the logo `static/logo.svg`", "environment"],
    );
    let words =
        ["error[invalid-theme]: the site's logo is not a valid png image", "--> static/logo.png"];
    refuses(&themed("logo = \"logo.png\"").file("static/logo.png", SVG), &["build"], &[], &words);
    let words = ["`logo` must be an SVG, PNG, WebP, JPEG or AVIF image", "phasebook.toml:2:8"];
    refuses(&themed("logo = \"logo.gif\""), &["build"], &[], &words);
}

#[test]
fn links_of_the_footer_lead_to_the_same_place_from_every_depth() {
    let project = themed(
        "footer_links = [{ text = \"Imprint\", url = \"pages/imprint.html#top\" }, \
         { text = \"Help\", url = \"https://help.example/x\" }, \
         { text = \"Mail\", url = \"mailto:a@b.example\" }]",
    );
    project.build(0);
    for (page, root) in [("index.html", ""), ("plans/alpha/index.html", "../../")] {
        let text = project.page(page);
        for href in [
            &*format!("{root}pages/imprint.html#top"),
            "https://help.example/x",
            "mailto:a@b.example",
        ] {
            assert!(text.contains(&format!("<a href=\"{href}\" rel=\"noopener")), "{page}: {href}");
        }
    }
    for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"] {
        let project = themed(&format!("footer_links = [{{ text = \"x\", url = \"{url}\" }}]"));
        refuses(&project, &["build"], &[], &["relative link", "phasebook.toml:2:"]);
    }
}

#[test]
fn images_and_fonts_are_published_under_their_own_names() {
    let project = Project::alpha()
        .file("static/images/team/a b.png", "pixels")
        .file("static/images/_draft.svg", SVG)
        .file("static/fonts/inter.woff2", "font")
        .file("static/images/notes.txt", "no image")
        .file("static/images/.hidden.png", "no")
        .file("static/videos/a.png", "elsewhere")
        .file("static/css/own.css", "@font-face { src: url(\"fonts/inter.woff2\") }")
        .file("secret.png", "secret");
    std::os::unix::fs::symlink("team/a b.png", project.path("static/images/link.png"))
        .expect("a link");
    let ran = project.build(0);
    assert_eq!(ran.stderr, "");
    let assets = project.files("public/assets");
    let is_own = |name: &&str| name.contains('/') && !name.starts_with("data/");
    let own: Vec<&str> = assets.keys().map(|name| &**name).filter(is_own).collect();
    let expected =
        ["fonts/inter.woff2", "images/_draft.svg", "images/link.png", "images/team/a b.png"];
    assert_eq!(own, expected);
    assert_eq!(assets["images/link.png"], b"pixels");
    assert!(stylesheet(&project).1.ends_with("@font-face{src:url(\"fonts/inter.woff2\")}"));
}

#[test]
fn what_a_style_asks_of_others_is_a_warning_at_its_place() {
    let css = "@import url(https://x.example/a.css);\np { background: url('https://x.example/a.png') }\n\
               a { background: url(../images/a.png) }\n";
    let project =
        Project::alpha().file("static/css/own.css", css).file("static/images/a.png", "pixels");
    let ran = project.build(0);
    for words in [
        "warning[unloaded-style]: `@import` loads nothing",
        "--> static/css/own.css:1:1",
        "warning[unloaded-style]: `https://x.example/a.png` is outside of the site",
        "--> static/css/own.css:2:22",
        "^^^^^^^^^^^^^^^^^^^^^^^",
        "--> static/css/own.css:3:21",
        "help: did you mean `images/a.png`?",
    ] {
        assert!(ran.stderr.contains(words), "`{words}` is not said:\n{}", ran.stderr);
    }
    assert!(ran.stdout.contains("3 warnings"), "{}", ran.stdout);
    assert_eq!(project.run(&["build", "--strict"]).status, 1);
}
