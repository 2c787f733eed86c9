//! The page for what is not there.

use serde::Serialize;

use super::Links;
use crate::site::Route;
use crate::view::Context;
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, is_from_root, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/404.html";

/// The page for what is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotFoundPage {
    /// Where to go from here.
    pub links: Vec<Anchor>,
}

/// The page for what is not there. A server shows it at any depth: with a base URL its links begin
/// with that URL's path; without one they are relative and work at the root alone.
pub fn page(context: &Context<'_>) -> (Shell, NotFoundPage) {
    page_below(context, context.settings.site.base_url.as_deref())
}

/// The same page below a URL or a path that ends in `/`.
pub fn page_below(context: &Context<'_>, base: Option<&str>) -> (Shell, NotFoundPage) {
    let path = Route::NotFound.path();
    let links = Links { page: &path };
    let frame = PageFrame::new(&path, "This page is not here", NavSection::None);
    let mut shell = shell(context, &frame);
    let mut view = NotFoundPage {
        links: vec![
            links.anchor(&Route::Index(1), "All plans"),
            links.anchor(&Route::Rollbacks(1), "Rollback: whom to call for every live plan"),
            links.anchor(&Route::Risks, "Risks across all plans"),
            links.anchor(&Route::Search, "Search plans, risks and rollback steps"),
            links.anchor(&Route::About, "How this site works"),
        ],
    };
    if let Some(base) = base {
        let prefix = url_path(base);
        let own = [
            &mut shell.home,
            &mut shell.css,
            &mut shell.icon,
            &mut shell.theme_js,
            &mut shell.site_js,
            &mut shell.search,
            &mut shell.about,
            &mut shell.root,
        ];
        let nav = shell.nav.iter_mut().map(|entry| &mut entry.href);
        let below = view.links.iter_mut().map(|link| &mut link.href);
        let logo = shell.logo.iter_mut().map(|logo| &mut logo.src);
        let footer = shell.footer_links.iter_mut().map(|link| &mut link.href);
        let footer = footer.filter(|href| is_from_root(href));
        for link in own.into_iter().chain(nav).chain(below).chain(logo).chain(footer) {
            link.insert_str(0, prefix);
        }
    }
    (shell, view)
}

/// The path of a URL that ends in `/`.
fn url_path(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or("/", |at| &url[host + at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portfolio::Portfolio;
    use crate::settings::Settings;
    use crate::view::AssetNames;

    fn links(base_url: Option<&str>) -> (String, String, String) {
        let mut settings = Settings::default();
        settings.site.base_url = base_url.map(str::to_owned);
        let context = Context {
            settings: &settings,
            portfolio: &Portfolio::default(),
            today: crate::model::date::parse_iso("2026-11-22").expect("a date"),
            assets: &AssetNames { css: "site.css".to_owned(), ..AssetNames::default() },
            opener: &crate::view::HeldPlans,
        };
        let (shell, page) = page(&context);
        (shell.css, shell.nav[1].href.clone(), page.links[1].href.clone())
    }

    #[test]
    fn a_base_url_makes_links_that_work_at_any_depth() {
        let relative = ("assets/site.css", "risks.html", "rollback.html");
        let below = |base: &str| {
            let (css, nav, link) = relative;
            (format!("{base}{css}"), format!("{base}{nav}"), format!("{base}{link}"))
        };
        assert_eq!(links(None), below(""));
        assert_eq!(links(Some("https://plans.example/a/b/")), below("/a/b/"));
        assert_eq!(links(Some("https://plans.example/")), below("/"));
        assert_eq!(links(Some("https://plans.example")), below("/"));
    }
}
