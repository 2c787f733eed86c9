//! Splitting front matter off.
//!
//! The Markdown parser's own option also takes rules in mid-document for front matter, so this is
//! done here, and offsets stay those of the file.

use crate::diagnostic::Diagnostic;
use crate::settings::Limits;
use crate::text::{Source, Span};

/// A block of front matter at the head of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrontMatter {
    /// Its language.
    pub syntax: Syntax,
    /// What stands between the fences.
    pub span: Span,
    /// Whether it is too large to be read.
    pub too_large: bool,
}

/// Languages of front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

impl Syntax {
    /// The name for messages and code blocks.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Toml => "toml",
        }
    }
}

/// Splits a file into front matter, the span of its Markdown, and findings.
pub(super) fn split(
    source: &Source,
    limits: &Limits,
) -> (Option<FrontMatter>, Span, Vec<Diagnostic>) {
    let text = source.text();
    let whole = Span::new(0, text.len());
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (syntax, fences): (_, &[&str]) = match first {
        "---" => (Syntax::Yaml, &["---", "..."]),
        "+++" => (Syntax::Toml, &["+++"]),
        _ => return (None, whole, Vec::new()),
    };
    let Some(start) = text.find('\n').map(|i| i + 1) else { return (None, whole, Vec::new()) };
    let is_front = syntax == Syntax::Toml || begins_with_key(&text[start..]);
    if !is_front {
        return (None, whole, Vec::new());
    }
    let Some((end, body)) = closing(text, start, fences) else {
        let finding = Diagnostic::new(
            "invalid-front-matter",
            Span::new(0, first.len()),
            format!("front matter is opened by `{first}` but not closed"),
        )
        .help(format!("close it with a line `{first}`, or remove the first line"));
        return (None, whole, vec![finding]);
    };
    let span = Span::new(start, end);
    let too_large = span.len() > limits.front_matter_bytes;
    let findings = too_large
        .then(|| {
            Diagnostic::new(
                "limit-exceeded",
                Span::new(0, first.len()),
                format!(
                    "front matter of {} bytes is over the limit of {}",
                    span.len(),
                    limits.front_matter_bytes
                ),
            )
            .help("shorten it, or raise `front_matter_bytes` under `[limits]` in the settings")
        })
        .into_iter()
        .collect();
    (Some(FrontMatter { syntax, span, too_large }), Span::new(body, text.len()), findings)
}

/// End of the front matter's text and start of what follows its closing fence.
fn closing(text: &str, start: usize, fences: &[&str]) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if fences.contains(&line.trim_end()) {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Whether the first line that says something is a key, or the block is empty: a rule (`---`) at
/// the head of a document is no front matter.
fn begins_with_key(text: &str) -> bool {
    let line = text.lines().find(|l| {
        let l = l.trim();
        !l.is_empty() && !l.starts_with('#')
    });
    match line.map(str::trim_end) {
        None => false,
        Some("---" | "...") => {
            text.lines().take_while(|l| l.trim_end() != "---").all(str::is_empty)
        }
        Some(line) => {
            let key = line.split_once(':').map(|(key, rest)| (key.trim_matches(['"', '\'']), rest));
            key.is_some_and(|(key, rest)| {
                (rest.is_empty() || rest.starts_with(' '))
                    && !key.is_empty()
                    && key.chars().all(|c| c.is_alphanumeric() || " _-./".contains(c))
                    && !line.starts_with([' ', '-', '*'])
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, front: Option<&str>, body: &str) {
        let source = Source::new("a.md", text.as_bytes());
        let (found, rest, _) = split(&source, &Limits::default());
        assert_eq!(found.map(|f| source.slice(f.span)), front);
        assert_eq!(source.slice(rest), body);
    }

    #[test]
    fn front_matter_is_told_from_rules() {
        check("---\ntitle: A\n---\n# B\n", Some("title: A\n"), "# B\n");
        check("+++\ntitle = 'A'\n+++\n# B\n", Some("title = 'A'\n"), "# B\n");
        check("---\n\n# A\n\n---\n", None, "---\n\n# A\n\n---\n");
        check("---\ntitle: A\n", None, "---\ntitle: A\n");
        check("---\n# note\nname: x\n...\nb", Some("# note\nname: x\n"), "b");
        check("---\nJust words here\n---\nb", None, "---\nJust words here\n---\nb");
        check("---\n---\nb", Some(""), "b");
        check("# A\n", None, "# A\n");
        check("---", None, "---");
    }
}
