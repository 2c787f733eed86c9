//! Links and images that lead nowhere: the one rule that reads the whole content folder.

use crate::diagnostic::Diagnostic;
use crate::model::links::{PlacedLink, each_link};
use crate::model::prose::{Block, Target};
use crate::site::{Destination, Directory, Route};
use crate::text::Span;

/// A link or image whose target may lead nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    target: Target,
    span: Span,
    is_image: bool,
}

impl Link {
    /// Where it leads, as its author wrote it.
    pub fn target(&self) -> &Target {
        &self.target
    }
}

/// What the links of one document come to, beside its neighbours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResolvedLinks {
    /// Links and images that lead nowhere.
    pub findings: Vec<Diagnostic>,
    /// Files of the content folder that it uses, which have to be published beside it; sorted.
    pub files: Vec<String>,
}

/// The links and images of a document, but those to other sites.
pub fn collect_links(blocks: &[Block]) -> Vec<Link> {
    let mut links = Vec::new();
    each_link(blocks, &mut |placed| add(placed, &mut links));
    links
}

/// Finds out where the links of the document at `from` lead.
pub fn resolve_links(from: &str, links: &[Link], directory: &Directory) -> ResolvedLinks {
    let mut linked = ResolvedLinks::default();
    for link in links {
        resolve(from, link, directory, &mut linked);
    }
    linked.files.sort_unstable();
    linked.files.dedup();
    linked
}

fn add(placed: PlacedLink<'_>, links: &mut Vec<Link>) {
    let PlacedLink { link, span, is_image } = placed;
    if is_image || !matches!(link.target, Target::External(_)) {
        links.push(Link { target: link.target.clone(), span, is_image });
    }
}

fn resolve(from: &str, link: &Link, directory: &Directory, linked: &mut ResolvedLinks) {
    let Link { target, span, is_image } = link;
    let (destination, written) = (directory.resolve(from, target), target.written());
    let (code, what) = if *is_image { ("missing-image", "image") } else { ("broken-link", "link") };
    let finding = |message: String| Diagnostic::new(code, *span, message);
    let found = match destination {
        Destination::Page(Route::File(path), _) => {
            linked.files.push(path);
            return;
        }
        Destination::Page(..) | Destination::External(_) if !is_image => return,
        Destination::External(_) => {
            finding(format!("image `{written}` lies on another host and is shown as a link"))
                .help("copy it into the content folder and link that file")
        }
        Destination::Withheld => return,
        Destination::NoHeading(_) if directory.is_cut() => return,
        Destination::Missing if matches!(target, Target::Wiki { .. }) => {
            finding(format!("{what} `{written}` points to a missing file"))
                .note("its text is shown with the target in brackets")
                .help("write the name of a file of the content folder, without its ending")
        }
        Destination::Page(..) | Destination::Missing => {
            finding(format!("{what} `{written}` points to a missing file"))
                .note("its text is shown with the target in brackets")
                .help("correct the path; it is relative to this file")
        }
        Destination::NoHeading(_) => {
            finding(format!("link `{written}` leads to a heading that is not there"))
                .note("it leads to the page instead")
                .help(match target {
                    Target::Wiki { .. } => "write the heading's words as they stand there",
                    _ => "write the heading's words in lower case with `-` for spaces",
                })
        }
        Destination::Active(active) => {
            let why = active.why();
            Diagnostic::new("active-file", *span, format!("`{written}` is not published: {why}"))
                .note(format!("the text of the {what} is shown, and leads nowhere"))
                .help(active.help())
        }
        Destination::Outside => finding(format!("{what} `{written}` leaves the content folder"))
            .help("move the file into the content folder, or link its web address"),
        Destination::Refused if written.trim().is_empty() => {
            finding(format!("this {what} has no target")).help("write where it leads")
        }
        Destination::Refused => {
            finding(format!("`{written}` is not a kind of address that can be linked"))
                .note("it is shown as text")
                .help("use http, https, mailto, tel or a path relative to this file")
        }
    };
    linked.findings.push(found);
}
