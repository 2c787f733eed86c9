//! How the site derives what it shows, from the constants that it derives it with.

use serde::Serialize;

use super::{Links, changes};
use crate::analysis::attention::ReasonKind;
use crate::analysis::gate::GateVerdict;
use crate::diagnostic::Severity;
use crate::model::checklist::MarkState;
use crate::model::header::StatusKind;
use crate::model::risk::LevelKind;
use crate::parse::marks;
use crate::settings::{Band, Settings};
use crate::site::{PlansOf, Route};
use crate::view::Context;
use crate::view::data;
use crate::view::derivation::{self, Rules};
use crate::view::finding::severity_words;
use crate::view::part::{
    BandBadge, GateBadge, StatusBadge, band_badge, counted, gate_badge, status_badge,
};
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};

/// Name of the template.
pub const TEMPLATE: &str = "pages/about.html";

/// How the site derives what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AboutPage {
    /// The rules that whole sections are about.
    pub rules: Rules,
    /// How long a measured value counts: "7 days".
    pub measure_days: String,
    /// Every status and what it means.
    pub statuses: Vec<Meaning<StatusBadge>>,
    /// Every verdict on a gate and when it holds, the first that holds first.
    pub gates: Vec<Meaning<GateBadge>>,
    /// Levels of impact, lowest first.
    pub impact: Vec<&'static str>,
    /// The grid, highest likelihood first.
    pub grid: Vec<GridRow>,
    /// The band of each overall level, worst first.
    pub ratings: Vec<Rating>,
    /// Every band and what it means for a gate, worst first.
    pub bands: Vec<Meaning<BandBadge>>,
    /// What each mark of a box counts as.
    pub boxes: Vec<MarkMeaning>,
    /// Reasons for attention, worst first.
    pub reasons: Vec<String>,
    /// Every severity and when a hole in a plan has it.
    pub severities: Vec<Meaning<SeverityBadge>>,
    /// What changed; `None` where no commit of a plan is known.
    pub changes: Option<Anchor>,
    /// Files for machines.
    pub data: Vec<Anchor>,
    /// All findings.
    pub findings: String,
    /// All people, all roles, and what nobody is named for.
    pub owners: Vec<Anchor>,
}

/// A badge and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meaning<T> {
    /// The badge.
    pub badge: T,
    /// What it means.
    pub text: String,
}

/// A severity as a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SeverityBadge {
    /// The word.
    pub text: &'static str,
    /// Its tone.
    pub tone: &'static str,
    /// Name of the icon's symbol.
    pub icon: &'static str,
}

/// The band of one overall level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rating {
    /// The level.
    pub label: &'static str,
    /// Its band.
    pub band: BandBadge,
}

/// Marks of boxes that count alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MarkMeaning {
    /// What they count as.
    pub label: &'static str,
    /// The marks.
    pub marks: Vec<String>,
    /// What else counts so.
    pub more: &'static str,
}

/// The bands of one likelihood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridRow {
    /// The likelihood.
    pub label: &'static str,
    /// A band for each impact, lowest first.
    pub bands: Vec<BandBadge>,
}

/// How the site derives what it shows.
pub fn page(context: &Context<'_>) -> (Shell, AboutPage) {
    let path = Route::About.path();
    let links = Links { page: &path };
    let settings = context.settings;
    let scale = &settings.scale;
    let view = AboutPage {
        measure_days: counted(settings.site.measure_days as usize, "day"),
        rules: derivation::RULES,
        statuses: StatusKind::ALL.into_iter().map(status).chain([not_stated()]).collect(),
        gates: gates(settings),
        impact: scale.impact.iter().map(|i| i.label()).collect(),
        grid: scale
            .likelihood
            .iter()
            .zip(&scale.grid)
            .rev()
            .map(|(likelihood, bands)| GridRow {
                label: likelihood.label(),
                bands: bands.iter().map(|b| band_badge(*b)).collect(),
            })
            .collect(),
        ratings: LevelKind::KNOWN
            .into_iter()
            .rev()
            .filter_map(|level| {
                let band = band_badge(scale.rating.band(level)?);
                Some(Rating { label: level.label(), band })
            })
            .collect(),
        boxes: [MarkState::Done, MarkState::Open, MarkState::NotApplicable].map(boxes).into(),
        bands: Band::ALL.map(|b| band(b, scale.tolerated)).into(),
        reasons: ReasonKind::ALL.map(|kind| reason(kind, settings)).into(),
        severities: Severity::ALL.map(severity).into(),
        changes: changes::link_of(context, links, &PlansOf::Site),
        data: [
            ("plans.json", "All plans with their derived values, as JSON"),
            ("plans.csv", "The plans as a table (CSV)"),
            ("risks.csv", "The risks as a table (CSV)"),
            (data::SCHEMA_NAME, "What stands in the JSON (JSON Schema)"),
        ]
        .map(|(file, text)| links.anchor(&Route::Data(file), text))
        .into(),
        findings: links.to(&Route::Findings(1)),
        owners: [
            (Route::Owners(1), "People and their responsibilities"),
            (Route::Roles(1), "Unassigned roles"),
            (Route::Nobody(1), "Unassigned"),
        ]
        .map(|(route, text)| links.anchor(&route, text))
        .into(),
    };
    (shell(context, &PageFrame::new(&path, "How this site works", NavSection::None)), view)
}

/// Every verdict, in the order in which they are tried; a gate is unknown for two reasons, which are
/// tried before and after what blocks it.
fn gates(settings: &Settings) -> Vec<Meaning<GateBadge>> {
    let rule = |verdict| (verdict, derivation::gate(verdict, settings, true));
    let unknown = |rule: &str| (GateVerdict::Unknown, rule.to_owned());
    [
        rule(GateVerdict::Stopped),
        rule(GateVerdict::Passed),
        rule(GateVerdict::NotYetDue),
        unknown(derivation::UNPLACED),
        rule(GateVerdict::Blocked),
        unknown(&derivation::unread(true)),
        rule(GateVerdict::Ready),
    ]
    .map(|(verdict, text)| Meaning { badge: gate_badge(verdict, 0, 0), text })
    .into()
}

fn status(kind: StatusKind) -> Meaning<StatusBadge> {
    let text = match kind {
        StatusKind::Draft => "Being written.",
        StatusKind::Approved => "Agreed, and not begun.",
        StatusKind::InProgress => "Live: a phase is running.",
        StatusKind::Paused => "Halted, with users on it. Counted beside the live plans.",
        StatusKind::RolledBack => "Withdrawn from users.",
        StatusKind::Complete => "Done.",
        StatusKind::Cancelled => "Given up.",
        StatusKind::Unknown => {
            "The plan states a status that we don’t recognise. It is shown as written, never \
             taken for another, and needs attention."
        }
    };
    Meaning { badge: status_badge(Some((kind, kind.label()))), text: text.to_owned() }
}

fn not_stated() -> Meaning<StatusBadge> {
    Meaning { badge: status_badge(None), text: "The plan states no status.".to_owned() }
}

/// The marks of a state, after those that every task item can bear.
fn boxes(state: MarkState) -> MarkMeaning {
    let (label, own, more) = match state {
        MarkState::Done => ("Done", "[x]", ""),
        MarkState::Open => ("Open", "[ ]", "and any other sign in brackets but a letter or digit"),
        MarkState::NotApplicable => {
            ("Not counted", "", "and other words in brackets for what does not apply")
        }
    };
    let own = Some(own.to_owned()).filter(|own| !own.is_empty());
    MarkMeaning { label, marks: own.into_iter().chain(marks(state)).collect(), more }
}

fn band(band: Band, tolerated: Band) -> Meaning<BandBadge> {
    let gate = if band > tolerated {
        "An open risk of this band blocks the gate that it is bound to."
    } else {
        "Does not block a gate."
    };
    let more = if band == Band::Severe { " An open one needs attention." } else { "" };
    Meaning { badge: band_badge(band), text: format!("{gate}{more}") }
}

fn reason(kind: ReasonKind, settings: &Settings) -> String {
    let days = |n: u32| counted(usize::try_from(n).unwrap_or(usize::MAX), "day");
    match kind {
        ReasonKind::TriggerMet => {
            "A trigger of the rollback is met by what was measured.".to_owned()
        }
        ReasonKind::Unread => "Its status or its current phase can’t be read.".to_owned(),
        ReasonKind::GateStopped => "A gate is stopped.".to_owned(),
        ReasonKind::GateBlocked => format!(
            "A gate is blocked and due: the phase’s planned end is past or within {}; or it is \
             blocked by a severe risk.",
            days(settings.site.attention_days)
        ),
        ReasonKind::Errors => "The plan has an error among its findings.".to_owned(),
        ReasonKind::SevereRisk => "A severe risk is open.".to_owned(),
        ReasonKind::NoRollback => {
            "The live phase has no rollback owner, or the plan no rollback steps for it.".to_owned()
        }
        ReasonKind::DecisionWanted => "A ready gate waits for its decision.".to_owned(),
        ReasonKind::Overdue => "The current phase has run past its planned end.".to_owned(),
        ReasonKind::Stale => format!(
            "The plan was not updated for {} (only where the plan says when it was updated).",
            days(settings.site.stale_days)
        ),
        ReasonKind::ReviewOverdue => {
            "The day of the plan’s next review is past (only where the plan states one).".to_owned()
        }
    }
}

fn severity(severity: Severity) -> Meaning<SeverityBadge> {
    let (text, tone, icon) = severity_words(severity);
    let meaning = match severity {
        Severity::Error => {
            "A gap in a plan that is in progress or paused, a contradiction, or input that is \
             broken."
        }
        Severity::Warning => {
            "The same gap in a plan that is approved, or that states no known status; and what is \
             worth a second look in any plan that is neither a draft nor over."
        }
        Severity::Info => {
            "The same gap in a draft, or in a plan that is complete, rolled back or cancelled."
        }
    };
    Meaning { badge: SeverityBadge { text, tone, icon }, text: meaning.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::portfolio::fixture::site;

    #[test]
    fn every_verdict_band_and_number_is_there() {
        let (_, page) = site(Vec::new(), Vec::new(), page);
        assert_eq!(
            page.gates.len(),
            GateVerdict::ALL.len() + 1,
            "a gate is unknown for two reasons"
        );
        for verdict in GateVerdict::ALL {
            assert!(page.gates.iter().any(|g| g.badge.verdict == verdict.word()));
        }
        assert_eq!(page.statuses.len(), StatusKind::ALL.len() + 1);
        assert_eq!((page.grid.len(), page.grid[0].bands.len()), (3, 4));
        assert_eq!(page.grid[0].bands[3].text, "Severe");
        assert!(page.reasons[3].contains("within 7 days"));
        assert!(page.reasons[9].contains("30 days"));
        let ratings: Vec<_> = page.ratings.iter().map(|r| (r.label, r.band.text)).collect();
        assert_eq!(
            ratings[..3],
            [("Critical", "Severe"), ("Very high", "Severe"), ("High", "Major")]
        );
        assert_eq!(ratings.len(), LevelKind::KNOWN.len());
        let boxes: Vec<_> = page.boxes.iter().map(|b| (b.label, b.marks[0].as_str())).collect();
        assert_eq!(boxes, [("Done", "[x]"), ("Open", "[ ]"), ("Not counted", "[-]")]);
        assert!(page.gates[4].text.contains("an open major or severe risk"));
    }
}
