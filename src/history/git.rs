//! Git, run so that nothing which a repository names is run.

#![expect(clippy::disallowed_methods, reason = "the one door to git")]

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Settings that stand above those of any repository. Each either names a program that reading could start (a file
/// system monitor, hooks, a pager, a check of signatures, a transport for objects that are missing) or changes what
/// is printed. See `git help config`.
const SETTINGS: [&str; 14] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.commitGraph=true",
    "diff.orderFile=/dev/null",
    "diff.renames=true",
    "log.diffMerges=off",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    // Names are those of the repository's `.mailmap`; another file could be one without an end.
    "mailmap.blob=",
    "mailmap.file=",
    "protocol.allow=never",
    // A folder that looks like a repository but is content is none.
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
];

/// Variables by which git is told of another repository than that of the folder: hooks are run with them.
const OTHER_REPOSITORY: [&str; 11] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_EXTERNAL_DIFF",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// A git command that runs in a folder.
pub(super) fn git<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    git.args(["--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs"]);
    SETTINGS.iter().for_each(|setting| {
        git.args(["-c", setting]);
    });
    OTHER_REPOSITORY.iter().for_each(|name| {
        git.env_remove(name);
    });
    // Objects that a partial clone left at its server are not fetched; messages are those that are looked for.
    // Other parents for commits than those that they were made with would be kept as theirs.
    git.env("GIT_GRAFT_FILE", "/dev/null");
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    git.args(arguments);
    git.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    git
}

/// What a short command prints.
pub(super) fn ask<'a>(
    folder: &Path,
    arguments: impl IntoIterator<Item = &'a str>,
) -> io::Result<Output> {
    git(folder, arguments).output()
}
