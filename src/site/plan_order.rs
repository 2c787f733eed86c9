//! The orders in which all plans stand on pages of their own.

/// An order of all plans. That of the status index is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanOrder {
    /// By the date of the last change, newest first.
    Updated,
    /// By the worst band among open risks, worst first.
    Risk,
    /// By owner.
    Owner,
    /// By title.
    AToZ,
}

impl PlanOrder {
    /// All of them, as menus list them.
    pub const ALL: [Self; 4] = [Self::Updated, Self::Risk, Self::Owner, Self::AToZ];

    /// The word used in paths.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Risk => "risk",
            Self::Owner => "owner",
            Self::AToZ => "a-z",
        }
    }
}
