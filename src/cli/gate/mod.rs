//! `phasebook gate`: may the next phase of a plan begin? For people, and for machines by the exit status.

mod answer;
pub(super) mod phase;
pub(super) mod plan;

use std::io::{self, Write};

use super::Outcome;
use super::args::{GateArguments, GateFormat, SiteArguments};
use super::error::Failure;
use super::setup::Setup;
use crate::analysis::gate::GateVerdict;
use crate::pipeline;
use crate::view::data;

use answer::Answer;

pub(super) fn run(site: &SiteArguments, options: &GateArguments) -> Result<Outcome, Failure> {
    let setup = Setup::new(site)?.without_models();
    let found = plan::find(&setup, &options.plan)?;
    let entry = pipeline::open(found.entry(), &setup.config);
    let chosen = phase::choose(&entry, &found.path, options.phase.as_deref())?;
    let answer = Answer::new(&entry, &found.path, chosen);
    let outcome = match answer.verdict {
        GateVerdict::Ready | GateVerdict::Passed => Outcome::Good,
        GateVerdict::Blocked | GateVerdict::Stopped => Outcome::Findings,
        GateVerdict::Unknown | GateVerdict::NotYetDue => Outcome::Untold,
    };
    match print(&answer, options.format).map_err(Failure::from) {
        // The status is the answer, whoever has stopped to read the words: `phasebook gate … | head -1`.
        Ok(()) | Err(Failure::ClosedPipe) => Ok(outcome),
        Err(failure) => Err(failure),
    }
}

fn print(answer: &Answer<'_>, format: GateFormat) -> io::Result<()> {
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    match format {
        GateFormat::Human => answer.write(&mut out)?,
        GateFormat::Json => {
            data::write_json(&mut out, answer)?;
            writeln!(out)?;
        }
    }
    out.flush()
}
