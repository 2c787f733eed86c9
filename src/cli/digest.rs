//! `phasebook digest`: what changed, was decided, is wanted, slipped and is due next, for a mail on Monday.

mod json;
mod markdown;

use std::io::{self, Write};
use std::sync::Arc;

use super::Outcome;
use super::args::{DigestArguments, DigestFormat, SiteArguments};
use super::error::Failure;
use super::list::is_of;
use super::paths::{is_at_or_below, slashed};
use super::setup::Setup;
use crate::analysis::changes::ChangeLine;
use crate::analysis::past::pair;
use crate::diagnostic::did_you_mean;
use crate::disk;
use crate::history::{NoHistory, moment};
use crate::model::date::{add_days, parse_iso};
use crate::model::history::FileHistory;
use crate::pipeline;
use crate::portfolio::{PlanEntry, Portfolio};
use crate::site::is_read;
use crate::view::html;
use crate::view::portfolio::digest::{DigestPlace, DigestPlans, DigestScope, digest, words};

pub(super) fn run(site: &SiteArguments, options: &DigestArguments) -> Result<Outcome, Failure> {
    let setup = Setup::new(site)?.with_needed_history(site)?;
    let scope = scope(&setup, options)?;
    let setup = setup.with_changes()?.without_models();
    let portfolio = setup.portfolio(&[&setup.output(None)])?;
    let plans = Plans { setup: &setup, scope: &scope };
    plans.refuse_none(&portfolio)?;
    let digest = digest(&portfolio, scope.clone(), &plans);
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match options.format {
        DigestFormat::Markdown => markdown::write(&mut out, &words::letter(&digest))?,
        DigestFormat::Html => {
            out.write_all(html::letter(&words::letter(&digest)).as_str().as_bytes())?;
        }
        DigestFormat::Json => json::write(&mut out, &digest)?,
    }
    out.flush()?;
    Ok(Outcome::Good)
}

/// The time and the plans that are meant.
fn scope(setup: &Setup, options: &DigestArguments) -> Result<DigestScope, Failure> {
    let (today, since) = (setup.config.today, options.since.trim());
    let day = parse_iso(since).or_else(|| add_days(today, -days(since)?));
    let (since, after) = match day {
        Some(day) => (day, None),
        None => {
            let moment = moment(&setup.content, since).map_err(|reason| {
                let is_unknown = matches!(reason, NoHistory::NoRevision { .. });
                let failure = Failure::from(reason);
                if is_unknown {
                    failure.help("write it as `7d`, `2026-11-15` or a revision")
                } else {
                    failure
                }
            })?;
            (moment.day, Some((moment.commit, moment.seconds)))
        }
    };
    let program = options.program.as_deref().map(|folder| program(setup, folder));
    let program = program.transpose()?;
    Ok(DigestScope { since, after, today, program, owner: options.owner.clone() })
}

/// The days of "7d" and "2w".
fn days(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let unit = match unit {
        "d" => 1,
        "w" => 7,
        _ => return None,
    };
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse::<i64>().ok().filter(|_| is_number)?.checked_mul(unit)
}

/// A folder below the content folder: as it is told there, or as a path of the working folder.
fn program(setup: &Setup, folder: &str) -> Result<String, Failure> {
    let told = folder.trim_start_matches("./").trim_end_matches('/');
    if disk::kind(&setup.content.join(told))? == Some(disk::PathKind::Folder) {
        return Ok(told.to_owned());
    }
    let content = disk::real_path(&setup.content)?;
    let real = disk::real_path(folder.as_ref()).ok();
    let below = real.and_then(|real| real.strip_prefix(&content).ok().map(slashed));
    Ok(below.unwrap_or_else(|| told.to_owned()))
}

/// The plans, and which of them were asked for.
struct Plans<'a> {
    setup: &'a Setup,
    scope: &'a DigestScope,
}

impl Plans<'_> {
    /// Refuses a program or an owner without a plan: that nothing changed would be no answer.
    fn refuse_none(&self, portfolio: &Portfolio) -> Result<(), Failure> {
        let DigestScope { program, owner, .. } = self.scope;
        let entries = || portfolio.order.iter().map(|&index| &*portfolio.entries[index]);
        if let Some(program) = program
            && !entries().any(|entry| is_at_or_below(entry.source.path(), program))
        {
            let failure = Failure::new(format!("there is no plan in a program `{program}`"));
            let known = portfolio.programs.iter().map(|program| program.folder.as_str());
            return Err(match did_you_mean(program, known) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help("name a folder of the content folder that holds plans"),
            });
        }
        match owner {
            Some(owner) if !entries().any(|entry| self.is_asked(entry)) => {
                Err(Failure::new(format!("no plan here has an owner `{owner}`"))
                    .help("`phasebook list` shows the owners"))
            }
            _ => Ok(()),
        }
    }
}

impl DigestPlans for Plans<'_> {
    fn is_asked(&self, plan: &PlanEntry) -> bool {
        let DigestScope { program, owner, .. } = self.scope;
        program.as_ref().is_none_or(|folder| is_at_or_below(plan.source.path(), folder))
            && owner.as_ref().is_none_or(|name| is_of(&plan.summary, name))
    }

    fn is_committed(&self, plan: &PlanEntry) -> bool {
        pipeline::is_committed(plan, &self.setup.config)
    }

    fn began_with(&self, plan: &PlanEntry, version: usize) -> Vec<ChangeLine> {
        let config = &self.setup.config;
        let lines = || {
            let history = config.history_of(plan.source.path())?;
            config.changes.as_ref()?.get(&pair(history.versions.get(version)?)?)
        };
        lines().map_or_else(Vec::new, |lines| lines.to_vec())
    }

    fn removed(&self) -> Vec<PlanEntry> {
        let config = &self.setup.config;
        let plan = |(path, history): (&String, &Arc<FileHistory>)| {
            let last = history.versions.first().filter(|last| last.after.is_none())?;
            let is_meant = is_read(path) && self.scope.holds(&last.commit);
            let text = last.before.as_ref().filter(|_| is_meant)?;
            pipeline::earlier(path, text, config.today, config)
        };
        config.history.iter().filter_map(plan).collect()
    }

    fn line(&self, plan: &PlanEntry, of: DigestPlace<'_>) -> Option<u32> {
        let entry = pipeline::open(plan, &self.setup.config);
        let (plan, places) = (&entry.plan, &entry.analysis.risks);
        let span = match of {
            DigestPlace::Phase(index) => plan.phases.get(index)?.span,
            DigestPlace::Decision(index) => plan.decisions.get(index)?.span,
            DigestPlace::Review => plan.header.next_review.as_ref()?.span,
            DigestPlace::Risk(anchor) => {
                let index = places.iter().position(|place| place.anchor == anchor)?;
                plan.risks.get(index)?.span
            }
        };
        Some(entry.source.line(span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_and_weeks_are_read() {
        assert_eq!(["7d", "2w", "0d"].map(days), [Some(7), Some(14), Some(0)]);
        let none = ["", "d", "7", "-7d", "+7d", "7 d", "7m", "é", "99999999999999999999d"];
        assert!(none.iter().all(|text| days(text).is_none()));
        assert_eq!(days("9223372036854775807w"), None);
    }
}
