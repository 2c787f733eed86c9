//! Signatures at gates: who has said Go, and who has not.

use super::date::Date;
use super::phase::PhasePosition;
use super::prose::Text;
use crate::text::{Span, Spanned};

/// A row of a sign-off table, or an item of a sign-off list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signature {
    /// The phase as written, where one is.
    pub phase_text: Option<Text>,
    /// The phases whose gates it is for, in order; empty where none is named.
    pub phases: Vec<PhasePosition>,
    /// What the signer stands for: "Security".
    pub role: Option<Text>,
    /// Who signs.
    pub name: Option<Text>,
    /// What the signer says; `None` while it is open.
    pub verdict: Option<SignatureVerdict>,
    /// The author's words for it, where they are words.
    pub verdict_text: Option<Text>,
    /// Whether something is said that can't be read for sure: it may be a refusal.
    pub is_unread: bool,
    /// When it was signed or refused.
    pub date: Option<Spanned<Date>>,
    /// Conditions and reasons.
    pub notes: Option<Text>,
    /// The row or item.
    pub span: Span,
}

impl Signature {
    /// Who signs, as pages say it: the name, else the role.
    pub fn who(&self) -> Option<&Text> {
        self.name.as_ref().or(self.role.as_ref())
    }
}

/// What a signer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureVerdict {
    /// It is signed.
    Go,
    /// It is refused.
    NoGo,
}

impl SignatureVerdict {
    /// The word used in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::NoGo => "no-go",
        }
    }
}
