//! A theme: templates, icons, styles and scripts, ready to print pages.

use std::borrow::Cow;

use serde::Serialize;
use tera::{Context, Tera, Value};

use super::bundle::stylesheet;
use super::error::RenderError;
use super::escape::escape;
use super::files::{Files, built_in, unindented};
use super::sprite::Icons;
use crate::text::fingerprint_hex;
use crate::view::AssetNames;
use crate::view::shell::Shell;

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

/// A stylesheet or script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its file name below `assets/`, with its fingerprint.
    pub name: String,
    /// What stands in it.
    pub bytes: Vec<u8>,
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
        Self::of(Files::load(overrides)?)
    }

    /// The theme in the program with a site's own files in place of those of the same name. What else
    /// its folders hold does not count, but for templates beside one that does.
    ///
    /// # Errors
    ///
    /// As [`Theme::load`].
    pub fn of_site(files: Vec<(String, String)>) -> Result<Self, RenderError> {
        Self::of(Files::of_site(files)?)
    }

    fn of(files: Files) -> Result<Self, RenderError> {
        let templates: Vec<(&str, String)> = files
            .below("templates/", ".html")
            .map(|(name, text)| (name, unindented(text)))
            .collect();
        let mut tera = Tera::new();
        tera.set_escape_fn(escape);
        tera.add_raw_templates(templates).map_err(|e| RenderError::of_engine(&e, &files))?;
        let icons = Icons::new(files.below("static/icons/", ".svg"))?;
        let css = asset("site", "css", stylesheet(&files));
        let theme_js = asset("theme", "js", files.get("static/js/theme.js")?.to_owned());
        let site_js = asset("site", "js", files.get("static/js/site.js")?.to_owned());
        let names = AssetNames {
            css: css.name.clone(),
            theme_js: theme_js.name.clone(),
            site_js: site_js.name.clone(),
        };
        Ok(Self { tera, files, icons, names, assets: vec![css, theme_js, site_js] })
    }

    /// What of this theme another one does not have.
    pub fn changed_from(&self, other: &Self) -> Renewed {
        if self.files == other.files {
            Renewed::Nothing
        } else if self.files.without_styles().eq(other.files.without_styles()) {
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

fn asset(stem: &str, ending: &str, text: String) -> Asset {
    let bytes = text.into_bytes();
    let digits = &fingerprint_hex(&bytes)[..10];
    Asset { name: format!("{stem}.{digits}.{ending}"), bytes }
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
            home: empty(),
            css: empty(),
            theme_js: empty(),
            site_js: empty(),
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
            let error = render(template, &serde_json::json!({})).expect_err("it fails");
            error.place.map(|Place { template, line, column }| (template, line, column))
        };
        let at = |line, column| Some(("pages/x.html".to_owned(), line, column));
        assert_eq!(place("{# x #}\n\n    {{ page.nope }}"), at(3, 13));
        assert_eq!(place("{# x #}\n  {% if %}"), at(2, 9));
        assert_eq!(
            render("{% extends \"gone.html\" %}", &().into()).err().and_then(|e| e.place),
            None
        );
    }

    #[test]
    fn a_file_of_the_site_replaces_the_one_in_the_program() {
        let own = [("static/js/site.js".to_owned(), "own()".to_owned())];
        let theme = Theme::load(own).expect("it loads");
        let built_in = Theme::built_in().expect("it loads");
        assert_eq!(theme.assets()[2].bytes, b"own()");
        assert_ne!(theme.asset_names().site_js, built_in.asset_names().site_js);
        assert_eq!(theme.asset_names().css, built_in.asset_names().css);
    }

    #[test]
    fn folders_of_another_program_do_no_harm() {
        let strange = |name: &str| (name.to_owned(), "{% for %} {{{".to_owned());
        let load = |more: &[(&str, &str)]| {
            let mut files = vec![strange("templates/app.html"), strange("static/css/app.css")];
            files.extend(more.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
            Theme::of_site(files)
        };
        let css = |theme: &Theme| theme.asset_names().css.clone();
        let built_in = Theme::built_in().expect("it loads");
        assert_eq!(load(&[]).map(|theme| css(&theme)), Ok(css(&built_in)));
        let own = load(&[("static/css/reset.css", "b{}")]).expect("it loads");
        assert_ne!(css(&own), css(&built_in));
        assert_eq!(own.changed_from(&built_in), Renewed::Style);
        assert_eq!(own.changed_from(&own), Renewed::Nothing);
        let scripted = load(&[("static/js/site.js", "own()")]).expect("it loads");
        assert_eq!(scripted.changed_from(&built_in), Renewed::More);
        // Templates belong together: one may include another.
        let error = load(&[("templates/pages/page.html", "{{ page.title }}")]).err();
        let place = error.and_then(|error| error.place).map(|place| place.template);
        assert_eq!(place.as_deref(), Some("app.html"));
    }
}
