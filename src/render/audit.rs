//! What must hold for every template and style in the program.

use super::Theme;
use super::files::ThemeTexts;

fn files() -> ThemeTexts {
    ThemeTexts::load([]).expect("the built-in files load")
}

/// Pages and drawings.
fn templates(files: &ThemeTexts) -> impl Iterator<Item = (&str, &str)> {
    [".html", ".svg"].into_iter().flat_map(|ending| files.below("templates/", ending))
}

fn css() -> String {
    let theme = Theme::built_in().expect("the built-in theme loads");
    let asset = theme.assets().iter().find(|a| a.name == theme.asset_names().css);
    String::from_utf8_lossy(&asset.expect("a stylesheet").bytes).into_owned()
}

/// The parts of a template between two marks.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).filter_map(move |part| Some(part.split_once(close)?.0))
}

/// Whether the name that a `safe` filter stands behind ends in `html`.
fn is_audited(before: &str) -> bool {
    let expression = before.trim_end().trim_end_matches('|').trim_end();
    expression.ends_with("html")
}

#[test]
fn only_names_that_end_in_html_are_printed_as_they_are() {
    assert!(is_audited(" row.text_html | ") && !is_audited(" body | ") && !is_audited("(a) | "));
    for (name, text) in templates(&files()) {
        let code = between(text, "{{", "}}").chain(between(text, "{%", "%}"));
        for part in code {
            for (at, _) in part.match_indices("safe") {
                assert!(is_audited(&part[..at]), "{name}: `{part}` prints unescaped");
            }
            assert!(!part.contains("autoescape"), "{name}: `{part}`");
        }
    }
}

#[test]
fn templates_hold_no_script_style_or_handler() {
    for (name, text) in templates(&files()) {
        let lower = text.to_ascii_lowercase();
        for tag in lower.match_indices("<script").map(|(at, _)| &lower[at..]) {
            assert!(tag.starts_with("<script src=\"{{ shell."), "{name}: an inline script");
            assert!(tag.split_once('>').is_some_and(|(_, rest)| rest.starts_with("</script>")));
        }
        for banned in ["<style", " style=", "\nstyle=", "javascript:", " on", "\non", "<base"] {
            for (at, _) in lower.match_indices(banned) {
                let rest = &lower[at + banned.len()..];
                let handler = rest.split_once('=').is_some_and(|(word, _)| {
                    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase())
                });
                assert!(banned.trim() == "on" && !handler, "{name}: `{banned}`");
            }
        }
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("{#") && first.ends_with("#}"),
            "{name}: says not what it prints"
        );
    }
}

#[test]
fn values_stand_in_text_and_quoted_attributes_only() {
    for (name, text) in templates(&files()) {
        assert!(!text.contains("<!--"), "{name}: a comment may hold a value");
        for (at, _) in text.match_indices("{{") {
            let before = text[..at].trim_end();
            let tag = before.rfind('<').map_or("", |start| &before[start..]);
            let is_quoted = tag.matches('"').count() % 2 == 1;
            assert!(is_quoted || !before.ends_with('='), "{name}: no quotes: {}", &text[at..]);
            assert!(!before.ends_with(['<', '/']), "{name}: a value is a tag's name");
        }
        for tag in text.match_indices("<script").map(|(at, _)| &text[at..]) {
            let (open, inside) = tag.split_once('>').unwrap_or_default();
            assert!(inside.starts_with("</script>"), "{name}: {open}");
        }
    }
}

#[test]
fn the_policy_comes_first_in_the_head() {
    let files = files();
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                  script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                  connect-src 'self'; base-uri 'none'; form-action 'self'\">";
    let whole =
        ["templates/base.html", "templates/pages/plan-card.html", "templates/preview/waiting.html"];
    for name in whole {
        let text = files.get(name).expect("a whole page");
        let head = between(text, "<head>", "</head>").next().expect("a head");
        assert!(head.trim_start().starts_with(policy), "{name}");
    }
}

#[test]
fn every_icon_that_is_named_exists() {
    let files = files();
    for (name, text) in templates(&files) {
        let used = between(text, "href=\"#i-", "\"")
            .chain(between(text, "<icon name=\"", "\""))
            .chain(between(text, "data-icon=\"", "\""));
        for icon in used.filter(|icon| !icon.contains("{{")) {
            assert!(files.get(&format!("static/icons/{icon}.svg")).is_ok(), "{name}: {icon}");
        }
    }
    let in_code = [
        "draft",
        "approved",
        "progress",
        "pause",
        "undo",
        "check",
        "cross",
        "unknown",
        "stop",
        "later",
        "blocked",
        "attention",
        "warning",
        "info",
        "todo",
    ];
    for icon in in_code {
        assert!(files.get(&format!("static/icons/{icon}.svg")).is_ok(), "{icon}");
    }
}

#[test]
fn styles_and_scripts_keep_their_budgets() {
    assert!(css().len() <= 30_720, "{} bytes of CSS", css().len());
    let theme = files().get("static/js/theme.js").expect("theme.js").len();
    assert!(theme <= 300, "{theme} bytes block the first paint");
}

#[test]
fn the_search_engine_is_the_one_that_was_taken_in_with_its_licence() {
    const VENDORED: &str = "static/vendor/minisearch/minisearch.js";
    let engine = super::files::built_in(VENDORED).expect("the search engine");
    assert_eq!(crate::text::fingerprint_hex(engine.as_bytes()), "46942e55f91e87f6");
    let theme = Theme::built_in().expect("the built-in theme loads");
    let asset = theme.assets().iter().find(|a| a.name == theme.asset_names().search_js);
    let script = String::from_utf8_lossy(&asset.expect("the search script").bytes).into_owned();
    assert!(script.len() <= 26_000, "{} bytes of search", script.len());
    assert!(script.starts_with("/*! MiniSearch 7.2.0, MIT License.\nCopyright 2022 Luca Ongaro\n"));
    let licence = super::files::built_in("static/vendor/minisearch/LICENSE").expect("its licence");
    let (notice, _) = script.split_once("*/").expect("the notice ends");
    for paragraph in licence.trim().split("\n\n") {
        assert!(notice.contains(paragraph), "{paragraph}");
    }
    for banned in ["sourceMappingURL", "eval(", "new Function", "innerHTML", "\n//"] {
        assert!(!script.contains(banned), "{banned}");
    }
}

#[test]
fn important_stands_only_in_utilities_and_print() {
    for (name, text) in files().below("static/css/", ".css") {
        let may = matches!(name, "utilities.css" | "print.css");
        assert!(may || !text.contains("!important"), "{name}");
    }
}

#[test]
fn filters_of_the_map_cover_five_by_five() {
    let css = css();
    for n in 1..=5 {
        for axis in ['l', 'i'] {
            let rule = format!(":has(.f{axis}{n}:target) .rk:not(.{axis}{n})");
            assert!(css.contains(&rule), "{rule}");
        }
    }
}

/// Relative luminance of `#RGB` or `#RRGGBB`, by WCAG 2.2.
fn luminance(hex: &str) -> f64 {
    let digits = hex.trim_start_matches('#');
    let long: String = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        _ => digits.to_owned(),
    };
    let channel = |at: usize| {
        let value = u8::from_str_radix(&long[at..at + 2], 16).expect("a colour");
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The light and the dark colour of a token.
fn token<'a>(tokens: &'a str, name: &str) -> [&'a str; 2] {
    let mark = format!("--{name}: ");
    let at = tokens.find(&mark).unwrap_or_else(|| panic!("no token {name}")) + mark.len();
    let value = tokens[at..].split_once(';').map_or("", |(value, _)| value);
    match value.strip_prefix("light-dark(").and_then(|v| v.strip_suffix(')')) {
        Some(pair) => pair.split_once(", ").map_or([pair; 2], |(light, dark)| [light, dark]),
        None => [value; 2],
    }
}

#[test]
fn pairs_of_colours_reach_their_contrast() {
    assert!((contrast("#000", "#FFFFFF") - 21.0).abs() < 0.001);
    let files = files();
    let tokens = files.get("static/css/tokens.css").expect("the tokens");
    let text = [
        ("text", "bg surface sunken accent-soft info-soft"),
        ("muted", "bg surface sunken danger-soft ok-soft neutral-soft accent-soft"),
        ("accent", "bg surface sunken info-soft warn-soft danger-soft ok-soft neutral-soft"),
        ("accent-2", "bg surface accent-soft"),
        ("danger", "surface bg sunken danger-soft"),
        ("on-danger", "stop"),
        ("rb-on", "rb"),
        ("warn", "surface sunken warn-soft"),
        ("ok", "surface sunken ok-soft"),
        ("info", "surface info-soft"),
        ("plan", "surface plan-soft"),
        ("neutral", "surface neutral-soft"),
        ("r1-text", "r1"),
        ("r2-text", "r2"),
        ("r3-text", "r3"),
        ("r4-text", "r4"),
        ("code-fg", "code-bg"),
    ];
    let controls = [("edge", "bg surface sunken"), ("focus", "bg surface sunken")];
    let pairs = text.map(|pair| (pair, 4.5)).into_iter().chain(controls.map(|pair| (pair, 3.0)));
    for ((ink, grounds), least) in pairs {
        for ground in grounds.split(' ') {
            for theme in 0..2 {
                let ratio = contrast(token(tokens, ink)[theme], token(tokens, ground)[theme]);
                assert!(ratio >= least, "{ink} on {ground}: {ratio:.2} ({theme})");
            }
        }
    }
}
