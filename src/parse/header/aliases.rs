//! Former places of a plan.

use crate::diagnostic::Diagnostic;
use crate::model::header::Header;
use crate::text::Span;

use super::super::reader::Reader;

/// Former places of a plan that are kept, and folders that each may lie in.
const MOST_ALIASES: usize = 100;
const ALIAS_DEPTH: usize = 32;

/// Takes away former places that are too many or too deep, with a finding.
pub(super) fn limit(reader: &mut Reader<'_>, header: &mut Header, span: Span) {
    let count = header.aliases.len();
    header.aliases.retain(|alias| alias.value.matches('/').count() <= ALIAS_DEPTH);
    header.aliases.truncate(MOST_ALIASES);
    let lost = count - header.aliases.len();
    if lost > 0 {
        let words = if lost == 1 { "alias is" } else { "aliases are" };
        let message = format!(
            "{lost} {words} over the limits of {MOST_ALIASES} a plan and {ALIAS_DEPTH} folders deep"
        );
        reader.findings.push(
            Diagnostic::new("limit-exceeded", span, message)
                .help("keep only the aliases that other pages still link to"),
        );
    }
}
