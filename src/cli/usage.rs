//! Arguments that can't be understood, and how that is said.

#![expect(clippy::disallowed_methods, reason = "the command line reads its own arguments")]

use std::env;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use super::args::Arguments;
use super::report::printable;
use crate::text::is_unprintable;

/// The arguments of this process.
///
/// # Errors
/// The exit status, where there is nothing more to do: what is wrong with the arguments was said, or
/// help or version were asked for.
pub(super) fn parse() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(refuse)
}

/// Says what is wrong. What is echoed of an argument steers no terminal: the same error is made of the
/// arguments as they can be printed.
fn refuse(error: clap::Error) -> ExitCode {
    let arguments = env::args_os().map(|argument| printable(&argument.to_string_lossy()));
    let error = Arguments::try_parse_from(arguments).err().unwrap_or(error);
    let text = error.render().to_string();
    // Nobody is left to hear that the stream is closed.
    let _ = if text.contains(|c| is_unprintable(c) && c != '\n') {
        // A value of the environment, which is echoed as it is.
        let lines: Vec<String> = text.lines().map(printable).collect();
        writeln!(anstream::stderr(), "{}", lines.join("\n"))
    } else {
        error.print()
    };
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}
