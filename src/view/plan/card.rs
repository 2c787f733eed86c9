//! Cards of the overview.

use serde::Serialize;

use super::At;
use super::fact::fact;
use super::phase::ListLine;
use super::words::Line;
use crate::analysis::current::{CurrentFrom, CurrentState};
use crate::analysis::progress::of_checklist;
use crate::analysis::schedule::DatesOrigin;
use crate::model::checklist::Checklist;
use crate::model::decision::Verdict;
use crate::model::phase::Position;
use crate::site::Route;
use crate::view::facts::Fact;
use crate::view::part::{Html, counted};

/// What to do if it goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoWrongCard {
    /// Whom to call, and what is written.
    pub facts: Vec<Fact>,
    /// The rollback page.
    pub href: String,
}

/// A derived value: `what` is `value`, by `rule`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DerivedLine {
    /// "Current phase".
    pub what: &'static str,
    /// The value, the rule and the lines of the plan that it was made from.
    pub text_html: Html,
}

/// The plan's findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingsCard {
    /// "3 findings".
    pub title: String,
    /// The gravest first; no more than a screen of them.
    pub rows: Vec<FindingRow>,
    /// "12 more".
    pub more: Option<String>,
    /// All findings of the site.
    pub href: String,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// Value of `data-state`: `stop`, `warn`, `unknown`.
    pub state: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// "Error", "Warning", "Info".
    pub word: &'static str,
    /// The message.
    pub message: String,
    /// "line 12".
    pub place: String,
    /// The rule's id.
    pub code: &'static str,
    /// The rule's page.
    pub href: String,
}

/// Most findings on the card.
const MOST_FINDINGS: usize = 12;

impl At<'_> {
    pub(super) fn go_wrong(&self) -> GoWrongCard {
        let plan = self.plan();
        let coverage = &self.entry.analysis.coverage;
        let mut facts = Vec::new();
        if let Some(live) = self.live_phase() {
            let rows = coverage.get(live).map_or(&[][..], |c| &c.owners);
            let row = rows.first().map(|&i| &plan.rollback.owners[i]);
            facts.push(self.fact("Call first", row.and_then(|o| o.primary.as_ref())));
            facts.push(self.fact("Backup", row.and_then(|o| o.backup.as_ref())));
        } else {
            let named = coverage.iter().filter(|c| c.primary).count();
            let words = match plan.phases.len() {
                0 => Line::not_stated(),
                n => Line::of(format!("Named for {named} of {}", counted(n, "phase"))),
            };
            facts.push(fact("Owners", words));
        }
        let count = |n: usize| if n == 0 { Line::not_stated() } else { Line::of(n.to_string()) };
        facts.push(fact("Triggers", count(plan.rollback.triggers.len())));
        facts.push(fact("Steps", count(plan.rollback.steps.len())));
        GoWrongCard { facts, href: self.to(&Route::Rollback(self.entry.slug.clone())) }
    }

    /// Checklists in brief.
    pub(super) fn lists(&self, is_wanted: impl Fn(&Checklist) -> bool) -> Vec<ListLine> {
        let lists = self.plan().checklists.iter().enumerate();
        lists
            .filter(|(_, list)| is_wanted(list))
            .map(|(index, list)| {
                let progress = of_checklist(list);
                let name = &list.name.plain;
                ListLine {
                    href: self.to_checklist(&super::anchor::checklist(index)),
                    name: if name.is_empty() { "Checklist".to_owned() } else { name.clone() },
                    done: progress.done,
                    total: progress.total,
                    full: progress.total > 0 && progress.done == progress.total,
                }
            })
            .collect()
    }

    /// What the header states besides name, status, owner and dates.
    pub(super) fn about(&self) -> Vec<Fact> {
        let header = &self.plan().header;
        let mut facts = Vec::new();
        if header.owner.is_some() {
            facts.extend(self.fact_if("Author", header.author.as_ref()));
        }
        facts.extend(self.fact_if("Flag", header.flag.as_ref()));
        if !header.tags.is_empty() {
            let tags: Vec<Line> =
                header.tags.iter().map(|tag| Line::default().quote(tag)).collect();
            let tags = tags.iter().enumerate().fold(Line::default(), |line, (i, tag)| {
                line.say(if i == 0 { "" } else { ", " }).append(tag)
            });
            facts.push(fact("Tags", tags));
        }
        let other = header.other.iter();
        facts.extend(other.filter_map(|(label, text)| self.fact_if(label, Some(text))));
        facts
    }

    /// Derived values, each with its rule.
    pub(super) fn derived(&self) -> Vec<DerivedLine> {
        let plan = self.plan();
        let mut lines = Vec::new();
        if let Some(text) = self.current_rule() {
            lines.push(("Current phase", text));
        }
        let projected: Vec<Line> = self
            .entry
            .analysis
            .schedule
            .iter()
            .enumerate()
            .filter(|(_, dates)| dates.origin == Some(DatesOrigin::Projected))
            .map(|(i, _)| Line::default().quote(self.short_phase(i)))
            .collect();
        if !projected.is_empty() {
            let text = Line::of("Projected from durations for ").append(&Line::list(&projected));
            lines.push((
                "Dates",
                text.say(": a phase begins the day after the one before it ends."),
            ));
        }
        if let (Some(date), Some(updated)) = (&plan.header.date, &plan.header.updated)
            && date.span == updated.span
        {
            let line = self.line(date.span);
            let text = Line::of(format!("The last-updated date stands in for it (line {line})."));
            lines.push(("Plan date", text));
        }
        if !plan.risks.is_empty() {
            let about = self.to(&Route::About);
            let text = Line::of("Looked up by likelihood and impact in ")
                .link("the site's grid", &about)
                .say("; nothing is multiplied.");
            lines.push(("Risk bands", text));
        }
        lines.into_iter().map(|(what, text)| DerivedLine { what, text_html: text.html() }).collect()
    }

    /// How the current phase is known.
    fn current_rule(&self) -> Option<Line> {
        let plan = self.plan();
        let current = self.entry.analysis.current;
        let value = match current.position {
            Some(position) => Line::default().quote(self.phase_label(position.index())),
            None => Line::of(match current.state {
                CurrentState::AllDone => "All done",
                _ => "None yet",
            }),
        };
        let rule = match current.from? {
            CurrentFrom::Stated => {
                let text = plan.header.current_phase.as_ref()?;
                format!(", as stated on line {}.", self.line(text.span))
            }
            CurrentFrom::PhaseStatus => {
                let phase = plan.phase(current.position?);
                let line = self.line(phase.status.as_ref()?.text.span);
                format!(", the phase whose status says so on line {line}.")
            }
            CurrentFrom::Decisions => {
                let go = plan.decisions.iter().rev().find(|d| {
                    let before = match current.position {
                        Some(position) => position.index().checked_sub(1),
                        None => plan.phases.len().checked_sub(1),
                    };
                    d.verdict.is_some_and(Verdict::is_go) && d.phase.map(Position::index) == before
                });
                match go {
                    Some(go) => {
                        format!(", by the Go in the decisions log on line {}.", self.line(go.span))
                    }
                    None => ", by the decisions log.".to_owned(),
                }
            }
            CurrentFrom::PlanStatus => {
                let line = self.line(plan.header.status.as_ref()?.span);
                format!(", by the plan's status on line {line}.")
            }
        };
        Some(value.say(rule))
    }

    /// The plan's findings; `None` without any.
    pub(super) fn findings(&self) -> Option<FindingsCard> {
        use crate::diagnostic::Severity;
        let findings = &self.entry.findings;
        if findings.is_empty() {
            return None;
        }
        let mut sorted: Vec<_> = findings.iter().collect();
        sorted.sort_by_key(|f| (std::cmp::Reverse(f.severity), f.span));
        let rows = sorted.into_iter().take(MOST_FINDINGS).map(|finding| {
            let (state, icon, word) = match finding.severity {
                Severity::Error => ("stop", "attention", "Error"),
                Severity::Warning => ("warn", "warning", "Warning"),
                Severity::Info => ("unknown", "info", "Info"),
            };
            FindingRow {
                state,
                icon,
                word,
                message: finding.message.clone(),
                place: format!("line {}", self.line(finding.span)),
                code: finding.code,
                href: self.to(&Route::Rule(finding.code)),
            }
        });
        let left = findings.len().saturating_sub(MOST_FINDINGS);
        Some(FindingsCard {
            title: counted(findings.len(), "finding"),
            rows: rows.collect(),
            more: (left > 0).then(|| format!("{left} more")),
            href: self.to(&Route::Findings(1)),
        })
    }
}
