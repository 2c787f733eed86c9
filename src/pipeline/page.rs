//! A page for each route: view, then render.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Site;
use crate::check::rules;
use crate::markdown;
use crate::model::prose::{Block, BlockKind};
use crate::parse::WhoKind;
use crate::portfolio::UnreadableDocument;
use crate::render::RenderError;
use crate::settings::Limits;
use crate::site::{Route, Slug};
use crate::text::Source;
use crate::view::plan::{self, PlanView};
use crate::view::portfolio::risk_list::RiskList;
use crate::view::portfolio::rule::RuleText;
use crate::view::{self, PlanOpener as _, data, feed, portfolio as many};

/// The blocks of each rule's page, by the rule's id: the same for every site.
static RULES: LazyLock<FxHashMap<&'static str, Vec<Block>>> =
    LazyLock::new(|| rules::ALL.iter().map(|rule| (rule.id, rule_blocks(rule.page))).collect());

impl Site {
    /// The bytes of a page of a plan that is open.
    ///
    /// # Errors
    /// As [`Site::bytes`].
    pub fn page_of(&self, of: &PlanView<'_>, route: &Route) -> Result<Vec<u8>, RenderError> {
        self.plan_page(of, route).map_err(|error| error.on_page(route.path()))
    }

    /// The bytes of one file; empty for a route that the site does not have.
    ///
    /// # Errors
    /// When a template of the theme can't be rendered.
    pub fn bytes(&self, route: &Route) -> Result<Vec<u8>, RenderError> {
        self.print(route).map_err(|error| error.on_page(route.path()))
    }

    fn moved(&self, slug: &Slug) -> Result<Vec<u8>, RenderError> {
        let Some(&index) = self.portfolio.moved.get(slug) else { return Ok(Vec::new()) };
        let entry = &self.portfolio.entries[index];
        let (shell, page) = view::moved::moved(&self.context(), slug, entry);
        self.theme.render(view::moved::TEMPLATE, &shell, &page)
    }

    fn unread(
        &self,
        route: &Route,
        unread: Option<&UnreadableDocument>,
    ) -> Result<Vec<u8>, RenderError> {
        let Some(unread) = unread else { return Ok(Vec::new()) };
        let (shell, page) = view::unread::page(&self.context(), route, unread);
        self.theme.render(view::unread::TEMPLATE, &shell, &page)
    }

    /// A page of a plan; empty for a route that is none of its pages.
    fn plan_page(&self, of: &PlanView<'_>, route: &Route) -> Result<Vec<u8>, RenderError> {
        match route {
            Route::Plan(_) => {
                self.theme.page(plan::overview::TEMPLATE, &plan::overview::overview(of))
            }
            Route::Phases(_) => self.theme.page(plan::phases::TEMPLATE, &plan::phases::phases(of)),
            Route::Phase(_, file) => match of.phase(file) {
                Some(index) => {
                    self.theme.page(plan::phase::TEMPLATE, &plan::phase::phase(of, index))
                }
                None => Ok(Vec::new()),
            },
            Route::Rollback(_) => {
                self.theme.page(plan::rollback::TEMPLATE, &plan::rollback::rollback(of))
            }
            Route::PlanRisks(_, n) => {
                self.theme.page(plan::risks::TEMPLATE, &plan::risks::risks(of, *n))
            }
            Route::RisksInherent(_) => {
                self.theme.page(plan::risks::TEMPLATE, &plan::risks::inherent(of))
            }
            Route::RisksResidual(_) => {
                self.theme.page(plan::risks::TEMPLATE, &plan::risks::residual(of))
            }
            Route::Checklists(_) => {
                self.theme.page(plan::checklists::TEMPLATE, &plan::checklists::checklists(of))
            }
            Route::Source(_) => self.theme.page(plan::source::TEMPLATE, &plan::source::source(of)),
            Route::PlanFindings(_) => {
                self.theme.page(plan::findings::TEMPLATE, &plan::findings::findings(of))
            }
            Route::GateRecord(_, file) => match of.gate(file) {
                Some(phase) => {
                    self.theme.page(plan::record::TEMPLATE, &plan::record::record(of, phase))
                }
                None => Ok(Vec::new()),
            },
            Route::History(_, n) => {
                self.theme.page(plan::history::TEMPLATE, &plan::history::history(of, *n))
            }
            Route::Packet(_, file) => match of.packet(file) {
                Some(phase) => {
                    self.theme.page(plan::packet::TEMPLATE, &plan::packet::packet(of, phase))
                }
                None => Ok(Vec::new()),
            },
            Route::Card(_) => self
                .theme
                .page(view::card::CARD_TEMPLATE, &view::card::card(of.context(), of.entry())),
            Route::Badge(_) => {
                let image = view::card::badge(of.entry());
                Ok(self.theme.part(view::card::BADGE_TEMPLATE, &image)?.into_bytes())
            }
            _ => Ok(Vec::new()),
        }
    }

    fn print(&self, route: &Route) -> Result<Vec<u8>, RenderError> {
        let (context, portfolio) = (&self.context(), &*self.portfolio);
        match route {
            Route::Index(n) => {
                self.theme.page(many::index::TEMPLATE, &many::index::page(context, *n))
            }
            Route::Status(kind, n) => {
                self.theme.page(many::plan_list::TEMPLATE, &many::status::page(context, *kind, *n))
            }
            Route::Attention(n) => {
                self.theme.page(many::attention::TEMPLATE, &many::attention::page(context, *n))
            }
            Route::Live(n) => {
                self.theme.page(many::plan_list::TEMPLATE, &many::status::live_page(context, *n))
            }
            Route::View(view, n) => self
                .theme
                .page(many::plan_list::TEMPLATE, &many::plan_order::page(context, *view, *n)),
            Route::Program(slug, n) => self.program(slug, *n),
            Route::Plan(slug)
            | Route::Phases(slug)
            | Route::Phase(slug, _)
            | Route::Rollback(slug)
            | Route::PlanRisks(slug, _)
            | Route::RisksInherent(slug)
            | Route::RisksResidual(slug)
            | Route::Checklists(slug)
            | Route::Source(slug)
            | Route::PlanFindings(slug)
            | Route::GateRecord(slug, _)
            | Route::Packet(slug, _)
            | Route::Card(slug)
            | Route::Badge(slug)
            | Route::History(slug, _) => match portfolio.plan(slug.as_str()) {
                Some(entry) => self.plan_page(&PlanView::new(context, &self.open(entry)), route),
                None => Ok(Vec::new()),
            },
            Route::Moved(slug) => self.moved(slug),
            Route::Page(slug) => match portfolio.page(slug.as_str()) {
                Some(entry) => {
                    self.theme.page(view::page::TEMPLATE, &view::page::page(context, entry))
                }
                None => Ok(Vec::new()),
            },
            Route::Unread(slug) => self.unread(route, portfolio.unread_plan(slug.as_str())),
            Route::UnreadPage(slug) => self.unread(route, portfolio.unread_page(slug.as_str())),
            Route::Risks => self.theme.page(many::risks::TEMPLATE, &many::risks::page(context)),
            Route::RiskCell(likelihood, impact, n) => {
                self.risk_list(&RiskList::Cell(*likelihood, *impact), *n)
            }
            Route::RiskBand(band, n) => self.risk_list(&RiskList::Band(*band), *n),
            Route::RiskCategory(category, n) => {
                self.risk_list(&RiskList::Category(category.clone()), *n)
            }
            Route::RisksNotPlaced(n) => self.risk_list(&RiskList::NotPlaced, *n),
            Route::RisksRated(band, n) => self.risk_list(&RiskList::Rated(*band), *n),
            Route::Gates(_) | Route::Actions(_) | Route::Collisions(_) => self.of_meetings(route),
            Route::Changes(plans_of, n) => match many::changes::page(context, plans_of, *n) {
                Some(page) => self.theme.page(many::changes::TEMPLATE, &page),
                None => Ok(Vec::new()),
            },
            Route::Timeline(_)
            | Route::TimelineQuarter(..)
            | Route::Week(..)
            | Route::ProgramWeek(..)
            | Route::Exposure(_)
            | Route::Trends => self.by_day(route),
            Route::Rollbacks(n) => {
                self.theme.page(many::rollbacks::TEMPLATE, &many::rollbacks::page(context, *n))
            }
            Route::Owners(n) => {
                self.theme.page(many::owners::TEMPLATE, &many::owners::people(context, *n))
            }
            Route::Owner(slug, n) => self.owner(WhoKind::Person, slug, *n),
            Route::Roles(n) => {
                self.theme.page(many::owners::TEMPLATE, &many::owners::roles(context, *n))
            }
            Route::Role(slug, n) => self.owner(WhoKind::Role, slug, *n),
            Route::Nobody(n) => {
                self.theme.page(many::owner::TEMPLATE, &many::owner::nobody(context, *n))
            }
            Route::Findings(n) => {
                self.theme.page(many::findings::TEMPLATE, &many::findings::page(context, *n))
            }
            Route::Rule(id) => self.rule(id),
            Route::About => self.theme.page(many::about::TEMPLATE, &many::about::page(context)),
            Route::NotFound => {
                self.theme.page(many::not_found::TEMPLATE, &many::not_found::page(context))
            }
            Route::Search => self.theme.page(many::search::TEMPLATE, &many::search::page(context)),
            Route::SearchRecords(part) => Ok(data::search_records(context, *part)),
            Route::Asset(name) => Ok(self.asset(name)),
            Route::File(_) => Ok(Vec::new()),
            Route::Data(name) => Ok(data::file(name, context)),
            Route::PlanIndex => self.plan_index(),
            Route::Calendar(plans_of) => Ok(feed::calendar(context, plans_of)),
            Route::Feed(plans_of) => Ok(feed::feed(context, plans_of)),
            Route::Sitemap(part) => Ok(self.sitemap(*part)),
        }
    }

    /// A page on which plans stand by their days.
    fn by_day(&self, route: &Route) -> Result<Vec<u8>, RenderError> {
        let context = &self.context();
        match route {
            Route::Timeline(n) => {
                self.theme.page(many::timeline::TEMPLATE, &many::timeline::page(context, *n))
            }
            Route::TimelineQuarter(quarter, n) => self
                .theme
                .page(many::timeline::TEMPLATE, &many::timeline::quarter(context, *quarter, *n)),
            Route::Week(week, n) => {
                self.theme.page(many::week::TEMPLATE, &many::week::page(context, *week, *n))
            }
            Route::ProgramWeek(slug, n) => {
                let mut programs = self.portfolio.programs.iter();
                match programs.find(|program| program.slug == *slug) {
                    Some(program) => self
                        .theme
                        .page(many::week::TEMPLATE, &many::week::program(context, program, *n)),
                    None => Ok(Vec::new()),
                }
            }
            Route::Trends => self.theme.page(many::trends::TEMPLATE, &many::trends::page(context)),
            Route::Exposure(n) => {
                self.theme.page(many::exposure::TEMPLATE, &many::exposure::page(context, *n))
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Pages that meetings open: gates, what waits for whom, collisions.
    fn of_meetings(&self, route: &Route) -> Result<Vec<u8>, RenderError> {
        let context = &self.context();
        match route {
            Route::Gates(n) => {
                self.theme.page(many::gates::TEMPLATE, &many::gates::page(context, *n))
            }
            Route::Actions(n) => {
                self.theme.page(many::actions::TEMPLATE, &many::actions::page(context, *n))
            }
            Route::Collisions(n) => {
                self.theme.page(many::collisions::TEMPLATE, &many::collisions::page(context, *n))
            }
            _ => Ok(Vec::new()),
        }
    }

    /// The page for what is not there, for a server whose root is the site's, whatever the settings
    /// say of the place where the site will stand.
    ///
    /// # Errors
    /// As [`Site::bytes`].
    pub fn not_found(&self) -> Result<Vec<u8>, RenderError> {
        let (shell, page) = many::not_found::page_below(&self.context(), Some("/"));
        self.theme.render(many::not_found::TEMPLATE, &shell, &page)
    }

    fn program(&self, slug: &Slug, n: usize) -> Result<Vec<u8>, RenderError> {
        let Some(program) = self.portfolio.programs.iter().find(|p| p.slug == *slug) else {
            return Ok(Vec::new());
        };
        let (shell, page) = many::program::page(&self.context(), program, n);
        self.theme.render(many::program::TEMPLATE, &shell, &page)
    }

    fn asset(&self, name: &str) -> Vec<u8> {
        let found = self.theme.assets().iter().find(|asset| asset.name == name);
        found.map_or_else(Vec::new, |asset| asset.bytes.to_vec())
    }

    fn risk_list(&self, list: &RiskList, n: usize) -> Result<Vec<u8>, RenderError> {
        let (shell, page) = many::risk_list::page(&self.context(), list, n);
        self.theme.render(many::risk_list::TEMPLATE, &shell, &page)
    }

    fn owner(&self, kind: WhoKind, slug: &str, n: usize) -> Result<Vec<u8>, RenderError> {
        let context = &self.context();
        let Some(owner) = self.portfolio.owners(context.settings).find(kind, slug) else {
            return Ok(Vec::new());
        };
        let (shell, page) = many::owner::page(context, owner, n);
        self.theme.render(many::owner::TEMPLATE, &shell, &page)
    }

    /// All plans as a script, with the rows that the theme prints and the symbols that they show.
    fn plan_index(&self) -> Result<Vec<u8>, RenderError> {
        let mut index = many::plan_index::index(&self.context());
        index.symbols = self.theme.symbols(&index.symbol_names());
        index.add_table(&self.theme.part(many::plan_index::TEMPLATE, &index.shapes)?);
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = data::write_script(&mut bytes, &many::plan_index::Script { plans: &index });
        Ok(bytes)
    }

    fn rule(&self, id: &'static str) -> Result<Vec<u8>, RenderError> {
        let blocks = RULES.get(id).map_or(&[][..], Vec::as_slice);
        let summary = blocks.first().and_then(|block| match &block.kind {
            BlockKind::Paragraph(inlines) => Some(crate::model::prose::plain_text(inlines)),
            _ => None,
        });
        let rest = blocks.get(1..).unwrap_or_default();
        let text = RuleText { id, summary: &summary.unwrap_or_default(), blocks: rest };
        let (shell, page) = many::rule::page(&self.context(), &text);
        self.theme.render(many::rule::TEMPLATE, &shell, &page)
    }
}

/// The blocks of a rule's page below its heading: first the summary.
fn rule_blocks(page: &str) -> Vec<Block> {
    let source = Source::new("rule.md", page.as_bytes());
    let (document, _) = markdown::read(&source, &Limits::default());
    document.blocks.into_iter().skip(1).collect()
}
