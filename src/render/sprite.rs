//! Symbols of a page: the icons that it uses, and the phase bars that it shows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::RenderError;
use super::files::ThemeTexts;

/// What stands before the name of a symbol.
const USE: &str = "<use href=\"";

/// Width and height of a phase bar, and the gap between its phases, in tenths of a unit.
const BAR: (usize, usize, usize) = (1040, 80, 40);
/// The same of a bar as wide as its card.
const WIDE: (usize, usize, usize) = (10_000, 120, 40);
/// Up to this many phases a small bar shows each; above, it shows shares.
const MOST_SEGMENTS: usize = 8;
/// The same of a wide one: it stands on the page of every phase.
const MOST_WIDE: usize = 100;

/// The icons of a theme.
#[derive(Debug, Clone)]
pub(super) struct Icons(BTreeMap<String, String>);

impl Icons {
    /// Reads icon files: name (`check.svg`) and SVG text of a 24-unit box.
    pub(super) fn new<'a>(
        files: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, RenderError> {
        files
            .map(|(file, svg)| {
                let name = file.trim_end_matches(".svg");
                let inner = inner(svg).ok_or_else(|| {
                    let message = "an icon is an SVG drawing, and this file is not";
                    RenderError::of_file(format!("static/icons/{file}"), message)
                        .help("write it as `<svg viewBox=\"0 0 24 24\">…</svg>`")
                })?;
                Ok((name.to_owned(), inner.to_owned()))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The page with the symbols that it uses, right after the start of its body.
    pub(super) fn with_sprite(&self, mut html: String) -> String {
        let symbols: String =
            used(&html).into_iter().filter_map(|name| self.symbol(name)).collect();
        let body = html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1));
        if let (Some(body), false) = (body, symbols.is_empty()) {
            let open = "<svg class=sprite width=0 height=0 aria-hidden=true>";
            html.insert_str(body, &format!("{open}{symbols}</svg>"));
        }
        html
    }

    /// The rules of the icons that templates name with `data-icon`: the stylesheet holds their drawings,
    /// side by side as one image, so that no page repeats them.
    pub(super) fn masks(&self, files: &ThemeTexts) -> String {
        let templates = files.below("templates/", ".html");
        let uses = templates.flat_map(|(_, text)| text.split("data-icon=\"").skip(1));
        let names: BTreeSet<&str> = uses.filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
        let icons: Vec<_> = names.iter().filter_map(|name| self.0.get_key_value(*name)).collect();
        let (mut drawings, mut places) = (String::new(), String::new());
        for (n, (name, drawing)) in icons.iter().enumerate() {
            let _ = write!(drawings, "<svg x='{}'>{drawing}</svg>", 24 * n);
            if n > 0 {
                let _ = write!(places, "[data-icon={name}]{{--at:{n}}}");
            }
        }
        let drawings = drawings
            .replace(['\n', '\\'], " ")
            .replace('"', "'")
            .replace("'/><path d='M", "M")
            .replace('%', "%25")
            .replace('#', "%23");
        format!(
            "[data-icon]::before{{mask:url(\"data:image/svg+xml,<svg xmlns='http:%2F%2Fwww.w3.org/2000/svg' \
             viewBox='0 0 {} 24' fill='none' stroke='red' stroke-width='2' stroke-linecap='round' \
             stroke-linejoin='round'>{drawings}</svg>\") calc(var(--at,0)*100%/{})/auto 100%}}{places}",
            24 * icons.len(),
            icons.len().saturating_sub(1).max(1),
        )
    }

    /// The text with each reference to an icon replaced by its drawing.
    pub(super) fn drawn(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((before, after)) = rest.split_once(USE) {
            out.push_str(before);
            let reference = after.strip_prefix("#i-").and_then(|name| name.split_once("\"/>"));
            if let Some((drawing, behind)) =
                reference.and_then(|(name, behind)| Some((self.0.get(name)?, behind)))
            {
                out.push_str(drawing);
                rest = behind;
            } else {
                out.push_str(USE);
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }

    /// The symbol of a name: an icon (`i-check`) or a phase bar (`pb-1-1-4`).
    pub(super) fn symbol(&self, name: &str) -> Option<String> {
        if let Some(icon) = name.strip_prefix("i-") {
            let inner = self.0.get(icon)?;
            return Some(format!("<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{inner}</symbol>"));
        }
        let bar = Bar::parse(name)?;
        let (width, height, _) = bar.size();
        let fit = if bar.wide { " preserveAspectRatio=\"none\"" } else { "" };
        Some(format!(
            "<symbol id=\"{name}\" viewBox=\"0 0 {} {}\"{fit}>{}</symbol>",
            width / 10,
            height / 10,
            bar.drawing()
        ))
    }
}

/// What stands between the tags of an SVG drawing.
fn inner(svg: &str) -> Option<&str> {
    let start = svg.find("<svg")?;
    let start = start + svg[start..].find('>')? + 1;
    svg.get(start..svg.rfind("</svg>")?).map(str::trim)
}

/// The names of the symbols that a page refers to, sorted.
fn used(html: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let mut from = 0;
    while let Some(hash) = html[from..].find('#').map(|at| from + at) {
        from = hash + 1;
        if html[..hash].ends_with(USE)
            && let Some(length) = html[from..].find('"')
        {
            let name = &html[from..from + length];
            if let Err(at) = names.binary_search(&name) {
                names.insert(at, name);
            }
        }
    }
    names
}

/// A phase bar: `pb-<done>-<live>-<total>`, or `pw-…` as wide as its card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bar {
    wide: bool,
    done: usize,
    live: usize,
    total: usize,
}

impl Bar {
    fn parse(name: &str) -> Option<Self> {
        let mut parts = name.split('-');
        let wide = match parts.next()? {
            "pb" => false,
            "pw" => true,
            _ => return None,
        };
        let mut number = || parts.next()?.parse::<usize>().ok();
        let (done, live, total) = (number()?, number()?, number()?);
        (total > 0).then_some(Self { wide, done: done.min(total), live: live.min(1), total })
    }

    const fn size(self) -> (usize, usize, usize) {
        if self.wide { WIDE } else { BAR }
    }

    /// Three paths at most: what is open, what is done, what is live.
    fn drawing(self) -> String {
        let mut paths = [('o', String::new()), ('d', String::new()), ('l', String::new())];
        let most = if self.wide { MOST_WIDE } else { MOST_SEGMENTS };
        let parts = if self.total > most { self.shares() } else { self.segments() };
        for (class, x, w) in parts {
            if let Some((_, path)) = paths.iter_mut().find(|(c, _)| *c == class) {
                self.add(path, class, x, w);
            }
        }
        let mut out = String::new();
        for (class, path) in paths.iter().filter(|(_, path)| !path.is_empty()) {
            let class = if *class == 'o' && self.wide { 't' } else { *class };
            let _ = write!(out, "<path class=\"{class}\" d=\"{path}\"/>");
        }
        out
    }

    /// A part for each phase; of the live one its first half is filled.
    fn segments(self) -> Vec<(char, usize, usize)> {
        let (width, _, gap) = self.size();
        let gap = gap.min(width / self.total / 4);
        let mut parts = Vec::new();
        for i in 0..self.total {
            let x = (width + gap) * i / self.total;
            let w = (width + gap) * (i + 1) / self.total - gap - x;
            if i < self.done {
                parts.push(('d', x, w));
            } else {
                parts.push(('o', x, w));
            }
            if i == self.done && self.live == 1 {
                parts.push(('l', x, w / 2));
            }
        }
        parts
    }

    /// One track, filled as far as the phases are done.
    fn shares(self) -> Vec<(char, usize, usize)> {
        let (width, _, _) = self.size();
        let x = width * self.done / self.total;
        let mut parts = vec![('o', 0, width)];
        if self.done > 0 {
            parts.push(('d', 0, x));
        }
        if self.live == 1 && self.done < self.total {
            parts.push(('l', x, width / self.total));
        }
        parts
    }

    /// Adds a rectangle, given in tenths; an outline is drawn inside of its place.
    fn add(self, path: &mut String, class: char, x: usize, w: usize) {
        let (_, height, _) = self.size();
        let inset = if class == 'o' && !self.wide { 5 } else { 0 };
        let w = Tenths(w.saturating_sub(2 * inset));
        let (x, y, h) = (Tenths(x + inset), Tenths(inset), Tenths(height - 2 * inset));
        let _ = write!(path, "M{x} {y}h{w}v{h}h-{w}z");
    }
}

/// A number of tenths as a decimal.
struct Tenths(usize);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn icons() -> Icons {
        let svg = "<svg xmlns=\"x\" viewBox=\"0 0 24 24\">\n<path d=\"M1 1\"/>\n</svg>\n";
        Icons::new([("check.svg", svg), ("undo.svg", svg)].into_iter()).expect("both are drawings")
    }

    #[test]
    fn a_page_gets_only_the_symbols_that_it_uses() {
        let page = "<body class=\"x\"><svg><use href=\"#i-check\"/></svg>\
                    <a href=\"#i-undo\">#</a><use href=\"#i-check\"/><use href=\"#i-none\"/>";
        let expected = "<body class=\"x\">\
            <svg class=sprite width=0 height=0 aria-hidden=true>\
            <symbol id=\"i-check\" viewBox=\"0 0 24 24\"><path d=\"M1 1\"/></symbol></svg>";
        let html = icons().with_sprite(page.to_owned());
        assert_eq!(html, page.replace("<body class=\"x\">", expected));
        assert_eq!(icons().with_sprite("<body>x".into()), "<body>x");
    }

    #[test]
    fn phase_bars_are_symbols_too() {
        let symbol = icons().symbol("pb-1-1-2").expect("a bar");
        assert_eq!(
            symbol,
            "<symbol id=\"pb-1-1-2\" viewBox=\"0 0 104 8\">\
             <path class=\"o\" d=\"M54.5 0.5h49v7h-49z\"/>\
             <path class=\"d\" d=\"M0 0h50v8h-50z\"/>\
             <path class=\"l\" d=\"M54 0h25v8h-25z\"/></symbol>"
        );
        let count = |name| icons().symbol(name).map_or(0, |s| s.matches('M').count());
        assert_eq!(count("pb-0-0-8"), 8);
        assert_eq!(count("pb-11-1-30"), 3);
        assert_eq!(count("pw-11-1-30"), 31);
        assert_eq!(count("pw-11-1-500"), 3);
        assert_eq!(icons().symbol("pb-0-0-0"), None);
        assert_eq!(icons().symbol("pb-x"), None);
    }

    #[test]
    fn what_is_no_drawing_is_an_error() {
        assert!(Icons::new([("x.svg", "<p>")].into_iter()).is_err());
    }
}
