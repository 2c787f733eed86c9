//! Signatures in tables: Phase, Role, Name, Decision or Signed, Date, Notes.

use super::super::header::unknown_phase;
use super::super::reader::Reader;
use super::super::reference::reference;
use super::super::table::{Column, Columns, RowState};
use super::super::words::{Group, Words};
use super::said::{GO, NO_GO, Said, said, unclear};
use crate::diagnostic::Diagnostic;
use crate::model::phase::PhasePosition;
use crate::model::prose::{Row, Table, Text};
use crate::model::signature::Signature;
use crate::text::Spanned;

/// Which columns of a table hold what.
struct Layout {
    columns: Columns,
    role: Option<usize>,
    name: Option<usize>,
    /// What the signer says: a verdict.
    decision: Option<usize>,
    /// Whether or when it is signed.
    signed: Option<usize>,
}

impl Layout {
    fn of(table: &Table, words: &Words) -> Option<Self> {
        let columns = Columns::of(table, words);
        let record = |kind: &str| {
            (0..columns.len()).find(|&i| of_record(columns.name_at(i), words) == Some(kind))
        };
        let of = |kinds: &[Column]| kinds.iter().find_map(|kind| columns.index(*kind));
        let role = record("role");
        let signed = record("signed").or_else(|| record("signature"));
        let is_free = |at: &usize| Some(*at) != role && Some(*at) != signed;
        let mut name = record("signer")
            .or_else(|| of(&[Column::Name, Column::By, Column::Owner]))
            .filter(is_free);
        let mut decision = of(&[Column::Decision, Column::Status]).filter(is_free);
        // "Approver" is who signs, "Approval" whether it is signed: what the others leave open.
        if let Some(approval) = of(&[Column::GoNoGo]).filter(is_free) {
            if role.or(name).is_none() {
                name = Some(approval);
            } else if decision.or(signed).is_none() {
                decision = Some(approval);
            }
        }
        let says = decision.or(signed).or_else(|| of(&[Column::Date]));
        (role.or(name).is_some() && says.is_some()).then_some(Self {
            columns,
            role,
            name,
            decision,
            signed,
        })
    }

    fn tells(&self) -> bool {
        self.decision.or(self.signed).is_some()
    }
}

/// What a column's name is among those of records.
fn of_record<'w>(name: &str, words: &'w Words) -> Option<&'w str> {
    let whole = words.kind(Group::Record, name);
    let short = || words.kind(Group::Record, name.split(['(', '[', '（', '/']).next()?);
    whole.or_else(short)
}

/// Reads the signatures of a table; `phase` is that of its section.
pub(super) fn read(
    reader: &mut Reader<'_>,
    table: &Table,
    phase: Option<PhasePosition>,
) -> Vec<Signature> {
    let Some(layout) = Layout::of(table, reader.words) else { return Vec::new() };
    let mut signatures = Vec::new();
    for row in &table.rows {
        match reader.row_state(row, &layout.columns) {
            RowState::Blank => {}
            RowState::Unfilled => {
                reader.note_unfilled_row(row, &layout.columns, "a signature");
            }
            RowState::Filled => signatures.push(signature(reader, &layout, row, phase)),
        }
    }
    // A day alone may be that of a signature or the one by which it is due.
    let is_dated = signatures.iter().any(|signature| signature.date.is_some());
    if !layout.tells() && is_dated {
        reader.findings.push(
            Diagnostic::new(
                "unclear-signature",
                table.header.span,
                "no column says whether these are signed",
            )
            .note("all of them count as open")
            .help("add a column `Decision` with Go or No-Go, or name the date’s column `Signed`"),
        );
    }
    signatures
}

fn signature(
    reader: &mut Reader<'_>,
    layout: &Layout,
    row: &Row,
    phase: Option<PhasePosition>,
) -> Signature {
    let place = "a signature";
    let columns = &layout.columns;
    let phase_text = reader.cell(row, columns, Column::Phase, place);
    let phases = match &phase_text {
        Some(text) => match reference(&text.plain, &reader.phases, reader.words) {
            Some(found) if !found.positions.is_empty() => found.positions,
            _ => {
                let finding = unknown_phase(text, &reader.phases);
                reader.findings.push(finding);
                Vec::new()
            }
        },
        None => phase.into_iter().collect(),
    };
    let cell = |reader: &mut Reader<'_>, at: Option<usize>| {
        let at = at?;
        let text = row.cells.get(at)?;
        let is_said = [layout.decision, layout.signed].contains(&Some(at));
        let group = is_said.then_some(Group::Verdict);
        reader.value(text, group, format_args!("{} of {place}", columns.name_at(at)))
    };
    let role = cell(reader, layout.role);
    let name = cell(reader, layout.name);
    let decision = cell(reader, layout.decision);
    let signed = cell(reader, layout.signed);
    let date = reader.cell(row, columns, Column::Date, place);
    let date = date.and_then(|text| reader.date(&text, "the date of a signature"));
    let notes = reader.cell(row, columns, Column::Notes, place);
    let mut signature = Signature {
        phase_text,
        phases,
        role,
        name,
        date,
        notes,
        span: row.span,
        ..Signature::default()
    };
    judge(reader, &mut signature, decision, signed);
    signature
}

/// Settles what a row says. Two cells that say different things leave it open.
fn judge(
    reader: &mut Reader<'_>,
    signature: &mut Signature,
    decision: Option<Text>,
    signed: Option<Text>,
) {
    let read = |text: &Option<Text>| text.as_ref().map(|text| said(&text.plain, reader.words));
    let own = |text: &Text| {
        let name = signature.name.as_ref();
        name.is_some_and(|name| name.plain.to_lowercase() == text.plain.to_lowercase())
    };
    let by_decision = match read(&decision) {
        // A day in the place of a verdict is none.
        Some((Said::Day(_), _)) => Some((Said::Unread, None)),
        found => found,
    };
    let by_signed = match read(&signed) {
        Some((Said::Day(day), _)) => Some((GO, Some(day))),
        // The name, written once more, is the signature.
        Some((Said::Unread, _)) if signed.as_ref().is_some_and(own) => Some((GO, None)),
        found => found,
    };
    let (found, text) = match (by_decision, by_signed) {
        (Some((a, day)), Some((b, other))) if a == b => (Some((a, day.or(other))), decision),
        // Who has signed a refusal refuses.
        (Some((NO_GO, day)), Some((GO | Said::Open, other))) => {
            (Some((NO_GO, day.or(other))), decision)
        }
        (Some(_), Some(_)) => (Some((Said::Unread, None)), decision),
        (Some(found), None) => (Some(found), decision),
        (None, Some(found)) => (Some(found), signed),
        (None, None) => (None, None),
    };
    let Some((found, day)) = found else { return };
    // Nobody can tell whose word it is.
    let is_nameless = signature.who().is_none();
    match found {
        GO if is_nameless => signature.is_unread = true,
        Said::Verdict(verdict) => signature.verdict = Some(verdict),
        Said::Unread | Said::Day(_) => signature.is_unread = true,
        Said::Open => {}
    }
    if signature.is_unread
        && let Some(text) = &text
    {
        reader.findings.push(unclear(text));
    }
    if signature.date.is_none()
        && let (Some(day), Some(text)) = (day, &text)
    {
        signature.date = Some(Spanned::new(day, text.span));
    }
    signature.verdict_text = text.filter(|text| text.plain.contains(char::is_alphabetic));
}
