//! `phasebook completions` and `phasebook man`: what shells and `man` know of the command line.

use std::io::Write;

use clap::CommandFactory as _;

use super::Outcome;
use super::args::{Arguments, CompletionsArguments, ManArguments};
use super::error::Failure;
use crate::disk::{self, PathKind};

/// Prints the completions of a shell.
pub(super) fn completions(options: &CompletionsArguments) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(options.shell, &mut command, "phasebook", &mut script);
    anstream::stdout().lock().write_all(&script)?;
    Ok(Outcome::Good)
}

/// Writes the manual pages into a folder.
pub(super) fn man(options: &ManArguments) -> Result<Outcome, Failure> {
    if disk::kind(&options.dir)? != Some(PathKind::Folder) {
        return Err(Failure::new(format!("`{}` is not a folder", options.dir.display()))
            .help("name an existing folder for the manual pages: `phasebook man man1`"));
    }
    clap_mangen::generate_to(Arguments::command(), &options.dir)?;
    Ok(Outcome::Good)
}
