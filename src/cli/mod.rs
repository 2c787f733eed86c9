//! The command line: a file per command.
//!
//! In: arguments, environment, clock. Out: results on stdout, messages on stderr, an exit status.
//! Invariant: the only module that prints, and the only one that knows today's date.

mod against;
mod args;
mod audience;
mod baseline;
mod build;
mod check;
mod clock;
mod diff;
mod digest;
mod doctor;
mod each_plan;
mod error;
mod explain;
mod export;
mod federation;
mod fix;
mod gate;
mod here;
mod init;
mod limits;
mod list;
mod lsp;
mod markdown;
mod measure;
mod new;
mod pages;
mod paths;
mod progress;
mod published_data;
mod report;
mod schema;
mod serve;
mod setup;
mod shell;
mod theme;
mod threads;
mod usage;
mod version;
mod watch;

use std::process::ExitCode;

use args::Command;
use error::Failure;
use threads::Threads;

/// Leaves what a command read to the system, which takes it back at once when the process ends; to free
/// it piece by piece takes a tenth of the time.
fn leave<T>(read: T) {
    std::mem::forget(read);
}

/// How a command ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing to report: exit status 0.
    Good,
    /// Findings at or above the fail level, or a gate that is blocked or stopped: exit status 1.
    Findings,
    /// What was asked can't be told, or not yet: exit status 3.
    Untold,
}

/// Starts the threads, for the commands that read plans.
fn start(command: &Command) -> Result<(), Failure> {
    let waits = match command {
        Command::Build(_)
        | Command::List(_)
        | Command::Export(_)
        | Command::Gate(_)
        | Command::Measure(_)
        | Command::Diff(_)
        | Command::Digest(_)
        | Command::Doctor(_) => false,
        Command::Check(options) => options.watch,
        Command::Serve(_) | Command::Lsp => true,
        Command::Init(options) if options.from.is_some() => false,
        Command::Init(_)
        | Command::New(_)
        | Command::Explain(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_) => return Ok(()),
    };
    match threads::start()? {
        Threads::OnlyThisOne if waits => {
            Err(Failure::new("no thread can be started, and waiting for changes needs some")
                .help("raise the limit on processes (`ulimit -u`), or run `phasebook build`"))
        }
        _ => Ok(()),
    }
}

/// Runs the program: exit status 0 good, 1 findings, 2 usage, settings, or input and output as a
/// whole, 3 a gate of which nothing is known yet.
pub fn run() -> ExitCode {
    let arguments = match usage::parse() {
        Ok(arguments) => arguments,
        Err(status) => return status,
    };
    arguments.color.apply();
    let site = &arguments.site;
    let result = start(&arguments.command).and_then(|()| match &arguments.command {
        Command::Build(options) => build::run(site, options),
        Command::Serve(options) => serve::run(site, options),
        Command::Init(options) => init::run(site, options),
        Command::New(options) => new::run(site, options),
        Command::List(options) => list::run(site, options),
        Command::Check(options) => check::run(site, options),
        Command::Export(options) => export::run(site, options),
        Command::Gate(options) => gate::run(site, options),
        Command::Measure(options) => measure::run(site, options),
        Command::Diff(options) => diff::run(site, options),
        Command::Digest(options) => digest::run(site, options),
        Command::Explain(options) => explain::run(options),
        Command::Schema(options) => schema::run(options),
        Command::Lsp => lsp::run(site),
        Command::Doctor(options) => doctor::run(site, options),
        Command::Completions(options) => shell::completions(options),
        Command::Man(options) => shell::man(options),
    });
    match result {
        // Where the reader of our output has gone away, nobody is left to tell.
        Ok(Outcome::Good) | Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Untold) => ExitCode::from(3),
        Err(failure) => {
            report::failure(&failure);
            ExitCode::from(2)
        }
    }
}
