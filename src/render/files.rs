//! The theme's files: those in the program, and those of a site in their place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::Embed;

use super::RenderError;
use super::own::{copy, is_style};

/// Endings of the files that make a theme; beside them stand licences.
const KINDS: [&str; 4] = [".html", ".css", ".js", ".svg"];

/// Templates in the program. A new file is seen once this one is compiled again.
#[derive(Embed)]
#[folder = "templates/"]
struct Templates;

/// Styles, scripts and icons in the program.
#[derive(Embed)]
#[folder = "static/"]
struct Static;

/// The text of every file, under `templates/…` and `static/…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ThemeTexts(BTreeMap<String, Cow<'static, str>>);

impl ThemeTexts {
    /// The files in the program; `overrides` replace those of the same name and add to them.
    pub(super) fn load(
        overrides: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, RenderError> {
        let mut files = BTreeMap::new();
        let templates = Templates::iter().map(|n| (format!("templates/{n}"), Templates::get(&n)));
        let statics = Static::iter().map(|n| (format!("static/{n}"), Static::get(&n)));
        let known = |name: &str| KINDS.iter().any(|kind| name.ends_with(kind));
        for (name, file) in templates.chain(statics).filter(|(name, _)| known(name)) {
            if let Some(file) = file {
                let text = text_of(file.data).ok_or_else(|| {
                    RenderError::new(format!("`{name}` in the program is not UTF-8"))
                })?;
                files.insert(name, text);
            }
        }
        files.extend(overrides.into_iter().map(|(name, text)| (name, Cow::Owned(text))));
        Ok(Self(files))
    }

    /// The same with those of a site's files that count. A folder `templates` or `static` may be there
    /// for another program: a file counts if it replaces one of the theme's, if it is a style, and a
    /// further template beside one that replaces.
    pub(super) fn of_site(files: &BTreeMap<String, String>) -> Result<Self, RenderError> {
        let Self(built_in) = Self::load([])?;
        let replaces = |name: &String| built_in.contains_key(name);
        let is_template =
            |name: &String| name.starts_with("templates/") && name.ends_with(KINDS[0]);
        let has_templates = files.keys().any(|name| is_template(name) && replaces(name));
        let counts =
            |name: &String| replaces(name) || is_style(name) || has_templates && is_template(name);
        let own = files.iter().filter(|(name, _)| counts(name));
        Self::load(own.map(|(name, text)| (name.clone(), text.clone())))
    }

    /// Those that are no styles.
    pub(super) fn without_styles(&self) -> impl Iterator<Item = (&String, &Cow<'static, str>)> {
        self.0.iter().filter(|(name, _)| !name.starts_with("static/css/"))
    }

    /// The files below a folder (`static/icons/`) with an ending: name below the folder, text.
    pub(super) fn below<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(name, text)| {
            let name = name.strip_prefix(folder)?;
            name.ends_with(ending).then_some((name, &**text))
        })
    }

    /// The text of a file.
    pub(super) fn get(&self, name: &str) -> Result<&str, RenderError> {
        self.0
            .get(name)
            .map(|text| &**text)
            .ok_or_else(|| RenderError::new(format!("the theme has no `{name}`")))
    }

    /// Whether a file is the site's own, and not the program's.
    pub(super) fn is_own(&self, name: &str) -> bool {
        // What is in the program is borrowed of it.
        self.0.get(name).is_some_and(|text| matches!(text, Cow::Owned(_)))
    }
}

/// The files of the program that a site may have in a version of its own, by name, with the licence
/// that goes with the icons; what belongs to the live preview alone is none of them.
pub fn originals() -> BTreeMap<String, Cow<'static, str>> {
    let is_offered = |name: &str| {
        let is_preview =
            ["templates/preview/", "static/preview/"].iter().any(|p| name.starts_with(p));
        let is_text = KINDS.iter().any(|kind| name.ends_with(kind)) || name.ends_with("LICENSE");
        is_text && !is_preview
    };
    let templates = Templates::iter().map(|name| format!("templates/{name}"));
    let names = templates.chain(Static::iter().map(|name| format!("static/{name}")));
    names
        .filter(|name| is_offered(name))
        .filter_map(|name| Some((built_in(&name)?, name)))
        .map(|(text, name)| (name, text))
        .collect()
}

/// A file of [`originals`] as a site's own: its head names the version that it came from, and what is
/// made of it is the same.
pub fn copy_of(name: &str, text: &str) -> String {
    copy(name, text, env!("CARGO_PKG_VERSION"))
}

/// The text of a file in the program, whatever a site puts in its place.
pub(super) fn built_in(name: &str) -> Option<Cow<'static, str>> {
    let file = match name.split_once('/')? {
        ("templates", below) => Templates::get(below),
        (_, below) => Static::get(below),
    };
    text_of(file?.data)
}

fn text_of(data: Cow<'static, [u8]>) -> Option<Cow<'static, str>> {
    match data {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}
