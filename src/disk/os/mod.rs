//! Where systems differ: the same calls for each, so that nothing else here asks which one it runs on.
//!
//! Unix is the reference: whatever a promise says of links, exchanges and power cuts holds there. What
//! Windows has no call for is done by the nearest that it has, and said at the function.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(super) use unix::*;
#[cfg(windows)]
pub(super) use windows::*;
