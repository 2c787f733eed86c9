//! The data of a site: what `export` prints and `api/v1/` holds.
//!
//! In: an [`Entry`](crate::portfolio::PlanEntry). Out: serialisable values in the published shape.
//! Invariant: a name that was once published keeps its meaning; text is plain; what a plan does not
//! state is `null` or an empty list.

mod checklist;
mod csv;
mod file;
mod json;
mod measure;
mod phase;
mod plan;
mod risk;
mod rollback;
mod search;
mod value;

pub use checklist::{ChecklistData, ItemData, MarkData, TransitionCriterionData};
pub use file::{DATA_NAMES, DataFiles, Fragments, SCHEMA_NAME, Sink, file, fragments};
pub use json::{write_json, write_script};
pub use phase::{
    BlockerData, CoverageData, CriterionData, DecisionData, GateData, PhaseData, PhaseStatusData,
    gate_data,
};
pub use plan::{AttentionData, FindingData, PlanData, ProgressData, StatusData, plan_data};
pub use risk::{BindingData, RiskData};
pub use rollback::{OwnerData, RollbackData, StepData, TriggerData};
pub use search::{SearchRecord, search_part, search_parts, search_records};
pub use value::{ExtraValues, JsonNumber};

use serde::Serialize;

/// The JSON Schema (draft 2020-12) of [`ExportData`].
pub const PLANS_SCHEMA: &str = include_str!("plans.schema.json");

/// Version of the published shape.
pub const SCHEMA: u32 = 1;

/// Name and version of the program.
pub const GENERATOR: &str = concat!("phasebook ", env!("CARGO_PKG_VERSION"));

/// All plans: `export --format json`, `api/v1/plans.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ExportData<'a> {
    /// Version of this shape: 1.
    pub schema: u32,
    /// Name and version of the program.
    pub generator: &'static str,
    /// The plans by source path.
    pub plans: Vec<PlanData<'a>>,
    /// In the data of a site for a part of the readers: the name of the audience.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<&'a str>,
    /// There: the only sections of which the audience is shown something; empty where all sections are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_sections: Option<Vec<&'a str>>,
    /// There: sections that it is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_shown_sections: Option<Vec<&'a str>>,
    /// There: columns and labels that it is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_shown_columns: Option<Vec<&'a str>>,
}

impl<'a> ExportData<'a> {
    /// The plans under the version of the shape.
    pub fn new(plans: Vec<PlanData<'a>>) -> Self {
        Self {
            schema: SCHEMA,
            generator: GENERATOR,
            plans,
            audience: None,
            only_sections: None,
            not_shown_sections: None,
            not_shown_columns: None,
        }
    }
}

#[cfg(test)]
mod tests;
