//! How values are derived, in words: what the page about the site says, and what stands beside a
//! value to explain it.

use serde::Serialize;

use crate::analysis::current::CurrentPhaseSource;
use crate::analysis::gate::GateVerdict;
use crate::settings::{Band, Settings};

/// The rules that need no number or word of a site's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rules {
    /// When a plan is live.
    pub live: &'static str,
    /// What a gate waits for, by its verdict.
    pub waits: &'static str,
    /// Which plans may need attention.
    pub attention: &'static str,
    /// In which order plans stand.
    pub plan_order: &'static str,
    /// Where the current phase stands, the first source first.
    pub current_phase: [&'static str; 4],
    /// What holds where none of them says it.
    pub no_current_phase: &'static str,
    /// How a phase stands.
    pub phase_state: &'static str,
    /// What a gate's criteria say.
    pub criteria: &'static str,
    /// How a risk gets its band.
    pub bands: &'static str,
    /// How a risk that states a single overall level gets its band.
    pub rating: &'static str,
    /// Which risks are open.
    pub open_risks: &'static str,
    /// In which order risks stand.
    pub risk_order: &'static str,
    /// When the status and the evidence disagree.
    pub contradictions: &'static str,
    /// What counts as progress.
    pub progress: &'static str,
    /// When a phase begins and ends.
    pub dates: &'static str,
    /// How durations are read.
    pub durations: &'static str,
    /// When a phase is overdue.
    pub overdue: &'static str,
    /// What timelines draw beside the dates of phases.
    pub drawing: &'static str,
    /// What stands on the page of a week.
    pub week: &'static str,
    /// How steps between phases are judged, and how people are counted over the calendar.
    pub exposure: &'static str,
    /// How plans are counted at the ends of past weeks.
    pub trends: &'static str,
    /// What a phase has, should it go wrong.
    pub coverage: &'static str,
    /// Who is called first.
    pub call: &'static str,
    /// How measures stand, and what they decide.
    pub measures: &'static str,
    /// What a plan depends on, and what follows.
    pub dependencies: &'static str,
    /// Where rollouts are in each other's way.
    pub collisions: &'static str,
}

/// The rules that need no number or word of a site's settings.
pub(super) const RULES: Rules = Rules {
    live: "A plan is live when its status is In Progress, or when its current phase is live and its \
           status does not say otherwise: Paused, Complete, Rolled Back and Cancelled do. A plan \
           whose status isn’t recognised, or isn’t stated, is judged by its phase alone. A paused plan is counted beside the \
           live ones, never among them; the list of rollbacks holds both.",
    waits: "Everywhere on this site a ready gate waits for a decision, a blocked one waits for work, a \
            stopped one is on hold, and of an unknown one the site can’t tell.",
    attention: "A plan that is live, paused or rolled back, or whose status can’t be read, needs \
                attention for these reasons. The first is said before all others and weighs as much \
                as an error; the others are listed most urgent first:",
    plan_order: "Lists of plans show those that need attention first, by their most urgent reason; then \
                 other live and paused plans, approved ones, drafts, those with an unknown status, those \
                 without one, and closed ones. Plans that tie are listed by title.",
    current_phase: [
        "a header line or front matter “Current phase”",
        "the phase whose own status is in progress; of several, the first",
        "the phase after the last one with a Go, also one with conditions, unless it was taken back \
         later; after a Go on the last phase all are done",
        "the plan’s status: all phases are done when it is complete, and none has begun when it is \
         a draft or approved",
    ],
    no_current_phase: "Where the plan has none of these, the current phase is not stated.",
    phase_state: "The current phase is live, those before it are complete, the one after it is \
                  next, and the others are later. A phase whose own status is paused, rolled back \
                  or cancelled shows that instead, and a plan’s own status of these kinds shows on \
                  its current phase.",
    criteria: "Ticks of criteria that hold for every gate apply to the gate of the current phase.",
    bands: "The band of a risk is looked up in this site’s table by the likelihood and the impact \
            that its plan states. It is never computed, so that a rare disaster is not hidden by a \
            product of two numbers.",
    rating: "A risk that states a single overall level (Rating, Risk level, a heading such as “High risks”, or a \
             score with a legend) and no likelihood and impact that the table holds gets the band of that \
             level. It is listed beside the map, and gates, lists and the order of risks count it like \
             any other.",
    open_risks: "Open, mitigating, accepted and occurred risks count as open, and so do risks whose \
                 status is unknown or not stated.",
    risk_order: "Risks are always listed by band, then impact, likelihood and ID.",
    contradictions: "Where the plan’s own evidence says otherwise, both are shown, and the author’s word is \
              never replaced.",
    progress: "Ticked items of a plan’s checklists are counted, and so are other boxes: those in \
               tables, signs such as ☐ and ✅, and marks such as [/] or [?]. What does not apply, as \
               [-] and “n/a” say, counts in neither number. Transition criteria are counted at their \
               gate.",
    dates: "A phase has the dates that its plan states. Without them they are projected: a phase \
            begins the day after the one before it ends, and its last day is its first day plus its \
            duration, less one day.",
    durations: "A range takes its longer bound, hours round up to days, months follow the calendar, \
                business days skip Saturdays and Sundays. An ongoing phase has no end, and what \
                follows it has no projected dates.",
    overdue: "A phase is overdue while the plan is live, the phase is current and its last day is \
              past.",
    drawing: "A timeline draws an overdue phase on to today, and what follows it as if the phase ended today: a phase \
              without a start of its own then begins tomorrow. That is a drawing: lists, tables and data keep the \
              dates above. A hold is drawn from its decision to today, where the log tells its day. A freeze \
              that the site’s settings name lies behind the phases of the plans that it holds for.",
    week: "A week runs from Monday to Sunday. Its page lists the planned first and last days of phases that are not \
           over, decisions of the logs, reviews, and the last days on which accepted risks are accepted. A gate is due \
           on the last day of its phase, unless the rollout is still in an earlier phase. Of plans that are complete, \
           cancelled or rolled back decisions alone are listed. Overdue are phases, as above, and reviews whose day \
           is past. Users are summed only where a phase that starts states a number of people. Some plans count \
           everybody reached by then and others those whom the phase adds, so the sum is the most that can be new. \
           Shares are not summed, as nobody states of how many.",
    exposure: "A plan’s bars show the share of users that each phase states, else its number of people. A step jumps \
               where a phase reaches more than 10 times as many as the one before, or more than 50 percent points more \
               of all users: most of those users meet the new at once and for the first time. It shrinks where a phase \
               reaches fewer. Phases that state nothing alike are not compared. Over the calendar people are counted as \
               plans state them: those of phases that start in a week, and those of phases that run on its last day, of \
               several phases of one plan that of the largest. Past weeks count phases that began; a live phase runs on \
               until the week of today at least, and has no end while it is overdue or paused. Shares, words and phases without a \
               first day are not counted, and plans that are over are left out.",
    trends: "Weeks end on Sunday. The last eleven that are over are counted by the text that each plan had in the last \
             commit of that day or before, under today’s settings and as of that day, so that an acceptance which \
             has ended since still held. The last count is today’s, of the plans of this build. Risks count as open \
             as on the page of risks: those of plans that are not over. Gates of cancelled and rolled-back plans are left out. Plans that are \
             gone since count until the commit that removed them. Measures in files beside plans count today alone, as earlier \
             commits are not asked for them.",
    coverage: "A phase is covered by the triggers and steps that hold for every phase or for it, \
               and by the rows of rollback owners that name it.",
    call: "The rollback owners of the current phase are called first; where no phase is live and \
           the plan has one row of owners, its owners are.",
    dependencies: "A plan depends on the plans that its header names and on those that it links under a heading \
                   such as Dependencies; prose that speaks of another plan states nothing. Where the gate of such a \
                   plan is stopped, blocked or unknown, the pages of the plan that depends on it say so; its own \
                   verdict stays as it is.",
    measures: "A measured value is met or not met where value and target are one number each, in one unit or in units of \
               time. Anything else is unknown: a range, a rough value, a target that does not say which side is good. \
               A criterion or trigger with the same words as the metric, case and punctuation aside, and of the same \
               phase or none, is held by its own words against that value. A success criterion of the current phase \
               that is not met blocks its gate; a trigger that is met puts the plan first. Nothing is ticked by a \
               measure.",
    collisions: "Rollouts that are neither closed nor templates are compared, drafts among them, and of their phases \
                 those that are not over. One flag in two plans is a collision. So is one person whom the rollback \
                 owners name first for phases of two plans that have a day in common; a role counts only where the \
                 settings name who holds it. A phase that begins, ends or runs through a freeze of the settings is \
                 listed, and is a finding where it begins in it. Of phases without dates the site can’t tell.",
};

/// The rule that found the current phase.
pub(super) const fn current_phase(from: CurrentPhaseSource) -> &'static str {
    let [stated, phase_status, decisions, plan_status] = RULES.current_phase;
    match from {
        CurrentPhaseSource::Stated => stated,
        CurrentPhaseSource::PhaseStatus => phase_status,
        CurrentPhaseSource::Decisions => decisions,
        CurrentPhaseSource::PlanStatus => plan_status,
    }
}

/// When a gate is unknown, whatever else blocks it.
pub(super) const UNPLACED: &str = "The plan does not state its current phase, or no transition \
                                   criterion for this gate. The page names what is missing.";

/// When a gate is unknown that nothing is known to block. Of signatures only plans are told that have some.
pub(super) fn unread(signs: bool) -> String {
    let signature = if signs { "a signature, " } else { "" };
    format!(
        "Something that could block or stop the gate can’t be read: the rating of an open risk that is \
         bound to this gate or an earlier one, a box among its criteria, a decision, {signature}its \
         approver, the plan’s status or current phase. The page names what is missing, also beside \
         what blocks a gate."
    )
}

/// When a gate has a verdict, under a site's settings; `signs`: of a plan that has signatures, or of all.
pub(super) fn gate(verdict: GateVerdict, settings: &Settings, signs: bool) -> String {
    match verdict {
        GateVerdict::Stopped => {
            let refused = if signs {
                " or a signature of the gate is refused, and no Go was decided on a later day;"
            } else {
                ""
            };
            format!(
                "The latest decision about the phase is No-Go, Hold or Rolled back;{refused} or the \
                 plan is paused, rolled back or cancelled, and this is the current phase’s gate."
            )
        }
        GateVerdict::Passed => {
            "The latest decision is Go or Go with conditions, or a later phase is current, or the \
             plan is complete."
                .to_owned()
        }
        GateVerdict::NotYetDue => {
            "An earlier phase is current, or the plan is a draft or approved and no phase has begun."
                .to_owned()
        }
        GateVerdict::Unknown => format!("{UNPLACED} Or: {}", unread(signs)),
        GateVerdict::Blocked => blocked(settings),
        GateVerdict::Ready => {
            "Nothing in the plan blocks it. Whether to go is for the approver to decide.".to_owned()
        }
    }
}

fn blocked(settings: &Settings) -> String {
    let launch = match &settings.site.launch_phase {
        Some(phase) => format!("the launch phase ({phase})"),
        None => "the last phase".to_owned(),
    };
    let bands = blocking_bands(settings.scale.tolerated);
    let risks = if bands.is_empty() {
        String::new()
    } else {
        format!("an open {bands} risk that is bound to this gate or an earlier one; ")
    };
    format!(
        "At least one of these: an unticked transition criterion; a success criterion of the current \
         phase that its measured value does not meet; {risks}no approver, or no \
         rollback owner, while the plan is in progress; an unticked required pre-launch item at \
         the gate into {launch}."
    )
}

/// "major or severe": the bands above the tolerated one.
fn blocking_bands(tolerated: Band) -> String {
    let words: Vec<&str> =
        Band::ALL.into_iter().rev().filter(|b| *b > tolerated).map(Band::word).collect();
    match words.as_slice() {
        [] => String::new(),
        [head @ .., last] if !head.is_empty() => format!("{} or {last}", head.join(", ")),
        [one, ..] => (*one).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_above_the_tolerated_one_block() {
        assert_eq!(blocking_bands(Band::Severe), "");
        assert_eq!(blocking_bands(Band::Minor), "moderate, major or severe");
        let blocked = gate(GateVerdict::Blocked, &Settings::default(), true);
        assert!(blocked.contains("an open major or severe risk"), "{blocked}");
    }

    #[test]
    fn each_source_of_the_current_phase_has_its_rule() {
        assert!(current_phase(CurrentPhaseSource::Stated).contains("“Current phase”"));
        assert!(current_phase(CurrentPhaseSource::PhaseStatus).contains("own status"));
        assert!(current_phase(CurrentPhaseSource::Decisions).contains("Go"));
        assert!(current_phase(CurrentPhaseSource::PlanStatus).contains("the plan’s status"));
    }
}
