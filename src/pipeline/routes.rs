//! The table of routes, all of it or one path's entry.

use super::site::{RouteTable, Site};
use crate::check::rules;
use crate::portfolio::UnreadableDocument;
use crate::site::Route;
use crate::view::{data, plan, portfolio as many};

/// Plans whose pages are all among the samples.
const SAMPLED_PLANS: usize = 8;

impl Site {
    /// Every file of the site but those that are copied from the content folder, in a fixed order.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = self.shared_routes();
        routes.extend(self.portfolio().own().iter().flat_map(|entry| plan::routes(entry)));
        routes.extend(self.data_routes());
        routes
    }

    /// The data files and the parts of the search, in the order of [`data::DataFiles::begin`].
    pub fn data_routes(&self) -> Vec<Route> {
        let parts = 0..data::search_parts(self.portfolio());
        data::DATA_NAMES
            .map(Route::Data)
            .into_iter()
            .chain(parts.map(Route::SearchRecords))
            .collect()
    }

    /// The others: all that is not of one plan and takes no plan's model.
    pub fn shared_routes(&self) -> Vec<Route> {
        let mut routes = self.shared_pages();
        routes.extend(self.sitemap_routes());
        routes
    }

    /// These without the sitemap, which lists them.
    pub(super) fn shared_pages(&self) -> Vec<Route> {
        let (context, portfolio) = (self.context(), self.portfolio());
        let mut routes = many::routes(&context);
        routes.extend(many::risk_routes(&context));
        routes.extend(many::owner_routes(&context));
        routes.extend(rules::ALL.iter().map(|rule| Route::Rule(rule.id)));
        routes.extend(portfolio.moved.keys().cloned().map(Route::Moved));
        routes.extend(portfolio.pages.iter().map(|page| Route::Page(page.slug.clone())));
        routes.extend(portfolio.unread.iter().flat_map(UnreadableDocument::routes));
        routes.extend(self.theme().assets().iter().map(|a| Route::Asset(a.name.clone())));
        routes.push(Route::PlanIndex);
        routes.push(Route::Data(data::SCHEMA_NAME));
        routes
    }

    /// The route of a path below the site's root; `None` where the site has no such file. A plan's
    /// paths are found without making the table of the whole site.
    pub fn find(&self, path: &str) -> Option<Route> {
        let route = match path.split_once('/') {
            Some(("plans", below)) => self.of_plan(path, below.rsplit_once('/')?.0),
            Some(("pages", below)) => {
                let slug = below.strip_suffix(".html")?;
                let unread = || self.portfolio().unread_page(slug).map(|u| u.slug.clone());
                match self.portfolio().page(slug) {
                    Some(page) => Some(Route::Page(page.slug.clone())),
                    None => unread().map(Route::UnreadPage),
                }
            }
            Some(("files", below)) => {
                self.portfolio().used_files().contains(below).then(|| Route::File(below.to_owned()))
            }
            Some(("assets", below)) if below.starts_with("data/search-") => {
                let part = below.strip_prefix("data/search-")?.strip_suffix(".js")?.parse().ok()?;
                let is_one = part < data::search_parts(self.portfolio());
                is_one.then_some(Route::SearchRecords(part))
            }
            Some(("assets", "data/plans.js")) => Some(Route::PlanIndex),
            Some(("assets", name)) => {
                let is_named = |asset: &&crate::render::Asset| asset.name == name;
                let asset = self.theme().assets().iter().find(is_named)?;
                Some(Route::Asset(asset.name.clone()))
            }
            Some(("api", below)) => {
                let name = below.strip_prefix("v1/")?;
                let mut names = data::DATA_NAMES.into_iter().chain([data::SCHEMA_NAME]);
                names.find(|data| *data == name).map(Route::Data)
            }
            None if path.starts_with("sitemap") => {
                self.sitemap_routes().into_iter().find(|route| route.path() == path)
            }
            Some(("rules", below)) => {
                let id = below.strip_suffix(".html")?;
                rules::find(id).map(|rule| Route::Rule(rule.id))
            }
            Some(("risks", _)) => self.risk_table().get(path).cloned(),
            Some(("owner", _)) => self.owner_table().get(path).cloned(),
            // The pages that are asked for most need no table.
            _ if path == "index.html" => Some(Route::Index(1)),
            _ if path == "risks.html" => Some(Route::Risks),
            _ => self.table().get(path).cloned(),
        };
        route.filter(|route| route.path() == path)
    }

    /// Pages of every kind that the site has: a theme that prints these prints all, as far as that can
    /// be told without printing all.
    pub fn samples(&self) -> Vec<Route> {
        let portfolio = self.portfolio();
        let mut samples: Vec<Route> = self.table().values().cloned().collect();
        samples.extend(self.risk_table().values().cloned());
        samples.extend(self.owner_table().values().cloned());
        samples.sort_unstable();
        samples.dedup_by_key(|route| std::mem::discriminant(route));
        samples.push(Route::Rule(rules::ALL[0].id));
        let plans = portfolio.own().iter().take(SAMPLED_PLANS);
        samples.extend(plans.flat_map(|entry| plan::routes(entry)));
        samples.extend(portfolio.moved.keys().next().cloned().map(Route::Moved));
        samples.extend(portfolio.unread.first().into_iter().flat_map(UnreadableDocument::routes));
        samples.extend(portfolio.pages.first().map(|page| Route::Page(page.slug.clone())));
        samples
    }

    /// How many pages the site has.
    pub fn page_count(&self) -> usize {
        self.routes().iter().filter(|route| route.is_page()).count()
    }

    /// How many pages a document has, by its path in the content folder.
    pub fn page_count_of(&self, source: &str) -> usize {
        self.portfolio()
            .plan_of_source(source)
            .map_or(1, |entry| plan::routes(entry).iter().filter(|route| route.is_page()).count())
    }

    /// The page of a document, by its path in the content folder.
    pub fn of_source(&self, source: &str) -> Option<Route> {
        if let Some(entry) = self.portfolio().plan_of_source(source) {
            return Some(Route::Plan(entry.slug.clone()));
        }
        let page = self.portfolio().page_of_source(source)?;
        Some(Route::Page(page.slug.clone()))
    }

    /// The route of a path in the folder of a plan, present or former.
    fn of_plan(&self, path: &str, slug: &str) -> Option<Route> {
        let former = || self.portfolio().moved.keys().find(|former| former.as_str() == slug);
        match self.portfolio().plan(slug) {
            Some(entry) => plan::routes(entry).into_iter().find(|route| route.path() == path),
            None => former().cloned().map(Route::Moved).or_else(|| {
                let unread = self.portfolio().unread_plan(slug)?;
                Some(Route::Unread(unread.slug.clone()))
            }),
        }
    }

    /// Routes of the pages about many plans, those about risks and owners aside.
    fn table(&self) -> &RouteTable {
        self.derived.table.get_or_init(|| by_path(many::routes(&self.context())))
    }

    /// Routes of the pages about risks over all plans.
    fn risk_table(&self) -> &RouteTable {
        self.derived.risk_table.get_or_init(|| by_path(many::risk_routes(&self.context())))
    }

    /// Routes of the pages about owners.
    fn owner_table(&self) -> &RouteTable {
        self.derived.owner_table.get_or_init(|| by_path(many::owner_routes(&self.context())))
    }
}

fn by_path(routes: Vec<Route>) -> RouteTable {
    routes.into_iter().map(|route| (route.path(), route)).collect()
}
