//! Signatures that say something, and not for sure what or of which gate; reading finds the former.

use crate::check::RuleInput;
use crate::diagnostic::Diagnostic;

pub(super) fn check(facts: &RuleInput<'_>) -> Vec<Diagnostic> {
    if facts.plan.is_closed() {
        return Vec::new();
    }
    let unclear = facts.analysis.unclear_signatures.iter();
    unclear.map(|&index| finding(facts, index)).collect()
}

fn finding(facts: &RuleInput<'_>, index: usize) -> Diagnostic {
    let signature = &facts.plan.signatures[index];
    let who = signature.who().map_or("this signature", |who| who.plain.as_str());
    let message = format!("`{who}` has signed, and no phase tells which gate");
    Diagnostic::new("unclear-signature", signature.span, message)
        .note("it counts for no gate: one has been decided before, and this one may be older")
        .help("add a column `Phase`, or the day of the signature and of each decision")
}
