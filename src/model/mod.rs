//! What a rollout plan is: plain data in the terms of the plan template.
//!
//! In: nothing. Out: the types that `parse` fills and every later stage reads.
//! Invariant: no I/O, no Markdown, no HTML; each value that an author wrote carries its span.

pub mod callout;
pub mod checklist;
pub mod date;
pub mod decision;
pub mod dependency;
pub mod header;
pub mod history;
pub mod lang;
pub mod links;
pub mod measure;
pub mod measured;
pub mod phase;
pub mod plan;
pub mod prose;
pub mod quarter;
pub mod risk;
pub mod rollback;
pub mod signature;
mod target;
pub mod week;
