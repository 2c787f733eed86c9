//! When plans were changed, and by whom, as their commits tell.

use serde_json::json;

use super::repository::Repository;
use crate::html::parse;
use crate::project::ALPHA;

const PLAN: &str = "content/alpha.md";

/// A plan that does not say when it was changed.
fn undated() -> String {
    assert!(!ALPHA.contains("updated"));
    ALPHA.to_owned()
}

/// The text of the plan's page.
fn page_text(repository: &Repository) -> String {
    parse(&repository.project.page("plans/alpha/index.html")).main_text()
}

#[test]
fn a_plan_without_a_date_of_change_has_that_of_its_last_commit() {
    let repository = Repository::new();
    repository.commit("2026-10-02", "Ana Lima", PLAN, &undated());
    repository.commit("2026-11-03", "Kim Ono", PLAN, &(undated() + "\nMore.\n"));
    let plan = repository.plan();
    assert_eq!(plan["updated"], json!("2026-11-03"));
    assert_eq!(plan["updated_from"], json!("commit"));
    assert_eq!(plan["updated_by"], json!("Kim Ono"));
    assert_eq!(plan["created"], json!("2026-10-02"));
    repository.project.build(0);
    let told = page_text(&repository);
    assert!(told.contains("Last commit 3 Nov 2026 by Kim Ono"), "{told}");
}

#[test]
fn what_the_plan_states_wins() {
    let repository = Repository::new();
    let text = undated().replace("**Status:**", "**Last updated:** 2026-11-20\n**Status:**");
    repository.commit("2026-11-21", "Kim Ono", PLAN, &text);
    let plan = repository.plan();
    assert_eq!(plan["updated"], json!("2026-11-20"));
    assert_eq!(plan["updated_from"], json!("stated"));
    assert_eq!(plan["updated_by"], json!(null), "who committed it is not who changed it then");
}

#[test]
fn renames_are_followed_and_names_mapped() {
    let repository = Repository::new();
    repository.commit("2026-09-01", "ana", "content/old-name.md", &undated());
    repository.git(&["mv", "content/old-name.md", PLAN]);
    repository.project.write(PLAN, undated() + "\nMoved, and more is said.\n");
    repository.commit_all("2026-10-05", "kim", "Move it");
    let map = "Ana Lima <ana@example.org>\nKim Ono <kim@example.org>\n";
    repository.commit("2026-10-06", "kim", ".mailmap", map);
    let plan = repository.plan();
    assert_eq!(plan["created"], json!("2026-09-01"));
    assert_eq!(plan["updated"], json!("2026-10-05"));
    assert_eq!(plan["updated_by"], json!("Kim Ono"));
}

#[test]
fn a_kept_log_is_read_with_the_names_of_today() {
    let repository = Repository::new();
    repository.project.write(".gitignore", "/cache\n");
    repository.commit("2026-10-02", "ana", PLAN, &undated());
    let cache = repository.project.argument("cache");
    let author = || {
        let ran = repository.project.run_with(&["export"], &[("XDG_CACHE_HOME", &cache)]);
        ran.json()["plans"][0]["updated_by"].clone()
    };
    assert_eq!(author(), json!("ana"));
    // No commit is needed for another name, and one of another's makes no difference.
    repository.project.write(".mailmap", "Kim Ono <kim@example.org>\nAna Lima <ana@example.org>\n");
    assert_eq!(author(), json!("Ana Lima"));
    repository.project.remove(".mailmap");
    assert_eq!(author(), json!("ana"));
    repository.commit("2026-10-03", "kim", PLAN, &(undated() + "\nMore.\n"));
    assert_eq!(author(), json!("kim"), "another commit is checked out");
    repository.git(&["checkout", "--quiet", "HEAD~1"]);
    assert_eq!(author(), json!("ana"));
}

#[test]
fn another_file_that_had_the_name_before_is_another_plan() {
    let repository = Repository::new();
    repository.commit("2026-08-01", "Ana Lima", PLAN, "# Notes\n\nOf another kind altogether.\n");
    repository.git(&["mv", PLAN, "content/notes.md"]);
    repository.commit_all("2026-08-02", "Ana Lima", "Rename the notes");
    repository.commit("2026-09-01", "Kim Ono", "content/draft.md", &undated());
    repository.git(&["mv", "content/draft.md", PLAN]);
    repository.commit_all("2026-09-02", "Kim Ono", "Name the plan");
    let plan = repository.plan();
    assert_eq!(plan["created"], json!("2026-09-01"));
}

#[test]
fn merges_tell_nothing_that_their_branches_do_not() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, &undated());
    repository.git(&["checkout", "--quiet", "-b", "topic"]);
    repository.commit("2026-10-02", "Kim Ono", PLAN, &(undated() + "\nOn the topic.\n"));
    repository.git(&["checkout", "--quiet", "main"]);
    repository.commit("2026-10-20", "Ana Lima", "content/notes.md", "# Notes\n");
    repository.git(&["merge", "--quiet", "--no-ff", "--message=Merge", "topic"]);
    let plan = repository.plan();
    assert_eq!(plan["updated"], json!("2026-10-02"));
    assert_eq!(plan["updated_by"], json!("Kim Ono"));
}

#[test]
fn what_is_not_committed_has_no_commit() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", "README.md", "A site.\n");
    repository.project.write(PLAN, undated());
    let plan = repository.plan();
    assert_eq!(plan["updated"], json!(null));
    assert_eq!(plan["created"], json!(null));
}

#[test]
fn without_history_nothing_of_it_is_told() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, &undated());
    let ran = repository.run(&["export", "--no-history"]);
    assert_eq!(ran.json()["plans"][0]["updated"], json!(null));
    // Nor outside of a repository, where nobody expects any.
    let project = crate::project::Project::empty().file(PLAN, &undated());
    let ran = project.run(&["export"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    assert_eq!(ran.json()["plans"][0]["updated"], json!(null));
}

#[test]
fn a_live_plan_that_nobody_has_committed_to_for_long_is_stale() {
    let repository = Repository::new();
    repository.commit("2026-09-01", "Ana Lima", PLAN, &undated());
    let ran = repository.run(&["check", "--format", "short"]);
    let stale = "content/alpha.md:1:3: warning[stale-plan]: the rollout is live, but the plan was last updated \
                 82 days ago";
    assert!(ran.stdout.contains(stale), "{}", ran.stdout);
}

/// A clone of the last commit alone, in the folder `clone` of the site's root.
fn shallow() -> Repository {
    let repository = Repository::new();
    repository.commit("2026-09-01", "Ana Lima", PLAN, &undated());
    repository.commit("2026-10-01", "Ana Lima", "content/notes.md", "# Notes\n");
    let from = format!("file://{}", repository.project.path(".").display());
    repository.git(&["clone", "--quiet", "--depth=1", &from, "clone"]);
    repository
}

#[test]
fn a_shallow_clone_gives_no_date_and_says_so_once() {
    let repository = shallow();
    let ran = repository.run(&["-C", "clone", "export"]);
    assert_eq!(ran.json()["plans"][0]["updated"], json!(null));
    let said = "note: no date is taken from commits: the repository is a shallow clone\n\
                help: fetch the rest with `git fetch --unshallow`; in GitHub Actions set `fetch-depth: 0`, in \
                GitLab CI `GIT_DEPTH: 0`\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, said));
}

#[test]
fn a_repository_of_somebody_else_is_explained() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, &undated());
    // Git's own tests have this variable, which makes every repository somebody else's.
    let other = [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")];
    let ran = repository.project.run_with(&["export"], &other);
    assert_eq!(ran.json()["plans"][0]["updated"], json!(null));
    let root = std::fs::canonicalize(repository.project.path(".")).expect("a root");
    let root = root.display();
    let said = format!(
        "note: no date is taken from commits: git does not trust `{root}`, which belongs to another user\n\
         help: if you trust it: `git config --global --add safe.directory {root}`\n"
    );
    assert_eq!((ran.status, ran.stderr), (0, said));
}

#[test]
fn a_clone_without_old_texts_still_names_its_commits() {
    let repository = Repository::new();
    repository.commit("2026-09-01", "Ana Lima", "content/old.md", &undated());
    repository.git(&["mv", "content/old.md", PLAN]);
    repository.commit_all("2026-09-02", "Ana Lima", "Move it");
    repository.commit("2026-10-01", "Kim Ono", PLAN, &(undated() + "\nMore.\n"));
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let from = format!("file://{}", repository.project.path(".").display());
    repository.git(&["clone", "--quiet", "--filter=blob:none", &from, "clone"]);
    let plan = repository.run(&["-C", "clone", "export"]).json()["plans"][0].clone();
    assert_eq!(plan["updated"], json!("2026-10-01"));
    assert_eq!(plan["created"], json!("2026-09-01"));
}

#[test]
fn work_trees_and_repositories_within_are_read_as_what_they_are() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, &undated());
    repository.git(&["worktree", "add", "--quiet", "tree", "-b", "other"]);
    let plan = repository.run(&["-C", "tree", "export"]).json()["plans"][0].clone();
    assert_eq!(plan["updated"], json!("2026-10-01"));
    // A repository within the content is another one: of its files this one's log tells nothing.
    repository.git(&["clone", "--quiet", ".", "content/inner"]);
    let plans = repository.run(&["export"]).json();
    let plans = plans["plans"].as_array().expect("plans");
    let inner = plans.iter().find(|plan| plan["slug"] == "inner/content/alpha").expect("it");
    assert_eq!(inner["updated"], json!(null));
}

#[test]
fn pages_are_made_again_when_a_commit_changes_what_they_tell() {
    let repository = Repository::new();
    repository.commit("2026-10-01", "Ana Lima", PLAN, &undated());
    repository.commit("2026-10-01", "Ana Lima", "content/beta.md", &undated());
    repository.project.build(0);
    repository.project.write(PLAN, undated() + "\nMore.\n");
    repository.project.build(0);
    repository.commit_all("2026-11-02", "Kim Ono", "More");
    repository.project.build(0);
    let again = repository.project.files("public");
    let clean = repository.run(&["build", "--output", "clean"]);
    assert_eq!(clean.status, 0, "{}", clean.stderr);
    let mut clean = repository.project.files("clean");
    let own = |name: &str| name.starts_with(".phasebook");
    clean.retain(|name, _| !own(name));
    for (name, bytes) in &clean {
        assert!(again.get(name) == Some(bytes), "{name}");
    }
    let page = page_text(&repository);
    assert!(page.contains("Last commit 2 Nov 2026 by Kim Ono"), "{page}");
}
