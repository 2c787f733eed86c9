//! The language that a document is written in: stated, else shown by its script and its words.

use super::words::{each_token, languages_of, tag_of};
use crate::model::header::Header;
use crate::model::lang::Lang;
use crate::model::prose::{Block, BlockKind, Inline, InlineKind};

/// Front matter keys that state it.
const KEYS: [&str; 2] = ["lang", "language"];

/// How much of a document is looked at, in bytes: a few paragraphs show a language.
const SAMPLE: usize = 4_000;

/// Fewest letters that show a script.
const FEWEST_LETTERS: usize = 20;

/// What a common word counts that one language alone has; shared ones count their part of it.
const WEIGHT: u32 = 12;

/// Fewest points that show a language: six words of its own.
const FEWEST_POINTS: u32 = 6 * WEIGHT;

/// The language of a document: stated, else that of the site's plans, else shown; `None` where nothing
/// shows it for sure.
pub(super) fn of(header: &Header, blocks: &[Block], site: Option<&Lang>) -> Option<Lang> {
    let stated = header
        .front_matter
        .iter()
        .filter(|(key, _)| KEYS.iter().any(|known| key.eq_ignore_ascii_case(known)))
        .find_map(|(_, value)| Lang::from_tag(value));
    stated.or_else(|| site.cloned()).or_else(|| {
        let mut sample = String::new();
        add_blocks(blocks, &mut sample);
        Lang::from_tag(shown(&sample)?)
    })
}

/// The tag of the language that a text shows.
fn shown(text: &str) -> Option<&'static str> {
    let letters = Letters::of(text);
    if let Some(tag) = letters.tag() {
        return Some(tag);
    }
    let mut points = [0_u32; 32];
    for token in each_token(text) {
        let mut languages = languages_of(&token.word);
        let weight = WEIGHT / languages.count_ones().max(1);
        // Most words are common in no language, and few in several.
        while languages != 0 {
            points[languages.trailing_zeros() as usize] += weight;
            languages &= languages - 1;
        }
    }
    let (best, most) = points.iter().enumerate().max_by_key(|(_, points)| **points)?;
    let next = points.iter().enumerate().filter(|(n, _)| *n != best).map(|(_, p)| *p).max()?;
    // A fifth more than any other.
    (*most >= FEWEST_POINTS && *most * 5 >= next * 6).then(|| tag_of(best))
}

/// How many letters of each script a text has.
#[derive(Default)]
struct Letters {
    latin: usize,
    greek: usize,
    cyrillic: usize,
    hebrew: usize,
    arabic: usize,
    /// Those of Persian and Urdu, and of Urdu alone.
    persian: usize,
    urdu: usize,
    hangul: usize,
    kana: usize,
    han: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
        let mut found = Self { latin, ..Self::default() };
        if text.is_ascii() {
            return found;
        }
        for c in text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
            match c {
                'پ' | 'چ' | 'ژ' | 'گ' => found.persian += 1,
                'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' => found.urdu += 1,
                _ => {}
            }
            match u32::from(c) {
                0x370..=0x3FF | 0x1F00..=0x1FFF => found.greek += 1,
                0x400..=0x52F => found.cyrillic += 1,
                0x590..=0x5FF => found.hebrew += 1,
                0x600..=0x6FF | 0x750..=0x77F => found.arabic += 1,
                0x1100..=0x11FF | 0xAC00..=0xD7AF => found.hangul += 1,
                0x3040..=0x30FF => found.kana += 1,
                0x3400..=0x9FFF => found.han += 1,
                _ => found.latin += 1,
            }
        }
        found
    }

    /// The language of a script that one language has. A third of the letters is enough: commands and
    /// names are Latin everywhere.
    fn tag(&self) -> Option<&'static str> {
        let is_shown =
            |letters: usize| letters >= FEWEST_LETTERS && letters * 3 >= self.latin + letters;
        if is_shown(self.hangul) {
            return Some("ko");
        }
        if is_shown(self.kana + self.han) {
            // Japanese has kana in every sentence.
            return Some(if self.kana * 10 >= self.han { "ja" } else { "zh" });
        }
        if is_shown(self.greek) {
            return Some("el");
        }
        if is_shown(self.hebrew) {
            return Some("he");
        }
        if is_shown(self.arabic) {
            let tag = if self.urdu > 0 {
                "ur"
            } else if self.persian > 0 {
                "fa"
            } else {
                "ar"
            };
            return Some(tag);
        }
        None
    }
}

fn add_blocks(blocks: &[Block], sample: &mut String) {
    for block in blocks {
        if sample.len() >= SAMPLE {
            return;
        }
        sample.push('\n');
        match &block.kind {
            BlockKind::Paragraph(inlines) => add_inlines(inlines, sample),
            BlockKind::Heading(heading) => sample.push_str(&heading.text.plain),
            BlockKind::List(list) => list.items.iter().for_each(|i| add_blocks(&i.blocks, sample)),
            BlockKind::Callout(callout) => {
                callout.title.iter().for_each(|title| sample.push_str(&title.plain));
                add_blocks(&callout.blocks, sample);
            }
            BlockKind::Quote { blocks } | BlockKind::Footnote { blocks, .. } => {
                add_blocks(blocks, sample);
            }
            BlockKind::Details { summary, blocks } => {
                add_inlines(summary, sample);
                add_blocks(blocks, sample);
            }
            BlockKind::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                for cell in rows.flat_map(|row| &row.cells) {
                    if sample.len() >= SAMPLE {
                        return;
                    }
                    add_inlines(&cell.content, sample);
                    sample.push('\n');
                }
            }
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

/// Words alone: code is of no language.
fn add_inlines(inlines: &[Inline], sample: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => sample.push_str(text),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Element(_, content) => add_inlines(content, sample),
            InlineKind::Link(link) => add_inlines(&link.content, sample),
            InlineKind::SoftBreak | InlineKind::HardBreak => sample.push(' '),
            InlineKind::Code(_) | InlineKind::Image(_) | InlineKind::FootnoteReference(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Limits;
    use crate::text::Source;

    #[test]
    fn words_and_script_show_a_language() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(shown(text), expected, "{text}");
        };
        check(
            "The flag is on for all of the users when the error rate is below the limit, and it will \
             not be off before the next phase.",
            Some("en"),
        );
        check(
            "Die Umstellung wird nicht vor dem Abschluss der Tests gestartet, und alle Filialen sind \
             mit dem Support verbunden.",
            Some("de"),
        );
        check("Мы переносим базу данных, если все проверки прошли, и не раньше.", None);
        check("マイグレーションは段階的に行います。エラー率を確認してから進めます。", Some("ja"));
        check("我们分阶段迁移订单数据库，每个阶段结束之后检查错误率，然后继续。", Some("zh"));
        check("Η μετάβαση γίνεται σε τρεις φάσεις με `kubectl apply` και rollback.", Some("el"));
        check("ההשקה מתבצעת בשלושה שלבים, והחזרה לאחור נבדקה מראש.", Some("he"));
        check("يتم الإطلاق على ثلاث مراحل مع خطة للتراجع عند الحاجة.", Some("ar"));
        check("Rollout Plan API v2", None);
        check("", None);
    }

    #[test]
    fn plans_show_their_language() {
        const PLANS: [(&str, &str); 24] = [
            ("en", include_str!("../../tests/fixtures/plans/en-13-warehouse-migration.md")),
            ("de", include_str!("../../tests/fixtures/plans/de-1-warenwirtschaft-filialen.md")),
            ("fr", include_str!("../../tests/fixtures/plans/fr-1-refonte-espace-client.md")),
            ("es", include_str!("../../tests/fixtures/plans/es-1-pasarela-pagos.md")),
            ("pt", include_str!("../../tests/fixtures/plans/pt-1-nf-servico-nacional.md")),
            ("it", include_str!("../../tests/fixtures/plans/it-01-aggiornamento-portale.md")),
            ("nl", include_str!("../../tests/fixtures/plans/nl-1-slimme-meters-portaal.md")),
            ("pl", include_str!("../../tests/fixtures/plans/pl-1-system-rezerwacji.md")),
            ("cs", include_str!("../../tests/fixtures/plans/cs-2-prechod-na-postgres.md")),
            ("ru", include_str!("../../tests/fixtures/plans/ru-17-perenos-bd.md")),
            ("uk", include_str!("../../tests/fixtures/plans/uk-01-zapusk-elektronnoi-cherhy.md")),
            ("zh", include_str!("../../tests/fixtures/plans/zh-2-門市叫號系統.md")),
            ("ko", include_str!("../../tests/fixtures/plans/ko-1-모바일뱅킹-개편.md")),
            ("sv", include_str!("../../tests/fixtures/plans/sv-1-biljettsystem.md")),
            ("da", include_str!("../../tests/fixtures/plans/da-1-borgerportal.md")),
            ("nb", include_str!("../../tests/fixtures/plans/nb-1-journalsystem.md")),
            ("fi", include_str!("../../tests/fixtures/plans/fi-1-kirjastojarjestelma.md")),
            ("tr", include_str!("../../tests/fixtures/plans/tr-1-kargo-takip.md")),
            ("ro", include_str!("../../tests/fixtures/plans/ro-1-facturare.md")),
            ("hu", include_str!("../../tests/fixtures/plans/hu-1-ugyfelszolgalat.md")),
            ("vi", include_str!("../../tests/fixtures/plans/vi-1-vi-dien-tu.md")),
            ("id", include_str!("../../tests/fixtures/plans/id-1-antrean-puskesmas.md")),
            ("ar", include_str!("../../tests/fixtures/plans/ar-1-bawabat-alrukhas.md")),
            ("he", include_str!("../../tests/fixtures/plans/he-1-maarechet-turim.md")),
        ];
        let mut found = Vec::new();
        for (tag, text) in PLANS {
            let source = Source::new("plan.md", text.as_bytes());
            let (document, _) = crate::markdown::read(&source, &Limits::default());
            let lang = of(&Header::default(), &document.blocks, None);
            let shown = lang.as_ref().map_or("none", Lang::tag).to_owned();
            if shown != tag {
                found.push(format!("{tag} is taken for {shown}"));
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}
