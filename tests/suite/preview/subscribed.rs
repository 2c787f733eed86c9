//! What readers subscribe to, as the preview gives it.

use super::client::Preview;
use crate::project::Project;

#[test]
fn calendars_and_feeds_are_those_of_the_build_and_say_what_they_are() {
    let project = Project::example();
    let preview = Preview::start(&project, &[]);
    let ran = project.run(&["build"]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    let mut seen = [0, 0];
    for (path, bytes) in project.files("public") {
        let (kind, mime) = match path.rsplit('.').next() {
            Some("ics") => (0, "text/calendar; charset=utf-8"),
            Some("xml") => (1, "application/atom+xml; charset=utf-8"),
            _ => continue,
        };
        let answer = preview.get(&format!("/{}", path.replace('ý', "%C3%BD")));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(mime)), "{path}");
        assert!(answer.body == bytes, "{path}: {}", answer.text());
        seen[kind] += 1;
    }
    assert!(seen.iter().all(|n| *n > 10), "{seen:?}");
    for path in ["/owner/nobody.ics", "/owner/nobody.xml", "/programs/calendar.ics"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
}
