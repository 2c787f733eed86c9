use super::*;

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
    let mut seen: FxHashMap<(&str, String), String> = FxHashMap::default();
    let mut wrong = Vec::new();
    for (_, text) in LANGUAGES {
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
                    let known = seen.entry((group, phrase.clone())).or_insert(kind.to_owned());
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
    for (_, text) in LANGUAGES {
        let mut groups = Groups::default();
        add_language(text, &mut groups);
        let has = |group: Group, kind: &str| names(&groups, group).any(|name| name == kind);
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

#[test]
fn the_longest_leading_phrase_wins() {
    let words = Words::new(&Settings::default());
    let tokens: Vec<String> = tokens("Go with conditions: x").into_iter().map(|t| t.word).collect();
    assert_eq!(words.leading(Group::Verdict, &tokens), Some(("go-with-conditions", 3)));
}
