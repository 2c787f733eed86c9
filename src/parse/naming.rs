//! What a heading or a label names in the plan language, for who cuts texts.

use super::Language;
use super::heading::named;
use super::section::Kind;
use super::words::{Group, fold};

/// A section of the plan language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionName(Kind);

impl SectionName {
    /// Its name, as `[words]` of the settings has it.
    pub fn word(self) -> &'static str {
        self.0.word()
    }

    /// Whether it is another one, or a part of it: rollback steps of a rollback plan.
    pub fn is_in(self, whole: Self) -> bool {
        match whole.0 {
            Kind::Rollback => self.0.is_rollback(),
            Kind::Checklists => self.0.is_checklist(),
            Kind::Risks => matches!(self.0, Kind::Risks | Kind::RiskCategories),
            other => self.0 == other,
        }
    }
}

impl Language {
    /// The section that a heading names, if it names one.
    pub fn section(&self, heading: &str, is_first_level: bool) -> Option<SectionName> {
        Some(SectionName(named(heading, is_first_level, &self.words)?.kind))
    }

    /// The section that a name in the settings means: as `[words]` has it, or as a heading has it.
    pub fn section_of_name(&self, name: &str) -> Option<SectionName> {
        let word = name.to_lowercase().replace(' ', "-");
        Kind::from_word(&word).map(SectionName).or_else(|| self.section(name, false))
    }

    /// What a label of a value or a column may name, by the names in `[words]`.
    pub fn label(&self, label: &str) -> impl Iterator<Item = &str> {
        let groups = [Group::Column, Group::Header, Group::Record];
        groups.into_iter().filter_map(move |group| self.words.kind(group, label))
    }

    /// Whether a label in a plan's header names the plan's status.
    pub fn is_status_of_plan(&self, label: &str) -> bool {
        self.words.kind(Group::Header, label) == Some("status")
    }
}

/// A name in the form in which names are compared: lower case, without marks and accents.
pub fn folded(name: &str) -> String {
    fold(name).to_string()
}
