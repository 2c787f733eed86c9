//! A plan's checklists.

use serde::Serialize;

use super::empty::Empty;
use super::header::{PlanHeader, TabKey};
use super::item::ItemRow;
use super::words::{Line, Sentence};
use super::{At, PlanView, anchor};
use crate::analysis::current::CurrentPhaseState;
use crate::analysis::progress::{Progress, of_checklist, of_criteria};
use crate::model::checklist::{Checklist, ChecklistKind, MarkState};
use crate::site::{Route, encode};
use crate::text::Span;
use crate::view::part::Html;
use crate::view::shell::{NavSection, Shell};
use crate::view::why::Why;

/// The template of the page.
pub const TEMPLATE: &str = "pages/plan-checklists.html";

/// The checklists of a plan, and the criteria of its gates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistsPage {
    /// The plan's header.
    pub header: PlanHeader,
    /// How much is done.
    pub sentence: Sentence,
    /// What counts as done.
    pub why: Option<Why>,
    /// Where the plan has none.
    pub empty: Option<Empty>,
    /// The groups in the author's order, the criteria of the gates last.
    pub groups: Vec<ChecklistGroup>,
    /// Where to tick.
    pub file: FilePlace,
}

/// A group of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChecklistGroup {
    /// Its id on the page.
    pub id: String,
    /// Its heading.
    pub name_html: Html,
    /// Its heading, words alone.
    pub name: String,
    /// Done items.
    pub done: usize,
    /// All items that apply.
    pub total: usize,
    /// "6 of 8".
    pub progress: String,
    /// Whether all is done.
    pub full: bool,
    /// What it is about: a phase, the gate that it speaks of.
    pub about_html: Option<Html>,
    /// Its items.
    pub rows: Vec<ItemRow>,
}

/// A place in the plan's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FilePlace {
    /// Path below the content folder.
    pub path: String,
    /// "72–98".
    pub lines: Option<String>,
    /// Where to edit it.
    pub edit: Option<String>,
}

/// A plan's checklists.
pub fn checklists(plan_view: &PlanView<'_>) -> (Shell, ChecklistsPage) {
    let entry = plan_view.entry;
    let at = At::new(plan_view, &Route::Checklists(entry.slug.clone()));
    let shell = at.shell("Checklists", NavSection::Plans, at.has_measures());
    let groups = at.groups();
    let withheld = entry.withheld();
    let section = entry.plan.sections.checklists;
    let view = ChecklistsPage {
        header: at.header(TabKey::Checklists, "Checklists"),
        sentence: at.checklist_sentence(),
        why: at.why_progress(),
        empty: groups.is_empty().then(|| Empty::not_stated(section, withheld.checklists)),
        groups,
        file: at.file(at.ticks()),
    };
    (shell, view)
}

impl At<'_, '_> {
    fn checklist_sentence(&self) -> Sentence {
        let Progress { done, total } = self.entry.analysis.progress;
        let lead = match total {
            0 if self.entry.withheld().checklists => {
                "No checklists are shown to this audience.".to_owned()
            }
            0 if self.plan().transition_criteria.is_empty() => "No checklist items.".to_owned(),
            0 => "No checklist items besides the criteria of the gates.".to_owned(),
            n if n == done => format!("All {n} done."),
            n => format!("{done} of {n} done."),
        };
        let open_before: usize = self
            .plan()
            .checklists
            .iter()
            .filter(|c| c.kind == ChecklistKind::PreLaunch)
            .map(open_and_required)
            .sum();
        let live = self.live_phase().map(|index| {
            let line =
                Line::of(" while ").link_quote(self.short_phase(index), &self.to_phase(index));
            line.say(" is live")
        });
        let rest = match open_before {
            0 => Line::default(),
            1 => Line::of("1 required pre-launch item is open"),
            n => Line::of(format!("{n} required pre-launch items are open")),
        };
        let rest =
            if rest.is_empty() { rest } else { rest.append(&live.unwrap_or_default()).say(".") };
        Sentence::new(Line::of(lead), rest.then(&self.criteria_words()))
    }

    /// "3 of 4 criteria of the gate from Phase 1 to Phase 2 are met."
    fn criteria_words(&self) -> Line {
        let Some((index, gate)) =
            self.live_phase().and_then(|i| Some((i, self.entry.analysis.gates.get(i)?)))
        else {
            return Line::default();
        };
        let (met, total) = self.met(gate);
        if total == 0 {
            return Line::default();
        }
        Line::of(format!("{met} of {total} criteria of "))
            .link(self.gate_name(index), &format!("#{}", anchor::CRITERIA))
            .say(if total == 1 { " is met." } else { " are met." })
    }

    fn groups(&self) -> Vec<ChecklistGroup> {
        let plan = self.plan();
        let blocked = self.blocked();
        let mut groups: Vec<ChecklistGroup> = plan
            .checklists
            .iter()
            .enumerate()
            .map(|(index, list)| {
                let about = list.phase.map(|phase| {
                    let label = self.phase_label(phase.index());
                    Line::of("Due in ").link_quote(label, &self.to_phase(phase.index()))
                });
                let name = if list.name.is_empty() {
                    Line::of("Checklist")
                } else {
                    Line::default().prose(&self.html_in_link(&list.name), &list.name.plain)
                };
                let rows = self.item_rows(index, list, &blocked);
                group(anchor::checklist(index), name, about, of_checklist(list), rows)
            })
            .collect();
        if !plan.transition_criteria.is_empty() {
            let about = match self.live_phase() {
                Some(index) => Line::of("These ticks apply to ")
                    .link(self.gate_name(index), &format!("{}#gate", self.to_phase(index))),
                None => Line::of("The conditions of every gate"),
            };
            groups.push(group(
                anchor::CRITERIA.to_owned(),
                Line::of("Phase transition criteria"),
                Some(about),
                of_criteria(&plan.transition_criteria),
                self.criterion_rows(&blocked),
            ));
        }
        groups
    }

    /// From the first to the last box of the plan.
    fn ticks(&self) -> Option<Span> {
        let plan = self.plan();
        let lists = plan.checklists.iter().map(|c| c.span);
        let criteria = plan.transition_criteria.iter().map(|c| c.item.span);
        lists.chain(criteria).reduce(Span::to)
    }

    /// A place in the plan's file, and where to edit it.
    pub(super) fn file(&self, span: Option<Span>) -> FilePlace {
        let source = &self.entry.source;
        let lines = span.map(|span| {
            let last = source.line(span.end.saturating_sub(1).max(span.start));
            match self.line(span) {
                first if first == last => first.to_string(),
                first => format!("{first}–{last}"),
            }
        });
        FilePlace {
            path: source.path().to_owned(),
            lines,
            edit: edit_url(self.context.settings.site.edit_url.as_deref(), source.path()),
        }
    }

    /// Whether an item of a checklist is late: its time has come and it is open.
    pub(super) fn is_late(&self, kind: ChecklistKind) -> bool {
        let current = self.entry.analysis.current;
        let last = self.plan().phases.len().checked_sub(1);
        let begun = current.state == CurrentPhaseState::AllDone
            || (self.live_phase().is_some() && self.live_phase() == last);
        begun && matches!(kind, ChecklistKind::PreLaunch | ChecklistKind::LaunchDay)
    }
}

/// How many boxes of a list are open that are not optional.
fn open_and_required(list: &Checklist) -> usize {
    let items = list.items.iter().filter(|item| !item.done && !item.optional).count();
    items + list.marks.iter().filter(|mark| mark.state == MarkState::Open).count()
}

fn group(
    id: String,
    name: Line,
    about: Option<Line>,
    progress: Progress,
    rows: Vec<ItemRow>,
) -> ChecklistGroup {
    let Progress { done, total } = progress;
    ChecklistGroup {
        id,
        name: name.plain().to_owned(),
        name_html: name.html(),
        done,
        total,
        progress: format!("{done} of {total}"),
        full: total > 0 && done == total,
        about_html: about.map(Line::html),
        rows,
    }
}

/// URL to edit a file: the prefix with the path behind it.
pub(super) fn edit_url(prefix: Option<&str>, path: &str) -> Option<String> {
    Some(format!("{}{}", prefix?, encode(path)))
}

#[cfg(test)]
mod tests {
    use super::edit_url;

    #[test]
    fn edit_urls_escape_the_path() {
        assert_eq!(edit_url(None, "a.md"), None);
        assert_eq!(
            edit_url(Some("https://git.example/edit/main/"), "a b/c.md").as_deref(),
            Some("https://git.example/edit/main/a%20b/c.md")
        );
    }
}
