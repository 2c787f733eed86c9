//! Which version of the program this is.

/// The version, and the commit that a released program was made from: "0.2.0 (4f1c2ab81d3e)".
pub(super) const VERSION: &str = env!("PHASEBOOK_VERSION");
