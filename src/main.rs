//! The `phasebook` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    phasebook::cli::run()
}
