//! What the template engine says, for the author of a template: the place in the file as it was
//! written, and the name that was meant.

use std::sync::Arc;

use tera::{Error, ErrorKind};

use super::compact::column;
use super::error::{RenderError, ThemePlace};
use super::files::ThemeTexts;
use crate::diagnostic::did_you_mean;
use crate::text::{Source, Span};

/// The filters of the engine; a test asks it for each.
const FILTERS: [&str; 37] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];

/// The tests of the engine, as in `x is defined`.
const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];

/// The functions of the engine.
const FUNCTIONS: [&str; 3] = ["range", "throw", "super"];

/// Names that are listed where none is near.
const MOST_NAMES: usize = 40;

/// What the engine says of a place.
struct TemplateFault<'a> {
    /// The template's name below `templates/`.
    template: &'a str,
    /// From 1.
    line: usize,
    /// The first character and the one behind the last, from 0, of the line as the engine got it; the
    /// last is on another line where there is none.
    columns: (usize, Option<usize>),
    message: &'a str,
}

impl RenderError {
    /// What the engine says, at the place in the file as its author wrote it.
    pub(super) fn of_engine(error: &Error, files: &ThemeTexts) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let end = (span.end_line == span.start_line).then_some(span.end_col);
                let report = TemplateFault {
                    template: report.filename(),
                    line: span.start_line,
                    columns: (span.start_col, end),
                    message: report.message(),
                };
                report.error(files)
            }
            ErrorKind::MissingParent { current, parent } => {
                let error = Self::new(format!("unknown template `{parent}`"));
                let error = named(error, "template", parent, files);
                let place = quoted(current, parent, files);
                Self { place: Some(place), ..error }
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain: chain } => {
                circle(tpl, chain, files)
            }
            ErrorKind::CircularInclude { tpl, include_chain: chain } => circle(tpl, chain, files),
            _ => {
                let text = error.to_string();
                match printed(&text) {
                    Some(report) => report.error(files),
                    None => Self::new(lower(first_line(&text))),
                }
            }
        }
    }
}

/// A report that the engine has printed: its message, `--> name:line:column`, the line, and carets
/// below the words. It prints those that it finds when all templates are there, one after the other.
fn printed(text: &str) -> Option<TemplateFault<'_>> {
    let mut lines = text.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column = place.next()?.parse::<usize>().ok()?.checked_sub(1)?;
    let line = place.next()?.parse().ok()?;
    let template = place.next()?;
    let carets = lines.nth(2).map_or(1, |under| under.matches('^').count());
    Some(TemplateFault { template, line, columns: (column, Some(column + carets)), message })
}

impl TemplateFault<'_> {
    fn error(&self, files: &ThemeTexts) -> RenderError {
        let file = format!("templates/{}", self.template);
        let (what, known) = split_known(self.message);
        let mut error = RenderError::new(lower(what));
        if let Some(source) = source(&file, files) {
            let span = self.span(&source, files);
            let is_own = files.is_own(&file);
            error.place = Some(ThemePlace { file, is_own, source: Some(Arc::new(source)), span });
        }
        let name = what.split('`').nth(1).unwrap_or_default();
        match known {
            Some(known) => among(error, name, known.split(", ").collect()),
            None => {
                let kind = error.message.strip_prefix("unknown ").and_then(|m| m.split(' ').next());
                let kind = kind.unwrap_or_default().to_owned();
                named(error, &kind, name, files)
            }
        }
    }

    /// The words in the file: the engine knows its lines as [`compact`](super::compact) left them.
    fn span(&self, source: &Source, files: &ThemeTexts) -> Span {
        let line = source.line_span(u32::try_from(self.line).unwrap_or(u32::MAX));
        let text = source.slice(line);
        let written = files.get(&format!("templates/{}", self.template)).unwrap_or_default();
        let at = |place: usize| {
            let is_compacted = self.template.rsplit('.').next() != Some("svg");
            let place = if is_compacted { column(written, self.line, place) } else { Some(place) };
            place.and_then(|c| text.char_indices().nth(c)).map_or(text.len(), |(at, _)| at)
        };
        let start = at(self.columns.0);
        let end = self.columns.1.map_or(text.trim_end().len(), at);
        let end = if end > start { end } else { start + word(&text[start..]) };
        let begin = line.range().start;
        Span::new(begin + start, begin + end)
    }
}

/// Length of the word, or of the signs, at the start of a text.
fn word(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let is_sign = |c: char| !(is_word(c) || c.is_whitespace());
    let is_at_sign = text.chars().next().is_some_and(is_sign);
    text.find(|c| is_sign(c) != is_at_sign || c.is_whitespace()).unwrap_or(text.len())
}

/// "Field `x` is not defined. Available fields: a, b": what is wrong, and what is known.
fn split_known(message: &str) -> (&str, Option<&str>) {
    let message = first_line(message);
    match message.split_once(". Available ") {
        Some((what, rest)) => (what, rest.split_once(": ").map(|(_, known)| known)),
        None => (message.trim_end_matches('.'), None),
    }
}

/// Says which name of a kind was meant, or all of them.
fn named(error: RenderError, kind: &str, name: &str, files: &ThemeTexts) -> RenderError {
    match kind {
        "filter" => among(error, name, FILTERS.to_vec()),
        "test" => among(error, name, TESTS.to_vec()),
        "function" => among(error, name, FUNCTIONS.to_vec()),
        "template" => {
            among(error, name, files.below("templates/", ".html").map(|(name, _)| name).collect())
        }
        "component" => among(error, name, components(files)),
        _ => error,
    }
}

/// Says which of these names was meant, or all of them.
fn among(error: RenderError, name: &str, mut known: Vec<&str>) -> RenderError {
    if let Some(near) = did_you_mean(name, known.iter().copied()) {
        return error.help(format!("did you mean `{near}`?"));
    }
    known.sort_unstable();
    let more = known.len().saturating_sub(MOST_NAMES);
    known.truncate(MOST_NAMES);
    let mut list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if more > 0 {
        list.push_str(" and others");
    }
    if list.is_empty() { error } else { error.help(format!("known are {list}")) }
}

/// The components that templates define.
fn components(files: &ThemeTexts) -> Vec<&str> {
    let templates = files.below("templates/", ".html");
    let heads = templates.flat_map(|(_, text)| text.split("{% component ").skip(1));
    heads.filter_map(|head| head.split('(').next()).map(str::trim).collect()
}

/// The place in a template where another one is named.
fn quoted(template: &str, name: &str, files: &ThemeTexts) -> ThemePlace {
    let file = format!("templates/{template}");
    let source = source(&file, files);
    let span = source.as_ref().and_then(|source| {
        let at = ['"', '\''].into_iter().find_map(|q| source.text().find(&format!("{q}{name}{q}")));
        at.map(|at| Span::new(at, at + name.len() + 2))
    });
    let is_own = files.is_own(&file);
    ThemePlace { file, is_own, source: source.map(Arc::new), span: span.unwrap_or_default() }
}

/// Templates that need each other.
fn circle(template: &str, chain: &[String], files: &ThemeTexts) -> RenderError {
    let next = chain.iter().skip_while(|name| *name != template).nth(1);
    let place = quoted(template, next.map_or(template, |next| next), files);
    let shown: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
    let error = RenderError::new(format!("`{template}` needs itself: {}", shown.join(" → ")));
    RenderError { place: Some(place), ..error }
}

fn source(file: &str, files: &ThemeTexts) -> Option<Source> {
    files.get(file).ok().map(|text| Source::new(file, text.as_bytes()))
}

fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

/// The text with a small letter in front.
fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Theme;

    /// What is said of a template in place of the page for ordinary Markdown: place and words, message,
    /// first help.
    fn fault(text: &str) -> (String, String, String) {
        let name = "templates/pages/page.html".to_owned();
        let error = Theme::load([(name, text.to_owned())]).expect_err("a fault");
        let place = error.place.clone().expect("a place");
        let source = place.source.expect("a text");
        let at = source.position(place.span.start);
        let words = source.slice(place.span);
        let shown = format!("{}:{}:{}: {words}", place.file, at.line, at.column);
        assert!(place.is_own);
        (shown, error.message.clone(), error.help.first().cloned().unwrap_or_default())
    }

    fn check(text: &str, place: &str, message: &str, help: &str) {
        let found = fault(text);
        let expected = format!("templates/pages/page.html:{place}");
        assert_eq!((&*found.0, &*found.1), (&*expected, message), "{text}: {found:?}");
        assert!(found.2.contains(help), "{text}: {}", found.2);
    }

    #[test]
    fn names_that_nobody_knows_are_told_with_the_near_one() {
        check("\n  {{ page.title | uper }}", "2:19: uper", "unknown filter `uper`", "`upper`");
        check(
            "é {{ 'é' | nothing_of_it }}",
            "1:12: nothing_of_it",
            "unknown filter `nothing_of_it`",
            "known are `abs`, `capitalize`",
        );
        check(
            "{% if page is defind %}{% endif %}",
            "1:15: defind",
            "unknown test `defind`",
            "`defined`",
        );
        check("{{ rnge(end=3) }}", "1:4: rnge(end=3)", "unknown function `rnge`", "`range`");
        let component = "\n    {{ <icn name=\"check\" /> }}";
        let found = fault(component);
        assert_eq!(found.1, "unknown component `icn`");
        assert!(found.0.contains("page.html:2:") && found.0.contains("icn"), "{}", found.0);
        assert_eq!(found.2, "did you mean `icon`?");
        check(
            "{% include \"bse.html\" %}",
            "1:12: \"bse.html\"",
            "unknown template `bse.html`",
            "did you mean `base.html`?",
        );
        check(
            "{% extends 'bse.html' %}",
            "1:12: 'bse.html'",
            "unknown template `bse.html`",
            "did you mean `base.html`?",
        );
    }

    #[test]
    fn every_name_that_is_proposed_is_one() {
        let filters = FILTERS.map(|filter| format!("{{{{ page | {filter} }}}}"));
        let tests = TESTS.map(|test| format!("{{{{ page is {test} }}}}"));
        for text in filters.iter().chain(&tests) {
            let own = [("templates/pages/x.html".to_owned(), text.clone())];
            assert!(Theme::load(own).is_ok(), "{text}");
        }
    }

    #[test]
    fn slips_of_syntax_have_their_place() {
        let (place, message, _) = fault("<p>\n  {% if %}\n</p>");
        assert!(place.starts_with("templates/pages/page.html:2:"), "{place}");
        assert!(message.starts_with(|c: char| c.is_lowercase()), "{message}");
        let (place, ..) = fault("{% for a in page.b %}");
        assert!(place.starts_with("templates/pages/page.html:1:"), "{place}");
        let (place, message, _) = fault("{% extends \"pages/page.html\" %}");
        assert_eq!(place, "templates/pages/page.html:1:12: \"pages/page.html\"");
        assert!(message.contains("needs itself"), "{message}");
    }
}
