//! A backup who is the primary.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;
use crate::model::rollback::RollbackOwner;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    facts.plan.rollback.owners.iter().filter_map(finding).collect()
}

fn finding(row: &RollbackOwner) -> Option<Diagnostic> {
    let (primary, backup) = (row.primary.as_ref()?, row.backup.as_ref()?);
    if primary.plain.to_lowercase() != backup.plain.to_lowercase() {
        return None;
    }
    let of = match row.phases_text.plain.as_str() {
        "" => String::new(),
        phases => format!(" of `{phases}`"),
    };
    let message = format!("`{}` is both the primary and the backup owner{of}", backup.plain);
    Some(
        Diagnostic::new("same-primary-and-backup", backup.span, message)
            .label("the backup")
            .also(primary.span, "the primary")
            .help("name somebody else as backup, or a rota that always answers"),
    )
}
