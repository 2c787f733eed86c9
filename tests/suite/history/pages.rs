//! Pages that tell what commits changed.

use std::fs;

use super::repository::Repository;
use crate::html::parse;
use crate::project::ALPHA;

const PLAN: &str = "content/alpha.md";

/// Three commits of a plan, one of which changes its prose alone, and one of another plan.
fn repository() -> Repository {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", "content/old.md", ALPHA);
    repository.git(&["mv", "content/old.md", PLAN]);
    repository.commit_all("2026-10-02", "Ana Lima", "Move it");
    let looser = ALPHA.replace("error rate < 1% for", "error rate < 3% for");
    let looser = looser.replace("| Staff only |", "| All staff |");
    repository.commit("2026-11-03", "Kim & Ono", PLAN, &looser);
    repository.commit("2026-11-04", "Ana Lima", PLAN, &(looser + "\nAnd so on.\n"));
    repository.commit(
        "2026-11-04",
        "Ana Lima",
        "content/beta.md",
        "# Beta\n\n**Status:** Draft\n\n## Risks\n",
    );
    repository
}

fn below_header(page: &str) -> Vec<String> {
    let page = parse(page);
    let below = page.main().first(|element| element.tag == "div" && element.has_class("stack"));
    below.expect("what stands below the header").lines()
}

/// What a page says below the plan's header.
fn lines(repository: &Repository, page: &str) -> Vec<String> {
    below_header(&repository.project.page(page))
}

#[test]
fn a_plan_has_a_page_of_its_commits() {
    let repository = repository();
    repository.project.build(0);
    let text = lines(&repository, "plans/alpha/history.html").join("\n");
    let (text, _) = text.split_once("\nOpen risks by band\n").expect("its weeks below");
    let expected = "\
History
4 commits by 2 people, from 1 Oct 2026 to 4 Nov 2026.
Commits, the latest first
Write content/alpha.md 4 Nov 2026 · Ana Lima · COMMIT No fact changed
Write content/alpha.md 3 Nov 2026 · Kim & Ono · COMMIT
▽ Phase 1 — Private preview: success criterion loosened: error rate < 1% for 7 days → error rate < 3% for 7 days
1 in wording
Phase 0 — Internal dogfood: scope reworded: Staff only → All staff
Move it 2 Oct 2026 · Ana Lima · COMMIT No fact changed · Moved from old.md
Write content/old.md 1 Oct 2026 · Ana Lima · COMMIT First version";
    let is_commit = |word: &str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let text: Vec<String> = text
        .lines()
        .map(|line| {
            let words = line.split(' ').map(|word| if is_commit(word) { "COMMIT" } else { word });
            words.collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(text.join("\n"), expected);
}

#[test]
fn what_changed_in_all_plans_has_a_page_by_day() {
    let repository = repository();
    repository.project.build(0);
    let text = lines(&repository, "changes.html").join("\n");
    let expected = "\
What changed
3 commits changed facts of 2 plans.
4 Nov 2026
Beta Ana Lima · Write content/beta.md First version
3 Nov 2026
Alpha search Kim & Ono · Write content/alpha.md
▽ Phase 1 — Private preview: success criterion loosened: error rate < 1% for 7 days → error rate < 3% for 7 days
1 in wording
Phase 0 — Internal dogfood: scope reworded: Staff only → All staff
1 Oct 2026
Alpha search Ana Lima · Write content/old.md First version
The page of each person and role leads to what changed in the plans that name them: Owners";
    assert_eq!(text, expected);
    let index = repository.project.page("index.html");
    assert!(index.contains("href=\"changes.html\">What changed"), "the index leads there");
}

#[test]
fn without_history_there_is_no_page_of_it_and_no_link_to_one() {
    let repository = repository();
    let ran = repository.run(&["build", "--no-history"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(!repository.project.exists("public/changes.html"));
    assert!(!repository.project.exists("public/plans/alpha/history.html"));
    assert!(!repository.project.page("index.html").contains("changes.html"));
    assert!(!repository.project.page("plans/alpha/index.html").contains("history.html"));
}

#[test]
fn many_commits_have_pages() {
    let repository = Repository::new();
    for n in 0..51 {
        let users = ALPHA.replace("~200 users", &format!("~{n} users"));
        repository.commit("2026-11-03", "Ana Lima", PLAN, &users);
    }
    repository.project.build(0);
    let second = lines(&repository, "plans/alpha/history-2.html").join("\n");
    assert!(second.contains("First version"), "{second}");
    assert!(lines(&repository, "changes-2.html").join("\n").contains("First version"));
}

#[test]
fn what_was_found_is_kept_in_the_user_s_cache_and_may_go_or_break() {
    let repository = repository();
    let cache = repository.project.argument("cache");
    let build = |output: &str| {
        let ran = repository
            .project
            .run_with(&["build", "--output", output], &[("XDG_CACHE_HOME", &cache)]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let mut files = repository.project.files(output);
        files.retain(|name, _| !name.starts_with(".phasebook"));
        files
    };
    let first = build("one");
    let kept = repository.project.files("cache");
    assert_eq!(kept.len(), 3, "the log, the changes, the weeks: {:?}", kept.keys());
    assert!(build("two") == first);
    for name in kept.keys() {
        repository.project.write(&format!("cache/{name}"), b"no cache at all");
    }
    assert!(build("three") == first);
    assert!(repository.project.files("cache") == kept, "and it is mended");
    fs::remove_dir_all(repository.project.path("cache")).expect("removed");
    assert!(build("four") == first);
}

/// A Go, and after it a commit that loosens a criterion, changes a step, ticks a box and moves a risk's status.
fn drifted() -> Repository {
    let repository = Repository::new();
    let decision = "| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n";
    repository.commit("2026-10-20", "Ana Lima", PLAN, &ALPHA.replace(decision, ""));
    repository.commit("2026-11-09", "Kim Ono", PLAN, ALPHA);
    let later = ALPHA
        .replace("opens in < 400 ms", "opens in < 900 ms")
        .replace("1. Turn `alpha_search` off", "1. Turn `alpha_search` off everywhere")
        .replace("- [ ] Legal review", "- [x] Legal review")
        .replace("| Search team | Open |", "| Search team | Mitigated |");
    repository.commit("2026-11-15", "Ana Lima", PLAN, &later);
    repository
}

#[test]
fn a_gate_s_record_tells_what_was_known_and_what_changed_since() {
    let repository = drifted();
    repository.project.build(0);
    let record = lines(&repository, "plans/alpha/gate-0.html");
    let text: Vec<&str> =
        record.iter().map(String::as_str).filter(|line| !line.starts_with("Committed")).collect();
    let expected = [
        "Gate from Phase 0 to Phase 1: Go",
        "Changed since it was approved: 1 criterion, 1 step",
        "Decisions",
        "Phase 0 — Internal dogfood",
        "Decisions about this gate",
        "Phase | Decision | By | Date | Notes",
        "Phase 0 | Go | Search lead | 9 Nov 2026 | Two small bugs open",
        "What changed since",
        "▽ Phase 0 — Internal dogfood: success criterion loosened: search opens in < 400 ms → search opens in < 900 ms",
        "Rollback step reworded: Turn alpha_search off flagctl set alpha_search --percent 0 → Turn alpha_search off \
         everywhere flagctl set alpha_search --percent 0",
        "Other changes",
        "R1: status changed: Open → Mitigated",
        "Ticked: Legal review complete (if applicable)",
        "What was known then",
        "As of 9 Nov 2026",
        "Approver: Search lead sign-off",
        "Transition criteria",
        "Success criteria are met",
        "Met",
        "The approver has signed off",
        "Open",
        "Success criteria",
        "No P0/P1 bugs",
        "search opens in < 400 ms",
        "Accepted risks",
        "R3: Users miss the old filters",
    ];
    assert_eq!(text.join("\n"), expected.join("\n"));
    let committed = record.iter().find(|line| line.starts_with("Committed")).expect("a commit");
    assert!(committed.starts_with("Committed on 9 Nov 2026 by Kim Ono ("), "{committed}");
    let overview = lines(&repository, "plans/alpha/index.html").join("\n");
    assert!(overview.contains("Record · changed since: 1 criterion, 1 step"), "{overview}");
    let phase = lines(&repository, "plans/alpha/phase-0-internal-dogfood.html").join("\n");
    assert!(phase.contains("Changed since it was approved: 1 criterion, 1 step."), "{phase}");
}

#[test]
fn what_changed_after_a_go_is_a_finding_until_it_is_decided_anew() {
    let repository = drifted();
    let check = || repository.run(&["check", "--format", "short"]).stdout;
    let found = "content/alpha.md:33:13: warning[changed-after-go]: 2 things changed since this decision: 1 \
                 criterion, 1 step\n";
    assert!(check().contains(found), "{}", check());
    let text = repository.project.read(PLAN);
    let row = "| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n";
    let anew = "| Phase 0 | Go with conditions | Search lead | 2026-11-20 | 900 ms agreed |\n";
    repository.commit("2026-11-20", "Ana Lima", PLAN, &text.replace(row, &format!("{row}{anew}")));
    assert!(!check().contains("changed-after-go"), "{}", check());
}

#[test]
fn a_gate_s_record_has_the_signatures_of_then() {
    let repository = Repository::new();
    let row = "| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n";
    let signed = |legal: &str| {
        format!(
            "{row}\n## Sign-off\n\n| Phase | Role | Name | Decision | Date |\n|---|---|---|---|---|\n\
             | Phase 0 | Search lead | Kim Ono | Go | 2026-11-08 |\n| Phase 0 | Legal | {legal} |\n"
        )
    };
    let plan = ALPHA.replace("| Search lead sign-off |", "| Search lead + Legal |");
    let then = plan.replace(row, &signed("| |"));
    repository.commit("2026-11-09", "Kim Ono", PLAN, &then);
    let later = plan.replace(row, &signed("Ana Lima | Go | 2026-11-12"));
    repository.commit("2026-11-12", "Ana Lima", PLAN, &later);
    let record = || {
        repository.project.build(0);
        lines(&repository, "plans/alpha/gate-0.html").join("\n")
    };
    let expected = "\
Signatures
Search lead: Kim Ono 8 Nov 2026
Signed
Legal
Open
";
    let committed = record();
    assert!(committed.contains(expected), "{committed}");
    let edited = "As of the last commit: the file was edited since.";
    assert!(!committed.contains(edited), "{committed}");
    repository.project.write(PLAN, later + "\nAnd so on.\n");
    assert!(record().contains(edited), "{}", record());
}

#[test]
fn a_record_without_history_says_that_nothing_more_is_known() {
    let project = crate::project::Project::alpha();
    project.build(0);
    let page = below_header(&project.page("plans/alpha/gate-0.html")).join("\n");
    assert!(page.starts_with("Gate from Phase 0 to Phase 1: Go\nDecisions\n"), "{page}");
    let said = "Not known: the plan's earlier versions are not known.";
    assert!(page.ends_with(said), "{page}");
    // A decision that stands in the file alone.
    let repository = Repository::new();
    let decision = "| Phase 0 | Go | Search lead | 2026-11-09 | Two small bugs open |\n";
    repository.commit("2026-10-20", "Ana Lima", PLAN, &ALPHA.replace(decision, ""));
    repository.project.write(PLAN, ALPHA);
    repository.project.build(0);
    let page = lines(&repository, "plans/alpha/gate-0.html").join("\n");
    let said = "Not known: the decision is not committed yet, or is older than the commits that are compared.";
    assert!(page.ends_with(said), "{page}");
}

#[test]
fn a_rehearsal_counts_as_long_as_its_steps_are_unchanged() {
    let repository = Repository::new();
    let rehearsed =
        "**Rehearsed:** 2026-11-03 in staging by Kim Ono: passed\n\n### Rollback Steps\n";
    let plan = ALPHA.replace("### Rollback Steps\n", rehearsed);
    repository.commit("2026-11-03", "Kim Ono", PLAN, &plan);
    repository.commit("2026-11-04", "Ana Lima", PLAN, &plan.replace("- [ ] Legal", "- [x] Legal"));
    let told = || {
        repository.project.build(0);
        below_header(&repository.project.page("plans/alpha/rollback.html")).join("\n")
    };
    let unchanged = "Rehearsed 3 Nov 2026 in staging by Kim Ono: passed · steps unchanged since";
    assert!(told().contains(unchanged), "{}", told());
    assert_eq!(repository.plan()["rollback"]["proof"], "passed");
    let changed = plan.replace("2. Verify: the old search", "2. Verify: each old search");
    repository.commit("2026-11-10", "Ana Lima", PLAN, &changed);
    let stale = "passed · △ changed since: Verify: each old search answers";
    assert!(told().contains(stale), "{}", told());
    assert_eq!(repository.plan()["rollback"]["proof"], "stale");
    let ran = repository.run(&["export", "--no-history"]);
    assert_eq!(ran.json()["plans"][0]["rollback"]["proof"], "passed", "nobody knows");
}
