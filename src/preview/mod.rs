//! The live side of the program: a site that is rebuilt while its author writes, and shown meanwhile.
//!
//! In: folders and files that change; addresses that browsers ask for. Out: answers over HTTP, each
//! from one whole state of the site. Invariant: events are hints that something may have changed,
//! what has changed is told by walking over the folders again; nothing is written; a state once
//! published never changes, and the last good one stays until a better one is whole.

mod content;
mod generation;
mod half_written;
mod own_theme;
mod pages;
mod rebuild;
mod report;
pub mod server;
mod settings_files;
#[cfg(test)]
mod tests;
mod turn;
mod environment;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use generation::Latest;
use pages::Pages;
use rebuild::Rebuilder;
use server::{Changes, Hosts, Listener, ServeError};

use crate::render::{RenderError, Theme};
use crate::watch::{WatchMode, Watcher};

pub use environment::{Environment, LoadedConfig};
pub use report::{News, RebuildReport};

/// A site that is kept up to date and shown.
pub struct Preview {
    rebuilder: Rebuilder,
    pages: Pages,
    changes: Changes,
}

impl Preview {
    /// A preview of the site at `root`, of which nothing was read yet; `settings` are the files that
    /// [`Environment::load`] reads, whether they are there or not. With `navigate` the browser follows the
    /// document that is saved.
    ///
    /// # Errors
    /// When a template of the program does not compile; a test sees to that.
    pub fn new(
        environment: Environment,
        root: PathBuf,
        settings: Vec<(String, PathBuf)>,
        mode: WatchMode,
        navigate: bool,
    ) -> Result<Self, RenderError> {
        let (announcer, changes) = server::changes();
        let current = Latest::default();
        let pages = Pages::new(current.clone(), Theme::built_in()?, navigate)?;
        let watcher = Watcher::new(mode);
        let rebuilder = Rebuilder::new(environment, root, settings, watcher, current, announcer);
        Ok(Self { rebuilder, pages, changes })
    }

    /// Makes the first state of the site, or finds out why there is none.
    pub fn begin(&mut self) {
        self.rebuilder.look();
    }

    /// Answers requests and follows changes until the program ends.
    ///
    /// # Errors
    /// When the system gives no means to wait for connections.
    pub fn serve(self, listener: Listener, hosts: Hosts) -> Result<(), ServeError> {
        let rebuilder = self.rebuilder;
        let follow = thread::Builder::new().spawn(move || rebuilder.run());
        follow.map_err(ServeError::from)?;
        server::serve(listener, hosts, Arc::new(self.pages), self.changes)
    }
}
