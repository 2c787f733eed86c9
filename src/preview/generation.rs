//! One state of the site, and what is told of it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::own_theme::ThemeFiles;
use super::server::Announcer;
use crate::pipeline::Site;
use crate::portfolio::FileChange;
use crate::render::Theme;
use crate::view::preview::{Problem, Rebuilt};

/// Images that changed lately and that pages may still show in an older version.
const IMAGES_KEPT: usize = 100;

/// Earlier themes whose stylesheets and scripts are still there.
const THEMES_KEPT: usize = 8;

/// One state of the site. Immutable, but for what is found out when a page is printed.
#[derive(Debug, Default)]
pub(super) struct Generation {
    /// Counts the states of this run.
    pub(super) number: u64,
    /// The last good site; `None` before the first.
    pub(super) site: Option<Arc<Site>>,
    /// Real path of the content folder.
    pub(super) content: PathBuf,
    /// What keeps newer input from being shown.
    pub(super) problems: Vec<Problem>,
    /// Why a page could not be printed in the site's own theme.
    pub(super) unprinted: OnceLock<Problem>,
    /// The site's own theme files.
    pub(super) theme_files: Arc<ThemeFiles>,
    /// Themes of the states before: a page that was asked for a moment ago still asks for its own
    /// stylesheet and scripts, whose names tell their version.
    pub(super) earlier: Vec<Arc<Theme>>,
    /// What led to this state.
    pub(super) rebuilt: Rebuilt,
    /// What the last save made worse and what it mended.
    pub(super) effects: Arc<Vec<FileChange>>,
    /// Number of the state that the last save led to.
    pub(super) saved_number: u64,
    /// Path of the page of the document that was saved last.
    pub(super) saved: Option<String>,
    /// Paths of files that pages show, each with the number of the state in which it changed.
    pub(super) images: Vec<(u64, String)>,
    /// The last state in which more than the stylesheet changed.
    pub(super) last_full: u64,
}

impl Generation {
    /// The themes before the state that follows this one.
    pub(super) fn earlier_after(&self) -> Vec<Arc<Theme>> {
        let mut earlier = self.earlier.clone();
        let theme = self.site.as_ref().map(|site| Arc::clone(site.theme()));
        let is_known = |theme: &Arc<Theme>| earlier.iter().any(|known| Arc::ptr_eq(known, theme));
        earlier.extend(theme.filter(|theme| !is_known(theme)));
        let surplus = earlier.len().saturating_sub(THEMES_KEPT);
        earlier.drain(..surplus);
        earlier
    }

    /// The images of the state before, and those that changed now.
    pub(super) fn images_after(&self, number: u64, changed: &[String]) -> Vec<(u64, String)> {
        let now = changed.iter().map(|path| (number, path.clone()));
        let before = self.images.iter().filter(|(_, path)| !changed.contains(path)).cloned();
        let mut images: Vec<(u64, String)> = before.chain(now).collect();
        let surplus = images.len().saturating_sub(IMAGES_KEPT);
        images.drain(..surplus);
        images
    }
}

/// The newest state, for those who read and the one who replaces it.
#[derive(Debug, Clone, Default)]
pub(super) struct Latest(Arc<RwLock<Arc<Generation>>>);

impl Latest {
    /// The newest state.
    pub(super) fn get(&self) -> Arc<Generation> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a state in place of the newest, tells those who follow, and gives the old one back.
    pub(super) fn replace(&self, new: Generation, announcer: &Announcer) -> Arc<Generation> {
        let number = new.number;
        let old = {
            let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, Arc::new(new))
        };
        announcer.announce(number);
        old
    }
}
