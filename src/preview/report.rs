//! What the preview tells in the terminal.

use crate::diagnostic::Severity;
use crate::pipeline::Site;
use crate::view::preview::{Problem, Rebuilt};
use crate::watch::WatchWarning;

/// Something that the user should hear of.
#[derive(Debug)]
pub enum News<'a> {
    /// A new state of the site, or a reason why there is none.
    Rebuilt(RebuildReport<'a>),
    /// Changes are looked for, because the system does not tell of them.
    WatchWarning(&'a WatchWarning),
}

/// A new state of the site.
#[derive(Debug)]
pub struct RebuildReport<'a> {
    /// What changed, and how long it took.
    pub rebuilt: &'a Rebuilt,
    /// Pages that were made anew as far as somebody looks at them.
    pub pages: usize,
    /// Errors, warnings and remarks of the whole site.
    pub findings: [usize; 3],
    /// What keeps newer input from being shown.
    pub problems: &'a [Problem],
    /// Whether that has changed.
    pub are_problems_new: bool,
    /// Whether there is a site to show.
    pub has_site: bool,
}

/// Errors, warnings and remarks of a site.
pub(super) fn findings(site: &Site) -> [usize; 3] {
    let portfolio = site.portfolio();
    let of_plans = portfolio.own().iter().flat_map(|entry| &entry.findings);
    let of_pages = portfolio.pages.iter().flat_map(|page| &page.findings);
    let file_findings = portfolio.file_findings.iter().map(|finding| &finding.diagnostic);
    let mut counts = [0; 3];
    for finding in of_plans.chain(of_pages).chain(file_findings) {
        counts[match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        }] += 1;
    }
    counts
}
