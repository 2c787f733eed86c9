//! What `measure` takes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
pub(in crate::cli) struct MeasureArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: MeasureCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum MeasureCommand {
    /// Sets the value of a metric in a file of measures; other entries stay
    Set(MeasureSetArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct MeasureSetArguments {
    /// The plan: its slug, or the path of its file
    pub(in crate::cli) plan: String,
    /// What is measured, in the words of a criterion, a trigger or a table of the plan
    pub(in crate::cli) metric: String,
    /// The value with its unit: "0.8 %", "310 ms", "42"
    #[arg(allow_hyphen_values = true)]
    pub(in crate::cli) value: String,
    /// Whence it is known: "Grafana export" [default: as the file has it]
    #[arg(long, value_name = "S")]
    pub(in crate::cli) source: Option<String>,
    /// When it was measured, as a date or by RFC 3339 [default: now]
    #[arg(long, value_name = "T")]
    pub(in crate::cli) at: Option<String>,
    /// Phase that it is of, by its number or name [default: none in particular]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) phase: Option<String>,
    /// What it is to reach: "< 1 %" [default: as the file or the plan has it]
    #[arg(long, value_name = "TARGET", allow_hyphen_values = true)]
    pub(in crate::cli) target: Option<String>,
    /// File to write, as `<plan>.measures.json`; it is made where it is not there
    #[arg(long, value_name = "F")]
    pub(in crate::cli) file: PathBuf,
    /// Let the file be the one beside the plan, in the content folder
    #[arg(long)]
    pub(in crate::cli) into_content: bool,
}
