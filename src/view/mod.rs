//! One struct per page, ready to print.
//!
//! In: a [`Context`] and a route. Out: a page's values: text, numbers and URLs as printed.
//! Invariant: pure; no I/O, and nothing left for a template to compute.

mod action;
pub mod card;
pub mod change;
pub mod data;
pub mod derivation;
mod edition;
pub mod facts;
pub mod feed;
pub mod finding;
pub mod gantt;
pub mod gate_card;
pub mod heat;
pub mod html;
pub mod moved;
pub mod names;
pub mod notice;
pub mod number;
pub mod page;
pub mod part;
pub mod plan;
pub mod portfolio;
pub mod preview;
pub mod shell;
pub mod slip;
pub mod stepper;
pub mod trend;
pub mod unread;
pub mod waiting;
pub mod why;

use std::borrow::Cow;
use std::fmt::Debug;

use crate::model::date::Date;
use crate::model::history::TextId;
use crate::portfolio::{PlanEntry, Portfolio};
use crate::settings::Settings;

/// What every view may read.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The site's settings.
    pub settings: &'a Settings,
    /// All plans and pages.
    pub portfolio: &'a Portfolio,
    /// The date that the site is as of.
    pub today: Date,
    /// Fingerprinted file names below `assets/`.
    pub assets: &'a AssetNames,
    /// Opens entries that do not hold their plans.
    pub opener: &'a dyn PlanOpener,
}

/// Gives an entry with its plan, whether it holds that or not.
pub trait PlanOpener: Debug + Sync {
    /// The entry, open.
    fn open<'e>(&self, entry: &'e PlanEntry) -> Cow<'e, PlanEntry>;

    /// The plan as an earlier text of it has it, as of a day; `None` where that text is not at hand.
    fn earlier(&self, entry: &PlanEntry, text: &TextId, day: Date) -> Option<PlanEntry>;

    /// Whether the text of a plan is that of its last commit: only then is what commits tell of it told of what
    /// stands there. Also `false` where nobody knows.
    fn is_committed(&self, entry: &PlanEntry) -> bool;
}

/// For portfolios all of whose entries hold their plans.
#[derive(Debug, Clone, Copy)]
pub struct HeldPlans;

impl PlanOpener for HeldPlans {
    fn open<'e>(&self, entry: &'e PlanEntry) -> Cow<'e, PlanEntry> {
        Cow::Borrowed(entry)
    }

    fn earlier(&self, _: &PlanEntry, _: &TextId, _: Date) -> Option<PlanEntry> {
        None
    }

    fn is_committed(&self, _: &PlanEntry) -> bool {
        false
    }
}

/// Fingerprinted file names below `assets/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AssetNames {
    /// The stylesheet.
    pub css: String,
    /// The stylesheet of plans' cards in frames of other sites.
    pub card_css: String,
    /// The script that sets the theme before the first paint.
    pub theme_js: String,
    /// The icon of the site in a browser's tabs.
    pub icon: String,
    /// All other behaviour.
    pub site_js: String,
    /// What sorts and filters a list of all plans.
    pub list_js: String,
    /// The search, for the search page alone.
    pub search_js: String,
    /// The site's logo, where it has one.
    pub logo: Option<LogoAsset>,
}

/// A site's logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoAsset {
    /// Its fingerprinted file name below `assets/`.
    pub name: String,
    /// Width at the height of [`shell::LOGO_HEIGHT`], in CSS pixels, where it is known.
    pub width: Option<u32>,
}
