//! Whose plans are told of, and the words and addresses that every format has in common.

use std::borrow::Cow;

use crate::parse::WhoKind;
use crate::portfolio::{Owner, Program, Summary};
use crate::site::{PlansOf, Route, absolute};
use crate::text::{LABEL, is_unprintable, shortened};
use crate::view::Context;
use crate::view::names::owner_route;

/// Whose plans are told of, found in the portfolio.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// Those of all.
    Site,
    /// Those of a program.
    Program(&'a Program),
    /// Those of a person or role.
    Owner(&'a Owner),
}

impl<'a> Whose<'a> {
    /// `None` where the portfolio has no such program, person or role.
    pub fn find(context: &Context<'a>, plans_of: &PlansOf) -> Option<Self> {
        let owner = |kind, slug: &str| {
            context.portfolio.owners(context.settings).find(kind, slug).map(Self::Owner)
        };
        match plans_of {
            PlansOf::Site => Some(Self::Site),
            PlansOf::Program(slug) => {
                let program = context.portfolio.programs.iter().find(|p| p.slug == *slug)?;
                Some(Self::Program(program))
            }
            PlansOf::Person(slug) => owner(WhoKind::Person, slug),
            PlansOf::Role(slug) => owner(WhoKind::Role, slug),
        }
    }

    /// Its name before that of the site; that of the site alone, where all plans are meant.
    pub(super) fn title(self, context: &Context<'_>) -> String {
        let site = &context.settings.site.title;
        let name = match self {
            Self::Site => return words(site),
            Self::Program(program) => &program.title,
            Self::Owner(owner) => &owner.who.name,
        };
        format!("{} · {}", words(&shortened(name, LABEL)), words(site))
    }

    /// Its plans, as indices into the portfolio's entries. Other sites tell of theirs themselves.
    pub fn plans(self, context: &Context<'_>) -> Cow<'a, [usize]> {
        match self {
            Self::Site => (0..context.portfolio.own().len()).collect(),
            Self::Program(program) => Cow::Borrowed(&program.plans),
            Self::Owner(owner) => {
                let mut plans = owner.all_plans();
                plans.retain(|&plan| plan < context.portfolio.own().len());
                plans.into()
            }
        }
    }

    /// The page that holds the link to it.
    pub fn page(self) -> Route {
        match self {
            Self::Site => Route::Index(1),
            Self::Program(program) => Route::Program(program.slug.clone(), 1),
            Self::Owner(owner) => owner_route(&owner.who),
        }
    }
}

/// The address of a file of the site, where it is known at which the site stands.
pub(super) fn address(context: &Context<'_>, route: &Route) -> Option<String> {
    let base = context.settings.site.base_url.as_ref()?;
    Some(absolute(base, &route.path()))
}

/// Words as one line of characters that every format may hold: no control character is part of XML or of a calendar,
/// and what nobody sees steers no reader.
pub(super) fn words(text: &str) -> String {
    let fit = |c: char| match c {
        '\n' | '\t' => ' ',
        '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        c if is_unprintable(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(fit).collect()
}

/// A plan's title.
pub(super) fn title(plan: &Summary) -> String {
    words(&plan.title)
}
