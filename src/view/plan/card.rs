//! Cards of the overview.

use serde::Serialize;

use super::fact::fact;
use super::phase::ListLine;
use super::words::Line;
use super::{At, anchor};
use crate::analysis::progress::of_checklist;
use crate::model::checklist::Checklist;
use crate::model::date::Date;
use crate::site::Route;
use crate::view::facts::Fact;
use crate::view::part::counted;
use crate::view::why::Why;

/// What to do if it goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoWrongCard {
    /// Whom to call, and what is written.
    pub facts: Vec<Fact>,
    /// The rollback page.
    pub href: String,
    /// What covers the phases.
    pub why: Why,
}

impl At<'_, '_> {
    pub(super) fn go_wrong(&self) -> GoWrongCard {
        let plan = self.plan();
        let coverage = &self.entry.analysis.coverage;
        let mut facts = Vec::new();
        if let Some(live) = self.live_phase() {
            let rows = coverage.get(live).map_or(&[][..], |c| &c.owners);
            let row = rows.first().map(|&i| &plan.rollback.owners[i]);
            facts.push(self.people_fact("Call first", row.and_then(|o| o.primary.as_ref())));
            facts.push(self.people_fact("Backup", row.and_then(|o| o.backup.as_ref())));
        } else {
            let named = coverage.iter().filter(|c| c.primary).count();
            let words = match plan.phases.len() {
                0 => Line::not_stated(),
                n => Line::of(format!("Named for {named} of {}", counted(n, "phase"))),
            };
            facts.push(fact("Owners", words));
        }
        let rollback = &plan.rollback;
        let count = |n: usize| match n {
            0 if !rollback.unread.is_empty() => Line::of("As written"),
            0 => Line::not_stated(),
            n => Line::of(n.to_string()),
        };
        let triggers = rollback.triggers.iter().filter(|t| !rollback.is_unread(t.span));
        let steps = rollback.steps.iter().filter(|s| !rollback.is_unread(s.span));
        facts.push(fact("Triggers", count(triggers.count())));
        facts.push(fact("Steps", count(steps.count())));
        facts.extend(self.rehearsal_words().map(|words| fact("Rehearsal", words)));
        GoWrongCard {
            facts,
            href: self.to(&Route::Rollback(self.entry.slug.clone())),
            why: self.why_coverage(self.live_phase()),
        }
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
                    href: self.to_checklist(&anchor::checklist(index)),
                    name: if name.is_empty() { "Checklist".to_owned() } else { name.to_string() },
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
        if let Some(flag) = header.flag.as_ref().filter(|flag| !flag.is_empty()) {
            // What leads here does not lead from here.
            let here = format!("#{}", anchor::FLAG);
            let html = self.prose_of(&here).text(flag);
            facts.push(Fact::new("Flag", html).with_id(anchor::FLAG));
        }
        if let (Some(date), Some(updated)) = (&header.date, &header.updated)
            && date.span == updated.span
        {
            let line = self.to_line(date.span);
            let words = Line::of("The last-updated date stands in for it, ");
            facts.push(fact("Plan date", words.link(line.text, &line.href)));
        }
        facts.extend(header.next_review.as_ref().map(|day| self.next_review(day.value)));
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

    /// The day of the next review, and whether it is past.
    fn next_review(&self, day: Date) -> Fact {
        let line = Line::default().day(day);
        fact(
            "Next review",
            if day < self.context.today { line.say(", which is past") } else { line },
        )
    }
}
