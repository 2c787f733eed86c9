//! A letter: headings, paragraphs and lists that a mail shows without any style.

use super::escape::push_escaped;
use crate::view::part::Html;

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterBlock {
    /// A heading of a level, 1 to 3.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list of lines.
    List(Vec<Vec<Run>>),
}

/// Words of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The kind.
    pub kind: RunKind,
    /// The words, as plain text.
    pub text: String,
}

/// How words stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// Our own words, which need no care.
    Plain,
    /// Words of an author.
    Quoted,
    /// Words of an author that stand out.
    Strong,
    /// Words of an author that hold no more.
    Struck,
    /// A path.
    Code,
}

impl Run {
    /// Words of a kind.
    pub fn new(kind: RunKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

/// A letter as HTML that stands within another document.
pub fn letter(blocks: &[LetterBlock]) -> Html {
    let mut out = String::new();
    for block in blocks {
        match block {
            LetterBlock::Heading(level, runs) => element(&mut out, heading(*level), runs),
            LetterBlock::Paragraph(runs) => element(&mut out, "p", runs),
            LetterBlock::List(items) => {
                out.push_str("<ul>\n");
                items.iter().for_each(|runs| element(&mut out, "li", runs));
                out.push_str("</ul>\n");
            }
        }
    }
    Html(out)
}

const fn heading(level: u8) -> &'static str {
    match level {
        1 => "h1",
        2 => "h2",
        _ => "h3",
    }
}

fn element(out: &mut String, name: &str, runs: &[Run]) {
    tag(out, "<", name);
    for run in runs {
        let mark = match run.kind {
            RunKind::Plain => "",
            RunKind::Quoted => "bdi",
            RunKind::Strong => "strong",
            RunKind::Struck => "s",
            RunKind::Code => "code",
        };
        tag(out, "<", mark);
        push_escaped(out, &run.text);
        tag(out, "</", mark);
    }
    tag(out, "</", name);
    out.push('\n');
}

/// A tag; none of what has no name.
fn tag(out: &mut String, begin: &str, name: &str) {
    if !name.is_empty() {
        out.extend([begin, name, ">"]);
    }
}
