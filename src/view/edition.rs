//! What every page of an audience's edition says of itself.

use crate::audience::Edition;

/// "Edition for support. The sections Budget and Risks and the column Mitigation are left out; …".
pub(super) fn sentence(edition: &Edition) -> String {
    let Edition { audience, shown_sections, sections, columns } = edition;
    let mut said = vec![format!("Edition for “{audience}”: not everything is shown.")];
    if !shown_sections.is_empty() {
        said.push(format!("Sections that are shown: {}.", shown_sections.join(", ")));
    }
    if !sections.is_empty() {
        said.push(format!("Sections left out: {}.", sections.join(", ")));
    }
    if !columns.is_empty() {
        said.push(format!("Columns left out: {}.", columns.join(", ")));
    }
    if said.len() > 1 {
        said.push("Counts are of what is shown; “not stated” can mean “not shown”.".to_owned());
    }
    said.join(" ")
}
