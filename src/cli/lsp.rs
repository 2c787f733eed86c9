//! `phasebook lsp`: the language server on stdin and stdout.

use std::path::PathBuf;

use super::Outcome;
use super::args::SiteArguments;
use super::error::Failure;
use super::setup::Setup;
use crate::disk;
use crate::language_server::{Connection, Loaded, serve};

pub(super) fn run(site: &SiteArguments) -> Result<Outcome, Failure> {
    let (connection, threads) = Connection::stdio();
    let load = |root: Option<PathBuf>| load(site, root).map_err(|failure| reason(&failure));
    serve(&connection, &load).map_err(|broken| {
        Failure::new(format!("the editor does not keep to the protocol: {broken}"))
    })?;
    drop(connection);
    threads.join()?;
    Ok(Outcome::Good)
}

/// The site that the arguments name, else that at the editor's folder.
fn load(site: &SiteArguments, root: Option<PathBuf>) -> Result<Loaded, Failure> {
    let mut site = site.clone();
    if let (Some(root), true) = (root, site.root.as_os_str() == ".") {
        site.root = root;
    }
    let setup = Setup::new(&site)?.with_federation().with_history(&site)?.with_changes()?;
    let content = disk::real_path(&setup.content)?;
    let input = setup.input(&[&setup.output(None)])?;
    Ok(Loaded { content, config: setup.config.clone(), input })
}

/// Why a site can't be loaded, in a line.
fn reason(failure: &Failure) -> String {
    match failure {
        Failure::Message { text, help: Some(help) } => format!("{text} ({help})"),
        Failure::Message { text, help: None } => text.clone(),
        Failure::Settings { faults, .. } => {
            let first =
                faults.first().map_or("they can’t be read", |fault| fault.message.as_str());
            format!("the settings: {first}")
        }
        Failure::Theme { fault, .. } => fault.message.clone(),
        Failure::ClosedPipe => "output can’t be written".to_owned(),
    }
}
