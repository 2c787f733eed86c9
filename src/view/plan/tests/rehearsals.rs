//! What pages repeat of lines that tell of a rehearsal.

use super::*;

/// What a rollback page has of the section as written, where the section begins with these words.
fn notes(words: &str) -> String {
    let section = ROLLBACK.replace("The flag undoes it all.", words);
    with(&plan("**Status:** In Progress\n", &[PHASES, &section]), |c, e| {
        let page = rollback::rollback(&PlanView::new(c, e)).1;
        page.notes_html.map(|notes| notes.as_str().to_owned()).unwrap_or_default()
    })
}

#[test]
fn a_line_that_the_band_tells_whole_stands_there_alone() {
    for whole in [
        "**Rehearsed:** 2026-11-03 in staging by Ada: passed",
        "**Rollback tested:** 2026-11-03 in staging, failed",
    ] {
        assert_eq!(notes(whole), "", "{whole}");
    }
    for more in [
        "**Rehearsed:** 2026-11-03 in staging by Ada: passed, the cache took ten minutes",
        "**Rehearsed:** 2026-11-03 in staging: passed\nThe flag undoes it all.",
        "**Rehearsed:** 2026-12-24 in staging",
    ] {
        assert!(notes(more).contains("2026-1"), "{more}: {}", notes(more));
    }
    let earlier = "**Rehearsed:** 2026-10-01 in staging: failed";
    let two = notes(&format!("{earlier}\n\n**Rehearsed:** 2026-11-03 in staging: passed"));
    assert!(two.contains("2026-10-01") && !two.contains("2026-11-03"), "{two}");
}
