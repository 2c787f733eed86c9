//! Which portfolio pages a site has.

use super::risk_list::RiskList;
use super::{
    STATUSES, actions, changes, collisions, exposure, findings, gates, in_need, live, of_status,
    owner, owners, timeline, week,
};
use crate::settings::Band;
use crate::site::{ListPage, PlanOrder, PlansOf, Route};
use crate::view::Context;
use crate::view::feed;
use crate::view::part::{page_count, page_size};

/// Every portfolio page of the site, in a fixed order, and what can be subscribed to, but those of [`risk_routes`] and [`owner_routes`]
/// and the pages of rules.
pub fn routes(context: &Context<'_>) -> Vec<Route> {
    let portfolio = context.portfolio;
    let mut routes = Vec::new();
    let mut add = |entries: usize, size: usize, route: &dyn Fn(ListPage) -> Route| {
        routes.extend((1..=page_count(entries, size)).map(route));
    };
    add(portfolio.order.len(), page_size::PLANS, &Route::Index);
    for kind in STATUSES {
        let plans = of_status(context, kind).len();
        add(plans, page_size::PLANS, &|n| Route::Status(kind, n));
    }
    let needy = in_need(context).len() + portfolio.unread.len();
    add(needy, page_size::PLANS, &Route::Attention);
    add(live(context).len(), page_size::PLANS, &Route::Live);
    for view in PlanOrder::ALL {
        add(portfolio.order.len(), page_size::PLANS, &|n| Route::View(view, n));
    }
    for program in portfolio.programs.iter() {
        add(program.plans.len(), page_size::PLANS, &|n| Route::Program(program.slug.clone(), n));
    }
    add(gates::entries(context), gates::PAGE, &Route::Gates);
    add(context.portfolio.actions().len(), actions::PAGE, &Route::Actions);
    add(collisions::entries(context), collisions::PAGE, &Route::Collisions);
    add(timeline::entries(context), page_size::PLANS, &Route::Timeline);
    for (quarter, plans) in &portfolio.calendar(context.today).quarters {
        add(plans.len(), page_size::PLANS, &|n| Route::TimelineQuarter(*quarter, n));
    }
    add(exposure::entries(context), exposure::PAGE, &Route::Exposure);
    add(portfolio.with_users().len(), page_size::PLANS, &Route::Rollbacks);
    add(findings::entries(context), page_size::FINDINGS, &Route::Findings);
    add(1, 1, &|_| Route::Trends);
    add(1, 1, &|_| Route::About);
    add(1, 1, &|_| Route::NotFound);
    add(1, 1, &|_| Route::Search);
    routes.extend(week::routes(context));
    let programs = portfolio.programs.iter().map(|of| PlansOf::Program(of.slug.clone()));
    let all_plans_of = std::iter::once(PlansOf::Site).chain(programs);
    routes.extend(all_plans_of.flat_map(|plans_of| changes::routes(context, plans_of)));
    routes.extend(feed::routes(context));
    routes
}

/// The heatmap over all plans, and the lists of its cells, bands and categories.
pub fn risk_routes(context: &Context<'_>) -> Vec<Route> {
    let mut routes = vec![Route::Risks];
    for list in risk_lists(context) {
        let risks = list.risks(context.portfolio.register(), &context.settings.scale).len();
        routes.extend((1..=page_count(risks, page_size::RISKS)).map(|n| list.route(n)));
    }
    routes
}

/// Everybody whom plans name: the lists of people and roles, the pages of each, and that of nobody.
pub fn owner_routes(context: &Context<'_>) -> Vec<Route> {
    let all = context.portfolio.owners(context.settings);
    let mut routes = Vec::new();
    routes.extend((1..=page_count(all.people.len(), owners::PAGE)).map(Route::Owners));
    routes.extend((1..=page_count(all.roles.len(), owners::PAGE)).map(Route::Roles));
    routes.extend((1..=owner::pages(&all.nobody)).map(Route::Nobody));
    for one in &all.people {
        routes.extend((1..=owner::pages(one)).map(|n| Route::Owner(one.who.slug.clone(), n)));
    }
    for one in &all.roles {
        routes.extend((1..=owner::pages(one)).map(|n| Route::Role(one.who.slug.clone(), n)));
    }
    let all_plans_of = all.people.iter().chain(&all.roles).map(feed::plans_of);
    routes.extend(all_plans_of.flat_map(|plans_of| changes::routes(context, plans_of)));
    routes.extend(feed::owner_routes(context));
    routes
}

/// The lists that pages link to: cells and categories that have a risk, every band, and the risks
/// without a place and the rated ones of a band where there are some.
fn risk_lists(context: &Context<'_>) -> Vec<RiskList> {
    let register = context.portfolio.register();
    let scale = &context.settings.scale;
    let cells = register
        .cells
        .keys()
        .map(|&(row, column)| RiskList::Cell(scale.likelihood[row], scale.impact[column]));
    let has_rated = |band: &Band| !register.rated(*band).is_empty();
    let has_unplaced = !register.of_band(None).is_empty();
    let categories = register.categories.iter().map(|c| RiskList::Category(c.slug.clone()));
    cells
        .chain(Band::ALL.map(RiskList::Band))
        .chain(categories)
        .chain(has_unplaced.then_some(RiskList::NotPlaced))
        .chain(Band::ALL.into_iter().filter(has_rated).map(RiskList::Rated))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::header::StatusKind;
    use crate::model::risk::LevelKind;
    use crate::portfolio::fixture::{entry, entry_of, risk, text};
    use crate::view::portfolio::fixture::{plan_of, site};

    #[test]
    fn every_page_has_a_route_of_its_own() {
        let mut entries: Vec<_> = (0..51)
            .map(|n| entry(&format!("pay/p{n}.md"), "P", Some(StatusKind::InProgress)))
            .collect();
        let unplaced = risk("R2", LevelKind::Unknown, LevelKind::Low);
        let mut plan = plan_of(vec![risk("R1", LevelKind::High, LevelKind::Low), unplaced]);
        plan.risks[0].category = Some(text("Technical"));
        entries.push(entry_of("x/y/risky.md", plan, None));
        let paths: Vec<String> = site(entries, Vec::new(), |context| {
            let all = routes(context).into_iter().chain(risk_routes(context));
            all.map(|route| route.path()).collect()
        });
        for path in [
            "index.html",
            "page/2.html",
            "status/in-progress-2.html",
            "status/not-stated.html",
            "views/attention.html",
            "views/a-z-2.html",
            "programs/pay/index-2.html",
            "programs/x/y/index.html",
            "risks/high-low.html",
            "risks/severe.html",
            "risks/category-technical.html",
            "risks/not-placed.html",
            "gates.html",
            "timeline-2.html",
            "rollback-2.html",
            "findings.html",
            "404.html",
        ] {
            assert!(paths.iter().any(|p| p == path), "{path}");
        }
        let mut unique = paths.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), paths.len());
        assert!(!paths.contains(&"risks/low-low.html".to_owned()));
    }
}
