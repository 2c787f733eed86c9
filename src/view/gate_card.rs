//! The card that answers "may the next phase begin?".

use std::borrow::Cow;

use serde::Serialize;

use super::notice::Tone;
use super::part::{GateBadge, Html};
use super::why::Why;

/// A gate and what it hangs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GateCard {
    /// "Ready to advance to Phase 2 — Limited GA?".
    pub question: String,
    /// The verdict.
    pub verdict: GateBadge,
    /// First words of the answer, in the tone's colour: "Not yet.".
    pub headline_strong: Option<String>,
    /// The rest of the answer: "3 of 4 criteria met".
    pub headline: String,
    /// Colour of the answer.
    pub tone: Tone,
    /// Blockers first, then what is met.
    pub rows: Vec<ConditionRow>,
    /// Sentences below: who decided and when, risks that are bound to no gate.
    pub notes: Vec<Html>,
    /// How the verdict comes about.
    pub why: Why,
}

/// A condition of a gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionRow {
    /// How it stands.
    pub state: GateRowState,
    /// Name of the icon's symbol.
    pub icon: &'static str,
    /// The condition.
    pub text_html: Html,
    /// How it stands, in a word.
    pub word: Cow<'static, str>,
    /// More about it: "Approver: PM + Eng".
    pub sub_html: Option<Html>,
    /// The place that it is about.
    pub href: Option<String>,
    /// Who has signed, where it asks for that.
    pub signatures: Vec<ConditionRow>,
}

/// How a condition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GateRowState {
    /// The gate waits for it.
    Blocking,
    /// It holds.
    Met,
    /// The plan does not say.
    Unknown,
    /// To be done, and blocks nothing yet.
    Todo,
}

impl ConditionRow {
    /// A condition with the icon and word of its state.
    pub fn new(state: GateRowState, text_html: Html) -> Self {
        let (icon, word) = match state {
            GateRowState::Blocking => ("blocked", "Blocking"),
            GateRowState::Met => ("check", "Met"),
            GateRowState::Unknown => ("unknown", "Not stated"),
            GateRowState::Todo => ("todo", "To do"),
        };
        let word = Cow::Borrowed(word);
        Self { state, icon, text_html, word, sub_html: None, href: None, signatures: Vec::new() }
    }
}
