//! A site's settings: plain data with their defaults.
//!
//! In: the text of `phasebook.toml` and the `PHASEBOOK_` environment (see [`read`]).
//! Out: [`Settings`]. Invariant: every field has a default; no file is needed.

mod audience;
mod described;
mod federation;
mod form;
mod freeze;
mod named;
pub mod read;
mod scale;
mod tables;

pub use audience::{AudienceSettings, Choice};
pub use described::{DescribedTable, described};
pub use federation::Federation;
pub use form::{DescribedKey, Form};
pub use freeze::Freeze;
pub use scale::{Band, Preset, Ratings, Scale};
pub use tables::{
    Limits, PathSettings, PreviewSettings, PublishSettings, Settings, SiteSettings, ThemeSettings,
};
