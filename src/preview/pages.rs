//! What the server answers with: pages of the newest state, printed when they are asked for.

use std::fmt::Write as _;
use std::sync::Arc;

use super::generation::{Generation, Latest};
use super::server::{Answer, Request, Responder, mime};
use crate::disk;
use crate::pipeline::Site;
use crate::render::{PreviewAssets, RenderError, Theme};
use crate::site::{Route, encode, judge};
use crate::text::fingerprint;
use crate::view::data;
use crate::view::preview::{self, OVERLAY, OverlayInput, PreviewState, Problem, SAVED, WAITING};

/// Where the preview's own files stand; no page of a site begins so.
const OWN: &str = "_preview/";

/// Pages of the newest state.
#[derive(Debug)]
pub(super) struct Pages {
    current: Latest,
    /// What prints where the site's own theme fails.
    built_in: Arc<Theme>,
    assets: PreviewAssets,
    /// Whether the browser follows the document that is saved.
    navigate: bool,
}

impl Responder for Pages {
    fn answer(&self, request: &Request) -> Answer {
        let generation = self.current.get();
        match request.path.strip_prefix(OWN) {
            Some(own) => self.own(own, request, &generation),
            None => self.page(&request.path, &generation),
        }
    }
}

impl Pages {
    /// Pages of the newest state; `built_in` is the program's own theme.
    ///
    /// # Errors
    /// When the program was made without the preview's own files; a test sees to that.
    pub(super) fn new(
        current: Latest,
        built_in: Theme,
        navigate: bool,
    ) -> Result<Self, RenderError> {
        let assets = Theme::preview_assets()?;
        Ok(Self { current, built_in: Arc::new(built_in), assets, navigate })
    }

    fn own(&self, name: &str, request: &Request, generation: &Generation) -> Answer {
        match name {
            "preview.js" => Answer::new(mime(name), self.assets.js.as_bytes()),
            "preview.css" => Answer::new(mime(name), self.assets.css.as_bytes()),
            "state" => self.state(request, generation),
            _ => Answer { status: 404, ..Answer::new("text/plain; charset=utf-8", "not found\n") },
        }
    }

    fn page(&self, asked: &str, generation: &Generation) -> Answer {
        let is_folder = asked.is_empty() || asked.ends_with('/');
        let path = if is_folder { format!("{asked}index.html") } else { asked.to_owned() };
        let Some(site) = &generation.site else { return self.waiting(&path, generation) };
        let Some(route) = site.find(&path) else {
            if let Some(asset) = self.other_asset(&path, generation) {
                return asset;
            }
            if let Some(route) = other_kind(site, &path) {
                return redirect(&route.path());
            }
            // Relative links of a page stand in its folder, so the address has to end with it.
            if !is_folder && site.find(&format!("{path}/index.html")).is_some() {
                return redirect(&format!("{path}/"));
            }
            let html = self.print(site, generation, Site::not_found);
            return Answer { status: 404, ..html_answer(html, "404.html") };
        };
        if let Route::File(file) = &route {
            return content_file(file, site, generation);
        }
        let bytes = self.print(site, generation, |site| match route {
            // Below the base URL the links of this page are those of another place.
            Route::NotFound if site.config().settings.site.base_url.is_some() => site.not_found(),
            _ => site.bytes(&route),
        });
        if route.is_page() {
            return html_answer(bytes, &path);
        }
        let etag = Some(fingerprint(&bytes));
        let mime = match route {
            // Its ending tells any XML.
            Route::Feed(_) => "application/atom+xml; charset=utf-8".to_owned(),
            _ => mime(&path),
        };
        Answer { etag, ..Answer::new(mime, bytes) }
    }

    /// What a site gives; if its own theme fails, what the program's theme makes of it.
    fn print(
        &self,
        site: &Site,
        generation: &Generation,
        make: impl Fn(&Site) -> Result<Vec<u8>, RenderError>,
    ) -> Vec<u8> {
        make(site).unwrap_or_else(|error| {
            let _ = generation.unprinted.set(generation.theme_files.problem(&error));
            make(&site.in_theme(Arc::clone(&self.built_in))).unwrap_or_default()
        })
    }

    /// A stylesheet or script of another theme than the site's: a page that was printed just before the
    /// theme changed asks for it, or one that the program's theme has printed.
    fn other_asset(&self, path: &str, generation: &Generation) -> Option<Answer> {
        let name = path.strip_prefix("assets/")?;
        let themes = generation.earlier.iter().chain([&self.built_in]);
        let asset = themes.flat_map(|theme| theme.assets()).find(|asset| asset.name == name)?;
        let etag = Some(fingerprint(&asset.bytes));
        Some(Answer { etag, ..Answer::new(mime(path), asset.bytes.to_vec()) })
    }

    /// The page in place of a site that could not be made yet.
    fn waiting(&self, path: &str, generation: &Generation) -> Answer {
        let page = with_preview(generation, None, path, preview::waiting);
        let html = self.built_in.fragment(WAITING, &page).unwrap_or_default();
        html_answer(html.into_bytes(), "index.html")
    }

    fn state(&self, request: &Request, generation: &Generation) -> Answer {
        let page = request.parameter("page").unwrap_or_default();
        let since: Option<u64> = request.parameter("since").and_then(|number| number.parse().ok());
        let unprinted = generation.unprinted.get();
        let (overlay, saved, ghosts) = with_preview(generation, unprinted, page, |shown| {
            let saved = preview::saved(shown, &generation.effects);
            (preview::overlay(shown), saved, preview::ghosts(shown))
        });
        let site = generation.site.as_ref();
        // A number that is not of this run is that of a page of another one.
        let known = since.filter(|since| (1..=generation.number).contains(since));
        let is_news = known != Some(generation.number);
        let state = PreviewState {
            number: generation.number,
            style_only: known.is_some_and(|since| since >= generation.last_full),
            stylesheet: site.map(|site| {
                let name = site.theme().asset_names().css.clone();
                format!("/{}", Route::Asset(name).path())
            }),
            navigate: generation
                .saved
                .as_ref()
                .filter(|_| self.navigate && is_news)
                .map(|path| url(path)),
            toast: is_news.then(|| generation.rebuilt.toast()).flatten(),
            images: generation
                .images
                .iter()
                .filter(|(number, _)| since.is_some() && known.is_none_or(|known| *number > known))
                .map(|(_, path)| url(path))
                .collect(),
            counts: overlay.counts,
            broken: overlay.broken.is_some(),
            overlay: self.built_in.fragment(OVERLAY, &overlay).unwrap_or_default(),
            saved_number: generation.saved_number,
            saved: saved
                .and_then(|saved| self.built_in.fragment(SAVED, &saved).ok())
                .unwrap_or_default(),
            ghosts,
        };
        let mut bytes = Vec::new();
        // Writing into memory does not fail.
        let _ = data::write_json(&mut bytes, &state);
        Answer::new(mime("state.json"), bytes)
    }
}

/// Where a document is shown whose address it was as a document of the other kind: a plan that has lost
/// its sections for a while is a page, and the other way round.
fn other_kind(site: &Site, path: &str) -> Option<Route> {
    let portfolio = site.portfolio();
    if let Some((slug, _)) = path.strip_prefix("plans/").and_then(|rest| rest.rsplit_once('/')) {
        return portfolio.page(slug).map(|page| Route::Page(page.slug.clone()));
    }
    let slug = path.strip_prefix("pages/")?.strip_suffix(".html")?;
    portfolio.plan(slug).map(|entry| Route::Plan(entry.slug.clone()))
}

/// A file of the content folder, as it is now: it may have changed since links to it were judged.
fn content_file(name: &str, site: &Site, generation: &Generation) -> Answer {
    let is_trusted = site.config().settings.publish.active_files;
    match disk::read_file(&generation.content, name) {
        Ok(bytes) if !is_trusted && judge(name, &bytes).is_err() => {
            let text = "this file is not published, as it may run scripts\n";
            Answer { status: 404, ..Answer::new("text/plain; charset=utf-8", text) }
        }
        Ok(bytes) => {
            let etag = Some(fingerprint(&bytes));
            let mime = mime(name);
            // Browsers show no PDF in a sandbox; what runs in one runs apart from the site.
            let is_foreign = mime != "application/pdf";
            Answer { etag, is_foreign, ..Answer::new(mime, bytes) }
        }
        Err(file) => {
            let text = format!("{}\n", file.message);
            Answer { status: 404, ..Answer::new("text/plain; charset=utf-8", text) }
        }
    }
}

/// Makes something of what the preview shows beside a page.
fn with_preview<T>(
    generation: &Generation,
    unprinted: Option<&Problem>,
    page: &str,
    make: impl FnOnce(&OverlayInput<'_>) -> T,
) -> T {
    let problems: Vec<Problem> = generation.problems.iter().chain(unprinted).cloned().collect();
    let context = generation.site.as_ref().map(|site| site.context());
    let settings = context.as_ref().map(|context| context.settings);
    make(&OverlayInput {
        context: context.as_ref(),
        problems: &problems,
        rebuilt: &generation.rebuilt,
        content_root: &generation.content.to_string_lossy(),
        editor_url: settings.and_then(|settings| settings.preview.editor_url.as_deref()),
        page,
    })
}

fn url(path: &str) -> String {
    format!("/{}", encode(path))
}

/// Another address of the site, for now.
fn redirect(path: &str) -> Answer {
    // A header holds ASCII only (RFC 9110, section 10.2.2; RFC 3986).
    let location = url(path).bytes().fold(String::new(), |mut location, byte| {
        if byte.is_ascii() {
            location.push(char::from(byte));
        } else {
            let _ = write!(location, "%{byte:02X}");
        }
        location
    });
    let location = Some(location);
    Answer { status: 307, location, ..Answer::new("text/plain; charset=utf-8", "") }
}

/// A page with the preview's script in its head. The fingerprint is that of the page alone: the script
/// is told it, and asks for another version only. `path` is one of a route, in which nothing needs to
/// be escaped.
fn html_answer(bytes: Vec<u8>, path: &str) -> Answer {
    let etag = fingerprint(&bytes);
    let html = String::from_utf8(bytes).unwrap_or_default();
    let tag = format!(
        "<script src=\"/{OWN}preview.js\" data-etag=\"&quot;{etag:016x}&quot;\" data-page=\"{}\" defer></script>",
        path.replace(['&', '<', '>', '"'], "")
    );
    let at = html.find("</head>").unwrap_or(html.len());
    let (head, rest) = html.split_at(at);
    let body = [head, &tag, rest].concat();
    Answer { etag: Some(etag), ..Answer::new(mime("page.html"), body) }
}
