use super::*;
use crate::settings::Settings;

#[test]
fn placeholders_are_told_from_values() {
    let words = Words::new(&Settings::default());
    for unfilled in [
        "@[username]",
        "[N] users",
        "<duration>",
        "XX",
        "XX weeks",
        "___",
        "{{ owner }}",
        "${TEAM}",
        "~[N] users",
        "[X]%",
        "[X]% of traffic",
        "XX%",
        "[N]–[M] weeks",
        "[Name], [Name]",
        "TBD / TBD",
        "[N] Benutzer",
        "XX Wochen",
        "[N] stores",
        "DD.MM.YYYY",
        "2026-XX-XX",
        "TT.MM.JJJJ",
        "<your name>",
        "up to [N] users",
        "5 [units]",
        "[PM] + [Eng lead]",
        "xx",
        "@<name>",
        "__ days",
        "[X]",
        "$XXX",
        "XXX €",
        "X,XXX users",
        "~X.X%",
        "XXms",
        "XX MB",
        "< XX ms",
        "Week XX",
        "XX / XX",
        "XX 人",
        "cirka XX veckor",
        "XX días hábiles",
    ] {
        assert!(is_whole(unfilled, &[], false, &words), "{unfilled}");
    }
    for stated in [
        "Ana",
        "[x]",
        "[x] Done",
        "[[Other plan]]",
        "5XX errors < 1%",
        "< 1%",
        "p95 < 200 ms and > 5",
        "a__b",
        "Ask [the lead] first",
        "XXL",
        "config[prod]",
        "10-20",
        "MM",
        "[^1]",
        "Phase [N] ends when Ana agrees",
        "Project XX",
        "Typed xxxx",
        "Phase XX rollout of Foo",
        "XX Bank",
        "Kunde XX",
        "Projekt XX für alle",
        "XX プロジェクト",
        "XX stores",
    ] {
        assert!(!is_whole(stated, &[], false, &words), "{stated}");
    }
}

#[test]
fn an_amount_of_anything_is_one_where_amounts_belong() {
    let words = Words::new(&Settings::default());
    for unfilled in ["XX stores", "about XX vans", "XX Filialen im Süden"] {
        assert!(is_whole(unfilled, &[], true, &words), "{unfilled}");
    }
    for stated in ["Team XX", "Filiale XX", "The staff of Project XX"] {
        assert!(!is_whole(stated, &[], true, &words), "{stated}");
    }
}

#[test]
fn placeholders_in_sentences_are_the_sure_ones() {
    let words = Words::new(&Settings::default());
    let found = |text: &str| -> Vec<String> {
        let kind = InlineKind::Text(text.into());
        let inline = Inline { kind, span: Span::new(0, text.len()) };
        inside(&[inline], &words).into_iter().map(|(found, _)| found).collect()
    };
    assert_eq!(found("Tell @[lead] of {{ env }} by TBD"), ["@[lead]", "{{ env }}", "TBD"]);
    assert_eq!(found("Scale to [N] pods, XX% of ___"), ["[N]", "XX", "___"]);
    for open in [
        "Error rate < XX",
        "Costs $XX a month",
        "Wait until XX",
        "Nach XX Tagen prüfen",
        "Espere XX minutos",
        "Phase XX has XX% of users",
    ] {
        assert_eq!(found(open), ["XX"], "{open}");
    }
    for name in ["Project XX", "Phase XX rollout of Foo", "XX Bank", "Projekt XX umstellen"] {
        assert!(found(name).is_empty(), "{name}");
    }
    assert!(found("see [1], [PAY-123], [[Plan B]], a[index], 5XX, snake_case, [!NOTE]").is_empty());
}
