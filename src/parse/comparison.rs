//! Comparisons: a metric held against a value, as authors write it.

use super::measure::leading_number;
use super::words::{Group, Words, first_token, fold, heads, tokens, western};
use crate::model::measure::{Comparison, Operator};

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
    let text = &*western(text.trim().trim_end_matches(['.', ';', ',', '؛', '،']));
    if words.leading(Group::Word, &heads(text)).is_some_and(|(kind, _)| kind == "example") {
        return None;
    }
    let Some(found) = operator(text, words) else { return absence(text, words) };
    let after = text[found.end..].trim_start().trim_start_matches(['~', '≈', '$', '€', '£']);
    let after = after.trim_start();
    let first_sign = after.strip_prefix('%');
    let (value, rest) = leading_number(first_sign.unwrap_or(after))?;
    // "en fazla %1": the sign stands first in Turkish.
    let (value, unit, rest) = match first_sign {
        Some(_) => (value, Some("%".to_owned()), rest),
        None => unit(value, rest, words),
    };
    let before = metric_before(&text[..found.start], words);
    let window_at = window_start(rest, words);
    let window = window_at.map(|at| rest[at..].trim().to_owned()).filter(|w| !w.is_empty());
    let between = &rest[..window_at.unwrap_or(rest.len())];
    // "→ abort" is what follows from it.
    let between = between.split(['→', '⇒']).next().unwrap_or_default();
    let between = between.split("->").next().unwrap_or_default().trim();
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

/// The comparison that a text is, without a metric and with nothing else: "< 1 %", "at least 99.9 % over 7 days".
pub(super) fn exact(text: &str, words: &Words) -> Option<Comparison> {
    let text = &*western(text.trim());
    let found = operator(text, words).filter(|found| text[..found.start].trim().is_empty())?;
    let after = text[found.end..].trim_start();
    let (value, rest) = leading_number(after.strip_prefix('%').unwrap_or(after))?;
    let (value, unit, rest) = match after.strip_prefix('%') {
        Some(_) => (value, Some("%".to_owned()), rest),
        None => unit(value, rest, words),
    };
    let window_at = window_start(rest, words);
    if !rest[..window_at.unwrap_or(rest.len())].trim().is_empty() {
        return None;
    }
    let window = window_at.map(|at| rest[at..].trim().to_owned());
    Some(Comparison { metric: String::new(), op: found.op, value, unit, window })
}

/// The words before an operator as a metric: without "If" at their head and a bracket that only opens.
fn metric_before<'a>(before: &'a str, words: &Words) -> &'a str {
    let before = before.trim();
    let first = first_token(before);
    let is_when = |word: &str| words.kind_of_folded(Group::Word, word) == Some("when");
    let before = match first {
        Some(first) if first.start == 0 && is_when(&first.word) => before[first.end..].trim_start(),
        _ => before,
    };
    let before = before.strip_prefix([',', ':']).unwrap_or(before).trim_start();
    before.trim_end_matches([':', ',', '-', '–', '—', '(', '[', ' ']).trim_end()
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
        let rest = rest.trim_start();
        rest.strip_prefix('%').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
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
        // Signs end every token: the one before is known by its end.
        let before = parts.partition_point(|t| t.end <= at).checked_sub(1).map(|i| &parts[i]);
        let is_window =
            before.is_some_and(|t| matches!(t.word.as_str(), "for" | "within" | "during"));
        if !is_arrow && !is_window && has_number(end) {
            found.push(Candidate { start: at, end, op: *op, is_weak: false, is_sign: true });
        }
        at = end;
    }
    let mut i = 0;
    while i < parts.len() {
        let Some((kind, n)) = words.leading(Group::Comparison, &parts[i..]) else {
            i += 1;
            continue;
        };
        let (start, end) = (parts[i].start, parts[i + n - 1].end);
        let op = SIGNS.iter().find(|(sign, _)| *sign == kind).map(|(_, op)| *op);
        if let Some(op) = op.filter(|_| has_number(end)) {
            let is_weak = WEAK.contains(&fold(&text[start..end]).as_str());
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
    let first = first_token(rest);
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
    use crate::settings::Settings;

    fn words() -> Words {
        Words::new(&Settings::default())
    }

    /// Metric, sign, value, unit, window.
    type Parts<'a> = (&'a str, &'a str, f64, Option<&'a str>, Option<&'a str>);

    #[track_caller]
    fn check(text: &str, expected: Option<Parts<'_>>) {
        let found = comparison(text, &words());
        let found = found.as_ref().map(|c| {
            (c.metric.as_str(), c.op.sign(), c.value, c.unit.as_deref(), c.window.as_deref())
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn comparisons_are_read() {
        check("error rate < 1%", Some(("error rate", "<", 1.0, Some("%"), None)));
        check("Fehlerquote < 0,5 %", Some(("Fehlerquote", "<", 0.5, Some("%"), None)));
        check("hata oranı en fazla %1", Some(("hata oranı", "<=", 1.0, Some("%"), None)));
        check("نسبة الأخطاء أقل من ١٪", Some(("نسبة الأخطاء", "<", 1.0, Some("%"), None)));
        check("NPS ≥ 40", Some(("NPS", ">=", 40.0, None, None)));
        check(
            "Error rate exceeds 2x baseline for > 15 minutes",
            Some(("Error rate", ">", 2.0, Some("x baseline"), Some("for > 15 minutes"))),
        );
        check(
            "P0 bug affecting > 5% of users",
            Some(("P0 bug affecting", ">", 5.0, Some("%"), None)),
        );
        check("If error rate > 2%", Some(("error rate", ">", 2.0, Some("%"), None)));
        check("Wenn Fehlerquote > 2 %", Some(("Fehlerquote", ">", 2.0, Some("%"), None)));
        check("Si le taux d’erreur > 2 %", Some(("le taux d’erreur", ">", 2.0, Some("%"), None)));
        check("If >40% of imports fail → stop", Some(("imports fail", ">", 40.0, Some("%"), None)));
        check("Too slow (> 3 s)", Some(("Too slow", ">", 3.0, Some("s"), None)));
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
            "Example: baseline 40 s, new pool = 50 s → stop",
            "Zum Beispiel: Fehlerquote > 5 %",
            "Par exemple : taux d’erreur > 5 %",
        ] {
            check(none, None);
        }
    }
}
