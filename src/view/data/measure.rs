//! Measures as data.

use serde::Serialize;

use super::value::{JsonNumber, number, plain};
use crate::analysis::measure::target_of;
use crate::model::phase::PhasePosition;
use crate::portfolio::PlanEntry;

/// A metric with what was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasureData<'a> {
    /// What is measured.
    pub metric: &'a str,
    /// What it is to reach; of a measure without a target that of the first success criterion of its words.
    pub target: Option<TargetData<'a>>,
    /// What it was before, as written.
    pub baseline: Option<&'a str>,
    /// What it is.
    pub actual: Option<ActualData<'a>>,
    /// `met`, `not-met`, `unknown`, `too-old`.
    pub state: &'static str,
    /// Stated number of the first phase that it is of.
    pub phase: Option<JsonNumber>,
    /// Position of that phase.
    pub phase_position: Option<u32>,
    /// Positions of the phases that it is of; `null`: of none in particular.
    pub phases_positions: Option<Vec<u32>>,
    /// Line of its row; `null` where it stands in the file beside the plan.
    pub line: Option<u32>,
}

/// What a metric is to reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TargetData<'a> {
    /// `<`, `<=`, `>`, `>=`, `=`; `null` where it can't be compared with.
    pub op: Option<&'static str>,
    /// The value in `unit`.
    pub value: Option<JsonNumber>,
    /// The unit as written.
    pub unit: Option<&'a str>,
    /// As written; `null` where it is that of a criterion.
    pub text: Option<&'a str>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ActualData<'a> {
    /// The number; `null` where the words are not one.
    pub value: Option<JsonNumber>,
    /// The unit as written.
    pub unit: Option<&'a str>,
    /// As written.
    pub text: &'a str,
    /// When it was measured: a day, or a day and a time in UTC.
    pub as_of: Option<String>,
    /// Whence it is known.
    pub source: Option<&'a str>,
    /// `plan`, or `file` where it stands in the file beside the plan.
    pub from: &'static str,
}

pub(super) fn measure(entry: &PlanEntry, at: usize) -> MeasureData<'_> {
    let plan = &entry.plan;
    let measure = &plan.measures[at];
    let own = measure.target.as_ref();
    let comparison = target_of(plan, measure);
    let phases = measure.phases.as_deref();
    let first = phases.and_then(|phases| phases.first().copied());
    MeasureData {
        metric: &measure.metric.plain,
        target: (own.is_some() || comparison.is_some()).then(|| TargetData {
            op: comparison.map(|of| of.op.sign()),
            value: comparison.map(|of| JsonNumber(of.value)),
            unit: comparison.and_then(|of| of.unit.as_deref()),
            text: own.map(|own| own.text.plain.as_str()),
        }),
        baseline: plain(measure.baseline.as_ref()),
        actual: measure.actual.as_ref().map(|actual| ActualData {
            value: actual.value.map(JsonNumber),
            unit: actual.unit.as_deref(),
            text: &actual.text.plain,
            as_of: actual.as_of.map(crate::model::date::AsOf::iso),
            source: plain(actual.source.as_ref()),
            from: if actual.is_beside { "file" } else { "plan" },
        }),
        state: entry.analysis.measures.states[at].word(),
        phase: first.and_then(|phase| number(plan, phase)),
        phase_position: first.map(PhasePosition::get),
        phases_positions: phases.map(|all| all.iter().copied().map(PhasePosition::get).collect()),
        line: measure.span.map(|span| entry.source.line(span.start)),
    }
}
