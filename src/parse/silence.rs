//! A file of which nothing is read says so: one finding with the way out.

use super::heading::kind_of;
use super::label::{number, staging_word};
use super::reader::Reader;
use super::section::Kind;

use super::table::{Column, Columns};
use super::words::Words;
use crate::diagnostic::Diagnostic;
use crate::model::prose::{Block, BlockKind, InlineKind, each_task, plain_text};
use crate::text::Span;

/// Notes that nothing was read of a file that looks meant as a plan: it is written in another markup, its
/// tables and bold lines name phases or risks, or it holds task items.
pub(super) fn note(reader: &mut Reader<'_>) {
    let finding = other_markup(reader)
        .or_else(|| named(reader).map(unread))
        .or_else(|| boxes(reader.blocks).map(|(n, span)| uncounted(n, span)));
    reader.findings.extend(finding);
}

/// A markup that is not Markdown.
struct Markup {
    name: &'static str,
    signs: &'static str,
    /// Whether a line, without what is indented, is a sign of it; the second: a sure one.
    is_sign: fn(&str) -> (bool, bool),
}

const MARKUPS: [Markup; 5] = [
    Markup {
        name: "Confluence",
        signs: "`h1.`, `||…||`",
        is_sign: |line| {
            let is_heading = line.strip_prefix('h').is_some_and(|rest| {
                let rest = rest.trim_start_matches(|c: char| ('1'..='6').contains(&c));
                rest.starts_with(". ")
            }) && line.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
            let is_row = line.len() > 4 && line.starts_with("||") && line.ends_with("||");
            (is_heading || is_row || line.starts_with("{panel"), is_row)
        },
    },
    Markup {
        name: "reStructuredText",
        signs: "`.. name::`, `+---+`",
        is_sign: |line| {
            let is_directive = line.strip_prefix(".. ").is_some_and(|rest| {
                let name = rest.split("::").next().unwrap_or_default();
                name.len() < rest.len()
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c))
            });
            let is_grid = line.len() > 4
                && line.starts_with("+-")
                && line.ends_with("-+")
                && line.chars().all(|c| matches!(c, '+' | '-'));
            (is_directive || is_grid, is_directive)
        },
    },
    Markup {
        name: "Org",
        signs: "`#+TITLE:`, `* TODO`",
        is_sign: |line| {
            let is_keyword = line.strip_prefix("#+").is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains([':', '_'])
            });
            let is_heading = line.trim_start_matches('*').starts_with(" TODO ");
            (is_keyword || (is_heading && line.starts_with('*')), is_keyword)
        },
    },
    Markup {
        name: "AsciiDoc",
        signs: "`== …`, `|===`",
        is_sign: |line| {
            let rest = line.trim_start_matches('=');
            let is_heading = (1..=5).contains(&(line.len() - rest.len()))
                && rest.starts_with(' ')
                && !line.ends_with('=');
            (is_heading || line == "|===", line == "|===")
        },
    },
    Markup {
        name: "MediaWiki",
        signs: "`== … ==`, `{|`",
        is_sign: |line| {
            let is_heading = line.len() > 6
                && line.starts_with("==")
                && line.ends_with("==")
                && line.contains(|c: char| c.is_alphanumeric());
            let is_table = line == "{|" || line.starts_with("{| ");
            (is_heading || is_table, is_table)
        },
    },
];

/// The markup that a file is written in, where its signs are sure: one of a table or directive, or two of
/// headings, outside fenced code.
fn other_markup(reader: &Reader<'_>) -> Option<Diagnostic> {
    let mut counts = [0_usize; MARKUPS.len()];
    let mut first = [None; MARKUPS.len()];
    let mut is_fenced = false;
    let mut at = 0;
    for line in reader.source.text().split_inclusive('\n') {
        let said = line.trim();
        is_fenced ^= said.starts_with("```") || said.starts_with("~~~");
        if !is_fenced {
            for (i, markup) in MARKUPS.iter().enumerate() {
                let (is_sign, is_sure) = (markup.is_sign)(said);
                if is_sign {
                    counts[i] += if is_sure { 2 } else { 1 };
                    first[i].get_or_insert(Span::new(at, at + line.trim_end().len()));
                }
            }
        }
        at += line.len();
    }
    let (i, _) = counts.iter().enumerate().filter(|(_, n)| **n >= 2).max_by_key(|(_, n)| **n)?;
    let Markup { name, signs, .. } = &MARKUPS[i];
    Some(
        Diagnostic::new(
            "other-markup",
            first[i].unwrap_or_default(),
            format!("this looks like {name} markup ({signs}); Phasebook reads Markdown"),
        )
        .note("its text is on the page, and nothing of it is read as a plan")
        .help("convert it to Markdown, for instance with `pandoc`"),
    )
}

/// Signs of `MkDocs` blocks that are shown as text, and what they are.
const BLOCKS: [(&str, &str); 2] = [("===", "a tab"), ("///", "a block")];

/// Notes blocks of `MkDocs` that this reader does not know, one finding a kind: what is indented under
/// them is shown as code.
pub(super) fn note_blocks(reader: &mut Reader<'_>) {
    for (sign, name) in BLOCKS {
        let opens = |block: &&Block| {
            let BlockKind::Paragraph(inlines) = &block.kind else { return false };
            let words = plain_text(inlines);
            let rest = words.strip_prefix(sign).map(|rest| rest.trim_start_matches(['!', '+']));
            rest.and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| match sign {
                "===" => rest.starts_with(['"', '\'', '“', '‘']),
                _ => rest.starts_with(char::is_alphabetic),
            })
        };
        let mut found = reader.blocks.iter().filter(opens);
        let Some(first) = found.next() else { continue };
        let more = match found.count() {
            0 => String::new(),
            n => format!(" (and {n} more like it)"),
        };
        let message = format!("`{sign}` opens {name} of MkDocs, which is shown as text{more}");
        reader.findings.push(
            Diagnostic::new("other-markup", first.span, message)
                .note("the indented text under it is shown as code and is not read")
                .help("write a heading instead, with its text below it and not indented"),
        );
    }
}

/// The first table or bold line that names phases or risks.
fn named(reader: &Reader<'_>) -> Option<(&'static str, Span)> {
    const OF_RISKS: [Column; 4] =
        [Column::Risk, Column::Likelihood, Column::Mitigation, Column::Contingency];
    reader.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) => {
            let columns = Columns::of(table, reader.words);
            let names_phases = columns.has(Column::Phase)
                || table.rows.iter().any(|row| {
                    let first = row.cells.first();
                    first.is_some_and(|cell| speaks_of_phase(&cell.plain, reader.words))
                });
            let what = if columns.has_any(&OF_RISKS) {
                "risks"
            } else if names_phases {
                "phases"
            } else {
                return None;
            };
            Some((what, table.header.span))
        }
        BlockKind::Paragraph(inlines) => {
            let [only] = &**inlines else { return None };
            let InlineKind::Strong(words) = &only.kind else { return None };
            let words = plain_text(words);
            match kind_of(&words, false, reader.words).map(|found| found.kind) {
                Some(Kind::Phases) => Some(("phases", block.span)),
                Some(Kind::Risks) => Some(("risks", block.span)),
                Some(kind) if kind.is_rollback() => Some(("a rollback", block.span)),
                _ if speaks_of_phase(&words, reader.words) => Some(("phases", block.span)),
                _ => None,
            }
        }
        _ => None,
    })
}

fn unread((what, span): (&'static str, Span)) -> Diagnostic {
    Diagnostic::new("unread-plan", span, format!("this names {what}, and nothing of the file is read as a plan"))
        .note("its text is on a page, and counts for nothing")
        .help("write it under a heading such as `## Rollout Phases`, `## Risk Register` or `## Rollback Plan`")
        .help("or add its words under `[words]` in the settings")
}

/// How many task items blocks hold, and the first one's place.
fn boxes(blocks: &[Block]) -> Option<(usize, Span)> {
    let mut count = 0;
    let mut first = None;
    each_task(blocks, &mut |item| {
        count += 1;
        first.get_or_insert_with(|| {
            let lead = item.lead().and_then(|(inlines, _)| inlines.first());
            lead.map_or(item.span, |inline| inline.span)
        });
    });
    first.map(|span| (count, span))
}

fn uncounted(count: usize, span: Span) -> Diagnostic {
    let items = if count == 1 { "1 task item".to_owned() } else { format!("{count} task items") };
    Diagnostic::new("uncounted-boxes", span, format!("{items}; no section makes this a plan"))
        .note("they are counted beside the page’s link, and in no plan")
        .help("write them under `## Launch Checklist` if they belong to a rollout")
}

/// Whether words are those of a phase with its number: "Phase 1", "Étape 2 : pilote".
fn speaks_of_phase(text: &str, words: &Words) -> bool {
    staging_word(text.trim(), words).is_some_and(|(_, rest)| number(rest).is_some())
}
