//! What support must know of a rollout: the section on communication or support, in short.

use super::heading::without_number;
use super::reader::Reader;
use super::value::State;
use super::words::{Group, Words};
use crate::model::plan::SupportNote;
use crate::model::prose::{Block, BlockKind, Inline, Inlines, List, Text, plain_text};
use crate::text::{Span, shortened};

/// Items of a list that are told; a note in short is no list of everything.
const MOST_ITEMS: usize = 6;

/// Longest note, in characters: what is longer is read where it stands.
const LONGEST: usize = 300;

/// Reads the note of the first section that is named for support, else of the first on communication. One that holds
/// nothing but template text is none.
pub(super) fn read(reader: &Reader<'_>) -> Option<SupportNote> {
    let named: Vec<(usize, bool)> = reader
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| !section.is_phase && section.level() > 1)
        .filter(|(_, section)| !section.kind.is_some_and(super::section::Kind::speaks_of_phases))
        .filter_map(|(at, section)| {
            let (_, heading, _) = section.heading?;
            Some((at, is_for_support(&heading.text.plain, reader.words)?))
        })
        .collect();
    let of = |wanted: bool| {
        let own = named.iter().filter(move |(_, is_for_support)| *is_for_support == wanted);
        own.map(|(at, _)| *at)
    };
    of(true).chain(of(false)).find_map(|section| note(reader, section))
}

/// Whether a heading names what is for support, or what is for all who hear of the rollout; `None` for any other.
fn is_for_support(heading: &str, words: &Words) -> Option<bool> {
    let bare = without_number(heading, words).trim().trim_end_matches([':', '：', '?', '？']);
    let head = bare.split(['(', '（', ':', '：', '–', '—']).next().unwrap_or_default();
    [bare, head].into_iter().find_map(|name| match words.kind(Group::Section, name.trim())? {
        "support" => Some(true),
        "communication" => Some(false),
        _ => None,
    })
}

fn note(reader: &Reader<'_>, section: usize) -> Option<SupportNote> {
    let (at, heading, span) = reader.sections[section].heading?;
    let is_end = |block: &&Block| match &block.kind {
        BlockKind::Heading(other) => other.level > heading.level,
        _ => true,
    };
    let mut rest = reader.blocks[at + 1..].iter().take_while(is_end);
    let mut holds_any = false;
    let mut text = None;
    while let (None, Some(block)) = (&text, rest.next()) {
        text = match &block.kind {
            BlockKind::Heading(_) | BlockKind::Rule => continue,
            BlockKind::Paragraph(inlines) => paragraph(reader, inlines),
            BlockKind::List(list) => items(reader, list),
            // A table or a drawing is told by none of its parts.
            _ => {
                holds_any = true;
                break;
            }
        };
    }
    (holds_any || text.is_some()).then(|| SupportNote {
        anchor: heading.anchor.clone(),
        text: text.map(|text| shortened(&text, LONGEST).into_owned()),
        span,
    })
}

/// The words of a paragraph that states something and announces nothing.
fn paragraph(reader: &Reader<'_>, inlines: &Inlines) -> Option<String> {
    let words = stated(reader, inlines)?;
    (!words.ends_with([':', '：'])).then_some(words)
}

/// The items of a list, one after the other.
fn items(reader: &Reader<'_>, list: &List) -> Option<String> {
    let leads = list.items.iter().filter_map(|item| item.lead());
    let words: Vec<String> =
        leads.filter_map(|(inlines, _)| stated(reader, inlines)).take(MOST_ITEMS + 1).collect();
    let more = if words.len() > MOST_ITEMS { "; …" } else { "" };
    let told =
        words[..words.len().min(MOST_ITEMS)].iter().map(|item| item.trim_end_matches([';', ',']));
    let told = told.collect::<Vec<_>>().join("; ");
    (!told.is_empty()).then(|| format!("{told}{more}"))
}

fn stated(reader: &Reader<'_>, inlines: &[Inline]) -> Option<String> {
    if reader.samples.hold(inlines) {
        return None;
    }
    let text = Text::new(inlines.to_vec(), Span::default());
    let words = plain_text(inlines).trim().to_owned();
    (matches!(reader.state(&text, None), State::Stated) && !words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::super::{Language, parse};
    use crate::markdown;
    use crate::model::plan::Article;
    use crate::settings::Settings;
    use crate::text::Source;

    /// What a plan says to support: `heading's anchor: text`.
    #[track_caller]
    fn check(sections: &str, expected: Option<&str>) {
        let text = format!(
            "# Rollout Plan: A\n\n## Rollout Phases\n\n| Phase |\n|---|\n| Phase 1 |\n\n{sections}"
        );
        let settings = Settings::default();
        let source = Source::new("a.md", text.as_bytes());
        let (document, _) = markdown::read(&source, &settings.limits);
        let (Article::Plan(plan), _) = parse(&source, document, &Language::new(&settings)) else {
            panic!("not a plan: {sections}");
        };
        let told = plan
            .support
            .as_ref()
            .map(|note| format!("{}: {}", note.anchor, note.text.as_deref().unwrap_or("-")));
        assert_eq!(told.as_deref(), expected, "{sections}");
    }

    #[test]
    fn the_first_paragraph_or_list_is_told() {
        check(
            "## Communication\n\nTold by **mail**.\n\nMore.\n",
            Some("communication: Told by mail."),
        );
        check(
            "## 7. Communications plan\n\n- Mail on day 1;\n- Banner\n",
            Some("7-communications-plan: Mail on day 1; Banner"),
        );
        check(
            "## Communication\n\nWho is told:\n\n- Everybody\n",
            Some("communication: Everybody"),
        );
        check("## Communication\n\n### Customers\n\nA banner.\n", Some("communication: A banner."));
        check(
            "## Communication\n\n| Who | When |\n|---|---|\n| All | Day 1 |\n",
            Some("communication: -"),
        );
        check(
            "## Communication\n\nBanner.\n\n## Support\n\nUse macro 12.\n",
            Some("support: Use macro 12."),
        );
        check(
            "## What support needs to know?\n\nUse macro 12.\n",
            Some("what-support-needs-to-know: Use macro 12."),
        );
    }

    #[test]
    fn other_sections_and_template_text_tell_nothing() {
        check("## Supported browsers\n\nAll.\n", None);
        check("## Communication\n\n## Support\n", None);
        check("## Communication\n\n[Describe who is told]\n\nTBD\n", None);
        check("## Rollback Plan\n\n### Communication\n\nCall the desk.\n", None);
    }

    #[test]
    fn many_items_are_told_in_part() {
        let items = ["- i0", "- i1", "- i2", "- i3", "- i4", "- i5", "- i6", "- i7"].join("\n");
        check(&format!("## Support\n\n{items}"), Some("support: i0; i1; i2; i3; i4; i5; …"));
    }

    #[test]
    fn every_language_has_its_words() {
        check("## Kommunikationsplan\n\nPer Mail.\n", Some("kommunikationsplan: Per Mail."));
        check(
            "## Ce que le support doit savoir\n\nRien.\n",
            Some("ce-que-le-support-doit-savoir: Rien."),
        );
        check("## サポート\n\nなし。\n", Some("サポート: なし。"));
        check("## Lo que soporte debe saber\n\nNada.\n", Some("lo-que-soporte-debe-saber: Nada."));
    }
}
