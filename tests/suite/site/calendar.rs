//! `calendar.ics`: what a calendar program reads of the dates of plans.

use std::collections::BTreeMap;

use crate::project::{ALPHA, Project};

/// A plan with every kind of date: stated, projected, without an end.
const DATED: &str = "\
# Rollout Plan: Refunds; fast, \\\\ safe

**Status:** In Progress
**Owner:** Ana Lima
**Updated:** 2026-11-20
**Tags:** money, EU

## Rollout Phases

| Phase | Start | Duration | Go / No-Go |
|---|---|---|---|
| Phase 0 — Staff | 2026-11-02 | 1 week | Jo Park |
| Phase 1 — Pilot | | 10 days | Jo Park |
| Phase 2 — Everybody | 2026-12-01 | Ongoing | |

### Phase Transition Criteria

- [x] It works
- [ ] It is fast

## Go / No-Go Log

| Phase | Decision | By | Date |
|---|---|---|---|
| Phase 0 | Go | Jo Park | 2026-11-08 |
";

fn is_calendar(path: &str) -> bool {
    path.rsplit('.').next() == Some("ics")
}

type Files = BTreeMap<String, Vec<u8>>;

/// The lines of a calendar, unfolded, after a look at its form: CRLF, 75 octets, no control characters.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(|c: char| c.is_control()), "{line:?}");
    }
    text.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

/// The events of a calendar by UID: name and parameters, and value as it is escaped.
fn events(bytes: &[u8]) -> BTreeMap<String, BTreeMap<String, String>> {
    let lines = lines(bytes);
    assert_eq!(lines[0], "BEGIN:VCALENDAR");
    assert_eq!(lines.last().map(String::as_str), Some("END:VCALENDAR"));
    for line in ["VERSION:2.0", "CALSCALE:GREGORIAN"] {
        assert!(lines.iter().any(|l| l == line), "{line}");
    }
    assert!(lines.iter().any(|l| l.starts_with("PRODID:-//Phasebook//phasebook ")));
    let mut events = BTreeMap::new();
    for event in lines.split(|line| line == "BEGIN:VEVENT").skip(1) {
        let event: BTreeMap<String, String> = event
            .iter()
            .take_while(|line| *line != "END:VEVENT")
            .map(|line| line.split_once(':').expect("a name and a value"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let uid = event["UID"].clone();
        assert!(events.insert(uid, event).is_none(), "a UID twice");
    }
    events
}

/// Builds a site, whatever its plans lack.
fn build(project: &Project, arguments: &[&str]) {
    let ran = project.run(&[&["build"], arguments].concat());
    assert!(ran.status <= 1, "{}", ran.stderr);
}

fn built(project: &Project, path: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    build(project, &[]);
    let bytes = project.files("public").remove(path).unwrap_or_else(|| panic!("{path}"));
    events(&bytes)
}

fn dated() -> Project {
    Project::empty().file("content/pay/refunds.md", DATED).file("content/alpha.md", ALPHA)
}

#[test]
fn phases_are_all_day_events_and_gates_stand_on_their_last_day() {
    let events = built(&dated(), "calendar.ics");
    let days: Vec<(&str, &str, &str)> = events
        .iter()
        .map(|(uid, e)| (&**uid, &*e["DTSTART;VALUE=DATE"], &*e["DTEND;VALUE=DATE"]))
        .collect();
    assert_eq!(
        days,
        [
            ("pay/refunds/gate-1@phasebook", "20261108", "20261109"),
            ("pay/refunds/gate-2@phasebook", "20261118", "20261119"),
            ("pay/refunds/phase-1@phasebook", "20261102", "20261109"),
            ("pay/refunds/phase-2@phasebook", "20261109", "20261119"),
            ("pay/refunds/phase-3@phasebook", "20261201", "20261202"),
        ]
    );
    let of = |uid: &str, name: &str| events[&format!("pay/refunds/{uid}@phasebook")][name].clone();
    let title = r"Refunds\; fast\, \\ safe";
    assert_eq!(of("phase-1", "SUMMARY"), format!("{title}: Phase 0 — Staff"));
    assert_eq!(of("phase-2", "SUMMARY"), format!("{title}: Phase 1 — Pilot (projected)"));
    assert_eq!(of("phase-3", "SUMMARY"), format!("{title}: Phase 2 — Everybody begins"));
    let gate = "Go / No-Go at the end of Phase 1 — Pilot (projected)";
    assert_eq!(of("gate-2", "SUMMARY"), format!("{title}: {gate}"));
    assert_eq!(
        of("gate-2", "DESCRIPTION"),
        r"Gate: blocked\, 1 of 2 criteria met\nApprover: Jo Park\nStatus: In Progress\nOwner: Ana Lima\nProjected: the dates follow from the phase before"
    );
    assert!(of("gate-1", "DESCRIPTION").starts_with(r"Gate: passed\nApprover: Jo Park\n"));
    assert_eq!(of("gate-1", "CATEGORIES"), "Gate,money,EU");
    for (uid, standing) in
        [("phase-1", "CONFIRMED"), ("phase-2", "TENTATIVE"), ("gate-2", "TENTATIVE")]
    {
        assert_eq!(of(uid, "STATUS"), standing, "{uid}");
    }
    for event in events.values() {
        assert_eq!(event["DTSTAMP"], "20261120T000000Z");
        assert_eq!(event["TRANSP"], "TRANSPARENT");
        assert!(!event.contains_key("URL"), "no address is known");
    }
}

#[test]
fn with_a_base_url_events_lead_to_their_pages() {
    let project = dated();
    build(&project, &["--base-url", "https://docs.example.org/rollouts"]);
    let events = events(&project.files("public")["calendar.ics"]);
    let base = "https://docs.example.org/rollouts/plans/pay/refunds";
    assert_eq!(events["pay/refunds/gate-1@phasebook"]["URL"], format!("{base}/index.html"));
    assert_eq!(
        events["pay/refunds/phase-1@phasebook"]["URL"],
        format!("{base}/phase-0-staff.html")
    );
}

#[test]
fn programs_and_people_have_calendars_of_their_own() {
    let project = dated();
    build(&project, &[]);
    let files = project.files("public");
    let uids = |path: &str| -> Vec<String> { events(&files[path]).into_keys().collect() };
    assert_eq!(uids("programs/pay/calendar.ics"), uids("calendar.ics"));
    // Who owns the plan is told all of it, who signs its gates those that are still to come.
    assert_eq!(uids("owner/ana-lima.ics"), uids("calendar.ics"));
    assert_eq!(uids("owner/jo-park.ics"), ["pay/refunds/gate-2@phasebook"]);
    // Nothing of the other plan has a date.
    assert!(!files.contains_key("owner/dana-ruiz.ics"));
    let names = |path: &str| lines(&files[path]).into_iter().find(|l| l.starts_with("NAME:"));
    assert_eq!(names("owner/jo-park.ics").as_deref(), Some("NAME:Jo Park · Rollout plans"));
}

#[test]
fn pages_link_to_the_calendars_that_there_are() {
    let project = dated();
    build(&project, &[]);
    for (page, href) in [
        ("timeline.html", "calendar.ics"),
        ("programs/pay/index.html", "calendar.ics"),
        ("owner/ana-lima.html", "ana-lima.ics"),
    ] {
        let html = project.page(page);
        let head = format!("<link href=\"{href}\" rel=\"alternate\" title=\"Calendar: ");
        assert!(html.contains(&head), "{page}: {html}");
        let link = format!("<a href=\"{href}\">Calendar</a>");
        assert!(html.contains(&link), "{page}: {html}");
    }
    for page in ["index.html", "owner/dana-ruiz.html", "plans/pay/refunds/index.html", "gates.html"]
    {
        assert!(!project.page(page).contains("text/calendar"), "{page}");
    }
    let undated = Project::alpha();
    build(&undated, &[]);
    assert!(undated.files("public").keys().all(|path| !is_calendar(path)));
    assert!(!undated.page("timeline.html").contains("text/calendar"));
}

#[test]
fn no_title_breaks_a_line() {
    let long = "שחרור 発売 🚀 ünïcödé ".repeat(9);
    for title in [
        "A\u{7}B\u{1b}[31mC\u{202e}D",
        "END:VEVENT",
        "]]> <![CDATA[ & &#x0;",
        "a;b,c\\n\\;d:\"e\"",
        &*long,
        &"x".repeat(400),
        "BEGIN:VALARM&#13;&#10;ATTACH:x&#10;&#0;",
    ] {
        let plan = DATED.replace("Refunds; fast, \\\\ safe", title).replace("— Staff", title);
        let project = Project::empty().file("content/x.md", &plan);
        build(&project, &[]);
        let events = events(&project.files("public")["calendar.ics"]);
        assert_eq!(events.len(), 5, "{title}");
    }
}

#[test]
fn the_next_day_and_a_change_of_another_plan_leave_a_calendar_as_it_is() {
    let project = dated();
    build(&project, &[]);
    let before = project.files("public");
    build(&project, &["--today", "2026-12-24"]);
    let next_day = project.files("public");
    assert!(before.keys().filter(|path| is_calendar(path)).count() > 3);
    for path in before.keys().filter(|path| is_calendar(path)) {
        assert_eq!(before[path], next_day[path], "{path}");
    }
    let other = DATED.replace("Ana Lima", "Kim Ono").replace("Jo Park", "Lee Moon");
    project.write("content/ops/other.md", &other);
    build(&project, &[]);
    let added = project.files("public");
    project.write("content/ops/other.md", other.replace("2026-11-02", "2026-11-04"));
    build(&project, &[]);
    let edited = project.files("public");
    let changed = |old: &Files, new: &Files| -> Vec<String> {
        new.keys()
            .filter(|path| is_calendar(path))
            .filter(|p| old.get(*p) != new.get(*p))
            .cloned()
            .collect()
    };
    let own =
        ["calendar.ics", "owner/kim-ono.ics", "owner/lee-moon.ics", "programs/ops/calendar.ics"];
    assert_eq!(changed(&next_day, &added), own);
    assert_eq!(changed(&added, &edited), own);
}
