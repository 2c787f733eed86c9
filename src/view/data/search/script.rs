//! A part of the search as a script, written record by record.

use std::io::{self, Write};

use super::record::{SearchRecord, owner, page, part_of, search_parts};
use super::{elsewhere, lists};
use crate::portfolio::Portfolio;
use crate::settings::Settings;
use crate::view::data::json::write_in_script;

/// A script with records in the making: `phasebookData({"search": […]})`.
#[derive(Debug)]
pub(in crate::view::data) struct SearchPart<W> {
    out: W,
    is_first: bool,
}

impl<W: Write> SearchPart<W> {
    pub(in crate::view::data) fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"phasebookData({\"search\":[")?;
        Ok(Self { out, is_first: true })
    }

    /// Adds a record, printed.
    pub(in crate::view::data) fn add(&mut self, record: &[u8]) -> io::Result<()> {
        if !self.is_first {
            self.out.write_all(b",")?;
        }
        self.is_first = false;
        self.out.write_all(record)
    }

    /// Where it is written to.
    pub(in crate::view::data) fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Ends the part, after its records of pages, owners and lists.
    pub(in crate::view::data) fn finish(
        mut self,
        portfolio: &Portfolio,
        settings: &Settings,
        part: usize,
    ) -> io::Result<W> {
        let parts = search_parts(portfolio);
        let is_here = |slug: &str| part_of(slug, parts) == part;
        let pages = portfolio.pages.iter().enumerate();
        let pages = pages.filter(|(_, page)| is_here(page.slug.as_str()));
        let mut search: Vec<SearchRecord<'_>> =
            pages.map(|(index, entry)| page(portfolio, index, entry)).collect();
        let owners = portfolio.owners(settings);
        let owners = owners.people.iter().chain(&owners.roles).map(|owner| &owner.who);
        search.extend(owners.filter(|who| is_here(&who.slug)).map(owner));
        search.extend(elsewhere::of(portfolio).filter(|(slug, _)| is_here(slug)).map(|of| of.1));
        let lists = lists::of(portfolio);
        search.extend(lists.into_iter().filter(|list| is_here(&list.at)));
        for record in &search {
            self.add(&printed(record))?;
        }
        self.out.write_all(b"]});\n")?;
        Ok(self.out)
    }
}

/// A record as it stands in the script.
pub(super) fn printed(record: &SearchRecord<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = write_in_script(&mut bytes, record);
    bytes
}
