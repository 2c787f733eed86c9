//! What each gate waits for: a decision, by approver, or work; what is on hold; and past decisions.

mod slips;

use serde::Serialize;

use slips::{SlippedPlan, slipped_plan};

use super::{Lede, Links, page_title};
use crate::analysis::current::CurrentPhaseState;
use crate::analysis::gate::{GateVerdict, SignatureState};
use crate::model::decision::Verdict;
use crate::portfolio::{DecisionSummary, GateSummary, SignatureSummary, Summary, Upstream};
use crate::site::{ListPage, Route};
use crate::view::Context;
use crate::view::names::NameWords;
use crate::view::part::{
    DateText, GateBadge, Html, Pager, counted, date_text, gate_badge, page_slice, pager,
    signature_word,
};
use crate::view::plan::beside::upstream_words;
use crate::view::plan::words::Line;
use crate::view::shell::{Anchor, NavSection, PageFrame, Shell, shell};
use crate::view::waiting::waited;

/// Name of the template.
pub const TEMPLATE: &str = "pages/gates.html";

/// Gates and decisions on a page.
pub const PAGE: usize = 100;

/// A page of gates by what they wait for, then of past decisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GatesPage {
    /// The heading.
    pub title: String,
    /// The sentence.
    pub lede: Lede,
    /// Gates by what they wait for.
    pub waiting: Vec<WaitingFor>,
    /// Whether no gate at all waits for anything.
    pub nothing_wanted: bool,
    /// Plans of this page whose current phase is to end later than first planned, the most days first.
    pub slipped: Vec<SlippedPlan>,
    /// How many there are on all pages.
    pub slipped_count: usize,
    /// Past decisions, newest first.
    pub past: Vec<PastDecision>,
    /// Whether no decision at all is recorded.
    pub nothing_past: bool,
    /// The other pages.
    pub pager: Option<Pager>,
    /// How the verdicts come about.
    pub rule: Anchor,
    /// What waits for whom.
    pub actions: Anchor,
}

/// Gates that wait for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingFor {
    /// Id of the heading: `decision`, `work`, `hold`, `unknown`.
    pub id: &'static str,
    /// The heading.
    pub title: &'static str,
    /// How many there are on all pages.
    pub count: usize,
    /// Those of this page, by who signs them.
    pub approvers: Vec<Approver>,
}

/// Gates that one approver signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approver {
    /// Id of the name.
    pub id: String,
    /// The approver as written; `None` where the plans name nobody.
    pub names: Option<Vec<NameWords>>,
    /// The gates, longest waiting first.
    pub gates: Vec<WantedGate>,
}

/// A gate that waits for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WantedGate {
    /// Link to the phase that the gate ends, else to the plan.
    pub href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// "Gate from Phase 1 to Phase 2".
    pub gate: String,
    /// Value of `data-state`.
    pub state: &'static str,
    /// The verdict.
    pub badge: GateBadge,
    /// What blocks it, and what is missing.
    pub reasons: Vec<String>,
    /// Who has signed, refused and not signed: "Signed: Ana Lima. Open: Finance."
    pub signatures: Option<String>,
    /// Planned last day of the phase.
    pub due: Option<DateText>,
    /// Whether that day is past.
    pub overdue: bool,
    /// How long it has waited for a decision, where that is known.
    pub waited_html: Option<Html>,
    /// The packet for who decides.
    pub packet: Option<Anchor>,
}

/// A past decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PastDecision {
    /// Link to the plan.
    pub plan_href: String,
    /// Language of the plan's words, where it is known and not that of the page.
    pub lang: Option<String>,
    /// The plan's title.
    pub plan: String,
    /// Link to the phase.
    pub href: Option<String>,
    /// The phase as written.
    pub phase: String,
    /// Whether that is too short to break: "Phase 1".
    pub is_short: bool,
    /// Tone of the verdict: `ok`, `warn`, `danger`, `neutral`.
    pub tone: &'static str,
    /// Name of the verdict's icon.
    pub icon: &'static str,
    /// The verdict as written.
    pub verdict: String,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub date: Option<DateText>,
    /// Conditions and reasons.
    pub notes: Option<String>,
}

/// Most characters of a phase's name that stands on one line.
const MOST_UNBROKEN: usize = 12;

/// A gate with its plan.
type Wanted<'a> = (&'a Summary, &'a GateSummary);

/// How many entries all pages hold.
pub(super) fn entries(context: &Context<'_>) -> usize {
    let portfolio = context.portfolio;
    let wanted = portfolio.waiting_gates().len() + portfolio.slipped().len();
    wanted + portfolio.past_decisions().len()
}

/// A page of gates and decisions.
pub fn page(context: &Context<'_>, page: ListPage) -> (Shell, GatesPage) {
    let path = Route::Gates(page).path();
    let links = Links { page: &path };
    let wanted = context.portfolio.waiting_gates();
    let decisions = context.portfolio.past_decisions();
    let slipped = context.portfolio.slipped();
    let (wanted_count, past_count) = (wanted.len(), decisions.len());
    let before_past = wanted_count + slipped.len();
    let total = before_past + past_count;
    let start = (page - 1) * PAGE;
    let here = page_slice(&wanted, page, PAGE);
    let slips = slipped.iter().skip(start.saturating_sub(wanted_count)).take(PAGE - here.len());
    let slips: Vec<SlippedPlan> =
        slips.filter_map(|&plan| slipped_plan(links, &context.portfolio.entries[plan])).collect();
    let rest = PAGE - here.len() - slips.len();
    let past = decisions.skip(start.saturating_sub(before_past)).take(rest);
    let title = page_title("Gates and decisions", page);
    let mut pager = pager(&path, page, total, PAGE, "entry", Route::Gates);
    if let Some(pager) = &mut pager {
        let last = (page * PAGE).min(total);
        let of = if slipped.is_empty() { "gates" } else { "gates, slips" };
        pager.summary = format!("{}–{last} of {total} {of} and decisions", start + 1);
    }
    let view = GatesPage {
        lede: lede(links, &wanted, slipped.len()).missing(context, links),
        waiting: waiting(context, links, &wanted, here),
        nothing_wanted: wanted_count == 0,
        slipped: slips,
        slipped_count: slipped.len(),
        past: past.map(|(plan, decision)| past_decision(links, plan, decision)).collect(),
        nothing_past: past_count == 0,
        pager,
        rule: links.about("gates", "How gates are judged"),
        actions: links.anchor(&Route::Actions(1), "What waits for whom"),
        title: title.clone(),
    };
    let frame = PageFrame::new(&path, &title, NavSection::Gates).dated();
    (shell(context, &frame), view)
}

/// What gates wait for by their verdict, in the order of the page: id, heading, the words of a sentence
/// about one gate and about several.
const WAITS: [(GateVerdict, &str, &str, [&str; 2]); 4] = [
    (
        GateVerdict::Ready,
        "decision",
        "Waiting for a decision",
        ["waits for a decision", "wait for a decision"],
    ),
    (GateVerdict::Blocked, "work", "Waiting for work", ["waits for work", "wait for work"]),
    (GateVerdict::Stopped, "hold", "On hold", ["is on hold", "are on hold"]),
    (GateVerdict::Unknown, "unknown", "Can’t tell", ["can’t be judged", "can’t be judged"]),
];

/// "2 gates wait for a decision. 3 wait for work, 1 is on hold, 2 can’t be judged. 1 plan has slipped."
fn lede(links: Links<'_>, wanted: &[Wanted<'_>], slipped: usize) -> Lede {
    let mut strong = Line::of("No gate waits for a decision.");
    let mut rest = Vec::new();
    let mut before = 0;
    for (verdict, id, _, words) in WAITS {
        let n = wanted.iter().filter(|(_, gate)| gate.verdict == verdict).count();
        if n == 0 {
            continue;
        }
        let words = words[usize::from(n > 1)];
        let href = format!("{}#{id}", links.to(&Route::Gates(before / PAGE + 1)));
        before += n;
        if verdict == GateVerdict::Ready {
            let words = format!("{} {words}", counted(n, "gate"));
            strong = Line::default().link(words, &href).say(".");
        } else {
            rest.push(Line::default().link(format!("{n} {words}"), &href));
        }
    }
    let rest = if rest.is_empty() { Line::default() } else { Line::list(&rest).say(".") };
    let has = if slipped == 1 { "has" } else { "have" };
    let href = format!("{}#slips", links.to(&Route::Gates(wanted.len() / PAGE + 1)));
    let slips = match slipped {
        0 => Line::default(),
        n => Line::default().link(format!("{} {has} slipped", counted(n, "plan")), &href).say("."),
    };
    Lede::of(strong, rest.then(&slips))
}

/// The gates of a page by what they wait for.
fn waiting(
    context: &Context<'_>,
    links: Links<'_>,
    all: &[Wanted<'_>],
    here: &[Wanted<'_>],
) -> Vec<WaitingFor> {
    here.chunk_by(|a, b| a.1.verdict == b.1.verdict)
        .filter_map(|gates| {
            let verdict = gates.first()?.1.verdict;
            let (_, id, title, _) = *WAITS.iter().find(|(of, ..)| *of == verdict)?;
            let count = all.iter().filter(|(_, gate)| gate.verdict == verdict).count();
            Some(WaitingFor { id, title, count, approvers: approvers(context, links, id, gates) })
        })
        .collect()
}

fn approvers(
    context: &Context<'_>,
    links: Links<'_>,
    id: &str,
    gates: &[Wanted<'_>],
) -> Vec<Approver> {
    gates
        .chunk_by(|a, b| a.1.approver_key() == b.1.approver_key())
        .enumerate()
        .map(|(index, group)| {
            let name = group.first().and_then(|(_, gate)| gate.approver.as_deref());
            Approver {
                id: format!("{id}-{}", index + 1),
                names: name.map(|name| links.names(context, name)),
                gates: group
                    .iter()
                    .map(|&(plan, gate)| gate_row(context, links, plan, gate))
                    .collect(),
            }
        })
        .collect()
}

fn gate_row(
    context: &Context<'_>,
    links: Links<'_>,
    plan: &Summary,
    gate: &GateSummary,
) -> WantedGate {
    let unplaced =
        plan.current.state == CurrentPhaseState::NotStated && gate.verdict == GateVerdict::Unknown;
    let missing = gate.missing.iter().map(|m| format!("Missing: {m}"));
    let entry = context.portfolio.entry_of(plan);
    let upstream = entry.map(|entry| context.portfolio.beside(entry, &[]).upstream);
    let upstream = upstream.into_iter().flatten().filter(Upstream::is_held);
    let waits = upstream.filter_map(|on| {
        let (name, stands) = upstream_words(on.gate.as_ref()?);
        Some(format!("Waits on {}: {name} {stands}", on.plan.title))
    });
    let reasons = gate.blockers.iter().cloned().chain(missing).chain(waits).collect();
    WantedGate {
        href: links
            .phase(plan, gate.phase)
            .filter(|_| !unplaced)
            .unwrap_or_else(|| links.plan(plan)),
        lang: plan.lang.clone(),
        plan: plan.called(),
        gate: if unplaced {
            "Current phase not stated".to_owned()
        } else {
            gate_title(plan, gate.phase)
        },
        state: match gate.verdict {
            GateVerdict::Stopped | GateVerdict::Blocked => "stop",
            GateVerdict::Passed | GateVerdict::Ready => "met",
            GateVerdict::Unknown | GateVerdict::NotYetDue => "todo",
        },
        badge: gate_badge(gate.verdict, gate.met, gate.total),
        reasons,
        signatures: signature_words(&gate.signatures),
        due: gate.due.map(date_text),
        overdue: gate.due.is_some_and(|due| due < context.today),
        packet: entry.and_then(|entry| {
            let href = links.to(&entry.packet_route(gate.phase)?);
            Some(Anchor { href, text: "Packet for the decision".to_owned() })
        }),
        waited_html: entry.and_then(|entry| waited(context, entry, gate)).map(Line::html),
    }
}

/// Signatures by how they stand, the refused ones first: "Refused: Ana Lima. Open: Finance, Legal."
fn signature_words(signatures: &[SignatureSummary]) -> Option<String> {
    const STATES: [SignatureState; 3] =
        [SignatureState::Refused, SignatureState::Open, SignatureState::Signed];
    let of = |state: SignatureState| {
        let own = signatures.iter().filter(|signature| signature.state == state);
        let names = own.map(|signature| match signature.who.as_str() {
            "" => "not named",
            who => who,
        });
        let names: Vec<&str> = names.collect();
        (!names.is_empty()).then(|| format!("{}: {}.", signature_word(state), names.join(", ")))
    };
    let parts: Vec<String> = STATES.into_iter().filter_map(of).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// "Gate from Phase 1 to Phase 2": the gate at the end of a phase.
pub(super) fn gate_title(plan: &Summary, phase: usize) -> String {
    let label = |index: usize| plan.phases.get(index).map(|(label, _)| label.as_str());
    match (label(phase), label(phase + 1)) {
        (Some(from), Some(to)) => format!("Gate from {from} to {to}"),
        (Some(last), None) => format!("Gate at the end of {last}"),
        (None, _) => "Gate".to_owned(),
    }
}

fn past_decision(links: Links<'_>, plan: &Summary, decision: &DecisionSummary) -> PastDecision {
    let (tone, icon) = match decision.verdict {
        Some(Verdict::Go) => ("ok", "check"),
        Some(Verdict::GoWithConditions) => ("warn", "check"),
        Some(Verdict::Hold) => ("warn", "pause"),
        Some(Verdict::NoGo) => ("danger", "stop"),
        Some(Verdict::RolledBack) => ("danger", "undo"),
        None => ("neutral", "unknown"),
    };
    let stated =
        |text: &str| if text.is_empty() { "Not stated".to_owned() } else { text.to_owned() };
    PastDecision {
        plan_href: links.plan(plan),
        lang: plan.lang.clone(),
        plan: plan.called(),
        href: decision.index.and_then(|index| links.phase(plan, index)),
        phase: stated(&decision.phase),
        is_short: decision.phase.chars().count() <= MOST_UNBROKEN,
        tone,
        icon,
        verdict: stated(&decision.verdict_text),
        by: decision.by.clone(),
        date: decision.date.map(date_text),
        notes: decision.notes.clone(),
    }
}

#[cfg(test)]
mod tests;
