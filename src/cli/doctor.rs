//! `phasebook doctor`: what the program finds where it stands, for bug reports. It writes nothing, and tells no words of
//! a plan.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::args::{DoctorArguments, DoctorFormat, SiteArguments};
use super::error::Failure;
use super::report::printable;
use super::setup::{SETTINGS_FILE, Setup};
use super::version::VERSION;
use super::{baseline, clock};
use crate::disk;
use crate::history::NoHistory;
use crate::pipeline::Input;
use crate::view::part::counted;

/// Something that was looked at.
#[derive(Debug, Serialize)]
struct Looked {
    /// What: `settings`.
    name: &'static str,
    /// What was found.
    found: String,
    /// What to do about it, where something is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

impl Looked {
    fn at(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, found: found.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

pub(super) fn run(site: &SiteArguments, options: &DoctorArguments) -> Result<Outcome, Failure> {
    let mut all = vec![program(), threads()];
    match Setup::without_baseline(site) {
        Ok(setup) => of_site(site, &setup, &mut all),
        Err(failure) => all.push(failed("settings", failure)),
    }
    all.extend(limits());
    let mut out = anstream::stdout().lock();
    match options.format {
        DoctorFormat::Json => {
            let text = serde_json::to_string_pretty(&all).map_err(std::io::Error::from)?;
            writeln!(out, "{text}")?;
        }
        DoctorFormat::Human => {
            let width = all.iter().map(|looked| looked.name.len()).max().unwrap_or_default();
            for Looked { name, found, help } in &all {
                writeln!(out, "{name:width$}  {}", printable(found))?;
                if let Some(help) = help {
                    writeln!(out, "{:width$}  help: {}", "", printable(help))?;
                }
            }
        }
    }
    Ok(Outcome::Good)
}

fn program() -> Looked {
    use std::env::consts::{ARCH, OS};
    Looked::at("phasebook", format!("{VERSION}, {OS} {ARCH}"))
}

fn threads() -> Looked {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cores = counted(cores, "core");
    Looked::at(
        "threads",
        match clock::threads() {
            Some(wanted) => format!("{cores}; `RAYON_NUM_THREADS` asks for {wanted}"),
            None => cores,
        },
    )
}

/// What of the site is there.
fn of_site(site: &SiteArguments, setup: &Setup, all: &mut Vec<Looked>) {
    let file = site.config.clone().unwrap_or_else(|| setup.root.join(SETTINGS_FILE));
    all.push(match disk::kind(&file) {
        Ok(Some(_)) => Looked::at("settings", format!("`{}`, read", shown(&file))),
        _ => Looked::at("settings", format!("no `{}`: the defaults", shown(&file))),
    });
    let variables: Vec<String> = clock::environment().into_iter().map(|(name, _)| name).collect();
    if !variables.is_empty() {
        all.push(Looked::at("environment", variables.join(", ")));
    }
    let output = setup.output(None);
    let input = setup.input(&[&output]);
    all.push(match &input {
        Ok(input) => content(setup, input),
        Err(_) => Looked::at("content", format!("`{}` can’t be read", shown(&setup.content)))
            .help("name the folder of the plans with `--content DIR`"),
    });
    all.push(match baseline::read(&setup.root) {
        Ok(accepted) if accepted.count() == 0 => Looked::at("baseline", "none"),
        Ok(accepted) => {
            Looked::at("baseline", format!("{} accepted", counted(accepted.count(), "finding")))
        }
        Err(failure) => failed("baseline", failure),
    });
    all.push(output_of(&output));
    all.extend(setup.settings().federation.iter().map(|other| {
        let path = setup.root.join(&other.plans);
        let is_there = matches!(disk::kind(&path), Ok(Some(_)));
        let what = if is_there { "is there" } else { "is not there" };
        Looked::at("other site", format!("`{}` {what}", other.plans))
    }));
    all.push(history(site, setup));
    all.push(match clock::cache_folder() {
        Some(folder) => Looked::at("cache", format!("`{}`", shown(&folder))),
        None => Looked::at("cache", "none: the environment names no folder for it"),
    });
    all.push(watching(setup, input.as_ref().ok()));
}

fn content(setup: &Setup, input: &Input) -> Looked {
    let bytes: usize = input.documents.iter().map(|document| document.text().len()).sum();
    let found = format!(
        "`{}`: {} of {bytes} bytes, {}",
        shown(&setup.content),
        counted(input.documents.len(), "Markdown file"),
        counted(input.files.len(), "other file")
    );
    if !input.file_findings.is_empty() {
        let unread = counted(input.file_findings.len(), "file");
        return Looked::at("content", format!("{found}; {unread} can’t be read"))
            .help("`phasebook check` says which, and why");
    }
    Looked::at("content", found)
}

fn output_of(output: &Path) -> Looked {
    match (disk::kind(output), disk::site_size(output)) {
        (Ok(None), _) => Looked::at("output", format!("`{}`: not there yet", shown(output))),
        (Ok(Some(_)), Ok(size)) if size.files > 0 => {
            let (files, bytes) = (size.files, size.bytes);
            Looked::at(
                "output",
                format!("`{}`: a site of {files} files, {bytes} bytes", shown(output)),
            )
        }
        _ => Looked::at("output", format!("`{}`: no site of Phasebook", shown(output)))
            .help("`build` publishes into a folder that is empty or holds a site of its own"),
    }
}

fn history(site: &SiteArguments, setup: &Setup) -> Looked {
    if site.no_history {
        return Looked::at("git", "not asked (`--no-history`)");
    }
    match setup.commits() {
        Ok(history) => {
            let commits: BTreeSet<&str> =
                history.values().flat_map(|file| &file.versions).map(|of| &*of.commit.id).collect();
            let files = counted(history.len(), "file");
            Looked::at(
                "git",
                format!("{} of {files} of the content", counted(commits.len(), "commit")),
            )
        }
        Err(reason @ NoHistory::NoRepository) => Looked::at("git", reason.to_string()),
        Err(reason) => {
            let looked = Looked::at("git", reason.to_string());
            match reason.hint() {
                Some(hint) => looked.help(hint),
                None => looked,
            }
        }
    }
}

/// How changes would be noticed.
fn watching(setup: &Setup, input: Option<&Input>) -> Looked {
    if let Some(system) = disk::is_remote(&setup.content) {
        return Looked::at(
            "watching",
            format!(
                "every half second the files are looked over: the content lies on {system}, which does not tell of changes"
            ),
        );
    }
    let documents = input.iter().flat_map(|input| &input.documents);
    let folders: BTreeSet<&str> = documents
        .map(|document| document.path().rsplit_once('/').map_or("", |(folder, _)| folder))
        .collect();
    let needed = counted(folders.len().max(1), "folder");
    let most = disk::kernel_file(Path::new("/proc/sys/fs/inotify/max_user_watches"));
    Looked::at(
        "watching",
        match most {
            Some(most) => format!("{needed} of {} that the system allows", most.trim()),
            None => needed,
        },
    )
}

/// The limits of this process that matter: those that a large site or a preview comes near.
fn limits() -> Option<Looked> {
    let text = disk::kernel_file(Path::new("/proc/self/limits"))?;
    let soft = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next().map(str::to_owned)
    };
    let (files, processes) = (soft("Max open files")?, soft("Max processes")?);
    Some(Looked::at("limits", format!("{files} open files, {processes} processes")))
}

fn failed(name: &'static str, failure: Failure) -> Looked {
    match failure {
        Failure::Message { text, help } => Looked { name, found: text, help },
        Failure::Settings { faults, .. } => {
            let first = faults.first().map_or("", |fault| fault.message.as_str());
            Looked::at(name, format!("{}: {first}", counted(faults.len(), "fault")))
                .help("`phasebook check` shows each with its place")
        }
        Failure::Theme { .. } | Failure::ClosedPipe => Looked::at(name, "can’t be read"),
    }
}

/// A path as a report may show it: what names the user is left out.
fn shown(path: &Path) -> String {
    let home = clock::home();
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) => Path::new("~").join(rest).display().to_string(),
        None => path.display().to_string(),
    }
}
