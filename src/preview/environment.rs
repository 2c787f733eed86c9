//! What the preview asks of the command line.

use std::path::PathBuf;

use super::report::News;
use crate::pipeline::BuildConfig;
use crate::view::preview::Problem;

/// What the settings say, and the date.
#[derive(Debug)]
pub struct LoadedConfig {
    /// What plans are read with.
    pub config: BuildConfig,
    /// The content folder.
    pub content: PathBuf,
    /// The folder that a build publishes into, which is no content.
    pub output: PathBuf,
}

/// What the preview asks of the command line.
pub struct Environment {
    /// Reads settings and baseline; the date too.
    pub load: Box<dyn Fn() -> Result<LoadedConfig, Problem> + Send>,
    /// The time of the day, for people: "20:54:07".
    pub time_of_day: fn() -> String,
    /// Tells the user in the terminal.
    pub tell: Box<dyn FnMut(&News<'_>) + Send>,
}
