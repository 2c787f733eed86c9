//! A rule's own page.

use serde::Serialize;

use super::Links;
use crate::model::prose::{Block, BlockKind};
use crate::site::Route;
use crate::view::Context;
use crate::view::html::Prose;
use crate::view::part::{Breadcrumb, Html};
use crate::view::shell::{NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/rule.html";

/// A rule's text.
#[derive(Debug, Clone, Copy)]
pub struct RuleText<'a> {
    /// Its id.
    pub id: &'static str,
    /// What it finds, in a sentence.
    pub summary: &'a str,
    /// What, why, and examples.
    pub blocks: &'a [Block],
}

/// A rule's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulePage {
    /// Where it stands.
    pub trail: Breadcrumb,
    /// Its id.
    pub id: &'static str,
    /// What it finds.
    pub summary: String,
    /// What, why, and examples.
    pub body_html: Html,
}

/// A rule's own page.
pub fn page(context: &Context<'_>, rule: &RuleText<'_>) -> (Shell, RulePage) {
    let path = Route::Rule(rule.id).path();
    let links = Links { page: &path };
    let prose = Prose {
        context,
        page: &path,
        source: "",
        top_heading: 2,
        anchors: false,
        lines: None,
        commands: false,
        references: None,
    };
    let view = RulePage {
        trail: Breadcrumb {
            links: vec![links.anchor(&Route::Findings(1), "Findings")],
            here: rule.id.to_owned(),
        },
        id: rule.id,
        summary: rule.summary.to_owned(),
        body_html: prose.blocks(below_title(rule.blocks)),
    };
    (shell(context, &PageFrame::new(&path, rule.id, NavSection::None)), view)
}

/// The text below its first heading of level 1, which the page's own replaces.
fn below_title(blocks: &[Block]) -> &[Block] {
    match blocks.split_first() {
        Some((first, rest)) if is_title(first) => rest,
        _ => blocks,
    }
}

fn is_title(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 1)
}
