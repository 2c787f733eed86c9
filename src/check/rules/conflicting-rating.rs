//! Ratings that are not what likelihood and impact give.
//!
//! One finding for each pair of levels and rating: where a register's own matrix differs from the
//! site's, it differs in many rows.

use std::collections::BTreeMap;

use crate::analysis::heatmap;
use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::risk::{LevelKind, Risk};
use crate::settings::Band;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    let scale = &facts.settings.scale;
    let mut found: BTreeMap<(LevelKind, LevelKind, LevelKind), (&Risk, Band, usize)> =
        BTreeMap::new();
    for (risk, place) in facts.plan.risks.iter().zip(&facts.analysis.risks) {
        let (Some(band), Some(_)) = (place.band, place.cell) else { continue };
        let levels = (&risk.likelihood, &risk.impact, &risk.rating);
        let (Some(likelihood), Some(impact), Some(rating)) = levels else { continue };
        if heatmap::rated(risk, scale).is_some_and(|rated| rated != band) {
            let key = (likelihood.kind, impact.kind, rating.kind);
            found.entry(key).or_insert((risk, band, 0)).2 += 1;
        }
    }
    found.into_values().filter_map(|(risk, band, count)| finding(risk, band, count)).collect()
}

fn finding(risk: &Risk, band: Band, count: usize) -> Option<Diagnostic> {
    let (likelihood, impact) = (risk.likelihood.as_ref()?, risk.impact.as_ref()?);
    let rating = risk.rating.as_ref()?;
    let name = risk.id.as_ref().map_or_else(|| "a risk".to_owned(), |id| format!("`{}`", id.value));
    let others = match count {
        1 => String::new(),
        2 => ", and so is another".to_owned(),
        n => format!(", and so are {} others", n - 1),
    };
    let message = format!(
        "{name} is rated `{}`, but likelihood `{}` and impact `{}` make it {}{others}",
        rating.text.plain,
        likelihood.text.plain,
        impact.text.plain,
        band.word()
    );
    Some(
        Diagnostic::new("conflicting-rating", rating.text.span, message)
            .note("the map, gates and lists go by likelihood and impact")
            .help("correct the rating or the levels, or set the bands under `[scale]` in the settings"),
    )
}
