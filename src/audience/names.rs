//! Names of sections and columns, and whether a heading or a label has one.

use crate::parse::{Language, SectionName, folded};
use crate::settings::Choice;

/// The name of what stands between the title and the first section, in lower case.
const INTRODUCTION: &str = "introduction";

/// Whether a name means what stands before the first section.
pub(super) fn is_introduction(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case(INTRODUCTION)
}

/// Whether what stands before the first section is shown, but for header lines, which are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IntroductionRule {
    /// Shown.
    Shown,
    /// Left out.
    LeftOut,
}

impl IntroductionRule {
    pub(super) fn of(sections: &Choice) -> Self {
        let is_named = |list: &[String]| list.iter().any(|name| is_introduction(name));
        let is_shown = sections.shown.is_empty() || is_named(&sections.shown);
        if is_shown && !is_named(&sections.left_out) { Self::Shown } else { Self::LeftOut }
    }
}

/// A name of sections.
#[derive(Debug)]
pub(super) struct HeadingName {
    folded: String,
    /// The section of the plan language that it means.
    pub(super) section: Option<SectionName>,
}

impl HeadingName {
    pub(super) fn new(name: &str, language: &Language) -> Self {
        Self { folded: folded(name), section: language.section_of_name(name) }
    }

    /// Whether a heading has the name: with a number before it, or more behind a colon, a dash or a bracket, too.
    pub(super) fn is_of(&self, heading: &Heading) -> bool {
        let is_in = |of: SectionName| self.section.is_some_and(|whole| of.is_in(whole));
        heading.section.is_some_and(is_in) || heading.forms.contains(&self.folded)
    }
}

/// A heading, in the forms in which it is compared.
#[derive(Debug)]
pub(super) struct Heading {
    section: Option<SectionName>,
    forms: Vec<String>,
}

impl Heading {
    pub(super) fn new(text: &str, level: u8, language: &Language) -> Self {
        let mut forms: Vec<String> = label_forms(text).iter().map(|form| folded(form)).collect();
        forms.retain(|form| !form.is_empty());
        Self { section: language.section(text, level == 1), forms }
    }
}

/// A name of columns and of labels before values.
#[derive(Debug)]
pub(super) struct ColumnName {
    folded: String,
    /// What it means in the plan language.
    kinds: Vec<String>,
}

impl ColumnName {
    pub(super) fn new(name: &str, language: &Language) -> Self {
        let mut kinds: Vec<String> = language.label(name).map(str::to_owned).collect();
        // The name that `[words]` has for it.
        kinds.push(name.trim().to_lowercase().replace(' ', "-"));
        Self { folded: folded(name), kinds }
    }

    /// Whether a column or a label has the name, or means the same.
    pub(super) fn is_of(&self, label: &str, language: &Language) -> bool {
        let is_kind = |kind: &str| self.kinds.iter().any(|known| known == kind);
        folded(label) == self.folded || language.label(label).any(is_kind)
    }
}

/// A label as it is written, without a number before it, and without what stands behind a bracket, a colon or a dash.
pub(super) fn label_forms(text: &str) -> Vec<&str> {
    let bare = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | ')') || c.is_whitespace()
    });
    let mut forms = Vec::new();
    for form in [text, bare] {
        forms.push(form);
        forms.extend(form.find(['(', '[', ':', '：', '–', '—']).map(|at| &form[..at]));
        forms.extend(form.find(" - ").map(|at| &form[..at]));
    }
    forms.dedup();
    forms
}
