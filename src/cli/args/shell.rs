//! Arguments of the commands that are about the program itself: schemas, completions, manual pages, the doctor.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(in crate::cli) struct SchemaArguments {
    /// What the schema is of
    #[arg(value_enum, default_value_t = SchemaName::Plans, value_name = "NAME")]
    pub(in crate::cli) name: SchemaName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SchemaName {
    /// What `export` prints and `api/v1/plans.json` holds
    Plans,
    /// The settings file `phasebook.toml`
    Settings,
    /// The file of measures beside a plan
    Measures,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ManArguments {
    /// Folder to write the pages into: `phasebook.1`, and one for each command
    pub(in crate::cli) dir: PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DoctorArguments {
    /// Form of the report
    #[arg(long, value_enum, default_value_t = DoctorFormat::Human)]
    pub(in crate::cli) format: DoctorFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DoctorFormat {
    /// For people
    Human,
    /// One JSON object
    Json,
}
