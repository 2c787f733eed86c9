use super::*;

/// What a cell names, each as "Name" or "role: Name".
fn read(text: &str, settings: &Settings) -> Vec<String> {
    let shown = |named: Named| match named.who.kind {
        WhoKind::Person => named.who.name,
        WhoKind::Role => format!("role: {}", named.who.name),
    };
    people(text, settings).into_iter().map(shown).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(read(text, &Settings::default()), expected, "{text}");
}

#[test]
fn people_are_named_in_many_forms() {
    check("Jonas Weber", &["Jonas Weber"]);
    check("  Jonas   weber ", &["Jonas weber"]);
    check("Jonas", &["Jonas"]);
    check("Dana Ruiz (PM)", &["Dana Ruiz"]);
    check("Dana (the PM) Ruiz", &["Dana Ruiz"]);
    check("Dana Ruiz [on leave until May", &["Dana Ruiz"]);
    check("Dana Ruiz, +49 30 555 010 22", &["Dana Ruiz"]);
    check("Dana Ruiz +49 (0)30 555/010-22", &["Dana Ruiz"]);
    check("Dana Ruiz, 030 555 0102", &["Dana Ruiz"]);
    check("Dana Ruiz <dana.ruiz@x.example>", &["Dana Ruiz"]);
    check("Dana Ruiz, dana.ruiz@x.example", &["Dana Ruiz"]);
    check("Dana Ruiz @dana", &["Dana Ruiz"]);
    check("Dana Ruiz — after the review of 2026-11-22", &["Dana Ruiz"]);
    check("Dana Ruiz, after sundown", &["Dana Ruiz"]);
    check("Dana Ruiz https://chat.example/dana", &["Dana Ruiz"]);
    check("@dana", &["@dana"]);
    check("dana.ruiz@x.example", &["dana.ruiz@x.example"]);
    check("Eng lead — Jonas Weber, +49 30 555 010", &["Jonas Weber"]);
    check("primary: Jonas Weber", &["Jonas Weber"]);
    check("PM: Dana Ruiz", &["Dana Ruiz"]);
    check("Jonas Weber - Eng lead", &["Jonas Weber"]);
    check("Phase 1: Dana Ruiz; Phase 2: Bo Li", &["Dana Ruiz", "Bo Li"]);
    check("J. Weber", &["J. Weber"]);
    check("Ludwig van Beethoven", &["Ludwig van Beethoven"]);
    check("Anne-Marie O’Neil Jr.", &["Anne-Marie O’Neil Jr"]);
    check("DANA RUIZ", &["DANA RUIZ"]);
    check("Marie CURIE", &["Marie CURIE"]);
    check("王伟", &["王伟"]);
    check("Ольга Петрова", &["Ольга Петрова"]);
    check("نورة علي", &["نورة علي"]);
    check("name: Ada Bell; email: ada@x.example; github: adab1815", &["Ada Bell"]);
}

#[test]
fn names_are_parted() {
    check("Dana Ruiz + Jonas Weber", &["Dana Ruiz", "Jonas Weber"]);
    check("Müller & Söhne", &["Müller", "Söhne"]);
    check("Dana Ruiz, Bo Li and Jonas Weber", &["Dana Ruiz", "Bo Li", "Jonas Weber"]);
    check("Dana Ruiz, Bo Li, and Jonas Weber", &["Dana Ruiz", "Bo Li", "Jonas Weber"]);
    check("Dana/Jonas", &["Dana", "Jonas"]);
    check("Jan a Petr", &["Jan", "Petr"]);
    check("Ana Soto y Luis Paz", &["Ana Soto", "Luis Paz"]);
    check("Dana Ruiz und Bo Li", &["Dana Ruiz", "Bo Li"]);
    check("@dana + @lee", &["@dana", "@lee"]);
    check("Jonas Weber + @dana", &["Jonas Weber", "@dana"]);
    check("PM + Eng", &["role: PM", "role: Eng"]);
    check("PM and/or Eng", &["role: PM", "role: Eng"]);
    check("QA/CI", &["role: QA", "role: CI"]);
    check("Dana Ruiz (PM) + R&D", &["Dana Ruiz", "role: R&D"]);
    check("Jonas Weber + TBD", &["Jonas Weber"]);
}

#[test]
fn roles_are_told_from_people() {
    check("Eng lead", &["role: Eng lead"]);
    check("the SRE on-call", &["role: SRE on-call"]);
    check("Payments on-call, +44 1632 960140", &["role: Payments on-call"]);
    check("PM + Eng + Design review", &["role: PM", "role: Eng", "role: Design review"]);
    check("Security Consultant (Audit Engagement)", &["role: Security Consultant"]);
    check("Claude Code CLI Coordination Team", &["role: Claude Code CLI Coordination Team"]);
    check("VP Engineering", &["role: VP Engineering"]);
    check("Head of Payments", &["role: Head of Payments"]);
    check("CEO", &["role: CEO"]);
    check("API Gateway", &["role: API Gateway"]);
    check("Dev", &["role: Dev"]);
    check("Dev Patel", &["Dev Patel"]);
    check("Go / No-Go meeting", &["role: Go No-Go meeting"]);
    check("Payments — EU", &["role: Payments — EU"]);
    check("primary: SRE on-call", &["role: SRE on-call"]);
    check("@platform-team", &["role: @platform-team"]);
    check("whoever wrote it", &["role: whoever wrote it"]);
    check("alice + bob", &["role: alice", "role: bob"]);
    check("Owner", &["role: Owner"]);
    check("Projektleitung", &["role: Projektleitung"]);
    check("Chef de projet", &["role: Chef de projet"]);
    check("Zespół płatności", &["role: Zespół płatności"]);
    check("Команда платежей", &["role: Команда платежей"]);
    check("支付团队", &["role: 支付团队"]);
    check("決済チーム", &["role: 決済チーム"]);
    check("결제팀", &["role: 결제팀"]);
}

#[test]
fn some_words_name_nobody() {
    for text in ["", "TBD", "n/a", "none", "—", "24/7", "< 15 minutes", "Error rate < 1%", "(PM)"]
    {
        check(text, &[]);
    }
    check("[approver to be agreed]", &[]);
    check("+49 30 555 010 22", &[]);
    check("Noch offen", &[]);
}

#[test]
fn ranges_are_the_words_of_the_name() {
    let text = "Eng lead — Jonas Weber (EU), +49 30 555 010 & Bo Li";
    let words = people(text, &Settings::default()).into_iter().map(|named| &text[named.range]);
    assert_eq!(words.collect::<Vec<_>>(), ["Jonas Weber", "Bo Li"]);
}

#[test]
fn the_settings_say_who_holds_a_role() {
    let mut settings = Settings::default();
    for (role, name) in [("eng Lead", "Jonas Weber, +49 30 555 010 22"), ("Dana", "Dana Ruiz")] {
        settings.people.insert(role.to_owned(), name.to_owned());
    }
    settings.people.insert("bot".to_owned(), "deployer".to_owned());
    assert_eq!(read("Eng  lead", &settings), ["Jonas Weber"]);
    assert_eq!(read("Dana + the Eng lead", &settings), ["Dana Ruiz", "Jonas Weber"]);
    assert_eq!(read("Bot", &settings), ["deployer"]);
    assert_eq!(read("Eng leads", &settings), ["role: Eng leads"]);
}

#[test]
fn slugs_tell_names_apart_and_never_meet_another_page() {
    let slug = |text: &str| {
        let found = people(text, &Settings::default());
        found.into_iter().map(|named| named.who.slug).collect::<Vec<_>>().join(" ")
    };
    for (text, expected) in [
        ("Jonas Weber", "jonas-weber"),
        ("JONAS  WEBER", "jonas-weber"),
        ("Jonas-Weber", "jonas-weber"),
        ("Ada Weiß", "ada-weiss"),
        ("Dvořák", "dvořák"),
        ("Index + Roles + Nobody Else", "index-c roles-c nobody-else"),
        ("Team 2", "team-2-c"),
        ("Con", "con-1-c"),
    ] {
        assert_eq!(slug(text), expected, "{text}");
    }
    let long = |end: &str| slug(&format!("Council of the {} {end}", "united ".repeat(20)));
    assert_ne!(long("north"), long("south"));
    assert!(long("north").len() <= 92, "{}", long("north"));
}

#[test]
fn any_text_is_read() {
    for text in ["+", "&&&", "((((", "@", "a@", "—", ":", "and and", "+49", "é(", "…,…", "C++ & C"]
    {
        let found = people(text, &Settings::default());
        assert!(found.iter().all(|named| text.get(named.range.clone()).is_some()), "{text}");
    }
}
