//! What a plan claims that another may claim too: flags, people to call, days.

use crate::model::dependency::Dependency;
use crate::model::phase::PhasePosition;
use crate::model::plan::Plan;
use crate::text::Span;

/// What a plan claims. Small: every plan of a site has one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// Its flags, each once.
    pub flags: Box<[FlagClaim]>,
    /// For each row of its rollback owners the phases that it names, as indices, and where it stands; no
    /// phases: all.
    pub duties: Box<[(Box<[u16]>, Span)]>,
    /// Where each phase stands.
    pub phases: Box<[Span]>,
    /// The plans that it names as those that it depends on.
    pub depends_on: Box<[Dependency]>,
}

/// A flag that a plan turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagClaim {
    /// As written.
    pub name: Box<str>,
    /// The same for comparing: in lower case.
    pub key: Box<str>,
    /// Where it stands first.
    pub span: Span,
}

/// Most bytes of a flag's name; what is longer is a sentence about flags.
const LONGEST_FLAG: usize = 120;

/// Most flags of a plan that are compared with those of others.
const MOST_FLAGS: usize = 50;

impl FlagClaim {
    /// The flags that cells name, each once.
    pub fn in_cells<'a>(cells: impl Iterator<Item = (&'a str, Span)>) -> Vec<Self> {
        let mut flags: Vec<Self> = Vec::new();
        for (text, span) in cells {
            // A remark in brackets, and words without a name of a flag's form, name none.
            for part in text.split([',', ';']).take(MOST_FLAGS) {
                let name = part.split(['(', '（']).next().unwrap_or_default().trim();
                let key = name.to_lowercase();
                let is_name = !name.is_empty() && name.len() <= LONGEST_FLAG && !name.contains(' ');
                let is_new = flags.len() < MOST_FLAGS && flags.iter().all(|f| *f.key != *key);
                if is_name && is_new {
                    flags.push(Self { name: name.into(), key: key.into(), span });
                }
            }
        }
        flags
    }
}

impl Claims {
    /// What a plan claims.
    pub(super) fn of(plan: &Plan) -> Self {
        let phases = plan.phases.iter().filter_map(|phase| phase.flag.as_ref());
        let cells = plan.header.flag.iter().chain(phases);
        let flags = FlagClaim::in_cells(cells.map(|text| (text.plain.as_str(), text.span)));
        let index = |phase: &PhasePosition| u16::try_from(phase.index()).unwrap_or(u16::MAX);
        let duties = plan.rollback.owners.iter();
        Self {
            flags: flags.into(),
            duties: duties.map(|row| (row.phases.iter().map(index).collect(), row.span)).collect(),
            phases: plan.phases.iter().map(|phase| phase.span).collect(),
            depends_on: plan.depends_on.clone().into(),
        }
    }
}
