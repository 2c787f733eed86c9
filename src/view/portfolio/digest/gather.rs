//! A digest from the plans and their versions.

use super::{
    ACCEPTANCE_ENDS, ChangedPlan, Decided, Digest, DigestChange, DigestPlace, DigestPlan,
    DigestPlans, DigestScope, Due, OVERDUE, PHASE_ENDS, REVIEW, Slipped, Wanted,
};
use crate::analysis::changes::ChangeLine;
use crate::analysis::gate::GateVerdict;
use crate::analysis::past::{DECIDED, PlanVersion, VersionChanges};
use crate::analysis::schedule::DatesOrigin;
use crate::analysis::slips::{DayCourse, courses};
use crate::model::date::{self, Date};
use crate::model::history::Commit;
use crate::portfolio::{PhaseEnd, PlanEntry, Portfolio, Summary, phase_called};
use crate::view::portfolio::gates::gate_title;

/// Days after today that are told of.
const AHEAD: i64 = 7;

/// The digest of plans. Of those that are gone it is told that they are.
pub fn digest(portfolio: &Portfolio, scope: DigestScope, plans: &impl DigestPlans) -> Digest {
    let today = scope.today;
    let mut digest = Digest {
        scope,
        changed: Vec::new(),
        decided: Vec::new(),
        wanted: Vec::new(),
        slipped: Vec::new(),
        due_next: Vec::new(),
    };
    for &index in &portfolio.order {
        let entry = &*portfolio.entries[index];
        if plans.is_asked(entry) {
            digest.tell(entry, plans);
        }
    }
    let is_gone = |entry: &PlanEntry| portfolio.plan_of_source(entry.source.path()).is_none();
    let removed =
        plans.removed().into_iter().filter(|entry| is_gone(entry) && plans.is_asked(entry));
    digest.changed.extend(removed.map(|entry| ChangedPlan { removed: true, ..unchanged(&entry) }));
    for (summary, gate) in portfolio.waiting_gates() {
        let is_due = gate.due.is_some_and(|due| due <= today);
        let is_told = match gate.verdict {
            GateVerdict::Ready => true,
            GateVerdict::Blocked => is_due,
            _ => false,
        };
        let entry = portfolio.plan(summary.slug.as_str()).filter(|_| is_told);
        let Some(entry) = entry.filter(|entry| plans.is_asked(entry)) else { continue };
        digest.wanted.push(Wanted {
            plan: plan(entry),
            gate: gate_title(summary, gate.phase),
            verdict: gate.verdict.word(),
            approver: gate.approver.clone(),
            due: gate.due,
            blockers: gate.blockers.clone(),
            line: plans.line(entry, DigestPlace::Phase(gate.phase)),
        });
    }
    let calendar = portfolio.calendar(today);
    let of = |end: &PhaseEnd| {
        let entry = &*portfolio.entries[end.plan];
        plans.is_asked(entry).then(|| (entry, phase(&entry.summary, end.phase)))
    };
    for (end, (entry, phase)) in calendar.overdue.iter().filter_map(|end| Some((end, of(end)?))) {
        digest.slipped.push(Slipped {
            plan: plan(entry),
            phase,
            kind: OVERDUE,
            from: end.day,
            to: today,
            days: date::days_between(end.day, today),
            projected: is_projected(&entry.summary, end.phase),
            line: plans.line(entry, DigestPlace::Phase(end.phase)),
        });
    }
    let soon = calendar.ending.iter().filter(|end| date::days_between(today, end.day) <= AHEAD);
    for (end, (entry, phase)) in soon.filter_map(|end| Some((end, of(end)?))) {
        digest.due_next.push(Due {
            plan: plan(entry),
            kind: PHASE_ENDS,
            of: Some(phase),
            day: end.day,
            gate: entry.summary.approvals.get(end.phase).map(|gate| gate.verdict),
            projected: is_projected(&entry.summary, end.phase),
            line: plans.line(entry, DigestPlace::Phase(end.phase)),
        });
    }
    for &index in &portfolio.order {
        let entry = &*portfolio.entries[index];
        if plans.is_asked(entry) && !entry.summary.is_closed() {
            digest.due_next.extend(ends(entry, today, plans));
        }
    }
    // The sort is stable: on one day phases stand first.
    digest.due_next.sort_by_key(|due| due.day);
    digest
}

/// The review and the acceptances of a plan that are near.
fn ends(entry: &PlanEntry, today: Date, plans: &impl DigestPlans) -> Vec<Due> {
    let is_near = |day: &Date| (0..=AHEAD).contains(&date::days_between(today, *day));
    let due = |kind, of: Option<&str>, day, place| Due {
        plan: plan(entry),
        kind,
        of: of.map(str::to_owned),
        day,
        gate: None,
        projected: false,
        line: plans.line(entry, place),
    };
    let review = entry.summary.next_review.filter(is_near);
    let review = review.map(|day| due(REVIEW, None, day, DigestPlace::Review));
    let acceptances = entry.summary.risks.iter().filter_map(|risk| {
        let day = risk.accepted_until.filter(is_near)?;
        let of = risk.id.as_deref().unwrap_or(&risk.text);
        Some(due(ACCEPTANCE_ENDS, Some(of), day, DigestPlace::Risk(&risk.anchor)))
    });
    review.into_iter().chain(acceptances).collect()
}

impl Digest {
    /// What commits of the time changed of a plan.
    fn tell(&mut self, entry: &PlanEntry, plans: &impl DigestPlans) {
        let versions: Vec<(usize, &PlanVersion)> = entry
            .versions
            .iter()
            .enumerate()
            .filter(|(_, v)| self.scope.holds(&v.commit))
            .collect();
        if versions.is_empty() {
            return;
        }
        let mut changed = ChangedPlan {
            new: versions.iter().any(|(_, v)| v.changes == VersionChanges::Began),
            // The first path of the time.
            moved_from: versions
                .iter()
                .rev()
                .find_map(|(_, v)| v.moved_from.as_deref())
                .map(Into::into),
            ..unchanged(entry)
        };
        let is_committed = plans.is_committed(entry);
        let began = versions.iter().filter(|(_, v)| v.changes == VersionChanges::Began);
        let began_with: Vec<(&Commit, Vec<ChangeLine>)> =
            began.map(|&(at, v)| (&*v.commit, plans.began_with(entry, at))).collect();
        let decided_then = began_with.iter().flat_map(|(commit, lines)| {
            lines.iter().map(|change| Told { change, commit, line: None })
        });
        let mut facts: Vec<Told<'_>> = decided_then.collect();
        for &(at, version) in versions.iter().rev() {
            let lines = match &version.changes {
                VersionChanges::Began => continue,
                VersionChanges::NotCompared => {
                    changed.not_compared += 1;
                    continue;
                }
                VersionChanges::Compared(lines) => lines,
            };
            for change in lines.iter() {
                match &*change.kind {
                    "box-ticked" => changed.ticked += 1,
                    "box-unticked" => changed.unticked += 1,
                    _ if change.is_wording => changed.wording += 1,
                    _ => {
                        let line = change.line.filter(|_| at == 0 && is_committed);
                        facts.push(Told { change, commit: &version.commit, line });
                    }
                }
            }
        }
        // Where a version is unknown, what a day was before and is now is told change by change.
        let is_known = changed.not_compared == 0;
        let compared = versions.iter().rev().filter_map(|(at, version)| match &version.changes {
            VersionChanges::Compared(lines) if is_known => Some((*at, &**lines)),
            _ => None,
        });
        let courses = courses(compared).into_iter();
        let slips: Vec<(DayCourse<'_>, Slipped)> = courses
            .filter_map(|course| slip(entry, &course, plans).map(|slip| (course, slip)))
            .collect();
        let is_slip = |change: &ChangeLine| {
            let mut steps = slips.iter().flat_map(|(course, _)| &course.steps);
            steps.any(|step| std::ptr::eq(step.change, change))
        };
        facts.retain(|fact| {
            let is_decided = &*fact.change.kind == DECIDED;
            if is_decided {
                self.decided.push(decided(entry, fact, plans));
            }
            !is_decided && !is_slip(fact.change)
        });
        self.slipped.extend(slips.into_iter().map(|(_, slip)| slip));
        // The sort is stable: of two that are as grave, the earlier is told first.
        facts.sort_by_key(|fact| fact.change.gravity());
        changed.changes = facts.iter().map(Told::change).collect();
        let counts = [changed.ticked, changed.unticked, changed.wording, changed.not_compared];
        let is_told = changed.new || changed.moved_from.is_some() || !changed.changes.is_empty();
        if is_told || counts.iter().any(|n| *n > 0) {
            self.changed.push(changed);
        }
    }
}

/// A change with its commit.
struct Told<'a> {
    change: &'a ChangeLine,
    commit: &'a Commit,
    /// Its line, where that is still so.
    line: Option<u32>,
}

impl Told<'_> {
    fn change(&self) -> DigestChange {
        let ChangeLine { kind, subject, what, before, after, shift, .. } = self.change;
        let owned = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
        DigestChange {
            kind: kind.to_string(),
            subject: owned(subject),
            text: what.to_string(),
            before: owned(before),
            after: owned(after),
            shift: *shift,
            commit: self.commit.id.clone(),
            line: self.line,
        }
    }
}

/// A decision, with what the log says of it where one row of the log does.
fn decided(entry: &PlanEntry, fact: &Told<'_>, plans: &impl DigestPlans) -> Decided {
    let ChangeLine { subject, before, after, .. } = fact.change;
    let mut rows = entry.summary.decisions.iter().enumerate().filter(|(_, row)| {
        Some(&*row.phase) == subject.as_deref() && Some(&*row.verdict_text) == after.as_deref()
    });
    let row = rows.next().filter(|_| rows.next().is_none());
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let of_log = row.map(|(_, row)| row);
    Decided {
        plan: plan(entry),
        phase: subject.as_deref().and_then(filled),
        verdict: after.as_deref().and_then(filled),
        before: before.as_deref().map(str::to_owned),
        by: of_log.and_then(|row| row.by.clone()),
        date: of_log.and_then(|row| row.date),
        commit: fact.commit.id.clone(),
        line: row.and_then(|(at, _)| plans.line(entry, DigestPlace::Decision(at))),
    }
}

/// What there is to tell of a day that is later now than at the start of the time.
fn slip(entry: &PlanEntry, course: &DayCourse<'_>, plans: &impl DigestPlans) -> Option<Slipped> {
    let (from, to) = course.ends();
    let (from, to) = (from?, to?);
    let days = date::days_between(from, to);
    let phase = phase_called(&entry.summary, course.phase);
    (days > 0).then(|| Slipped {
        plan: plan(entry),
        phase: course.phase.to_owned(),
        kind: if course.noun == "start" { "start-moved" } else { "end-moved" },
        from,
        to,
        days,
        projected: false,
        line: phase.and_then(|index| plans.line(entry, DigestPlace::Phase(index))),
    })
}

/// A plan of which nothing is told yet.
fn unchanged(entry: &PlanEntry) -> ChangedPlan {
    ChangedPlan {
        plan: plan(entry),
        new: false,
        removed: false,
        moved_from: None,
        changes: Vec::new(),
        ticked: 0,
        unticked: 0,
        wording: 0,
        not_compared: 0,
    }
}

fn plan(entry: &PlanEntry) -> DigestPlan {
    let Summary { slug, source, title, .. } = &entry.summary;
    DigestPlan { slug: slug.as_str().to_owned(), source: source.clone(), title: title.clone() }
}

fn phase(summary: &Summary, index: usize) -> String {
    summary.phases.get(index).map_or_else(String::new, |(label, _)| label.clone())
}

/// Whether the last day of a phase follows from another phase.
fn is_projected(summary: &Summary, phase: usize) -> bool {
    let dates = summary.schedule.get(phase).map(|of| of.dates);
    dates.is_some_and(|dates| dates.origin == Some(DatesOrigin::Projected))
}
