//! Paragraphs whose authors mean a line for each label.

use crate::model::prose::{Inline, InlineKind, plain_text};

/// Whether a paragraph is of several lines that each begin with a bold label: "**Owner:** Ada".
/// Their authors mean a line for each.
pub(super) fn is_label_lines(inlines: &[Inline]) -> bool {
    let mut lines =
        inlines.split(|i| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak));
    let begins_with_label = |line: &[Inline]| {
        let mut words = line.iter().skip_while(|i| i.is_blank());
        let Some(InlineKind::Strong(label)) = words.next().map(|i| &i.kind) else { return false };
        let inside = plain_text(label).ends_with([':', '：']);
        let behind = words.next().is_some_and(|next| {
            matches!(&next.kind, InlineKind::Text(t) if t.trim_start().starts_with([':', '：']))
        });
        inside || behind
    };
    inlines.iter().any(|i| matches!(i.kind, InlineKind::SoftBreak)) && lines.all(begins_with_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn inline(kind: InlineKind) -> Inline {
        Inline { kind, span: Span::default() }
    }

    fn text(words: &str) -> Inline {
        inline(InlineKind::Text(words.into()))
    }

    fn strong(words: &str) -> Inline {
        inline(InlineKind::Strong(vec![text(words)].into()))
    }

    fn soft() -> Inline {
        inline(InlineKind::SoftBreak)
    }

    #[test]
    fn lines_with_a_label_each_are_lines() {
        let (owner, status) = (strong("Owner:"), strong("Status"));
        let lines = [owner.clone(), text(" Ada"), soft(), status.clone(), text(": Draft")];
        assert!(is_label_lines(&lines));
        assert!(!is_label_lines(&lines[..2]), "one line has no end to keep");
        assert!(!is_label_lines(&[owner.clone(), text(" Ada and"), soft(), text("Grace")]));
        assert!(!is_label_lines(&[status, text(" words"), soft(), owner]), "bold, but no label");
        assert!(!is_label_lines(&[]));
    }
}
