//! What `export` takes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArguments {
    /// Files or folders [default: the content folder]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Form of the data
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub(in crate::cli) format: ExportFormat,
    /// Table to print as CSV
    #[arg(long, value_enum, default_value_t = Table::Plans)]
    pub(in crate::cli) table: Table,
    /// The part of the plan that HTML holds [default: all of it]
    #[arg(long, value_enum, value_name = "PART")]
    pub(in crate::cli) only: Option<OnlyPart>,
    /// Audience of the settings that is shown it: without what `[audience.NAME]` leaves out
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) audience: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ExportFormat {
    /// Everything
    Json,
    /// One table
    Csv,
    /// One plan as one file to hand on: its pages, with their styles and without a script
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OnlyPart {
    /// The page for who rolls back
    Rollback,
    /// The packet of the gate that is decided next
    Packet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Table {
    /// A row a plan
    Plans,
    /// A row a risk
    Risks,
}
