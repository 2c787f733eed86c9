//! Plans that a plan depends on, beside its neighbours: which they are, and names that lead to none.

use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, did_you_mean, excerpt};
use crate::model::dependency::Dependency;
use crate::model::prose::Target;
use crate::site::{Destination, Directory, Slug};
use crate::text::Span;

/// For so many names that lead nowhere a near one is sought, each among all plans.
const SUGGESTED: usize = 5;

/// What the dependencies of one plan come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResolvedDependencies {
    /// The plans, each once, with the place where it is named first.
    pub plans: Vec<(Slug, Span)>,
    /// Names that lead to no plan.
    pub findings: Vec<Diagnostic>,
}

/// Finds the plans that the plan at `from` names. A link under "Dependencies" that leads to something else
/// is the author's affair; a name in front matter or in a header line says that it is a plan.
pub fn resolve_dependencies(
    from: &str,
    names: &[Dependency],
    directory: &Directory,
) -> ResolvedDependencies {
    let mut resolved = ResolvedDependencies::default();
    let own = directory.plan_at(from);
    let mut known = FxHashSet::default();
    for name in names {
        let destination = directory.resolve(from, &name.target);
        let found = match &destination {
            Destination::Page(route, _) | Destination::NoHeading(route) => route.plan().cloned(),
            _ => None,
        };
        match found {
            Some(plan) if own == Some(&plan) => resolved.findings.push(of_itself(name.span)),
            Some(plan) => {
                let is_new = known.insert(plan.clone());
                resolved.plans.extend(is_new.then_some((plan, name.span)));
            }
            // The audience of the site is not shown it.
            None if destination == Destination::Withheld => {}
            None if name.is_declared => {
                let is_suggested = resolved.findings.len() < SUGGESTED;
                let finding = unknown(name, &destination, directory, is_suggested);
                resolved.findings.push(finding);
            }
            None => {}
        }
    }
    resolved
}

fn of_itself(span: Span) -> Diagnostic {
    Diagnostic::new(
        "unknown-dependency",
        span,
        "the plan names itself as a plan that it depends on",
    )
    .help("name another plan, or remove the entry")
}

fn unknown(
    name: &Dependency,
    destination: &Destination,
    directory: &Directory,
    is_suggested: bool,
) -> Diagnostic {
    let written = excerpt(&name.text);
    let fault = |what: &str| {
        Diagnostic::new("unknown-dependency", name.span, format!("`{written}` {what}"))
            .note("it does not count as a dependency")
    };
    let help = "write the path of a plan from this file or from the content folder, or its slug";
    match destination {
        Destination::Page(..) | Destination::NoHeading(_) => {
            fault("is not a plan: the file states no phase, gate, risk or rollback").help(help)
        }
        Destination::External(_) => fault("is on another site").help(help),
        _ => {
            let wanted = match &name.target {
                Target::Wiki { name, .. } => name.as_str(),
                _ => &name.text,
            };
            let near = is_suggested.then(|| did_you_mean(wanted, directory.plan_slugs())).flatten();
            let fault = fault("is not a plan of this site");
            match near {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help(help),
            }
        }
    }
}
