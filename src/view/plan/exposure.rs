//! Whom the phases of a plan reach, one after the other: a bar for each, and steps that jump or shrink in words.

use serde::Serialize;

use super::words::Line;
use super::{At, whole_phase_label};
use crate::analysis::exposure::{Reach, Step, StepKind, reaches};
use crate::site::Route;
use crate::view::gantt::percent;
use crate::view::number::{decimal, thousands};
use crate::view::part::Html;
use crate::view::shell::Anchor;

/// Whom the phases reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExposureCard {
    /// The phases.
    pub rows: Vec<ReachRow>,
    /// "Full width is all users." "The longest bar is 2,000 people."
    pub scale: String,
    /// How steps are judged.
    pub rule: Anchor,
}

/// Whom a phase reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReachRow {
    /// The phase's page; `None` where it has none of its own.
    pub href: Option<String>,
    /// Its label.
    pub label: String,
    /// As written.
    pub users_html: Option<Html>,
    /// How far its bar goes, in percent of the width; `None` where it states no number.
    pub width: Option<String>,
    /// Value of `data-state` of the bar: `live` for a share, `planned` for people.
    pub state: &'static str,
    /// What the step to it does: "Jumps", "Shrinks".
    pub mark: Option<StepMark>,
    /// How large the step is.
    pub step: String,
}

/// A step that a reader should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepMark {
    /// Its word.
    pub text: &'static str,
    /// Value of `data-tone`.
    pub tone: &'static str,
    /// Name of its icon.
    pub icon: &'static str,
    /// Its sign at the end of the bar: `jump`, `shrink`.
    pub sign: &'static str,
}

impl At<'_, '_> {
    /// Whom the phases reach; `None` where none states a number.
    pub(super) fn exposure(&self) -> Option<ExposureCard> {
        let plan = self.plan();
        let all = reaches(plan);
        let most = all.iter().filter_map(|of| of.people).fold(0.0, f64::max);
        let has_share = all.iter().any(|of| of.share.is_some());
        let has_people = all.iter().any(|of| of.share.is_none() && of.people.is_some());
        if !has_share && !has_people {
            return None;
        }
        let rows = all.iter().enumerate().map(|(index, of)| self.reach(index, of, most)).collect();
        let of_shares = "Filled bars are shares; the full width is all users.";
        let people = format!(
            "The longest {}bar is {} people.",
            if has_share { "outlined " } else { "" },
            thousands(most)
        );
        let scale = match (has_share, has_people) {
            (true, false) => of_shares.to_owned(),
            (false, _) => people,
            (true, true) => format!("{of_shares} {people}"),
        };
        let href = self.to_place(&Route::About, "exposure");
        let rule = Anchor { href, text: "How steps are judged".to_owned() };
        Some(ExposureCard { rows, scale, rule })
    }

    fn reach(&self, index: usize, of: &Reach, most: f64) -> ReachRow {
        let phase = &self.plan().phases[index];
        let users = phase.users.as_ref().map(|users| &users.text).filter(|text| !text.is_empty());
        let exposure = phase.exposure.as_ref().filter(|text| !text.is_empty());
        let lines = [users, exposure].into_iter().flatten();
        let users = lines.fold(Line::default(), |line, text| {
            let gap = if line.is_empty() { "" } else { " · " };
            line.say(gap).prose(&self.html(text), &text.plain)
        });
        // A bar of a hundredth of the width is as thin as can be seen.
        let width = match (of.share, of.people) {
            (Some(share), _) => Some(share / 100.0),
            (None, Some(people)) if most > 0.0 => Some(people / most),
            (None, _) => None,
        };
        #[expect(clippy::cast_possible_truncation, reason = "a share of ten thousand")]
        let width = width.map(|share| percent((share * 10_000.0).round() as i64, 10_000));
        ReachRow {
            href: self.entry.phase_files.get(index).map(|_| self.to_phase(index)),
            label: whole_phase_label(self.plan(), index),
            users_html: (!users.is_empty()).then(|| users.html()),
            width,
            state: if of.share.is_some() { "live" } else { "planned" },
            mark: of.step.and_then(mark),
            step: step_words(index, of),
        }
    }
}

fn mark(step: Step) -> Option<StepMark> {
    match step.kind {
        StepKind::Jumps => {
            Some(StepMark { text: "Jumps", tone: "warn", icon: "warning", sign: "jump" })
        }
        StepKind::Shrinks => {
            Some(StepMark { text: "Shrinks", tone: "neutral", icon: "undo", sign: "shrink" })
        }
        StepKind::Grows | StepKind::Stays => None,
    }
}

/// "12 times as many", "20 points more", "fewer than before".
fn step_words(index: usize, of: &Reach) -> String {
    if of.people.is_none() && of.share.is_none() {
        return "No number".to_owned();
    }
    let Some(Step { kind, times, points }) = of.step else {
        return if index == 0 { "First phase" } else { "Can’t be compared" }.to_owned();
    };
    match (kind, times, points) {
        (StepKind::Stays, ..) => "As many as before".to_owned(),
        (StepKind::Shrinks, _, Some(points)) => format!("{} points fewer", decimal(-points)),
        (StepKind::Shrinks, ..) => "Fewer than before".to_owned(),
        (_, Some(times), Some(points)) => {
            format!("{} points more, {} times as many", decimal(points), decimal(times))
        }
        (_, None, Some(points)) => format!("{} points more", decimal(points)),
        (_, Some(times), None) => format!("{} times as many", decimal(times)),
        (_, None, None) => "More than before".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_told_in_words() {
        let told = |kind, times, points| {
            let step = Some(Step { kind, times, points });
            step_words(1, &Reach { people: Some(1.0), share: None, step })
        };
        assert_eq!(told(StepKind::Jumps, Some(12.4), None), "12.4 times as many");
        assert_eq!(told(StepKind::Grows, Some(2.0), None), "2 times as many");
        assert_eq!(told(StepKind::Grows, Some(5.0), Some(40.0)), "40 points more, 5 times as many");
        assert_eq!(told(StepKind::Jumps, None, Some(60.0)), "60 points more");
        assert_eq!(told(StepKind::Shrinks, Some(0.5), Some(-2.5)), "2.5 points fewer");
        assert_eq!(told(StepKind::Shrinks, Some(0.5), None), "Fewer than before");
        let reach = Reach { people: Some(1.0), share: None, step: None };
        assert_eq!(
            [step_words(0, &reach), step_words(1, &reach)],
            ["First phase", "Can’t be compared"]
        );
        assert_eq!(step_words(1, &Reach::default()), "No number");
    }
}
