//! Values: stated, not stated, or still template text.

use rustc_hash::FxHashSet;

use super::placeholder;
use super::words::{Group, Words};
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Text, plain_text};
use crate::settings::Limits;
use crate::text::Source;

/// What a cell or line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A value of the author.
    Stated,
    /// Nothing: empty, a dash, "n/a".
    NotStated,
    /// Template text that waits for a value.
    Unfilled,
}

/// Sample words of the known templates.
#[derive(Debug, Clone, Default)]
pub(super) struct Samples(FxHashSet<String>);

impl Samples {
    /// The samples of the reference template and of the one that ships with Phasebook.
    pub(super) fn known() -> Self {
        let listed = include_str!("samples.txt").lines().filter(|l| !l.starts_with("# "));
        let mut samples = Self(listed.map(str::to_owned).collect());
        samples.add_template(include_str!("../../content/template.md"));
        samples
    }

    /// Adds every text in italics of a template.
    pub(super) fn add_template(&mut self, template: &str) {
        let source = Source::new("template.md", template.as_bytes());
        let (document, _) = crate::markdown::read(&source, &Limits::default());
        self.add_blocks(&document.blocks);
    }

    fn add_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.add_inlines(inlines),
                BlockKind::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.add_inlines(&cell.content));
                }
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.add_blocks(&item.blocks));
                }
                BlockKind::Quote { blocks } => self.add_blocks(blocks),
                _ => {}
            }
        }
    }

    fn add_inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            if let InlineKind::Emphasis(inner) = &inline.kind {
                self.0.insert(plain_text(inner).to_string());
            }
        }
    }

    /// Whether the inlines are one sample in italics and nothing else.
    pub(super) fn hold(&self, inlines: &[Inline]) -> bool {
        let mut said = inlines.iter().filter(|i| match &i.kind {
            InlineKind::Text(text) => !text.trim().is_empty(),
            InlineKind::SoftBreak | InlineKind::HardBreak => false,
            _ => true,
        });
        let (Some(only), None) = (said.next(), said.next()) else { return false };
        matches!(&only.kind, InlineKind::Emphasis(inner) if self.0.contains(plain_text(inner).as_str()))
    }
}

/// Judges a value. `group` is the one whose words an unchosen list ("Draft / Approved") would hold; units,
/// where an amount belongs.
pub(super) fn state(text: &Text, group: Option<Group>, words: &Words, samples: &Samples) -> State {
    let plain = text.plain.trim();
    if is_blank(plain) {
        return State::NotStated;
    }
    let unfilled = samples.hold(&text.content)
        || is_sample(plain)
        || placeholder::is_whole(plain, &text.content, group == Some(Group::Unit), words)
        || group.is_some_and(|group| is_unchosen(plain, group, words));
    if unfilled { State::Unfilled } else { State::Stated }
}

/// Whether a cell says that nothing is stated: empty, a dash, "n/a".
fn is_blank(plain: &str) -> bool {
    plain.chars().all(|c| matches!(c, '-' | '–' | '—' | '−'))
        || ["n/a", "na", "n.a."].iter().any(|word| plain.eq_ignore_ascii_case(word))
}

/// Whether a value is a sample by its words: "e.g., EU".
fn is_sample(plain: &str) -> bool {
    let head = plain.get(..5).unwrap_or_default();
    ["e.g.,", "e.g. "].iter().any(|opening| head.eq_ignore_ascii_case(opening))
}

/// Fewest words of a list of choices: two of them joined are the author's own doubt.
const FEWEST_CHOICES: usize = 3;

/// Whether a value is the list of all choices: "Draft / Approved / In Progress / Complete".
fn is_unchosen(plain: &str, group: Group, words: &Words) -> bool {
    let marks = ['/', '|', ',', '·'];
    if !plain.contains(marks) {
        return false;
    }
    let choices: Vec<&str> = plain.split(marks).map(str::trim).collect();
    let kinds: FxHashSet<Option<&str>> = choices.iter().map(|c| words.kind(group, c)).collect();
    let is_list = choices.len() >= FEWEST_CHOICES && kinds.len() >= 2;
    // Of a verdict there are but two.
    let is_verdict = group == Group::Verdict
        && choices.len() == 2
        && kinds == FxHashSet::from_iter([Some("go"), Some("no-go")]);
    !kinds.contains(&None) && (is_list || is_verdict)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    fn text(markdown: &str) -> Text {
        let source = Source::new("a.md", markdown.as_bytes());
        let (document, _) = crate::markdown::read(&source, &Limits::default());
        match document.blocks.first().map(|b| &b.kind) {
            Some(BlockKind::Paragraph(inlines)) => crate::markdown::text_of(inlines.clone()),
            _ => Text { plain: markdown.trim().into(), ..Text::default() },
        }
    }

    #[test]
    fn template_text_is_told_from_values() {
        let words = Words::new(&Settings::default());
        let samples = Samples::known();
        let check = |markdown: &str, expected: State| {
            let found = state(&text(markdown), Some(Group::Status), &words, &samples);
            assert_eq!(found, expected, "{markdown}");
        };
        for unfilled in [
            "*2 weeks*",
            "*YYYY-MM-DD*",
            "YYYY-MM-DD",
            "[Name]",
            "*[Name]*",
            "TBD",
            "todo",
            "e.g., x",
            "Draft / Approved / In Progress / Complete",
            "{{DATE}}",
            "{DATE}",
            "*e.g., anything at all*",
        ] {
            check(unfilled, State::Unfilled);
        }
        for none in ["", "—", "-", "n/a", "N/A"] {
            check(none, State::NotStated);
        }
        for stated in [
            "2 weeks",
            "*3 weeks of it*",
            "[a](https://example.org)",
            "Draft",
            "EU / US",
            "`[x]`",
            "Ask [the team] first",
        ] {
            check(stated, State::Stated);
        }
    }
}
