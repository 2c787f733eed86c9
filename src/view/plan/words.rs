//! Sentences that a page makes: our words around the author's.

use serde::Serialize;

use crate::model::date::{self, Date};
use crate::view::html::escaped;
use crate::view::names::NameWords;
use crate::view::part::Html;

/// A generated sentence or two: the answer, then what proves it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Sentence {
    /// The answer, printed bold.
    pub lead_html: Html,
    /// What follows.
    pub rest_html: Html,
    /// The words alone.
    pub plain: String,
}

/// Words in the making: as HTML and alone. Every run of words is escaped, an author's are isolated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::view) struct Line {
    html: String,
    plain: String,
}

impl Line {
    /// A line that begins with our own words.
    pub(in crate::view) fn of(text: impl AsRef<str>) -> Self {
        Self::default().say(text)
    }

    /// Adds words of ours.
    #[must_use]
    pub(in crate::view) fn say(self, text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        self.push("", text, "")
    }

    /// Adds words of the author.
    #[must_use]
    pub(in crate::view) fn quote(self, text: impl AsRef<str>) -> Self {
        self.push("<bdi>", text.as_ref(), "</bdi>")
    }

    /// Adds words of ours that lead somewhere.
    #[must_use]
    pub(in crate::view) fn link(self, text: impl AsRef<str>, href: &str) -> Self {
        self.push(&anchor(href), text.as_ref(), "</a>")
    }

    /// Adds words of the author that lead somewhere.
    #[must_use]
    pub(in crate::view) fn link_quote(self, text: impl AsRef<str>, href: &str) -> Self {
        self.push(&format!("{}<bdi>", anchor(href)), text.as_ref(), "</bdi></a>")
    }

    /// Adds a date.
    #[must_use]
    pub(in crate::view) fn day(self, day: Date) -> Self {
        self.time(day, &date::display(day))
    }

    /// Adds a date in words of our choice.
    #[must_use]
    pub(in crate::view) fn time(self, day: Date, text: &str) -> Self {
        self.push(&format!("<time datetime=\"{day}\">"), text, "</time>")
    }

    /// Adds a remark in small print beneath.
    #[must_use]
    pub(in crate::view) fn remark(mut self, remark: &Self) -> Self {
        if !remark.is_empty() {
            self.html.push_str(" <span class=\"sub\">");
            self.html.push_str(&remark.html);
            self.html.push_str("</span>");
            self.plain.push(' ');
            self.plain.push_str(&remark.plain);
        }
        self
    }

    /// Adds author's text with its marks.
    #[must_use]
    pub(in crate::view) fn prose(mut self, html: &Html, plain: &str) -> Self {
        self.html.push_str(html.as_str());
        self.plain.push_str(plain);
        self
    }

    /// Adds words of the author in which names and telephone numbers are links.
    #[must_use]
    pub(in crate::view) fn names(mut self, words: &[NameWords]) -> Self {
        self.html.push_str("<bdi>");
        for NameWords { text, href } in words {
            let before = match href {
                Some(href) => anchor(href),
                None => String::new(),
            };
            self = self.push(&before, text, if href.is_some() { "</a>" } else { "" });
        }
        self.html.push_str("</bdi>");
        self
    }

    /// Adds another line after a space, if both hold words.
    #[must_use]
    pub(in crate::view) fn then(self, other: &Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return self.append(other);
        }
        self.say(" ").append(other)
    }

    /// Adds another line as it is.
    #[must_use]
    pub(in crate::view) fn append(mut self, other: &Self) -> Self {
        self.html.push_str(&other.html);
        self.plain.push_str(&other.plain);
        self
    }

    /// Lines as an enumeration: "a, b and c".
    pub(in crate::view) fn list(lines: &[Self]) -> Self {
        let last = lines.len().saturating_sub(1);
        lines.iter().enumerate().fold(Self::default(), |line, (i, next)| {
            let gap = match i {
                0 => "",
                _ if i == last => " and ",
                _ => ", ",
            };
            line.say(gap).append(next)
        })
    }

    /// "Not stated".
    pub(in crate::view) fn not_stated() -> Self {
        Self::default().push("<span class=\"muted\">", "Not stated", "</span>")
    }

    /// Whether it holds no words.
    pub(in crate::view) fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// The words alone.
    pub(in crate::view) fn plain(&self) -> &str {
        &self.plain
    }

    /// The HTML.
    pub(in crate::view) fn html(self) -> Html {
        Html(self.html)
    }

    fn push(mut self, before: &str, text: &str, after: &str) -> Self {
        if !text.is_empty() {
            self.html.push_str(before);
            self.html.push_str(escaped(text).as_str());
            self.html.push_str(after);
            self.plain.push_str(text);
        }
        self
    }
}

fn anchor(href: &str) -> String {
    let rel = if href.starts_with("http") { " rel=\"noopener noreferrer\"" } else { "" };
    format!("<a href=\"{}\"{rel}>", escaped(href).as_str())
}

impl Sentence {
    /// A sentence of an answer and its proof.
    pub(in crate::view) fn new(lead: Line, rest: Line) -> Self {
        let plain = Line::of(&lead.plain).then(&Line::of(&rest.plain)).plain;
        Self { lead_html: lead.html(), rest_html: rest.html(), plain }
    }

    /// The same behind another answer, that is said first.
    pub(in crate::view) fn led_by(lead: &Line, other: &Self) -> Self {
        let plain = format!("{} {}", lead.plain, other.plain);
        let rest = format!("{} {}", other.lead_html.as_str(), other.rest_html.as_str());
        Self { lead_html: lead.clone().html(), rest_html: Html(rest), plain }
    }
}

/// An author's words with a small first letter where the first word is a common one that only opens
/// a cell: "All users" inside a sentence is "all users".
pub(in crate::view) fn mid_sentence(text: &str) -> String {
    const OPENERS: [&str; 10] = [
        "All",
        "About",
        "Any",
        "Every",
        "Everyone",
        "Everybody",
        "Internal",
        "Invited",
        "Only",
        "Up",
    ];
    let first = text.split(' ').next().unwrap_or_default();
    if OPENERS.contains(&first) {
        format!("{}{}", first.to_lowercase(), &text[first.len()..])
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_read_as_english() {
        let plain = |words: &[&str]| {
            let lines: Vec<Line> = words.iter().map(Line::of).collect();
            Line::list(&lines).plain
        };
        assert_eq!(plain(&["a"]), "a");
        assert_eq!(plain(&["a", "b"]), "a and b");
        assert_eq!(plain(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn lines_are_parted_by_one_space() {
        let line = Line::of("a").then(&Line::default()).then(&Line::of("b"));
        assert_eq!(line.plain(), "a b");
        assert_eq!(Line::default().then(&Line::of("b")).plain(), "b");
    }

    #[test]
    fn cell_openers_lose_their_capital() {
        assert_eq!(mid_sentence("All users"), "all users");
        assert_eq!(mid_sentence("German buyers"), "German buyers");
    }
}
