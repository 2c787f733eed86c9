//! What was measured of a rollout.

use super::date::AsOf;
use super::measure::Comparison;
use super::phase::PhasePosition;
use super::prose::Text;
use crate::text::Span;

/// A metric with what was measured: a row of a table, or an entry of the file beside the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// What is measured, as written.
    pub metric: Text,
    /// The phases that it is of; `None` where it is of none in particular, nothing where it names one that the
    /// plan does not have.
    pub phases: Option<Vec<PhasePosition>>,
    /// What it is to reach.
    pub target: Option<MeasureTarget>,
    /// What it was before the rollout.
    pub baseline: Option<Text>,
    /// What it is.
    pub actual: Option<Actual>,
    /// Its row; `None` where only the file beside the plan has it.
    pub span: Option<Span>,
}

impl Measure {
    /// Whether it is of a phase, or of none in particular.
    pub fn holds_for(&self, phase: PhasePosition) -> bool {
        self.phases.as_ref().is_none_or(|phases| phases.contains(&phase))
    }
}

/// What a metric is to reach.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureTarget {
    /// As written.
    pub text: Text,
    /// The comparison that it surely is; its metric is empty.
    pub comparison: Option<Comparison>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Actual {
    /// As written.
    pub text: Text,
    /// The value, where the words are that and nothing else.
    pub value: Option<f64>,
    /// Its unit as written.
    pub unit: Option<String>,
    /// When it was measured.
    pub as_of: Option<AsOf>,
    /// Whence it is known: "Grafana export".
    pub source: Option<Text>,
    /// Whether it stands in the file beside the plan.
    pub is_beside: bool,
}
