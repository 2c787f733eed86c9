//! What explains the derived values of a plan: rule, inputs, lines.

use std::borrow::Cow;

use super::At;
use super::words::Line;
use crate::analysis::current::{CurrentPhaseSource, CurrentPhaseState};
use crate::analysis::gate::{Blocker, BlockerKind, Gate, GateVerdict};
use crate::analysis::progress::of_checklist;
use crate::analysis::schedule::DatesOrigin;
use crate::analysis::wording::capitalised;
use crate::model::checklist::Checklist;
use crate::model::date::Date;
use crate::model::decision::{Decision, Verdict};
use crate::model::phase::PhasePosition;
use crate::model::prose::Text;
use crate::model::risk::RiskStatusKind;
use crate::model::rollback::holds_for;
use crate::site::Route;
use crate::text::{Span, Spanned, shortened};
use crate::view::derivation::{self, RULES};
use crate::view::part::{band_badge, counted};
use crate::view::shell::Anchor;
use crate::view::why::{Premise, Why};

/// Most inputs of one kind that are listed; the others are counted.
const MOST: usize = 12;

/// Characters of an author's text that are quoted; its line leads to the whole.
const QUOTED: usize = 1_000;

/// The rule behind a value.
enum Rule {
    /// The case of a rule that holds here.
    Case(String),
    /// What holds for every plan, in sentences.
    Same(Vec<&'static str>),
}

fn brief(text: &str) -> Cow<'_, str> {
    shortened(text, QUOTED)
}

impl At<'_, '_> {
    /// Link to a section of the page on how values are derived.
    pub(super) fn to_rule(&self, section: &str) -> String {
        self.to_place(&Route::About, section)
    }

    /// An explanation; `section` is that of the page on how values are derived. A rule that is the
    /// same for every plan stands on the plan's first page, and the others lead to it.
    fn why(&self, question: &'static str, rule: Rule, inputs: Vec<Premise>, section: &str) -> Why {
        let rule = match rule {
            Rule::Case(text) => Some(text),
            Rule::Same(texts) => (self.own_name() == "index.html").then(|| texts.join(" ")),
        };
        let text = "See the rule".to_owned();
        Why { question, rule, inputs, about: Anchor { href: self.to_rule(section), text } }
    }

    pub(super) fn input(
        &self,
        label: impl Into<String>,
        value: Line,
        span: Option<Span>,
    ) -> Premise {
        let line = span.filter(|s| !s.is_empty()).map(|span| self.to_line(span));
        Premise { label: label.into(), text_html: value.html(), line }
    }

    fn input_of(&self, label: impl Into<String>, text: &Text) -> Premise {
        self.input(label, Line::default().quote(brief(&text.plain)), Some(text.span))
    }

    fn status_input(&self) -> Premise {
        let status = self.plan().header.status.as_ref();
        let value = status.map_or_else(Line::not_stated, |s| Line::default().quote(brief(&s.text)));
        self.input("Plan’s status", value, status.map(|s| s.span))
    }

    fn decision_input(&self, label: &str, decision: &Decision) -> Premise {
        let about = Line::default().quote(brief(&decision.phase_text.plain)).say(": ");
        let value = about.quote(brief(&decision.verdict_text.plain));
        self.input(label, value, Some(decision.span))
    }

    /// How the current phase is known; none without phases.
    pub(super) fn why_current(&self) -> Option<Why> {
        if self.plan().phases.is_empty() {
            return None;
        }
        let current = self.entry.analysis.current;
        let rule = match current.from {
            Some(from) => {
                let found = derivation::current_phase(from);
                format!("Taken from: {found}.")
            }
            None if current.state != CurrentPhaseState::NotStated => {
                "It follows from a part of the plan that is not shown to this audience.".to_owned()
            }
            None => format!("{}. {}", RULES.current_phase.join("; "), RULES.no_current_phase),
        };
        let rule = Rule::Case(capitalised(&rule));
        Some(self.why("Why this phase?", rule, self.current_inputs(), "phase"))
    }

    fn current_inputs(&self) -> Vec<Premise> {
        let plan = self.plan();
        let current = self.entry.analysis.current;
        let value = match (current.state, current.position) {
            (_, Some(position)) => Line::default().quote(self.phase_label(position.index())),
            (CurrentPhaseState::AllDone, _) => Line::of("All done"),
            (CurrentPhaseState::NotStarted, _) => Line::of("None yet"),
            _ => Line::not_stated(),
        };
        let from = match current.from {
            Some(CurrentPhaseSource::Stated) => {
                plan.header.current_phase.as_ref().map(|t| self.input_of("Stated", t))
            }
            Some(CurrentPhaseSource::PhaseStatus) => current.position.and_then(|position| {
                let status = plan.phase(position).status.as_ref()?;
                Some(self.input_of("Its own status", &status.text))
            }),
            Some(CurrentPhaseSource::Decisions) => {
                self.latest_go().map(|go| self.decision_input("Latest Go", go))
            }
            Some(CurrentPhaseSource::PlanStatus) | None => Some(self.status_input()),
        };
        std::iter::once(self.input("Current phase", value, None)).chain(from).collect()
    }

    /// The decision that let the current phase begin.
    fn latest_go(&self) -> Option<&Decision> {
        let plan = self.plan();
        let before = match self.entry.analysis.current.position {
            Some(position) => position.index().checked_sub(1),
            None => plan.phases.len().checked_sub(1),
        };
        let is_it = |d: &&Decision| {
            d.verdict.is_some_and(Verdict::is_go) && d.phase.map(PhasePosition::index) == before
        };
        plan.decisions.iter().rev().find(is_it)
    }

    /// How a phase's state is known.
    pub(super) fn why_state(&self, index: usize) -> Why {
        let mut inputs = self.current_inputs();
        let phase = &self.plan().phases[index];
        inputs.extend(phase.status.as_ref().map(|s| self.input_of("Its own status", &s.text)));
        inputs.dedup();
        self.why("Why this state?", Rule::Same(vec![RULES.phase_state]), inputs, "phase")
    }

    /// How the verdict on a gate comes about.
    pub(super) fn why_gate(&self, gate: &Gate) -> Why {
        let settings = self.context.settings;
        let verdict = gate.verdict;
        let rule = format!(
            "{}: {}",
            verdict.label(),
            derivation::gate(verdict, settings, !gate.signatures.is_empty())
        );
        let mut inputs = Vec::new();
        if let Some(index) = gate.decision {
            inputs.push(self.decision_input("Latest decision", &self.plan().decisions[index]));
        }
        inputs.extend(gate.signatures.iter().take(MOST).map(|s| self.signature_input(s)));
        inputs.extend(self.and_more(gate.signatures.len()));
        match verdict {
            GateVerdict::Blocked | GateVerdict::Unknown | GateVerdict::Ready => {
                inputs.extend(gate.blockers.iter().take(MOST).map(|b| self.blocker_input(b)));
                inputs.extend(self.and_more(gate.blockers.len()));
                inputs.extend(gate.missing.iter().take(MOST).map(|m| self.missing_input(m)));
                inputs.extend(self.and_more(gate.missing.len()));
            }
            GateVerdict::Stopped | GateVerdict::Passed | GateVerdict::NotYetDue => {
                let current = self.current_inputs();
                let has_status = current.iter().any(|input| input.label == "Plan’s status");
                inputs.extend(current);
                inputs.extend((!has_status).then(|| self.status_input()));
            }
        }
        if matches!(verdict, GateVerdict::Blocked | GateVerdict::Ready) {
            let (met, total) = self.met(gate);
            let first = gate.criteria.first();
            let span = first.map(|&i| self.plan().transition_criteria[i].item.span);
            inputs.push(self.input("Criteria met", Line::of(format!("{met} of {total}")), span));
        }
        self.why("Why this verdict?", Rule::Case(rule), inputs, "gates")
    }

    fn blocker_input(&self, blocker: &Blocker) -> Premise {
        let label = match blocker.kind {
            BlockerKind::Criterion(_) => "Criterion",
            BlockerKind::Measure(_) => "Measure",
            BlockerKind::Risk(_) => "Risk",
            BlockerKind::NoApprover => "Approver",
            BlockerKind::NoRollbackOwner => "Rollback owner",
            BlockerKind::ChecklistItem(..) | BlockerKind::ChecklistMark(..) => "Checklist",
            BlockerKind::Withheld(_) => "Not shown",
        };
        self.input(label, Line::default().quote(brief(&blocker.text)), Some(blocker.span))
    }

    fn and_more(&self, count: usize) -> Option<Premise> {
        let left = count.saturating_sub(MOST);
        (left > 0).then(|| self.input("And", Line::of(format!("{left} more")), None))
    }

    /// Which risks count as open, and which is the worst; none without risks.
    pub(super) fn why_risks(&self) -> Option<Why> {
        let plan = self.plan();
        if plan.risks.is_empty() {
            return None;
        }
        let mut inputs = Vec::new();
        let kinds = RiskStatusKind::ALL.into_iter().map(Some).chain([None]);
        for kind in kinds {
            let count = plan.risks.iter().filter(|r| r.status_kind() == kind).count();
            if count > 0 {
                let label = match kind {
                    None => "Not stated".to_owned(),
                    Some(RiskStatusKind::Unknown) => "Another word".to_owned(),
                    Some(kind) => capitalised(kind.word()),
                };
                inputs.push(self.input(label, Line::of(counted(count, "risk")), None));
            }
        }
        let mut open = self.entry.analysis.risk_order.iter().filter(|&&i| plan.risks[i].is_open());
        if let Some(&worst) = open.next() {
            let words = super::risk::rating(&plan.risks[worst]);
            let band = self.entry.analysis.risks[worst].band.map(|b| band_badge(b).text);
            let value = self.risk_name(worst).say(": ").quote(words).say(match band {
                Some(_) => " is ",
                None => ", not rated",
            });
            let value = value.say(band.unwrap_or_default());
            inputs.push(self.input("Worst open risk", value, Some(plan.risks[worst].span)));
        }
        let rule = Rule::Same(vec![RULES.open_risks, RULES.bands, RULES.risk_order]);
        Some(self.why("Why these risks?", rule, inputs, "bands"))
    }

    /// Where the dates of a phase come from; none where it has none.
    pub(super) fn why_dates(&self, index: usize) -> Option<Why> {
        let own = self.entry.analysis.schedule.get(index)?;
        own.start.or(own.end)?;
        let mut inputs = self.date_inputs(index);
        if own.origin == Some(DatesOrigin::Projected)
            && let Some(before) = index.checked_sub(1)
            && let Some(words) = self.dates(before)
        {
            let label = self.short_phase(before);
            inputs.insert(0, self.input(label, words, Some(self.plan().phases[before].span)));
        }
        if own.overdue {
            let today = Line::default().day(self.context.today);
            inputs.push(self.input("Today", today, None));
        }
        let rule = std::iter::once(RULES.dates).chain(own.overdue.then_some(RULES.overdue));
        let rule = Rule::Same(rule.collect());
        Some(self.why("Why these dates?", rule, inputs, "dates"))
    }

    /// What a phase's dates are made from.
    fn date_inputs(&self, index: usize) -> Vec<Premise> {
        let phase = &self.plan().phases[index];
        let day = |label, day: &Spanned<Date>| {
            self.input(label, Line::default().day(day.value), Some(day.span))
        };
        let start = phase.start.as_ref().map(|d| day("Stated first day", d));
        let end = phase.end.as_ref().map(|d| day("Stated last day", d));
        let length = phase.duration.as_ref().map(|d| self.input_of("Duration", &d.text));
        [start, end, length].into_iter().flatten().collect()
    }

    /// Where the dates of all phases come from; none where no phase has one.
    pub(super) fn why_schedule(&self) -> Option<Why> {
        let schedule = &self.entry.analysis.schedule;
        schedule.iter().find(|d| d.start.or(d.end).is_some())?;
        let inputs = self.plan().phases.iter().enumerate().map(|(index, phase)| {
            let start = phase.start.as_ref().map(|d| Line::of("from ").day(d.value));
            let end = phase.end.as_ref().map(|d| Line::of("until ").day(d.value));
            let length = phase.duration.as_ref().map(|d| Line::default().quote(&d.text.plain));
            let stated = [start, end, length].into_iter().flatten();
            let value = stated.fold(Line::default(), |line, next| {
                let gap = if line.is_empty() { "" } else { "; " };
                line.say(gap).append(&next)
            });
            let value = if value.is_empty() { Line::not_stated() } else { value };
            self.input(self.short_phase(index), value, Some(phase.span))
        });
        let rule = Rule::Same(vec![RULES.dates, RULES.durations]);
        Some(self.why("Why these dates?", rule, inputs.collect(), "dates"))
    }

    /// What covers a phase, or each phase, should it go wrong.
    pub(super) fn why_coverage(&self, index: Option<usize>) -> Why {
        let rollback = &self.plan().rollback;
        let own = index.map(PhasePosition::from_index);
        let holds = |phases: &[PhasePosition], place| {
            own.is_none_or(|own| holds_for(phases, own)) && !rollback.is_unread(place)
        };
        let is_unread = rollback.unread.iter().any(|u| own.is_none_or(|p| holds_for(&u.phases, p)));
        let count = |what, spans: Vec<Span>| {
            let value = match spans.len() {
                0 if is_unread => Line::of("as written"),
                0 => Line::not_stated(),
                n => Line::of(n.to_string()),
            };
            self.input(what, value, spans.first().copied())
        };
        let triggers =
            rollback.triggers.iter().filter(|t| holds(&t.phases, t.span)).map(|t| t.span);
        let steps = rollback.steps.iter().filter(|s| holds(&s.phases, s.span)).map(|s| s.span);
        let mut inputs =
            vec![count("Triggers", triggers.collect()), count("Steps", steps.collect())];
        let all = || (0..rollback.owners.len()).collect();
        let rows = match index {
            Some(index) => {
                self.entry.analysis.coverage.get(index).map_or_else(Vec::new, |c| c.owners.clone())
            }
            None => all(),
        };
        inputs.extend(self.owner_inputs(&rows));
        self.why("Source", Rule::Same(vec![RULES.coverage]), inputs, "rollback")
    }

    fn owner_inputs(&self, rows: &[usize]) -> Vec<Premise> {
        let owners = &self.plan().rollback.owners;
        let name = |text: Option<&Text>| match text {
            Some(text) => Line::default().quote(brief(&text.plain)),
            None => Line::not_stated(),
        };
        let row = |&index: &usize| {
            let owner = &owners[index];
            let words = name(owner.primary.as_ref()).say("; backup: ");
            let label = match owner.phases_text.plain.as_str() {
                "" => "Owners".to_owned(),
                phases => format!("Owners, {phases}"),
            };
            self.input(label, words.append(&name(owner.backup.as_ref())), Some(owner.span))
        };
        let mut inputs: Vec<Premise> = rows.iter().take(MOST).map(row).collect();
        inputs.extend(self.and_more(rows.len()));
        inputs
    }

    /// Why these owners are called first.
    pub(super) fn why_call(&self, now: &[usize]) -> Why {
        let mut inputs = self.current_inputs();
        inputs.extend(self.owner_inputs(now));
        self.why("Source", Rule::Same(vec![RULES.call]), inputs, "rollback")
    }

    /// What counts as progress; none without checklists.
    pub(super) fn why_progress(&self) -> Option<Why> {
        let lists = &self.plan().checklists;
        let input = |list: &Checklist| {
            let progress = of_checklist(list);
            let label = match list.name.plain.as_str() {
                "" => "Checklist",
                name => name,
            };
            let value = Line::of(format!("{} of {}", progress.done, progress.total));
            self.input(label, value, Some(list.span))
        };
        let mut inputs: Vec<Premise> = lists.iter().take(MOST).map(input).collect();
        inputs.extend(self.and_more(lists.len()));
        (!lists.is_empty()).then(|| {
            self.why("Why this progress?", Rule::Same(vec![RULES.progress]), inputs, "progress")
        })
    }
}
