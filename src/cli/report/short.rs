//! One line a finding: `path:line:column: level[rule]: message`.

use std::io::{self, Write};

use super::{File, printable};

/// Prints the findings of files.
pub(super) fn write(out: &mut impl Write, files: &[File<'_>]) -> io::Result<()> {
    for file in files {
        for finding in &file.findings {
            let (path, place) = (printable(&file.path), file.start(finding));
            let (level, message) = (finding.severity.word(), printable(&finding.message));
            writeln!(
                out,
                "{path}:{}:{}: {level}[{}]: {message}",
                place.line, place.column, finding.code
            )?;
        }
    }
    Ok(())
}
