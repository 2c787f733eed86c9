//! What blocks a gate that is up for a decision.

use super::gate::{Blocker, BlockerKind};
use super::heatmap::{Placement, Ranked};
use super::measure::{MeasureState, Measures};
use super::wording::{awaited_signer, measured_sentence, phase_name, risk_sentence};
use crate::model::checklist::{Checklist, ChecklistKind, Mark, MarkState, TaskItem};
use crate::model::header::StatusKind;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::plan::Plan;
use crate::model::prose::fold_space;
use crate::model::risk::{Risk, RiskStatusKind};
use crate::model::rollback::RollbackOwner;
use crate::settings::{Band, Settings};
use crate::text::Span;

/// Everything that blocks the gate at the end of `phase`: criteria, risks (the worst first), missing
/// names, and at the gate into the launch phase what is open of Pre-Launch. `criteria` are the
/// gate's.
pub(super) fn blockers(
    plan: &Plan,
    phase: &Phase,
    criteria: &[usize],
    risks: &Ranked<'_>,
    settings: &Settings,
) -> Vec<Blocker> {
    let mut blockers = unticked(plan, phase, criteria);
    blockers.extend(open_risks(plan, phase.position, risks, settings.scale.tolerated));
    if plan.status_kind() == Some(StatusKind::InProgress) {
        blockers.extend(missing_names(plan, phase));
    }
    let launch = launch_phase(plan, settings.site.launch_phase.as_deref());
    if let Some(launch) = launch.filter(|&launch| phase.position.index() + 1 == launch) {
        blockers.extend(pre_launch(plan, PhasePosition::from_index(launch)));
    }
    blockers
}

/// Whether a risk would block a gate that it is bound to: Accepted never does (until its acceptance
/// ends), Occurred always, any other open one above the tolerated band.
fn blocks(risk: &Risk, place: &Placement, tolerated: Band) -> bool {
    match risk.status_kind() {
        Some(RiskStatusKind::Occurred) => true,
        _ => !place.accepted && risk.is_open() && is_above(place.band, tolerated),
    }
}

/// Open risks above the tolerated band that are bound to no gate, the worst first.
pub(super) fn unbound(plan: &Plan, risks: &Ranked<'_>, tolerated: Band) -> Vec<usize> {
    let mut order = risks.order.to_vec();
    order.retain(|&i| {
        let (risk, place) = (&plan.risks[i], &risks.places[i]);
        place.gates.is_empty() && is_above(place.band, tolerated) && blocks(risk, place, tolerated)
    });
    order
}

pub(super) fn is_above(band: Option<Band>, tolerated: Band) -> bool {
    band.is_some_and(|band| band > tolerated)
}

/// Adds the success criteria of a phase that what was measured does not meet, behind its transition criteria.
pub(super) fn add_measures(
    plan: &Plan,
    phase: &Phase,
    measures: &Measures,
    blockers: &mut Vec<Blocker>,
) {
    let unmet = phase.success_criteria.iter().enumerate().filter_map(|(at, criterion)| {
        let held = measures.of_success(phase.position.index(), at)?;
        let text = measured_sentence(&plan.measures[held.measure], &criterion.text);
        let kind = BlockerKind::Measure(at);
        (held.state == MeasureState::NotMet).then_some(Blocker {
            kind,
            text,
            span: criterion.text.span,
        })
    });
    let is_criterion = |blocker: &&Blocker| matches!(blocker.kind, BlockerKind::Criterion(_));
    let at = blockers.iter().take_while(is_criterion).count();
    let behind = blockers.split_off(at);
    blockers.extend(unmet);
    blockers.extend(behind);
}

fn unticked(plan: &Plan, phase: &Phase, criteria: &[usize]) -> Vec<Blocker> {
    let open = criteria.iter().map(|&i| (i, &plan.transition_criteria[i].item));
    let signer = awaited_signer(plan, phase, criteria);
    let blocker = |(i, item): (usize, &TaskItem)| Blocker {
        kind: BlockerKind::Criterion(i),
        text: match signer.filter(|(signing, _)| *signing == i) {
            Some((_, approver)) => format!("Awaiting sign-off: {}", approver.plain),
            None => format!("Not confirmed: {}", item.text.plain),
        },
        span: item.span,
    };
    open.filter(|(_, item)| !item.done).map(blocker).collect()
}

fn open_risks(
    plan: &Plan,
    gate: PhasePosition,
    risks: &Ranked<'_>,
    tolerated: Band,
) -> Vec<Blocker> {
    let places = risks.places;
    let mut order = risks.order.to_vec();
    order.retain(|&i| {
        let is_due = places[i].gates.iter().any(|&bound| bound <= gate);
        is_due && blocks(&plan.risks[i], &places[i], tolerated)
    });
    let blocker = |i: usize| Blocker {
        kind: BlockerKind::Risk(i),
        text: risk_sentence(plan, places[i].band, i),
        span: plan.risks[i].span,
    };
    order.into_iter().map(blocker).collect()
}

fn missing_names(plan: &Plan, phase: &Phase) -> Vec<Blocker> {
    let name = phase_name(phase);
    let mut blockers = Vec::new();
    let mut missing = |kind, text| blockers.push(Blocker { kind, text, span: phase.span });
    if phase.go_no_go.is_none() {
        missing(BlockerKind::NoApprover, format!("No approver is named for {name}"));
    }
    let covers = |o: &&RollbackOwner| o.phases.contains(&phase.position);
    if !plan.rollback.owners.iter().filter(covers).any(|o| o.primary.is_some()) {
        missing(BlockerKind::NoRollbackOwner, format!("No rollback owner is named for {name}"));
    }
    blockers
}

/// What is open and required of the Pre-Launch lists, but for those of a phase after the launch.
fn pre_launch(plan: &Plan, launch: PhasePosition) -> Vec<Blocker> {
    let is_due = |list: &Checklist| {
        list.kind == ChecklistKind::PreLaunch && list.phase.is_none_or(|phase| phase <= launch)
    };
    let lists = plan.checklists.iter().enumerate().filter(|(_, list)| is_due(list));
    lists.flat_map(|(index, list)| open_boxes(index, list)).collect()
}

fn open_boxes(index: usize, list: &Checklist) -> Vec<Blocker> {
    let blocker = |kind, words: &str, span: Span| {
        let name = if list.name.is_empty() { "Pre-Launch" } else { &list.name.plain };
        Blocker { kind, text: format!("{name}, not ticked: {words}"), span }
    };
    let items = list.items.iter().enumerate().filter(|(_, item)| !item.done && !item.optional);
    let items = items.map(|(i, item)| {
        blocker(BlockerKind::ChecklistItem(index, i), &item.text.plain, item.span)
    });
    let marks = list.marks.iter().enumerate().filter(|(_, mark)| is_required(mark));
    let marks = marks.map(|(i, mark)| {
        blocker(BlockerKind::ChecklistMark(index, i), &mark.text.plain, mark.text.span)
    });
    items.chain(marks).collect()
}

fn is_required(mark: &Mark) -> bool {
    mark.state == MarkState::Open && !mark.text.plain.to_lowercase().contains("(if applicable)")
}

/// The index of the launch phase: the one that the settings name by number or name, where the plan
/// has it, else the last.
fn launch_phase(plan: &Plan, named: Option<&str>) -> Option<usize> {
    named.and_then(|name| phase_called(plan, name)).or(plan.phases.len().checked_sub(1))
}

fn phase_called(plan: &Plan, name: &str) -> Option<usize> {
    let folded = |text: &str| fold_space(text).to_lowercase();
    let name = folded(name);
    let number = name.strip_prefix("phase ").unwrap_or(&name);
    let by_number = |p: &Phase| p.number.is_some_and(|n| n.to_string() == number);
    let by_name = |p: &Phase| folded(&p.name) == name || folded(&p.label.plain) == name;
    let phases = &plan.phases;
    phases.iter().position(by_number).or_else(|| phases.iter().position(by_name))
}

#[cfg(test)]
mod tests {
    use super::super::current::current;
    use super::super::gate::GateVerdict;
    use super::super::testing::{HEALTHY, gates, plan};
    use super::*;

    fn launch_at(name: &str) -> Settings {
        let mut settings = Settings::default();
        settings.site.launch_phase = Some(name.to_owned());
        settings
    }

    /// The blockers of the current phase's gate as `text @start of span`.
    #[track_caller]
    fn check_with(settings: &Settings, facts: &str, expected: &[&str]) {
        let plan = plan(&format!("{HEALTHY}; {facts}"));
        let current = current(&plan);
        let index = current.position.expect("a live phase").index();
        let gate = gates(&plan, &current, settings).swap_remove(index);
        let verdict = if expected.is_empty() { GateVerdict::Ready } else { GateVerdict::Blocked };
        let found: Vec<String> =
            gate.blockers.iter().map(|b| format!("{} @{}", b.text, b.span.start)).collect();
        assert_eq!((gate.verdict, found), (verdict, expected.iter().map(|&e| e.into()).collect()));
    }

    #[track_caller]
    fn check(facts: &str, expected: &[&str]) {
        check_with(&Settings::default(), facts, expected);
    }

    #[test]
    fn unticked_criteria_of_every_gate_and_of_this_one_block() {
        check("", &[]);
        check("criteria xo", &["Not confirmed: Item 2 @321"]);
        check("criteria o 1", &["Not confirmed: Item 1 @320"]);
        check("criteria o 0; criteria o 2", &[]);
    }

    #[test]
    fn open_risks_above_the_tolerated_band_block() {
        check("risk R1 high/critical open before 2", &["Severe risk R1 is open: It breaks @200"]);
        check("risk R1 low/critical mitigating at 1", &["Major risk R1 is open: It breaks @200"]);
        check("risk R1 high/high unknown in 1", &["Severe risk R1 is open: It breaks @200"]);
        check("risk R1 -/high closed before 2", &[]);
        for quiet in [
            "high/low open before 2",
            "high/high closed before 2",
            "high/high mitigated before 2",
            "high/high accepted before 2",
        ] {
            check(&format!("risk R1 {quiet}"), &[]);
        }
    }

    #[test]
    fn an_occurred_risk_blocks_whatever_its_band() {
        check("risk R1 low/low occurred in 1", &["Minor risk R1 has occurred: It breaks @200"]);
        check("risk - -/- occurred in 1", &["Risk 1 has occurred: It breaks @200"]);
        check("risk R1 low/low occurred in 2", &[]);
        check("risk R1 low/low occurred", &[]);
    }

    #[test]
    fn risks_bound_to_an_earlier_gate_block_and_to_a_later_one_do_not() {
        check("risk R1 high/high open before 0", &["Severe risk R1 is open: It breaks @200"]);
        check("risk R1 high/high open before 3", &[]);
        check("risk R1 high/high open in 2", &[]);
        check("risk R1 high/high open in 3 by 1", &["Severe risk R1 is open: It breaks @200"]);
    }

    #[test]
    fn risks_stand_worst_first() {
        check(
            "risk R9 low/critical open in 1; risk R2 high/high open in 1",
            &["Severe risk R2 is open: It breaks @201", "Major risk R9 is open: It breaks @200"],
        );
    }

    #[test]
    fn the_tolerated_band_is_a_setting() {
        let mut settings = Settings::default();
        settings.scale.tolerated = Band::Major;
        check_with(&settings, "risk R1 low/critical open in 1", &[]);
        settings.scale.tolerated = Band::Minor;
        let expected = ["Moderate risk R1 is open: It breaks @200"];
        check_with(&settings, "risk R1 high/low open in 1", &expected);
    }

    #[test]
    fn names_are_missed_only_in_progress() {
        check("unsigned 1", &["No approver is named for Phase 1 @101"]);
        check("unsigned 0; unsigned 2", &[]);
        check("status draft; unsigned 1", &[]);
    }

    #[test]
    fn a_phase_needs_a_primary_rollback_owner() {
        let facts = "status in-progress; phases 2; current 0; criteria x; owner 1 Ann/Bob";
        for rest in ["", "; owner 0 -/Bob"] {
            let plan = plan(&format!("{facts}{rest}"));
            let found = missing_names(&plan, &plan.phases[0]);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].kind, BlockerKind::NoRollbackOwner);
            assert_eq!(found[0].text, "No rollback owner is named for Phase 0");
        }
    }

    #[test]
    fn pre_launch_blocks_the_gate_into_the_last_phase() {
        check("current 2; pre xo?", &["pre, not ticked: Item 2 @501"]);
        check("current 1; pre xo", &[]);
        check("current 3; pre xo", &[]);
        check("current 2; launch-day o; post o; other o", &[]);
        check("current 2; pre o 3; pre x", &["pre, not ticked: Item 1 @500"]);
    }

    #[test]
    fn open_marks_of_pre_launch_block_too() {
        check("current 2; pre +~", &[]);
        check("current 2; pre =", &["pre, not ticked: mark @0"]);
    }

    #[test]
    fn the_launch_phase_is_a_setting() {
        let blocked: &[&str] = &["pre, not ticked: Item 1 @500"];
        for name in ["2", "Phase 2", "phase  2"] {
            check_with(&launch_at(name), "pre o", blocked);
            check_with(&launch_at(name), "current 2; pre o", &[]);
        }
        check_with(&launch_at("ga"), "phase GA; current 3; pre o", blocked);
        check_with(&launch_at("ga"), "phase GA; phase After; current 3; pre o", blocked);
        check_with(&launch_at("elsewhere"), "current 2; pre o", blocked);
        check_with(&launch_at("0"), "current 0; pre o", &[]);
        check_with(&launch_at("2"), "pre o 3", &[]);
    }

    #[test]
    fn a_single_phase_has_no_gate_into_it() {
        let plan = plan("phases 1; pre o; criteria x");
        let nothing = Ranked { places: &[], order: &[] };
        assert_eq!(blockers(&plan, &plan.phases[0], &[0], &nothing, &Settings::default()), []);
    }

    #[test]
    fn blockers_stand_in_the_order_of_the_contract() {
        check(
            "current 2; unsigned 2; pre o; risk R1 high/high open in 2; criteria o",
            &[
                "Not confirmed: Item 1 @320",
                "Severe risk R1 is open: It breaks @200",
                "No approver is named for Phase 2 @102",
                "pre, not ticked: Item 1 @500",
            ],
        );
    }
}
