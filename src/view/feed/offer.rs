//! What there is to subscribe to, and the links to it.

use super::calendar::has_calendar;
use super::whose::Whose;
use crate::parse::WhoKind;
use crate::portfolio::Owner;
use crate::site::{PlansOf, Route, relative};
use crate::view::Context;
use crate::view::shell::Subscription;

/// The calendars and feeds of a site, in a fixed order, but those of people and roles.
pub fn routes(context: &Context<'_>) -> Vec<Route> {
    let programs = context.portfolio.programs.iter();
    let programs = programs.map(|program| PlansOf::Program(program.slug.clone()));
    let all = std::iter::once(PlansOf::Site).chain(programs);
    all.flat_map(|plans_of| offered(context, &plans_of)).collect()
}

/// The calendars and feeds of people and roles, in a fixed order.
pub fn owner_routes(context: &Context<'_>) -> Vec<Route> {
    let all = context.portfolio.owners(context.settings);
    let whose = all.people.iter().chain(&all.roles).map(plans_of);
    whose.flat_map(|plans_of| offered(context, &plans_of)).collect()
}

/// The plans of a person or role.
pub fn plans_of(owner: &Owner) -> PlansOf {
    match owner.who.kind {
        WhoKind::Person => PlansOf::Person(owner.who.slug.clone()),
        WhoKind::Role => PlansOf::Role(owner.who.slug.clone()),
    }
}

/// What readers of some plans can subscribe to.
pub fn offered(context: &Context<'_>, plans_of: &PlansOf) -> Vec<Route> {
    let calendar = has_calendar(context, plans_of).then(|| Route::Calendar(plans_of.clone()));
    calendar.into_iter().chain([Route::Feed(plans_of.clone())]).collect()
}

/// Links of a page to what can be subscribed to.
pub fn subscriptions(context: &Context<'_>, page: &str, routes: &[Route]) -> Vec<Subscription> {
    let subscription = |route: &Route| {
        let (plans_of, mime, text) = match route {
            Route::Calendar(plans_of) => (plans_of, "text/calendar", "Calendar"),
            Route::Feed(plans_of) => (plans_of, "application/atom+xml", "Feed"),
            _ => return None,
        };
        let title = Whose::find(context, plans_of)?.title(context);
        let href = relative(page, &route.path());
        Some(Subscription { href, mime, text, title: format!("{text}: {title}") })
    };
    routes.iter().filter_map(subscription).collect()
}
