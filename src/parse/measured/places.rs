//! Places in a file of measures, and faults at them.

use serde_json::value::RawValue;

use crate::diagnostic::{Diagnostic, did_you_mean, excerpt};
use crate::text::Span;

/// Where parts of a text stand.
pub(super) struct Places<'a> {
    pub(super) text: &'a str,
}

impl Places<'_> {
    /// The place of a value that was read from the text.
    pub(super) fn of(&self, value: &RawValue) -> Span {
        let words = value.get();
        let start = (words.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let start = start.min(self.text.len());
        Span::new(start, (start + words.len()).min(self.text.len()))
    }
}

/// A fault of the file.
pub(super) fn fault(span: Span, message: String) -> Diagnostic {
    Diagnostic::new("measure-not-read", span, message)
}

/// A member that nothing reads.
pub(super) fn unknown(name: &str, known: &[&str], span: Span) -> Diagnostic {
    let finding = fault(span, format!("`{}` is not a member that is read", excerpt(name)));
    match did_you_mean(name, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("known are {}", known.join(", "))),
    }
}
