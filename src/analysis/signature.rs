//! How the signatures of each gate stand: those of its approvers, and what else the plan has for it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::gate::{GateSignature, SignatureState};
use crate::model::date::Date;
use crate::model::decision::Verdict;
use crate::model::phase::{Phase, PhasePosition};
use crate::model::plan::Plan;
use crate::model::signature::{Signature, SignatureVerdict};
use crate::parse::{WhoKind, people};
use crate::settings::Settings;

/// The signatures of each gate, in phase order; empty where the plan has none at all.
#[derive(Debug, Default)]
pub(super) struct Signatures {
    /// For each gate the plan's signatures, by index.
    gates: Vec<Vec<usize>>,
    /// Those of which the plan does not say which gate they are for.
    unclear: Vec<usize>,
    /// The people and roles of those among them that say something.
    unclear_keys: FxHashSet<Key>,
    /// The first that is for more gates than can be told.
    pub(super) left_out: Option<usize>,
}

/// Signatures of all gates together that are told: one may be for every phase of a plan.
const MOST: usize = 10_000;

/// A name in the form in which names are compared.
type Key = (WhoKind, String);

impl Signatures {
    /// Sorts the plan's signatures by gate. One that names no phase is for the gate of now, as ticks are;
    /// one that is dated, for the first gate that was decided on that day or later. `decided` is the day
    /// and verdict of the latest decision about each gate.
    pub(super) fn of(
        plan: &Plan,
        now: Option<PhasePosition>,
        settings: &Settings,
        decided: impl Fn(PhasePosition) -> Option<(Option<Date>, Option<Verdict>)>,
    ) -> Self {
        let mut found = Self::default();
        if plan.signatures.is_empty() || plan.phases.is_empty() {
            return found;
        }
        found.gates = vec![Vec::new(); plan.phases.len()];
        let last = plan.phases.len() - 1;
        let now = now.map_or(last, |now| now.index().min(last));
        let is_go = |at: usize| {
            let (day, verdict) = decided(PhasePosition::from_index(at))?;
            verdict.is_some_and(Verdict::is_go).then_some(day)
        };
        let is_only = last == 0;
        let mut room = MOST;
        for (index, signature) in plan.signatures.iter().enumerate() {
            let Some(left) = room.checked_sub(signature.phases.len().max(1)) else {
                found.left_out = Some(index);
                break;
            };
            room = left;
            if !signature.phases.is_empty() {
                for phase in &signature.phases {
                    if let Some(gate) = found.gates.get_mut(phase.index()) {
                        gate.push(index);
                    }
                }
                continue;
            }
            // What names a phase that the plan does not have is for none.
            if signature.phase_text.is_some() {
                found.unclear.push(index);
                continue;
            }
            let is_given = signature.verdict == Some(SignatureVerdict::Go);
            let gate = match signature.date.as_ref().map(|date| date.value) {
                _ if !is_given || is_only => Some(now),
                Some(day) if (0..now).all(|at| is_go(at).is_some_and(|go| go.is_some())) => {
                    let is_later = |at: &usize| is_go(*at).flatten().is_some_and(|go| go >= day);
                    Some((0..=last).find(is_later).unwrap_or(now))
                }
                // Another gate may be meant, once one is decided.
                None if now == 0 && is_go(now).is_none() => Some(now),
                _ => None,
            };
            match gate {
                Some(gate) => found.gates[gate].push(index),
                None => found.unclear.push(index),
            }
        }
        let unclear = found.unclear.iter().map(|&index| &plan.signatures[index]);
        let unclear = unclear.filter(|signature| signature.verdict.is_some());
        found.unclear_keys = unclear.flat_map(|signature| keys(signature, settings)).collect();
        found
    }

    /// The signatures of the gate at the end of a phase.
    pub(super) fn at(&self, plan: &Plan, phase: &Phase, settings: &Settings) -> Vec<GateSignature> {
        let Some(own) = self.gates.get(phase.position.index()) else { return Vec::new() };
        let named: Vec<(usize, Vec<Key>)> =
            own.iter().map(|&i| (i, keys(&plan.signatures[i], settings))).collect();
        let mut by_key: FxHashMap<&Key, Vec<usize>> = FxHashMap::default();
        for (at, (_, keys)) in named.iter().enumerate() {
            keys.iter().for_each(|key| by_key.entry(key).or_default().push(at));
        }
        let mut is_used = vec![false; named.len()];
        let mut signatures = Vec::new();
        if let Some(cell) = phase.go_no_go.as_ref().filter(|cell| cell.placeholders.is_empty()) {
            for approver in people(&cell.plain, settings) {
                let key = (approver.who.kind, approver.who.slug);
                let own = by_key.get(&key).map_or(&[][..], Vec::as_slice);
                own.iter().for_each(|&at| is_used[at] = true);
                let latest = latest(plan, own.iter().map(|&at| named[at].0));
                let who = cell.plain[approver.range].to_owned();
                signatures.push(match latest {
                    Some(index) => GateSignature::of(plan, index, who),
                    None => GateSignature {
                        is_unclear: self.unclear_keys.contains(&key),
                        ..GateSignature::open(who, cell.span)
                    },
                });
            }
        }
        // Whoever else is asked for a signature of this gate, each once; who is not named is nobody's twin.
        let mut others: Vec<Vec<usize>> = Vec::new();
        let mut places: FxHashMap<&[Key], usize> = FxHashMap::default();
        for (_, (index, keys)) in named.iter().enumerate().filter(|(at, _)| !is_used[*at]) {
            match places.get(keys.as_slice()).filter(|_| !keys.is_empty()) {
                Some(&place) => others[place].push(*index),
                None => {
                    places.insert(keys, others.len());
                    others.push(vec![*index]);
                }
            }
        }
        for index in others.into_iter().filter_map(|own| latest(plan, own.into_iter())) {
            let signature = &plan.signatures[index];
            let who = signature.role.as_ref().or(signature.name.as_ref());
            let who = who.map_or_else(String::new, |who| who.plain.to_string());
            signatures.push(GateSignature::of(plan, index, who));
        }
        signatures
    }

    /// Signatures of which the plan does not say which gate they are for, though they say something.
    pub(super) fn unclear(self, plan: &Plan) -> Vec<usize> {
        let mut unclear = self.unclear;
        unclear.retain(|&i| {
            let signature = &plan.signatures[i];
            signature.verdict.is_some() && signature.phase_text.is_none()
        });
        unclear
    }
}

impl GateSignature {
    fn of(plan: &Plan, index: usize, who: String) -> Self {
        let signature = &plan.signatures[index];
        Self {
            who,
            state: match signature.verdict {
                Some(SignatureVerdict::Go) => SignatureState::Signed,
                Some(SignatureVerdict::NoGo) => SignatureState::Refused,
                None => SignatureState::Open,
            },
            date: signature.date.as_ref().map(|date| date.value),
            signature: Some(index),
            is_unclear: false,
            span: signature.span,
        }
    }

    fn open(who: String, span: crate::text::Span) -> Self {
        let state = SignatureState::Open;
        Self { who, state, date: None, signature: None, is_unclear: false, span }
    }
}

/// The latest of some signatures: by date; of undated ones and those of one day, the later row.
fn latest(plan: &Plan, signatures: impl Iterator<Item = usize>) -> Option<usize> {
    let mut found: Option<(Option<Date>, usize)> = None;
    for index in signatures {
        let date = plan.signatures[index].date.as_ref().map(|date| date.value);
        let date = date.or(found.and_then(|(date, _)| date));
        if found.is_none_or(|(before, _)| before <= date) {
            found = Some((date, index));
        }
    }
    found.map(|(_, index)| index)
}

/// The people and roles that a signature is of.
fn keys(signature: &Signature, settings: &Settings) -> Vec<Key> {
    let cells = [&signature.role, &signature.name].into_iter().flatten();
    let named = cells.flat_map(|cell| people(&cell.plain, settings));
    named.map(|named| (named.who.kind, named.who.slug)).collect()
}
