//! The page for the night: how to go back.

use serde::Serialize;

use super::empty::{Empty, NOT_SHOWN};
use super::measure::MeasureNote;
use super::section::Places;
use super::state::phase_state;
use super::step::StepRow;
use super::words::Line;
use super::{At, PlanView};
use crate::analysis::current::CurrentPhaseState;
use crate::model::prose::Text;
use crate::model::rollback::RollbackOwner;
use crate::site::Route;
use crate::view::facts::Fact;
use crate::view::notice::{Notice, Tone};
use crate::view::part::{Breadcrumb, Html, counted};
use crate::view::shell::{Anchor, NavSection, Shell};
use crate::view::why::Why;

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-rollback.html";

/// How to roll a plan back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollbackPage {
    /// Trail to the page.
    pub breadcrumb: Breadcrumb,
    /// The plan's name.
    pub name: String,
    /// What is live now, and for whom; or that nothing is.
    pub live_html: Html,
    /// When the way back was last rehearsed, and how that ended.
    pub rehearsal_html: Option<Html>,
    /// That no rehearsal is written down.
    pub unrehearsed: Option<&'static str>,
    /// Whom to call first; `None` where nobody is named.
    pub call_html: Option<Html>,
    /// In its place: "No owner named for the live phase".
    pub call_missing: Option<&'static str>,
    /// Where the plan has no rollback at all.
    pub empty: Option<Empty>,
    /// What is missing or still to fill in.
    pub notices: Vec<Notice>,
    /// What the author wrote about the way back before its steps.
    pub notes_html: Option<Html>,
    /// What is written behind them: follow-up work, who is told.
    pub after_html: Option<Html>,
    /// When to roll back.
    pub triggers: Vec<TriggerRow>,
    /// "6 steps"; `None` without steps.
    pub steps_text: Option<String>,
    /// What to do.
    pub steps: Vec<StepRow>,
    /// Over what is shown as written; `None` without it.
    pub written_notice: Option<Notice>,
    /// Sections as written.
    pub written: Vec<Html>,
    /// The ways back of phases that are not live.
    pub ways: Vec<PhaseRollback>,
    /// Whom to call now.
    pub calls: Vec<Fact>,
    /// Why these.
    pub why: Why,
    /// Owners of other phases.
    pub others: Vec<RollbackOwnerRow>,
    /// Heading of the others.
    pub others_text: &'static str,
    /// The key under which ticks are kept: plan and content.
    pub ticks_key: String,
    /// Path of the plan's file below the content folder.
    pub source: String,
    /// Of when the text is: "last updated 20 Nov 2026"; `None` where it has no date.
    pub dated: Option<String>,
    /// First eight hexadecimal digits of the content's hash.
    pub fingerprint: String,
    /// The plan's overview.
    pub overview: String,
}

/// The way back of phases that are not live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhaseRollback {
    /// The phases: "Phase 2 — Guests".
    pub title: String,
    /// When to roll back.
    pub triggers: Vec<TriggerRow>,
    /// What to do.
    pub steps: Vec<StepRow>,
    /// Sections as written, and notes.
    pub written: Vec<Html>,
}

/// A condition that calls for a rollback.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TriggerRow {
    /// As written.
    pub text_html: Html,
    /// The one phase that it holds for.
    pub only: Option<String>,
    /// What its row says beside it.
    pub extra: Vec<Fact>,
    /// How it stands by what was measured.
    pub measure: Option<MeasureNote>,
}

/// Owners of some phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RollbackOwnerRow {
    /// The phases as written.
    pub phases_html: Html,
    /// Who is called first.
    pub primary_html: Html,
    /// Who is called next.
    pub backup_html: Html,
}

/// How to roll a plan back.
pub fn rollback(plan_view: &PlanView<'_>) -> (Shell, RollbackPage) {
    let entry = plan_view.entry;
    let at = At::new(plan_view, &Route::Rollback(entry.slug.clone()));
    let plan = at.plan();
    let rollback = &plan.rollback;
    let withheld = entry.withheld();
    let overview = at.to(&Route::Plan(entry.slug.clone()));
    let name = entry.summary.title.clone();
    let now = at.owners_now();
    let first = now.iter().find_map(|&i| rollback.owners[i].primary.as_ref());
    let is_empty = rollback.triggers.is_empty()
        && rollback.steps.is_empty()
        && rollback.owners.is_empty()
        && rollback.unread.is_empty();
    let missing = match at.live_phase() {
        _ if withheld.rollback => NOT_SHOWN,
        Some(_) => "No owner named for the live phase",
        None if rollback.owners.is_empty() => "No rollback owner named",
        None => "Whom to call depends on the phase",
    };
    let (triggers, steps) = (at.triggers(None), at.steps(None));
    let written = at.written(None);
    let (notes_html, after_html) = at.rollback_notes(None);
    let shell =
        at.shell("Rollback", NavSection::Rollback, at.has_rehearsals() || at.has_measures());
    let view = RollbackPage {
        breadcrumb: Breadcrumb {
            links: vec![
                Anchor { href: at.to(&Route::Rollbacks(1)), text: "Rollback".to_owned() },
                Anchor { href: overview.clone(), text: name.clone() },
            ],
            here: "Roll back".to_owned(),
        },
        live_html: at.live_words().html(),
        rehearsal_html: at.rehearsed_words().map(Line::html),
        unrehearsed: at.unrehearsed_words(),
        call_html: first.map(|who| at.people(who).html()),
        call_missing: first.is_none().then_some(missing),
        empty: is_empty.then(|| Empty::not_stated(plan.sections.rollback, withheld.rollback)),
        notices: if is_empty { Vec::new() } else { at.rollback_notices(&now) },
        notes_html,
        after_html,
        triggers,
        steps_text: (!steps.is_empty()).then(|| counted(steps.len(), "step")),
        steps,
        written_notice: (!written.is_empty()).then(written_notice),
        written,
        ways: at.ways(),
        calls: now.iter().flat_map(|&i| at.calls(&rollback.owners[i])).collect(),
        why: at.why_call(&now),
        others: (0..rollback.owners.len())
            .filter(|i| now.binary_search(i).is_err())
            .map(|i| at.owner_row(&rollback.owners[i]))
            .collect(),
        others_text: if now.is_empty() { "Owners by phase" } else { "Owners for other phases" },
        ticks_key: format!("{} {:016x}", entry.slug, entry.source.fingerprint()),
        source: entry.source.path().to_owned(),
        dated: at.dated(),
        fingerprint: format!("{:016x}", entry.source.fingerprint())[..8].to_owned(),
        overview,
        name,
    };
    (shell, view)
}

impl At<'_, '_> {
    /// Rows of owners to call now: those of the live phase; of the only row where none is live.
    fn owners_now(&self) -> Vec<usize> {
        match self.live_phase() {
            Some(index) => {
                self.entry.analysis.coverage.get(index).map_or_else(Vec::new, |c| c.owners.clone())
            }
            None if self.plan().rollback.owners.len() == 1 => vec![0],
            None => Vec::new(),
        }
    }

    /// "Live now: Phase 1 — Private preview, invited beta customers, ~200 users".
    fn live_words(&self) -> Line {
        let Some(index) = self.live_phase() else {
            return Line::of(match self.entry.analysis.current.state {
                CurrentPhaseState::NotStarted => "Nothing is live: no phase has begun.",
                CurrentPhaseState::AllDone => "All phases are done.",
                _ => "The plan does not state which phase is live.",
            });
        };
        let phase = &self.plan().phases[index];
        let label = phase_state(self.entry, index).label();
        let mut line = Line::of(format!("{label}: "))
            .link_quote(self.phase_label(index), &self.to_phase(index));
        for text in [phase.scope.as_ref(), phase.users.as_ref().map(|u| &u.text)] {
            if let Some(text) = text.filter(|t| !t.is_empty()) {
                line = line.say(" · ").quote(&text.plain);
            }
        }
        line
    }

    fn call_or_none(&self, who: Option<&Text>) -> Line {
        who.map_or_else(Line::not_stated, |who| self.people(who))
    }

    fn calls(&self, owner: &RollbackOwner) -> [Fact; 2] {
        let phases = &owner.phases_text.plain;
        let of = if phases.is_empty() { String::new() } else { format!(", {phases}") };
        [
            Fact::new(format!("Primary{of}"), self.call_or_none(owner.primary.as_ref()).html()),
            Fact::new(format!("Backup{of}"), self.call_or_none(owner.backup.as_ref()).html()),
        ]
    }

    fn owner_row(&self, owner: &RollbackOwner) -> RollbackOwnerRow {
        RollbackOwnerRow {
            phases_html: self
                .html_of(Some(&owner.phases_text))
                .unwrap_or_else(|| Line::not_stated().html()),
            primary_html: self.call_or_none(owner.primary.as_ref()).html(),
            backup_html: self.call_or_none(owner.backup.as_ref()).html(),
        }
    }

    fn rollback_notices(&self, now: &[usize]) -> Vec<Notice> {
        let rollback = &self.plan().rollback;
        let warn =
            |title: &str, text: &str| Notice::new(Tone::Warn, Line::of(text).html()).titled(title);
        let mut notices = self.met_trigger_notices();
        // What is shown as written may hold them.
        let is_withheld = self.entry.withheld().rollback;
        let is_told = !rollback.unread.is_empty() || is_withheld;
        if rollback.steps.is_empty() && !is_told {
            notices
                .push(warn("No rollback steps written.", "What to do is not stated in the plan."));
        }
        if rollback.triggers.is_empty() && !is_told {
            let text = "When to roll back is not stated in the plan.";
            notices.push(warn("No rollback triggers written.", text));
        }
        if now.is_empty() && self.live_phase().is_some() && !is_withheld {
            let text = "Whom to call is not stated in the plan.";
            notices.push(warn("No owner named for the live phase.", text));
        }
        let open = self.rollback_placeholders();
        if open > 0 {
            let title = format!("{} to fill in.", counted(open, "place"));
            let text = "They are marked on this page. Settle them before the launch.";
            notices.push(warn(&title, text));
        }
        notices
    }

    /// Number of placeholders inside sentences of the rollback plan.
    fn rollback_placeholders(&self) -> usize {
        let rollback = &self.plan().rollback;
        let triggers = rollback.triggers.iter().map(|t| t.span);
        let steps = rollback.steps.iter().map(|s| s.span);
        let shown = Places::new(triggers.chain(steps));
        self.plan().unfilled.iter().filter(|u| u.inside && shown.touch(u.span)).count()
    }
}

/// Says that nothing was taken apart.
fn written_notice() -> Notice {
    let text = "This is the author’s text, whole and in its own order.";
    let mut notice = Notice::new(Tone::Warn, Line::of(text).html())
        .titled("Shown as written: triggers and steps can’t be told apart for sure.");
    notice.icon = "unknown";
    notice
}
