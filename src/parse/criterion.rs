//! Criteria: parting a text into conditions, and reading the comparison that one states.

use super::measure::leading_number;
use super::words::{Group, Words, tokens};
use crate::model::measure::{Comparison, Criterion, Operator};
use crate::model::prose::{Inline, InlineKind, Text};
use crate::text::Span;

/// Signs of comparison, longer ones first.
const SIGNS: [(&str, Operator); 8] = [
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("==", Operator::Equal),
    ("≤", Operator::LessOrEqual),
    ("≥", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
    ("=", Operator::Equal),
];

/// Words that are comparisons only where no sign follows: "over 7 days" is rather a window.
const WEAK: [&str; 3] = ["over", "under", "up to"];

/// Parts a text into criteria: at `;` and line breaks, and at a comma outside numbers, brackets and
/// code when one side is a comparison, unless what follows only qualifies.
pub(super) fn criteria(text: &Text, words: &Words) -> Vec<Criterion> {
    part(&peel(text), words).into_iter().map(|text| criterion(text, words)).collect()
}

/// One criterion.
pub(super) fn criterion(text: Text, words: &Words) -> Criterion {
    let comparison = comparison(&text.plain, words);
    Criterion { text, comparison }
}

/// Takes off emphasis that covers the whole text: the template's samples stand in italics, and many
/// authors leave them so.
fn peel(text: &Text) -> Text {
    match text.content.as_slice() {
        [Inline { kind: InlineKind::Emphasis(inner) | InlineKind::Strong(inner), .. }] => {
            peel(&crate::markdown::text_of(inner))
        }
        _ => text.clone(),
    }
}

/// A run of a text's characters: those of one inline.
struct Run<'a> {
    inline: &'a Inline,
    /// Its words where they may be cut, else `None` (code, links, emphasis).
    words: Option<&'a str>,
    start: usize,
}

fn part(text: &Text, words: &Words) -> Vec<Text> {
    let (runs, flat) = flatten(&text.content);
    let mut bounds: Vec<usize> = Vec::new();
    let mut commas: Vec<usize> = Vec::new();
    let mut depth = 0_i32;
    for run in &runs {
        let Some(run_words) = run.words else {
            if matches!(run.inline.kind, InlineKind::HardBreak) {
                bounds.push(run.start);
            }
            continue;
        };
        for (i, c) in run_words.char_indices() {
            let at = run.start + i;
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = (depth - 1).max(0),
                ';' if depth == 0 => bounds.push(at),
                ',' if depth == 0 && !is_in_number(&flat, at) => commas.push(at),
                _ => {}
            }
        }
    }
    let marks = |at: usize, list: &[usize]| list.binary_search(&at).is_ok();
    let mut all: Vec<usize> = bounds.iter().chain(&commas).copied().collect();
    all.sort_unstable();
    let mut cuts: Vec<usize> = Vec::new();
    for (n, &at) in all.iter().enumerate() {
        if marks(at, &bounds) {
            cuts.push(at);
            continue;
        }
        let left = &flat[cuts.last().map_or(0, |c| c + 1)..at];
        let right = &flat[at + 1..all.get(n + 1).copied().unwrap_or(flat.len())];
        let qualifies = tokens(right)
            .first()
            .is_some_and(|t| words.kind_of_folded(Group::Tail, &t.word) == Some("window"));
        let is_comparison = |side: &str| comparison(side, words).is_some();
        if !qualifies && (is_comparison(left) || is_comparison(right)) {
            cuts.push(at);
        }
    }
    if cuts.is_empty() {
        return vec![text.clone()];
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for end in cuts.into_iter().chain([flat.len()]) {
        let piece = cut(&runs, start, end);
        if !piece.is_empty() {
            parts.push(piece);
        }
        start = end + 1;
    }
    parts
}

/// The inlines one after the other: runs, and their words as one string in which each byte that may
/// not be cut is part of a run without words.
fn flatten(content: &[Inline]) -> (Vec<Run<'_>>, String) {
    let mut flat = String::new();
    let mut runs = Vec::new();
    for inline in content {
        let start = flat.len();
        let words = match &inline.kind {
            InlineKind::Text(text) => {
                flat.push_str(text);
                Some(text.as_str())
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => {
                flat.push(' ');
                None
            }
            _ => {
                flat.push_str(&crate::model::prose::plain_text(std::slice::from_ref(inline)));
                None
            }
        };
        runs.push(Run { inline, words, start });
    }
    (runs, flat)
}

fn is_in_number(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    at > 0 && bytes[at - 1].is_ascii_digit() && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// The inlines between two offsets of the flat text, white space at the ends removed.
fn cut(runs: &[Run<'_>], start: usize, end: usize) -> Text {
    let mut content: Vec<Inline> = Vec::new();
    for run in runs {
        match run.words {
            None => {
                let is_break =
                    matches!(run.inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
                let is_inside = start <= run.start && run.start < end;
                if is_inside && !(is_break && content.is_empty()) {
                    content.push(run.inline.clone());
                }
            }
            Some(words) => {
                let from = start.max(run.start) - run.start;
                let to = end.min(run.start + words.len()).saturating_sub(run.start);
                if from >= to {
                    continue;
                }
                let raw = &words[from..to];
                let lead = raw.len() - raw.trim_start().len();
                let (lead, piece) =
                    if content.is_empty() { (lead, raw.trim_start()) } else { (0, raw) };
                if piece.is_empty() {
                    continue;
                }
                let span = if run.inline.span.len() == words.len() {
                    let at = run.inline.span.start as usize + from + lead;
                    Span::new(at, at + piece.len())
                } else {
                    run.inline.span
                };
                content.push(Inline { kind: InlineKind::Text(piece.to_owned()), span });
            }
        }
    }
    if let Some(Inline { kind: InlineKind::Text(last), span }) = content.last_mut() {
        let kept = last.trim_end().len();
        if span.len() == last.len() {
            *span = Span::new(span.start as usize, span.start as usize + kept);
        }
        last.truncate(kept);
    }
    crate::markdown::text_of(&content)
}

/// A place in a text where an operator stands: its range, and whether its word is a weak one.
struct Candidate {
    start: usize,
    end: usize,
    op: Operator,
    is_weak: bool,
    is_sign: bool,
}

/// Reads the comparison that a criterion states: a metric, an operator, a value.
pub(super) fn comparison(text: &str, words: &Words) -> Option<Comparison> {
    let text = text.trim().trim_end_matches(['.', ';', ',']);
    let Some(found) = operator(text, words) else { return absence(text, words) };
    let after = text[found.end..].trim_start().trim_start_matches(['~', '≈', '$', '€', '£']);
    let (value, rest) = leading_number(after.trim_start())?;
    let (value, unit, rest) = unit(value, rest, words);
    let before = text[..found.start].trim().trim_end_matches([':', ',', '-', '–', '—']).trim_end();
    let window_at = window_start(rest, words);
    let window = window_at.map(|at| rest[at..].trim().to_owned()).filter(|w| !w.is_empty());
    let between = rest[..window_at.unwrap_or(rest.len())].trim();
    let (metric, unit) = if before.is_empty() {
        // "at least 200 users activated": the metric follows the value.
        match unit {
            Some(unit) if is_plain_word(&unit) => {
                (format!("{unit} {between}").trim().to_owned(), None)
            }
            unit => (between.trim_start_matches("of ").to_owned(), unit),
        }
    } else {
        (before.to_owned(), unit)
    };
    (!metric.is_empty()).then_some(Comparison { metric, op: found.op, value, unit, window })
}

/// "No P0 bugs", "zero data loss": the metric must be nought.
fn absence(text: &str, words: &Words) -> Option<Comparison> {
    const NOT_A_COUNT: [&str; 5] = ["later", "earlier", "longer", "one", "matter"];
    let parts = tokens(text);
    let first = parts.first()?;
    let second = parts.get(1)?;
    let is_zero = words.kind_of_folded(Group::Tail, &first.word) == Some("zero");
    if !is_zero || NOT_A_COUNT.contains(&second.word.as_str()) || first.start != 0 {
        return None;
    }
    let rest = &text[first.end..];
    let window_at = strict_window_start(rest, words);
    let metric = rest[..window_at.unwrap_or(rest.len())].trim().to_owned();
    let window = window_at.map(|at| rest[at..].trim().to_owned());
    (!metric.is_empty()).then_some(Comparison {
        metric,
        op: Operator::Equal,
        value: 0.0,
        unit: None,
        window,
    })
}

fn operator(text: &str, words: &Words) -> Option<Candidate> {
    let parts = tokens(text);
    let mut found: Vec<Candidate> = Vec::new();
    let has_number = |end: usize| {
        let rest = text[end..].trim_start().trim_start_matches(['~', '≈', '$', '€', '£']);
        rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
    };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some((sign, op)) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let end = at + sign.len();
        // An arrow is no comparison; a sign behind "for" belongs to a window.
        let is_arrow = text[..at].ends_with(['-', '=', '<', '!', '~']);
        let before = tokens(&text[..at]).pop();
        let is_window = before
            .is_some_and(|t| matches!(t.word.as_str(), "for" | "within" | "during") && at > 0);
        if !is_arrow && !is_window && has_number(end) {
            found.push(Candidate { start: at, end, op: *op, is_weak: false, is_sign: true });
        }
        at = end;
    }
    let heads: Vec<String> = parts.iter().map(|t| t.word.clone()).collect();
    let mut i = 0;
    while i < heads.len() {
        let Some((kind, n)) = words.leading(Group::Comparison, &heads[i..]) else {
            i += 1;
            continue;
        };
        let (start, end) = (parts[i].start, parts[i + n - 1].end);
        let op = SIGNS.iter().find(|(sign, _)| *sign == kind).map(|(_, op)| *op);
        if let Some(op) = op.filter(|_| has_number(end)) {
            let is_weak = WEAK.contains(&heads[i..i + n].join(" ").as_str());
            found.push(Candidate { start, end, op, is_weak, is_sign: false });
        }
        i += n;
    }
    found.sort_by_key(|c| c.start);
    let has_sign = found.iter().any(|c| c.is_sign);
    found.into_iter().find(|c| !(c.is_weak && has_sign))
}

/// The unit behind a value, thousands (`2k`) resolved, and what follows it.
fn unit<'a>(value: f64, rest: &'a str, words: &Words) -> (f64, Option<String>, &'a str) {
    let attached = !rest.starts_with(char::is_whitespace);
    let word_end = |s: &str| s.find(|c: char| !c.is_alphabetic() && c != 'µ').unwrap_or(s.len());
    let trimmed = rest.trim_start();
    if let Some(after) = trimmed.strip_prefix('%') {
        return (value, Some("%".to_owned()), after);
    }
    let len = word_end(trimmed);
    let word = &trimmed[..len];
    let after = &trimmed[len..];
    if word.is_empty() {
        return (value, None, rest);
    }
    if attached && matches!(word, "k" | "K") {
        return unit(value * 1_000.0, after, words);
    }
    if attached && word == "M" {
        return unit(value * 1_000_000.0, after, words);
    }
    if matches!(word, "x" | "×") || (attached && trimmed.starts_with('×')) {
        let next = after.trim_start();
        let noun = &next[..word_end(next)];
        if noun.is_empty() || is_tail(noun, words) {
            return (value, Some(word.to_owned()), after);
        }
        return (value, Some(format!("{word} {noun}")), &next[noun.len()..]);
    }
    if is_tail(word, words) || matches!(word, "of" | "the" | "than") {
        return (value, None, rest);
    }
    let mut end = len;
    // "requests/s", "GB/day".
    if let Some(per) = after.strip_prefix('/') {
        end += 1 + word_end(per);
    }
    (value, Some(trimmed[..end].to_owned()), &trimmed[end..])
}

fn is_plain_word(unit: &str) -> bool {
    unit.chars().count() > 2 && unit.chars().all(char::is_alphabetic)
}

fn is_tail(word: &str, words: &Words) -> bool {
    words.kind(Group::Tail, word) == Some("window")
}

/// Where the window of a comparison begins in what follows its value; "and", "or" begin none.
fn window_start(rest: &str, words: &Words) -> Option<usize> {
    let first = tokens(rest).into_iter().next();
    let at_once = first.filter(|t| {
        words.kind_of_folded(Group::Tail, &t.word) == Some("window")
            && !matches!(t.word.as_str(), "and" | "or")
    });
    at_once.map(|t| t.start).or_else(|| strict_window_start(rest, words))
}

/// Where words begin that can only be a window: "for", "over", "within", "during" before a number.
fn strict_window_start(rest: &str, words: &Words) -> Option<usize> {
    let _ = words;
    tokens(rest)
        .into_iter()
        .find(|t| {
            let next =
                rest[t.end..].trim_start().trim_start_matches(['>', '<', '=', '≥', '≤', '~']);
            matches!(t.word.as_str(), "for" | "over" | "within" | "during")
                && next.trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
        .map(|t| t.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Limits, Settings};
    use crate::text::Source;

    fn words() -> Words {
        Words::new(&Settings::default())
    }

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, f64, Option<&str>, Option<&str>)>) {
        let found = comparison(text, &words());
        let found = found.as_ref().map(|c| {
            (c.metric.as_str(), c.op.sign(), c.value, c.unit.as_deref(), c.window.as_deref())
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn comparisons_are_read() {
        check("error rate < 1%", Some(("error rate", "<", 1.0, Some("%"), None)));
        check("NPS ≥ 40", Some(("NPS", ">=", 40.0, None, None)));
        check(
            "Error rate exceeds 2x baseline for > 15 minutes",
            Some(("Error rate", ">", 2.0, Some("x baseline"), Some("for > 15 minutes"))),
        );
        check(
            "P0 bug affecting > 5% of users",
            Some(("P0 bug affecting", ">", 5.0, Some("%"), None)),
        );
        check(
            "p95 latency < 300 ms over 7 days",
            Some(("p95 latency", "<", 300.0, Some("ms"), Some("over 7 days"))),
        );
        check(
            "p95 over 5 minutes ≤ 1,200ms",
            Some(("p95 over 5 minutes", "<=", 1200.0, Some("ms"), None)),
        );
        check("No P0/P1 bugs", Some(("P0/P1 bugs", "=", 0.0, None, None)));
        check(
            "zero data loss for 14 days",
            Some(("data loss", "=", 0.0, None, Some("for 14 days"))),
        );
        check("at least 200 users activated", Some(("users activated", ">=", 200.0, None, None)));
        check("at least 99.9% availability", Some(("availability", ">=", 99.9, Some("%"), None)));
        check(
            "Tickets no more than 5 per week",
            Some(("Tickets", "<=", 5.0, None, Some("per week"))),
        );
        check(
            "queue depth above 2k messages",
            Some(("queue depth", ">", 2000.0, Some("messages"), None)),
        );
        check("Throughput >= 400 req/s", Some(("Throughput", ">=", 400.0, Some("req/s"), None)));
    }

    #[test]
    fn what_is_no_comparison_is_left_to_humans() {
        for none in [
            "Meets all KPI targets",
            "core flow works end-to-end",
            "docs up to date",
            "a -> 5 steps",
            "No later than 5 May",
            "no",
            "",
            "flag => 3",
            "more than expected",
        ] {
            check(none, None);
        }
    }

    #[test]
    fn texts_are_parted_into_criteria() {
        let words = words();
        let check = |markdown: &str, expected: &[&str]| {
            let source = Source::new("a.md", markdown.as_bytes());
            let (document, _) = crate::markdown::read(&source, &Limits::default());
            let crate::model::prose::BlockKind::Paragraph(inlines) = &document.blocks[0].kind
            else {
                panic!("a paragraph");
            };
            let parts = criteria(&crate::markdown::text_of(inlines), &words);
            let found: Vec<&str> = parts.iter().map(|c| c.text.plain.as_str()).collect();
            assert_eq!(found, expected);
            for part in &parts {
                assert!(source.slice(part.text.span).contains(&part.text.plain[..1]));
            }
        };
        check("No P0/P1 bugs, invoices match", &["No P0/P1 bugs", "invoices match"]);
        check(
            "Activation rate > 30%, error rate < 1%",
            &["Activation rate > 30%", "error rate < 1%"],
        );
        check("orders, refunds and invoices match", &["orders, refunds and invoices match"]);
        check("p95 < 1,200 ms, for 7 days", &["p95 < 1,200 ms, for 7 days"]);
        check("a (b, c < 5); d<br>e", &["a (b, c < 5)", "d", "e"]);
        check("`x, y` < 5, *z* ok", &["x, y < 5", "z ok"]);
    }
}
