//! Bytes that are no text: invalid UTF-8 and NUL.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::text::{Repair, RepairKind, Source};

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    of(facts.source)
}

/// What had to be repaired in a text, one finding a kind.
pub(super) fn of(source: &Source) -> Vec<Diagnostic> {
    source.repairs().iter().map(finding).collect()
}

fn finding(repair: &Repair) -> Diagnostic {
    let (what, help) = match (repair.kind, repair.count) {
        (RepairKind::InvalidUtf8, 1) => {
            ("1 sequence that is not UTF-8".to_owned(), "save the file as UTF-8")
        }
        (RepairKind::InvalidUtf8, n) => {
            (format!("{n} sequences that are not UTF-8"), "save the file as UTF-8")
        }
        (RepairKind::Nul, n) => {
            let bytes = if n == 1 { "byte" } else { "bytes" };
            (format!("{n} NUL {bytes}"), "delete them; a file in UTF-16 is to be saved as UTF-8")
        }
    };
    let (first, offset) = (if repair.count == 1 { "" } else { "the first " }, repair.offset);
    let message = format!("the file holds {what}, {first}at byte {offset}");
    Diagnostic::new("invalid-text", repair.span, message)
        .note("each is shown as U+FFFD, the replacement character")
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_once_with_its_count_and_first_place() {
        let check = |bytes: &[u8], expected: &[&str]| {
            let findings = of(&Source::new("a.md", bytes));
            let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
            assert_eq!(messages, expected);
        };
        check("plain, π".as_bytes(), &[]);
        check(b"a\xFFb", &["the file holds 1 sequence that is not UTF-8, at byte 1"]);
        check(
            b"\0\xFF\0\xFF",
            &[
                "the file holds 2 NUL bytes, the first at byte 0",
                "the file holds 2 sequences that are not UTF-8, the first at byte 1",
            ],
        );
    }
}
