//! The stylesheet: the theme's files in cascade layers, without comments and white space. Scripts without
//! indentation; the search script: the search engine, then what it is used for.

use super::error::RenderError;
use super::files::ThemeTexts;

/// The layers, in the order in which they win; each is a file, `components` a folder of files.
const LAYERS: [&str; 7] = ["reset", "tokens", "base", "layout", "components", "utilities", "print"];

/// All styles as one file; `tokens` are rules behind the theme's own tokens. A file of a site's own that
/// belongs to no layer comes last, unlayered.
pub(super) fn stylesheet(files: &ThemeTexts, tokens: &str) -> String {
    let mut css = format!("@layer {};", LAYERS.join(","));
    for layer in LAYERS {
        css.push_str("@layer ");
        css.push_str(layer);
        css.push('{');
        for (_, text) in files.below("static/css/", ".css").filter(|(n, _)| layer_of(n) == layer) {
            compress(text, &mut css);
        }
        css.push_str(if layer == "tokens" { tokens } else { "" });
        css.push('}');
    }
    for (_, text) in
        files.below("static/css/", ".css").filter(|(name, _)| !LAYERS.contains(&layer_of(name)))
    {
        compress(text, &mut css);
    }
    css
}

/// The styles of a plan's card: the tokens, the badges, and what is the card's own.
pub(super) fn card_stylesheet(files: &ThemeTexts, tokens: &str) -> Result<String, RenderError> {
    let mut css = String::new();
    compress(files.get("static/css/tokens.css")?, &mut css);
    css.push_str(tokens);
    for name in ["static/css/components/badge.css", "static/card/card.css"] {
        compress(files.get(name)?, &mut css);
    }
    Ok(css)
}

/// The search as one file: the engine with its licence, then our part of it without indentation and
/// without lines that are comments.
pub(super) fn search_script(files: &ThemeTexts) -> Result<String, RenderError> {
    let mut js = files.get("static/vendor/minisearch/minisearch.js")?.trim_end().to_owned();
    let lines = files.get("static/js/search.js")?.lines().map(str::trim_start);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        js.push('\n');
        js.push_str(line);
    }
    js.push('\n');
    Ok(js)
}

fn layer_of(name: &str) -> &str {
    name.split_once('/').map_or(name.trim_end_matches(".css"), |(folder, _)| folder)
}

/// A script without the indentation and the comments of whole lines: they are for its reader. Line
/// breaks stay, as they may end a statement; a script with text that spans lines stays as it is.
pub(super) fn script(js: &str) -> String {
    let spans_lines = |line: &str| line.ends_with('\\') || line.matches('`').count() % 2 == 1;
    if js.lines().any(spans_lines) {
        return js.to_owned();
    }
    let mut out = String::with_capacity(js.len());
    let mut in_comment = false;
    for line in js.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let ends = line.find("*/").map(|at| at + 2);
        if in_comment || line.starts_with("/*") {
            in_comment = ends.is_none();
            // What follows a comment is code.
            out.push_str(line.get(ends.unwrap_or(line.len())..).unwrap_or_default().trim_start());
        } else if !line.starts_with("//") {
            out.push_str(line);
        }
        if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

/// Appends CSS without comments, line breaks and what white space means nothing: strings stay as
/// they are, and inside parentheses a space stays a space (`calc(a + b)`).
fn compress(css: &str, out: &mut String) {
    let mut depth = 0_usize;
    let mut space = false;
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("/*") {
            rest = after.split_once("*/").map_or("", |(_, behind)| behind);
            space = true;
            continue;
        }
        if c.is_ascii_whitespace() {
            space = true;
            rest = &rest[1..];
            continue;
        }
        if space && wants_space(out, c, depth) {
            out.push(' ');
        }
        space = false;
        let length = if c == '"' || c == '\'' { string_length(rest) } else { c.len_utf8() };
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '}' if out.ends_with(';') => {
                out.pop();
            }
            _ => {}
        }
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
}

/// Whether white space between what is written and `next` has a meaning.
fn wants_space(out: &str, next: char, depth: usize) -> bool {
    let Some(last) = out.chars().next_back() else { return false };
    let parts = |c| matches!(c, ',' | '>' | '<' | '=' | '/');
    if depth > 0 {
        return !(parts(last) || parts(next) || last == '(' || next == ')');
    }
    let joins = |c| parts(c) || matches!(c, '{' | '}' | ';' | '+' | '~');
    !joins(last) && !joins(next) && last != ':' && next != '!'
}

/// Length of the string literal at the start of the text, with its quotes.
pub(super) fn string_length(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b if b == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(css: &str, expected: &str) {
        let mut out = String::new();
        compress(css, &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn white_space_goes_where_it_means_nothing() {
        check(
            "a {\n  b : c ;\n  d: e f;\n}\n\nx > y,\nz + w { k: l }",
            "a{b :c;d:e f}x>y,z+w{k:l}",
        );
        check("@media (width >= 48rem) {\n a { b: c } }", "@media (width>=48rem){a{b:c}}");
    }

    #[test]
    fn white_space_stays_where_it_means_something() {
        check("a { b: calc( 1px + var(--x) * -1 ) }", "a{b:calc(1px + var(--x) * -1)}");
        check("a :hover { b: rgb(0 0 0 / 6%) }", "a :hover{b:rgb(0 0 0/6%)}");
        check("a:not(:has(> .i)) .b { c: d }", "a:not(:has(>.i)) .b{c:d}");
        check("a { b: light-dark(#fff, #000) }", "a{b:light-dark(#fff,#000)}");
    }

    #[test]
    fn strings_stay_and_comments_go() {
        check(
            r#"a::after { content: "  /* no */ ; \" } "; }"#,
            r#"a::after{content:"  /* no */ ; \" } "}"#,
        );
        check("a/* x */b { c: d } /* unclosed", "a b{c:d}");
        check("a { content: 'é  —' }", "a{content:'é  —'}");
    }

    #[test]
    fn scripts_lose_what_is_for_their_readers() {
        let js = "/* What it\n   is. */\n(() => {\n  // no\n\n  let a = \"// yes\"; // kept\n  /** b */\n  \
                  /* c */ b()\n})();\n";
        assert_eq!(script(js), "(() => {\nlet a = \"// yes\"; // kept\nb()\n})();\n");
        assert_eq!(script("own()"), "own()\n");
        for spanning in ["a = `\n  /* b */ `", "a = 'b\\\n  c'"] {
            assert_eq!(script(spanning), spanning);
        }
    }

    #[test]
    fn layers_come_in_order_and_strangers_last() {
        let files = ThemeTexts::load([
            ("static/css/reset.css".into(), "a{}".into()),
            ("static/css/own.css".into(), "b { c: d }".into()),
        ]);
        let files = files.expect("the built-in files load");
        let css = stylesheet(&files, "");
        assert!(css.starts_with(
            "@layer reset,tokens,base,layout,components,utilities,print;@layer reset{a{}}@layer tokens{"
        ));
        assert!(css.ends_with("b{c:d}"));
        let tokens = stylesheet(&files, ":root{--accent:red}");
        assert!(tokens.contains(":root{--accent:red}}@layer base{"));
        assert_eq!(tokens.len(), css.len() + ":root{--accent:red}".len());
    }
}
