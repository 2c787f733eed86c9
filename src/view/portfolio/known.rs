//! What is known of a plan that does not say where it stands, and how much of a portfolio is stated.

use serde::Serialize;

use super::{Links, listed};
use crate::model::date;
use crate::model::header::StatusKind;
use crate::portfolio::Summary;
use crate::settings::Band;
use crate::view::part::counted;
use crate::view::shell::Anchor;

/// Share of the plans, in percent, from which on nothing is said about what the others leave out.
const MOSTLY: usize = 60;

/// How much of a portfolio is stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatedShare {
    /// "Of 88 plans, 14 state a status, 55 phases, 20 a gate and 7 an owner."
    pub text: String,
    /// What it takes to state them.
    pub how: Anchor,
}

/// How much of these plans is stated; `None` where most of them state each of it.
pub(super) fn stated(links: Links<'_>, plans: &[&Summary]) -> Option<StatedShare> {
    let count = |is: fn(&Summary) -> bool| plans.iter().filter(|plan| is(plan)).count();
    let has_status =
        |plan: &Summary| !matches!(plan.status_kind(), None | Some(StatusKind::Unknown));
    let has_gate = |plan: &Summary| {
        plan.approvals.iter().any(|gate| gate.total > 0 || gate.approver.is_some())
    };
    let counts = [
        count(has_status),
        count(|plan| !plan.phases.is_empty()),
        count(has_gate),
        count(|plan| plan.owner.is_some() && !plan.owner_is_author),
    ];
    if counts.iter().all(|n| n * 100 >= plans.len() * MOSTLY) {
        return None;
    }
    let [status, phases, gate, owner] =
        counts.map(|n| if n == 0 { "none".into() } else { n.to_string() });
    let verb = if counts[0] == 1 { "states" } else { "state" };
    let of = counted(plans.len(), "plan");
    Some(StatedShare {
        text: format!(
            "Of {of}, {status} {verb} a status, {phases} phases, {gate} a gate and {owner} an owner."
        ),
        how: links.about("stating", "What that takes"),
    })
}

/// What is known of a plan in place of its phase and its gate: "3 phases · 11 of 27 boxes done · 4 open
/// risks, 1 severe · updated 13 Nov 2026". `None` where nothing is.
pub(super) fn known(plan: &Summary) -> Option<String> {
    let open = || plan.risks.iter().filter(|risk| risk.open);
    let boxes = plan.progress;
    let risks = open().count();
    let grave = |band| open().filter(|risk| risk.band == Some(band)).count();
    let worst = [Band::Severe, Band::Major].into_iter().find(|band| grave(*band) > 0);
    let worst = worst.map(|band| format!(", {} {}", grave(band), band.word())).unwrap_or_default();
    let parts = [
        (!plan.phases.is_empty()).then(|| counted(plan.phases.len(), "phase")),
        (boxes.total > 0).then(|| {
            let noun = if boxes.total == 1 { "box" } else { "boxes" };
            format!("{} of {} {noun} done", boxes.done, boxes.total)
        }),
        (risks > 0).then(|| format!("{}{worst}", listed(&[(risks, "open risk")]))),
        plan.updated.map(|day| format!("updated {}", date::display(day))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::parse_iso;
    use crate::model::phase::PhaseNumber;
    use crate::model::plan::Plan;
    use crate::model::risk::LevelKind::{Critical, High, Low};
    use crate::portfolio::fixture::{entry, entry_of, phase, risk};

    #[test]
    fn only_what_is_known_is_said() {
        assert_eq!(known(&entry("a.md", "A", None).summary), None);
        let plan = Plan {
            phases: vec![phase(0, Some(PhaseNumber::whole(0)), "P"); 3],
            risks: vec![risk("R1", High, Critical), risk("R2", Low, Low)],
            ..Plan::default()
        };
        let mut plan = entry_of("a.md", plan, None).summary;
        assert_eq!(known(&plan).as_deref(), Some("3 phases · 2 open risks, 1 severe"));
        plan.risks = std::sync::Arc::default();
        plan.phases = plan.phases[..1].into();
        plan.updated = parse_iso("2026-11-13");
        (plan.progress.done, plan.progress.total) = (11, 27);
        let words = "1 phase · 11 of 27 boxes done · updated 13 Nov 2026";
        assert_eq!(known(&plan).as_deref(), Some(words));
    }

    #[test]
    fn a_share_is_told_while_it_is_small() {
        let say = |plans: &[&Summary]| stated(Links { page: "index.html" }, plans).map(|s| s.text);
        let silent = entry("a.md", "A", None).summary;
        let text = "Of 1 plan, none state a status, none phases, none a gate and none an owner.";
        assert_eq!(say(&[&silent]).as_deref(), Some(text));
        let full =
            entry_of("b.md", Plan { phases: vec![phase(0, None, "P")], ..Plan::default() }, None);
        let mut full = full.summary;
        full.status = Some((StatusKind::Draft, "Draft".to_owned()));
        full.owner = Some("Ada".to_owned());
        let approvals = std::sync::Arc::get_mut(&mut full.approvals).expect("its own");
        approvals[0].approver = Some("Bob".to_owned());
        assert_eq!(say(&[&full]), None);
        assert!(say(&[&full, &silent]).is_some(), "half of them is not most");
        assert_eq!(say(&[&full, &full, &silent]), None);
        full.owner_is_author = true;
        assert!(say(&[&full]).is_some(), "an author is no owner");
    }
}
