//! `diff`: what plans state otherwise in another revision.

use super::repository::Repository;
use crate::project::ALPHA;

const PLAN: &str = "content/alpha.md";

/// [`ALPHA`] with passages replaced, each of which stands in it once.
fn alpha(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(ALPHA.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    })
}

/// Two commits of a plan, the second looser than the first, and a third version that is not committed.
fn looser() -> Repository {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, ALPHA);
    let second = [
        ("error rate < 1% for 7 days", "error rate < 3% for 7 days"),
        ("| VP Product |", "| CTO |"),
        ("- [ ] The approver has signed off", "- [x] The approver has signed off"),
    ];
    repository.commit("2026-11-03", "Kim Ono", PLAN, &alpha(&second));
    let third = [
        ("exceeds 2x baseline", "exceeds 3x baseline"),
        (
            "2. Verify: the old search answers",
            "2. Verify: the old search answers @oncall *at once*",
        ),
    ];
    repository.project.write(PLAN, alpha(&[&second[..], &third[..]].concat()));
    repository
}

/// A commit that adds a plan, moves one, removes one, and changes only the prose of another.
fn moved() -> Repository {
    let repository = Repository::new();
    let beta = ALPHA.replace("Alpha search", "Beta billing");
    repository.project.write("content/gone.md", ALPHA.replace("Alpha search", "Gamma"));
    repository.project.write("content/beta.md", &beta);
    repository.commit("2026-10-01", "Ana Lima", PLAN, ALPHA);
    repository.project.remove("content/gone.md");
    repository.project.remove("content/beta.md");
    let beta = beta.replace("**Status:** In Progress (since 9 November)", "**Status:** Paused");
    repository.project.write("content/pay/beta.md", &beta);
    repository.project.write("content/new.md", ALPHA.replace("Alpha search", "Delta"));
    repository.project.write("content/notes.md", "# Notes\n");
    repository.commit("2026-10-02", "Ana Lima", PLAN, &(ALPHA.to_owned() + "\nAnd so on.\n"));
    repository
}

#[test]
fn people_read_a_line_a_change_with_its_place() {
    let repository = looser();
    let ran = repository.run(&["diff"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let uncommitted = "\
Alpha search  content/alpha.md
▽ Rollback trigger loosened  line 47
    - Error rate exceeds 2x baseline for > 15 minutes
    + Error rate exceeds 3x baseline for > 15 minutes
  Rollback step reworded  line 58
    - Verify: the old search answers
    + Verify: the old search answers @oncall at once

1 plan differs: 2 changes, 1 loosened
";
    assert_eq!(ran.stdout, uncommitted);
    let committed = "\
Alpha search  content/alpha.md
▽ Phase 1 — Private preview: success criterion loosened: error rate < 1% for 7 days → error rate < 3% for 7 days  line 18
  Ticked: The approver has signed off  line 27
  Phase 2 — Limited GA: approver changed: VP Product → CTO  line 19

1 plan differs: 3 changes, 1 loosened
";
    assert_eq!(repository.run(&["diff", "HEAD~1..HEAD"]).stdout, committed);
    let files = "\
Alpha search  content/alpha.md
  only its prose changed

Gamma  content/gone.md
  plan removed

Delta  content/new.md
  new plan

Beta billing  content/pay/beta.md
  moved from beta.md
  Status changed: In Progress (since 9 November) → Paused  line 9

4 plans differ: 1 change
";
    assert_eq!(moved().run(&["diff", "HEAD~1..HEAD"]).stdout, files);
}

#[test]
fn a_pull_request_reads_markdown_in_which_nothing_of_an_author_is_a_mark() {
    let changes = r"### Alpha search

- **▽ Phase 1 — Private preview: success criterion loosened**: ~~error rate \< 1% for 7 days~~ → error rate \< 3% for 7 days
- Ticked: The approver has signed off
- **▽ Rollback trigger loosened**: ~~Error rate exceeds 2x baseline for \> 15 minutes~~ → Error rate exceeds 3x baseline for \> 15 minutes
- Phase 2 — Limited GA: approver changed: ~~VP Product~~ → CTO
- Rollback step reworded: ~~Verify: the old search answers~~ → Verify: the old search answers @<!-- -->oncall at once

";
    let ran = looser().run(&["diff", "HEAD~1", "--format", "markdown"]);
    assert_eq!(ran.stdout, changes);
    let files = "\
### Alpha search

Only its prose changed.

### Gamma

Plan removed (`gone.md`).

### Delta

New plan (`new.md`).

### Beta billing

Moved from `beta.md` to `pay/beta.md`.

- Status changed: ~~In Progress (since 9 November)~~ → Paused

";
    assert_eq!(moved().run(&["diff", "HEAD~1", "--format", "markdown"]).stdout, files);
}

#[test]
fn programs_read_one_object() {
    let diff = looser().run(&["diff", "HEAD~1..HEAD", "--format", "json"]).json();
    assert_eq!(diff["schema"], 1);
    let plan = &diff["plans"][0];
    assert_eq!((&plan["slug"], &plan["state"]), (&"alpha".into(), &"changed".into()));
    let changes = plan["changes"].as_array().expect("changes");
    let told = |at: usize, key: &str| changes[at][key].clone();
    let kinds: Vec<_> = changes.iter().map(|change| &change["kind"]).collect();
    assert_eq!(kinds, ["criterion-loosened", "box-ticked", "approver-moved"]);
    assert_eq!(told(0, "subject"), "Phase 1 — Private preview");
    assert_eq!(told(0, "before"), "error rate < 1% for 7 days");
    assert_eq!(told(0, "after"), "error rate < 3% for 7 days");
    assert_eq!((told(0, "line"), told(0, "old_line")), (18.into(), 18.into()));
    let states: Vec<_> = moved().run(&["diff", "HEAD~1", "--format", "json"]).json()["plans"]
        .as_array()
        .expect("plans")
        .iter()
        .map(|plan| (plan["source"].clone(), plan["state"].clone(), plan["moved_from"].clone()))
        .collect();
    let expected = [
        ("alpha.md", "reworded", None),
        ("gone.md", "removed", None),
        ("new.md", "added", None),
        ("pay/beta.md", "moved", Some("beta.md")),
    ];
    let expected = expected.map(|(path, state, from)| (path.into(), state.into(), from.into()));
    assert_eq!(states, expected);
}

#[test]
fn nothing_changed_is_said_and_the_exit_status_tells() {
    let repository = moved();
    let ran = repository.run(&["diff", "--exit-code"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "no plan changed\n"));
    let ran = repository.run(&["diff", "--format", "markdown"]);
    assert_eq!(ran.stdout, "No plan changed.\n");
    assert_eq!(repository.run(&["diff", "HEAD~1", "--exit-code"]).status, 1);
    assert_eq!(repository.run(&["diff", "HEAD~1"]).status, 0);
}

#[test]
fn paths_narrow_what_is_compared() {
    let repository = moved();
    let sources = |arguments: &[&str]| -> Vec<String> {
        let ran = repository.run(&[&["diff", "--format", "json"], arguments].concat());
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let diff = ran.json();
        let plans = diff["plans"].as_array().expect("plans");
        plans.iter().map(|plan| plan["source"].as_str().expect("a path").to_owned()).collect()
    };
    assert_eq!(sources(&["HEAD~1", "content/new.md"]), ["new.md"]);
    assert_eq!(sources(&["HEAD~1", "content/pay"]), ["pay/beta.md"]);
    assert_eq!(sources(&["HEAD~1", "gone.md"]), ["gone.md"], "a plan that is gone");
    assert_eq!(sources(&["content/pay"]), Vec::<String>::new(), "a path alone: HEAD");
}

#[test]
fn three_dots_begin_where_two_branches_went_apart() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, ALPHA);
    repository.git(&["checkout", "--quiet", "-b", "topic"]);
    let owner = ALPHA.replace("**Author:** Dana Ruiz", "**Author:** Kim Ono");
    repository.commit("2026-10-02", "Kim Ono", PLAN, &owner);
    repository.git(&["checkout", "--quiet", "main"]);
    let status = ALPHA.replace("In Progress (since 9 November)", "Paused");
    repository.commit("2026-10-03", "Ana Lima", PLAN, &status);
    let kinds = |range: &str| -> Vec<String> {
        let diff = repository.run(&["diff", range, "--format", "json"]).json();
        let changes = diff["plans"][0]["changes"].as_array().expect("changes").clone();
        changes.iter().map(|change| change["kind"].as_str().expect("a word").to_owned()).collect()
    };
    assert_eq!(kinds("main...topic"), ["author-moved"]);
    assert_eq!(kinds("main..topic"), ["status-moved", "author-moved"]);
}

#[test]
fn what_can_not_be_compared_is_explained() {
    let repository = looser();
    let ran = repository.run(&["diff", "nowhere"]);
    let said = "error: the repository has no revision `nowhere`\n |\n = help: `git log --oneline` lists the \
                revisions that there are\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (2, said));
    // No option of git's can be passed for a revision.
    let ran = repository.run(&["diff", "--", "--output=stolen"]);
    assert_eq!(ran.status, 2, "{}", ran.stdout);
    assert!(!repository.project.exists("content/stolen"));
    let ran = crate::project::Project::alpha().run(&["diff"]);
    let said = "error: the content folder is in no git repository";
    assert!(ran.stderr.starts_with(said), "{}", ran.stderr);
    assert_eq!(ran.status, 2);
}
