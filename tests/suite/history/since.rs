//! What changed since the last decision about a plan.

use std::fs;

use super::repository::Repository;
use crate::html::parse;
use crate::project::ALPHA;

const PLAN: &str = "content/alpha.md";

/// The row of the decision in the plan's log.
const GO: &str = "| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n";

/// A plan, and the commit with its decision.
fn decided() -> Repository {
    let repository = Repository::new();
    repository.commit("2026-10-20", "Ana Lima", PLAN, &ALPHA.replace(GO, ""));
    repository.commit("2026-11-09", "Kim Ono", PLAN, ALPHA);
    repository
}

fn lines(repository: &Repository, page: &str) -> Vec<String> {
    let ran = repository.run(&["build"]);
    assert!(ran.status <= 1, "{}", ran.stderr);
    let page = parse(&repository.project.page(page));
    let below = page.main().first(|element| element.tag == "div" && element.has_class("stack"));
    below.expect("what stands below the header").lines()
}

/// What the overview says from the line about the decision to the card that follows.
fn told(repository: &Repository) -> Vec<String> {
    let lines = lines(repository, "plans/alpha/index.html");
    let of_it = lines.into_iter().skip_while(|line| !line.contains("ince the "));
    of_it.take_while(|line| !line.starts_with("Open risks")).collect()
}

#[test]
fn the_overview_tells_what_changed_over_all_commits_since_the_last_decision() {
    let repository = decided();
    // Each box and day is in a commit of its own; the duration is changed, and changed back.
    let ticked = ALPHA.replace("- [ ] Legal review", "- [x] Legal review");
    repository.commit("2026-11-10", "Ana Lima", PLAN, &ticked.replace("| 1 week |", "| 9 weeks |"));
    let looser = ticked.replace("opens in < 400 ms", "opens in < 900 ms");
    repository.commit("2026-11-12", "Ana Lima", PLAN, &looser);
    let steps =
        looser.replace("1. Turn `alpha_search` off", "1. Turn `alpha_search` off everywhere");
    let users = steps.replace("~200 users", "~300 users");
    repository.commit("2026-11-15", "Ana Lima", PLAN, &users);
    let expected = [
        "Since the Go of 9 Nov 2026",
        "All 4 changes",
        "1 criterion, 1 step, 1 phase’s scope, 1 box",
        "▽ Phase 0 — Internal dogfood: success criterion loosened: search opens in < 400 ms → search opens in < 900 ms",
        "Rollback step reworded: Turn alpha_search off flagctl set alpha_search --percent 0 → Turn alpha_search off \
         everywhere flagctl set alpha_search --percent 0",
        "Phase 1 — Private preview: users changed: ~200 users → ~300 users",
        "Compared: the commits of 9 Nov 2026 and 15 Nov 2026.",
    ];
    assert_eq!(told(&repository).join("\n"), expected.join("\n"));
    let page = repository.project.page("plans/alpha/index.html");
    assert!(page.contains("href=\"gate-0.html#drift-h\""), "the link leads to all of them");
    let record = lines(&repository, "plans/alpha/gate-0.html").join("\n");
    let besides = "Other changes\nTicked: Legal review";
    assert!(record.contains(besides), "{record}");
}

#[test]
fn where_nothing_changed_the_overview_says_so_in_a_line() {
    let repository = decided();
    assert_eq!(told(&repository), ["Nothing changed since the Go of 9 Nov 2026."]);
    repository.commit("2026-11-12", "Ana Lima", PLAN, &(ALPHA.to_owned() + "\nAnd so on.\n"));
    let said =
        "Nothing changed since the Go of 9 Nov 2026. The last commit was made on 12 Nov 2026.";
    assert_eq!(told(&repository), [said]);
}

#[test]
fn nothing_is_said_without_history_or_a_decision() {
    let repository = decided();
    repository.project.build(0);
    assert_eq!(repository.run(&["build", "--no-history"]).status, 0);
    let page = repository.project.page("plans/alpha/index.html");
    assert!(!page.contains("ince the Go"), "{page}");
    let repository = Repository::new();
    repository.commit("2026-10-20", "Ana Lima", PLAN, &ALPHA.replace(GO, ""));
    repository.commit("2026-10-21", "Ana Lima", PLAN, &ALPHA.replace(GO, "").replace("200", "300"));
    assert_eq!(told(&repository), Vec::<String>::new());
    // One that stands in the file alone: nobody knows what it was decided on.
    repository.project.write(PLAN, ALPHA);
    assert_eq!(told(&repository), Vec::<String>::new());
}

#[test]
fn what_can_t_be_compared_is_not_counted() {
    let repository = decided();
    let ticked = ALPHA.replace("- [ ] Legal review", "- [x] Legal review");
    repository.commit("2026-11-12", "Ana Lima", PLAN, &ticked);
    let last = repository.git(&["rev-parse", "HEAD:content/alpha.md"]);
    let (folder, file) = last.split_at(2);
    let text = repository.project.path(&format!(".git/objects/{folder}/{file}"));
    let bytes = fs::read(&text).expect("an object of its own");
    fs::remove_file(&text).expect("removed");
    let said = "What changed since the Go of 9 Nov 2026 is not known. One of the two versions to \
                compare is not in the repository.";
    assert_eq!(told(&repository), [said]);
    let record = lines(&repository, "plans/alpha/gate-0.html").join("\n");
    assert!(record.contains("What changed since is not known"), "{record}");
    assert!(!record.contains("Unchanged since"), "{record}");
    assert!(record.contains("As of 9 Nov 2026"), "what was known then is: {record}");
    // It is there again: the pages are those of a build from nothing.
    fs::write(&text, bytes).expect("written");
    assert_eq!(told(&repository)[0], "Since the Go of 9 Nov 2026");
}
