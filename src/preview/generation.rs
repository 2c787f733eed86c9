//! One state of the site, and what is told of it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use super::own_theme::ThemeFiles;
use super::server::Announcer;
use super::turn::Turn;
use crate::pipeline::Site;
use crate::portfolio::FileChange;
use crate::render::{Theme, ThemeChange};
use crate::site::Route;
use crate::view::preview::{Problem, Rebuilt};

/// Changed files that are named; more are counted.
const NAMED: usize = 3;

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

/// What one look has found, and what was made of it.
pub(super) struct Inputs<'a> {
    pub(super) turn: &'a Turn,
    /// The newest good site.
    pub(super) site: Option<Arc<Site>>,
    /// Real path of the content folder.
    pub(super) content: PathBuf,
    pub(super) problems: Vec<Problem>,
    pub(super) theme_files: Arc<ThemeFiles>,
    /// The time of the day, for people.
    pub(super) at: String,
    /// How long the look has taken.
    pub(super) milliseconds: u64,
}

/// The state that follows another: what is told of a change depends on the state before and on what was
/// found, and on nothing else.
pub(super) fn next(last: &Generation, inputs: Inputs<'_>) -> Generation {
    let Inputs { turn, site, content, problems, theme_files, at, milliseconds } = inputs;
    let number = last.number + 1;
    let mut changed: Vec<String> = turn.names().cloned().collect();
    let more = changed.len().saturating_sub(NAMED);
    changed.truncate(NAMED);
    let (effects, saved_number) = match turn.effects(last.site.as_deref(), site.as_deref()) {
        Some(effects) => (Arc::new(effects), number),
        None => (Arc::clone(&last.effects), last.saved_number),
    };
    let saved = site.as_ref().and_then(|site| {
        turn.documents().iter().find_map(|name| site.of_source(name)).map(|route| route.path())
    });
    let is_full = turn.is_new_site() || turn.theme == ThemeChange::More;
    Generation {
        number,
        content,
        problems,
        unprinted: OnceLock::new(),
        theme_files,
        earlier: earlier(last),
        rebuilt: Rebuilt { at, milliseconds, changed, more },
        effects,
        saved_number,
        saved,
        images: images(last, number, &images_of(turn, site.as_deref())),
        last_full: if is_full { number } else { last.last_full },
        site,
    }
}

/// The themes before the state that follows a state.
fn earlier(last: &Generation) -> Vec<Arc<Theme>> {
    let mut earlier = last.earlier.clone();
    let theme = last.site.as_ref().map(|site| Arc::clone(site.theme()));
    let is_known = |theme: &Arc<Theme>| earlier.iter().any(|known| Arc::ptr_eq(known, theme));
    earlier.extend(theme.filter(|theme| !is_known(theme)));
    let surplus = earlier.len().saturating_sub(THEMES_KEPT);
    earlier.drain(..surplus);
    earlier
}

/// The paths of images that have changed. Those that no page shows are none.
fn images_of(turn: &Turn, site: Option<&Site>) -> Vec<String> {
    let used = site.map(|site| site.portfolio().used_files());
    let images = turn.files().filter(|path| used.is_some_and(|used| used.contains(*path)));
    let images = images.map(|path| Route::File(path.clone()));
    let own = turn.others.iter().filter_map(|name| name.strip_prefix("static/"));
    let own = own.filter(|name| name.starts_with("images/"));
    let own = own.map(|name| Route::Asset(name.to_owned()));
    images.chain(own).map(|route| route.path()).collect()
}

/// The images of the state before, and those that changed now.
fn images(last: &Generation, number: u64, changed: &[String]) -> Vec<(u64, String)> {
    let now = changed.iter().map(|path| (number, path.clone()));
    let before = last.images.iter().filter(|(_, path)| !changed.contains(path)).cloned();
    let mut images: Vec<(u64, String)> = before.chain(now).collect();
    let surplus = images.len().saturating_sub(IMAGES_KEPT);
    images.drain(..surplus);
    images
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The states that turns lead to, one after the other, without a site.
    fn after(turns: &[Turn]) -> Generation {
        turns.iter().fold(Generation::default(), |last, turn| {
            let inputs = Inputs {
                turn,
                site: None,
                content: PathBuf::from("/content"),
                problems: Vec::new(),
                theme_files: Arc::default(),
                at: "20:54:07".to_owned(),
                milliseconds: 5,
            };
            next(&last, inputs)
        })
    }

    fn of_files(names: &[&str]) -> Turn {
        Turn { others: names.iter().map(|name| (*name).to_owned()).collect(), ..Turn::default() }
    }

    #[test]
    fn the_first_names_are_told_and_the_others_counted() {
        let state = after(&[of_files(&["a", "b"]), of_files(&["a", "b", "c", "d", "e"])]);
        assert_eq!((state.number, state.rebuilt.milliseconds), (2, 5));
        assert_eq!((state.rebuilt.changed.join(" "), state.rebuilt.more), ("a b c".to_owned(), 2));
    }

    #[test]
    fn an_image_is_told_with_the_state_in_which_it_last_changed() {
        let (team, logo) = ("static/images/team.png", "static/images/logo.svg");
        let state =
            after(&[of_files(&[team, logo]), of_files(&[team]), of_files(&["static/a.css"])]);
        let expected = [(1, "assets/images/logo.svg"), (2, "assets/images/team.png")];
        let images: Vec<(u64, &str)> = state.images.iter().map(|(n, path)| (*n, &**path)).collect();
        assert_eq!(images, expected);
    }

    #[test]
    fn a_new_theme_that_is_more_than_a_stylesheet_makes_every_page_anew() {
        let theme = |theme: ThemeChange| Turn { theme, ..Turn::default() };
        let state = after(&[theme(ThemeChange::More), theme(ThemeChange::Style)]);
        assert_eq!((state.number, state.last_full), (2, 1));
        let config = Turn { is_new_config: true, ..Turn::default() };
        assert_eq!(after(&[theme(ThemeChange::More), config]).last_full, 2);
    }
}
