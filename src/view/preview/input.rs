//! What is shown beside a page is made of this.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::site::{Route, encode};
use crate::text::Source;
use crate::view::Context;

/// What keeps newer input from being shown: a broken settings file, baseline or template, or a
/// content folder that is gone.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Path as shown: `phasebook.toml`, `templates/pages/x.html`.
    pub name: String,
    /// Absolute path, for links to the editor.
    pub file: Option<String>,
    /// The file's text, where the findings have places in it.
    pub source: Option<Arc<Source>>,
    /// What is wrong; each counts as an error, whatever its severity.
    pub findings: Vec<Diagnostic>,
}

/// The last rebuild.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Local time: "20:54:07".
    pub at: String,
    /// How long it took.
    pub milliseconds: u64,
    /// The first few files that changed, as paths below the site's root or the content folder.
    pub changed: Vec<String>,
    /// How many more changed.
    pub more: usize,
}

impl Rebuilt {
    /// What is shown for a moment after it: "refunds.md · 41 ms", "a.md and 3 more · 1.2 s"; `None`
    /// where no file changed.
    pub fn toast(&self) -> Option<String> {
        let first = self.changed.first()?;
        let name = first.rsplit('/').next().unwrap_or(first);
        let time = match self.milliseconds {
            ms @ 0..1000 => format!("{ms} ms"),
            ms => format!("{}.{} s", ms / 1000, ms % 1000 / 100),
        };
        Some(match self.changed.len() - 1 + self.more {
            0 => format!("{name} · {time}"),
            n => format!("{name} and {n} more · {time}"),
        })
    }
}

/// What the overlay is made of.
#[derive(Debug, Clone, Copy)]
pub struct OverlayInput<'a> {
    /// The last good site; `None` where there is none yet.
    pub context: Option<&'a Context<'a>>,
    /// What keeps newer input away; none where the site shown is the newest.
    pub problems: &'a [Problem],
    /// The last rebuild.
    pub rebuilt: &'a Rebuilt,
    /// Absolute path of the content folder, for links to the editor.
    pub content_root: &'a str,
    /// URL that opens a place in the author's editor, with `{path}`, `{line}` and `{column}`.
    pub editor_url: Option<&'a str>,
    /// Path of the page looked at, below the site's root: `plans/refunds/risks.html`.
    pub page: &'a str,
}

/// URL path of a place in the site, as the preview's server has it.
pub(super) fn href(route: &Route, anchor: Option<&str>) -> String {
    let path = encode(&route.path());
    anchor.map_or_else(|| format!("/{path}"), |anchor| format!("/{path}#{}", encode(anchor)))
}
