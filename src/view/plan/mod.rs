//! The pages of one plan.
//!
//! In: a [`Context`] and an [`PlanEntry`]. Out: for each page its frame and its values.
//! Invariant: a page of a plan reads that plan, the settings and the date, and nothing of other
//! plans but the titles of the programs that it stands in.

pub mod anchor;
pub mod beside;
mod blockers;
pub mod card;
pub mod checklists;
pub mod contact;
pub mod decision;
mod doubt;
pub mod empty;
pub mod exposure;
pub mod fact;
pub mod findings;
mod gate;
pub mod header;
pub mod history;
pub mod item;
mod lasted;
pub mod measure;
pub mod mention;
mod missing;
pub mod opening;
pub mod overview;
pub mod packet;
pub mod paging;
pub mod phase;
mod phase_sentence;
pub mod phases;
pub mod record;
mod reference;
mod rehearsal;
pub mod risk;
pub mod risk_map;
pub mod risks;
pub mod rollback;
pub(super) mod section;
mod sentence;
mod signature;
pub mod since;
pub mod slips;
pub mod source;
pub mod state;
pub mod step;
mod steps;
#[cfg(test)]
mod tests;
pub mod timeline;
mod why;
mod way;
pub mod words;

pub use sentence::sentence;

use std::ops::Deref;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Context;
use super::html::{LineTargets, Prose, References, Referring};
use super::part::Html;
use super::shell::{Anchor, NavSection, PageFrame, Shell, shell};
use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;
use crate::model::prose::Text;
use crate::portfolio::{PlanEntry, file_of};
use crate::site::{ListPage, Route, relative};
use crate::text::{LABEL, Span, shortened};

/// Every page of a plan, in the order of its local navigation.
pub fn routes(entry: &PlanEntry) -> Vec<Route> {
    let slug = || entry.slug.clone();
    let mut routes = vec![Route::Plan(slug()), Route::Phases(slug())];
    routes.extend(entry.phase_files.iter().map(|file| Route::Phase(slug(), file.to_string())));
    let pages = paging::by_urgency(entry).into_iter().max().unwrap_or(1);
    routes.extend((1..=pages).map(|n| Route::PlanRisks(slug(), n)));
    if entry.has_residual {
        routes.extend([Route::RisksInherent(slug()), Route::RisksResidual(slug())]);
    }
    routes.extend([Route::Checklists(slug()), Route::Rollback(slug()), Route::Source(slug())]);
    if !entry.findings.is_empty() {
        routes.push(Route::PlanFindings(slug()));
    }
    routes.extend(record::routes(entry));
    routes.extend(packet::routes(entry));
    routes.extend(history::routes(entry));
    routes.extend([Route::Card(slug()), Route::Badge(slug())]);
    routes
}

/// What the pages of a plan have in common, found once a plan. All of them lie in one folder, so a link leads
/// from each of them to the same place.
#[derive(Debug)]
pub struct PlanView<'a> {
    context: &'a Context<'a>,
    entry: &'a PlanEntry,
    /// The page of each risk, in register order.
    risk_pages: Vec<ListPage>,
    /// What the plan's texts may refer to.
    references: References,
    /// Where the plan's lines stand on its source page; found when a link to one is made.
    lines: OnceLock<LineTargets<'a>>,
    /// For each heading the one above it, by their indices; found when it is asked for.
    headings_above: OnceLock<FxHashMap<usize, usize>>,
    /// Whether it tells what is so on a day: that an end has passed.
    is_dated: bool,
}

impl<'a> PlanView<'a> {
    /// The view of a plan that is open.
    pub fn new(context: &'a Context<'a>, entry: &'a PlanEntry) -> Self {
        Self {
            context,
            entry,
            risk_pages: paging::by_register(entry),
            references: reference::references(context, entry),
            lines: OnceLock::new(),
            headings_above: OnceLock::new(),
            is_dated: true,
        }
    }

    /// What its pages read.
    pub fn context(&self) -> &'a Context<'a> {
        self.context
    }

    /// The plan.
    pub fn entry(&self) -> &'a PlanEntry {
        self.entry
    }

    /// The index of the phase whose gate's record has this name, without ending.
    pub fn gate(&self, file: &str) -> Option<usize> {
        let gates = &self.entry.gate_files;
        gates.iter().find(|(_, known)| **known == *file).map(|(phase, _)| *phase)
    }

    /// The index of the phase whose gate's packet has this name, without ending.
    pub fn packet(&self, file: &str) -> Option<usize> {
        let packets = &self.entry.packet_files;
        packets.iter().find(|(_, known)| **known == *file).map(|(phase, _)| *phase)
    }

    /// The index of the phase whose page has this name, without ending.
    pub fn phase(&self, file: &str) -> Option<usize> {
        self.entry.phase_files.iter().position(|known| **known == *file)
    }
}

/// A page of a plan in the making: what it reads, and where it stands.
#[derive(Debug)]
struct At<'v, 'a> {
    view: &'v PlanView<'a>,
    /// The page's path below the site's root.
    path: String,
}

impl<'a> Deref for At<'_, 'a> {
    type Target = PlanView<'a>;

    fn deref(&self) -> &PlanView<'a> {
        self.view
    }
}

impl<'v, 'a> At<'v, 'a> {
    fn new(view: &'v PlanView<'a>, route: &Route) -> Self {
        Self { view, path: route.path() }
    }

    fn plan(&self) -> &'a Plan {
        &self.entry.plan
    }

    /// The page's own name in the plan's folder.
    fn own_name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&*self.path, |(_, file)| file)
    }

    /// Link to another page.
    fn to(&self, route: &Route) -> String {
        relative(&self.path, &route.path())
    }

    /// Link to a place on another page, or on this one.
    fn to_place(&self, route: &Route, anchor: &str) -> String {
        let path = route.path();
        if path == self.path {
            format!("#{anchor}")
        } else {
            format!("{}#{anchor}", relative(&self.path, &path))
        }
    }

    fn to_phase(&self, index: usize) -> String {
        let file = file_of(&self.entry.phase_files, index).to_owned();
        self.to(&Route::Phase(self.entry.slug.clone(), file))
    }

    fn to_risk(&self, index: usize) -> String {
        let page = self.risk_pages.get(index).copied().unwrap_or(1);
        let route = Route::PlanRisks(self.entry.slug.clone(), page);
        self.to_place(&route, &self.entry.analysis.risks[index].anchor)
    }

    /// Author's blocks below a heading of level 2.
    fn prose(&self) -> Prose<'_> {
        self.prose_of("")
    }

    /// Author's text about what stands at `own` on this page: it does not link to itself.
    fn prose_of<'b>(&'b self, own: &'b str) -> Prose<'b> {
        Prose {
            context: self.context,
            page: &self.path,
            source: self.entry.source.path(),
            top_heading: 3,
            anchors: false,
            lines: None,
            commands: false,
            references: Some(Referring {
                all: &self.references,
                page: self.own_name(),
                except: own,
            }),
        }
    }

    fn html(&self, text: &Text) -> Html {
        self.prose().text(text)
    }

    /// A value's text for the inside of a link or a summary: its marks, but no links of its own.
    fn html_in_link(&self, text: &Text) -> Html {
        let html = Prose { references: None, ..self.prose() }.text(text);
        // The text is escaped: an opened anchor can only be a link of the author.
        if html.as_str().contains("<a ") {
            words::Line::default().quote(&text.plain).html()
        } else {
            html
        }
    }

    fn html_of(&self, text: Option<&Text>) -> Option<Html> {
        text.filter(|t| !t.is_empty()).map(|t| self.html(t))
    }

    /// Line of a place in the plan's file, from 1.
    fn line(&self, span: Span) -> u32 {
        self.entry.source.line(span.start)
    }

    /// Link to the line of a place in the plan's file, on the source page.
    fn to_line(&self, span: Span) -> Anchor {
        let lines =
            self.lines.get_or_init(|| LineTargets::of(&self.entry.source, &self.plan().blocks));
        let source = Route::Source(self.entry.slug.clone());
        let href = match lines.nearest(span) {
            Some(id) => self.to_place(&source, &id),
            None => self.to(&source),
        };
        Anchor { href, text: format!("line {}", self.line(span)) }
    }

    /// Label of a phase; one without is named by its place.
    fn phase_label(&self, index: usize) -> String {
        phase_label(self.plan(), index)
    }

    /// Index of the live phase.
    fn live_phase(&self) -> Option<usize> {
        self.entry.analysis.current.position.map(PhasePosition::index)
    }

    /// The frame. `name` is the page's own name, "" on the overview.
    /// Whether a risk is accepted until a day: its gates and risks may be others on the next.
    fn ends_acceptance(&self) -> bool {
        self.plan().risks.iter().any(|risk| risk.accepted_until().is_some())
    }

    fn shell(&self, name: &str, section: NavSection, dated: bool) -> Shell {
        let title = &self.entry.summary.title;
        let title = if name.is_empty() { title.clone() } else { format!("{name} · {title}") };
        let frame = PageFrame {
            dated: dated || self.ends_acceptance(),
            ..PageFrame::new(&self.path, &title, section)
        };
        shell(self.context, &frame).of_text(self.plan().header.lang.as_ref())
    }
}

/// Label of a phase; one without is named by its place.
fn phase_label(plan: &Plan, index: usize) -> String {
    let label = whole_phase_label(plan, index);
    shortened(&label, LABEL).into_owned()
}

/// The same as written, where it stands at its own place.
fn whole_phase_label(plan: &Plan, index: usize) -> String {
    let label = &plan.phases[index].label.plain;
    if label.is_empty() {
        format!("Phase without a name ({} of {})", index + 1, plan.phases.len())
    } else {
        label.to_string()
    }
}
