//! The site as a table of routes: every page it has, and the path of each.
//!
//! In: ids of the model. Out: paths and relative links. Invariant: a path is a pure function of
//! its route, so a link needs no second pass.

mod anchor;
mod directory;
mod passive;
mod path;
mod plan_order;
mod route;
mod slug;

pub use anchor::heading_anchor;
pub use directory::{ANCHOR_PREFIX, Destination, Directory, PublishedDocument, folder_slug};
pub use passive::{ActiveContent, Attachments, judge, sample};
pub use path::{
    absolute, encode, fold_path, is_document, is_read, measured_stem, measures_beside, relative,
};
pub use plan_order::PlanOrder;
pub use route::{ListPage, PlansOf, Route};
pub use slug::{Slug, is_introduction, list_segment, slug_segment};
