//! What a rule reads.

use crate::analysis::{Analysis, live};
use crate::model::date::Date;
use crate::model::plan::Plan;
use crate::settings::Settings;
use crate::text::Source;

/// What a rule may read of a plan.
#[derive(Debug, Clone, Copy)]
pub struct RuleInput<'a> {
    /// Its text.
    pub source: &'a Source,
    /// What its author stated.
    pub plan: &'a Plan,
    /// What follows from it.
    pub analysis: &'a Analysis,
    /// The site's settings.
    pub settings: &'a Settings,
    /// The date of the build.
    pub today: Date,
}

impl RuleInput<'_> {
    /// Whether the rollout is live.
    pub(super) fn is_live(&self) -> bool {
        live::is_live(self.plan.status_kind(), &self.analysis.current)
    }

    /// Whether users are on the rollout: it is live or paused.
    pub(super) fn has_users(&self) -> bool {
        live::has_users(self.plan.status_kind(), &self.analysis.current)
    }
}
