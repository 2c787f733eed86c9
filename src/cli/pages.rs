//! Every file of a site but the copied ones, given to the publisher: the pages about many plans, then plan by plan
//! its pages and what it gives to the data.

use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::each_plan::AT_ONCE;
use super::error::Failure;
use super::published_data::PublishedData;
use crate::disk::{DiskError, PublishError, Publisher, StreamedFile};
use crate::pipeline::{Site, open};
use crate::portfolio::PlanEntry;
use crate::render::RenderError;
use crate::site::Route;
use crate::view::data::{DATA_NAMES, DataFiles, Fragments, fragments, search_part};
use crate::view::feed::write_calendar;
use crate::view::plan::{self, PlanView};

/// A site that is being published.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages<'a> {
    pub(super) site: &'a Site,
    pub(super) publisher: &'a Publisher,
    /// The site's root, where a theme's templates lie.
    pub(super) root: &'a Path,
}

/// A plan whose pages are put.
struct MadePlan {
    /// How many pages it has.
    pages: usize,
    /// The fingerprint of all that it is made of, if it is known.
    inputs: Option<u64>,
    /// What it gives to the data files that do not stand already.
    fragments: Fragments,
}

impl Pages<'_> {
    /// Puts all files; how many of them are pages.
    pub(super) fn put_all(self) -> Result<usize, Failure> {
        let routes = self.site.shared_routes();
        let (streamed, whole): (Vec<_>, Vec<_>) =
            routes.iter().partition(|route| is_streamed(route));
        self.put_each(&self.to_make(whole.into_iter())?, |route| self.site.bytes(route))?;
        self.put_calendars(&self.to_make(streamed.into_iter())?)?;
        let of_plans = self.put_plans()?;
        Ok(routes.iter().filter(|route| route.is_page()).count() + of_plans)
    }

    /// Puts calendars of many plans bit by bit: they would take much memory whole.
    fn put_calendars(self, routes: &[(&Route, Option<u64>)]) -> Result<(), Failure> {
        let put = |(route, inputs): &(&Route, Option<u64>)| -> Result<(), Failure> {
            let Route::Calendar(plans_of) = route else { return Ok(()) };
            let mut file = self.publisher.begin_file(&route.path())?;
            write_calendar(&self.site.context(), plans_of, &mut file).map_err(unwritten)?;
            Ok(self.publisher.end_file(file, *inputs)?)
        };
        routes.par_iter().find_map_first(|route| put(route).err()).map_or(Ok(()), Err)
    }

    /// Puts the pages of every plan, and the data files; how many pages they are.
    fn put_plans(self) -> Result<usize, Failure> {
        let (routes, inputs) = (self.site.data_routes(), self.site.inputs_of_all());
        let sinks = routes.iter().map(|route| self.sink(route, inputs)).collect::<Result<_, _>>();
        let mut sinks: Vec<Option<StreamedFile>> = sinks?;
        let published = PublishedData::open(self.publisher, &routes, &sinks);
        let search = sinks.split_off(DATA_NAMES.len());
        let tables = <[_; DATA_NAMES.len()]>::try_from(sinks).unwrap_or_default();
        let mut data = DataFiles::begin(tables, search).map_err(unwritten)?;
        let mut pages = 0;
        let (entries, tally) = (self.site.portfolio().own(), &self.site.config().work.made);
        tally.expect(entries.len());
        for some in entries.chunks(AT_ONCE) {
            let made = some.par_iter().map(|entry| self.put_plan(entry, &published));
            let made = made.inspect(|_| tally.step());
            for plan in made.collect::<Result<Vec<_>, _>>()? {
                pages += plan.pages;
                let mark = |file: &mut StreamedFile, len| {
                    plan.inputs.into_iter().for_each(|inputs| file.mark(inputs, len));
                };
                data.add(&plan.fragments, mark).map_err(unwritten)?;
            }
        }
        let context = self.site.context();
        let written = data.finish(context.portfolio, context.settings).map_err(unwritten)?;
        for file in written.into_iter().flatten() {
            self.publisher.end_file(file, inputs)?;
        }
        Ok(pages)
    }

    /// Where a data file is to be written; `None` where it stands already.
    fn sink(self, route: &Route, inputs: Option<u64>) -> Result<Option<StreamedFile>, Failure> {
        let path = route.path();
        if let Some(inputs) = inputs
            && self.publisher.keep(&path, inputs)?
        {
            return Ok(None);
        }
        Ok(Some(self.publisher.begin_file(&path)?))
    }

    /// Puts the pages of one plan. It is opened only where something of it is not published already.
    fn put_plan(self, entry: &PlanEntry, published: &PublishedData) -> Result<MadePlan, Failure> {
        let context = &self.site.context();
        let routes = plan::routes(entry);
        let to_make = self.to_make(routes.iter())?;
        let inputs = self.site.inputs(&Route::Plan(entry.slug.clone()));
        let known = published.fragments(inputs, search_part(context.portfolio, &entry.slug));
        let pages = routes.iter().filter(|route| route.is_page()).count();
        let known = match known {
            Some(fragments) if to_make.is_empty() => {
                return Ok(MadePlan { pages, inputs, fragments });
            }
            known => known,
        };
        let open = open(entry, self.site.config());
        if !to_make.is_empty() {
            let view = PlanView::new(context, &open);
            self.put_each(&to_make, |route| self.site.page_of(&view, route))?;
        }
        let fragments = known.unwrap_or_else(|| fragments(context, &open));
        Ok(MadePlan { pages, inputs, fragments })
    }

    /// Keeps what is published already; the others, with what they are made of.
    fn to_make<'r>(
        self,
        routes: impl Iterator<Item = &'r Route>,
    ) -> Result<Vec<(&'r Route, Option<u64>)>, Failure> {
        let mut to_make = Vec::new();
        for route in routes {
            let inputs = self.site.inputs(route);
            let is_kept =
                inputs.map_or(Ok(false), |inputs| self.publisher.keep(&route.path(), inputs))?;
            if !is_kept {
                to_make.push((route, inputs));
            }
        }
        Ok(to_make)
    }

    fn put_each(
        self,
        routes: &[(&Route, Option<u64>)],
        make: impl Fn(&Route) -> Result<Vec<u8>, RenderError> + Sync,
    ) -> Result<(), Failure> {
        let put = |(route, inputs): &(&Route, Option<u64>)| -> Result<(), Failure> {
            let bytes = make(route).map_err(|error| Failure::theme(&error, self.root))?;
            Ok(self.publisher.put(&route.path(), &bytes, *inputs)?)
        };
        // Of several that fail, the first is told.
        routes.par_iter().find_map_first(|route| put(route).err()).map_or(Ok(()), Err)
    }
}

/// Whether a file may hold something of every plan, and is written bit by bit.
fn is_streamed(route: &Route) -> bool {
    matches!(route, Route::Calendar(_))
}

/// A file that can't be written says which one it is.
fn unwritten(error: io::Error) -> Failure {
    match error.downcast::<DiskError>() {
        Ok(error) => PublishError::from(error).into(),
        Err(error) => error.into(),
    }
}
