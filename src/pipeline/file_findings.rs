//! Findings on files that could not be read.

use std::collections::BTreeMap;

use crate::check::Baseline;
use crate::portfolio::FileFinding;
use crate::settings::Settings;

/// Findings on files that could not be read, by the levels of the settings where those say one: they
/// know better than a rule how grave each is. Those that the baseline accepts are counted.
pub(super) fn judge(
    mut findings: Vec<FileFinding>,
    settings: &Settings,
    baseline: &Baseline,
    accepted: &mut BTreeMap<String, usize>,
) -> Vec<FileFinding> {
    findings.retain_mut(|finding| {
        let level = settings.rules.get(finding.diagnostic.code);
        if let Some(Some(severity)) = level {
            finding.diagnostic.severity = *severity;
        }
        level != Some(&None)
    });
    findings.retain(|finding| {
        let count = baseline.accept(
            &finding.path,
            finding.source.as_deref(),
            &mut vec![finding.diagnostic.clone()],
        );
        if count > 0 {
            *accepted.entry(finding.path.clone()).or_default() += count;
        }
        count == 0
    });
    findings
}
