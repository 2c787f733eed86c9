//! A site in a repository of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{Project, Ran};

/// A site whose files are committed by a test, at the test's dates.
pub(crate) struct Repository {
    pub(crate) project: Project,
}

impl Repository {
    /// A repository with nothing in it.
    pub(crate) fn new() -> Self {
        let repository = Self { project: Project::empty() };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// Runs git in the site's root, without the settings of whoever runs the tests.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_at("2026-11-01T12:00:00+00:00", "Ana Lima", arguments)
    }

    fn git_at(&self, time: &str, author: &str, arguments: &[&str]) -> String {
        let address = format!("{}@example.org", author.to_lowercase().replace(' ', "."));
        let output = Command::new("git")
            .args(["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always"])
            .args(arguments)
            .current_dir(self.project.path("."))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs([("GIT_AUTHOR_NAME", author), ("GIT_COMMITTER_NAME", author)])
            .envs([("GIT_AUTHOR_EMAIL", &address), ("GIT_COMMITTER_EMAIL", &address)])
            .envs([("GIT_AUTHOR_DATE", time), ("GIT_COMMITTER_DATE", time)])
            .output()
            .expect("git runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Writes a file and commits all there is, at noon of a day.
    pub(crate) fn commit(&self, day: &str, author: &str, name: &str, text: &str) {
        self.project.write(name, text);
        self.commit_all(day, author, &format!("Write {name}"));
    }

    /// Commits all there is, at noon of a day.
    pub(crate) fn commit_all(&self, day: &str, author: &str, message: &str) {
        let time = format!("{day}T12:00:00+02:00");
        self.git_at(&time, author, &["add", "--all"]);
        self.git_at(&time, author, &["commit", "--quiet", "--message", message]);
    }

    /// The site of dated versions in `tests/fixtures/history`, as `scripts/demo-history.mjs` makes it.
    pub(crate) fn demo() -> Self {
        let repository = Self::new();
        let folder = crate::project::repository().join("tests/fixtures/history");
        let of = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
        for version in entries(&folder) {
            let mut message = String::new();
            for file in entries(&version) {
                let text = fs::read_to_string(&file).expect("a text");
                match of(&file).as_str() {
                    "message.txt" => message = text,
                    name => repository.project.write(&format!("content/{name}"), &text),
                }
            }
            let (name, day) = (of(&version), 0.."2026-11-01".len());
            let author = name[day.end..].trim_start();
            repository.commit_all(&name[day], author, message.trim());
        }
        repository
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.project.run(arguments)
    }

    /// The one plan of the site, as `export` gives it.
    pub(crate) fn plan(&self) -> serde_json::Value {
        let ran = self.run(&["export"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        ran.json()["plans"][0].clone()
    }
}

/// What a folder holds, by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}
