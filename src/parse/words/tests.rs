#![expect(clippy::disallowed_methods, reason = "the tests read the lists")]

use std::fs;

use super::lines::lines;
use super::lists::LANGUAGES;
use super::*;

/// The lists, each with its language's tag.
fn texts() -> impl Iterator<Item = (&'static str, String)> {
    LANGUAGES.into_iter().map(|tag| {
        let path = format!("{}/src/parse/words/{tag}.txt", env!("CARGO_MANIFEST_DIR"));
        (tag, fs::read_to_string(path).expect("a list"))
    })
}

#[test]
fn phrases_are_folded() {
    assert_eq!(fold("Go / No-Go"), "go no go");
    assert_eq!(fold("Rollback  Triggers:"), "rollback trigger");
    assert_eq!(fold("🔴 High"), "high");
    assert_eq!(fold("#"), "#");
    assert_eq!(fold("Rollout %"), "rollout %");
}

#[test]
fn settings_add_words() {
    let mut settings = Settings::default();
    settings.words.insert("risks".into(), vec!["Gefahren".into()]);
    settings.words.insert("rsiks".into(), vec![]);
    let words = Words::new(&settings);
    assert_eq!(words.kind(Group::Section, "Gefahren"), Some("risks"));
    assert_eq!(words.kind(Group::Section, "Risk Register"), Some("risks"));
    assert_eq!(Words::unknown_keys(&settings), [("rsiks".into(), Some("risks".into()))]);
}

#[test]
fn no_phrase_has_two_meanings() {
    let texts: Vec<String> = texts().map(|(_, text)| text).collect();
    let mut seen: FxHashMap<(&str, String), String> = FxHashMap::default();
    let mut wrong = Vec::new();
    for text in &texts {
        let mut group = "";
        for line in text.lines() {
            if line.is_empty() || line.starts_with("# ") {
                continue;
            }
            if let Some(name) = line.strip_prefix('[') {
                group = name.trim_end_matches(']');
                assert!(GROUPS.iter().any(|(_, n)| *n == group), "unknown group: {line}");
            } else if let Some((kind, phrases)) = line.split_once(" = ") {
                for phrase in phrases.split('|').map(fold).filter(|p| !p.is_empty()) {
                    let known = seen.entry((group, phrase.to_string())).or_insert(kind.to_owned());
                    if known != kind {
                        wrong.push(format!("[{group}] {phrase}: {known} and {kind}"));
                    }
                }
            } else {
                panic!("not read: {line}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_language_names_what_a_plan_holds() {
    for (_, text) in texts() {
        let has = |group: Group, kind: &str| {
            lines(&text).any(|(of, (known, _))| of == group && known == kind)
        };
        for section in ["phases", "risks", "rollback", "rollback-triggers", "checklists"] {
            assert!(has(Group::Section, section), "{section}: {}", &text[..40]);
        }
        for column in ["phase", "risk", "likelihood", "impact", "mitigation", "owner", "status"] {
            assert!(has(Group::Column, column), "{column}: {}", &text[..40]);
        }
        for level in ["low", "medium", "high"] {
            assert!(has(Group::Level, level), "{level}: {}", &text[..40]);
        }
        for status in ["draft", "approved", "in-progress", "complete"] {
            assert!(has(Group::Status, status), "{status}: {}", &text[..40]);
        }
        assert!(has(Group::Header, "date") && has(Group::Word, "phase"), "{}", &text[..40]);
    }
}

/// Kinds of word that some languages rightly have no list for, and why.
const WITHOUT: [(&str, &str, &str); 21] = [
    ("aside tail", "cs fi hu ja ko pl ru tr uk zh", "cases and particles stand in its place"),
    ("opening later", "ja ko zh", "it is written onto the number"),
    ("opening act", "ja ko zh", "what is done stands at the end, and is no token of its own"),
    ("word not-applicable", "ko pl zh", "the word is one for “none” as well"),
    ("word joint", "ar ja vi zh", "it is a letter of the next word, or part of many other words"),
    ("word since", "ja ko zh", "the word is part of the date"),
    ("word until", "ja ko zh", "the word is part of the date"),
    ("word acting", "ja ko zh", "a word joined to “risk” names no register"),
    ("word risks", "de en es fr id ja ko nl pt vi zh", "number shows otherwise, or not at all"),
    ("month 1", "ja ko zh", "months have numbers"),
    ("comparison <", "ja ko tr", "it stands behind its value"),
    ("comparison >", "ja ko tr", "it stands behind its value"),
    ("binding before", "ja ko", "the word follows the phase"),
    ("binding by", "ja ko", "the word follows the phase"),
    ("binding in", "fi hu ja ko tr vi zh", "a case, or a word with too many other senses"),
    ("binding during", "ja ko zh", "the word follows the phase"),
    ("binding at", "es fi fr he hu it ja ko pt tr zh", "a case, or the word for “in”"),
    ("name role", "ja ko zh", "the script tells names from roles"),
    ("name label", "ja ko zh", "the script tells names from roles"),
    ("name joint", "ja ko zh", "marks part names"),
    ("common any", "ja ko zh", "the script tells the language"),
];

/// Groups of which the languages that lack a kind are listed.
const COMPARED: [&str; 9] =
    ["section", "aside", "opening", "word", "binding", "comparison", "name", "verdict", "common"];

#[test]
fn a_list_that_most_languages_have_is_missing_in_one_only_for_a_reason() {
    let kinds = |text: &str| -> Vec<String> {
        let mut group = "";
        let mut found = Vec::new();
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[') {
                group = name.trim_end_matches(']');
            } else if let Some((kind, _)) = line.split_once(" = ") {
                found.push(format!("{group} {kind}"));
            }
        }
        found
    };
    let mut languages: std::collections::BTreeMap<String, Vec<&str>> =
        std::collections::BTreeMap::default();
    for (tag, text) in texts() {
        kinds(&text).into_iter().for_each(|kind| languages.entry(kind).or_default().push(tag));
    }
    let mut wrong = Vec::new();
    for (kind, having) in languages {
        let is_compared = COMPARED.contains(&kind.split(' ').next().unwrap_or_default())
            || matches!(kind.as_str(), "unit minute" | "unit quarter" | "month 1");
        if !is_compared || having.len() * 2 <= LANGUAGES.len() {
            continue;
        }
        let without = WITHOUT.iter().find(|(name, ..)| *name == kind).map_or("", |w| w.1);
        for tag in LANGUAGES {
            let is_excused = without.split(' ').any(|excused| excused == tag);
            if having.contains(&tag) == is_excused {
                wrong.push(format!("[{kind}] of {tag}: excused {is_excused}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(WITHOUT.iter().all(|(.., why)| !why.is_empty()));
}

#[test]
fn the_longest_leading_phrase_wins() {
    let words = Words::new(&Settings::default());
    let tokens = tokens("Go with conditions: x");
    assert_eq!(words.leading(Group::Verdict, &tokens), Some(("go-with-conditions", 3)));
}

#[test]
fn every_phrase_of_every_list_is_found() {
    let (words, mut phrases) = (Words::new(&Settings::default()), 0);
    for (_, text) in texts() {
        for (group, (kind, line)) in lines(&text) {
            for folded in line.split('|').map(fold).filter(|phrase| !phrase.is_empty()) {
                assert_eq!(words.kind_of_folded(group, &folded), Some(kind), "{group:?}: {folded}");
                let tokens = folded.split(' ').count();
                let first = folded.split(' ').next().unwrap_or_default();
                assert!(words.longest(group, first) >= Some(tokens), "{group:?}: {folded}");
                phrases += 1;
            }
        }
    }
    assert!(phrases > 70_000, "{phrases}");
    assert_eq!(words.kind_of_folded(Group::Section, "no section is named so"), None);
    assert_eq!(words.longest(Group::Section, ""), None);
}

#[test]
fn a_common_word_tells_its_languages() {
    let mut words = 0;
    for (place, (tag, text)) in texts().enumerate() {
        assert_eq!(tag_of(place), tag);
        for (_, (_, line)) in lines(&text).filter(|(group, _)| *group == Group::Common) {
            for word in line.split('|').map(fold) {
                assert!(languages_of(&word) & (1 << place) != 0, "{tag}: {word}");
                words += 1;
            }
        }
    }
    assert!(words > 20 * LANGUAGES.len(), "{words}");
    assert_eq!(languages_of("phasebook"), 0);
}
