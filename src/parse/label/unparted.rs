//! Labels with nothing between number and name: "Phase 1 Pilot". "Phase 1 Results" only speaks of one.

use super::super::words::{Group, Words, is_ideographic, tokens};
use super::number::number;
use super::parts::PhaseLabel;
use super::word::{Staging, staging_word};

/// What follows the number of a label without a mark between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum Naming {
    /// Words that may name a phase.
    Name,
    /// A word for what plans say of a phase: "Results", "Checklist".
    Aspect,
}

/// Most words of a name; more are a sentence.
const MOST_WORDS: usize = 9;

/// Columns whose names are no names of phases.
const FACTS: [&str; 12] = [
    "success-criteria",
    "go-no-go",
    "owner",
    "risk",
    "mitigation",
    "contingency",
    "trigger",
    "primary",
    "backup",
    "decision",
    "duration",
    "users",
];

/// What the words behind a number say; `None` for a sentence, another phase or a label with a mark.
pub(in crate::parse) fn names_phase(label: &PhaseLabel, words: &Words) -> Option<Naming> {
    let is_bare = label.staging == Some(Staging::Phase) && !label.is_parted;
    label.number.filter(|_| is_bare)?;
    let name = label.name.as_str();
    let first = name.trim_start_matches(['"', '“', '„', '«', '「']).chars().next()?;
    let is_sentence = name.ends_with(['.', '?', '!', ';', ',', '。', '？', '！']);
    let parts = tokens(name);
    // "Phase 1 is over" goes on in lower case.
    if !first.is_alphanumeric() || first.is_lowercase() || is_sentence || parts.len() > MOST_WORDS {
        return None;
    }
    // "Phase 1 And Phase 2", "Phase 9 Sprint 1".
    let speaks_of_another =
        parts.iter().any(|part| match staging_word(&name[part.start..], words) {
            Some((Staging::Phase, _)) => true,
            Some((Staging::Unit(_), rest)) => part.start == 0 && number(rest).is_some(),
            None => false,
        });
    let opening = words.kind_of_folded(Group::Word, &parts.first()?.word);
    if speaks_of_another || matches!(opening, Some("joint" | "since" | "until" | "turn")) {
        return None;
    }
    Some(if is_aspect(name, words) { Naming::Aspect } else { Naming::Name })
}

fn is_aspect(name: &str, words: &Words) -> bool {
    let cut = ['(', ':', '：', '（', '–', '—'].iter().filter_map(|mark| name.find(*mark)).min();
    let head = name[..cut.unwrap_or(name.len())].trim();
    let is_word = |word: &str| {
        let kind = words.kind_of_folded(Group::Word, word);
        matches!(kind, Some("aspect" | "risk" | "risks" | "risk-ending"))
    };
    let parts = tokens(head);
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let ends = last.word.char_indices().map(|(at, _)| &last.word[at..]);
    is_word(&first.word)
        || is_word(&last.word)
        || last.word.starts_with(is_ideographic) && ends.skip(1).any(is_word)
        || words.kind(Group::Column, head).is_some_and(|kind| FACTS.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::super::label;
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn names_are_told_from_what_is_said_of_a_phase() {
        let words = Words::new(&Settings::default());
        let check = |text: &str, expected: Option<Naming>| {
            assert_eq!(names_phase(&label(text, &words), &words), expected, "{text}");
        };
        for name in [
            "Phase 1 Start – all on the old gateway",
            "Phase 2 Pilot",
            "Fase 1 Piloto",
            "Этап 2 Пилот",
            "Stufe 3 Alle Filialen",
            "Étape 2 Ouverture",
        ] {
            check(name, Some(Naming::Name));
        }
        for aspect in [
            "Phase 1 Success Criteria",
            "Phase 2 Results",
            "Phase 1 Review (End of Week 2)",
            "Phase 2 Test Plan",
            "Fase 1 Criterios de salida",
            "Stufe 2 Ergebnisse",
            "Этап 1 Итоги",
        ] {
            check(aspect, Some(Naming::Aspect));
        }
        for none in [
            "Phase 1: Pilot",
            "Phase 1 is over",
            "Phase 1 Went well.",
            "Phase 1 And Phase 2",
            "Phase 9 Sprint 1: Import",
            "Phase 1’s leftovers",
            "Phase 1",
            "Week 1 Pilot",
            "Files (Phase 1)",
        ] {
            check(none, None);
        }
    }
}
