//! Nothing is lost: every sentence of every file stands on its source page, in its order.

use crate::html::{EXAMPLE, Element, Node};
use crate::project::repository;

/// The letters and digits of a text: what is left of it when marks and white space are gone.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The letters and digits that a reader of an element gets, descriptions of images too.
pub(super) fn shown(element: &Element) -> String {
    fn write(element: &Element, out: &mut String) {
        // The number of a footnote is not the author's.
        if element.tag == "sup" && !element.all("a").is_empty() {
            return;
        }
        out.push_str(element.attribute("alt").unwrap_or_default());
        for child in &element.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => write(element, out),
                Node::Comment => {}
            }
        }
    }
    let mut out = String::new();
    write(element, &mut out);
    letters(&out)
}

/// What a Markdown file says.
#[derive(Default)]
struct Said {
    /// Lines, and cells of table rows, in order: line number and letters.
    text: Vec<(usize, String)>,
    /// What may stand elsewhere: footnotes, values of the front matter.
    elsewhere: Vec<(usize, String)>,
}

/// Reads a Markdown file line by line, knowing only its marks.
fn said(text: &str) -> Said {
    let mut said = Said::default();
    let (mut in_code, mut in_front_matter, mut in_comment) = (false, false, false);
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let trimmed = line.trim();
        if ["---", "+++"].contains(&trimmed) && (number == 1 || in_front_matter) {
            in_front_matter = number == 1;
        } else if in_front_matter {
            let value = trimmed.split_once([':', '=']).map_or(trimmed, |(_, value)| value.trim());
            // Dates and numbers are shown in words, former places on the pages there.
            if !value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains('/') {
                let values = value.split(',').map(|value| (number, letters(value)));
                said.elsewhere.extend(values);
            }
        } else if trimmed.trim_start_matches(['>', ' ']).starts_with("```") {
            in_code = !in_code;
        } else if in_code {
            said.text.push((number, letters(line)));
        } else if trimmed.starts_with("<!--") || in_comment {
            in_comment = !trimmed.ends_with("-->");
        } else if let Some((_, note)) =
            trimmed.strip_prefix("[^").and_then(|rest| rest.split_once("]:"))
        {
            said.elsewhere.push((number, letters(&plain(note))));
        } else if !is_mark_only(trimmed) {
            let body = without_list_mark(trimmed);
            let parts: Vec<&str> = if trimmed.starts_with('|') { cells(body) } else { vec![body] };
            said.text.extend(parts.into_iter().map(|part| (number, letters(&plain(part)))));
        }
    }
    said.text.retain(|(_, letters)| !letters.is_empty());
    said.elsewhere.retain(|(_, letters)| !letters.is_empty());
    said
}

/// Delimiter rows, rules, link definitions, the first line of an alert.
fn is_mark_only(line: &str) -> bool {
    let is_rule = line.chars().all(|c| "|:-=* ".contains(c));
    let is_definition = line.starts_with('[') && line.contains("]: ") && !line.starts_with("[^");
    is_rule || is_definition || line.starts_with("> [!")
}

/// A line without what makes it a heading, quotation or item.
fn without_list_mark(line: &str) -> &str {
    let mut rest = line.trim_start_matches(['#', '>', ' ']);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < rest.len() && digits.starts_with(['.', ')']) {
        rest = &digits[1..];
    }
    rest = rest.trim_start_matches(['-', '*', '+', ' ']);
    ["[ ] ", "[x] ", "[X] "].into_iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest)
}

/// The cells of a table row; `\|` does not part them.
fn cells(row: &str) -> Vec<&str> {
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in row.match_indices('|') {
        if !row[..at].ends_with('\\') {
            cells.push(&row[start..at]);
            start = at + 1;
        }
    }
    cells.push(&row[start..]);
    cells
}

/// A line without the targets of its links, its footnote marks and its tags.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['[', ']', '<', '&']) {
        out.push_str(&rest[..at]);
        let found = &rest[at..];
        let skipped = if found.starts_with("](") {
            found.find(')').map(|end| end + 1)
        } else if found.starts_with("[^") {
            found.find(']').map(|end| end + 1)
        } else if found.starts_with("<http") || found.starts_with("< ") {
            None
        } else if found.starts_with('<') || found.starts_with('&') {
            let end = if found.starts_with('<') { '>' } else { ';' };
            found.find(end).filter(|length| *length < 12).map(|end| end + 1)
        } else {
            None
        };
        rest = &found[skipped.unwrap_or(1)..];
    }
    out + rest
}

#[test]
fn no_sentence_of_a_plan_is_missing_from_its_source_page() {
    let root = repository().join("content");
    let mut files = 0;
    let mut lost = Vec::new();
    for entry in walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("an entry")) {
        if entry.path().extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let path = entry.path().strip_prefix(&root).expect("below").to_str().expect("UTF-8");
        let stem = path.trim_end_matches(".md").trim_end_matches("/README");
        let source = EXAMPLE
            .pages
            .get(&format!("plans/{stem}/source.html"))
            .or_else(|| EXAMPLE.pages.get(&format!("pages/{stem}.html")))
            .unwrap_or_else(|| panic!("{path} is published"));
        let all = shown(source.main());
        let overview = EXAMPLE.pages.get(&format!("plans/{stem}/index.html"));
        let overview = overview.map(|page| shown(page.main()).to_lowercase());
        let overview = overview.unwrap_or_default();
        let text = std::fs::read_to_string(entry.path()).expect("a plan");
        let said = said(&text);
        let mut from = 0;
        for (line, words) in &said.text {
            match all[from..].find(words) {
                Some(at) => from += at + words.len(),
                None => lost.push(format!("{path}:{line}: {words}")),
            }
        }
        for (line, words) in &said.elsewhere {
            if !all.contains(words) && !overview.contains(&words.to_lowercase()) {
                lost.push(format!("{path}:{line}: {words}"));
            }
        }
        assert!(said.text.len() > 10, "{path} is read");
        files += 1;
    }
    assert_eq!(lost, Vec::<String>::new());
    assert!(files > 15, "the content is found");
}

#[test]
fn the_reading_of_marks_keeps_the_words() {
    let words = |text: &str| -> Vec<String> {
        let said = said(text);
        said.text.into_iter().chain(said.elsewhere).map(|(_, letters)| letters).collect()
    };
    assert_eq!(words("## A *b* `c`"), ["Abc"]);
    assert_eq!(words("- [x] Do [it](x.md) <br> now[^1]"), ["Doitnow"]);
    assert_eq!(words("| a | b \\| c |\n|---|---|"), ["a", "bc"]);
    assert_eq!(words("1. One\n\n[x]: y.md\n---\n> [!NOTE]\n> Said"), ["One", "Said"]);
    assert_eq!(words("```sh\nrm -rf x\n```\n[^1]: Note"), ["rmrfx", "Note"]);
    assert_eq!(words("a < 5 and <https://x.org>"), ["a5andhttpsxorg"]);
}
