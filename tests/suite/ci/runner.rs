//! A runner: a repository with a commit before and one after, and a shell.

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::history::repository::Repository;
use crate::project::{ALPHA, Project, Ran, repository};

/// A file of the repository that is YAML.
pub(super) fn yaml(path: &str) -> Value {
    let text = std::fs::read_to_string(repository().join(path)).expect(path);
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A string somewhere in YAML.
#[track_caller]
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer}: a string"))
}

/// A plan in progress that says next to nothing: errors.
pub(super) const BROKEN: &str = "# Beta\n\n**Status:** In Progress\n\n## Phases\n\n| Phase | Dates |\n|---|---|\n\
     | Phase 1 — All | 2026-12-01 – 2026-11-01 |\n";

/// A machine that has checked out the newest of two commits.
pub(super) struct Runner {
    pub(super) repository: Repository,
    /// Where a pipeline keeps its own files.
    pub(super) temporary: Project,
    /// The commit before.
    pub(super) base: String,
}

impl Runner {
    /// Two plans, of which the second commit changes `alpha.md`.
    pub(super) fn new() -> Self {
        let repository = Repository::new();
        repository.commit("2026-11-01", "Ana Lima", "content/untouched.md", BROKEN);
        repository.commit("2026-11-02", "Ana Lima", "content/alpha.md", ALPHA);
        let changed = ALPHA.replacen("**Status:** ", "**Status:** Nearly ", 1);
        assert_ne!(changed, ALPHA);
        repository.commit("2026-11-03", "Ana Lima", "content/alpha.md", &changed);
        let base = repository.git(&["rev-parse", "HEAD~1"]);
        let temporary = Project::empty();
        temporary.folder("bin");
        let program = Path::new(env!("CARGO_BIN_EXE_phasebook"));
        symlink(program, temporary.path("bin/phasebook")).expect("a link");
        Self { repository, temporary, base }
    }

    /// Runs a script as both hosts' runners do.
    pub(super) fn shell(&self, script: &str, environment: &BTreeMap<String, String>) -> Ran {
        let path = std::env::var("PATH").expect("a PATH");
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .current_dir(self.repository.project.path("."))
            .env_clear()
            .env("PATH", format!("{}:{path}", self.temporary.argument("bin")))
            .env("SOURCE_DATE_EPOCH", "1795348800")
            .env("CI", "true")
            .envs(environment)
            .output()
            .expect("bash");
        Ran::of(&output)
    }
}
