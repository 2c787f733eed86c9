//! `digest`: what changed, was decided, is wanted, slipped and is due next.

use serde_json::{Value, json};

use super::repository::Repository;
use super::weeks::{edited, weeks};
use crate::project::{ALPHA, Project, TODAY};

/// The digest as Markdown.
fn told(repository: &Repository, arguments: &[&str]) -> String {
    let ran = repository.run(&[&["digest", "--today", TODAY], arguments].concat());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{arguments:?}");
    ran.stdout
}

/// What waits, slipped and is due in each digest of [`weeks`], whatever its time.
const NEXT: &str = "\
## Due next

- 24 Nov 2026: **Gamma**, to be reviewed (`pay/eu/gamma.md`, line 5)
- 25 Nov 2026: **Gamma**, R1 is accepted until then (`pay/eu/gamma.md`, line 23)
- 29 Nov 2026: **Gamma**, Phase 1 — Pilot ends, its gate is ready (`pay/eu/gamma.md`, line 12)

As of 22 Nov 2026.
";

#[test]
fn a_week_is_told_in_markdown() {
    let week = r"# Plans since 15 Nov 2026

## Changed

### Alpha search (`alpha.md`)

- **▽ Phase 1 — Private preview: success criterion loosened**: ~~error rate \< 1% for 7 days~~ → error rate \< 3% for 7 days
- 1 box ticked, 1 in wording

### Gamma (`pay/eu/gamma.md`)

- New plan

## Decided

- **Beta billing**, Phase 0: Go, by Head of billing, 16 Nov 2026 (`pay/beta.md`, line 22)

## Wanted

- **Gamma**, Gate from Phase 1 — Pilot to Phase 2 — All: waits for a decision, approver Head of EU, due 29 Nov 2026 (`pay/eu/gamma.md`, line 12)
- **Beta billing**, Gate from Phase 1 — Pilot to Phase 2 — All: is due and waits for work, approver Head of billing, due 20 Nov 2026: Not confirmed: Books are closed; No rollback owner is named for Phase 1 (`pay/beta.md`, line 11)

## Slipped

- **Beta billing**, Phase 2 — All: end moved 21 days later, 18 Dec 2026 → 8 Jan 2027 (`pay/beta.md`, line 12)
- **Beta billing**, Phase 1 — Pilot: overdue by 2 days, its last day was 20 Nov 2026 (`pay/beta.md`, line 11)

";
    let repository = weeks();
    assert_eq!(told(&repository, &[]), format!("{week}{NEXT}"));
    assert_eq!(
        told(&repository, &["--since", "7d", "--format", "markdown"]),
        told(&repository, &[])
    );
}

#[test]
fn a_week_is_told_for_a_mail() {
    let week = "\
<h1>Plans since 15 Nov 2026</h1>
<h2>Changed</h2>
<h3><bdi>Alpha search</bdi> (<code>alpha.md</code>)</h3>
<ul>
<li><strong>▽ Phase 1 — Private preview: success criterion loosened</strong>: <s>error rate &lt; 1% for 7 days</s> → <bdi>error rate &lt; 3% for 7 days</bdi></li>
<li>1 box ticked, 1 in wording</li>
</ul>
<h3><bdi>Gamma</bdi> (<code>pay/eu/gamma.md</code>)</h3>
<ul>
<li>New plan</li>
</ul>
<h2>Decided</h2>
<ul>
<li><strong>Beta billing</strong>, <bdi>Phase 0</bdi>: <bdi>Go</bdi>, by <bdi>Head of billing</bdi>, 16 Nov 2026 (<code>pay/beta.md</code>, line 22)</li>
</ul>
<h2>Wanted</h2>
<ul>
<li><strong>Gamma</strong>, <bdi>Gate from Phase 1 — Pilot to Phase 2 — All</bdi>: waits for a decision, approver <bdi>Head of EU</bdi>, due 29 Nov 2026 (<code>pay/eu/gamma.md</code>, line 12)</li>
<li><strong>Beta billing</strong>, <bdi>Gate from Phase 1 — Pilot to Phase 2 — All</bdi>: is due and waits for work, approver <bdi>Head of billing</bdi>, due 20 Nov 2026: <bdi>Not confirmed: Books are closed</bdi>; <bdi>No rollback owner is named for Phase 1</bdi> (<code>pay/beta.md</code>, line 11)</li>
</ul>
<h2>Slipped</h2>
<ul>
<li><strong>Beta billing</strong>, <bdi>Phase 2 — All</bdi>: end moved 21 days later, 18 Dec 2026 → 8 Jan 2027 (<code>pay/beta.md</code>, line 12)</li>
<li><strong>Beta billing</strong>, <bdi>Phase 1 — Pilot</bdi>: overdue by 2 days, its last day was 20 Nov 2026 (<code>pay/beta.md</code>, line 11)</li>
</ul>
<h2>Due next</h2>
<ul>
<li>24 Nov 2026: <strong>Gamma</strong>, to be reviewed (<code>pay/eu/gamma.md</code>, line 5)</li>
<li>25 Nov 2026: <strong>Gamma</strong>, <bdi>R1</bdi> is accepted until then (<code>pay/eu/gamma.md</code>, line 23)</li>
<li>29 Nov 2026: <strong>Gamma</strong>, <bdi>Phase 1 — Pilot</bdi> ends, its gate is ready (<code>pay/eu/gamma.md</code>, line 12)</li>
</ul>
<p>As of 22 Nov 2026.</p>
";
    assert_eq!(told(&weeks(), &["--format", "html"]), week);
}

#[test]
fn a_week_is_told_for_programs() {
    let repository = weeks();
    let commit = |back: &str| repository.git(&["rev-parse", back]);
    // A plan, and what is told of it.
    let of = |(slug, title): (&str, &str), rest: Value| {
        let mut all = json!({"slug": slug, "source": format!("{slug}.md"), "title": title});
        let fields = rest.as_object().expect("an object").clone();
        all.as_object_mut().expect("an object").extend(fields);
        all
    };
    let (alpha, beta) = (("alpha", "Alpha search"), ("pay/beta", "Beta billing"));
    let gamma = ("pay/eu/gamma", "Gamma");
    let gate = "Gate from Phase 1 — Pilot to Phase 2 — All";
    let expected = json!({
        "schema": 1, "since": "2026-11-15", "since_commit": null, "today": "2026-11-22",
        "program": null, "owner": null,
        "changed": [
            of(alpha, json!({
                "new": false, "removed": false, "moved_from": null,
                "changes": [{
                    "kind": "criterion-loosened", "subject": "Phase 1 — Private preview",
                    "text": "Phase 1 — Private preview: success criterion loosened",
                    "before": "error rate < 1% for 7 days", "after": "error rate < 3% for 7 days",
                    "commit": commit("HEAD~4"), "line": null,
                }],
                "ticked": 1, "unticked": 0, "wording": 1, "not_compared": 0,
            })),
            of(gamma, json!({
                "new": true, "removed": false, "moved_from": null, "changes": [],
                "ticked": 0, "unticked": 0, "wording": 0, "not_compared": 0,
            })),
        ],
        "decided": [of(beta, json!({
            "phase": "Phase 0", "verdict": "Go", "before": null, "by": "Head of billing",
            "date": "2026-11-16", "commit": commit("HEAD~2"), "line": 22,
        }))],
        "wanted": [
            of(gamma, json!({
                "gate": gate, "verdict": "ready", "approver": "Head of EU", "due": "2026-11-29",
                "blockers": [], "line": 12,
            })),
            of(beta, json!({
                "gate": gate, "verdict": "blocked", "approver": "Head of billing", "due": "2026-11-20",
                "blockers":
                    ["Not confirmed: Books are closed", "No rollback owner is named for Phase 1"],
                "line": 11,
            })),
        ],
        "slipped": [
            of(beta, json!({
                "phase": "Phase 2 — All", "kind": "end-moved", "from": "2026-12-18",
                "to": "2027-01-08", "days": 21, "projected": false, "line": 12,
            })),
            of(beta, json!({
                "phase": "Phase 1 — Pilot", "kind": "overdue", "from": "2026-11-20",
                "to": "2026-11-22", "days": 2, "projected": false, "line": 11,
            })),
        ],
        "due_next": [
            of(gamma, json!({
                "kind": "review", "of": null, "day": "2026-11-24", "gate": null,
                "projected": false, "line": 5,
            })),
            of(gamma, json!({
                "kind": "acceptance-ends", "of": "R1", "day": "2026-11-25", "gate": null,
                "projected": false, "line": 23,
            })),
            of(gamma, json!({
                "kind": "phase-ends", "of": "Phase 1 — Pilot", "day": "2026-11-29", "gate": "ready",
                "projected": false, "line": 12,
            })),
        ],
    });
    let ran = repository.run(&["digest", "--today", TODAY, "--format", "json"]);
    assert_eq!((ran.json(), ran.stderr.as_str()), (expected, ""));
}

#[test]
fn the_time_is_told_in_days_as_a_day_or_as_a_revision() {
    let repository = weeks();
    let since = |since: &str| told(&repository, &["--since", since]);
    let two = since("2w");
    assert!(two.starts_with("# Plans since 8 Nov 2026\n"), "{two}");
    // Plans that began are named, and what they state otherwise since is told too; templates are none.
    let changed = r"
### Alpha search (`alpha.md`)

- New plan
- **▽ Phase 1 — Private preview: success criterion loosened**: ~~error rate \< 1% for 7 days~~ → error rate \< 3% for 7 days
- Phase 1 — Private preview: users changed: ~~\~200 users~~ → \~300 users
- 1 box ticked, 1 in wording

### Beta billing (`pay/beta.md`)

- New plan

### Gamma (`pay/eu/gamma.md`)

- New plan

## Decided
";
    assert!(two.contains(changed), "{two}");
    assert_eq!(since("2026-11-08"), two);
    // The day counts; the commit itself does not.
    let day = since("2026-11-19");
    assert!(day.contains("end moved 17 days later, 22 Dec 2026 → 8 Jan 2027"), "{day}");
    let commit = since("HEAD~1");
    let name = repository.git(&["rev-parse", "HEAD~1"]);
    let title = format!("# Plans since commit {} of 19 Nov 2026\n", &name[..10]);
    assert!(commit.starts_with(&title), "{commit}");
    assert!(!commit.contains("later") && commit.contains("- New plan"), "{commit}");
    let none = since("HEAD");
    let said =
        format!("\nNothing changed since commit {}", &repository.git(&["rev-parse", "HEAD"])[..10]);
    assert!(none.contains(&said) && none.ends_with(NEXT), "{none}");
}

#[test]
fn a_digest_is_of_a_program_and_of_an_owner() {
    let repository = weeks();
    let pay = told(&repository, &["--program", "pay"]);
    assert!(pay.starts_with("# Plans of pay since 15 Nov 2026\n"), "{pay}");
    assert!(pay.contains("Beta") && pay.contains("Gamma") && !pay.contains("Alpha"), "{pay}");
    let eu = told(&repository, &["--program", "content/pay/eu/"]);
    assert!(eu.starts_with("# Plans of pay/eu since 15 Nov 2026\n"), "{eu}");
    assert!(!eu.contains("Beta") && eu.ends_with(NEXT), "{eu}");
    let kim = told(&repository, &["--owner", "kim", "--program", "pay"]);
    assert!(kim.starts_with("# Plans of pay, of kim since 15 Nov 2026\n"), "{kim}");
    assert!(kim.contains("Beta") && !kim.contains("Gamma"), "{kim}");
    // Alpha has an author and no owner.
    let dana = told(&repository, &["--owner", "Dana"]);
    assert!(dana.contains("Alpha") && dana.contains("Gamma") && !dana.contains("Beta"), "{dana}");
}

#[test]
fn a_week_without_a_change_says_so() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", "content/alpha.md", ALPHA);
    // Prose is no fact.
    repository.commit(
        "2026-11-20",
        "Ana Lima",
        "content/alpha.md",
        &(ALPHA.to_owned() + "\nSo.\n"),
    );
    let nothing =
        "# Plans since 15 Nov 2026\n\nNothing changed since 15 Nov 2026.\n\nAs of 22 Nov 2026.\n";
    assert_eq!(told(&repository, &[]), nothing);
    let mail = "<h1>Plans since 15 Nov 2026</h1>\n<p>Nothing changed since 15 Nov 2026.</p>\n\
                <p>As of 22 Nov 2026.</p>\n";
    assert_eq!(told(&repository, &["--format", "html"]), mail);
    let lists = ["changed", "decided", "wanted", "slipped", "due_next"];
    let digest = repository.run(&["digest", "--today", TODAY, "--format", "json"]).json();
    assert!(lists.iter().all(|list| digest[list] == json!([])), "{digest}");
}

#[test]
fn decisions_that_a_plan_began_with_are_told_once() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", "content/old.md", "# Old\n");
    repository.commit("2026-11-16", "Ana Lima", "content/alpha.md", ALPHA);
    let held = "\n## Decided\n\n- **Alpha search**, Phase 0: Go, by Search lead, 9 Nov 2026 (`alpha.md`, line 33)\n\n";
    let week = told(&repository, &[]);
    assert!(week.contains("- New plan\n") && week.contains(held), "{week}");
    // Another decision is told beside it, by the commit that wrote it down.
    let row = "| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n";
    let log = format!("{row}| Phase 1 | Hold | Search lead | 2026-11-19 | |\n");
    let plan = ALPHA.replace(row, &log);
    repository.commit("2026-11-19", "Ana Lima", "content/alpha.md", &plan);
    let digest = repository.run(&["digest", "--today", TODAY, "--format", "json"]).json();
    let decided = |digest: &Value| -> Vec<Value> {
        let rows = digest["decided"].as_array().expect("a list").iter();
        rows.map(|row| json!([row["phase"], row["verdict"], row["commit"]])).collect()
    };
    let commit = |back: &str| repository.git(&["rev-parse", back]);
    let expected =
        [json!(["Phase 0", "Go", commit("HEAD~1")]), json!(["Phase 1", "Hold", commit("HEAD")])];
    assert_eq!(decided(&digest), expected);
    // What it began with before the time is not told.
    let day =
        repository.run(&["digest", "--since", "2026-11-18", "--today", TODAY, "--format", "json"]);
    assert_eq!(decided(&day.json()), expected[1..]);
}

#[test]
fn plans_that_were_removed_are_told_and_other_files_are_not() {
    let repository = weeks();
    repository.commit("2026-11-19", "Ana Lima", "content/page.md", "# A page\n\nNo plan.\n");
    repository.commit("2026-11-19", "Ana Lima", "content/_draft.md", ALPHA);
    repository.commit("2026-11-19", "Ana Lima", "content/notes.txt", ALPHA);
    for gone in ["alpha.md", "page.md", "_draft.md", "notes.txt", "template.md", "pay/eu/gamma.md"]
    {
        repository.git(&["rm", "--quiet", &format!("content/{gone}")]);
    }
    repository.commit_all("2026-11-21", "Ana Lima", "Clear out");
    let removed = |arguments: &[&str]| {
        let of = &["digest", "--today", TODAY, "--format", "json"];
        let digest = repository.run(&[&of[..], arguments].concat()).json();
        let plans = digest["changed"].as_array().expect("a list").clone();
        let gone = plans.iter().filter(|plan| plan["removed"] == true);
        gone.map(|plan| plan["title"].as_str().expect("a title").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(removed(&[]), ["Alpha search", "Gamma"]);
    assert_eq!(removed(&["--program", "pay"]), ["Gamma"]);
    assert_eq!(removed(&["--since", "2026-11-22"]), [""; 0]);
    assert_eq!(removed(&["--since", "HEAD"]), [""; 0]);
    let week = told(&repository, &[]);
    assert!(week.contains("### Alpha search (`alpha.md`)\n\n- Removed\n"), "{week}");
    let mail = told(&repository, &["--format", "html"]);
    assert!(mail.contains("<code>alpha.md</code>)</h3>\n<ul>\n<li>Removed</li>"), "{mail}");
    // One that is there again is not gone.
    repository.project.write("content/alpha.md", ALPHA);
    assert_eq!(removed(&[]), ["Gamma"]);
    repository.commit_all("2026-11-22", "Ana Lima", "Take it back");
    assert_eq!(removed(&[]), ["Gamma"]);
}

#[test]
fn a_line_is_told_while_it_is_that_of_the_file() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", "content/alpha.md", ALPHA);
    let paused = edited(&[("In Progress (since 9 November)", "Paused")]);
    repository.commit("2026-11-20", "Ana Lima", "content/alpha.md", &paused);
    let line = "- Status changed: ~~In Progress (since 9 November)~~ → Paused";
    let committed = told(&repository, &[]);
    assert!(committed.contains(&format!("{line} (line 9)\n")), "{committed}");
    repository.project.write("content/alpha.md", format!("\n\n{paused}"));
    let edited = told(&repository, &[]);
    assert!(edited.contains(&format!("{line}\n")), "{edited}");
}

#[test]
fn nothing_of_an_author_is_a_mark() {
    let repository = Repository::new();
    let hostile = r"\<script>alert(1)\</script> @team \*x\* \`y\` \[z](javascript:0)";
    let plan = ALPHA.replace("Alpha search", &format!("{hostile} \u{202E}&amp;"));
    repository.commit("2026-11-20", "Ana Lima", "content/a`<b>.md", &plan);
    let markdown = told(&repository, &[]);
    let heading = r"### \<script\>alert(1)\</script\> @<!-- -->team \*x\* \`y\` \[z\](javascript:0) \[U+202E\]\&";
    assert!(markdown.contains(heading), "{markdown}");
    assert!(markdown.contains("(`a<b>.md`)"), "{markdown}");
    let html = told(&repository, &["--format", "html"]);
    let heading = "<h3><bdi>&lt;script&gt;alert(1)&lt;/script&gt; @team *x* `y` [z](javascript:0) [U+202E]&amp;</bdi>";
    assert!(html.contains(heading), "{html}");
    assert!(html.contains("(<code>a`&lt;b&gt;.md</code>)"), "{html}");
    assert!(!html.contains("<script") && !html.contains('\u{202E}'), "{html}");
}

#[test]
fn what_can_not_be_told_is_refused_with_a_way_out() {
    let repository = weeks();
    let check = |arguments: &[&str], said: &str, help: &str| {
        let ran = repository.run(&[&["digest"], arguments].concat());
        let expected = format!("error: {said}\n |\n = help: {help}\n");
        assert_eq!((ran.status, ran.stderr), (2, expected), "{arguments:?}");
    };
    let forms = "write it as `7d`, `2026-11-15` or a revision";
    check(&["--since", "nowhere"], "the repository has no revision `nowhere`", forms);
    check(&["--since", "-3d"], "the repository has no revision `-3d`", forms);
    let option = "--output=stolen";
    check(
        &[&format!("--since={option}")],
        &format!("the repository has no revision `{option}`"),
        forms,
    );
    check(&["--program", "pai"], "there is no plan in a program `pai`", "did you mean `pay`?");
    let owner = "no plan here has an owner `Nobody`";
    check(&["--owner", "Nobody"], owner, "`phasebook list` shows the owners");
    let none = "what changed is known from commits, and `--no-history` asks for none";
    check(&["--no-history"], none, "leave `--no-history` out");
    assert!(!repository.project.exists("content/stolen"));
    let ran = Project::alpha().run(&["digest"]);
    let said = "error: the content folder is in no git repository";
    assert!(ran.status == 2 && ran.stderr.starts_with(said), "{}", ran.stderr);
}
