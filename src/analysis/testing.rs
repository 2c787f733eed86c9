//! Plans for tests, from short notes: `status in-progress; phases 4; current 1; criteria xo`.
//!
//! Phases are named by their numbers; `phases 4` makes Phase 0 to Phase 3. Every part of a plan gets
//! a span of its own. See [`fact`] for the words.

use super::current::CurrentPhase;
use super::gate::Gate;
use super::heatmap::{self, Ranked};
use super::measure::Measures;
use super::verdict::Known;
use crate::model::checklist::{
    Checklist, ChecklistKind, Mark, MarkState, TaskItem, TransitionCriterion,
};
use crate::model::date::{Date, parse_iso};
use crate::model::decision::{Decision, Verdict};
use crate::model::header::{Status, StatusKind};
use crate::model::measure::{Duration, Length};
use crate::model::phase::{Phase, PhaseNumber, PhasePosition, PhaseStatus, PhaseStatusKind};
use crate::model::plan::Plan;
use crate::model::prose::Text;
use crate::model::risk::{Binding, Level, LevelKind, Risk, RiskStatus, RiskStatusKind, When};
use crate::model::rollback::{RollbackOwner, Step, StepKind, Trigger, UnreadSection};
use crate::settings::Settings;
use crate::text::{Span, Spanned};

/// The day of all tests.
pub(super) const TODAY: &str = "2026-11-22";

/// A plan in progress with nothing to say against it: Phase 1 of 0 to 3 is live, its gate ready.
pub(super) const HEALTHY: &str = "status in-progress; phases 4; current 1; criteria xx; trigger; \
     step; owner 0,1,2,3 Ann/Bob";

/// The plan of some notes, parted by `;`.
pub(super) fn plan(notes: &str) -> Plan {
    let mut plan = Plan::default();
    for note in notes.split(';').map(str::trim).filter(|note| !note.is_empty()) {
        let (word, rest) = note.split_once(' ').unwrap_or((note, ""));
        fact(&mut plan, word, &rest.split_whitespace().collect::<Vec<_>>());
    }
    plan
}

/// The gates of a plan.
pub(super) fn gates(plan: &Plan, current: &CurrentPhase, settings: &Settings) -> Vec<Gate> {
    let places = heatmap::place(plan, &settings.scale);
    let order = heatmap::order(plan, &places);
    let measures = Measures::default();
    let known = Known { current, measures: &measures };
    super::gates::gates(plan, known, &Ranked { places: &places, order: &order }, settings).0
}

/// A date of a test.
pub(super) fn day(iso: &str) -> Date {
    parse_iso(iso).expect("an ISO date")
}

fn fact(plan: &mut Plan, word: &str, args: &[&str]) {
    match (word, args) {
        ("status", [kind]) => plan.header.status = Some(status(kind)),
        ("updated", [date]) => plan.header.updated = Some(at(day(date), 2)),
        ("current", [number]) => {
            plan.header.current_phase = Some(text(number));
            plan.header.current_phase_position = position(plan, number);
        }
        // phases 4 · phase Canary
        ("phases", [n]) => (0..count(n)).for_each(|n| add_phase(plan, Some(n), "")),
        ("phase", [name]) => add_phase(plan, None, name),
        ("unsigned", [number]) => phase(plan, number).go_no_go = None,
        // phase-status 1 in-progress · starts 1 2026-01-05 · ends 1 2026-01-09 · lasts 1 7d
        ("phase-status", [number, kind]) => phase(plan, number).status = Some(phase_status(kind)),
        ("starts", [number, date]) => phase(plan, number).start = Some(at(day(date), 3)),
        ("ends", [number, date]) => phase(plan, number).end = Some(at(day(date), 4)),
        ("lasts", [number, length]) => {
            let length = Some(self::length(length));
            let text = text(args[1]);
            let (shortest, approximate) = (None, false);
            phase(plan, number).duration = Some(Duration { text, length, shortest, approximate });
        }
        // share 1 50
        ("share", [number, percent]) => {
            phase(plan, number).share = percent.parse().ok();
            phase(plan, number).exposure = Some(text(&format!("{percent}%")));
        }
        // criteria xo · criteria xo 1 (of that phase)
        ("criteria", [boxes, of @ ..]) => {
            let phase = of.first().and_then(|n| position(plan, n));
            let criteria = items(boxes, 300 + 10 * plan.transition_criteria.len());
            let criteria = criteria.into_iter().map(|item| TransitionCriterion { item, phase });
            plan.transition_criteria.extend(criteria);
        }
        // decided 1 go 2026-01-09 (`?` for an unknown word, `-` for none)
        ("decided", [number, verdict, date @ ..]) => decide(plan, number, verdict, date.first()),
        // risk R1 high/critical open before 2 in 3
        ("risk", [id, levels, rest @ ..]) => add_risk(plan, id, levels, rest),
        ("residual", [levels]) => {
            let risk = plan.risks.last_mut().expect("a risk");
            (risk.residual_likelihood, risk.residual_impact) = self::levels(levels);
        }
        ("rating", [kind]) => {
            let risk = plan.risks.last_mut().expect("a risk");
            risk.rating = levels(&format!("{kind}/-")).0;
        }
        ("trigger", of) => {
            let phases = of.iter().filter_map(|n| position(plan, n)).collect();
            let (comparison, span) = (None, Span::default());
            let extra = Vec::new();
            plan.rollback.triggers.push(Trigger {
                text: text("t"),
                comparison,
                phases,
                extra,
                span,
            });
        }
        ("step", of) => {
            let phases = of.iter().filter_map(|n| position(plan, n)).collect();
            let (kind, blocks, span) = (StepKind::Act, Vec::new(), Span::default());
            let step = Step { text: text("s"), kind, blocks, group: None, phases, span };
            plan.rollback.steps.push(step);
        }
        // unread 1: a section of that phase, or of all
        ("unread", of) => {
            let phases = of.iter().filter_map(|n| position(plan, n)).collect();
            let (heading, span) = (Span::default(), Span::new(90_000, 90_001));
            plan.rollback.unread.push(UnreadSection { heading, blocks: 0..0, span, phases });
        }
        // owner 0,1 Ann/Bob
        ("owner", [numbers, names]) => {
            let (primary, backup) = pair(names);
            plan.rollback.owners.push(RollbackOwner {
                phases_text: text(numbers),
                phases: numbers.split(',').filter_map(|n| position(plan, n)).collect(),
                names_phases: true,
                primary: primary.map(text),
                backup: backup.map(text),
                span: Span::default(),
            });
        }
        // pre xo?+=~ 1: done, open, open and optional; marks done, open, not applicable; of a phase
        ("pre" | "launch-day" | "post" | "marks" | "other", [boxes, of @ ..]) => {
            let phase = of.first().and_then(|n| position(plan, n));
            let checklist = checklist(word, boxes, phase, plan.checklists.len());
            plan.checklists.push(checklist);
        }
        _ => panic!("no such fact: {word} {args:?}"),
    }
}

fn add_phase(plan: &mut Plan, number: Option<u32>, name: &str) {
    let index = plan.phases.len();
    plan.phases.push(Phase {
        number: number.map(PhaseNumber::whole),
        letter: None,
        position: PhasePosition::from_index(index),
        name: name.to_owned(),
        label: text(&number.map_or(name.to_owned(), |n| format!("Phase {n} — {name}"))),
        scope: None,
        users: None,
        duration: None,
        when: None,
        success_criteria: Vec::new(),
        go_no_go: Some(text("VP Eng")),
        status: None,
        start: None,
        start_time: None,
        end: None,
        end_time: None,
        owner: None,
        flag: None,
        exposure: None,
        share: None,
        extra: Vec::new(),
        span: span(100 + index),
    });
}

fn decide(plan: &mut Plan, number: &str, verdict: &str, date: Option<&&str>) {
    let known =
        [Verdict::Go, Verdict::GoWithConditions, Verdict::NoGo, Verdict::Hold, Verdict::RolledBack];
    plan.decisions.push(Decision {
        phase_text: text(number),
        phase: position(plan, number),
        verdict: known.into_iter().find(|v| v.word() == verdict),
        verdict_text: text(if verdict == "-" { "" } else { verdict }),
        by: Some(text("Dana")),
        date: date.map(|d| at(day(d), 5)),
        notes: None,
        span: span(400 + plan.decisions.len()),
    });
}

fn add_risk(plan: &mut Plan, id: &str, levels: &str, rest: &[&str]) {
    let index = plan.risks.len();
    let (likelihood, impact) = self::levels(levels);
    let status = rest.first().map(|word| RiskStatus {
        kind: named(&RiskStatusKind::ALL, RiskStatusKind::word, word),
        text: text(word),
    });
    let when =
        |word: &str| When::WORDS.iter().find(|(_, w)| *w == word).expect("a word that binds").0;
    let bindings = rest.get(1..).unwrap_or_default().chunks(2).map(|words| Binding {
        phase: position(plan, words[1]).expect("a phase of the plan"),
        when: when(words[0]),
        words: words.join(" Phase "),
        span: Span::default(),
    });
    let bindings = bindings.collect();
    plan.risks.push(Risk {
        id: (id != "-").then(|| at(id.to_owned(), 6)),
        text: text("It breaks"),
        category: None,
        likelihood,
        impact,
        score: None,
        rating: None,
        mitigation: None,
        contingency: None,
        trigger: None,
        owner: None,
        status,
        acceptance: None,
        raised: None,
        due: None,
        residual_likelihood: None,
        residual_impact: None,
        bindings,
        misspelt: Vec::new(),
        extra: Vec::new(),
        span: span(200 + index),
    });
}

fn checklist(name: &str, boxes: &str, phase: Option<PhasePosition>, nth: usize) -> Checklist {
    let kind = match name {
        "pre" => ChecklistKind::PreLaunch,
        "launch-day" => ChecklistKind::LaunchDay,
        "post" => ChecklistKind::PostLaunch,
        "marks" => ChecklistKind::TransitionCriteria,
        _ => ChecklistKind::Other,
    };
    let state = |c: char| match c {
        '+' => Some(MarkState::Done),
        '=' => Some(MarkState::Open),
        '~' => Some(MarkState::NotApplicable),
        _ => None,
    };
    let marks = boxes.chars().filter_map(state).map(|state| Mark {
        text: text("mark"),
        state,
        sign: String::new(),
        depth: 0,
        span: Span::default(),
    });
    Checklist {
        name: text(name),
        kind,
        phase,
        items: items(boxes, 500 + 20 * nth),
        marks: marks.collect(),
        groups: Vec::new(),
        span: span(500 + 20 * nth + 19),
    }
}

/// Task items: `x` done, `o` open, `?` open and optional; marks are passed over.
fn items(boxes: &str, first_span: usize) -> Vec<TaskItem> {
    let boxes = boxes.chars().filter(|c| "xo?".contains(*c)).enumerate();
    let item = |(nth, c): (usize, char)| TaskItem {
        text: text(&format!("Item {}", nth + 1)),
        done: c == 'x',
        optional: c == '?',
        depth: 0,
        span: span(first_span + nth),
    };
    boxes.map(item).collect()
}

fn position(plan: &Plan, number: &str) -> Option<PhasePosition> {
    let number = PhaseNumber::whole(count(number));
    plan.phases.iter().find(|p| p.number == Some(number)).map(|p| p.position)
}

fn phase<'a>(plan: &'a mut Plan, number: &str) -> &'a mut Phase {
    let position = position(plan, number).expect("a phase of the plan");
    &mut plan.phases[position.index()]
}

fn status(word: &str) -> Status {
    let kind = named(&StatusKind::ALL, StatusKind::word, word);
    Status { kind, text: kind.label().to_owned(), note: None, span: span(1) }
}

fn phase_status(word: &str) -> PhaseStatus {
    let kind = match word {
        "in-progress" => PhaseStatusKind::InProgress,
        "complete" => PhaseStatusKind::Complete,
        "paused" => PhaseStatusKind::Paused,
        "not-started" => PhaseStatusKind::NotStarted,
        "rolled-back" => PhaseStatusKind::RolledBack,
        _ => panic!("no such phase status: {word}"),
    };
    PhaseStatus { kind, text: text(word) }
}

/// 7d, 5b (business days), 2m, ongoing.
fn length(word: &str) -> Length {
    match word.split_at(word.len() - 1) {
        (n, "d") => Length::Days(count(n)),
        (n, "b") => Length::BusinessDays(count(n)),
        (n, "m") => Length::Months(count(n)),
        _ => Length::Ongoing,
    }
}

fn levels(words: &str) -> (Option<Level>, Option<Level>) {
    let level = |word: &str| Level {
        kind: LevelKind::from_word(word).unwrap_or(LevelKind::Unknown),
        text: text(word),
        names_several: false,
    };
    let (likelihood, impact) = pair(words);
    (likelihood.map(level), impact.map(level))
}

/// Two words parted by a slash; `-` stands for none.
fn pair(words: &str) -> (Option<&str>, Option<&str>) {
    let (first, second) = words.split_once('/').expect("two words parted by a slash");
    let stated = |word| Some(word).filter(|w| *w != "-");
    (stated(first), stated(second))
}

fn named<T: Copy>(all: &[T], word: fn(T) -> &'static str, wanted: &str) -> T {
    *all.iter().find(|t| word(**t) == wanted).expect("a word of the data")
}

fn count(digits: &str) -> u32 {
    digits.parse().expect("a number")
}

fn text(words: &str) -> Text {
    Text { plain: words.into(), ..Text::default() }
}

fn span(start: usize) -> Span {
    Span::new(start, start + 1)
}

fn at<T>(value: T, start: usize) -> Spanned<T> {
    Spanned::new(value, span(start))
}
