//! A theme: templates, icons, styles and scripts, ready to print pages.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::accent;
use super::bundle::{script, search_script, stylesheet};
use super::error::RenderError;
use super::escape::escape;
use super::files::{Files, built_in, unindented};
use super::own::{OwnFiles, published};
use super::picture;
use super::sprite::Icons;
use crate::settings;
use crate::text::fingerprint_hex;
use crate::view::shell::{LOGO_HEIGHT, Shell};
use crate::view::{AssetNames, LogoAsset};

/// The file of the theme's tokens.
const TOKENS: &str = "static/css/tokens.css";

/// Room for a page of usual size.
const PAGE_BYTES: usize = 32 << 10;

/// Templates and assets of a site.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    files: Files,
    icons: Icons,
    names: AssetNames,
    assets: Vec<Asset>,
}

/// What differs between two themes.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Renewed {
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
    pub js: Cow<'static, str>,
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
        Self::of(Files::load(overrides)?, &settings::Theme::default())
    }

    /// The theme in the program with a site's own files in place of those of the same name, its styles,
    /// images and fonts beside them, its accent and its logo. What else its folders hold does not count,
    /// but for templates beside one that does.
    ///
    /// # Errors
    ///
    /// As [`Theme::load`]; when the logo is not there, or is no image of its ending.
    pub fn of_site(own: &OwnFiles, look: &settings::Theme) -> Result<Self, RenderError> {
        let mut theme = Self::of(Files::of_site(&own.texts)?, look)?;
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

    fn of(files: Files, look: &settings::Theme) -> Result<Self, RenderError> {
        let templates: Vec<(&str, String)> = files
            .below("templates/", ".html")
            .map(|(name, text)| (name, unindented(text)))
            .collect();
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        tera.add_raw_templates(templates).map_err(|e| RenderError::of_engine(&e, &files))?;
        let icons = Icons::new(files.below("static/icons/", ".svg"))?;
        let tokens = files.get(TOKENS)?;
        let accent = look
            .accent
            .as_deref()
            .and_then(|accent| accent::rule(accent, tokens, &built_in(TOKENS).unwrap_or_default()));
        let css = asset("site", "css", stylesheet(&files, accent.as_deref()).as_bytes());
        let theme_js = asset("theme", "js", files.get("static/js/theme.js")?.as_bytes());
        let site_js = asset("site", "js", script(files.get("static/js/site.js")?).as_bytes());
        let list_js = asset("list", "js", script(files.get("static/js/list.js")?).as_bytes());
        let search_js = asset("search", "js", search_script(&files)?.as_bytes());
        let names = AssetNames {
            css: css.name.clone(),
            theme_js: theme_js.name.clone(),
            site_js: site_js.name.clone(),
            list_js: list_js.name.clone(),
            search_js: search_js.name.clone(),
            logo: None,
        };
        let assets = vec![css, theme_js, site_js, list_js, search_js];
        Ok(Self { tera, files, icons, names, assets })
    }

    /// What of this theme another one does not have.
    pub fn changed_from(&self, other: &Self) -> Renewed {
        let is_style = |theme: &Self, asset: &Asset| asset.name == theme.names.css;
        let others = |theme: &Self| -> Vec<Asset> {
            theme.assets.iter().filter(|asset| !is_style(theme, asset)).cloned().collect()
        };
        if self.files == other.files && self.assets == other.assets {
            Renewed::Nothing
        } else if self.files.without_styles().eq(other.files.without_styles())
            && others(self) == others(other)
        {
            Renewed::Style
        } else {
            Renewed::More
        }
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
        Ok(self.icons.with_sprite(self.print(template, &context)?).into_bytes())
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
        let mut context = Context::new();
        context.insert_value("page", self.value(page)?);
        Ok(self.icons.drawn(&self.print(template, &context)?))
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
        let text = |name: &str| {
            built_in(name).ok_or_else(|| RenderError::new(format!("the program has no `{name}`")))
        };
        Ok(PreviewAssets {
            css: text("static/preview/preview.css")?,
            js: text("static/preview/preview.js")?,
        })
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
            .map_err(|_| RenderError::new(format!("`{template}` gives bytes that are no text")))
    }
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
        return Err(RenderError::of_file(&*name, format!("the site's logo is no {ending} image"))
            .help("export it anew, or give it the ending of what it is"));
    }
    let asset = asset("logo", &ending, bytes);
    let width = picture::width_at(LOGO_HEIGHT, bytes, &ending);
    Ok((LogoAsset { name: asset.name.clone(), width }, asset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Place;

    fn shell() -> Shell {
        let empty = String::new;
        Shell {
            lang: "en".into(),
            title: "A & B".into(),
            site_title: empty(),
            logo: None,
            home: empty(),
            css: empty(),
            theme_js: empty(),
            site_js: empty(),
            search_js: empty(),
            search: empty(),
            nav: Vec::new(),
            about: empty(),
            plan_count: None,
            as_of: None,
            footer_links: Vec::new(),
            root: empty(),
        }
    }

    fn render(template: &str, page: &serde_json::Value) -> Result<String, RenderError> {
        let theme = Theme::load([("templates/pages/x.html".into(), template.into())])?;
        let bytes = theme.render("pages/x.html", &shell(), page)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn a_page_is_printed_in_its_frame() {
        let template = "{# x #}\n{% extends \"base.html\" %}\n\
            {% block content %}\n    <h1 title=\"{{ page.t }}\">{{ page.t }}</h1>\n{% endblock %}";
        let html = render(template, &serde_json::json!({ "t": "<\"x\">" })).expect("it renders");
        assert!(
            html.contains("\n<h1 title=\"&lt;&quot;x&quot;&gt;\">&lt;&quot;x&quot;&gt;</h1>\n")
        );
        assert!(html.contains("<title>A &amp; B</title>"));
        assert!(html.contains("<body>\n") || html.contains("<body><svg class=\"sprite\""));
        assert!(html.contains("<symbol id=\"i-brand\"") && !html.contains("id=\"i-undo\""));
    }

    #[test]
    fn errors_name_their_place_as_the_author_sees_it() {
        let place = |template: &str| {
            let error = render(template, &serde_json::json!({ "name": 1 })).expect_err("it fails");
            let Place { file, source, span, .. } = error.place.clone().expect("a place");
            let at = source.expect("a text").position(span.start);
            (file, at.line, at.column, error.help)
        };
        let at = |line, column, help: &[&str]| {
            let help = help.iter().map(|&help| help.to_owned()).collect();
            ("templates/pages/x.html".to_owned(), line, column, help)
        };
        assert_eq!(place("{# x #}\n\n    {{ page.nmae }}"), at(3, 13, &["did you mean `name`?"]));
        assert_eq!(place("\t{{ page.nothing }}"), at(1, 10, &["known are `name`"]));
        assert_eq!(place("{{ pages }}"), at(1, 4, &["did you mean `page`?"]));
        assert_eq!(place("{# x #}\n  {% if %}"), at(2, 9, &[]));
    }

    #[test]
    fn a_file_of_the_site_replaces_the_one_in_the_program() {
        let own = [("static/js/site.js".to_owned(), "own()".to_owned())];
        let theme = Theme::load(own).expect("it loads");
        let built_in = Theme::built_in().expect("it loads");
        assert_eq!(*theme.assets()[2].bytes, *b"own()\n");
        assert_ne!(theme.asset_names().site_js, built_in.asset_names().site_js);
        assert_eq!(theme.asset_names().css, built_in.asset_names().css);
    }

    /// The theme of a site with own texts and media.
    fn own(texts: &[(&str, &str)], media: &[(&str, &[u8])]) -> OwnFiles {
        OwnFiles {
            texts: texts.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect(),
            media: media.iter().map(|&(name, bytes)| (name.to_owned(), bytes.into())).collect(),
        }
    }

    #[test]
    fn folders_of_another_program_do_no_harm() {
        let strange = [
            ("templates/app.html", "{% for %} {{{"),
            ("static/js/app.js", "{% for %} {{{"),
            ("static/app.css", "{% for %} {{{"),
        ];
        let load = |more: &[(&str, &str)]| {
            let own = own(&[&strange[..], more].concat(), &[]);
            Theme::of_site(&own, &settings::Theme::default())
        };
        let css = |theme: &Theme| theme.asset_names().css.clone();
        let built_in = Theme::built_in().expect("it loads");
        assert_eq!(load(&[]).map(|theme| css(&theme)), Ok(css(&built_in)));
        let own = load(&[("static/css/reset.css", "b{}")]).expect("it loads");
        assert_ne!(css(&own), css(&built_in));
        assert_eq!(own.changed_from(&built_in), Renewed::Style);
        assert_eq!(own.changed_from(&own), Renewed::Nothing);
        let beside = load(&[("static/css/brand.css", ".brand { color: red }")]).expect("it loads");
        assert!(beside.assets()[0].bytes.ends_with(b".brand{color:red}"));
        let scripted = load(&[("static/js/site.js", "own()")]).expect("it loads");
        assert_eq!(scripted.changed_from(&built_in), Renewed::More);
        // Templates belong together: one may include another.
        let error = load(&[("templates/pages/page.html", "{{ page.title }}")]).err();
        let place = error.and_then(|error| error.place).map(|place| place.file);
        assert_eq!(place.as_deref(), Some("templates/app.html"));
    }

    #[test]
    fn images_fonts_and_the_logo_are_assets() {
        let svg = "<svg viewBox='0 0 48 24'/>";
        let texts = [("static/brand/logo.svg", svg)];
        let media: [(&str, &[u8]); 2] =
            [("static/images/a.png", b"pixels"), ("static/fonts/a.woff2", b"font")];
        let look = settings::Theme { logo: Some("brand/logo.svg".into()), ..Default::default() };
        let theme = Theme::of_site(&own(&texts, &media), &look).expect("it loads");
        let names: Vec<&str> = theme.assets()[3..].iter().map(|asset| &*asset.name).collect();
        let logo = theme.asset_names().logo.clone().expect("a logo");
        assert_eq!(names, [&*logo.name, "fonts/a.woff2", "images/a.png"]);
        let stem = logo.name.strip_suffix(".svg").expect("its ending");
        assert!(stem.starts_with("logo.") && stem.len() == 15, "{stem}");
        assert_eq!(logo.width, Some(56));
        let other = [("static/images/a.png", &b"others"[..]), media[1]];
        let renewed = Theme::of_site(&own(&texts, &other), &look).expect("it loads");
        assert_eq!(renewed.changed_from(&theme), Renewed::More);
        let red = settings::Theme { accent: Some("#ff0000".into()), ..look.clone() };
        let red = Theme::of_site(&own(&texts, &media), &red).expect("it loads");
        assert_eq!(red.changed_from(&theme), Renewed::Style);
        assert_ne!(red.asset_names().css, theme.asset_names().css);
        for (texts, message) in
            [(&[][..], "is not there"), (&[("static/brand/logo.svg", "<p>")][..], "no svg image")]
        {
            let error = Theme::of_site(&own(texts, &media), &look).expect_err("no logo");
            assert!(error.message.contains(message), "{}", error.message);
            assert_eq!(error.finding().code, "invalid-theme");
            assert_eq!(
                error.place.map(|place| place.file).as_deref(),
                Some("static/brand/logo.svg")
            );
        }
    }
}
