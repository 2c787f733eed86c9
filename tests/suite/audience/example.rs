//! The example site: no sentence of what is left out is in its edition.

#![expect(clippy::print_stdout, reason = "the counts are for who runs this with `--nocapture`")]

use std::collections::BTreeMap;

use super::build;
use super::decoded::site;
use crate::project::Project;

/// The words of a line without Markdown's marks.
fn words(line: &str) -> String {
    let plain: String =
        line.chars().filter(|c| !matches!(c, '*' | '`' | '_' | '#' | '>' | '[' | ']')).collect();
    plain
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | 'x'))
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Sentences and cells of a text that are long enough to be somebody's own.
fn sentences(lines: &[&str]) -> Vec<String> {
    let cells = lines.iter().flat_map(|line| {
        if line.starts_with('|') { line.split('|').collect::<Vec<_>>() } else { vec![*line] }
    });
    let sentences = cells.flat_map(|cell| cell.split(". "));
    sentences.map(words).filter(|words| words.len() >= 24 && !words.contains("](")).collect()
}

#[test]
fn no_sentence_that_is_left_out_of_the_example_is_in_its_edition() {
    let project = Project::example();
    let mut settings = project.read("phasebook.toml");
    settings.push_str(
        "\n[audience.leaktest]\nplans = [\"!payments/card-vault-migration\", \"!platform/*\"]\n\
         sections = [\"!risks\", \"!checklists\"]\ncolumns = [\"!Scope\"]\n",
    );
    project.write("phasebook.toml", settings);
    let (mut hidden, mut shown) = (Vec::new(), String::new());
    for (path, bytes) in project.files("content") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let is_text = std::path::Path::new(&path).extension().is_some_and(|ending| ending == "md");
        if !is_text {
            continue;
        }
        if path.starts_with("platform/") || path == "payments/card-vault-migration.md" {
            hidden.extend(sentences(&lines));
            continue;
        }
        let (mut in_hidden, mut column) = (0, None);
        for line in lines {
            let level = line.bytes().take_while(|b| *b == b'#').count();
            if level > 0 && (in_hidden == 0 || level <= in_hidden) {
                let heading = words(line);
                let hides =
                    level > 1 && ["risk", "checklist"].iter().any(|word| heading.contains(word));
                in_hidden = if hides { level } else { 0 };
            }
            if in_hidden > 0 {
                hidden.extend(sentences(&[line]));
            } else if line.starts_with('|') {
                let cells: Vec<&str> = line.split('|').collect();
                let named = cells.iter().position(|cell| words(cell) == "scope");
                column = named.or(column);
                for (at, cell) in cells.into_iter().enumerate() {
                    if Some(at) == column {
                        hidden.extend(sentences(&[cell]));
                    } else {
                        shown.push_str(&words(cell));
                        shown.push('\n');
                    }
                }
            } else {
                column = None;
                shown.push_str(&words(line));
                shown.push('\n');
            }
        }
    }
    hidden.sort_unstable();
    hidden.dedup();
    hidden.retain(|sentence| !shown.contains(sentence.as_str()));
    assert!(hidden.len() > 250, "{}", hidden.len());
    project.run(&["build"]);
    build(&project, "leaktest");
    let strip = |files: BTreeMap<String, String>| -> Vec<(String, String)> {
        files.into_iter().map(|(path, text)| (path, words(&text))).collect()
    };
    let (whole, edition) =
        (strip(site(&project, "public")), strip(site(&project, "public-leaktest")));
    let known =
        hidden.iter().filter(|s| whole.iter().any(|(_, text)| text.contains(s.as_str()))).count();
    println!("example: {} sentences, {known} of them in the site for all", hidden.len());
    assert!(known * 10 > hidden.len() * 8, "{known} of {}", hidden.len());
    for sentence in &hidden {
        let leak = edition.iter().find(|(_, text)| text.contains(sentence.as_str()));
        assert_eq!(leak.map(|(path, _)| path), None, "“{sentence}”");
    }
}
