//! `phasebook explain`: a rule's page, or the list of rules.

use std::io::{self, Write};

use super::Outcome;
use super::args::ExplainArguments;
use super::error::Failure;
use crate::check::rules;
use crate::diagnostic::did_you_mean;

pub(super) fn run(options: &ExplainArguments) -> Result<Outcome, Failure> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match &options.rule {
        Some(id) => {
            let rule = rules::find(id).ok_or_else(|| unknown(id))?;
            out.write_all(rule.page.as_bytes())?;
        }
        None => {
            let width = rules::ALL.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
            for rule in rules::ALL {
                writeln!(out, "{:width$}  {}", rule.id, rule.summary())?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Good)
}

fn unknown(id: &str) -> Failure {
    let failure = Failure::new(format!("`{id}` is not a rule"));
    match did_you_mean(id, rules::ALL.iter().map(|rule| rule.id)) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`phasebook explain` lists the rules"),
    }
}
