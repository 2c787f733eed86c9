//! What pages say of the plans of other sites among those that they list.

use super::Links;
use crate::portfolio::FederatedSite;
use crate::site::Route;
use crate::view::Context;
use crate::view::part::counted;
use crate::view::plan::words::Line;

/// "12 plans come from Payments, as that site last published them." What could not be read is said; nothing
/// where the site lists no other.
pub(super) fn sentence(context: &Context<'_>, links: Links<'_>) -> Line {
    let named = &context.settings.federation;
    if context.portfolio.edition.is_some() && !named.is_empty() {
        return Line::of("This edition leaves out the plans of other sites.");
    }
    let sites = &context.portfolio.federated.sites;
    let read: Vec<(&FederatedSite, usize)> =
        sites.iter().filter_map(|of| Some((of, of.plans?))).collect();
    let line = if read.len() > NAMED_SITES {
        let plans = counted(read.iter().map(|(_, plans)| plans).sum(), "plan");
        let sites = counted(read.len(), "other site");
        Line::of(format!("{plans} come from {sites}, as those last published them."))
    } else {
        read.iter().fold(Line::default(), |line, (of, plans)| {
            let (come, them) = if *plans == 1 { ("comes", "it") } else { ("come", "them") };
            let said = Line::of(format!("{} {come} from ", counted(*plans, "plan")));
            let said = said.link_quote(&of.site.name, &of.site.url);
            line.then(&said.say(format!(", as that site last published {them}.")))
        })
    };
    line.then(&unread(links, sites))
}

/// "The plans of Ledger could not be read."
pub(super) fn unread(links: Links<'_>, sites: &[FederatedSite]) -> Line {
    let unread: Vec<&FederatedSite> = sites.iter().filter(|of| of.plans.is_none()).collect();
    let findings = links.to(&Route::Findings(1));
    let named = unread.iter().take(NAMED_SITES).fold(Line::default(), |line, of| {
        let said = Line::of("The plans of ").quote(&of.site.name).say(" ");
        line.then(&said.link("could not be read", &findings).say("."))
    });
    match unread.len().saturating_sub(NAMED_SITES) {
        0 => named,
        more => {
            let words = format!("Nor could those of {}", counted(more, "more site"));
            named.then(&Line::default().link(words, &findings).say("."))
        }
    }
}

/// Sites that are named one by one; of more, their number is told.
const NAMED_SITES: usize = 5;

/// What the page of actions says of other sites: their data does not tell who can do what.
pub(super) fn actions(context: &Context<'_>) -> Line {
    Line::of(match context.portfolio.federated.plans.as_slice() {
        [] => "",
        _ => "What can be done at gates of other sites is listed on those sites.",
    })
}
