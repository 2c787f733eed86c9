//! A site's settings: plain data with their defaults.
//!
//! In: the text of `phasebook.toml` and the `PHASEBOOK_` environment (see [`read`]).
//! Out: [`Settings`]. Invariant: every field has a default; no file is needed.

pub mod read;
mod scale;

pub use scale::{Band, Preset, Ratings, Scale};

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::date::Date;
use crate::model::header::StatusKind;

/// All settings of a site.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    /// `[site]`.
    pub site: SiteSettings,
    /// `[paths]`.
    pub paths: PathSettings,
    /// `[status]`: further words for a kind of status.
    pub status: Vec<(StatusKind, Vec<String>)>,
    /// `[scale]`.
    pub scale: Scale,
    /// `[words]`: further synonyms of a section or column, by its name.
    pub words: BTreeMap<String, Vec<String>>,
    /// `[rules]`: a rule's severity, or `None` for "off".
    pub rules: BTreeMap<String, Option<Severity>>,
    /// `[limits]`.
    pub limits: Limits,
    /// `[publish]`.
    pub publish: PublishSettings,
    /// `[theme]`.
    pub theme: ThemeSettings,
    /// `[preview]`.
    pub preview: PreviewSettings,
    /// `[people]`: who holds a role.
    pub people: BTreeMap<String, String>,
}

/// What the site as a whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteSettings {
    /// Its title.
    pub title: String,
    /// Where it will stand, ending in `/`; needed by the 404 page and the sitemap.
    pub base_url: Option<String>,
    /// BCP 47 tag of the language that its plans are written in; the pages' own words are English.
    pub language: String,
    /// Who publishes it.
    pub author: Option<String>,
    /// URL prefix to which a plan's source path is appended to edit it.
    pub edit_url: Option<String>,
    /// A gate is due when its phase ends within so many days.
    pub attention_days: u32,
    /// A live plan is stale when not updated for so many days.
    pub stale_days: u32,
    /// Name or number of the launch phase; the last phase where unset.
    pub launch_phase: Option<String>,
    /// The date that the site is as of.
    pub today: Option<Date>,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            title: "Rollout plans".to_owned(),
            base_url: None,
            language: "en".to_owned(),
            author: None,
            edit_url: None,
            attention_days: 7,
            stale_days: 30,
            launch_phase: None,
            today: None,
        }
    }
}

/// Folders, relative to the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathSettings {
    /// The plans.
    pub content: String,
    /// The built site.
    pub output: String,
}

impl Default for PathSettings {
    fn default() -> Self {
        Self { content: "content".to_owned(), output: "public".to_owned() }
    }
}

/// What is read of one file and of the content folder at most; above it the author gets a finding with
/// the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes: u64,
    /// Bytes of front matter.
    pub front_matter_bytes: usize,
    /// Markdown marks and line ends of a file.
    pub marks: usize,
    /// Depth of nested blocks and marks.
    pub nesting: usize,
    /// Columns of a table.
    pub table_columns: usize,
    /// Rows of a table.
    pub table_rows: usize,
    /// Phases of a plan.
    pub phases: usize,
    /// People and roles of a plan that get pages of their own.
    pub owners: usize,
    /// Folders that a file may lie in, below the content folder.
    pub folder_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 32 << 20,
            front_matter_bytes: 64 << 10,
            marks: 300_000,
            nesting: 100,
            table_columns: 256,
            table_rows: 20_000,
            phases: 500,
            owners: 200,
            folder_depth: 32,
        }
    }
}

/// What is published beside the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PublishSettings {
    /// Whether files that authors link are published also where they may run scripts, in the name of
    /// every reader and on everything the site shows.
    pub active_files: bool,
}

/// How the site looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeSettings {
    /// Accent colour as `#rrggbb`.
    pub accent: Option<String>,
    /// Logo: a path in the site's `static/`.
    pub logo: Option<String>,
    /// Links of the footer: text and URL.
    pub footer_links: Vec<(String, String)>,
}

/// The live preview.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PreviewSettings {
    /// URL that opens a place in the author's editor, with `{path}`, `{line}`, `{column}`.
    pub editor_url: Option<String>,
    /// Port to serve at.
    pub port: Option<u16>,
}
