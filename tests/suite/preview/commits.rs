//! What is committed while the preview runs.

use super::client::Preview;
use super::saves::shows;
use crate::history::repository::Repository;
use crate::project::ALPHA;

#[test]
fn a_commit_is_told_as_soon_as_it_is_made() {
    let repository = Repository::new();
    repository.commit("2026-10-02", "Ana Lima", "content/alpha.md", ALPHA);
    let preview = Preview::start(&repository.project, &[]);
    shows(&preview, "/plans/alpha/", "Ana Lima");
    let text = ALPHA.replace("~200 users", "~300 users");
    repository.commit("2026-11-03", "Kim Ono", "content/alpha.md", &text);
    shows(&preview, "/plans/alpha/", "Kim Ono");
    shows(&preview, "/plans/alpha/history.html", "~300 users");
    repository.git(&["checkout", "--quiet", "HEAD~1"]);
    shows(&preview, "/plans/alpha/", "Ana Lima");
}
