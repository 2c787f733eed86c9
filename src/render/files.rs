//! The theme's files: those in the program, and those of a site in their place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::Embed;

use super::RenderError;

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
pub(super) struct Files(BTreeMap<String, Cow<'static, str>>);

impl Files {
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
    /// for another program: a file counts if it replaces one of the theme's, and a further template
    /// beside one that does.
    pub(super) fn of_site(files: Vec<(String, String)>) -> Result<Self, RenderError> {
        let Self(built_in) = Self::load([])?;
        let replaces = |file: &(String, String)| built_in.contains_key(&file.0);
        let is_template = |file: &(String, String)| {
            file.0.starts_with("templates/") && file.0.ends_with(KINDS[0])
        };
        let has_templates = files.iter().any(|file| is_template(file) && replaces(file));
        let counts = |file: &(String, String)| replaces(file) || has_templates && is_template(file);
        let own: Vec<_> = files.into_iter().filter(counts).collect();
        Self::load(own)
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

    /// How many characters of indentation [`unindented`] took off a line (from 1) of a template.
    pub(super) fn indent(&self, template: &str, line: usize) -> usize {
        self.get(&format!("templates/{template}"))
            .ok()
            .and_then(|text| text.lines().nth(line.saturating_sub(1)))
            .map_or(0, |text| text.len() - text.trim_start_matches([' ', '\t']).len())
    }
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

/// A template without the indentation of its lines: it is for its reader, not for the page's.
/// Lines stay, so that an error still names the right one.
pub(super) fn unindented(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    for line in template.split_inclusive('\n') {
        out.push_str(line.trim_start_matches([' ', '\t']));
    }
    out
}
