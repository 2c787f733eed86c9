//! Every table and key of the settings, once: what it is, its default, how it is read, and a right
//! example. The structs, what is known, suggestions and variables follow from it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::audience::AudienceSettings;
use super::federation::Federation;
use super::form::Form;
use super::freeze::Freeze;
use super::read::check;
use super::read::item::{Faults, Item};
use super::read::scale::ScaleDraft;
use super::scale::Scale;
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
    /// `[audience.NAME]`: what a part of the readers is shown.
    pub audience: BTreeMap<String, AudienceSettings>,
    /// `[[freeze]]`: times in which nothing is to be rolled out, in the order of the file.
    pub freezes: Vec<Freeze>,
    /// `[[federation]]`: other sites whose plans are listed, in the order of the file.
    pub federation: Vec<Federation>,
}

/// Settings while they are read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) settings: Settings,
    pub(super) scale: ScaleDraft,
}

/// A table of the settings.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    /// What it is, for the schema.
    pub(super) about: &'static str,
    pub(super) keys: Keys,
}

#[derive(Debug)]
pub(super) enum Keys {
    /// These and no others.
    Named(&'static [Key]),
    /// Any; in a variable's name `_` stands for this character.
    Any(Key, &'static str),
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    /// What it is, for the schema.
    pub(super) about: &'static str,
    /// What a value may be.
    pub(super) form: Form,
    /// A right value in TOML.
    pub(super) example: &'static str,
    /// The value that holds where none is set, in TOML; `None` where there is none.
    pub(super) default: fn() -> Option<String>,
    /// Reads the value.
    pub(super) set: fn(&mut Draft, &Item, &mut Faults),
}

impl Key {
    /// The key with a default.
    pub(super) const fn with_default(mut self, default: fn() -> Option<String>) -> Self {
        self.default = default;
        self
    }

    /// Whether a variable's value is text as it stands.
    pub(super) fn is_text(&self) -> bool {
        self.example.starts_with('"')
    }
}

impl Table {
    /// The names of its keys; none where it takes any.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        let keys = match self.keys {
            Keys::Named(keys) => keys,
            Keys::Any(..) => &[],
        };
        keys.iter().map(|key| key.name)
    }

    /// The key of a name.
    pub(super) fn key(&self, name: &str) -> Option<&Key> {
        match &self.keys {
            Keys::Named(keys) => keys.iter().find(|key| key.name == name),
            Keys::Any(key, _) => Some(key),
        }
    }

    /// The key of a variable's lower-case name, and the name as the file would have it.
    pub(super) fn key_of_variable(&self, name: &str) -> Option<(String, &Key)> {
        match &self.keys {
            Keys::Named(keys) => {
                let key = keys.iter().find(|key| key.name.replace('-', "_") == name)?;
                Some((key.name.to_owned(), key))
            }
            Keys::Any(key, gap) => Some((name.replace('_', gap), key)),
        }
    }
}

/// A value that was read takes the place of the one before; else that stays.
fn put<T>(slot: &mut T, read: Option<impl Into<T>>) {
    if let Some(read) = read {
        *slot = read.into();
    }
}

/// A default as the reference and the schema show it: TOML that is JSON too. `None` for one that sets nothing.
trait InToml {
    fn in_toml(&self) -> Option<String>;
}

impl InToml for String {
    fn in_toml(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}

impl InToml for Date {
    fn in_toml(&self) -> Option<String> {
        Some(format!("\"{self}\""))
    }
}

impl<T: InToml> InToml for Option<T> {
    fn in_toml(&self) -> Option<String> {
        self.as_ref().and_then(InToml::in_toml)
    }
}

/// No list has entries of its own.
impl<T> InToml for Vec<T> {
    fn in_toml(&self) -> Option<String> {
        None
    }
}

macro_rules! in_toml {
    ($($plain:ty),*) => {
        $(impl InToml for $plain {
            fn in_toml(&self) -> Option<String> {
                Some(self.to_string())
            }
        })*
    };
}

in_toml!(bool, u16, u32, u64, usize);

/// What a value may be that a method of `Item` reads.
macro_rules! form {
    (text) => {
        Form::Text
    };
    (checked $check:expr) => {
        Form::Text
    };
    (number $range:expr) => {{
        const RANGE: RangeInclusive<u64> = $range;
        Form::Number(*RANGE.start(), *RANGE.end())
    }};
    (name) => {
        Form::TextOrNumber
    };
    (date) => {
        Form::Date
    };
    (truth) => {
        Form::Truth
    };
    (links) => {
        Form::List(&Form::Table(&[
            ("text", "The words of the link.", Form::Text),
            ("url", "Where it leads.", Form::Text),
        ]))
    };
}

/// Makes a table's struct, its defaults and its keys. A setting is its documentation and
/// `name: type = default => how Item reads it, "an example in TOML";`.
macro_rules! table {
    (
        #[doc = $about:literal]
        $(#[doc = $more:literal])*
        #[derive($($trait:ident),*)]
        struct $name:ident in $table:ident {
            $(
                $(#[doc = $key_about:literal])*
                $key:ident: $type:ty = $default:expr
                    => $read:ident $(::<$as:ty>)? ($($arg:expr),*), $example:literal;
            )*
        }
    ) => {
        #[doc = $about]
        $(#[doc = $more])*
        #[derive($($trait),*)]
        pub struct $name {
            $($(#[doc = $key_about])* pub $key: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($key: $default,)* }
            }
        }

        impl $name {
            pub(super) const TABLE: Table = Table {
                name: stringify!($table),
                about: concat!($about $(, $more)*),
                keys: Keys::Named(&[$(
                    Key {
                        name: stringify!($key),
                        about: concat!($($key_about),*),
                        form: form!($read $($arg)*),
                        example: $example,
                        default: || Self::default().$key.in_toml(),
                        set: |draft, item, faults| {
                            let value = item.$read$(::<$as>)?($($arg,)* faults);
                            put(&mut draft.settings.$table.$key, value);
                        },
                    },
                )*]),
            };
        }
    };
}

/// Ten years is further than any plan looks.
const DAYS: RangeInclusive<u64> = 0..=3650;

table! {
    /// What the site as a whole is.
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct SiteSettings in site {
        /// Its title.
        title: String = "Rollout plans".to_owned() => text(), r#""Rollout plans""#;
        /// Where it will stand, ending in `/`; needed by the 404 page and the sitemap.
        base_url: Option<String> = None
            => checked(check::base_url), r#""https://example.org/plans/""#;
        /// BCP 47 tag of the language that its plans are written in; the pages' own words are English.
        language: String = "en".to_owned() => checked(check::language), r#""en""#;
        /// Who publishes it.
        author: Option<String> = None => text(), r#""Launch team""#;
        /// URL prefix to which a plan's source path is appended to edit it.
        edit_url: Option<String> = None
            => checked(check::web_url), r#""https://example.org/repo/edit/main/content/""#;
        /// A gate is due when its phase ends within so many days.
        attention_days: u32 = 7 => number::<u32>(DAYS), "7";
        /// A live plan is stale when not updated for so many days.
        stale_days: u32 = 30 => number::<u32>(DAYS), "30";
        /// A rehearsal of the rollback counts for so many days.
        rehearsal_days: u32 = 90 => number::<u32>(DAYS), "90";
        /// A measured value counts for so many days.
        measure_days: u32 = 7 => number::<u32>(DAYS), "7";
        /// Name or number of the launch phase; the last phase where unset.
        launch_phase: Option<String> = None => name(), r#""General availability""#;
        /// The date that the site is as of.
        today: Option<Date> = None => date(), r#""2026-11-22""#;
    }
}

table! {
    /// Folders, relative to the site's root.
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct PathSettings in paths {
        /// The plans.
        content: String = "content".to_owned() => text(), r#""content""#;
        /// The built site.
        output: String = "public".to_owned() => text(), r#""public""#;
    }
}

table! {
    /// What is read of one file and of the content folder at most; above it the author gets a finding
    /// with the number.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct Limits in limits {
        /// Bytes of a file. Three times as much text, at worst, fits the 4 GiB of a span.
        file_bytes: u64 = 32 << 20 => number::<u64>(1..=1 << 30), "33554432";
        /// Bytes of front matter.
        front_matter_bytes: usize = 64 << 10 => number::<usize>(1..=1 << 24), "65536";
        /// Markdown marks and line ends of a file.
        marks: usize = 300_000 => number::<usize>(1..=1 << 30), "300000";
        /// Depth of nested blocks and marks.
        nesting: usize = 100 => number::<usize>(1..=1000), "100";
        /// Columns of a table.
        table_columns: usize = 256 => number::<usize>(1..=10_000), "256";
        /// Rows of a table.
        table_rows: usize = 20_000 => number::<usize>(1..=1_000_000), "20000";
        /// Phases of a plan.
        phases: usize = 500 => number::<usize>(1..=10_000), "500";
        /// People and roles of a plan that get pages of their own.
        owners: usize = 200 => number::<usize>(1..=10_000), "200";
        /// Folders that a file may lie in, below the content folder. Paths have 4,096 bytes on Linux.
        folder_depth: usize = 32 => number::<usize>(1..=1000), "32";
        /// Bytes of the data of another site.
        federation_bytes: u64 = 256 << 20 => number::<u64>(1..=1 << 30), "268435456";
        /// Plans of another site.
        federation_plans: usize = 20_000 => number::<usize>(1..=1_000_000), "20000";
    }
}

table! {
    /// What is published beside the pages.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    struct PublishSettings in publish {
        /// Whether files that authors link are published also where they may run scripts, in the name
        /// of every reader and on everything the site shows.
        active_files: bool = false => truth(), "true";
        /// Files that the host takes at most; `build` says when a site comes near.
        max_files: Option<u64> = None => number::<u64>(1..=u64::MAX >> 1), "20000";
        /// Bytes that the host takes at most.
        max_bytes: Option<u64> = None => number::<u64>(1..=u64::MAX >> 1), "1000000000";
    }
}

table! {
    /// How the site looks.
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct ThemeSettings in theme {
        /// Accent colour as `#rrggbb`.
        accent: Option<String> = None => checked(check::accent), r##""#0b57d0""##;
        /// Logo: a path in the site's `static/`.
        logo: Option<String> = None => checked(check::logo), r#""logo.svg""#;
        /// Links of the footer: text and URL.
        footer_links: Vec<(String, String)> = Vec::new()
            => links(), r#"[{ text = "Handbook", url = "https://example.org/" }]"#;
    }
}

table! {
    /// The live preview.
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct PreviewSettings in preview {
        /// URL that opens a place in the author's editor, with `{path}`, `{line}`, `{column}`.
        editor_url: Option<String> = None
            => checked(check::editor_url), r#""vscode://file/{path}:{line}:{column}""#;
        /// Port to serve at.
        port: Option<u16> = None => number::<u16>(0..=65_535), "4040";
    }
}
