//! Tables in a section of phases or risks that are read as neither: said, so that nobody waits for them
//! on the map.

use super::reader::Reader;
use super::section::Kind;
use super::table::{Column, Columns, RowState};
use crate::diagnostic::Diagnostic;
use crate::model::prose::Table;
use crate::text::Span;

/// Notes the tables that a section's heading announces and that nothing was read from. A section that
/// is read in another form may have any table beside it.
pub(super) fn note(reader: &mut Reader<'_>, has_phases: bool, has_risks: bool) {
    let mut found = Vec::new();
    for section in reader.sections_where(|s| s.is_named) {
        let wanted = match reader.sections[section].kind {
            Some(Kind::Phases) if !has_phases => PHASES,
            Some(Kind::Risks) if !has_risks => RISKS,
            _ => continue,
        };
        for (index, table) in reader.tables(section) {
            if !reader.is_read[index] && holds_rows(reader, table) {
                found.push(finding(table.header.span, wanted));
            }
        }
    }
    reader.findings.extend(found);
}

/// How the table should be: what it is, and its columns.
type Wanted = (&'static str, &'static str);

const PHASES: Wanted =
    ("phases", "Phase and one of Scope, Users, Duration, Success Criteria, Go / No-Go, Start, End");

const RISKS: Wanted = ("risks", "Risk and one of Likelihood, Impact, Mitigation, Owner, Status");

fn finding(span: Span, (what, columns): Wanted) -> Diagnostic {
    Diagnostic::new("unread-table", span, format!("this table is not read as one of {what}"))
        .note("it is shown where it stands, and counts for nothing")
        .help(format!("name its columns {columns}"))
        .help("or add the names that it has under `[words]` in the settings")
}

fn holds_rows(reader: &Reader<'_>, table: &Table) -> bool {
    let columns = Columns::of(table, reader.words);
    let is_filled = |row| reader.row_state(row, &columns) == RowState::Filled;
    table.header.cells.len() > 1
        && !columns.has(Column::Primary)
        && table.rows.iter().any(is_filled)
}
