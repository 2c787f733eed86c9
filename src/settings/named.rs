//! All tables of the settings, and the keys of those that are no struct of their own.

use super::form::Form;
use super::read::item::{Faults, Item};
use super::read::{audience, map};
use super::scale::Scale;
use super::tables::{
    Draft, Key, Keys, Limits, PathSettings, PreviewSettings, PublishSettings, SiteSettings, Table,
    ThemeSettings,
};

type Set = fn(&mut Draft, &Item, &mut Faults);

const fn key(
    name: &'static str,
    about: &'static str,
    form: Form,
    example: &'static str,
    set: Set,
) -> Key {
    Key { name, about, form, example, default: || None, set }
}

const WORDS: Form = Form::List(&Form::Text);
const BAND: Form = Form::OneOf(&["minor", "moderate", "major", "severe"]);

const fn status(name: &'static str, about: &'static str, example: &'static str) -> Key {
    let set: Set = |draft, item, faults| map::status(&mut draft.settings.status, item, faults);
    key(name, about, WORDS, example, set)
}

/// All tables.
pub(super) static TABLES: &[Table] = &[
    SiteSettings::TABLE,
    PathSettings::TABLE,
    Table {
        name: "status",
        about: "Words of your own that plans use for a status.",
        keys: Keys::Named(&[
            status("draft", "Words for a draft.", r#"["idea"]"#),
            status("approved", "Words for approved.", r#"["signed off"]"#),
            status("in-progress", "Words for in progress.", r#"["rolling out"]"#),
            status("paused", "Words for paused.", r#"["on ice"]"#),
            status("rolled-back", "Words for rolled back.", r#"["reverted"]"#),
            status("complete", "Words for complete.", r#"["shipped"]"#),
            status("cancelled", "Words for cancelled.", r#"["dropped"]"#),
        ]),
    },
    Table {
        name: "scale",
        about: "Levels of likelihood and impact, and the band of each pair.",
        keys: Keys::Named(&[
            key(
                "preset",
                "A grid to begin with.",
                Form::OneOf(&["3x3", "3x4", "4x4", "5x5"]),
                r#""5x5""#,
                |d, i, f| d.scale.preset(i, f),
            )
            .with_default(|| Some(r#""3x4""#.to_owned())),
            key(
                "likelihood",
                "Levels of likelihood, the lowest first.",
                WORDS,
                r#"["low", "medium", "high"]"#,
                |d, i, f| d.scale.likelihood(i, f),
            ),
            key(
                "impact",
                "Levels of impact, the lowest first.",
                WORDS,
                r#"["low", "medium", "high"]"#,
                |d, i, f| d.scale.impact(i, f),
            ),
            key(
                "grid",
                "Bands: a row for each likelihood, the lowest first; in it the band of each impact.",
                Form::List(&Form::List(&BAND)),
                r#"[["minor", "moderate"], ["moderate", "severe"]], a row for each likelihood, the lowest first"#,
                |d, i, f| d.scale.grid(i, f),
            ),
            key(
                "map",
                "Words of your own for a level: the word, and the level that it means.",
                Form::Map(&Form::Text),
                r#"{ likely = "high", "4" = "high" }"#,
                |d, i, f| d.scale.map(i, f),
            ),
            key(
                "tolerated",
                "The worst band that does not block a gate.",
                BAND,
                r#""moderate""#,
                |d, i, f| d.scale.tolerated(i, f),
            )
            .with_default(|| Some(format!("{:?}", Scale::default().tolerated.word()))),
            key(
                "rating",
                "The band of a risk that states one overall level and not both axes, by the level. Without it: minor for \
                 very-low and low, moderate for medium, major for high, severe for very-high and critical.",
                Form::Map(&BAND),
                r#"{ critical = "severe", high = "major" }"#,
                |d, i, f| {
                    d.scale.rating(i, f);
                },
            ),
        ]),
    },
    Table {
        name: "words",
        about: "Words of your own for sections, columns and header lines, by their names.",
        keys: Keys::Any(
            key(
                "",
                "Words of your own for this section, column or header line.",
                WORDS,
                r#"["word", "other word"]"#,
                |draft, item, faults| map::words(&mut draft.settings.words, item, faults),
            ),
            "-",
        ),
    },
    Table {
        name: "rules",
        about: "Severity of each rule’s findings, by the rule’s id.",
        keys: Keys::Any(
            key(
                "",
                "Severity of this rule’s findings; `off` turns it off.",
                Form::OneOf(&["error", "warning", "info", "off"]),
                r#""warning""#,
                |draft, item, faults| map::rule(&mut draft.settings.rules, item, faults),
            ),
            "-",
        ),
    },
    Limits::TABLE,
    PublishSettings::TABLE,
    ThemeSettings::TABLE,
    PreviewSettings::TABLE,
    Table {
        name: "people",
        about: "Who holds a role.",
        keys: Keys::Any(
            key(
                "",
                "The name of who holds this role.",
                Form::Text,
                r#""Dana Ruiz""#,
                |draft, item, faults| map::person(&mut draft.settings.people, item, faults),
            ),
            " ",
        ),
    },
    Table {
        name: "audience",
        about: "What a part of the readers is shown, by the name of the audience.",
        keys: Keys::Any(
            key(
                "",
                "What this audience is shown; an entry that begins with `!` is left out.",
                Form::Table(&[
                    ("plans", "Patterns of paths, slugs, programs, `tag:…`.", WORDS),
                    ("sections", "Names of sections.", WORDS),
                    ("columns", "Names of columns and labels, each with `!` before it.", WORDS),
                ]),
                r#"{ plans = ["payments/**"], columns = ["!Mitigation"] }"#,
                |draft, item, faults| {
                    audience::audience(&mut draft.settings.audience, item, faults);
                },
            ),
            "-",
        ),
    },
];
