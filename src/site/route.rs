//! Every page of the site, and its path.

use super::plan_order::PlanOrder;
use super::slug::Slug;
use crate::model::header::StatusKind;
use crate::model::quarter::Quarter;
use crate::model::risk::LevelKind;
use crate::settings::Band;

/// A page of a list that is cut into pages, from 1.
pub type ListPage = usize;

/// Whose plans a calendar, a feed or a list of changes is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlansOf {
    /// Those of all plans.
    Site,
    /// Those of a program, by its slug.
    Program(Slug),
    /// Those of a person, by the person's slug.
    Person(String),
    /// Those of a role, by its slug.
    Role(String),
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The status index.
    Index(ListPage),
    /// Plans of one status; `None`: plans that state none.
    Status(Option<StatusKind>, ListPage),
    /// All plans that need attention.
    Attention(ListPage),
    /// All plans that are live.
    Live(ListPage),
    /// All plans in another order.
    View(PlanOrder, ListPage),
    /// A program: a folder of plans, by its slug.
    Program(Slug, ListPage),
    /// A plan's overview.
    Plan(Slug),
    /// A plan's phases.
    Phases(Slug),
    /// One phase: the plan, and the file's name without ending (`phase-1-private-preview`).
    Phase(Slug, String),
    /// A plan's rollback page.
    Rollback(Slug),
    /// A plan's risks.
    PlanRisks(Slug, ListPage),
    /// A plan's risks before mitigation.
    RisksInherent(Slug),
    /// A plan's risks after mitigation.
    RisksResidual(Slug),
    /// A plan's checklists.
    Checklists(Slug),
    /// A plan as its author wrote it.
    Source(Slug),
    /// What a plan leaves open, for its author.
    PlanFindings(Slug),
    /// The record of a gate: the plan, and the file's name without ending (`gate-1`).
    GateRecord(Slug, String),
    /// What is known before a gate is decided: the plan, and the file's name without ending (`gate-1-packet`).
    Packet(Slug, String),
    /// The commits of a plan, and what each changed.
    History(Slug, ListPage),
    /// A plan in little, for a frame of another site.
    Card(Slug),
    /// A plan's status and gate as an image.
    Badge(Slug),
    /// Where a plan stood formerly: the old slug.
    Moved(Slug),
    /// An ordinary page.
    Page(Slug),
    /// What stands in a plan's place while its file can't be read.
    Unread(Slug),
    /// The same in a page's place: which of the two the file was is in the file.
    UnreadPage(Slug),
    /// The portfolio heatmap.
    Risks,
    /// The open risks of one cell.
    RiskCell(LevelKind, LevelKind, ListPage),
    /// The open risks of one band.
    RiskBand(Band, ListPage),
    /// The open risks of one category, by its slug.
    RiskCategory(String, ListPage),
    /// The open risks that have no place on the map.
    RisksNotPlaced(ListPage),
    /// Open risks of a band that state a single overall level: they have no place on the map.
    RisksRated(Band, ListPage),
    /// Gates and decisions.
    Gates(ListPage),
    /// What waits for whom at gates.
    Actions(ListPage),
    /// What changed in some plans.
    Changes(PlansOf, ListPage),
    /// Where plans are in each other's way.
    Collisions(ListPage),
    /// Dates of all plans: the months around today, and what has no place on a calendar.
    Timeline(ListPage),
    /// Dates of all plans in one quarter.
    TimelineQuarter(Quarter, ListPage),
    /// What happens in a week, counted from this one, which is 1.
    Week(usize, ListPage),
    /// What happens in a program in this week.
    ProgramWeek(Slug, ListPage),
    /// How many people phases reach over the calendar.
    Exposure(ListPage),
    /// Open risks and gates of all plans, week by week.
    Trends,
    /// Rollbacks of live plans.
    Rollbacks(ListPage),
    /// People and their responsibilities.
    Owners(ListPage),
    /// What one person has, by the person's slug.
    Owner(String, ListPage),
    /// All roles that the settings know nobody for.
    Roles(ListPage),
    /// What a role has, by its slug.
    Role(String, ListPage),
    /// Unassigned.
    Nobody(ListPage),
    /// All findings.
    Findings(ListPage),
    /// A rule, by its id.
    Rule(&'static str),
    /// How the site derives what it shows.
    About,
    /// The page for what is not there.
    NotFound,
    /// The search page.
    Search,
    /// A part of the search records, from 0.
    SearchRecords(usize),
    /// A stylesheet or script, by its fingerprinted file name.
    Asset(String),
    /// A file of the content folder that a plan links to.
    File(String),
    /// A data file: its name in `api/v1/`.
    Data(&'static str),
    /// All plans as rows of a table, for the script that sorts and filters them.
    PlanIndex,
    /// Dates as a calendar to subscribe to.
    Calendar(PlansOf),
    /// Changed plans as a feed to subscribe to.
    Feed(PlansOf),
    /// The addresses of all pages: 0 for the first file, else a part that it names.
    Sitemap(usize),
}

impl Route {
    /// The path below the site's root.
    pub fn path(&self) -> String {
        match self {
            Self::Index(1) => "index.html".to_owned(),
            Self::Index(n) => format!("page/{n}.html"),
            Self::Status(kind, n) => {
                paged(&format!("status/{}", kind.map_or("not-stated", StatusKind::word)), *n)
            }
            Self::Attention(n) => paged("views/attention", *n),
            Self::Live(n) => paged("views/live", *n),
            Self::View(view, n) => paged(&format!("views/{}", view.word()), *n),
            Self::Program(slug, n) => paged(&format!("programs/{slug}/index"), *n),
            Self::Plan(slug) | Self::Moved(slug) | Self::Unread(slug) => {
                format!("plans/{slug}/index.html")
            }
            Self::Phases(slug) => format!("plans/{slug}/phases.html"),
            Self::Phase(slug, file) | Self::GateRecord(slug, file) | Self::Packet(slug, file) => {
                format!("plans/{slug}/{file}.html")
            }
            Self::Rollback(slug) => format!("plans/{slug}/rollback.html"),
            Self::PlanRisks(slug, n) => paged(&format!("plans/{slug}/risks"), *n),
            Self::RisksInherent(slug) => format!("plans/{slug}/risks-inherent.html"),
            Self::RisksResidual(slug) => format!("plans/{slug}/risks-residual.html"),
            Self::Checklists(slug) => format!("plans/{slug}/checklists.html"),
            Self::Source(slug) => format!("plans/{slug}/source.html"),
            Self::History(slug, n) => paged(&format!("plans/{slug}/history"), *n),
            Self::Card(slug) => format!("plans/{slug}/card.html"),
            Self::Badge(slug) => format!("plans/{slug}/badge.svg"),
            Self::PlanFindings(slug) => format!("plans/{slug}/findings.html"),
            Self::Page(slug) | Self::UnreadPage(slug) => format!("pages/{slug}.html"),
            Self::Risks => "risks.html".to_owned(),
            Self::RiskCell(likelihood, impact, n) => {
                paged(&format!("risks/{}-{}", likelihood.word(), impact.word()), *n)
            }
            Self::RiskBand(band, n) => paged(&format!("risks/{}", band.word()), *n),
            Self::RiskCategory(category, n) => paged(&format!("risks/category-{category}"), *n),
            Self::RisksNotPlaced(n) => paged("risks/not-placed", *n),
            Self::RisksRated(band, n) => paged(&format!("risks/rated-{}", band.word()), *n),
            Self::Gates(n) => paged("gates", *n),
            Self::Actions(n) => paged("actions", *n),
            Self::Changes(PlansOf::Site, n) => paged("changes", *n),
            Self::Changes(PlansOf::Program(slug), n) => {
                paged(&format!("programs/{slug}/changes"), *n)
            }
            // Beside a person's page, a file named after the person might be another's page.
            Self::Changes(PlansOf::Person(slug), n) => paged(&format!("owner/{slug}/changes"), *n),
            Self::Changes(PlansOf::Role(slug), n) => {
                paged(&format!("owner/roles/{slug}/changes"), *n)
            }
            Self::Collisions(n) => paged("collisions", *n),
            Self::Timeline(n) => paged("timeline", *n),
            Self::TimelineQuarter(quarter, n) => paged(&format!("timeline/{}", quarter.word()), *n),
            Self::Week(week, 1) => paged("week", *week),
            // The pages of a list have the numbers that the weeks have here.
            Self::Week(1, n) => format!("week/page-{n}.html"),
            Self::Week(week, n) => format!("week-{week}/page-{n}.html"),
            Self::ProgramWeek(slug, 1) => format!("programs/{slug}/week.html"),
            Self::ProgramWeek(slug, n) => format!("programs/{slug}/week/page-{n}.html"),
            Self::Exposure(n) => paged("exposure", *n),
            Self::Trends => "trends.html".to_owned(),
            Self::Rollbacks(n) => paged("rollback", *n),
            Self::Owners(n) => paged("owner/index", *n),
            Self::Owner(slug, n) => paged(&format!("owner/{slug}"), *n),
            Self::Roles(n) => paged("owner/roles", *n),
            Self::Role(slug, n) => paged(&format!("owner/roles/{slug}"), *n),
            Self::Nobody(n) => paged("owner/nobody", *n),
            Self::Findings(n) => paged("findings", *n),
            Self::Rule(id) => format!("rules/{id}.html"),
            Self::About => "about.html".to_owned(),
            Self::NotFound => "404.html".to_owned(),
            Self::Search => "search.html".to_owned(),
            Self::SearchRecords(part) => format!("assets/data/search-{part:02}.js"),
            Self::Asset(name) => format!("assets/{name}"),
            Self::File(path) => format!("files/{path}"),
            Self::Data(name) => format!("api/v1/{name}"),
            Self::PlanIndex => "assets/data/plans.js".to_owned(),
            Self::Calendar(PlansOf::Site) => "calendar.ics".to_owned(),
            Self::Calendar(PlansOf::Program(slug)) => format!("programs/{slug}/calendar.ics"),
            Self::Calendar(PlansOf::Person(slug)) => format!("owner/{slug}.ics"),
            Self::Calendar(PlansOf::Role(slug)) => format!("owner/roles/{slug}.ics"),
            Self::Sitemap(0) => "sitemap.xml".to_owned(),
            Self::Sitemap(part) => format!("sitemap-{part}.xml"),
            Self::Feed(PlansOf::Site) => "feed.xml".to_owned(),
            Self::Feed(PlansOf::Program(slug)) => format!("programs/{slug}/feed.xml"),
            Self::Feed(PlansOf::Person(slug)) => format!("owner/{slug}.xml"),
            Self::Feed(PlansOf::Role(slug)) => format!("owner/roles/{slug}.xml"),
        }
    }

    /// Whether it is a page that a reader opens.
    pub fn is_page(&self) -> bool {
        !matches!(
            self,
            Self::SearchRecords(_)
                | Self::Asset(_)
                | Self::File(_)
                | Self::Data(_)
                | Self::PlanIndex
                | Self::Calendar(_)
                | Self::Feed(_)
                | Self::Sitemap(_)
                | Self::Badge(_)
        )
    }

    /// The plan whose own page this is.
    pub fn plan(&self) -> Option<&Slug> {
        match self {
            Self::Plan(s)
            | Self::Phases(s)
            | Self::Phase(s, _)
            | Self::Rollback(s)
            | Self::PlanRisks(s, _)
            | Self::RisksInherent(s)
            | Self::RisksResidual(s)
            | Self::Checklists(s)
            | Self::Source(s)
            | Self::PlanFindings(s)
            | Self::Card(s)
            | Self::Badge(s)
            | Self::GateRecord(s, _)
            | Self::Packet(s, _)
            | Self::History(s, _) => Some(s),
            _ => None,
        }
    }
}

fn paged(stem: &str, page: ListPage) -> String {
    if page == 1 { format!("{stem}.html") } else { format!("{stem}-{page}.html") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_contract() {
        let slug = || Slug::of_source("payments/refunds.md");
        let check = |route: Route, path: &str| assert_eq!(route.path(), path);
        check(Route::Index(1), "index.html");
        check(Route::Index(3), "page/3.html");
        check(Route::Status(Some(StatusKind::InProgress), 2), "status/in-progress-2.html");
        check(Route::Status(None, 1), "status/not-stated.html");
        check(Route::View(PlanOrder::AToZ, 2), "views/a-z-2.html");
        check(Route::Phase(slug(), "phase-1-x".into()), "plans/payments/refunds/phase-1-x.html");
        check(Route::PlanRisks(slug(), 2), "plans/payments/refunds/risks-2.html");
        check(Route::RiskCell(LevelKind::High, LevelKind::Critical, 1), "risks/high-critical.html");
        check(Route::RisksResidual(slug()), "plans/payments/refunds/risks-residual.html");
        let day = crate::model::date::parse_iso("2026-08-01").expect("a date");
        check(Route::TimelineQuarter(Quarter::of(day), 2), "timeline/2026-q3-2.html");
        check(Route::Week(1, 1), "week.html");
        check(Route::Week(3, 1), "week-3.html");
        check(Route::Week(1, 2), "week/page-2.html");
        check(Route::Week(3, 2), "week-3/page-2.html");
        check(Route::Data("plans.json"), "api/v1/plans.json");
        check(Route::Calendar(PlansOf::Site), "calendar.ics");
        check(Route::Feed(PlansOf::Site), "feed.xml");
        check(Route::Feed(PlansOf::Role("sre".to_owned())), "owner/roles/sre.xml");
        check(
            Route::Calendar(PlansOf::Program(Slug::of_source("pay/index.md"))),
            "programs/pay/calendar.ics",
        );
        check(Route::Calendar(PlansOf::Person("ana-lima".to_owned())), "owner/ana-lima.ics");
        check(Route::Calendar(PlansOf::Role("sre".to_owned())), "owner/roles/sre.ics");
        let ana = || PlansOf::Person("ana-lima".to_owned());
        check(Route::Changes(PlansOf::Site, 2), "changes-2.html");
        check(Route::Changes(ana(), 1), "owner/ana-lima/changes.html");
        check(Route::SearchRecords(7), "assets/data/search-07.js");
        check(Route::SearchRecords(128), "assets/data/search-128.js");
    }
}
