//! Whether a file is a template that nobody has begun to fill in: its title is one, and nothing in it is
//! stated.
//!
//! One real fact makes it a plan: a template that is taken for a plan is one row too many, a plan that is taken
//! for a template is missed.

use super::reader::Reader;
use super::value::State;
use super::words::{Group, heads};
use crate::model::checklist::MarkState;
use crate::model::header::Header;
use crate::model::phase::Phase;
use crate::model::plan::{Plan, Unfilled};

/// What a title is noted as where it is template text.
const TITLE: &str = "the title";

/// Whether a plan is a template. The boxes of a checklist are a template's own, until one is ticked.
pub(super) fn is_template(reader: &Reader<'_>, plan: &Plan) -> bool {
    let is_unfilled = |unfilled: &Unfilled| !unfilled.inside && unfilled.place != TITLE;
    reader.unfilled.iter().any(is_unfilled)
        && is_titled_as_one(reader, &plan.header)
        && !states_header(reader, &plan.header)
        && !plan.phases.iter().any(|phase| states_phase(reader, phase))
        && plan.risks.is_empty()
        && plan.decisions.is_empty()
        && !plan
            .signatures
            .iter()
            .any(|signature| signature.verdict.is_some() || signature.name.is_some())
        && !has_rollback(plan)
        && !has_ticks(plan)
        && plan.left_out.is_empty()
}

/// Whether the title is a placeholder, or calls the file a template, and beside that says no more than "Rollout
/// Plan": "Invoice template" may be what is rolled out.
fn is_titled_as_one(reader: &Reader<'_>, header: &Header) -> bool {
    let placeholders = || reader.unfilled.iter().filter(|unfilled| unfilled.place == TITLE);
    let mut is_one = placeholders().next().is_some();
    let Some(title) = &header.title else { return is_one };
    let mut title = title.value.clone();
    for placeholder in placeholders() {
        title = title.replacen(&placeholder.text, " ", 1);
    }
    let heads = heads(&title);
    let (mut is_of_rollout, mut others, mut at) = (false, 0, 0);
    while at < heads.len() {
        let run = |group| reader.words.leading(group, &heads[at..]);
        at += match (run(Group::Tail), run(Group::Word)) {
            (Some(("title-prefix", n)), _) | (_, Some(("rollout", n))) => {
                is_of_rollout = true;
                n
            }
            (_, Some(("template", n))) => {
                is_one = true;
                n
            }
            _ => {
                others += 1;
                1
            }
        };
    }
    // "Template for rollout plans".
    is_one && others <= usize::from(is_of_rollout)
}

/// Whether the header says more than the title. Tags and other front matter say how the file is kept.
fn states_header(reader: &Reader<'_>, header: &Header) -> bool {
    header.status.is_some()
        || header.date.is_some()
        || header.updated.is_some()
        || header.next_review.is_some()
        || [&header.author, &header.owner, &header.flag, &header.current_phase]
            .into_iter()
            .flatten()
            .any(|text| !text.is_empty())
        || header.other.iter().any(|(_, text)| reader.state(text, None) == State::Stated)
}

/// Whether a phase says more than its name.
fn states_phase(reader: &Reader<'_>, phase: &Phase) -> bool {
    phase.users.is_some()
        || phase.duration.is_some()
        || phase.status.is_some()
        || phase.start.is_some()
        || phase.start_time.is_some()
        || phase.end.is_some()
        || phase.end_time.is_some()
        || !phase.success_criteria.is_empty()
        || [&phase.scope, &phase.when, &phase.go_no_go, &phase.owner, &phase.flag, &phase.exposure]
            .into_iter()
            .flatten()
            .any(|text| !text.is_empty())
        || phase.extra.iter().any(|(_, text)| reader.state(text, None) == State::Stated)
}

fn has_rollback(plan: &Plan) -> bool {
    let rollback = &plan.rollback;
    !(rollback.triggers.is_empty()
        && rollback.steps.is_empty()
        && rollback.owners.is_empty()
        && rollback.unread.is_empty())
}

fn has_ticks(plan: &Plan) -> bool {
    let lists = &plan.checklists;
    plan.transition_criteria.iter().any(|criterion| criterion.item.done)
        || lists.iter().flat_map(|list| &list.items).any(|item| item.done)
        || lists.iter().flat_map(|list| &list.marks).any(|mark| mark.state != MarkState::Open)
}
