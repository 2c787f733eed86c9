//! The risk register: tables, headings, bullets and lines that name risks.

mod acceptance;
mod binding;
mod entry;
mod found;
mod heading;
mod hedge;
mod legend;
mod level;
mod lines;
mod misspelt;
mod name;
mod prose;
mod rating;
mod table;

use super::reader::Reader;
use super::table::Column;
use crate::model::plan::{LeftOut, Unread};
use crate::model::prose::Text;
use crate::model::risk::Risk;
use crate::text::Spanned;
use binding::{column_bindings, word_bindings};
use found::{FoundRisks, Raw};
use legend::Legend;
use level::{level, risk_status};

/// Reads the risks of a plan, in the order in which they stand there.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<Risk> {
    let mut found = FoundRisks::default();
    table::read(reader, &mut found);
    prose::read(reader, &mut found);
    table::read_tracking(reader, &mut found);
    let legend = Legend::of(reader);
    let mut risks = found.into_risks();
    risks.sort_by_key(|raw| raw.span.start);
    risks.into_iter().map(|raw| risk(reader, raw, &legend)).collect()
}

/// Risks of a plan that are read: so many, and one more for so many bytes of its text. A risk that says
/// something takes more.
const LEAST_RISKS: usize = 500;
const BYTES_A_RISK: usize = 16;
/// The most of all: the page of that many, each with long words and names, takes half of the memory that one
/// plan may take.
const MOST_RISKS: usize = 10_000;

/// Takes away the risks above the limit, with a finding.
pub(super) fn limit(reader: &mut Reader<'_>, risks: &mut Vec<Risk>) -> Option<LeftOut> {
    let most = (LEAST_RISKS + reader.source.text().len() / BYTES_A_RISK).min(MOST_RISKS);
    let (count, span) = (risks.len(), risks.get(most)?.span);
    risks.truncate(most);
    Some(reader.leave_out(Unread::Risks, count, most, span, "split the register"))
}

fn risk(reader: &mut Reader<'_>, mut raw: Raw, legend: &Legend) -> Risk {
    let words = reader.words;
    let place = match &raw.id {
        Some(id) => id.plain.clone(),
        None => "a risk".into(),
    };
    let rating = rating::rating(&raw, legend, words);
    let misspelt = misspelt::of(&raw, words);
    let severity = raw.take(Column::Severity);
    let mut impact = raw.take(Column::Impact);
    let mut extra = raw.extra.split_off(0);
    // Beside an impact, a severity gives no axis and keeps its own name.
    match (&impact, severity) {
        (None, severity) => impact = severity,
        (Some(_), Some(severity)) => extra.push(("Severity".to_owned(), severity)),
        (Some(_), None) => {}
    }
    let phase = raw.take(Column::Phase);
    let mut bindings = phase.map(|text| column_bindings(reader, &text)).unwrap_or_default();
    let mitigation = raw.take(Column::Mitigation);
    let contingency = raw.take(Column::Contingency);
    let trigger = raw.take(Column::Trigger);
    if bindings.is_empty() {
        let cells = [Some(&raw.text), mitigation.as_ref(), contingency.as_ref(), trigger.as_ref()];
        bindings =
            cells.into_iter().flatten().flat_map(|cell| word_bindings(reader, cell)).collect();
    }
    let likelihood = raw.take(Column::Likelihood);
    let raised = raw.take(Column::Raised);
    let due = raw.take(Column::Due);
    // A sentence under "Status" tells how it goes, and is no status.
    let status = match raw.take(Column::Status).map(|text| risk_status(text, words)) {
        Some(Ok(status)) => Some(status),
        Some(Err(told)) => {
            extra.push(("Status".to_owned(), told));
            None
        }
        None => None,
    };
    let acceptance = acceptance::read(reader, status.as_ref(), &mut extra, &place);
    let residual_likelihood = raw.take(Column::ResidualLikelihood);
    let residual_impact = raw.take(Column::ResidualImpact);
    let level = |text: Text| level(text, legend, words);
    Risk {
        id: raw.id.take().map(|id| Spanned::new(id.plain.to_string(), id.span)),
        category: raw.take(Column::Category),
        likelihood: likelihood.map(level),
        impact: impact.map(level),
        score: raw.take(Column::Score),
        rating,
        mitigation,
        contingency,
        trigger,
        owner: raw.take(Column::Owner),
        status,
        acceptance,
        raised: raised
            .and_then(|t| reader.date(&t, format_args!("the date that {place} was raised"))),
        due: due.and_then(|t| reader.date(&t, format_args!("the due date of {place}"))),
        residual_likelihood: residual_likelihood.map(level),
        residual_impact: residual_impact.map(level),
        bindings,
        misspelt,
        extra,
        text: raw.text,
        span: raw.span,
    }
}
