//! `phasebook init`: a new site.

mod from;

use std::io::Write;

use super::Outcome;
use super::args::{InitArguments, SiteArguments};
use super::error::Failure;
use super::setup::SETTINGS_FILE;
use super::{clock, theme};
use crate::disk;
use crate::model::date::add_days;

const SETTINGS: &str = include_str!("starter/phasebook.toml");
const PLAN: &str = include_str!("starter/first-rollout.md");

pub(super) fn run(site: &SiteArguments, options: &InitArguments) -> Result<Outcome, Failure> {
    if let Some(documents) = &options.from {
        return from::run(site, documents, options.format);
    }
    let root = options.dir.as_ref().unwrap_or(&site.root);
    if let Some(names) = &options.theme {
        return theme::run(root, names);
    }
    let today = match site.today {
        Some(date) => date,
        None => clock::today()?,
    };
    let content = site.content.clone().unwrap_or_else(|| root.join("content"));
    let files = [
        (root.join(SETTINGS_FILE), SETTINGS.to_owned()),
        (content.join("first-rollout.md"), dated(PLAN, today)),
    ];
    // Both or neither: a site that is there already is left as it is.
    for (path, _) in &files {
        if disk::kind(path)?.is_some() {
            return Err(Failure::new(format!("`{}` is there already", path.display()))
                .help("name another folder: `phasebook init DIR`"));
        }
    }
    let mut out = anstream::stdout().lock();
    for (path, text) in &files {
        disk::write_new(path, text.as_bytes())?;
        writeln!(out, "{}", path.display())?;
    }
    Ok(Outcome::Good)
}

/// Replaces `{today}` and `{today+14}` by dates.
fn dated(text: &str, today: crate::model::date::Date) -> String {
    let mut out = text.replace("{today}", &today.to_string());
    for days in [6, 7, 20, 21, 34, 35] {
        if let Some(date) = add_days(today, days) {
            out = out.replace(&format!("{{today+{days}}}"), &date.to_string());
        }
    }
    out
}
