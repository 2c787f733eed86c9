//! Tables as CSV (RFC 4180), safe to open in a spreadsheet.

use crate::analysis::gate::GateVerdict;
use crate::diagnostic::Severity;
use crate::model::date::Date;
use crate::portfolio::{PlanEntry, Summary};
use crate::settings::Band;
use crate::text::is_unprintable;

/// Columns of the plans' table.
const PLANS: [&str; 25] = [
    "slug",
    "source",
    "title",
    "status",
    "status_text",
    "owner",
    "author",
    "date",
    "updated",
    "current_phase",
    "current_phase_position",
    "current_phase_state",
    "phases",
    "gate",
    "approver",
    "worst_open_risk",
    "open_risks",
    "risks",
    "checklist_done",
    "checklist_total",
    "attention",
    "errors",
    "warnings",
    "infos",
    "live",
];

/// Columns of the risks' table.
const RISKS: [&str; 21] = [
    "plan",
    "plan_title",
    "plan_status",
    "id",
    "risk",
    "category",
    "likelihood",
    "impact",
    "band",
    "status",
    "open",
    "owner",
    "mitigation",
    "contingency",
    "trigger",
    "raised",
    "due",
    "source",
    "line",
    "rating",
    "rating_text",
];

/// The table of plans: `plans.csv`.
pub(super) fn plans_csv<'a>(entries: impl IntoIterator<Item = &'a PlanEntry>) -> String {
    let mut table = Table::new(&PLANS);
    entries.into_iter().for_each(|entry| table.row(&plan_row(entry)));
    table.0
}

/// The table of risks: `risks.csv`, a row a risk, plans in the order given.
pub(super) fn risks_csv<'a>(entries: impl IntoIterator<Item = &'a PlanEntry>) -> String {
    let mut table = Table::new(&RISKS);
    entries.into_iter().for_each(|entry| table.risks(entry));
    table.0
}

/// The row of a plan that is open in the table of plans.
pub(super) fn plans_row(entry: &PlanEntry) -> String {
    let mut table = Table(String::new());
    table.row(&plan_row(entry));
    table.0
}

/// The rows of a plan that is open in the table of risks.
pub(super) fn risks_rows(entry: &PlanEntry) -> String {
    let mut table = Table(String::new());
    table.risks(entry);
    table.0
}

fn plan_row(entry: &PlanEntry) -> [String; PLANS.len()] {
    let (summary, header) = (&entry.summary, &entry.plan.header);
    let text = |text: Option<&crate::model::prose::Text>| {
        super::value::plain(text).unwrap_or_default().to_owned()
    };
    let gate = summary.gate.as_ref();
    let reasons = summary.attention.as_ref().map_or(&[][..], |a| &a.reasons);
    let findings = |severity: Severity| {
        entry.findings.iter().filter(|f| f.severity == severity).count().to_string()
    };
    [
        summary.slug.to_string(),
        summary.source.clone(),
        header.title.as_ref().map(|t| t.value.clone()).unwrap_or_default(),
        status_word(summary),
        summary.status.as_ref().map(|(_, text)| text.clone()).unwrap_or_default(),
        text(header.owner.as_ref()),
        text(header.author.as_ref()),
        date(summary.date),
        date(summary.updated),
        current_label(summary),
        summary.current.position.map(|p| p.get().to_string()).unwrap_or_default(),
        summary.current.state.word().to_owned(),
        summary.phases.len().to_string(),
        gate.map(|g| GateVerdict::word(g.verdict).to_owned()).unwrap_or_default(),
        gate.and_then(|g| g.approver.clone()).unwrap_or_default(),
        summary.worst_open.map(|b| Band::word(b).to_owned()).unwrap_or_default(),
        summary.risks.iter().filter(|r| r.open).count().to_string(),
        summary.risks.len().to_string(),
        summary.progress.done.to_string(),
        summary.progress.total.to_string(),
        reasons.iter().map(|r| r.text.as_str()).collect::<Vec<_>>().join("; "),
        findings(Severity::Error),
        findings(Severity::Warning),
        findings(Severity::Info),
        summary.is_live().to_string(),
    ]
}

fn risk_row(entry: &PlanEntry, index: usize) -> [String; RISKS.len()] {
    let risk = super::risk::risk(entry, index);
    let words = |words: Option<&str>| words.unwrap_or_default().to_owned();
    [
        entry.slug.to_string(),
        entry.summary.title.clone(),
        status_word(&entry.summary),
        words(risk.id),
        risk.text.to_owned(),
        words(risk.category),
        words(risk.likelihood),
        words(risk.impact),
        words(risk.band),
        words(risk.status),
        risk.open.to_string(),
        words(risk.owner),
        words(risk.mitigation),
        words(risk.contingency),
        words(risk.trigger),
        risk.raised.clone().unwrap_or_default(),
        risk.due.clone().unwrap_or_default(),
        entry.source.path().to_owned(),
        risk.line.to_string(),
        words(risk.rating),
        words(risk.rating_text),
    ]
}

fn status_word(summary: &Summary) -> String {
    summary.status_kind().map(|k| k.word().to_owned()).unwrap_or_default()
}

fn current_label(summary: &Summary) -> String {
    summary
        .live_phase()
        .and_then(|index| summary.phases.get(index))
        .map(|(label, _)| label.clone())
        .unwrap_or_default()
}

fn date(date: Option<Date>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

/// A table under way: lines end in CR LF.
struct Table(String);

impl Table {
    fn new(header: &[&str]) -> Self {
        let mut table = Self(String::new());
        table.row(header);
        table
    }

    fn risks(&mut self, entry: &PlanEntry) {
        (0..entry.plan.risks.len()).for_each(|index| self.row(&risk_row(entry, index)));
    }

    fn row(&mut self, cells: &[impl AsRef<str>]) {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.cell(cell.as_ref());
        }
        self.0.push_str("\r\n");
    }

    /// A cell; one that a spreadsheet would take for a formula gets a `'` before it, and what steers
    /// a terminal is U+FFFD.
    fn cell(&mut self, text: &str) {
        let guard = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quoted = text.contains(['"', ',', '\n', '\r']) || text.trim().len() < text.len();
        if quoted {
            self.0.push('"');
        }
        if guard {
            self.0.push('\'');
        }
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\"\""),
                '\t' | '\n' => self.0.push(c),
                c if is_unprintable(c) => self.0.push('\u{FFFD}'),
                c => self.0.push(c),
            }
        }
        if quoted {
            self.0.push('"');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::header::StatusKind;
    use crate::model::plan::Plan;
    use crate::model::risk::LevelKind;
    use crate::portfolio::fixture::{entry, entry_of, risk, text};

    #[test]
    fn cells_are_quoted_and_guarded() {
        let mut table = Table::new(&["a", "b"]);
        table.row(&["say \"no\", twice", "=1+1"]);
        table.row(&["two\nlines", "-"]);
        table.row(&["@x, y", " padded"]);
        assert_eq!(
            table.0,
            "a,b\r\n\"say \"\"no\"\", twice\",'=1+1\r\n\"two\nlines\",'-\r\n\"'@x, y\",\" padded\"\r\n"
        );
    }

    #[test]
    fn every_row_has_the_header_s_width() {
        let mut plan = Plan::default();
        plan.risks.push(risk("R1", LevelKind::High, LevelKind::Critical));
        plan.risks[0].owner = Some(text("+44 1632 960140"));
        let plans =
            [entry("a.md", "A", Some(StatusKind::InProgress)), entry_of("pay/b.md", plan, None)];
        let csv = plans_csv(&plans);
        assert_eq!(csv.lines().count(), 3);
        assert!(csv.contains("\r\na,a.md,A,in-progress,In progress,"), "{csv}");
        let csv = risks_csv(&plans);
        assert_eq!(csv.lines().count(), 2);
        assert!(
            csv.contains("\r\npay/b,b.md,,R1,What R1 says,,high,critical,severe,,true,'+44"),
            "{csv}"
        );
    }
}
