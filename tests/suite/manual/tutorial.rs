//! The tutorial's commands, one after the other in one folder, print what it shows.

use std::path::PathBuf;
use std::process::Command;

use crate::preview::client::Preview;
use crate::project::{EPOCH, Project, repository};

/// A block of code of the tutorial.
struct Block<'a> {
    language: &'a str,
    lines: Vec<&'a str>,
}

/// A command with the lines that the tutorial shows below it.
struct Step<'a> {
    command: &'a str,
    shown: Vec<&'a str>,
}

#[test]
fn the_tutorial_shows_what_its_commands_print() {
    let text =
        std::fs::read_to_string(repository().join("docs/tutorial.md")).expect("the tutorial");
    let mut reader = Reader::new();
    let mut commands = Vec::new();
    for block in blocks(&text) {
        match block.language {
            "console" => {
                for step in steps(&block) {
                    let printed = reader.run(step.command);
                    let shown = step.shown.join("\n");
                    assert_eq!(uncounted(&printed), uncounted(&shown), "$ {}", step.command);
                    commands.push(step.command);
                }
            }
            "diff" => reader.edit(&block),
            // The program is there: it is the one under test.
            "sh" => assert_eq!(block.lines, ["cargo install --locked --profile dist --path ."]),
            other => panic!("a block of `{other}` is not run"),
        }
    }
    for name in ["init", "new", "list", "serve", "check", "check --fix", "gate", "diff"]
        .into_iter()
        .chain(["build", "export", "digest", "explain"])
    {
        let begin = format!("phasebook {name}");
        assert!(commands.iter().any(|command| command.starts_with(&begin)), "{begin}");
    }
}

/// Somebody who follows the tutorial.
struct Reader {
    project: Project,
    /// The folder of the commands, below the project.
    folder: String,
}

impl Reader {
    /// In an empty folder, with the program on the path.
    fn new() -> Self {
        let project = Project::empty();
        project.folder("bin");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_phasebook"), project.path("bin/phasebook"))
            .expect("a link to the program");
        project.folder("home");
        project.folder("work");
        Self { project, folder: "work".to_owned() }
    }

    fn path(&self) -> PathBuf {
        self.project.path(&self.folder)
    }

    /// What a command prints, without the last line end.
    fn run(&mut self, command: &str) -> String {
        if let Some(folder) = command.strip_prefix("cd ") {
            self.folder = format!("{}/{folder}", self.folder);
            assert!(self.path().is_dir(), "{command}");
            return String::new();
        }
        if command == "phasebook serve" {
            let preview = Preview::start(&self.project, &["-C", &self.folder]);
            assert_eq!(preview.get("/").status, 200);
            return "http://127.0.0.1:4000/".to_owned();
        }
        let ran = self.shell(&format!("({command}) 2>&1")).output().expect("a shell");
        String::from_utf8(ran.stdout).expect("UTF-8").trim_end().to_owned()
    }

    /// A shell whose git and program know nothing of whoever runs the tests.
    fn shell(&self, line: &str) -> Command {
        let mut shell = Command::new("sh");
        let time = "2026-11-22T12:00:00+00:00";
        let path = std::env::var("PATH").expect("a path");
        shell
            .args(["-c", line])
            .current_dir(self.path())
            .env_clear()
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .env("PATH", format!("{}:{path}", self.project.argument("bin")))
            .env("HOME", self.project.path("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs([("GIT_AUTHOR_NAME", "Dana Ruiz"), ("GIT_COMMITTER_NAME", "Dana Ruiz")])
            .envs([("GIT_AUTHOR_EMAIL", "dana@example.org")])
            .envs([("GIT_COMMITTER_EMAIL", "dana@example.org")])
            .envs([("GIT_AUTHOR_DATE", time), ("GIT_COMMITTER_DATE", time)]);
        shell
    }

    /// Makes the change that a block shows: its lines with `-` become those with `+`.
    fn edit(&self, block: &Block<'_>) {
        let (name, lines) = block.lines.split_first().expect("a name");
        let name = name.strip_prefix("--- ").expect("`--- ` and a file");
        let of = |sign: char| -> String {
            let of_sign = lines.iter().filter_map(|line| line.strip_prefix(sign));
            of_sign.flat_map(|line| [line, "\n"]).collect()
        };
        let path = self.path().join(name);
        let text = std::fs::read_to_string(&path).expect("a file");
        assert_eq!(text.matches(&of('-')).count(), 1, "{name} has once:\n{}", of('-'));
        std::fs::write(&path, text.replace(&of('-'), &of('+'))).expect("a written file");
    }
}

/// The same without the numbers of a build's summary that change with the theme and the machine.
fn uncounted(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    for at in 1..words.len() {
        if ["pages,", "changed", "ms"].contains(&words[at]) && words[at - 1].parse::<u32>().is_ok()
        {
            words[at - 1] = "N";
        }
    }
    words.join(" ")
}

/// The fenced blocks of a page.
fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let lines = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block { language, lines });
        }
    }
    blocks
}

/// The commands of a block, each behind a `$`.
fn steps<'a>(block: &Block<'a>) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    for line in &block.lines {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(command), _) => steps.push(Step { command, shown: Vec::new() }),
            (None, Some(step)) => step.shown.push(line),
            (None, None) => panic!("`{line}` stands above every command"),
        }
    }
    steps
}
