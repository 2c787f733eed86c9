//! A file's text, and places in it.
//!
//! In: the bytes of one file. Out: a [`Source`] with normalised text, and [`Span`]s into it.
//! Invariant: every span of the program is a byte range into the text of one `Source`.

mod fingerprint;
mod invisible;
mod natural;
mod rewrite;
mod short;
mod source;
mod span;

pub use fingerprint::{fingerprint, fingerprint_hex};
pub use invisible::{is_invisible, is_unprintable};
pub use natural::{Natural, compare_natural};
pub use rewrite::rewrite;
pub use short::{LABEL, shortened};
pub use source::{Position, Repair, RepairKind, Source};
pub use span::{Span, Spanned};
