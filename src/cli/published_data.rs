//! What the published data files hold of each plan: a plan that did not change is not opened for them.

use crate::disk::{PublishedParts, Publisher, StreamedFile};
use crate::site::Route;
use crate::view::data::{DATA_NAMES, Fragments, Sink};

/// What is published of a data file.
#[derive(Debug)]
enum PublishedFile {
    /// All of it, as it is to be.
    Complete,
    /// Plans of the build before.
    Parts(PublishedParts),
    /// Nothing that is known.
    Unknown,
}

impl PublishedFile {
    fn read(&self, inputs: u64) -> Option<Vec<u8>> {
        match self {
            Self::Complete => Some(Vec::new()),
            Self::Parts(parts) => parts.read(inputs),
            Self::Unknown => None,
        }
    }
}

/// The data files as they are published, in the order of [`DataFiles::begin`](crate::view::data::DataFiles::begin).
#[derive(Debug)]
pub(super) struct PublishedData(Vec<PublishedFile>);

impl PublishedData {
    /// Opens those that are written anew.
    pub(super) fn open(
        publisher: &Publisher,
        routes: &[Route],
        sinks: &[Sink<StreamedFile>],
    ) -> Self {
        let open = |(route, sink): (&Route, &Sink<StreamedFile>)| match sink {
            None => PublishedFile::Complete,
            Some(_) => publisher
                .published_parts(&route.path())
                .map_or(PublishedFile::Unknown, PublishedFile::Parts),
        };
        Self(routes.iter().zip(sinks).map(open).collect())
    }

    /// What the plan whose inputs have this fingerprint gives to the files, of which it has this part of the search;
    /// `None` where not all of it is published.
    pub(super) fn fragments(&self, inputs: Option<u64>, part: usize) -> Option<Fragments> {
        let read = |at: usize| self.0.get(at)?.read(inputs?);
        Some(Fragments {
            json: read(0)?,
            plans: read(1)?,
            risks: read(2)?,
            search: read(DATA_NAMES.len() + part)?,
            part,
        })
    }
}
