//! Keys of front matter.

use super::{Bytes, Cutter, Read};
use crate::markdown::Syntax;

/// A line of front matter.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn place(&self) -> Bytes {
        self.start..self.start + self.text.len()
    }
}

impl Cutter<'_> {
    /// What stands under keys that are left out.
    pub(super) fn front(&self, read: &Read) -> Vec<Bytes> {
        let Some(front) = read.document.front_matter else { return Vec::new() };
        let mut at = front.span.start as usize;
        let mut lines = Vec::new();
        for text in read.source.slice(front.span).split_inclusive('\n') {
            lines.push(Line { text: text.trim_end_matches('\n'), start: at });
            at += text.len();
        }
        match front.syntax {
            Syntax::Yaml => self.yaml(&lines),
            Syntax::Toml => self.toml(&lines),
        }
    }

    /// What stands under `depends_on`, if it names a document that is not shown: what is left of a list may be no
    /// list.
    fn dependencies(&self, lines: &[Line<'_>]) -> Vec<Bytes> {
        let names_key = |line: &Line<'_>| {
            let key = line.text.split([':', '=']).next().unwrap_or_default();
            let key = key.trim().trim_matches(['"', '\'']).replace(['_', '-'], " ");
            key.eq_ignore_ascii_case("depends on")
        };
        let Some(first) = lines.iter().position(names_key) else { return Vec::new() };
        let is_key = |line: &Line<'_>| {
            line.indent() == 0 && line.text.starts_with(|c: char| c.is_alphabetic() || c == '"')
        };
        let next = lines[first + 1..].iter().position(is_key);
        let own = &lines[first..next.map_or(lines.len(), |next| first + 1 + next)];
        let words = own.iter().flat_map(|line| {
            line.text
                .split(|c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '"' | '\''))
        });
        let is_named = words.into_iter().any(|word| self.audience.is_withheld(word));
        if is_named { own.iter().map(Line::place).collect() } else { Vec::new() }
    }

    fn yaml(&self, lines: &[Line<'_>]) -> Vec<Bytes> {
        let mut places = self.dependencies(lines);
        let mut above: Option<usize> = None;
        for line in lines {
            let (indent, text) = (line.indent(), line.text.trim_start());
            // What is indented further, and a list at the same place, is the value of the key above.
            let is_value = |key: usize| indent > key || (indent == key && text.starts_with('-'));
            if above.is_some_and(|key| line.is_blank() || is_value(key)) {
                places.push(line.place());
                continue;
            }
            above = None;
            let text = text.trim_start_matches(['-', ' ']);
            let hides = text.split(['{', ',']).any(|part| {
                let key = part.split_once(':').map(|(key, _)| key);
                key.is_some_and(|key| self.hides_header_label(key.trim().trim_matches(['"', '\''])))
            });
            if hides {
                above = Some(indent);
                places.push(line.place());
            }
        }
        places
    }

    fn toml(&self, lines: &[Line<'_>]) -> Vec<Bytes> {
        let mut places = self.dependencies(lines);
        let (mut in_key, mut in_table) = (false, false);
        for line in lines {
            let text = line.text.trim();
            if let Some(name) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
                let mut parts = name.trim_matches(['[', ']']).split('.');
                in_table = parts.any(|part| self.hides_header_label(part.trim().trim_matches('"')));
                in_key = false;
            } else if let Some((key, _)) = text.split_once('=')
                && !key.contains(['[', '{', ',', '#'])
            {
                let name = |part: &str| part.trim().trim_matches(['"', '\'']).to_owned();
                in_key = text.split(['{', ',']).any(|part| {
                    let key = part.split_once('=').map(|(key, _)| key);
                    let mut parts = key.into_iter().flat_map(|key| key.split('.')).map(name);
                    parts.any(|part| self.hides_header_label(&part))
                });
            }
            if in_key || in_table {
                places.push(line.place());
            }
        }
        places
    }
}
