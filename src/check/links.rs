//! Links and images that lead nowhere: the one rule that reads the whole content folder.

use crate::diagnostic::Diagnostic;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Target};
use crate::site::{Destination, Directory, Route};
use crate::text::{Source, Span};

/// Finds links and images of a document that lead nowhere; and the files of the content folder that
/// it uses, which have to be published beside it.
pub fn links(
    source: &Source,
    blocks: &[Block],
    directory: &Directory,
) -> (Vec<Diagnostic>, Vec<String>) {
    let mut walk = Walk { source, directory, findings: Vec::new(), files: Vec::new() };
    walk.blocks(blocks);
    walk.files.sort_unstable();
    walk.files.dedup();
    (walk.findings, walk.files)
}

struct Walk<'a> {
    source: &'a Source,
    directory: &'a Directory,
    findings: Vec<Diagnostic>,
    files: Vec<String>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines),
                BlockKind::Heading(heading) => self.inlines(&heading.text.content),
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.blocks(&item.blocks));
                }
                BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                    self.blocks(blocks);
                }
                BlockKind::Details { summary, blocks } => {
                    self.inlines(summary);
                    self.blocks(blocks);
                }
                BlockKind::Table(table) => {
                    for row in std::iter::once(&table.header).chain(&table.rows) {
                        row.cells.iter().for_each(|cell| self.inlines(&cell.content));
                    }
                }
                BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Link { target, content, .. } => {
                    self.target(target, inline.span, false);
                    self.inlines(content);
                }
                InlineKind::Image { target, content, .. } => {
                    self.target(target, inline.span, true);
                    self.inlines(content);
                }
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Strikethrough(content)
                | InlineKind::Element(_, content) => self.inlines(content),
                _ => {}
            }
        }
    }

    fn target(&mut self, target: &Target, span: Span, is_image: bool) {
        let destination = self.directory.resolve(self.source.path(), target);
        let written = target.written();
        let (code, what) =
            if is_image { ("missing-image", "image") } else { ("broken-link", "link") };
        let finding = |message: String| Diagnostic::new(code, span, message);
        let found = match destination {
            Destination::Page(Route::File(path), _) => {
                self.files.push(path);
                return;
            }
            Destination::Page(..) | Destination::External(_) if !is_image => return,
            Destination::External(_) => {
                finding(format!("image `{written}` lies on another host and is shown as a link"))
                    .help("copy it into the content folder and link that file")
            }
            Destination::Page(..) | Destination::Missing => {
                finding(format!("{what} `{written}` leads to no file of the content folder"))
                    .note("its text is shown with the target in brackets")
                    .help("correct the path; it is relative to this file")
            }
            Destination::NoHeading(_) => {
                finding(format!("link `{written}` leads to a heading that is not there"))
                    .note("it leads to the page instead")
                    .help("write the heading's words in lower case with `-` for spaces")
            }
            Destination::Outside => {
                finding(format!("{what} `{written}` leaves the content folder"))
                    .help("move the file into the content folder, or link its web address")
            }
            Destination::Refused if written.trim().is_empty() => {
                finding(format!("this {what} has no target")).help("write where it leads")
            }
            Destination::Refused => {
                finding(format!("`{written}` is no kind of address that is linked"))
                    .note("it is shown as text")
                    .help("use http, https, mailto, tel or a path relative to this file")
            }
        };
        self.findings.push(found);
    }
}
