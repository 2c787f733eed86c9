//! Nothing that a repository names is run, fetched or written.

use std::fs;

use serde_json::json;

use super::repository::Repository;
use crate::project::ALPHA;

const PLAN: &str = "content/alpha.md";

/// A program that leaves a mark where it was run, and what it is called with.
const MARK: &str = "#!/bin/sh\necho \"$0 $*\" >>MARKED\nexit 1\n";

/// Settings of a repository that name a program, `{}`.
const PROGRAMS: [&str; 27] = [
    "alias.cat-file=!{}",
    "alias.log=!{}",
    "alias.ls-tree=!{}",
    "alias.rev-parse=!{}",
    "blame.ignoreRevsFile={}",
    "core.alternateRefsCommand={}",
    "core.askPass={}",
    "core.editor={}",
    "core.fsmonitor={}",
    "core.gitProxy={}",
    "core.pager={}",
    "core.sshCommand={}",
    "credential.helper=!{}",
    "diff.external={}",
    "diff.hostile.command={}",
    "diff.hostile.textconv={}",
    "filter.hostile.clean={}",
    "filter.hostile.process={}",
    "filter.hostile.smudge={}",
    "gpg.program={}",
    "gpg.ssh.program={}",
    "interactive.diffFilter={}",
    "pager.log={}",
    "pager.ls-tree={}",
    "remote.origin.proxy={}",
    "sequence.editor={}",
    "uploadpack.packObjectsHook={}",
];

/// Settings that ask for what the programs above do, or change what is printed.
const WISHES: [&str; 25] = [
    "color.ui=always",
    "core.commitGraph=false",
    "core.quotePath=true",
    "diff.mnemonicPrefix=true",
    "diff.noPrefix=true",
    "diff.orderFile=/dev/zero",
    "diff.relative=false",
    "diff.renames=false",
    "diff.submodule=diff",
    "fetch.recurseSubmodules=true",
    "format.notes=*",
    "format.pretty=%x00%x00%an %(trailers)",
    "i18n.logOutputEncoding=UTF-16",
    "log.abbrevCommit=true",
    "log.date=human",
    "log.decorate=full",
    "log.diffMerges=remerge",
    "log.follow=true",
    "log.showRoot=false",
    "log.showSignature=true",
    "mailmap.blob=HEAD:.gitattributes",
    "mailmap.file=/dev/zero",
    "notes.displayRef=refs/notes/*",
    "status.submoduleSummary=true",
    "submodule.recurse=true",
];

/// A repository with two commits of a plan, and attributes that name a driver and a filter.
fn repository() -> Repository {
    let repository = Repository::new();
    let attributes = "*.md diff=hostile filter=hostile text eol=crlf working-tree-encoding=UTF-8\n";
    repository.project.write(".gitattributes", attributes);
    repository.commit("2026-10-01", "Ana Lima", PLAN, ALPHA);
    repository.commit("2026-11-02", "Kim Ono", PLAN, &(ALPHA.to_owned() + "\nMore.\n"));
    repository.project.write(PLAN, ALPHA.to_owned() + "\nNot committed.\n");
    repository
}

/// The program, which leaves its mark in the site's root.
fn program(repository: &Repository) -> String {
    let path = repository.project.path("hostile.sh");
    let mark = repository.project.argument("marked");
    repository.project.write("hostile.sh", MARK.replace("MARKED", &mark));
    repository.project.set_mode("hostile.sh", 0o755);
    path.to_str().expect("a path of text").to_owned()
}

/// What every command that asks git prints, but for those that say how long they took.
fn ask(repository: &Repository) -> Vec<String> {
    let run = |arguments: &[&str]| {
        let ran = repository.run(arguments);
        assert!(ran.status <= 1, "{arguments:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("commits"), "{arguments:?}: {}", ran.stderr);
        ran.stdout
    };
    run(&["build"]);
    vec![
        run(&["export"]),
        run(&["list", "--format", "json"]),
        run(&["check", "--format", "json"]),
        run(&["diff", "HEAD~1", "--format", "json"]),
        run(&["diff", "HEAD~1..HEAD", "--format", "json"]),
    ]
}

#[test]
fn commits_have_the_parents_that_they_were_made_with() {
    let repository = repository();
    let head = repository.git(&["rev-parse", "HEAD"]);
    repository.project.write(".git/info/grafts", format!("{head}\n"));
    let plan = repository.plan();
    assert_eq!([&plan["created"], &plan["updated"]], [&json!("2026-10-01"), &json!("2026-11-02")]);
}

#[test]
fn no_program_of_a_repository_is_run_and_no_setting_changes_what_is_read() {
    let repository = repository();
    let plain = ask(&repository);
    assert_eq!(repository.plan()["updated"], json!("2026-11-02"));
    let program = program(&repository);
    let settings = PROGRAMS.iter().map(|setting| setting.replace("{}", &program));
    for setting in settings.chain(WISHES.iter().map(|&setting| setting.to_owned())) {
        let (key, value) = setting.split_once('=').expect("a key and a value");
        repository.git(&["config", key, value]);
        assert_eq!(ask(&repository), plain, "{setting}");
        assert!(!repository.project.exists("marked"), "{setting}");
        repository.git(&["config", "--unset", key]);
    }
    // All of them at once, from a file that another names.
    for setting in PROGRAMS.iter().map(|setting| setting.replace("{}", &program)) {
        let (key, value) = setting.split_once('=').expect("a key and a value");
        repository.git(&["config", "--file", "hostile.ini", key, value]);
    }
    repository.git(&["config", "include.path", "../hostile.ini"]);
    assert_eq!(ask(&repository), plain);
    assert!(!repository.project.exists("marked"), "{}", repository.project.read("marked"));
}

#[test]
fn no_hook_is_run() {
    let repository = repository();
    let plain = ask(&repository);
    let program = program(&repository);
    repository.project.folder("hooks");
    for folder in [".git/hooks", "hooks"] {
        for hook in
            ["fsmonitor-watchman", "post-checkout", "post-index-change", "reference-transaction"]
        {
            let name = format!("{folder}/{hook}");
            fs::copy(&program, repository.project.path(&name)).expect("a hook");
        }
    }
    assert_eq!(ask(&repository), plain);
    let hooks = repository.project.argument("hooks");
    repository.git(&["config", "core.hooksPath", &hooks]);
    assert_eq!(ask(&repository), plain);
    assert!(!repository.project.exists("marked"), "{}", repository.project.read("marked"));
}

#[test]
fn a_folder_that_looks_like_a_repository_is_content() {
    // Bare: its own files are where those of a repository would be, its settings name a program.
    let repository = repository();
    let program = program(&repository);
    repository.git(&["init", "--quiet", "--bare", "content"]);
    let settings = format!(
        "\n[core]\n\tfsmonitor = {program}\n\tpager = {program}\n[alias]\n\tlog = !{program}\n"
    );
    let config = repository.project.read("content/config") + &settings;
    repository.project.write("content/config", config);
    let ran = repository.run(&["export"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(!repository.project.exists("marked"));
}

#[test]
fn nothing_is_fetched_from_where_a_repository_says() {
    let repository = repository();
    let program = program(&repository);
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let from = format!("file://{}", repository.project.path(".").display());
    repository.git(&["clone", "--quiet", "--no-checkout", "--filter=blob:none", &from, "clone"]);
    fs::create_dir(repository.project.path("clone/content")).expect("a folder");
    repository.project.write("clone/content/alpha.md", ALPHA);
    for (key, value) in [
        ("remote.origin.url", "ssh://nowhere.invalid/plans"),
        ("core.sshCommand", program.as_str()),
        ("protocol.ext.allow", "always"),
    ] {
        repository.git(&["-C", "clone", "config", key, value]);
    }
    let plans = repository.run(&["-C", "clone", "export"]).json();
    assert_eq!(plans["plans"][0]["updated"], json!("2026-11-02"));
    let ran = repository.run(&["-C", "clone", "diff", "HEAD~1..HEAD"]);
    assert_eq!(ran.status, 2);
    let said = "error: git failed: the clone lacks the text of `alpha.md`";
    assert!(ran.stderr.starts_with(said), "{}", ran.stderr);
    assert!(!repository.project.exists("marked"), "{}", repository.project.read("marked"));
}

#[test]
fn a_hook_s_environment_names_no_other_repository() {
    let repository = repository();
    let other = Repository::new();
    other.commit("2026-01-01", "Kim Ono", "content/alpha.md", ALPHA);
    let (folder, tree) = (other.project.argument(".git"), other.project.argument("."));
    let environment = [("GIT_DIR", folder.as_str()), ("GIT_WORK_TREE", tree.as_str())];
    let ran = repository.project.run_with(&["export"], &environment);
    assert_eq!(ran.json()["plans"][0]["updated"], json!("2026-11-02"));
}

#[test]
fn nothing_in_the_repository_is_written() {
    let repository = repository();
    let before = repository.project.files(".git");
    ask(&repository);
    assert!(repository.project.files(".git") == before);
}
