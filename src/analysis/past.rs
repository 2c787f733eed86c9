//! What is known of a plan's earlier versions: what each stated otherwise, and what changed since its decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::changes::ChangeLine;
use super::wording::count;
use crate::model::date::Date;
use crate::model::decision::Decision;
use crate::model::history::{Commit, FileHistory, TextId, Version};
use crate::model::plan::Plan;

/// What texts of plans state otherwise, by the ids of both. A text beside itself stands for what it states beside
/// nothing, as far as that are decisions: so the first version of a plan has those that it began with.
pub type KnownChanges = FxHashMap<(TextId, TextId), Arc<[ChangeLine]>>;

/// The word of changes that are decisions, see [`Change::word`](super::changes::Change::word).
pub const DECIDED: &str = "gate-decided";

/// What a gate was decided on, by the first words of changes: scope, criteria, risks, triggers and steps. Ticks, dates
/// and names go on after a decision.
const DECIDED_ON: [&str; 9] = [
    "phase",
    "users",
    "criterion",
    "transition-criterion",
    "risk",
    "level",
    "rating",
    "trigger",
    "step",
];

/// What commits tell of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// Its versions, the latest first.
    pub versions: Arc<[PlanVersion]>,
    /// Decisions of its log whose first version is known, by their index in the log.
    pub records: BTreeMap<usize, GateRecord>,
}

/// A version of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVersion {
    /// The commit that made it.
    pub commit: Arc<Commit>,
    /// The path that the plan had until then, below the content folder, where it moved.
    pub moved_from: Option<Arc<str>>,
    /// What it states otherwise than the version before.
    pub changes: VersionChanges,
}

/// What a version of a plan states otherwise than the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VersionChanges {
    /// It is the first.
    Began,
    /// The two were not compared: one of the texts is not at hand, or it is too long ago.
    NotCompared,
    /// So much.
    Compared(Arc<[ChangeLine]>),
}

/// The version in which a decision first stood, and what changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateRecord {
    /// The version, as an index into [`Past::versions`].
    pub version: usize,
    /// Its text.
    pub text: TextId,
    /// All that the last commit states otherwise, the gravest first; `None` where the two texts were not compared.
    pub since: Option<Arc<[ChangeLine]>>,
}

impl GateRecord {
    /// What was decided on and is otherwise in the last commit, the gravest first.
    pub fn drift(&self) -> impl Iterator<Item = &ChangeLine> + Clone {
        self.since.iter().flat_map(|lines| lines.iter()).filter(|line| is_decided_on(line))
    }
}

impl Past {
    /// What became of the steps of the way back by commits after a day; `None` where that is not known of each of them.
    pub(super) fn steps_since(&self, day: Date) -> Option<Vec<ChangeLine>> {
        let mut found = Vec::new();
        for version in self.versions.iter() {
            if version.commit.date <= day {
                return Some(found);
            }
            let VersionChanges::Compared(changes) = &version.changes else { return None };
            found.extend(changes.iter().filter(|line| line.kind.starts_with("step-")).cloned());
        }
        None
    }
}

impl PlanVersion {
    /// Whether a reader of many plans hears of it: it begins one, or states a fact otherwise.
    pub fn tells(&self) -> bool {
        match &self.changes {
            VersionChanges::Began => true,
            VersionChanges::NotCompared => false,
            VersionChanges::Compared(changes) => !changes.is_empty(),
        }
    }
}

/// What commits tell of a plan, from what is known.
pub(super) fn past(plan: &Plan, history: &FileHistory, known: &KnownChanges) -> Past {
    let head = history.versions.first().and_then(|version| version.after.as_ref());
    let record = |decision: &Decision| {
        let (version, text) = decided_in(decision, history, known)?;
        let since = match head {
            Some(head) if *head == text => Some(Arc::default()),
            Some(head) => known.get(&(text.clone(), head.clone())).map(Arc::clone),
            None => None,
        };
        Some(GateRecord { version, text, since })
    };
    let records = plan.decisions.iter().enumerate();
    Past {
        versions: versions(history, known),
        records: records.filter_map(|(at, of)| Some((at, record(of)?))).collect(),
    }
}

/// The texts to be compared for a version, as [`KnownChanges`] has them; `None` where there is nothing to compare.
pub fn pair(version: &Version) -> Option<(TextId, TextId)> {
    let after = version.after.as_ref()?;
    match &version.before {
        None => Some((after.clone(), after.clone())),
        Some(before) => (before != after).then(|| (before.clone(), after.clone())),
    }
}

fn versions(history: &FileHistory, known: &KnownChanges) -> Arc<[PlanVersion]> {
    let before = history.versions.iter().skip(1).map(Some).chain([None]);
    let tell = |(version, before): (&Version, Option<&Version>)| PlanVersion {
        commit: Arc::clone(&version.commit),
        moved_from: before.map(|b| Arc::clone(&b.path)).filter(|path| *path != version.path),
        changes: match (&version.before, &version.after) {
            (None, _) => VersionChanges::Began,
            // It was moved, and nothing else.
            (Some(old), Some(new)) if old == new => VersionChanges::Compared(Arc::default()),
            _ => match pair(version).and_then(|pair| known.get(&pair)) {
                Some(changes) => VersionChanges::Compared(Arc::clone(changes)),
                None => VersionChanges::NotCompared,
            },
        },
    };
    history.versions.iter().zip(before).map(tell).collect()
}

/// The latest version in which a decision became what it is, and its text.
fn decided_in(
    decision: &Decision,
    history: &FileHistory,
    known: &KnownChanges,
) -> Option<(usize, TextId)> {
    let is_it = |line: &ChangeLine| {
        &*line.kind == DECIDED
            && line.subject.as_deref() == Some(&*decision.phase_text.plain)
            && line.after.as_deref() == Some(&*decision.verdict_text.plain)
    };
    history.versions.iter().enumerate().find_map(|(at, version)| {
        let pair = pair(version)?;
        known.get(&pair)?.iter().any(is_it).then_some((at, pair.1))
    })
}

/// The texts in which decisions of a plan first stood, as far as is known; the last text is none of them.
pub fn decided_texts(history: &FileHistory, known: &KnownChanges) -> Vec<TextId> {
    let versions = history.versions.iter().skip(1);
    let decided_in = |version: &Version| {
        let pair = pair(version)?;
        let is_decided = known.get(&pair)?.iter().any(|line| &*line.kind == DECIDED);
        is_decided.then_some(pair.1)
    };
    versions.filter_map(decided_in).collect()
}

/// Whether a gate is decided on what a change is of.
pub fn is_decided_on(change: &ChangeLine) -> bool {
    DECIDED_ON.contains(&change.of())
}

/// First words of changes, and what readers call what changed; what has no name of its own comes last.
const KINDS: [(&[&str], &str, &str); 16] = [
    (&["gate"], "decision", "decisions"),
    (&["signature"], "signature", "signatures"),
    (&["status", "current-phase"], "status", "statuses"),
    (&["criterion", "transition-criterion"], "criterion", "criteria"),
    (&["trigger"], "trigger", "triggers"),
    (&["step"], "step", "steps"),
    (&["risk", "level", "rating"], "risk", "risks"),
    (&["phase", "users"], "phase’s scope", "phases’ scopes"),
    (&["acceptance"], "acceptance of a risk", "acceptances of risks"),
    (&["rehearsal"], "rehearsal", "rehearsals"),
    (&["approver"], "approver", "approvers"),
    (&["owner"], "owner", "owners"),
    (&["date", "next-review"], "date", "dates"),
    (&["duration"], "duration", "durations"),
    (&["box"], "box", "boxes"),
    (&["item"], "checklist item", "checklist items"),
];

/// Changes, counted by what changed: "2 criteria, 1 step".
pub fn change_words<'a>(changes: impl Iterator<Item = &'a ChangeLine>) -> String {
    let mut counts = [0; KINDS.len()];
    let mut others = 0;
    for change in changes {
        let kind = KINDS.iter().position(|(kinds, ..)| kinds.contains(&change.of()));
        *kind.map_or(&mut others, |kind| &mut counts[kind]) += 1;
    }
    let counted = KINDS.iter().zip(counts).map(|((_, one, many), n)| (n, *one, *many));
    let counted = counted.chain([(others, "other change", "other changes")]);
    let words = counted.filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many));
    words.collect::<Vec<_>>().join(", ")
}
