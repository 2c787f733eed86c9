//! The section that a heading names, by its words.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::label::{PhaseLabel, label, number, staging_word, stated_number};
use super::numbered::numbered_risk;
use super::section::Kind;
use super::words::{Folded, Group, Heads, Token, Words, first_token, fold, heads, joined, tokens};
use crate::settings::Settings;

/// What a heading names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The section.
    pub(super) kind: Kind,
    /// The phase that it speaks of: "Phase 1 Rollback".
    pub(super) phase: Option<PhaseLabel>,
}

/// The section that a heading names, but for that of signatures.
pub(super) fn kind_of(heading: &str, is_first_level: bool, words: &Words) -> Option<Named> {
    named(heading, is_first_level, words).filter(|found| found.kind != Kind::Signatures)
}

/// The section that a heading names. The document's own heading names one only where the whole
/// document is that section: a risk register, a checklist.
pub(super) fn named(heading: &str, is_first_level: bool, words: &Words) -> Option<Named> {
    let bare = without_number(heading, words);
    // "Risk 1: the line drops" is a risk.
    if is_risk(bare, words) {
        return None;
    }
    let (phase, rest) = without_phase(bare, words);
    let last = rest.rsplit_once([':', '：', '—']).map(|(_, last)| last);
    let last = last.filter(|_| is_first_level);
    let kind = candidates(&rest).chain(last).find_map(|words_| {
        let words_ = words_.trim();
        // "Rollout & Risk Management Plan" is no register.
        let is_other = is_first_level && speaks_of_rollout(words_, words);
        exact(words_, words)
            .or_else(|| qualified(words_, words).filter(|_| !is_other))
            .or_else(|| first_of(words_, words).filter(|_| !is_first_level))
            .or_else(|| headed(words_, words).filter(|_| !is_first_level))
            .or_else(|| of_risks(words_, words).filter(|_| !is_first_level))
    })?;
    // "Phase 2 Rollout" is about a phase, and no plan of phases.
    if phase.is_some() && matches!(kind, Kind::Phases | Kind::Schedule) {
        return None;
    }
    let is_whole_document = matches!(
        kind,
        Kind::Risks | Kind::Rollback | Kind::Checklists | Kind::PreLaunch | Kind::PostLaunch
    );
    (!is_first_level || is_whole_document).then_some(Named { kind, phase })
}

/// Whether a heading is that of a single risk, by its number.
pub(super) fn is_risk(heading: &str, words: &Words) -> bool {
    let bare = without_number(heading, words);
    let names_risk = || {
        let first = first_token(bare);
        first.is_some_and(|t| words.kind_of_folded(Group::Section, &t.word) == Some("risks"))
    };
    numbered_risk(bare, words).is_some() && names_risk()
}

/// Most words of a heading that says which risks stand under it.
const MOST_RISK_WORDS: usize = 4;

/// Words for a risk, and endings of words for several, each with its kind.
static RISKS: LazyLock<Vec<(Folded, String)>> = LazyLock::new(|| {
    let words = Words::new(&Settings::default());
    let is_risk = |kind: &str| matches!(kind, "risk" | "risk-ending");
    let phrases = words.phrases(Group::Word).filter(|(_, kind)| is_risk(kind));
    phrases.map(|(phrase, kind)| (phrase.into(), kind.to_owned())).collect()
});

/// The section of a heading that says whose risks, or of what: "Privacy risks", "Lieferrisiken",
/// "Riesgos de proveedores". One that says what is done about risks is none.
fn of_risks(heading: &str, words: &Words) -> Option<Kind> {
    let parts = tokens(heading);
    let is_kind = |word: &str, kind| words.kind_of_folded(Group::Word, word) == Some(kind);
    let other = |t: &Token| {
        is_kind(&t.word, "acting")
            || is_kind(&t.word, "joint")
            || is_kind(&t.word, "none")
            || words.kind_of_folded(Group::Tail, &t.word) == Some("zero")
            || words.kind_of_folded(Group::Name, &t.word) == Some("joint")
    };
    if parts.len() > MOST_RISK_WORDS
        || heading.contains(['&', '/', '+', ',', '?'])
        || parts.iter().any(other)
    {
        return None;
    }
    let (first, last) = (parts.first()?, parts.last()?);
    let is_last = parts.len() > 1 && is_plural(heading, last, words)
        // "Umgang mit Risiken": what stands before a preposition is not whose they are.
        && !parts[..parts.len() - 1].iter().any(|t| {
            is_kind(&t.word, "since")
                || is_kind(&t.word, "until")
                || is_kind(&t.word, "when")
                || words.kind_of_folded(Group::Tail, &t.word) == Some("window")
        });
    let is_first = parts.len() > 1 && is_plural(heading, first, words);
    let is_compound = || {
        let word = heading[last.start..last.end].to_lowercase();
        let is_ending = |end: &str| last.word.len() > end.len() && last.word.ends_with(end);
        // "Leveranciersrisico's"; "asterisks" ends in a shorter word.
        let is_one = |phrase: &str, kind: &str| {
            kind == "risk-ending" || phrase.len() > 4 && word.ends_with('s')
        };
        parts.len() == 1
            && RISKS.iter().any(|(phrase, kind)| is_one(phrase, kind) && is_ending(phrase))
    };
    (is_last || is_first || is_compound()).then_some(Kind::Risks)
}

/// Whether a word means several risks. Tokens lose a plural s, so that the word itself must have it.
fn is_plural(heading: &str, token: &Token, words: &Words) -> bool {
    match words.kind_of_folded(Group::Word, &token.word) {
        Some("risks" | "risk-ending") => true,
        Some("risk") => heading[token.start..token.end].to_lowercase().ends_with('s'),
        _ => false,
    }
}

/// Whether words name a rollout: "Launch", "Migration".
fn speaks_of_rollout(text: &str, words: &Words) -> bool {
    tokens(text).iter().any(|t| words.kind_of_folded(Group::Word, &t.word) == Some("rollout"))
}

/// A heading without its number ("3.2", "A.", "IV.", "Appendix B:").
pub(super) fn without_number<'a>(heading: &'a str, words: &Words) -> &'a str {
    let is_mark = |c: char| !c.is_alphanumeric();
    let mut text = heading.trim_start_matches(is_mark);
    let first = first_token(text);
    if let Some(first) = &first
        && words.kind_of_folded(Group::Word, &first.word) == Some("structure")
    {
        let rest = text[first.end..].trim_start();
        let number = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if let Some(name) = rest[number..].trim_start().strip_prefix([':', '-', '–', '—', '.'])
        {
            return name.trim_start();
        }
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if digits.len() < text.len() {
        text = digits;
    } else if let Some((_, rest)) = number(text) {
        text = rest.strip_prefix(['.', ')']).unwrap_or(text);
    } else if let Some(rest) = text.get(1..).filter(|_| text.as_bytes()[0].is_ascii_uppercase()) {
        text = rest.strip_prefix(['.', ')']).unwrap_or(text);
    }
    text.trim_start_matches(is_mark)
}

/// Takes the phase that a heading speaks of out of it.
fn without_phase<'a>(heading: &'a str, words: &Words) -> (Option<PhaseLabel>, Cow<'a, str>) {
    for token in tokens(heading) {
        let Some((_, rest)) = staging_word(&heading[token.start..], words) else { continue };
        let Some((_, tail)) = stated_number(rest, words) else { continue };
        let end = heading.len() - tail.len();
        let before = heading[..token.start].trim_end_matches(['(', ' ', '-', '–', '—', ':']);
        let after = tail.trim_start_matches([')', ' ', '-', '–', '—', ':', '\'', '’']);
        let phase = label(&heading[token.start..end], words);
        let joined = [before, after].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>();
        return (Some(phase), joined.join(" ").into());
    }
    (None, heading.into())
}

/// The heading, and what stands before its first bracket, colon or dash.
fn candidates(heading: &str) -> impl Iterator<Item = &str> {
    const MARKS: [&str; 8] = ["(", "[", "（", ":", "：", " - ", "–", "—"];
    let cut = MARKS.iter().filter_map(|mark| heading.find(mark)).min();
    let question = heading.trim_end().trim_end_matches(['?', '？', '!', ':', '：']);
    let head = cut.map(|at| &heading[..at]).filter(|head| !head.trim().is_empty());
    std::iter::once(question).chain(head)
}

fn exact(heading: &str, words: &Words) -> Option<Kind> {
    Kind::from_word(words.kind_of_folded(Group::Section, &fold(heading))?)
}

/// The section of a heading that carries further words: "Detailed rollback procedures".
fn qualified(heading: &str, words: &Words) -> Option<Kind> {
    let left: Heads = tokens(heading)
        .into_iter()
        .map(|t| t.word)
        .filter(|word| words.kind_of_folded(Group::Qualifier, word).is_none())
        // "Top 5 risks"
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let kind = Kind::from_word(words.kind_of_folded(Group::Section, &joined(&left))?)?;
    let is_safe = kind.is_rollback()
        || matches!(kind, Kind::Risks | Kind::Checklists | Kind::PreLaunch | Kind::PostLaunch);
    is_safe.then_some(kind)
}

/// The section of a heading that begins with its name: "Rollback after the cutover", "Risks at
/// closure". "Risk of overload" is a risk.
fn headed(heading: &str, words: &Words) -> Option<Kind> {
    let parts = heads(heading);
    let (name, n) = words.leading(Group::Section, &parts)?;
    let kind = Kind::from_word(name)?;
    let next = parts.get(n)?;
    let is_preposition = words.kind_of_folded(Group::Qualifier, next).is_some()
        || words.kind_of_folded(Group::Tail, next) == Some("window")
        || words
            .kind_of_folded(Group::Word, next)
            .is_some_and(|kind| matches!(kind, "since" | "until"));
    (is_preposition && next != "of" && (kind.is_rollback() || kind == Kind::Risks)).then_some(kind)
}

/// The section of the first of several things: "Rollback & monitoring".
fn first_of(heading: &str, words: &Words) -> Option<Kind> {
    let sign = heading.find(['&', '/', ',', '+', '、', '，']);
    let is_joint =
        |t: &Token| words.kind_of_folded(Group::Word, &t.word) == Some("joint") && t.start > 0;
    let joint = tokens(heading).into_iter().find(is_joint).map(|t| t.start);
    let at = sign.into_iter().chain(joint).min()?;
    // "Guardrails and rollback triggers": what is named in full counts wherever it stands.
    let last = &heading[heading[at..].find(' ').map_or(at, |space| at + space)..];
    if let Some(kind) = exact(last, words)
        && kind != Kind::Rollback
        && kind.is_rollback()
        && last.trim().contains(' ')
    {
        return Some(kind);
    }
    let first = heading[..at].trim_end();
    let kind = exact(first, words).or_else(|| qualified(first, words))?;
    let is_listed = matches!(kind, Kind::Risks | Kind::RiskCategories);
    (kind.is_rollback() || kind.is_checklist() || is_listed).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_sections() {
        let words = Words::new(&Settings::default());
        let check = |heading: &str, kind: Option<Kind>| {
            assert_eq!(kind_of(heading, false, &words).map(|n| n.kind), kind, "{heading}");
        };
        check("Rollout Phases", Some(Kind::Phases));
        check("3.2 Rollback Steps:", Some(Kind::RollbackSteps));
        check("🔥 Risk Register (v2)", Some(Kind::Risks));
        check("Appendix B: Risk Register", Some(Kind::Risks));
        check("IV. Risks", Some(Kind::Risks));
        check("A. Rollback", Some(Kind::Rollback));
        check("Go / No-Go Log", Some(Kind::Decisions));
        check("Key Technical Risks & Mitigations", Some(Kind::Risks));
        check("Detailed rollback procedure", Some(Kind::Rollback));
        check("Rollback — data layer", Some(Kind::Rollback));
        check("Top 5 security risks", Some(Kind::Risks));
        check("Rollback & monitoring", Some(Kind::Rollback));
        check("Guardrails and rollback triggers", Some(Kind::RollbackTriggers));
        check("Risk Level Definitions", Some(Kind::RiskCategories));
        check("Privacy risks", Some(Kind::Risks));
        check("Third-party supplier risks", Some(Kind::Risks));
        check("Lieferrisiken", Some(Kind::Risks));
        check("Leveranciersrisico's", Some(Kind::Risks));
        check("Riesgos de proveedores", Some(Kind::Risks));
        check("Risques fournisseurs", Some(Kind::Risks));
        check("Managing risks", None);
        check("Risk of overload", None);
        check("Umgang mit Risiken", None);
        check("Risk 1: Call drops", None);
        check("RISK-001: Cache goes down", None);
        check("Riesgo 2 – Retraso", None);
        check("Why we do this", None);
        check("Data Migration", None);
        check("Launch metrics", None);
    }

    #[test]
    fn headings_speak_of_phases() {
        let words = Words::new(&Settings::default());
        let check = |heading: &str, kind: Kind, number: &str| {
            let named = kind_of(heading, false, &words).expect("a section");
            let found = named.phase.and_then(|p| p.number).map(|n| n.to_string());
            assert_eq!((named.kind, found.as_deref()), (kind, Some(number)), "{heading}");
        };
        check("Phase 1 Rollback", Kind::Rollback, "1");
        check("Rollback Plan (Phase 2)", Kind::Rollback, "2");
        check("Rollback for Phase 3", Kind::Rollback, "3");
        let heading = kind_of("Phase 2 Rollout", false, &words);
        assert_eq!(heading, None);
    }

    #[test]
    fn a_document_is_a_register_only_as_a_whole() {
        let words = Words::new(&Settings::default());
        let kind = |heading: &str| kind_of(heading, true, &words).map(|n| n.kind);
        assert_eq!(kind("Risk Register — Payments"), Some(Kind::Risks));
        assert_eq!(kind("Rollout & Risk Management Plan"), None);
        assert_eq!(kind("Rollout Plan"), None);
        assert_eq!(kind("Launch Plan: Refunds"), None);
    }
}
