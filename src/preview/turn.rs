//! What one look at the files has brought.

use super::content::Change;
use crate::pipeline::Site;
use crate::portfolio::{self, FileChange};
use crate::render::ThemeChange;
use crate::view::preview::Problem;

/// What keeps newer input from being shown.
#[derive(Debug, Default)]
pub(super) struct Problems {
    pub(super) internal: Option<Problem>,
    pub(super) settings: Option<Problem>,
    pub(super) theme: Option<Problem>,
    pub(super) content: Option<Problem>,
    pub(super) half_written: Option<Problem>,
}

/// What one look has brought.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// Names of changed files that are no content.
    pub(super) others: Vec<String>,
    pub(super) content: Change,
    /// Whether the content folder was read for the first time: then none of it has changed.
    pub(super) is_content_anew: bool,
    pub(super) is_new_config: bool,
    pub(super) theme: ThemeChange,
    pub(super) are_problems_new: bool,
}

impl Turn {
    pub(super) fn is_news(&self) -> bool {
        self.is_new_site() || self.theme != ThemeChange::Nothing || self.are_problems_new
    }

    pub(super) fn is_new_site(&self) -> bool {
        self.is_new_config || !self.content.is_none()
    }

    /// Documents that were saved, or are gone.
    pub(super) fn documents(&self) -> &[String] {
        if self.is_content_anew { &[] } else { &self.content.documents }
    }

    /// Other files of the content folder that are new, gone or of another version.
    pub(super) fn files(&self) -> impl Iterator<Item = &String> {
        let Change { files, newer, .. } = &self.content;
        files.iter().chain(newer).filter(|_| !self.is_content_anew)
    }

    /// What the save has made worse and what it has mended; `None` where nothing was saved, or no newer
    /// site came of it.
    pub(super) fn effects(
        &self,
        before: Option<&Site>,
        now: Option<&Site>,
    ) -> Option<Vec<FileChange>> {
        let is_saved = self.is_new_site() && self.names().next().is_some();
        let (before, now) = (before?, now.filter(|_| is_saved)?);
        Some(portfolio::changes(before.portfolio(), now.portfolio(), self.documents()))
    }

    /// All that has changed.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.documents().iter().chain(&self.others).chain(self.files())
    }
}

impl Problems {
    /// All of them, the gravest first.
    pub(super) fn all(&self) -> Vec<Problem> {
        let Self { internal, settings, theme, content, half_written } = self;
        let all = [internal, settings, theme, content, half_written];
        all.into_iter().flatten().cloned().collect()
    }
}

/// Notes a problem, or that there is none any more; it is news if it differs.
pub(super) fn put(slot: &mut Option<Problem>, new: Option<Problem>, turn: &mut Turn) {
    let is_same = match (&*slot, &new) {
        (None, None) => true,
        (Some(old), Some(new)) => old.name == new.name && old.findings == new.findings,
        _ => false,
    };
    turn.are_problems_new |= !is_same;
    *slot = new;
}
