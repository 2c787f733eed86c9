//! The place of each risk on the map.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::model::date::Date;
use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;
use crate::model::risk::{Binding, Level, Risk, RiskStatusKind};
use crate::settings::{Band, Scale};
use crate::site::slug_segment;

/// Where a risk stands on the map, and which gates it is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Cell as stated: indices of likelihood and impact into the scale's axes, lowest first.
    pub cell: Option<(usize, usize)>,
    /// Band of that cell, else of the one overall level that the risk states.
    pub band: Option<Band>,
    /// Cell after mitigation, where residual columns give both levels.
    pub residual_cell: Option<(usize, usize)>,
    /// Band after mitigation.
    pub residual_band: Option<Band>,
    /// Whether it is accepted; once its acceptance has ended it is not.
    pub accepted: bool,
    /// The gate of each of the risk's bindings, in their order, by the phase that it ends.
    pub gates: Vec<PhasePosition>,
    /// The risk's anchor on its page, unique in the plan: `r1`, `risk-3`.
    pub anchor: String,
}

impl Placement {
    /// Whether its band comes from one overall level: it stands beside the map.
    pub const fn is_rated(&self) -> bool {
        self.cell.is_none() && self.band.is_some()
    }
}

/// The band of a risk, whether both of its axes place it on the map or one overall level rates it.
/// Where the axes give a cell, they win.
pub fn band(risk: &Risk, scale: &Scale) -> Option<Band> {
    let (_, placed) = look_up(scale, risk.likelihood.as_ref(), risk.impact.as_ref());
    placed.or_else(|| rated(risk, scale))
}

/// The band of the one overall level that a risk states.
pub fn rated(risk: &Risk, scale: &Scale) -> Option<Band> {
    scale.rating.band(risk.rating.as_ref()?.kind)
}

/// Places every risk of a plan. Bands are looked up in the grid, never computed.
pub fn place(plan: &Plan, scale: &Scale) -> Vec<Placement> {
    let place = |(risk, anchor): (&Risk, String)| {
        let (cell, _) = look_up(scale, risk.likelihood.as_ref(), risk.impact.as_ref());
        let band = band(risk, scale);
        let (residual_cell, residual_band) =
            look_up(scale, risk.residual_likelihood.as_ref(), risk.residual_impact.as_ref());
        let gates = risk.bindings.iter().map(gate).collect();
        let accepted = risk.status_kind() == Some(RiskStatusKind::Accepted);
        Placement { cell, band, residual_cell, residual_band, accepted, gates, anchor }
    };
    plan.risks.iter().zip(anchors(&plan.risks)).map(place).collect()
}

/// Takes back what was accepted until a day that is past: such risks are open again.
pub(super) fn expire(plan: &Plan, places: &mut [Placement], today: Date) {
    for (risk, place) in plan.risks.iter().zip(places) {
        place.accepted &= risk.accepted_until().is_none_or(|until| until >= today);
    }
}

fn look_up(
    scale: &Scale,
    likelihood: Option<&Level>,
    impact: Option<&Level>,
) -> (Option<(usize, usize)>, Option<Band>) {
    let (Some(likelihood), Some(impact)) = (likelihood, impact) else { return (None, None) };
    (scale.cell(likelihood.kind, impact.kind), scale.band(likelihood.kind, impact.kind))
}

/// The gate by which a bound risk must be dealt with: for what is due when a phase begins, the one
/// before it; before the first phase there is none, and the first gate stands for it.
fn gate(binding: &Binding) -> PhasePosition {
    let index = binding.phase.index();
    PhasePosition::from_index(if binding.when.is_due_at_start() {
        index.saturating_sub(1)
    } else {
        index
    })
}

/// The anchor of each risk: its ID's slug, else `risk-<place>`; the first of twins keeps the slug.
fn anchors(risks: &[Risk]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let slugs: Vec<Option<String>> =
        risks.iter().map(|risk| slug(risk).filter(|slug| taken.insert(slug.clone()))).collect();
    let free = |place: usize, taken: &mut HashSet<String>| {
        let stem = format!("risk-{place}");
        let numbered = (2..).map(|n| format!("{stem}-{n}"));
        let anchor = std::iter::once(stem.clone()).chain(numbered).find(|a| !taken.contains(a));
        let anchor = anchor.expect("the numbers do not end");
        taken.insert(anchor.clone());
        anchor
    };
    let places = 1..;
    slugs.into_iter().zip(places).map(|(s, n)| s.unwrap_or_else(|| free(n, &mut taken))).collect()
}

fn slug(risk: &Risk) -> Option<String> {
    let id = risk.id.as_ref()?.as_str();
    id.contains(char::is_alphanumeric).then(|| slug_segment(id)).filter(|slug| slug != "untitled")
}

/// The risks of a plan in their places and in their order, found once for all gates.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'a> {
    /// The place of each risk, in register order.
    pub places: &'a [Placement],
    /// Their indices, in the order of [`order`].
    pub order: &'a [usize],
}

/// The order of risks everywhere, as indices: open ones first, then band, impact and likelihood
/// (worst first, not placed last), then ID with numbers by value (R2 before R10), then register order.
pub fn order(plan: &Plan, placements: &[Placement]) -> Vec<usize> {
    let risks: Vec<(&Risk, &Placement)> = plan.risks.iter().zip(placements).collect();
    let kind = |level: &Option<Level>| level.as_ref().map(|l| l.kind);
    let mut order: Vec<usize> = (0..risks.len()).collect();
    order.sort_by_cached_key(|&i| {
        let (risk, place) = risks[i];
        // The level decides where the cell does not: among those not placed.
        let impact = (place.cell.map(|(_, impact)| impact), kind(&risk.impact));
        let likelihood = (place.cell.map(|(likelihood, _)| likelihood), kind(&risk.likelihood));
        let id = risk.id.as_ref().map(|id| natural_key(id));
        let rating = kind(&risk.rating).filter(|_| place.is_rated());
        let worst_first =
            (Reverse(place.band), Reverse(impact), Reverse(likelihood), Reverse(rating));
        (!risk.is_open(), worst_first, id.is_none(), id)
    });
    order
}

/// A part of an ID, for comparison.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum IdPart {
    /// Digits without leading zeros, the shorter run the lower number.
    Number(usize, String),
    /// Anything else, in lower case.
    Word(String),
}

fn natural_key(id: &str) -> Vec<IdPart> {
    let id = id.to_lowercase();
    let mut parts = Vec::new();
    let mut rest = id.as_str();
    while let Some(first) = rest.chars().next() {
        let is_number = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        rest = tail;
        parts.push(if is_number {
            let digits = part.trim_start_matches('0');
            IdPart::Number(digits.len(), digits.to_owned())
        } else {
            IdPart::Word(part.to_owned())
        });
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::testing::plan;
    use super::*;
    use crate::settings::Preset;

    #[track_caller]
    fn placed(facts: &str) -> Vec<Placement> {
        place(&plan(facts), &Scale::default())
    }

    #[track_caller]
    fn check_band(facts: &str, cell: Option<(usize, usize)>, band: Option<Band>) {
        let risks = placed(facts);
        assert_eq!((risks[0].cell, risks[0].band), (cell, band), "{facts}");
    }

    #[test]
    fn bands_are_looked_up() {
        check_band("risk R1 low/low", Some((0, 0)), Some(Band::Minor));
        check_band("risk R1 low/critical", Some((0, 3)), Some(Band::Major));
        check_band("risk R1 medium/critical", Some((1, 3)), Some(Band::Severe));
        check_band("risk R1 high/low", Some((2, 0)), Some(Band::Moderate));
    }

    #[test]
    fn without_both_levels_on_the_grid_there_is_no_place() {
        for levels in ["-/high", "high/-", "-/-", "unknown/high", "very-low/high", "critical/high"]
        {
            check_band(&format!("risk R1 {levels}"), None, None);
        }
        let risks = place(&plan("risk R1 critical/high"), &Preset::FourByFour.scale());
        assert_eq!(risks[0].band, Some(Band::Severe));
    }

    #[test]
    fn one_overall_level_gives_a_band_and_no_cell() {
        let rated = |facts: &str| {
            let place = placed(facts).remove(0);
            (place.band, place.is_rated())
        };
        assert_eq!(rated("risk R1 -/-; rating critical"), (Some(Band::Severe), true));
        assert_eq!(rated("risk R1 -/high; rating high"), (Some(Band::Major), true));
        assert_eq!(rated("risk R1 unknown/high; rating medium"), (Some(Band::Moderate), true));
        assert_eq!(rated("risk R1 low/low; rating critical"), (Some(Band::Minor), false));
        assert_eq!(rated("risk R1 -/-; rating unknown"), (None, false));
    }

    #[test]
    fn a_residual_place_needs_both_residual_levels() {
        let residual =
            |facts: &str| (placed(facts)[0].residual_cell, placed(facts)[0].residual_band);
        assert_eq!(
            residual("risk R1 high/high; residual low/high"),
            (Some((0, 2)), Some(Band::Moderate))
        );
        assert_eq!(residual("risk R1 high/high; residual low/-"), (None, None));
        assert_eq!(residual("risk R1 high/high"), (None, None));
    }

    #[track_caller]
    fn check_gates(bindings: &str, expected: &[u32]) {
        let risks = placed(&format!("phases 4; risk R1 high/high open {bindings}"));
        assert_eq!(risks[0].gates.iter().map(|p| p.get()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn bindings_become_gates() {
        check_gates("", &[]);
        check_gates("before 2", &[2]);
        check_gates("by 2", &[2]);
        check_gates("in 2", &[3]);
        check_gates("during 2", &[3]);
        check_gates("at 2", &[3]);
        check_gates("before 0", &[1]);
        check_gates("in 0", &[1]);
        check_gates("at 3 before 1", &[4, 1]);
    }

    #[track_caller]
    fn check_anchors(ids: &[&str], expected: &[&str]) {
        let risks: Vec<String> = ids.iter().map(|id| format!("risk {id} -/-")).collect();
        let found: Vec<String> = placed(&risks.join(";")).into_iter().map(|p| p.anchor).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn anchors_are_the_slug_of_the_id() {
        check_anchors(&["R1", "SEC.2", "リスク3"], &["r1", "sec-2", "リスク3"]);
    }

    #[test]
    fn odd_missing_and_duplicate_ids_get_their_place() {
        check_anchors(
            &["-", "#", "untitled", "R1", "r1"],
            &["risk-1", "risk-2", "risk-3", "r1", "risk-5"],
        );
    }

    #[test]
    fn anchors_are_unique_in_any_case() {
        check_anchors(&["Risk-2", "-"], &["risk-2", "risk-2-2"]);
        check_anchors(&["-", "Risk-1", "Risk-1-2"], &["risk-1-3", "risk-1", "risk-1-2"]);
        check_anchors(&["Risk-3", "R1", "R1", "R1"], &["risk-3", "r1", "risk-3-2", "risk-4"]);
    }

    #[track_caller]
    fn check_order(facts: &str, expected: &str) {
        let plan = plan(facts);
        let order = order(&plan, &place(&plan, &Scale::default()));
        let ids = order.iter().map(|&i| plan.risks[i].id.as_ref().map_or("-", |id| id.as_str()));
        assert_eq!(ids.collect::<Vec<_>>().join(" "), expected, "{facts}");
    }

    #[test]
    fn order_is_open_then_band_impact_likelihood_id() {
        check_order("risk A high/high closed; risk B low/low; risk C low/low mitigated", "B A C");
        check_order("risk A low/low; risk B low/critical; risk C -/-; risk D high/high", "D B A C");
        check_order("risk A high/medium; risk B low/critical; risk C medium/high", "B C A");
        check_order("risk A medium/critical; risk B high/critical", "B A");
        check_order("risk A -/low; risk B -/high; risk C high/-", "B A C");
        check_order("risk A high/high accepted; risk B high/high occurred", "A B");
        check_order(
            "risk A high/medium; risk B -/-; rating very-high; risk C -/-; rating critical; \
             risk D low/low; risk E -/-; rating high",
            "C B A E D",
        );
    }

    #[test]
    fn ids_are_compared_by_value() {
        let low = |ids: &str| ids.replace(' ', " low/low; risk ");
        let low = |ids: &str| format!("risk {} low/low", low(ids));
        check_order(&low("R10 r2 R1 - R02b"), "R1 r2 R02b R10 -");
        check_order(&low("R99999999999999999999999 R3"), "R3 R99999999999999999999999");
        check_order(&low("R2 r2 R02"), "R2 r2 R02");
    }
}
