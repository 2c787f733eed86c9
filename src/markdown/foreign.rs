//! What is said of HTML that is shown as text: one finding a block, not one a tag.

use crate::diagnostic::Diagnostic;
use crate::text::Span;

/// Most findings of one kind that one file gives; what is beyond is counted in the last.
pub(super) const MAX_FINDINGS: usize = 50;

/// The HTML shown as text so far.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    open: Option<Run>,
    findings: Vec<Diagnostic>,
}

/// Tags that belong together: those of a block, or of a table with all that stands in it.
#[derive(Debug)]
struct Run {
    name: String,
    /// The first tag's place.
    span: Span,
    tags: usize,
    rows: usize,
    items: usize,
    /// Whether the row that is open has a cell of data.
    has_data: bool,
    /// How many elements of the first tag's name are open.
    depth: usize,
}

impl Run {
    fn new(name: &str, span: Span) -> Self {
        let name = name.to_owned();
        Self { name, span, tags: 0, rows: 0, items: 0, has_data: false, depth: 0 }
    }

    /// Whether what follows belongs to it: a table goes on behind an empty line.
    fn goes_on(&self) -> bool {
        self.name == "table" && self.depth > 0
    }

    fn finding(&self) -> Diagnostic {
        let is_or_are = |n: usize, one: &str, many: &str| match n {
            1 => format!(", 1 {one} is not read"),
            n => format!(", {n} {many} are not read"),
        };
        let (message, help) = match self.name.as_str() {
            "table" => {
                let rows = if self.rows == 0 {
                    String::new()
                } else {
                    is_or_are(self.rows, "row", "rows")
                };
                (format!("an HTML table is shown as text{rows}"), "write a Markdown table")
            }
            "ul" | "ol" | "dl" => {
                let items = if self.items == 0 {
                    String::new()
                } else {
                    is_or_are(self.items, "item", "items")
                };
                (format!("an HTML list is shown as text{items}"), "write a Markdown list")
            }
            "img" => (
                "an HTML picture is shown as text".to_owned(),
                "write it as `![its words](its path)`",
            ),
            name => {
                let others = match self.tags - 1 {
                    0 => String::new(),
                    1 => " and 1 tag in its block".to_owned(),
                    n => format!(" and {n} tags in its block"),
                };
                let verb = if others.is_empty() { "is" } else { "are" };
                (
                    format!("raw HTML `<{name}>`{others} {verb} shown as text"),
                    "write it in Markdown, or put it in a code span",
                )
            }
        };
        Diagnostic::new("raw-html", self.span, message).help(help)
    }
}

impl Foreign {
    /// Takes a tag that opens.
    pub(super) fn opened(&mut self, name: &str, span: Span) {
        let run = self.open.get_or_insert_with(|| Run::new(name, span));
        run.tags += 1;
        run.depth += usize::from(run.name == name);
        match name {
            "tr" => run.has_data = false,
            "td" if !run.has_data => {
                run.has_data = true;
                run.rows += 1;
            }
            "li" | "dt" => run.items += 1,
            _ => {}
        }
    }

    /// Takes a tag that closes.
    pub(super) fn closed(&mut self, name: &str) {
        if let Some(run) = &mut self.open
            && run.name == name
        {
            run.depth = run.depth.saturating_sub(1);
        }
    }

    /// A block or a single inline tag ends.
    pub(super) fn part(&mut self) {
        if self.open.as_ref().is_some_and(|run| !run.goes_on()) {
            self.end();
        }
    }

    /// What is open ends: a heading stands in no table, and neither does the document's end.
    pub(super) fn end(&mut self) {
        if let Some(run) = self.open.take()
            && self.findings.len() < MAX_FINDINGS
        {
            self.findings.push(run.finding());
        }
    }

    /// The findings, once the document has ended.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.end();
        self.findings
    }
}
