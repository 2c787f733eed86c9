//! Comments of authors that allow a finding: `<!-- phasebook-allow: rule-id reason -->`.
//!
//! A comment behind words allows findings on its own line. One on a line of its own allows them in
//! the block that follows it: a heading, a table, else the lines up to the next blank one. One
//! before all other text allows them in the whole file.

use super::comments::Comments;
use super::rules;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::prose::Block;
use crate::text::{Source, Span};

/// What opens the comment, after `<!--` and spaces.
const KEYWORD: &str = "phasebook-allow";

/// Most comments of one file that are read. Nobody writes more by hand.
const MOST: usize = 1000;

/// The comments of one file that allow findings, and which of them have done so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Allows(Vec<Allow>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Allow {
    /// The whole comment.
    span: Span,
    /// The rule as written.
    rule: String,
    /// Why the comment allows nothing whatever is found; `None` where it is in order.
    fault: Option<Fault>,
    /// The text in which findings may begin; `None`: the whole file.
    covers: Option<Span>,
    is_used: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    NoRule,
    UnknownRule,
    NoReason,
    TooMany,
}

impl Allows {
    /// The comments of a file.
    pub(super) fn of(source: &Source, blocks: &[Block]) -> Self {
        if !source.text().contains(KEYWORD) {
            return Self::default();
        }
        let comments = Comments::of(source, blocks);
        let allows = comments.all.iter().filter_map(|comment| {
            let inside = source.slice(comment.inside).trim();
            let words = inside.strip_prefix(KEYWORD)?;
            if words.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
                return None;
            }
            let covers = (!comment.is_head).then(|| comments.covered_by(source, comment));
            Some(Allow::new(comment.span, words, covers))
        });
        let mut allows: Vec<Allow> = allows.take(MOST + 1).collect();
        if let Some(last) = allows.get_mut(MOST) {
            last.fault = Some(Fault::TooMany);
        }
        Self(allows)
    }

    /// Takes out the findings that a comment allows.
    pub(super) fn apply(&mut self, findings: &mut Vec<Diagnostic>) {
        if self.0.is_empty() {
            return;
        }
        findings.retain(|finding| {
            let mut is_allowed = false;
            for allow in self.0.iter_mut().filter(|allow| allow.allows(finding)) {
                allow.is_used = true;
                is_allowed = true;
            }
            !is_allowed
        });
    }

    /// The findings on comments that allow nothing.
    pub(super) fn idle(&self) -> Vec<Diagnostic> {
        self.0.iter().filter(|allow| !allow.is_used).map(Allow::idle).collect()
    }
}

impl Allow {
    fn new(span: Span, words: &str, covers: Option<Span>) -> Self {
        let words = words.trim_start().trim_start_matches(':').trim_start();
        let (rule, reason) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let rule = rule.trim_end_matches([':', ',', ';']);
        let fault = if rule.is_empty() {
            Some(Fault::NoRule)
        } else if rules::find(rule).is_none() {
            Some(Fault::UnknownRule)
        } else if !reason.contains(char::is_alphanumeric) {
            Some(Fault::NoReason)
        } else {
            None
        };
        Self { span, rule: rule.to_owned(), fault, covers, is_used: false }
    }

    fn allows(&self, finding: &Diagnostic) -> bool {
        let start = finding.span.start;
        let is_inside = |covers: Span| covers.start <= start && start <= covers.end;
        self.fault.is_none() && finding.code == self.rule && self.covers.is_none_or(is_inside)
    }

    fn idle(&self) -> Diagnostic {
        let rule = &self.rule;
        let finding = |message: String| Diagnostic::new("idle-allow", self.span, message);
        match self.fault {
            Some(Fault::NoRule) => finding("this comment names no rule to allow".to_owned())
                .help("write `<!-- phasebook-allow: rule-id reason -->`"),
            Some(Fault::UnknownRule) => {
                let finding = finding(format!("`{rule}` is not a rule that can be allowed"));
                match did_you_mean(rule, rules::ALL.iter().map(|rule| rule.id)) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("`phasebook explain` lists the rules"),
                }
            }
            Some(Fault::NoReason) => finding(format!("`{rule}` is allowed without a reason"))
                .note("without a reason nothing is allowed")
                .help("write behind the rule's name why the finding does not matter here"),
            Some(Fault::TooMany) => {
                finding(format!("only the first {MOST} comments that allow findings are read"))
                    .help(
                        "turn the rule off under `[rules]` in the settings, or mend some findings",
                    )
            }
            None => finding(format!("there is no finding of `{rule}` here to allow"))
                .help("remove the comment, or put it directly before the lines that it is about"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::settings::Limits;

    /// Findings of two rules at every `bad`; the lines of those that stay, and what is idle.
    fn left(text: &str) -> (Vec<u32>, Vec<String>) {
        let source = Source::new("a.md", text.as_bytes());
        let (document, _) = markdown::read(&source, &Limits::default());
        let mut allows = Allows::of(&source, &document.blocks);
        let places = source.text().match_indices("bad").map(|(at, _)| Span::new(at, at + 3));
        let mut findings: Vec<Diagnostic> =
            places.map(|span| Diagnostic::new("raw-html", span, "m")).collect();
        allows.apply(&mut findings);
        let lines = findings.iter().map(|f| source.line(f.span.start)).collect();
        (lines, allows.idle().into_iter().map(|f| f.message).collect())
    }

    #[track_caller]
    fn check(text: &str, lines: &[u32]) {
        assert_eq!(left(text), (lines.to_vec(), Vec::new()), "{text}");
    }

    #[track_caller]
    fn check_idle(text: &str, lines: &[u32], message: &str) {
        assert_eq!(left(text), (lines.to_vec(), vec![message.to_owned()]), "{text}");
    }

    const ALLOW: &str = "<!-- phasebook-allow: raw-html we know -->";

    #[test]
    fn a_comment_covers_its_line_or_the_next_block() {
        check(&format!("a\nbad {ALLOW}\nbad\n"), &[3]);
        check(&format!("a\n\n{ALLOW}\nbad\nbad\n\nbad\n"), &[7]);
        check(&format!("a\n\n{ALLOW}\n\nbad\n\nbad\n"), &[7]);
        check(&format!("a\n\n{ALLOW}\n# bad\nbad\n"), &[5]);
        check(&format!("a\n\n{ALLOW}\n| a |\n|-|\n| bad |\n| bad |\n\nbad"), &[9]);
        check(&format!("a\n\n<!-- x -->\n{ALLOW}\n<!-- y -->\nbad\n"), &[]);
        check(&format!("> a\n>\n> {ALLOW}\n> bad\n>\n> bad\n"), &[6]);
        check("a\n\n<!-- phasebook-allow: raw-html\nwe know -->\nbad\n\nbad\n", &[7]);
    }

    #[test]
    fn a_comment_at_the_head_covers_the_file() {
        check(&format!("{ALLOW}\n# bad\n\nbad\n"), &[]);
        check(&format!("---\ntitle: x\n---\n\n<!-- x -->\n{ALLOW}\n# a\n\nbad\n"), &[]);
        check(&format!("---\n\n{ALLOW}\n# bad\n\nbad\n"), &[6]);
    }

    #[test]
    fn a_comment_in_code_is_none() {
        check(&format!("a\n\n```\n{ALLOW}\n```\n\n`{ALLOW}` bad\n"), &[7]);
        check(&format!("a\n\n\\{ALLOW}\nbad\n"), &[4]);
        check("a\n\n<!-- phasebook-allowance: x -->\nbad <!-- phasebook-allow", &[4]);
    }

    #[test]
    fn comments_without_end_are_read_up_to_a_limit() {
        let (lines, idle) = left(&format!("a\n\n{}bad\n", format!("{ALLOW}\n").repeat(MOST + 5)));
        assert!(lines.is_empty());
        assert_eq!(idle, [format!("only the first {MOST} comments that allow findings are read")]);
        check(&format!("a {}-->\n", "\\<!-- ".repeat(200_000)), &[]);
    }

    #[test]
    fn a_comment_that_allows_nothing_is_told() {
        check_idle(
            &format!("a\n\n{ALLOW}\nfine\n\nbad\n"),
            &[6],
            "there is no finding of `raw-html` here to allow",
        );
        check_idle(
            "a\n\n<!-- phasebook-allow: raw-html -->\nbad\n",
            &[4],
            "`raw-html` is allowed without a reason",
        );
        check_idle(
            "a\n\n<!-- phasebook-allow: raw-htm why -->\nbad\n",
            &[4],
            "`raw-htm` is not a rule that can be allowed",
        );
        check_idle("a\n\n<!-- phasebook-allow -->\n", &[], "this comment names no rule to allow");
    }
}
