//! Audiences: what a part of the readers is shown of the plans.

/// What an audience is shown: an entry of `[audience]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AudienceSettings {
    /// Which plans and pages: patterns of paths, slugs, programs, `tag:…`.
    pub plans: Choice,
    /// Which sections of them.
    pub sections: Choice,
    /// Names of columns and labels that are left out.
    pub columns: Vec<String>,
}

/// What is shown of many things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// What is shown; empty: all.
    pub shown: Vec<String>,
    /// What is left out of it, whatever else names it.
    pub left_out: Vec<String>,
}

impl Choice {
    /// Whether everything is shown.
    pub fn is_all(&self) -> bool {
        self.shown.is_empty() && self.left_out.is_empty()
    }
}
