//! Bars and wikilinks in a line: a bar inside code or between the brackets of a wikilink parts no cell.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{WIKI_ADDRESS, Writer};

/// What a line holds beside its words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// A bare bar that parts cells where the line is a table's row.
    Bar(usize),
    /// A bare bar inside code.
    BarInCode(usize),
    /// `[[Name#Heading|words]]`.
    Wikilink(Wikilink),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Wikilink {
    /// From its first bracket, or the `!` before it, to its last.
    place: Range<usize>,
    is_embed: bool,
    target: Range<usize>,
    /// What is shown.
    words: Range<usize>,
    /// Bare bars between its brackets.
    bars: usize,
}

/// Labels of link definitions, lower case: `[[1]]` with one of them is no wikilink.
pub(super) type Labels = FxHashSet<String>;

/// Whether a text may hold a bar inside code.
pub(super) fn has_bars_in_code(text: &str) -> bool {
    text.lines().any(|line| line.contains('|') && line.contains('`'))
}

/// The bars of a table's row that part its cells.
pub(in super::super) fn parting_bars(row: &str) -> Vec<usize> {
    let found = pieces(row, &Labels::default());
    let bar = |piece| if let Piece::Bar(at) = piece { Some(at) } else { None };
    found.into_iter().filter_map(bar).collect()
}

/// How many bare bars of a row stand where they part nothing here, but would elsewhere, each with its
/// byte.
pub(in super::super) fn hidden_bars(row: &str) -> Vec<usize> {
    let mut found = Vec::new();
    if !row.contains('`') && !row.contains("[[") {
        return found;
    }
    for piece in pieces(row, &Labels::default()) {
        match piece {
            Piece::BarInCode(at) => found.push(at),
            Piece::Wikilink(link) if link.bars > 0 => {
                let inner = &row[link.place.clone()];
                let is_bare = |at: &usize| !inner[..*at].ends_with('\\');
                let bars = inner.match_indices('|').map(|(at, _)| at).filter(is_bare);
                found.extend(bars.map(|at| link.place.start + at));
            }
            Piece::Bar(_) | Piece::Wikilink(_) => {}
        }
    }
    found
}

/// Writes a part of a line.
pub(super) fn write(writer: &mut Writer<'_>, range: Range<usize>, is_row: bool, labels: &Labels) {
    let text = writer.text;
    let (line, base) = (&text[range.clone()], range.start);
    let mut at = 0;
    for piece in pieces(line, labels) {
        match piece {
            Piece::BarInCode(bar) if is_row => {
                writer.copy(base + at..base + bar);
                writer.put("\\");
                at = bar;
            }
            Piece::Bar(_) | Piece::BarInCode(_) => {}
            Piece::Wikilink(wiki) => {
                writer.copy(base + at..base + wiki.place.start);
                at = wiki.place.end;
                writer.put(if wiki.is_embed && is_picture(&line[wiki.target.clone()]) {
                    "!["
                } else {
                    "["
                });
                let mut from = wiki.words.start;
                for (bar, _) in line[wiki.words.clone()].match_indices('|').filter(|_| is_row) {
                    writer.copy(base + from..base + wiki.words.start + bar);
                    writer.put("\\");
                    from = wiki.words.start + bar;
                }
                writer.copy(base + from..base + wiki.words.end);
                writer.put(WIKI_ADDRESS);
                writer.put(&line[wiki.target].replace('&', "&amp;"));
                writer.put(">)");
            }
        }
    }
    writer.copy(base + at..range.end);
}

/// Endings of files that are pictures.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

fn is_picture(target: &str) -> bool {
    target
        .rsplit_once('.')
        .is_some_and(|(_, ending)| PICTURES.iter().any(|p| ending.eq_ignore_ascii_case(p)))
}

/// The bars and wikilinks of a line, in order.
fn pieces(line: &str, labels: &Labels) -> Vec<Piece> {
    let bytes = line.as_bytes();
    if !line.contains('|') && !line.contains("[[") {
        return Vec::new();
    }
    let partners = partners(bytes);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'`' => {
                let ticks = run(bytes, at);
                let inside = at + ticks;
                at = inside;
                if let Some(end) = partners.get(&(inside - ticks)) {
                    let is_bare = |i: &usize| bytes[*i] == b'|' && bytes[i - 1] != b'\\';
                    found.extend((inside..*end).filter(is_bare).map(Piece::BarInCode));
                    at = end + ticks;
                }
            }
            b'|' => {
                found.push(Piece::Bar(at));
                at += 1;
            }
            b'[' if bytes.get(at + 1) == Some(&b'[') => match wikilink(line, at, labels) {
                Some(wiki) => {
                    at = wiki.place.end;
                    found.push(Piece::Wikilink(wiki));
                }
                None => at += run_of(bytes, at, b'['),
            },
            _ => at += 1,
        }
    }
    found
}

fn run(bytes: &[u8], at: usize) -> usize {
    run_of(bytes, at, b'`')
}

fn run_of(bytes: &[u8], at: usize, mark: u8) -> usize {
    bytes[at..].iter().take_while(|byte| **byte == mark).count()
}

/// For each run of backticks, the place of the next one that is as long.
fn partners(bytes: &[u8]) -> FxHashMap<usize, usize> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let len = run(bytes, at);
        if len > 0 {
            runs.push((at, len));
        }
        at += len.max(1);
    }
    let mut next: FxHashMap<usize, usize> = FxHashMap::default();
    let mut partners = FxHashMap::default();
    for (at, len) in runs.into_iter().rev() {
        if let Some(end) = next.insert(len, at) {
            partners.insert(at, end);
        }
    }
    partners
}

/// Longest text between the brackets of a wikilink, in bytes.
const LONGEST: usize = 300;

/// The wikilink that begins at `open`, if what stands there is one for sure: `[[ -f x ]]` of a shell,
/// `[[1]]`, `[[text](url)]`, `x[[1]]` of a program and `[[toc]]` are none.
fn wikilink(line: &str, open: usize, labels: &Labels) -> Option<Wikilink> {
    let bytes = line.as_bytes();
    let start = open + 2;
    let mut until = line.len().min(start + LONGEST);
    while !line.is_char_boundary(until) {
        until -= 1;
    }
    let end = start + line[start..until].find([']', '[', '`', '<', '>', '"', '{', '}'])?;
    let is_closed = line[end..].starts_with("]]");
    let follows = line[end..].get(2..).and_then(|rest| rest.chars().next());
    let inner = &line[start..end];
    let before = line[..open].chars().next_back();
    let is_embed = before == Some('!') && !line[..open - 1].ends_with('\\');
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, ']' | '[' | '$' | '_' | ')');
    let is_other = !is_closed
        || matches!(follows, Some('(' | '[' | ']' | ':'))
        || !is_embed && before.is_some_and(is_word)
        || inner.trim() != inner
        || inner.starts_with(['^', '!', '\'', '-', '|'])
        || !inner.chars().any(char::is_alphabetic)
        || matches!(inner.to_ascii_lowercase().as_str(), "toc" | "_toc_")
        || labels.contains(&inner.to_lowercase());
    if is_other {
        return None;
    }
    let bar = inner.find('|');
    let (name, alias) = match bar {
        Some(at) => (&inner[..at], Some(start + at + 1..end)),
        None => (inner, None),
    };
    let name = name.strip_suffix('\\').unwrap_or(name).trim_end();
    let is_size = |alias: &Range<usize>| {
        is_picture(name) && line[alias.clone()].bytes().all(|b| b.is_ascii_digit() || b == b'x')
    };
    let alias = alias.filter(|alias| !line[alias.clone()].trim().is_empty() && !is_size(alias));
    let heading = name.find('#').unwrap_or(name.len());
    let last = name[..heading].rfind('/').map_or(0, |slash| slash + 1);
    let last = if heading == 0 { name.len() - name.trim_start_matches('#').len() } else { last };
    let shown_end = if heading == name.len() {
        name.strip_suffix(".md").map_or(name.len(), str::len)
    } else {
        name.len()
    };
    let words = alias.unwrap_or(start + last..start + shown_end.max(last));
    if name.is_empty() || words.is_empty() {
        return None;
    }
    let bars = (start..end).filter(|i| bytes[*i] == b'|' && bytes[i - 1] != b'\\').count();
    Some(Wikilink {
        place: if is_embed { open - 1 } else { open }..end + 2,
        is_embed,
        target: start..start + name.len(),
        words,
        bars,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_between_backticks_and_brackets_part_nothing() {
        let check = |row: &str, parting: &[usize], hidden: &[usize]| {
            assert_eq!(parting_bars(row), parting, "{row}");
            assert_eq!(hidden_bars(row), hidden, "{row}");
        };
        check("| `a|b` | c |", &[0, 8, 12], &[4]);
        check("| `a\\|b` | c |", &[0, 9, 13], &[]);
        check("| ``a`|b`` | `c | d |", &[0, 11, 16, 20], &[6]);
        check("| \\`a | b` | c |", &[0, 6, 11, 15], &[]);
        check("| [[a/B|B]] | c |", &[0, 12, 16], &[7]);
        check("| [[a\\|B]] | [x|y] |", &[0, 11, 15, 19], &[]);
        check("a | b", &[2], &[]);
    }

    #[test]
    fn wikilinks_are_told_from_other_brackets() {
        let check = |line: &str, expected: &[&str]| {
            let mut labels = Labels::default();
            labels.insert("ref".to_owned());
            let links: Vec<String> = pieces(line, &labels)
                .into_iter()
                .filter_map(|piece| match piece {
                    Piece::Wikilink(l) => {
                        Some(format!("{}>{}", &line[l.words.clone()], &line[l.target.clone()]))
                    }
                    _ => None,
                })
                .collect();
            assert_eq!(links, expected, "{line}");
        };
        check("See [[Plan#Phase 1|it]] and [[Ben]].", &["it>Plan#Phase 1", "Ben>Ben"]);
        check("![[Plan]] ![[x.png|300]]", &["Plan>Plan", "x.png>x.png"]);
        check(
            "[[People/Ana.md]], [[#Überblick]], 参见[[计划]]",
            &["Ana>People/Ana.md", "Überblick>#Überblick", "计划>计划"],
        );
        check("[[ -f x ]] a[[1]] [[1]] [[x]](y) [[ref]] [[^1]] [[toc]] \\[[x]] `[[x]]`", &[]);
        check("[[\"a\", 1], [[2]]] [[[x]]] [[a] b]] [x[[y]]", &[]);
    }
}
