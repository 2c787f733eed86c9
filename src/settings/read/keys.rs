//! Every table and key of the settings, once: its name, a right example, and how it is read.

use super::check;
use super::item::{Faults, Item};
use super::scale::ScaleDraft;
use crate::diagnostic::Severity;
use crate::model::header::StatusKind;
use crate::settings::Settings;

/// Settings while they are read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    settings: Settings,
    scale: ScaleDraft,
}

impl Draft {
    /// Notes that part of the file could not be read, so that nothing can be said of what is missing.
    pub(super) fn mark_partial(&mut self) {
        self.scale.is_partial = true;
    }

    /// The settings, after what only holds of several keys was checked.
    pub(super) fn finish(mut self, faults: &mut Faults) -> Settings {
        if let Some(scale) = self.scale.finish(faults) {
            self.settings.scale = scale;
        }
        self.settings
    }
}

/// A table of the settings.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: &'static str,
    keys: Keys,
}

#[derive(Debug)]
enum Keys {
    /// These and no others.
    Named(&'static [Key]),
    /// Any; in a variable's name `_` stands for this character.
    Any(Key, &'static str),
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    name: &'static str,
    /// A right value in TOML.
    pub(super) example: &'static str,
    /// Whether a variable's value is text as it stands.
    pub(super) is_text: bool,
    /// Reads the value.
    pub(super) set: fn(&mut Draft, &Item, &mut Faults),
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

const fn text(
    name: &'static str,
    example: &'static str,
    set: fn(&mut Draft, &Item, &mut Faults),
) -> Key {
    Key { name, example, is_text: true, set }
}

const fn value(
    name: &'static str,
    example: &'static str,
    set: fn(&mut Draft, &Item, &mut Faults),
) -> Key {
    Key { name, example, is_text: false, set }
}

/// A value that was read takes the place of the one before; else that stays.
fn put<T>(slot: &mut T, read: Option<impl Into<T>>) {
    if let Some(read) = read {
        *slot = read.into();
    }
}

/// All tables.
pub(super) static TABLES: &[Table] = &[
    Table { name: "site", keys: Keys::Named(SITE) },
    Table { name: "paths", keys: Keys::Named(PATHS) },
    Table { name: "status", keys: Keys::Named(STATUS) },
    Table { name: "scale", keys: Keys::Named(SCALE) },
    Table { name: "words", keys: Keys::Any(value("", r#"["word", "other word"]"#, words), "-") },
    Table { name: "rules", keys: Keys::Any(text("", r#""warning""#, rule), "-") },
    Table { name: "limits", keys: Keys::Named(LIMITS) },
    Table { name: "publish", keys: Keys::Named(PUBLISH) },
    Table { name: "theme", keys: Keys::Named(THEME) },
    Table { name: "preview", keys: Keys::Named(PREVIEW) },
    Table { name: "people", keys: Keys::Any(text("", r#""Dana Ruiz""#, person), " ") },
];

static SITE: &[Key] = &[
    text("title", r#""Rollout plans""#, |d, i, f| put(&mut d.settings.site.title, i.text(f))),
    text("base_url", r#""https://example.org/plans/""#, |d, i, f| {
        put(&mut d.settings.site.base_url, i.checked(check::base_url, f));
    }),
    text("language", r#""en""#, |d, i, f| {
        put(&mut d.settings.site.language, i.checked(check::language, f));
    }),
    text("author", r#""Launch team""#, |d, i, f| put(&mut d.settings.site.author, i.text(f))),
    text("edit_url", r#""https://example.org/repo/edit/main/content/""#, |d, i, f| {
        put(&mut d.settings.site.edit_url, i.checked(check::web_url, f));
    }),
    value("attention_days", "7", |d, i, f| {
        put(&mut d.settings.site.attention_days, i.number::<u32>(DAYS, f));
    }),
    value("stale_days", "30", |d, i, f| {
        put(&mut d.settings.site.stale_days, i.number::<u32>(DAYS, f));
    }),
    text("launch_phase", r#""General availability""#, |d, i, f| {
        put(&mut d.settings.site.launch_phase, i.name(f));
    }),
    text("today", r#""2026-11-22""#, |d, i, f| put(&mut d.settings.site.today, i.date(f))),
];

/// Ten years is further than any plan looks.
const DAYS: std::ops::RangeInclusive<u64> = 0..=3650;

static PATHS: &[Key] = &[
    text("content", r#""content""#, |d, i, f| put(&mut d.settings.paths.content, i.text(f))),
    text("output", r#""public""#, |d, i, f| put(&mut d.settings.paths.output, i.text(f))),
];

static STATUS: &[Key] = &[
    value("draft", r#"["idea"]"#, status),
    value("approved", r#"["signed off"]"#, status),
    value("in-progress", r#"["rolling out"]"#, status),
    value("paused", r#"["on ice"]"#, status),
    value("rolled-back", r#"["reverted"]"#, status),
    value("complete", r#"["shipped"]"#, status),
    value("cancelled", r#"["dropped"]"#, status),
];

fn status(draft: &mut Draft, item: &Item, faults: &mut Faults) {
    let (Some(kind), Some(words)) = (StatusKind::from_word(item.key), item.words(faults)) else {
        return;
    };
    let list = &mut draft.settings.status;
    list.retain(|&(known, _)| known != kind);
    list.push((kind, words));
    list.sort_by_key(|&(kind, _)| kind);
}

static SCALE: &[Key] = &[
    text("preset", r#""5x5""#, |d, i, f| d.scale.preset(i, f)),
    value("likelihood", r#"["low", "medium", "high"]"#, |d, i, f| d.scale.likelihood(i, f)),
    value("impact", r#"["low", "medium", "high"]"#, |d, i, f| d.scale.impact(i, f)),
    value(
        "grid",
        r#"[["minor", "moderate"], ["moderate", "severe"]], a row for each likelihood, the lowest first"#,
        |d, i, f| d.scale.grid(i, f),
    ),
    value("map", r#"{ likely = "high", "4" = "high" }"#, |d, i, f| d.scale.map(i, f)),
    text("tolerated", r#""moderate""#, |d, i, f| d.scale.tolerated(i, f)),
    value("rating", r#"{ critical = "severe", high = "major" }"#, |d, i, f| d.scale.rating(i, f)),
];

static LIMITS: &[Key] = &[
    value("file_bytes", "33554432", |d, i, f| {
        // Three times as much text, at worst, fits the 4 GiB of a span.
        put(&mut d.settings.limits.file_bytes, i.number::<u64>(1..=1 << 30, f));
    }),
    value("front_matter_bytes", "65536", |d, i, f| {
        put(&mut d.settings.limits.front_matter_bytes, i.number::<usize>(1..=1 << 24, f));
    }),
    value("marks", "300000", |d, i, f| {
        put(&mut d.settings.limits.marks, i.number::<usize>(1..=1 << 30, f));
    }),
    value("nesting", "100", |d, i, f| {
        put(&mut d.settings.limits.nesting, i.number::<usize>(1..=1000, f));
    }),
    value("table_columns", "256", |d, i, f| {
        put(&mut d.settings.limits.table_columns, i.number::<usize>(1..=10_000, f));
    }),
    value("table_rows", "20000", |d, i, f| {
        put(&mut d.settings.limits.table_rows, i.number::<usize>(1..=1_000_000, f));
    }),
    value("phases", "500", |d, i, f| {
        put(&mut d.settings.limits.phases, i.number::<usize>(1..=10_000, f));
    }),
    value("owners", "200", |d, i, f| {
        put(&mut d.settings.limits.owners, i.number::<usize>(1..=10_000, f));
    }),
    value("folder_depth", "32", |d, i, f| {
        // Paths have 4,096 bytes on Linux.
        put(&mut d.settings.limits.folder_depth, i.number::<usize>(1..=1000, f));
    }),
];

static PUBLISH: &[Key] = &[value("active_files", "true", |d, i, f| {
    put(&mut d.settings.publish.active_files, i.truth(f));
})];

static THEME: &[Key] = &[
    text("accent", r##""#0b57d0""##, |d, i, f| {
        put(&mut d.settings.theme.accent, i.checked(check::accent, f));
    }),
    text("logo", r#""logo.svg""#, |d, i, f| {
        put(&mut d.settings.theme.logo, i.checked(check::logo, f));
    }),
    value("footer_links", r#"[{ text = "Handbook", url = "https://example.org/" }]"#, |d, i, f| {
        put(&mut d.settings.theme.footer_links, footer_links(i, f));
    }),
];

fn footer_links(item: &Item, faults: &mut Faults) -> Option<Vec<(String, String)>> {
    let links = item.list("a list of `{ text = …, url = … }`", faults)?;
    Some(links.iter().filter_map(|link| footer_link(link, faults)).collect())
}

fn footer_link(link: &Item, faults: &mut Faults) -> Option<(String, String)> {
    let (mut text, mut url, mut is_sound) = (None, None, true);
    for part in link.table("a list of `{ text = …, url = … }`", faults)? {
        match part.key {
            "text" => text = Some(part.text(faults)),
            "url" => url = Some(part.checked(check::link, faults)),
            _ => {
                let message = format!("unknown key `{}` in a footer link", part.key);
                faults.unknown(part.key_place, message, part.key, ["text", "url"].into_iter());
                is_sound = false;
            }
        }
    }
    if is_sound && (text.is_none() || url.is_none()) {
        return faults.wrong(link.place, "needs a `text` and a `url` in each entry");
    }
    text.flatten().zip(url.flatten())
}

static PREVIEW: &[Key] = &[
    text("editor_url", r#""vscode://file/{path}:{line}:{column}""#, |d, i, f| {
        put(&mut d.settings.preview.editor_url, i.checked(check::editor_url, f));
    }),
    value("port", "4040", |d, i, f| {
        put(&mut d.settings.preview.port, i.number::<u16>(0..=65_535, f));
    }),
];

fn words(draft: &mut Draft, item: &Item, faults: &mut Faults) {
    if let (Some(key), Some(words)) = (kebab(item, faults), item.words(faults)) {
        draft.settings.words.insert(key, words);
    }
}

fn rule(draft: &mut Draft, item: &Item, faults: &mut Faults) {
    let [error, warning, info] = Severity::ALL.map(|level| (level.word(), Some(level)));
    let levels = [error, warning, info, ("off", None)];
    let level = item.word("`error`, `warning`, `info` or `off`", &levels, faults);
    if let (Some(id), Some(level)) = (kebab(item, faults), level) {
        draft.settings.rules.insert(id, level);
    }
}

fn person(draft: &mut Draft, item: &Item, faults: &mut Faults) {
    let role = item.key.trim();
    if role.is_empty() {
        faults.push(
            item.key_place.span(),
            "a role must not be empty",
            "write `PM = \"Dana Ruiz\"`",
        );
    } else if let Some(name) = item.text(faults) {
        draft.settings.people.insert(role.to_owned(), name);
    }
}

/// The key, if it is in kebab-case, as all names of sections, columns and rules are.
fn kebab(item: &Item, faults: &mut Faults) -> Option<String> {
    let kebab = item
        .key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join("-");
    if kebab == item.key && !kebab.is_empty() {
        return Some(kebab);
    }
    let example = if kebab.is_empty() { "success-criteria" } else { &kebab };
    let message = format!("`{}` is not a name in lower case with hyphens", item.key);
    faults.push(item.key_place.span(), message, format!("write it as `{example}`"));
    None
}
