//! Words for readers that several derivations share.

use super::gate::{BlockerKind, Gate, GateSignature, SignatureState};
use super::heatmap::Placement;
use crate::model::date;
use crate::model::decision::{Decision, Verdict};
use crate::model::measured::Measure;
use crate::model::phase::Phase;
use crate::model::plan::Plan;
use crate::model::prose::Text;
use crate::model::risk::{Risk, RiskStatusKind};
use crate::settings::Band;
use crate::text::{LABEL, shortened};

/// How many IDs a sentence lists before it says "and 2 more".
const LISTED_IDS: usize = 3;

/// The first of a gate's criteria that asks for the approver's signature.
pub fn signing_criterion(plan: &Plan, criteria: &[usize]) -> Option<usize> {
    const WORDS: [&str; 6] =
        ["sign-off", "signed off", "sign off", "approver", "go/no-go", "go / no-go"];
    criteria.iter().copied().find(|&i| {
        let words = plan.transition_criteria[i].item.text.plain.to_lowercase();
        WORDS.iter().any(|w| words.contains(w))
    })
}

/// Who still has to sign the gate of a phase, and the criterion that asks for it; `None` where none does, or
/// the approver's words ("Search lead sign-off") say that themselves.
pub fn awaited_signer<'a>(
    plan: &Plan,
    phase: &'a Phase,
    criteria: &[usize],
) -> Option<(usize, &'a Text)> {
    let approver = phase.go_no_go.as_ref().filter(|text| !text.is_empty())?;
    let is_name = !approver.plain.to_lowercase().contains("sign");
    let signing = signing_criterion(plan, criteria).filter(|_| is_name)?;
    Some((signing, approver))
}

/// A phase in short: "Phase 1" where it has a number, else its name, its label, its place.
pub fn phase_name(phase: &Phase) -> String {
    match (phase.number, phase.letter) {
        (Some(number), Some(letter)) => format!("Phase {number}{letter}"),
        (Some(number), None) => format!("Phase {number}"),
        (None, _) if !phase.name.is_empty() => shortened(&phase.name, LABEL).into_owned(),
        (None, _) if !phase.label.is_empty() => shortened(&phase.label.plain, LABEL).into_owned(),
        (None, _) => format!("phase {} of the plan", phase.position.get()),
    }
}

/// The gate at the end of the phase at `index`: "the gate from Phase 1 to Phase 2".
pub fn gate_name(plan: &Plan, index: usize) -> String {
    let name = |i: usize| plan.phases.get(i).map(phase_name);
    match (name(index), name(index + 1)) {
        (Some(from), Some(to)) => format!("the gate from {from} to {to}"),
        (Some(from), None) => format!("the gate at the end of {from}"),
        (None, _) => "a gate".to_owned(),
    }
}

/// A number with its noun: "1 day", "4 days".
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// The sentence with its first letter in upper case.
pub fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// Which open risks there are: "severe risk R2 is open", "1 severe and 2 major risks are open: R1,
/// R4, R5". `open` is "open" or what a sentence needs instead, as "still open". Bands follow in the
/// order of `risks`, which are indices into the register and never empty.
pub fn open_risks(plan: &Plan, places: &[Placement], risks: &[usize], open: &str) -> String {
    let band = |i: usize| places.get(i).and_then(|p| p.band);
    if let [only] = *risks {
        return format!("{} {}", risk_with_band(plan, band(only), only), state(plan, only, open));
    }
    let mut groups: Vec<(Option<Band>, usize)> = Vec::new();
    for &risk in risks {
        match groups.iter_mut().find(|(b, _)| *b == band(risk)) {
            Some((_, n)) => *n += 1,
            None => groups.push((band(risk), 1)),
        }
    }
    let groups: Vec<String> = groups
        .into_iter()
        .map(|(band, n)| format!("{n} {}", band.map_or("unplaced", Band::word)))
        .collect();
    format!("{} risks are {open}: {}", joined(&groups), risk_ids(plan, risks))
}

/// A risk and how it stands: "Severe risk R2 is open: Payouts are sent twice".
pub(super) fn risk_sentence(plan: &Plan, band: Option<Band>, risk: usize) -> String {
    let words = plan.risks.get(risk).map_or("", |r| r.text.plain.as_str());
    let who = capitalised(&risk_with_band(plan, band, risk));
    let colon = if words.is_empty() { "" } else { ": " };
    // Of what blocks, an accepted one is so no more.
    let ended = plan
        .risks
        .get(risk)
        .and_then(Risk::accepted_until)
        .map(|day| format!("is open again, accepted until {}", date::display(day)));
    let state = ended.unwrap_or_else(|| state(plan, risk, "open"));
    format!("{who} {state}{colon}{words}")
}

/// What blocks the gate at the end of the phase at `index`, in brief: "3 of 4 criteria met; severe risk
/// R2 is open".
pub fn blockers(plan: &Plan, places: &[Placement], index: usize, gate: &Gate) -> String {
    let phase = plan.phases.get(index).map_or_else(String::new, phase_name);
    let (mut unmet, mut boxes, mut risks, mut names) = (0, 0, Vec::new(), Vec::new());
    let (mut measures, mut withheld) = (0, None);
    for blocker in &gate.blockers {
        match blocker.kind {
            BlockerKind::Criterion(_) => unmet += 1,
            BlockerKind::Measure(_) => measures += 1,
            BlockerKind::Risk(i) => risks.push(i),
            BlockerKind::NoApprover => names.push(format!("no approver is named for {phase}")),
            BlockerKind::NoRollbackOwner => {
                names.push(format!("no rollback owner is named for {phase}"));
            }
            BlockerKind::ChecklistItem(..) | BlockerKind::ChecklistMark(..) => boxes += 1,
            BlockerKind::Withheld(_) => withheld = Some(blocker.text.clone()),
        }
    }
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    let all = count(gate.criteria.len(), "criterion", "criteria");
    let criteria = (unmet > 0).then(|| format!("{} of {all} met", gate.criteria.len() - unmet));
    let risks = (!risks.is_empty()).then(|| open_risks(plan, places, &risks, "open"));
    let items = count(boxes, "Pre-Launch item", "Pre-Launch items");
    let items = (boxes > 0).then(|| format!("{items} {} not ticked", is(boxes)));
    let targets = count(measures, "target", "targets");
    let targets = (measures > 0).then(|| format!("{targets} not met"));
    let parts =
        criteria.into_iter().chain(targets).chain(risks).chain(names).chain(items).chain(withheld);
    parts.collect::<Vec<String>>().join("; ")
}

/// What was measured, when, and whence that is known: "1.4 %, as of 21 Nov 2026 14:00, from Grafana export".
pub fn measured(measure: &Measure) -> String {
    let Some(actual) = &measure.actual else { return "nothing measured".to_owned() };
    let mut words = shortened(&actual.text.plain, LABEL).into_owned();
    match actual.as_of {
        Some(as_of) => words.extend([", as of ", &as_of.display()]),
        None => words.push_str(", no date"),
    }
    if let Some(source) = &actual.source {
        words.extend([", from ", &*shortened(&source.plain, LABEL)]);
    }
    words
}

/// A criterion that is not met: "Target missed: error rate < 1 % (1.4 %, as of 21 Nov 2026, from Grafana export)".
pub(super) fn measured_sentence(measure: &Measure, criterion: &Text) -> String {
    format!("Target missed: {} ({})", criterion.plain, measured(measure))
}

/// A decision that stops a gate, parted where who decided and when would stand: "put it on hold", "it
/// was put on hold"; `None` for any other.
pub fn stopped(verdict: Verdict) -> Option<(&'static str, &'static str)> {
    match verdict {
        Verdict::NoGo => Some(("decided No-Go", "it was a No-Go")),
        Verdict::Hold => Some(("put it on hold", "it was put on hold")),
        Verdict::RolledBack => Some(("rolled it back", "it was rolled back")),
        Verdict::Go | Verdict::GoWithConditions => None,
    }
}

/// A decision that stops a gate: "Jonas Weber put it on hold on 4 Nov 2026"; `None` for any other.
pub fn stop(decision: &Decision) -> Option<String> {
    let (did, was) = stopped(decision.verdict?)?;
    let date = decision.date.as_ref().map(|date| date::display(date.value));
    let on = date.map_or_else(String::new, |date| format!(" on {date}"));
    Some(match &decision.by {
        Some(by) => format!("{} {did}{on}", by.plain),
        None => format!("{was}{on}"),
    })
}

/// The first refused signature of a gate.
pub fn refusal(gate: &Gate) -> Option<&GateSignature> {
    gate.signatures.iter().find(|signature| signature.state == SignatureState::Refused)
}

/// Who signs: the name, else the approver's words; `None` where neither is known.
pub fn signer<'a>(plan: &'a Plan, of: &'a GateSignature) -> Option<&'a str> {
    let name = of.signature.and_then(|index| plan.signatures[index].name.as_ref());
    let who = name.map_or(of.who.as_str(), |name| name.plain.as_str());
    Some(who).filter(|who| !who.is_empty())
}

/// A refused signature that stops a gate: "Ana Lima refused to sign on 4 Nov 2026".
pub fn refused(plan: &Plan, gate: &Gate) -> Option<String> {
    let refusal = refusal(gate)?;
    let on = refusal.date.map_or_else(String::new, |day| format!(" on {}", date::display(day)));
    let who = signer(plan, refusal).unwrap_or("a signer");
    Some(format!("{} refused to sign{on}", shortened(who, LABEL)))
}

/// The IDs of risks, no more than three: "R1, R4, R5 and 2 more".
fn risk_ids(plan: &Plan, risks: &[usize]) -> String {
    let ids: Vec<String> =
        risks.iter().take(LISTED_IDS).map(|&i| risk_id(plan, i, "risk ")).collect();
    let ids = ids.join(", ");
    match risks.len().saturating_sub(LISTED_IDS) {
        0 => ids,
        more => format!("{ids} and {more} more"),
    }
}

/// A risk by its ID, else by its place: "R2", "risk 4".
pub fn risk_name(plan: &Plan, risk: usize) -> String {
    risk_id(plan, risk, "risk ")
}

fn risk_with_band(plan: &Plan, band: Option<Band>, risk: usize) -> String {
    let id = risk_id(plan, risk, "");
    band.map_or_else(|| format!("risk {id}"), |band| format!("{} risk {id}", band.word()))
}

/// The ID as written; for want of one the place in the register, from 1, behind `prefix`.
fn risk_id(plan: &Plan, risk: usize, prefix: &str) -> String {
    let id = plan.risks.get(risk).and_then(|r| r.id.as_ref());
    id.map_or_else(|| format!("{prefix}{}", risk + 1), |id| id.value.clone())
}

fn state(plan: &Plan, risk: usize, open: &str) -> String {
    match plan.risks.get(risk).and_then(Risk::status_kind) {
        Some(RiskStatusKind::Occurred) => "has occurred".to_owned(),
        _ => format!("is {open}"),
    }
}

/// Parts of a sentence in a row: "a", "a and b", "a, b and c".
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::heatmap::{order, place};
    use super::super::testing::plan;
    use super::*;
    use crate::settings::Scale;

    #[track_caller]
    fn check(facts: &str, expected: &str) {
        let plan = plan(facts);
        let places = place(&plan, &Scale::default());
        let risks = order(&plan, &places);
        assert_eq!(open_risks(&plan, &places, &risks, "open"), expected);
    }

    #[test]
    fn risks_are_named_up_to_three() {
        check("risk R2 high/high", "severe risk R2 is open");
        check("risk - high/low", "moderate risk 1 is open");
        check("risk R7 -/- occurred", "risk R7 has occurred");
        check("risk R4 high/low; risk R1 low/high", "2 moderate risks are open: R1, R4");
        check(
            "risk R1 low/critical; risk R2 high/high; risk R3 -/-; risk - high/medium; risk R5 high/low",
            "1 severe, 2 major, 1 moderate and 1 unplaced risks are open: R2, R1, risk 4 and 2 more",
        );
    }

    #[test]
    fn gates_are_named_by_the_phases_that_they_part() {
        let plan = plan("phases 2; phase Canary");
        assert_eq!(gate_name(&plan, 0), "the gate from Phase 0 to Phase 1");
        assert_eq!(gate_name(&plan, 1), "the gate from Phase 1 to Canary");
        assert_eq!(gate_name(&plan, 2), "the gate at the end of Canary");
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(count(1, "day", "days"), "1 day");
        assert_eq!(count(0, "day", "days"), "0 days");
        assert_eq!(capitalised("the gate"), "The gate");
        assert_eq!(capitalised(""), "");
    }
}
