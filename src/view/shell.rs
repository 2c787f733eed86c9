//! What stands around every page: title, navigation, links to styles and scripts.

use serde::Serialize;

pub use super::part::Anchor;

use super::{Context, edition};
use crate::model::lang::Lang;
use crate::site::{Route, relative};

/// The frame of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shell {
    /// Language of the page's own words.
    pub lang: &'static str,
    /// Language of the author's words on a page of one plan, where it is known and another.
    pub text_lang: Option<String>,
    /// Direction of the author's text: `auto`, `rtl`.
    pub text_dir: &'static str,
    /// Text of `title`: the page's name and the site's.
    pub title: String,
    /// The site's title.
    pub site_title: String,
    /// The site's logo, in place of the program's mark.
    pub logo: Option<Logo>,
    /// Link to the index.
    pub home: String,
    /// Link to the stylesheet.
    pub css: String,
    /// Link to the site's icon.
    pub icon: String,
    /// Link to the theme script.
    pub theme_js: String,
    /// Link to the site script.
    pub site_js: String,
    /// Link to the search script, for the search page alone.
    pub search_js: String,
    /// Link to the search page.
    pub search: String,
    /// Entries of the main navigation.
    pub nav: Vec<NavEntry>,
    /// Link to the page on how values are derived.
    pub about: String,
    /// Number of plans, in words; on listing pages only.
    pub plan_count: Option<String>,
    /// "As of 22 Nov 2026", on pages that depend on the date.
    pub as_of: Option<String>,
    /// Which audience is shown the page, and what it is not shown.
    pub edition: Option<String>,
    /// Links of the footer.
    pub footer_links: Vec<Anchor>,
    /// Path from this page to the site's root: "", "../", "../../".
    pub root: String,
    /// What readers of the page can subscribe to.
    pub subscriptions: Vec<Subscription>,
}

/// A link to something that is read again and again: a calendar, a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subscription {
    /// Where it leads.
    pub href: String,
    /// Media type of what is there.
    pub mime: &'static str,
    /// "Calendar", "Feed".
    pub text: &'static str,
    /// The same, and whose it is.
    pub title: String,
}

/// Height of a logo in the header, in CSS pixels.
pub const LOGO_HEIGHT: u32 = 28;

/// A logo in the header; the site's title stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Logo {
    /// Link to the image.
    pub src: String,
    /// Width in CSS pixels, where it is known.
    pub width: Option<u32>,
    /// Height in CSS pixels.
    pub height: u32,
}

/// An entry of the main navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavEntry {
    /// Stable key: `plans`, `risks`, `gates`, `timeline`, `rollback`.
    pub key: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// Sections of the main navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NavSection {
    /// Plans.
    Plans,
    /// Risks over all plans.
    Risks,
    /// Gates and decisions.
    Gates,
    /// Dates over all plans.
    Timeline,
    /// Rollbacks.
    Rollback,
    /// None of them.
    None,
}

/// What a page says about itself to get its frame.
#[derive(Debug, Clone, Copy)]
pub struct PageFrame<'a> {
    /// The page's path below the site's root.
    pub path: &'a str,
    /// The page's own title.
    pub title: &'a str,
    /// The section of the navigation.
    pub section: NavSection,
    /// Whether the page depends on the date.
    pub dated: bool,
    /// Whether the page lists plans.
    pub listing: bool,
}

impl<'a> PageFrame<'a> {
    /// That of a page which does not depend on the date and does not list plans.
    pub fn new(path: &'a str, title: &'a str, section: NavSection) -> Self {
        Self { path, title, section, dated: false, listing: false }
    }

    /// That of a page which depends on the date.
    #[must_use]
    pub fn dated(self) -> Self {
        Self { dated: true, ..self }
    }

    /// That of a page which lists plans.
    #[must_use]
    pub fn listing(self) -> Self {
        Self { listing: true, ..self }
    }
}

impl Shell {
    /// The frame of a page that offers something to subscribe to.
    #[must_use]
    pub fn offering(self, subscriptions: Vec<Subscription>) -> Self {
        Self { subscriptions, ..self }
    }

    /// The frame of a page that holds text of this language.
    #[must_use]
    pub fn of_text(mut self, lang: Option<&Lang>) -> Self {
        self.text_lang = lang.filter(|lang| !lang.is_english()).map(|lang| lang.tag().to_owned());
        self.text_dir = if lang.is_some_and(Lang::is_right_to_left) { "rtl" } else { "auto" };
        self
    }
}

/// Builds the frame of a page.
pub fn shell(context: &Context<'_>, frame: &PageFrame<'_>) -> Shell {
    let site = &context.settings.site;
    let to = |route: Route| relative(frame.path, &route.path());
    let nav = [
        (NavSection::Plans, "plans", "Plans", Route::Index(1)),
        (NavSection::Risks, "risks", "Risks", Route::Risks),
        (NavSection::Gates, "gates", "Gates", Route::Gates(1)),
        (NavSection::Timeline, "timeline", "Timeline", Route::Timeline(1)),
        (NavSection::Rollback, "rollback", "Rollback", Route::Rollbacks(1)),
    ];
    let count = context.portfolio.order.len();
    let root = "../".repeat(frame.path.matches('/').count());
    Shell {
        lang: "en",
        text_lang: None,
        text_dir: "auto",
        title: if frame.title == site.title {
            site.title.clone()
        } else {
            format!("{} · {}", frame.title, site.title)
        },
        site_title: site.title.clone(),
        logo: context.assets.logo.as_ref().map(|logo| Logo {
            src: to(Route::Asset(logo.name.clone())),
            width: logo.width,
            height: LOGO_HEIGHT,
        }),
        home: to(Route::Index(1)),
        css: to(Route::Asset(context.assets.css.clone())),
        icon: to(Route::Asset(context.assets.icon.clone())),
        theme_js: to(Route::Asset(context.assets.theme_js.clone())),
        site_js: to(Route::Asset(context.assets.site_js.clone())),
        search_js: to(Route::Asset(context.assets.search_js.clone())),
        search: to(Route::Search),
        nav: nav
            .into_iter()
            .map(|(section, key, text, route)| NavEntry {
                key,
                text,
                href: to(route),
                current: section == frame.section,
            })
            .collect(),
        about: to(Route::About),
        plan_count: frame.listing.then(|| super::part::counted(count, "plan")),
        as_of: frame.dated.then(|| format!("As of {}", crate::model::date::display(context.today))),
        edition: context.portfolio.edition.as_deref().map(edition::sentence),
        footer_links: context
            .settings
            .theme
            .footer_links
            .iter()
            .map(|(text, href)| {
                let root = if is_from_root(href) { &*root } else { "" };
                Anchor { href: format!("{root}{href}"), text: text.clone() }
            })
            .collect(),
        root,
        subscriptions: Vec::new(),
    }
}

/// Whether a link of the settings leads to a path below the site's root: not to an address of its own,
/// a host, or a part of the page.
pub(in crate::view) fn is_from_root(href: &str) -> bool {
    let head = href.split(['/', '?', '#']).next().unwrap_or_default();
    !head.contains(':') && !href.starts_with(['/', '?', '#'])
}

#[cfg(test)]
mod tests {
    use super::is_from_root;

    #[test]
    fn links_below_the_root_are_told_apart() {
        for link in ["about.html", "pages/a.html#b", "files/a:b.pdf", "../other/", "./x"] {
            assert!(is_from_root(link), "{link}");
        }
        for link in ["https://a.example", "mailto:a@b", "tel:+49", "/x", "//host/x", "#top", "?q"] {
            assert!(!is_from_root(link), "{link}");
        }
    }
}
