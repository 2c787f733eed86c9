//! What `init` and `new` take.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct InitArguments {
    /// Folder of the new site [default: the root]
    pub(in crate::cli) dir: Option<PathBuf>,
    /// Copy files of the theme into a site, to be changed there: names, folders or `all`; without any,
    /// list them
    #[arg(long, value_name = "NAME", num_args = 0..)]
    pub(in crate::cli) theme: Option<Vec<String>>,
    /// Look over existing documents in place of beginning a site: what is understood of each, what is not, and why
    #[arg(long, value_name = "DIR", conflicts_with_all = ["theme", "dir"])]
    pub(in crate::cli) from: Option<PathBuf>,
    /// Form of what `--from` tells
    #[arg(long, value_enum, default_value_t = InitFormat::Human, requires = "from")]
    pub(in crate::cli) format: InitFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum InitFormat {
    /// A table
    Human,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NewArguments {
    /// Name of the rollout
    pub(in crate::cli) name: String,
    /// Program that it belongs to: a folder of plans
    #[arg(long, value_name = "P")]
    pub(in crate::cli) program: Option<String>,
    /// Who writes it [default: the settings' author]
    #[arg(long, value_name = "A")]
    pub(in crate::cli) author: Option<String>,
}
