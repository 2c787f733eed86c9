//! A theme: templates, icons, styles and scripts, ready to print pages.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::accent;
use super::bundle::{card_stylesheet, script, search_script, stylesheet};
use super::compact::compact;
use super::error::RenderError;
use super::escape::escape;
use super::files::{ThemeTexts, built_in};
use super::own::{OwnFiles, published};
use super::picture;
use super::sprite::Icons;
use super::tidy::tidy;
use crate::settings;
use crate::text::{fingerprint, fingerprint_hex};
use crate::view::shell::{LOGO_HEIGHT, Shell};
use crate::view::{AssetNames, LogoAsset};

/// The file of the theme's tokens.
const TOKENS: &str = "static/css/tokens.css";

/// The files of the preview's script, in their order.
const PREVIEW_SCRIPTS: [&str; 7] =
    ["base", "overlay", "restore", "scroll", "changes", "stream", "load"];

/// Room for a page of usual size.
const PAGE_BYTES: usize = 32 << 10;

/// Templates and assets of a site.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    files: ThemeTexts,
    icons: Icons,
    names: AssetNames,
    assets: Vec<Asset>,
}

/// What differs between two themes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChange {
    /// Nothing.
    #[default]
    Nothing,
    /// The stylesheet.
    Style,
    /// Templates, scripts or icons.
    More,
}

/// A stylesheet, script, image or font.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path below `assets/`: a file name with its fingerprint, and for the images and fonts of a
    /// site the path that their author knows (`images/team.png`).
    pub name: String,
    /// What stands in it.
    pub bytes: Arc<[u8]>,
}

/// The live preview's style and script; they are no part of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewAssets {
    /// `preview.css`.
    pub css: Cow<'static, str>,
    /// `preview.js`.
    pub js: String,
}

impl Theme {
    /// The theme in the program.
    ///
    /// # Errors
    ///
    /// When a template of the program does not compile; a test sees to that.
    pub fn built_in() -> Result<Self, RenderError> {
        Self::load([])
    }

    /// The theme in the program with a site's own files in place of those of the same name, and
    /// beside them. Names begin with `templates/` or `static/`.
    ///
    /// # Errors
    ///
    /// When a template does not compile, with its place.
    pub fn load(
        overrides: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, RenderError> {
        Self::of(ThemeTexts::load(overrides)?, &settings::ThemeSettings::default())
    }

    /// The theme in the program with a site's own files in place of those of the same name, its styles,
    /// images and fonts beside them, its accent and its logo. What else its folders hold does not count,
    /// but for templates beside one that does.
    ///
    /// # Errors
    ///
    /// As [`Theme::load`]; when the logo is not there, or is no image of its ending.
    pub fn of_site(own: &OwnFiles, look: &settings::ThemeSettings) -> Result<Self, RenderError> {
        let mut theme = Self::of(ThemeTexts::of_site(&own.texts)?, look)?;
        if let Some(path) = &look.logo {
            let (logo, asset) = logo(path, own)?;
            theme.names.logo = Some(logo);
            theme.assets.push(asset);
        }
        let published = own.media.iter().filter_map(|(name, bytes)| {
            Some(Asset { name: published(name)?.to_owned(), bytes: Arc::clone(bytes) })
        });
        theme.assets.extend(published);
        Ok(theme)
    }

    fn of(files: ThemeTexts, look: &settings::ThemeSettings) -> Result<Self, RenderError> {
        // A drawing stays as it is: XML allows none of the shortcuts of HTML.
        let drawings =
            files.below("templates/", ".svg").map(|(name, text)| (name, text.to_owned()));
        let pages = files.below("templates/", ".html").map(|(name, text)| (name, compact(text)));
        let templates: Vec<(&str, String)> = pages.chain(drawings).collect();
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".svg"]);
        tera.set_escape_fn(escape);
        tera.add_raw_templates(templates).map_err(|e| RenderError::of_engine(&e, &files))?;
        let icons = Icons::new(files.below("static/icons/", ".svg"))?;
        let tokens = files.get(TOKENS)?;
        let accent = look
            .accent
            .as_deref()
            .and_then(|accent| accent::rule(accent, tokens, &built_in(TOKENS).unwrap_or_default()));
        let accent = accent.unwrap_or_default();
        let card_css = asset("card", "css", card_stylesheet(&files, &accent)?.as_bytes());
        let rules = icons.masks(&files) + &accent;
        let css = asset("site", "css", stylesheet(&files, &rules).as_bytes());
        let icon = asset("icon", "svg", files.get("static/icons/favicon.svg")?.as_bytes());
        let theme_js = asset("theme", "js", files.get("static/js/theme.js")?.as_bytes());
        let site_js = asset("site", "js", script(files.get("static/js/site.js")?).as_bytes());
        let list_js = asset("list", "js", script(files.get("static/js/list.js")?).as_bytes());
        let search_js = asset("search", "js", search_script(&files)?.as_bytes());
        let names = AssetNames {
            css: css.name.clone(),
            card_css: card_css.name.clone(),
            icon: icon.name.clone(),
            theme_js: theme_js.name.clone(),
            site_js: site_js.name.clone(),
            list_js: list_js.name.clone(),
            search_js: search_js.name.clone(),
            logo: None,
        };
        let assets = vec![css, theme_js, site_js, list_js, search_js, icon, card_css];
        Ok(Self { tera, files, icons, names, assets })
    }

    /// What of this theme another one does not have.
    pub fn changed_from(&self, other: &Self) -> ThemeChange {
        let is_style = |theme: &Self, asset: &Asset| {
            [&theme.names.css, &theme.names.card_css].contains(&&asset.name)
        };
        let others = |theme: &Self| -> Vec<Asset> {
            theme.assets.iter().filter(|asset| !is_style(theme, asset)).cloned().collect()
        };
        if self.files == other.files && self.assets == other.assets {
            ThemeChange::Nothing
        } else if self.files.without_styles().eq(other.files.without_styles())
            && others(self) == others(other)
        {
            ThemeChange::Style
        } else {
            ThemeChange::More
        }
    }

    /// A hash of all that pages are printed with.
    pub fn fingerprint(&self) -> u64 {
        fingerprint(format!("{:?} {:?}", self.files, self.names).as_bytes())
    }

    /// The names of the assets, for the links of pages.
    pub fn asset_names(&self) -> &AssetNames {
        &self.names
    }

    /// The assets.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Prints a page: `template` is a name below `templates/`, `page` what it calls `page`.
    ///
    /// # Errors
    ///
    /// When the template does not exist, or prints what the page does not have.
    pub fn render<T: Serialize + ?Sized>(
        &self,
        template: &str,
        shell: &Shell,
        page: &T,
    ) -> Result<Vec<u8>, RenderError> {
        let mut context = Context::new();
        context.insert_value("shell", self.value(shell)?);
        context.insert_value("page", self.value(page)?);
        let mut html = self.print(template, &context)?;
        if let Some(lang) = &shell.text_lang {
            // Author's words inside words of the page stand in `bdi`, and nothing else does.
            html = html.replace("<bdi>", &format!("<bdi lang=\"{lang}\">"));
        }
        Ok(self.icons.with_sprite(tidy(&html)).into_bytes())
    }

    /// Prints a page as its view gives it: its frame, and what the template calls `page`.
    ///
    /// # Errors
    ///
    /// Those of [`Theme::render`].
    pub fn page<T: Serialize>(
        &self,
        template: &str,
        (shell, page): &(Shell, T),
    ) -> Result<Vec<u8>, RenderError> {
        self.render(template, shell, page)
    }

    /// Prints a template without a page's frame; its icons are drawn where they stand, as there is no
    /// sprite. `page` is what the template calls `page`.
    ///
    /// # Errors
    ///
    /// Those of [`Theme::render`].
    pub fn fragment<T: Serialize + ?Sized>(
        &self,
        template: &str,
        page: &T,
    ) -> Result<String, RenderError> {
        Ok(self.icons.drawn(&self.part(template, page)?))
    }

    /// Prints a template without a page's frame, as a part of a page that has the symbols of its icons.
    ///
    /// # Errors
    ///
    /// Those of [`Theme::render`].
    pub fn part<T: Serialize + ?Sized>(
        &self,
        template: &str,
        page: &T,
    ) -> Result<String, RenderError> {
        let mut context = Context::new();
        context.insert_value("page", self.value(page)?);
        self.print(template, &context)
    }

    /// The symbols of these names (`i-check`, `pb-1-1-4`) one after the other, as SVG; a name that the
    /// theme does not know is left out.
    pub fn symbols(&self, names: &[String]) -> String {
        names.iter().filter_map(|name| self.icons.symbol(name)).collect()
    }

    /// What the live preview serves beside the site, always the program's own.
    ///
    /// # Errors
    ///
    /// When the program was made without them; a test sees to that.
    pub fn preview_assets() -> Result<PreviewAssets, RenderError> {
        Ok(PreviewAssets { css: of_program("static/preview/preview.css")?, js: preview_script()? })
    }

    fn value<T: Serialize + ?Sized>(&self, of: &T) -> Result<Value, RenderError> {
        Value::try_from_serializable(of).map_err(|e| RenderError::of_engine(&e, &self.files))
    }

    fn print(&self, template: &str, context: &Context) -> Result<String, RenderError> {
        let mut bytes = Vec::with_capacity(PAGE_BYTES);
        self.tera
            .render_to(template, context, &mut bytes)
            .map_err(|e| RenderError::of_engine(&e, &self.files))?;
        String::from_utf8(bytes)
            .map_err(|_| RenderError::new(format!("`{template}` gives bytes that are not text")))
    }
}

/// A file of the program, whatever a site has in its place.
fn of_program(name: &str) -> Result<Cow<'static, str>, RenderError> {
    built_in(name).ok_or_else(|| RenderError::new(format!("no built-in file is named `{name}`")))
}

/// The preview's script: its files in one function, so that nothing of it can be seen by the page.
fn preview_script() -> Result<String, RenderError> {
    let mut js = "(() => {\n\"use strict\";\n".to_owned();
    for name in PREVIEW_SCRIPTS {
        js.push_str(&of_program(&format!("static/preview/{name}.js"))?);
    }
    Ok(js + "})();\n")
}

fn asset(stem: &str, ending: &str, bytes: &[u8]) -> Asset {
    let digits = &fingerprint_hex(bytes)[..10];
    Asset { name: format!("{stem}.{digits}.{ending}"), bytes: bytes.into() }
}

/// The logo at a path below `static/`.
fn logo(path: &str, own: &OwnFiles) -> Result<(LogoAsset, Asset), RenderError> {
    let name = format!("static/{path}");
    let text = own.texts.get(&name).map(String::as_bytes);
    let Some(bytes) = own.media.get(&name).map(|bytes| &**bytes).or(text) else {
        return Err(RenderError::of_file(&*name, "the site's logo is not there")
            .help(format!("put it at `{name}`, or name another as `logo` under `[theme]`")));
    };
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if !picture::is_of_its_kind(bytes, &ending) {
        return Err(RenderError::of_file(
            &*name,
            format!("the site's logo is not a valid {ending} image"),
        )
        .help("export it anew, or give it the ending of what it is"));
    }
    let asset = asset("logo", &ending, bytes);
    let width = picture::width_at(LOGO_HEIGHT, bytes, &ending);
    Ok((LogoAsset { name: asset.name.clone(), width }, asset))
}

#[cfg(test)]
mod tests;
