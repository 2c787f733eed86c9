//! Arguments as typed values.

mod begin;
mod export;
mod measure;
mod shell;

pub(super) use begin::{InitArguments, InitFormat, NewArguments};
pub(super) use export::{ExportArguments, ExportFormat, OnlyPart, Table};
pub(super) use measure::{MeasureArguments, MeasureCommand, MeasureSetArguments};
pub(super) use shell::{
    CompletionsArguments, DoctorArguments, DoctorFormat, ManArguments, SchemaArguments, SchemaName,
};

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::version::VERSION;
use crate::analysis::gate::GateVerdict;
use crate::diagnostic::Severity;
use crate::model::date::{self, Date};
use crate::model::header::StatusKind;
use crate::preview::server::AllowedHost;

/// Turns a folder of rollout plans, written in Markdown, into a web site.
#[derive(Debug, Parser)]
#[command(name = "phasebook", version = VERSION, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) site: SiteArguments,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What says which site is meant.
#[derive(Debug, Clone, Args)]
pub(super) struct SiteArguments {
    /// Root folder of the site
    #[arg(short = 'C', global = true, default_value = ".", value_name = "DIR")]
    pub(super) root: PathBuf,
    /// Settings file [default: phasebook.toml in the root, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Folder of the plans [default: content]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) content: Option<PathBuf>,
    /// Date that the site is as of [default: the settings' date, `SOURCE_DATE_EPOCH`, the clock]
    #[arg(long, global = true, value_name = "DATE", value_parser = iso_date)]
    pub(super) today: Option<Date>,
    /// Don't ask git when plans were changed, and by whom
    #[arg(long, global = true)]
    pub(super) no_history: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Builds the site
    Build(BuildArguments),
    /// Shows the site while it is written, and rebuilds what changes
    Serve(ServeArguments),
    /// Begins a site: settings and one filled plan; or its own theme, with `--theme`
    Init(InitArguments),
    /// Begins a plan from the template
    New(NewArguments),
    /// Lists the plans
    List(ListArguments),
    /// Finds what is wrong in the plans
    Check(CheckArguments),
    /// Prints what the plans state and what follows from it
    Export(ExportArguments),
    /// Tells whether the next phase of a plan may begin, also by its exit status
    #[command(
        after_help = "Exit status: 0 ready or passed, 1 blocked or stopped, 3 unknown or not yet due; 2 where there is \
                            no such plan or phase"
    )]
    Gate(GateArguments),
    /// Writes what was measured into a file that plans are read with
    Measure(MeasureArguments),
    /// Tells what plans state otherwise in another revision
    Diff(DiffArguments),
    /// Tells what changed, was decided, is wanted, slipped and is due next
    Digest(DigestArguments),
    /// Explains a rule
    Explain(ExplainArguments),
    /// Prints the JSON Schema of the data, the settings or the measures
    Schema(SchemaArguments),
    /// Tells what is found where the program stands, for bug reports: settings, content, git, limits, watching
    Doctor(DoctorArguments),
    /// Answers an editor on stdin and stdout, by the Language Server Protocol
    Lsp,
    /// Prints the completions of a shell
    Completions(CompletionsArguments),
    /// Writes the manual pages into a folder
    Man(ManArguments),
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// Folder to publish into [default: public; with an audience public-NAME]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Audience of the settings that is shown it: without what `[audience.NAME]` leaves out
    #[arg(long, value_name = "NAME")]
    pub(super) audience: Option<String>,
    /// URL where the site will stand, for the 404 page
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Fail on warnings too; the site is still written
    #[arg(long)]
    pub(super) strict: bool,
    /// Publish file by file into the folder that is there, where it can't be exchanged as a whole: a
    /// mount point. Each page is old or new at any moment, the site is not
    #[arg(long)]
    pub(super) in_place: bool,
    /// Tell what differs from a published site, whose `.phasebook-manifest` this is: `changes.json` beside the
    /// folder lists files to send and to remove
    #[arg(long, value_name = "MANIFEST")]
    pub(super) against: Option<PathBuf>,
    /// Publish a site without any page of yours, though the one before has some
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// Form of the summary
    #[arg(long, value_enum, default_value_t = BuildFormat::Human)]
    pub(super) format: BuildFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BuildFormat {
    /// One line
    Human,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// Address to listen on; any but this machine's own lets others read the plans
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(super) host: IpAddr,
    /// Port to listen on; 0 takes any free one [default: the settings' port, 4000 or the next free]
    #[arg(long, value_name = "N")]
    pub(super) port: Option<u16>,
    /// A further name under which browsers may ask, for containers and tunnels
    #[arg(long, value_name = "NAME[:PORT]")]
    pub(super) allow_host: Vec<AllowedHost>,
    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Look for changes every half second, where the system does not tell of them
    #[arg(long)]
    pub(super) poll: bool,
    /// Let the browser follow: it opens the page of the plan that was saved
    #[arg(long)]
    pub(super) navigate: bool,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// Form of the list
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(super) format: ListFormat,
    /// Only plans of this status; `not-stated` where none is stated
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub(super) status: Vec<StatusFilter>,
    /// Only plans of this owner (or author, where no owner is stated)
    #[arg(long, value_name = "NAME")]
    pub(super) owner: Option<String>,
    /// Only plans whose gate has this verdict
    #[arg(long, value_name = "VERDICT", value_parser = verdict)]
    pub(super) gate: Vec<GateVerdict>,
    /// Audience of the settings that is shown it: without what `[audience.NAME]` leaves out
    #[arg(long, value_name = "NAME")]
    pub(super) audience: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Table,
    /// For programs
    Json,
    /// For spreadsheets
    Csv,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct CheckArguments {
    /// Files or folders [default: the content folder]
    pub(super) paths: Vec<PathBuf>,
    /// Form of the findings
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(super) format: CheckFormat,
    /// Tell every finding in full; without it, of more than 20 the worst, and the others by rule and folder
    #[arg(long)]
    pub(super) all: bool,
    /// Least level of a finding that ends the command with exit status 1
    #[arg(long, value_name = "LEVEL", default_value = "error", value_parser = level)]
    pub(super) fail_on: Severity,
    /// Check again whenever a plan, the settings or the baseline changes
    #[arg(long, conflicts_with_all = ["fix", "write_baseline"])]
    pub(super) watch: bool,
    /// Mend what can be mended safely, in the files themselves
    #[arg(long, conflicts_with = "write_baseline")]
    pub(super) fix: bool,
    /// Accept today's findings: write them to `phasebook-baseline.json`
    #[arg(long, conflicts_with = "paths")]
    pub(super) write_baseline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// With source lines, for people
    Human,
    /// One line a finding
    Short,
    /// One JSON object
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
}

#[derive(Debug, Args)]
pub(super) struct GateArguments {
    /// The plan: its slug, or the path of its file
    pub(super) plan: String,
    /// Phase whose gate is meant, by its number, or by its name where it has none [default: the current
    /// phase; where none is current, the first whose gate is not passed]
    #[arg(long, value_name = "N")]
    pub(super) phase: Option<String>,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = GateFormat::Human)]
    pub(super) format: GateFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GateFormat {
    /// For people
    Human,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// A revision to compare the files with, or two (`OLD..NEW`, `OLD...NEW` from where they went apart)
    /// [default: HEAD]; then files or folders [default: all]
    #[arg(value_name = "REV[..REV]] [PATH")]
    pub(super) words: Vec<String>,
    /// Form of the changes
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub(super) format: DiffFormat,
    /// End with exit status 1 where there is a change
    #[arg(long)]
    pub(super) exit_code: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// A line a change, with its place
    Human,
    /// For a pull request's summary and for chat
    Markdown,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(super) struct DigestArguments {
    /// Since when: so many days or weeks back (`7d`, `2w`), a day, or a revision
    #[arg(long, value_name = "7d|DATE|REV", default_value = "7d", allow_hyphen_values = true)]
    pub(super) since: String,
    /// Only plans of this program: a folder of the content folder, and those below it
    #[arg(long, value_name = "P")]
    pub(super) program: Option<String>,
    /// Only plans of this owner (or author, where no owner is stated)
    #[arg(long, value_name = "NAME")]
    pub(super) owner: Option<String>,
    /// Form of the digest
    #[arg(long, value_enum, default_value_t = DigestFormat::Markdown)]
    pub(super) format: DigestFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DigestFormat {
    /// For chat, and for a page of a wiki
    Markdown,
    /// For a mail
    Html,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// Id of the rule [default: list all]
    pub(super) rule: Option<String>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Makes the choice for all that is printed.
    pub(super) fn apply(self) {
        let choice = match self {
            Self::Auto => return,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// A status that a list may be narrowed to; `None`: none stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StatusFilter(pub(super) Option<StatusKind>);

fn iso_date(text: &str) -> Result<Date, String> {
    date::parse_iso(text).ok_or_else(|| "write it as 2026-11-22".to_owned())
}

fn level(text: &str) -> Result<Severity, String> {
    Severity::from_word(text).ok_or_else(|| "choose one of error, warning, info".to_owned())
}

fn status(text: &str) -> Result<StatusFilter, String> {
    let folded = text.trim().to_lowercase().replace(' ', "-");
    if folded == "not-stated" {
        return Ok(StatusFilter(None));
    }
    let known = || {
        let words: Vec<&str> = StatusKind::ALL.iter().map(|k| k.word()).collect();
        format!("choose one of {}, not-stated", words.join(", "))
    };
    StatusKind::from_word(&folded).map(|kind| StatusFilter(Some(kind))).ok_or_else(known)
}

fn verdict(text: &str) -> Result<GateVerdict, String> {
    let folded = text.trim().to_lowercase().replace(' ', "-");
    let known = || {
        let words: Vec<&str> = GateVerdict::ALL.iter().map(|v| v.word()).collect();
        format!("choose one of {}", words.join(", "))
    };
    GateVerdict::from_word(&folded).ok_or_else(known)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        super::Arguments::command().debug_assert();
    }
}
