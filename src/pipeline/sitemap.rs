//! The addresses of all pages, for what searches the host (`https://www.sitemaps.org/protocol.html`).

use super::site::Site;
use crate::model::date::Date;
use crate::site::{Route, absolute};
use crate::view::html::push_escaped;
use crate::view::plan;

/// Addresses in a file, by the protocol.
const PAGE: usize = 50_000;

/// Opening of the files, up to the element's name and after it.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<";
const NAMESPACE: &str = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";

impl Site {
    /// The files; none without a base URL, as addresses are absolute in them. The first is the index of the others
    /// where one can't hold all.
    pub(super) fn sitemap_routes(&self) -> Vec<Route> {
        if self.config().settings.site.base_url.is_none() {
            return Vec::new();
        }
        let parts = self.locations().count().div_ceil(PAGE);
        let others = (1..=parts).filter(|_| parts > 1);
        std::iter::once(0).chain(others).map(Route::Sitemap).collect()
    }

    /// The bytes of one of them.
    pub(super) fn sitemap(&self, part: usize) -> Vec<u8> {
        let Some(base) = &self.config().settings.site.base_url else { return Vec::new() };
        let parts = self.locations().count().div_ceil(PAGE);
        let mut out = String::new();
        if part == 0 && parts > 1 {
            out.push_str(HEAD);
            out.push_str("sitemapindex");
            out.push_str(NAMESPACE);
            for part in 1..=parts {
                push(&mut out, "sitemap", &absolute(base, &Route::Sitemap(part).path()), None);
            }
            out.push_str("</sitemapindex>\n");
            return out.into_bytes();
        }
        out.push_str(HEAD);
        out.push_str("urlset");
        out.push_str(NAMESPACE);
        let before = part.saturating_sub(1) * PAGE;
        for (route, updated) in self.locations().skip(before).take(PAGE) {
            push(&mut out, "url", &absolute(base, &route.path()), updated);
        }
        out.push_str("</urlset>\n");
        out.into_bytes()
    }

    /// Every page that a reader may look for, with the day on which its plan was updated last. The page for what is not
    /// there, pages that say where a plan moved, and cards for other sites are none.
    fn locations(&self) -> impl Iterator<Item = (Route, Option<Date>)> {
        let shared = self
            .shared_pages()
            .into_iter()
            .filter(|route| route.is_page() && !matches!(route, Route::NotFound | Route::Moved(_)));
        let shared = shared.map(|route| (route, None));
        let of_plans = self.portfolio().own().iter().flat_map(|entry| {
            let pages = plan::routes(entry).into_iter();
            let pages = pages.filter(|route| route.is_page() && !matches!(route, Route::Card(_)));
            pages.map(|route| (route, entry.summary.updated))
        });
        shared.chain(of_plans)
    }
}

fn push(out: &mut String, element: &str, address: &str, updated: Option<Date>) {
    out.push('<');
    out.push_str(element);
    out.push_str("><loc>");
    push_escaped(out, address);
    out.push_str("</loc>");
    if let Some(day) = updated {
        out.push_str("<lastmod>");
        out.push_str(&day.to_string());
        out.push_str("</lastmod>");
    }
    out.push_str("</");
    out.push_str(element);
    out.push_str(">\n");
}
