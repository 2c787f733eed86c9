//! The card of a gate: may the next phase begin?

use std::collections::BTreeSet;

use super::At;
use super::anchor;
use super::words::Line;
use crate::analysis::gate::{Blocker, BlockerKind, Gate, GateVerdict, Missing};
use crate::analysis::wording;
use crate::model::checklist::{Checklist, TransitionCriterion};
use crate::model::header::StatusKind;
use crate::site::Route;
use crate::view::gate_card::{ConditionRow, GateCard, GateRowState};
use crate::view::notice::Tone;
use crate::view::part::{Html, band_badge, counted, gate_badge};
use crate::view::waiting::waited;

/// What a gate hangs on, before it is a row.
enum Shown<'a> {
    Blocker(&'a Blocker),
    Missing(&'a Missing),
    Criterion(usize, GateRowState),
}

impl Shown<'_> {
    /// The criterion that it is about, by its index in the plan.
    const fn criterion(&self) -> Option<usize> {
        match self {
            Self::Blocker(Blocker { kind: BlockerKind::Criterion(index), .. })
            | Self::Criterion(index, _) => Some(*index),
            Self::Blocker(_) | Self::Missing(_) => None,
        }
    }
}

/// First words of an answer, and the rest.
type Headline = (Option<String>, String);

impl At<'_, '_> {
    /// The card of the gate at the end of a phase.
    pub(super) fn gate_card(&self, index: usize) -> Option<GateCard> {
        let gate = self.entry.analysis.gates.get(index)?;
        let (met, total) = self.met(gate);
        let (headline_strong, headline) = self.headline(index, gate);
        let signs = wording::signing_criterion(self.plan(), &gate.criteria);
        Some(GateCard {
            question: self.question(index, gate.verdict),
            verdict: gate_badge(gate.verdict, met, total),
            headline_strong,
            headline,
            tone: match gate.verdict {
                GateVerdict::Stopped | GateVerdict::Blocked => Tone::Danger,
                GateVerdict::Ready | GateVerdict::Passed => Tone::Ok,
                GateVerdict::Unknown | GateVerdict::NotYetDue => Tone::Neutral,
            },
            rows: self.gate_rows(index, gate, signs),
            notes: self.gate_notes(index, gate, signs).into_iter().map(Line::html).collect(),
            why: self.why_gate(gate),
        })
    }

    /// Ticked criteria of a gate, and all.
    pub(super) fn met(&self, gate: &Gate) -> (usize, usize) {
        let done = gate.criteria.iter().filter(|&&i| self.criterion(i).item.done).count();
        (done, gate.criteria.len())
    }

    /// "the gate from Phase 1 to Phase 2".
    pub(super) fn gate_name(&self, index: usize) -> String {
        wording::gate_name(self.plan(), index)
    }

    /// "Phase 1" where the phase has a number, else its name.
    pub(super) fn short_phase(&self, index: usize) -> String {
        wording::phase_name(&self.plan().phases[index])
    }

    fn criterion(&self, index: usize) -> &TransitionCriterion {
        &self.plan().transition_criteria[index]
    }

    fn question(&self, index: usize, verdict: GateVerdict) -> String {
        if matches!(verdict, GateVerdict::Passed | GateVerdict::NotYetDue) {
            return wording::capitalised(&self.gate_name(index));
        }
        if index + 1 < self.plan().phases.len() {
            format!("Ready to advance to {}?", self.phase_label(index + 1))
        } else {
            "Ready to complete the rollout?".to_owned()
        }
    }

    fn headline(&self, index: usize, gate: &Gate) -> Headline {
        let (met, total) = self.met(gate);
        let strong = |text: &str| Some(text.to_owned());
        let criteria = match total {
            0 if self.entry.withheld().criteria => {
                "Its criteria are not shown to this audience".to_owned()
            }
            0 => "No criteria are listed".to_owned(),
            _ => format!("{met} of {} met", counted(total, "criterion")),
        };
        match gate.verdict {
            GateVerdict::Blocked => {
                let rest = match other_blockers(gate) {
                    None => criteria,
                    Some(others) => format!("{criteria}, and {others}"),
                };
                (strong("Not yet."), rest)
            }
            GateVerdict::Ready => {
                (strong("Ready."), format!("{criteria}; nothing in the plan blocks it"))
            }
            GateVerdict::Unknown => {
                let rest = format!("Missing: {}", self.missing_words(gate, false).plain());
                (strong("Can’t tell yet."), rest)
            }
            GateVerdict::Stopped => {
                let rest = match (self.stop_words(gate), self.plan().status_kind()) {
                    (Some(words), _) => words.plain().to_owned(),
                    (None, Some(StatusKind::Paused)) => "The plan is paused".to_owned(),
                    (None, Some(StatusKind::Cancelled)) => "The plan is cancelled".to_owned(),
                    (None, status) if status != Some(StatusKind::RolledBack) => {
                        "The reason is not shown to this audience".to_owned()
                    }
                    (None, _) => "The plan is rolled back".to_owned(),
                };
                (strong("Stopped."), rest)
            }
            GateVerdict::Passed => {
                let decided = self.decision_words(gate).filter(|_| !self.is_stopping(gate));
                let rest = match (decided, self.live_phase()) {
                    (Some(words), _) => words.plain().to_owned(),
                    (None, Some(live)) if live > index => "A later phase is current".to_owned(),
                    (None, _) if self.plan().status_kind() == Some(StatusKind::Complete) => {
                        "The plan is complete".to_owned()
                    }
                    (None, _) if self.entry.whole.is_some() => {
                        "The decision is not shown to this audience".to_owned()
                    }
                    (None, _) => "The plan is complete".to_owned(),
                };
                (strong("Passed."), rest)
            }
            GateVerdict::NotYetDue => (None, "Not yet due".to_owned()),
        }
    }

    fn gate_rows(&self, index: usize, gate: &Gate, signs: Option<usize>) -> Vec<ConditionRow> {
        let most = self.shared_rows();
        let blockers = gate.blockers.iter().map(Shown::Blocker);
        let missing = gate.missing.iter().map(Shown::Missing);
        let blocking: BTreeSet<usize> = gate
            .blockers
            .iter()
            .filter_map(|b| match b.kind {
                BlockerKind::Criterion(i) => Some(i),
                _ => None,
            })
            .collect();
        let others = gate.criteria.iter().filter(|i| !blocking.contains(i));
        let criteria = others.filter_map(|&i| {
            // Ticks of a condition of every gate speak of the current phase's gate alone.
            let speaks = self.criterion(i).phase.is_some() || self.live_phase() == Some(index);
            let state = match gate.verdict {
                GateVerdict::Passed if !speaks => return None,
                _ if speaks && self.criterion(i).item.done => GateRowState::Met,
                _ => GateRowState::Todo,
            };
            Some(Shown::Criterion(i, state))
        });
        let mut all = blockers.chain(missing).chain(criteria);
        let mut signing = None;
        let mut rows: Vec<ConditionRow> = all
            .by_ref()
            .take(most)
            .enumerate()
            .inspect(|(at, shown)| {
                if signs.is_some() && signs == shown.criterion() {
                    signing = Some(*at);
                }
            })
            .map(|(_, shown)| match shown {
                Shown::Blocker(blocker) => self.blocker(index, blocker, signs),
                Shown::Missing(missing) => self.missing_row(index, missing),
                Shown::Criterion(i, state) => self.criterion_row(index, i, state, signs),
            })
            .collect();
        let more = all.count();
        rows.extend((more > 0).then(|| self.further_rows(gate, more)));
        self.add_signatures(gate, &mut rows, signing);
        rows
    }

    /// A row in place of so many that stand on the page of checklists.
    fn further_rows(&self, gate: &Gate, count: usize) -> ConditionRow {
        let state = match gate.verdict {
            GateVerdict::Blocked => GateRowState::Blocking,
            GateVerdict::Unknown => GateRowState::Unknown,
            _ => GateRowState::Todo,
        };
        let mut row = ConditionRow::new(state, Line::of(format!("{count} more")).html());
        row.word = "".into();
        row.href = Some(self.to_checklist(anchor::CRITERIA));
        row
    }

    fn criterion_row(
        &self,
        index: usize,
        criterion: usize,
        state: GateRowState,
        signs: Option<usize>,
    ) -> ConditionRow {
        let mut row =
            ConditionRow::new(state, self.html_in_link(&self.criterion(criterion).item.text));
        row.href = Some(self.to_checklist(&anchor::criterion(criterion)));
        let is_blocking = state == GateRowState::Blocking;
        if is_blocking {
            row.word = "Not confirmed".into();
        }
        let held = self.entry.analysis.measures.of_transition(criterion);
        row.sub_html = self.measure_words(held).map(|words| Line::of(words).html());
        if signs == Some(criterion) {
            let approver = self.plan().phases[index].go_no_go.as_ref();
            let words = if is_blocking { "Awaiting sign-off: " } else { "Approver: " };
            row.sub_html = approver.map(|a| Line::of(words).append(&self.people(a)).html());
        }
        row
    }

    fn blocker(&self, index: usize, blocker: &Blocker, signs: Option<usize>) -> ConditionRow {
        let state = GateRowState::Blocking;
        let plan = self.plan();
        match blocker.kind {
            BlockerKind::Criterion(i) => self.criterion_row(index, i, state, signs),
            BlockerKind::Measure(i) => self.measured_row(index, i),
            BlockerKind::Risk(i) => {
                let mut row = ConditionRow::new(state, self.html_in_link(&plan.risks[i].text));
                let words = plan.risks[i].bindings.iter().map(|b| b.words.as_str());
                let id = plan.risks[i].id.as_ref().map(|id| id.value.as_str());
                let band = self.entry.analysis.risks[i].band.map(|b| band_badge(b).text);
                let sub: Vec<&str> = id.into_iter().chain(band).chain(words).collect();
                row.sub_html = Some(Line::of(sub.join(" · ")).html());
                row.href = Some(self.to_risk(i));
                row
            }
            BlockerKind::NoApprover => {
                let mut row = ConditionRow::new(state, Line::of("No approver is named").html());
                row.href = Some(self.to_phase(index));
                row
            }
            BlockerKind::NoRollbackOwner => {
                let line = Line::of("No rollback owner is named");
                let mut row = ConditionRow::new(state, line.html());
                let route = Route::Rollback(self.entry.slug.clone());
                row.href = Some(self.to_place(&route, anchor::OWNERS));
                row
            }
            BlockerKind::ChecklistItem(list, item) => {
                let group = &plan.checklists[list];
                let mut row = ConditionRow::new(state, self.html_in_link(&group.items[item].text));
                row.sub_html = name_of(group);
                row.href = Some(self.to_checklist(&anchor::item(list, item)));
                row
            }
            BlockerKind::ChecklistMark(list, mark) => {
                let group = &plan.checklists[list];
                let mut row = ConditionRow::new(state, self.html_in_link(&group.marks[mark].text));
                row.sub_html = name_of(group);
                row.href = Some(self.to_checklist(&anchor::mark(list, mark)));
                row
            }
            BlockerKind::Withheld(_) => ConditionRow::new(state, Line::of(&blocker.text).html()),
        }
    }

    /// A success criterion that is not met, with what was measured.
    fn measured_row(&self, index: usize, criterion: usize) -> ConditionRow {
        let own = &self.plan().phases[index].success_criteria[criterion];
        let mut row = ConditionRow::new(GateRowState::Blocking, self.html_in_link(&own.text));
        row.word = "Not met".into();
        let held = self.entry.analysis.measures.of_success(index, criterion);
        row.sub_html = held.map(|held| self.measured(held.measure).html());
        row.href = Some(self.to_phase(index));
        row
    }

    fn gate_notes(&self, index: usize, gate: &Gate, signs: Option<usize>) -> Vec<Line> {
        let mut notes = Vec::from_iter(self.waited(index));
        notes.extend(self.packet_note(index));
        let closed = matches!(gate.verdict, GateVerdict::Passed);
        let approver = self.plan().phases[index].go_no_go.as_ref().filter(|a| !a.is_empty());
        if let Some(approver) = approver.filter(|_| signs.is_none() || closed) {
            let words = if closed { "Approver: " } else { "The decision lies with: " };
            notes.push(Line::of(words).append(&self.people(approver)));
        }
        if let Some(words) = self.decision_words(gate) {
            let notes_of = self.plan().decisions[gate.decision.unwrap_or_default()].notes.as_ref();
            let line = Line::of("Latest decision: ").append(&words).say(".");
            notes.push(line.then(&self.value(notes_of).unwrap_or_default()));
        }
        if let Some(changed) = gate.decision.and_then(|decision| self.changed_since(decision)) {
            let line = Line::of("Changed since it was approved: ");
            let href = self.entry.gate_route(index).map(|route| self.to(&route));
            notes.push(line.link(changed, &href.unwrap_or_default()).say("."));
        }
        if !closed && gate.verdict != GateVerdict::NotYetDue {
            notes.extend(self.held_notes());
        }
        if !gate.unbound.is_empty() && !closed {
            let names: Vec<Line> = gate
                .unbound
                .iter()
                .map(|&i| {
                    let band = self.entry.analysis.risks[i].band.map_or("", |b| b.label());
                    self.risk_name(i).say(" ").say(band)
                })
                .collect();
            notes.push(Line::of("Open, with no due phase: ").append(&Line::list(&names)).say(
                ". These risks don’t block a gate until the plan says by which phase they \
                         are due.",
            ));
        }
        if !gate.unrated.is_empty() && !closed {
            let names: Vec<Line> = gate.unrated.iter().map(|&i| self.risk_name(i)).collect();
            let line = Line::of("Open and unrated, with no due phase: ");
            notes.push(line.append(&Line::list(&names)).say("."));
        }
        notes
    }

    /// How long a gate has waited for a decision, where that is known.
    pub(super) fn waited(&self, index: usize) -> Option<Line> {
        let wanted = self.entry.summary.gates_wanted.iter().find(|gate| gate.phase == index)?;
        // No gate of a plan without users is on the list of gates that wait.
        let is_listed = self.entry.summary.has_users();
        waited(self.context, self.entry, wanted).filter(|_| is_listed).map(|line| line.say("."))
    }

    pub(super) fn to_checklist(&self, anchor: &str) -> String {
        self.to_place(&Route::Checklists(self.entry.slug.clone()), anchor)
    }
}

/// What blocks a gate besides its criteria: "1 risk blocks it", "2 risks and 1 pre-launch item block
/// it".
fn other_blockers(gate: &Gate) -> Option<String> {
    let (mut risks, mut names, mut items, mut targets) = (0, Vec::new(), 0, 0);
    for blocker in &gate.blockers {
        match blocker.kind {
            BlockerKind::Criterion(_) => {}
            BlockerKind::Measure(_) => targets += 1,
            BlockerKind::Risk(_) => risks += 1,
            BlockerKind::NoApprover => names.push("a missing approver"),
            BlockerKind::NoRollbackOwner => names.push("a missing rollback owner"),
            BlockerKind::ChecklistItem(..) | BlockerKind::ChecklistMark(..) => items += 1,
            BlockerKind::Withheld(_) => names.push("what is not shown to this audience"),
        }
    }
    let count = |n: usize, noun: &str| (n > 0).then(|| Line::of(counted(n, noun)));
    let parts: Vec<Line> = count(targets, "missed target")
        .into_iter()
        .chain(count(risks, "risk"))
        .chain(names.iter().map(Line::of))
        .chain(count(items, "pre-launch item"))
        .collect();
    let block = if targets + risks + names.len() + items == 1 { "blocks" } else { "block" };
    (!parts.is_empty()).then(|| format!("{} {block} it", Line::list(&parts).plain()))
}

/// The name of a checklist, if it has one.
fn name_of(list: &Checklist) -> Option<Html> {
    let name = Line::default().quote(&list.name.plain);
    (!name.is_empty()).then(|| name.html())
}
