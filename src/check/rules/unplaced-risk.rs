//! Risks that have no place on the map.
//!
//! A word that is no level is broken input and an absent level a hole; both have one nature here,
//! a warning in every plan, because the effect is one: the risk stands beside the map.

use super::{Nature, Rule};
use crate::check::Facts;
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::model::plan::Plan;
use crate::model::risk::{Level, LevelKind, Risk};
use crate::settings::{Preset, Scale};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    id: "unplaced-risk",
    nature: Nature::Broken(Severity::Warning),
    page: include_str!("unplaced-risk.md"),
    check: Some(check),
};

/// An axis of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Likelihood,
    Impact,
}

impl Axis {
    const BOTH: [Self; 2] = [Self::Likelihood, Self::Impact];

    const fn word(self) -> &'static str {
        match self {
            Self::Likelihood => "likelihood",
            Self::Impact => "impact",
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Likelihood => Self::Impact,
            Self::Impact => Self::Likelihood,
        }
    }

    const fn level(self, risk: &Risk) -> Option<&Level> {
        match self {
            Self::Likelihood => risk.likelihood.as_ref(),
            Self::Impact => risk.impact.as_ref(),
        }
    }

    fn levels(self, scale: &Scale) -> &[LevelKind] {
        match self {
            Self::Likelihood => &scale.likelihood,
            Self::Impact => &scale.impact,
        }
    }

    /// The levels that the scale has, for help: "Low, Medium or High".
    fn choices(self, scale: &Scale) -> String {
        let labels: Vec<&str> = self.levels(scale).iter().map(|kind| kind.label()).collect();
        match labels.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
            _ => labels.concat(),
        }
    }
}

fn check(facts: &Facts<'_>) -> Vec<Diagnostic> {
    let (plan, scale) = (facts.plan, &facts.settings.scale);
    let nowhere: Vec<Axis> =
        Axis::BOTH.into_iter().filter(|axis| is_stated_nowhere(plan, *axis)).collect();
    let mut findings: Vec<Diagnostic> =
        register_without(plan, &nowhere, scale).into_iter().collect();
    for (index, risk) in plan.risks.iter().enumerate() {
        let absent: Vec<Axis> = Axis::BOTH
            .into_iter()
            .filter(|axis| axis.level(risk).is_none() && !nowhere.contains(axis))
            .collect();
        findings.extend(risk_without(risk, index, &absent, scale));
        findings.extend(Axis::BOTH.into_iter().filter_map(|axis| misplaced(risk, axis, scale)));
    }
    findings
}

/// Whether no risk of a register with several states a level of the axis.
fn is_stated_nowhere(plan: &Plan, axis: Axis) -> bool {
    plan.risks.len() > 1 && plan.risks.iter().all(|risk| axis.level(risk).is_none())
}

/// The one finding on a register without levels, instead of one for each of its risks.
fn register_without(plan: &Plan, axes: &[Axis], scale: &Scale) -> Option<Diagnostic> {
    let first = plan.risks.first().filter(|_| !axes.is_empty())?;
    let span = plan.sections.risks.unwrap_or(first.span);
    let message = format!("none of the {} risks states its {}", plan.risks.len(), words(axes));
    Some(explained(Diagnostic::new("unplaced-risk", span, message), axes, scale))
}

fn risk_without(risk: &Risk, index: usize, axes: &[Axis], scale: &Scale) -> Option<Diagnostic> {
    if axes.is_empty() {
        return None;
    }
    let (name, span) = match &risk.id {
        Some(id) => (format!("risk `{}`", id.value), id.span),
        None => (format!("risk {} of the register", index + 1), place_without_id(risk)),
    };
    let message = format!("{name} does not state its {}", words(axes));
    let finding = explained(Diagnostic::new("unplaced-risk", span, message), axes, scale);
    Some(match &risk.score {
        Some(score) => finding.also(score.span, "this gives neither likelihood nor impact"),
        None => finding,
    })
}

const fn place_without_id(risk: &Risk) -> Span {
    if risk.text.plain.is_empty() { risk.span } else { risk.text.span }
}

/// The finding on a level that the scale has no row or column for.
fn misplaced(risk: &Risk, axis: Axis, scale: &Scale) -> Option<Diagnostic> {
    let level = axis.level(risk).filter(|level| !axis.levels(scale).contains(&level.kind))?;
    let (word, text, choices) = (axis.word(), &level.text.plain, axis.choices(scale));
    let new = |message: String| {
        Diagnostic::new("unplaced-risk", level.text.span, message)
            .note("the risk is listed beside the map and has no band")
    };
    Some(if level.kind == LevelKind::Unknown {
        let labels = axis.levels(scale).iter().map(|kind| kind.label());
        let help = did_you_mean(text, labels).map_or_else(
            || format!("write {choices}, or map the word under `[scale]` in the settings"),
            |near| format!("did you mean `{near}`?"),
        );
        new(format!("`{text}` is no known {word}")).help(help)
    } else {
        let other = axis.other().level(risk).map(|l| l.kind);
        new(format!("the site's risk scale has no {word} `{}`", level.kind.label()))
            .help(preset_help(axis, level.kind, other))
            .help(format!("or write {choices}"))
    })
}

/// Which preset has the level; not every pair of levels has one.
fn preset_help(axis: Axis, kind: LevelKind, other: Option<LevelKind>) -> String {
    if let Some(preset) = preset_with(axis, kind, other) {
        return format!("write `preset = \"{}\"` under `[scale]` in the settings", preset.word());
    }
    let alone = preset_with(axis, kind, None).map_or("", Preset::word);
    format!(
        "list the levels of both axes under `[scale]` in the settings; the preset `{alone}` has \
         this one, but none has both levels of this risk"
    )
}

/// The first preset that has the level, and the other axis' level where that is known.
fn preset_with(axis: Axis, kind: LevelKind, other: Option<LevelKind>) -> Option<Preset> {
    Preset::ALL.into_iter().find(|preset| {
        let scale = preset.scale();
        let has = |axis: Axis, kind| axis.levels(&scale).contains(&kind);
        let fits = |other| other == LevelKind::Unknown || has(axis.other(), other);
        has(axis, kind) && other.is_none_or(fits)
    })
}

fn words(axes: &[Axis]) -> String {
    axes.iter().map(|axis| axis.word()).collect::<Vec<_>>().join(" and ")
}

fn explained(finding: Diagnostic, axes: &[Axis], scale: &Scale) -> Diagnostic {
    axes.iter().fold(
        finding.note("a risk without both levels is listed beside the map and has no band"),
        |finding, axis| finding.help(format!("write {} as {}", axis.choices(scale), axis.word())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use LevelKind::{Critical, Low, Medium, Unknown, VeryHigh, VeryLow};

    #[test]
    fn the_preset_that_has_both_levels_is_named() {
        let check = |axis: Axis, kind, other, expected: Option<&str>| {
            assert_eq!(preset_with(axis, kind, other).map(Preset::word), expected);
        };
        check(Axis::Likelihood, Critical, Some(Low), Some("4x4"));
        check(Axis::Impact, Critical, None, Some("3x4"));
        check(Axis::Likelihood, VeryLow, Some(Medium), Some("5x5"));
        check(Axis::Impact, VeryHigh, Some(Unknown), Some("5x5"));
        check(Axis::Likelihood, VeryLow, Some(Critical), None);
    }
}
