//! `phasebook export --format html`: one plan as one file, to hand on or to print.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::args::{ExportArguments, OnlyPart, SiteArguments};
use super::super::clock;
use super::super::error::Failure;
use super::super::gate::plan;
use super::super::setup::Setup;
use super::super::{Outcome, leave};
use crate::disk;
use crate::model::date::display;
use crate::pipeline::{self, Site};
use crate::portfolio::PlanEntry;
use crate::render::{FilePart, OneFile, Theme};
use crate::site::Route;
use crate::view::plan::{self as plan_view, PlanView};

/// Most bytes of all images that one file holds: a mail with more is not delivered everywhere.
const MOST_IMAGE_BYTES: usize = 5 << 20;

/// Raster images by their endings, with their media types.
const IMAGES: [(&str, &str); 6] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
];

pub(super) fn run(site: &SiteArguments, options: &ExportArguments) -> Result<Outcome, Failure> {
    let [name] = &options.paths[..] else {
        return Err(Failure::new("HTML is of one plan, and one has to be named").help(
            "write `phasebook export --format html PLAN`, with the plan's slug or its file",
        ));
    };
    let setup = Setup::new(site)?.with_federation().for_audience(options.audience.as_deref())?;
    let mut setup = setup.with_history(site)?.with_changes()?;
    setup.config_mut().program = Some(clock::program());
    let found = plan::find(&setup, &name.to_string_lossy())?;
    let folder = found.folder.clone();
    let own = disk::read_theme(&setup.root, setup.settings().theme.logo.as_deref())?;
    let theme = Theme::of_site(&own, &setup.settings().theme);
    let theme = Arc::new(theme.map_err(|e| Failure::theme(&e, &setup.root))?);
    let css = theme.assets().iter().find(|asset| asset.name == theme.asset_names().css);
    let css = css.map_or_else(String::new, |css| String::from_utf8_lossy(&css.bytes).into_owned());
    let (portfolio, index) = found.into_portfolio();
    let made = Site::new(Arc::new(portfolio), Arc::clone(&setup.config), theme);
    let entry = pipeline::open(&made.portfolio().entries[index], &setup.config);
    let routes = routes(&entry, options.only)?;
    let context = made.context();
    let view = PlanView::new(&context, &entry);
    let parts = routes.iter().map(|route| -> Result<FilePart, Failure> {
        let html = made.page_of(&view, route).map_err(|e| Failure::theme(&e, &setup.root))?;
        Ok(FilePart { path: route.path(), html: String::from_utf8_lossy(&html).into_owned() })
    });
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    let settings = setup.settings();
    let origin = format!(
        "{} · {} · as of {}",
        settings.site.title,
        entry.source.path(),
        display(setup.config.today)
    );
    let file = OneFile {
        title: &entry.summary.title,
        origin: &origin,
        parts: &parts,
        css: &css,
        base_url: settings.site.base_url.as_deref(),
        images: &images(&entry, &folder)?,
    };
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    out.write_all(file.html().as_bytes())?;
    out.flush()?;
    drop(out);
    setup.say_what_is_not_found()?;
    leave(parts);
    Ok(Outcome::Good)
}

/// The pages that become parts of the file, in their order.
fn routes(entry: &PlanEntry, only: Option<OnlyPart>) -> Result<Vec<Route>, Failure> {
    let all = plan_view::routes(entry);
    let is_wanted = |route: &Route| match only {
        Some(OnlyPart::Rollback) => matches!(route, Route::Rollback(_)),
        Some(OnlyPart::Packet) => route.path().ends_with("-packet.html"),
        None => matches!(
            route,
            Route::Plan(_)
                | Route::Phases(_)
                | Route::Phase(..)
                | Route::PlanRisks(..)
                | Route::Checklists(_)
                | Route::Rollback(_)
                | Route::Source(_)
        ),
    };
    let wanted: Vec<Route> = all.into_iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        let text = format!("`{}` has no gate to be decided, and so no packet", entry.slug);
        return Err(Failure::new(text).help("`phasebook gate PLAN` tells how its gates stand"));
    }
    Ok(wanted)
}

/// The raster images that a plan shows, by the paths that pages name them by, as `data:` addresses; those
/// above the limit are left out and said.
fn images(
    entry: &PlanEntry,
    folder: &std::path::Path,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut room = MOST_IMAGE_BYTES;
    let mut images = BTreeMap::new();
    for file in &entry.files {
        let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let Some((_, mime)) = IMAGES.iter().find(|(known, _)| *known == ending) else { continue };
        let Ok(bytes) = disk::read_file(folder, file) else { continue };
        if bytes.len() > room {
            writeln!(
                anstream::stderr(),
                "warning: `{file}` is left out: the images of one file have {} MB at most",
                MOST_IMAGE_BYTES >> 20
            )?;
            continue;
        }
        room -= bytes.len();
        let data = format!("data:{mime};base64,{}", STANDARD.encode(&bytes));
        images.insert(Route::File(file.clone()).path(), data);
    }
    Ok(images)
}
