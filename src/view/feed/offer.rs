//! What there is to subscribe to, and the links to it.

use super::calendar::has_calendar;
use super::whose::Whose;
use crate::parse::WhoKind;
use crate::portfolio::Owner;
use crate::site::{Audience, Route, relative};
use crate::view::Context;
use crate::view::shell::Subscription;

/// The calendars and feeds of a site, in a fixed order, but those of people and roles.
pub fn routes(context: &Context<'_>) -> Vec<Route> {
    let programs = context.portfolio.programs.iter();
    let programs = programs.map(|program| Audience::Program(program.slug.clone()));
    let all = std::iter::once(Audience::Site).chain(programs);
    all.flat_map(|audience| offered(context, &audience)).collect()
}

/// The calendars and feeds of people and roles, in a fixed order.
pub fn owner_routes(context: &Context<'_>) -> Vec<Route> {
    let all = context.portfolio.owners(context.settings);
    let audiences = all.people.iter().chain(&all.roles).map(audience);
    audiences.flat_map(|audience| offered(context, &audience)).collect()
}

/// The audience that a person or role is.
pub fn audience(owner: &Owner) -> Audience {
    match owner.who.kind {
        WhoKind::Person => Audience::Person(owner.who.slug.clone()),
        WhoKind::Role => Audience::Role(owner.who.slug.clone()),
    }
}

/// What an audience can subscribe to.
pub fn offered(context: &Context<'_>, audience: &Audience) -> Vec<Route> {
    let calendar = has_calendar(context, audience).then(|| Route::Calendar(audience.clone()));
    calendar.into_iter().chain([Route::Feed(audience.clone())]).collect()
}

/// Links of a page to what can be subscribed to.
pub fn subscriptions(context: &Context<'_>, page: &str, routes: &[Route]) -> Vec<Subscription> {
    let subscription = |route: &Route| {
        let (audience, mime, text) = match route {
            Route::Calendar(audience) => (audience, "text/calendar", "Calendar"),
            Route::Feed(audience) => (audience, "application/atom+xml", "Feed"),
            _ => return None,
        };
        let title = Whose::find(context, audience)?.title(context);
        let href = relative(page, &route.path());
        Some(Subscription { href, mime, text, title: format!("{text}: {title}") })
    };
    routes.iter().filter_map(subscription).collect()
}
