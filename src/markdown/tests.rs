use super::read;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind, Target};
use crate::settings::Limits;
use crate::text::Source;

/// The tree on one line: blocks in brackets, inlines by their first letter.
fn shape(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn block(b: &Block) -> String {
    match &b.kind {
        BlockKind::Paragraph(i) => format!("p({})", inlines(i)),
        BlockKind::Heading(h) => format!("h{}#{}({})", h.level, h.anchor, inlines(&h.text.content)),
        BlockKind::Code { language, text } => format!("code:{language}({})", text.trim_end()),
        BlockKind::List(l) => {
            let items = l.items.iter().map(|item| {
                let task = item.task.map_or("", |t| if t { "[x]" } else { "[ ]" });
                format!("{task}{}", shape(&item.blocks))
            });
            let kind = if l.start.is_some() { "ol" } else { "ul" };
            let loose = if l.tight { "" } else { "~" };
            format!("{kind}{loose}({})", items.collect::<Vec<_>>().join(", "))
        }
        BlockKind::Quote { blocks } => format!("quote({})", shape(blocks)),
        BlockKind::Callout(c) => format!("{}<{}>({})", c.kind.word(), c.label(), shape(&c.blocks)),
        BlockKind::Table(t) => {
            let row = |r: &crate::model::prose::Row| {
                let cells: Vec<_> = r.cells.iter().map(|c| inlines(&c.content)).collect();
                let more: Vec<_> = r.surplus.iter().map(|c| format!("+{}", c.plain)).collect();
                [cells, more].concat().join("|")
            };
            let rows: Vec<_> = std::iter::once(&t.header).chain(&t.rows).map(row).collect();
            format!("table({})", rows.join(" / "))
        }
        BlockKind::Rule => "rule".to_owned(),
        BlockKind::Footnote { label, blocks } => format!("note:{label}({})", shape(blocks)),
        BlockKind::Details { summary, blocks } => {
            format!("details<{}>({})", inlines(summary), shape(blocks))
        }
    }
}

fn inlines(list: &[Inline]) -> String {
    list.iter()
        .map(|i| match &i.kind {
            InlineKind::Text(t) => t.replace('\n', "⏎"),
            InlineKind::Code(t) => format!("`{t}`"),
            InlineKind::Emphasis(c) => format!("*{}*", inlines(c)),
            InlineKind::Strong(c) => format!("**{}**", inlines(c)),
            InlineKind::Strikethrough(c) => format!("~{}~", inlines(c)),
            InlineKind::Link(link) => {
                let kind = match link.target {
                    Target::Refused(_) => "!",
                    _ => "",
                };
                format!("{kind}[{}]({})", inlines(&link.content), link.target.written())
            }
            InlineKind::Image(image) => {
                format!("![{}]({})", inlines(&image.content), image.target.written())
            }
            InlineKind::SoftBreak => "/".to_owned(),
            InlineKind::HardBreak => "//".to_owned(),
            InlineKind::FootnoteReference(l) => format!("^{l}"),
            InlineKind::Element(e, c) => format!("<{}>{}</>", e.name(), inlines(c)),
        })
        .collect()
}

#[track_caller]
fn check(markdown: &str, expected: &str, codes: &[&str]) {
    let source = Source::new("a/b.md", markdown.as_bytes());
    let (document, findings) = read(&source, &Limits::default());
    assert_eq!(shape(&document.blocks), expected);
    let found: Vec<_> = findings.iter().map(|f| f.code).collect();
    assert_eq!(found, codes);
}

#[test]
fn blocks_and_marks_become_a_tree() {
    check("# A *b*\n\nc `d`\ne\n\n---\n", "h1#a-b(A *b*) p(c `d`/e) rule", &[]);
    check("- a\n- [x] b\n  - [ ] c\n", "ul(p(a), [x]p(b) ul([ ]p(c)))", &[]);
    check("- [ ] **a**\n\n  b\n\n- [x] c\n", "ul~([ ]p(**a**) p(b), [x]p(c))", &[]);
    check("1. a\n\n   ```sh\n   x\n   ```\n", "ol~(p(a) code:sh(x))", &[]);
    check("> [!NOTE]\n> a[^1]\n\n[^1]: b\n", "Note<Note>(p(a^1)) note:1(p(b))", &[]);
    check("a &amp; b \\* c", "p(a & b * c)", &[]);
    check("## x {onclick=a}", "h2#x-onclicka(x {onclick=a})", &[]);
    check("<me@x.org>", "p([me@x.org](mailto:me@x.org))", &[]);
    check("[a](java&#115;cript:x)", "p(![a](javascript:x))", &[]);
}

#[test]
fn no_cell_is_lost() {
    check("|a|b|\n|-|-|\n|1|2|\n|3|\n", "table(a|b / 1|2 / 3|)", &[]);
    check("|a|\n|-|\n|1|2|3|\n", "table(a / 1|+2|+3)", &["lost-table-cell"]);
    check("|a|\n|-|\n|`x|y`|\n", "table(a / `x|y`)", &["lost-table-cell"]);
    check("- |a|\n  |-|\n  |1\\|2|\n", "ul(table(a / 1|2))", &[]);
}

#[test]
fn raw_html_is_kept_dropped_or_shown() {
    check("a <kbd>b</kbd><br>c <!-- d -->", "p(a <kbd>b</>//c )", &[]);
    check("a <span class=x>b</span> <b>c</b>", "p(a b <b>c</b>)", &["raw-html"]);
    check("<!-- a -->\n\nb", "p(b)", &[]);
    check("*a <kbd>b* c</kbd>", "p(*a <kbd>b* c</kbd>)", &[]);
    check("<script>alert(1)</script>", "p(<script>alert(1)</script>)", &["raw-html"]);
    check("<div>\n&amp; a\n</div>\n", "p(/⏎& a⏎/⏎)", &[]);
    check("<a href='x.md'>b</a> <a name=c></a>d", "p([b](x.md) d)", &[]);
    check("<a href='javascript:x'>b</a>", "p(b)", &[]);
    check("a <img src=x onerror=y>", "p(a <img src=x onerror=y>)", &["raw-html"]);
}

#[test]
fn details_hold_markdown() {
    check(
        "<details>\n<summary>a <kbd>b</kbd></summary>\n\n- c\n\n</details>\n\nd",
        "details<a <kbd>b</>>(ul(p(c))) p(d)",
        &[],
    );
    check("<details open>\n\na\n", "p(<details open>) p(a)", &[]);
    check("a\n\n</details>\n", "p(a) p(</details>⏎)", &[]);
    check("> <details>\n> a\n\nb", "quote(p(<details>) p(⏎a⏎)) p(b)", &[]);
}

#[test]
fn deep_nesting_is_cut_and_said() {
    let deep = format!("{}x", "> ".repeat(5_000));
    let source = Source::new("a.md", deep.as_bytes());
    let (document, findings) = read(&source, &Limits::default());
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["limit-exceeded"]);
    assert!(shape(&document.blocks).contains("p(x)"));
}

#[test]
fn large_tables_are_shown_as_written() {
    let wide = format!("{}\n{}\n", "|a".repeat(300), "|-".repeat(300));
    let source = Source::new("a.md", wide.as_bytes());
    let (document, findings) = read(&source, &Limits::default());
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["limit-exceeded"]);
    assert!(matches!(&document.blocks[0].kind, BlockKind::Code { text, .. } if text.len() > 600));
}
