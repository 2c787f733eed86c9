//! A digest for chat, and for pages of other tools.

use std::io::{self, Write};

use crate::cli::markdown::{code, escape, struck};
use crate::view::html::{LetterBlock, Run, RunKind};

pub(super) fn write(out: &mut impl Write, blocks: &[LetterBlock]) -> io::Result<()> {
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        match block {
            LetterBlock::Heading(level, runs) => {
                writeln!(out, "{} {}", "#".repeat(usize::from(*level)), line(runs))?;
            }
            LetterBlock::Paragraph(runs) => writeln!(out, "{}", line(runs))?,
            LetterBlock::List(items) => {
                items.iter().try_for_each(|runs| writeln!(out, "- {}", line(runs)))?;
            }
        }
    }
    Ok(())
}

fn line(runs: &[Run]) -> String {
    runs.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let text = &run.text;
    match run.kind {
        RunKind::Plain => text.clone(),
        RunKind::Quoted => escape(text),
        RunKind::Strong => format!("**{}**", escape(text)),
        RunKind::Struck => struck(text),
        RunKind::Code => format!("`{}`", code(text)),
    }
}
