//! The `phasebook` program.

use std::process::ExitCode;

/// Plans are read and printed in many small pieces by several threads: the system's own takes a third more time
/// for a build of 2,000 plans (`scripts/bench.mjs`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    phasebook::cli::run()
}
