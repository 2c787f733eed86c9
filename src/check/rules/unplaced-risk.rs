//! Risks that have no place on the map.
//!
//! A word that is no level is invalid and an absent level missing; both have one category here,
//! a warning in every plan, because the effect is one: the risk stands beside the map.

use std::collections::HashMap;

use crate::analysis::heatmap;
use crate::check::RuleInput;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::plan::Plan;
use crate::model::risk::{Level, LevelKind, Misspelt, Risk};
use crate::settings::{Preset, Scale};
use crate::text::Span;

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

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let (plan, scale) = (facts.plan, &facts.settings.scale);
    // One overall level is enough for a band.
    let bare: Vec<(usize, &Risk)> = plan
        .risks
        .iter()
        .enumerate()
        .filter(|(_, risk)| heatmap::rated(risk, scale).is_none())
        .collect();
    let nowhere: Vec<Axis> =
        Axis::BOTH.into_iter().filter(|axis| is_stated_nowhere(&bare, *axis)).collect();
    let mut findings: Vec<Diagnostic> =
        register_without(plan, &bare, &nowhere, scale).into_iter().collect();
    for (index, risk) in bare {
        let absent: Vec<Axis> = Axis::BOTH
            .into_iter()
            .filter(|axis| axis.level(risk).is_none() && !nowhere.contains(axis))
            .collect();
        findings.extend(risk_without(risk, index, &absent, scale));
    }
    for risk in &plan.risks {
        findings.extend(Axis::BOTH.into_iter().filter_map(|axis| off_grid(risk, axis, scale)));
    }
    findings.extend(unknown_words(plan, scale));
    findings
}

/// Whether no risk of a register with several states a level of the axis.
fn is_stated_nowhere(risks: &[(usize, &Risk)], axis: Axis) -> bool {
    risks.len() > 1 && risks.iter().all(|(_, risk)| axis.level(risk).is_none())
}

/// The one finding on a register without levels, instead of one for each of its risks.
fn register_without(
    plan: &Plan,
    risks: &[(usize, &Risk)],
    axes: &[Axis],
    scale: &Scale,
) -> Option<Diagnostic> {
    let (_, first) = risks.first().filter(|_| !axes.is_empty())?;
    let span = plan.sections.risks.unwrap_or(first.span);
    let of = if risks.len() == plan.risks.len() { "the" } else { "another" };
    let message = format!("none of {of} {} risks states its {}", risks.len(), words(axes));
    Some(explained(at_slip(first, axes, span, message), axes, scale))
}

fn risk_without(risk: &Risk, index: usize, axes: &[Axis], scale: &Scale) -> Option<Diagnostic> {
    if axes.is_empty() || risk.rating.as_ref().is_some_and(|r| r.kind == LevelKind::Unknown) {
        return None;
    }
    let (name, span) = match &risk.id {
        Some(id) => (format!("risk `{}`", id.value), id.span),
        None => (format!("risk {} of the register", index + 1), place_without_id(risk)),
    };
    let message = format!("{name} does not state its {}", words(axes));
    let finding = explained(at_slip(risk, axes, span, message), axes, scale);
    Some(match &risk.score {
        Some(score) => finding.also(score.span, "this gives neither likelihood nor impact"),
        None => finding,
    })
}

/// A finding on an absent level, at the key that is probably a slip of the hand for it.
fn at_slip(risk: &Risk, axes: &[Axis], span: Span, message: String) -> Diagnostic {
    let is_one = |slip: &&Misspelt| {
        axes.contains(&if slip.is_likelihood { Axis::Likelihood } else { Axis::Impact })
    };
    match risk.misspelt.iter().find(is_one) {
        Some(slip) => Diagnostic::new("unplaced-risk", slip.key.span, message)
            .note(format!("`{}` is not a known key", slip.key.value))
            .help(format!("did you mean `{}`?", slip.meant)),
        None => Diagnostic::new("unplaced-risk", span, message),
    }
}

fn place_without_id(risk: &Risk) -> Span {
    if risk.text.plain.is_empty() { risk.span } else { risk.text.span }
}

/// The finding on a level that the scale has no row or column for.
fn off_grid(risk: &Risk, axis: Axis, scale: &Scale) -> Option<Diagnostic> {
    let level = axis.level(risk).filter(|level| !axis.levels(scale).contains(&level.kind))?;
    if level.kind == LevelKind::Unknown {
        return None;
    }
    let (word, choices) = (axis.word(), axis.choices(scale));
    let other = axis.other().level(risk).map(|l| l.kind);
    let message = format!("the site's risk scale has no {word} `{}`", level.kind.label());
    Some(
        Diagnostic::new("unplaced-risk", level.text.span, message)
            .note("the risk is listed beside the map and has no band")
            .help(preset_help(axis, level.kind, other))
            .help(format!("or write {choices}")),
    )
}

/// A word that names no level, or several, and where it stands.
struct UnknownWord<'a> {
    level: &'a Level,
    /// The axis that it would state; `None` for a rating, or where it stands for both.
    axis: Option<Axis>,
    count: usize,
}

/// One finding for each word of a register that names no level: a register that uses a word of its own
/// uses it in many rows. Words of ratings count where they would give the band.
fn unknown_words(plan: &Plan, scale: &Scale) -> Vec<Diagnostic> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut words: Vec<UnknownWord<'_>> = Vec::new();
    for risk in &plan.risks {
        let is_placed = risk
            .likelihood
            .as_ref()
            .zip(risk.impact.as_ref())
            .is_some_and(|(l, i)| scale.cell(l.kind, i.kind).is_some());
        let axes = Axis::BOTH.map(|axis| (Some(axis), axis.level(risk)));
        let rating = (None, risk.rating.as_ref().filter(|_| !is_placed));
        let levels = axes.into_iter().chain([rating]);
        // A severity that stands alone is impact and rating in one.
        let mut own: Option<Span> = None;
        for (axis, level) in levels.filter_map(|(axis, level)| Some((axis, level?))) {
            if level.kind != LevelKind::Unknown || own == Some(level.text.span) {
                continue;
            }
            own = Some(level.text.span);
            let key = level.text.plain.to_lowercase();
            let place = *places.entry(key).or_insert(words.len());
            match words.get_mut(place) {
                Some(word) => {
                    word.count += 1;
                    word.axis = word.axis.filter(|known| Some(*known) == axis);
                }
                None => words.push(UnknownWord { level, axis, count: 1 }),
            }
        }
    }
    words.iter().map(|word| unknown_word(word, scale)).collect()
}

fn unknown_word(word: &UnknownWord<'_>, scale: &Scale) -> Diagnostic {
    let UnknownWord { level, axis, count } = word;
    let text = &level.text.plain;
    let axis_of_levels = axis.unwrap_or(Axis::Impact);
    let choices = axis_of_levels.choices(scale);
    let what = match (level.names_several, axis) {
        (true, _) => format!("`{text}` names two levels"),
        (false, Some(axis)) => format!("`{text}` is not a known {}", axis.word()),
        (false, None) => format!("`{text}` is not a known level of a risk"),
    };
    let message = match count {
        1 => what,
        count => format!("{what}; it appears {count} times"),
    };
    let labels = axis_of_levels.levels(scale).iter().map(|kind| kind.label());
    let help = if level.names_several {
        format!("write the one that holds today: {choices}")
    } else {
        did_you_mean(text, labels).map_or_else(
            || format!("write {choices}, or map the word under `[scale]` in the settings"),
            |near| format!("did you mean `{near}`?"),
        )
    };
    let note = match count {
        1 => "the risk is listed beside the map and has no band",
        _ => "the risks are listed beside the map and have no band",
    };
    Diagnostic::new("unplaced-risk", level.text.span, message).note(note).help(help)
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
